"""Initials that stand for words of the notes (ВМ, виртуальная машина), as one more text of a thesaurus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from index.function_words import ENGLISH_FUNCTION_WORDS, FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus import Passage
    from index.analyze import Analyzer

_NAME: Final = r"(?P<name>[A-ZА-ЯЁ]{2,7})"
_AFTER: Final = re.compile(rf"\((?:далее\s*[—–:-]?\s*|или\s+|англ\.\s*)?{_NAME}\b")
"""Initials in brackets behind what they stand for."""
_BEFORE: Final = re.compile(
    rf"\b{_NAME}\s*(?:\(|[—–-]\s|,?\s(?:или|то\s+есть|расшифровывается\s+как|stands\s+for)\s)"
)
"""Initials before what they stand for."""
_WRITTEN: Final = re.compile(r"(?<![^\W\d_])[A-ZА-ЯЁ]{2,7}\b")
"""Initials anywhere; 3НФ is НФ with a number."""
_WORD: Final = re.compile(r"[A-ZА-ЯЁ]?[a-zа-яё]+|[A-ZА-ЯЁ]+(?![a-zа-яё])")
"""A word, or a part of one that begins with a capital (HyperText)."""
REACH: Final = 120
"""Characters on either side of initials that are looked at."""
LITTLE: Final = FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS
"""Words that initials pass over (налог на доходы физических лиц, НДФЛ)."""
LONGEST: Final = 5
"""Words of a heading that students shorten to initials."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word in a text, or a part of it."""

    word: str
    start: int
    end: int


def initials(passages: Sequence[Passage], analyzer: Analyzer) -> str:
    """Lines of a thesaurus: initials that the notes explain, and those that headings would have (цб).

    The former mean their words both ways, and so do those of a heading that passages under it use. Others are
    nobody's yet: typed in a question they may stand for the heading.
    """
    told = dict.fromkeys(pair for passage in passages for pair in _explained(passage))
    headings = dict.fromkeys(heading for passage in passages for heading in passage.breadcrumb)
    possible = {heading: tuple(_possible(heading, analyzer)) for heading in headings}
    made: dict[tuple[str, str], bool] = {}
    for passage in passages:
        written = {_folded(name) for name in _WRITTEN.findall(_text(passage))}
        for pair in chain.from_iterable(possible[heading] for heading in passage.breadcrumb):
            made[pair] = made.get(pair, False) or pair[0] in written
    lines = [f"{name}, {words}" for name, words in told]
    lines += [f"{name}{',' if used else ' =>'} {words}" for (name, words), used in made.items()]
    return "\n".join(lines)


def _text(passage: Passage) -> str:
    return f"{passage.breadcrumb[-1]}\n{passage.text}"


def _explained(passage: Passage) -> Iterator[tuple[str, str]]:
    """Initials with their words beside them, in lower case."""
    text = _text(passage)
    for found in _AFTER.finditer(text):
        before = text[max(0, found.start() - REACH) : found.start()]
        yield from _spelt(found["name"], before, backwards=True)
    for found in _BEFORE.finditer(text):
        yield from _spelt(found["name"], text[found.end() : found.end() + REACH], backwards=False)


def _spelt(name: str, text: str, *, backwards: bool) -> Iterator[tuple[str, str]]:
    """The words beside a name whose initials it is; little words between them need not be in it."""
    step = -1 if backwards else 1
    letters = list(_folded(name)[::step])
    taken: list[_Piece] = []
    for piece in _pieces(text)[::step]:
        if not letters:
            break
        if piece.word.startswith(letters[0]):
            del letters[0]
        elif not taken or piece.word not in LITTLE:
            break
        taken.append(piece)
    if not letters and (words := _between(text, taken[::step])):
        yield _folded(name), words


def _possible(heading: str, analyzer: Analyzer) -> Iterator[tuple[str, str]]:
    """Initials that the runs of words in a heading would have, where they are no word themselves.

    An abbreviation is one word (ЦП) or keeps all its letters (ингибиторы АПФ, иАПФ).
    """
    for little, run in groupby(_pieces(heading), key=lambda piece: piece.word in LITTLE):
        pieces = list(run)
        if little or not 1 < len(pieces) <= LONGEST or not (words := _between(heading, pieces)):
            continue
        first = "".join(piece.word[0] for piece in pieces)
        whole = "".join(p.word if heading[p.start : p.end].isupper() else p.word[0] for p in pieces)
        for name in dict.fromkeys((first, whole)):
            if _is_one_script(name) and name not in LITTLE and not analyzer.spells_a_word(name):
                yield name, words


def _pieces(text: str) -> list[_Piece]:
    return [_Piece(_folded(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]


def _between(text: str, pieces: Sequence[_Piece]) -> str:
    """The text from the first piece to the last, as a phrase of a thesaurus; nothing for a single word."""
    words = re.findall(r"[\w-]+", text[pieces[0].start : pieces[-1].end])
    return " ".join(map(_folded, words)) if len(words) > 1 else ""


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _is_one_script(name: str) -> bool:
    return len({letter.isascii() for letter in name}) == 1
