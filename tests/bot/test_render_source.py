"""Formatted messages as Markdown and back."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.model import EntityKind, Rich
from bot.render import bold, code, join, lines, link, pre, quote, render_markdown, source_of
from bot.render.runs import Run, fixed
from tests.bot.test_render_runs import richly


@pytest.mark.parametrize(
    "rich",
    [
        join(
            "Сначала ",
            bold("поставьте"),
            " пакет ",
            code("qemu-kvm"),
            ", потом ",
            link("читайте", "https://a.ru/b"),
        ),
        lines("Команды:", pre("# ставим\nsudo apt install qemu-kvm", "bash"), "и всё."),
        lines("Лектор пишет:", quote(join("это ", bold("важно"))), "согласны?"),
        join("- не список\n1. и это нет\n# и не заголовок\n\na*b*c и __init__, $x$, <b>, [[x]] \\ ~~"),
        join(code("a`b"), " и ", code("``")),
        fixed("жирный и курсив", [Run(EntityKind.BOLD, 0, 15), Run(EntityKind.ITALIC, 9, 15)]),
        join("строка\n===\nещё\n---"),
    ],
)
def test_what_people_write_comes_back_as_it_was(rich: Rich) -> None:
    """Text, code, links and emphasis; nothing in it is taken for Markdown."""
    again = render_markdown(source_of(rich))
    assert again.text.split() == rich.text.split()
    assert [(e.kind, e.url, e.language) for e in again.entities] == [
        (e.kind, e.url, e.language) for e in rich.entities
    ]


@given(richly())
def test_no_word_is_lost_or_added(rich: Rich) -> None:
    """Whatever the formatting."""
    assert render_markdown(source_of(rich)).text.split() == rich.text.split()
