"""A moment of the week as settings name it: `mon 9`."""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS: Final = 24


def read_moment(written: str) -> tuple[int, int] | None:
    """Weekday (0 is Monday) and hour; None for `off`.

    Args:
        written: As it was set.

    Raises:
        ValueError: It is neither.
    """
    words = written.lower().split()
    if words == ["off"]:
        return None
    try:
        day, hour = words
        moment = WEEKDAYS.index(day[:3]), int(hour)
    except ValueError:
        moment = (-1, -1)
    if moment[1] not in range(_HOURS):
        message = "must be off, or a day and an hour, for example: mon 9"
        raise ValueError(message)
    return moment
