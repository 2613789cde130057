"""Bytes of a file to text: UTF-8 first, what else lecturers' editors write with a warning."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

DAMAGED = 0.05
"""Share of broken places among the non-ASCII characters up to which a file is UTF-8, though damaged."""

CYRILLIC = 0.6
"""Share of Cyrillic letters among the non-ASCII characters from which Windows-1251 is believed."""

MIXED = 0.5
"""Share of Cyrillic words with Latin letters in them up to which Windows-1251 is believed."""

_WORD = re.compile(r"[A-Za-zА-яЁё]+")
_LATIN = re.compile(r"[A-Za-z]")
_LETTERS = re.compile(r"[А-яЁё]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = "this is a binary file, not text"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text."""

    text: str
    """Without a byte order mark; empty where it cannot be read."""
    warning: str = ""
    """What should be mended though the text can be read."""
    error: str = ""
    """Why it cannot be read."""
    line: int = 1
    """Where the trouble is."""

    @property
    def code(self) -> str:
        """The kind of trouble, as of a problem."""
        return "binary" if self.error == _BINARY else "encoding"


def decode(data: bytes) -> Decoded:
    """Return the text that bytes stand for.

    Args:
        data: A file's content.
    """
    if data.startswith(_UTF16):
        return _utf16(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _other(data, data.count(b"\n", 0, error.start) + 1)
    if "\0" in text:
        return Decoded("", error=_BINARY, line=text.count("\n", 0, text.index("\0")) + 1)
    return Decoded(text)


def _utf16(data: bytes) -> Decoded:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return Decoded("", error="this is neither text nor a known encoding; save it as UTF-8")
    if "\0" in text:
        return Decoded("", error=_BINARY)
    return Decoded(text, warning="the file is in UTF-16; save it as UTF-8")


def _other(data: bytes, line: int) -> Decoded:
    mended = data.decode("utf-8-sig", errors="replace")
    broken = mended.count("\ufffd")
    wide = sum(char > "\x7f" for char in mended)
    if _CONTROL.search(mended):
        return Decoded("", error=_BINARY, line=line)
    if broken <= max(1, DAMAGED * wide) and wide > 2 * broken:
        return Decoded(
            mended,
            warning=f"{broken} broken UTF-8 character(s), shown as \ufffd; save the file anew",
            line=line,
        )
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        return Decoded("", error="this is neither UTF-8 nor Windows-1251; save it as UTF-8", line=line)
    strange = sum(char > "\x7f" for char in text)
    cyrillic = [word for word in _WORD.findall(text) if _LETTERS.search(word)]
    mixed = sum(bool(_LATIN.search(word)) for word in cyrillic)
    if len(_LETTERS.findall(text)) < CYRILLIC * strange or mixed > MIXED * len(cyrillic):
        return Decoded("", error="this is neither UTF-8 nor Windows-1251; save it as UTF-8", line=line)
    return Decoded(text, warning="the file is in Windows-1251; save it as UTF-8", line=line)
