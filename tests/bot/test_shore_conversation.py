"""The driver, the fake and the shore together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import (
    Button,
    Edit,
    Entity,
    EntityKind,
    Found,
    Pressed,
    Reply,
    Results,
    Rich,
    Said,
    Searched,
    Toast,
    Typing,
)
from tests.fake.echo import Echo
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.model import Outgoing
    from bot.shore.decode import Decoded


def talk(heard: Decoded) -> Iterator[Outgoing]:
    """A tiny bot: repeats, with a button that edits."""
    match heard.event:
        case Said(text, message, addressed=True):
            bold = Entity(EntityKind.BOLD, 0, len("Эхо"))
            yield Typing(heard.place)
            yield Reply(
                heard.place, Rich(f"Эхо: {text}", (bold,)), ((Button("Дальше", tap="n"),),), to=message
            )
        case Pressed(_, message, press):
            yield Toast(press, "Листаю")
            yield Edit(heard.place, Rich("Вторая страница"), message=message)
        case Searched(query, _, search):
            yield Results(search, (Found("1", query, "описание", Rich("текст")),), next_offset="10")
        case _:
            return


@pytest.fixture
async def echo() -> AsyncIterator[tuple[FakeTelegram, Echo]]:
    """The tiny bot, connected to a fake."""
    fake = FakeTelegram()
    async with Echo(fake) as app:
        app.answer = talk
        fake.attach(app)
        yield fake, app
    fake.verify()


async def test_a_private_conversation(echo: tuple[FakeTelegram, Echo]) -> None:
    """A question is answered, a button edits the answer and shows a notice."""
    fake, _ = echo
    anna = fake.private("Анна")
    heard = await anna.says("что такое гипервизор?")
    assert heard.only.text == "Эхо: что такое гипервизор?"
    assert heard.only.styled("bold") == ["Эхо"]
    assert heard.only.buttons == ["Дальше"]
    assert heard.only.reply_to is not None
    assert heard.typing
    pressed = await anna.presses("Даль")
    assert pressed.toast == "Листаю"
    assert pressed.edited[0].text == "Вторая страница"
    assert pressed.edited[0].id == heard.only.id
    assert pressed.edited[0].buttons == []


async def test_a_group_is_heard_only_where_the_bot_is_addressed(echo: tuple[FakeTelegram, Echo]) -> None:
    """Privacy mode holds back what is not for the bot; a mention is removed from the question."""
    fake, app = echo
    group = fake.group("ВТ-21", forum=True)
    topic = group.topic("Лабораторные")
    petr = group.member("Пётр")
    assert len(await petr.says("кто делал вторую?", topic=topic)) == 0
    assert app.heard == []
    heard = await petr.says("@Konspekt_Bot, чем Xen лучше?", topic=topic)
    assert heard.only.text == "Эхо: чем Xen лучше?"
    assert heard.only.topic == topic
    again = await petr.says("а минусы?", topic=topic, reply_to=heard.only)
    assert again.only.text == "Эхо: а минусы?"


async def test_inline_queries_are_answered(echo: tuple[FakeTelegram, Echo]) -> None:
    """Results come back with the offset of the next page."""
    fake, _ = echo
    listed = await fake.private("Анна").inline("kvm")
    assert listed.titles == ["kvm"]
    assert listed.next_offset == "10"
    assert listed.results[0].text == "текст"
