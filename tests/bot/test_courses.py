"""Keeping notes: uploads that are refused or staged, what they change, versions, the instructor's answers."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.courses import (
    Entry,
    Refusal,
    UploadError,
    Versions,
    changes,
    entries,
    keep,
    managed,
    stage,
    stale,
    upload,
    withdraw,
)
from bot.courses import files as course_files
from bot.model import Rich
from bot.render import source_of
from index import open_library

if TYPE_CHECKING:
    from pathlib import Path

KVM = "# KVM\n\nKVM — часть ядра Linux.\n\n## Минусы\n\nСбои под нагрузкой.\n"
XEN = "# Xen\n\nXen — зрелый гипервизор.\n"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of two lectures, an answer and two questions."""
    root = tmp_path / "course"
    (root / "faq").mkdir(parents=True)
    (root / "kvm.md").write_text(KVM, encoding="utf-8")
    (root / "xen.md").write_text(XEN, encoding="utf-8")
    (root / "faq" / "note.md").write_text("# Когда экзамен?\n\nВ январе.\n", encoding="utf-8")
    (root / "questions.jsonl").write_text(
        '{"id": "1", "question": "минусы kvm", "kind": "list", "gold": ["Минусы"]}\n'
        '{"id": "2", "question": "что такое xen", "kind": "definition", "gold": ["Xen"]}\n',
        encoding="utf-8",
    )
    (root / "todo.txt").write_text("not a note", encoding="utf-8")
    return root


def _zip(files: dict[str, bytes], **attributes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = attributes.get("external_attr", 0)
            archive.writestr(info, data)
    return out.getvalue()


PACKINGS = (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def _damaged(packing: int) -> bytes:
    """An archive of one file whose packed bytes are overwritten; its table of contents is whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("a.md", b"# A\n\n" + bytes(range(256)) * 8)
    sent = bytearray(out.getvalue())
    sent[34:54] = b"\xff" * 20
    return bytes(sent)


def _tree(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in managed(root)}


def test_one_lecture_replaces_the_one_of_its_name(course: Path, tmp_path: Path) -> None:
    """Everything else is in the copy as it was, and the course is untouched."""
    before = _tree(course)
    staged = stage(course, "xen.md", b"# Xen\n\nNew.\n", tmp_path / "staged")
    assert _tree(staged.root) == {**before, "xen.md": b"# Xen\n\nNew.\n"}
    assert _tree(course) == before


def test_an_archive_replaces_the_notes_and_keeps_answers_and_questions(course: Path, tmp_path: Path) -> None:
    """A folder around everything is no part of the notes; strange files are named and left out."""
    sent = _zip({"notes/kvm.md": KVM.encode(), "notes/run.exe": b"MZ", "notes/img/a.png": b"png"})
    staged = stage(course, "Notes.ZIP", sent, tmp_path / "staged")
    assert set(_tree(staged.root)) == {"kvm.md", "img/a.png", "faq/note.md", "questions.jsonl"}
    assert staged.ignored == ("notes/run.exe",)


def test_names_of_a_russian_windows_archive_are_read(course: Path, tmp_path: Path) -> None:
    """Old archivers wrote CP866 and said nothing of it."""
    sent = _zip({"ZZZZZZ.md": b"# A\n\ntext\n"}).replace(b"ZZZZZZ", "лекция".encode("cp866"))
    staged = stage(course, "a.zip", sent, tmp_path / "staged")
    assert "лекция.md" in _tree(staged.root)


def test_names_of_a_unix_archive_are_read(course: Path, tmp_path: Path) -> None:
    """Its zip writes UTF-8 and says nothing of it either; macOS takes й apart."""
    name = unicodedata.normalize("NFD", "Файл").encode()
    sent = _zip({f"{'Z' * len(name)}.md": b"# A\n\ntext\n"}).replace(b"Z" * len(name), name)
    staged = stage(course, "a.zip", sent, tmp_path / "staged")
    assert unicodedata.normalize("NFC", "Файл.md") in _tree(staged.root)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("notes.docx", b"PK", Refusal.KIND),
        ("notes.zip", b"PK\x03\x04 nothing", Refusal.BROKEN),
        *(("notes.zip", _damaged(packing), Refusal.BROKEN) for packing in PACKINGS),
        ("notes.zip", _zip({"../evil.md": b"# x"}), Refusal.PATH),
        ("notes.zip", _zip({"/etc/evil.md": b"# x"}), Refusal.PATH),
        ("notes.zip", _zip({"C:\\evil.md": b"# x"}), Refusal.PATH),
        ("notes.zip", _zip({"a\\..\\..\\evil.md": b"# x"}), Refusal.PATH),
        ("notes.zip", _zip({"link.md": b"/etc/passwd"}, external_attr=0o120777 << 16), Refusal.PATH),
        ("notes.zip", _zip({"bomb.md": b"a" * 30_000_000}), Refusal.RATIO),
        ("notes.zip", _zip({f"{n}.md": b"x" for n in range(upload.MAX_FILES + 1)}), Refusal.COUNT),
        ("notes.zip", _zip({"readme.txt": b"hello"}), Refusal.EMPTY),
        (".hidden.md", b"# x", Refusal.PATH),
        ("big.md", b"a" * (upload.MAX_UPLOAD + 1), Refusal.SIZE),
    ],
)
def test_what_may_do_harm_is_refused(
    course: Path, tmp_path: Path, name: str, content: bytes, refusal: Refusal
) -> None:
    """The reason is told, and nothing of the course or beside it has changed."""
    before = _tree(course)
    with pytest.raises(UploadError) as raised:
        stage(course, name, content, tmp_path / "staged")
    assert raised.value.refusal is refusal
    assert _tree(course) == before
    assert not (tmp_path / "evil.md").exists()


def test_sizes_in_an_archive_are_counted_not_believed(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many files that pass one by one are stopped by their sum."""
    monkeypatch.setattr(upload, "MAX_UNPACKED", 100)
    with pytest.raises(UploadError) as raised:
        stage(course, "a.zip", _zip({"a.md": b"x" * 60, "b.md": b"y" * 60}), tmp_path / "staged")
    assert raised.value.refusal is Refusal.SIZE


def test_an_encrypted_archive_is_named_as_such(course: Path, tmp_path: Path) -> None:
    """Not "broken": the sender can do something about it."""
    sent = bytearray(_zip({"a.md": b"# x"}))
    sent[sent.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UploadError) as raised:
        stage(course, "a.zip", bytes(sent), tmp_path / "staged")
    assert raised.value.refusal is Refusal.ENCRYPTED


def test_two_lectures_of_one_name_are_not_guessed_between(course: Path, tmp_path: Path) -> None:
    """`README.md` alone does not tell which lecture it is."""
    for folder in ("01", "02"):
        (course / folder).mkdir()
        (course / folder / "README.md").write_text("# A\n\ntext\n", encoding="utf-8")
    with pytest.raises(UploadError) as raised:
        stage(course, "README.md", b"# B", tmp_path / "staged")
    assert raised.value.refusal is Refusal.AMBIGUOUS


def test_changes_name_sections_problems_and_questions(course: Path, tmp_path: Path) -> None:
    """Added, changed and removed sections, a new problem, and a question that would lose its answer."""
    text = "# KVM\n\nKVM — модуль ядра.\n\n## Плюсы\n\n![](нет.png)\nБыстрый.\n"
    staged = stage(course, "kvm.md", text.encode(), tmp_path / "staged")
    before, _ = open_library(course)
    after, _ = open_library(staged.root)
    found = changes(before, course, after, staged.root)
    assert found.added == (("KVM", "Плюсы"),)
    assert found.changed == (("KVM",),)
    assert found.removed == (("KVM", "Минусы"),)
    assert [one.code for one in found.problems] == ["missing-picture"]
    assert found.worse == ("минусы kvm",)
    assert not found.nothing


def test_changes_name_the_kept_answers_to_read_again(course: Path, tmp_path: Path) -> None:
    """Those whose sections would be others; not those that are stale already."""
    before, _ = open_library(course)
    section = next(one for one in before.lectures if one.id == "kvm").sections[1]
    keep(course, before, Entry("Как обойти?", "Добавить памяти.", "2026-11-22", section.id))
    staged = stage(course, "kvm.md", KVM.replace("Сбои", "Редкие сбои").encode(), tmp_path / "staged")
    after, _ = open_library(staged.root)
    assert changes(before, course, after, staged.root).outdated == ("Как обойти?",)
    assert changes(after, course, after, staged.root).outdated == ()


def test_the_same_notes_change_nothing(course: Path, tmp_path: Path) -> None:
    """A file sent twice says so."""
    staged = stage(course, "kvm.md", KVM.encode(), tmp_path / "staged")
    library, _ = open_library(course)
    assert changes(library, course, library, staged.root).nothing


def test_a_change_can_be_undone(course: Path, tmp_path: Path) -> None:
    """Twice applied, twice undone, and then there is nothing to undo; other files stay."""
    versions = Versions(tmp_path / "versions", course)
    states = [_tree(course)]
    for number, text in enumerate(("# Xen\n\nOne.\n", "# Xen\n\nTwo.\n")):
        staged = stage(course, "xen.md", text.encode(), tmp_path / f"staged{number}")
        versions.apply(staged.root, NOW.replace(minute=number))
        states.append(_tree(course))
    assert states[2]["xen.md"] == b"# Xen\n\nTwo.\n"
    assert versions.undo()
    assert _tree(course) == states[1]
    assert versions.undo()
    assert _tree(course) == states[0]
    assert not versions.undo()
    assert (course / "todo.txt").exists()


def test_a_change_cut_short_is_undone_at_the_next_start(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between two files leaves the journal, and the journal brings the old version back."""
    before = _tree(course)
    staged = stage(course, "a.zip", _zip({"a.md": b"# A\n\nx\n", "b.md": b"# B\n\nx\n"}), tmp_path / "staged")
    versions = Versions(tmp_path / "versions", course)
    whole = course_files.write_whole

    def crash(target: Path, content: bytes) -> None:
        if target == course / "b.md":
            raise KeyboardInterrupt
        whole(target, content)

    monkeypatch.setattr(course_files, "write_whole", crash)
    with pytest.raises(KeyboardInterrupt):
        versions.apply(staged.root, NOW)
    monkeypatch.undo()
    assert _tree(course) != before
    assert Versions(tmp_path / "versions", course).recover()
    assert _tree(course) == before
    assert not versions.recover()


def test_a_disk_that_fills_up_leaves_the_course_as_it_was(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is raised, the notes are the old ones."""
    before = _tree(course)
    staged = stage(course, "a.zip", _zip({"a.md": b"# A\n\nx\n", "b.md": b"# B\n\nx\n"}), tmp_path / "staged")
    whole = course_files.write_whole

    def full(target: Path, content: bytes) -> None:
        if target == course / "b.md":
            raise OSError(28, "No space left on device")
        whole(target, content)

    monkeypatch.setattr(course_files, "write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        Versions(tmp_path / "versions", course).apply(staged.root, NOW)
    assert _tree(course) == before


def test_an_answer_is_kept_found_and_withdrawn(course: Path) -> None:
    """It is a file beside the notes, searched with them under its question."""
    library, _ = open_library(course)
    answer = source_of(Rich("# не заголовок\nПоставить с ISO и выбрать ZFS.\n---\nИ всё."))
    entry = keep(course, library, Entry("Как установить Proxmox?", answer, "2026-11-22"))
    assert [one.answer for one in entries(course)] == [answer]
    found = open_library(course)[0].answer("как установить proxmox")
    assert found.hits[0].passage.breadcrumb == ("Как установить Proxmox?",)
    assert "выбрать ZFS" in found.hits[0].passage.text
    assert withdraw(course, entry.name)
    assert entries(course) == ()
    assert not withdraw(course, entry.name)


def test_an_answer_to_the_same_question_replaces_the_first(course: Path) -> None:
    """Two answers to one question would contradict each other."""
    library, _ = open_library(course)
    keep(course, library, Entry("Когда зачёт?", "В мае.", "2026-11-22"))
    keep(course, library, Entry("когда зачёт?", "В июне.", "2026-12-01"))
    assert [(one.answer, one.date) for one in entries(course)] == [("В июне.", "2026-12-01")]


def test_an_answer_is_flagged_when_its_section_changes(course: Path) -> None:
    """Changed or gone: the instructor should look at it again."""
    library, _ = open_library(course)
    section = next(one for one in library.lectures if one.id == "kvm").sections[1]
    entry = keep(course, library, Entry("Как обойти?", "Добавить памяти.", "2026-11-22", section.id))
    assert not stale(entry, library)
    (course / "kvm.md").write_text(KVM.replace("Сбои", "Редкие сбои"), encoding="utf-8")
    assert stale(entries(course)[0], open_library(course)[0])


def test_only_answers_can_be_withdrawn(course: Path) -> None:
    """A name from a button is not to be believed."""
    assert not withdraw(course, "../kvm")
    assert not withdraw(course, "note")
    assert (course / "kvm.md").exists()
