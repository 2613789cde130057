"""Blocks: headings, paragraphs, lists, quotes, code, tables, notes; one method a token type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from bot.model import EntityKind
from bot.render.callouts import callout_title
from bot.render.formulas import formula
from bot.render.inline import Inline
from bot.render.scripts import raised
from bot.render.tables import Cell, Table, write_table
from bot.render.units import clean
from bot.render.writer import INDENT, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from corpus import Token

BULLETS: Final = ("•", "–", "·")
"""Marks of the first, second and all deeper levels."""
BOXES: Final = {True: "☑", False: "☐"}
"""Marks of tasks, done and open."""
RULE: Final = "———"
"""What stands for a thematic break."""
ROOMY: Final = 100
"""Characters from which on the items of a loose list are set apart by a blank line."""

_LANGUAGE: Final = re.compile(r"[A-Za-z0-9][\w+#.-]{0,31}", re.ASCII)


class Blocks:
    """Writes the tokens of a document; what is closed without having been opened does no harm."""

    def __init__(self, tokens: Sequence[Token], sent: Collection[str]) -> None:
        """Takes the tokens of `corpus.tokens` and the pictures that go beside the text."""
        self._tokens = tokens
        self._sent = sent
        self._at = 0
        self.writer = Writer()
        self._inline = Inline(self.writer, sent)
        self._lists: list[tuple[int, bool]] = []
        self._quotes: list[tuple[int, list[str], list[tuple[int, bool]]]] = []
        self._heading = 0
        self._table: Table | None = None

    def write(self) -> Writer:
        """Writes everything and hands over the page."""
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            handler = self._HANDLERS.get(token.type)
            if handler is not None:
                handler(self, token)
            self._at += 1
        return self.writer

    # -- text ----------------------------------------------------------------------------------------

    def _inlines(self, token: Token) -> None:
        self._inline.write(token.children or ())

    def _end_paragraph(self, token: Token) -> None:
        self.writer.gap = 1 if token.hidden else 2

    def _begin_heading(self, _token: Token) -> None:
        self.writer.gap = 2
        self._heading = self.writer.length

    def _end_heading(self, _token: Token) -> None:
        self.writer.close(EntityKind.BOLD, self._heading)
        self.writer.gap = 1

    def _rule(self, _token: Token) -> None:
        self.writer.gap = 1
        self.writer.write(RULE)
        self.writer.gap = 1

    def _code(self, token: Token) -> None:
        code = clean(token.content).strip("\n").rstrip()
        if not code.strip():
            return
        language = _LANGUAGE.search(token.info)
        self.writer.gap = 1
        self.writer.block(code, language=language.group() if language else "")
        self.writer.gap = 1

    def _math(self, token: Token) -> None:
        text, readable = formula(clean(token.content))
        if not text:
            return
        if not readable:
            self.writer.gap = 1
            self.writer.block(text, language="latex")
            self.writer.gap = 1
            return
        self.writer.gap = 1
        start = self.writer.length
        for line in text.split("\n"):
            self.writer.write(line)
            self.writer.gap = 1
        self.writer.close(EntityKind.ITALIC, start)

    # -- lists ---------------------------------------------------------------------------------------

    def _begin_list(self, token: Token) -> None:
        if self._lists or self.writer.ends_with_colon:
            self.writer.gap = 1
        number = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else -1
        self._lists.append((number, self._is_roomy()))

    def _is_roomy(self) -> bool:
        """Whether a blank line should part the items: the author left one, and they are long."""
        level = self._tokens[self._at].level
        longest, loose = 0, False
        for token in self._tokens[self._at + 1 :]:
            if token.level == level:
                break
            if token.level == level + 2 and token.type == "paragraph_open" and not token.hidden:
                loose = True
            elif token.type == "inline":
                longest = max(longest, len(token.content))
        return loose and longest >= ROOMY

    def _end_list(self, _token: Token) -> None:
        if self._lists:
            self._lists.pop()
        self.writer.gap = 1 if self._lists else 2

    def _begin_item(self, token: Token) -> None:
        number, _ = self._lists[-1] if self._lists else (-1, False)
        if "task" in token.meta:
            mark = BOXES[bool(token.meta["task"])]
        elif number < 0:
            mark = BULLETS[min(max(len(self._lists), 1), len(BULLETS)) - 1]
        else:
            mark = f"{token.info or number}{token.markup or '.'}"
        self.writer.indent(INDENT)
        self.writer.bullet(mark)

    def _end_item(self, _token: Token) -> None:
        self.writer.bullet("")
        self.writer.outdent()
        self.writer.gap = 2 if self._lists and self._lists[-1][1] else 1

    # -- quotes --------------------------------------------------------------------------------------

    def _begin_quote(self, _token: Token) -> None:
        if self._quotes:
            self._quotes.append((-1, [], []))
            self.writer.indent(INDENT)
            return
        self.writer.gap = 1
        self.writer.flush_left()
        self._quotes.append((self.writer.length, self.writer.margin(), self._lists))
        self._lists = []

    def _end_quote(self, _token: Token) -> None:
        if not self._quotes:
            return
        start, margin, lists = self._quotes.pop()
        if start < 0:
            self.writer.outdent()
            self.writer.gap = 2
            return
        self.writer.restore(margin)
        self._lists = lists
        self.writer.enclose(EntityKind.QUOTE, start)
        self.writer.gap = 1

    def _begin_callout(self, token: Token) -> None:
        self._begin_quote(token)
        following = self._tokens[self._at + 1]
        if following.type != "callout_title_open":
            said = " ".join(item.content for item in self._tokens[self._at : self._at + 8])
            self.writer.span(EntityKind.BOLD, callout_title(str(token.meta.get("kind", "")), said))
            self.writer.gap = 1

    def _begin_title(self, _token: Token) -> None:
        self._heading = self.writer.length

    # -- tables --------------------------------------------------------------------------------------

    def _begin_table(self, _token: Token) -> None:
        self._table = Table()

    def _begin_row(self, _token: Token) -> None:
        if self._table is not None:
            self._table.rows.append([])

    def _begin_cell(self, token: Token) -> None:
        """Writes a cell on a page of its own; its `inline` token comes next."""
        page = Writer()
        self._at += 1
        Inline(page, self._sent).write(self._tokens[self._at].children or ())
        if self._table is not None:
            align = str(token.attrs.get("style", "")).removeprefix("text-align:")
            self._table.rows[-1].append(Cell(page.text().replace("\n", " "), page.runs, align))

    def _end_table(self, _token: Token) -> None:
        if self._table is not None:
            write_table(self.writer, self._table)
        self._table = None

    # -- notes ---------------------------------------------------------------------------------------

    def _begin_notes(self, _token: Token) -> None:
        self.writer.gap = 2

    def _begin_note(self, token: Token) -> None:
        number = str(int(token.meta.get("id", 0)) + 1)
        self.writer.indent(INDENT)
        self.writer.bullet(raised(number) or number)

    def _end_note(self, _token: Token) -> None:
        self.writer.bullet("")
        self.writer.outdent()
        self.writer.gap = 1

    _HANDLERS: ClassVar[dict[str, Callable[[Blocks, Token], None]]] = {
        "inline": _inlines,
        "paragraph_close": _end_paragraph,
        "heading_open": _begin_heading,
        "heading_close": _end_heading,
        "hr": _rule,
        "fence": _code,
        "code_block": _code,
        "math_block": _math,
        "math_block_label": _math,
        "bullet_list_open": _begin_list,
        "bullet_list_close": _end_list,
        "ordered_list_open": _begin_list,
        "ordered_list_close": _end_list,
        "list_item_open": _begin_item,
        "list_item_close": _end_item,
        "blockquote_open": _begin_quote,
        "blockquote_close": _end_quote,
        "callout_open": _begin_callout,
        "callout_close": _end_quote,
        "callout_title_open": _begin_title,
        "callout_title_close": _end_heading,
        "table_open": _begin_table,
        "tr_open": _begin_row,
        "th_open": _begin_cell,
        "td_open": _begin_cell,
        "table_close": _end_table,
        "footnote_block_open": _begin_notes,
        "footnote_open": _begin_note,
        "footnote_close": _end_note,
    }
