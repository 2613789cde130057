"""Ten thousand damaged updates, forged buttons, hostile notes and requests: nothing breaks or gets in."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import io
import json
import logging
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import pytest

from bot.app import App, Ways
from bot.config import Settings
from bot.courses.course import open_course
from corpus import check
from tests.storage_fixtures import database
from tests.telegram import FakeTelegram
from tests.watched import FAST, WORD, Watched, free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.courses.course import Course
    from corpus import Notes

NOTES: Final = Path(__file__).parents[1] / "scenarios" / "notes"
UPDATES: Final = 10_000
BATCH: Final = 500
BUDGET: Final = 25.0
"""Seconds that a slow machine may spend on them; then fewer have to do."""
NEVER_SAID: Final = ("Traceback", "Error", "Exception", ".py", "None", "object at")
STRANGE: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**53 + 1,
    2**63,
    -(2**63) - 1,
    10**400,
    1e308,
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e",
    "🙂" * 50,
    "a" * 5000,
    "/ask",
    "/start s-" + "x" * 200,
    "/staff",
    "@konspekt_bot",
    "1:s:1:1",
    "private",
    "channel",
    "../../etc/passwd",
    "' OR 1=1 --",
    [],
    {},
    [[]],
    {"id": 1},
)


class Mutator:
    """Damages updates, the same way every time."""

    def __init__(self, seeds: list[dict[str, Any]]) -> None:
        """From real ones."""
        self._seeds = seeds
        self._chance = random.Random(2026)  # noqa: S311 - the same damage every time
        self._number = 1_000_000_000

    def __call__(self) -> dict[str, Any]:
        """A damaged update with a number of its own."""
        update = copy.deepcopy(self._chance.choice(self._seeds))
        for _ in range(self._chance.randint(1, 3)):
            self._damage(update)
        self._number += 1
        update["update_id"] = self._number
        return update

    def _damage(self, update: dict[str, Any]) -> None:
        """Replace, remove, add or garble one thing, anywhere."""
        if not (places := list(_places(update))):
            return
        holder, key = self._chance.choice(places)
        match self._chance.randrange(5):
            case 0:
                holder[key] = copy.deepcopy(self._chance.choice(STRANGE))
            case 1:
                del holder[key]
            case 2 if isinstance(holder, dict):
                other, name = self._chance.choice(places)
                holder[str(name)] = copy.deepcopy(other[name])
            case _ if isinstance(holder[key], str):
                holder[key] = self._garbled(holder[key])
            case _:
                holder[key] = copy.deepcopy(self._chance.choice(STRANGE))

    def _garbled(self, text: str) -> str:
        letters = list(text)
        for _ in range(self._chance.randint(1, 4)):
            letters.insert(
                self._chance.randint(0, len(letters)), self._chance.choice("/@:\\\n\t\x00\u202eё1🙂<&*_`[]()")
            )
        return "".join(letters)


def _places(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Every key of every object and list inside."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        if key != "update_id":
            yield value, key
            if isinstance(value[key], (dict, list)):
                yield from _places(value[key])


class Noted:
    """An application that notes what it receives."""

    def __init__(self, app: App) -> None:
        """Over the true one."""
        self._app = app
        self.seen: list[dict[str, Any]] = []

    async def receive(self, updates: Any) -> None:  # noqa: ANN401 - as the application
        """Note and hand on."""
        self.seen += updates
        await self._app.receive(updates)

    async def settled(self) -> None:
        """As the application."""
        await self._app.settled()


def _read(root: Path) -> tuple[Course, Notes]:
    return open_course(root)


async def _app(fake: FakeTelegram, database_url: str, notes: Path = NOTES) -> App:
    """The bot at work."""
    given = {
        "token": fake.token,
        "notes": notes,
        "database_url": database_url,
        "secret": "a secret of the tests",
    }
    ways = Ways(request=fake.request(), receiving=False, serving=False, pace=FAST, read=_read)
    app = App(Settings.model_validate({**given, "person_limit": 1000, "group_limit": 1000}), ways=ways)
    await app.start()
    fake.attach(app)
    return app


async def _conversation(fake: FakeTelegram, app: App) -> list[dict[str, Any]]:
    """Real updates of every kind, from people who use everything."""
    noted = Noted(app)
    fake.attach(noted)
    anna, group = fake.private("Анна"), fake.group("ВТ-21", forum=True)
    petr = group.member("Пётр", admin=True)
    for text in (
        "что такое том",
        "а минусы?",
        "/start",
        "/toc",
        "/glossary",
        "/settings",
        "/privacy",
        "/forget",
    ):
        await anna.says(text)
    for label in ("Да", "Ещё ответ", "Помогло"):
        pressed = [m for m in anna.messages if any(label in b["text"] for row in m.keyboard for b in row)]
        if pressed:
            await anna.presses(label)
    await anna.inline("том")
    await anna.sends_file("photo", caption="что такое том?")
    await anna.sends_file("document", b"# x", name="x.md")
    await anna.forwards("что такое xen?")
    said = await petr.says("@konspekt_bot что такое xen?")
    await petr.says("/ask минусы kvm", topic=group.topic("Вопросы"))
    await petr.says("/ask@konspekt_bot", reply_to=said[0])
    await petr.says("/settings")
    await anna.edits((await anna.says("что такое кмв") and anna.last_message), "что такое kvm")  # type: ignore[arg-type]
    await group.adds_bot(petr)
    await group.removes_bot(petr)
    await group.adds_bot(petr)
    fake.attach(app)
    return noted.seen


async def _survives(app: App, fake: FakeTelegram, updates: int, caplog: pytest.LogCaptureFixture) -> int:
    """Have it handle so many damaged updates, as far as the time goes; how many it were."""
    mutated = Mutator(await _conversation(fake, app))
    caplog.clear()
    done, deadline = 0, time.monotonic() + BUDGET
    with caplog.at_level(logging.ERROR):
        while done < updates and time.monotonic() < deadline:
            await app.receive([mutated() for _ in range(BATCH)])
            await app.settled()
            done += BATCH
    given_up = "a message was given up"  # to chats that do not exist
    broken = [record for record in caplog.records if not record.getMessage().startswith(given_up)]
    assert not broken, broken[0].getMessage()
    again = "answered twice"  # the damaged copies of one press have one name
    assert [violation for violation in fake.violations if again not in violation] == []
    assert "Том хранит" in (await fake.private("Вера").says("что такое том")).text
    return done


def _said(fake: FakeTelegram) -> list[str]:
    """Everything that the bot said, anywhere."""
    return [
        str(message.get("text") or message.get("caption"))
        for chat in fake.world.chats.values()
        for message in chat.messages.values()
        if message["from"]["id"] == fake.world.bot_id
    ]


async def test_ten_thousand_damaged_updates(caplog: pytest.LogCaptureFixture) -> None:
    """None breaks a handler, none breaks a rule of the Bot API, nobody reads a traceback."""
    fake = FakeTelegram()
    app = await _app(fake, "sqlite://")
    assert await _survives(app, fake, UPDATES, caplog) >= UPDATES // 10  # on the slowest machine
    await app.stop()
    assert [text for text in _said(fake) if any(word in text for word in NEVER_SAID)] == []


async def test_damaged_updates_on_postgresql(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is stricter about what a text or a number may be."""
    fake = FakeTelegram()
    async with database("postgresql", tmp_path) as url:
        app = await _app(fake, url)
        assert await _survives(app, fake, UPDATES // 10, caplog) > 0
        await app.stop()


SECRET: Final = "что такое том и в чём секрет Анны"  # noqa: S105 - a question


async def test_buttons_of_others_show_and_change_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Anna's question and answer stay hers, whatever a stranger's buttons pretend."""
    fake = FakeTelegram()
    app = await _app(fake, "sqlite://")
    anna, mallory = fake.private("Анна"), fake.private("Мэллори")
    await anna.says(SECRET)
    await anna.presses("Помогло") if any("Помогло" in str(m.keyboard) for m in anna.messages) else None
    before = [shown.json for shown in anna.messages]
    message = (await mallory.says("привет")).only.json
    chance = random.Random(7)  # noqa: S311 - the same buttons every time
    with caplog.at_level(logging.ERROR):
        for data in _forged(chance):
            await mallory.sends_press(message, data)
        await mallory.sends_press(message | {"message_id": 10**6}, "1:s:1:0")
        await mallory.sends_press(anna.messages[-1].json | {"chat": mallory.private.json}, "1:s:1:0")
    assert not caplog.records
    assert [shown.json for shown in anna.messages] == before
    theirs = [text for text in _said_to(fake, mallory.id) if "секрет" in text.lower()]
    assert theirs == []
    async with app.store.snapshot() as tx:
        exchange = await tx.exchanges.get(1)
    assert exchange is not None
    assert exchange.disappointed == 0
    await app.stop()
    fake.verify()


def _forged(chance: random.Random) -> list[str]:
    """Callback data: of every kind with every small number, and rubbish."""
    letters = "svopcgdexftnhuqkiawblmjrz"
    data = [
        f"1:{letter}:{number}:{rest}"
        for letter in letters
        for number in (0, 1, 2)
        for rest in ("0", "1", "0:0")
    ]
    data += [f"1:{letter}:{2**53}" for letter in letters] + [f"1:{letter}" for letter in letters]
    alphabet = "01:szx-\x00é🙂/ "
    data += ["".join(chance.choices(alphabet, k=chance.randint(0, 16))) or " " for _ in range(100)]
    return [one for one in data if len(one.encode()) <= 64]


def _said_to(fake: FakeTelegram, chat: int) -> list[str]:
    messages = fake.world.chats[chat].messages.values()
    return [str(m.get("text")) for m in messages if m["from"]["id"] == fake.world.bot_id]


def _hostile_notes(folder: Path, spec: str) -> int:
    """Files made of every example of a specification, of random bytes, and of both; how many."""
    chance = random.Random(11)  # noqa: S311 - the same notes every time
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n", spec, re.DOTALL | re.MULTILINE)
    folder.mkdir()
    (folder / "a.md").write_text("# Тома\n\nТом хранит данные контейнера.\n", encoding="utf-8")
    for number in range(0, len(examples), 20):
        some = "\n\n".join(
            f"## E {number + n}\n\n{one}" for n, one in enumerate(examples[number : number + 20])
        )
        (folder / f"spec{number}.md").write_text(some.replace("→", "\t"), encoding="utf-8")
    for number in range(20):
        noise = chance.randbytes(chance.randint(0, 3000))
        (folder / f"noise{number}.md").write_bytes(noise)
        (folder / f"mixed{number}.md").write_bytes(chance.choice(examples).encode() * 3 + noise[:200])
    (folder / "deep.md").write_text("> " * 500 + "x\n\n" + "- " * 300 + "y\n" + "[" * 3000, encoding="utf-8")
    (folder / "long.md").write_text("# " + "д" * 100_000 + "\n\n" + "слово " * 50_000, encoding="utf-8")
    (folder / "link.md").symlink_to("/etc/passwd")
    (folder / "picture.md").write_text(
        "# P\n\n![x](../../../etc/passwd) ![y](/etc/passwd)\n", encoding="utf-8"
    )
    return len(examples)


async def test_notes_of_any_bytes_are_served_as_far_as_they_can_be_read(
    shared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Every example of CommonMark, noise, nesting without end, links that lead out."""
    spec = (shared / "markdown" / "commonmark-spec.txt").read_text(encoding="utf-8")
    notes = tmp_path / "notes"
    assert _hostile_notes(notes, spec) > 600
    assert check(notes)
    fake = FakeTelegram()
    app = await _app(fake, "sqlite://", notes)
    anna = fake.private("Анна")
    course = app.shelf.of(None)
    chance = random.Random(3)  # noqa: S311 - the same questions every time
    caplog.clear()  # of the files that were left out
    with caplog.at_level(logging.ERROR):
        assert "Том хранит" in (await anna.says("что такое том")).text
        for command in ("/toc", "/glossary", "/start"):
            assert (await anna.says(command)).new
        for passage in chance.sample(course.library.passages, 60):
            await anna.says(" ".join(passage.text.split()[:12]) or "x")
        for section in chance.sample(course.outline.order, 40):
            await anna.says(f"/start s-{section.id}")
    assert not caplog.records, caplog.text[-3000:]
    assert not any("root:" in text for text in _said(fake))
    await app.stop()
    fake.verify()


@pytest.fixture
async def posted(tmp_path: Path) -> AsyncIterator[tuple[Watched, int]]:
    """The bot behind a webhook, and its port."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    one = Watched(
        tmp_path,
        f"sqlite:///{tmp_path / 'x.db'}",
        webhook_url=f"http://{address}/telegram",
        webhook_secret=WORD,
        listen=address,
    )
    await one.app.start()
    yield one, port
    await one.app.stop()


async def test_strangers_at_the_webhook_get_nothing_in(posted: tuple[Watched, int]) -> None:
    """Wrong secrets, bodies too large or broken, bytes that are no HTTP: nothing stored, and it goes on."""
    one, port = posted
    anna = one.fake.private("Анна")
    message = one.fake.world.post(anna.private, anna.user, {"text": "что такое том?"})
    update = {"update_id": 5, "message": message}
    chance = random.Random(5)  # noqa: S311 - the same bytes every time
    for _ in range(50):
        await _throw(port, chance.randbytes(chance.randint(1, 2000)))
    for start in (
        b"POST /telegram HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"\x16\x03\x01",
    ):
        await _throw(port, start)
    header = "X-Telegram-Bot-Api-Secret-Token"
    good = json.dumps(update).encode()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        for word in ("", "x", WORD[:-1], WORD + "x", WORD.upper(), "é"):
            async with session.post("/telegram", data=good, headers={header: word}) as answer:
                assert answer.status == 401
        statuses = set()
        for body in (good + b" " * 2**21, good[:-2], b"", b"[" * 100_000, b"null", chance.randbytes(1000)):
            async with session.post("/telegram", data=io.BytesIO(body), headers={header: WORD}) as answer:
                statuses.add(answer.status)
        for path in ("/", "/telegram/", "/metrics", "/healthz", "/../telegram"):
            async with session.get(path) as answer:
                assert answer.status in {404, 405, 307}
        assert statuses == {400, 413}
        assert one.fake.calls("sendMessage") == []
        async with session.post("/telegram", data=good, headers={header: WORD}) as answer:
            assert answer.status == 200
    assert "Том хранит" in (await one.said(anna, 1))[0]
    async with one.app.store.snapshot() as tx:
        assert (await tx.inbox.depth()).open == 0


async def _throw(port: int, data: bytes) -> None:
    """Send some bytes and hang up."""
    with contextlib.suppress(OSError, TimeoutError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(data)
        writer.write_eof()
        async with asyncio.timeout(2):
            await reader.read(1000)
        writer.close()
