"""Git conflict markers become one text again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import parse_lecture, plain_text
from corpus.conflicts import Line, resolve


def resolved(text: str) -> str:
    """Return a text with its conflicts resolved."""
    lines, _ = resolve([Line(line, i) for i, line in enumerate(text.split("\n"), start=1)])
    return "\n".join(line.text for line in lines)


def noted(text: str) -> list[int]:
    """Return the lines of what was reported."""
    _, notes = resolve([Line(line, i) for i, line in enumerate(text.split("\n"), start=1)])
    return [note.line for note in notes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd", "a\nb\nc\nd"),
        ("<<<<<<< HEAD\none two\nthree\n=======\none  two three\n>>>>>>> x", "one two\nthree"),
        ("<<<<<<< HEAD\n=======\nApril\n>>>>>>> x\n# A", "April\n# A"),
        ("<<<<<<< HEAD\nApril\n=======\n\n \n>>>>>>> x\n# A", "April\n# A"),
        ("<<<<<<< HEAD\n=======\n>>>>>>> x\ntext", "text"),
        ("<<<<<<< HEAD\na\n||||||| base\nold\n=======\nb\n>>>>>>> x", "a\n\nb"),
        ("<<<<<<< HEAD\nsame\n\nx\n=======\nsame\n\ny\n>>>>>>> x", "same\n\nx\n\ny"),
        ("<<<<<<< HEAD\nx\n\nend\n=======\ny\n\nend\n>>>>>>> x", "x\n\ny\n\nend"),
        (
            "<<<<<<< A\n1\n<<<<<<< B\n2\n=======\n3\n>>>>>>> B\n=======\n4\n>>>>>>> A",
            "1\n2\n3\n\n4",
        ),
        ("<<<<<<<<< A\n1\n=========\n2\n>>>>>>>>> A\nend", "1\n2\nend"),
        ("<<<<<<<\nleft\n=======\nright\n>>>>>>>", "left\n\nright"),
    ],
    ids=[
        "both",
        "white space",
        "empty",
        "blank",
        "nothing",
        "diff3",
        "head",
        "tail",
        "nested",
        "long",
        "bare",
    ],
)
def test_resolves(text: str, expected: str) -> None:
    """Equal sides keep one, an empty side yields, otherwise both stay in order."""
    assert resolved(text) == expected


def test_whole_paragraphs_stay_apart() -> None:
    """Two versions of a paragraph do not run into one; two versions of a table row do not break the table."""
    apart = "x\n\n<<<<<<< HEAD\nold text\n=======\nnew words\n>>>>>>> x\n\ny"
    rows = "| a |\n|---|\n<<<<<<< HEAD\n| 1 |\n=======\n| 2 |\n>>>>>>> x\n"
    assert resolved(apart) == "x\n\nold text\n\nnew words\n\ny"
    assert resolved(rows) == "| a |\n|---|\n| 1 |\n| 2 |\n"


@pytest.mark.parametrize(
    "text",
    [
        "```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```",
        "~~~text\n<<<<<<< HEAD\n```\n=======\nb\n>>>>>>> x\n~~~",
        "Title\n=======\n\ntext",
        "text <<<<<<< HEAD",
        "    <<<<<<< HEAD",
        "<<<<<<<HEAD",
    ],
    ids=["fence", "tildes", "setext", "inline", "indented", "no space"],
)
def test_what_is_no_marker_stays(text: str) -> None:
    """Markers in code fences and look-alikes are text, and nothing is reported."""
    assert resolved(text) == text
    assert noted(text) == []


def test_fence_inside_a_side() -> None:
    """A code block in a side may show a whole conflict; one cut by the conflict hides nothing."""
    shown = "<<<<<<< A\n```\n<<<<<<< x\n1\n=======\n2\n>>>>>>> x\n```\n=======\n>>>>>>> A"
    cut = "<<<<<<< A\n```sh\nls\n=======\n```bash\nls -l\n>>>>>>> A\n```"
    assert resolved(shown) == "```\n<<<<<<< x\n1\n=======\n2\n>>>>>>> x\n```"
    assert resolved(cut) == "```sh\nls\n```bash\nls -l\n```"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc", "a\nb\n\nc"),
        ("a\n<<<<<<< HEAD\nb", "a\nb"),
        ("text\n=======\nmore\n>>>>>>> x", "text\n\nmore"),
        ("a\n>>>>>>> x\nb", "a\nb"),
        ("<<<<<<< A\n1\n>>>>>>> A\n2", "1\n2"),
        ("<<<<<<< A\n1\n||||||| b\n2\n>>>>>>> A", "1\n2"),
        ("<<<<<<< A\n1\n||||||| b\n2", "1\n2"),
    ],
    ids=["no end", "no middle", "no start", "only end", "no separator", "no sides", "diff3 unclosed"],
)
def test_unbalanced_markers_are_harmless(text: str, expected: str) -> None:
    """Markers without counterparts go, the text stays, and each is reported."""
    assert resolved(text) == expected
    assert len(noted(text)) == 1


def test_an_unclosed_conflict_in_a_conflict() -> None:
    """A marker of the outer conflict ends an inner one that its author left open."""
    text = "<<<<<<< A\n1\n<<<<<<<<< B\n2\n=======\n3\n>>>>>>> A"
    assert resolved(text) == "1\n2\n\n3"
    assert noted(text) == [1, 3]


def test_a_thousand_openings_are_harmless() -> None:
    """Conflicts are followed to a depth; beyond it openings are just taken out."""
    text = "<<<<<<< A\n" * 1000 + "text"
    assert resolved(text) == "text"
    assert len(noted(text)) == 1000


def test_separator_makes_no_heading() -> None:
    """A `=======` under text is no Setext heading of the lecture."""
    lecture = parse_lecture("# A\n\n<<<<<<< HEAD\ntext\n=======\nother\n>>>>>>> x\n", "a.md")
    assert [section.breadcrumb for section in lecture.sections] == [("A",)]
    assert plain_text(lecture.sections[0].markdown).split() == ["text", "other"]


def test_lines_are_those_of_the_file() -> None:
    """Sections and problems after a conflict carry the numbers that an editor shows."""
    lecture = parse_lecture("<<<<<<< HEAD\n=======\nApril\n>>>>>>> x\n# A\n\ntext\n", "a.md")
    assert lecture.sections[0].line == 5
    assert lecture.sections[0].blocks[1].line == 7
    assert [(p.line, p.code) for p in lecture.problems] == [(1, "conflict-marker")]


MARKERS = st.sampled_from(["<<<<<<< a", "||||||| b", "=======", ">>>>>>> c", "```", "", "<<<<<<<<< d"])


@given(st.lists(st.one_of(MARKERS, st.integers(0, 999)), max_size=30))
def test_no_text_is_lost_or_doubled(parts: list[str | int]) -> None:
    """Whatever the markers do, each line of text but a diff3 ancestor survives once, in order."""
    lines = [part if isinstance(part, str) else f"line {i}" for i, part in enumerate(parts)]
    kept = [line for line in resolved("\n".join(lines)).split("\n") if line.startswith("line")]
    original = [line for line in lines if line.startswith("line")]
    assert kept == [line for line in original if line in kept]
    if not any(line.startswith("|||||||") for line in lines):
        assert kept == original
