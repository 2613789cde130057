"""Input that nobody types by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

INPUTS: Final[Mapping[str, str]] = {
    "empty": "",
    "spaces only": " \t\n\u00a0\u200b" * 200,
    "one letter": "ы",
    "emoji only": "🤯👩‍👩‍👧‍👦🏳️‍🌈" * 30,
    "punctuation only": "?!/\\|[](){}<>*_~`" * 50,
    "10,000 characters of words": "что такое гипервизор и зачем он нужен " * 264,
    "10,000 different words": " ".join(f"слово{number}" for number in range(10_000)),
    "a million characters pasted": "виртуализация " * 71_429,
    "one word of a million letters": "щ" * 1_000_000,
    "one word of 10,000 letters, wrong layout": "ghbdtn" * 1_667,
    "control and bidirectional characters": "\u202eгипер\u202cви\u0000зор\u2066\x1b[31m\ufeff" * 100,
    "combining marks": "г" + "\u0301\u0306\u0308" * 3_000,
    "regex bomb": "a" * 5_000 + "!" + "(a+)+$" * 500,
    "nested brackets": "[" * 5_000 + "]" * 5_000,
    "mixed scripts": "гипeрвизop ㄅㄆ 超管理程序 مراقب υπερβλέπων हाइपरवाइजर " * 20,
    "lone surrogates": "гипер\ud83dвизор \udc00" * 50,
    "300 mistyped words": " ".join(f"виртуализаци{letter}" for letter in "яюэьыъщшчцхф" * 25),
}
"""By the name that the table gives them."""
