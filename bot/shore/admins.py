"""Who is an admin of a group: asked of Telegram, remembered for a minute."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.shore.client import Client

_ADMINS = {"creator", "administrator"}
_PATIENCE = 3.0  # seconds for each step of the request
_REMEMBERED = 60.0  # seconds: a few presses in a settings menu; who loses the post loses the right soon
_MOST = 1000  # people


class Admins:
    """Looks people up."""

    def __init__(
        self, client: Client, now: Callable[[], float] = time.monotonic, *, most: int = _MOST
    ) -> None:
        """Over a connected client.

        Args:
            client: The Bot API.
            now: A clock, in seconds.
            most: How many people are remembered.
        """
        self._most = most
        self._client = client
        self._now = now
        self._known: OrderedDict[tuple[int, int], tuple[float, bool]] = OrderedDict()

    async def has(self, chat: int, person: int) -> bool:
        """Whether somebody is an admin; False when Telegram does not tell.

        Args:
            chat: The group.
            person: Their id.
        """
        until, known = self._known.get((chat, person), (0.0, False))
        if self._now() < until:
            return known
        try:
            member = await self._client.get_chat_member(
                chat, person, read_timeout=_PATIENCE, connect_timeout=_PATIENCE, pool_timeout=_PATIENCE
            )
        except TelegramError:
            return False
        known = member.status in _ADMINS
        self._known[chat, person] = self._now() + _REMEMBERED, known
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return known
