"""The webhook's endpoint, and the whole way of an update to it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.config import WEBHOOK_PATH
from bot.shore.server import Server
from bot.shore.webhook import Webhook
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

SECRET = "nur-unter-uns"  # noqa: S105 - of this test
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Endpoint:
    """A webhook that is served, over an inbox that can be down."""

    def __init__(self) -> None:
        """Not served yet."""
        self.stored: list[int] = []
        self.down = False
        self.counted = 0
        self.webhook = Webhook(self.receive, SECRET, refused=self.count, limit=10_000)
        self.server = Server(self.webhook.app(), "127.0.0.1:0")
        self.url = ""

    def count(self) -> None:
        """Count a request with another secret."""
        self.counted += 1

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store."""
        if self.down:
            message = "no database"
            raise ConnectionError(message)
        self.stored += [update["update_id"] for update in updates]

    async def post(self, body: object, secret: str | None = SECRET, **more: Any) -> int:  # noqa: ANN401 - aiohttp's
        """Status of a request."""
        headers = {HEADER: secret} if secret is not None else {}
        data = body if isinstance(body, (bytes, aiohttp.AsyncIterablePayload)) else json.dumps(body).encode()
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=data, headers=headers, **more) as response,
        ):
            return response.status


@pytest.fixture
async def endpoint() -> AsyncIterator[Endpoint]:
    """Served on a free port."""
    endpoint = Endpoint()
    port = await endpoint.server.start()
    endpoint.url = f"http://127.0.0.1:{port}{WEBHOOK_PATH}"
    yield endpoint
    await endpoint.server.stop()


async def test_an_update_is_stored_and_acknowledged(endpoint: Endpoint) -> None:
    """200 only after it was stored."""
    assert await endpoint.post({"update_id": 7, "message": {}}) == 200
    assert endpoint.stored == [7]
    assert endpoint.webhook.status.last_update


@pytest.mark.parametrize("secret", [None, "", "falsch", SECRET + "x", "nur-unter-un", "ü"])
async def test_a_wrong_secret_is_refused(endpoint: Endpoint, secret: str | None) -> None:
    """Nothing is stored, nothing is read."""
    assert await endpoint.post({"update_id": 7}, secret) == 401
    assert endpoint.stored == []
    assert endpoint.webhook.status.refused == endpoint.counted == 1


async def test_wrong_secrets_are_told_once_an_hour(
    endpoint: Endpoint, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger fills no log."""
    for _ in range(5):
        await endpoint.post({"update_id": 7}, "falsch")
    assert caplog.text.count("wrong secret, so far: 1;") == caplog.text.count("wrong secret") == 1
    assert endpoint.counted == 5
    monkeypatch.setattr("bot.shore.webhook.TELL_EVERY", 0)
    await endpoint.post({"update_id": 7}, "falsch")
    assert caplog.text.count("wrong secret, so far: 6;") == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"7", b'{"a":1}', b'{"update_id":"7"}', b"\xff\xfe", b"[" * 9000]
)
async def test_what_is_no_update_is_400(endpoint: Endpoint, body: bytes) -> None:
    """Broken JSON, other JSON, deep JSON."""
    assert await endpoint.post(body) == 400
    assert endpoint.stored == []


async def test_a_large_body_is_413(endpoint: Endpoint) -> None:
    """With a length, and without one."""
    large = b'{"update_id": 1, "x": "' + b"a" * 20_000 + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 1000):
            yield large[start : start + 1000]

    assert await endpoint.post(large) == 413
    assert await endpoint.post(aiohttp.AsyncIterablePayload(pieces())) == 413
    assert endpoint.stored == []


async def test_a_store_that_is_down_is_503(endpoint: Endpoint, caplog: pytest.LogCaptureFixture) -> None:
    """Telegram sends it again later."""
    endpoint.down = True
    assert await endpoint.post({"update_id": 7}) == 503
    assert await endpoint.post({"update_id": 7}) == 503
    assert caplog.text.count("cannot be stored") == 1
    assert endpoint.webhook.status.failing
    endpoint.down = False
    assert await endpoint.post({"update_id": 7}) == 200
    assert not endpoint.webhook.status.failing


async def test_other_paths_and_methods(endpoint: Endpoint) -> None:
    """There is nothing else."""
    async with aiohttp.ClientSession() as session:
        async with session.get(endpoint.url) as response:
            assert response.status == 405
        async with session.post(endpoint.url.removesuffix(WEBHOOK_PATH) + "/") as response:
            assert response.status == 404
            assert "server" not in response.headers


async def test_telegram_delivers_until_it_is_stored(endpoint: Endpoint) -> None:
    """Everything arrives though the store is down at first, and though some arrive twice or late."""
    fake = FakeTelegram()
    endpoint.down = True
    chats = [fake.private(f"Студент {n}").private for n in range(5)]
    async with fake.served(duplicates=0.2, reordered=0.1) as served:
        fields = {"url": endpoint.url, "secret_token": SECRET}
        assert (await fake.api.call(fake.token, "setWebhook", fields, {}))[0] == 200
        updates = [
            fake.api.updates.number("message", {"chat": chat.json, "text": str(n)})
            for n in range(20)
            for chat in chats
        ]
        await fake.feed(*updates)
        while not served.refused:  # noqa: ASYNC110 - the fake's number, no event
            await asyncio.sleep(0.01)
        endpoint.down = False
        await fake.api.updates.confirmed()
    assert set(endpoint.stored) == {update["update_id"] for update in updates}
    assert len(endpoint.stored) > len(updates)


async def test_a_server_needs_its_address() -> None:
    """A port that is taken is an error, not an exit."""
    first = Server(Webhook(Endpoint().receive, SECRET).app(), "127.0.0.1:0")
    port = await first.start()
    with pytest.raises(OSError, match="address"):
        await Server(Webhook(Endpoint().receive, SECRET).app(), f"127.0.0.1:{port}").start()
    await first.stop()
    await first.stop()
