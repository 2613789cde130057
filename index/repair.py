"""What a question could have meant: keyboard layout, slips of the finger, names in the other script."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA, JaroWinkler

from index.analyze import MAX_WORD, SHORTHAND, is_operator
from index.english import is_english, nearly_english
from index.function_words import ENGLISH_FUNCTION_WORDS, FUNCTION_WORDS
from index.layout import turned
from index.model import Repair
from index.slips import LIKELY, Nearby, allowed, cost, starts_otherwise
from index.sounds import TWIN, Sounds
from index.spoken import written
from index.translit import respelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.analyze import Analyzer, Word
    from index.synonyms import Thesaurus
    from index.tfidf import Spellings

MIN_TYPO: Final = 4
"""Letters below which a word is not taken for a slip: any short name is near another. A Latin one of just so
many takes a likely slip (bahs) and no other: mawk is no mask."""
ONE: Final = 1
"""Slips that lead to a word that the thesaurus has and the notes have not: it may be any word."""
SURE: Final = 0.8
"""Share of right letters from which a slip is likelier than a name in the other script."""
SURER: Final = 0.85
"""The same where the name sounds just so: one slip of any sort in seven letters (conteiner is no контейнер,
джойнов is join)."""
MOST_REPAIRS: Final = 12
"""Doubtful words of a question that are looked into; a text with more is no question."""
UNLIKE_ENDING: Final = 0.3
"""What it counts that a word ends otherwise than any of the notes."""
MIN_APART: Final = 5
"""Letters from which a word is looked at as two that lack a space."""
_FORMS: Final = "тем том та те тех той ту ним ней ими им ей мы ты вы сам"
GLUED: Final = FUNCTION_WORDS.difference(_FORMS.split())
"""Little words that are written without a space; pronouns' forms begin too many words (темновая)."""
SOUND_LONG: Final = 0.82
"""Share of its letters that must sound right for a long word to be taken for one in the other script."""
SOUND_SHORT: Final = 0.86
LONG: Final = 8
"""Letters from which a word is long."""
MIN_SOUND: Final = 3
"""Letters that a Russian spelling of a Latin name has at least (квм has three); two more the other way."""
_CYRILLIC: Final = re.compile(r"[а-я]")


class Repairer:
    """Knows the words of the notes, and reads a question's unknown words as one of them."""

    def __init__(self, analyzer: Analyzer, notes: Spellings, thesaurus: Thesaurus) -> None:
        """Learn the words of the notes and those of the thesaurus.

        What the thesaurus has for words that the notes do not hold is spelt right, and no slip leads there.
        """
        self._analyzer = analyzer
        self._forms = frozenset(notes.words)
        self._extra = thesaurus.words | frozenset(SHORTHAND)
        self._unheard = thesaurus.unheard.words
        self._terms = frozenset(map(analyzer.term, self._forms | self._extra))
        asked = {word for word in FUNCTION_WORDS if len(word) >= MIN_TYPO and "-" not in word}
        others = sorted((asked | {word for word in thesaurus.words if word.isalpha()}) - self._forms)
        words = self._words = [*notes.words, *others]
        self.sounds = Sounds([*words, *self._nominatives(words)])

    def _nominatives(self, words: Sequence[str]) -> list[str]:
        """Dictionary forms of the nouns that the notes have in other forms only: names sound like these."""
        said = words if self._analyzer.lemmas else ()
        nouns = dict.fromkeys(noun for word in said for noun in self._analyzer.nouns(word)[:1])
        return [noun for noun in nouns if noun not in self._forms]

    def prepare(self) -> None:
        """Do now what else waits for the first doubtful word."""
        self.sounds.prepare()
        _ = self._nearby, self._nearby_stems, self._in_order
        nearly_english("")

    def read(self, question: str) -> tuple[str, tuple[Repair, ...]]:
        """A question as it was meant, and what was read otherwise than it was typed."""
        repairs: list[Repair] = []
        tokens: list[str] = []
        question = written(question)
        for typed, reading in turned(question, self._is_russian, self._is_named):
            if typed != reading and any(char.isalpha() for char in reading):
                repairs.append(Repair(typed, reading, "layout"))
            tokens.append(reading)
        text, respellings = respelt(" ".join(tokens), self._is_russian, self._is_named_in_some_form)
        repairs += (Repair(typed, meant, "script") for typed, meant in respellings)
        parts: list[str] = []
        done = 0
        for start, end, meant, kind in self._misread(text):
            repairs.append(Repair(text[start:end], meant, kind))
            parts += [text[done:start], meant]
            done = end
        parts.append(text[done:])
        return "".join(parts), tuple(repairs)

    def _misread(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Where something is to be read otherwise than it stands, how, and the kind of the repair."""
        words = self._analyzer.words(text)
        looked_into = done = 0
        for word, after in zip_longest(words, words[1:]):
            if word.start < done or looked_into == MOST_REPAIRS:
                continue
            torn = self._torn(word, after) if after and text[word.end : after.start].isspace() else None
            if torn:
                done = after.end
                yield word.start, done, *torn
            elif (doubtful := self._is_doubtful(word)) or self._is_misspelt(word):
                looked_into += 1
                if found := self._repaired(word.form) if doubtful else self._one_slip(word.form):
                    yield word.start, word.end, *found

    def _torn(self, left: Word, right: Word) -> tuple[str, str] | None:
        """The reading of two words as one with a space too many (хелс чек); little words stand alone."""
        joined = left.form + right.form
        if not (left.terms and right.terms and joined.isalnum() and len(joined) >= MIN_APART):
            return None
        if not (self._is_doubtful(left) or self._is_doubtful(right)):
            return None
        if self._holds(joined) or self._analyzer.term(joined) in self._terms:
            return joined, "typo"
        if all(self._is_russian(word.form) or is_english(word.form) for word in (left, right)):
            return None  # two words of the dictionary are rarely a foreign name
        other, likeness = self._other_script(joined)
        return (other, "script") if likeness >= TWIN and self._is_said(other) else None

    def _is_doubtful(self, word: Word) -> bool:
        """Whether a word is searched by and neither the notes nor the thesaurus hold it."""
        said = bool(word.terms) and word.form not in ENGLISH_FUNCTION_WORDS and not is_operator(word.form)
        return said and not self._is_known(word)

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
        near = list(self._nearby.within(form, 1))
        term = self._analyzer.term(form)
        if not near or any(self._analyzer.term(word) == term for word in near):
            return None
        return min(near, key=lambda word: cost(form, word, 1)), "typo"

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
        """The reading of a word without inner marks; longer runs than words are data."""
        if len(word) > MAX_WORD:
            return None
        if not word.isascii() and self._is_russian(word):
            return None
        if _digits(word):
            return self._numbered(word)
        lemma = next((each for each in self._analyzer.dictionary_forms(word) if self._holds(each)), "")
        return (self._inflected(word, lemma), "form") if lemma else self._misspelt_or_foreign(word)

    def _misspelt_or_foreign(self, word: str) -> tuple[str, str] | None:
        """The reading of a word of no dictionary: slips of the finger, or a name in the other script.

        An English word is spelt right, but may be the same in Russian (release, релиз).
        """
        if is_english(word):
            other, _ = self.sounds.best(word, TWIN)  # not by its stem: planner is no plan
            return (other, "script") if other and self._is_said(other) else None
        typo, nearness = self._typo(word)
        if not typo.startswith(word) and self._begins_another(word):
            return None
        other, likeness = self._other_script(word)
        slipped = typo in self._forms and nearness >= SURER
        if likeness == 1 and self._is_said(other) and (not slipped or typo.startswith(word)):
            return other, "script"  # ребейз is rebase, where the notes write ребейзим as well
        likely = 1 - LIKELY / len(word)
        apart = self._apart(word) if nearness < likely else ""
        if apart:
            return apart, "typo"
        if nearness < likely:
            typo, nearness = max((typo, nearness), self._inflected_typo(word), key=lambda found: found[1])
        name = word.isascii() and len(word) <= MIN_TYPO
        if typo and nearness >= (SURE if name else min(likeness, SURE)):
            return self._inflected(word, typo), "typo"
        return (other, "script") if other else None

    def _begins_another(self, word: str) -> bool:
        """Whether a word of the notes begins with a word, which is short for it (шард, шардирование)."""
        place = bisect_left(self._in_order, word)
        following = self._in_order[place : place + 1]
        return len(word) >= MIN_TYPO and bool(following) and following[0].startswith(word)

    def _numbered(self, word: str) -> tuple[str, str] | None:
        """The reading of a name with a number (Internet2): a digit is no slip, its letters may be."""
        other, _ = self._other_script(word)
        if _digits(other) == _digits(word):
            return other, "script"
        letters = len(word) - len(_digits(word))
        near = [each for each in self._nearby.within(word, 1) if _digits(each) == _digits(word)]
        likeliest = min(near, key=lambda each: cost(word, each, 1), default="")
        return (likeliest, "typo") if likeliest and letters > MIN_TYPO else None

    def _apart(self, word: str) -> str:
        """Two words that were written as one (чтотакое, ненадо); one at least is a little word."""
        for cut in range(1, len(word)) if len(word) >= MIN_APART else ():
            left, right = word[:cut], word[cut:]
            little = GLUED.intersection((left, right))
            if little and all(
                part in little or (len(part) >= MIN_TYPO and self._holds(part)) for part in (left, right)
            ):
                return f"{left} {right}"
        return ""

    def _holds(self, word: str) -> bool:
        """Whether the notes or the thesaurus hold this very word."""
        return word in self._forms or word in self._extra

    def _is_said(self, word: str) -> bool:
        """Whether the notes hold a word in some form; the thesaurus may hold others."""
        return word in self._forms or (word not in self._extra and self._analyzer.term(word) in self._terms)

    def _is_known(self, word: Word) -> bool:
        return (
            word.form in self._forms
            or word.form in self._extra
            or word.form in self._unheard
            or any(term in self._terms for term in word.terms[-1:])
            or (len(word.terms) > 1 and all(term in self._terms for term in word.terms[:-1]))
        )

    def _typo(self, form: str) -> tuple[str, float]:
        """The word of the notes that a slip of the finger may have spoilt, and how near it is, 0 to 1."""
        if len(form) < MIN_TYPO:
            return "", 0.0
        stem = self._analyzer.stem(form)
        best, best_key = "", (0.0, 0.0)
        for word in self._candidates(form, stem):
            other = self._analyzer.stem(word)
            slips, length = OSA.distance(form, word), min(len(form), len(word))
            counts = cost(form, word, slips)
            in_stem = OSA.distance(stem, other)
            if in_stem < slips:
                slips, length = in_stem, min(len(stem), len(other))
                counts = cost(stem, other, slips) + UNLIKE_ENDING
            if (
                slips > (allowed(form, length) if word in self._forms else ONE)
                or length < MIN_TYPO - 1
                or starts_otherwise(form, word, slips)
                or (word in FUNCTION_WORDS and counts > LIKELY)  # it would be lost; a name is as likely
            ):
                continue
            key = (1 - counts / len(form), JaroWinkler.similarity(form, word))
            if key > best_key:
                best, best_key = word, key
        return best, best_key[0]

    def _inflected_typo(self, form: str) -> tuple[str, float]:
        """The same for a form that the notes do not hold, of a word that they do."""
        if len(form) < MIN_TYPO:
            return "", 0.0
        near = (word for word in self._analyzer.nearly(form) if self._analyzer.term(word) in self._terms)
        held = (word for word in near if any(map(self._holds, self._analyzer.forms_of(word))))
        keys = (
            (1 - cost(form, word, 1) / len(form), JaroWinkler.similarity(form, word), word) for word in held
        )
        nearness, _, word = max(keys, default=(0.0, 0.0, ""))
        return word, nearness

    def _candidates(self, form: str, stem: str) -> Iterable[str]:
        """Words that may have been meant: near as they stand, or by their stems."""
        whole = self._nearby.within(form, allowed(form, len(form)))
        stems = self._nearby_stems.within(stem, allowed(form, len(stem)))
        return dict.fromkeys([*whole, *(word for near in stems for word in self._of_stem[near])])

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._forms)

    @cached_property
    def _nearby(self) -> Nearby:
        return Nearby(self._words)

    @cached_property
    def _nearby_stems(self) -> Nearby:
        return Nearby(self._of_stem)

    @cached_property
    def _of_stem(self) -> dict[str, list[str]]:
        """The words of each stem."""
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(self._analyzer.stem(word), []).append(word)
        return found

    def _other_script(self, form: str) -> tuple[str, float]:
        """The word of the notes that sounds alike in the other script, and how much, 0 to 1."""
        shortest = MIN_SOUND if _CYRILLIC.search(form) else MIN_SOUND + 2
        found = (
            self.sounds.best(spelling, SOUND_LONG if len(spelling) >= LONG else SOUND_SHORT)
            for spelling in dict.fromkeys((form, self._analyzer.stem(form)))
            if len(spelling) >= shortest
        )
        return max(found, key=lambda each: each[1], default=("", 0.0))

    def _inflected(self, typed: str, word: str) -> str:
        """The form of a word that is nearest to what was typed."""
        forms = self._analyzer.forms_of(word)
        same = [form for form in forms if self._analyzer.term(form) == self._analyzer.term(word)]
        return min([word, *same], key=lambda form: OSA.distance(typed, form))

    def _is_russian(self, word: str) -> bool:
        return word in FUNCTION_WORDS or (len(word) > 1 and self._analyzer.is_dictionary_word(word))

    def _is_named(self, word: str) -> bool:
        return self._holds(word) or word in ENGLISH_FUNCTION_WORDS

    def _is_named_in_some_form(self, word: str) -> bool:
        return self._is_named(word) or self._analyzer.term(word) in self._terms


def _digits(word: str) -> list[str]:
    return [char for char in word if char.isdigit()]
