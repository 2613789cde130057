"""Figures -> one self-contained HTML page: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.report.charts import questions_chart, sections_chart

if TYPE_CHECKING:
    from bot.report.figures import Figures
    from bot.texts.report import ReportTexts


def report_page(figures: Figures, words: ReportTexts, language: str) -> str:
    """A page for any browser, phone or printer.

    Args:
        figures: What was counted.
        words: In the reader's language.
        language: Its code, for the browser.
    """
    templates = Environment(
        loader=PackageLoader("bot.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("page.html").render(
        figures=figures,
        words=words,
        language=language,
        questions_chart=_embedded(questions_chart(figures, words, titled=False)),
        sections_chart=_embedded(sections_chart(figures, words, titled=False)) if figures.most_asked else "",
        busiest=max([*figures.hours, 1]),
    )


def _embedded(png: bytes) -> str:
    return "data:image/png;base64," + b64encode(png).decode("ascii")
