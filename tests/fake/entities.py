"""Whether entities fit their text: places in UTF-16 units, and what may stand inside what."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from tests.fake.schema import violate

MOST = 100
KINDS = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "blockquote",
    "expandable_blockquote",
}
_ALONE = {"code", "pre"}
_QUOTES = {"blockquote", "expandable_blockquote"}
_LINKS = ("http://", "https://", "tg://", "mailto:")

Entity = dict[str, Any]


def utf16(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def slice16(text: str, offset: int, length: int) -> str:
    """A part of the text by UTF-16 offsets; a half of a surrogate pair raises UnicodeDecodeError."""
    raw = text.encode("utf-16-le")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def check_entities(text: str, entities: list[Entity]) -> None:
    """Refuse entities that Telegram would refuse, drop or bend.

    Raises:
        ViolationError: What is wrong with which one.
    """
    if len(entities) > MOST:
        violate(f"{len(entities)} entities, allowed are {MOST}")
    for entity in entities:
        _check_one(text, entity)
    for one, other in pairwise(entities):
        if (one["offset"], -one["length"]) > (other["offset"], -other["length"]):
            violate(f"entities out of order: {one} before {other}")
    open_ones: list[Entity] = []
    for entity in entities:
        open_ones = [one for one in open_ones if one["offset"] + one["length"] > entity["offset"]]
        for one in open_ones:
            _check_pair(one, entity)
        open_ones.append(entity)


def _check_one(text: str, entity: Entity) -> None:
    if entity["type"] not in KINDS:
        violate(f"a bot cannot send the entity {entity['type']!r}")
    if entity["length"] < 1 or entity["offset"] < 0 or entity["offset"] + entity["length"] > utf16(text):
        violate(f"entity outside of its text: {entity}")
    try:
        covered = slice16(text, entity["offset"], entity["length"])
    except UnicodeDecodeError:
        violate(f"entity cuts a character: {entity}")
    if not covered.strip():
        violate(f"entity over white space only: {entity}")
    if entity["type"] == "text_link" and not entity.get("url", "").startswith(_LINKS):
        violate(f"link to {entity.get('url')!r}")


def _check_pair(outer: Entity, inner: Entity) -> None:
    if inner["offset"] + inner["length"] > outer["offset"] + outer["length"]:
        violate(f"entities overlap: {outer} and {inner}")
    kinds = {outer["type"], inner["type"]}
    if outer["type"] == inner["type"]:
        violate(f"entity inside its like: {outer} and {inner}")
    if kinds >= _QUOTES:
        violate(f"quote inside a quote: {outer} and {inner}")
    if kinds & _ALONE and not kinds & _QUOTES:
        violate(f"code shares its place: {outer} and {inner}")
