"""Sections that hold the words of every question and the answer to none, told by their headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from corpus import Passage

ITEM: Final = re.compile(r"(?m)^\s*(?:[-*+]|\d+[.)])\s")
"""How an item of a list begins in Markdown."""
_APPENDIX: Final = re.compile(
    r"библиография|список литературы|литература|источники|список источников|ссылки|полезные ссылки"
    r"|содержание|оглавление|references|bibliography|links|further reading|table of contents|contents",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(rf"{ITEM.pattern}|https?://|\]\(|\b(?:19|20)\d\d\b")
"""Items, links or years: a section on references in C++ has none of them."""
_EXERCISE: Final = (
    r"упражнени[ея]|задани[ея]|домашн(?:ее|яя)\s\w+|(?:практическ|лабораторн|самостоятельн)\w+\s(?:работа|задани[ея])"
    r"|(?:контрольные|проверочные)\sвопросы|вопросы(?:\sи\sзадания)?\s(?:для|к)\s.+"
    r"|самопроверка|проверь(?:те)?\sсебя"
    r"|exercises?|assignments?|homework|quiz|self-check|(?:review|practice)\s(?:questions|problems)"
)
_CHRONOLOGY: Final = (
    r"хронология|хронологическая\sтаблица|(?:основные|важные)\sдаты|timeline|chronology|key\sdates"
)
_ASIDE: Final = re.compile(rf"[\W\d]*(?:{_EXERCISE}|{_CHRONOLOGY})(?:\W*\d+)?(?:[.:)].*)?", re.IGNORECASE)
"""With a number in front or behind, and what it is about (Exercise 3: pipes)."""


def is_appendix(passage: Passage) -> bool:
    """Whether a passage is a list of literature, a table of contents or their like."""
    return bool(_APPENDIX.fullmatch(passage.breadcrumb[-1]) and _LISTED.search(passage.markdown))


def is_aside(passage: Passage) -> bool:
    """Whether a passage asks what others tell, or lists it by date."""
    return _ASIDE.fullmatch(passage.breadcrumb[-1]) is not None
