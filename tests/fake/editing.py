"""Methods that change or remove messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fake import rules
from tests.fake.schema import violate
from tests.fake.sending import media
from tests.fake.world import Event, Json, World, deny

if TYPE_CHECKING:
    from tests.fake.sending import Uploads

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
_WITH_CAPTION = ("photo", "document", "voice", "audio", "video", "animation")


def edit_message_text(world: World, params: Json, _files: Uploads) -> Json:
    """EditMessageText."""
    message = _own(world, params)
    rules.check_sendable(params.get("text", ""), params.get("entities", []))
    if "text" not in message:
        deny("there is no text in the message to edit")
    return _change(world, message, _wanted(params, "text", "entities"))


def edit_message_caption(world: World, params: Json, _files: Uploads) -> Json:
    """EditMessageCaption."""
    message = _own(world, params)
    _check_caption(params)
    if not any(kind in message for kind in _WITH_CAPTION):
        deny("there is no caption in the message to edit")
    return _change(world, message, _wanted(params, "caption", "caption_entities"))


def edit_message_media(world: World, params: Json, files: Uploads) -> Json:
    """editMessageMedia: another picture, or a picture for a text."""
    message = _own(world, params)
    item = params["media"]
    _check_caption(item)
    if "media_group_id" in message and item["type"] != "photo":
        deny("message can't be edited")
    held = media(world, item["media"], files, item["type"])
    wanted = _wanted({**params, **item}, "caption", "caption_entities")
    wanted |= {"text": None, "entities": None, "photo": None, "document": None}
    wanted[item["type"]] = [held] if item["type"] == "photo" else held
    return _change(world, message, wanted)


def edit_message_reply_markup(world: World, params: Json, _files: Uploads) -> Json:
    """EditMessageReplyMarkup."""
    message = _own(world, params)
    return _change(world, message, {"reply_markup": params.get("reply_markup")})


def delete_message(world: World, params: Json, _files: Uploads) -> bool:
    """DeleteMessage."""
    chat = world.chat_for_bot(params["chat_id"])
    message = world.message(chat.id, params["message_id"], "to delete")
    if message["from"]["id"] != world.bot_id and chat.members.get(world.bot_id) != "administrator":
        deny("message can't be deleted")
    if message["date"] < world.now() - 48 * 3600:
        deny("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    world.events.append(Event("deleted", chat.id, message["message_id"]))
    return True


def delete_messages(world: World, params: Json, files: Uploads) -> bool:
    """DeleteMessages."""
    for message_id in params["message_ids"]:
        if message_id in world.chat_for_bot(params["chat_id"]).messages:
            delete_message(world, {**params, "message_id": message_id}, files)
    return True


def set_message_reaction(world: World, params: Json, _files: Uploads) -> bool:
    """SetMessageReaction."""
    message = world.message(params["chat_id"], params["message_id"], "to react")
    detail = {"reaction": params.get("reaction", [])}
    world.events.append(Event("reaction", params["chat_id"], message["message_id"], detail))
    return True


def _own(world: World, params: Json) -> Json:
    if "chat_id" not in params or "message_id" not in params:
        violate("an edit must name chat_id and message_id")
    rules.check_markup(params.get("reply_markup"))
    message = world.message(params["chat_id"], params["message_id"], "to edit")
    if message["from"]["id"] != world.bot_id:
        deny("message can't be edited")
    return message


def _check_caption(params: Json) -> None:
    if params.get("parse_mode"):
        violate("texts are sent with entities, not in a markup language")
    rules.check_text(params.get("caption", ""), params.get("caption_entities", []), rules.CAPTION_UNITS)


def _wanted(params: Json, text: str, entities: str) -> Json:
    return {name: params.get(name) or None for name in (text, entities, "reply_markup")}


def _change(world: World, message: Json, wanted: dict[str, Any]) -> Json:
    if all(message.get(name) == value for name, value in wanted.items()):
        deny(_NOT_MODIFIED)
    for name, value in wanted.items():
        message.pop(name, None)
        if value is not None:
            message[name] = value
    message["edit_date"] = world.now()
    world.events.append(Event("edited", message["chat"]["id"], message["message_id"]))
    return message
