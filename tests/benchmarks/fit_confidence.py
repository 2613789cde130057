"""Fit the refusal: coefficients for index/confidence.py from questions that the notes answer, or do not.

    uv run python -m tests.benchmarks.fit_confidence ../shared

Sources, each weighing the same, as do questions with and without an answer within each:

- XQuAD-ru and TyDi QA with every other article indexed and all questions asked: other subjects;
- the same with every fifth paragraph left out in turn, and the shared course with the sections left out that
  answer: the subject is there, the answer is not;
- the answered questions of the halves that name something, as they are and with other names, which nothing
  answers any more;
- the shared course, whole and one lecture at a time, with the questions of all its lectures and with what
  people write to a bot that no notes answer (off_topic.txt);
- every other article of XQuAD-ru among 1,000 to 100,000 paragraphs that hold any word.

The shared lecture and its questions are not fitted to, nor are the courses of tests/benchmarks/courses. They
are not untouched either: the threshold (`ANSWER_FROM`) and the features were chosen with a look at them, and
figures on XQuAD-ru, TyDi QA and the course are figures on what was fitted to.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus import load_lectures
from index.confidence import WEIGHTS, Features
from index.gold import right_sections
from index.judgments import load_judgments
from index.library import Library
from tests.benchmarks.scale import made_up
from tests.benchmarks.sets import a_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus import Passage

Example = tuple[Features, bool]
NAMES = tuple(WEIGHTS)
OFF_TOPIC = Path(__file__).with_name("off_topic.txt")
NAME = re.compile(r"(?<=[\w,»)] )(?:[A-ZА-ЯЁ][\w+-]{2,}(?: [A-ZА-ЯЁ][\w+-]+)*)")
"""Words with a capital inside a sentence."""
ROOT = 5
"""First letters of a name that must not stand in the index."""
SEED = 2026
FOLDS = 5
MOST = 100
"""Paragraphs of an article at most."""
SIZES = (1_000, 10_000, 100_000)
FAR = 1_000_000
"""Number from which made-up paragraphs are counted."""
C = 1.0
"""Strength of regularisation, scikit-learn's default."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a file in SQuAD's format."""

    passage: Passage
    article: int
    order: int
    questions: tuple[str, ...]


def paragraphs_of(path: Path, *, titles: bool) -> list[Paragraph]:
    """All paragraphs of a file, under the titles of their articles or under nothing."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    return [
        Paragraph(
            a_paragraph(number * MOST + order, article["title"] if titles else "", paragraph["context"])[0],
            number,
            order,
            tuple(each["question"] for each in paragraph["qas"]),
        )
        for number, article in enumerate(articles)
        for order, paragraph in enumerate(article["paragraphs"])
    ]


def halves(paragraphs: Sequence[Paragraph], others: Iterable[Passage] = ()) -> Iterator[Example]:
    """All questions, every other article being indexed among `others`."""
    library = Library.of([*(each.passage for each in _indexed(paragraphs)), *others])
    for paragraph in paragraphs:
        yield from _asked(library, paragraph)


def left_out(paragraphs: Sequence[Paragraph]) -> Iterator[Example]:
    """Questions of paragraphs that are left out, a fifth at a time, and of as many that are not."""
    for fold in range(FOLDS):
        folds = [(each, (each.article + each.order - fold) % FOLDS) for each in paragraphs]
        library = Library.of([each.passage for each, place in folds if place])
        for paragraph, place in folds:
            if place <= 1:
                yield from _asked(library, paragraph)


def renamed(paragraphs: Sequence[Paragraph]) -> Iterator[Example]:
    """Answered questions that name something: as they are, and with names that the index does not hold."""
    indexed = _indexed(paragraphs)
    held = " ".join(f"{' '.join(each.passage.breadcrumb)} {each.passage.text}" for each in indexed).lower()
    names = [name for each in paragraphs if each.article % 2 for name in NAME.findall(each.passage.text)]
    strange = [name for name in names if name.lower()[:ROOT] not in held]
    library = Library.of([each.passage for each in indexed])
    random = np.random.default_rng(SEED)
    for paragraph in indexed:
        for question in filter(NAME.search, paragraph.questions):
            yield from _example(library, question, None, {paragraph.passage.section_id})
            changed = NAME.sub(lambda _: strange[random.integers(len(strange))], question)
            yield from _example(library, changed, None, set())


def course_examples(shared: Path, *, alone: bool) -> Iterator[Example]:
    """Questions of the shared course over all its lectures, or over each of them alone."""
    lectures = load_lectures(shared / "course").lectures
    judgments = load_judgments(shared / "questions" / "course.jsonl")
    lines = OFF_TOPIC.read_text(encoding="utf-8").splitlines()
    talk = [line for line in lines if line and not line.startswith("#")]
    for group in [(lecture,) for lecture in lectures] if alone else [lectures]:
        library = Library(group)
        for judgment in judgments:
            right, _ = right_sections(library.lectures, library.passages_of, judgment)
            yield from _example(library, judgment.question, judgment.previous, set(right))
        for line in talk:
            yield from _example(library, line, None, set())


def answers_left_out(shared: Path) -> Iterator[Example]:
    """Questions of the shared course, over all of it and over all but what answers."""
    library = Library(load_lectures(shared / "course").lectures)
    for judgment in load_judgments(shared / "questions" / "course.jsonl"):
        right = set(right_sections(library.lectures, library.passages_of, judgment)[0])
        if right:
            rest = Library.of([each for each in library.passages if each.section_id not in right])
            yield from _example(library, judgment.question, judgment.previous, right)
            yield from _example(rest, judgment.question, judgment.previous, set())


def _indexed(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return [each for each in paragraphs if each.article % 2 == 0]


def _asked(library: Library, paragraph: Paragraph) -> Iterator[Example]:
    held = library.passage(paragraph.passage.id) is not None
    for question in paragraph.questions:
        yield from _example(library, question, None, {paragraph.passage.section_id} if held else set())


def _example(library: Library, question: str, previous: str | None, right: set[str]) -> Iterator[Example]:
    features, sections = library.evidence(question, previous)
    if features is not None:
        yield features, bool(right) and not right.isdisjoint(sections[:3])


def main(shared: Path) -> None:
    """Fit and print."""
    xquad = paragraphs_of(shared / "bench" / "xquad-ru-dev.json", titles=False)
    tydi = paragraphs_of(shared / "bench" / "tydiqa-ru-dev.json", titles=True)
    sources = {
        "xquad": list(halves(xquad)),
        "tydi": list(halves(tydi)),
        "xquad, paragraphs left out": list(left_out(xquad)),
        "tydi, paragraphs left out": list(left_out(tydi)),
        "xquad, renamed": list(renamed(xquad)),
        "tydi, renamed": list(renamed(tydi)),
        "course": list(course_examples(shared, alone=False)),
        "lectures": list(course_examples(shared, alone=True)),
        "course, answers left out": list(answers_left_out(shared)),
        **{f"xquad among {size:,}": list(halves(xquad, made_up(size, FAR))) for size in SIZES},
    }
    values, labels, weights = [], [], []
    for examples in sources.values():
        share = Counter(label for _, label in examples)
        for features, label in examples:
            values.append([getattr(features, name) for name in NAMES])
            labels.append(label)
            weights.append(1 / share[label])
    model = LogisticRegression(C=C, max_iter=1000)
    scale = len(labels) / sum(weights)
    model.fit(np.asarray(values), labels, sample_weight=np.asarray(weights) * scale)
    print("BIAS", round(float(model.intercept_[0]), 2))  # noqa: T201 - a script for a terminal
    for name, weight in zip(NAMES, model.coef_[0], strict=True):
        print(name, round(float(weight), 2))  # noqa: T201 - a script for a terminal
    for name, examples in sources.items():
        chances = model.predict_proba([[getattr(f, each) for each in NAMES] for f, _ in examples])[:, 1]
        yes = np.asarray([label for _, label in examples])
        good, bad = chances[yes], chances[~yes]
        area = float((good[:, None] > bad[None, :]).mean())
        print(name, len(examples), "auc", round(area, 3))  # noqa: T201 - a script for a terminal


if __name__ == "__main__":
    main(Path(sys.argv[1]))
