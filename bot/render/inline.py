"""What stands in a line: emphasis, code, links, formulas, pictures, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import unquote

from bot.model import EntityKind
from bot.render.formulas import formula
from bot.render.links import readable_url, working_url
from bot.render.scripts import raised
from bot.render.units import clean
from bot.render.writer import cleaned

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.render.writer import Writer
    from corpus import Token

_BLANKS: Final = re.compile(" {2,}")
_STYLES: Final = {"strong": EntityKind.BOLD, "em": EntityKind.ITALIC, "s": EntityKind.STRIKE}


class Inline:
    """Writes the children of an inline token; one method a token type, chosen by `_HANDLERS`."""

    __slots__ = ("_open", "_sent", "_writer")

    def __init__(self, writer: Writer, sent: Collection[str]) -> None:
        """Writes to `writer`; pictures named in `sent` go beside the text and are not described in it."""
        self._writer = writer
        self._sent = sent
        self._open: list[tuple[int, str]] = []

    def write(self, tokens: Sequence[Token]) -> None:
        """Writes all of `tokens`."""
        for token in tokens:
            handler = self._HANDLERS.get(token.type)
            if handler is not None:
                handler(self, token)
            elif token.content:
                self._writer.write(cleaned(token.content))

    def _text(self, token: Token) -> None:
        text = cleaned(token.content)
        if "  " in text:
            text = _BLANKS.sub(" ", text)
        self._writer.write(text.lstrip(" ") if self._writer.ends_blank else text)

    def _soft_break(self, _token: Token) -> None:
        if not self._writer.ends_blank:
            self._writer.write(" ")

    def _hard_break(self, _token: Token) -> None:
        self._writer.break_line()

    def _code(self, token: Token) -> None:
        code = cleaned(token.content)
        self._writer.span(EntityKind.CODE, code.strip() or code)

    def _begin(self, token: Token) -> None:
        self._open.append((self._writer.length, str(token.attrs.get("href", ""))))

    def _end(self, token: Token) -> None:
        start, _ = self._open.pop()
        self._writer.close(_STYLES[token.tag], start)

    def _end_link(self, _token: Token) -> None:
        start, href = self._open.pop()
        url = working_url(href)
        if url:
            self._writer.close(EntityKind.LINK, start, url)
            return
        address = readable_url(href)
        if address and address not in self._writer.text()[start:]:
            self._writer.write(f" ({cleaned(address)})" if self._writer.length > start else cleaned(address))

    def _image(self, token: Token) -> None:
        source = str(token.attrs.get("src", ""))
        if source in self._sent or unquote(source) in self._sent:
            return
        said = "".join(child.content or " " * child.type.endswith("break") for child in token.children or ())
        self._writer.span(EntityKind.ITALIC, cleaned(said).strip())

    def _math(self, token: Token) -> None:
        text, readable = formula(clean(token.content))
        self._writer.span(EntityKind.ITALIC if readable else EntityKind.CODE, cleaned(text))

    def _note(self, token: Token) -> None:
        number = str(int(token.meta.get("id", 0)) + 1)
        self._writer.write(raised(number) or number)

    _HANDLERS: ClassVar[dict[str, Callable[[Inline, Token], None]]] = {
        "text": _text,
        "softbreak": _soft_break,
        "hardbreak": _hard_break,
        "code_inline": _code,
        "strong_open": _begin,
        "strong_close": _end,
        "em_open": _begin,
        "em_close": _end,
        "s_open": _begin,
        "s_close": _end,
        "link_open": _begin,
        "link_close": _end_link,
        "image": _image,
        "math_inline": _math,
        "math_inline_double": _math,
        "footnote_ref": _note,
    }
