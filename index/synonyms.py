"""Other words for the same: a thesaurus in Solr's synonym format, compiled to terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_KINDS: Final = "kinds.txt"
_UNHEARD: Final = ("everyday.txt", "translations.txt")
"""Rules for words that the notes do not hold."""
_COMMENT: Final = re.compile(r"(?:^|\s)#.*")  # the sharp of C# begins none


EQUAL: Final = 0.8
"""What an occurrence of another word for the same is worth beside the word itself."""
FURTHER: Final = 0.6
"""What an equal of a word behind an arrow is worth."""
KIND: Final = 0.65
"""What a kind of a thing is worth where the thing is asked for; where a list is, it is EQUAL to it."""


class Rules:
    """The rules of some files, compiled when the first of them is asked for."""

    def __init__(self, texts: Iterable[str], analyzer: Analyzer) -> None:
        """Keep the texts; phrases without any searched word will be left out."""
        self._texts = tuple(texts)
        self._analyzer = analyzer

    @cached_property
    def words(self) -> frozenset[str]:
        """Every single word as it is written there, in lower case."""
        phrases = (phrase for sides in map(_sides, self._lines()) for side in sides for phrase in side)
        return frozenset(word for phrase in phrases for word in phrase.split())

    @cached_property
    def equals(self) -> dict[Phrase, tuple[Phrase, ...]]:
        """The groups without an arrow, by each of their phrases."""
        groups: dict[Phrase, dict[Phrase, None]] = {}
        for left, right in self._compiled:
            for start in left if right is None else ():
                groups.setdefault(start, {}).update(dict.fromkeys(left))
        return {start: tuple(group) for start, group in groups.items()}

    @cached_property
    def arrows(self) -> tuple[tuple[Phrase, Phrase], ...]:
        """From what is typed to what is searched."""
        return tuple(arrow for left, right in self._compiled for arrow in product(left, right or ()))

    @cached_property
    def others(self) -> dict[Phrase, dict[Phrase, float]]:
        """What else a phrase may be called, with what one occurrence is worth; in the order of the files."""
        others = {start: dict.fromkeys(group, EQUAL) for start, group in self.equals.items()}
        for start, goal in self.arrows:
            found = others.setdefault(start, {})
            found.setdefault(goal, EQUAL)
            for further in self.equals.get(goal, ()):
                found.setdefault(further, FURTHER)
        for start, found in others.items():
            found.pop(start, None)
        return others

    @cached_property
    def _compiled(self) -> list[tuple[list[Phrase], list[Phrase] | None]]:
        """The phrases of each line, and those behind its arrow."""
        return [
            (self._phrases(left), self._phrases(right) if "=>" in line else None)
            for line in self._lines()
            for left, right in (_sides(line),)
        ]

    def _phrases(self, side: list[str]) -> list[Phrase]:
        return [terms for terms in (tuple(self._analyzer.terms(phrase)) for phrase in side) if terms]

    def _lines(self) -> Iterator[str]:
        return (_COMMENT.sub("", line) for text in self._texts for line in text.splitlines())


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What else a phrase may be called: phrases of terms to phrases of terms."""

    others: dict[Phrase, dict[Phrase, float]]
    """Without the phrase itself, each with what one occurrence is worth; in the order of the files."""
    kinds: dict[Phrase, tuple[Phrase, ...]]
    """What there is of some things (браузер: Chrome)."""
    words: frozenset[str]
    """Every single word of the files as it is written there, in lower case."""
    longest: int
    """Terms of the longest phrase; none of `unheard` is longer."""
    unheard: Rules
    """For words that the notes do not hold (удрать: бегство): most questions have none."""


def bundled(analyzer: Analyzer, texts: Iterable[str] = ()) -> Thesaurus:
    """The thesaurus that comes with the package, with further texts of its format."""
    folder = files("index") / "thesaurus"
    own, (kinds,), unheard = (
        [(folder / name).read_text(encoding="utf-8") for name in names]
        for names in (_DATA, (_KINDS,), _UNHEARD)
    )
    return compile_thesaurus([_NUMBERS, *own, *texts], analyzer, kinds, unheard)


def compile_thesaurus(
    texts: Iterable[str], analyzer: Analyzer, kinds: str = "", unheard: Iterable[str] = ()
) -> Thesaurus:
    """Read thesaurus files.

    The arrows of `kinds` lead from a thing to its kinds; `unheard` are for words that the notes do not hold.
    """
    rules, of_kinds = Rules(texts, analyzer), Rules([kinds], analyzer)
    of_things: dict[Phrase, dict[Phrase, None]] = {}
    for start, goal in of_kinds.arrows:
        for name in rules.equals.get(start, (start,)):
            of_things.setdefault(name, {}).update(dict.fromkeys(rules.equals.get(goal, (goal,))))
    return Thesaurus(
        rules.others,
        {name: tuple(goals) for name, goals in of_things.items()},
        rules.words | of_kinds.words,
        max(map(len, (*rules.others, *of_things)), default=1),
        Rules(unheard, analyzer),
    )


def _sides(line: str) -> tuple[list[str], list[str]]:
    """What stands before the arrow of a line, and behind it."""
    left, _, right = line.partition("=>")
    return _side(left), _side(right)


def _side(text: str) -> list[str]:
    return [phrase for phrase in (" ".join(part.lower().split()) for part in text.split(",")) if phrase]
