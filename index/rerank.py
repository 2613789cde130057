"""The best passages looked at closely: headings, labels, definitions, words that stand together."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.asides import ITEM, is_appendix, is_aside
from index.concepts import content_words
from index.definitions import SENTENCE_END, defined
from index.demands import DATE
from index.ranking import searched_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from corpus import Passage
    from index.analyze import Analyzer
    from index.concepts import Concept
    from index.demands import Demand
    from index.frame import Frame

LOOKED_AT: Final = 16
"""Passages that are looked at closely."""
KEPT: Final = 3000
"""Passages whose terms are kept, about 30 MB."""
HEADING: Final = 0.35
"""Gain of a passage whose heading says what the question says and no more. That it says nothing else matters
more than that it says all (precision squared, the root of recall): a question has many words besides the name
of its subject. Beside their plain product, two more open questions on the shared course are answered; where
nothing was chosen, one more on TyDi QA, on English notes and among later questions on the course."""
NAMED: Final = 0.25
"""Gain of a passage whose heading, or the term it defines, is the thing alone: its own section, not one of
the many that speak of it. Chosen on the shared course's odd questions."""
SIDE: Final = 0.5
"""Gain where the heading names the thing and the label (or heading) the side of it that is asked for."""
EXACT: Final = 0.95
"""Precision times recall from which a heading says just what the question says."""
DEFINES: Final = 0.65
"""Gain of a passage that defines the thing, where a definition is asked for: more than what a passage can
gain by its length alone. From 0.4 to 0.7 all open questions do equally well."""
OPENS: Final = 0.05
"""Gain of the first passage under a heading that names the thing, where a definition is asked for."""
OF_ANYTHING: Final = 0.05
"""Share of the things that a passage is taken to tell of where it tells of anything what is demanded."""
PICTURE: Final = 0.2
"""Gain of a passage with a picture where one is asked for."""
BARE: Final = 0.35
"""Loss of a passage that has no words but its heading's."""
NUMBER: Final = 0.3
"""Gain where a number stands before what is counted."""
NUMBER_WITHIN: Final = 3
"""Words between a number and what it counts."""
NUMERALS: Final = (
    "один одна два две три четыре пять шесть семь восемь девять десять двух трех четырех пяти сотни тысячи "
    "несколько миллион миллиона миллионов тысяч one two three four five six seven eight nine ten"
)
LIST_ITEMS: Final = 3
"""Items from which a list is one."""
LIST: Final = 0.06
"""Gain of a list where several things are asked for."""
TOGETHER: Final = 0.04
"""Gain where neighbouring words of the question are neighbours in the passage."""
BOTH: Final = 0.25
"""Gain of a passage that speaks of all compared things."""
APPENDIX: Final = 0.5
"""Loss of a list of literature, a table of contents and their like."""
ASIDE: Final = 0.25
"""Loss of exercises and chronologies; nothing else moves from 0.15 to 0.4."""


class Asked:
    """What a question asks for, made ready to be compared with many passages."""

    def __init__(self, found: Sequence[Concept], frame: Frame, implied: Sequence[Concept] = ()) -> None:
        """Sort the concepts of a question by what they do in it; `implied` are sides it does not name."""
        aside = frame.chatter | frame.story
        subject = [concept for concept in found if concept.term not in aside]
        self.frame = frame
        self.subject = _Group([*subject, *implied])
        self.things = _Group([concept for concept in subject if concept.term not in frame.attributes])
        demanding = {term for each in frame.demands for term in each.terms}
        self.of = _Group([concept for concept in self.things.found if concept.term not in demanding])
        self.sides = _Group([*(concept for concept in subject if concept.term in frame.attributes), *implied])


class _Group:
    """Concepts, and the terms that may stand for them."""

    def __init__(self, found: Sequence[Concept]) -> None:
        self.found = found
        self.worths = [concept.weight * concept.idf for concept in found]
        self.asked = sum(self.worths)
        self.terms = [(*concept.near.items(), *concept.terms.items()) for concept in found]
        self.any = {term for terms in self.terms for term, _ in terms}
        self.any.update(term for concept in found for phrase, _ in concept.term_phrases for term in phrase)

    def __bool__(self) -> bool:
        return bool(self.found)


@dataclass(slots=True)
class _Page:
    """A passage by its terms: plain values, which the garbage collector need not go through again."""

    text: tuple[str, ...]
    heading: tuple[str, ...]
    above: tuple[str, ...]
    parent: tuple[str, ...]
    label: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    """Where each term of the heading and the text stands."""
    bare: bool
    """Whether the text says nothing beyond its heading."""
    appendix: bool
    aside: bool
    names: tuple[tuple[str, ...], ...] | None = None
    """Terms of what it defines, once somebody asked for a definition."""
    telling: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Terms of its sentences that tell a date (a price, a name), once somebody asked for one."""


class Closer:
    """Looks closely at the best passages of a question."""

    def __init__(self, analyzer: Analyzer, idf: dict[str, float]) -> None:
        """Keep what is needed to compare terms."""
        self._analyzer = analyzer
        self._idf = idf
        self._numerals = frozenset(analyzer.term(word) for word in NUMERALS.split())
        self._pages: dict[str, _Page] = {}

    def prepare(self, passage: Passage) -> None:
        """Take a passage apart before it is first looked at."""
        self._page(passage)

    def gain(
        self, passage: Passage, asked: Asked, *, opens: bool, chapters: Sequence[Collection[str]]
    ) -> dict[str, float]:
        """What a passage gains, by name; its score is multiplied by one plus the sum.

        `opens` tells the first passage of a section, `chapters` are the terms of the headings above, without
        a text of their own, that it is the first under.
        """
        gains: dict[str, float] = {}
        frame, subject, things, sides = asked.frame, asked.subject, asked.things, asked.sides
        page = self._page(passage)
        precision, recall = self._headed(page, asked)
        gains["heading"] = HEADING * precision**2 * math.sqrt(recall) * (2 if frame.defines else 1)
        names = (page.label, *chapters)
        if precision * recall > EXACT or any(math.prod(self._overlap(n, subject)) > EXACT for n in names):
            gains["named"] = NAMED
        if sides and things:
            here, over = self._overlap(page.heading, things), self._overlap(page.above, things)
            thing = max(here[1] * (0.6 + 0.4 * here[0]), 0.8 * over[1] * (0.6 + 0.4 * over[0]))
            side = max(self._overlap([*page.label, *page.heading], sides)[1], 0.0)
            gains["side"] = SIDE * side * thing
        if frame.defines and things:
            gains["definition"] = DEFINES * self._defines(passage, page, things)
            gains["opening"] = OPENS * recall if opens else 0.0
        if frame.counts:
            gains["number"] = NUMBER * self._numbered(page.text, subject)
        gains.update(self._telling(passage, page, asked))
        if frame.pictures and passage.pictures:
            gains["picture"] = PICTURE
        elif page.bare:
            gains["bare"] = -BARE
        if frame.lists and len(ITEM.findall(passage.markdown)) >= LIST_ITEMS:
            gains["list"] = LIST
        gains["together"] = TOGETHER * self._together(page.places, subject)
        if page.appendix:
            gains["appendix"] = -APPENDIX
        if page.aside and not (precision or any(each.demand is DATE for each in frame.demands)):
            gains["aside"] = -ASIDE
        return {name: gain for name, gain in gains.items() if gain}

    def _headed(self, page: _Page, asked: Asked) -> tuple[float, float]:
        """The heading against the question; one over nothing defines nothing.

        One that names a side only (Причины) is one of what stands above it.
        """
        if asked.frame.defines and page.bare:
            return 0.0, 0.0
        of_a_side = asked.sides.any.issuperset(page.heading)
        return self._overlap((*page.parent, *page.heading) if of_a_side else page.heading, asked.subject)

    def _overlap(self, terms: Collection[str], group: _Group) -> tuple[float, float]:
        """Share of the terms that the concepts cover, and share of the concepts that the terms cover."""
        if group.any.isdisjoint(terms):
            return 0.0, 0.0
        total = sum(self._weight(term) for term in terms)
        if not total or not group.asked:
            return 0.0, 0.0
        present = set(terms)
        covered = 0.0
        matched: dict[str, float] = {}
        for concept, worth, pairs in zip(group.found, group.worths, group.terms, strict=True):
            best = 0.0
            for term, weight in pairs:
                if term in present:
                    best = max(best, weight)
                    matched[term] = max(weight, matched.get(term, 0.0))
            for phrase, weight in concept.term_phrases:
                if present.issuperset(phrase):
                    best = max(best, weight)
                    matched.update(dict.fromkeys(phrase, weight))
            covered += best * worth
        precision = sum(self._weight(term) * matched.get(term, 0.0) for term in terms) / total
        return precision, covered / group.asked

    def _defines(self, passage: Passage, page: _Page, things: _Group) -> float:
        """How far a passage defines the things, 0 to 1."""
        if page.names is None:
            page.names = tuple(tuple(self._analyzer.terms(name)) for name in defined(passage.text))
        return max((math.prod(self._overlap(name, things)) for name in page.names), default=0.0)

    def _numbered(self, terms: Sequence[str], subject: _Group) -> float:
        """Whether a number stands before what is counted: the first of the question's words, be it a side."""
        wanted = subject.found[0].terms if subject else {}
        for place, term in enumerate(terms):
            if term in wanted:
                before = terms[max(0, place - NUMBER_WITHIN) : place]
                if any(each[0].isdigit() or each in self._numerals for each in before):
                    return 1.0
        return 0.0

    def _telling(self, passage: Passage, page: _Page, asked: Asked) -> Iterator[tuple[str, float]]:
        """What a passage gains by telling what is demanded."""
        for demand in (each.demand for each in asked.frame.demands):
            yield demand.name, demand.gain * self._told(demand, passage, page, asked.of)

    def _told(self, demand: Demand, passage: Passage, page: _Page, things: _Group) -> float:
        """Best share of the things that a sentence which tells it speaks of."""
        if demand.name not in page.telling:
            told = (each for each in SENTENCE_END.split(passage.text) if demand.tells.search(each))
            heading = () if demand.beside else page.heading
            page.telling[demand.name] = tuple(
                (*self._analyzer.terms(sentence), *heading) for sentence in told
            )
        share = max((self._overlap(terms, things)[1] for terms in page.telling[demand.name]), default=0.0)
        if not share and demand.anywhere and demand.tells.search(passage.text):
            return OF_ANYTHING
        return share

    @staticmethod
    def _together(places: dict[str, tuple[int, ...]], subject: _Group) -> float:
        """Share of the question's neighbouring words that are neighbours in the passage."""
        if len(subject.found) == 1:
            return 0.0
        present = {term for concept in subject.found for term in concept.terms if term in places}
        if len(present) <= 1:
            return 0.0
        at = [
            {place for term in concept.terms if term in present for place in places[term]}
            for concept in subject.found
        ]
        found = total = 0.0
        for number in range(len(at) - 1):
            weight = subject.worths[number] + subject.worths[number + 1]
            total += weight
            rights = at[number + 1]
            if rights and any(place + step in rights for place in at[number] for step in (1, 2, -1)):
                found += weight
        return found / total if total else 0.0

    def _page(self, passage: Passage) -> _Page:
        """The terms of a passage, kept for the passages that come up often."""
        page = self._pages.get(passage.id)
        if page is None:
            above = "\n".join(passage.breadcrumb[:-1])
            parent = "".join(passage.breadcrumb[-2:-1])
            text, above_terms, label = (
                tuple(self._analyzer.terms(each)) for each in (searched_text(passage), above, passage.label)
            )
            heading, parent_terms = (self._said(each) for each in (passage.breadcrumb[-1], parent))
            places: dict[str, list[int]] = {}
            for place, term in enumerate([*heading, *text]):
                places.setdefault(term, []).append(place)
            bare = not set(text).difference(heading)
            kept = {term: tuple(found) for term, found in places.items()}
            asides = is_appendix(passage), is_aside(passage)
            page = _Page(text, heading, above_terms, parent_terms, label, kept, bare, *asides)
            if len(self._pages) >= KEPT:
                self._pages = {}
            self._pages[passage.id] = page
        return page

    def _said(self, heading: str) -> tuple[str, ...]:
        """Terms of a heading as of a question: English little words say nothing (What is a shell?)."""
        return tuple(term for word in content_words(self._analyzer, heading) for term in word.terms)

    def _weight(self, term: str) -> float:
        return self._idf.get(term, 1.0)
