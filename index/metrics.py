"""Figures of retrieval quality: pure functions over ranked ids and over lists of figures.

A ranking is the ids of the sections found, best first; `right` is the ids of those that answer. Gains are
binary. A section found twice (two of its passages) counts where it stands first: its later places gain
nothing and still take up a rank, since a reader has to look at them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

BOOTSTRAP_SAMPLES = 2000
"""Resamples of an interval: percentiles of 2.5 and 97.5 then move by less than half a point between seeds."""
BOOTSTRAP_SEED = 20261122
"""Fixed, so that the same results print the same intervals."""
CONFIDENCE = 0.95
"""Share of resamples inside an interval."""
DRAWN_AT_ONCE = 1_000_000
"""Positions drawn at once: 8 MB."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its bootstrap percentile interval."""

    mean: float
    """Of the figures."""
    low: float
    """2.5th percentile of the resampled means."""
    high: float
    """97.5th percentile of the resampled means."""


def hit_at(ranking: Sequence[str], right: Collection[str], k: int) -> float:
    """1 where a right section is among the first k, else 0."""
    return float(any(found in right for found in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], right: Collection[str], k: int = 10) -> float:
    """1 / rank of the first right section among the first k, 0 where there is none."""
    for rank, found in enumerate(ranking[:k], start=1):
        if found in right:
            return 1 / rank
    return 0.0


def ndcg(ranking: Sequence[str], right: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain at k.

    Gain 1 for the first place of each right section, discount log2(rank + 1). The ideal ranking begins with
    all distinct right sections (at most k of them).
    """
    wanted = set(right)
    if not wanted:
        return 0.0
    gained: set[str] = set()
    total = 0.0
    for rank, found in enumerate(ranking[:k], start=1):
        if found in wanted and found not in gained:
            gained.add(found)
            total += 1 / np.log2(rank + 1)
    ideal = sum(1 / np.log2(rank + 1) for rank in range(1, min(len(wanted), k) + 1))
    return float(total / ideal)


def bootstrap(
    figures: Sequence[float], samples: int = BOOTSTRAP_SAMPLES, seed: int = BOOTSTRAP_SEED
) -> Interval:
    """The mean of some figures, one a question, with its percentile interval.

    Raises:
        ValueError: there are no figures.
    """
    if not figures:
        message = "no figures to take a mean of"
        raise ValueError(message)
    values = np.asarray(figures, dtype=np.float64)
    random = np.random.default_rng(seed)
    rows_at_once = max(1, DRAWN_AT_ONCE // len(values))
    means: list[NDArray[np.float64]] = []
    for start in range(0, samples, rows_at_once):
        drawn = random.integers(0, len(values), (min(rows_at_once, samples - start), len(values)))
        means.append(values[drawn].mean(axis=1))
    low, high = np.percentile(np.concatenate(means), [50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE)])
    return Interval(float(values.mean()), float(low), float(high))


def roc_auc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Chance that a positive scores above a negative, ties counting half.

    Raises:
        ValueError: one side is empty.
    """
    if not positives or not negatives:
        message = "both sides need a figure"
        raise ValueError(message)
    high, low = np.asarray(positives)[:, None], np.asarray(negatives)[None, :]
    return float(((high > low) + 0.5 * (high == low)).mean())
