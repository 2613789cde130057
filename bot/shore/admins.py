"""Who is an admin of a group: asked of Telegram while no transaction is open, remembered for a minute."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.shore.client import Client

_ADMINS = {"creator", "administrator"}
_PATIENCE = 3.0  # seconds for the answer: somebody waits for theirs
_FORGIVEN = 10.0  # seconds: where Telegram does not tell, it is not asked at each press
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

    def known(self, chat: int, person: int) -> bool | None:
        """Whether somebody is an admin; None where it has to be asked first.

        Args:
            chat: The group.
            person: Their id.
        """
        until, known = self._known.get((chat, person), (0.0, False))
        return known if self._now() < until else None

    async def ask(self, chat: int, person: int) -> None:
        """Ask Telegram; nobody is an admin while it does not tell.

        Args:
            chat: The group.
            person: Their id.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                member = await self._client.get_chat_member(chat, person)
            known, lasting = member.status in _ADMINS, _REMEMBERED
        except (TelegramError, TimeoutError):
            known, lasting = False, _FORGIVEN
        self._known[chat, person] = self._now() + lasting, known
        self._known.move_to_end((chat, person))
        if len(self._known) > self._most:
            self._known.popitem(last=False)
