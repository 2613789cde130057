"""Messages that change."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.model import Button, Edit, Entity, EntityKind, Place, PlaceKind, Reply, Rich
from bot.pipeline.delivery import DeliveryGone, DeliveryRetry
from tests.fake.echo import Echo
from tests.telegram import FakeTelegram, refused, too_many_requests

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

BUTTONS = ((Button("Да", tap="1"),),)
ID = 7_000_000_003
PLACE = Place(ID, PlaceKind.PRIVATE)


@pytest.fixture
async def echo(tmp_path: Path) -> AsyncIterator[tuple[FakeTelegram, Echo]]:
    """A bot in a chat with Anna, and two pictures in its notes."""
    fake = FakeTelegram()
    assert fake.private("Анна").id == ID
    for name in ("a.png", "b.png"):
        file = io.BytesIO()
        Image.new("L", (8, 8), ord(name[0])).save(file, "PNG")
        (tmp_path / name).write_bytes(file.getvalue())
    async with Echo(fake, tmp_path) as app:
        yield fake, app
    fake.verify()


def texts(fake: FakeTelegram) -> list[str]:
    """What stands in the chat."""
    messages = fake.world.chats[ID].messages.values()
    return [str(m.get("text") or m.get("caption")) + "🖼" * ("photo" in m) for m in messages]


async def test_a_text_becomes_another_text(echo: tuple[FakeTelegram, Echo]) -> None:
    """In place, with other buttons; once more is no error."""
    fake, app = echo
    (message,) = await app.deliver(Reply(PLACE, Rich("один"), BUTTONS))
    edit = Edit(PLACE, Rich("два", (Entity(EntityKind.BOLD, 0, 3),)), BUTTONS, message)
    assert await app.deliver(edit) == (message,)
    assert await app.deliver(edit) == (message,)
    assert texts(fake) == ["два"]


async def test_a_picture_becomes_another_picture(echo: tuple[FakeTelegram, Echo]) -> None:
    """With another caption; and a text becomes a picture."""
    fake, app = echo
    (message,) = await app.deliver(Reply(PLACE, Rich("один")))
    assert await app.deliver(Edit(PLACE, Rich("два"), BUTTONS, message, pictures=("a.png",))) == (message,)
    assert await app.deliver(Edit(PLACE, Rich("три"), BUTTONS, message, pictures=("b.png",))) == (message,)
    same = Edit(PLACE, Rich("три"), BUTTONS, message, pictures=("b.png",))
    assert await app.deliver(same) == (message,)
    assert texts(fake) == ["три🖼"]


async def test_a_picture_cannot_become_a_text(echo: tuple[FakeTelegram, Echo]) -> None:
    """A new message takes its place, and later edits of the old one find it."""
    fake, app = echo
    asked = fake.world.post(fake.world.chats[ID], fake.someone, {"text": "вопрос"})["message_id"]
    (old,) = await app.deliver(Reply(PLACE, Rich("один"), BUTTONS, ("a.png",), to=asked))
    (new,) = await app.deliver(Edit(PLACE, Rich("два"), BUTTONS, old, to=asked))
    assert new != old
    assert texts(fake) == ["вопрос", "два"]
    assert fake.world.chats[ID].messages[new]["reply_to_message"]["message_id"] == asked
    assert await app.deliver(Edit(PLACE, Rich("три"), BUTTONS, old)) == (new,)
    assert texts(fake) == ["вопрос", "три"]


async def test_a_picture_that_a_restart_forgot(echo: tuple[FakeTelegram, Echo], tmp_path: Path) -> None:
    """The refused edit tells that it is a picture."""
    fake, app = echo
    (old,) = await app.deliver(Reply(PLACE, Rich("один"), BUTTONS, ("a.png",)))
    async with Echo(fake, tmp_path) as restarted:
        await restarted.deliver(Edit(PLACE, Rich("два"), BUTTONS, old))
    assert texts(fake) == ["два"]


async def test_an_old_picture_only_loses_its_buttons(echo: tuple[FakeTelegram, Echo]) -> None:
    """After two days a message cannot be deleted."""
    fake, app = echo
    (old,) = await app.deliver(Reply(PLACE, Rich("один"), BUTTONS, ("a.png",)))
    fake.world.chats[ID].messages[old]["date"] -= 3 * 24 * 3600
    await app.deliver(Edit(PLACE, Rich("два"), BUTTONS, old))
    assert texts(fake) == ["один🖼", "два"]
    assert "reply_markup" not in fake.world.chats[ID].messages[old]


async def test_a_text_too_long_for_a_caption_drops_the_picture(echo: tuple[FakeTelegram, Echo]) -> None:
    """The words matter more."""
    fake, app = echo
    (message,) = await app.deliver(Reply(PLACE, Rich("один")))
    await app.deliver(Edit(PLACE, Rich("я" * 2000), BUTTONS, message, pictures=("a.png",)))
    assert texts(fake) == ["я" * 2000]


async def test_pictures_above_a_long_text_go_with_it(echo: tuple[FakeTelegram, Echo]) -> None:
    """They stay while the text is theirs; a picture of another answer must not stand above this one."""
    fake, app = echo
    long = Rich("я" * 2000)
    *_, message = await app.deliver(Reply(PLACE, long, BUTTONS, ("a.png", "b.png")))
    await app.deliver(Edit(PLACE, Rich("я" * 1999), BUTTONS, message, pictures=("a.png",)))
    assert texts(fake) == ["None🖼", "None🖼", "я" * 1999]
    await app.deliver(Edit(PLACE, Rich("два"), BUTTONS, message))
    assert texts(fake) == ["два"]
    await app.deliver(Edit(PLACE, Rich("три"), BUTTONS, message))
    assert texts(fake) == ["три"]


async def test_a_picture_above_becomes_the_message_where_the_text_fits(
    echo: tuple[FakeTelegram, Echo],
) -> None:
    """The same picture is not shown twice."""
    fake, app = echo
    *_, message = await app.deliver(Reply(PLACE, Rich("я" * 2000), BUTTONS, ("a.png",)))
    await app.deliver(Edit(PLACE, Rich("два"), BUTTONS, message, pictures=("a.png",)))
    assert texts(fake) == ["два🖼"]


async def test_an_edit_that_is_too_long_is_cut(echo: tuple[FakeTelegram, Echo]) -> None:
    """One message stays one message."""
    fake, app = echo
    (message,) = await app.deliver(Reply(PLACE, Rich("один")))
    await app.deliver(Edit(PLACE, Rich("слово " * 1500), BUTTONS, message))
    assert len(texts(fake)) == 1
    assert 4000 < len(texts(fake)[0]) <= 4096


async def test_a_deleted_message_is_written_anew(echo: tuple[FakeTelegram, Echo]) -> None:
    """And so is one whose id nobody knows."""
    fake, app = echo
    (old,) = await app.deliver(Reply(PLACE, Rich("один")))
    del fake.world.chats[ID].messages[old]
    (new,) = await app.deliver(Edit(PLACE, Rich("два"), BUTTONS, old, pictures=("a.png",), ref="answer:1"))
    await app.deliver(Edit(PLACE, Rich("три"), BUTTONS, new, pictures=("a.png",)))
    await app.deliver(Edit(PLACE, Rich("четыре")))
    assert texts(fake) == ["три🖼", "четыре"]


async def test_a_broken_picture_leaves_the_text(echo: tuple[FakeTelegram, Echo], tmp_path: Path) -> None:
    """What Telegram does not take for a picture is left out."""
    fake, app = echo
    (tmp_path / "a.png").write_bytes(b"no picture")
    (message,) = await app.deliver(Reply(PLACE, Rich("один")))
    assert await app.deliver(Edit(PLACE, Rich("два"), (), message, pictures=("a.png",))) == (message,)
    assert texts(fake) == ["два"]


async def test_a_refused_form_costs_the_formatting(echo: tuple[FakeTelegram, Echo]) -> None:
    """The words arrive plain."""
    fake, app = echo
    (message,) = await app.deliver(Reply(PLACE, Rich("один")))
    fake.faults.append(refused("can't parse entities", method="editMessageText"))
    await app.deliver(Edit(PLACE, Rich("два", (Entity(EntityKind.BOLD, 0, 3),)), (), message))
    assert texts(fake) == ["два"]
    assert "entities" not in fake.world.chats[ID].messages[message]


async def test_errors_of_edits(echo: tuple[FakeTelegram, Echo]) -> None:
    """Limits are for later, missing rights are for ever."""
    fake, app = echo
    (message,) = await app.deliver(Reply(PLACE, Rich("один")))
    fake.faults.append(too_many_requests(5, method="editMessageText"))
    with pytest.raises(DeliveryRetry):
        await app.deliver(Edit(PLACE, Rich("два"), (), message))
    fake.faults.append(refused("CHAT_WRITE_FORBIDDEN", method="editMessageText"))
    with pytest.raises(DeliveryGone):
        await app.deliver(Edit(PLACE, Rich("два"), (), message))
    assert texts(fake) == ["один"]
