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

    __slots__ = ("_places", "_sentences", "_text", "_words")

    def __init__(self, analyzer: Analyzer, text: str) -> None:
        """Cut a text and note where its terms stand."""
        self._text = text
        self._sentences = tuple((sentence.start, sentence.end) for sentence in sentences(text))
        words: list[tuple[int, int, int, tuple[str, ...]]] = []
        places: dict[str, list[int]] = {}
        order = 0
        for start, end, terms in analyzer.places(text):
            while order < len(self._sentences) and self._sentences[order][1] <= start:
                order += 1
            if order == len(self._sentences):
                break
            if start >= self._sentences[order][0]:
                for term in terms:
                    places.setdefault(term, []).append(len(words))
                words.append((order, start, end, terms))
        self._words = tuple(words)
        self._places = {term: tuple(found) for term, found in places.items()}

    def best(self, weights: Mapping[str, float], *, defining: bool = False) -> Snippet:
        """The sentence that covers most of what was asked; the first where none covers anything."""
        if not self._sentences:
            return Snippet("", ())
        found = {place for term in weights if term in self._places for place in self._places[term]}
        marked: dict[int, list[int]] = {0: []}
        for place in sorted(found):
            marked.setdefault(self._words[place][0], []).append(place)
        best, best_score = 0, -1.0
        for order, places in marked.items():
            terms = dict.fromkeys(term for place in places for term in self._words[place][3])
            score = sum(weights.get(term, 0.0) for term in terms)
            if defining and score and _DEFINES.search(self._text, *self._sentences[order]):
                score *= DEFINING
            score -= order * EARLIER
            if score > best_score + EARLIER / 2:
                best, best_score = order, score
        first, last = self._sentences[best]
        words = [self._words[place] for place in marked[best]]
        return Snippet(
            self._text[first:last], tuple(Span(start - first, end - first) for _, start, end, _ in words)
        )


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
