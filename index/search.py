"""From a question to passages in order: reading, scoring, looking closely, deciding."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from index.analyze import Analyzer
from index.comparison import COVERED, both_sides, of_each
from index.concepts import CHATTER, Concepts
from index.confidence import confidence
from index.evidence import Evidence
from index.followup import FollowUps
from index.formulas import with_formulas_read
from index.frame import Frames
from index.initials import initials
from index.model import Reading, Repair
from index.numbers import Numbers
from index.ranking import Ranking
from index.repair import Repairer
from index.rerank import LOOKED_AT, Asked, Closer
from index.sides import shared_sides
from index.snippet import Sentences
from index.synonyms import EQUAL, bundled
from index.tfidf import top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Passage
    from index.concepts import Concept
    from index.confidence import Features
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
        own = [initials(passages, self.analyzer)] if self.analyzer.lemmas else []
        self.thesaurus = bundled(self.analyzer, [*synonyms, *own])
        self.ranking = Ranking(passages, self.analyzer)
        self._numbers = Numbers(self.analyzer)
        self.frames = Frames(self.analyzer, self._numbers, shared_sides(passages, self.analyzer))
        self.repairer = Repairer(self.analyzer, self.ranking.spellings, self.thesaurus)
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
        headings = {heading for passage in passages for heading in passage.breadcrumb}
        self._evidence = Evidence(self.analyzer, self.ranking, self._numbers, headings)
        self._openings = frozenset(sections.values())
        self._chapters = _chapters(passages, self.analyzer)
        headed: dict[frozenset[str], list[int]] = {}
        for number, passage in enumerate(passages):
            for terms in (self.analyzer.terms(passage.breadcrumb[-1]), *self._chapters.get(number, ())):
                same = headed.setdefault(frozenset(terms), [])
                if len(same) < HEADED_ALIKE:
                    same.append(number)
        headed.pop(frozenset(), None)
        self._by_heading = headed
        self._heading_terms = frozenset[str]().union(*headed)
        self._sentences: dict[int, Sentences] = {}
        self.followups = FollowUps(self.analyzer, self.frames, headed)

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
        text, repairs = self.repairer.read(with_formulas_read(asked, self.ranking.vocabulary))
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
            gains[number] = self.closer.gain(
                self.passages[number],
                asked,
                opens=number in self._openings,
                chapters=self._chapters.get(number, ()),
            )
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
        features = self._evidence.features(order, reading, found, frame, scores, gains, final)
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
        found = self._concepts.of(frame.searched, frame.chatter, frame.story, lists=frame.lists)
        for concept in found:
            if concept.term in frame.comparing:
                self._as_versus(concept)
                concept.weight *= COMPARING
            if concept.term in frame.implying:
                concept.weight *= IMPLYING
            elif concept.term in frame.genres:
                concept.weight *= GENRE
            if concept.term in frame.quoted:
                concept.weight *= QUOTED
            if concept.term in frame.forms and not concept.known:
                concept.weight *= CHATTER
            if concept.term in frame.demanding:
                concept.weight *= DEMANDING
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
        subject = [concept for concept in found if concept.term not in frame.chatter]
        if any(self.analyzer.part_of_speech(concept.word.form) not in _DEGREES for concept in subject):
            return False
        if not frame.chatter:
            return not any(concept.known for concept in subject)
        thanks = any(concept.word.form in THANKS for concept in found)
        return thanks or all(self._heading_terms.isdisjoint(concept.word.terms) for concept in subject)

    def _things(self, found: Sequence[Concept]) -> list[int]:
        """Positions of the concepts that can name a compared thing."""
        sides = self.frames.sides([concept.word for concept in found])
        return [i for i, one in enumerate(found) if one.word not in sides and one.weight >= MIN_THING]

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

    def _one_a_section(self, order: Sequence[int]) -> list[int]:
        seen: set[str] = set()
        first: list[int] = []
        rest: list[int] = []
        for number in order:
            section = self.passages[number].section_id
            (rest if section in seen else first).append(number)
            seen.add(section)
        return first + rest


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
DEMANDING: Final = 0.5
"""What a word that only says what a question demands (в каком году) is worth beside the thing. From 0.2 to 1
one question of the courses moves."""
QUOTED: Final = 1.4
"""What a word in quotation marks is worth beside others: it is a name, or to be found as it stands. From 1.2
to 1.7 one or two of the open questions move."""
VERSUS: Final = ("versus", "прот")
"""Terms of the words that compare in a heading."""
MIN_THING: Final = 0.6
"""Weight of a word from which it can name a compared thing."""


THANKS: Final = ("спасибо", "благодарю", "привет", "приветствую", "thanks", "thank", "hello", "hi", "hey")
"""Talk that a word may only strengthen, even one that names something in a heading (большое спасибо)."""
_DEGREES: Final = ("ADJF", "ADJS", "ADVB", "COMP", "PRED", "INTJ")
"""Parts of speech that name nothing by themselves."""


def clean(question: str) -> str:
    """A question cut to the limit, in one line, without characters that are not for reading."""
    return " ".join(_CONTROL.sub(" ", question[:LONGEST_QUESTION]).split())


def _chapters(passages: Sequence[Passage], analyzer: Analyzer) -> dict[int, list[list[str]]]:
    """Terms of the headings without a text of their own that passages are the first under, by number."""
    first: dict[tuple[str, ...], int] = {}
    for number, passage in enumerate(passages):
        for depth in range(1, len(passage.breadcrumb) + 1):
            first.setdefault((passage.lecture_id, *passage.breadcrumb[:depth]), number)
    found: dict[int, list[list[str]]] = {}
    for (_, *above), number in first.items():
        if len(above) < len(passages[number].breadcrumb):
            found.setdefault(number, []).append(analyzer.terms(above[-1]))
    return found


def _coordination(numbers: Sequence[int], found: Sequence[Concept], scores: Scores) -> list[float]:
    """How much of a question each of some passages speaks of, 0 to 1."""
    worths = np.asarray([concept.weight * concept.idf for concept in found], dtype=np.float32)
    enough = np.asarray([concept.weight * concept.idf * COVERED or math.inf for concept in found])
    rows = scores.by_concept[:, numbers].astype(np.float64)
    got = np.minimum(1.0, np.ascontiguousarray(rows.T) / enough)
    return [float(share) for share in (got * worths).sum(axis=1) / worths.sum()]


def _matters(repairs: Sequence[Repair]) -> bool:
    return any(repair.kind != "form" and repair.typed.lower() != repair.meant.lower() for repair in repairs)
