"""Waiting longer after each failure."""

from __future__ import annotations

import random

_FIRST = 1.0  # seconds
_LONGEST = 30.0  # seconds: a network that is back is noticed within half a minute


class Backoff:
    """1, 2, 4 ... 30 seconds, give or take a quarter, so that processes do not march in step."""

    def __init__(self, first: float = _FIRST, longest: float = _LONGEST) -> None:
        """From `first` to `longest` seconds."""
        self._first = first
        self._longest = longest
        self.failures = 0
        """In a row."""

    def reset(self) -> None:
        """It worked."""
        self.failures = 0

    def next(self) -> float:
        """Seconds to wait after one more failure."""
        wait: float = min(self._longest, self._first * 2 ** min(self.failures, 16))
        self.failures += 1
        return wait * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, keeps no secret
