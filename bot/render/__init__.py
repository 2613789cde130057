"""Answers and notes as formatted messages. Pure functions from tokens and values to text with entities."""

from bot.render.answer import FOLD_OVER, WHOLE, Look, render_answer, render_breadcrumb, render_passage
from bot.render.compose import (
    bold,
    code,
    folded,
    italic,
    join,
    lines,
    link,
    plain,
    pre,
    quote,
    trimmed,
    underline,
)
from bot.render.cutting import around, cut, excerpt, fits, part, split, thinned
from bot.render.limits import CAPTION_LIMIT, ENTITY_LIMIT, TEXT_LIMIT
from bot.render.markdown import render_markdown
from bot.render.marks import find_sentence, mark
from bot.render.outline import Entry, OutlinePage, render_outline
from bot.render.source import source_of
from bot.render.terminal import to_terminal
from bot.render.units import u16len

__all__ = [
    "CAPTION_LIMIT",
    "ENTITY_LIMIT",
    "FOLD_OVER",
    "TEXT_LIMIT",
    "WHOLE",
    "Entry",
    "Look",
    "OutlinePage",
    "around",
    "bold",
    "code",
    "cut",
    "excerpt",
    "find_sentence",
    "fits",
    "folded",
    "italic",
    "join",
    "lines",
    "link",
    "mark",
    "part",
    "plain",
    "pre",
    "quote",
    "render_answer",
    "render_breadcrumb",
    "render_markdown",
    "render_outline",
    "render_passage",
    "source_of",
    "split",
    "thinned",
    "to_terminal",
    "trimmed",
    "u16len",
    "underline",
]
