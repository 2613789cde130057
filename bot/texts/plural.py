"""Numbers with their words."""

from __future__ import annotations

_TEN, _HUNDRED = 10, 100
_FEW = range(2, 5)
_TEENS = range(11, 15)


def plural_ru(number: int, one: str, few: str, many: str) -> str:
    """`1 раздел`, `2 раздела`, `5 разделов`, `11 разделов`, `21 раздел`."""
    last, tail = number % _TEN, number % _HUNDRED
    if tail in _TEENS:
        word = many
    elif last == 1:
        word = one
    elif last in _FEW:
        word = few
    else:
        word = many
    return f"{number} {word}"


def plural_en(number: int, one: str, many: str) -> str:
    """`1 section`, `2 sections`."""
    return f"{number} {one if number == 1 else many}"
