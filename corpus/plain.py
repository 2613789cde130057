"""Tokens to plain text: what is searched, and what a terminal shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.markdown import tokens as tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.markdown import Token

CELL_SEPARATOR = " · "  # no bar, which is a sign that students ask about
_LITERAL = frozenset({"text", "code_inline", "math_inline", "math_inline_double", "wikilink", "text_special"})
_CODE = frozenset({"fence", "code_block", "math_block", "math_block_label"})


def plain_text(markdown: str) -> str:
    """Return the text a reader sees, without markup; blocks are parted by newlines.

    Args:
        markdown: Any text.
    """
    return text_of(tokens_of(markdown))


def text_and_notes(markdown: str) -> tuple[str, tuple[str, ...]]:
    """Return a text as `plain_text` does, its footnotes apart.

    Args:
        markdown: Any text.
    """
    found = tokens_of(markdown)
    starts = [i for i, token in enumerate(found) if token.type == "footnote_open"]
    ends = [*starts, len(found)][1:]
    notes = (text_of(found[start:end]) for start, end in zip(starts, ends, strict=True))
    return text_of(found[: starts[0]] if starts else found), tuple(note for note in notes if note)


def text_of(tokens: Sequence[Token]) -> str:
    """Return the text of blocks, each on a line of its own; cells of a row share a line.

    Args:
        tokens: Block tokens.
    """
    lines: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "inline":
            text = inline_text(token.children or ())
            if row is not None:
                row.append(" ".join(text.split()))
            elif text:
                lines.append(text)
        elif token.type in _CODE:
            content = token.content.strip("\n").rstrip()
            if content:
                lines.append(content)
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            if any(row):
                lines.append(CELL_SEPARATOR.join(row))
            row = None
    return "\n".join(lines)


def inline_text(children: Sequence[Token]) -> str:
    """Return the text of a paragraph or heading: one line, or several where the author broke it hard.

    Args:
        children: Inline tokens.
    """
    parts: list[str] = []
    for child in children:
        if child.type in _LITERAL:
            parts.append(child.content.replace("\n", " "))
        elif child.type == "image":
            parts.append(alt_text(child).replace("\n", " "))
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def alt_text(image: Token) -> str:
    """Return the description of a picture without markup.

    Args:
        image: A token of type `image`.
    """
    return inline_text(image.children or ())
