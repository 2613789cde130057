"""The little HTML that notes contain: which of it is markup to drop, and what is said in it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

MAX_COMMENT = 20_000
"""Characters of a comment within a paragraph; the bound keeps a thousand unclosed ones cheap."""

_INLINE = (
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img input ins kbd "
    "label mark math meter nobr output picture progress q rb rp rt ruby s samp script small "
    "source span strike strong style sub sup svg time tt u var wbr"
)
_BLOCK = (
    "address article aside audio blockquote body caption center col colgroup dd details dialog "
    "div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hgroup hr html iframe legend li link main map menu meta nav noscript object ol "
    "optgroup option p param pre section select summary table tbody td template textarea tfoot "
    "th thead title tr track ul video"
)
BLOCK_TAGS = frozenset(_BLOCK.split())
"""Tags whose edges part words."""
KNOWN_TAGS = frozenset(_INLINE.split()) | BLOCK_TAGS
"""Names that are HTML. Anything else in angle brackets (`<int>`, `<имя>`) is for the reader."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})((?:[\s/][^<>]{0,4000})?)>")
_ATTRIBUTE = re.compile(
    r"""([A-Za-z-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))"""
)
_SPECIAL = re.compile(r"<(?:!\[CDATA\[|\?|![A-Za-z])")
_HIDDEN_BLOCK = re.compile(r"\s*<(?:script|style|template|\?|![A-Za-z\[])", re.IGNORECASE)
_CODE_BLOCK = re.compile(r"\s*<(?:pre|textarea)[\s>]", re.IGNORECASE)
_ASK = re.compile(r"\s*ask\s*:", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, a comment or another piece of HTML in a text."""

    end: int
    """Where the text goes on."""
    name: str = ""
    """Lower case; empty for comments and the like."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Of `img` only."""
    comment: str = ""
    """What a comment says."""

    @property
    def breaks(self) -> bool:
        """Whether it parts the words on its two sides."""
        return self.name in BLOCK_TAGS


def tag_at(text: str, start: int, stop: int) -> Tag | None:
    """Return the HTML that begins at a place of a text, or None where it is no HTML.

    Args:
        text: The whole text.
        start: Where a `<` may stand.
        stop: Where the text ends for this purpose.
    """
    if not text.startswith("<", start):
        return None
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4, min(stop, start + MAX_COMMENT))
        return Tag(end + 3, comment=text[start + 4 : end]) if end >= 0 else None
    if _SPECIAL.match(text, start, stop):
        end = text.find(">", start, min(stop, start + MAX_COMMENT))
        return Tag(end + 1) if end >= 0 else None
    match = _TAG.match(text, start, stop)
    if match is None or match[2].lower() not in KNOWN_TAGS:
        return None
    name = match[2].lower()
    return Tag(match.end(), name, attributes_of(match[3]) if name == "img" else {})


def attributes_of(inside: str) -> dict[str, str]:
    """Return the attributes of a tag, entities resolved.

    Args:
        inside: What stands in the tag after its name.
    """
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(inside)
    }


def content_of(block: str) -> tuple[str, bool]:
    """Return what is left to read of an HTML block, and whether it is preformatted.

    Args:
        block: Its source. Scripts, styles and unclosed comments leave nothing; preformatted text
            leaves its text without tags; everything else stays as it is, tags to be dropped later.
    """
    if _HIDDEN_BLOCK.match(block):
        return "", False
    if _CODE_BLOCK.match(block):
        return html.unescape(_TAG.sub("", block)), True
    pieces = []
    position = 0
    while (start := block.find("<!--", position)) >= 0:
        end = block.find("-->", start + 4)
        pieces.append(block[position:start])
        if end < 0:
            position = len(block)
            break
        if ask_words(block[start + 4 : end]):
            pieces.append(block[start : end + 3])
        position = end + 3
    pieces.append(block[position:])
    return "".join(pieces), False


def ask_words(comment: str) -> tuple[str, ...]:
    """Return the other words that an author gives in an `ask:` comment; none for another comment.

    Args:
        comment: What stands between `<!--` and `-->`.
    """
    match = _ASK.match(comment)
    if not match:
        return ()
    words = (" ".join(part.split()) for part in _SEPARATOR.split(comment[match.end() :]))
    return tuple(dict.fromkeys(word for word in words if word))
