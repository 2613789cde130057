"""What the Russian dictionary makes of a word: its readings, the likeliest of them, the stem of a noun."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pymorphy3  # type: ignore[import-untyped] # ships no type hints
from pymorphy3.analyzer import ProbabilityEstimator  # type: ignore[import-untyped] # as above
from pymorphy3.units import DictionaryAnalyzer  # type: ignore[import-untyped] # as above

from index.slips import one_away

if TYPE_CHECKING:
    from collections.abc import Iterable

CACHE_LIMIT: Final = 300_000
"""Distinct spellings kept analysed, about 60 MB; beyond it the cache starts anew."""
_ADJECTIVAL: Final = re.compile(r"(?:[ыо]й|[аяо]я|[ое]е|ые|[щшчжкгх]и[йе])$")
"""How nouns end that are, or look like, adjectives (учёный, данные, рабочий)."""
_ABSTRACT: Final = re.compile(r"(?:[нт]ие|ость)$")
"""How nouns end that are made of verbs and adjectives (удаление, надёжность)."""
_ENDING: Final = re.compile(r"[аяоеыиьй]$")
MIN_NOUN: Final = 3
"""Letters up to which a noun keeps its ending: ось is no ОС."""
_NAMES: Final = ("Surn", "Name", "Patr", "Geox")
"""Marks of surnames, first names, patronymics and places."""


class _Likelihood(ProbabilityEstimator):  # type: ignore[misc] # ships no type hints
    """How likely each reading of a word is; not looked up where there is one only, as for most words."""

    def apply_to_parses(self, word: str, word_lower: str, parses: list[Any]) -> list[Any]:
        """Readings with their likelihoods, likeliest first."""
        return parses if len(parses) == 1 else list(super().apply_to_parses(word, word_lower, parses))


@functools.cache
def morphology() -> pymorphy3.MorphAnalyzer:
    """The dictionary, read once in 0.1 s."""
    return pymorphy3.MorphAnalyzer(lang="ru", probability_estimator_cls=_Likelihood)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the dictionary makes of a word."""

    lemma: str
    """Its likeliest dictionary form."""
    kind: str
    """Its part of speech."""
    known: bool
    """Whether the dictionary holds it: other words are read by their endings."""
    stem: str
    """Of a noun of the dictionary its lemma without the ending; empty for other words."""
    lemmas: tuple[str, ...]
    """All forms it may be one of, likeliest first."""
    nouns: tuple[str, ...]
    """Those of them that are nouns, where its likeliest one is."""


@functools.lru_cache(CACHE_LIMIT)
def nearly(word: str) -> tuple[str, ...]:
    """The words of the dictionary that are one slip away."""
    words = morphology()
    found: dict[str, None] = {}
    for cut in range(len(word) + 1):
        found.update(dict.fromkeys(filter(words.word_is_known, one_away(word[:cut], word[cut:]))))
        if next(words.iter_known_word_parses(word[: cut + 1]), None) is None:
            break  # nothing begins like this: a later slip mends nothing
    return tuple(found)


def parse(word: str) -> Parsed:
    """Read a word; a noun goes before a pronoun that is spelt alike (том)."""
    parses = morphology().parse(word)
    best = _likeliest(parses)
    if "Apro" in best.tag or "NPRO" in best.tag:
        best = next((parse for parse in parses if "NOUN" in parse.tag), best)
    lemmas = _lemmas([best, *parses])
    noun, known = "NOUN" in best.tag, _is_known(best)
    stem = _noun_stem(lemmas[0], best) if noun and known else ""
    nouns = _lemmas(parse for parse in parses if "NOUN" in parse.tag) if noun else ()
    return Parsed(lemmas[0], str(best.tag.POS or ""), known, stem, lemmas, nouns)


def _lemmas(parses: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(parse.normal_form).replace("ё", "е") for parse in parses))


def _likeliest(parses: list[Any]) -> Any:  # noqa: ANN401 - the library ships no type hints
    """The likeliest one of a word's readings; of equally likely ones that of a common noun.

    A word that the dictionary does not hold is read as a noun where it can be one: it names something.
    Notes rather speak of данные and столбцы than of what is given (дать) or of a village; adjectives and
    participles that have become nouns (основное, образующая) are read as what they were.
    """
    best = parses[0]
    if not _is_known(best):
        return next((p for p in parses if "NOUN" in p.tag), best)
    nouns = [p for p in parses if p.score == best.score and "NOUN" in p.tag and not _is_name(p)]
    if not nouns:
        return best
    noun = max(nouns, key=lambda one: sum(p.score for p in parses if p.normal_form == one.normal_form))
    was_adjective = _ADJECTIVAL.search(noun.normal_form) and "Pltm" not in noun.tag
    return best if was_adjective and best.tag.POS in ("ADJF", "PRTF") else noun


def _is_known(parse: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a reading is the dictionary's own; to ask it once more takes a third of the time of reading."""
    return len(parse.methods_stack) == 1 and isinstance(parse.methods_stack[0][0], DictionaryAnalyzer)


def _is_name(parse: Any) -> bool:  # noqa: ANN401 - as above
    return any(mark in parse.tag for mark in _NAMES)


def _noun_stem(lemma: str, parse: Any) -> str:  # noqa: ANN401 - as above
    """A noun without the ending of its nominative, or nothing where the stemmer knows better.

    The stemmer takes any letters for an ending that may be one: it would make one word of Ростов and рост, of
    капитан and капитал, of Дания, Даниил and дань. It joins nouns to the adjectives and participles that they
    are made of (надёжность, удаление).
    """
    if "Fixd" in parse.tag or len(lemma) <= MIN_NOUN:
        return lemma
    return "" if _ADJECTIVAL.search(lemma) or _ABSTRACT.search(lemma) else without_ending(lemma)


def without_ending(lemma: str) -> str:
    """A noun without the ending of its nominative."""
    return _ENDING.sub("", lemma)
