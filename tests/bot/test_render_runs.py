"""Units, the normal form of formatting, and the small pieces that texts are put together from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Entity, EntityKind, Rich
from bot.render import (
    bold,
    code,
    folded,
    italic,
    join,
    lines,
    link,
    plain,
    pre,
    quote,
    trimmed,
    u16len,
    underline,
)
from bot.render.runs import Run, runs_of, settle
from bot.render.units import Ruler, clean
from tests.tdlib import judge, judge_wire

LETTERS = st.text(
    st.one_of(st.sampled_from("ab яё \n\n  😀👨‍👩‍👧é.!\t\u200b\u200d\u200e\u202e\u030a"), st.characters()),
    max_size=40,
)
KINDS = st.sampled_from(list(EntityKind))


@st.composite
def richly(draw: st.DrawFn) -> Rich:
    """Any text with any formatting, in normal form."""
    text = clean(draw(LETTERS))
    runs = [
        Run(
            kind,
            min(places),
            max(places),
            "https://a.ru/" if kind is EntityKind.LINK else "",
            "py" if kind is EntityKind.PRE and places[0] % 2 else "",
        )
        for kind, *places in draw(
            st.lists(st.tuples(KINDS, st.integers(0, 40), st.integers(0, 40)), max_size=8)
        )
    ]
    return settle(text, runs)


def objections(rich: Rich) -> list[str]:
    """What Telegram has against a text that is not empty."""
    return [fault for fault in judge(rich) if fault != "empty text"]


@given(LETTERS)
def test_units_are_those_of_utf16(text: str) -> None:
    """Lengths are what encoding gives, and the ruler goes there and back."""
    text = clean(text)
    assert u16len(text) == len(text.encode("utf-16-le")) // 2
    ruler = Ruler(text)
    for index in range(len(text) + 1):
        assert ruler.unit(index) == u16len(text[:index])
        assert ruler.index(ruler.unit(index)) == index


@pytest.mark.parametrize(("text", "unit"), [("😀", 1), ("😀", 3), ("a", 2), ("a", -1)])
def test_offsets_between_characters_only(text: str, unit: int) -> None:
    """An offset inside a character or outside the text is an error."""
    with pytest.raises(ValueError, match="offset"):
        Ruler(text).index(unit)


@given(st.text(max_size=60))
def test_clean_text_arrives_as_it_is(text: str) -> None:
    """Telegram changes nothing in a cleaned text; cleaning twice is cleaning once."""
    cleaned = clean(text).strip()
    assert clean(cleaned) == cleaned
    assert [fault for fault in judge_wire(cleaned, [], limit=200) if fault != "empty text"] == []


@given(richly())
def test_any_formatting_becomes_normal(rich: Rich) -> None:
    """Whatever overlaps, nests or is empty: Telegram takes the normal form unchanged."""
    assert objections(rich) == []


@given(richly())
def test_normal_form_stays(rich: Rich) -> None:
    """The normal form of the normal form is itself."""
    assert settle(rich.text, runs_of(rich)) == rich


@given(st.lists(richly(), max_size=4), st.sampled_from(["", " ", "\n"]))
def test_joined_texts_are_normal(parts: list[Rich], by: str) -> None:
    """Parts put together keep their text, and the whole is in normal form."""
    joined = join(*parts, by=by)
    assert joined.text == by.join(part.text for part in parts)
    assert objections(trimmed(joined)) == []


def test_bold_neighbours_join() -> None:
    """Two bold parts that touch are one entity."""
    assert join(bold("a"), bold("b")) == Rich("ab", (Entity(EntityKind.BOLD, 0, 2),))


def test_blanks_between_parts_stay() -> None:
    """A part may end in a blank; only a finished text is trimmed."""
    assert join(join("a "), bold("b")) == Rich("a b", (Entity(EntityKind.BOLD, 2, 1),))
    assert trimmed(join(" a ", bold("b "))) == Rich("a b", (Entity(EntityKind.BOLD, 2, 1),))


def test_offsets_count_emoji_twice() -> None:
    """What follows an emoji is moved by two."""
    assert join("😀", italic("x")).entities == (Entity(EntityKind.ITALIC, 2, 1),)


def test_lines_leave_out_what_is_empty() -> None:
    """Empty parts make no empty lines."""
    assert lines("a", "", Rich(""), plain("b")).text == "a\nb"


def test_links_that_telegram_refuses_are_text() -> None:
    """One bad address would refuse the whole message."""
    assert link("a", "https://a.ru") == Rich("a", (Entity(EntityKind.LINK, 0, 1, url="https://a.ru"),))
    assert link(bold("a"), "http://localhost") == bold("a")


def test_quotes_inside_quotes_lose_their_frame() -> None:
    """A folded quote holds the text of inner quotes and keeps code blocks."""
    inner = join(quote("a"), "\n", pre("b", "py"), "\n", code("c"))
    assert [entity.kind for entity in folded(inner).entities] == [
        EntityKind.FOLDED_QUOTE,
        EntityKind.PRE,
        EntityKind.CODE,
    ]
    assert not judge(folded(inner))


def test_accents_become_letters() -> None:
    """Telegram drops the ring of a decomposed letter, so it is composed first; a ring alone goes."""
    assert (clean("a\u030a"), clean("x\u030a")) == ("å", "x")


def test_styles_of_whole_texts() -> None:
    """The small pieces are what their names say."""
    assert [piece.entities[0].kind for piece in (bold("a"), italic("a"), underline("a"), code("a"))] == [
        EntityKind.BOLD,
        EntityKind.ITALIC,
        EntityKind.UNDERLINE,
        EntityKind.CODE,
    ]


def test_tabs_become_columns() -> None:
    """Telegram would make one blank of a tab."""
    assert pre("a\tb").text == "a   b"
