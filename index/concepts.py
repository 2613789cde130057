"""What a question asks about: its words, and for each the terms of the notes that speak of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.analyze import MAX_WORD, is_operator
from index.clipped import clipped, in_full
from index.family import Families
from index.function_words import ENGLISH_FUNCTION_WORDS, ENGLISH_LIGHT_WORDS
from index.readings import Readings
from index.synonyms import EQUAL, KIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.analyze import Analyzer, Word
    from index.numbers import Numbers
    from index.ranking import Ranking
    from index.sounds import Sounds
    from index.synonyms import Phrase, Thesaurus

WEIGHTS: Final = {
    "NOUN": 1.0,
    "ADJF": 0.9,
    "ADJS": 0.8,
    "VERB": 0.8,
    "INFN": 0.9,
    "PRTF": 0.6,
    "PRTS": 0.6,
    "GRND": 0.6,
    "ADVB": 0.5,
    "COMP": 0.5,
    "PRED": 0.5,
    "NUMR": 0.9,
    "PREP": 0.2,
    "CONJ": 0.2,
    "PRCL": 0.2,
    "INTJ": 0.2,
    "NPRO": 0.2,
}
"""How much a question's word counts, by its part of speech."""
LIGHT: Final = 0.5
"""The same for an everyday word of an English question, unless the notes are about it."""
SUBJECT: Final = 3
"""Headings with such a word from which they are (insertion sort, merge sort)."""
UNKNOWN_NOUN: Final = 1.15
"""A Russian word the dictionary does not hold: most often the name of the thing asked about."""
DIGITS: Final = 0.9
NUMBERED: Final = 1.15
"""A name with a digit in it (IPv4, F1)."""
SIGN: Final = 1.3
"""A sign of a programming language: nobody types one but to ask about it."""
ALIKE_LEAST: Final = 0.3
ALIKE_MOST: Final = 30
MOST_WORDS: Final = 40
"""Searched words of a question that are scored, the first ones that ask."""
NEAR: Final = 0.55
"""Cosine from which a word in a heading counts as the same root (контейнер, контейнеризация)."""
NEAR_WORTH: Final = 0.5
BESIDE: Final = 0.5
"""What the same name in the other script, or a word of the same family, is worth where the notes hold the
word itself or a synonym."""
_NAMES: Final = frozenset(("NOUN", "ADVB", ""))
"""Parts of speech of words that have a twin in the other script (хост, онлайн); none is a name."""
CHATTER: Final = 0.1
"""What a word around the question is worth beside one of its subject."""
STORY: Final = 0.3
"""What a word is worth that only tells how somebody came to ask. Between 0.15 and 0.5 it hardly matters which
section is found; the more it counts, the surer a question on something else is refused."""


@dataclass(slots=True)
class Concept:
    """A word of the question, with everything in the notes that may stand for it."""

    word: Word
    term: str
    weight: float
    exact: dict[int, float] = field(default_factory=dict)
    """Index terms that mean the word: itself at 1, synonyms below."""
    phrases: list[tuple[tuple[int, ...], float]] = field(default_factory=list)
    """Synonyms of several words."""
    alike: dict[int, float] = field(default_factory=dict)
    """Index terms that are written alike."""

    terms: dict[str, float] = field(default_factory=dict)
    """Terms that mean the word, as strings, with their weights."""
    term_phrases: list[tuple[tuple[str, ...], float]] = field(default_factory=list)
    """The same for synonyms of several words."""
    near: dict[str, float] = field(default_factory=dict)
    """Terms that are written much alike."""
    idf: float = 1.0
    """How rare the word is in the notes."""

    @property
    def known(self) -> bool:
        """Whether the notes hold the word itself or a synonym."""
        return bool(self.exact or self.phrases)


_CYRILLIC: Final = re.compile(r"[а-яё]", re.IGNORECASE)
_ASKING_WORDS: Final = """
what how why when where which who is are was do does did can could should define explain describe
"""
_ENGLISH_ASKS: Final = frozenset(_ASKING_WORDS.split())
"""What an English question begins with; if and for are as often keywords in a Russian one."""
_PLURAL: Final = re.compile(r"^[a-z]{4,}(?<!s)s$")


def content_words(analyzer: Analyzer, question: str) -> list[Word]:
    """The words of a question that it is searched by."""
    words = analyzer.words(question)
    said = [word for word in words if word.terms]
    if not is_english_question(words):
        return said
    return [word for word in said if word.form not in ENGLISH_FUNCTION_WORDS] or said


def is_english_question(words: Sequence[Word]) -> bool:
    """Whether all words of a question are Latin, or most and the first, which asks (what is гипервизор)."""
    latin = sum(word.form.isascii() for word in words)
    asks = bool(words) and words[0].form in _ENGLISH_ASKS
    return latin == len(words) or (asks and 2 * latin > len(words))


def weight_of(analyzer: Analyzer, word: Word) -> float:
    """How much a question's word counts."""
    if is_operator(word.form):
        return SIGN
    if any(char.isdigit() for char in word.form):
        return NUMBERED if any(char.isalpha() for char in word.form) else DIGITS
    if not _CYRILLIC.search(word.form):
        return 1.0
    pos = analyzer.part_of_speech(word.form)
    if pos == "NOUN" and not analyzer.is_dictionary_word(word.form):
        return UNKNOWN_NOUN
    return WEIGHTS.get(pos, 1.0)


class Concepts:
    """Finds the concepts of questions."""

    def __init__(
        self, analyzer: Analyzer, thesaurus: Thesaurus, ranking: Ranking, sounds: Sounds, numbers: Numbers
    ) -> None:
        """Keep what tells which terms of the notes speak of a word; `sounds` knows the words of the notes."""
        self._numbers = numbers
        self._analyzer = analyzer
        self._thesaurus = thesaurus
        self._ranking = ranking
        self._sounds = sounds
        self._forms = frozenset(ranking.forms)
        self._families = Families(analyzer, ranking.forms)
        self._readings = Readings(analyzer, ranking.forms)
        light = frozenset(map(analyzer.term, ENGLISH_LIGHT_WORDS))
        self._light = frozenset(term for term in light if ranking.headed[term] < SUBJECT)

    def of(
        self,
        question: str,
        chatter: frozenset[str] = frozenset(),
        story: frozenset[str] = frozenset(),
        *,
        lists: bool = False,
    ) -> list[Concept]:
        """The concepts of a question, in order; a word that is repeated counts once.

        Where it asks for a list, kinds of a thing are what is asked for.
        """
        found: dict[str, Concept] = {}
        words = [w for w in content_words(self._analyzer, question) if self._may_be_meant(w)]
        if len(words) > MOST_WORDS:
            words = [word for word in words if story.isdisjoint(word.terms)][:MOST_WORDS]
        english = is_english_question(self._analyzer.words(question))
        light = self._light if english else frozenset[str]()
        for word in words:
            weight = LIGHT if light.intersection(word.terms) else weight_of(self._analyzer, word)
            weight /= len(word.terms) ** 0.5
            for term in word.terms:
                if term not in found:
                    found[term] = self._concept(word, term, weight)
        self._add_synonyms(list(found.values()), EQUAL if lists else KIND)
        self._add_joined(list(found.values()))
        named = ((number, self._numbers.others(number)) for number, _ in self._numbers.named(words))
        for number, others in (*named, *self._numbers.counting(words)):
            for other in others:
                self._add_other(found[number.terms[0]], (other,), EQUAL)
        for concept in found.values():
            self._add_relatives(concept)
            concept.idf = self._ranking.idf(self._ranking.words, concept)
            if concept.term in chatter:
                concept.weight *= CHATTER
            if concept.term in story:
                concept.weight *= STORY
        return list(found.values())

    @staticmethod
    def let_stand_for(found: Sequence[Concept], implied: Sequence[Concept]) -> None:
        """Let words of a turn of phrase be found where what they imply is (чем плох: недостатки)."""
        for concept in found:
            for other in implied:
                for index, worth in other.exact.items():
                    concept.exact.setdefault(index, worth * EQUAL)
                for term, worth in other.terms.items():
                    concept.terms.setdefault(term, worth * EQUAL)

    def _may_be_meant(self, word: Word) -> bool:
        """Signs that the notes do not hold are decoration (kvm -> xen)."""
        return not is_operator(word.form) or word.form in self._ranking.vocabulary

    def _concept(self, word: Word, term: str, weight: float) -> Concept:
        """One term of a word, with the terms that are written alike."""
        concept = Concept(word, term, weight)
        index = self._ranking.vocabulary.get(term)
        concept.terms[term] = 1.0
        if index is not None:
            concept.exact[index] = 1.0
        spelling = word.form if len(word.terms) == 1 else term
        for number, cosine in self._ranking.spellings.like(spelling, ALIKE_LEAST, ALIKE_MOST):
            other = self._ranking.form_indices[number]
            if other != index:
                concept.alike.setdefault(other, cosine)  # the likest comes first
                if cosine >= NEAR:
                    concept.near[self._ranking.form_terms[number]] = NEAR_WORTH
        return concept

    def _add_relatives(self, concept: Concept) -> None:
        """Other readings of a word (волков: Волков, волк), its twins and words of its family.

        A twin is the same name in the other script (релиз, release); a family is удалить, удаление.
        """
        form, known = concept.word.form, concept.known
        for term in self._readings.of(form) if len(concept.word.terms) == 1 else ():
            self._add_other(concept, (term,), EQUAL)
        for words in in_full(form) if not known else ():
            self._add_other(concept, tuple(map(self._analyzer.term, words)), EQUAL)
        for term in self._twins(form):
            self._add_other(concept, (term,), BESIDE if known else 1.0)
        for term in self._families.kin(form):
            self._add_other(concept, (term,), BESIDE if known else EQUAL)

    def _twins(self, form: str) -> Iterator[str]:
        """Terms of the words that are the same name in the other script; longer runs than words are data."""
        if len(form) > MAX_WORD:
            return
        form = form.removesuffix("'s")
        if self._analyzer.part_of_speech(form) in _NAMES and form not in ENGLISH_FUNCTION_WORDS:
            single = form[:-1] if _PLURAL.search(form) else form
            for spelling in dict.fromkeys((form, single, *self._analyzer.dictionary_forms(form))):
                for twin in self._sounds.twins(spelling):
                    if twin not in ENGLISH_FUNCTION_WORDS:
                        yield self._analyzer.term(twin)

    def _add_synonyms(self, found: list[Concept], kind: float) -> None:
        """Other words for what is asked; what the notes do not hold is looked for once more."""
        thesaurus = self._thesaurus
        phrases = list(self._phrases(found))
        for phrase, concepts in phrases:
            kinds = dict.fromkeys(thesaurus.kinds.get(phrase, ()), kind)
            for other, value in (*thesaurus.others.get(phrase, {}).items(), *kinds.items()):
                worth = _worth(phrase, other, value)
                for concept in concepts:
                    self._add_other(concept, other, worth)
        strange = {concept.term for concept in found if not concept.known}
        for phrase, concepts in phrases if strange else ():
            for other, value in thesaurus.unheard.others.get(phrase, {}).items():
                worth = _worth(phrase, other, value)
                for concept in (each for each in concepts if each.term in strange):
                    self._add_other(concept, other, worth)

    def _phrases(self, found: list[Concept]) -> Iterator[tuple[Phrase, list[Concept]]]:
        """Every run of words that may stand in the thesaurus."""
        for start in range(len(found)):
            for length in range(1, min(self._thesaurus.longest, len(found) - start) + 1):
                run = found[start : start + length]
                yield tuple(concept.term for concept in run), run

    def _add_joined(self, found: Sequence[Concept]) -> None:
        """Two words that the notes write as one (docker file, Dockerfile; капитальный ремонт, капремонт)."""
        for left, right in pairwise(found):
            if right.word.start - left.word.end == 1:
                joined = left.word.form + right.word.form
                held = [joined] if joined in self._forms else []
                adjectives = self._analyzer.dictionary_forms(left.word.form)[:1]
                short = (each for one in adjectives for each in clipped(one, right.word.form))
                for word in (*held, *short, *self._sounds.twins(joined)):
                    self._add_other(left, (self._analyzer.term(word),), EQUAL)
                    self._add_other(right, (self._analyzer.term(word),), EQUAL)

    def _add_other(self, concept: Concept, phrase: Phrase, worth: float) -> None:
        """Another word or phrase for a concept, where the notes hold all of it."""
        indices = tuple(self._ranking.vocabulary.get(term, -1) for term in phrase)
        if -1 in indices:
            return
        if len(indices) == 1:
            concept.exact.setdefault(indices[0], worth)
            concept.terms.setdefault(phrase[0], worth)
        else:
            concept.phrases.append((indices, worth))
            concept.term_phrases.append((phrase, worth))


def _worth(phrase: Phrase, other: Phrase, value: float) -> float:
    """What another phrase is worth: an equal in the other script is a translation, as good as the word."""
    return 1.0 if value == EQUAL and phrase[0].isascii() != other[0].isascii() else value
