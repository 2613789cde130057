"""Command menus, name and descriptions of the bot: published at the start, and only when they changed."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import BotCommandScope

    from bot.shore.client import Client

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Command:
    """A line of a menu."""

    name: str
    """Latin letters, digits, underscores; without the slash."""
    about: str
    """What it does, in a few words."""


@dataclass(frozen=True, slots=True)
class Menu:
    """Everything that the bot shows of itself in one language."""

    language: str
    """Two letters, or empty for everybody whose language has no menu of its own."""
    private: tuple[Command, ...]
    """In private chats."""
    groups: tuple[Command, ...]
    """For members of groups."""
    admins: tuple[Command, ...]
    """For admins of groups: all they can use, the members' too."""
    name: str = ""
    """At most 64 characters; empty keeps what it is."""
    about: str = ""
    """In the profile, at most 120 characters."""
    description: str = ""
    """In the empty chat, at most 512 characters."""


def digest_of(menus: Sequence[Menu]) -> str:
    """Changes whenever a menu does.

    Args:
        menus: One a language.
    """
    plain = json.dumps([asdict(menu) for menu in menus], sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


async def publish(client: Client, menus: Sequence[Menu], known: str | None = None) -> str | None:
    """Publish the menus, if they are others than last time.

    Args:
        client: The bot.
        menus: One a language.
        known: What this returned last time, kept by the application.

    Returns:
        What to keep for the next time; None when something did not work, to be tried at the next start.
    """
    digest = digest_of(menus)
    if digest == known:
        return digest
    try:
        for menu in menus:
            await _commands(client, menu)
            await _profile(client, menu)
    except TelegramError as error:  # names may be changed a few times a day only
        _LOG.warning("menus and names could not all be published: %s", error)
        return None
    _LOG.info("menus and names are published")
    return digest


async def _commands(client: Client, menu: Menu) -> None:
    scopes: tuple[tuple[BotCommandScope, tuple[Command, ...]], ...] = (
        (BotCommandScopeAllPrivateChats(), menu.private),
        (BotCommandScopeAllGroupChats(), menu.groups),
        (BotCommandScopeAllChatAdministrators(), menu.admins),
    )
    for scope, commands in scopes:
        lines = [BotCommand(command.name, command.about) for command in commands]
        await client.set_my_commands(lines, scope, menu.language or None)


async def _profile(client: Client, menu: Menu) -> None:
    """Only what differs: Telegram counts every change of a name."""
    language = menu.language or None
    if menu.name and (await client.get_my_name(language)).name != menu.name:
        await client.set_my_name(menu.name, language)
    shown = await client.get_my_short_description(language)
    if menu.about and shown.short_description != menu.about:
        await client.set_my_short_description(menu.about, language)
    described = await client.get_my_description(language)
    if menu.description and described.description != menu.description:
        await client.set_my_description(menu.description, language)
