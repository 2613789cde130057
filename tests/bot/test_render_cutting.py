"""Long texts: split into messages, cut short, thinned out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Entity, EntityKind, Rich
from bot.render import around, bold, code, cut, fits, italic, join, pre, split, thinned, u16len
from bot.render.runs import Run, runs_of, settle
from bot.render.units import clean
from tests.tdlib import judge

WORDS = st.sampled_from(
    ["слово", "a", "😀", "👩🏽‍💻", "Конец.", "\n", "\n\n", "    ", "e\u0301", "x" * 30, "и", ":"]
)
KINDS = st.sampled_from(list(EntityKind))


@st.composite
def longer(draw: st.DrawFn) -> Rich:
    """A text of many words with formatting here and there."""
    text = clean(" ".join(draw(st.lists(WORDS, min_size=1, max_size=60))))
    places = st.integers(0, len(text))
    runs = [
        Run(kind, min(ends), max(ends), "https://a.ru/" if kind is EntityKind.LINK else "")
        for kind, *ends in draw(st.lists(st.tuples(KINDS, places, places), max_size=12))
    ]
    return settle(text, runs)


def letters(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


@given(longer(), st.integers(2, 200))
def test_split_loses_no_text(rich: Rich, limit: int) -> None:
    """All pieces together are the text, white space at the cuts aside; each fits and is taken as it is."""
    pieces = split(rich, limit)
    assert letters("".join(piece.text for piece in pieces)) == letters(rich.text)
    for piece in pieces:
        assert judge(piece, limit) in ([], ["empty text"])


@given(longer(), st.integers(40, 200))
def test_split_keeps_formatting(rich: Rich, limit: int) -> None:
    """Every character has in its piece the formatting it had in the text."""
    wanted = [kinds for character, kinds in formatted(rich) if not character.isspace()]
    got = [
        kinds
        for piece in split(rich, limit)
        for character, kinds in formatted(piece)
        if not character.isspace()
    ]
    assert got == wanted


def formatted(rich: Rich) -> list[tuple[str, frozenset[EntityKind]]]:
    """Each character with the kinds that cover it."""
    runs = runs_of(rich)
    return [
        (character, frozenset(run.kind for run in runs if run.start <= at < run.end))
        for at, character in enumerate(rich.text)
    ]


@given(longer(), st.integers(1, 200))
def test_cut_keeps_the_limit(rich: Rich, limit: int) -> None:
    """What was cut fits, ends in an ellipsis and begins as the text did; what fits stays."""
    short = cut(rich, limit)
    assert u16len(short.text) <= limit
    assert judge(short, limit) in ([], ["empty text"])
    if u16len(rich.text) <= limit:
        assert short == rich
    else:
        assert short.text.endswith("…")
        assert letters(rich.text).startswith(letters(short.text.removesuffix("…")))


@given(longer(), st.integers(20, 200), st.data())
def test_around_keeps_what_matters(rich: Rich, limit: int, data: st.DataObject) -> None:
    """The part fits, and holds the beginning of what it was cut around."""
    if not rich.text:
        return
    start = data.draw(st.integers(0, len(rich.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(rich.text), start + 5)))
    part = around(rich, start, end, limit)
    assert judge(part, limit) in ([], ["empty text"])
    line = rich.text[start:end].strip().partition("\n")[0]
    if u16len(line) * 2 + 8 < limit:
        assert line in part.text


def test_around_prefers_the_beginning_of_the_line() -> None:
    """As long as what matters still fits; else the cut begins with it."""
    rich = Rich(f"слово слово {'x' * 30}")
    assert around(rich, 6, 11, 22).text == "слово слово…"
    assert around(rich, 8, 13, 22).text.startswith("ово x")


def test_paragraphs_before_lines_before_sentences() -> None:
    """The cut is taken where it hurts least."""
    assert [piece.text for piece in split(Rich("aaaa. bb\ncc\n\ndd dd dd"), 16)] == [
        "aaaa. bb\ncc",
        "dd dd dd",
    ]
    assert [piece.text for piece in split(Rich("aaaa. bb\ncc dd dd dd"), 16)] == ["aaaa. bb", "cc dd dd dd"]
    assert [piece.text for piece in split(Rich("aaaa bb. cc dd dd"), 13)] == ["aaaa bb.", "cc dd dd"]


def test_a_lead_in_stays_with_its_list() -> None:
    """No message ends in a colon while there is another place to cut."""
    text = "Первое слово и ещё одно.\nПреимущества:\n• быстро и просто"
    assert [piece.text for piece in split(Rich(text), 42)] == [
        "Первое слово и ещё одно.",
        "Преимущества:\n• быстро и просто",
    ]


def test_code_goes_on_as_code() -> None:
    """A code block cut in two is two blocks of the same language; indents stay."""
    first, second = split(pre("def f():\n    return 1\n    return 2", "python"), 22)
    assert (first.text, second.text) == ("def f():\n    return 1", "    return 2")
    assert [entity.language for piece in (first, second) for entity in piece.entities] == ["python", "python"]


def test_inline_code_is_not_cut() -> None:
    """A command stays in one piece where it can."""
    pieces = split(join("run this just now ", code("docker run --rm")), 24)
    assert [piece.text for piece in pieces] == ["run this just now", "docker run --rm"]


@pytest.mark.parametrize("cluster", ["👩🏽‍💻", "e\u0301", "🏳️‍🌈"])
def test_characters_stay_whole(cluster: str) -> None:
    """An emoji of several parts or an accented letter is not parted."""
    pieces = split(Rich("x" + cluster * 40), 20)
    assert all(letters(piece.text).removeprefix("x").replace(cluster, "") == "" for piece in pieces)


def test_a_hundred_entities_at_most() -> None:
    """In a crowded message italics go first, from the end; links and code stay."""
    crowded = join(*(join(italic(f"i{at}"), " ", code(f"c{at}"), " ") for at in range(70)))
    assert not fits(crowded)
    kept = thinned(crowded).entities
    assert len(kept) == 100
    assert sum(entity.kind is EntityKind.CODE for entity in kept) == 70
    assert kept[0] == Entity(EntityKind.ITALIC, 0, 2)
    assert all(len(piece.entities) <= 100 for piece in split(crowded))


def test_cut_code_says_so_under_the_block() -> None:
    """The ellipsis is not part of the program."""
    short = cut(pre("one\ntwo\nthree"), 10)
    assert short.text == "one\ntwo\n…"
    assert short.entities[0].length == 7


def test_around_shows_where_text_is_missing() -> None:
    """Whole lines around the sentence, an ellipsis on each side that was cut."""
    text = "first line\nsecond line\n" + "THE ANSWER" + "\nfourth line\nfifth line"
    rich = Rich(text)
    start = text.index("THE")
    assert around(rich, start, start + 10, 30).text == "…\nTHE ANSWER\nfourth line\n…"
    assert around(rich, start, start + 10, 400) == rich


def test_nothing_splits_into_nothing() -> None:
    """No text, no message."""
    assert split(Rich("")) == ()
    assert split(Rich(" \n ")) == ()
    assert split(bold("a")) == (bold("a"),)
