"""Slips of the finger: how many there are between two words, what they count, and the words within a few.

The slips are those of optimal string alignment: a letter put in, left out or mistaken, two swapped. Each
brings at most one new letter into a word and takes at most one out of it, so a word that misses more letters
of another than there may be slips need not be compared with it. Letters are kept as bits of one number a
word, and whole vocabularies are sifted in a fraction of a millisecond; none that is near is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]

SHORT: Final = 5
"""Letters up to which the first one is rarely mistaken."""
ONE_SLIP: Final = 7
"""Letters up to which one slip is allowed, beyond two: two make any word of a name (криспр, критерий)."""
LATIN_ONE_SLIP: Final = 8
"""The same for Latin words, which no dictionary here tells from slips."""
MIN_FIRST: Final = 4
"""Letters below which the first one is not taken for a slip."""
LIKELY: Final = 0.8
"""What a likely slip counts beside another: letters swapped, doubled or left out, the key beside, or a letter
that sounds alike."""
ROWS: Final = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Keys that stand side by side."""
HEARD_ALIKE: Final = ("ао", "еи", "еэ", "иы", "яе", "яи", "бп", "вф", "гк", "дт", "жш", "зс", "шщ")
"""Russian letters that are mistaken for each other by ear: unstressed vowels, voiced and voiceless."""
LETTERS: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
"""Of Russian words, ё being е."""
_BITS: Final = 64
"""Letters whose codes are equal modulo this share a bit: Cyrillic's thirty-two never do."""


class Nearby:
    """Distinct words, to find those within a few slips of another."""

    def __init__(self, words: Iterable[str]) -> None:
        """Sort words by length, and note their letters."""
        by_length: dict[int, list[str]] = {}
        for word in words:
            by_length.setdefault(len(word), []).append(word)
        self._by_length = {length: (same, _letters(same)) for length, same in by_length.items() if length}

    def within(self, typed: str, most: int) -> Iterator[str]:
        """The words at most `most` slips from what was typed, shortest first, then in the order given."""
        letters = _letters([typed])
        for length in range(len(typed) - most, len(typed) + most + 1):
            words, theirs = self._by_length.get(length, ((), letters))
            lacking, surplus = np.bitwise_count(letters & ~theirs), np.bitwise_count(theirs & ~letters)
            like = [words[i] for i in np.flatnonzero(np.maximum(lacking, surplus) <= most)] if words else []
            if like:
                slips = process.cdist([typed], like, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)
                yield from (like[i] for i in np.flatnonzero(slips[0] <= most))


def one_away(before: str, after: str) -> Iterator[str]:
    """What one slip makes of a Russian word behind its first letters, about 70 spellings."""
    if after:
        yield before + after[1:]
        yield from (before + letter + after[1:] for letter in LETTERS)
    if after[1:]:
        yield before + after[1] + after[0] + after[2:]
    yield from (before + letter + after for letter in LETTERS)


def allowed(typed: str, length: int) -> int:
    """Slips that a word typed like this may have where `length` of its letters are compared."""
    return 1 if length <= (LATIN_ONE_SLIP if typed.isascii() else ONE_SLIP) else 2


def cost(typed: str, word: str, slips: int) -> float:
    """What slips count; a single likely one counts less."""
    if slips != 1:
        return float(slips)
    if len(typed) != len(word):
        return LIKELY
    left, right = next(pair for pair in zip(typed, word, strict=True) if pair[0] != pair[1])
    swapped = sorted(typed) == sorted(word)
    beside = any(left + right in row or right + left in row for row in (*ROWS, *HEARD_ALIKE))
    return LIKELY if swapped or beside else 1.0


def starts_otherwise(typed: str, word: str, slips: int) -> bool:
    """Whether a name or a short word differs in its first letter: slips there are rare."""
    if typed[0] == word[0] or typed[:2] == word[1::-1]:
        return False
    if typed.isascii():
        return len(typed) <= SHORT or cost(typed, word, slips) > LIKELY
    return len(typed) < MIN_FIRST or (len(typed) <= SHORT and slips > 1)


def _letters(words: list[str]) -> Bits:
    """A bit for each letter of each word; the words are of one length."""
    codes = np.asarray(words).view(np.uint32).reshape(len(words), -1)
    bits = np.left_shift(np.uint64(1), (codes % _BITS).astype(np.uint64))
    return np.asarray(np.bitwise_or.reduce(bits, axis=1), dtype=np.uint64)
