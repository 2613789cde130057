"""Errors of python-telegram-bot -> what the rest of the bot does about them. Translated here, once."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.pipeline.delivery import DeliveryError, DeliveryGone, DeliveryMoved, DeliveryRetry

if TYPE_CHECKING:
    from collections.abc import Awaitable

Result = TypeVar("Result")

_LOG = logging.getLogger(__name__)

AFTER_BAD_TOKEN: Final = 60.0  # seconds; nothing gets better until the operator acts

NOT_MODIFIED: Final = ("message is not modified",)
NOT_THERE: Final = ("message to edit not found", "message can't be edited", "message_id_invalid")
NOT_A_TEXT: Final = ("there is no text in the message to edit",)
TOO_OLD: Final = ("query is too old", "query id is invalid", "query_id_invalid")
WRONG_FILE: Final = ("wrong file identifier", "wrong remote file", "file_reference", "wrong file_id")
BAD_PICTURE: Final = ("photo_", "image_process_failed", "file must be non-empty", "can't use file of type")
NO_CHAT: Final = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "group chat was deactivated",
)
"""The chat or the right to write there is gone; sending something else would not help."""


def says(error: BaseException, phrases: tuple[str, ...]) -> bool:
    """Whether a refusal is one of these; the library changes the case of Telegram's words."""
    text = str(error).lower()
    return isinstance(error, BadRequest) and any(phrase in text for phrase in phrases)


async def translated(work: Awaitable[Result]) -> Result:
    """Awaits calls of the library; its errors become the pipeline's.

    The originals may know the token: none is the cause or the context of what is raised here.

    Args:
        work: To be awaited.

    Raises:
        DeliveryRetry: Later.
        DeliveryGone: Never.
        DeliveryMoved: Elsewhere.
    """
    try:
        return await work
    except TelegramError as error:
        trouble = translate(error)
    raise trouble


def translate(error: TelegramError) -> DeliveryError:  # noqa: PLR0911 - one a kind of error
    """What to do about an error of the library."""
    if isinstance(error, RetryAfter):
        return DeliveryRetry(_seconds(error.retry_after), "too many requests")
    if isinstance(error, ChatMigrated):
        return DeliveryMoved(error.new_chat_id)
    if isinstance(error, Forbidden):
        return DeliveryGone(str(error), blocked=True)
    if isinstance(error, InvalidToken):
        _LOG.error("Telegram refuses the token; check KONSPEKT_TOKEN")
        return DeliveryRetry(AFTER_BAD_TOKEN, "the token is refused")
    if isinstance(error, BadRequest):
        return DeliveryGone(str(error), blocked=says(error, ("chat not found", "deactivated")))
    if isinstance(error, Conflict):
        return DeliveryRetry(reason="conflict")
    return DeliveryRetry(reason=type(error).__name__)


def _seconds(after: float | timedelta) -> float:
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
