"""The Telegram shore in one piece: connects, receives raw updates, decodes and delivers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.pipeline.delivery import DeliveryGone
from bot.pipeline.parts import AskFirstError
from bot.shore import faults
from bot.shore.admins import Admins
from bot.shore.backoff import Backoff
from bot.shore.client import DEFAULT_API, Client
from bot.shore.decode import ALLOWED_UPDATES, Decoded, decode
from bot.shore.deliver import Deliverer
from bot.shore.errors import RefusedError, ShoreError, TokenRefusedError, UnreachableError
from bot.shore.me import Me
from bot.shore.menus import publish

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from telegram import WebhookInfo
    from telegram.request import BaseRequest

    from bot.model import Outgoing, Person, Place
    from bot.pipeline.delivery import Delivered
    from bot.shore.menus import Menu
    from bot.shore.pictures import Pictures

Result = TypeVar("Result")

_LOG = logging.getLogger(__name__)
_CONNECTIONS = 40  # webhook requests at a time: Telegram's own default


async def _told(work: Awaitable[Result]) -> Result:
    """Awaits calls of the library; its errors, which may know the token, become the shore's."""
    try:
        return await work
    except InvalidToken:
        trouble: ShoreError = TokenRefusedError("Telegram refuses the token")
    except BadRequest as error:
        trouble = RefusedError(str(error))
    except TelegramError as error:
        trouble = UnreachableError(str(error))
    raise trouble


async def _patiently(work: Callable[[], Awaitable[Result]], backoff: Backoff) -> Result:
    """Try until Telegram can be reached."""
    while True:
        try:
            return await work()
        except UnreachableError as error:
            pause = backoff.next()
            _LOG.warning("no connection to Telegram (%s); again in %.0f s", error, pause)
        await asyncio.sleep(pause)


class Telegram:
    """A bot's account, over a request layer that is given."""

    def __init__(
        self,
        token: str,
        pictures: Pictures,
        *,
        request: BaseRequest,
        polling: BaseRequest | None = None,
        api_url: str = DEFAULT_API,
    ) -> None:
        """Not connected yet: see `open`.

        Args:
            token: The bot's token.
            pictures: Where pictures come from.
            request: For everything but getUpdates.
            polling: For getUpdates; `request` where not given (tests).
            api_url: Address of the Bot API server.
        """
        self.client = Client(token, request=request, polling=polling or request, api_url=api_url)
        self._pictures = pictures
        self._deliverer = Deliverer(self.client, pictures)
        self._admins = Admins(self.client)
        self._me: Me | None = None

    async def open(self) -> Me:
        """Connect and learn who the bot is.

        Raises:
            TokenRefusedError: The token is wrong.
            UnreachableError: The network is down, or Telegram is.
        """
        await _told(self.client.initialize())
        user = self.client.bot
        self._me = Me(
            user.id,
            user.username or "",
            user.first_name,
            reads_all=bool(user.can_read_all_group_messages),
            inline=bool(user.supports_inline_queries),
        )
        self._pictures.bot = user.id
        return self._me

    async def open_patiently(self, backoff: Backoff | None = None) -> Me:
        """Connect, however long it takes until the network is there.

        Args:
            backoff: Pauses between attempts.

        Raises:
            TokenRefusedError: The token is wrong.
        """
        return await _patiently(self.open, backoff or Backoff())

    async def close(self) -> None:
        """Disconnect."""
        await self.client.shutdown()

    @property
    def me(self) -> Me:
        """The bot's own account; only after `open`."""
        if self._me is None:
            message = "not connected yet"
            raise RuntimeError(message)
        return self._me

    def decode(self, update: Mapping[str, Any]) -> Decoded | None:
        """What happened; see `bot.shore.decode`.

        Args:
            update: As it came.
        """
        return decode(update, self.me)

    async def deliver(self, outgoing: Outgoing) -> Delivered:
        """Send something; see `bot.shore.deliver`.

        Args:
            outgoing: What a handler returned.

        Raises:
            DeliveryError: It is not there.
        """
        return await self._deliverer(outgoing)

    async def updates(self, offset: int, wait: int) -> list[dict[str, Any]]:
        """Poll once.

        Args:
            offset: The first update that is not confirmed.
            wait: Seconds to wait for one.

        Raises:
            telegram.error.TelegramError: It did not work; for `Poller`, which knows what to do.
        """
        return await self.client.raw_updates(offset, wait, ALLOWED_UPDATES)

    async def use_polling(self) -> None:
        """Remove a webhook; updates that wait are kept.

        Raises:
            telegram.error.TelegramError: It did not work; for `Poller`, which knows what to do.
        """
        await self.client.delete_webhook()

    async def reopen_polling(self) -> None:
        """Use new connections for polling."""
        await self.client.reopen_polling()

    async def use_webhook(self, url: str, secret: str, backoff: Backoff | None = None) -> None:
        """Have updates posted to an address; tries until Telegram can be reached.

        Args:
            url: The public address of `Webhook`.
            secret: Sent along with each update.
            backoff: Pauses between attempts.

        Raises:
            TokenRefusedError: The token is wrong.
            RefusedError: Telegram does not take this address.
        """

        def work() -> Awaitable[bool]:
            kinds = list(ALLOWED_UPDATES)
            return _told(
                self.client.set_webhook(
                    url, secret_token=secret, allowed_updates=kinds, max_connections=_CONNECTIONS
                )
            )

        await _patiently(work, backoff or Backoff())

    async def webhook_state(self) -> WebhookInfo:
        """What Telegram knows of the webhook, for the operator.

        Raises:
            ShoreError: It did not work.
        """
        return await _told(self.client.get_webhook_info())

    async def publish_menus(self, menus: Sequence[Menu], known: str | None = None) -> str | None:
        """Publish command menus, name and descriptions if they changed; see `bot.shore.menus.publish`.

        Args:
            menus: One a language.
            known: What this returned last time.

        Returns:
            What to keep for the next time; None when something did not work.
        """
        return await publish(self.client, menus, known)

    async def is_admin(self, place: Place, person: Person) -> bool:
        """Whether somebody may change a group's settings; an anonymous admin speaks as the group itself.

        Never waits for Telegram, for a handler holds a transaction meanwhile.

        Args:
            place: The group; in a private chat everybody is their own admin.
            person: Who asks.

        Raises:
            AskFirstError: Nobody asked within the last minute.
        """
        if person.id == place.chat:
            return True
        known = self._admins.known(place.chat, person.id)
        if known is None:
            raise AskFirstError(partial(self._admins.ask, place.chat, person.id))
        return known

    async def download(self, file_id: str, limit: int) -> bytes | None:
        """The content of a file that somebody sent; None when it is too large or gone.

        Args:
            file_id: From an `Attachment`.
            limit: Bytes allowed.

        Raises:
            DeliveryError: Not now.
        """
        try:
            content = await faults.translated(self._download(file_id, limit))
        except DeliveryGone:
            return None
        return content if content and len(content) <= limit else None

    async def _download(self, file_id: str, limit: int) -> bytes | None:
        file = await self.client.get_file(file_id)
        if (file.file_size or 0) > limit:
            return None
        return bytes(await file.download_as_bytearray())

    async def leave(self, chat: int) -> None:
        """Leave a group, if the bot is still in it.

        Args:
            chat: Its id.
        """
        with contextlib.suppress(DeliveryGone):
            await faults.translated(self.client.leave_chat(chat))
