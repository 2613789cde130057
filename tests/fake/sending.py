"""Methods that put messages into chats."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from tests.fake import rules
from tests.fake.schema import violate
from tests.fake.world import Chat, Event, File, Json, World, deny

if TYPE_CHECKING:
    from collections.abc import Mapping

PHOTO_BYTES = 10 * 1024 * 1024
FILE_BYTES = 50 * 1024 * 1024

Uploads = dict[str, tuple[str, bytes]]
"""Part name to file name and content."""


def send_message(world: World, params: Json, _files: Uploads) -> Json:
    """SendMessage."""
    _no_markup_language(params)
    rules.check_sendable(params["text"], params.get("entities", []))
    return _post(world, params, _texts(params, "text", "entities"))


def send_photo(world: World, params: Json, files: Uploads) -> Json:
    """SendPhoto."""
    _check_caption(params)
    photo = media(world, params["photo"], files, "photo")
    return _post(world, params, {"photo": [photo], **_texts(params, "caption", "caption_entities")})


def send_document(world: World, params: Json, files: Uploads) -> Json:
    """SendDocument."""
    _check_caption(params)
    document = media(world, params["document"], files, "document")
    return _post(world, params, {"document": document, **_texts(params, "caption", "caption_entities")})


def send_media_group(world: World, params: Json, files: Uploads) -> list[Json]:
    """SendMediaGroup."""
    items = params["media"]
    if not 2 <= len(items) <= 10:
        violate(f"an album of {len(items)}")
    album = str(world.number())
    sent = []
    for item in items:
        _check_caption(item)
        held = media(world, item["media"], files, item["type"])
        shown = [held] if item["type"] == "photo" else held
        content = {"media_group_id": album, item["type"]: shown}
        sent.append(_post(world, params, content | _texts(item, "caption", "caption_entities")))
    return sent


def copy_message(world: World, params: Json, _files: Uploads) -> Json:
    """CopyMessage."""
    original = world.message(params["from_chat_id"], params["message_id"], "to copy")
    carried = {"text", "entities", "caption", "caption_entities", *_KINDS}
    content = {name: value for name, value in original.items() if name in carried}
    if not content:
        deny("message can't be copied")
    if "caption" in params:
        _check_caption(params)
        content |= _texts(params, "caption", "caption_entities")
    return {"message_id": _post(world, params, content)["message_id"]}


_KINDS = ("photo", "document", "voice", "audio", "video", "animation", "sticker")


def media(world: World, named: str, files: Uploads, kind: str) -> Json:
    """What a message shows of an uploaded file or of one that Telegram already holds."""
    if not named.startswith("attach://"):
        return world.file(named, kind).json(named)
    upload = files.get(named.removeprefix("attach://"))
    if upload is None:
        violate(f"no part {named} in the request")
    name, content = upload
    if not content:
        deny("file must be non-empty")
    if kind == "photo":
        width, height = _measure(content)
        file = File(content, kind, width, height)
    else:
        if len(content) > FILE_BYTES:
            violate(f"a file of {len(content)} bytes")
        file = File(content, kind, name=name)
    return file.json(world.hold(file))


def _measure(content: bytes) -> tuple[int, int]:
    if len(content) > PHOTO_BYTES:
        violate(f"a photo of {len(content)} bytes")
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError):
        deny("IMAGE_PROCESS_FAILED")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        deny("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _post(world: World, params: Json, content: Json) -> Json:
    chat = world.chat_for_bot(params["chat_id"])
    topic = topic_of(chat, params.get("message_thread_id"))
    if chat.muted:
        deny("not enough rights to send text messages to the chat")
    rules.check_markup(params.get("reply_markup"))
    content = {**content, **_reply(chat, params.get("reply_parameters"))}
    markup = params.get("reply_markup") or {}
    if "inline_keyboard" in markup:  # nothing else is shown with the message
        content["reply_markup"] = markup
    if params.get("protect_content"):
        content["has_protected_content"] = True
    message = world.post(chat, world.bot, content, topic)
    if "force_reply" in markup:
        chat.forced |= {one: int(message["message_id"]) for one in _asked(chat, message, markup)}
    silent = {"silent": bool(params.get("disable_notification"))}
    world.events.append(Event("sent", chat.id, message["message_id"], silent))
    return message


def topic_of(chat: Chat, topic: int | None) -> int | None:
    """The topic to write to, if it is one of this chat and open."""
    if topic is None:
        return None
    if not chat.forum or topic not in chat.topics:
        deny("message thread not found")
    if topic in chat.closed_topics:
        deny("TOPIC_CLOSED")
    return topic


def _asked(chat: Chat, message: Json, markup: Json) -> list[int]:
    """Whose clients open a reply: everybody's, or only those of the mentioned and of the replied."""
    people = [chat.id] if chat.type == "private" else list(chat.members)
    if not markup.get("selective"):
        return people
    links = [e.get("url", "") for e in message.get("entities", ())]
    replied = message.get("reply_to_message") or {"from": {"id": 0}}
    return [one for one in people if f"tg://user?id={one}" in links or replied["from"]["id"] == one]


def _reply(chat: Chat, reply: Mapping[str, object] | None) -> Json:
    if reply is None:
        return {}
    message = chat.messages.get(reply["message_id"])  # type: ignore[call-overload] # any key may be asked
    if message is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        deny("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in message.items() if k != "reply_to_message"}}


def _texts(params: Json, text: str, entities: str) -> Json:
    return {name: params[name] for name in (text, entities) if params.get(name)}


def _check_caption(params: Json) -> None:
    _no_markup_language(params)
    rules.check_text(params.get("caption", ""), params.get("caption_entities", []), rules.CAPTION_UNITS)


def _no_markup_language(params: Json) -> None:
    if params.get("parse_mode"):
        violate("texts are sent with entities, not in a markup language")
