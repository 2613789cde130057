"""A folder of notes is read; one bad file never stops the others."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from corpus import CorpusError, bundled_notes, chunk, load_lectures
from corpus.load import MAX_BYTES, natural

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files under a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def test_order_and_ids(tmp_path: Path) -> None:
    """Lectures come in the order a person counts, whatever the disk says."""
    names = ["10_xen/README.md", "2_kvm.md", "2_kvm/README.md", "1/a10.md", "1/a9.MD", "faq/why.markdown"]
    write(tmp_path, dict.fromkeys(names, "# T\n\ntext\n"))
    found = [(lecture.path, lecture.id) for lecture in load_lectures(tmp_path).lectures]
    assert found == [
        ("1/a9.MD", "1/a9"),
        ("1/a10.md", "1/a10"),
        ("2_kvm/README.md", "2_kvm"),
        ("2_kvm.md", "2_kvm-2"),
        ("10_xen/README.md", "10_xen"),
        ("faq/why.markdown", "faq/why"),
    ]


def test_natural_order() -> None:
    """Numbers in names count as numbers."""
    assert sorted(["b", "a10", "a9", "A1", "10", "9"], key=natural) == ["9", "10", "A1", "a9", "a10", "b"]


def test_what_is_no_lecture_is_left_alone(tmp_path: Path) -> None:
    """Hidden folders and other files are no notes."""
    write(
        tmp_path,
        {
            "a.md": "a",
            ".git/b.md": "b",
            ".c.md": "c",
            "synonyms.txt": "d",
            "questions.jsonl": "e",
            "x/.y/z.md": "f",
        },
    )
    notes = load_lectures(tmp_path)
    assert [lecture.path for lecture in notes.lectures] == ["a.md"]
    assert notes.problems == ()
    assert notes.root == tmp_path.resolve()


def test_bad_files_are_reported_and_left_out(tmp_path: Path) -> None:
    """Each bad file is a problem of its own, and the good ones are served."""
    write(
        tmp_path,
        {
            "1.md": "# Good\n\ntext\n",
            "2.md": b"\x89PNG\0\0",
            "3.md": b" " * (MAX_BYTES + 1),
            "4.md": "",
            "5.md": "# Старый\n\nтекст\n".encode("cp1251"),
        },
    )
    (tmp_path / "6.md").mkdir()
    (tmp_path / "7.md").symlink_to(tmp_path / "nowhere.md")
    notes = load_lectures(tmp_path)
    assert [lecture.title for lecture in notes.lectures] == ["Good", "Старый"]
    assert [(problem.path, problem.code) for problem in notes.problems] == [
        ("2.md", "binary"),
        ("3.md", "too-large"),
        ("4.md", "empty-file"),
        ("5.md", "encoding"),
    ]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A link to a file outside is reported; a linked folder is not entered."""
    outside = tmp_path / "outside"
    write(outside, {"secret.md": "# Secret\n\nsecret\n"})
    root = tmp_path / "notes"
    write(root, {"a.md": "a"})
    (root / "b.md").symlink_to(outside / "secret.md")
    (root / "c").symlink_to(outside)
    (root / "d.md").symlink_to(root / "a.md")
    notes = load_lectures(root)
    assert [lecture.path for lecture in notes.lectures] == ["a.md", "d.md"]
    assert [(problem.path, problem.code) for problem in notes.problems] == [("b.md", "outside")]


def test_a_single_file(tmp_path: Path) -> None:
    """One file can be served alone, its pictures beside it."""
    write(tmp_path, {"a.md": "# A\n\n![x](img/x.png)\n", "b.md": "b", "img/x.png": b"x"})
    notes = load_lectures(tmp_path / "a.md")
    assert [lecture.id for lecture in notes.lectures] == ["a"]
    assert notes.root == tmp_path.resolve()
    assert chunk(notes.lectures[0])[0].pictures[0].path == "img/x.png"


def test_obsidian_pictures_are_found_anywhere(tmp_path: Path) -> None:
    """Obsidian names a picture without its folder."""
    write(tmp_path, {"one/a.md": "![[x.png]]", "files/x.png": b"x"})
    (lecture,) = load_lectures(tmp_path).lectures
    assert chunk(lecture)[0].pictures[0].path == "files/x.png"


@pytest.mark.parametrize("name", ["missing", "empty", "bad.md", "empty.md"])
def test_nothing_to_serve_is_an_error(tmp_path: Path, name: str) -> None:
    """Without a single lecture there is one clear line to say."""
    write(tmp_path, {"empty/x.txt": "", "bad.md": b"\0", "empty.md": ""})
    with pytest.raises(CorpusError) as caught:
        load_lectures(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_same_folder_gives_the_same_lectures(tmp_path: Path, shared: Path) -> None:
    """Loading twice, or from another place, makes no difference."""
    shutil.copytree(shared / "course", tmp_path / "copy")
    one, other = load_lectures(shared / "course"), load_lectures(tmp_path / "copy")
    assert one.lectures == other.lectures
    assert [chunk(lecture) for lecture in one.lectures] == [chunk(lecture) for lecture in other.lectures]


def test_the_shared_course(shared: Path) -> None:
    """Twelve lectures and a glossary, named by their folders and first headings."""
    lectures = load_lectures(shared / "course").lectures
    assert [lecture.id for lecture in lectures][:2] == ["01_intro", "02_virtual"]
    assert [lecture.id for lecture in lectures][-2:] == ["12_best_practicies", "glossary"]
    assert lectures[1].title == "Виртуализация"
    passages = [passage for lecture in lectures for passage in chunk(lecture)]
    assert not any("](#" in passage.markdown for passage in passages)
    assert any(passage.label == "Микросервис" for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)


def test_bundled_notes_are_in_the_package() -> None:
    """The package knows where its own lecture lies."""
    assert bundled_notes().parts[-2:] == ("corpus", "notes")
