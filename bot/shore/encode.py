"""Formatting and buttons as the Bot API has them: plain values, made in microseconds for every message.

The library's own objects take several milliseconds for the dozens that one list of inline results needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.model import EntityKind, PlaceKind
from bot.render import CAPTION_LIMIT, fits

if TYPE_CHECKING:
    from bot.model import Button, Buttons, Entity, Reply, Rich

Json = dict[str, Any]

_LINKS = ("http://", "https://", "tg://", "mailto:")  # Telegram refuses other addresses


def fits_caption(text: Rich) -> bool:
    """Whether it can stand under a picture."""
    return fits(text, CAPTION_LIMIT)


def encode_entities(text: Rich) -> list[Json] | None:
    """Its formatting, if there is any; links that Telegram would refuse are left out."""
    return [_entity(entity) for entity in text.entities if _is_sendable(entity)] or None


def _is_sendable(entity: Entity) -> bool:
    return entity.kind is not EntityKind.LINK or entity.url.startswith(_LINKS)


def _entity(entity: Entity) -> Json:
    encoded: Json = {"type": entity.kind.value, "offset": entity.offset, "length": entity.length}
    if entity.url:
        encoded["url"] = entity.url
    if entity.language:
        encoded["language"] = entity.language
    return encoded


def encode_buttons(buttons: Buttons) -> Json | None:
    """The keyboard under a message."""
    rows = [[_button(button) for button in row] for row in buttons if row]
    return {"inline_keyboard": rows} if rows else None


def _button(button: Button) -> Json:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    if button.copy is not None:
        return {"text": button.label, "copy_text": {"text": button.copy}}
    if button.inline is not None:
        return {"text": button.label, "switch_inline_query_current_chat": button.inline}
    return {"text": button.label, "callback_data": button.tap}


def encode_markup(reply: Reply) -> Json | None:
    """What is under a new message, or what it makes of the input field."""
    if not reply.asks:
        return encode_buttons(reply.buttons)
    forced: Json = {"force_reply": True, "input_field_placeholder": reply.asks}
    return forced | ({"selective": True} if reply.place.kind is PlaceKind.GROUP else {})


def encode_reply(to: int | None) -> Json | None:
    """A reply that is sent even when the message it answers is gone."""
    return {"message_id": to, "allow_sending_without_reply": True} if to else None


def no_preview() -> Json:
    """Links show no preview."""
    return {"is_disabled": True}
