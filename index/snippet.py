"""The sentence of a passage to show first, and the words in it that were asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.model import Snippet, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.analyze import Analyzer

_BREAK: Final = re.compile(r"\n+|(?<=[.!?…])[\"»”')\]]*\s+(?=[\"«“'(\[—–-]*[A-ZА-ЯЁ0-9])")
"""Line ends, and marks that end a sentence before a capital letter or a digit."""
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(«])(?:[A-ZА-ЯЁ]|т|гг?|вв?|им|ул|д|стр?|рис|табл|гл|см|ср|напр|англ|нем|фр|лат|др|проф|руб|тыс|млн|e\.g|i\.e|vs|etc|Mr|Mrs|Dr|Fig)\.$"
)
"""Ends with a full stop that ends no sentence."""
MIN_SENTENCE: Final = 3
"""Characters below which a piece is no sentence of its own."""


def sentences(text: str) -> list[Span]:
    """Sentences of a plain text, lines being sentences too; spans have no white space at their ends."""
    spans: list[Span] = []
    start = 0
    for cut in _BREAK.finditer(text):
        if "\n" not in cut.group() and _ABBREVIATION.search(text, max(start, cut.start() - 12), cut.start()):
            continue
        spans.extend(_trimmed(text, start, cut.end()))
        start = cut.end()
    spans.extend(_trimmed(text, start, len(text)))
    return spans


def spans(analyzer: Analyzer, weights: Mapping[str, float], text: str) -> tuple[Span, ...]:
    """The words of a text that are among the wanted terms."""
    return tuple(Span(start, end) for start, end, _ in analyzer.located(text, weights))


class Sentences:
    """A text cut into sentences once, to look for the best of them for any question.

    Kept as tuples of plain values, which the garbage collector need not go through again.
    """

    __slots__ = ("_holding", "_sentences", "_text", "_words")

    def __init__(self, analyzer: Analyzer, text: str) -> None:
        """Cut a text and note which sentences hold a term."""
        self._text = text
        self._sentences = tuple((sentence.start, sentence.end) for sentence in sentences(text))
        words: list[list[tuple[int, int, tuple[str, ...]]]] = [[] for _ in self._sentences]
        holding: dict[str, dict[int, None]] = {}
        order = 0
        for start, end, terms in analyzer.places(text):
            while order < len(words) and self._sentences[order][1] <= start:
                order += 1
            if order == len(words):
                break
            if start >= self._sentences[order][0]:
                words[order].append((start, end, terms))
                for term in terms:
                    holding.setdefault(term, {})[order] = None
        self._words = tuple(map(tuple, words))
        """Of each sentence: where they stand, and their terms."""
        self._holding = {term: tuple(orders) for term, orders in holding.items()}
        """The numbers of the sentences that hold a term."""

    def best(self, weights: Mapping[str, float], *, defining: bool = False) -> Snippet:
        """The sentence that covers most of what was asked; the first where none covers anything."""
        if not self._sentences:
            return Snippet("", ())
        covered = {0: 0.0}
        for term, weight in weights.items():
            for order in self._holding.get(term, ()):
                covered[order] = covered.get(order, 0.0) + weight
        best, best_score = 0, -1.0
        for order, worth in sorted(covered.items()):
            defines = defining and worth and _DEFINES.search(self._text, *self._sentences[order])
            score = worth * (DEFINING if defines else 1) - order * EARLIER
            if score > best_score + EARLIER / 2:
                best, best_score = order, score
        first, last = self._sentences[best]
        marks = (
            Span(start - first, end - first)
            for start, end, terms in self._words[best]
            if not weights.keys().isdisjoint(terms)
        )
        return Snippet(self._text[first:last], tuple(marks))


def best_sentence(
    analyzer: Analyzer, weights: Mapping[str, float], text: str, *, defining: bool = False
) -> Snippet:
    """The sentence that covers most of what was asked; the first where none covers anything."""
    return Sentences(analyzer, text).best(weights, defining=defining)


_DEFINES: Final = re.compile(r"\s[—–-]\s|\b(?:это|называ|означа|представляет собой|is an?|means)\b")
DEFINING: Final = 1.5
"""What a sentence that looks like a definition is worth where a definition was asked for."""
EARLIER: Final = 0.01
"""Lead of a sentence over the next one that covers as much."""


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    right = start + len(part.rstrip())
    if right - left >= MIN_SENTENCE or (right > left and start == 0 and end == len(text)):
        yield Span(left, right)
