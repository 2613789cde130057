"""Lengths and offsets in UTF-16 code units, as messengers count; and text that arrives as it was sent."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

BMP_END = "\uffff"
"""The last character that takes one UTF-16 unit; all later ones take two."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters that Telegram turns into spaces, and halves of characters that it refuses."""
_DROPPED = re.compile("[\r\u0333\u033f\u030a\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that Telegram cuts out, or that turn the reading direction of what follows."""
_SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f\u030a\u0333\u033f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)

TAB_WIDTH = 4
"""Columns from one tab stop to the next; Telegram itself makes one space of a tab."""


def u16len(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """`text` without what Telegram would change or refuse, so that offsets stay true."""
    if _SUSPECT.search(text) is None:
        return text
    if "\u030a" in text:
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    text = _DROPPED.sub("", text).expandtabs(TAB_WIDTH)
    return _CONTROLS.sub(" ", text)


class Ruler:
    """Translates between Python indices and UTF-16 offsets of one text."""

    __slots__ = ("_indices", "_units", "length")

    def __init__(self, text: str) -> None:
        """Measures `text`; a text of two-byte characters needs no table."""
        self.length = u16len(text)
        self._units: list[int] | None = None
        self._indices: dict[int, int] | None = None
        if self.length != len(text):
            steps = (1 if character <= BMP_END else 2 for character in text)
            self._units = list(accumulate(steps, initial=0))

    def unit(self, index: int) -> int:
        """The UTF-16 offset of a Python index."""
        return index if self._units is None else self._units[index]

    def index(self, unit: int) -> int:
        """The Python index of a UTF-16 offset; ValueError inside a surrogate pair or outside the text."""
        if self._units is None:
            if not 0 <= unit <= self.length:
                message = f"offset {unit} lies outside the text"
                raise ValueError(message)
            return unit
        if self._indices is None:
            self._indices = {at: index for index, at in enumerate(self._units)}
        if unit not in self._indices:
            message = f"offset {unit} lies inside a character or outside the text"
            raise ValueError(message)
        return self._indices[unit]
