"""What time it is at Telegram: the machine's own clock may be wrong, and limits and reports would be, too."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

import aiohttp

if TYPE_CHECKING:
    from datetime import datetime

_PATIENCE: Final = aiohttp.ClientTimeout(total=10)


async def server_time(api_url: str) -> datetime | None:
    """The moment in the `Date` header of an answer without a token in its address; None where there is none.

    Args:
        api_url: Address of the Bot API server.
    """
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE, trust_env=True) as session,
            session.head(api_url) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return None
