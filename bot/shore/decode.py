"""What Telegram sends -> what happened. Pure; a malformed update is logged and means nothing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.model import (
    Joined,
    Left,
    Moved,
    Person,
    Place,
    PlaceKind,
    Pressed,
    Searched,
)
from bot.shore.message import decode_message, identifier, is_id, reply_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.model import Event
    from bot.shore.me import Me

_LOG = logging.getLogger(__name__)

Json = dict[str, Any]

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds asked of Telegram: what handlers have a use for."""

_MALFORMED = (AttributeError, LookupError, OverflowError, StopIteration, TypeError, ValueError)
_GROUPS = {"group", "supergroup"}
_OUT = {"left", "kicked"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """An update as far as the shore understands it; the application adds its number and the texts."""

    person: Person
    place: Place
    event: Event
    at: datetime
    """When Telegram says it happened; now where it does not say."""


def decode(update: Mapping[str, Any], me: Me) -> Decoded | None:
    """What happened, or None when there is nothing to do.

    Args:
        update: An Update of the Bot API as it came: untrusted in shape as in content.
        me: The bot, to know its own name and messages.
    """
    try:
        kind, content = next((k, v) for k, v in update.items() if k != "update_id")
        decoder = _DECODERS.get(kind)
        if decoder is None:
            _LOG.info("an update of unknown kind %s was ignored", kind)
            return None
        return decoder(content, me)
    except _MALFORMED as error:
        _LOG.warning("a malformed update was ignored: %s", type(error).__name__)
        return None


def lane_of(update: Mapping[str, Any]) -> int:
    """The chat whose order an update belongs to (for inline queries the person); 0 when there is none.

    Args:
        update: An Update of the Bot API as it came.
    """
    for content in update.values():
        if not isinstance(content, dict):
            continue
        message = content.get("message")
        spoken = message if isinstance(message, dict) else content
        for holder in (spoken.get("chat"), content.get("from"), content.get("user")):
            if isinstance(holder, dict) and is_id(holder.get("id")):
                return int(holder["id"])
    return 0


def update_id_of(update: Mapping[str, Any]) -> int | None:
    """The update's number, or None when it has none.

    Args:
        update: An Update of the Bot API as it came.
    """
    number = update.get("update_id")
    return number if is_id(number) else None


def decode_person(user: Json) -> Person:
    """Somebody with an account."""
    name, language = str(user.get("first_name", "")), str(user.get("language_code") or "")
    return Person(identifier(user["id"]), name, language)


def _message(message: Json, me: Me, *, edited: bool = False) -> Decoded | None:
    place = _place(message)
    person = _sender(message)
    if place is None or person is None:
        return None
    moved = message.get("migrate_to_chat_id")
    if moved is not None:
        return Decoded(person, place, Moved(identifier(moved)), _at(message))
    event = decode_message(message, me, private=place.kind is PlaceKind.PRIVATE, edited=edited)
    return Decoded(person, place, event, _at(message)) if event else None


def _edited_message(message: Json, me: Me) -> Decoded | None:
    return _message(message, me, edited=True)


def _sender(message: Json) -> Person | None:
    """Who wrote it: a person, an anonymous admin (as the group itself), a channel; not a bot."""
    as_chat = message.get("sender_chat")
    if message.get("is_automatic_forward") or message.get("sender_business_bot"):
        return None
    if as_chat:
        return Person(identifier(as_chat["id"]), str(as_chat.get("title", "")), "")
    user = message.get("from")
    return None if user is None or user.get("is_bot") else decode_person(user)


def _place(message: Json) -> Place | None:
    chat = message["chat"]
    chat_id = identifier(chat["id"])
    if chat["type"] == "private":
        return Place(chat_id, PlaceKind.PRIVATE, _topic(message))
    return Place(chat_id, PlaceKind.GROUP, _topic(message)) if chat["type"] in _GROUPS else None


def _topic(message: Json) -> int | None:
    """Only real topics: replies outside of forums carry a thread id too."""
    topic = message.get("message_thread_id")
    return identifier(topic) if message.get("is_topic_message") and topic is not None else None


def _callback_query(query: Json, _me: Me) -> Decoded | None:
    person = decode_person(query["from"])
    message = query.get("message")
    place = _place(message) if message else Place(person.id, PlaceKind.PRIVATE)
    if place is None:
        return None
    number = identifier(message["message_id"]) if message else 0
    to = reply_id(message) if message else None
    event = Pressed(str(query.get("data", "")), number, str(query["id"]), to)
    return Decoded(person, place, event, datetime.now(UTC))


def _inline_query(query: Json, _me: Me) -> Decoded:
    person = decode_person(query["from"])
    event = Searched(str(query["query"]), str(query["offset"]), str(query["id"]))
    return Decoded(person, Place(person.id, PlaceKind.PRIVATE), event, datetime.now(UTC))


def _my_chat_member(change: Json, _me: Me) -> Decoded | None:
    place = _place(change)
    if place is None:
        return None
    was, is_in = (_is_in(change[name]) for name in ("old_chat_member", "new_chat_member"))
    if was == is_in:
        return None
    status = change["new_chat_member"]["status"]
    event = Joined(by_admin=status == "administrator") if is_in else Left()
    return Decoded(decode_person(change["from"]), place, event, _at(change))


def _is_in(member: Json) -> bool:
    return member["status"] not in _OUT and bool(member.get("is_member", True))


def _at(content: Json) -> datetime:
    date = content.get("edit_date") or content.get("date")
    if not date:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(date, UTC)
    except (OSError, OverflowError, ValueError):  # a date that no calendar has
        return datetime.now(UTC)


def _nothing(_content: Json, _me: Me) -> None:
    """Known, and of no use here."""


_DECODERS: Mapping[str, Callable[[Json, Me], Decoded | None]] = {
    "message": _message,
    "edited_message": _edited_message,
    "callback_query": _callback_query,
    "inline_query": _inline_query,
    "my_chat_member": _my_chat_member,
    "channel_post": _nothing,
    "edited_channel_post": _nothing,
    "chosen_inline_result": _nothing,
    "chat_member": _nothing,
    "guest_message": _nothing,
    "message_reaction": _nothing,
}
