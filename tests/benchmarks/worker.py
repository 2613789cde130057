"""`python -m tests.benchmarks.worker ENGINE JOB`: one engine on one corpus, in a process of its own."""

from __future__ import annotations

import gc
import json
import pickle
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.benchmarks.peers import PEERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.benchmarks.sets import Corpus, Job, Question

KONSPEKT: Final = "Konspekt"
"""The engine's name in tables."""
LIMIT: Final = 10
"""Results that are asked for."""
FEW: Final = 20
"""Passages that are indexed before the clock counts."""
WARM_UP: Final = 5
"""Questions asked before the clock counts."""


def main(engine: str, path: str) -> None:
    """Print all measurements as JSON."""
    with Path(path).open("rb") as file:
        job: Job = pickle.load(file)  # noqa: S301 - written by the process that started this one
    gc.collect()
    before = _peak()
    few = replace(job.corpus, passages=job.corpus.passages[:FEW], lectures=())
    built_on(engine, replace(job, corpus=few))  # pays for imports and dictionaries
    began = time.perf_counter()
    ask = built_on(engine, job)
    built = time.perf_counter() - began
    for question in next(iter(job.sets.values()))[:WARM_UP]:
        ask(question)
    result: dict[str, object] = {
        "engine": engine,
        "corpus": job.corpus.name,
        "passages": len(job.corpus.passages),
        "index_s": built,
        "sets": {name: asked(ask, questions) for name, questions in job.sets.items()},
        "memory_mb": _peak(),
        "before_mb": before,
    }
    json.dump(result, sys.stdout)


def built_on(engine: str, job: Job) -> Callable[[Question], Sequence[str]]:
    """A way to ask an engine that has indexed a job's corpus."""
    return konspekt(job) if engine == KONSPEKT else peer(engine, job.corpus)


def konspekt(job: Job) -> Callable[[Question], Sequence[str]]:
    """Konspekt over the passages of a corpus."""
    from index import Library  # noqa: PLC0415 - other engines' processes do not pay for it
    from tests.benchmarks.ablation import switch_off  # noqa: PLC0415 - as above

    if job.without:
        switch_off(job.without)
    corpus = job.corpus
    library = Library.of(corpus.passages, corpus.lectures, synonyms=corpus.synonyms)
    library.prepare()

    def ask(question: Question) -> Sequence[str]:
        previous = question.previous and library.answer(question.previous).reading.read_as
        answer = library.answer(question.text, previous=previous, limit=LIMIT)
        return [hit.passage.section_id for hit in answer.hits]

    return ask


def peer(engine: str, corpus: Corpus) -> Callable[[Question], Sequence[str]]:
    """Another engine over the sections of a corpus; a follow-up is asked together with what it follows."""
    documents = corpus.documents()
    sections = list(documents)
    index = PEERS[engine](list(documents.values()))

    def ask(question: Question) -> Sequence[str]:
        text = f"{question.previous} {question.text}" if question.previous else question.text
        return [sections[number] for number in index.search(text, LIMIT)]

    return ask


def asked(ask: Callable[[Question], Sequence[str]], questions: Sequence[Question]) -> dict[str, object]:
    """What was found for each question, and in how many milliseconds; the caller takes the figures of it."""
    found, times = [], []
    for question in questions:
        began = time.perf_counter_ns()
        found.append(ask(question))
        times.append((time.perf_counter_ns() - began) / 1e6)
    return {"found": found, "ms": times}


def _peak() -> float:
    """The most memory that this process has had, in MB; getrusage tells the parent's where that was more."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
