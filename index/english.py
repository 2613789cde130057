"""English words: what is spelt right and unknown to the notes is no slip."""

from __future__ import annotations

import functools
from importlib import resources

_WORDS = "frequency_dictionary_en_82_765.txt"


@functools.cache
def _dictionary() -> frozenset[str]:
    """The words of the list that comes with SymSpell, about 0.1 s and 15 MB the first time."""
    text = resources.files("symspellpy").joinpath(_WORDS).read_text(encoding="utf-8-sig")
    return frozenset(line.partition(" ")[0] for line in text.splitlines())


def is_english(word: str) -> bool:
    """Whether a normalised word is a common English one."""
    return word.isascii() and word in _dictionary()
