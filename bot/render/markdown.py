"""Markdown to text with formatting, from the tokens of the notes' dialect."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.render.blocks import Blocks
from corpus import tokens

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.model import Rich

_REMEMBERED: Final = 1024
"""Texts: what students ask about these weeks, in a few megabytes. Parsing one takes a millisecond."""


def render_markdown(markdown: str, *, sent: Collection[str] = ()) -> Rich:
    """Markdown as a message, of any length and with any number of entities: see `split` and `cut`.

    Args:
        markdown: Text in the dialect of the notes.
        sent: Targets of pictures that are sent beside the text; others are read out by their
            descriptions, in italics.

    Returns:
        The text; empty where there is nothing to read.
    """
    return _written(markdown, frozenset(sent))


@lru_cache(_REMEMBERED)
def _written(markdown: str, sent: frozenset[str]) -> Rich:
    return Blocks(tokens(markdown), sent).write().rich()
