"""Figures -> pictures, as PNG. Drawn with matplotlib's objects, not with its global state."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

    from bot.report.figures import Figures
    from bot.texts.report import ReportTexts

WIDE: Final = (9.0, 4.5)
"""Inches; with DPI a picture that a phone shows without scaling up."""
DPI: Final = 120
ANSWERED: Final = "#2f6f9f"
REFUSED: Final = "#e0a030"
HELPED: Final = "#4c9a6a"
DISAPPOINTED: Final = "#c8553d"
INK: Final = "#2b2b2b"
LONGEST_NAME: Final = 42
"""Characters of a section's name beside its bar."""
MANY_DAYS: Final = 12
"""Days from which not every one gets a label."""


def questions_chart(figures: Figures, words: ReportTexts) -> bytes:
    """Questions over time: a bar a day, answered below, refused above.

    Args:
        figures: What was counted.
        words: In the reader's language.
    """
    picture, axes = _canvas(words.by_day, WIDE)
    places = range(len(figures.days))
    answered = [day.answered for day in figures.days]
    axes.bar(places, answered, color=ANSWERED, label=words.answered)
    axes.bar(
        places, [day.refused for day in figures.days], bottom=answered, color=REFUSED, label=words.refused
    )
    step = max(1, len(figures.days) // MANY_DAYS)
    shown = list(places)[::step]
    axes.set_xticks(shown, [figures.days[place].date.strftime("%d.%m") for place in shown])
    _count_in_ones(axes.yaxis)
    _legend(axes)
    return _png(picture)


def sections_chart(figures: Figures, words: ReportTexts) -> bytes:
    """Sections by questions, each with its verdicts.

    Args:
        figures: What was counted.
        words: In the reader's language.
    """
    sections = figures.most_asked[::-1]
    picture, axes = _canvas(words.by_section, (WIDE[0], 1.6 + 0.42 * max(3, len(sections))))
    places = list(range(len(sections)))
    axes.barh(places, [one.asked for one in sections], color=ANSWERED, height=0.5, label=words.asked)
    axes.barh(
        [place - 0.34 for place in places],
        [one.helped for one in sections],
        color=HELPED,
        height=0.16,
        label=words.helped,
    )
    axes.barh(
        [place - 0.34 for place in places],
        [one.disappointed for one in sections],
        left=[one.helped for one in sections],
        color=DISAPPOINTED,
        height=0.16,
        label=words.disappointed,
    )
    axes.set_yticks(places, [_short(one.name(words.gone)) for one in sections])
    _count_in_ones(axes.xaxis)
    _legend(axes)
    return _png(picture)


def _canvas(title: str, size: tuple[float, float]) -> tuple[Figure, Axes]:
    # matplotlib takes a second to import: only where something is drawn, away from the event loop.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    picture = Figure(figsize=size, dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(picture)
    axes = picture.add_subplot()
    axes.set_title(title, loc="right", color=INK, fontsize=13, pad=16)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK)
    return picture, axes


def _legend(axes: Axes) -> None:
    """Above the bars, where it hides none."""
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(-0.01, 1), ncols=3)


def _count_in_ones(axis: Axis) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - as above

    axis.set_major_locator(MaxNLocator(integer=True))


def _png(picture: Figure) -> bytes:
    out = BytesIO()
    picture.savefig(out, format="png")
    return out.getvalue()


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else "…" + name[-LONGEST_NAME + 1 :]
