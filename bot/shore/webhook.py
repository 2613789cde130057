"""Where Telegram posts updates: stored first, then acknowledged."""

from __future__ import annotations

import hmac
import json
import logging
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from structlog.contextvars import bound_contextvars

from bot.config import WEBHOOK_PATH
from bot.shore.decode import update_id_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request

_LOG = logging.getLogger(__name__)

TELL_EVERY = 3600.0
"""Seconds between two lines in the log about requests with a wrong secret: anybody can send thousands."""
_HEADER = "x-telegram-bot-api-secret-token"
_MOST_BYTES = 1024 * 1024  # the largest updates are some 100 KB


@dataclass
class WebhookStatus:
    """How the webhook goes."""

    last_update: float | None = None
    """When the last update was stored, by the clock that never jumps."""
    failing: bool = False
    """The last update could not be stored."""
    refused: int = 0
    """Requests with a wrong secret."""


class Webhook:
    """The endpoint."""

    def __init__(
        self,
        receive: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
        secret: str,
        *,
        refused: Callable[[], None] = lambda: None,
        limit: int = _MOST_BYTES,
    ) -> None:
        """Over a function that stores.

        Args:
            receive: Stores a batch; an error means that Telegram shall send it again.
            secret: What Telegram was told to send along.
            refused: Called for each request with another secret.
            limit: Bytes an update may have.
        """
        self._receive = receive
        self._secret = secret.encode()
        self._refused = refused
        self._limit = limit
        self._told = -math.inf
        self.status = WebhookStatus()

    def app(self) -> Starlette:
        """The application to serve."""
        return Starlette(routes=[Route(WEBHOOK_PATH, self._post, methods=["POST"])])

    async def _post(self, request: Request) -> Response:
        # The secret first: a stranger's body is not even read.
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), self._secret):
            self._turn_away()
            return Response(status_code=401)
        body = await self._body(request)
        if body is None:
            return Response(status_code=413)
        update = _parse(body)
        if update is None:
            _LOG.warning("a webhook request of %d bytes is no update", len(body))
            return Response(status_code=400)
        with bound_contextvars(update_id=update["update_id"]):
            return await self._store(update)

    def _turn_away(self) -> None:
        self.status.refused += 1
        self._refused()
        now = time.monotonic()
        if now - self._told >= TELL_EVERY:
            self._told = now
            _LOG.warning(
                "webhook requests with a wrong secret, so far: %d; from strangers, or from Telegram where "
                "another process has another KONSPEKT_WEBHOOK_SECRET (`konspekt doctor` tells)",
                self.status.refused,
            )

    async def _store(self, update: dict[str, Any]) -> Response:
        try:
            await self._receive((update,))
        except Exception:  # noqa: BLE001 - whatever it is, Telegram shall send it again
            if not self.status.failing:  # once: hundreds may come each second
                _LOG.exception("updates cannot be stored; Telegram will send them again")
            self.status.failing = True
            return Response(status_code=503)
        if self.status.failing:
            _LOG.info("updates are stored again")
        self.status.failing = False
        self.status.last_update = time.monotonic()
        return Response(status_code=200)

    async def _body(self, request: Request) -> bytes | None:
        """The body, or None when it is too large: whatever its header claims."""
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self._limit:
                return None
        return bytes(body)


def _parse(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and update_id_of(update) is not None else None
