"""Somebody's words inside a sentence that is Markdown."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&=])")


def escaped(text: str) -> str:
    """The text as it is, whatever Markdown would make of it; on one line.

    Args:
        text: A name, a title, a question.
    """
    return literal(" ".join(text.split()))


def literal(text: str) -> str:
    """The same with its white space as it is.

    Args:
        text: Anything that is not to be Markdown.
    """
    return _SPECIAL.sub(r"\\\1", text)
