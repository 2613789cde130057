"""The courses as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.courses.course import digest_of
from bot.handlers.turn import View, rows, tap
from bot.model import Rich
from bot.taps import Pick

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.model import Button


def which_view(turn: Turn, exchange: int = 0) -> View:
    """Asks which course it is about.

    Args:
        turn: Where it will stand.
        exchange: The question that waits for the choice; 0 for none.
    """
    words = turn.texts.choosing
    if turn.in_group:
        asked = words.which_group_first if exchange else words.which_group
    else:
        asked = words.which_first if exchange else words.which
    return View(Rich(asked), rows(*course_buttons(turn, exchange)))


def course_buttons(turn: Turn, exchange: int = 0) -> list[list[Button]]:
    """A row for each course; the one that holds has a mark.

    Args:
        turn: Where they will stand.
        exchange: The question that waits for the choice; 0 for none.
    """
    mark = turn.texts.choosing.mark
    return [
        [tap(mark(name) if name == turn.course.name else name, Pick(digest_of(name), exchange))]
        for name in turn.choices
    ]
