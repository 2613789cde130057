"""Starts workers, one after the other, and takes the figures of what they found."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from index.metrics import Interval, bootstrap, hit_at, ndcg, reciprocal_rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.benchmarks.sets import Job, Question

ROOT: Final = Path(__file__).parents[2]
ONE_THREAD: Final = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "RAYON_NUM_THREADS",
    ),
    "1",
)
"""Every engine gets one."""
LONGEST: Final = 3600
"""Seconds that one worker may take."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Quality and time of one engine on one set of questions."""

    questions: int
    """How many."""
    hit1: Interval
    """Share whose first result is right."""
    hit3: float
    """Share with a right one among the first three."""
    mrr: float
    """MRR@10."""
    ndcg: float
    """nDCG@10."""
    p50: float
    """Milliseconds, median."""
    p99: float
    """Milliseconds, 99th percentile."""


@dataclass(frozen=True, slots=True)
class Run:
    """All measurements of one engine on one corpus."""

    engine: str
    """Name in tables."""
    corpus: str
    """Name in tables."""
    passages: int
    """How many were indexed."""
    index_s: float
    """Seconds to build the index, imports not included."""
    memory_mb: float
    """The most memory of the whole process, in MB."""
    before_mb: float
    """The same before the index was built: interpreter and texts."""
    sets: Mapping[str, Figures]
    """By set of questions."""

    def as_json(self) -> dict[str, object]:
        """To keep."""
        return asdict(self)


def run(engine: str, job: Job) -> Run:
    """Measure one engine on one corpus in a process of its own.

    Raises:
        RuntimeError: the worker failed; its last words are told.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "job"
        path.write_bytes(pickle.dumps(job))
        result = json.loads(python("-m", "tests.benchmarks.worker", engine, str(path)))
    sets = {
        name: _figures(job.sets[name], each["found"], each["ms"]) for name, each in result.pop("sets").items()
    }
    return Run(**result, sets=sets)


def runs(engines: Sequence[str], jobs: Sequence[Job]) -> Iterator[Run]:
    """Every engine on every corpus."""
    for job in jobs:
        for engine in engines:
            yield run(engine, job)


def python(*arguments: str) -> str:
    """What a fresh interpreter prints.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run(
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | ONE_THREAD,
        text=True,
        timeout=LONGEST,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def _figures(
    questions: Sequence[Question], found: Sequence[Sequence[str]], times: Sequence[float]
) -> Figures:
    pairs = [(ranking, each.right) for ranking, each in zip(found, questions, strict=True)]
    p50, p99 = np.percentile(times, [50, 99]).tolist()
    return Figures(
        questions=len(pairs),
        hit1=bootstrap([hit_at(ranking, right, 1) for ranking, right in pairs]),
        hit3=_mean(hit_at(ranking, right, 3) for ranking, right in pairs),
        mrr=_mean(reciprocal_rank(ranking, right) for ranking, right in pairs),
        ndcg=_mean(ndcg(ranking, right) for ranking, right in pairs),
        p50=p50,
        p99=p99,
    )


def _mean(values: Iterator[float]) -> float:
    return float(np.mean(list(values)))
