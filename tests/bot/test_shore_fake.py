"""The fake itself: it must refuse what Telegram refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.fake.derive import derive
from tests.fake.faults import Limits
from tests.fake.schema import table
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from pathlib import Path


def keyboard(**button: object) -> str:
    """A keyboard of one button."""
    return json.dumps({"inline_keyboard": [[{"text": "Да", **button}]]})


def entities(*spans: tuple[str, int, int]) -> str:
    """Entities by kind, offset and length."""
    return json.dumps([{"type": kind, "offset": start, "length": length} for kind, start, length in spans])


def test_the_table_agrees_with_the_specification(shared: Path) -> None:
    """Every method and type in the table has exactly the fields of the Bot API."""
    specification = json.loads((shared / "telegram" / "bot-api-10.2.json").read_text(encoding="utf-8"))
    assert derive(specification) == table()


WRONG = {
    "unknown method": ("sendTelegram", {}),
    "unknown parameter": ("sendMessage", {"text": "a", "html": "true"}),
    "missing parameter": ("sendMessage", {}),
    "wrong type": ("sendMessage", {"text": "a", "message_thread_id": "five"}),
    "not JSON": ("sendMessage", {"text": "a", "entities": "["}),
    "unknown field of an object": ("sendMessage", {"text": "a", "reply_markup": keyboard(colour="red")}),
    "missing field of an object": ("sendMessage", {"text": "a", "entities": '[{"type":"bold","offset":0}]'}),
    "number as text inside": ("sendMessage", {"text": "a", "entities": '[{"type":1,"offset":0,"length":1}]'}),
    "long text": ("sendMessage", {"text": "я" * 4097}),
    "long text in UTF-16": ("sendMessage", {"text": "😀" * 2049}),
    "empty text": ("sendMessage", {"text": " "}),
    "markup language": ("sendMessage", {"text": "a", "parse_mode": "HTML"}),
    "long callback data": ("sendMessage", {"text": "a", "reply_markup": keyboard(callback_data="я" * 33)}),
    "empty callback data": ("sendMessage", {"text": "a", "reply_markup": keyboard(callback_data="")}),
    "button of no use": ("sendMessage", {"text": "a", "reply_markup": keyboard()}),
    "button of two uses": (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard(callback_data="a", url="b")},
    ),
    "long text to copy": (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard(copy_text={"text": "a" * 257})},
    ),
    "deep link with other letters": (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard(url="https://t.me/konspekt_bot?start=раздел")},
    ),
    "relative link": ("sendMessage", {"text": "a", "reply_markup": keyboard(url="notes.md")}),
    "entity outside": ("sendMessage", {"text": "ab", "entities": entities(("bold", 1, 2))}),
    "entity of no length": ("sendMessage", {"text": "ab", "entities": entities(("bold", 1, 0))}),
    "entity inside of a character": ("sendMessage", {"text": "😀", "entities": entities(("bold", 0, 1))}),
    "overlapping entities": (
        "sendMessage",
        {"text": "abcd", "entities": entities(("bold", 0, 2), ("italic", 1, 2))},
    ),
    "code inside of bold": (
        "sendMessage",
        {"text": "abcd", "entities": entities(("bold", 0, 4), ("code", 1, 2))},
    ),
    "quote inside of a quote": (
        "sendMessage",
        {"text": "abcd", "entities": entities(("blockquote", 0, 4), ("expandable_blockquote", 1, 2))},
    ),
    "too many entities": (
        "sendMessage",
        {"text": "ab" * 101, "entities": entities(*(("bold", 2 * n, 1) for n in range(101)))},
    ),
    "unknown action": ("sendChatAction", {"action": "thinking"}),
}


@pytest.mark.parametrize("case", WRONG, ids=WRONG.keys())
async def test_what_no_bot_should_ask_is_refused_and_remembered(case: str) -> None:
    """Each broken rule answers 400 and stays in `violations`, so that `verify` fails."""
    fake = FakeTelegram()
    anna = fake.private("Анна")
    method, fields = WRONG[case]
    status, _ = await fake.api.call(fake.token, method, {"chat_id": str(anna.id), **fields}, {})
    assert status == 400
    assert len(fake.violations) == 1
    with pytest.raises(AssertionError):
        fake.verify()


async def test_a_proper_request_is_answered() -> None:
    """The limits themselves are allowed."""
    fake = FakeTelegram()
    anna = fake.private("Анна")
    fields = {
        "chat_id": str(anna.id),
        "text": "я" * 4096,
        "entities": entities(("expandable_blockquote", 0, 4096), ("bold", 0, 5)),
        "reply_markup": keyboard(callback_data="я" * 32),
    }
    status, body = await fake.api.call(fake.token, "sendMessage", fields, {})
    assert (status, json.loads(body)["ok"]) == (200, True)
    fake.verify()


async def test_another_token_is_refused() -> None:
    """A wrong token is 401."""
    fake = FakeTelegram()
    assert (await fake.api.call("1:x", "getMe", {}, {}))[0] == 401


async def test_owed_answers_are_remembered() -> None:
    """A press that nobody answers fails the test."""
    fake = FakeTelegram()
    anna = fake.private("Анна")
    await fake.api.call(
        fake.token,
        "sendMessage",
        {"chat_id": str(anna.id), "text": "a", "reply_markup": keyboard(callback_data="x")},
        {},
    )
    fake.patience = 0.01
    fake.attach_polling()
    with pytest.raises(TimeoutError):
        await anna.presses("Да")
    with pytest.raises(AssertionError, match="without an answer"):
        fake.verify()


async def call(fake: FakeTelegram, method: str, **fields: object) -> str:
    """The description of the error that a call ends with; empty when it is none."""
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    answer = json.loads((await fake.api.call(fake.token, method, texts, {}))[1])
    return str(answer.get("description", ""))


async def test_telegrams_own_refusals() -> None:
    """What may happen to any bot is answered in Telegram's words, and is no violation."""
    fake = FakeTelegram()
    anna, boris = fake.private("Анна"), fake.person("Борис")
    group = fake.group("Группа", forum=True)
    sent = {"chat_id": anna.id, "text": "a"}
    assert not await call(fake, "sendMessage", **sent)
    edit = {"chat_id": anna.id, "message_id": 1, "text": "a"}
    assert "message is not modified" in await call(fake, "editMessageText", **edit)
    assert not await call(fake, "editMessageText", **(edit | {"text": "b"}))
    assert "message to edit not found" in await call(fake, "editMessageText", **(edit | {"message_id": 9}))
    assert "no caption" in await call(fake, "editMessageCaption", chat_id=anna.id, message_id=1)
    assert "chat not found" in await call(fake, "sendMessage", chat_id=boris.id, text="a")
    reply = {"message_id": 77}
    assert "replied not found" in await call(fake, "sendMessage", **sent, reply_parameters=reply)
    reply["allow_sending_without_reply"] = True
    assert not await call(fake, "sendMessage", **sent, reply_parameters=reply)
    topic = {"chat_id": group.id, "text": "a", "message_thread_id": 5}
    assert "message thread not found" in await call(fake, "sendMessage", **topic)
    assert "wrong file identifier" in await call(fake, "sendPhoto", chat_id=anna.id, photo="FILE-of-another")
    assert "query is too old" in await call(fake, "answerCallbackQuery", callback_query_id="1")
    anna.private.blocked = True
    assert "blocked" in await call(fake, "sendMessage", **sent)
    group.chat.members[fake.world.bot_id] = "kicked"
    assert "kicked" in await call(fake, "sendMessage", chat_id=group.id, text="a")
    fake.verify()


async def test_flood_limits() -> None:
    """Off unless asked for: in all, by chat, by group and minute."""
    fake = FakeTelegram()
    people = [fake.private(f"Студент {n}") for n in range(4)]
    group = fake.group("Группа")
    for limits, chats in (
        (Limits(per_second=3), [human.id for human in people]),
        (Limits(per_chat_gap=3), [people[0].id] * 2),
        (Limits(per_group_minute=3), [group.id] * 4),
    ):
        fake.api.limits = limits
        answers = [await call(fake, "sendMessage", chat_id=chat, text="a") for chat in chats]
        assert answers[-1].startswith("Too Many Requests: retry after"), limits
        assert answers[:-1] == [""] * (len(chats) - 1)
        assert limits.refusals == 1
    fake.verify()


async def test_inline_answers_have_limits() -> None:
    """Ids are short and unique, results are at most fifty."""
    fake = FakeTelegram()

    def results(*ids: str) -> list[dict[str, object]]:
        content = {"message_text": "a"}
        return [{"type": "article", "id": i, "title": "a", "input_message_content": content} for i in ids]

    for ids in (("a", "a"), ("я" * 33,), tuple(map(str, range(51)))):
        await call(fake, "answerInlineQuery", inline_query_id="1", results=results(*ids))
    assert len(fake.violations) == 3


async def test_polling_confirms_by_offset() -> None:
    """Updates come again until a poll asks for what is after them."""
    fake = FakeTelegram()
    fake.patience = 0
    first, second = (fake.api.updates.number("message", {"n": n}) for n in (1, 2))
    await fake.feed(first, second)
    assert await fake.api.updates.get({}) == [first, second]
    assert await fake.api.updates.get({"offset": second["update_id"]}) == [second]
    assert await fake.api.updates.get({"offset": second["update_id"] + 1}) == []
