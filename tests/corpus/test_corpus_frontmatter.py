"""What a file says about itself before its text."""

from __future__ import annotations

import pytest

from corpus import parse_lecture
from corpus.frontmatter import read_front_matter


def test_title_and_tags() -> None:
    """Title and tags are taken, and the block is no text."""
    lecture = parse_lecture("---\ntitle: Сети\ntags: [tcp, '#ip', tcp]\n---\n\ntext\n", "a.md")
    assert (lecture.title, lecture.tags) == ("Сети", ("tcp", "ip"))
    assert lecture.sections[0].breadcrumb == ("Сети",)
    assert lecture.sections[0].markdown == "text"


def test_instructor_answer() -> None:
    """An instructor's answer says its kind, its date and the section it belongs to."""
    source = "---\nkind: FAQ\ndate: 2026-11-02\nsection: KVM\n---\n# Why?\n\nBecause.\n"
    lecture = parse_lecture(source, "faq/why.md")
    assert (lecture.kind, lecture.date, lecture.about) == ("faq", "2026-11-02", "KVM")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [("a, b c", ("a", "b c")), ("'#a #b'", ("a", "b")), ("", ()), ("{a: b}", ()), ("[[a], b]", ("b",))],
    ids=["commas", "hashes", "nothing", "mapping", "nested"],
)
def test_tags_in_every_spelling(tags: str, expected: tuple[str, ...]) -> None:
    """Tags are a list or a line; anything else is none."""
    assert read_front_matter(["---", f"tags: {tags}", "---"]).tags == expected


def test_values_stay_text() -> None:
    """Numbers, dates and booleans stay as the author wrote them."""
    front = read_front_matter(["---", "title: 2026", "date: 1.10", "kind: no", "---"])
    assert (front.title, front.date, front.kind) == ("2026", "1.10", "no")


@pytest.mark.parametrize(
    "inside",
    [
        "title: [",
        "title: a: b",
        "title: 'x",
        "a: !!python/object:os.system [",
        "a: &x [*x, *y]",
        "x: " + "[" * 3000,
    ],
    ids=["list", "colon", "quote", "tag", "alias", "deep"],
)
def test_broken_yaml_is_a_problem(inside: str) -> None:
    """Broken YAML is reported with a line of the file, and the text is still read."""
    lecture = parse_lecture(f"---\nok: 1\n{inside}\n---\n# A\n\ntext\n", "a.md")
    assert [problem.code for problem in lecture.problems] == ["front-matter"]
    assert 1 <= lecture.problems[0].line <= 4
    assert lecture.sections[0].markdown == "text"


@pytest.mark.parametrize(
    "source",
    [
        "---\njust words\n---\n",
        "---\n- a\n- b\n---\n",
        "---\ntext: never closed\n",
        "text\n---\na: b\n---\n",
        "---\n",
        "---\n# A\n---\n",
    ],
    ids=["words", "list", "unclosed", "not first", "rule", "heading"],
)
def test_what_is_no_front_matter_stays_text(source: str) -> None:
    """A rule between paragraphs hides nothing."""
    assert read_front_matter(source.split("\n")).length == 0


def test_a_thousand_aliases_cost_nothing() -> None:
    """Aliases of aliases are not multiplied out."""
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60)), "tags: *a59"]
    assert read_front_matter(["---", *lines, "---"]).tags == ()
