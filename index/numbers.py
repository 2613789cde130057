"""Numbers that belong to a name (второй закон, Пётр I, тип 2), in all the ways that they are written."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.analyze import Analyzer, Word

_WRITTEN: Final = (
    "нулевой 0 zeroth",
    "первый 1 i first",
    "второй 2 ii second",
    "третий 3 iii third",
    "четвертый 4 iv fourth",
    "пятый 5 v fifth",
    "шестой 6 vi sixth",
    "седьмой 7 vii seventh",
    "восьмой 8 viii eighth",
    "девятый 9 ix ninth",
    "десятый 10 x tenth",
    "одиннадцатый 11 xi eleventh",
    "двенадцатый 12 xii twelfth",
    "тринадцатый 13 xiii thirteenth",
    "четырнадцатый 14 xiv fourteenth",
    "пятнадцатый 15 xv fifteenth",
    "шестнадцатый 16 xvi sixteenth",
    "семнадцатый 17 xvii seventeenth",
    "восемнадцатый 18 xviii eighteenth",
    "девятнадцатый 19 xix nineteenth",
    "двадцатый 20 xx twentieth",
)
"""A number a line, as far as lectures and centuries are counted."""
_COUNTS: Final = (
    "два 2 two",
    "три 3 three",
    "четыре 4 four",
    "пять 5 five",
    "шесть 6 six",
    "семь 7 seven",
    "восемь 8 eight",
    "девять 9 nine",
    "десять 10 ten",
    "одиннадцать 11 eleven",
    "двенадцать 12 twelve",
    "пятнадцать 15 fifteen",
    "двадцать 20 twenty",
    "тридцать 30 thirty",
    "сорок 40 forty",
    "пятьдесят 50 fifty",
    "сто 100 hundred",
    "тысяча 1000 thousand",
)
"""How many there are of something, a number a line."""
_NAMES_TOO: Final = ("v", "x")
"""What is as often a name (сеть X) in a question; in notes Карл V is found by "карл пятый"."""
_FIRST: Final = ("первый", "first")
"""What is as often an order of events (кто первым открыл) as a number."""
_ADJECTIVES: Final = ("ADJF", "PRTF")
_PLURAL_ADJECTIVE: Final = re.compile(r"(?:[ыи]е|[ыи]х)$")
_NUMBERED_NAMES: Final = """
type layer level phase stage class grade version part chapter step law group section model rule
"""
_NUMBERED: Final = frozenset(_NUMBERED_NAMES.split())
"""What a number behind it belongs to (type 2 diabetes)."""
_PLURAL: Final = re.compile(r"[a-z]{2}(?<!s)s$")


class Numbers:
    """Knows the numbers among the words of a question."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Compile the words of numbers to terms."""
        self._analyzer = analyzer
        rows = (tuple(analyzer.term(each) for each in row.split()) for row in _WRITTEN)
        self._written = {term: row for row in rows for term in row if term not in _NAMES_TOO}
        counts = (tuple(analyzer.term(each) for each in row.split()) for row in _COUNTS)
        self._counts = {term: row for row in counts for term in row}
        self._first = frozenset(analyzer.term(each) for each in _FIRST)

    def others(self, word: Word) -> tuple[str, ...]:
        """Terms of the other ways to write a number; nothing for other words."""
        row = self._written.get(word.terms[0], ())
        return tuple(other for other in row if other not in word.terms)

    def counting(self, words: Sequence[Word]) -> list[tuple[Word, tuple[str, ...]]]:
        """Numbers that tell how many (8 губерний), each with the terms of the words for it.

        Words are not looked for as digits, which stand before anything.
        """
        numbers = (word for at, word in enumerate(words) if self._counts_something(words, at))
        rows = ((word, self._counts.get(word.terms[0], ())) for word in numbers)
        return [(word, tuple(other for other in row if other not in word.terms)) for word, row in rows]

    def _counts_something(self, words: Sequence[Word], at: int) -> bool:
        """Whether a number in digits, one that is written as a word too, stands before several of a thing.

        An English one may belong to what stands before it.
        """
        if not words[at].form[0].isdigit() or words[at].terms[0] not in self._counts:
            return False
        following = list(self._up_to_a_noun(words[at + 1 :]))
        if following and following[-1].form.isascii():
            before = [word.form for word in self._before(words, at)]
            return _NUMBERED.isdisjoint(before) and bool(_PLURAL.search(following[-1].form))
        return any(map(self._is_plural, following))

    def _is_plural(self, word: Word) -> bool:
        """Whether a word can only be one of several things, or an adjective of theirs."""
        if self._analyzer.part_of_speech(word.form) in _ADJECTIVES:
            return bool(_PLURAL_ADJECTIVE.search(word.form))
        return self._analyzer.genders(word.form) == {"plur"}

    def _up_to_a_noun(self, words: Sequence[Word]) -> Iterator[Word]:
        """The first noun, and the adjectives before it."""
        for word in words:
            yield word
            if self._analyzer.part_of_speech(word.form) not in _ADJECTIVES:
                return

    def is_first(self, word: Word) -> bool:
        """Whether a number may tell an order of events instead of belonging to a name."""
        return word.terms[0] in self._first

    def named(self, words: Sequence[Word]) -> list[tuple[Word, Word]]:
        """Numbers with each of the words beside them that they belong to, the number first.

        They are the word before it (тип 2), and what follows up to a noun (вторая мировая война).
        """
        found: list[tuple[Word, Word]] = []
        for at, number in enumerate(words):
            if self._is_number(number) and not self._counts_something(words, at):
                found += ((number, word) for word in (*self._before(words, at), *self._after(words, at)))
        return found

    def _before(self, words: Sequence[Word], at: int) -> Sequence[Word]:
        return [word for word in words[max(0, at - 1) : at] if self._belongs(word, words[at])]

    def _after(self, words: Sequence[Word], at: int) -> Iterator[Word]:
        for left, right in pairwise(words[at:]):
            if not self._belongs(left, right):
                return
            yield right
            if self._analyzer.part_of_speech(right.form) not in _ADJECTIVES:
                return

    def _belongs(self, left: Word, right: Word) -> bool:
        """Whether two words stand together and are not both numbers."""
        return right.start - left.end <= 1 and not (self._is_number(left) and self._is_number(right))

    def _is_number(self, word: Word) -> bool:
        """Whether a word may tell which one of a name is meant; шесть tells how many, and шестой which."""
        if word.form[0].isdigit():
            return True
        written = any(term in self._written for term in word.terms)
        return written and self._analyzer.part_of_speech(word.form) != "NUMR"
