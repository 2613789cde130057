"""Turns of phrase that ask for a side of a thing without naming it (зачем нужен X: its purpose)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.analyze import Word

_TURNS: Final = r"""
назначение: зачем|для\s+чего|с\s+какой\s+целью|в\s+чем\s+смысл
устройство: из\s+чего\s+(?:состо\w+|сделан\w*|собран\w*)|как\s+устро\w+|что\s+внутри
недостаток: чем\s+(?:так\s+)?(?:плох\w*|неудоб\w+)|за\s+что\s+(?:ругают|критикуют|не\s+любят)
недостаток: чем\s+(?:\w+\s+)?(?:риск\w+|гроз[ия]т|чреват\w*|опас(?:ен|н\w+))
недостаток: почему\s+(?:\w+\s+)?не\s+(?:любят|выбирают)|что\s+не\s+так
преимущество: чем\s+(?:так\s+)?(?:хорош\w*|удоб\w+|выгод\w+|крут\w*)|за\s+что\s+(?:любят|хвалят|ценят)
преимущество: почему\s+(?:\w+\s+)?(?:выбирают|любят|хвалят)|в\s+чем\s+(?:прелесть|польза)
применение: где\s+(?:\w+\s+)?(?:применя\w+|применить|использу\w+|использовать|пригод\w+)
принцип работы: как\s+(?:\w+\s+)?(?:работа(?:ет|ют)|функционир\w+|действу\w+)
история: (?:когда|кто|откуда|в\s+каком\s+году|как)\s+(?:\w+\s+)?(?:появил\w+|придума\w+)
история: (?:когда|кто|откуда|в\s+каком\s+году)\s+(?:\w+\s+)?(?:созда(?:л|н)\w*|изобр\w+)
история: (?:когда|кто|откуда|в\s+каком\s+году)\s+(?:\w+\s+)?(?:возник\w*|взял\w+|зародил\w+)
ограничение: (?:что|чего)\s+(?:\w+\s+)?не\s+(?:умеет|умеют|может|могут)
возможность: что\s+(?:\w+\s+)?(?:умеет|умеют|может|могут)|на\s+что\s+способ\w+
требование: что\s+(?:\w+\s+)?(?:нужно|надо|требуется|необходимо|понадобится)\s+(?:для|чтобы)
причина: (?:почему|отчего|зачем)\s+(?:\w+\s+)?(?:начал\w+|возник\w+|произош\w+|случил\w+|вспыхну\w+)
причина: из-за\s+чего|что\s+(?:привело|подтолкнуло)\s+к
итог: чем\s+(?:все\s+)?(?:\w+\s+)?(?:(?:за)?кончил\w+|завершил\w+|обернул\w+)|к\s+чему\s+(?:\w+\s+)?привел\w*
альтернатива: чем\s+(?:\w+\s+)?замен\w+|что\s+вместо
purpose: what\s+(?:is|are)\b(.*?)\b(?:used\s+)?for
purpose: why\s+(?:do|does|would)\s+(?:we|you|one|i)\s+(?:need|use)|why\s+use
architecture: what\s+(?:does|do)\b(.*)\bconsist\s+of|what\s+(?:is|are)\b(.*)\bmade\s+of
architecture: how\s+(?:is|are)\b(.*)\b(?:built|organi[sz]ed|structured)
disadvantage: what\s+is\s+(?:so\s+)?(?:wrong|bad)|why\s+(?:is|are)\b(.*)\bbad
advantage: what\s+is\s+(?:so\s+)?good|why\s+choose|why\s+(?:is|are)\b(.*)\bgood
mechanism: how\s+(?:does|do)\b(.*)\bwork
history: who\s+(?:created|invented|made|designed|developed|wrote)
history: when\s+(?:was|were|did)\b(.*)\b(?:created|invented|appear|released|introduced)
limitation: what\s+(?:can['’]t|cannot|can\s+not)\b(.*)\bdo
alternative: what\s+can\s+(?:replace|be\s+used\s+instead)
feature: what\s+can\b(.*)\bdo
"""
"""What is asked for, and how: a side may stand on several lines, the first turn that fits counts. A group in
the middle of a turn holds the thing."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A side that a question asks for by a turn of phrase."""

    side: str
    """Its name, as a heading might have it."""
    terms: frozenset[str]
    """Terms of the words that say it."""


_ROWS: Final = tuple(row.split(": ", 1) for row in _TURNS.split("\n")[1:-1])
_COMPILED: Final = tuple((side, re.compile(rf"\b(?:{turn})(?!\w)")) for side, turn in _ROWS)
_ANY: Final = re.compile(rf"\b(?:{'|'.join(turn for _, turn in _ROWS)})(?!\w)")


def turn_of(text: str, words: Sequence[Word]) -> Turn | None:
    """The turn in a question, or None.

    Args:
        text: The question in lower case, ё being е.
        words: Its searched words.
    """
    if not _ANY.search(text):
        return None  # as in most questions
    for side, pattern in _COMPILED:
        if (found := pattern.search(text)) is not None:
            said = (word for word in words if _says(found, word))
            return Turn(side, frozenset(term for word in said for term in word.terms))
    return None


def _says(turn: re.Match[str], word: Word) -> bool:
    """Whether a word is part of a turn, and not the thing in its middle."""
    things = (turn.span(group) for group in range(1, turn.re.groups + 1))
    inside = turn.start() <= word.start and word.end <= turn.end()
    return inside and not any(start <= word.start and word.end <= end for start, end in things)
