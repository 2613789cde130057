"""What a lecturer is told to mend, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import CorpusError, Severity, check
from corpus.links import slug

if TYPE_CHECKING:
    from pathlib import Path


def found(root: Path, source: str) -> list[tuple[int, str]]:
    """Return line and code of every problem of a file."""
    (root / "a.md").write_text(source, encoding="utf-8")
    return [(problem.line, problem.code) for problem in check(root) if problem.path == "a.md"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# T\n\ntext\n", []),
        ("# T\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", [(2, "conflict-marker")]),
        ("---\nx: [\n---\n# T\n\ntext", [(2, "front-matter")]),
        ("# T\n\na\n![](no.png)\n\n![](http://x.y/z.png)", [(4, "missing-picture"), (6, "remote-picture")]),
        ("# T\n\n## A\n\n## B\n\nb", [(3, "empty-section")]),
        ("# T\n\n## A\n\n### B\n\nb\n\n# C", [(9, "empty-section")]),
        ("# T\n\n## Contents\n\n- [A](#a)\n- [T](#t)\n\n## A\n\na", []),
        ("# T\n\n## A\n\na\n\n## A\n\nb", [(7, "duplicate-heading")]),
        ("# T\n\n## A\n\n### X\n\na\n\n## B\n\n### X\n\nb", []),
        ("# T\n\n### A\n\na", [(3, "level-jump")]),
        ("just text", [(1, "no-heading")]),
        ("# T\n\n```\ncode\n# x", [(3, "unclosed-fence")]),
        ("# T\n\n> ```\n> code\n> ```\n\n- ~~~~\n  code\n  ~~~~", []),
        ("# T\n\na\n\n<!-- never\n\nmore", [(5, "unclosed-comment")]),
        ("# T\n\n[a](#t) [b](#no) [c](b.md) [d](no.md) [e](b.md#u) [f](b.md#t)", [
            (3, "broken-heading-link"), (3, "broken-heading-link"), (3, "broken-link"),
        ]),
        ("# T\n\n[[b]] [[B#U]] [[#T]] [[#No]] [[no]]", [(3, "broken-heading-link"), (3, "broken-link")]),
        ("# T\n\n[a](http://x.y/z.md) [b](file.pdf) [c](mailto:x@y.z) [d](/x.md)", []),
        ("# T\n\n[a](#x)\n\n<a name='x'></a>", []),
        ("# T\n\n## A\n\n[1](#a-1)\n\n## A\n\nb", [(7, "duplicate-heading")]),
        ("# T\n\ntext\n[a][b] [^c] [d]", [(4, "undefined-reference"), (4, "undefined-reference")]),
        ("# T\n\n[a][b] [^c]\n\n[b]: x\n\n[^c]: y", []),
        ("# T\n\nx[^c]\n\n[^c]: y\n\n[^d]: z", [(7, "unused-footnote")]),
        ("# T\n\n`[a][b]` \\[a][b]", []),
        ("# T\n\n" + "x" * 4000, [(3, "over-long-passage")]),
    ],
)  # fmt: skip
def test_problems_of_a_file(tmp_path: Path, source: str, expected: list[tuple[int, str]]) -> None:
    """Each problem is found on its line, and what is right is not reported."""
    (tmp_path / "b.md").write_text("# U\n\nb\n", encoding="utf-8")
    assert found(tmp_path, source) == expected


def test_pictures_of_a_folder(tmp_path: Path) -> None:
    """Pictures that no file shows are noted; those that one shows are not."""
    for name in ("one.png", "two.png", "x.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "a.md").write_text("# T\n\n![](one.png)\n", encoding="utf-8")
    assert [(p.path, p.code, p.severity) for p in check(tmp_path)] == [
        ("two.png", "unused-picture", Severity.NOTE)
    ]


def test_every_file_is_checked(tmp_path: Path) -> None:
    """A file that is left out is reported beside the others, in order of path and line."""
    (tmp_path / "10.md").write_bytes(b"\0")
    (tmp_path / "9.md").write_text("# T\n\n## A\n\n## B\n", encoding="utf-8")
    problems = check(tmp_path)
    assert [(p.path, p.line, p.code) for p in problems] == [
        ("9.md", 3, "empty-section"),
        ("9.md", 5, "empty-section"),
        ("10.md", 1, "binary"),
    ]
    assert problems[-1].severity is Severity.ERROR


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    """There is nothing to check where there is nothing."""
    with pytest.raises(CorpusError):
        check(tmp_path / "missing")


def test_a_folder_without_notes_is_an_error(tmp_path: Path) -> None:
    """It is the wrong one, and must not be told to be in order."""
    (tmp_path / "lecture.docx").write_bytes(b"")
    with pytest.raises(CorpusError, match="no Markdown file"):
        check(tmp_path)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Что такое KVM?", "что-такое-kvm"), ("CI / CD", "ci--cd"), ("a_b-c", "a_b-c"), ("C++", "c")],
)
def test_slug(heading: str, anchor: str) -> None:
    """Anchors are those that GitHub makes."""
    assert slug(heading) == anchor


def test_the_shared_lecture(shared: Path) -> None:
    """Three conflicts and eleven missing pictures, each on its line."""
    problems = check(shared / "lecture" / "virtualization.md")
    assert [p.line for p in problems if p.code == "conflict-marker"] == [1, 145, 227]
    assert sum(p.code == "missing-picture" for p in problems) == 11
    assert {p.code for p in problems} == {"conflict-marker", "missing-picture"}


def test_the_shared_course(shared: Path) -> None:
    """Tables of contents of real lectures raise no false alarm."""
    assert [(p.path, p.code) for p in check(shared / "course")] == [
        ("01_intro/README.md", "missing-picture"),
        ("07_docker_compose_i/README.md", "broken-link"),
    ]
