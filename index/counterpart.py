"""What of the question before a new thing stands for (как установить xen? а kvm?)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.analyze import NAMING
from index.function_words import ENGLISH_LIGHT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.analyze import Analyzer, Word
    from index.parts import Parts

_LITTLE_WORDS: Final = """
у в во на при с со для про о об от из без по за к ко над под до после перед между насчет же то
for in with of on about the a an at to
"""
BEFORE_A_THING: Final = frozenset(_LITTLE_WORDS.split())
"""What a question for another thing may have in front of it."""
_OF_THINGS: Final = frozenset(("у", "для", "при", "of", "for"))
"""Those that say whose side is asked for."""
_LITTLE: Final = re.compile(r"(?<!\w)(\w{1,5})\s+$")
"""A short word and where the next one begins."""
RHYME: Final = 4
"""Last letters that words made alike share."""
_ADJECTIVES: Final = ("ADJF", "ADJS", "PRTF")


class Counterparts:
    """Finds the words that a new thing replaces."""

    def __init__(self, analyzer: Analyzer, headings: Iterable[frozenset[str]]) -> None:
        """Keep what is needed; `headings` are the notes' headings, each by its terms."""
        self._analyzer = analyzer
        self._headings = tuple(headings)
        self._headed = frozenset[str]().union(*self._headings)

    def of(self, question: str, now: Parts, before: Parts, previous: str) -> list[Word]:
        """The run of words of the previous question that the new thing stands for.

        What stands behind the same preposition goes first (как при Елизавете ...? а при Екатерине?).
        """
        new = now.things[-1]
        kind = self._analyzer.part_of_speech(new.form)
        if kind in _ADJECTIVES:
            others = [w for w in before.things if self._analyzer.part_of_speech(w.form) in _ADJECTIVES]
            if others or not self._names_alone(new, before.things):
                return others[:1]
        names = [w for w in before.things if self._analyzer.part_of_speech(w.form) in NAMING]
        if not names:
            return []
        in_heading, script, behind = self._in_heading(new), new.form.isascii(), _behind(question, new)
        best = max(
            names,
            key=lambda w: (
                4 * (bool(behind) and _alike(behind, _behind(previous, w)))
                + 2 * (self._in_heading(w) == in_heading)
                + 2 * _rhymes(new.form, w.form)
                + (w.form.isascii() == script),
                w.start,
            ),
        )
        return (
            [best]
            if _rhymes(new.form, best.form)
            else self._run(best, before.things, latin=script and best.form.isascii())
        )

    def _run(self, best: Word, things: Sequence[Word], *, latin: bool) -> list[Word]:
        """A word with those beside it that are one name; what follows it belongs to a Latin one only."""
        at = things.index(best)
        run = [best]
        for word in reversed(things[:at]):
            if run[0].start - word.end > 1 or not self._belongs(word, run[0]):
                break
            run.insert(0, word)
        for word in things[at + 1 :]:
            one_name = latin and word.form.isascii() and word.form not in ENGLISH_LIGHT_WORDS
            if word.start - run[-1].end > 1 or not one_name:
                break
            run.append(word)
        return run

    def _belongs(self, word: Word, following: Word) -> bool:
        kind = self._analyzer.part_of_speech(word.form)
        return kind in _ADJECTIVES or (word.form.isascii() and following.form.isascii())

    def _names_alone(self, adjective: Word, things: Sequence[Word]) -> bool:
        """Whether headings have an adjective with other words only (печень, а поджелудочная?)."""
        own = [heading for heading in self._headings if not heading.isdisjoint(adjective.terms)]
        return bool(own) and all(heading.isdisjoint(word.terms) for heading in own for word in things)

    def _in_heading(self, word: Word) -> bool:
        """Whether a heading of the notes has a word."""
        return any(term in self._headed for term in word.terms)


def _alike(one: str, other: str) -> bool:
    """Whether two prepositions say the same of what stands behind them."""
    return one == other or _OF_THINGS.issuperset((one, other))


def _rhymes(one: str, other: str) -> bool:
    """Whether two English words are made alike (insertion, deletion), and so stand for one another."""
    return one.isascii() and one[-RHYME:] == other[-RHYME:] and min(len(one), len(other)) > RHYME + 1


def _behind(text: str, word: Word) -> str:
    """The preposition that a word stands behind, or an empty string."""
    found = _LITTLE.search(text, 0, word.start)
    little = found.group(1).lower() if found else ""
    return little if little in BEFORE_A_THING else ""
