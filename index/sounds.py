"""Words of the notes by how they sound, for names that stand in the other script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from index.script import apart, consonants, skeletons
from index.tfidf import Spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIKE: Final = 0.12
"""Cosine of the runs of two skeletons from which words are compared sound by sound."""
CANDIDATES: Final = 100
"""Skeletons that are looked at."""
NEAR: Final = 70
"""Likeness of two skeletons, of 100, from which their words are compared sound by sound, about 50 µs each."""
SHORT: Final = 4
"""Letters up to which a name has two consonants at least (git): vowels are written in many ways."""
TWIN: Final = 0.92
"""Share of its letters that sound right in a word that is the same in both scripts: one rare spelling at most
where it has four letters."""


class Sounds:
    """Words of both scripts, found by a spelling in the other."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take normalised words."""
        self._of: dict[bool, dict[str, list[str]]] = {True: {}, False: {}}
        for word in words:
            of_script = self._of[word.isascii()]
            for skeleton in skeletons(word) if word.isalnum() else ():
                of_script.setdefault(skeleton, []).append(word)
        self._skeletons = {latin: Spellings(list(found)) for latin, found in self._of.items()}

    def prepare(self) -> None:
        """Do now what else waits for the first word that is looked for."""
        for spellings in self._skeletons.values():
            spellings.prepare()

    def best(self, spelling: str, least: float) -> tuple[str, float]:
        """The word that a spelling in the other script is likeliest of; "" and 0 where there is none.

        Args:
            spelling: A normalised word.
            least: Share of the Russian word's letters that must sound as the Latin word does.
        """
        latin = not spelling.isascii()
        known = self._skeletons[latin]
        best, best_share = "", 0.0
        for skeleton in _sounding(spelling):
            found = (known.words[number] for number, _ in known.like(skeleton, LIKE, CANDIDATES))
            for near in (each for each in found if fuzz.ratio(skeleton, each) >= NEAR):
                for word in self._of[latin][near]:
                    share = _share(spelling, word, least)
                    if share > best_share:
                        best, best_share = word, share
        return best, best_share

    def twins(self, spelling: str) -> Iterator[str]:
        """The words that are the same as one in the other script (хост, host).

        Args:
            spelling: A normalised word.
        """
        of_script = self._of[not spelling.isascii()]
        for skeleton in _sounding(spelling):
            for word in of_script.get(skeleton, ()):
                if _share(spelling, word, TWIN):
                    yield word


def _sounding(spelling: str) -> Iterator[str]:
    """Skeletons of a word that says enough by its sound."""
    for skeleton in skeletons(spelling):
        if len(spelling) > SHORT or consonants(skeleton) > 1:
            yield skeleton


def _share(spelling: str, word: str, least: float) -> float:
    """Share of the Russian one's letters that sound right in two words of different scripts, or 0."""
    russian, latin = (word, spelling) if spelling.isascii() else (spelling, word)
    return max(0.0, 1 - apart(russian, latin, (1 - least) * len(russian)) / len(russian))
