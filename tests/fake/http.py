"""The fake on loopback, for the bot in a process of its own: requests, downloads, long polls, webhooks."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from typing import TYPE_CHECKING, Any, Self

import aiohttp
from aiohttp import web

from bot.shore.decode import lane_of
from tests.fake.faults import TimeoutFaultError

if TYPE_CHECKING:
    from tests.fake.api import Api

_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


class Served:
    """`async with Served(fake.api) as served:` then the bot's API address is `served.url`."""

    def __init__(self, api: Api, *, duplicates: float = 0, reordered: float = 0, seed: int = 1) -> None:
        """Over a fake; shares of webhook deliveries that come twice or too late."""
        self._api = api
        self._duplicates = duplicates
        self._reordered = reordered
        self._random = random.Random(seed)  # noqa: S311 - repeatable
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None
        self._session: aiohttp.ClientSession | None = None
        self.port = 0
        self.refused = 0
        """Webhook deliveries that the bot did not acknowledge."""

    @property
    def url(self) -> str:
        """Address of this Bot API server."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._session = aiohttp.ClientSession()
        self._pusher = asyncio.create_task(self._push())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._pusher is not None
        assert self._session is not None
        assert self._runner is not None
        self._pusher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._pusher
        await self._session.close()
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        fields, files = await _read(request)
        method = request.match_info["method"]
        try:
            status, body = await self._api.call(request.match_info["token"], method, fields, files)
        except TimeoutFaultError:
            await asyncio.sleep(3600)  # until the bot gives up and closes the connection
            raise
        if status == 200 and not body.endswith(b"}"):
            return await _cut(request, body)
        return web.Response(status=status, body=body, content_type="application/json")

    async def _file(self, request: web.Request) -> web.Response:
        status, body = self._api.file(request.match_info["token"], request.match_info["path"])
        return web.Response(status=status, body=body)

    async def _push(self) -> None:
        """Post what is pending to the webhook, in order, each until it is acknowledged."""
        while True:
            updates = self._api.updates
            url = updates.webhook.get("url")
            if not url or not updates.pending:
                await asyncio.sleep(0.01)
                continue
            batch = updates.pending[:40]
            lanes: dict[int, list[dict[str, Any]]] = {}
            for update in batch:
                lanes.setdefault(lane_of(update), []).append(update)
            done = await asyncio.gather(*(self._post_lane(url, lane) for lane in lanes.values()))
            await updates.taken(set().union(*done))
            if sum(map(len, done)) < len(batch):
                self.refused += 1
                await asyncio.sleep(0.05)

    async def _post_lane(self, url: str, lane: list[dict[str, Any]]) -> set[int]:
        """One chat's updates, in order but for those that shall come too late."""
        late = {id(update) for update in lane if self._random.random() < self._reordered}
        taken = set()
        for update in sorted(lane, key=lambda update: id(update) in late):
            if not await self._post(url, update):
                break
            taken.add(update["update_id"])
        return taken

    async def _post(self, url: str, update: dict[str, Any]) -> bool:
        assert self._session is not None
        headers = {_SECRET: self._api.updates.webhook.get("secret_token", "")}
        times = 2 if self._random.random() < self._duplicates else 1
        try:
            for _ in range(times):
                async with self._session.post(url, json=update, headers=headers) as response:
                    if response.status != 200:
                        said = f"Wrong response from the webhook: {response.status} {response.reason}"
                        self._api.updates.last_error = {
                            "last_error_date": int(time.time()),
                            "last_error_message": said,
                        }
                        return False
        except aiohttp.ClientError:
            return False
        return True


async def _read(request: web.Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    if request.content_type == "application/json":
        return {str(k): str(v) for k, v in (await request.json()).items()}, {}
    fields, files = {}, {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            fields[name] = str(value)
    return fields, files


async def _cut(request: web.Request, body: bytes) -> web.StreamResponse:
    """An answer whose connection ends before its body does."""
    response = web.StreamResponse(headers={"Content-Length": str(2 * len(body))})
    await response.prepare(request)
    await response.write(body)
    assert request.transport is not None
    request.transport.close()
    return response
