"""What takes longer than a transaction may last: found out in a thread, while none is open."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from bot.pipeline import AskFirstError

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG: Final = logging.getLogger(__name__)

_Outcome = TypeVar("_Outcome")

_KEPT: Final = 8
"""Outcomes that are kept until their handlers have taken them: a few instructors at a time."""


class Aside:
    """Does slow work, one piece at a time: an instructor can wait, students need the processor.

    What was asked for stays open in the inbox until it is answered, so that a crash loses nothing.
    """

    def __init__(self) -> None:
        self._one = asyncio.Lock()
        self._found: OrderedDict[int, object] = OrderedDict()

    def outcome(self, update: int, slow: Callable[[], _Outcome]) -> _Outcome | None:
        """What `slow` returns; None when it failed.

        Args:
            update: Number of the update that is being handled.
            slow: Runs in a thread; returns something else than None.

        Raises:
            AskFirstError: It is not known yet; the handler is run again when it is.
        """
        if update not in self._found:
            raise AskFirstError(partial(self._find_out, update, slow))
        found: _Outcome | None = self._found.pop(update)  # type: ignore[assignment] # by the same handler's `slow`
        return found

    async def _find_out(self, update: int, slow: Callable[[], object]) -> None:
        async with self._one:
            try:
                self._found[update] = await asyncio.to_thread(slow)
            except Exception:  # noqa: BLE001 - whatever it was, somebody waits for a word
                _LOG.exception("something asked for by an instructor failed")
                self._found[update] = None
        while len(self._found) > _KEPT:
            self._found.popitem(last=False)
