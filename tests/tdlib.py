"""Telegram's own verdict on formatted text: TDLib's rules, run offline through `tdjson`.

`parseMarkdown` puts a text and its entities in order exactly as sending does. What a bot sends is right
when that order is the one it came in: nothing refused, moved, cut, joined, split or left out.
(`getMarkdownText`, `getTextEntities` and `searchQuote` tell less: the first writes Markdown, the second
finds entities in plain text, the third knows only five kinds.) The signs of Markdown itself are masked, so
that it finds nothing to parse.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import tdjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.model import Entity, Rich

MESSAGE_LIMIT: Final = 4096
ENTITY_LIMIT: Final = 100
BYTE_LIMIT: Final = 32_768

_TYPES: Final = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
}
_MASK: Final = str.maketrans(dict.fromkeys("_*~|`[]()\\", "x"))
_TRIMMED: Final = " \n"
_BLANK: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2800\u3164\ufeff\uffa0"
)

_URL: Final = re.compile("(?:https?|tg)://[^/]", re.IGNORECASE)
"""TDLib takes anything for the name of a host: `../kvm.md`, `mailto:me@x.ru`."""

Wire = dict[str, Any]
"""An entity as the Bot API has it."""


def judge(rich: Rich, limit: int = MESSAGE_LIMIT) -> list[str]:
    """What Telegram would object to in a message, or change in it; empty when it takes the text as it is."""
    return judge_wire(rich.text, [_wire(entity) for entity in rich.entities], limit)


def judge_wire(text: str, entities: Iterable[Mapping[str, Any]], limit: int = MESSAGE_LIMIT) -> list[str]:
    """The same for the Bot API's `text` and `entities`."""
    sent = [dict(entity) for entity in entities]
    faults = _judge_text(text, sent, limit)
    if faults:
        return faults
    masked = text.translate(_MASK)
    answer = execute({"@type": "parseMarkdown", "text": _formatted(masked, sent)})
    if answer["@type"] != "formattedText":
        return [f"refused: {answer.get('message')}"]
    if answer["text"] != masked:
        return [f"text would become {answer['text']!r} instead of {masked!r}"]
    wanted = [_seen(entity) for entity in sent]
    kept = [_read(entity) for entity in answer["entities"]]
    if kept != wanted:
        lost = [entity for entity in wanted if entity not in kept]
        new = [entity for entity in kept if entity not in wanted]
        return [f"entities would change: lost {lost}, new {new}" if lost or new else "entities out of order"]
    return []


def execute(request: Wire) -> Wire:
    """One synchronous request to TDLib; the first one silences its log."""
    if not _silenced:
        _silenced.append(tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}'))
    answer = tdjson.td_execute(json.dumps(request).encode())
    if answer is None:
        message = "TDLib gave no answer"
        raise RuntimeError(message)
    result: Wire = json.loads(answer)
    return result


_silenced: list[object] = []


def _judge_text(text: str, entities: list[Wire], limit: int) -> list[str]:
    """What needs no library to be seen."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return ["half a character in the text"]
    faults = []
    units = len(text.encode("utf-16-le")) // 2
    if units > limit:
        faults.append(f"{units} units, allowed are {limit}")
    if len(raw) >= BYTE_LIMIT:
        faults.append(f"{len(raw)} bytes, allowed are {BYTE_LIMIT - 1}")
    if len(entities) > ENTITY_LIMIT:
        faults.append(f"{len(entities)} entities, allowed are {ENTITY_LIMIT}")
    if not text.strip().strip(_BLANK):
        faults.append("empty text")
    elif any(_is_blank(text, entity) for entity in entities):
        faults.append("formatting of nothing but white space")
    elif any(entity["type"] == "text_link" and not _URL.match(entity["url"]) for entity in entities):
        faults.append("a link that leads nowhere")
    elif text[-1] in _TRIMMED:
        faults.append("white space at the end would be cut off")
    elif text[0] in _TRIMMED and not any(entity["offset"] == 0 for entity in entities):
        faults.append("white space at the beginning would be cut off")
    return faults


def _is_blank(text: str, entity: Wire) -> bool:
    """Whether an entity covers white space only: some versions of Telegram drop it, some do not."""
    start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    covered = text.encode("utf-16-le")[max(start, 0) : max(end, 0)].decode("utf-16-le", "replace")
    return bool(covered) and covered.isspace()


def _formatted(text: str, entities: list[Wire]) -> Wire:
    return {"@type": "formattedText", "text": text, "entities": [_unread(entity) for entity in entities]}


def _unread(entity: Wire) -> Wire:
    """An entity of the Bot API in TDLib's words."""
    kind: Wire = {"@type": "textEntityType" + _TYPES[entity["type"]]}
    if entity["type"] == "text_link":
        kind["url"] = entity["url"]
    elif entity.get("language"):
        kind = {"@type": "textEntityTypePreCode", "language": entity["language"]}
    return {"@type": "textEntity", "offset": entity["offset"], "length": entity["length"], "type": kind}


def _read(entity: Wire) -> tuple[str, int, int, str]:
    """Kind, place and language; TDLib writes addresses in its own way, so they are not compared."""
    kind = entity["type"]["@type"].removeprefix("textEntityType")
    language = entity["type"].get("language", "")
    return "TextUrl" if kind == "MentionName" else kind, entity["offset"], entity["length"], language


def _seen(entity: Wire) -> tuple[str, int, int, str]:
    return _read(_unread(entity))


def _wire(entity: Entity) -> Wire:
    wire: Wire = {"type": entity.kind.value, "offset": entity.offset, "length": entity.length}
    if entity.url:
        wire["url"] = entity.url
    if entity.language:
        wire["language"] = entity.language
    return wire
