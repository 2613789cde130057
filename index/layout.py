"""Lines typed in the wrong keyboard layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.analyze import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_ENGLISH: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
_TO_RUSSIAN: Final = str.maketrans(_ENGLISH, _RUSSIAN)
_TO_ENGLISH: Final = str.maketrans(_RUSSIAN, _ENGLISH)
_TAIL: Final = re.compile(r"[,.;:'\"?!&/)\]}>]+$")
_HEAD: Final = re.compile(r"^[(\"'<{\[]+")
_MARKS: Final = str.maketrans("&/", "?.")
_CYRILLIC: Final = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN: Final = re.compile(r"[a-z]", re.IGNORECASE)
_CAPITAL: Final = re.compile(r"[A-Z]")
"""A capital letter alone is a name (C, R), and proves no layout."""
_JOINT: Final = re.compile(r"([-/])")
_PART: Final = re.compile(r"[^\W_]+[+#]*")
_COMPOUND: Final = re.compile(r"\w+(?:[-.]\w+)*")
"""A name of several parts (package-lock.json)."""
_NUMBERED: Final = re.compile(r"([а-я]{3,})\d+")
"""A word with a number at its end (Интернет2), which no dictionary holds."""
_ENDING: Final = re.compile(r"([A-Za-z0-9]+)'(?!s\b)([a-z]{1,3})([?&.,!]*)")
"""A name with a Russian ending (DECnet'а) while the keyboard is left in the Latin layout; 's is English."""
MIN_SHARE: Final = 0.6
"""Share of a line's letters that must make Russian words for the whole line to be turned over."""
MIN_ALONE: Final = 3
"""Letters of a word that is turned over alone, in a line of the other script."""


def turned(
    question: str, russian: Callable[[str], bool], named: Callable[[str], bool]
) -> list[tuple[str, str]]:
    """The words of a question, each with its reading: the same, or turned over.

    `russian` tells whether a normalised word is Russian, `named` whether the notes or the thesaurus hold it.
    """
    tokens = question.split()
    if not _CYRILLIC.search(question):
        return _line(tokens, russian, named)
    if not _LATIN.search(question) and _is_english(tokens, russian, named):
        return [(token, token.translate(_TO_ENGLISH)) for token in tokens]
    return [(token, _alone(token, russian, named)) for token in tokens]


def _is_english(tokens: list[str], russian: Callable[[str], bool], named: Callable[[str], bool]) -> bool:
    """Whether a line of Cyrillic letters is an English one typed on the Russian layout."""
    good = total = 0
    for token in tokens:
        word = normalise(_bare(token))
        if not _CYRILLIC.search(word):
            continue  # a number is typed alike in both layouts
        total += len(word)
        meant = _is_named(token.translate(_TO_ENGLISH), named)
        if russian(word) and not meant and len(word) > MIN_ALONE:
            return False
        if meant and not russian(word):
            good += len(word)
    return len(tokens) > 1 and good >= MIN_SHARE * total


def _line(
    tokens: list[str], russian: Callable[[str], bool], named: Callable[[str], bool]
) -> list[tuple[str, str]]:
    """Read a line without any Cyrillic letter."""
    readings = [_to_russian(token, russian, named) for token in tokens]
    good = total = 0
    for token, (_, known) in zip(tokens, readings, strict=True):
        letters = len(_LATIN.findall(token))
        if letters and not (_is_named(token, named) or _CAPITAL.fullmatch(_bare(token))):
            total += letters
            good += letters if known else 0
    if not good or good < MIN_SHARE * total:
        return [(token, token) for token in tokens]
    return [
        (token, token if _is_named(token, named) and not known else reading)
        for token, (reading, known) in zip(tokens, readings, strict=True)
    ]


def _alone(token: str, russian: Callable[[str], bool], named: Callable[[str], bool]) -> str:
    """Read a word of a line that has Cyrillic letters."""
    word = normalise(_bare(token))
    if _CYRILLIC.search(token):
        if named(word) or russian(word) or len(_CYRILLIC.findall(word)) < MIN_ALONE:
            return token
        reading = token.translate(_TO_ENGLISH)
        whole = _COMPOUND.fullmatch(_bare(reading))
        return reading if named(normalise(_bare(reading))) or (whole and _is_named(reading, named)) else token
    letters = len(_LATIN.findall(token))
    if letters < MIN_ALONE or _is_named(token, named):
        return token
    reading, known = _to_russian(token, russian, named)
    return reading if known and (letters > MIN_ALONE or named(normalise(_bare(reading)))) else token


def _to_russian(token: str, russian: Callable[[str], bool], named: Callable[[str], bool]) -> tuple[str, bool]:
    """A word as it would read on the Russian layout, and whether that is a known word."""
    if not _LATIN.search(token):
        return token.translate(_MARKS), False
    ending = _ENDING.fullmatch(token)
    if ending and named(normalise(ending[1])):
        return f"{ending[1]}'{ending[2].translate(_TO_RUSSIAN)}{ending[3].translate(_MARKS)}", True
    tail = _TAIL.search(token)
    cuts = {len(token)}
    if tail:
        cuts.update(range(tail.start(), len(token)))
    for cut in sorted(cuts, reverse=True):
        typed = _JOINT.split(token[:cut])
        parts = [_part(part, russian, named, whole=len(typed) == 1) for part in typed]
        reading = "".join(part for part, _ in parts)
        if all(known for _, known in parts) and reading != token[:cut]:
            return reading + token[cut:].translate(_MARKS), True
    cut = min(cuts)
    return token[:cut].translate(_TO_RUSSIAN) + token[cut:].translate(_MARKS), False


def _part(
    part: str, russian: Callable[[str], bool], named: Callable[[str], bool], *, whole: bool
) -> tuple[str, bool]:
    """The same for a word, or a part of a compound, where a name in Latin letters (HD-качество) stays."""
    if not whole and named(normalise(part)):
        return part, True
    reading = part.translate(_TO_RUSSIAN)
    word = normalise(_HEAD.sub("", reading))
    numbered = _NUMBERED.fullmatch(word)
    long = whole or len(word) >= MIN_ALONE
    known = not word.strip("-/") or named(word) or (long and russian(numbered[1] if numbered else word))
    return reading, known


def _is_named(token: str, named: Callable[[str], bool]) -> bool:
    """Whether a word, or each part of a compound, is one of the notes or the thesaurus as it is typed."""
    word = normalise(_bare(token))
    return named(word) or all(named(part) for part in _PART.findall(word) or [word])


def _bare(token: str) -> str:
    return _HEAD.sub("", _TAIL.sub("", token))
