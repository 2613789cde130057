"""Small things that the application says without a handler: apologies, typing, menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Commanded, Pressed, Reply, Rich, Said, Searched, Toast, Typing
from bot.shore.menus import Command, Menu
from bot.texts import LANGUAGES, texts_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Outgoing
    from bot.shore.decode import Decoded
    from bot.texts import Texts


def apology(heard: Decoded, texts: Texts) -> Sequence[Outgoing]:
    """Something broke: say so without details, where somebody waits for an answer.

    Args:
        heard: What could not be handled.
        texts: In the language of the place.
    """
    text = texts.apology
    match heard.event:
        case Pressed(press=press):
            return (Toast(press, text, alert=True),)
        case Said(message=message, addressed=True, edited=False) | Commanded(message=message):
            return (Reply(heard.place, Rich(text), to=message),)
        case _:
            return ()


def working(heard: Decoded) -> Outgoing | None:
    """Typing, where somebody waits for an answer.

    Args:
        heard: What is being handled.
    """
    match heard.event:
        case Said(addressed=True) | Commanded() | Pressed():
            return Typing(heard.place)
        case Searched() | _:
            return None


def menus_of(language: str, *, several: bool = False) -> tuple[Menu, ...]:
    """What Telegram shows of the bot, in each language and for everybody else.

    Args:
        language: The one for everybody else.
        several: Whether there are courses to choose from.
    """
    pairs = [(texts_for(language), ""), *((texts, texts.code) for texts in LANGUAGES)]
    return tuple(_menu(texts, code, several=several) for texts, code in pairs)


def _menu(texts: Texts, code: str, *, several: bool) -> Menu:
    profile = texts.profile
    own = (("course", texts.choosing.command),) if several else ()
    groups = (("course", texts.choosing.group_command),) if several else ()
    return Menu(
        code,
        private=_commands((*profile.private_commands, *own)),
        groups=_commands(profile.group_commands),
        admins=_commands((*profile.admin_commands, *groups)),
        name=profile.name,
        about=profile.short,
        description=profile.description,
    )


def _commands(pairs: Sequence[tuple[str, str]]) -> tuple[Command, ...]:
    return tuple(Command(name, about) for name, about in pairs)
