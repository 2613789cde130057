"""Questions as hurried students type them: damaged by rules and a fixed seed, the same on every run."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SEED: Final = 20261122
"""Mixed with each question's text, so that a question is damaged alike in whatever set it stands."""
LATIN_ROWS: Final = ("`qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,.")
CYRILLIC_ROWS: Final = ("ёйцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
SHIFTED: Final = {"?": "&", ",": "?", ".": "/", ":": "^", ";": "$", '"': "@", "№": "#"}
"""What the keys of some Russian signs give in the Latin layout."""
SHORTEST: Final = 4
"""Letters of the shortest word that is mistyped: slips in shorter ones are rarely left standing."""
KEYWORDS: Final = 3
"""Words that are left of a question typed as keywords."""
LETTERS_TO_LATIN: Final = {
    **dict(zip("абвгдезийклмнопрстуфыэё", "abvgdeziyklmnoprstufyee", strict=True)),
    "ж": "zh",
    "х": "h",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
"""How Russian is typed in Latin letters."""
SOUNDS: Final = (
    ("sch", "щ"),
    ("tch", "ч"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("th", "т"),
    ("ph", "ф"),
    ("ck", "к"),
    ("oo", "у"),
    ("ee", "и"),
    ("ea", "и"),
    ("ou", "ау"),
    ("ay", "эй"),
    ("ai", "эй"),
    ("ow", "оу"),
    ("qu", "кв"),
    ("ya", "я"),
    ("yu", "ю"),
    ("ce", "се"),
    ("ci", "си"),
    ("cy", "си"),
)
"""Latin letter groups as a Russian ear writes them, longest first."""
SINGLE_SOUNDS: Final = {
    **dict(zip("abcdefghiklmnopqrstuvwyz", "абкдефгхиклмнопкрстуввиз", strict=True)),
    "j": "дж",
    "x": "кс",
}
"""Single Latin letters as a Russian ear writes them."""
FUNCTION_WORDS: Final = Path(__file__).parent / "function_words.txt"


def one_typo(question: str) -> str:
    """One word mistyped."""
    return _mistyped(question, 1)


def two_typos(question: str) -> str:
    """Two words mistyped."""
    return _mistyped(question, 2)


def wrong_layout(question: str) -> str:
    """Russian typed with the keyboard left in the Latin layout; Latin words come out right."""
    table = dict(zip("".join(CYRILLIC_ROWS), "".join(LATIN_ROWS), strict=True))
    table |= SHIFTED
    return "".join(_kept_case(letter, table) for letter in question)


def in_latin(question: str) -> str:
    """Russian typed in Latin letters."""
    return "".join(_kept_case(letter, LETTERS_TO_LATIN) for letter in question)


def names_in_cyrillic(question: str) -> str:
    """Latin names written as they sound: `docker` becomes `докер`."""
    return re.sub(r"[A-Za-z]+", lambda name: _as_heard(name[0].lower()), question)


def keywords(question: str) -> str:
    """At most three of the words that carry meaning, in their order."""
    words = [
        word for word in re.findall(r"\w[\w\u0301+#-]*", question) if word.lower() not in function_words()
    ]
    if len(words) <= KEYWORDS:
        return " ".join(words) or question
    kept = _random(question).choice(len(words), KEYWORDS, replace=False)
    return " ".join(words[place] for place in sorted(kept))


@cache
def function_words() -> frozenset[str]:
    """Words that carry no meaning of their own."""
    lines = FUNCTION_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


DAMAGES: Final[Mapping[str, Callable[[str], str]]] = {
    "one word mistyped": one_typo,
    "two words mistyped": two_typos,
    "wrong layout": wrong_layout,
    "in Latin letters": in_latin,
    "names in Cyrillic": names_in_cyrillic,
    "three keywords": keywords,
}
"""All the ways, by the name that tables give them."""


def _mistyped(question: str, words: int) -> str:
    random = _random(question)
    places = [place.span() for place in re.finditer(r"[^\W\d_]+", question) if len(place[0]) >= SHORTEST]
    for start, end in sorted(random.permutation(places)[:words].tolist(), reverse=True):
        question = question[:start] + _slip(question[start:end], random) + question[end:]
    return question


def _slip(word: str, random: np.random.Generator) -> str:
    """A word with one letter left out, doubled, swapped with the next, or replaced by a key beside it."""
    at = int(random.integers(0, len(word) - 1))
    kind = int(random.integers(0, 4))
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + _beside(word[at], random) + word[at + 1 :]


def _beside(letter: str, random: np.random.Generator) -> str:
    """A letter on a key to the left or right."""
    for row in (*CYRILLIC_ROWS, *LATIN_ROWS):
        at = row.find(letter.lower())
        if at >= 0:
            near = [
                row[other] for other in (at - 1, at + 1) if 0 <= other < len(row) and row[other].isalpha()
            ]
            return near[int(random.integers(0, len(near)))]
    return letter


def _as_heard(name: str) -> str:
    name = re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", name)
    name = re.sub(r"(?<=[a-z]{2}[b-df-hj-np-tv-xz])e$", "", name)
    for letters, sound in SOUNDS:
        name = name.replace(letters, sound)
    return "".join(SINGLE_SOUNDS.get(letter, letter) for letter in name)


def _kept_case(letter: str, table: Mapping[str, str]) -> str:
    other = table.get(letter.lower(), letter)
    return other.capitalize() if letter.isupper() else other


def _random(question: str) -> np.random.Generator:
    return np.random.default_rng([SEED, zlib.crc32(question.encode())])
