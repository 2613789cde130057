"""What a network, a server and a clock do to the whole bot: it recovers, says so, and loses nothing."""

from __future__ import annotations

import asyncio
import functools
import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import NetworkError

from bot.shore.backoff import Backoff
from bot.shore.polling import Poller, Times
from tests.fake.transport import FakeRequest
from tests.postgres import server
from tests.storage_fixtures import cut_connections, database
from tests.telegram import Fault, bad_gateway, half_a_body, no_answer, too_many_requests
from tests.watched import Watched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.fake.people import Human
    from tests.telegram import FakeTelegram

ASK = "что такое том?"
ANSWER = "Том хранит данные контейнера."
SOON = Times(backoff=functools.partial(Backoff, 0.01, 0.05))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds between polls that fail."""
    monkeypatch.setattr("bot.app.receiving.Poller", functools.partial(Poller, times=SOON))


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    """At work on SQLite."""
    async with Watched(tmp_path, f"sqlite:///{tmp_path / 'x.db'}") as one:
        yield one


BROKEN: list[Fault] = [
    too_many_requests(1),
    Fault(),
    bad_gateway(),
    no_answer(),
    no_answer(after=True),
    half_a_body(),
    Fault(status=200, body=b"\xff\xfe not json"),
    Fault(status=200, body=b"[]"),
    Fault(status=200, body=b'{"ok":true}'),
    Fault(status=200, body=b""),
    Fault(status=500, body=b'{"ok":false}'),
    Fault(status=429, body=b'{"ok":false,"error_code":429,"description":"Too Many Requests"}'),
    Fault(status=502, body=b'{"ok":false,"error_code":502,"description":'),
]


@pytest.mark.parametrize("fault", BROKEN, ids=lambda fault: f"{fault.status}-{(fault.body or b'')[:12]!r}")
async def test_whatever_the_bot_api_answers_to_a_message_it_arrives(watched: Watched, fault: Fault) -> None:
    """Sent again until it is there; twice only where it had arrived and nobody could know."""
    arrived = fault.after
    fault.method = "sendMessage"
    watched.fake.faults.append(fault)
    anna = watched.fake.private("Анна")
    await watched.ask(anna, ASK)
    heard = await watched.said(anna, 1 + arrived)
    await watched.app.settled()
    assert len(watched.heard(anna)) == len(heard) == 1 + arrived
    assert all(ANSWER in one for one in heard)
    assert "was not sent" in await watched.trouble()


async def test_whatever_the_bot_api_answers_to_a_poll_nothing_is_lost(watched: Watched) -> None:
    """All kinds of failure in a row; what was asked before and meanwhile is answered once, in order."""
    anna = watched.fake.private("Анна")
    polled = [
        Fault("getUpdates", 1, f.status, f.description, f.parameters, f.body, f.timeout) for f in BROKEN[1:]
    ]
    watched.fake.faults.extend(polled)
    questions = [ASK, "спасибо", "кто ты?"]
    for question in questions:
        await watched.ask(anna, question)
        await asyncio.sleep(0.05)
    heard = await watched.said(anna, len(questions))
    await watched.app.settled()
    assert ANSWER in heard[0]
    assert len(watched.heard(anna)) == len(questions)
    assert not watched.fake.faults
    assert "no updates from Telegram" in await watched.trouble()
    await watched.until("/readyz", lambda status, _: status == 200)


async def test_updates_of_unknown_kinds_are_passed_over(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    """Of the future, of nobody, with nothing in them: all confirmed, and the next question is answered."""
    caplog.set_level("INFO")
    anna = watched.fake.private("Анна")
    strange: list[Any] = [{"telepathy": {"from": anna.user}}, {}, {"message": None}, {"message": {"chat": 7}}]
    for number, update in enumerate(strange, 900_000_000):
        await watched.fake.feed({"update_id": number, **update})
    watched.fake.api.updates.next_id = 900_000_100
    await watched.ask(anna, ASK)
    assert ANSWER in (await watched.said(anna, 1))[0]
    assert "unknown kind telepathy" in caplog.text
    assert not watched.fake.api.updates.pending


class NoNames(FakeRequest):
    """A network in which no name can be looked up, for a while."""

    def __init__(self, fake: FakeTelegram) -> None:
        """Down until told otherwise."""
        super().__init__(fake.api)
        self.down = 2

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401 - passed on
        """Fail, or hand on."""
        if self.down:
            self.down -= 1
            message = "ClientConnectorDNSError: Temporary failure in name resolution"
            raise NetworkError(message)
        return await super().do_request(*given, **named)


async def test_without_dns_at_the_start_it_waits(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alive and not ready meanwhile; what was asked before the start is answered."""
    monkeypatch.setattr(Backoff, "next", lambda _: 0.2)
    one = Watched(tmp_path, f"sqlite:///{tmp_path / 'x.db'}", request=NoNames)
    anna = one.fake.private("Анна")
    await one.ask(anna, ASK)
    starting = asyncio.create_task(one.app.start())
    shown = await one.until("/readyz", lambda status, _: status == 503)
    assert shown["checks"]["updates"] == "ok"
    await starting
    assert ANSWER in (await one.said(anna, 1))[0]
    assert "no connection to Telegram" in await one.trouble()
    assert caplog.text.count("no connection to Telegram") == 2
    await one.app.stop()


async def test_cut_connections_of_postgresql_lose_nothing(tmp_path: Path) -> None:
    """The server ends all of them again and again; every question is answered once, in order."""
    async with database("postgresql", tmp_path) as url, Watched(tmp_path, url) as one:
        people = [one.fake.private(f"P{number}") for number in range(4)]
        questions = [ASK, "спасибо", "кто ты?", ASK, "привет"]
        for number, question in enumerate(questions):
            for who in people:
                await one.ask(who, question)
            if number % 2:
                assert await cut_connections(url) > 0
            await asyncio.sleep(0.1)
        first = await _complete(one, people, len(questions))
        assert all(
            heard == first for heard in [await _complete(one, [who], len(questions)) for who in people]
        )
        assert ANSWER in first[0]
        assert ANSWER in first[3]
        shown = await one.until("/readyz", lambda status, _: status == 200)
        assert shown["last_trouble"] is not None


async def test_postgresql_that_is_restarted_loses_nothing(tmp_path: Path) -> None:
    """As by a power cut, twice, questions coming in all the while: each is answered once, in order."""
    with server() as postgres:
        async with Watched(tmp_path, postgres.url) as one:
            anna = one.fake.private("Анна")
            questions = [ASK, "спасибо", ASK, "кто ты?", ASK]
            for number, question in enumerate(questions):
                await one.ask(anna, question)
                if number % 2:
                    await asyncio.to_thread(postgres.stop)
                    await one.until("/readyz", lambda status, _: status == 503)
                    await asyncio.to_thread(postgres.start)
            heard = await _complete(one, [anna], len(questions))
            assert [ANSWER in each for each in heard] == [question is ASK for question in questions]
            shown = await one.until("/readyz", lambda status, _: status == 200)
            assert shown["last_trouble"] is not None


async def _complete(one: Watched, people: list[Human], count: int) -> list[str]:
    """What was said to the first of them, once everybody has had so many messages, and no more."""
    for who in people:
        await one.said(who, count)
    await asyncio.sleep(0.1)
    assert [len(one.heard(who)) for who in people] == [count] * len(people)
    return one.heard(people[0])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes that can be taken away."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small disk is not permitted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


async def test_a_full_disk_keeps_questions_waiting_and_loses_none(tmp_path: Path, disk: Path) -> None:
    """What cannot be written down is not confirmed: Telegram keeps it until there is room again."""
    async with Watched(tmp_path, f"sqlite:///{disk / 'x.db'}") as one:
        anna, petr = one.fake.private("Анна"), one.fake.private("Пётр")
        await one.ask(anna, ASK)
        await one.said(anna, 1)
        _fill(disk / "filler")
        for _ in range(12):
            await one.ask(petr, ASK + " " * 3000)
            await one.ask(anna, ASK)
        shown = await one.until("/readyz", lambda _, shown: shown["checks"]["updates"] != "ok")
        assert "cannot be stored" in shown["checks"]["updates"]
        assert one.fake.api.updates.pending
        (disk / "filler").unlink()
        assert len(await one.said(petr, 12)) == 12
        assert len(await one.said(anna, 13)) == 13
        await one.until("/readyz", lambda status, _: status == 200)
        assert await one.trouble()
        await asyncio.sleep(0.1)
        assert (len(one.heard(petr)), len(one.heard(anna))) == (12, 13)


def _fill(file: Path) -> None:
    """Write until nothing more goes."""
    with file.open("wb", buffering=0) as full:
        for size in (65536, 4096):
            try:
                while True:
                    full.write(bytes(size))
            except OSError:
                continue


class Jumping:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        """Right at first."""
        self.off = timedelta()

    def now(self) -> datetime:
        """What it shows."""
        return datetime.now(UTC) + self.off


async def test_a_clock_that_jumps_stops_nothing(tmp_path: Path, database_url: str) -> None:
    """A year ahead, a year back, in the middle of a retry: every question is answered, none twice."""
    clock = Jumping()
    async with Watched(tmp_path, database_url, clock=clock) as one:
        anna = one.fake.private("Анна")
        for number, days in enumerate((365, -365, 0, 3650, -3650), 1):
            one.fake.faults.append(Fault("sendMessage", times=2))
            await one.ask(anna, ASK)
            clock.off = timedelta(days=days)
            assert ANSWER in (await one.said(anna, number))[-1]
        await one.app.settled()
        assert len(one.heard(anna)) == 5


async def test_notes_that_are_unmounted_go_on_being_served(
    tmp_path: Path, disk: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gone while running: the answers stay; back with other contents: those are served."""
    monkeypatch.setattr("bot.courses.watching._LOOK_EVERY", 0.2)
    monkeypatch.setattr("bot.courses.watching.QUIET", 100)
    (tmp_path / "notes").symlink_to(disk, target_is_directory=True)
    async with Watched(tmp_path, f"sqlite:///{tmp_path / 'x.db'}") as one:
        anna = one.fake.private("Анна")
        assert ANSWER in (await anna.says(ASK)).text
        await asyncio.to_thread(subprocess.run, ["umount", "-l", str(disk)], check=True)
        async with asyncio.timeout(20):
            while "not reloaded" not in caplog.text:  # noqa: ASYNC110 - a log
                await asyncio.sleep(0.05)
        assert ANSWER in (await anna.says(ASK)).text
        assert "not reloaded" in await one.trouble()
        (disk / "a.md").write_text("# Тома\n\nТом теперь хранит другое.\n", encoding="utf-8")
        async with asyncio.timeout(20):
            while "другое" not in (await anna.says(ASK)).text:  # noqa: ASYNC110 - the files are looked at
                await asyncio.sleep(0.2)
        status, _ = await one.page("/readyz")
        assert status == 200
