"""Fit the refusal: coefficients for index/confidence.py from questions that the notes answer, or do not.

    uv run python -m tests.benchmarks.fit_confidence ../shared

Sources, each weighing the same, as do questions with and without an answer within each: XQuAD-ru and TyDi QA
with every other article indexed and all questions asked; those of their answered questions that name
something, as they are and with other names, which nothing answers any more; the shared course, whole and one
lecture at a time, with the questions of all its lectures and with what people write to a bot that no notes
answer (off_topic.txt). The shared lecture and its questions are not fitted to. They are not untouched
either: the threshold (`ANSWER_FROM`) and the features were chosen with a look at its open questions, and
figures on XQuAD-ru, TyDi QA and the course are figures on what was fitted to.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus import Passage, load_lectures
from index.confidence import WEIGHTS, Features
from index.gold import right_sections
from index.judgments import load_judgments
from index.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Example = tuple[Features, bool]
NAMES = tuple(WEIGHTS)
OFF_TOPIC = Path(__file__).with_name("off_topic.txt")
NAME = re.compile(r"(?<=[\w,»)] )(?:[A-ZА-ЯЁ][\w+-]{2,}(?: [A-ZА-ЯЁ][\w+-]+)*)")
"""Words with a capital inside a sentence."""
ROOT = 5
"""First letters of a name that must not stand in the index."""
SEED = 2026
C = 1.0
"""Strength of regularisation, scikit-learn's default."""


def squad_examples(path: Path, *, titles: bool, renamed: bool = False) -> Iterator[Example]:
    """Questions of a file in SQuAD's format, every other article indexed.

    With `renamed` only those that the index answers and that name something: as they are, and with the names
    changed for others that the index does not hold, which nothing can answer then.
    """
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    passages: list[Passage] = []
    questions: list[tuple[str, str]] = []
    others: list[str] = []
    for number, article in enumerate(articles):
        for order, paragraph in enumerate(article["paragraphs"]):
            key = f"{number}-{order}"
            if number % 2 == 0:
                heading = article["title"] if titles else ""
                passages.append(Passage(key, key, "", (heading,), "", "", paragraph["context"], (), 1))
            else:
                others.append(paragraph["context"])
            questions += ((each["question"], key) for each in paragraph["qas"])
    library = Library.of(passages)
    indexed = {passage.id for passage in passages}
    if renamed:
        asked = [(question, None, {key}) for question, key in questions if key in indexed]
        yield from _renamed(library, asked, others)
        return
    for question, key in questions:
        yield from _example(library, question, None, {key} & indexed)


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


def _renamed(
    library: Library, asked: Sequence[tuple[str, str | None, set[str]]], others: Sequence[str]
) -> Iterator[Example]:
    """Questions that name things, as they are and with names from texts that are not indexed."""
    held = " ".join(f"{' '.join(one.breadcrumb)} {one.text}" for one in library.passages).lower()
    strange = [name for each in others for name in NAME.findall(each) if name.lower()[:ROOT] not in held]
    random = np.random.default_rng(SEED)
    for question, previous, right in asked:
        if NAME.search(question):
            yield from _example(library, question, previous, right)
            changed = NAME.sub(lambda _: strange[random.integers(len(strange))], question)
            yield from _example(library, changed, previous, set())


def _example(library: Library, question: str, previous: str | None, right: set[str]) -> Iterator[Example]:
    features, sections = library.evidence(question, previous)
    if features is not None:
        yield features, bool(right) and not right.isdisjoint(sections[:3])


def main(shared: Path) -> None:
    """Fit and print."""
    sources = {
        "xquad": list(squad_examples(shared / "bench" / "xquad-ru-dev.json", titles=False)),
        "tydi": list(squad_examples(shared / "bench" / "tydiqa-ru-dev.json", titles=True)),
        "xquad, renamed": list(
            squad_examples(shared / "bench" / "xquad-ru-dev.json", titles=False, renamed=True)
        ),
        "tydi, renamed": list(
            squad_examples(shared / "bench" / "tydiqa-ru-dev.json", titles=True, renamed=True)
        ),
        "course": list(course_examples(shared, alone=False)),
        "lectures": list(course_examples(shared, alone=True)),
    }
    values, labels, weights = [], [], []
    for examples in sources.values():
        share = Counter((features.size, label) for features, label in examples)
        sizes = len({features.size for features, _ in examples})
        for features, label in examples:
            values.append([getattr(features, name) for name in NAMES])
            labels.append(label)
            weights.append(1 / (share[features.size, label] * sizes))
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
