"""What Telegram may answer instead of taking a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import (
    Button,
    Entity,
    EntityKind,
    Place,
    PlaceKind,
    Reply,
    Results,
    Rich,
    SendFile,
    Toast,
)
from bot.pipeline.delivery import DeliveryGone, DeliveryMoved, DeliveryRetry
from bot.shore.writer import Known, Memory
from tests.fake.echo import Echo
from tests.fake.scene import Scene, picture
from tests.telegram import (
    FakeTelegram,
    Fault,
    bad_gateway,
    half_a_body,
    no_answer,
    refused,
    too_many_requests,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A connected bot without an application."""
    fake = FakeTelegram()
    async with Echo(fake, tmp_path) as echo:
        yield Scene(fake, echo, tmp_path)
    fake.verify()


async def test_what_telegram_refuses_is_sent_as_plain_text(scene: Scene) -> None:
    """A formatting mistake costs the formatting, not the answer."""
    scene.fake.faults.append(refused("can't parse entities: something", method="sendMessage"))
    text = Rich("важно", (Entity(EntityKind.BOLD, 0, 5),))
    await scene.echo.deliver(Reply(scene.place, text, ((Button("Да", tap="1"),),)))
    shown = scene.messages[-1]
    assert (shown.text, shown.entities, shown.buttons) == ("важно", [], [])


async def test_answers_that_come_too_late_are_no_errors(scene: Scene) -> None:
    """A press or a query that is too old is past."""
    assert await scene.echo.deliver(Toast("old")) == ()
    assert await scene.echo.deliver(Results("old", ())) == ()


@pytest.mark.parametrize(
    ("method", "outgoing"),
    [("answerCallbackQuery", Toast("1")), ("answerInlineQuery", Results("1", ()))],
    ids=["toast", "results"],
)
async def test_other_refusals_of_answers_are_told(
    scene: Scene, method: str, outgoing: Toast | Results
) -> None:
    """Only what is too old is past."""
    scene.fake.faults.append(refused("RESULT_ID_DUPLICATE", method=method))
    with pytest.raises(DeliveryGone):
        await scene.echo.deliver(outgoing)


async def test_a_refused_file_is_told(scene: Scene) -> None:
    """Only what is no picture becomes a document."""
    scene.fake.faults.append(refused("CHAT_WRITE_FORBIDDEN", method="sendPhoto"))
    with pytest.raises(DeliveryGone):
        await scene.echo.deliver(SendFile(scene.place, "a.png", picture(), kind="photo"))


async def test_the_oldest_messages_are_forgotten() -> None:
    """Memory is bounded."""
    place = Place(1, PlaceKind.PRIVATE)
    memory = Memory(size=2)
    for message in (1, 2, 3):
        memory.note(place, message, Known(pictured=True))
    assert memory.recall(place, 1) == (1, None)
    assert memory.recall(place, 3) == (3, Known(pictured=True))


@pytest.mark.parametrize(
    ("fault", "after"),
    [
        (too_many_requests(7), 7),
        (Fault(), 0),
        (bad_gateway(), 0),
        (no_answer(), 0),
        (half_a_body(), 0),
        (Fault(status=200, body=b'{"ok":true}'), 0),
        (Fault(status=409, description="Conflict: something"), 0),
        (Fault(status=401, description="Unauthorized"), 60),
        (Fault(status=404, description="Not Found"), 60),
    ],
    ids=lambda value: getattr(value, "description", None),
)
async def test_troubles_are_for_later(scene: Scene, fault: Fault, after: float) -> None:
    """Limits, timeouts, Telegram's own trouble: again, after as long as Telegram says."""
    scene.fake.faults.append(fault)
    with pytest.raises(DeliveryRetry) as caught:
        await scene.echo.deliver(Reply(scene.place, Rich("a")))
    assert caught.value.after == after
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


async def test_a_blocked_bot_gives_up(scene: Scene) -> None:
    """Nothing more is written to who blocked the bot, or threw it out."""
    scene.anna.private.blocked = True
    with pytest.raises(DeliveryGone) as caught:
        await scene.echo.deliver(Reply(scene.place, Rich("a")))
    assert caught.value.blocked
    group = scene.fake.group("Группа", bot=False)
    with pytest.raises(DeliveryGone) as caught:
        await scene.echo.deliver(Reply(Place(group.id, PlaceKind.GROUP), Rich("a")))
    assert caught.value.blocked


async def test_missing_rights_give_up_this_message_only(scene: Scene) -> None:
    """A group where the bot may not write, and a topic that is closed."""
    group = scene.fake.group("Группа", forum=True)
    topic = group.topic("Закрыто")
    group.chat.closed_topics.add(topic)
    for where in (topic, 4711):
        with pytest.raises(DeliveryGone) as caught:
            await scene.echo.deliver(Reply(Place(group.id, PlaceKind.GROUP, where), Rich("a")))
        assert not caught.value.blocked
    group.chat.muted = True
    with pytest.raises(DeliveryGone) as caught:
        await scene.echo.deliver(Reply(Place(group.id, PlaceKind.GROUP), Rich("a")))
    assert not caught.value.blocked


async def test_a_moved_group_is_named(scene: Scene) -> None:
    """The new id comes with the error."""
    scene.fake.attach(scene.echo)
    old = scene.fake.group("Группа", small=True)
    new = await old.migrates()
    with pytest.raises(DeliveryMoved) as caught:
        await scene.echo.deliver(Reply(Place(old.id, PlaceKind.GROUP), Rich("a")))
    assert caught.value.to_chat == new.id


async def test_what_was_sent_of_a_message_is_not_sent_again(scene: Scene) -> None:
    """A picture whose text met a limit stays, and the rest knows of it."""
    (name,) = scene.draw("a.png")
    delivered = await scene.echo.telegram.deliver(Reply(scene.place, Rich("я" * 2000), pictures=(name,)))
    assert delivered.rest is not None
    assert delivered.rest.above == delivered.message_ids
    scene.fake.faults.append(too_many_requests(3, method="sendMessage"))
    with pytest.raises(DeliveryRetry):
        await scene.echo.deliver(delivered.rest)
    await scene.echo.deliver(delivered.rest)
    assert [bool(shown.photo) for shown in scene.messages] == [True, False]
