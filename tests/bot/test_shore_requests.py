"""The request layer over a real connection."""

from __future__ import annotations

import asyncio
import io
import logging
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from telegram import InputMediaPhoto, MessageEntity
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData

from bot.model import Attachment, Place, PlaceKind
from bot.pipeline import AskFirstError
from bot.pipeline.delivery import DeliveryRetry
from bot.shore.admins import Admins
from bot.shore.backoff import Backoff
from bot.shore.client import Client
from bot.shore.errors import RefusedError, TokenRefusedError, UnreachableError
from bot.shore.pictures import MemoryFiles, Pictures
from bot.shore.requests import AiohttpRequest, Timeouts
from bot.shore.telegram import Telegram
from tests.telegram import FakeTelegram, Fault, bad_gateway, half_a_body, no_answer, too_many_requests

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.telegram import Served

AMPLE = Timeouts(pool=30, connect=30, write=30, upload=30, read=30)
"""For whatever must succeed, however busy the machine."""
SHORT = Timeouts(pool=0.3, connect=0.3, write=0.3, upload=0.3, read=0.3)
"""For answers that never come."""


def pictures() -> Pictures:
    """No pictures."""
    return Pictures(MemoryFiles(), lambda _course, _path: None)


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    """A fake whose rules must not be broken."""
    fake = FakeTelegram()
    yield fake
    fake.verify()


@pytest.fixture
async def served(fake: FakeTelegram) -> AsyncIterator[Served]:
    """The fake on loopback."""
    async with fake.served() as served:
        yield served


@pytest.fixture
async def client(fake: FakeTelegram, served: Served) -> AsyncIterator[Client]:
    """The library's Bot over aiohttp."""
    client = Client(
        fake.token,
        request=AiohttpRequest(timeouts=AMPLE),
        polling=AiohttpRequest(1, AMPLE),
        api_url=served.url,
    )
    async with client:
        yield client


async def test_a_request_arrives_whole(fake: FakeTelegram, client: Client) -> None:
    """Text, entities, numbers and truth values are what they were."""
    anna = fake.private("Анна")
    text = 'жирный 😀 & "кавычки" %41 +1'
    bold = [MessageEntity("bold", 0, 6)]
    sent = await client.send_message(anna.id, text, entities=bold, disable_notification=True)
    assert anna.messages[0].text == sent.text == text
    assert anna.messages[0].styled("bold") == ["жирный"]
    assert fake.calls("sendMessage")[0]["disable_notification"] is True


async def test_uploads_and_downloads(fake: FakeTelegram, client: Client) -> None:
    """Files go as parts of a form and come back byte for byte."""
    anna = fake.private("Анна")
    file = io.BytesIO()
    Image.new("L", (8, 8)).save(file, "PNG")
    await client.send_photo(anna.id, file.getvalue(), caption="подпись & 1")
    await client.send_media_group(anna.id, [InputMediaPhoto(file.getvalue()) for _ in range(2)])
    assert anna.messages[0].text == "подпись & 1"
    held = await client.get_file(str(anna.messages[0].photo))
    assert bytes(await held.download_as_bytearray()) == file.getvalue()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (too_many_requests(9), RetryAfter),
        (bad_gateway(), NetworkError),
        (Fault(), NetworkError),
        (Fault(status=400, description="Bad Request: chat not found"), BadRequest),
        (half_a_body(), NetworkError),
        (Fault(status=200, body=b"[1]"), NetworkError),
        (Fault(status=200, body=b"{}"), TelegramError),
        (Fault(status=599, body=b"\xff"), NetworkError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_failures_are_the_librarys_errors(
    fake: FakeTelegram,
    client: Client,
    fault: Fault,
    error: type[TelegramError],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """None of them tells the token, and none writes a body to the log."""
    fake.faults.append(fault)
    with caplog.at_level(logging.INFO), pytest.raises(error) as caught:
        await client.get_my_commands()
    assert_silent(caught.value, fake.token)
    assert fake.token not in caplog.text
    assert await client.get_my_commands() == ()


async def test_an_answer_that_never_comes(fake: FakeTelegram, served: Served) -> None:
    """It is waited for only so long, and the error tells nothing."""
    fake.faults.append(no_answer())
    client = Client(
        fake.token,
        request=AiohttpRequest(timeouts=SHORT),
        polling=AiohttpRequest(1, SHORT),
        api_url=served.url,
    )
    async with client.request:
        with pytest.raises(TimedOut) as caught:
            await client.get_my_commands()
    assert_silent(caught.value, fake.token)


def assert_silent(error: BaseException, token: str) -> None:
    """The token is not in the error, nor in anything behind it."""
    seen: list[BaseException | None] = [error]
    while (one := seen[-1]) is not None:
        assert token not in repr(one) + str(one) + repr(one.args)
        seen.append(one.__cause__ or one.__context__)


async def test_nobody_listens(fake: FakeTelegram) -> None:
    """A refused connection is a NetworkError without address, cause or context."""
    request = AiohttpRequest(timeouts=SHORT)
    async with request:
        with pytest.raises(NetworkError) as caught:
            await request.do_request(f"http://127.0.0.1:9/bot{fake.token}/getMe", "POST", RequestData())
    assert_silent(caught.value, fake.token)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    with pytest.raises(NetworkError, match="not open"):
        await request.do_request("http://127.0.0.1:9/", "POST", RequestData())
    assert request.read_timeout == SHORT.read


async def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    """Memory is not filled by whoever answers."""
    monkeypatch.setattr("bot.shore.requests._MOST_BYTES", 10)
    with pytest.raises(NetworkError):
        await client.get_me()


async def test_many_requests_at_once(fake: FakeTelegram, client: Client) -> None:
    """More than there are connections: they wait for their turn."""
    anna = fake.private("Анна")
    await asyncio.gather(*(client.send_message(anna.id, f"№ {n}") for n in range(150)))
    assert sorted(shown.text for shown in anna.messages) == sorted(f"№ {n}" for n in range(150))


async def test_the_shore_opens_when_the_network_is_there(
    fake: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    """Refused connections first, then an error of Telegram's, then it works."""
    request = AiohttpRequest(timeouts=AMPLE)
    served = fake.served()
    async with served:
        port = served.port
    telegram = Telegram(fake.token, pictures(), request=request, api_url=f"http://127.0.0.1:{port}")
    with pytest.raises(UnreachableError):
        await telegram.open()
    opening = asyncio.create_task(telegram.open_patiently(Backoff(0.01, 0.02)))
    await asyncio.sleep(0.03)
    fake.faults.append(bad_gateway())
    async with served:
        me = await opening
        assert (me.username, telegram.me.id) == ("konspekt_bot", fake.world.bot_id)
        await telegram.close()
    assert "no connection to Telegram" in caplog.text
    assert fake.token not in caplog.text


async def test_a_wrong_token_is_told_without_showing_it(served: Served) -> None:
    """Only the operator can help; the error carries nothing."""
    token = "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 - of no bot
    telegram = Telegram(token, pictures(), request=AiohttpRequest(timeouts=AMPLE), api_url=served.url)
    with pytest.raises(RuntimeError):
        assert telegram.me
    with pytest.raises(TokenRefusedError) as caught:
        await telegram.open_patiently()
    assert_silent(caught.value, token)
    assert token not in repr(telegram.client)
    await telegram.close()


@pytest.fixture
async def telegram(fake: FakeTelegram, served: Served) -> AsyncIterator[Telegram]:
    """The shore, connected over HTTP."""
    telegram = Telegram(fake.token, pictures(), request=AiohttpRequest(timeouts=AMPLE), api_url=served.url)
    await telegram.open()
    yield telegram
    await telegram.close()


async def test_files_that_people_send(fake: FakeTelegram, telegram: Telegram) -> None:
    """Fetched up to a limit; gone or too large is None, trouble is for later."""
    anna = fake.private("Анна")
    heard: list[Any] = []

    class App:
        async def receive(self, updates: Any) -> None:  # noqa: ANN401 - JSON
            heard.extend(telegram.decode(update) for update in updates)

        async def settled(self) -> None:
            """At once."""

    fake.attach(App())
    await anna.sends_file("document", b"# Notes", name="notes.md", caption="вот")
    attachment: Attachment = heard[0].event.attachment
    assert (attachment.name, attachment.size) == ("notes.md", 7)
    assert await telegram.download(attachment.file_id, 7) == b"# Notes"
    assert await telegram.download(attachment.file_id, 6) is None
    assert await telegram.download("gone", 100) is None
    fake.faults.append(bad_gateway())
    with pytest.raises(DeliveryRetry):
        await telegram.download(attachment.file_id, 7)


async def test_who_is_an_admin(fake: FakeTelegram, telegram: Telegram) -> None:
    """Admins, the group itself, and everybody in their own chat; in doubt nobody."""
    group = fake.group("Группа")
    place = Place(group.id, PlaceKind.GROUP)
    teacher, pupil = group.member("Учитель", admin=True), group.member("Ученик")
    for human, expected in ((teacher, True), (pupil, False)):
        heard = telegram.decode(update(fake, human))
        assert heard
        with pytest.raises(AskFirstError) as first:
            await telegram.is_admin(place, heard.person)
        await first.value.ask()
        assert await telegram.is_admin(place, heard.person) is expected, "remembered for a minute"
        assert await telegram.is_admin(Place(human.id, PlaceKind.PRIVATE), heard.person)
    await telegram.leave(group.id)
    await telegram.leave(group.id)
    assert fake.world.chats[group.id].members[fake.world.bot_id] == "left"


async def test_what_is_known_of_admins_is_forgotten_again(fake: FakeTelegram, telegram: Telegram) -> None:
    """After a minute; where Telegram did not tell, after ten seconds; and the oldest of too many."""
    group, now = fake.group("Группа"), [0.0]
    teacher, pupil = group.member("Учитель", admin=True), group.member("Ученик")
    admins = Admins(telegram.client, lambda: now[0], most=1)
    fake.faults.append(Fault("getChatMember"))
    await admins.ask(group.id, teacher.id)
    assert admins.known(group.id, teacher.id) is False
    now[0] = 11
    assert admins.known(group.id, teacher.id) is None
    await admins.ask(group.id, teacher.id)
    now[0] = 70
    assert admins.known(group.id, teacher.id) is True
    now[0] = 72
    assert admins.known(group.id, teacher.id) is None
    await admins.ask(group.id, teacher.id)
    await admins.ask(group.id, pupil.id)
    assert admins.known(group.id, pupil.id) is False
    assert admins.known(group.id, teacher.id) is None


def update(fake: FakeTelegram, human: Any) -> dict[str, Any]:  # noqa: ANN401 - a Human
    """An update with a message of somebody's."""
    chat = {"id": human.id, "type": "private", "first_name": "x"}
    message = {"message_id": 1, "from": human.user, "chat": chat, "date": 1, "text": "a"}
    return fake.api.updates.number("message", message)


async def test_webhooks_are_set_and_removed(fake: FakeTelegram, telegram: Telegram) -> None:
    """The state can be asked for; what Telegram refuses is told."""
    await telegram.use_webhook("http://127.0.0.1:1/telegram", "geheim")
    assert (await telegram.webhook_state()).url == "http://127.0.0.1:1/telegram"
    assert fake.api.updates.webhook["secret_token"] == "geheim"  # noqa: S105 - of this test
    await telegram.use_polling()
    assert (await telegram.webhook_state()).url == ""
    with pytest.raises(RefusedError):
        await telegram.use_webhook("http://example.org", "geheim")
    assert await telegram.updates(0, 0) == []
    await telegram.reopen_polling()
    fake.faults.append(Fault(method="getUpdates", status=200, body=b'{"ok":true,"result":{}}'))
    with pytest.raises(TelegramError):
        await telegram.updates(0, 0)
