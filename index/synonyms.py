"""Other words for the same: a thesaurus in Solr's synonym format, compiled to terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.analyze import Analyzer

_NUMBERS: Final = """
1, первый, first
2, второй, second
3, третий, third
4, четвертый, fourth
5, пятый, fifth
6, шестой, sixth
7, седьмой, seventh
8, восьмой, eighth
9, девятый, ninth
10, десятый, tenth
"""
"""Numbers as they name one of several (гипервизор 1 типа)."""

Phrase = tuple[str, ...]
"""Terms that stand side by side."""

_DATA: Final = ("ru.txt", "en.txt")
_COMMENT: Final = re.compile(r"(?:^|\s)#.*")  # the sharp of C# begins none


EQUAL: Final = 0.8
"""What an occurrence of another word for the same is worth beside the word itself."""
FURTHER: Final = 0.6
"""What an equal of a word behind an arrow is worth."""


@dataclass(slots=True)
class Thesaurus:
    """What else a phrase may be called: phrases of terms to phrases of terms."""

    others: dict[Phrase, dict[Phrase, float]] = field(default_factory=dict)
    """Without the phrase itself, each with what one occurrence is worth; in the order of the files."""
    words: frozenset[str] = frozenset()
    """Every single word of the files as it is written there, in lower case."""
    longest: int = 1
    """Terms of the longest phrase."""


def bundled() -> tuple[str, ...]:
    """The texts of the thesaurus that comes with the package."""
    folder = files("index") / "thesaurus"
    return (_NUMBERS, *((folder / name).read_text(encoding="utf-8") for name in _DATA))


def compile_thesaurus(texts: Iterable[str], analyzer: Analyzer) -> Thesaurus:
    """Read thesaurus files; phrases without any searched word are left out."""
    equals: dict[Phrase, dict[Phrase, None]] = {}
    arrows: list[tuple[Phrase, Phrase]] = []
    words: set[str] = set()
    for text in texts:
        for line in text.splitlines():
            left, arrow, right = _COMMENT.sub("", line).partition("=>")
            sources, targets = _side(left), _side(right)
            words.update(word for phrase in sources + targets for word in phrase.split())
            starts = [phrase for phrase in (tuple(analyzer.terms(each)) for each in sources) if phrase]
            goals = [phrase for phrase in (tuple(analyzer.terms(each)) for each in targets) if phrase]
            if arrow:
                arrows.extend((start, goal) for start in starts for goal in goals)
            else:
                for start in starts:
                    equals.setdefault(start, {}).update(dict.fromkeys(starts))
    others: dict[Phrase, dict[Phrase, float]] = {
        start: dict.fromkeys(group, EQUAL) for start, group in equals.items()
    }
    for start, goal in arrows:
        found = others.setdefault(start, {})
        found.setdefault(goal, EQUAL)
        for further in equals.get(goal, ()):
            found.setdefault(further, FURTHER)
    for start, found in others.items():
        found.pop(start, None)
    return Thesaurus(others, frozenset(words), max(map(len, others), default=1))


def _side(text: str) -> list[str]:
    return [phrase for phrase in (" ".join(part.lower().split()) for part in text.split(",")) if phrase]
