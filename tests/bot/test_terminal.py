"""The terminal: buttons by number, formatted text, the same handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import (
    Button,
    Edit,
    Entity,
    EntityKind,
    Place,
    PlaceKind,
    Pressed,
    Reply,
    Rich,
    Said,
    Toast,
)
from bot.shore.terminal import CHAT, Terminal
from bot.texts import RU

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Event, Outgoing, Person


class Script:
    """Answers as a test says, and remembers what happened."""

    def __init__(self) -> None:
        self.happened: list[Event] = []
        self.names: dict[str, int] = {}
        self.printed: list[str] = []
        self.answers: list[list[Outgoing]] = []
        self.terminal = Terminal(self._handle, self._sent, RU, self.printed.append)

    async def _handle(self, person: Person, place: Place, event: Event, at: datetime) -> Sequence[Outgoing]:
        assert person.id == place.chat
        assert at.tzinfo is not None
        self.happened.append(event)
        return self.answers.pop(0) if self.answers else []

    async def _sent(self, place: Place, ref: str, message: int) -> None:
        assert place.chat
        self.names[ref] = message

    def reply(self, text: str, *labels: str) -> Reply:
        """A message with a button for each label."""
        buttons = tuple((Button(label, tap=f"tap {label}"),) for label in labels)
        return Reply(Place(CHAT, PlaceKind.PRIVATE), Rich(text), buttons, ref="answer:1")


@pytest.fixture
def script() -> Script:
    """A terminal and what answers in it."""
    return Script()


async def test_a_number_presses_the_button(script: Script) -> None:
    """Buttons of the last message count from 1; a number without a button is told."""
    script.answers = [[script.reply("Ответ", "Ещё", "Раздел")], [Toast("terminal", "Готово")]]
    await script.terminal.says("вопрос")
    await script.terminal.says("2")
    await script.terminal.says("7")
    said, pressed = script.happened
    assert said == Said("вопрос", 1, addressed=True)
    assert pressed == Pressed("tap Раздел", script.names["answer:1"], "terminal")
    assert "  1. Ещё\n  2. Раздел" in script.printed[1]
    assert script.printed[-2:] == ["(Готово)", "Кнопки 7 нет."]


async def test_buttons_that_are_numbers_are_typed_as_they_are(script: Script) -> None:
    """A page of contents: its numbers, and letters for the rest."""
    script.answers = [[script.reply("Содержание", "9", "10", "Дальше")], [], []]
    await script.terminal.says("/toc")
    await script.terminal.says("10")
    await script.terminal.says("a")
    assert "  9–10\n  a. Дальше" in script.printed[1]
    assert [event.data for event in script.happened if isinstance(event, Pressed)] == ["tap 10", "tap Дальше"]


async def test_a_number_is_a_question_where_there_are_no_buttons(script: Script) -> None:
    """Nothing to press: it is looked up."""
    await script.terminal.says("802")
    assert script.happened == [Said("802", 1, addressed=True)]


async def test_an_edit_is_printed_and_its_buttons_count(script: Script) -> None:
    """What would replace a message is shown below it."""
    reply = script.reply("Первый", "Ещё")
    edit = Edit(reply.place, Rich("Второй"), ((Button("Назад", tap="back"),),), ref="answer:1")
    script.answers = [[reply], [edit], []]
    for line in ("вопрос", "1", "1"):
        await script.terminal.says(line)
    assert "Второй" in script.printed
    pressed = [event for event in script.happened if isinstance(event, Pressed)]
    assert [event.data for event in pressed] == ["tap Ещё", "back"]
    assert pressed[0].message == pressed[1].message


async def test_links_are_printed_and_pictures_named(script: Script) -> None:
    """A terminal opens neither."""
    reply = script.reply("Текст")
    linked = Reply(reply.place, Rich("Текст"), ((Button("Ссылка", url="https://example.org"),),), ("a.png",))
    script.answers = [[linked]]
    await script.terminal.says("вопрос")
    await script.terminal.says("1")
    assert "[картинка: a.png]" in script.printed
    assert script.printed[-1] == "https://example.org"


async def test_a_terminal_that_can_shows_bold(script: Script) -> None:
    """ANSI codes only where they are understood."""
    rich = Rich("Жирно", (Entity(EntityKind.BOLD, 0, 5),))
    script.answers = [[Reply(script.reply("").place, rich)]] * 2
    await script.terminal.says("вопрос")
    script.terminal.colour = True
    await script.terminal.says("вопрос")
    plain, coloured = (line for line in script.printed if "Жирно" in line)
    assert plain == "Жирно"
    assert coloured == "\x1b[1mЖирно\x1b[22m"
