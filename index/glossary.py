"""Terms that the notes define."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from corpus import Passage
    from index.analyze import Analyzer

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
JUDGING: Final = """
преимущество плюс достоинство выгода недостаток минус применение требование правило совет причина задача
ограничение проблема риск возможность особенность рекомендация ошибка этап шаг
advantage benefit pros drawback disadvantage cons requirement rule advice reason task limitation problem risk
step mistake
"""
"""Words of a heading or label under which a list names no terms, but what speaks for a thing or is to do."""
POINTING: Final = """
главный основной первый второй третий другой важный следующий последний единственный ещё такой этот каждый
любой основа main first second other important next last only such this every any
"""
"""Words that open a sentence about a thing, not the name of a thing (главный минус, основной способ)."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term and where it is defined."""

    name: str
    passage_id: str


def glossary(passages: Sequence[Passage], analyzer: Analyzer) -> tuple[Term, ...]:
    """The terms that passages define, by name; of several definitions the first."""
    judging, pointing = (frozenset(map(analyzer.term, words.split())) for words in (JUDGING, POINTING))
    found: dict[str, Term] = {}
    for passage in passages:
        over = analyzer.terms(f"{passage.label}\n{passage.breadcrumb[-1]}")
        for name in _names(passage, listed=judging.isdisjoint(over)):
            if _is_name(name, analyzer, pointing):
                found.setdefault(_key(name), Term(_capital(name), passage.id))
    return tuple(found[key] for key in sorted(found))


def _is_name(name: str, analyzer: Analyzer, pointing: Container[str]) -> bool:
    """Whether words name a thing: a noun or a foreign word among them, no verb, nothing that only points."""
    words = [word.form for word in analyzer.words(name)]
    kinds = [analyzer.part_of_speech(word) for word in words]
    return (
        bool(words)
        and analyzer.term(words[0]) not in pointing
        and "VERB" not in kinds
        and any(kind in {"NOUN", ""} for kind in kinds)
    )


def _names(passage: Passage, *, listed: bool) -> list[str]:
    """What a passage seems to define: words before a dash only where lines are `listed` as terms."""
    names: list[str] = []
    if listed:
        names += [match["name"].strip() for match in _MARKED.finditer(passage.markdown)]
        names += [match["name"].strip() for match in _PLAIN.finditer(passage.text)]
    asked = _ASKED.match(passage.breadcrumb[-1])
    if asked:
        names.append(asked["name"].strip())
    bare = [name.rstrip(" —–-") for name in names if not name.endswith(":")]
    return [name for name in bare if len(name.split()) <= MOST_WORDS and any(map(str.isalpha, name))]


def _capital(name: str) -> str:
    """A Russian term with a capital letter; others are written as their makers write them (eBPF)."""
    return name if name[0].isascii() else name[0].upper() + name[1:]


def _key(name: str) -> str:
    """Equal for a term with and without its explanation: "Снимок" and "Снимок (snapshot)"."""
    return _EXPLAINED.sub("", name).lower().replace("ё", "е")
