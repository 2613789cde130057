"""A file becomes a lecture: outline, sections, ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from corpus import chunk, parse_lecture, plain_text

if TYPE_CHECKING:
    from pathlib import Path


def crumbs(source: str, path: str = "notes.md") -> list[tuple[str, ...]]:
    """Return the breadcrumbs of a file."""
    return [section.breadcrumb for section in parse_lecture(source, path).sections]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# T\n## A\n### B\n## C\n", [("T",), ("T", "A"), ("T", "A", "B"), ("T", "C")]),
        ("# T\n## A\n# U\n## B\n", [("T",), ("T", "A"), ("T", "U"), ("T", "U", "B")]),
        ("# T\n#### A\n### B\n", [("T",), ("T", "A"), ("T", "B")]),
        ("## A\n\ntext\n\n## B\n", [("notes", "A"), ("notes", "B")]),
        ("## A\n### B\n", [("A",), ("A", "B")]),
        ("## A\n# T\n", [("notes", "A"), ("notes", "T")]),
        ("T\n=\n\nA\n---\n", [("T",), ("T", "A")]),
        ("# T `code` [link](x) *em* ![](p.png)\n", [("T code link em",)]),
        ("# T\n## A\n## A\n", [("T",), ("T", "A"), ("T", "A")]),
        ("# T\n```\n# no heading\n```\n", [("T",)]),
        ("# T\n> # quoted\n\n- # listed\n", [("T",)]),
        ("# T\n#\n\ntext\n", [("T",)]),
        ("just text", [("notes",)]),
        ("", []),
        ("---\ntitle: F\n---\n# T\n\ntext", [("F", "T")]),
        ("---\ntitle: T\n---\n# T\n\ntext", [("T",)]),
        ("---\ntitle: F\n---\nbefore\n\n# T", [("F",), ("F", "T")]),
    ],
)
def test_outline(source: str, expected: list[tuple[str, ...]]) -> None:
    """Headings nest under the lecture's title, however the author jumps between levels."""
    assert crumbs(source) == expected


def test_level_is_the_depth_in_the_outline() -> None:
    """A level says how deep a section lies, not how many hashes it has."""
    assert [section.level for section in parse_lecture("# T\n#### A\n", "a.md").sections] == [1, 2]


def test_text_before_the_first_heading_is_the_titles() -> None:
    """A date above the title is kept, under the title."""
    lecture = parse_lecture("April\n\n# T\n\ntext\n", "a.md")
    assert lecture.title == "T"
    assert lecture.sections[0].markdown == "April\n\ntext"
    assert lecture.sections[0].line == 3


@pytest.mark.parametrize(
    ("path", "lecture_id"),
    [
        ("kvm.md", "kvm"),
        ("02_virtual/README.md", "02_virtual"),
        ("a/b/index.markdown", "a/b"),
        ("a/kvm.md", "a/kvm"),
        ("README.md", "README"),
        ("лекция 1.md", "лекция 1"),
        ("a.b.md", "a.b"),
    ],
)
def test_ids_of_lectures_come_from_paths(path: str, lecture_id: str) -> None:
    """A folder's README is the folder."""
    assert parse_lecture("text", path).id == lecture_id


def test_ids_of_sections_are_stable_and_unique() -> None:
    """An id stays when other text changes, differs for a repeated heading, and has its form."""
    before = parse_lecture("# T\n\nold\n\n## A\n\n1\n\n## A\n\n2\n", "a.md").sections
    after = parse_lecture("intro\n\n# T\n\nnew\n\n## B\n\n## A\n\n3\n\n## A\n", "a.md").sections
    assert len({section.id for section in before}) == 3
    assert [section.id for section in before] == [after[0].id, after[2].id, after[3].id]
    assert all(re.fullmatch("[a-z2-7]{10}", section.id) for section in before)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["Windows", "old Mac"])
def test_line_ends_make_no_difference(end: str) -> None:
    """Files from other systems are read alike."""
    source = "\ufeff# T\n\n## A\n\n- a\n- b\n\n```\nx\n\ny\n```\n"
    assert parse_lecture(source.replace("\n", end), "a.md") == parse_lecture(source, "a.md")


def test_asks_go_to_their_section() -> None:
    """Other words of the author belong to the heading they stand under and are shown to nobody."""
    source = "# T\n<!-- ask: начало -->\n## A\n"
    source += "text <!-- ASK: one, two words; one\nthree -->\n## B\n<!-- no -->\nb\n"
    sections = parse_lecture(source, "a.md").sections
    assert [section.asks for section in sections] == [("начало",), ("one", "two words", "three"), ()]
    assert plain_text(sections[1].markdown) == "text"


def test_reference_definitions_come_along() -> None:
    """A section cut out of its file keeps the definitions it uses, and no others."""
    source = "# T\n\n[a][x] ![b][Y]\n\n## A\n\n[c]\n\n## B\n\nb\n\n"
    source += '[x]: http://x.y "A \\"t\\""\n[y]: p.png\n[c]: <c d>\n'
    first, second, third = parse_lecture(source, "a.md").sections
    assert first.markdown == '[a][x] ![b][Y]\n\n[X]: <http://x.y> "A \\"t\\""\n\n[Y]: <p.png>'
    assert second.markdown == "[c]\n\n[C]: <c%20d>"
    assert third.markdown == "b"


def test_footnotes_come_along() -> None:
    """Footnotes are shown and searched where they are used, those that they use included."""
    source = "# T\n\nb\n\n[^1]: one[^2]\n\n    more\n\n[^2]: two[^1]\n\n## A\n\na[^1]\n"
    title, section = parse_lecture(source, "a.md").sections
    assert title.markdown == "b"
    passage = chunk(parse_lecture(source, "a.md"))[1]
    assert passage.text == "a\none\nmore\ntwo"
    assert plain_text(section.markdown).split() == ["a", "one", "more", "two"]


def test_pictures_are_looked_up() -> None:
    """Every picture gets its path from the finder, or none."""
    source = "![a](one.png) <img src='two.png'>\n\n- ![[three.png]]\n"
    lecture = parse_lecture(source, "a.md", find_picture={"one.png": "img/one.png"}.get)
    (passage,) = chunk(lecture)
    assert [(p.target, p.alt, p.path) for p in passage.pictures] == [
        ("one.png", "a", "img/one.png"),
        ("two.png", "", None),
        ("three.png", "", None),
    ]


def test_unclosed_fence_is_closed_for_others() -> None:
    """Definitions after a code block that the author forgot to close are no code."""
    lecture = parse_lecture("[x]: http://x.y\n\n[x]\n\n```\ncode\n", "a.md")
    assert plain_text(lecture.sections[0].markdown) == "x\ncode"


def test_contents_are_no_text() -> None:
    """A list of links to the file's own headings is dropped, other lists of links are not."""
    contents = "- [A](#a)\n  - [B *b*](#b)\n- [[#C]]\n"
    others = "- [A](#a)\n- [X](http://x.y)\n"
    assert parse_lecture(f"# T\n\n{contents}", "a.md").sections[0].markdown == ""
    assert parse_lecture(f"# T\n\n{others}", "a.md").sections[0].markdown == others.strip()
    assert parse_lecture("# T\n\n[TOC]\n\n[[_TOC_]]\n", "a.md").sections[0].markdown == ""


def test_blocks_point_into_their_section(shared: Path) -> None:
    """Every block's place in its section's source is exact."""
    for path in sorted(shared.rglob("*.md")):
        for section in parse_lecture(path.read_text(), path.name).sections:
            for block in section.blocks:
                source = section.markdown[block.start : block.end]
                assert plain_text(source) == block.text or block.needs
                assert all(block.start <= part.start < part.end <= block.end for part in block.parts)


def test_shared_lecture(shared: Path) -> None:
    """The lecture as people write it: its outline is whole, and its conflicts are reported."""
    path = shared / "lecture" / "virtualization.md"
    lecture = parse_lecture(path.read_text(), path.name)
    assert lecture.title.startswith("Введение в виртуализацию")
    assert lecture.sections[0].markdown == "Апрель 2022"
    assert [section.breadcrumb[1:] for section in lecture.sections if section.level > 2][:2] == [
        ("Коммерческие продукты", "VMWare"),
        ("Коммерческие продукты", "Hyper-V"),
    ]
    kvm = next(section for section in lecture.sections if section.breadcrumb[-1] == "KVM")
    assert plain_text(kvm.markdown).count("KVM является представителем") == 1
    assert [problem.line for problem in lecture.problems] == [1, 145, 227]
    assert not re.search("<<<<|====|>>>>", "".join(section.markdown for section in lecture.sections))
