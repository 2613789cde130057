"""Terms that the notes define."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Passage

_MARKED: Final = re.compile(
    r"(?m)^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?P<mark>\*\*|__|\*|_)(?P<name>[^*_\n]{2,60}?)(?P=mark)\s*(?:\([^)\n]{1,60}\)\s*)?"
    r"(?:[—–-]|это\b|is\b|are\b|:)\s*(?:это\s+)?\S"
)
_PLAIN: Final = re.compile(
    r"(?m)^(?P<name>[A-ZА-ЯЁ][\w+#./-]*(?:\s[\w+#./()-]+){0,3})\s+(?:[—–-]\s+это\b|[—–]\s|это\s|is an?\s)"
)
_ASKED: Final = re.compile(
    r"^(?:что\s+такое|what\s+(?:is|are)(?:\s+an?)?)\s+(?P<name>.{2,60}?)\s*\??$", re.IGNORECASE
)
_EXPLAINED: Final = re.compile(r"\s*\([^)]*\)$")
MOST_WORDS: Final = 5
"""Words of a term; longer runs before a dash are sentences."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term and where it is defined."""

    name: str
    passage_id: str


def glossary(passages: Sequence[Passage]) -> tuple[Term, ...]:
    """The terms that passages define, by name; of several definitions the first."""
    found: dict[str, Term] = {}
    for passage in passages:
        for name in _names(passage):
            found.setdefault(_key(name), Term(name, passage.id))
    return tuple(found[key] for key in sorted(found))


def _names(passage: Passage) -> list[str]:
    names = [match["name"].strip() for match in _MARKED.finditer(passage.markdown)]
    names += [match["name"].strip() for match in _PLAIN.finditer(passage.text)]
    asked = _ASKED.match(passage.breadcrumb[-1])
    if asked:
        names.append(asked["name"].strip())
    bare = [name.rstrip(" —–-") for name in names if not name.endswith(":")]
    return [name for name in bare if len(name.split()) <= MOST_WORDS and any(map(str.isalpha, name))]


def _key(name: str) -> str:
    """Equal for a term with and without its explanation: "Снимок" and "Снимок (snapshot)"."""
    return _EXPLAINED.sub("", name).lower().replace("ё", "е")
