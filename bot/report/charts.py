"""Figures -> pictures, as PNG. Drawn with matplotlib's objects, not with its global state."""

from __future__ import annotations

import math
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

    from bot.report.figures import Figures
    from bot.texts.report import ReportTexts

WIDE: Final = 5.4
HIGH: Final = 3.4
"""Inches. A phone shows a picture some 390 CSS pixels wide: at this width ten points become 10 pixels."""
DPI: Final = 200
"""1080 pixels across: a phone need not scale up."""
ANSWERED: Final = "#2f6f9f"
REFUSED: Final = "#e0a030"
HELPED: Final = "#4c9a6a"
DISAPPOINTED: Final = "#c8553d"
INK: Final = "#2b2b2b"
LONGEST_NAME: Final = 56
"""Characters of a section's name above its bar: what fits the picture's width."""
MANY_DAYS: Final = 9
"""Days from which not every one gets a label."""


def questions_chart(figures: Figures, words: ReportTexts, *, titled: bool = True) -> bytes:
    """Questions over time: a bar a day, answered below, refused above.

    Args:
        figures: What was counted.
        words: In the reader's language.
        titled: Whether the picture stands alone and says itself what it shows.
    """
    picture, axes = _canvas(words.by_day if titled else "", HIGH)
    places = range(len(figures.days))
    answered = [day.answered for day in figures.days]
    refused = [day.refused for day in figures.days]
    axes.bar(places, answered, color=ANSWERED, label=words.answered)
    axes.bar(places, refused, bottom=answered, color=REFUSED, label=words.refused)
    shown = list(places)[:: math.ceil(len(figures.days) / MANY_DAYS) or 1]
    axes.set_xticks(shown, [figures.days[place].date.strftime("%d.%m") for place in shown])
    _count_in_ones(axes.yaxis)
    _legend(axes)
    return _png(picture)


def sections_chart(figures: Figures, words: ReportTexts, *, titled: bool = True) -> bytes:
    """Sections by questions, each with its verdicts; its name stands above its bar.

    Args:
        figures: What was counted.
        words: In the reader's language.
        titled: Whether the picture stands alone and says itself what it shows.
    """
    sections = figures.most_asked[::-1]
    picture, axes = _canvas(words.by_section if titled else "", 1.2 + 0.5 * max(2, len(sections)))
    places = list(range(len(sections)))
    below = [place - 0.24 for place in places]
    helped = [one.helped for one in sections]
    axes.barh(places, [one.asked for one in sections], color=ANSWERED, height=0.3, label=words.asked)
    axes.barh(below, helped, color=HELPED, height=0.14, label=words.helped)
    axes.barh(
        below,
        [one.disappointed for one in sections],
        left=helped,
        color=DISAPPOINTED,
        height=0.14,
        label=words.disappointed,
    )
    for place, section in zip(places, sections, strict=True):
        axes.annotate(
            _short(section.name(words.gone)),
            (0, place + 0.2),
            xytext=(2, 0),
            textcoords="offset points",
            color=INK,
            fontsize=9,
            va="bottom",
        )
    axes.set_ylim(-0.5, len(sections) - 0.3)
    axes.set_yticks([])
    _count_in_ones(axes.xaxis)
    _legend(axes)
    return _png(picture)


def _canvas(title: str, high: float) -> tuple[Figure, Axes]:
    # matplotlib takes a second to import: only where something is drawn, away from the event loop.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    picture = Figure(figsize=(WIDE, high), dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(picture)
    axes = picture.add_subplot()
    if title:
        axes.set_title(title, loc="left", color=INK, fontsize=12, pad=28)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK)
    return picture, axes


def _legend(axes: Axes) -> None:
    """Between the title and the bars, where it hides none."""
    axes.legend(
        frameon=False, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.3, ncols=3, columnspacing=1
    )


def _count_in_ones(axis: Axis) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - as above

    axis.set_major_locator(MaxNLocator(integer=True))


def _png(picture: Figure) -> bytes:
    out = BytesIO()
    picture.savefig(out, format="png")
    return out.getvalue()


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else "…" + name[-LONGEST_NAME + 1 :]
