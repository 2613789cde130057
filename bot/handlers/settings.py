"""/settings: of a group by its admins, of a private chat by its person. A button carries what it sets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from bot.handlers.rights import Action
from bot.handlers.turn import View, rows, tap, toast
from bot.render import render_markdown
from bot.taps import Choose
from bot.texts import LANGUAGES, texts_for

if TYPE_CHECKING:
    from bot.handlers.rights import Rights
    from bot.handlers.turn import Turn
    from bot.model import Button, Commanded, Outgoing, Person, Place, Pressed
    from bot.storage import ChatSettings
    from bot.texts import Texts

QUIET: Final = (None, (22, 8), (23, 7), (0, 9))
"""Quiet hours to choose from: from this hour to that."""
_ON, _OFF = "on", "off"


class Admins(Protocol):
    """Knows who may change a group's settings."""

    async def is_admin(self, place: Place, person: Person) -> bool:
        """Whether this person is an admin there.

        Args:
            place: The group.
            person: Who.
        """
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """Shows and changes them."""

    rights: Rights

    async def commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/settings`.

        Args:
            turn: Who and where.
            command: The command.
        """
        if turn.in_group and not await self.rights.may(turn, Action.GROUP_SETTINGS):
            return turn.say(turn.texts.group.admins_only, to=command.message)
        return (turn.send(settings_view(turn, turn.settings, turn.texts), to=command.message),)

    async def pressed(self, turn: Turn, pressed: Pressed, meaning: Choose) -> tuple[Outgoing, ...]:
        """Set what the button said.

        Args:
            turn: Who and where.
            pressed: The button.
            meaning: The setting and its value.
        """
        if turn.in_group and not await self.rights.may(turn, Action.GROUP_SETTINGS):
            return (toast(pressed, turn.texts.toasts.admins_only),)
        changed = chosen(turn.settings, meaning)
        if changed is None:
            return (toast(pressed, turn.texts.toasts.old),)
        await turn.tx.chats.save(turn.place, changed)
        texts = texts_for(changed.language, None if turn.in_group else turn.person.language, turn.texts.code)
        return (
            turn.change(pressed, settings_view(turn, changed, texts)),
            toast(pressed, texts.toasts.saved),
        )


def chosen(settings: ChatSettings, meaning: Choose) -> ChatSettings | None:
    """The settings with one of them set, or None for what cannot be chosen.

    Args:
        settings: As they are.
        meaning: A button's: anybody can make one up.
    """
    match meaning:
        case Choose("lang", value) if value == "auto" or value in {texts.code for texts in LANGUAGES}:
            return replace(settings, language=None if value == "auto" else value)
        case Choose("size", "compact" | "full" as value):
            return replace(settings, compact=value == "compact")
        case Choose("pics", "on" | "off" as value):
            return replace(settings, pictures=value == _ON)
        case Choose("press", "asker" | "anyone" as value):
            return replace(settings, who_may_press="asker" if value == "asker" else "anyone")
        case Choose("quiet", value) if value in {_quiet_value(hours) for hours in QUIET}:
            hours = next(hours for hours in QUIET if _quiet_value(hours) == value)
            start, end = hours or (None, None)
            return replace(settings, quiet_from=start, quiet_to=end)
    return None


def settings_view(turn: Turn, settings: ChatSettings, texts: Texts) -> View:
    """All settings with their values; a press takes the next value.

    Args:
        turn: Where it will stand.
        settings: As they are.
        texts: In the language that holds after a change.
    """
    buttons = [[_language(turn, settings, texts)], [_pictures(settings, texts)]]
    if turn.in_group:
        buttons += [[_size(settings, texts)], [_quiet(settings, texts)], [_pressers(settings, texts)]]
    title = texts.group.settings if turn.in_group else texts.settings.private
    return View(render_markdown(title), rows(*buttons))


def _language(turn: Turn, settings: ChatSettings, texts: Texts) -> Button:
    names = {one.code: one.language for one in LANGUAGES}
    values = list(names) if turn.in_group else ["auto", *names]
    present = settings.language or (texts.code if turn.in_group else "auto")
    shown = names.get(present, texts.settings.language_auto)
    return tap(f"{texts.settings.language}: {shown}", Choose("lang", _after(values, present)))


def _size(settings: ChatSettings, texts: Texts) -> Button:
    compact = settings.compact is not False
    shown = texts.settings.compact if compact else texts.settings.full
    return tap(f"{texts.settings.size}: {shown}", Choose("size", "full" if compact else "compact"))


def _pictures(settings: ChatSettings, texts: Texts) -> Button:
    shown = texts.settings.on if settings.pictures else texts.settings.off
    return tap(f"{texts.settings.pictures}: {shown}", Choose("pics", _OFF if settings.pictures else _ON))


def _quiet(settings: ChatSettings, texts: Texts) -> Button:
    values = [_quiet_value(hours) for hours in QUIET]
    start, end = settings.quiet_from, settings.quiet_to
    hours = None if start is None or end is None else (start, end)
    shown = texts.settings.quiet_hours(*hours) if hours else texts.settings.off
    return tap(f"{texts.settings.quiet}: {shown}", Choose("quiet", _after(values, _quiet_value(hours))))


def _quiet_value(hours: tuple[int, int] | None) -> str:
    return f"{hours[0]}-{hours[1]}" if hours else _OFF


def _pressers(settings: ChatSettings, texts: Texts) -> Button:
    anyone = settings.who_may_press == "anyone"
    shown = texts.settings.anyone if anyone else texts.settings.asker
    return tap(f"{texts.settings.pressers}: {shown}", Choose("press", "asker" if anyone else "anyone"))


def _after(values: list[str], present: str) -> str:
    """The value that a press takes next."""
    return values[(values.index(present) + 1) % len(values)] if present in values else values[0]
