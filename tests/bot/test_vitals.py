"""What operators see of the whole application: alive, ready, figures, the last trouble, numbered lines."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.app.metrics import Metrics
from bot.config import ConfigError
from bot.shore.logs import configure
from bot.shore.troubles import Troubles
from tests.telegram import FakeTelegram, Fault, bad_gateway, refused
from tests.watched import WORD, Watched, free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture
async def watched(tmp_path: Path, database_url: str) -> AsyncIterator[Watched]:
    """At work, on either database."""
    async with Watched(tmp_path, database_url) as one:
        yield one


async def test_ready_means_notes_store_and_updates(watched: Watched) -> None:
    """Each by its name, with how much is served and when the last poll came back."""
    await watched.fake.private("Анна").says("что такое том?")
    shown = await watched.until("/readyz", lambda status, _: status == 200)
    assert shown["checks"] == {
        "process": "ok",
        "start": "ok",
        "notes": "ok",
        "store": "ok",
        "updates": "ok",
    }
    assert shown["notes"] == {"courses": 1, "lectures": 1, "passages": 1}
    assert shown["updates"]["by"] == "polling"
    assert shown["updates"]["state"] == "polling"
    assert shown["updates"]["seconds_since_last"] < 20


async def test_figures_count_questions_answers_refusals_and_what_waits(watched: Watched) -> None:
    """Prometheus reads them."""
    anna = watched.fake.private("Анна")
    await anna.says("что такое том?")
    await anna.says("какая погода на Марсе?")
    watched.fake.faults.append(bad_gateway(method="sendMessage"))
    await anna.says("спасибо")
    logging.getLogger("bot.test").warning("something")
    _, text = await watched.page("/metrics")
    for line in (
        'konspekt_questions_total{result="answered"} 1.0',
        'konspekt_questions_total{result="refused"} 1.0',
        'konspekt_updates_total{outcome="done"} 3.0',
        'konspekt_messages_total{kind="reply",outcome="done"} 3.0',
        'konspekt_messages_total{kind="reply",outcome="retried"} 1.0',
        'konspekt_queue_depth{queue="inbox"} 0.0',
        'konspekt_queue_depth{queue="outbox"} 0.0',
        'konspekt_errors_total{kind="bot.test",level="warning"} 1.0',
        "konspekt_waiting_seconds_count 3.0",
        "konspekt_delivery_seconds_count 3.0",
        "konspekt_passages 1.0",
    ):
        assert line in text.splitlines()
    assert "process_resident_memory_bytes" in text
    assert watched.fake.token not in text


async def test_a_poll_that_fails_is_told_with_its_reason(watched: Watched) -> None:
    """Not ready while it lasts, alive all the same; afterwards the last trouble remains."""
    await watched.until("/readyz", lambda status, _: status == 200)
    watched.fake.faults.append(Fault("getUpdates", times=2))
    watched.fake.api.updates.pending.clear()
    await watched.fake.feed({"update_id": 1, "poll": {}})
    shown = await watched.until("/readyz", lambda status, _: status == 503)
    assert shown["checks"]["updates"].startswith("no updates from Telegram: ")
    status, _ = await watched.page("/healthz")
    assert status == 200
    await watched.until("/readyz", lambda status, _: status == 200)
    shown = await watched.until("/healthz", lambda status, _: status == 200)
    assert shown["last_trouble"]["where"] == "bot.shore.polling"
    assert shown["last_trouble"]["level"] == "warning"
    assert "no updates from Telegram" in shown["last_trouble"]["what"]


async def test_until_telegram_is_there_it_is_alive_and_not_ready(tmp_path: Path) -> None:
    """The name cannot be resolved, say: it waits, tells so, and goes to work when it can be."""
    one = Watched(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    one.fake.faults.append(bad_gateway(method="getMe"))
    starting = asyncio.create_task(one.app.start())
    no_connection = "no connection to Telegram yet"
    await one.until(
        "/readyz", lambda status, shown: (status, shown["checks"]["start"]) == (503, no_connection)
    )
    assert (await one.page("/healthz"))[0] == 200
    await starting
    await one.until("/readyz", lambda status, _: status == 200)
    await one.app.stop()


async def test_until_there_are_notes_it_is_not_ready_and_says_where_to_put_them(tmp_path: Path) -> None:
    """An empty volume, say: it starts, tells so, and serves the notes when they come."""
    one = Watched(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    file = one.notes / "a.md"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    async with one:
        shown = await one.until("/readyz", lambda status, _: status == 503)
        assert shown["checks"]["notes"] == (
            f"there are none that can be read: put Markdown files into {one.notes}"
        )
        assert (await one.page("/healthz"))[0] == 200
        file.write_text(text, encoding="utf-8")
        await one.until("/readyz", lambda status, _: status == 200)
        assert "Том хранит" in (await one.fake.private("Анна").says("что такое том?")).text


async def test_a_webhook_tells_when_an_update_came_last(tmp_path: Path) -> None:
    """And that updates cannot be stored, while the store is away."""
    port = free_port()
    one = Watched(
        tmp_path,
        f"sqlite:///{tmp_path / 'x.db'}",
        webhook_url=f"http://127.0.0.1:{port}/telegram",
        webhook_secret=WORD,
        listen=f"127.0.0.1:{port}",
    )
    await one.app.start()
    shown = await one.until("/readyz", lambda status, _: status == 200)
    assert shown["updates"] == {
        "by": "webhook",
        "state": "taken",
        "seconds_since_last": None,
        "refused": 0,
    }
    anna = one.fake.private("Анна")
    message = one.fake.world.post(anna.private, anna.user, {"text": "что такое том?"})
    headers = {"X-Telegram-Bot-Api-Secret-Token": WORD}
    async with aiohttp.ClientSession(headers=headers) as session:
        url = f"http://127.0.0.1:{port}/telegram"
        await (await session.post(url, json={"update_id": 1, "message": message})).read()
        shown = await one.until("/readyz", lambda *_: True)
        assert shown["updates"]["seconds_since_last"] is not None
        wrong = await session.post(url, headers={"X-Telegram-Bot-Api-Secret-Token": "x"}, json={})
        assert wrong.status == 401
        shown = await one.until("/readyz", lambda *_: True)
        assert shown["status"] == "ok", "a stranger must not be able to take it off the balancer"
        assert shown["updates"]["refused"] == 1
        assert "konspekt_webhook_refused_total 1.0" in (await one.page("/metrics"))[1].splitlines()
        one.app.pipeline._receiver.closed = True  # noqa: SLF001 - as when the program is about to stop
        response = await session.post(url, json={"update_id": 2, "message": message})
        assert response.status == 503
    shown = await one.until("/readyz", lambda status, _: status == 503)
    assert shown["checks"]["updates"] == "they cannot be stored"
    await one.app.stop()


async def test_an_address_that_telegram_refuses_is_a_setting_to_mend(tmp_path: Path) -> None:
    """One line with the reason, no traceback."""
    one = Watched(
        tmp_path,
        f"sqlite:///{tmp_path / 'x.db'}",
        webhook_url="http://example.org/telegram",
        webhook_secret=WORD,
        listen="127.0.0.1:0",
    )
    with pytest.raises(ConfigError, match=r"KONSPEKT_WEBHOOK_URL is refused by Telegram: .*https") as raised:
        await one.app.start()
    await one.app.stop()
    assert raised.value.__cause__ is None


async def test_a_token_that_is_taken_back_is_told_at_the_webhook_too(tmp_path: Path) -> None:
    """Between getMe and setWebhook, of all moments."""
    one = Watched(
        tmp_path,
        f"sqlite:///{tmp_path / 'x.db'}",
        webhook_url="https://example.org/telegram",
        webhook_secret=WORD,
        listen="127.0.0.1:0",
    )
    fault = refused("x", method="setWebhook")
    fault.status, fault.description = 401, "Unauthorized"
    one.fake.faults.append(fault)
    with pytest.raises(ConfigError, match="KONSPEKT_TOKEN is refused"):
        await one.app.start()
    await one.app.stop()


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    """Logging as it was before the test."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], level = before
    root.setLevel(level)


@pytest.mark.usefixtures("_logging_as_before")
@pytest.mark.parametrize("form", ["json", "console"])
async def test_every_line_about_an_update_carries_its_number(tmp_path: Path, form: str) -> None:
    """From the handler that fails, over the retries of what it says, to the message that was sent."""
    one = Watched(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    log = io.StringIO()
    configure(level="debug", form=form, stream=log)
    await one.app.start()
    one.fake.attach_polling(one.app)
    one.fake.faults.append(bad_gateway(method="sendMessage"))
    number = one.fake.api.updates.next_id
    await one.fake.private("Анна").says("привет")
    await one.app.stop()
    about = [
        line
        for line in log.getvalue().splitlines()
        if any(said in line for said in ("handled:", "was not sent", "sent: Reply"))
    ]
    assert len(about) == 3
    for line in about:
        if form == "json":
            assert json.loads(line)["update_id"] == number
        else:
            assert "update_id" in line
            assert str(number) in line


@pytest.mark.usefixtures("_logging_as_before")
def test_troubles_are_noted_whatever_the_level_of_the_log(tmp_path: Path) -> None:
    """Only errors are wanted in the log; /healthz tells of the warning."""
    del tmp_path
    stream = io.StringIO()
    configure(level="error", stream=stream)
    troubles = Troubles(Metrics().failed)
    logging.getLogger().addHandler(troubles)
    logging.getLogger("bot.test").warning("quiet")
    logging.getLogger("bot.test").info("quieter")
    assert troubles.last is not None
    assert troubles.last.what == "quiet"
    assert stream.getvalue() == ""


def test_the_last_trouble_shows_no_secret() -> None:
    """Neither a token nor a word that was named, and never more than a few lines."""
    counted = []
    troubles = Troubles(lambda *what: counted.append(what), ["webhook-word"])
    error = ValueError("x")
    record = logging.LogRecord(
        "bot.x",
        logging.ERROR,
        "",
        1,
        "at %s with webhook-word\nand " + "x" * 1000,
        (FakeTelegram().token,),
        (ValueError, error, None),
    )
    troubles.handle(record)
    assert troubles.last is not None
    assert FakeTelegram().token.partition(":")[2] not in troubles.last.what
    assert "webhook-word" not in troubles.last.what
    assert len(troubles.last.what) <= 300
    assert counted == [("ValueError", "error")]


def test_a_record_that_cannot_be_read_breaks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """As with every handler of logging."""
    troubles = Troubles(lambda *_: None)
    troubles.handle(logging.LogRecord("x", logging.ERROR, "", 1, "%d", ("no number",), None))
    assert troubles.last is None
    assert "Logging error" in capsys.readouterr().err
