"""Answered, or not in the notes: a calibrated decision."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Features:
    """What tells a question that the notes answer from one that they don't; each about 0 to 1."""

    coverage: float
    """Share of the question's informative words (by rarity) that the first passage or its section covers."""
    things: float
    """The same for its nouns and names alone; nothing where it has none (что делать)."""
    unknown: float
    """Share of the question's everyday words (by weight) that the notes do not hold at all."""
    names: float
    """Weight of the heaviest name that the notes hold in no spelling, beside the heaviest word.

    Names are words in Latin letters in a Russian question, or Russian words more than a slip away from any
    that the dictionary holds."""
    words: float
    """Score of the first passage's words beside the best that this question could have."""
    characters: float
    """The same for runs of characters."""
    lead: float
    """Lead of the first section over the second."""
    heading: float
    """How far the first passage's heading says what the question says."""
    together: float
    """Share of neighbouring words of the question that are neighbours in the passage."""
    length: float
    """Logarithm of the number of searched words, divided by three."""
    size: float
    """Decimal logarithm of the number of passages, divided by five: many passages hold any word."""
    lacking: bool
    """Whether it lacks what the question cannot do without: the number that tells which one of a name is
    meant, the name itself, a price where one is asked for."""
    undated: bool
    """Whether it tells no date where one is asked for."""
    near: float
    """`coverage` without regard to what it lacks: whether its heading is worth offering where it is no
    answer."""


WEIGHTS: Final = {
    "coverage": 0.62,
    "things": 2.84,
    "unknown": -2.74,
    "names": -2.45,
    "words": 2.32,
    "characters": 1.14,
    "lead": 0.89,
    "heading": 5.65,
    "together": 0.36,
    "length": 2.87,
    "size": -3.37,
}
BIAS: Final = -4.23
"""Logistic regression on questions from outside the shared lecture (XQuAD-ru and TyDi QA with half their
articles indexed; those of their questions that name something, also with the names changed for others that
the index does not hold; the shared course, whole and by lecture, with talk that no notes answer), printed by
`python -m tests.benchmarks.fit_confidence`. ROC-AUC on the very questions that it is fitted to: 0.976, 0.979,
0.937, 0.978, 0.978 and 0.955. The features were chosen with a look at the open questions of lecture and
course."""
ANSWER_FROM: Final = 0.055
"""Chance from which a passage is shown, questions with and without an answer being equally frequent: a wrong
refusal costs more than a passage beside the point. Chosen with a look at the open questions of the shared
lecture, XQuAD-ru and TyDi QA (below 0.054 one question more is wrongly answered, at 0.06 one or two more
of the others are wrongly refused), which makes what it reaches there no independent figure: of 18
without an answer 17 are refused, of 87 with one none, and 1 of the 18 paraphrases. On questions written later
about near topics of the course ten of the twelve without an answer are refused
(tests/index/test_evaluate_generality.py)."""


SURE_FROM: Final = 0.3
"""Chance below which a passage is shown as a guess. Of the open questions on the shared lecture and course,
and those written later, 10 of 216 right answers are below it, and 7 of 23 wrong ones."""
A_GUESS: Final = 0.29
"""The most that a guess can be sure of."""


STRANGE: Final = 0.4
"""Share of `unknown` words from which an answer is a guess at best (кто придумал vmware): what is said of
the thing is not what is asked about it. In the sources that the coefficients are fitted to, all 26
answers above SURE_FROM with so many are wrong; of 216 right ones on the lecture and the course, later
questions included, it makes a guess of one."""


def confidence(features: Features) -> float:
    """Probability that the first passage answers the question."""
    total = BIAS + sum(weight * getattr(features, name) for name, weight in WEIGHTS.items())
    chance = 1 / (1 + math.exp(-total))
    guessed = features.unknown >= STRANGE or features.lacking or features.undated
    return min(chance, A_GUESS) if guessed else chance
