"""Words of the notes by all nouns that they may be forms of (волков: волк, Волков)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.analyze import Analyzer


class Readings:
    """Terms of the notes by all nouns that their words may be forms of."""

    def __init__(self, analyzer: Analyzer, words: Iterable[str]) -> None:
        """Take normalised words; without a dictionary a word has one reading."""
        self._analyzer = analyzer
        found: dict[str, dict[str, None]] = {}
        for word in words if analyzer.lemmas else ():
            for lemma in analyzer.nouns(word):
                found.setdefault(lemma, {})[analyzer.term(word)] = None
        self._terms = {lemma: tuple(terms) for lemma, terms in found.items()}

    def of(self, word: str) -> Iterator[str]:
        """Terms of the notes that may be the same noun as a normalised word (волков: волк)."""
        for lemma in self._analyzer.nouns(word):
            yield from self._terms.get(lemma, ())
