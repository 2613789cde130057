"""The oracle must find what is wrong, or its silence means nothing."""

from __future__ import annotations

import pytest

from bot.model import Entity, EntityKind, Rich
from tests.tdlib import judge

BOLD, ITALIC, CODE, PRE = EntityKind.BOLD, EntityKind.ITALIC, EntityKind.CODE, EntityKind.PRE
LINK, QUOTE, FOLDED = EntityKind.LINK, EntityKind.QUOTE, EntityKind.FOLDED_QUOTE

RIGHT = [
    Rich("a"),
    Rich("**a** `b` [c](d) __e__ ||f|| ~~g~~"),
    Rich("😀 b", (Entity(BOLD, 0, 2), Entity(ITALIC, 3, 1))),
    Rich("a b c", (Entity(QUOTE, 0, 5), Entity(CODE, 0, 1), Entity(PRE, 2, 3, language="c++"))),
    Rich("ab cd", (Entity(LINK, 0, 5, url="https://пример.рф/ж"), Entity(BOLD, 0, 5))),
    Rich("  a", (Entity(PRE, 0, 3),)),
]
"""Texts that Telegram takes as they are."""

WRONG = {
    "empty": Rich(""),
    "blank": Rich(" \u200b\u2800"),
    "end": Rich("a "),
    "start": Rich("\na"),
    "control": Rich("a\x00b"),
    "tab": Rich("a\tb"),
    "override": Rich("a\u202eb"),
    "half": Rich("a\ud83d"),
    "units": Rich("😀" * 2049),
    "crowd": Rich("a " * 101 + "b", tuple(Entity(BOLD, 2 * at, 1) for at in range(101))),
    "beyond": Rich("ab", (Entity(BOLD, 1, 2),)),
    "nothing": Rich("ab", (Entity(BOLD, 1, 0),)),
    "space": Rich("a  b", (Entity(BOLD, 1, 2),)),
    "surrogate": Rich("😀b", (Entity(BOLD, 1, 2),)),
    "order": Rich("a b", (Entity(BOLD, 2, 1), Entity(BOLD, 0, 1))),
    "touching": Rich("ab", (Entity(BOLD, 0, 1), Entity(BOLD, 1, 1))),
    "crossing": Rich("abc", (Entity(BOLD, 0, 2), Entity(ITALIC, 1, 2))),
    "quotes": Rich("abc", (Entity(QUOTE, 0, 3), Entity(FOLDED, 1, 1))),
    "quote in bold": Rich("abc", (Entity(BOLD, 0, 3), Entity(QUOTE, 1, 1))),
    "bold code": Rich("abc", (Entity(BOLD, 0, 3), Entity(CODE, 1, 1))),
    "code link": Rich("abc", (Entity(LINK, 0, 3, url="https://a.ru"), Entity(CODE, 0, 1))),
    "relative": Rich("abc", (Entity(LINK, 0, 3, url="../kvm.md"),)),
    "local": Rich("abc", (Entity(LINK, 0, 3, url="http://localhost/"),)),
    "script": Rich("abc", (Entity(LINK, 0, 3, url="javascript:alert(1)"),)),
}
"""Texts that Telegram refuses or changes."""


@pytest.mark.parametrize("rich", RIGHT)
def test_right_texts_pass(rich: Rich) -> None:
    """Nothing is said against a text that Telegram takes unchanged."""
    assert judge(rich) == []


@pytest.mark.parametrize("name", WRONG)
def test_wrong_texts_are_found(name: str) -> None:
    """Each way of being wrong is found."""
    assert judge(WRONG[name])


def test_limits_are_those_asked_for() -> None:
    """A caption has less room than a message."""
    assert judge(Rich("a" * 1025), 1024)
    assert not judge(Rich("a" * 1024), 1024)
