"""The queue of updates: handed out by getUpdates, or posted to the bot's webhook."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from tests.fake.schema import violate
from tests.fake.world import ApiError, Json, deny

DEFAULT_KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "callback_query",
        "my_chat_member",
    }
)
"""What is delivered when the bot names no kinds (all the fake makes, but reactions)."""


@dataclass
class Updates:
    """Updates that the bot has not confirmed yet."""

    next_id: int = 500_000_001
    pending: list[Json] = field(default_factory=list)
    allowed: frozenset[str] = DEFAULT_KINDS
    webhook: Json = field(default_factory=dict)
    last_error: Json = field(default_factory=dict)
    """Of the webhook, as getWebhookInfo tells it."""
    polls: int = 0
    """Polls that wait right now."""
    polled: int = 0
    """Polls answered so far."""
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def number(self, kind: str, content: Any) -> Json:  # noqa: ANN401 - an update of any kind, even a broken one
        """An update with the next id."""
        update = {"update_id": self.next_id, kind: content}
        self.next_id += 1
        copied: Json = json.loads(json.dumps(update))
        return copied

    async def put(self, update: Json) -> None:
        """Queue an update, unless the bot has not asked for its kind."""
        kind = next((name for name in update if name != "update_id"), "")
        if kind in self.allowed or kind not in DEFAULT_KINDS:
            async with self._changed:
                self.pending.append(update)
                self._changed.notify_all()

    async def get(self, params: Json) -> list[Json]:
        """getUpdates: what is pending from the offset on; all before it is confirmed."""
        if self.webhook.get("url"):
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        if self.polls:
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request;"
                " make sure that only one bot instance is running",
            )
        if not 1 <= params.get("limit", 100) <= 100:
            violate("limit of getUpdates")
        if "allowed_updates" in params:
            self.allowed = frozenset(params["allowed_updates"]) or DEFAULT_KINDS
        async with self._changed:
            self.confirm(params.get("offset", 0))
            self._changed.notify_all()
            self.polls += 1
            try:
                await asyncio.wait_for(self._changed.wait_for(lambda: self.pending), params.get("timeout", 0))
            except TimeoutError:
                pass
            finally:
                self.polls -= 1
                self.polled += 1
            return self.pending[: params.get("limit", 100)]

    def confirm(self, offset: int) -> None:
        """Forget everything before the offset."""
        self.pending = [update for update in self.pending if update["update_id"] >= offset]

    async def taken(self, numbers: set[int]) -> None:
        """Forget what a webhook has acknowledged."""
        async with self._changed:
            self.pending = [update for update in self.pending if update["update_id"] not in numbers]
            self._changed.notify_all()

    async def confirmed(self) -> None:
        """Wait until the bot has confirmed everything."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.pending)

    def set_webhook(self, params: Json) -> bool:
        """setWebhook; an empty URL removes it."""
        url = params["url"]
        if url and not url.startswith(("https://", "http://127.0.0.1")):
            deny("bad webhook: An HTTPS URL must be provided for webhook")
        if not 1 <= params.get("max_connections", 40) <= 100:
            violate("max_connections of setWebhook")
        if "allowed_updates" in params:
            self.allowed = frozenset(params["allowed_updates"]) or DEFAULT_KINDS
        if params.get("drop_pending_updates"):
            self.pending.clear()
        self.webhook, self.last_error = params if url else {}, {}
        return True

    def webhook_info(self) -> Json:
        """GetWebhookInfo."""
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
            "allowed_updates": sorted(self.allowed),
            **self.last_error,
        }
