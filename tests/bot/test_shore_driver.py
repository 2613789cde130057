"""What people of a test do arrives as what happened."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest

from bot.model import (
    Button,
    Commanded,
    Joined,
    Left,
    Moved,
    PlaceKind,
    Pressed,
    Reply,
    Rich,
    Said,
    Toast,
)
from bot.shore.polling import Poller, Times
from tests.fake.echo import Echo
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from bot.model import Event, Outgoing
    from bot.shore.decode import Decoded


class Stage:
    """A fake and a bot that only listens."""

    def __init__(self, fake: FakeTelegram, echo: Echo) -> None:
        """Over a connected bot."""
        self.fake = fake
        self.echo = echo

    @property
    def last(self) -> Decoded:
        """What the bot heard last."""
        return self.echo.heard[-1]

    @property
    def events(self) -> list[Event]:
        """All that it heard, and forgets."""
        heard = [one.event for one in self.echo.heard]
        self.echo.heard.clear()
        return heard


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """In process."""
    fake = FakeTelegram()
    async with Echo(fake) as echo:
        fake.attach(echo)
        yield Stage(fake, echo)
    fake.verify()


async def test_a_private_chat(stage: Stage) -> None:
    """Starting by a deep link, forwarding, editing, sending files, blocking."""
    anna = stage.fake.private("Анна", language="en")
    await anna.starts("s_kvm")
    assert stage.last.person.language == "en"
    assert stage.last.place.kind is PlaceKind.PRIVATE
    await anna.forwards("что такое Xen?")
    await anna.says("что такое КВМ?")
    assert anna.last_message is not None
    await anna.edits(anna.last_message, "что такое KVM?")
    await anna.sends_file("photo", caption="что это?")
    await anna.blocks()
    await anna.unblocks()
    started, forwarded, said, edited, photo, *member = stage.events
    assert started == Commanded("start", "s_kvm", 1)
    assert isinstance(forwarded, Said)
    assert forwarded.forwarded
    assert said == Said("что такое КВМ?", 3, addressed=True)
    assert edited == Said("что такое KVM?", 3, addressed=True, edited=True)
    assert isinstance(photo, Said)
    assert photo.attachment
    assert photo.attachment.kind == "photo"
    assert member == [Left(), Joined()]


async def test_a_group(stage: Stage) -> None:
    """Inviting, quoting, speaking as the group, throwing out; what is not for the bot does not arrive."""
    group = stage.fake.group("ВТ-21", small=True, bot=False)
    teacher = group.member("Учитель", admin=True)
    petr = group.member("Пётр")
    await petr.says("/ask что такое Xen?")
    assert stage.events == [], "a bot that is not there hears nothing"
    await group.adds_bot(teacher)
    await petr.says("Xen и KVM. Что лучше?")
    assert stage.events == [Joined()]
    await teacher.says("@konspekt_bot", reply_to=petr.last_message, quote="Что лучше?")
    (event,) = stage.events
    assert isinstance(event, Said)
    assert event.quoted
    assert event.quoted.text == "Что лучше?"
    await teacher.says("/settings@konspekt_bot", as_group=True)
    assert stage.last.person.id == group.id
    await petr.says("/ask@other_bot да")
    assert petr.last_message is not None
    await petr.edits(petr.last_message, "да")
    assert len(stage.events) == 1
    moved = await group.migrates()
    assert stage.events == [Moved(moved.id)]
    await moved.removes_bot(teacher)
    assert stage.events == [Left()]


async def test_admin_bots_and_open_bots_hear_everything(stage: Stage) -> None:
    """Privacy mode is a matter of rights and of the bot's settings."""
    group = stage.fake.group("ВТ-21")
    petr = group.member("Пётр")
    await petr.says("привет всем")
    assert stage.events == []
    await group.bot_becomes("administrator", petr)
    await petr.says("привет всем")
    assert stage.events == [Said("привет всем", 2, addressed=False)]
    await group.bot_becomes("member", petr)
    stage.fake.world.bot["can_read_all_group_messages"] = True
    await petr.says("привет всем")
    assert len(stage.events) == 1


async def test_somebody_in_two_places(stage: Stage) -> None:
    """A member of a group who also writes in private, and the other way round."""
    group = stage.fake.group("ВТ-21")
    petr = group.member("Пётр")
    stage.fake.open_private(petr)
    petr.home = None
    await petr.says("раз")
    await petr.says("/ask два", in_=group)
    assert [heard.place.kind for heard in stage.echo.heard] == [PlaceKind.PRIVATE, PlaceKind.GROUP]
    anna = stage.fake.private("Анна")
    group.joins(anna)
    await anna.says("/ask три", in_=group)
    assert stage.last.place.chat == group.id


async def test_pressing(stage: Stage) -> None:
    """By label, by a part of it, on a given message, with other data; what is not there is told."""

    def answer(heard: Decoded) -> Iterable[Outgoing]:
        if isinstance(heard.event, Pressed):
            return (Toast(heard.event.press, heard.event.data),)
        buttons = ((Button("Дальше ▶", tap="n:1"), Button("Сайт", url="https://a.b")),)
        return (Reply(heard.place, Rich("ответ"), buttons),)

    stage.echo.answer = answer
    anna = stage.fake.private("Анна")
    first = await anna.says("раз")
    await anna.says("два")
    assert (await anna.presses("Дальше")).toast == "n:1"
    assert isinstance(stage.last.event, Pressed)
    assert stage.last.event.message == anna.messages[-1].id
    assert (await anna.presses("Дальше ▶", on=first.only, data="чужое")).toast == "чужое"
    with pytest.raises(AssertionError, match="no button"):
        await anna.presses("Назад")
    with pytest.raises(AssertionError, match="is not a button"):
        await anna.presses("Сайт")


async def test_an_inline_query_that_nobody_answers(stage: Stage) -> None:
    """Is told at once, and by `verify`."""
    anna = stage.fake.private("Анна")
    with pytest.raises(AssertionError, match="was not answered"):
        await anna.inline("kvm")
    with pytest.raises(AssertionError, match="without an answer"):
        stage.fake.verify()
    stage.fake.world.searches.clear()


async def test_the_bot_polls_in_the_same_process() -> None:
    """Updates go through getUpdates; the driver waits until they are confirmed and answered."""
    fake = FakeTelegram()
    async with Echo(fake) as echo:
        echo.answer = lambda heard: (Reply(heard.place, Rich("ответ")),)
        poller = Poller(echo.telegram, echo.receive, times=Times(wait=5))
        polling = asyncio.create_task(poller.run())
        fake.attach_polling(echo)
        anna = fake.private("Анна")
        for _ in range(3):
            assert (await anna.says("вопрос")).only.text == "ответ"
        polling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await polling
    fake.verify()
