"""The dialect that notes are written in: CommonMark and what lecturers use beside it.

Beyond CommonMark: tables, strikethrough, task lists, footnotes, dollar math, callouts and Obsidian's
`[[links]]`; HTML tags are dropped and the text between them stays. This is the only module that
imports markdown-it, so whoever needs tokens takes them from here. Token types that CommonMark lacks:

| type | where | carries |
|---|---|---|
| `callout_open`, `callout_close` | block | `meta["kind"]`: `note`, `warning`, ... in lower case |
| `callout_title_open`, `callout_title_close` | first in a callout, around an `inline` | |
| `list_item_open` of a task | block | `meta["task"]`: whether it is done |
| `math_block` | block | `content`: the formula |
| `math_inline`, `math_inline_double` | inline | `content`: the formula |
| `wikilink` | inline | `content`: the text shown; `meta["target"]` |
| `s_open`, `s_close` | inline | |
| `footnote_ref` | inline | `meta["id"]` from 0, `meta["label"]` |
| `footnote_block_open/close`, `footnote_open/close`, `footnote_anchor` | block, at the end | `meta["id"]` |

There are no `html_block` and `html_inline` tokens; `<br>` is a `hardbreak`, `<img>` an `image`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from corpus.html import Tag, ask_words, content_of, tag_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

__all__ = ["Ask", "Parsed", "Token", "label_key", "parse", "tokens"]

MAX_NESTING = 60
"""Quotes and lists inside each other; deeper text is dropped by the parser, and nobody writes it."""

MAX_BRACKETS = 500
"""`[` in one paragraph; the search for link ends is quadratic, so beyond this they are plain text."""

MAX_WIKILINK = 300
"""Characters of a `[[link]]`."""

_CALLOUT = re.compile(r"\[!([A-Za-z][\w-]{0,30})\][+-]?[ \t]*([^\n]*)(?:\n|$)")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_PICTURE_NAME = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif|tiff?)$", re.IGNORECASE)
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?$")


@dataclass(frozen=True, slots=True)
class Ask:
    """An author's `<!-- ask: ... -->` comment."""

    line: int
    """0-based line of the parsed text."""
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as its tokens, footnote definitions left where they stand."""

    tokens: list[Token]
    asks: tuple[Ask, ...]
    references: dict[str, str]
    """Link reference definitions: normalised label to a definition that can be appended anywhere."""
    reference_lines: dict[str, int]
    """Normalised label to the 0-based line of its definition."""
    unclosed_comment: int | None = None
    """0-based line of a `<!--` that hides the rest of the file."""


def tokens(markdown: str) -> list[Token]:
    """Return the tokens of a text in the dialect, footnotes moved to the end.

    Args:
        markdown: Any text; what is not Markdown in it is plain text.
    """
    return _parser(footnotes_last=True).parse(markdown)


def parse(markdown: str) -> Parsed:
    """Parse a whole file once, for cutting it up.

    Args:
        markdown: The text; lines end in line feeds.
    """
    env: dict[str, Any] = {}
    found = _parser(footnotes_last=False).parse(markdown, env)
    references = env.get("references", {})
    return Parsed(
        tokens=found,
        asks=tuple(env.get("asks", ())),
        references={label: _definition(label, entry) for label, entry in references.items()},
        reference_lines={label: entry["map"][0] for label, entry in references.items()},
        unclosed_comment=env.get("unclosed_comment"),
    )


def label_key(label: str) -> str:
    """Return the form in which two labels of the same reference are equal.

    Args:
        label: As written between the brackets.
    """
    return normalizeReference(label)


def _definition(label: str, entry: dict[str, Any]) -> str:
    title = entry.get("title", "").replace("\\", "\\\\").replace('"', '\\"')
    title = " ".join(title.split())
    return f"[{label}]: <{entry['href']}>" + (f' "{title}"' if title else "")


@cache
def _parser(*, footnotes_last: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "store_labels": True})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=footnotes_last)
    parser.use(
        dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True
    )
    for name, rule in (
        ("html", _html_blocks),
        ("callouts", _callouts),
        ("tasks", _tasks),
        ("hostile", _tame),
    ):
        parser.core.ruler.before("inline", name, rule)
    parser.core.ruler.after("inline", "tidy", _tidy)
    parser.inline.ruler.at("html_inline", _html_inline)
    parser.inline.ruler.before("link", "wikilink", _wikilink)
    return parser


# -- block rules: list[Token] -> list[Token] ---------------------------------------------------------


def _html_blocks(state: StateCore) -> None:
    """Let the text of HTML blocks be read as paragraphs; the inline rule drops the tags."""
    if not any(token.type == "html_block" for token in state.tokens):
        return
    out: list[Token] = []
    for token in state.tokens:
        if token.type != "html_block":
            out.append(token)
            continue
        content, is_code = content_of(token.content)
        if token.map and token.content.rfind("<!--") > token.content.rfind("-->"):
            state.env["unclosed_comment"] = token.map[0]
        if not content.strip():
            continue
        if is_code:
            out.append(_like(token, "code_block", 0, content=content.strip("\n") + "\n"))
        else:
            out.extend(_paragraph("paragraph", token, content.strip()))
    state.tokens = out


def _callouts(state: StateCore) -> None:
    """Turn quotes that begin with `[!NOTE]` into callouts."""
    out: list[Token] = []
    quotes: list[bool] = []
    tokens = state.tokens
    skip = 0
    for i, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if token.type == "blockquote_open":
            match = None
            if i + 2 < len(tokens) and tokens[i + 1].type == "paragraph_open":
                match = _CALLOUT.match(tokens[i + 2].content)
            quotes.append(match is not None)
            if match:
                token.type = "callout_open"
                token.meta = {**token.meta, "kind": match[1].lower()}
                out.append(token)
                if match[2].strip():
                    out.extend(_paragraph("callout_title", tokens[i + 2], match[2].strip()))
                rest = tokens[i + 2].content[match.end() :]
                tokens[i + 2].content = rest
                skip = 0 if rest.strip() else 3
                continue
        elif token.type == "blockquote_close" and quotes.pop():
            token.type = "callout_close"
        out.append(token)
    state.tokens = out


def _tasks(state: StateCore) -> None:
    """Take the box of a task off its text."""
    for item, _, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type == "list_item_open" and inline.type == "inline":
            match = _TASK.match(inline.content)
            if match:
                item.meta = {**item.meta, "task": match[1] != " "}
                inline.content = inline.content[match.end() :]


def _tame(state: StateCore) -> None:
    """Keep paragraphs of thousands of brackets from taking minutes."""
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > MAX_BRACKETS:
            token.content = re.sub(r"(?<!\\)\[", r"\\[", token.content)


def _tidy(state: StateCore) -> None:
    """Collect the asks, and drop paragraphs that hold nothing but dropped HTML."""
    empty: set[int] = set()
    for i, token in enumerate(state.tokens):
        if token.type != "inline" or token.children is None:
            continue
        asks = [child for child in token.children if child.type == "ask"]
        if asks:
            token.children = [child for child in token.children if child.type != "ask"]
            line = token.map[0] if token.map else 0
            state.env.setdefault("asks", []).extend(Ask(line, child.meta["words"]) for child in asks)
        if state.tokens[i - 1].type == "paragraph_open" and not any(map(_visible, token.children)):
            empty.update((i - 1, i, i + 1))
    if empty:
        state.tokens = [token for i, token in enumerate(state.tokens) if i not in empty]


def _visible(token: Token) -> bool:
    if token.type == "text":
        return bool(token.content.strip())
    return token.type not in {"softbreak", "hardbreak"} and token.nesting == 0


def _like(token: Token, kind: str, nesting: int, **fields: Any) -> Token:  # noqa: ANN401 - Token's own fields
    made = Token(kind, "", nesting, **fields)  # type: ignore[arg-type]
    made.block = True
    made.map = list(token.map) if token.map else None
    made.level = token.level
    return made


def _paragraph(kind: str, token: Token, content: str) -> Sequence[Token]:
    opening, closing = _like(token, f"{kind}_open", 1), _like(token, f"{kind}_close", -1)
    opening.tag = closing.tag = "p"
    return opening, _like(token, "inline", 0, content=content, children=[]), closing


# -- inline rules ------------------------------------------------------------------------------------


def _html_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    tag = tag_at(state.src, state.pos, state.posMax)
    if tag is None:
        return False
    if not silent:
        _push_tag(state, tag)
    state.pos = tag.end
    return True


def _push_tag(state: StateInline, tag: Tag) -> None:
    words = ask_words(tag.comment)
    if words:
        state.push("ask", "", 0).meta = {"words": words}
    elif tag.name == "br":
        state.push("hardbreak", "br", 0)
    elif tag.name == "img" and tag.attributes.get("src"):
        _push_picture(state, tag.attributes["src"], tag.attributes.get("alt", ""))
    elif tag.breaks:
        state.push("softbreak", "br", 0)


def _push_picture(state: StateInline, target: str, alt: str) -> None:
    token = state.push("image", "img", 0)
    token.attrs = {"src": target, "alt": ""}
    token.content = alt
    token.children = [Token("text", "", 0, content=alt)] if alt else []


def _wikilink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    embeds = state.src.startswith("![[", state.pos)
    if not embeds and not state.src.startswith("[[", state.pos):
        return False
    start = state.pos + 2 + embeds
    end = state.src.find("]]", start, min(state.posMax, start + MAX_WIKILINK))
    inside = state.src[start:end] if end > start else ""
    if (
        not inside.strip()
        or any(mark in inside for mark in "[]\n")
        or state.src[end + 2 : end + 3] in {"(", "["}
    ):
        return False
    if not silent:
        target, _, shown = (part.strip() for part in inside.partition("|"))
        if embeds and _PICTURE_NAME.search(target):
            _push_picture(state, target, "" if _SIZE.match(shown) else shown)
        else:
            token = state.push("wikilink", "", 0)
            token.content = shown or target.lstrip("#").replace("#", ": ") or inside.strip()
            token.meta = {"target": target}
    state.pos = end + 2
    return True
