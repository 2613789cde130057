"""New messages: texts, a picture with its caption, albums."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from telegram import InputMediaPhoto
from telegram.error import BadRequest

from bot.model import Rich
from bot.pipeline.delivery import Delivered
from bot.render import fits, part
from bot.shore import faults
from bot.shore.encode import encode_entities, encode_markup, encode_reply, fits_caption, no_preview

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
    shows: str = ""
    """Which picture that is."""
    above: tuple[int, ...] = ()
    """Messages with its pictures, sent above it where its text is too long for a caption."""


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

    def shows(self, place: Place, message: int) -> str:
        """The picture that a message is; empty when that is not known."""
        known = self._known.get((place.chat, message))
        return known.shows if known else ""


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

    async def reply(self, reply: Reply) -> Delivered:
        """Send the next message of it; if Telegram refuses the form, the bare words.

        One message (or album) a call, so that what follows can be sent again without repeating it.

        Args:
            reply: What to send: its pictures first, where the text is no caption, then its text.

        Returns:
            Ids of the messages that were sent, and what is still to be sent.
        """
        try:
            return await self._next(reply)
        except BadRequest as error:
            if faults.says(error, faults.NO_CHAT):
                raise
            _LOG.error("Telegram refused a message: %s; it is sent as plain text", error)
        return await self._text(replace(reply, text=Rich(reply.text.text), buttons=(), pictures=(), asks=""))

    async def _next(self, reply: Reply) -> Delivered:
        there = [(path, found) for path in reply.pictures if (found := await self.load(reply.course, path))]
        if len(there) == 1 and not reply.above and fits_caption(reply.text):
            sent = await self._photo(reply, *there[0])
            return Delivered((sent,)) if sent else await self._text(reply)
        return await self._above(reply, there) or await self._text(reply)

    async def load(self, course: str, path: str) -> Picture | None:
        """A picture, if its file is there.

        Args:
            course: The course whose notes hold it.
            path: Relative to the notes folder.
        """
        return await self._pictures.get(course, path)

    async def _above(self, reply: Reply, there: Sequence[tuple[str, Picture]]) -> Delivered | None:
        """The next pictures without words, above the text; None when there are none, or none that pass."""
        bare = replace(reply, text=Rich(""), buttons=(), asks="", to=None, silent=True)
        album, later = there[:_ALBUM], there[_ALBUM:]
        sent = await self._album(bare, album) if len(album) > 1 else None
        while not sent and album:  # one picture, or one of them spoils the album
            (path, picture), *rest = album
            album, later = rest, (*rest, *there[_ALBUM:])
            sent = [one] if (one := await self._photo(bare, path, picture)) else None
        if sent:
            paths = tuple(path for path, _ in later)
            return Delivered(tuple(sent), replace(reply, pictures=paths, above=(*reply.above, *sent)))
        return await self._above(reply, later) if later else None

    async def _text(self, reply: Reply) -> Delivered:
        """A message; where a handler let the text grow too long, several, the buttons under the last."""
        text, more = (reply.text, Rich("")) if fits(reply.text) else part(reply.text)
        if more.text:
            sent = await self._message(replace(reply, text=text, buttons=(), asks=""))
            return Delivered((sent,), replace(reply, text=more, pictures=(), to=None, silent=True))
        sent = await self._message(replace(reply, text=text))
        self._memory.note(reply.place, sent, Known(above=reply.above))
        return Delivered((sent,))

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
        return int(message["message_id"])

    async def _photo(self, reply: Reply, path: str, picture: Picture) -> int | None:
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
        return self._note(reply.place, sent[0], path) if sent else None

    async def _album(self, bare: Reply, album: Sequence[tuple[str, Picture]]) -> list[int] | None:
        async def send(media: list[Media]) -> Sequence[Message]:
            return await self._client.send_media_group(
                bare.place.chat,
                [InputMediaPhoto(one) for one in media],
                disable_notification=bare.silent or None,
                protect_content=bare.protected or None,
                message_thread_id=bare.place.topic,
            )

        sent = await self._pictures.send([picture for _, picture in album], send)
        if not sent:
            return None
        return [self._note(bare.place, message, path) for message, (path, _) in zip(sent, album, strict=True)]

    def _note(self, place: Place, message: Message, path: str) -> int:
        return self._memory.note(place, message.message_id, Known(pictured=True, shows=path))
