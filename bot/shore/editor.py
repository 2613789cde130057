"""Messages that change: another text, other buttons, another picture."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from telegram import InputMediaPhoto
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, TelegramError

from bot.model import Reply, Rich
from bot.render import cut
from bot.shore import faults
from bot.shore.encode import encode_buttons, encode_entities, fits_caption, no_preview
from bot.shore.writer import Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Edit
    from bot.shore.client import Client
    from bot.shore.pictures import Media, Picture, Pictures
    from bot.shore.writer import Memory, Writer

_LOG = logging.getLogger(__name__)


class Editor:
    """Edits messages of the bot; what cannot be edited is written anew."""

    def __init__(self, client: Client, pictures: Pictures, memory: Memory, writer: Writer) -> None:
        """Over a connected client.

        Args:
            client: The Bot API.
            pictures: Where pictures come from.
            memory: Which message is a picture, and which replaced another.
            writer: Writes what cannot be edited.
        """
        self._client = client
        self._pictures = pictures
        self._memory = memory
        self._writer = writer

    async def edit(self, edit: Edit) -> tuple[int, ...]:
        """Change the message, or write another one where that cannot be.

        Args:
            edit: What it shall become.

        Returns:
            Ids of the messages that show it now; the last has the text and the buttons.
        """
        if not edit.message:
            return await self._anew(edit)
        message, known = self._memory.recall(edit.place, edit.message)
        shown = await self._changed(edit, message, known)
        if known and known.above:
            await self._clear_above(edit, shown[-1], known)
        return shown

    async def _changed(self, edit: Edit, message: int, known: Known | None) -> tuple[int, ...]:
        picture = await self._picture_of(edit)
        try:
            if picture and await self._picture(edit, message, picture):
                return (message,)
            if known and known.pictured:
                return await self._replace(edit, message)
            return (await self._text(edit, message, cut(edit.text)),)
        except BadRequest as error:
            return await self._after_refusal(edit, message, error)

    async def _picture_of(self, edit: Edit) -> Picture | None:
        """Its picture, where the text can be a caption."""
        fitting = edit.pictures[:1] if fits_caption(edit.text) else ()
        return await self._writer.load(edit.course, fitting[0]) if fitting else None

    async def _clear_above(self, edit: Edit, message: int, known: Known) -> None:
        """Take pictures away that stand above a message and are not its own any more."""
        shown = {self._memory.shows(edit.place, one) for one in known.above}
        if edit.pictures and edit.pictures[0] in shown and not fits_caption(edit.text):
            self._memory.note(edit.place, message, Known(above=known.above))
            return
        for picture in known.above:
            with contextlib.suppress(TelegramError):  # gone already, or too old to be deleted
                await self._client.delete_message(edit.place.chat, picture)

    async def _after_refusal(self, edit: Edit, message: int, error: BadRequest) -> tuple[int, ...]:
        if faults.says(error, faults.NOT_MODIFIED):
            return (message,)
        if faults.says(error, faults.NOT_THERE):
            return await self._anew(edit)
        if faults.says(error, faults.NOT_A_TEXT):
            return await self._replace(edit, message)
        if faults.says(error, faults.NO_CHAT):
            raise error
        _LOG.error("Telegram refused an edit: %s; it is made as plain text", error)
        return (await self._text(edit, message, cut(Rich(edit.text.text))),)

    async def _text(self, edit: Edit, message: int, text: Rich) -> int:
        await self._client.call(
            "editMessageText",
            chat_id=edit.place.chat,
            message_id=message,
            text=text.text,
            entities=encode_entities(text),
            link_preview_options=no_preview(),
            reply_markup=encode_buttons(edit.buttons),
        )
        return self._memory.note(edit.place, message, Known())

    async def _picture(self, edit: Edit, message: int, picture: Picture) -> bool:
        """Another picture and caption, also for what was a text; False when Telegram does not take it."""

        async def send(media: list[Media]) -> Sequence[TelegramMessage]:
            entities = encode_entities(edit.text)
            formatting = {"caption_entities": entities} if entities else {}
            edited = await self._client.edit_message_media(
                InputMediaPhoto(media[0], caption=edit.text.text or None, api_kwargs=formatting),
                edit.place.chat,
                message,
                api_kwargs={"reply_markup": encode_buttons(edit.buttons)},
            )
            return (edited,) if isinstance(edited, TelegramMessage) else ()  # True is for inline messages

        if await self._pictures.send([picture], send) is None:
            return False
        self._memory.note(edit.place, message, Known(pictured=True, shows=edit.pictures[0]))
        return True

    async def _anew(self, edit: Edit) -> tuple[int, ...]:
        """One message, like the one it stands for."""
        sent = await self._writer.reply(
            Reply(
                edit.place,
                cut(edit.text),
                edit.buttons,
                edit.pictures[:1] if fits_caption(edit.text) else (),
                edit.course,
                to=edit.to,
                ref=edit.ref,
                silent=edit.silent,
                protected=edit.protected,
            )
        )
        if edit.message:
            self._memory.note(edit.place, edit.message, Known(became=sent.message_ids[-1]))
        return sent.message_ids

    async def _replace(self, edit: Edit, message: int) -> tuple[int, ...]:
        """A picture cannot become a text: write the text, take the picture away."""
        sent = await self._anew(edit)
        self._memory.note(edit.place, message, Known(became=sent[-1]))
        try:
            await self._client.delete_message(edit.place.chat, message)
        except TelegramError:  # too old to be deleted: then at least no buttons
            with contextlib.suppress(TelegramError):
                await self._client.edit_message_reply_markup(edit.place.chat, message)
        return sent
