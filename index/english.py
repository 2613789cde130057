"""English words: what is spelt right is no slip; forms that no ending tells."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Final

from index.dictionary import CACHE_LIMIT
from index.slips import Nearby

_IRREGULAR: Final = """
arise arose arisen; beat beaten; become became; begin began begun; bend bent; bite bit bitten; bleed bled
blow blew blown; break broke broken; breed bred; bring brought; build built; burn burnt; buy bought
catch caught; choose chose chosen; cling clung; come came; creep crept; deal dealt; dig dug
draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed
fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; forget forgot forgotten
forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go went gone
grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lead led
leap leapt; learn learnt; lend lent; lose lost; make made; mean meant; meet met; overcome overcame
override overrode overridden; overwrite overwrote overwritten; pay paid; prove proven; rebuild rebuilt
rewrite rewrote rewritten; ride rode ridden; rise risen; run ran; say said; see seen; seek sought
sell sold; send sent; shake shook shaken; shine shone; show shown; shrink shrank shrunk; sing sang sung
sink sank sunk; sit sat; sleep slept; slide slid; speak spoken; spend spent; spin spun; stand stood
steal stole stolen; strike struck; swear swore sworn; sweep swept; swell swollen; swim swam swum
swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown
understand understood; undo undid undone; wake woke woken; wear wore worn; weave wove woven; win won
withdraw withdrew withdrawn; write wrote written
analysis analyses; axis axes; bacterium bacteria; child children; crisis crises; criterion criteria
diagnosis diagnoses; foot feet; genus genera; half halves; hypothesis hypotheses; index indices
knife knives; leaf leaves; man men; matrix matrices; mitochondrion mitochondria; mouse mice; nucleus nuclei
ovum ova; parenthesis parentheses; phenomenon phenomena; radius radii; schema schemata; shelf shelves
spectrum spectra; stimulus stimuli; stratum strata; synthesis syntheses; thesis theses; tooth teeth
vertex vertices; wolf wolves; woman women
"""
"""Verbs and nouns with their forms, but for those that are words of their own as well (left, saw, bases)."""
DICTIONARY_FORMS: Final = {
    form: forms.split()[0]
    for line in _IRREGULAR.strip().split("\n")
    for forms in line.split("; ")
    for form in forms.split()[1:]
}
"""The dictionary forms of irregular ones."""
LONG: Final = 7
"""Letters from which a word may have two slips; one from two fewer on, none below."""
_WORDS = "frequency_dictionary_en_82_765.txt"


@functools.cache
def _dictionary() -> frozenset[str]:
    """The words of the list that comes with SymSpell, about 0.1 s and 15 MB the first time."""
    text = resources.files("symspellpy").joinpath(_WORDS).read_text(encoding="utf-8-sig")
    return frozenset(line.partition(" ")[0] for line in text.splitlines())


def is_english(word: str) -> bool:
    """Whether a normalised word is a common English one."""
    return word.isascii() and word in _dictionary()


@functools.cache
def _nearby() -> Nearby:
    return Nearby(_dictionary())


@functools.lru_cache(CACHE_LIMIT)
def nearly_english(word: str) -> bool:
    """Whether slips of the finger may have made a normalised word of a common English one, about 2 ms."""
    slips = 2 if len(word) >= LONG else 1 if len(word) >= LONG - 2 else 0
    near = _nearby().within(word, slips)
    return is_english(word) or (slips > 0 and any(other[0] == word[0] for other in near))
