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
    lacking: bool
    """Whether it lacks what the question cannot do without: the number that tells which one of a name is
    meant, the name itself, what it demands (a price, hours)."""
    undated: bool
    """Whether it tells no date where one is asked for, or lacks the year that the question names."""
    near: float
    """`coverage` without regard to what it lacks: whether its heading is worth offering where it is no
    answer."""


WEIGHTS: Final = {
    "coverage": 0.97,
    "things": 2.15,
    "unknown": -2.4,
    "names": -2.65,
    "words": 3.1,
    "characters": 0.2,
    "lead": 4.32,
    "heading": 3.06,
    "together": 1.08,
    "length": 4.12,
}
BIAS: Final = -6.98
"""Logistic regression on questions from outside the shared lecture, printed by
`python -m tests.benchmarks.fit_confidence`, which names its sources. ROC-AUC on the very questions that it is
fitted to: 0.975 and 0.979 on other subjects (XQuAD-ru, TyDi QA), 0.940 and 0.871 where only what answers is
left out, 0.921 and 0.965 on renamed things, 0.974, 0.951 and 0.845 on the shared course (whole, by lecture,
answers left out), 0.955 to 0.974 among 1,000 to 100,000 other paragraphs. The features were chosen with a
look at the open questions of lecture and course."""
ANSWER_FROM: Final = 0.035
"""Chance from which a passage is shown, questions with and without an answer being equally frequent: a wrong
refusal costs more than a passage beside the point. Chosen with a look at the open questions of the shared
lecture (from 0.02 to 0.05, 17 of 18 without an answer are refused and none of 87 others, paraphrases aside),
and at those on six courses of tests/benchmarks/courses, of which none was fitted to: there 94 of 195 without
an answer are refused and 11 of 1,112 others. On the five others, 46 of 100 and two of 519. Those without an
answer are hard: most name what the notes speak of, and ask what they do not tell of it."""
SURE_FROM: Final = 0.25
"""Chance below which a passage is shown as a guess. Of the questions on the shared lecture and course and on
those of tests/benchmarks/courses, 111 of 1,790 right answers are below it, and 161 of 337 wrong ones."""
A_GUESS: Final = 0.24
"""The most that a guess can be sure of."""
STRANGE: Final = 0.4
"""Share of `unknown` words from which an answer is a guess at best (кто придумал vmware): what is said of the
thing is not what is asked about it. On the same questions it makes guesses of 19 right answers more, and of
three wrong ones: it is less sure than it need be, which costs the student a word of caution."""


def confidence(features: Features) -> float:
    """Probability that the first passage answers the question."""
    total = BIAS + sum(weight * getattr(features, name) for name, weight in WEIGHTS.items())
    chance = 1 / (1 + math.exp(-total))
    guessed = features.unknown >= STRANGE or features.lacking or features.undated
    return min(chance, A_GUESS) if guessed else chance
