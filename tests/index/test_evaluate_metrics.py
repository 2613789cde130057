"""Figures of quality are what they are defined to be, and what another program computes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, Success, nDCG

from index.metrics import bootstrap, hit_at, ndcg, reciprocal_rank, roc_auc

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTIONS = [f"s{number:02d}" for number in range(14)]
RANKINGS = st.lists(st.sampled_from(SECTIONS), unique=True, max_size=14)
RIGHT = st.sets(st.sampled_from(SECTIONS), min_size=1)


def test_figures_of_a_ranking_worked_out_by_hand() -> None:
    """Second and fourth of four are right, one more right section is not found."""
    ranking, right = ["a", "b", "c", "d"], {"b", "d", "x"}
    assert (hit_at(ranking, right, 1), hit_at(ranking, right, 3)) == (0, 1)
    assert reciprocal_rank(ranking, right) == 1 / 2
    ideal = 1 + 1 / math.log2(3) + 1 / 2
    assert ndcg(ranking, right) == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)


def test_a_section_found_twice_gains_once() -> None:
    """Repeating a right section cannot raise nDCG above 1 and takes up a rank."""
    assert ndcg(["a", "a", "b"], {"a"}) == 1
    assert ndcg(["a", "a", "b"], {"a", "b"}) < ndcg(["a", "b", "a"], {"a", "b"}) == 1


def test_nothing_found_is_nothing_gained() -> None:
    """A refusal of an answerable question scores 0 everywhere."""
    assert [hit_at([], {"a"}, 3), reciprocal_rank([], {"a"}), ndcg([], {"a"}), ndcg(["a"], set())] == [
        0,
        0,
        0,
        0,
    ]


@given(st.lists(st.tuples(RANKINGS, RIGHT), min_size=1, max_size=8))
def test_figures_agree_with_ir_measures(questions: list[tuple[Sequence[str], set[str]]]) -> None:
    """The same rankings give the same figures in an independent program."""
    qrels = [
        ir_measures.Qrel(str(n), section, 1) for n, (_, right) in enumerate(questions) for section in right
    ]
    run = [
        ir_measures.ScoredDoc(str(n), section, float(-rank))
        for n, (ranking, _) in enumerate(questions)
        for rank, section in enumerate(ranking)
    ]
    # ir-measures leaves out questions without any result; they count as 0 here.
    theirs = {
        (each.query_id, str(each.measure)): each.value
        for each in ir_measures.iter_calc([Success @ 1, Success @ 3, RR @ 10, nDCG @ 10], qrels, run)
    }
    for n, (ranking, right) in enumerate(questions):
        ours = {
            "Success@1": hit_at(ranking, right, 1),
            "Success@3": hit_at(ranking, right, 3),
            "RR@10": reciprocal_rank(ranking, right),
            "nDCG@10": ndcg(ranking, right),
        }
        for measure, value in ours.items():
            assert theirs.get((str(n), measure), 0.0) == pytest.approx(value), (measure, ranking, right)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_an_interval_holds_its_mean_and_repeats_itself(figures: list[float]) -> None:
    """Bounds are ordered around the mean, inside the data, and the same on every run."""
    interval = bootstrap(figures, samples=200)
    assert min(figures) - 1e-9 <= interval.low <= interval.high <= max(figures) + 1e-9
    assert interval.mean == pytest.approx(sum(figures) / len(figures))
    assert interval == bootstrap(figures, samples=200)


def test_an_interval_has_the_width_that_theory_gives() -> None:
    """Half of 400 right: plus or minus 1.96 standard errors, 4.9 points."""
    interval = bootstrap([0.0, 1.0] * 200)
    assert interval.low == pytest.approx(0.451, abs=0.01)
    assert interval.high == pytest.approx(0.549, abs=0.01)


def test_many_figures_are_drawn_in_blocks() -> None:
    """More figures than one block holds positions for still give an interval."""
    figures = np.linspace(0, 1, 1_200_000).tolist()
    assert bootstrap(figures, samples=3).mean == pytest.approx(0.5)


def test_no_figures_have_no_mean() -> None:
    """Asking for one is a mistake of the program."""
    with pytest.raises(ValueError, match="no figures"):
        bootstrap([])
    with pytest.raises(ValueError, match="both sides"):
        roc_auc([], [1.0])


def test_roc_auc_counts_pairs() -> None:
    """Three of four pairs in order, one tie: (3 + 1/2) / 6 of six pairs."""
    assert roc_auc([0.9, 0.5, 0.1], [0.5, 0.4]) == pytest.approx((2 + 1.5) / 6)
