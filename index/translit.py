"""Russian lines typed in Latin letters (chem kvm otlichaetsya ot xen)."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from index.english import is_english
from index.function_words import ENGLISH_FUNCTION_WORDS, FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LETTERS: Final = {
    **dict(zip("abdfghijklmnoprstuvwz'", "абдфгхийклмнопрстуввзь", strict=True)),
    "c": "цк",
    "e": "еэ",
    "q": "к",
    "x": "х",
    "y": "ыйь",
}
"""What a single letter may stand for, likeliest first."""
_RUNS: Final[dict[str, tuple[str, ...]]] = {
    "shch": ("щ",), "sch": ("щ", "сч"), "sh": ("ш",), "ch": ("ч",), "zh": ("ж",), "kh": ("х",),
    "ts": ("ц", "тс"), "tz": ("ц",), "yo": ("е", "йо"), "jo": ("е", "йо"), "ye": ("е", "ые"), "je": ("е",),
    "yu": ("ю",), "ju": ("ю",), "ya": ("я",), "ja": ("я",),
}  # fmt: skip
"""What several letters stand for together: GOST 7.79, passports and habit."""
_SOUNDS: Final = re.compile("|".join([*_RUNS, "[a-z']"]))
_TOKEN: Final = re.compile(r"(?<![\w.])[a-z]+(?:'[a-z]*)*(?![\w+#])", re.IGNORECASE)
_CYRILLIC: Final = re.compile(r"[а-яё]", re.IGNORECASE)
SPELLINGS: Final = 24
"""Spellings of a word that are tried: `y` and `e` stand for several letters."""
LONGEST: Final = 24
"""Letters of a word that is tried."""
MIN_SHARE: Final = 0.6
"""Share of a line's unknown letters that must make Russian words, as for the keyboard layout."""
MIN_ALONE: Final = 5
"""Letters of a word that shows alone that its line is Russian, be it not in the notes; shorter ones are
words in any language, or slips (prel)."""


def respelt(
    question: str, russian: Callable[[str], bool], named: Callable[[str], bool]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A question in Cyrillic letters where it is Russian in Latin ones, and the words that were changed.

    `russian` tells whether a normalised word is Russian, `named` whether the notes or the thesaurus hold it.
    A word that is named, or that no spelling makes Russian, stays. English little words speak against it, but
    for those that are Russian ones, too (do, no, on), and so does a line of nothing but English words.
    """
    if _CYRILLIC.search(question):
        return question, ()
    readings: dict[str, str] = {}
    foreign = 0  # letters of words that are neither Russian nor known, or English
    for typed in dict.fromkeys(_TOKEN.findall(question)):
        word = typed.lower()
        english = word in ENGLISH_FUNCTION_WORDS
        if english or not named(word):
            good = FUNCTION_WORDS.__contains__ if english else lambda each: russian(each) or named(each)
            reading = next(filter(good, _spellings(word)), "")
            if reading:
                readings[typed] = reading
            else:
                foreign += len(word)
    proof = [typed for typed in readings if typed.lower() not in ENGLISH_FUNCTION_WORDS]
    if all(is_english(typed.lower()) for typed in proof):
        return question, ()
    letters = sum(map(len, proof))
    enough = len(readings) > 1 or letters >= MIN_ALONE or any(map(named, readings.values()))
    if not proof or not enough or letters < MIN_SHARE * (letters + foreign):
        return question, ()
    text = _TOKEN.sub(lambda match: readings.get(match.group(), match.group()), question)
    return text, tuple(readings.items())


def _spellings(word: str) -> Iterator[str]:
    if len(word) > LONGEST:
        return
    choices = [_RUNS.get(sound) or tuple(_LETTERS[sound]) for sound in _SOUNDS.findall(word)]
    for spelling in islice(product(*choices), SPELLINGS):
        yield "".join(spelling)
