"""What a text defines: the names in sentences that say what something is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
"""Ends of sentences, roughly: lines end them too."""
_IS: Final = re.compile(
    r"^\W*(?P<name>[^.!?\n]{2,70}?)\W*\s(?:[—–-]\s|[—–-]?\s*это\b|является\b|представля\w+ собой"
    r"|называ\w+|призна[еёю]тся\b|счита[ею]тся\b|\(англ|is (?:an?|the)\b|are\b|means\b|refers to\b)",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?:называ\w+|именуе\w+|is called|are called|known as)\s+(?P<name>[^.!?\n,;]{2,60})", re.IGNORECASE
)
_MEANT: Final = re.compile(r"\bпод\s+(?P<name>[^.!?\n,;]{2,60}?)\s+(?:обычно\s+)?понима\w+", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\((?:далее\s*[—–:-]?\s*|англ\.\s*)?(?P<name>[A-ZА-ЯЁ][\w-]{1,15})\)")
"""A name in brackets behind what it stands for (трансляция адресов (NAT))."""
_HEADS: Final = re.compile(r"^\W*(?P<name>[^.!?:\n]{2,50}):\s+\S")
"""What a line is about (Атомарность: всё или ничего)."""
_EQUATION: Final = re.compile(r"\s+(?:\S{1,4}\s+=\s.*|[α-ωΑ-Ω]$)")
"""The sign of a quantity, and what it equals (Load factor α = n / m)."""
_OR: Final = re.compile(r"\s(?:или|либо|or)\s")


def defined(text: str) -> Iterator[str]:
    """The names that a text defines, in the order of its sentences."""
    for sentence in SENTENCE_END.split(text):
        for pattern in (_IS, _CALLED, _MEANT, _HEADS, _BRACKETED):
            if match := pattern.search(sentence):
                yield from (_EQUATION.sub("", name) for name in _OR.split(match["name"]))
