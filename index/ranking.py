"""Passages in the order in which they answer a question's concepts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.formulas import formulas_in
from index.tfidf import K1, Counts, Grams, Spellings, Words, saturate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corpus import Passage
    from index.analyze import Analyzer
    from index.concepts import Concept

    Floats = NDArray[np.float32]

ALIKE: Final = 0.55
"""What a word that is written alike is worth, beside its cosine."""
SECTION: Final = 0.4
"""Share of the section's score in its passages'."""
CHARACTERS: Final = 0.4
"""Weight of the field of character runs beside words, both divided by their best."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What every passage scored, by concept."""

    total: Floats
    words: Floats
    by_concept: Floats
    """Of shape (concepts, passages)."""
    characters: Floats


def runs(concept: Concept) -> list[tuple[str, float]]:
    """What a concept is looked for by its characters: the word, and its equals in the other script."""
    script = concept.term.isascii()
    others = [
        (term, concept.weight)
        for term, worth in concept.terms.items()
        if term.isascii() != script and worth >= 1
    ]
    return [(concept.term, concept.weight), *others]


def searched_text(passage: Passage) -> str:
    """What a passage says, its formulas as they are typed too."""
    formulas = formulas_in(passage.markdown)
    return f"{passage.text} {formulas}" if formulas else passage.text


class Ranking:
    """The index of a library's passages and sections."""

    def __init__(self, passages: Sequence[Passage], analyzer: Analyzer) -> None:
        """Index passages."""
        counts = Counts(
            analyzer.terms,
            [searched_text(passage) for passage in passages],
            [passage.breadcrumb[-1] for passage in passages],
            ["\n".join(passage.breadcrumb[:-1]) for passage in passages],
            [passage.label for passage in passages],
            ["\n".join(passage.asks) for passage in passages],
        )
        self.vocabulary = counts.vocabulary
        headings = {passage.breadcrumb[-1] for passage in passages}
        self.headed = Counter(term for heading in headings for term in set(analyzer.terms(heading)))
        self.words = Words(counts)
        numbers: dict[str, int] = {}
        groups = [numbers.setdefault(passage.section_id, len(numbers)) for passage in passages]
        self.section_of = np.asarray(groups, dtype=np.int32)
        self.sections = None
        if len(numbers) < len(passages):
            self.sections = Words(counts.grouped(self.section_of, len(numbers)))
        self.grams = Grams(counts)
        vocabulary = self.vocabulary
        self.forms = tuple(form for form in analyzer.forms() if analyzer.term(form) in vocabulary)
        self.form_terms = tuple(analyzer.term(form) for form in self.forms)
        self.form_indices = tuple(vocabulary[term] for term in self.form_terms)
        self.spellings = Spellings(self.forms)

    def scores(self, found: Sequence[Concept]) -> Scores:
        """Score every passage."""
        by_concept = self._by_concept(self.words, found)
        if self.sections is not None:
            of_sections = self._by_concept(self.sections, found)[:, self.section_of]
            by_concept = np.float32(1 - SECTION) * by_concept + np.float32(SECTION) * of_sections
        words: Floats = by_concept.sum(axis=0)
        characters = self.grams.scores((run for concept in found for run in runs(concept)), words)
        best, best_run = float(words.max(initial=0.0)), float(characters.max(initial=0.0))
        total = words / np.float32(best or 1.0)
        if best_run:
            total = total + characters * np.float32(CHARACTERS / best_run)
        return Scores(np.asarray(total, dtype=np.float32), words, by_concept, characters)

    def _by_concept(self, words: Words, found: Sequence[Concept]) -> Floats:
        """What every unit scores for every concept, of shape (concepts, units)."""
        frequency = np.zeros((len(found), words.size), dtype=np.float32)
        for number, concept in enumerate(found):
            for term, weight in concept.exact.items():
                units, values = words.column(term)
                frequency[number, units] += values * np.float32(weight)
            for phrase, weight in concept.phrases:
                frequency[number] += words.together(phrase) * np.float32(weight)
        exact = saturate(frequency)
        alike = words.best([concept.alike for concept in found]) * np.float32(ALIKE)
        exact += alike * (1 - exact / np.float32(K1 + 1))
        worths = [self.idf(words, concept) * concept.weight for concept in found]
        return exact * np.asarray(worths, dtype=np.float32)[:, None]

    @staticmethod
    def idf(words: Words, concept: Concept) -> float:
        """How rare a concept is: its own word, else the most frequent of its synonyms."""
        own = [float(words.idf[term]) for term, weight in concept.exact.items() if weight >= 1]
        if own:
            return own[0]
        known = [float(words.idf[term]) for term in concept.exact]
        return min(known) if known else words.highest_idf
