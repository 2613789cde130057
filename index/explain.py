"""Why the first passages scored what they did: term by term and field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.tfidf import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Passage
    from index.analyze import Analyzer
    from index.concepts import Concept
    from index.confidence import Features
    from index.model import Reading
    from index.search import Found


@dataclass(frozen=True, slots=True)
class TermScore:
    """What one word of the question adds to a passage's score."""

    word: str
    """As it stands in the question."""
    score: float
    """Before the passage's score is divided by the best."""
    idf: float
    """How rare the word is in the notes."""
    weight: float
    """How much the word counts in the question."""
    fields: tuple[tuple[str, str, int], ...]
    """Where it was found: field, term, occurrences in this passage."""


@dataclass(frozen=True, slots=True)
class HitExplanation:
    """Why a passage scored what it did."""

    passage: Passage
    score: float
    """Final."""
    words: float
    """Sum of the terms, the section's share in it."""
    characters: float
    """Score of the character runs."""
    terms: tuple[TermScore, ...]
    gains: tuple[tuple[str, float], ...]
    """What the close look added, as shares of the score."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was read, decided and scored."""

    reading: Reading
    confidence: float
    features: Features | None
    hits: tuple[HitExplanation, ...]

    def lines(self) -> tuple[str, ...]:
        """The explanation for a terminal."""
        lines = [f"question   {self.reading.question}", f"read as    {self.reading.read_as}"]
        lines += [f"repair     {each.typed} -> {each.meant} ({each.kind})" for each in self.reading.repairs]
        lines += [f"inherited  {each}" for each in self.reading.inherited]
        lines.append(f"confidence {self.confidence:.3f}")
        if self.features is not None:
            named = ((name, getattr(self.features, name)) for name in self.features.__slots__)
            lines.append("           " + "  ".join(f"{name} {value:.2f}" for name, value in named))
        for rank, hit in enumerate(self.hits, 1):
            lines += [
                "",
                f"{rank}. {' > '.join(hit.passage.breadcrumb)} [{hit.passage.label or '-'}] {hit.score:.3f}",
            ]
            lines.append(f"   words {hit.words:.2f}  characters {hit.characters:.2f}")
            for term in hit.terms:
                places = ", ".join(f"{field}: {name} x{count}" for field, name, count in term.fields) or "-"
                lines.append(
                    f"   {term.word:<18} {term.score:6.2f}  idf {term.idf:.2f} x {term.weight:.2f}  {places}"
                )
            lines += [f"   {name:<18} {gain:+6.0%}" for name, gain in hit.gains]
        return tuple(lines)


def explain(
    analyzer: Analyzer, passages: Sequence[Passage], reading: Reading, found: Found | None
) -> Explanation:
    """Explain what a search found."""
    if found is None:
        return Explanation(reading, 0.0, None, ())
    hits = tuple(_hit(analyzer, passages[number], number, found) for number in found.order)
    return Explanation(reading, found.confidence, found.features, hits)


def _hit(analyzer: Analyzer, passage: Passage, number: int, found: Found) -> HitExplanation:
    texts = (
        passage.text,
        passage.breadcrumb[-1],
        "\n".join(passage.breadcrumb[:-1]),
        passage.label,
        "\n".join(passage.asks),
    )
    terms = [(field.name, analyzer.terms(text)) for field, text in zip(FIELDS, texts, strict=True)]
    return HitExplanation(
        passage,
        found.final[number],
        float(found.scores.words[number]),
        float(found.scores.characters[number]),
        tuple(
            TermScore(
                concept.word.form,
                float(row[number]),
                concept.idf,
                concept.weight,
                tuple(_places(concept, terms)),
            )
            for concept, row in zip(found.concepts, found.scores.by_concept, strict=True)
        ),
        tuple(found.gains.get(number, {}).items()),
    )


def _places(concept: Concept, texts: Sequence[tuple[str, list[str]]]) -> list[tuple[str, str, int]]:
    wanted = [*concept.terms, *(term for phrase, _ in concept.term_phrases for term in phrase)]
    return [
        (field, term, terms.count(term))
        for field, terms in texts
        for term in dict.fromkeys(wanted)
        if term in terms
    ]
