"""The words of a question by what they do: things, sides of them, and talk; and phrases made of words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.concepts import content_words
from index.turns import turn_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.analyze import Analyzer, Word
    from index.frame import Frames

_EXAMPLE: Final = re.compile(r"пример|example")
_JOINED: Final = re.compile(
    r"\s*(?:,|\s(?:и|или|от|с|vs|versus|против|and|or|from|than)\s)\s*(?:(?:у|о|в|от|для|про|of|in|for)\s+)?"
)
"""What stands between things that a question names side by side."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of a question by what they do."""

    content: list[Word]
    things: list[Word]
    sides: list[Word]
    chatter: bool

    @classmethod
    def of(cls, question: str, analyzer: Analyzer, frames: Frames) -> Parts:
        """Tell them apart."""
        words = content_words(analyzer, question)
        chatter = frames.chatter(words)
        content = [word for word in words if word not in chatter]
        turn = turn_of(question.lower().replace("ё", "е"), content)
        sides = frames.sides(content) or [w for w in content if turn and turn.terms.intersection(w.terms)]
        return cls(content, [word for word in content if word not in sides], sides, len(words) > len(content))

    def without_examples(self) -> Parts:
        """What the next question can follow on: an example was a way to tell, not what is spoken of."""
        content = [word for word in self.content if not _EXAMPLE.match(word.form)]
        return replace(self, content=content, sides=[word for word in self.sides if word in content])


def shares(word: Word, others: Sequence[Word]) -> bool:
    """Whether a word means the same as one of others."""
    return any(set(word.terms) & set(other.terms) for other in others)


def adjoining(words: Sequence[Word]) -> list[list[Word]]:
    """Words in runs that nothing but a space parts."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and word.start - runs[-1][-1].end <= 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def phrase_of(text: str, words: Sequence[Word]) -> str:
    """The words as they stand in a text; what lies between neighbours (a preposition) is kept."""
    return " ".join(text[word.start : word.end] for word in words)


def phrase_in(rest: str, words: Sequence[Word]) -> str:
    """Words as they stand in a text that is cut out of the one they were read in."""
    found: list[str] = []
    lower = rest.lower().replace("ё", "е")
    for word in words:
        at = lower.find(word.form)
        found.append(rest[at : at + len(word.form)] if at >= 0 else word.form)
    return " ".join(found)


def offset_of(rest: str, word: Word) -> int:
    """Where a word stands in a text that is cut out of the one it was read in."""
    return max(0, rest.lower().replace("ё", "е").find(word.form))


def side_by_side(runs: Sequence[list[Word]], text: str) -> list[list[Word]]:
    """The first runs of words that a text names side by side; none where it names no two so."""
    found: list[list[Word]] = []
    for left, right in pairwise(runs):
        if _JOINED.fullmatch(text.lower(), left[-1].end, right[0].start):
            found += [right] if found else [left, right]
        elif found:
            break
    return found
