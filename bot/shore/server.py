"""A Starlette application on uvicorn, inside of this process's event loop and leaving its signals alone."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.applications import Starlette

_GRACE = 1  # seconds for requests that are being answered when the server stops: Telegram repeats its own


class _Quiet(uvicorn.Server):
    """uvicorn without its own signal handlers: stopping is the application's business."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class Server:
    """Serves an application until it is stopped."""

    def __init__(self, app: Starlette, address: str) -> None:
        """Not started yet.

        Args:
            app: What to serve.
            address: "host:port"; port 0 picks a free one.
        """
        host, _, port = address.rpartition(":")
        self._server = _Quiet(
            uvicorn.Config(
                app,
                host=host.strip("[]"),
                port=int(port),
                log_config=None,
                ws="none",
                access_log=False,
                lifespan="off",
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=_GRACE,
            )
        )
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Listen; returns the port.

        Raises:
            OSError: The address cannot be had.
        """
        self._task = asyncio.create_task(self._serve(), name="http server")
        while not self._server.started:
            if self._task.done():
                await self._task
                message = "the address cannot be used"
                raise OSError(message)
            await asyncio.sleep(0.005)
        port: int = self._server.servers[0].sockets[0].getsockname()[1]
        return port

    async def _serve(self) -> None:
        try:
            await self._server.serve()
        except SystemExit as error:  # what uvicorn does when it cannot listen
            message = "the address is in use or not allowed"
            raise OSError(message) from error

    async def stop(self) -> None:
        """Finish what is being answered and close."""
        if self._task is not None:
            self._server.should_exit = True
            await self._task
            self._task = None
