"""docs/benchmarks.md, made of kept figures alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tabulate import tabulate

from index.evaluate import LITERAL, UNANSWERABLE
from tests.benchmarks import plots, wanted
from tests.benchmarks.worker import KONSPEKT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Kept = Mapping[str, Any]
    """Figures as JSON gives them back."""

DOCS: Final = Path(__file__).parents[2] / "docs"
CLEAN: Final = "clean"
INTRODUCTION: Final = """\
# Benchmarks

Written by `uv run --group bench python -m tests.benchmarks`, not by hand. Every engine indexes the
same passages and is asked the same questions, alone in its process, on one thread. Engines without
fields get the headings in front of the text, and a follow-up together with the question before it.
An answer counts by its section; a refusal counts as wrong. The test data lies outside the
repository, but for the bundled lecture and the courses of tests/benchmarks/courses.
"""
UNFITTED: Final = """\
Eleven courses that were written without a look at Konspekt (tests/benchmarks/courses). No coefficient
was fitted to them, but they are not untouched: classes of mistakes were looked for among their
questions, some lines of the thesaurus were prompted by one question each, and the threshold of
refusals was chosen with a look at six of them. Half of the questions without an answer are about
things that the notes name, without telling what is asked. CHANGELOG.md tells what was reached before
any question was looked at.
"""
GROWING: Final = """\
XQuAD-ru's paragraphs and questions among paragraphs of about 80 words that are put together of the
sentences of other texts, with a vocabulary that grows as real ones do.
"""
BEYOND: Final = """\
Beyond, three things would have to change: the texts belong into the store instead of memory, the
matrices into memory-mapped files, built once and shared by processes, and the passages into parts
by course that are searched side by side and merged.
"""


def write(kept: Kept) -> None:
    """Write the page and its pictures."""
    if "quality" in kept:
        plots.quality_against_time(kept["quality"], DOCS / "benchmarks-quality.png")
    if "scale" in kept:
        plots.latency_against_size(kept["scale"], DOCS / "benchmarks-scale.png")
    (DOCS / "benchmarks.md").write_text(page(kept), encoding="utf-8")


def page(kept: Kept) -> str:
    """The page, of the parts that were measured."""
    told = (tell(kept[name]) for name, tell in SECTIONS.items() if name in kept)
    return "\n".join([INTRODUCTION, _machine(kept["machine"]), *told, _limits(kept)])


def _limits(kept: Kept) -> str:
    rows = []
    for name, limit, value, at_least in limits(kept):
        met = "yes" if (value >= limit if at_least else value <= limit) else "NO"
        rows.append([name, f"{'≥' if at_least else '≤'} {limit:,.1f}", f"{value:,.1f}", met])
    table = _table(rows, ["limit", "wanted", "reached", "met"])
    return f"## Limits of time and memory\n\n{table}\n" if rows else ""


def limits(kept: Kept) -> Iterator[tuple[str, float, float, bool]]:
    """Name, limit, what is reached, and whether the limit is the least instead of the most."""
    ours = {run["passages"]: run for run in kept.get("scale", ()) if run["engine"] == KONSPEKT}
    for size, p50, p99 in ((1_000, 2.0, 8.0), (100_000, None, 30.0)):
        if size in ours:
            clean = ours[size]["sets"][CLEAN]
            if p50:
                yield f"{size:,} passages: p50, ms", p50, clean["p50"], False
            yield f"{size:,} passages: p99, ms", p99, clean["p99"], False
    for size in (10_000, 100_000):
        if size in ours:
            yield f"{size:,} passages: indexed a second", 1000.0, size / ours[size]["index_s"], True
    if 100_000 in ours:
        yield "100,000 passages: memory, MB", 1536.0, ours[100_000]["memory_mb"], False
    if "starts" in kept:
        imported, *_, asked = kept["starts"].values()
        yield "start to first answer, s (1.2 x importing + 0.5)", 1.2 * imported + 0.5, asked, False
    if "hostile" in kept:
        yield "slowest hostile input, ms", 50.0, max(kept["hostile"].values()), False


def _machine(machine: Kept) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    hardware = f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB"
    return f"Machine: {hardware}, {machine['system']}; Python {machine['python']}; {packages}.\n"


def _targets(rows: Sequence[Sequence[str]]) -> str:
    return f"## Wanted and reached\n\n{_table(rows, wanted.HEADERS)}\n"


def _quality(runs: Sequence[Kept]) -> str:
    corpora = list(dict.fromkeys(run["corpus"] for run in runs))
    questions = {run["corpus"]: run["sets"][CLEAN]["questions"] for run in runs}
    heads = ["engine", *(f"{corpus} ({questions[corpus]})" for corpus in corpora)]
    sections = [
        "## Quality\n",
        "hit@1 / hit@3; number of questions in brackets. TyDi QA has titles as headings.\n",
        _matrix(runs, corpora, heads, _hits),
        "\nMRR@10 / nDCG@10:\n",
        _matrix(runs, corpora, heads, _ranks),
        "\nhit@1 of Konspekt against the best other engine, with 95 % bootstrap intervals:\n",
        _against_best(runs, corpora),
        "\n![Quality against time](benchmarks-quality.png)\n",
        "## Damaged questions\n",
        "hit@1 of the questions that a damage changes (their number in brackets), by rule and fixed seed.\n",
        _damaged(runs),
        "\n## Time and memory\n",
        "XQuAD-ru, 240 paragraphs. Indexing is without imports; memory is the peak of the whole process.\n",
        _speed([run for run in runs if run["corpus"] == corpora[0]]),
    ]
    return "\n".join(sections) + "\n"


def _courses(kept: Kept) -> str:
    runs = kept["runs"]
    corpora = list(dict.fromkeys(run["corpus"] for run in runs))
    questions = {run["corpus"]: run["sets"][CLEAN]["questions"] for run in runs}
    cells = {(run["engine"], run["corpus"]): _hits(run["sets"][CLEAN]) for run in runs}
    engines = list(dict.fromkeys(run["engine"] for run in runs))
    hits = [[f"{each} ({questions[each]})", *(cells[engine, each] for engine in engines)] for each in corpora]
    rows = [
        [each["corpus"], *("{} of {}".format(*each[kind]) for kind in (UNANSWERABLE, LITERAL))]
        for each in kept["refused"]
    ]
    sections = [
        "## Courses of other hands\n",
        f"{UNFITTED}\nhit@1 / hit@3:\n",
        _table(hits, ["course (questions)", *engines]),
        "\nhit@1 of Konspekt against the best other engine, with 95 % bootstrap intervals:\n",
        _against_best(runs, corpora),
        "\nRefused by Konspekt:\n",
        _table(rows, ["course", "without an answer in the notes", "with one, paraphrases aside"]),
    ]
    return "\n".join(sections) + "\n"


def _matrix(
    runs: Sequence[Kept], corpora: Sequence[str], heads: Sequence[str], cell: Callable[[Kept], str]
) -> str:
    cells = {(run["engine"], run["corpus"]): cell(run["sets"][CLEAN]) for run in runs}
    engines = dict.fromkeys(run["engine"] for run in runs)
    return _table([[engine, *(cells[engine, corpus] for corpus in corpora)] for engine in engines], heads)


def _hits(figures: Kept) -> str:
    return f"{figures['hit1']['mean']:.3f} / {figures['hit3']:.3f}"


def _ranks(figures: Kept) -> str:
    return f"{figures['mrr']:.3f} / {figures['ndcg']:.3f}"


def _against_best(runs: Sequence[Kept], corpora: Sequence[str]) -> str:
    rows = []
    for corpus in corpora:
        here = {run["engine"]: run["sets"][CLEAN]["hit1"] for run in runs if run["corpus"] == corpus}
        ours = here.pop(KONSPEKT)
        name, best = max(here.items(), key=lambda each: each[1]["mean"])
        rows.append(
            [corpus, _interval(ours), f"{_interval(best)} ({name})", f"{ours['mean'] / best['mean']:.2f}"]
        )
    return _table(rows, ["set", KONSPEKT, "best other engine", "ratio"])


def _interval(figure: Kept) -> str:
    return f"{figure['mean']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})"


def _damaged(runs: Sequence[Kept]) -> str:
    columns = [(run["corpus"], name) for run in runs if run["engine"] == KONSPEKT for name in run["sets"]]
    columns = [column for column in columns if column[1] != CLEAN]
    figures = {
        (run["engine"], run["corpus"], name): each for run in runs for name, each in run["sets"].items()
    }
    engines = dict.fromkeys(run["engine"] for run in runs)
    heads = [f"{corpus}: {name} ({figures[KONSPEKT, corpus, name]['questions']})" for corpus, name in columns]
    rows = [
        [engine, *(f"{figures[engine, *column]['hit1']['mean']:.3f}" for column in columns)]
        for engine in engines
    ]
    return _table(rows, ["engine", *heads])


def _speed(runs: Iterable[Kept]) -> str:
    rows = [
        [
            run["engine"],
            f"{run['index_s']:.2f}",
            f"{run['sets'][CLEAN]['p50']:.2f}",
            f"{run['sets'][CLEAN]['p99']:.2f}",
            f"{run['memory_mb']:.0f}",
        ]
        for run in runs
    ]
    return _table(rows, ["engine", "index, s", "p50, ms", "p99, ms", "memory, MB"])


def _without(runs: Sequence[Kept]) -> str:
    columns = list(dict.fromkeys((run["corpus"], name) for run in runs for name in run["sets"]))
    figures = {
        (run["without"], run["corpus"], name): each["hit1"]["mean"]
        for run in runs
        for name, each in run["sets"].items()
    }
    rows = []
    for part in dict.fromkeys(run["without"] for run in runs):
        cells = []
        for column in columns:
            whole, now = figures["", *column], figures[part, *column]
            cells.append(f"{(now - whole) * 100:+.1f}" if part else f"{whole:.3f}")
        rows.append([f"without {part}" if part else "everything", *cells])
    heads = [f"{corpus}, {name}" for corpus, name in columns]
    told = "hit@1 with everything, and the points lost (-) or won (+) without a part."
    return f"## What each part is worth\n\n{told}\n\n{_table(rows, ['', *heads])}\n"


def _scale(runs: Sequence[Kept]) -> str:
    rows = [
        [
            f"{run['passages']:,}",
            run["engine"],
            f"{run['passages'] / run['index_s']:,.0f}",
            *(f"{run['sets'][name][key]:.2f}" for name in run["sets"] for key in ("p50", "p99")),
            f"{run['memory_mb']:,.0f}",
            f"{run['sets'][CLEAN]['hit1']['mean']:.3f}",
        ]
        for run in runs
    ]
    heads = [
        "passages",
        "engine",
        "indexed a second",
        "p50, ms",
        "p99, ms",
        "p50, two typos",
        "p99, two typos",
    ]
    table = _table(rows, [*heads, "memory, MB", "hit@1"])
    return f"## Growing corpora\n\n{GROWING}\n{table}\n\n![Time against size](benchmarks-scale.png)\n"


def _million(runs: Sequence[Kept]) -> str:
    (run,) = runs
    figures = run["sets"][CLEAN]
    return (
        f"## {run['passages']:,} passages\n\n"
        f"Built in {run['index_s']:.0f} s ({run['passages'] / run['index_s']:,.0f} passages a second), "
        f"{run['memory_mb'] / 1024:.1f} GB at the peak, {run['before_mb'] / 1024:.1f} GB of it texts; "
        f"p50 {figures['p50']:.0f} ms, p99 {figures['p99']:.0f} ms, hit@1 {figures['hit1']['mean']:.3f}.\n\n"
        f"{BEYOND}"
    )


def _starts(times: Mapping[str, float]) -> str:
    base = min(times.values())
    rows = [[name, f"{seconds:.2f}", f"{seconds / base:.2f}"] for name, seconds in times.items()]
    table = _table(rows, ["process", "seconds", "ratio"])
    return f"## Start\n\nMedian of alternating starts, interpreter included.\n\n{table}\n"


def _hostile(times: Mapping[str, float]) -> str:
    rows: dict[str, list[str]] = {}
    for name, milliseconds in times.items():
        what = name.rpartition(" · ")[0]
        rows.setdefault(what, [what]).append(f"{milliseconds:.1f}")
    corpora = list(dict.fromkeys(name.rpartition(" · ")[2] for name in times))
    table = _table(list(rows.values()), ["input", *(f"{corpus}, ms" for corpus in corpora)])
    return f"## Hostile input\n\nMedian of several times, asked as a follow-up to itself.\n\n{table}\n"


def _table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> str:
    return tabulate(rows, heads, tablefmt="pipe", disable_numparse=True)


SECTIONS: Final[Mapping[str, Callable[[Any], str]]] = {
    "targets": _targets,
    "quality": _quality,
    "courses": _courses,
    "without": _without,
    "scale": _scale,
    "million": _million,
    "starts": _starts,
    "hostile": _hostile,
}
"""Sections of the page in order, by the part that they tell."""
