"""From a question to passages in order: reading, scoring, looking closely, deciding."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from index.analyze import Analyzer
from index.comparison import COVERED, both_sides, covered, of_each
from index.concepts import Concepts
from index.confidence import Features, confidence
from index.followup import FollowUps
from index.frame import Frames
from index.model import Reading, Repair
from index.numbers import Numbers
from index.ranking import Ranking
from index.repair import Repairer
from index.rerank import LOOKED_AT, Asked, Closer
from index.snippet import Sentences
from index.synonyms import EQUAL, bundled, compile_thesaurus
from index.tfidf import K1, top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corpus import Passage
    from index.concepts import Concept
    from index.frame import Frame
    from index.ranking import Scores

LONGEST_QUESTION: Final = 1000
"""Characters of a question that are read; the rest is cut off."""
KEPT: Final = 2000
"""Passages that are kept cut into sentences, about 20 MB."""
LEMMAS_UP_TO: Final = 5000
"""Passages up to which words are analysed by dictionary; beyond, stems find as well and are built faster."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\uffff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and why."""

    concepts: tuple[Concept, ...]
    frame: Frame
    scores: Scores
    order: tuple[int, ...]
    """Numbers of passages, best first, the best of every section before further ones."""
    final: dict[int, float]
    """Scores of the passages in `order`."""
    gains: dict[int, dict[str, float]]
    """What the passages that were looked at closely gained, by name."""
    features: Features | None
    confidence: float


class Search:
    """Everything that is built once to search passages."""

    def __init__(self, passages: Sequence[Passage], synonyms: Sequence[str]) -> None:
        """Index passages."""
        self.passages = passages
        self.analyzer = Analyzer(lemmas=len(passages) <= LEMMAS_UP_TO)
        self.thesaurus = compile_thesaurus([*bundled(), *synonyms], self.analyzer)
        self.ranking = Ranking(passages, self.analyzer)
        self._numbers = Numbers(self.analyzer)
        self.frames = Frames(self.analyzer, self._numbers)
        self.repairer = Repairer(self.analyzer, self.ranking.spellings, self.thesaurus.words)
        self._concepts = Concepts(
            self.analyzer, self.thesaurus, self.ranking, self.repairer.sounds, self._numbers
        )
        idf = self.ranking.words.idf
        self.closer = Closer(
            self.analyzer, {term: float(idf[i]) for term, i in self.ranking.vocabulary.items()}
        )
        sections: dict[str, int] = {}
        for number, passage in enumerate(passages):
            sections.setdefault(passage.section_id, number)
        self._openings = frozenset(sections.values())
        headed: dict[frozenset[str], list[int]] = {}
        for number, passage in enumerate(passages):
            same = headed.setdefault(frozenset(self.analyzer.terms(passage.breadcrumb[-1])), [])
            if len(same) < HEADED_ALIKE:
                same.append(number)
        headed.pop(frozenset(), None)
        self._by_heading = headed
        self._sentences: dict[int, Sentences] = {}
        self.followups = FollowUps(self.analyzer, self.frames, frozenset().union(*headed))

    def prepare(self) -> None:
        """Do now what else waits for the first question that needs it, about 0.3 ms a passage."""
        self.repairer.prepare()
        if len(self.passages) <= KEPT:
            for number, passage in enumerate(self.passages):
                self.sentences(number)
                self.closer.prepare(passage)

    def read(self, question: str, previous: str | None) -> Reading:
        """How a question is understood."""
        asked = clean(question)
        text, repairs = self.repairer.read(asked)
        told = text if _matters(repairs) else ""
        inherited: tuple[str, ...] = ()
        if previous:
            before, _ = self.repairer.read(clean(previous))
            followed = self.followups.complete(self.frames.core(text), self.frames.core(before))
            inherited = followed.inherited
            text = followed.text if inherited else text
            told = self.followups.told(followed) if inherited else told
        return Reading(asked, text, repairs, inherited, told)

    def find(self, reading: Reading, limit: int) -> Found | None:
        """The passages that answer a question as it is read; None where it names nothing."""
        found, frame = self.concepts(reading.read_as)
        if self._is_small_talk(found, frame):
            return None
        implied = self._concepts.of(frame.implied) if frame.implied else []
        self._concepts.let_stand_for([c for c in found if c.term in frame.implying], implied)
        looked_for = [*found, *(replace(each, weight=each.weight * IMPLIED) for each in implied)]
        scores = self.ranking.scores(looked_for)
        final = scores.total.copy()
        gains: dict[int, dict[str, float]] = {}
        asked = Asked(found, frame, implied)
        numbers = list(dict.fromkeys([*top(final, LOOKED_AT), *self._headed(found, frame)]))
        for number, share in zip(numbers, _coordination(numbers, looked_for, scores), strict=True):
            gains[number] = self.closer.gain(self.passages[number], asked, opens=number in self._openings)
            gains[number]["coordination"] = COORDINATION * share
            final[number] *= 1 + sum(gains[number].values())
        order = self._one_a_section(top(final, max(limit, LOOKED_AT)))
        if frame.compares:
            order = of_each(order, frame.searched, found, self._things(found), scores)
        if not order:
            return None
        if frame.joined:
            sides = [i for i, concept in enumerate(found) if concept.term in frame.joined]
            order = both_sides(order, self.ranking.section_of, sides, scores)
        mixed = not reading.question.isascii()
        features = self._features(order, found, frame, scores, gains, final, mixed=mixed)
        kept = order[:limit]
        return Found(
            tuple(looked_for),
            frame,
            scores,
            tuple(kept),
            {number: float(final[number]) for number in kept},
            gains,
            features,
            confidence(features),
        )

    def concepts(self, read_as: str) -> tuple[list[Concept], Frame]:
        """What a question asks about, and how."""
        frame = self.frames.read(read_as)
        found = self._concepts.of(frame.searched, frame.chatter, frame.story)
        for concept in found:
            if concept.term in frame.comparing:
                self._as_versus(concept)
                concept.weight *= COMPARING
            if concept.term in frame.implying:
                concept.weight *= IMPLYING
            elif concept.term in frame.genres:
                concept.weight *= GENRE
            if concept.term in frame.joined:
                concept.weight /= len(frame.joined)
        return found, frame

    def _as_versus(self, concept: Concept) -> None:
        """Lets a word that compares be found in a heading such as `A vs B`."""
        for term in VERSUS:
            index = self.ranking.vocabulary.get(term)
            if index is not None:
                concept.exact.setdefault(index, EQUAL)
                concept.terms.setdefault(term, EQUAL)

    def similar(self, first: str, second: str) -> float:
        """How much two questions share of what they ask for, 0 to 1, by rarity; synonyms count."""
        sides = [self.concepts(self.read(each, None).read_as) for each in (first, second)]
        asked = [[c for c in found if c.term not in frame.chatter] for found, frame in sides]
        if not all(asked):
            return float(clean(first).lower() == clean(second).lower())
        shares: list[float] = []
        for these, those in (asked, asked[::-1]):
            terms = {term for concept in those for term in (concept.term, *concept.terms)}
            worth = sum(c.weight * c.idf for c in these)
            common = sum(c.weight * c.idf for c in these if not terms.isdisjoint((c.term, *c.terms)))
            shares.append(common / worth if worth else 0.0)
        return min(1.0, math.sqrt(shares[0] * shares[1]))

    def sentences(self, number: int) -> Sentences:
        """A passage cut into sentences, kept for the passages that come up often."""
        found = self._sentences.get(number)
        if found is None:
            found = Sentences(self.analyzer, self.passages[number].text)
            if len(self._sentences) >= KEPT:
                self._sentences = {}
            self._sentences[number] = found
        return found

    def _headed(self, found: Sequence[Concept], frame: Frame) -> tuple[int, ...]:
        """Passages whose heading is what the question is about, word for word."""
        subject = frozenset(concept.term for concept in found if concept.term not in frame.chatter)
        return (*self._by_heading.get(subject, ()), *self._by_heading.get(subject - frame.attributes, ()))

    def _is_small_talk(self, found: Sequence[Concept], frame: Frame) -> bool:
        """Whether a question names nothing: only talk, or talk and how much of it (большое спасибо)."""
        subject = [concept.word.form for concept in found if concept.term not in frame.chatter]
        if not frame.chatter:
            return not subject
        return all(self.analyzer.part_of_speech(form) in _DEGREES for form in subject)

    def _things(self, found: Sequence[Concept]) -> list[int]:
        """Positions of the concepts that can name a compared thing."""
        sides = self.frames.sides([concept.word for concept in found])
        return [i for i, one in enumerate(found) if one.word not in sides and one.weight >= MIN_THING]

    def _unheard(self, subject: Sequence[Concept], *, mixed: bool) -> frozenset[str]:
        """Terms of the names among the words that the notes do not hold.

        Names are no everyday words: Latin in a question typed in Russian, or far from the dictionary. Only a
        few are looked for there: a question does not name more, and it takes some milliseconds each.
        """
        lacking = [concept for concept in subject if not concept.known]
        strange = [c for c in lacking if not self.analyzer.is_dictionary_word(c.word.form)]
        latin = [c for c in strange if c.word.form.isascii()]
        russian = [c for c in strange if not c.word.form.isascii()][:MOST_NAMES]
        far = [c for c in russian if not self.analyzer.nearly(c.word.form)]
        return frozenset(c.term for c in [*(latin if mixed else ()), *far])

    def weights(self, found: Sequence[Concept]) -> dict[str, float]:
        """Terms to look for in a passage, and how much each says."""
        weights: dict[str, float] = {}
        for concept in found:
            worth = concept.weight * concept.idf
            for term, share in (
                *concept.terms.items(),
                *((t, s) for p, s in concept.term_phrases for t in p),
            ):
                weights[term] = max(worth * share, weights.get(term, 0.0))
        return weights

    def _misses_number(self, subject: Sequence[Concept], found: Sequence[float]) -> bool:
        """Whether a passage speaks of a name, and not of the number that tells which one is meant."""
        at = {concept.word: place for place, concept in enumerate(subject)}
        named = self._numbers.named([concept.word for concept in subject])
        pairs = ((at[number], at[name]) for number, name in named if self._numbers.others(number))
        return any(found[number] < SAID <= found[name] for number, name in pairs)

    def _one_a_section(self, order: Sequence[int]) -> list[int]:
        seen: set[str] = set()
        first: list[int] = []
        rest: list[int] = []
        for number in order:
            section = self.passages[number].section_id
            (rest if section in seen else first).append(number)
            seen.add(section)
        return first + rest

    def _features(  # noqa: PLR0913, PLR0917 - each is one stage's result
        self,
        order: Sequence[int],
        found: Sequence[Concept],
        frame: Frame,
        scores: Scores,
        gains: dict[int, dict[str, float]],
        final: NDArray[np.float32],
        *,
        mixed: bool,
    ) -> Features:
        first = order[0]
        passage = self.passages[first]
        aside = frame.chatter | frame.comparing
        subject = [(i, concept) for i, concept in enumerate(found) if concept.term not in aside]
        subject = subject or list(enumerate(found))
        worths = [concept.weight * concept.idf for _, concept in subject]
        total = sum(worths) or 1.0
        gained = gains.get(first, {})
        worth = APPENDIX_WORTH if "appendix" in gained and "heading" not in gained else 1.0
        shown = order[:2] if frame.compares or frame.joined else order[:1]
        covers = [
            max(covered(concept, float(scores.by_concept[i][number])) for number in shown)
            for i, concept in subject
        ]
        if self._misses_number([concept for _, concept in subject], covers):
            worth *= UNNUMBERED
        covers = [worth * cover for cover in covers]
        naming = [self.analyzer.part_of_speech(concept.word.form) in _NAMING for _, concept in subject]
        named = sum(w for w, names in zip(worths, naming, strict=True) if names) or 1.0
        weight = sum(concept.weight for _, concept in subject) or 1.0
        others = [n for n in order if self.passages[n].section_id != passage.section_id]
        second = float(final[others[0]]) if others else 0.0
        unheard = self._unheard([c for _, c in subject if c.term not in frame.story], mixed=mixed)
        own = self.ranking.grams.own((concept.term, concept.weight) for _, concept in subject)
        return Features(
            coverage=sum(w * c for w, c in zip(worths, covers, strict=True)) / total,
            things=sum(w * c for w, c, names in zip(worths, covers, naming, strict=True) if names) / named,
            unknown=sum(c.weight for _, c in subject if not c.known and c.term not in unheard) / weight,
            words=worth * float(scores.words[first]) / (total * (K1 + 1)),
            characters=worth * float(scores.characters[first]) / own if own else 0.0,
            lead=worth * (1 - second / float(final[first])) if final[first] > 0 else 0.0,
            heading=worth * gained.get("heading", 0.0) / (2 if frame.defines else 1),
            together=gained.get("together", 0.0),
            names=max((c.weight for _, c in subject if c.term in unheard and not c.near), default=0.0)
            / max(c.weight for _, c in subject),
            length=math.log(1 + len(subject)) / 3,
            size=math.log10(len(self.passages)) / 5,
        )


COORDINATION: Final = 0.35
"""Gain of a passage that speaks of all words of the question, over one that repeats a few. Chosen among 0.2,
0.3, 0.35 and 0.4 on the shared course, where from 0.35 on one more question is answered within three; nothing
else moves by more than one or two questions."""
HEADED_ALIKE: Final = 8
"""Passages of one heading that are looked at closely because of it."""
COMPARING: Final = 0.7
"""What a word that only says that the question compares is worth beside one that names a thing."""
IMPLIED: Final = 0.25
"""What a side that a question does not name is worth where words count, beside its gain under a heading:
many passages speak of kinds of something else, and from 0.3 on these go first; at 0.15 a turn without words
of its own (зачем X) leads to the section on X as a whole."""
IMPLYING: Final = 0.5
"""What a word of a turn of phrase is worth beside the thing that it asks about (из чего состоит X)."""
GENRE: Final = 0.5
"""What a word such as закон is worth beside the name that tells which one."""
UNNUMBERED: Final = 0.4
"""What is left of the evidence for a passage that speaks of another one of a name's number, or of none."""
SAID: Final = 0.4
"""How far a number or a name is covered at least by a passage that says it; one written alike covers less."""
VERSUS: Final = ("versus", "прот")
"""Terms of the words that compare in a heading."""
APPENDIX_WORTH: Final = 0.2
"""What it is worth, as an answer, that a list of literature holds a word."""
MOST_NAMES: Final = 3
"""Names that a question is expected to have."""
MIN_THING: Final = 0.6
"""Weight of a word from which it can name a compared thing."""


_NAMING: Final = ("NOUN", "")
"""Parts of speech that name things: nouns, and words that are not Russian."""
_DEGREES: Final = ("ADJF", "ADJS", "ADVB", "COMP", "PRED", "INTJ")
"""Parts of speech that name nothing by themselves."""


def clean(question: str) -> str:
    """A question cut to the limit, in one line, without characters that are not for reading."""
    return " ".join(_CONTROL.sub(" ", question[:LONGEST_QUESTION]).split())


def _coordination(numbers: Sequence[int], found: Sequence[Concept], scores: Scores) -> list[float]:
    """How much of a question each of some passages speaks of, 0 to 1."""
    worths = np.asarray([concept.weight * concept.idf for concept in found], dtype=np.float32)
    enough = np.asarray([concept.weight * concept.idf * COVERED or math.inf for concept in found])
    rows = scores.by_concept[:, numbers].astype(np.float64)
    got = np.minimum(1.0, np.ascontiguousarray(rows.T) / enough)
    return [float(share) for share in (got * worths).sum(axis=1) / worths.sum()]


def _matters(repairs: Sequence[Repair]) -> bool:
    return any(repair.kind != "form" and repair.typed.lower() != repair.meant.lower() for repair in repairs)
