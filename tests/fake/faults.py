"""Failures on demand: what the network and Telegram's servers do to a request."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field


@dataclass
class Fault:
    """One kind of failure, for the next `times` calls of a method."""

    method: str = ""
    """Only this method; empty for any but getUpdates."""
    times: int = 1
    status: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, int] = field(default_factory=dict)
    body: bytes | None = None
    """This instead of JSON: half a body, a proxy's page."""
    timeout: bool = False
    """No answer at all."""
    after: bool = False
    """The request takes effect, only its answer is lost."""
    chat: int | None = None
    """Only requests to this chat."""

    def answer(self) -> tuple[int, bytes]:
        """What the bot gets to see."""
        if self.body is not None:
            return self.status, self.body
        shown: dict[str, object] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            shown["parameters"] = self.parameters
        return self.status, json.dumps(shown).encode()


def too_many_requests(
    retry_after: int, *, method: str = "", times: int = 1, chat: int | None = None
) -> Fault:
    """Error 429."""
    text = f"Too Many Requests: retry after {retry_after}"
    return Fault(method, times, 429, text, {"retry_after": retry_after}, chat=chat)


def bad_gateway(*, method: str = "", times: int = 1) -> Fault:
    """Error 502 with a proxy's page."""
    return Fault(method, times, 502, body=b"<html><h1>502 Bad Gateway</h1></html>")


def half_a_body(*, method: str = "", times: int = 1) -> Fault:
    """A good answer that ends in its middle."""
    return Fault(method, times, 200, body=b'{"ok":true,"result":{"message_id":1', after=True)


def no_answer(*, method: str = "", times: int = 1, after: bool = False) -> Fault:
    """A timeout; with `after` the request has taken effect all the same."""
    return Fault(method, times, timeout=True, after=after)


def refused(description: str, *, method: str = "", times: int = 1) -> Fault:
    """Error 400 with a description."""
    return Fault(method, times, 400, f"Bad Request: {description}")


class TimeoutFaultError(Exception):
    """Nothing comes back; each transport shows it in its own way."""


@dataclass
class Limits:
    """Telegram's flood limits, off unless a number is set."""

    per_second: float = 0
    """Messages a second in all."""
    per_chat_gap: float = 0
    """Seconds between messages to one chat."""
    per_group_minute: int = 0
    """Messages a minute to one group."""
    refusals: int = 0
    """How often a limit was hit."""
    _last: dict[int, float] = field(default_factory=dict)
    _recent: list[float] = field(default_factory=list)
    _groups: dict[int, list[float]] = field(default_factory=dict)

    def hit(self, chat: int) -> int:
        """Seconds to wait; 0 when the message may pass."""
        now = asyncio.get_running_loop().time()
        self._recent = [at for at in self._recent if at > now - 1]
        wait = 0.0
        if self.per_second and len(self._recent) >= self.per_second:
            wait = 1
        if self.per_chat_gap and now - self._last.get(chat, -1e9) < self.per_chat_gap:
            wait = max(wait, self.per_chat_gap)
        group = [at for at in self._groups.get(chat, ()) if at > now - 60] if chat < 0 else []
        if self.per_group_minute and len(group) >= self.per_group_minute:
            wait = max(wait, group[0] + 60 - now)
        if wait:
            self.refusals += 1
            return max(1, round(wait))
        self._last[chat] = now
        self._recent.append(now)
        if chat < 0:
            self._groups[chat] = [*group, now]
        return 0
