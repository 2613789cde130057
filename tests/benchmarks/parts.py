"""The parts of the benchmark: each measures something and gives it as JSON, which `report` tells."""

from __future__ import annotations

import os
import platform
import statistics
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index import open_library
from index.evaluate import LITERAL, PARAPHRASE, UNANSWERABLE
from index.judgments import load_judgments
from tests.benchmarks import ablation, wanted
from tests.benchmarks.hostile import INPUTS
from tests.benchmarks.peers import PEERS
from tests.benchmarks.runs import python, run, runs
from tests.benchmarks.scale import corpus_of
from tests.benchmarks.sets import Corpus, Job
from tests.benchmarks.sources import CORPORA, COURSES, NOTES, course_named
from tests.benchmarks.worker import KONSPEKT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CLEAN: Final = "clean"
"""Name of the questions as they are."""
DAMAGED: Final = {
    "xquad": (
        "one word mistyped",
        "two words mistyped",
        "wrong layout",
        "in Latin letters",
        "three keywords",
    ),
    "tydi": ("two words mistyped",),
    "course": ("names in Cyrillic",),
    "lecture": ("names in Cyrillic",),
}
"""Ways of damage that are measured, by corpus."""
SIZES: Final = (1_000, 10_000, 100_000)
"""Passages of the corpora of growing size."""
MILLION: Final = 1_000_000
AT_SCALE: Final = (
    KONSPEKT,
    "scikit-learn, defaults",
    "bm25s, Russian",
    "Tantivy, Russian",
    "SQLite FTS5, Snowball",
)
"""Engines that are asked at every size; the others are too slow there."""
QUESTIONS_AT_SCALE: Final = 300
STARTS: Final = 5
"""Starts of each kind of process, one kind after the other in turn."""
REPEATS: Final = 5
"""Times that a hostile question is asked; the median counts."""


def machine() -> dict[str, object]:
    """What this ran on."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("model name\t: ")[2].partition("\n")[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ("scikit-learn", "numpy", "bm25s", "rank-bm25", "tantivy", "whoosh-reloaded")
    return {
        "processor": cpu,
        "cores": os.cpu_count(),
        "memory_gb": round(memory),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": {package: version(package) for package in packages},
    }


def targets() -> list[tuple[str, ...]]:
    """The wanted figures and the reached ones."""
    return [target.row() for target in wanted.targets()]


def quality() -> list[dict[str, object]]:
    """Every engine on every corpus, clean and damaged."""
    jobs = [_job(name, make()) for name, make in CORPORA.items()]
    return [each.as_json() for each in runs((*PEERS, KONSPEKT), jobs)]


def courses() -> dict[str, list[dict[str, object]]]:
    """Every engine on the courses that nothing was fitted to, and what Konspekt refuses there."""
    names = sorted(each.name for each in COURSES.iterdir() if each.is_dir())
    jobs = [Job(corpus, {CLEAN: corpus.questions}) for corpus in map(course_named, names)]
    return {
        "runs": [each.as_json() for each in runs((*PEERS, KONSPEKT), jobs)],
        "refused": [_refused(name) for name in names],
    }


def _refused(name: str) -> dict[str, object]:
    """How many questions about a course are refused, with and without an answer, paraphrases aside."""
    library, _ = open_library(COURSES / name / "notes")
    asked = [each for path in (COURSES / name).glob("*.jsonl") for each in load_judgments(path)]
    refused = {kind: [0, 0] for kind in (UNANSWERABLE, LITERAL)}
    for judgment in asked:
        kind = LITERAL if judgment.answerable else UNANSWERABLE
        if judgment.kind != PARAPHRASE:
            refused[kind][0] += not library.answer(judgment.question, judgment.previous).answered
            refused[kind][1] += 1
    return {"corpus": name, **refused}


def without() -> list[dict[str, object]]:
    """Konspekt without one of its parts, for each of them."""
    result: list[dict[str, object]] = []
    for name in ("xquad", "tydi", "course", "lecture"):
        corpus = CORPORA[name]()
        sets = {CLEAN: corpus.questions}
        if name == "xquad":
            sets |= {
                way: corpus.damaged(way) for way in ("two words mistyped", "wrong layout", "three keywords")
            }
        result += (
            {"without": part, **run(KONSPEKT, Job(corpus, sets, part)).as_json()}
            for part in ("", *ablation.PARTS)
        )
    return result


def scale() -> list[dict[str, object]]:
    """Time, memory and quality as the corpus grows."""
    result: list[dict[str, object]] = []
    for size in SIZES:
        corpus = corpus_of(size)
        mistyped = corpus.damaged("two words mistyped")[:QUESTIONS_AT_SCALE]
        sets = {CLEAN: corpus.questions[:QUESTIONS_AT_SCALE], "two words mistyped": mistyped}
        result += [each.as_json() for each in runs(AT_SCALE, [Job(corpus, sets)])]
    return result


def million() -> list[dict[str, object]]:
    """A million passages, once."""
    corpus = corpus_of(MILLION)
    return [run(KONSPEKT, Job(corpus, {CLEAN: corpus.questions[:QUESTIONS_AT_SCALE]})).as_json()]


def starts() -> dict[str, float]:
    """Seconds from the start of a process to its end: importing alone, and a first answer."""
    programs = {
        "import sklearn, telegram": "import sklearn, telegram",
        "import sklearn.feature_extraction.text, telegram.ext": (
            "import sklearn.feature_extraction.text, telegram.ext"
        ),
        "library: bundled lecture loaded, first answer": (
            "from pathlib import Path; from index import open_library;"
            f"print(open_library(Path({str(NOTES)!r}))[0].answer('что такое гипервизор?').hits[0].score)"
        ),
        "konspekt ask, first answer printed": (
            "import sys; from bot.cli import main;"
            "sys.argv = ['konspekt', 'ask', 'что такое гипервизор?']; sys.exit(main())"
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(STARTS + 1):
        for name, program in programs.items():
            began = time.perf_counter()
            python("-c", program)
            if turn:  # the first start of each reads the disk
                times[name].append(time.perf_counter() - began)
    return {name: statistics.median(each) for name, each in times.items()}


def hostile() -> dict[str, float]:
    """Milliseconds that the worst questions take, over the course and over 10,000 passages."""
    result: dict[str, float] = {}
    corpora = {"course": CORPORA["course"](), "10,000 passages": corpus_of(10_000)}
    for corpus_name, corpus in corpora.items():
        library = wanted.library_of(corpus)
        library.prepare()
        library.answer("что такое образ")
        for name, text in INPUTS.items():
            times = []
            for _ in range(REPEATS):
                began = time.perf_counter()
                library.answer(text, previous=text)
                times.append(time.perf_counter() - began)
            result[f"{name} · {corpus_name}"] = statistics.median(times) * 1000
    return result


PARTS: Final[Mapping[str, Callable[[], object]]] = {
    "targets": targets,
    "quality": quality,
    "courses": courses,
    "without": without,
    "scale": scale,
    "starts": starts,
    "hostile": hostile,
    "million": million,
}
"""All parts, by name; a full run leaves out the million."""


def _job(name: str, corpus: Corpus) -> Job:
    sets = {CLEAN: corpus.questions}
    for way in DAMAGED.get(name, ()):
        sets[way] = corpus.damaged(way)
    return Job(corpus, sets)
