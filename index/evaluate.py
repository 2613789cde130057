"""Judgments in, figures out: how good the answers of a library are, by kind of question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.export import answer_as_json
from index.gold import holds, right_sections
from index.metrics import Interval, bootstrap, hit_at, ndcg, reciprocal_rank, roc_auc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus import Lecture, Passage
    from index.judgments import Judgment
    from index.model import Answer

LIMIT = 10
"""Hits looked at: MRR and nDCG are taken at 10."""
PARAPHRASE = "paraphrase"
"""The kind of questions that avoid the words of the notes; totals are given without it, too."""
ANSWERABLE = "all answerable"
"""Name of the total over all questions that have an answer."""
LITERAL = "without paraphrases"
"""Name of the total over the answerable questions that use words of the notes."""
UNANSWERABLE = "unanswerable"
"""Name of the total over the questions that have no answer."""
FIGURES = ("hit@1", "hit@3", "mrr@10", "ndcg@10", "passage@1", "refused")
"""What is measured for each question, in the order of the table."""


class Answering(Protocol):
    """The part of a library that evaluation needs."""

    @property
    def lectures(self) -> Sequence[Lecture]:
        """All lectures."""

    def passages_of(self, section_id: str) -> Sequence[Passage]:
        """The passages of a section."""

    def answer(self, question: str, previous: str | None = None, limit: int = LIMIT) -> Answer:
        """What the notes say to a question."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question, its answer, and its figures."""

    judgment: Judgment
    """What was asked and what is right."""
    answer: Answer
    """What the library said."""
    right: frozenset[str]
    """Ids of the sections that answer."""
    figures: Mapping[str, float]
    """Value by name of `FIGURES`."""

    @property
    def good(self) -> bool:
        """Whether the student was served: a right section first, or a refusal where nothing answers."""
        return bool(self.figures["hit@1"] if self.judgment.answerable else self.figures["refused"])

    @property
    def rank(self) -> int | None:
        """Rank of the first hit that is right, from 1."""
        ranks = (rank for rank, hit in enumerate(self.answer.hits, 1) if hit.passage.section_id in self.right)
        return next(ranks, None)


@dataclass(frozen=True, slots=True)
class Row:
    """Mean figures of a group of questions."""

    name: str
    """A kind, or a total such as `all answerable`."""
    questions: int
    """How many questions the group has."""
    figures: Mapping[str, Interval]
    """By name of `FIGURES`. Unanswerable questions have `refused` only."""

    def as_json(self) -> dict[str, object]:
        """Means by name, and `intervals` by name."""
        means = {name: round(interval.mean, 4) for name, interval in self.figures.items()}
        bounds = {name: [round(each.low, 4), round(each.high, 4)] for name, each in self.figures.items()}
        return {"questions": self.questions, **means, "intervals": bounds}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All outcomes of one run, in the order of the judgments."""

    outcomes: tuple[Outcome, ...]
    """One a judgment."""
    problems: tuple[str, ...]
    """Judgments that do not fit the notes: headings that are missing, words that stand nowhere."""

    def groups(self) -> dict[str, tuple[Outcome, ...]]:
        """Outcomes by kind, then the totals; groups without questions are left out."""
        groups: dict[str, list[Outcome]] = {}
        totals: dict[str, list[Outcome]] = {ANSWERABLE: [], LITERAL: [], UNANSWERABLE: []}
        for each in self.outcomes:
            if not each.judgment.answerable:
                totals[UNANSWERABLE].append(each)
                continue
            groups.setdefault(each.judgment.kind, []).append(each)
            totals[ANSWERABLE].append(each)
            if each.judgment.kind != PARAPHRASE:
                totals[LITERAL].append(each)
        return {name: tuple(outcomes) for name, outcomes in (groups | totals).items() if outcomes}

    def rows(self) -> tuple[Row, ...]:
        """The table: a row a kind, then the totals."""
        return tuple(
            Row(name, len(outcomes), {figure: _mean(outcomes, figure) for figure in _measured(outcomes)})
            for name, outcomes in self.groups().items()
        )

    def separation(self) -> float | None:
        """ROC-AUC of the confidence between questions that have an answer and those that have none."""
        with_answer = [each.answer.confidence for each in self.outcomes if each.judgment.answerable]
        without = [each.answer.confidence for each in self.outcomes if not each.judgment.answerable]
        return roc_auc(with_answer, without) if with_answer and without else None

    def as_json(self, lectures: Sequence[Lecture], limit: int = LIMIT) -> dict[str, object]:
        """`metrics` by group (`all`: the answerable ones, with all refusals), `results` by question."""
        metrics: dict[str, dict[str, object]] = {row.name: row.as_json() for row in self.rows()}
        total = dict(metrics.get(ANSWERABLE, {}))
        total["separation"] = self.separation()
        total["wrong_refusals"] = total.pop("refused", None)
        total["refused_unanswerable"] = metrics.get(UNANSWERABLE, {}).get("refused")
        results = [
            {
                "id": each.judgment.id,
                "kind": each.judgment.kind,
                "good": each.good,
                "rank": each.rank,
                **answer_as_json(each.answer, lectures, limit),
            }
            for each in self.outcomes
        ]
        return {"metrics": {**metrics, "all": total}, "results": results, "problems": list(self.problems)}


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two runs over the same questions; ids in the order of the later run."""

    better: tuple[str, ...]
    """Served now and not before."""
    worse: tuple[str, ...]
    """Served before and not now."""
    added: tuple[str, ...]
    """Asked now for the first time."""
    removed: tuple[str, ...]
    """Not asked any more."""


def evaluate(library: Answering, judgments: Sequence[Judgment]) -> Evaluation:
    """Asks every question and measures the answers. A judgment's `previous` is asked first."""
    outcomes: list[Outcome] = []
    problems: list[str] = []
    for judgment in judgments:
        right, misfits = right_sections(library.lectures, library.passages_of, judgment)
        problems += (f"{judgment.id}: {misfit}" for misfit in misfits)
        answer = ask(library, judgment)
        outcomes.append(Outcome(judgment, answer, right, _figures(judgment, answer, right)))
    return Evaluation(tuple(outcomes), tuple(problems))


def ask(library: Answering, judgment: Judgment, limit: int = LIMIT) -> Answer:
    """The answer to a judgment's question, in the conversation that it belongs to."""
    if judgment.previous is None:
        return library.answer(judgment.question, limit=limit)
    before = library.answer(judgment.previous).reading.read_as
    return library.answer(judgment.question, previous=before, limit=limit)


def compare(before: Mapping[str, bool], now: Evaluation) -> Change:
    """What changed since a run whose verdicts (`verdicts(evaluation)`) were kept."""
    after = verdicts(now)
    both = [judgment_id for judgment_id in after if judgment_id in before]
    return Change(
        better=tuple(each for each in both if after[each] and not before[each]),
        worse=tuple(each for each in both if before[each] and not after[each]),
        added=tuple(each for each in after if each not in before),
        removed=tuple(each for each in before if each not in after),
    )


def verdicts(evaluation: Evaluation) -> dict[str, bool]:
    """Whether each question was served, by its id: what to keep for a later `compare`."""
    return {each.judgment.id: each.good for each in evaluation.outcomes}


def _figures(judgment: Judgment, answer: Answer, right: frozenset[str]) -> dict[str, float]:
    ranking = [hit.passage.section_id for hit in answer.hits]
    first = answer.hits[0].passage if answer.hits else None
    exact = first is not None and first.section_id in right and holds((first,), judgment.must_contain)
    return {
        "hit@1": hit_at(ranking, right, 1),
        "hit@3": hit_at(ranking, right, 3),
        "mrr@10": reciprocal_rank(ranking, right),
        "ndcg@10": ndcg(ranking, right),
        "passage@1": float(exact),
        "refused": float(not answer.answered),
    }


def _measured(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The figures that mean something for a group."""
    answerable = outcomes[0].judgment.answerable
    return (figure for figure in FIGURES if answerable or figure == "refused")


def _mean(outcomes: Sequence[Outcome], figure: str) -> Interval:
    return bootstrap([each.figures[figure] for each in outcomes])
