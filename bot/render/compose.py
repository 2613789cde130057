"""Small pieces of formatted text, and how they are put together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import EntityKind, Rich
from bot.render.links import working_url
from bot.render.runs import QUOTES, Run, fixed, runs_of, settle
from bot.render.units import clean, u16len

if TYPE_CHECKING:
    from bot.model import Entity


def plain(text: str) -> Rich:
    """Text without formatting, as Telegram leaves it."""
    return Rich(clean(text))


def bold(text: str | Rich) -> Rich:
    """Bold text."""
    return _wrapped(text, EntityKind.BOLD)


def italic(text: str | Rich) -> Rich:
    """Italic text."""
    return _wrapped(text, EntityKind.ITALIC)


def underline(text: str | Rich) -> Rich:
    """Underlined text."""
    return _wrapped(text, EntityKind.UNDERLINE)


def code(text: str) -> Rich:
    """Monospace text within a line."""
    return _wrapped(text, EntityKind.CODE)


def pre(text: str, language: str = "") -> Rich:
    """A code block."""
    cleaned = clean(text)
    return fixed(cleaned, [Run(EntityKind.PRE, 0, len(cleaned), language=language)])


def link(text: str | Rich, url: str) -> Rich:
    """A link, or the text alone where Telegram would refuse the address."""
    address = working_url(url)
    return _wrapped(text, EntityKind.LINK, address) if address else join(text)


def quote(text: str | Rich) -> Rich:
    """A quote; quotes inside it lose their frame."""
    return _quoted(text, EntityKind.QUOTE)


def folded(text: str | Rich) -> Rich:
    """A quote that shows its first lines and unfolds at a tap; quotes inside it lose their frame."""
    return _quoted(text, EntityKind.FOLDED_QUOTE)


def join(*parts: str | Rich, by: str = "") -> Rich:
    """The parts one after the other, `by` between them."""
    texts: list[str] = []
    entities: list[Entity] = []
    at = last_end = 0
    touching = False
    for number, part in enumerate(parts):
        rich = plain(part) if isinstance(part, str) else part
        border = last_end if number else -1
        if number and by:
            texts.append(by)
            at += u16len(by)
        for entity in rich.entities:
            offset = entity.offset + at
            touching = touching or (offset == at == border)
            entities.append(replace(entity, offset=offset) if at else entity)
            last_end = max(last_end, offset + entity.length)
        texts.append(rich.text)
        at += u16len(rich.text)
    joined = Rich("".join(texts), tuple(entities))
    return fixed(joined.text, runs_of(joined)) if touching else joined


def lines(*parts: str | Rich) -> Rich:
    """The parts that hold something, each on a line of its own."""
    return join(*(part for part in parts if (part if isinstance(part, str) else part.text)), by="\n")


def trimmed(rich: Rich) -> Rich:
    """The text without white space around it."""
    return settle(rich.text, runs_of(rich))


def _wrapped(text: str | Rich, kind: EntityKind, url: str = "") -> Rich:
    rich = plain(text) if isinstance(text, str) else text
    return fixed(rich.text, [*runs_of(rich), Run(kind, 0, len(rich.text), url)])


def _quoted(text: str | Rich, kind: EntityKind) -> Rich:
    rich = trimmed(plain(text) if isinstance(text, str) else text)
    inner = [run for run in runs_of(rich) if run.kind not in QUOTES]
    return fixed(rich.text, [*inner, Run(kind, 0, len(rich.text))])
