"""Tokens of a file to the blocks that sections and passages are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.model import Block, BlockKind, Picture
from corpus.plain import alt_text, inline_text, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.markdown import Parsed, Token

MAX_TERM_WORDS = 6
"""Words of a term that is defined; what is longer before a dash is a clause."""

MAX_BOLD_LEAD = 80
"""Characters of a bold line that announces what follows."""

_KINDS = {
    "paragraph_open": BlockKind.TEXT,
    "heading_open": BlockKind.TEXT,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "list_item_open": BlockKind.ITEM,
    "table_open": BlockKind.TABLE,
    "tr_open": BlockKind.ROW,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "blockquote_open": BlockKind.QUOTE,
    "callout_open": BlockKind.QUOTE,
    "math_block": BlockKind.MATH,
}
_TERM = re.compile(r"([^.!?;:\n]{1,80}?)\s*(?:\s[—–-]{1,3}|[—–:]|\s--)\s+\S")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_TOC_MARK = re.compile(r"\s*(?:\[\[?_?toc_?\]\]?|toc|_toc_)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's definition."""

    source: str
    text: str
    needs: tuple[str, ...]
    """Further definitions that it needs itself."""
    line: int
    """0-based."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes blocks of tokens; knows the file they are from."""

    lines: Sequence[str]
    numbers: Sequence[int]
    """Line numbers in the file, for each of `lines`."""
    references: dict[str, str]
    footnotes: dict[str, Footnote]
    find_picture: Callable[[str], str | None]

    @classmethod
    def of(
        cls,
        parsed: Parsed,
        lines: Sequence[str],
        numbers: Sequence[int],
        find_picture: Callable[[str], str | None],
    ) -> Reader:
        """Return a reader for a file, its footnotes collected.

        Args:
            parsed: The file's tokens.
            lines: The lines that were parsed.
            numbers: Their numbers in the file.
            find_picture: From a target as written to a path in the notes, or None.
        """
        reader = cls(lines, numbers, parsed.references, {}, find_picture)
        for group in groups(parsed.tokens):
            if group[0].type == "footnote_reference_open" and group[0].map:
                first, last = group[0].map
                reader.footnotes[group[0].meta["label"]] = Footnote(
                    source="\n".join(reader.source_lines(first, last)),
                    text=text_of(group),
                    needs=tuple(reader._direct_needs(group)),
                    line=first,
                )
        return reader

    def source_lines(self, first: int, last: int) -> list[str]:
        """Return some lines without the blank ones at their end."""
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        return list(self.lines[first:last])

    def block(self, group: Sequence[Token], offset: int) -> tuple[Block, str] | None:
        """Return the block that tokens make, and its source; None where there is nothing to read.

        Args:
            group: A token, or an opening one with everything to its end.
            offset: Where the source will begin in the section.
        """
        kind = _KINDS.get(group[0].type)
        if kind is None or group[0].map is None or is_contents(group):
            return None
        source = self._source(group)
        pictures = tuple(self._pictures(group))
        text = text_of(group)
        if not text and not pictures and kind is not BlockKind.CODE:
            return None
        block = Block(
            kind=BlockKind.PICTURE if kind is BlockKind.TEXT and _only_pictures(group) else kind,
            line=self.numbers[group[0].map[0]],
            start=offset,
            end=offset + len(source),
            text=text,
            pictures=pictures,
        )
        if kind is BlockKind.TEXT:
            block = replace(block, lead=_lead(group[1], text), term=_term(group[1]))
        elif kind in {BlockKind.LIST, BlockKind.TABLE, BlockKind.QUOTE}:
            block = replace(block, parts=tuple(self._parts(group, offset, source)))
        return self._with_needs(block, group), source

    def _parts(self, group: Sequence[Token], offset: int, source: str) -> Iterator[Block]:
        """Yield items, body rows or inner blocks, located in the section's source."""
        first = group[0].map[0] if group[0].map else 0
        starts = [0]
        for line in source.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        for part in groups(_part_tokens(group)):
            if part[0].map is None or part[0].type not in _KINDS:
                continue
            top, bottom = part[0].map[0] - first, part[0].map[1] - first
            start, end = starts[min(top, len(starts) - 1)], starts[min(bottom, len(starts) - 1)]
            text = text_of(part)
            block = Block(
                kind=_KINDS[part[0].type],
                line=self.numbers[part[0].map[0]],
                start=offset + start,
                end=offset + start + len(source[start:end].rstrip("\n")),
                text=text,
                pictures=tuple(self._pictures(part)),
            )
            if block.kind is BlockKind.ITEM and len(part) > 2 and part[1].type == "paragraph_open":  # noqa: PLR2004 - with its inline
                nested = len(part) > 4 and part[4].type in _KINDS  # noqa: PLR2004 - what follows the paragraph
                lead = _lead(part[2], inline_text(part[2].children or ())) if nested else ""
                block = replace(block, term=_term(part[2]), lead=lead)
            yield self._with_needs(block, part)

    def _with_needs(self, block: Block, group: Sequence[Token]) -> Block:
        needs: dict[str, None] = {}
        notes: list[str] = []
        waiting = list(self._direct_needs(group))
        seen: set[str] = set()
        while waiting:
            need = waiting.pop(0)
            if need in seen:
                continue
            seen.add(need)
            note = self.footnotes.get(need[1:]) if need.startswith("^") else None
            if note:
                needs[note.source] = None
                notes.append(note.text)
                waiting.extend(note.needs)
            elif need in self.references:
                needs[self.references[need]] = None
        if not needs:
            return block
        return replace(block, needs=tuple(needs), notes=tuple(notes))

    def _direct_needs(self, group: Sequence[Token]) -> Iterator[str]:
        for child in inlines(group):
            label = child.meta.get("label") if child.meta else None
            if label is None:
                continue
            if child.type == "footnote_ref":
                yield f"^{label}"
            else:
                yield label

    def _pictures(self, group: Sequence[Token]) -> Iterator[Picture]:
        for child in inlines(group):
            if child.type == "image":
                target = str(child.attrs.get("src", ""))
                yield Picture(target, alt_text(child).replace("\n", " "), self.find_picture(target))

    def _source(self, group: Sequence[Token]) -> str:
        token = group[0]
        first, last = token.map or (0, 0)
        if token.type == "code_block":
            return _fenced(token.content)
        lines = self.source_lines(first, last)
        if token.type == "fence" and not is_closed(token, lines):
            lines = [*self.lines[first:last], token.markup]
        return "\n".join(lines)


def groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield each block on its own: a token, or an opening one with everything to its end.

    Args:
        tokens: Whole blocks.
    """
    depth = start = 0
    for i, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : i + 1]
            start = i + 1


def inlines(group: Sequence[Token]) -> Iterator[Token]:
    """Yield every inline token of blocks.

    Args:
        group: Block tokens.
    """
    for token in group:
        if token.type == "inline":
            yield from token.children or ()


def is_contents(group: Sequence[Token]) -> bool:
    """Tell whether a block is a table of contents: a list of nothing but links to headings of its own file.

    Args:
        group: A block's tokens.
    """
    if group[0].type == "paragraph_open":
        return bool(_TOC_MARK.match(group[1].content)) and "[" in group[1].content
    if group[0].type not in {"bullet_list_open", "ordered_list_open"}:
        return False
    entries = 0
    for token in group:
        if token.type == "inline":
            if not _is_local_link(token.children or []):
                return False
            entries += 1
        elif token.nesting == 0:
            return False
    return entries > 1


def _is_local_link(children: Sequence[Token]) -> bool:
    linked = False
    inside = False
    for child in children:
        if child.type == "link_open":
            inside = linked = str(child.attrs.get("href", "")).startswith("#")
            if not inside:
                return False
        elif child.type == "link_close":
            inside = False
        elif child.type == "wikilink" and child.meta["target"].startswith("#"):
            linked = True
        elif not inside and (child.type == "image" or inline_text([child])):
            return False
    return linked


def _part_tokens(group: Sequence[Token]) -> Sequence[Token]:
    if group[0].type != "table_open":
        return group[1:-1]
    body = next((i for i, token in enumerate(group) if token.type == "tbody_open"), None)
    return group[body + 1 : -2] if body is not None else ()


def _only_pictures(group: Sequence[Token]) -> bool:
    children = [child for child in inlines(group) if child.type not in {"softbreak", "hardbreak"}]
    shown = [c for c in children if c.type != "text" or c.content.strip()]
    return any(c.type == "image" for c in shown) and all(
        c.type in {"image", "link_open", "link_close"} for c in shown
    )


def _lead(inline: Token, text: str) -> str:
    """Return what a paragraph announces: its last sentence before a colon, or a line in bold."""
    if text.endswith((":", "：")):
        return _SENTENCE.split(text.rsplit("\n", 1)[-1])[-1].rstrip(" :：")
    children = [child for child in inline.children or () if child.type != "text" or child.content]
    bold = [i for i, child in enumerate(children) if child.type == "strong_open"] == [0]
    bold = bold and children[-1].type == "strong_close"
    if bold and len(text) <= MAX_BOLD_LEAD:
        return text.rstrip(" .")
    return ""


def _term(inline: Token) -> str:
    text = inline_text((inline.children or ())[:40])
    match = _TERM.match(text)
    if match and 0 < len(match[1].split()) <= MAX_TERM_WORDS:
        return match[1].strip(" \"'«»")
    return ""


def is_closed(fence: Token, lines: Sequence[str]) -> bool:
    """Tell whether a code fence ends before the text around it does.

    Args:
        fence: A token of type `fence`.
        lines: The lines it takes.
    """
    last = lines[-1].strip() if len(lines) > 1 else ""
    return len(last) >= len(fence.markup) and set(last) == {fence.markup[0]}


def _fenced(content: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{content.rstrip()}\n{fence}"
