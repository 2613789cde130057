"""From Telegram's updates to what happened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.model import (
    Attachment,
    Commanded,
    Joined,
    Left,
    Moved,
    Person,
    Place,
    PlaceKind,
    Pressed,
    Quoted,
    Said,
    Searched,
)
from bot.shore.decode import decode, lane_of, update_id_of
from bot.shore.me import Me
from tests.fake.people import notice_entities

ME = Me(110201543, "konspekt_bot")
Json = dict[str, Any]

ANNA: Json = {"id": 7_000_000_002, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
PRIVATE: Json = {"id": 7_000_000_002, "type": "private", "first_name": "Анна"}
GROUP: Json = {"id": -1_002_000_000_002, "type": "supergroup", "title": "ВТ-21"}
BOT: Json = {"id": ME.id, "is_bot": True, "first_name": "Конспект"}


def message(text: str | None = None, *, chat: Json = GROUP, **more: object) -> Json:
    """An update with a message of Anna's."""
    content: Json = {"message_id": 12, "from": ANNA, "chat": chat, "date": 1_790_000_000, **more}
    if text is not None:
        content |= {"text": text, "entities": more.get("entities", notice_entities(text))}
    return {"update_id": 1, "message": content}


def event(update: Json) -> object:
    """What happened."""
    decoded = decode(update, ME)
    return decoded.event if decoded else None


def test_a_private_question() -> None:
    """Person, place, time and words."""
    decoded = decode(message("что такое гипервизор?", chat=PRIVATE), ME)
    assert decoded is not None
    assert decoded.person == Person(7_000_000_002, "Анна", "ru")
    assert decoded.place == Place(7_000_000_002, PlaceKind.PRIVATE)
    assert decoded.at == datetime.fromtimestamp(1_790_000_000, UTC)
    assert decoded.event == Said("что такое гипервизор?", 12, addressed=True)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@konspekt_bot что такое KVM?", "что такое KVM?"),
        ("@Konspekt_BOT, что такое KVM?", "что такое KVM?"),
        ("@konspekt_bot — что такое KVM?", "что такое KVM?"),
        ("😀 слушай @konspekt_bot что такое KVM?", "😀 слушай что такое KVM?"),
        ("что такое KVM? @konspekt_bot", "что такое KVM?"),
        ("@konspekt_bot", ""),
        ("@konspekt_bot hey @konspekt_bot hi", "hey hi"),
        ("@konspekt_bot .NET или C#?", ".NET или C#?"),
    ],
)
def test_a_mention_addresses_the_bot_and_is_no_part_of_the_question(text: str, question: str) -> None:
    """In any case of letters, anywhere in the text."""
    assert event(message(text)) == Said(question, 12, addressed=True)


def test_a_mention_of_a_person_without_a_name() -> None:
    """A text_mention of the bot's account is a mention too; one of somebody else is not."""
    mention = {"type": "text_mention", "offset": 0, "length": 3, "user": BOT}
    assert event(message("Бот что такое KVM?", entities=[mention])) == Said(
        "что такое KVM?", 12, addressed=True
    )
    other = mention | {"user": ANNA}
    assert event(message("Аня где?", entities=[other])) == Said("Аня где?", 12, addressed=False)


def test_another_bot_is_not_meant() -> None:
    """Names that only begin alike are others'."""
    assert event(message("@konspekt_bot2 привет")) == Said("@konspekt_bot2 привет", 12, addressed=False)
    assert event(message("/ask@other_bot что такое KVM?")) is None


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/ask@Konspekt_Bot что такое KVM?", "ask", "что такое KVM?"),
        ("/ask", "ask", ""),
        ("/ASK  два\nряда ", "ask", "два\nряда"),
        ("/start section-1_a", "start", "section-1_a"),
        ("/unknown_thing", "unknown_thing", ""),
        ("@konspekt_bot /ask что такое KVM?", "ask", "что такое KVM?"),
    ],
)
def test_commands(text: str, name: str, argument: str) -> None:
    """With and without the bot's name, known or not."""
    assert event(message(text)) == Commanded(name, argument, 12)


def test_a_path_is_no_command() -> None:
    """`/etc/passwd` is a question."""
    assert event(message("/etc/passwd что это", chat=PRIVATE)) == Said(
        "/etc/passwd что это", 12, addressed=True
    )


def test_a_reply_carries_what_it_replies_to() -> None:
    """The text of the original, or the part that was chosen; a reply to the bot addresses it."""
    original = {"message_id": 5, "from": ANNA, "chat": GROUP, "date": 1, "text": "Xen и KVM. Что лучше?"}
    said = event(message("@konspekt_bot", reply_to_message=original))
    assert said == Said("", 12, addressed=True, quoted=Quoted(5, "Xen и KVM. Что лучше?", from_bot=False))
    said = event(message("а это?", reply_to_message=original, quote={"text": "Что лучше?", "position": 11}))
    assert said == Said("а это?", 12, addressed=False, quoted=Quoted(5, "Что лучше?", from_bot=False))
    said = event(message("а минусы?", reply_to_message=original | {"from": BOT}))
    assert said == Said(
        "а минусы?", 12, addressed=True, quoted=Quoted(5, "Xen и KVM. Что лучше?", from_bot=True)
    )
    commanded = event(message("/ask", reply_to_message=original))
    assert commanded == Commanded("ask", "", 12, Quoted(5, "Xen и KVM. Что лучше?", from_bot=False))


def test_topics() -> None:
    """Only a real topic is one; the message that opened it is not quoted by everything in it."""
    opened = {"message_id": 3, "from": BOT, "chat": GROUP, "date": 1, "forum_topic_created": {"name": "Т"}}
    update = message("@konspekt_bot да", message_thread_id=3, is_topic_message=True, reply_to_message=opened)
    decoded = decode(update, ME)
    assert decoded is not None
    assert decoded.place.topic == 3
    assert decoded.event == Said("да", 12, addressed=True)
    unaddressed = message("да", message_thread_id=3, is_topic_message=True, reply_to_message=opened)
    assert event(unaddressed) == Said("да", 12, addressed=False)
    decoded = decode(message("да", message_thread_id=3), ME)
    assert decoded is not None
    assert decoded.place.topic is None


def test_edits_forwards_and_captions() -> None:
    """An edited question is told apart; of edited commands only a question is heard again."""
    edited = {"update_id": 2, "edited_message": message("новый вопрос", chat=PRIVATE)["message"]}
    assert event(edited) == Said("новый вопрос", 12, addressed=True, edited=True)
    asked = event({"update_id": 2, "edited_message": message("/ask да")["message"]})
    assert asked == Said("да", 12, addressed=True, edited=True)
    assert event({"update_id": 2, "edited_message": message("/toc да")["message"]}) is None
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Кто-то"}
    assert event(message("вопрос", chat=PRIVATE, forward_origin=origin)) == Said(
        "вопрос", 12, addressed=True, forwarded=True
    )
    caption = "@konspekt_bot что на схеме?"
    photo = [{"file_id": "small"}, {"file_id": "large", "file_size": 7}]
    said = event(message(photo=photo, caption=caption, caption_entities=notice_entities(caption)))
    assert said == Said("что на схеме?", 12, addressed=True, attachment=Attachment("photo", "large", "", 7))


@pytest.mark.parametrize(
    "kind", ["document", "voice", "audio", "video", "video_note", "animation", "sticker"]
)
def test_files(kind: str) -> None:
    """Any file is an attachment."""
    file: Json = {"file_id": "F", "file_name": "a.md", "file_size": 3}
    update = message(chat=PRIVATE, media_group_id="9")
    update["message"][kind] = file
    said = event(update)
    assert said == Said("", 12, addressed=True, attachment=Attachment(kind, "F", "a.md", 3, "9"))


def test_other_content_is_said_too() -> None:
    """A place on the map has no text: the bot can say so."""
    said = event(message(chat=PRIVATE, location={"latitude": 1.0, "longitude": 1.0}))
    assert said == Said("", 12, addressed=True, attachment=Attachment("location", ""))


def test_presses() -> None:
    """The message with the button, and the question it answered."""
    asked = {"message_id": 11, "from": ANNA, "chat": GROUP, "date": 1, "text": "?"}
    answer = {
        "message_id": 12,
        "from": BOT,
        "chat": GROUP,
        "date": 1,
        "message_thread_id": 3,
        "is_topic_message": True,
        "reply_to_message": asked,
    }
    query = {"id": "77", "from": ANNA, "chat_instance": "1", "data": "n:1", "message": answer}
    decoded = decode({"update_id": 1, "callback_query": query}, ME)
    assert decoded is not None
    assert decoded.event == Pressed("n:1", 12, "77", 11)
    assert decoded.place == Place(GROUP["id"], PlaceKind.GROUP, 3)
    del query["message"]
    decoded = decode({"update_id": 1, "callback_query": query | {"inline_message_id": "i"}}, ME)
    assert decoded is not None
    assert decoded.event == Pressed("n:1", 0, "77")
    assert decoded.place == Place(ANNA["id"], PlaceKind.PRIVATE)


def test_inline_queries() -> None:
    """They belong to the person, wherever they type."""
    query = {"id": "5", "from": ANNA, "query": "kvm", "offset": "10"}
    decoded = decode({"update_id": 1, "inline_query": query}, ME)
    assert decoded is not None
    assert decoded.event == Searched("kvm", "10", "5")
    assert lane_of({"update_id": 1, "inline_query": query}) == ANNA["id"]


def member_change(chat: Json, old: str, new: str, **more: object) -> object:
    """The event of another standing of the bot."""
    changed = {
        "chat": chat,
        "from": ANNA,
        "date": 1,
        "old_chat_member": {"status": old, "user": BOT},
        "new_chat_member": {"status": new, "user": BOT, **more},
    }
    return event({"update_id": 1, "my_chat_member": changed})


def test_comings_and_goings() -> None:
    """Added, removed, blocked, unblocked; other changes of rights mean nothing."""
    assert member_change(GROUP, "left", "member") == Joined()
    assert member_change(GROUP, "kicked", "administrator") == Joined(by_admin=True)
    assert member_change(GROUP, "member", "administrator") is None
    assert member_change(GROUP, "administrator", "left") == Left()
    assert member_change(GROUP, "member", "restricted", is_member=False) == Left()
    assert member_change(PRIVATE, "member", "kicked") == Left()
    assert member_change(PRIVATE, "kicked", "member") == Joined()
    assert member_change({"id": -1, "type": "channel", "title": "К"}, "left", "administrator") is None


def test_a_group_that_moves() -> None:
    """The old group tells its new id; the new one's own note means nothing."""
    assert event(message(migrate_to_chat_id=-1_002_000_000_009)) == Moved(-1_002_000_000_009)
    assert event(message(migrate_from_chat_id=-5)) is None


def test_anonymous_admins_and_channels_speak_as_chats() -> None:
    """An anonymous admin is the group itself; a linked channel's post is not for the bot."""
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
    update = message("@konspekt_bot да")
    update["message"] |= {"from": anonymous, "sender_chat": GROUP}
    decoded = decode(update, ME)
    assert decoded is not None
    assert decoded.person.id == decoded.place.chat
    update["message"]["is_automatic_forward"] = True
    assert decode(update, ME) is None


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "channel_post": message("пост", chat={"id": -1, "type": "channel"})["message"]},
        message("от другого бота") | {"message": message("я бот")["message"] | {"from": BOT | {"id": 5}}},
        message(new_chat_members=[ANNA]),
        message(pinned_message={}),
        message("результат", via_bot=BOT),
        {"update_id": 1, "poll": {"id": "1"}},
        {"update_id": 1, "guest_message": message("a")["message"]},
        {
            "update_id": 1,
            "callback_query": {
                "id": "1",
                "from": ANNA,
                "data": "x",
                "message": {"message_id": 1, "chat": {"id": -1, "type": "channel"}},
            },
        },
        {"update_id": 1, "something_new": {"a": 1}},
        {"update_id": 1},
        {},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {"chat": GROUP}},
        {"update_id": 1, "message": {"chat": {"id": "x", "type": "private"}, "from": ANNA, "text": "a"}},
        {"update_id": 1, "callback_query": {"id": "1"}},
        {"update_id": 1, "my_chat_member": {"chat": GROUP, "from": ANNA}},
    ],
)
def test_what_is_not_for_us_means_nothing(update: Json) -> None:
    """Service messages, other bots, channels, new kinds, broken shapes: None, and no exception."""
    assert decode(update, ME) is None
    assert isinstance(lane_of(update), int)


def test_lanes_and_numbers() -> None:
    """Messages and presses belong to their chat."""
    assert lane_of(message("a")) == GROUP["id"]
    query = {"id": "1", "from": ANNA, "data": "x", "message": {"message_id": 1, "chat": GROUP}}
    assert lane_of({"update_id": 1, "callback_query": query}) == GROUP["id"]
    assert lane_of({"update_id": 1, "poll": {"id": "1"}}) == 0
    assert update_id_of({"update_id": 7}) == 7
    assert update_id_of({"update_id": "7"}) is None
    assert update_id_of({"update_id": True}) is None
