"""The terminal as a shore: lines in, formatted text out, buttons by number."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol

from bot.model import (
    Button,
    Buttons,
    Commanded,
    Copy,
    Edit,
    Person,
    Place,
    PlaceKind,
    Pressed,
    Reply,
    Results,
    Said,
    SendFile,
    Toast,
    Typing,
)
from bot.render import to_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.model import Event, Outgoing, Rich
    from bot.texts import Texts

CHAT: Final = 1
"""The only chat there is, and the only person in it."""


class Handle(Protocol):
    """Hands over what happened; what comes back was said in answer."""

    async def __call__(self, person: Person, place: Place, event: Event, at: datetime) -> Sequence[Outgoing]:
        """Handle it."""
        ...


class Sent(Protocol):
    """Told which message a name became."""

    async def __call__(self, place: Place, ref: str, message: int) -> None:
        """Remember it."""
        ...


@dataclass
class Terminal:
    """One conversation."""

    handle: Handle
    sent: Sent
    texts: Texts
    show: Callable[[str], None]
    """Prints a line or more."""
    colour: bool = False
    """Whether the terminal understands ANSI codes."""
    _messages: int = 0
    _buttons: Buttons = ()
    _shown: int = 0
    _refs: dict[str, int] = field(default_factory=dict)

    async def greet(self) -> None:
        """What /start says."""
        await self.says("/start")

    async def says(self, line: str) -> None:
        """Take a line: a button's number, a command or a question; print what comes of it.

        Args:
            line: As typed.
        """
        text = line.strip()
        if not text:
            return
        button = self._button(text)
        if button is not None:
            await self._press(button)
        elif text.isdecimal() and self._buttons:
            self.show(self.texts.terminal.no_button(int(text)))
        elif text.startswith("/"):
            name, _, argument = text[1:].partition(" ")
            await self._happened(Commanded(name.lower(), argument.strip(), self._next()))
        else:
            await self._happened(Said(text, self._next(), addressed=True))

    def _button(self, text: str) -> Button | None:
        """The button with this number: its own label where that is a number, else its place."""
        buttons = list(chain.from_iterable(self._buttons))
        labelled = next((button for button in buttons if button.label == text), None)
        if labelled or not text.isdecimal() or any(button.label.isdecimal() for button in buttons):
            return labelled or self._unnumbered(buttons, text)
        return buttons[int(text) - 1] if 1 <= int(text) <= len(buttons) else None

    @staticmethod
    def _unnumbered(buttons: list[Button], text: str) -> Button | None:
        """Beside buttons labelled with numbers, the others are typed as they are shown: by letter."""
        others = [button for button in buttons if not button.label.isdecimal()]
        names = dict(zip("abcdefgh", others, strict=False))
        return names.get(text.lower()) if any(button.label.isdecimal() for button in buttons) else None

    async def _press(self, button: Button) -> None:
        if button.tap is not None:
            await self._happened(Pressed(button.tap, self._shown, press="terminal"))
        else:
            self.show(button.url or button.copy or button.inline or "")

    async def _happened(self, event: Event) -> None:
        person, place = Person(CHAT, language=self.texts.code), Place(CHAT, PlaceKind.PRIVATE)
        for outgoing in await self.handle(person, place, event, datetime.now(UTC)):
            await self._show(outgoing)

    async def _show(self, outgoing: Outgoing) -> None:
        match outgoing:
            case Reply(text=text, buttons=buttons, pictures=pictures, ref=ref):
                await self._message(self._next(), text, buttons, pictures, ref)
            case Edit(text=text, buttons=buttons, pictures=pictures, ref=ref, message=message):
                number = message or self._refs.get(ref) or self._next()
                await self._message(number, text, buttons, pictures, ref)
            case Toast(text=text) if text:
                self.show(f"({text})")
            case SendFile(name=name, caption=caption):
                self.show(f"[{name}] {caption.text}".rstrip())
            case Toast() | Typing() | Results() | Copy():
                pass  # nothing to see in a terminal

    async def _message(
        self, number: int, text: Rich, buttons: Buttons, pictures: Sequence[str], ref: str
    ) -> None:
        for path in pictures:
            self.show(self.texts.terminal.picture(path))
        self.show(to_terminal(text, colour=self.colour))
        self._buttons, self._shown = buttons, number
        if ref:
            self._refs[ref] = number
            await self.sent(Place(CHAT, PlaceKind.PRIVATE), ref, number)
        if buttons:
            self.show(f"\n{self.texts.terminal.buttons}\n{self._listed(buttons)}")
        self.show("")

    @staticmethod
    def _listed(buttons: Buttons) -> str:
        """The buttons with what to type for each."""
        flat = list(chain.from_iterable(buttons))
        if not any(button.label.isdecimal() for button in flat):
            return "\n".join(f"  {number}. {button.label}" for number, button in enumerate(flat, 1))
        numbers = [button.label for button in flat if button.label.isdecimal()]
        others = [button for button in flat if not button.label.isdecimal()]
        lines = [f"  {numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"  {numbers[0]}"]
        lines += [f"  {letter}. {button.label}" for letter, button in zip("abcdefgh", others, strict=False)]
        return "\n".join(lines)

    def _next(self) -> int:
        self._messages += 1
        return self._messages


def read_line(prompt: str) -> str | None:
    """A line from the keyboard or a pipe; None at its end.

    Args:
        prompt: Shown where somebody is typing.
    """
    try:
        return input(prompt if sys.stdin.isatty() else "")
    except (EOFError, KeyboardInterrupt):
        return None


def use_history() -> None:
    """Arrow keys and earlier lines, where the platform has them."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - importing is what switches it on; Windows has none
