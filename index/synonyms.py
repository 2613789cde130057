"""Other words for the same: a thesaurus in Solr's synonym format, compiled to terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import chain, product
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
_COMMENT: Final = re.compile(r"(?:^|\s)#.*")  # the sharp of C# begins none


EQUAL: Final = 0.8
"""What an occurrence of another word for the same is worth beside the word itself."""
FURTHER: Final = 0.6
"""What an equal of a word behind an arrow is worth."""
KIND: Final = 0.65
"""What a kind of a thing is worth where the thing is asked for; where a list is, it is EQUAL to it."""


@dataclass(slots=True)
class Thesaurus:
    """What else a phrase may be called: phrases of terms to phrases of terms."""

    others: dict[Phrase, dict[Phrase, float]] = field(default_factory=dict)
    """Without the phrase itself, each with what one occurrence is worth; in the order of the files."""
    kinds: dict[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)
    """What there is of some things (браузер: Chrome)."""
    words: frozenset[str] = frozenset()
    """Every single word of the files as it is written there, in lower case."""
    longest: int = 1
    """Terms of the longest phrase."""


def bundled(analyzer: Analyzer, texts: Iterable[str] = ()) -> Thesaurus:
    """The thesaurus that comes with the package, with further texts of its format."""
    folder = files("index") / "thesaurus"
    own = (_NUMBERS, *((folder / name).read_text(encoding="utf-8") for name in _DATA))
    return compile_thesaurus([*own, *texts], analyzer, (folder / _KINDS).read_text(encoding="utf-8"))


def compile_thesaurus(texts: Iterable[str], analyzer: Analyzer, kinds: str = "") -> Thesaurus:
    """Read thesaurus files; phrases without any searched word are left out.

    The arrows of `kinds` lead from a thing to its kinds.
    """
    equals: dict[Phrase, dict[Phrase, None]] = {}
    arrows: list[tuple[Phrase, Phrase]] = []
    words: set[str] = set()
    for left, right in chain.from_iterable(_rules(text, analyzer, words) for text in texts):
        if right is None:
            for start in left:
                equals.setdefault(start, {}).update(dict.fromkeys(left))
        else:
            arrows.extend(product(left, right))
    others: dict[Phrase, dict[Phrase, float]] = {
        start: dict.fromkeys(group, EQUAL) for start, group in equals.items()
    }
    for start, goal in arrows:
        found = others.setdefault(start, {})
        found.setdefault(goal, EQUAL)
        for further in equals.get(goal, ()):
            found.setdefault(further, FURTHER)
    pairs = (pair for left, right in _rules(kinds, analyzer, words) for pair in product(left, right or ()))
    of_things: dict[Phrase, dict[Phrase, None]] = {}
    for start, goal in pairs:
        for name in equals.get(start, (start,)):
            of_things.setdefault(name, {}).update(dict.fromkeys(equals.get(goal, (goal,))))
    for start, found in others.items():
        found.pop(start, None)
    longest = max(map(len, (*others, *of_things)), default=1)
    return Thesaurus(
        others, {name: tuple(goals) for name, goals in of_things.items()}, frozenset(words), longest
    )


def _rules(
    text: str, analyzer: Analyzer, words: set[str]
) -> Iterator[tuple[list[Phrase], list[Phrase] | None]]:
    """The phrases of each line, and those behind its arrow; `words` gets all words as they are written."""
    for line in text.splitlines():
        left, arrow, right = _COMMENT.sub("", line).partition("=>")
        sides = [_side(left), _side(right)]
        words.update(word for side in sides for phrase in side for word in phrase.split())
        starts, goals = (
            [terms for terms in (tuple(analyzer.terms(phrase)) for phrase in side) if terms] for side in sides
        )
        yield starts, goals if arrow else None


def _side(text: str) -> list[str]:
    return [phrase for phrase in (" ".join(part.lower().split()) for part in text.split(",")) if phrase]
