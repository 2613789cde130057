"""The application as a whole: its start, what it is reached by, its end."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.app import App, Ways
from bot.app.errands import apology, menus_of, working
from bot.config import ConfigError, Settings
from bot.model import Commanded, Person, Place, PlaceKind, Pressed, Reply, Said, Searched, Toast, Typing
from bot.shore.decode import Decoded
from bot.texts import EN
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Event

NOTES = Path(__file__).parents[1] / "scenarios" / "notes"


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., App]:
    """Makes an application over a fake; settings by name."""

    def app(fake: FakeTelegram, ways: dict[str, Any] | None = None, **settings: object) -> App:
        given = {
            "token": fake.token,
            "notes": NOTES,
            "data": tmp_path / "data",
            "health_listen": "127.0.0.1:0",
            "listen": "127.0.0.1:0",
            **settings,
        }
        request = fake.request()
        reached = Ways(request=request, polling=request, **(ways or {}))
        return App(Settings.model_validate(given), ways=reached)

    return app


async def until(true: Callable[[], object]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - another task is to bring it about
            await asyncio.sleep(0.01)


async def test_it_polls_answers_and_publishes_its_menus_once(make: Callable[..., App]) -> None:
    """Menus in both languages and for everybody; the next start says nothing twice."""
    fake = FakeTelegram()
    anna = fake.private("Анна")
    for _ in range(2):
        app = make(fake)
        await app.start()
        fake.attach_polling(app)
        assert "Том хранит" in (await anna.says("что такое том?")).text
        await until(lambda: len(fake.calls("setMyCommands")) == 9)
        await asyncio.sleep(0.05)
        await app.stop()
    assert len(fake.calls("setMyCommands")) == 9
    fake.verify()


async def test_webhooks_are_taken_with_their_secret_only(
    make: Callable[..., App], unused_tcp_port_factory: Callable[[], int]
) -> None:
    """Telegram is told the address; strangers are turned away."""
    fake = FakeTelegram()
    port = unused_tcp_port_factory()
    app = make(
        fake,
        webhook_url=f"http://127.0.0.1:{port}/telegram",
        webhook_secret="a-long-word-of-a-test",  # noqa: S106 - of a test
        listen=f"127.0.0.1:{port}",
    )
    await app.start()
    try:
        assert fake.calls("setWebhook")[0]["url"] == f"http://127.0.0.1:{port}/telegram"
        anna = fake.private("Анна")
        message = fake.world.post(anna.private, anna.user, {"text": "что такое том?"})
        update = {"update_id": 1, "message": message}
        assert await post(port, update, "wrong") == 401
        assert await post(port, update, "a-long-word-of-a-test") == 200
        assert await post(port, update, "a-long-word-of-a-test") == 200
        await app.settled()
        answers = [shown for shown in anna.messages if "Том хранит" in shown.text]
        assert len(answers) == 1
    finally:
        await app.stop()


async def post(port: int, update: dict[str, Any], secret: str) -> int:
    """Posts an update as Telegram does; the status."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{port}/telegram", json=update, headers=headers) as response,
    ):
        return response.status


async def test_a_token_that_is_refused_is_told_without_showing_it(make: Callable[..., App]) -> None:
    """One line with what to do."""
    fake = FakeTelegram()
    app = make(fake, token="42:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1")  # noqa: S106 - of no bot
    with pytest.raises(ConfigError, match="KONSPEKT_TOKEN is refused by Telegram") as raised:
        await app.start()
    await app.stop()
    assert "AAHdq" not in str(raised.value)
    assert raised.value.__cause__ is None


async def test_an_address_in_use_is_told(make: Callable[..., App]) -> None:
    """Instead of a traceback."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    app = make(FakeTelegram(), health_listen=f"127.0.0.1:{port}")
    with pytest.raises(ConfigError, match=f"cannot listen at 127.0.0.1:{port}"):
        await app.start()
    await app.stop()
    server.close()
    await server.wait_closed()


async def test_stopping_before_starting_is_fine(make: Callable[..., App]) -> None:
    """Nothing was opened, nothing is closed."""
    await make(FakeTelegram()).stop()


def test_without_a_token_there_is_no_application() -> None:
    """The command line has told so already; a program that forgets is told, too."""
    with pytest.raises(ConfigError):
        App(Settings())


PRIVATE = Place(5, PlaceKind.PRIVATE)


def heard(event: Event, at: datetime) -> Decoded:
    """Something that happened."""
    return Decoded(Person(5, language="en"), PRIVATE, event, at)


@pytest.fixture
def now() -> datetime:
    """Any moment."""
    return datetime(2026, 11, 23, tzinfo=UTC)


def test_an_apology_reaches_whoever_waits(now: datetime) -> None:
    """A reply, a notice, or nothing."""
    said = apology(heard(Said("x", 7, addressed=True), now), EN)
    assert [type(one) for one in said] == [Reply]
    assert isinstance(said[0], Reply)
    assert said[0].text.text.startswith("Something broke")
    assert said[0].to == 7
    assert [type(one) for one in apology(heard(Pressed("x", 1, "p"), now), EN)] == [Toast]
    assert apology(heard(Said("x", 7, addressed=False), now), EN) == ()
    assert apology(heard(Searched("x", "", "s"), now), EN) == ()


def test_typing_is_shown_to_whoever_waits(now: datetime) -> None:
    """Not to people who search inline or talk to others."""
    assert working(heard(Commanded("ask", "x", 1), now)) == Typing(PRIVATE)
    assert working(heard(Said("x", 1, addressed=False), now)) is None
    assert working(heard(Searched("x", "", "s"), now)) is None


def test_there_is_a_menu_for_everybody() -> None:
    """The house's language where there is no menu in the person's."""
    menus = menus_of("en")
    assert [menu.language for menu in menus] == ["", "ru", "en"]
    assert menus[0].name == menus[2].name == "Konspekt"
