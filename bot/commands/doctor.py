"""`konspekt doctor`: looks at everything the bot needs, and says what to do about what is wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.config import ConfigError, course_folders
from bot.data import database_url, hash_secret
from bot.shore import photos
from bot.shore.clock import server_time
from bot.shore.errors import ShoreError, TokenRefusedError
from bot.shore.pictures import Pictures
from bot.shore.requests import AiohttpRequest
from bot.shore.telegram import Telegram
from bot.storage import StorageError, Store
from bot.texts.plural import plural_en
from corpus import CorpusError, Severity, bundled_notes, check, load_lectures

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from telegram.request import BaseRequest

    from bot.config import Settings

SKEW: Final = 30.0
"""Seconds by which the clock may differ: a question's minute for edits and limits begins to suffer beyond."""
WAITING: Final = 100
"""Updates that wait for the webhook before something must be wrong."""


class State(StrEnum):
    """How something is."""

    OK = "ok"
    NOTE = "note"
    """Works; worth a look."""
    FIX = "FIX"
    """Does not work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    state: State
    what: str
    said: str
    """How it is and, unless it is well, what to do."""

    def __str__(self) -> str:
        """A line of the report."""
        return f"{self.state:4}  {self.what:8}  {self.said}"


async def examine(settings: Settings, request: BaseRequest | None = None) -> AsyncIterator[Finding]:
    """Look at one thing after the other.

    Args:
        settings: Readable ones: what is wrong with them is told by whoever reads them.
        request: The way to Telegram; the network unless told otherwise.

    Yields:
        A finding at a time, as soon as it is made.
    """
    yield Finding(State.OK, "settings", "every setting is known and can be read")
    courses = course_folders(settings.courses).values() if settings.courses else ()
    for root in courses or (settings.notes or bundled_notes(),):
        for finding in _notes(root):
            yield finding
    yield await _store(settings)
    yield await _clock(settings)
    if settings.token is None:
        yield Finding(State.FIX, "token", "KONSPEKT_TOKEN is not set: get one from @BotFather")
        return
    async for finding in _telegram(settings, settings.token.get_secret_value(), request or AiohttpRequest()):
        yield finding


def _notes(root: Path) -> list[Finding]:
    try:
        notes = load_lectures(root)
    except CorpusError as error:
        return [Finding(State.FIX, "notes", f"{error}: see KONSPEKT_NOTES")]
    lectures = plural_en(len(notes.lectures), "lecture", "lectures")
    sections = plural_en(sum(len(one.sections) for one in notes.lectures), "section", "sections")
    found = [Finding(State.OK, "notes", f"{lectures}, {sections} in {root}")]
    errors = sum(problem.severity is Severity.ERROR for problem in check(root))
    if errors:
        said = plural_en(errors, "error", "errors")
        found.append(Finding(State.NOTE, "notes", f"{said}: run `konspekt check` to see them"))
    if root != bundled_notes() and not os.access(notes.root, os.W_OK):
        said = f"no uploads and no instructors' answers: {notes.root} cannot be written to"
        found.append(Finding(State.NOTE, "notes", said))
    return found


async def _store(settings: Settings) -> Finding:
    try:
        store = await Store.open(database_url(settings), hash_secret(settings))
    except (StorageError, ConfigError) as error:
        return Finding(State.FIX, "store", f"{error}")
    try:
        async with store.transaction() as tx:
            await tx.facts.set("doctor", tx.now().timestamp())
        return Finding(State.OK, "store", f"{store.name}: opened, written")
    except StorageError as error:
        return Finding(State.FIX, "store", f"{error}")
    finally:
        await store.close()


async def _clock(settings: Settings) -> Finding:
    theirs = await server_time(settings.api_url)
    if theirs is None:
        return Finding(State.NOTE, "clock", "not compared: no answer from Telegram's server")
    skew = (datetime.now(UTC) - theirs).total_seconds()
    if abs(skew) > SKEW:
        return Finding(State.FIX, "clock", f"{skew:+.0f} s off: let the machine set its clock (NTP)")
    return Finding(State.OK, "clock", f"within {max(1, round(abs(skew)))} s of Telegram's")


async def _telegram(settings: Settings, token: str, request: BaseRequest) -> AsyncIterator[Finding]:
    pictures = Pictures(_NoFiles(), lambda _course, _path: None, photos.prepare)
    telegram = Telegram(token, pictures, request=request, api_url=settings.api_url)
    try:
        me = await telegram.open()
        yield Finding(State.OK, "token", f"belongs to @{me.username}")
        if me.reads_all:
            yield Finding(
                State.NOTE, "privacy", "the bot reads all group messages: turn privacy mode on at @BotFather"
            )
        if not me.inline:
            yield Finding(
                State.NOTE, "inline", "off: /setinline at @BotFather lets people use it in any chat"
            )
        yield await _webhook(telegram, settings)
    except TokenRefusedError:
        yield Finding(State.FIX, "token", "refused by Telegram: copy it again from @BotFather")
    except ShoreError as error:
        yield Finding(
            State.FIX, "network", f"Telegram cannot be reached ({error}): check DNS, proxy, firewall"
        )
    finally:
        await telegram.close()


async def _webhook(telegram: Telegram, settings: Settings) -> Finding:
    state = await telegram.webhook_state()
    if settings.webhook_url is None:
        if state.url:
            return Finding(
                State.NOTE,
                "webhook",
                "one is set, and polling will remove it: is another bot using the token?",
            )
        return Finding(State.OK, "webhook", "none, as it should be for polling")
    if state.url != settings.webhook_url:
        return Finding(State.NOTE, "webhook", "not set to KONSPEKT_WEBHOOK_URL yet: `konspekt run` does it")
    if state.last_error_message and state.pending_update_count:
        said = f"Telegram says: {state.last_error_message}; {_remedy(state.last_error_message)}"
        return Finding(State.FIX, "webhook", said)
    if state.pending_update_count > WAITING:
        return Finding(
            State.FIX, "webhook", f"{state.pending_update_count} updates wait: is the bot running?"
        )
    return Finding(State.OK, "webhook", f"set, {state.pending_update_count} updates wait")


def _remedy(error: str) -> str:
    """What to do about Telegram's trouble with the webhook."""
    if "401" in error:
        return "it was told another KONSPEKT_WEBHOOK_SECRET: give all processes the same, and restart them"
    return "check the proxy and certificate"


class _NoFiles:
    """Nothing is uploaded on an examination."""

    async def get(self, bot: int, digest: str) -> str | None:
        """Nothing is known."""
        del bot, digest
        return None

    async def put(self, bot: int, digest: str, file_id: str) -> None:
        """Nothing is kept."""

    async def drop(self, bot: int, digest: str) -> None:
        """Nothing is forgotten."""
