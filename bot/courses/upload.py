"""A file that an instructor sent -> a staged copy of the course, checked before anything is touched."""

from __future__ import annotations

import lzma
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from bot.courses import files

MAX_UPLOAD: Final = 20_000_000
"""Bytes: what the Bot API lets a bot download."""
MAX_FILES: Final = 2_000
"""In one archive; a course of a hundred lectures with ten pictures each is half of it."""
MAX_UNPACKED: Final = 200_000_000
"""Bytes in all: ten times the largest archive; text packs to a third, pictures hardly at all."""
MAX_RATIO: Final = 100
"""Unpacked to packed size of one file. Prose packs at 3 to 5, generated tables at 30; a bomb at 1,000."""
SMALL: Final = 100_000
"""Bytes below which the ratio does not matter: a file of blank lines is no bomb."""
_CHUNK: Final = 65_536
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)
"""What zipfile raises where an archive is damaged or packed in a way that it does not know."""


class Refusal(StrEnum):
    """Why an upload is not taken."""

    KIND = "kind"
    """Neither Markdown nor a zip."""
    SIZE = "size"
    BROKEN = "broken"
    """Not a zip that can be read."""
    ENCRYPTED = "encrypted"
    PATH = "path"
    """A name that leads out of the folder."""
    COUNT = "count"
    RATIO = "ratio"
    EMPTY = "empty"
    """No notes in it."""
    AMBIGUOUS = "ambiguous"
    """Several lectures have this file name."""


class UploadError(Exception):
    """An upload cannot be taken; nothing has been changed."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(f"{refusal}: {detail}" if detail else str(refusal))
        self.refusal = refusal
        self.detail = detail
        """The name in question, where there is one."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy of the course as it would be."""

    root: Path
    ignored: tuple[str, ...] = ()
    """Names in the archive that are neither notes nor pictures."""
    lecture: str = ""
    """Path of the lecture that was sent; empty for an archive."""


def stage(course: Path, name: str, content: bytes, target: Path) -> Staged:
    """Make a copy of the course with the upload in it.

    One Markdown file replaces the lecture with its file name, or is added. An archive replaces all notes
    and pictures; the instructor's answers, synonyms and questions stay unless it brings its own.

    Args:
        course: The course's folder; only read.
        name: The file's name as it was sent.
        content: Its bytes.
        target: Folder to make; must not exist.

    Raises:
        UploadError: With the reason; `target` is not to be used then.
    """
    if len(content) > MAX_UPLOAD:
        raise UploadError(Refusal.SIZE)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in {".md", ".markdown"}:
        return _one(course, name, content, target)
    if suffix == ".zip":
        return _archive(course, content, target)
    raise UploadError(Refusal.KIND, name)


def _one(course: Path, name: str, content: bytes, target: Path) -> Staged:
    base = PurePosixPath(name.replace("\\", "/")).name
    if not files.belongs(base):
        raise UploadError(Refusal.PATH, name)
    same = [path for path in files.managed(course) if PurePosixPath(path).name == base]
    if len(same) > 1:
        raise UploadError(Refusal.AMBIGUOUS, base)
    path = same[0] if same else base
    files.copy(course, target)
    files.write_whole(target / path, content)
    return Staged(target, lecture=path)


def _archive(course: Path, content: bytes, target: Path) -> Staged:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked, ignored = _unpack(archive)
    except _DAMAGED as error:
        raise UploadError(Refusal.BROKEN) from error
    unpacked = _without_top_folder(unpacked)
    unpacked = {path: data for path, data in unpacked.items() if files.belongs(path)}
    if not any(path.lower().endswith((".md", ".markdown")) for path in unpacked):
        raise UploadError(Refusal.EMPTY)
    target.mkdir(parents=True)
    for path in files.managed(course):
        if files.beside(path):
            files.write_whole(target / path, (course / path).read_bytes())
    for path, data in unpacked.items():
        files.write_whole(target / path, data)
    return Staged(target, tuple(ignored))


def _unpack(archive: zipfile.ZipFile) -> tuple[dict[str, bytes], list[str]]:
    """Every file that may belong to a course, by its path; and the names of the others."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_FILES:
        raise UploadError(Refusal.COUNT)
    unpacked: dict[str, bytes] = {}
    ignored: list[str] = []
    left = MAX_UNPACKED
    for member in members:
        path = _safe_path(member)
        if member.flag_bits & 1:
            raise UploadError(Refusal.ENCRYPTED)
        # Whether `synonyms.txt` lies at the top is known only once a folder around everything is gone.
        if not files.belongs(path) and PurePosixPath(path).name not in files.BESIDE:
            ignored.append(path)
            continue
        unpacked[path] = _read(archive, member, left)
        left -= len(unpacked[path])
    return unpacked, ignored


def _safe_path(member: zipfile.ZipInfo) -> str:
    """The member's path.

    Raises:
        UploadError: It leads out of the folder, or the member is a link.
    """
    name = member.filename
    if not member.flag_bits & 0x800:
        name = _unflagged(name.encode("cp437", "replace"))
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))  # macOS writes й as two characters
    pure = PurePosixPath(name)
    link = stat.S_ISLNK(member.external_attr >> 16)
    if pure.is_absolute() or ".." in pure.parts or ":" in name or "\0" in name or link:
        raise UploadError(Refusal.PATH, name)
    return pure.as_posix()


def _unflagged(name: bytes) -> str:
    """A name that does not say how it is written: UTF-8 by the zip of Unix, CP866 by Russian Windows.

    Python has read it as CP437, which loses nothing.
    """
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp866", "replace")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """A member's bytes, counted as they come: what its header says is not believed."""
    data = bytearray()
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            data += chunk
            if len(data) > left:
                raise UploadError(Refusal.SIZE)
            if len(data) > SMALL and len(data) > MAX_RATIO * max(1, member.compress_size):
                raise UploadError(Refusal.RATIO, member.filename)
    return bytes(data)


def _without_top_folder(unpacked: dict[str, bytes]) -> dict[str, bytes]:
    """Archives of a folder hold everything in one: it is not part of the notes."""
    tops = {PurePosixPath(path).parts[0] for path in unpacked}
    if len(tops) != 1 or any("/" not in path for path in unpacked):
        return unpacked
    inner = {path.split("/", 1)[1]: data for path, data in unpacked.items()}
    # A course of one lecture, `kvm/README.md`, keeps its folder: the lecture is named after it.
    return unpacked if set(inner) & {"README.md", "index.md"} and len(inner) == 1 else inner
