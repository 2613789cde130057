"""Figures -> a few readable lines, in the dialect that every shore renders (Markdown)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.texts.escape import escaped

if TYPE_CHECKING:
    from bot.report.figures import Figures, Missed, SectionFigures
    from bot.texts.report import ReportTexts

FEW: Final = 5
"""Entries of a list in a message; the page has them all."""


def report_lines(figures: Figures, words: ReportTexts) -> str:
    """A report as Markdown: a heading line, the totals, then what stands out.

    Args:
        figures: What was counted.
        words: In the reader's language.
    """
    period = words.period(figures.period.first.strftime(words.day), figures.period.last.strftime(words.day))
    parts = [f"**{words.title}**\\\n{escaped(period)}"]
    if not figures.questions and not figures.to_humans:
        return "\n\n".join([*parts, words.nothing])
    parts.append("\n".join(f"- {line}" for line in _totals(figures, words)))
    if figures.missed:
        parts.append(_listed(words.missed, [_missed(one, words) for one in figures.missed]))
    if figures.disappointing:
        parts.append(_listed(words.disappointing, [_verdicts(one, words) for one in figures.disappointing]))
    if figures.most_asked:
        parts.append(_listed(words.most_asked, [_asked(one, words) for one in figures.most_asked]))
    return "\n\n".join(parts)


def digest(figures: Figures, words: ReportTexts) -> str | None:
    """The same for the weekly message, or None where there is nothing to say.

    Args:
        figures: What was counted in the week.
        words: In the staff chat's language.
    """
    return report_lines(figures, words) if figures.questions or figures.to_humans else None


def _totals(figures: Figures, words: ReportTexts) -> list[str]:
    lines = [
        f"**{words.questions(figures.questions)}** {words.people(figures.people)}",
        f"{words.answered}: {words.share(figures.answered, figures.questions)}",
        f"{words.refused}: {words.share(figures.refused, figures.questions)}",
    ]
    if figures.helped or figures.disappointed:
        lines.append(
            f"{words.helped}: {figures.helped}, {words.disappointed.lower()}: {figures.disappointed}"
        )
    if figures.to_humans:
        lines.append(words.humans(figures.to_humans, figures.humans_answered))
    if figures.median_wait is not None:
        lines.append(words.median_wait(figures.median_wait))
    if figures.busiest:
        lines.append(words.busiest(*figures.busiest))
    return lines


def _listed(title: str, entries: list[str]) -> str:
    return "\n".join([f"**{title}**", "", *(f"{n}. {entry}" for n, entry in enumerate(entries[:FEW], 1))])


def _missed(one: Missed, words: ReportTexts) -> str:
    return f"{words.quoted(escaped(one.examples[0]))} — {one.count}"


def _asked(one: SectionFigures, words: ReportTexts) -> str:
    return f"{escaped(one.name(words.gone))} — {one.asked}"


def _verdicts(one: SectionFigures, words: ReportTexts) -> str:
    return f"{escaped(one.name(words.gone))}: +{one.helped} −{one.disappointed}"
