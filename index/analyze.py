"""Text to terms with offsets: the one analyzer for passages, questions and highlights."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import Stemmer

from index.dictionary import CACHE_LIMIT, Parsed, morphology, nearly, parse, without_ending
from index.english import DICTIONARY_FORMS
from index.function_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

IGNORED: Final = "\u0300\u0301\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Accents that mark stress, soft hyphens, zero-width and direction marks: no part of a word's spelling."""

_LETTER: Final = rf"(?:[^\W_]|[\u0302-\u036f{IGNORED}])"
_RUN: Final = rf"[^\W_]{_LETTER}*"
_SIGNS: Final = (
    r"(?:\$[?#@!*]|\*\*|//|\+\+|::|#!|[&|<>*~^@$\\]"
    r"|(?=.?.?[&|<>=~^@$\\])[-&|<>=!*~^@$:?+/]{1,2}[&|<>=~^*+/]|\[[&=]\])"
)
_OPERATOR: Final = (
    rf"(?<![^\s\"'`«(]){_SIGNS}(?![^\s\"'`»).,;:?!])"
    rf"|(?<=\boperator){_SIGNS}(?![^\s\"'`»().,;:?!])"
    r"|(?<=[\w)\]])->(?=\w)"
)
"""A sign of a programming language that stands alone (&&, !=, ->), that C++ overloads (operator<=>), or an
arrow between names (p->x): no dash or smiley. Cells of tables have no bar between them in the plain text of
passages, so it is one, too."""
_WORD: Final = re.compile(rf"{_RUN}(?:[-‐‑/_.'’]{_RUN})*(?:\+\+?|#|>&\d(?!\w))?|%|{_OPERATOR}")
_SIGN: Final = re.compile(rf"\d>&\d|{_OPERATOR}")
_PART: Final = re.compile(rf"{_RUN}(?:\+\+?|#)?|%")
_CYRILLIC: Final = re.compile(r"[а-я]")
_PARTICLE: Final = re.compile(r"(?<=[а-я])-(?:то|либо|нибудь|ка|таки)$|^кое-(?=[а-я])")
"""What makes a word vague, or friendly, and is no part of it (какой-то, скажите-ка)."""
_ORDINAL: Final = re.compile(r"^(\d+)(?:-[а-я]?[йяеюмхо]|-(?:го|му)|[ыо]?й|[ао]я|ое|го|му|st|nd|rd|th)$")
"""A number with the end of the word that it stands for (2-й, 3rd), which is searched as the number."""
_COUNTED: Final = re.compile(r"^(\d+)(?=[а-я]{2,}$)")
"""A number written together with what it counts or numbers (3нф, 100мб)."""
_STRIP: Final = str.maketrans("", "", IGNORED)

SHORTHAND: Final = {"vs": "versus", "%": "процент"}
"""Signs and abbreviations that are searched as the words they stand for."""

NAMING: Final = ("NOUN", "")
"""Parts of speech that name things: nouns, and words that are not Russian."""
MAX_WORD: Final = 64
"""Characters of a word that are looked at: longer runs are data, not words."""
MAX_JOINED: Final = 24
"""Characters of a compound that is also known by its joined form (`hyper-v` as `hyperv`)."""
MIN_LEMMA: Final = 2
"""Letters up to which a word is left alone: dictionaries read units and initials into them (см, см.)."""
MIN_STEM: Final = 2
"""Letters that an ending leaves at least: the stemmer takes all but one from ось."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands and what it is searched by."""

    start: int
    end: int
    form: str
    """Normalised spelling."""
    terms: tuple[str, ...]
    """What it is searched by; empty for function words."""


def normalise(text: str) -> str:
    """One spelling of what reads the same: compatibility forms, case, ё and stress marks."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text.translate(_STRIP)).translate(_STRIP)
    return text.lower().replace("ё", "е").replace("’", "'")


def is_operator(word: str) -> bool:
    """Whether a word is a sign of a programming language (&&, 2>&1)."""
    return _SIGN.fullmatch(word) is not None


def _next(text: str, start: int) -> int:
    """Where the next word starts."""
    found = _WORD.search(text, start)
    return found.start() if found else len(text)


class Analyzer:
    """Words of a text and the terms they are searched by; remembers what it has analysed."""

    def __init__(self, *, lemmas: bool = True) -> None:
        """Analyse with a dictionary (`lemmas`), or by endings alone, which is ten times as fast."""
        self.lemmas = lemmas
        self._russian = Stemmer.Stemmer("russian", 0)
        self._english = Stemmer.Stemmer("english", 0)
        self._lock = threading.Lock()
        self._spellings: dict[str, tuple[str, ...]] = {}
        self._terms: dict[str, str] = {}
        self._parses: dict[str, Parsed] = {}
        self._in_dictionary: dict[str, bool] = {}
        self._last: tuple[str, tuple[Word, ...]] = ("", ())

    def words(self, text: str) -> list[Word]:
        """All words of a text, function words too, in order."""
        last, words = self._last
        if last != text:
            words = tuple(
                Word(match.start(), match.end(), normalise(match.group()), self.spelling(match.group()))
                for match in _WORD.finditer(text)
            )
            self._last = text, words  # a question is cut into words several times in a row
        return list(words)

    def located(self, text: str, wanted: Container[str]) -> list[tuple[int, int, tuple[str, ...]]]:
        """Where the words of a text with a wanted term stand, and their terms."""
        found: list[tuple[int, int, tuple[str, ...]]] = []
        for start, end, terms in self.places(text):
            for term in terms:
                if term in wanted:
                    found.append((start, end, terms))
                    break
        return found

    def places(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Where the words of a text stand, and their terms; function words, which have none, are left out."""
        known = self._spellings
        start = end = 0
        for raw in _WORD.findall(text):
            # between two words there are no letters, but there may be signs that are no words
            start = text.index(raw, end) if raw[0].isalnum() else _next(text, end)
            end = start + len(raw)
            terms = known.get(raw)
            if terms is None:
                terms = self.spelling(raw)
            if terms:
                yield start, end, terms

    def terms(self, text: str) -> list[str]:
        """What a text is searched by, in order."""
        known = self._spellings
        terms: list[str] = []
        for raw in _WORD.findall(text):
            found = known.get(raw)
            terms.extend(self.spelling(raw) if found is None else found)
        return terms

    def forms(self) -> list[str]:
        """Every normalised word that was analysed so far, in order of appearance."""
        return [form for form, term in self._terms.items() if term]

    def spelling(self, raw: str) -> tuple[str, ...]:
        """Terms of one word as it is written: its own, or its parts' and the joined form's."""
        found = self._spellings.get(raw)
        if found is None:
            found = self._analyse(raw)
            if len(self._spellings) >= CACHE_LIMIT:
                self._spellings = {}
            self._spellings[raw] = found
        return found

    def term(self, word: str) -> str:
        """The term of one normalised word without inner marks; empty for a function word."""
        if word in FUNCTION_WORDS:
            return ""
        found = self._terms.get(word)
        if found is None:
            with self._lock:
                found = self._stem(word)
            if len(self._terms) >= CACHE_LIMIT:
                self._terms = {}
            self._terms[word] = found
        return found

    def part_of_speech(self, word: str) -> str:
        """The part of speech of a Russian word by the dictionary (`NOUN` ...), or an empty string."""
        return self._parsed(word).kind if _CYRILLIC.search(word) else ""

    def genders(self, word: str) -> frozenset[str]:
        """What a Russian noun can agree with: `masc`, `femn`, `neut`, or `plur`; empty for other words."""
        if not _CYRILLIC.search(word):
            return frozenset()
        tags = [parse.tag for parse in morphology().parse(word) if "NOUN" in parse.tag]
        return frozenset("plur" if "plur" in tag else str(tag.gender) for tag in tags)

    def _parsed(self, word: str) -> Parsed:
        """What the dictionary makes of a Russian word."""
        found = self._parses.get(word)
        if found is None:
            found = parse(word)
            if len(self._parses) >= CACHE_LIMIT:
                self._parses = {}
            self._parses[word] = found
        return found

    def stem(self, word: str) -> str:
        """A normalised word without its ending."""
        stemmer = self._russian if _CYRILLIC.search(word) else self._english
        with self._lock:
            return str(stemmer.stemWord(word))

    def dictionary_forms(self, word: str) -> tuple[str, ...]:
        """All dictionary forms that a Russian word can have, likeliest first: of виртуалок also виртуалка."""
        return self._parsed(word).lemmas if _CYRILLIC.search(word) else ()

    def nouns(self, word: str) -> tuple[str, ...]:
        """All nouns that a Russian word can be a form of, where it is a noun: of волков Волков and волк."""
        return self._parsed(word).nouns if _CYRILLIC.search(word) else ()

    def forms_of(self, word: str) -> list[str]:
        """All forms of a Russian word."""
        if not _CYRILLIC.search(word):
            return [word]
        return [str(form.word).replace("ё", "е") for form in morphology().parse(word)[0].lexeme]

    def is_dictionary_word(self, word: str) -> bool:
        """Whether the Russian dictionary holds this very form."""
        found = self._in_dictionary.get(word)
        if found is None:
            found = bool(_CYRILLIC.search(word)) and bool(morphology().word_is_known(word))
            if len(self._in_dictionary) >= CACHE_LIMIT:
                self._in_dictionary = {}
            self._in_dictionary[word] = found
        return found

    def spells_a_word(self, word: str) -> bool:
        """Whether the Russian dictionary holds this very form, as more than an abbreviation (рот, no цб)."""
        return self.is_dictionary_word(word) and all(
            "Abbr" not in one.tag for one in morphology().parse(word)
        )

    def nearly(self, word: str) -> tuple[str, ...]:
        """The words of the dictionary that one slip makes of a Russian word, about 1 ms the first time."""
        return nearly(word) if _CYRILLIC.search(word) else ()

    def _analyse(self, raw: str) -> tuple[str, ...]:
        word = normalise(raw)[:MAX_WORD]
        if word in FUNCTION_WORDS:
            return ()
        if is_operator(word):
            return (word,)
        parts = _PART.findall(_COUNTED.sub(r"\1 ", _ORDINAL.sub(r"\1", _PARTICLE.sub("", word))))
        if len(parts) <= 1:
            term = self.term(parts[0]) if parts else ""
            return (term,) if term else ()
        joined = "".join(parts)
        terms = [self.term(part) for part in parts if len(part) > 1 or part.isdigit()]
        if len(joined) <= MAX_JOINED:
            terms.append(self.term(joined))
        return tuple(dict.fromkeys(term for term in terms if term))

    def _stem(self, word: str) -> str:
        word = SHORTHAND.get(word, word)
        if not _CYRILLIC.search(word):
            return str(self._english.stemWord(DICTIONARY_FORMS.get(word, word))) if word.isalpha() else word
        if not self.lemmas or len(word) <= MIN_LEMMA:
            return self._cut(word)
        read = self._parsed(word)
        if read.stem:
            return read.stem
        stem = self._cut(read.lemma)
        if not read.known and self.is_dictionary_word(stem):
            return without_ending(read.lemma)  # Никий is no form of ник
        return stem

    def _cut(self, word: str) -> str:
        """A Russian word without what may be its ending."""
        stem = str(self._russian.stemWord(word))
        return stem if len(stem) >= MIN_STEM else word
