"""A folder of Markdown files, or one file, to lectures: the only disk access of the package."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from corpus.decode import decode
from corpus.errors import CorpusError
from corpus.model import Notes, Problem, Severity
from corpus.parse import id_of, outline, read_page
from corpus.pictures import SUFFIXES, finder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.model import Lecture
    from corpus.parse import Page

MAX_BYTES = 5_000_000
"""Size of a file of notes; a thick book has less text."""

MARKDOWN = frozenset({".md", ".markdown"})
"""Files that are notes."""

_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in a notes folder."""

    root: Path
    """Resolved."""
    notes: tuple[str, ...]
    """POSIX paths of Markdown files, in natural order."""
    pictures: tuple[str, ...]
    """POSIX paths of pictures, in natural order; empty where only one file was asked for."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file that could be read."""

    page: Page
    lecture: Lecture
    find_picture: Callable[[str], str | None]


def load_lectures(root: Path) -> Notes:
    """Return the lectures of a folder, or of one file.

    Args:
        root: A folder or a Markdown file.

    Raises:
        CorpusError: It is missing, or holds no lecture that can be read.
    """
    folder = look_into(root)
    problems = list(folder.problems)
    lectures = [loaded.lecture for loaded in read_all(folder, problems)]
    if not lectures:
        if problems:
            raise CorpusError.of(problems[0])
        raise CorpusError(str(root), 0, "there is no Markdown file with text here", "no-notes")
    problems += [problem for lecture in lectures for problem in lecture.problems]
    return Notes(folder.root, tuple(lectures), ordered(problems))


def ordered(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return problems by file and line, each once.

    Args:
        problems: In any order.
    """
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (natural(p.path), p.line, p.code, p.message)))


def natural(path: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Return a key that sorts `2_kvm.md` before `10_xen.md`.

    Args:
        path: POSIX path.
    """
    return tuple(
        tuple(
            (0, int(part), part) if i % 2 else (1, 0, part.casefold())
            for i, part in enumerate(_DIGITS.split(name))
            if part
        )
        for name in path.split("/")
    )


def look_into(root: Path) -> Folder:
    """Return what lies in a folder; for a single file, that file alone.

    Args:
        root: A folder or a Markdown file.

    Raises:
        CorpusError: There is no such file or folder.
    """
    try:
        if root.is_file():
            return Folder(root.resolve().parent, (root.resolve().name,), (), ())
        if not root.is_dir():
            raise CorpusError(str(root), 0, "there is no such file or folder", "missing")
        resolved = root.resolve()
        problems: list[Problem] = []
        paths = sorted(_walk(resolved, problems), key=natural)
    except OSError as error:
        raise CorpusError(str(root), 0, f"cannot be read: {error.strerror or error}", "unreadable") from error
    return Folder(
        root=resolved,
        notes=tuple(path for path in paths if PurePosixPath(path).suffix.lower() in MARKDOWN),
        pictures=tuple(path for path in paths if PurePosixPath(path).suffix.lower() in SUFFIXES),
        problems=tuple(problems),
    )


def read_all(folder: Folder, problems: list[Problem]) -> Iterator[Loaded]:
    """Yield every file that can be read, ids made unique; others are added to the problems.

    Args:
        folder: From `look_into`.
        problems: Where to report.
    """
    names: dict[str, str] = {}
    for picture in folder.pictures:
        names.setdefault(PurePosixPath(picture).name, picture)
    taken: set[str] = set()
    for path in folder.notes:
        source = _read(folder.root, path, problems)
        if source is None:
            continue
        find_picture = finder(folder.root, path, names)
        page = read_page(source, path)
        lecture = outline(page, find_picture, _free_id(path, taken))
        if not lecture.sections:
            problems.extend(lecture.problems)
            problems.append(
                Problem(path, 0, Severity.WARNING, "empty-file", "the file has no text; it is left out")
            )
            continue
        taken.add(lecture.id)
        yield Loaded(page, lecture, find_picture)


def _walk(root: Path, problems: list[Problem]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        path = Path(error.filename or root)
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        problems.append(Problem(shown, 0, Severity.ERROR, "unreadable", f"cannot be read: {error.strerror}"))

    for here, folders, files in os.walk(root, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(here, name)
            if name.startswith(".") or path.suffix.lower() not in MARKDOWN | SUFFIXES:
                continue
            relative = path.relative_to(root).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                message = "the link leads out of the notes folder; it is left out"
                problems.append(Problem(relative, 0, Severity.ERROR, "outside", message))
            elif path.is_file():
                yield relative


def _read(root: Path, path: str, problems: list[Problem]) -> str | None:
    def error(code: str, message: str, line: int = 0) -> None:
        problems.append(Problem(path, line, Severity.ERROR, code, message))

    try:
        with root.joinpath(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        error("unreadable", f"the file cannot be read: {problem.strerror or problem}")
        return None
    if len(data) > MAX_BYTES:
        error("too-large", f"the file is larger than {MAX_BYTES // 1_000_000} MB; it is left out")
        return None
    decoded = decode(data)
    if decoded.error:
        error(decoded.code, f"{decoded.error}; it is left out", decoded.line)
        return None
    if decoded.warning:
        problems.append(Problem(path, decoded.line, Severity.WARNING, "encoding", decoded.warning))
    return decoded.text


def _free_id(path: str, taken: set[str]) -> str:
    """Return the id that the path makes, or a longer one if it is taken (`kvm.md`, `kvm/README.md`)."""
    wanted = id_of(path)
    stem = path.rpartition(".")[0] or path
    number = 1
    while wanted in taken:
        number += 1
        wanted = f"{stem}-{number}" if stem in taken else stem
    return wanted
