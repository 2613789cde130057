"""A message of the Bot API -> what was said or commanded in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeGuard

from bot.model import Attachment, Commanded, Quoted, Said
from bot.shore.formatting import decode_rich

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Entity
    from bot.shore.me import Me

Json = dict[str, Any]

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+|$)(.*)", re.DOTALL)
_ASK = "ask"
_LEFTOVER = re.compile(r"^\s*(?:[,:;!]+|[.—–-]+(?=\s|$))?\s*")  # what separates a mention from the question
_SPACES = re.compile(r"[^\S\n]{2,}")
_FILES = ("document", "voice", "audio", "video", "video_note", "animation", "sticker")
_OTHER = ("location", "venue", "contact", "poll", "dice", "game", "story", "checklist", "paid_media")


def decode_message(message: Json, me: Me, *, private: bool, edited: bool) -> Said | Commanded | None:
    """What was said; None for service messages, other bots' commands, and this bot's inline results.

    Args:
        message: A Message of the Bot API.
        me: The bot.
        private: Whether it was written in a private chat.
        edited: Whether it is an edit.
    """
    if (message.get("via_bot") or {}).get("id") == me.id:
        return None
    attachment = _attachment(message)
    raw = message.get("text", message.get("caption"))
    if raw is None and attachment is None:
        return None
    text, mentioned = _without_mentions(str(raw or ""), _entities(message), me)
    quoted = _quoted(message, me)
    number = identifier(message["message_id"])
    command = _COMMAND.fullmatch(text)
    if command and (private or mentioned or _is_marked(message)):
        name, addressee, argument = command.groups()
        if addressee and addressee.lower() != me.username.lower():
            return None
        if not edited:
            return Commanded(name.lower(), argument.strip(), number, quoted, attachment)
        if name.lower() != _ASK:  # a command is obeyed once; a question may be mended
            return None
        text, mentioned = argument.strip(), True
    return Said(
        text=text,
        message=number,
        addressed=private or mentioned or bool(quoted and quoted.from_bot),
        edited=edited,
        forwarded="forward_origin" in message,
        quoted=quoted,
        attachment=attachment,
        entities=() if mentioned else _formatting(str(raw or ""), _entities(message), text),
    )


def _formatting(raw: str, entities: list[Json], text: str) -> tuple[Entity, ...]:
    """The formatting of a text that was stripped of the white space around it."""
    rich = decode_rich(raw, entities)
    return rich.entities if rich.text == text else ()


def is_id(value: object) -> TypeGuard[int]:
    """Whether it can be a number of Telegram's: what is larger fits no database."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def identifier(value: object) -> int:
    """A number of Telegram's.

    Args:
        value: From an update: anything.

    Raises:
        ValueError: It is none.
    """
    if not is_id(value):
        message = "not an id"
        raise ValueError(message)
    return value


def reply_id(message: Json) -> int | None:
    """The message that this one replies to, but for the one that opened its topic."""
    original = message.get("reply_to_message")
    return identifier(original["message_id"]) if original and "forum_topic_created" not in original else None


def _is_marked(message: Json) -> bool:
    """Whether Telegram itself takes the beginning of the text for a command."""
    return any(e["type"] == "bot_command" and e["offset"] == 0 for e in _entities(message))


def _entities(message: Json) -> list[Json]:
    return list(message.get("entities") or message.get("caption_entities") or ())


def _without_mentions(text: str, entities: list[Json], me: Me) -> tuple[str, bool]:
    """The text without mentions of the bot, and whether there were any."""
    raw = text.encode("utf-16-le")
    spans = list(_mentions(raw, entities, me))
    if not spans:
        return text.strip(), False
    for start, end in sorted(spans, reverse=True):
        raw = raw[:start] + " ".encode("utf-16-le") + raw[end:]
    rest = _SPACES.sub(" ", raw.decode("utf-16-le", "replace"))
    if spans[0][0] == 0:
        rest = _LEFTOVER.sub("", rest)
    return rest.strip(), True


def _mentions(raw: bytes, entities: list[Json], me: Me) -> Iterator[tuple[int, int]]:
    """Byte ranges of the mentions in UTF-16."""
    for entity in entities:
        start = 2 * int(entity["offset"])
        end = start + 2 * int(entity["length"])
        covered = raw[start:end].decode("utf-16-le", "replace")
        named = entity["type"] == "mention" and covered.lower() == f"@{me.username.lower()}"
        if named or (entity["type"] == "text_mention" and entity["user"]["id"] == me.id):
            yield start, end


def _quoted(message: Json, me: Me) -> Quoted | None:
    """What it replies to; the quoted part alone where the person chose one."""
    number = reply_id(message)
    if number is None:
        return None
    original = message["reply_to_message"]
    part = message.get("quote") or {}
    text = part.get("text") or original.get("text") or original.get("caption") or ""
    return Quoted(number, str(text), (original.get("from") or {}).get("id") == me.id)


def _attachment(message: Json) -> Attachment | None:
    album = str(message.get("media_group_id") or "")
    if sizes := message.get("photo"):
        largest = sizes[-1]
        return Attachment("photo", str(largest["file_id"]), "", int(largest.get("file_size") or 0), album)
    for kind in _FILES:
        if file := message.get(kind):
            name = str(file.get("file_name") or "")
            return Attachment(kind, str(file["file_id"]), name, int(file.get("file_size") or 0), album)
    return next((Attachment(kind, "") for kind in _OTHER if kind in message), None)
