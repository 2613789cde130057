"""From what the bot says to calls of the Bot API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import (
    Button,
    Copy,
    Entity,
    EntityKind,
    Found,
    Place,
    PlaceKind,
    Reply,
    Results,
    Rich,
    SendFile,
    Toast,
    Typing,
)
from bot.pipeline.delivery import DeliveryGone
from tests.fake.echo import Echo
from tests.fake.scene import Scene, picture
from tests.telegram import (
    FakeTelegram,
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


async def test_a_text_with_everything(scene: Scene) -> None:
    """Formatting, buttons of every kind, the reply, the sound, the protection; no link preview."""
    asked = scene.fake.world.post(scene.anna.private, scene.anna.user, {"text": "?"})
    text = Rich(
        "Жир и https://a.b",
        (Entity(EntityKind.BOLD, 0, 3), Entity(EntityKind.LINK, 4, 1, url="https://a.b/c")),
    )
    buttons = (
        (Button("Дальше", tap="n:1"), Button("Сайт", url="https://a.b")),
        (Button("Код", copy="x = 1"), Button("Ещё", inline="kvm")),
    )
    reply = Reply(scene.place, text, buttons, to=asked["message_id"], silent=True, protected=True)
    (sent,) = await scene.echo.deliver(reply)
    shown = scene.messages[-1]
    assert (shown.id, shown.text, shown.reply_to) == (sent, text.text, asked["message_id"])
    assert shown.styled("bold") == ["Жир"]
    assert shown.links == ["https://a.b/c"]
    assert shown.rows == [["Дальше", "Сайт"], ["Код", "Ещё"]]
    assert shown.button("Код")["copy_text"] == {"text": "x = 1"}
    assert shown.button("Ещё")["switch_inline_query_current_chat"] == "kvm"
    assert shown.protected
    call = scene.fake.calls("sendMessage")[0]
    assert call["disable_notification"] is True
    assert call["link_preview_options"] == {"is_disabled": True}


async def test_links_that_telegram_refuses_are_left_out(scene: Scene) -> None:
    """A relative address is text like any other."""
    await scene.echo.deliver(Reply(scene.place, Rich("see", (Entity(EntityKind.LINK, 0, 3, url="a.md"),))))
    assert scene.messages[-1].entities == []


async def test_a_reply_to_a_deleted_message_is_sent_all_the_same(scene: Scene) -> None:
    """Without the reply."""
    await scene.echo.deliver(Reply(scene.place, Rich("a"), to=4711))
    assert scene.messages[-1].reply_to is None


async def test_topics(scene: Scene) -> None:
    """The answer stays in the topic of its question."""
    group = scene.fake.group("Форум", forum=True)
    topic = group.topic("Вопросы")
    for where in (topic, None):
        await scene.echo.deliver(Reply(Place(group.id, PlaceKind.GROUP, where), Rich("a")))
        await scene.echo.deliver(Typing(Place(group.id, PlaceKind.GROUP, where)))
    assert [shown.topic for shown in group.messages[-2:]] == [topic, None]


async def test_one_picture_has_the_text_as_its_caption(scene: Scene) -> None:
    """It is uploaded once; the second time its handle is sent."""
    (name,) = scene.draw("a.png")
    reply = Reply(scene.place, Rich("подпись"), ((Button("Да", tap="1"),),), (name,))
    for _ in range(2):
        assert len(await scene.echo.deliver(reply)) == 1
    first, second = scene.messages
    assert first.text == second.text == "подпись"
    assert first.buttons == ["Да"]
    assert first.photo == second.photo
    assert [bool(call.uploads) for call in scene.fake.api.calls if call.method == "sendPhoto"] == [
        True,
        False,
    ]


async def test_a_long_text_stands_under_its_picture(scene: Scene) -> None:
    """Captions end at 1024 units; the last id is the message with the buttons."""
    (name,) = scene.draw("a.png")
    reply = Reply(scene.place, Rich("я" * 1025), ((Button("Да", tap="1"),),), (name,))
    ids = await scene.echo.deliver(reply)
    photo, text = scene.messages
    assert ids == (photo.id, text.id)
    assert photo.photo
    assert photo.buttons == []
    assert text.buttons == ["Да"]


async def test_many_pictures_are_albums_of_ten(scene: Scene) -> None:
    """Eleven are ten and one; then the text."""
    names = scene.draw(*(f"{n}.png" for n in range(11)))
    ids = await scene.echo.deliver(Reply(scene.place, Rich("текст"), pictures=names))
    assert len(ids) == 12
    albums = [shown.album for shown in scene.messages]
    assert len(set(albums[:10])) == 1
    assert albums[10:] == [None, None]
    assert len(set(scene.echo.files.held.values())) == 11
    await scene.echo.deliver(Reply(scene.place, Rich("текст"), pictures=names[:2]))
    assert not scene.fake.api.calls[-2].uploads


async def test_a_handle_that_is_refused_is_refilled(scene: Scene) -> None:
    """Telegram forgets handles; the picture is uploaded again, and the new handle kept."""
    names = scene.draw("a.png", "b.png")
    reply = Reply(scene.place, Rich("a"), pictures=names[:1])
    await scene.echo.deliver(reply)
    old = dict(scene.echo.files.held)
    scene.fake.world.files.clear()
    await scene.echo.deliver(reply)
    assert scene.echo.files.held.keys() == old.keys()
    assert scene.echo.files.held != old
    scene.fake.world.files.clear()
    await scene.echo.deliver(Reply(scene.place, Rich("a"), pictures=names))
    assert len(scene.messages) == 5


async def test_missing_and_broken_pictures_are_left_out(scene: Scene) -> None:
    """The words arrive whatever happens to the pictures."""
    (scene.folder / "broken.png").write_bytes(b"no picture")
    (scene.folder / "empty.png").write_bytes(b"")
    (scene.folder / "wide.png").write_bytes(picture(size=(2100, 100)))
    (good,) = scene.draw("good.png")
    for name in ("missing.png", "broken.png", "empty.png", "wide.png"):
        await scene.echo.deliver(Reply(scene.place, Rich(name), pictures=(name,)))
        assert scene.messages[-1].text == name
        assert scene.messages[-1].photo is None
    await scene.echo.deliver(Reply(scene.place, Rich("все"), pictures=("broken.png", good)))
    assert [bool(shown.photo) for shown in scene.messages[-2:]] == [True, False]


async def test_a_text_that_is_too_long_becomes_several(scene: Scene) -> None:
    """The buttons stand under the last part, the first one replies."""
    asked = scene.fake.world.post(scene.anna.private, scene.anna.user, {"text": "?"})["message_id"]
    text = Rich("слово " * 1500, (Entity(EntityKind.BOLD, 0, 8999),))
    ids = await scene.echo.deliver(Reply(scene.place, text, ((Button("Да", tap="1"),),), to=asked))
    first, *_, last = scene.messages[1:]
    assert [shown.id for shown in scene.messages[1:]] == list(ids)
    assert len(ids) == 3
    assert (first.reply_to, first.buttons) == (asked, [])
    assert (last.reply_to, last.buttons) == (None, ["Да"])


async def test_copies_keep_their_content(scene: Scene) -> None:
    """A voice message is passed on without its author."""
    teacher = scene.fake.private("Учитель")
    scene.fake.attach(scene.echo)
    await teacher.sends_file("voice", caption="ответ")
    assert teacher.last_message is not None
    asked = scene.fake.world.post(scene.anna.private, scene.anna.user, {"text": "?"})["message_id"]
    copy = Copy(scene.place, teacher.id, teacher.last_message.id, ((Button("Понятно", tap="1"),),), asked)
    await scene.echo.deliver(copy)
    shown = scene.messages[-1]
    assert (shown.text, shown.buttons, shown.reply_to) == ("ответ", ["Понятно"], asked)
    assert "voice" in shown.json
    with pytest.raises(DeliveryGone):
        await scene.echo.deliver(Copy(scene.place, teacher.id, 4711))


async def test_files_made_by_the_bot(scene: Scene) -> None:
    """Documents and photos; a photo that is none becomes a document; a long caption a message."""
    await scene.echo.deliver(SendFile(scene.place, "a.csv", b"a,b", Rich("таблица")))
    await scene.echo.deliver(SendFile(scene.place, "a.png", picture(), kind="photo"))
    await scene.echo.deliver(SendFile(scene.place, "b.png", b"no picture", Rich("б"), kind="photo"))
    ids = await scene.echo.deliver(SendFile(scene.place, "c.txt", b"c", Rich("я" * 2000)))
    document, photo, fallback, long, under = scene.messages
    assert document.document
    assert document.document["file_name"] == "a.csv"
    assert document.text == "таблица"
    assert photo.photo
    assert fallback.document
    assert ids == (long.id, under.id)


async def test_inline_results(scene: Scene) -> None:
    """With a picture where Telegram holds it; a button leads to the private chat."""
    (name,) = scene.draw("a.png")
    scene.fake.attach(scene.echo)
    buttons = ((Button("Раздел", url="https://t.me/a?start=b"),),)
    found = (
        Found("1", "Гипервизор", "Первое предложение", Rich("текст"), picture=name),
        Found("2", "Длинный", "…", Rich("я" * 1500), buttons, name),
    )

    def answer(heard: object) -> tuple[Results]:
        search = heard.event.search  # type: ignore[attr-defined] # an inline query by the test below
        return (Results(search, found, "10", personal=True, start_label="Открыть", start="toc"),)

    scene.echo.answer = answer
    listed = await scene.anna.inline("гиперв")
    assert [result.photo for result in listed.results] == [None, None]
    await scene.echo.deliver(Reply(scene.place, Rich("a"), pictures=(name,)))
    listed = await scene.anna.inline("гиперв")
    assert [bool(result.photo) for result in listed.results] == [True, False]
    assert [result.text for result in listed.results] == ["текст", "я" * 1500]
    assert listed.results[1].message.buttons == ["Раздел"]
    assert listed.button == {"text": "Открыть", "start_parameter": "toc"}
    assert (listed.next_offset, listed.json["is_personal"]) == ("10", True)


async def test_inline_results_do_without_a_picture_that_telegram_has_forgotten(scene: Scene) -> None:
    """The query is answered all the same, and the handle is not tried again."""
    (name,) = scene.draw("a.png")
    scene.fake.attach(scene.echo)
    await scene.echo.deliver(Reply(scene.place, Rich("a"), pictures=(name,)))
    found = (Found("1", "Гипервизор", "Первое предложение", Rich("текст"), picture=name),)
    scene.echo.answer = lambda heard: (
        Results(heard.event.search, found),  # type: ignore[union-attr] # an inline query
    )
    scene.fake.world.files.clear()
    for _ in range(2):
        listed = await scene.anna.inline("гиперв")
        assert [result.photo for result in listed.results] == [None]


async def test_an_unreadable_picture_is_left_out(scene: Scene) -> None:
    """A folder where a file was, for instance."""
    scene.echo.find = lambda _course, _path: scene.folder
    await scene.echo.deliver(Reply(scene.place, Rich("текст"), pictures=("a.png",)))
    assert scene.messages[-1].text == "текст"


async def test_a_toast_is_cut(scene: Scene) -> None:
    """200 characters are shown."""
    scene.fake.attach(scene.echo)
    scene.echo.answer = lambda heard: (
        Toast(heard.event.press, "я" * 300, alert=True),  # type: ignore[union-attr] # a press
    )
    await scene.echo.deliver(Reply(scene.place, Rich("a"), ((Button("Да", tap="1"),),)))
    pressed = await scene.anna.presses("Да")
    assert pressed.toast == "я" * 200
    assert pressed.alert
