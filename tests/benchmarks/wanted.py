"""The figures that are wanted at least, against those that are reached: the quick check to steer by."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from index import Library, open_library
from index.evaluate import ANSWERABLE, LITERAL, UNANSWERABLE, Evaluation, evaluate
from index.judgments import load_judgments
from tests.benchmarks.sources import SHARED, by_article, tydi, xquad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.sets import Corpus, Question

WRONG_REFUSALS: Final = 0.03
"""Share of the answerable questions, paraphrases aside, that may be refused."""

LECTURE: Final = {
    (ANSWERABLE, "hit@1"): (".62", ".81", 0.92),
    (ANSWERABLE, "hit@3"): (".79", ".92", 0.98),
    (LITERAL, "hit@1"): ("", ".88", 0.97),
}
"""Best peer, lab, and the least that is wanted on the shared lecture, by group and figure."""
COURSE: Final = {
    (ANSWERABLE, "hit@1"): (".49", ".63", 0.78),
    (ANSWERABLE, "hit@3"): (".66", ".81", 0.92),
    (LITERAL, "hit@1"): ("", ".71", 0.86),
}
"""The same on the shared course."""


@dataclass(frozen=True, slots=True)
class Target:
    """One figure."""

    name: str
    """Set and measure."""
    peer: str
    """What the best other engine reaches."""
    lab: str
    """What the first prototype reached."""
    wanted: float
    """The least."""
    reached: float
    """Now."""
    ranked: float | None = None
    """Now, if nothing were ever refused: what ranking alone reaches."""
    at_most: bool = False
    """Whether `wanted` is the most instead."""

    @property
    def met(self) -> bool:
        """Whether it is reached."""
        return self.reached <= self.wanted if self.at_most else round(self.reached, 4) >= self.wanted

    def row(self) -> tuple[str, ...]:
        """Cells of the table."""
        bound = f"≤ {self.wanted:.3f}" if self.at_most else f"{self.wanted:.3f}"
        ranked = "" if self.ranked is None else f"{self.ranked:.3f}"
        return (
            self.name,
            self.peer,
            self.lab,
            bound,
            f"{self.reached:.3f}",
            "yes" if self.met else "NO",
            ranked,
        )


HEADERS: Final = ("set", "best peer", "lab", "wanted", "reached", "met", "never refusing")


def targets() -> Iterator[Target]:
    """All figures, one after the other."""
    yield from notes_targets()
    yield from open_targets()


def notes_targets() -> Iterator[Target]:
    """Figures of the shared lecture and course."""
    with never_refusing() as answer_from:
        lecture = evaluated("lecture/virtualization.md", "lecture")
        course = evaluated("course", "course")
    for name, evaluation, least in (("lecture", lecture, LECTURE), ("course", course, COURSE)):
        for (group, measure), (peer, lab, wanted) in least.items():
            title = f"{name}{'' if group == ANSWERABLE else ' ' + group} {measure}"
            reached = figure(evaluation, group, measure, answer_from)
            yield Target(title, peer, lab, wanted, reached, figure(evaluation, group, measure))
        refused = refusals(evaluation, UNANSWERABLE, answer_from)
        yield Target(f"{name}: unanswerable refused", "", "", 0.92, refused)
        wrongly = refusals(evaluation, LITERAL, answer_from)
        yield Target(f"{name}: wrongly refused", "", "", WRONG_REFUSALS, wrongly, at_most=True)


def open_targets() -> Iterator[Target]:
    """Figures of the open halves of public sets."""
    paragraphs, titled = xquad(), tydi()
    library = library_of(paragraphs)
    for name, peer, lab, wanted, questions in (
        ("hit@1", ".91", ".953", 0.957, paragraphs.questions),
        ("two words mistyped", ".81", ".937", 0.945, paragraphs.damaged("two words mistyped")),
        ("wrong layout", ".08", ".943", 0.957, paragraphs.damaged("wrong layout")),
        ("three keywords", ".77", ".79", 0.80, paragraphs.damaged("three keywords")),
    ):
        yield Target(f"XQuAD-ru, {name}", peer, lab, wanted, *hit_at_1(library, questions))
    library = library_of(titled)
    yield Target("TyDi QA ru, hit@1", ".87", ".90", 0.92, *hit_at_1(library, titled.questions))
    yield Target("TyDi QA ru, right article", ".90", "", 0.92, *hit_at_1(library, by_article(titled)))


def library_of(corpus: Corpus) -> Library:
    """A library over the very passages that other engines are given."""
    return Library.of(corpus.passages, corpus.lectures, synonyms=corpus.synonyms)


def hit_at_1(library: Library, questions: Sequence[Question]) -> tuple[float, float]:
    """Share of the questions whose first hit is right: a refusal being wrong, and nothing being refused."""
    reached = ranked = 0
    with never_refusing() as answer_from:
        for question in questions:
            answer = library.answer(question.text, limit=1)
            if answer.hits and answer.hits[0].passage.section_id in question.right:
                ranked += 1
                reached += answer.confidence >= answer_from
    return reached / len(questions), ranked / len(questions)


def evaluated(notes: str, questions: str) -> Evaluation:
    """One of the shared sets of questions, asked."""
    library, _ = open_library(SHARED / notes)
    return evaluate(library, load_judgments(SHARED / "questions" / f"{questions}.jsonl"))


def figure(evaluation: Evaluation, group: str, name: str, answer_from: float = 0.0) -> float:
    """Mean of a figure over a group, answers below a confidence counting nothing."""
    outcomes = evaluation.groups()[group]
    return sum(each.figures[name] for each in outcomes if each.answer.confidence >= answer_from) / len(
        outcomes
    )


def refusals(evaluation: Evaluation, group: str, answer_from: float) -> float:
    """Share of a group that is refused below a confidence."""
    outcomes = evaluation.groups()[group]
    refused = [not each.answer.answered or each.answer.confidence < answer_from for each in outcomes]
    return sum(refused) / len(refused)


@contextmanager
def never_refusing() -> Iterator[float]:
    """Let libraries answer whatever is asked; gives the confidence from which they answer otherwise."""
    module: Any = import_module("index.library")
    answer_from: float = module.ANSWER_FROM
    module.ANSWER_FROM = -1.0
    try:
        yield answer_from
    finally:
        module.ANSWER_FROM = answer_from
