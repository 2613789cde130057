"""The last thing that went wrong, for whoever looks at /healthz without reading the log."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.shore.logs import redact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LONGEST: Final = 300  # characters: what a person reads at a glance


@dataclass(frozen=True, slots=True)
class Trouble:
    """A warning or an error that was logged."""

    level: str
    where: str
    """The logger."""
    what: str
    """Its text, without secrets."""
    at: float
    """By the clock that never jumps."""


class Troubles(logging.Handler):
    """Remembers the last warning or error and has them counted, whatever form the log has."""

    def __init__(self, count: Callable[[str, str], None], secrets: Sequence[str] = ()) -> None:
        """Nothing went wrong yet.

        Args:
            count: Called with the kind (an exception's name, else the logger's) and the level of each.
            secrets: Words to hide, beside whatever looks like a token or a password.
        """
        super().__init__(logging.WARNING)
        self._count = count
        self._secrets = tuple(secrets)
        self.last: Trouble | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Take note.

        Args:
            record: What is logged.
        """
        try:
            kind = record.exc_info[0] if record.exc_info else None
            text = f"{record.getMessage()} ({kind.__name__})" if kind else record.getMessage()
            what = " ".join(redact(text, self._secrets).split())[:_LONGEST]
            self.last = Trouble(record.levelname.lower(), record.name, what, time.monotonic())
            self._count(kind.__name__ if kind else record.name, record.levelname.lower())
        except Exception:  # noqa: BLE001 - as every handler of logging does
            self.handleError(record)
