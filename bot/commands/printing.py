"""What the command line prints: plain lines and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabulate import tabulate

from bot.render import render_answer, to_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.render.answer import Finder
    from bot.texts import Texts
    from corpus import Problem
    from index import Answer
    from index.evaluate import Evaluation

BREADCRUMB = " › "


def answer_lines(answer: Answer, texts: Texts, words: Finder, *, colour: bool) -> Iterator[str]:
    """An answer for reading: the best passage as in the chat, then where else to look.

    Args:
        answer: What the notes say.
        texts: The reader's.
        words: Finds the words that were asked for.
        colour: Whether the terminal understands ANSI codes.
    """
    if answer.reading.told:
        yield texts.asking.understood(answer.reading.told)
        yield ""
    if not answer.answered:
        yield texts.asking.not_found_near if answer.related else texts.asking.not_found
        if answer.related:
            yield from (f"  {BREADCRUMB.join(breadcrumb)}" for breadcrumb in answer.near)
        return
    if not answer.sure:
        yield texts.asking.guess
        yield ""
    best, *others = answer.hits
    yield to_terminal(render_answer(best, words=words), colour=colour)
    if others:
        yield ""
        yield from (f"  {BREADCRUMB.join(hit.passage.breadcrumb)}: {hit.snippet.text}" for hit in others)


def problem_table(problems: Sequence[Problem]) -> str:
    """Problems of the notes, one a row, or a word that there are none."""
    if not problems:
        return "No problems."
    rows = [(one.where, one.severity.value, one.code, one.message) for one in problems]
    widths = [None, None, None, 72]  # characters: a message wraps rather than the terminal
    return tabulate(rows, headers=("where", "severity", "code", "message"), maxcolwidths=widths)


def evaluation_table(evaluation: Evaluation) -> str:
    """Figures by kind of question, with their 95 % intervals, then what does not fit the notes."""
    rows = evaluation.rows()
    names = list(dict.fromkeys(name for row in rows for name in row.figures))
    cells = []
    for row in rows:
        figures = [row.figures.get(name) for name in names]
        texts = ["" if one is None else f"{one.mean:.3f} [{one.low:.2f}, {one.high:.2f}]" for one in figures]
        cells.append((row.name, row.questions, *texts))
    table = tabulate(cells, headers=("kind", "questions", *names))
    return "\n".join((table, *(f"note: {problem}" for problem in evaluation.problems)))
