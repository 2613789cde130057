"""Choosing among several courses, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class ChoosingTexts:
    """One of several courses."""

    which: str
    """Above the courses."""
    which_first: str
    """The same where a question waits for the choice."""
    which_group: str
    """The same in a group, whose admins choose."""
    which_group_first: str
    chosen: Callable[[str], str]
    """The gap: the course."""
    only_one: str
    """There is nothing to choose."""
    mark: Callable[[str], str]
    """Label of the course that is chosen already."""
    button: str
    """Above inline results: opens the private chat to choose."""
    command: str
    """What /course does, for the menu."""
    group_command: str


CHOOSING_RU: Final = ChoosingTexts(
    which="Какой курс?",
    which_first="По какому курсу вопрос? Запомню и сразу отвечу. Сменить курс: /course",
    which_group="О каком курсе эта группа? Выбирает администратор.",
    which_group_first="О каком курсе эта группа? Когда администратор выберет, сразу отвечу.",
    chosen=lambda course: f"Курс: {course}. Можно спрашивать.",
    only_one="Курс здесь один, выбирать не из чего.",
    mark=lambda course: f"✓ {course}",
    button="Выбрать курс",
    command="Выбрать курс",
    group_command="Курс этой группы",
)

CHOOSING_EN: Final = ChoosingTexts(
    which="Which course?",
    which_first="Which course is this about? I will remember it and answer at once. To change it: /course",
    which_group="Which course is this group about? An admin chooses.",
    which_group_first="Which course is this group about? I will answer as soon as an admin has chosen.",
    chosen=lambda course: f"Course: {course}. Ask away.",
    only_one="There is only one course here.",
    mark=lambda course: f"✓ {course}",
    button="Choose a course",
    command="Choose a course",
    group_command="This group's course",
)
