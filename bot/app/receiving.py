"""How updates come in: by long polling, where one process among several polls, or by webhook."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from bot.app.background import running, served
from bot.config import ConfigError
from bot.pipeline import Leader
from bot.shore.backoff import Backoff
from bot.shore.errors import RefusedError, TokenRefusedError
from bot.shore.polling import Poller
from bot.shore.server import Server
from bot.shore.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from bot.app.vitals import Vitals
    from bot.config import Settings
    from bot.shore.telegram import Telegram
    from bot.storage import Store

    Receive = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]

_logger: Final = logging.getLogger(__name__)

TOKEN_REFUSED: Final = "KONSPEKT_TOKEN is refused by Telegram: copy it again from @BotFather"  # noqa: S105 - a message


@asynccontextmanager
async def receiving(
    settings: Settings, telegram: Telegram, store: Store, receive: Receive, vitals: Vitals
) -> AsyncIterator[None]:
    """Have updates come in, until the block ends.

    Args:
        settings: Whether by webhook, and where.
        telegram: Where they come from.
        store: Where those who poll agree on who does.
        receive: Stores a batch; only then it is acknowledged.
        vitals: Told where they come from.

    Raises:
        ConfigError: Telegram does not take the address, or it cannot be listened at.
    """
    if settings.webhook_url is None or settings.webhook_secret is None:
        async with running(_poll(telegram, store, receive, vitals), "polling"):
            yield
        return
    secret = settings.webhook_secret.get_secret_value()
    vitals.source = webhook = Webhook(receive, secret, refused=vitals.refused)
    async with served(lambda: Server(webhook.app(), settings.listen), settings.listen):
        vitals.stage = "Telegram does not know the webhook yet"
        await _announced(telegram, settings.webhook_url, secret)
        yield


async def _announced(telegram: Telegram, url: str, secret: str) -> None:
    try:
        await telegram.use_webhook(url, secret)
    except RefusedError as error:
        message = f"KONSPEKT_WEBHOOK_URL is refused by Telegram: {error}"
        raise ConfigError(message) from None
    except TokenRefusedError:
        raise ConfigError(TOKEN_REFUSED) from None


async def _poll(telegram: Telegram, store: Store, receive: Receive, vitals: Vitals) -> None:
    """Poll whenever this process is the one to do it; nothing ends this but the program."""
    backoff = Backoff()
    while True:
        try:
            async with Leader(store, "polling").held() as lost:
                backoff.reset()
                vitals.source = poller = Poller(telegram, receive)
                async with running(poller.run(), "poller"):
                    await lost.wait()
        except Exception:
            _logger.exception("the post of polling cannot be held")
            await asyncio.sleep(backoff.next())
        finally:
            vitals.source = None
