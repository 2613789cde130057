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
        total += len(word)
        if not russian(word) and named(normalise(_bare(token.translate(_TO_ENGLISH)))):
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
        if letters and not (named(normalise(_bare(token))) or _CAPITAL.fullmatch(_bare(token))):
            total += letters
            good += letters if known else 0
    if not good or good < MIN_SHARE * total:
        return [(token, token) for token in tokens]
    return [
        (token, token if named(normalise(_bare(token))) and not known else reading)
        for token, (reading, known) in zip(tokens, readings, strict=True)
    ]


def _alone(token: str, russian: Callable[[str], bool], named: Callable[[str], bool]) -> str:
    """Read a word of a line that has Cyrillic letters."""
    word = normalise(_bare(token))
    if _CYRILLIC.search(token):
        if named(word) or russian(word) or len(word) < MIN_ALONE:
            return token
        reading = token.translate(_TO_ENGLISH)
        return reading if named(normalise(_bare(reading))) else token
    letters = len(_LATIN.findall(token))
    if letters < MIN_ALONE or named(word):
        return token
    reading, known = _to_russian(token, russian, named)
    return reading if known and (letters > MIN_ALONE or named(normalise(_bare(reading)))) else token


def _to_russian(token: str, russian: Callable[[str], bool], named: Callable[[str], bool]) -> tuple[str, bool]:
    """A word as it would read on the Russian layout, and whether that is a known word."""
    if not _LATIN.search(token):
        return token.translate(_MARKS), False
    tail = _TAIL.search(token)
    cuts = {len(token)}
    if tail:
        cuts.update(range(tail.start(), len(token)))
    for cut in sorted(cuts, reverse=True):
        reading = token[:cut].translate(_TO_RUSSIAN)
        word = normalise(_HEAD.sub("", reading))
        parts = [part for part in re.split(r"[-/]", word) if part]
        if parts and all(named(part) or russian(part) for part in parts):
            return reading + token[cut:].translate(_MARKS), True
    cut = min(cuts)
    return token[:cut].translate(_TO_RUSSIAN) + token[cut:].translate(_MARKS), False


def _bare(token: str) -> str:
    return _HEAD.sub("", _TAIL.sub("", token))
