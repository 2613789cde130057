"""What the bot says -> calls of the Bot API."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from telegram import InputFile
from telegram.error import BadRequest

from bot.model import Copy, Edit, Reply, Results, Rich, SendFile, Toast, Typing
from bot.pipeline.delivery import Delivered
from bot.shore import faults
from bot.shore.answers import encode_found, encode_start
from bot.shore.editor import Editor
from bot.shore.encode import encode_buttons, encode_entities, encode_reply, fits_caption
from bot.shore.writer import Memory, Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Message

    from bot.model import Found, Outgoing
    from bot.shore.client import Client
    from bot.shore.pictures import Picture, Pictures

_TOAST = 200  # characters: Telegram's limit


class Deliverer:
    """Sends one thing at a time; knows nothing of queues."""

    def __init__(self, client: Client, pictures: Pictures) -> None:
        """Over a connected client.

        Args:
            client: The Bot API.
            pictures: Where pictures come from.
        """
        self._client = client
        self._pictures = pictures
        memory = Memory()
        self._writer = Writer(client, pictures, memory)
        self._editor = Editor(client, pictures, memory, self._writer)

    async def __call__(self, outgoing: Outgoing) -> Delivered:
        """Deliver it.

        Args:
            outgoing: What a handler returned.

        Raises:
            DeliveryError: It is not there; the subclass tells what to do.
        """
        return await faults.translated(self._deliver(outgoing))

    async def _deliver(self, outgoing: Outgoing) -> Delivered:
        match outgoing:
            case Reply():
                return await self._writer.reply(outgoing)
            case Edit():
                return Delivered(await self._editor.edit(outgoing))
            case Copy():
                return await self._copy(outgoing)
            case SendFile():
                return await self._file(outgoing)
            case Toast():
                await self._toast(outgoing)
            case Results():
                await self._results(outgoing)
            case Typing(place):
                await self._client.send_chat_action(place.chat, "typing", message_thread_id=place.topic)
            case _:
                assert_never(outgoing)
        return Delivered()

    async def _toast(self, toast: Toast) -> None:
        try:
            await self._client.answer_callback_query(
                toast.press, toast.text[:_TOAST] or None, show_alert=toast.alert or None
            )
        except BadRequest as error:
            if not faults.says(error, faults.TOO_OLD):
                raise

    async def _results(self, results: Results) -> None:
        pictures = [await self._held(one) for one in results.found]
        try:
            await self._list(results, pictures)
        except BadRequest as error:
            if faults.says(error, faults.WRONG_FILE):
                await self._pictures.forget([picture for picture in pictures if picture])
                await self._list(results, [None] * len(pictures))
            elif not faults.says(error, faults.TOO_OLD):
                raise

    async def _list(self, results: Results, pictures: Sequence[Picture | None]) -> None:
        found = zip(results.found, pictures, strict=True)
        await self._client.call(
            "answerInlineQuery",
            inline_query_id=results.search,
            results=[encode_found(one, picture.file_id if picture else None) for one, picture in found],
            cache_time=results.cache_seconds,
            is_personal=results.personal or None,
            next_offset=results.next_offset or None,
            button=encode_start(results),
        )

    async def _held(self, found: Found) -> Picture | None:
        """The picture of a result, where Telegram holds it."""
        picture = await self._pictures.get(found.course, found.picture) if found.picture else None
        return picture if picture and picture.file_id else None

    async def _copy(self, copy: Copy) -> Delivered:
        sent = await self._client.call(
            "copyMessage",
            chat_id=copy.place.chat,
            from_chat_id=copy.from_chat,
            message_id=copy.message,
            disable_notification=copy.silent or None,
            protect_content=copy.protected or None,
            reply_parameters=encode_reply(copy.to),
            reply_markup=encode_buttons(copy.buttons),
            message_thread_id=copy.place.topic,
        )
        return Delivered((int(sent["message_id"]),))

    async def _file(self, file: SendFile) -> Delivered:
        caption = file.caption if fits_caption(file.caption) else Rich("")
        sent = await self._upload(file, caption)
        rest = None if caption is file.caption else Reply(file.place, file.caption)
        return Delivered((sent.message_id,), rest)

    async def _upload(self, file: SendFile, caption: Rich) -> Message:
        more = {"caption_entities": encode_entities(caption), "reply_parameters": encode_reply(file.to)}
        if file.kind == "photo":
            try:
                return await self._client.send_photo(
                    file.place.chat,
                    file.content,
                    caption=caption.text or None,
                    message_thread_id=file.place.topic,
                    api_kwargs=more,
                )
            except BadRequest as error:
                if not faults.says(error, faults.BAD_PICTURE):
                    raise
        return await self._client.send_document(
            file.place.chat,
            InputFile(file.content, filename=file.name),
            caption=caption.text or None,
            message_thread_id=file.place.topic,
            api_kwargs=more,
        )
