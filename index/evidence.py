"""What speaks for the first passage being an answer, and what against it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from index.analyze import NAMING
from index.comparison import covered
from index.concepts import is_english_question
from index.confidence import Features
from index.demands import DATE
from index.english import nearly_english
from index.tfidf import K1

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.analyze import Analyzer, Word
    from index.concepts import Concept
    from index.demands import Demand
    from index.frame import Frame
    from index.model import Reading
    from index.numbers import Numbers
    from index.ranking import Ranking, Scores

APPENDIX_WORTH: Final = 0.2
"""What it is worth, as an answer, that a list of literature holds a word."""
MOST_NAMES: Final = 3
"""Names that a question is expected to have."""
LEAD: Final = 0.5
"""The most that a lead counts for: in a small collection nothing else may hold any word of the question."""
LACKING: Final = 0.2
"""What is left of the evidence for a passage that speaks of another one of a name's number, or of none, for
one without what the question demands, and for one on a side of something else. At 0.3, eight of 323 questions
without an answer are answered more."""
SAID: Final = 0.4
"""How far a number or a name is covered at least by a passage that says it; one written alike covers less."""


_YEAR: Final = re.compile(r"1\d{3}|20\d\d")


class Evidence:
    """Weighs what a search found."""

    def __init__(
        self, analyzer: Analyzer, ranking: Ranking, numbers: Numbers, headings: Iterable[str]
    ) -> None:
        """Keep what tells words, passages and numbers; `headings` tell which names are numbered."""
        self._analyzer = analyzer
        self._ranking = ranking
        self._numbers = numbers
        words = ([word for word in analyzer.words(heading) if word.terms] for heading in headings)
        named = (name for heading in words for _, name in numbers.named(heading))
        self._numbered = frozenset(term for name in named for term in name.terms)

    def features(  # noqa: PLR0913, PLR0917 - each is one stage's result
        self,
        order: Sequence[int],
        reading: Reading,
        found: Sequence[Concept],
        frame: Frame,
        scores: Scores,
        gains: dict[int, dict[str, float]],
        final: NDArray[np.float32],
    ) -> Features:
        """What the decision to answer with the first passage in `order` rests on.

        `found` are the concepts of the question as it is read, with their `frame`, `gains` and `final` what
        passages gained and scored in the end.
        """
        first = order[0]
        section_of = self._ranking.section_of
        aside = frame.chatter | frame.comparing
        subject = [(i, concept) for i, concept in enumerate(found) if concept.term not in aside]
        subject = subject or list(enumerate(found))
        worths = [concept.weight * concept.idf for _, concept in subject]
        total = sum(worths) or 1.0
        gained = gains.get(first, {})
        worth = APPENDIX_WORTH if "appendix" in gained and "heading" not in gained else 1.0
        shown = order[:2] if frame.compares or frame.joined else order[:1]
        told, untold = _told(frame, [gains.get(number, {}) for number in shown])
        covers = [
            float(concept.term in told)
            or max(covered(concept, float(scores.by_concept[i][number])) for number in shown)
            for i, concept in subject
        ]
        unknown = [c for _, c in subject if not c.known and c.term not in told]
        unheard = self._unheard([c for c in unknown if c.term not in frame.story], reading)
        near = worth * sum(w * c for w, c in zip(worths, covers, strict=True)) / total
        asked = [concept for _, concept in subject]
        lacking = (
            any(demand.needed for demand in untold)
            or self._misses_number(asked, covers)
            or _misses_name(asked, frame, unheard)
        )
        left = LACKING if lacking else 1.0
        worth *= left
        covers = [worth * cover for cover in covers]
        naming = [self._analyzer.part_of_speech(concept.word.form) in NAMING for _, concept in subject]
        named = sum(w for w, names in zip(worths, naming, strict=True) if names) or 1.0
        weight = sum(concept.weight for _, concept in subject) or 1.0
        others = [n for n in order if section_of[n] != section_of[first]]
        second = float(final[others[0]]) if others else 0.0
        own = self._ranking.grams.own((concept.term, concept.weight) for _, concept in subject)
        return Features(
            coverage=left * near,
            things=sum(w * c for w, c, names in zip(worths, covers, naming, strict=True) if names) / named,
            unknown=sum(c.weight for c in unknown if c.term not in unheard) / weight,
            words=worth * float(scores.words[first]) / (total * (K1 + 1)),
            characters=worth * float(scores.characters[first]) / own if own else 0.0,
            lead=worth * min(LEAD, 1 - second / float(final[first])) if final[first] > 0 else 0.0,
            heading=worth * gained.get("heading", 0.0) / (2 if frame.defines else 1),
            together=gained.get("together", 0.0),
            names=max((c.weight for _, c in subject if c.term in unheard and not c.near), default=0.0)
            / max(c.weight for _, c in subject),
            length=math.log(1 + len(subject)) / 3,
            lacking=lacking,
            undated=_misses_year(asked, covers) or (frame.dated and DATE in untold),
            near=near,
        )

    def _misses_number(self, subject: Sequence[Concept], found: Sequence[float]) -> bool:
        """Whether a passage speaks of a name, and not of the number that tells which one is meant."""
        at = {concept.word: place for place, concept in enumerate(subject)}
        named = self._numbers.named([concept.word for concept in subject])
        pairs = ((at[number], at[name]) for number, name in named if self._tells_apart(number, name))
        return any(found[number] < SAID <= found[name] for number, name in pairs)

    def _tells_apart(self, number: Word, name: Word) -> bool:
        """Whether a number beside a name says which one is meant; кто первым открыл says when."""
        if self._numbers.is_first(number) and self._numbered.isdisjoint(name.terms):
            return False
        return bool(self._numbers.others(number))

    def _unheard(self, unknown: Sequence[Concept], reading: Reading) -> frozenset[str]:
        """Terms of the names among words that the notes do not hold.

        Names are no everyday words: Latin in a question typed in Russian, Latin and not English in an English
        one, or far from the dictionary; Russian typed in Latin letters is neither. Only a few are looked for
        there: a question names no more, and each takes some milliseconds.
        """
        strange = [c for c in unknown if self._analyzer.part_of_speech(c.word.form) in NAMING]
        latin = [c for c in strange if c.word.form.isascii()]
        if reading.question.isascii():
            english = is_english_question(self._analyzer.words(reading.read_as))
            latin = [c for c in latin if english and not nearly_english(c.word.form)]
        russian = [c for c in strange if not c.word.form.isascii()]
        russian = [c for c in russian if not self._analyzer.is_dictionary_word(c.word.form)][:MOST_NAMES]
        far = [c for c in russian if not self._analyzer.nearly(c.word.form)]
        return frozenset(c.term for c in [*latin, *far])


def _told(frame: Frame, gained: Sequence[Collection[str]]) -> tuple[frozenset[str], list[Demand]]:
    """Terms of the demands that what is shown meets, by the names of its gains, and those it does not."""
    met = [any(each.demand.name in names for names in gained) for each in frame.demands]
    pairs = list(zip(frame.demands, met, strict=True))
    terms = frozenset(term for each, told in pairs if told for term in each.terms)
    return terms, [each.demand for each, told in pairs if not told]


def _misses_year(subject: Sequence[Concept], found: Sequence[float]) -> bool:
    """Whether a question names a year that a passage does not speak of."""
    years = (share for c, share in zip(subject, found, strict=True) if _YEAR.fullmatch(c.word.form))
    return any(share < SAID for share in years)


def _misses_name(subject: Sequence[Concept], frame: Frame, unheard: Collection[str]) -> bool:
    """Whether the notes hold only what is said of many things: закон, no Архимед, минусы, no VirtualBox."""
    names = [concept for concept in subject if concept.term not in frame.attributes | frame.genres]
    if not names or len(names) == len(subject):
        return False
    return all(not c.known and (bool(frame.genres) or c.term in unheard) for c in names)
