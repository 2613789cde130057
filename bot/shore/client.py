"""python-telegram-bot's Bot, discreet about its token, with the raw updates that it would parse."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram.request import BaseRequest

DEFAULT_API = "https://api.telegram.org"
_POLL_MARGIN = 10.0  # seconds an answer to a long poll may take beyond the poll itself


class Client(Bot):
    """A Bot whose repr and errors do not show the token, and whose odd answers are errors."""

    def __init__(
        self, token: str, *, request: BaseRequest, polling: BaseRequest, api_url: str = DEFAULT_API
    ) -> None:
        """Over two request layers, one of them for getUpdates alone.

        Args:
            token: The bot's token.
            request: For everything but getUpdates.
            polling: For getUpdates.
            api_url: Address of the Bot API server, without a slash at its end.
        """
        # The library's way to ask for its newer type; else each 429 is a deprecation warning.
        os.environ.setdefault("PTB_TIMEDELTA", "1")
        super().__init__(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request,
            get_updates_request=polling,
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({'@' + self.username if self._bot_user else 'not connected'})"

    async def initialize(self) -> None:
        """As the library does, but the error does not quote the token.

        Raises:
            InvalidToken: Telegram does not know the token.
        """
        refused = False
        try:
            await super().initialize()
        except InvalidToken:
            refused = True
        if refused:  # outside of `except`: the library's error carries the token
            message = "Telegram refuses the token"
            raise InvalidToken(message)

    async def raw_updates(self, offset: int, wait: int, allowed: Sequence[str]) -> list[dict[str, Any]]:
        """GetUpdates without parsing: what cannot be parsed must be stored all the same.

        Args:
            offset: The first update that is not confirmed.
            wait: Seconds to wait for one.
            allowed: Kinds of updates.
        """
        data = {"offset": offset, "timeout": wait, "allowed_updates": list(allowed)}
        answer = await self._post("getUpdates", data, read_timeout=wait + _POLL_MARGIN)
        if not isinstance(answer, list):
            message = "getUpdates did not answer a list"
            raise TelegramError(message)
        return [update for update in answer if isinstance(update, dict)]

    async def call(self, method: str, **data: object) -> Any:  # noqa: ANN401 - any JSON
        """A method by its name, without the library's objects on either way.

        Args:
            method: As the Bot API calls it.
            data: Its parameters as plain values; None is left out.

        Raises:
            TelegramError: As with all methods.
        """
        return await self._post(method, data)

    async def reopen_polling(self) -> None:
        """New connections for getUpdates."""
        polling, _ = self._request
        await polling.shutdown()
        await polling.initialize()

    async def _do_post(self, endpoint: str, data: dict[str, Any], **timeouts: Any) -> Any:  # noqa: ANN401 - as given
        try:
            return await super()._do_post(endpoint, data, **timeouts)
        except KeyError:
            message = "an answer without a result"
            raise TelegramError(message) from None
