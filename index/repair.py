"""What a question could have meant: keyboard layout, slips of the finger, names in the other script."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from index.analyze import SHORTHAND
from index.function_words import ENGLISH_FUNCTION_WORDS, FUNCTION_WORDS
from index.layout import turned
from index.model import Repair
from index.script import skeleton
from index.tfidf import Spellings
from index.translit import respelt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from index.analyze import Analyzer, Word

SHORT: Final = 5
"""Letters up to which one slip is allowed, beyond two."""
LATIN_SHORT: Final = 8
"""The same for Latin words, which no dictionary here tells from slips."""
MIN_TYPO: Final = 4
"""Letters below which a word is not taken for a slip: any short name is near another."""
LIKE: Final = 0.12
"""Cosine of character runs from which words are compared letter by letter."""
SURE: Final = 0.8
"""Share of right letters from which a slip is likelier than a name in the other script."""
MOST_REPAIRS: Final = 12
"""Doubtful words of a question that are looked into; a text with more is no question."""
CANDIDATES: Final = 100
SCANNED: Final = 30_000
"""Words up to which all are compared letter by letter, in about 2 ms; beyond, those with like runs."""
UNLIKE_ENDING: Final = 0.3
"""What it counts that a word ends otherwise than any of the notes."""
MIN_APART: Final = 5
"""Letters from which a word is looked at as two that lack a space."""
MIN_FIRST: Final = 4
LIKELY: Final = 0.8
"""What a likely slip counts beside another: letters swapped, doubled or left out, or the key beside."""
ROWS: Final = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Keys that stand side by side."""
SOUND_LONG: Final = 82
"""Likeness of sounds, of 100, at which a long word is taken for one in the other script."""
SOUND_SHORT: Final = 86
LONG: Final = 8
"""Sounds from which a word is long."""
MIN_SOUND: Final = 3
"""Sounds a Russian spelling of a Latin name has at least (квм has three); two more the other way."""
_CYRILLIC: Final = re.compile(r"[а-я]")


class Repairer:
    """Knows the words of the notes, and reads a question's unknown words as one of them."""

    def __init__(self, analyzer: Analyzer, notes: Spellings, extra: Collection[str]) -> None:
        """Learn the words of the notes and those of the thesaurus (`extra`)."""
        self._analyzer = analyzer
        self._forms = frozenset(notes.words)
        self._extra = frozenset(extra) | frozenset(SHORTHAND)
        self._terms = frozenset(analyzer.term(form) for form in self._forms | self._extra)
        asked = {word for word in FUNCTION_WORDS if len(word) > MIN_TYPO and "-" not in word}
        others = sorted((asked | {word for word in extra if word.isalpha()}) - self._forms)
        self._lexica = (notes, Spellings(others))
        words = self._words = [*notes.words, *others]
        self._latin = self._sounds(word for word in words if word.isascii() and word.isalnum())
        self._cyrillic = self._sounds(word for word in words if _CYRILLIC.search(word))

    def prepare(self) -> None:
        """Do now what else waits for the first doubtful word."""
        for lexicon in (*self._lexica, self._latin[1], self._cyrillic[1]):
            lexicon.prepare()
        if len(self._words) <= SCANNED:
            _ = self._words_by_length, self._stems_by_length

    def read(self, question: str) -> tuple[str, tuple[Repair, ...]]:
        """A question as it was meant, and what was read otherwise than it was typed."""
        repairs: list[Repair] = []
        tokens: list[str] = []
        for typed, reading in turned(question, self._is_russian, self._is_named):
            if typed != reading and any(char.isalpha() for char in reading):
                repairs.append(Repair(typed, reading, "layout"))
            tokens.append(reading)
        text, respellings = respelt(" ".join(tokens), self._is_russian, self._is_named)
        repairs += (Repair(typed, meant, "script") for typed, meant in respellings)
        parts: list[str] = []
        end = 0
        words = self._analyzer.words(text)
        unknown = [word for word in words if self._is_doubtful(word) or self._is_misspelt(word)]
        for word in unknown[:MOST_REPAIRS]:
            found = self._repaired(word.form) if self._is_doubtful(word) else self._one_slip(word.form)
            if found is not None:
                repairs.append(Repair(text[word.start : word.end], found[0], found[1]))
                parts += [text[end : word.start], found[0]]
                end = word.end
        parts.append(text[end:])
        return "".join(parts), tuple(repairs)

    def _is_doubtful(self, word: Word) -> bool:
        """Whether a word is searched by and neither the notes nor the thesaurus hold it."""
        return bool(word.terms) and word.form not in ENGLISH_FUNCTION_WORDS and not self._is_known(word)

    def _is_misspelt(self, word: Word) -> bool:
        """Whether a word is known by its stem alone and in no dictionary: a slip may have made the stem."""
        form = word.form
        return (
            len(form) >= MIN_TYPO
            and bool(word.terms)
            and form.isalpha()
            and not form.isascii()
            and form not in self._forms
            and not self._is_russian(form)
        )

    def _one_slip(self, form: str) -> tuple[str, str] | None:
        """The word of another stem that is one slip away, where none of the same stem is as near."""
        near = [word for word in self._candidates(form, form) if OSA.distance(form, word) == 1]
        term = self._analyzer.term(form)
        if not near or any(self._analyzer.term(word) == term for word in near):
            return None
        return min(near, key=lambda word: _cost(form, word, 1)), "typo"

    def _repaired(self, form: str) -> tuple[str, str] | None:
        """The reading of a doubtful word and the kind of the repair, or None where it stays."""
        whole = self._read_one(re.sub(r"[^\w]", "", form))
        parts = re.split(r"([^\w]+)", form)
        if len(parts) == 1 or (whole and whole[1] == "script"):
            return whole
        read = [self._read_one(part) if self._is_unknown(part) else None for part in parts]
        kinds = [each[1] for each in read if each]
        if not kinds:
            return whole
        return "".join(each[0] if each else part for each, part in zip(read, parts, strict=True)), kinds[0]

    def _is_unknown(self, part: str) -> bool:
        return (
            len(part) >= MIN_TYPO and part not in self._forms and self._analyzer.term(part) not in self._terms
        )

    def _read_one(self, word: str) -> tuple[str, str] | None:
        """The reading of a word without inner marks."""
        if not word.isascii() and self._is_russian(word):
            return None
        if any(
            char.isdigit() for char in word
        ):  # a digit is no slip: only its letters may be of the other script
            other, _ = self._other_script(word)
            return (other, "script") if _digits(other) == _digits(word) else None
        lemma = next((each for each in self._analyzer.dictionary_forms(word) if self._holds(each)), "")
        if lemma:
            return self._inflected(word, lemma), "form"
        apart = self._apart(word)
        if apart:
            return apart, "typo"
        typo, nearness = self._typo(word)
        other, likeness = self._other_script(word)
        if typo and (nearness >= min(likeness, SURE)):
            return self._inflected(word, typo), "typo"
        return (other, "script") if other else None

    def _apart(self, word: str) -> str:
        """Two words that were written as one (чтотакое, ненадо); one at least is a little word."""
        for cut in range(1, len(word)) if len(word) >= MIN_APART else ():
            left, right = word[:cut], word[cut:]
            little = FUNCTION_WORDS.intersection((left, right))
            if little and all(
                part in little or (len(part) >= MIN_TYPO and self._holds(part)) for part in (left, right)
            ):
                return f"{left} {right}"
        return ""

    def _holds(self, word: str) -> bool:
        """Whether the notes or the thesaurus hold this very word."""
        return word in self._forms or word in self._extra

    def _is_known(self, word: Word) -> bool:
        return (
            word.form in self._forms
            or word.form in self._extra
            or any(term in self._terms for term in word.terms[-1:])
            or (len(word.terms) > 1 and all(term in self._terms for term in word.terms[:-1]))
        )

    def _typo(self, form: str) -> tuple[str, float]:
        """The word of the notes that a slip of the finger may have spoilt, and how near it is, 0 to 1."""
        if len(form) < MIN_TYPO:
            return "", 0.0
        stem = self._analyzer.stem(form)
        best, best_key = "", (0.0, 0.0)
        for word, cosine in self._candidates(form, stem).items():
            other = self._analyzer.stem(word)
            slips, length = OSA.distance(form, word), min(len(form), len(word))
            cost = _cost(form, word, slips)
            in_stem = OSA.distance(stem, other)
            if in_stem < slips:
                slips, length = in_stem, min(len(stem), len(other))
                cost = _cost(stem, other, slips) + UNLIKE_ENDING
            if (
                slips > _allowed(form, length)
                or length < MIN_TYPO - 1
                or _starts_otherwise(form, word, slips)
                or (word in FUNCTION_WORDS and cost > LIKELY)  # it would be lost; a name is as likely
            ):
                continue
            key = (1 - cost / len(form), cosine)
            if key > best_key:
                best, best_key = word, key
        return best, best_key[0]

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        """The words of each stem."""
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(self._analyzer.stem(word), []).append(word)
        return found

    @cached_property
    def _words_by_length(self) -> dict[int, list[str]]:
        return _by_length(self._words)

    @cached_property
    def _stems_by_length(self) -> dict[int, list[str]]:
        return _by_length(self._stems)

    def _candidates(self, form: str, stem: str) -> dict[str, float]:
        """Words that may have been meant, with the cosines of their runs of letters."""
        found = {
            lexicon.words[number]: cosine
            for lexicon in self._lexica
            for number, cosine in lexicon.like(form, LIKE, CANDIDATES)
        }
        if len(self._words) > SCANNED:
            return found
        for word in _within(form, self._words_by_length, _allowed(form, len(form))):
            found.setdefault(word, 0.0)
        for near in _within(stem, self._stems_by_length, _allowed(form, len(stem))):
            for word in self._stems[near]:
                found.setdefault(word, 0.0)
        return found

    def _other_script(self, form: str) -> tuple[str, float]:
        """The word of the notes that sounds alike in the other script, and how much, 0 to 1."""
        words, sounds = self._latin if _CYRILLIC.search(form) else self._cyrillic
        best, best_ratio = "", 0.0
        for spelling in dict.fromkeys((form, self._analyzer.stem(form))):
            sound = skeleton(spelling)
            if len(sound) < (MIN_SOUND if _CYRILLIC.search(form) else MIN_SOUND + 2):
                continue
            for number, _ in sounds.like(sound, LIKE, CANDIDATES):
                ratio = fuzz.ratio(sound, sounds.words[number])
                if ratio >= (SOUND_LONG if len(sound) >= LONG else SOUND_SHORT) and ratio > best_ratio:
                    best, best_ratio = words[sounds.words[number]], ratio
        return best, best_ratio / 100

    def _inflected(self, typed: str, word: str) -> str:
        """The form of a word that is nearest to what was typed."""
        forms = self._analyzer.forms_of(word)
        same = [form for form in forms if self._analyzer.term(form) == self._analyzer.term(word)]
        return min([word, *same], key=lambda form: OSA.distance(typed, form))

    def _is_russian(self, word: str) -> bool:
        return word in FUNCTION_WORDS or (len(word) > 1 and self._analyzer.is_dictionary_word(word))

    def _is_named(self, word: str) -> bool:
        return self._holds(word) or word in ENGLISH_FUNCTION_WORDS

    def _sounds(self, words: Iterable[str]) -> tuple[dict[str, str], Spellings]:
        found: dict[str, str] = {}
        for word in words:
            found.setdefault(skeleton(word), word)
        return found, Spellings(list(found))


def _digits(word: str) -> list[str]:
    return [char for char in word if char.isdigit()]


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found


def _within(typed: str, known: Mapping[int, list[str]], most: int) -> Iterator[str]:
    """The words at most some slips away, by length; words of other lengths are not even compared."""
    for length in range(len(typed) - most, len(typed) + most + 1):
        choices = known.get(length, [])
        if choices:
            slips = process.cdist([typed], choices, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
            yield from (choices[number] for number in np.flatnonzero(slips <= most))


def _allowed(typed: str, length: int) -> int:
    """Slips that a word of this length may have."""
    return 1 if length <= (LATIN_SHORT if typed.isascii() else SHORT) else 2


def _cost(typed: str, word: str, slips: int) -> float:
    """What slips count; a single likely one counts less."""
    if slips != 1:
        return float(slips)
    if len(typed) != len(word):
        return LIKELY
    left, right = next(pair for pair in zip(typed, word, strict=True) if pair[0] != pair[1])
    swapped = sorted(typed) == sorted(word)
    return LIKELY if swapped or any(left + right in row or right + left in row for row in ROWS) else 1.0


def _starts_otherwise(typed: str, word: str, slips: int) -> bool:
    """Whether a name or a short word differs in its first letter: slips there are rare."""
    if typed[0] == word[0] or typed[:2] == word[1::-1]:
        return False
    return typed.isascii() or len(typed) < MIN_FIRST or (len(typed) <= SHORT and slips > 1)
