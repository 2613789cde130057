"""Pictures of the benchmark's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure

from tests.benchmarks.worker import KONSPEKT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Kept = Mapping[str, Any]

OURS: Final = "#c0392b"
OTHERS: Final = "#5d6d7e"
CLEAN: Final = "clean"


def quality_against_time(runs: Sequence[Kept], path: Path) -> None:
    """hit@1 on the first corpus against the median time of a question."""
    corpus = runs[0]["corpus"]
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    for run in runs:
        if run["corpus"] != corpus:
            continue
        figures, ours = run["sets"][CLEAN], run["engine"] == KONSPEKT
        hit = figures["hit1"]
        error = [[hit["mean"] - hit["low"]], [hit["high"] - hit["mean"]]]
        colour = OURS if ours else OTHERS
        axes.errorbar(figures["p50"], hit["mean"], yerr=error, fmt="o", color=colour, capsize=3)
        axes.annotate(
            run["engine"],
            (figures["p50"], hit["high"]),
            xytext=(0, 4),
            textcoords="offset points",
            rotation=35,
            ha="left",
            color=colour,
            fontsize=9,
        )
    axes.set(xscale="log", xlabel="median time of a question, ms", ylabel="hit@1", title=corpus)
    axes.margins(x=0.15, y=0.25)
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(path, dpi=110)


def latency_against_size(runs: Sequence[Kept], path: Path) -> None:
    """Median (line) and 99th percentile (dashes) of a question's time against the number of passages."""
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    engines = list(dict.fromkeys(run["engine"] for run in runs))
    greys = iter(("#1f618d", "#117864", "#7d6608", "#6c3483", "#424949"))
    for engine in engines:
        mine = [run for run in runs if run["engine"] == engine]
        sizes = [run["passages"] for run in mine]
        colour = OURS if engine == KONSPEKT else next(greys)
        axes.plot(sizes, [run["sets"][CLEAN]["p50"] for run in mine], "o-", color=colour, label=engine)
        axes.plot(sizes, [run["sets"][CLEAN]["p99"] for run in mine], "--", color=colour, alpha=0.6)
    axes.set(
        xscale="log", yscale="log", xlabel="passages", ylabel="time of a question, ms: median, dashed p99"
    )
    axes.legend(fontsize=9)
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(path, dpi=110)
