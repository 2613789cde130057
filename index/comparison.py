"""Comparisons: where no passage speaks of both things, one passage of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.concepts import Concept
    from index.ranking import Scores

COVERED: Final = 0.7
"""Score of a word, beside its rarity, from which it counts as covered by a passage."""
WORDS_OF_A_THING: Final = 2
"""Words on each side of the comparing word that name the thing there."""
_BETWEEN: Final = re.compile(
    r"\s(?:или|vs\.?|versus|против|от|с|со|и|and|or|from|than|with)\s|,\s", re.IGNORECASE
)


def covered(concept: Concept, score: float) -> float:
    """How far a passage with this score for a concept speaks of it, 0 to 1."""
    worth = concept.weight * concept.idf * COVERED
    return min(1.0, score / worth) if worth else 0.0


def of_each(
    order: list[int], read_as: str, found: Sequence[Concept], things: Sequence[int], scores: Scores
) -> list[int]:
    """Brings up a passage of the other thing where the first speaks of one of two only.

    `things` are the positions of the concepts that can name a thing.
    """
    pair = _compared(read_as, found, things)
    if pair is None or not order:
        return order
    first = order[0]
    shares = [_share(side, found, scores, first) for side in pair]
    if min(shares) >= COVERED or max(shares) < COVERED:
        return order
    lacking = pair[shares.index(min(shares))]
    others = {number: round(_share(lacking, found, scores, number), 3) for number in order[1:]}
    better = max(others, key=others.__getitem__, default=None)
    if better is None or others[better] < COVERED:
        return order
    return [first, better, *(number for number in order if number not in (first, better))]


def both_sides(
    order: list[int], section_of: NDArray[np.int32], sides: Sequence[int], scores: Scores
) -> list[int]:
    """Puts first, in the question's order, what the best section says of each side that is asked for.

    `sides` are the positions of the concepts that name one.
    """
    section = [number for number in order if section_of[number] == section_of[order[0]]]
    best = [max(section, key=lambda number: float(scores.by_concept[side][number])) for side in sides]
    return list(dict.fromkeys([*best, *order]))


def _compared(
    read_as: str, found: Sequence[Concept], things: Sequence[int]
) -> tuple[Sequence[int], Sequence[int]] | None:
    """Positions of the concepts of two compared things."""
    for cut in _BETWEEN.finditer(read_as):
        left = [i for i in things if found[i].word.end <= cut.start()]
        right = [i for i in things if found[i].word.start >= cut.end()]
        if left and right:
            return left[-WORDS_OF_A_THING:], right[:WORDS_OF_A_THING]
    return None


def _share(side: Sequence[int], found: Sequence[Concept], scores: Scores, number: int) -> float:
    """How far a passage speaks of one of the things."""
    return sum(covered(found[i], float(scores.by_concept[i][number])) for i in side) / len(side)
