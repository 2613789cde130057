"""New messages: texts, a picture with its caption, albums."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from telegram import InputMediaPhoto
from telegram.error import BadRequest

from bot.model import Rich
from bot.render import fits, split
from bot.shore import faults
from bot.shore.encode import encode_entities, encode_markup, encode_reply, fits_caption, no_preview
from bot.shore.patience import patiently

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Message

    from bot.model import Place, Reply
    from bot.shore.client import Client
    from bot.shore.pictures import Media, Picture, Pictures

_LOG = logging.getLogger(__name__)
_ALBUM = 10  # pictures in one album: Telegram's limit
_REMEMBERED = 10_000  # messages; forgetting one costs a refused request at most


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a message the bot sent."""

    pictured: bool = False
    """It is a picture with a caption, not a text."""
    became: int | None = None
    """The message that stands in its place now."""
    above: tuple[int, ...] = ()
    """Messages with its pictures, sent above it where its text is too long for a caption."""
    shows: tuple[str, ...] = ()
    """Which pictures those are."""


class Memory:
    """The last messages the bot sent, by chat and id."""

    def __init__(self, size: int = _REMEMBERED) -> None:
        """For `size` messages."""
        self._known: OrderedDict[tuple[int, int], Known] = OrderedDict()
        self._size = size

    def note(self, place: Place, message: int, known: Known) -> int:
        """Remember something about a message; returns its id."""
        self._known[place.chat, message] = known
        self._known.move_to_end((place.chat, message))
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return message

    def recall(self, place: Place, message: int) -> tuple[int, Known | None]:
        """The message to edit instead (or itself), and what is known of it."""
        known = self._known.get((place.chat, message))
        while known and known.became:
            message = known.became
            known = self._known.get((place.chat, message))
        return message, known


class Writer:
    """Writes new messages."""

    def __init__(self, client: Client, pictures: Pictures, memory: Memory) -> None:
        """Over a connected client.

        Args:
            client: The Bot API.
            pictures: Where pictures come from.
            memory: Told what was written.
        """
        self._client = client
        self._pictures = pictures
        self._memory = memory

    async def reply(self, reply: Reply) -> tuple[int, ...]:
        """Send it with its pictures; if Telegram refuses the form, the bare words.

        Args:
            reply: What to send.

        Returns:
            Ids of the messages it became; the last has the text and the buttons.
        """
        try:
            return await self._full(reply)
        except BadRequest as error:
            if faults.says(error, faults.NO_CHAT):
                raise
            _LOG.error("Telegram refused a message: %s; it is sent as plain text", error)
        return await self._text(replace(reply, text=Rich(reply.text.text), buttons=(), asks=""))

    async def _full(self, reply: Reply) -> tuple[int, ...]:
        pictures = await self.load(reply.course, reply.pictures)
        if len(pictures) == 1 and fits_caption(reply.text):
            sent = await self._photo(reply, pictures[0])
            return (sent,) if sent else await self._text(reply)
        bare = replace(reply, text=Rich(""), buttons=(), asks="", to=None, silent=True)
        above = await self._above(bare, pictures)
        if not above:
            return await self._text(reply)
        texts = await patiently(lambda: self._text(reply))
        self._memory.note(reply.place, texts[-1], Known(above=tuple(above), shows=reply.pictures))
        return (*above, *texts)

    async def load(self, course: str, paths: Sequence[str]) -> list[Picture]:
        """The pictures whose files are there.

        Args:
            course: The course whose notes hold them.
            paths: Relative to the notes folder.
        """
        found = [await self._pictures.get(course, path) for path in paths]
        return [picture for picture in found if picture]

    async def _above(self, bare: Reply, pictures: Sequence[Picture]) -> list[int]:
        """Pictures without words, above the text."""
        sent: list[int] = []
        for start in range(0, len(pictures), _ALBUM):
            part = pictures[start : start + _ALBUM]
            ids = await self._album(bare, part) if len(part) > 1 else None
            if ids is None:  # one picture, or one of them spoils the album
                ids = [i for i in [await self._photo(bare, picture) for picture in part] if i]
            sent += ids
        return sent

    async def _text(self, reply: Reply) -> tuple[int, ...]:
        """One message; several where a handler let the text grow too long, the buttons under the last."""
        if fits(reply.text):
            return (await self._message(reply),)
        parts = [replace(reply, text=part, buttons=(), asks="") for part in split(reply.text)]
        parts[-1] = replace(parts[-1], buttons=reply.buttons, asks=reply.asks)
        sent = [await self._message(parts[0])]
        for part in parts[1:]:
            follow = partial(self._message, replace(part, to=None, silent=True))
            sent.append(await patiently(follow))
        return tuple(sent)

    async def _message(self, reply: Reply) -> int:
        message = await self._client.call(
            "sendMessage",
            chat_id=reply.place.chat,
            text=reply.text.text,
            entities=encode_entities(reply.text),
            link_preview_options=no_preview(),
            disable_notification=reply.silent or None,
            protect_content=reply.protected or None,
            reply_markup=encode_markup(reply),
            reply_parameters=encode_reply(reply.to),
            message_thread_id=reply.place.topic,
        )
        return self._memory.note(reply.place, int(message["message_id"]), Known())

    async def _photo(self, reply: Reply, picture: Picture) -> int | None:
        """One picture with the text as its caption; None when Telegram does not take it."""

        async def send(media: list[Media]) -> Sequence[Message]:
            message = await self._client.send_photo(
                reply.place.chat,
                media[0],
                caption=reply.text.text or None,
                disable_notification=reply.silent or None,
                protect_content=reply.protected or None,
                message_thread_id=reply.place.topic,
                api_kwargs={
                    "caption_entities": encode_entities(reply.text),
                    "reply_markup": encode_markup(reply),
                    "reply_parameters": encode_reply(reply.to),
                },
            )
            return (message,)

        sent = await self._pictures.send([picture], send)
        return self._memory.note(reply.place, sent[0].message_id, Known(pictured=True)) if sent else None

    async def _album(self, bare: Reply, pictures: Sequence[Picture]) -> list[int] | None:
        async def send(media: list[Media]) -> Sequence[Message]:
            return await self._client.send_media_group(
                bare.place.chat,
                [InputMediaPhoto(one) for one in media],
                disable_notification=bare.silent or None,
                protect_content=bare.protected or None,
                message_thread_id=bare.place.topic,
            )

        sent = await self._pictures.send(pictures, send)
        return [message.message_id for message in sent] if sent else None
