"""Who may do what: binding the staff chat, students who guess, the owner, groups."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.texts import RU
from tests.campus import EXAM, PASSWORD

if TYPE_CHECKING:
    from tests.campus import Campus
    from tests.scenarios.conftest import Town

STAFF_COMMANDS = (
    "/staff",
    "/staff off",
    "/staff guess",
    "/hours on",
    "/next",
    "/faq",
    "/report",
    "/export",
    "/audit",
    "/try что такое Xen",
    "/evaluate",
    "/reload",
    "/undo",
    "/upload",
)


async def test_a_command_of_the_staff_is_unknown_to_students(
    campus: Campus,
) -> None:
    """Nothing tells that there is such a command; in a group there is silence."""
    fake = campus.town.fake
    anna = fake.private("Анна")
    group = fake.group("ВТ-21")
    admin = group.member("Пётр", admin=True)
    before = await campus.audit()
    for command in STAFF_COMMANDS:
        assert (await anna.says(command)).only.text == RU.unknown_command
        assert len(await admin.says(command)) == 0
    assert await campus.audit() == before


async def test_forged_callback_data_of_the_staff(campus: Campus) -> None:
    """Every button of the staff's, with numbers that exist: the answer is that of an old button."""
    fake = campus.town.fake
    anna = fake.private("Анна")
    await campus.passes_on(anna)
    await campus.prof.says("student", reply_to=campus.card)
    petr = fake.private("Пётр")
    mine = (await petr.says("что такое Xen?")).only
    forged = (
        "1:k:1:answer",
        "1:k:1:close-sure",
        "1:k:1:mute-sure",
        "1:i:1::1",
        "1:a:1:aaaaaaaaaa",
        "1:w:on",
        "1:w:next",
        "1:b:1:write",
        "1:l:0",
        "1:m:2026-11-23-00000000:remove-sure",
        "1:j:000000000000:",
        "1:u:1:1",
        "1:q:1",
        "1:n:1:plain",
        "1:h:1",
    )
    for data in forged:
        heard = await petr.sends_press(mine.json, data)
        assert heard.toast == RU.toasts.old, data
        assert not heard.messages, data
    assert not (campus.town.notes / "faq").exists()
    assert "поняли" not in campus.card.text


async def test_help_in_the_staff_chat_leads_to_its_commands(campus: Campus) -> None:
    """Students are not told of them."""
    assert (await campus.prof.says("/help")).only.text.endswith("/staff — команды преподавателя")
    assert "/staff" not in (await campus.town.fake.private("Анна").says("/help")).only.text


async def test_a_code_works_once(campus: Campus) -> None:
    """And for a day; the chat that was bound before is told."""
    fake = campus.town.fake
    code = await campus.code()
    oleg, anna = fake.private("Олег"), fake.private("Анна")
    assert "чат преподавателей" in (await oleg.says(f"/staff {code}")).only.text
    assert campus.cards[-1].text == RU.desk.moved_away
    assert (await anna.says(f"/staff {code}")).only.text == RU.unknown_command
    assert (await campus.prof.says("/report")).only.text == RU.unknown_command
    late = await campus.code()
    campus.town.clock.passes(hours=25)
    assert (await anna.says(f"/staff {late}")).only.text == RU.unknown_command


async def test_a_new_staff_chat_gets_what_is_open(campus: Campus) -> None:
    """Questions are not lost with the chat they were shown in."""
    fake = campus.town.fake
    anna = fake.private("Анна")
    await campus.passes_on(anna)
    assert "отвязан" in (await campus.prof.says("/staff off")).only.text
    assert "Спросить преподавателя" not in (await anna.says(EXAM)).only.buttons
    oleg = fake.private("Олег")
    heard = await campus.bind(oleg)
    assert PASSWORD in heard.new[1].text
    await oleg.says("student", reply_to=heard.new[1])
    assert anna.messages[-1].text.endswith("student")


async def test_a_group_with_topics(campus: Campus) -> None:
    """Bound in a topic: everybody there is an instructor, nobody in another topic is; cards stand there."""
    fake = campus.town.fake
    office = fake.group("Кафедра", forum=True)
    topic, other = office.topic("Вопросы"), office.topic("Болтовня")
    maria, oleg = office.member("Мария"), office.member("Олег")
    await campus.bind(maria, topic=topic)
    anna = fake.private("Анна")
    await campus.passes_on(anna)
    card = office.messages[-1]
    assert card.topic == topic
    assert PASSWORD in card.text
    said = await oleg.says("student", reply_to=card, topic=topic)
    assert said.new[0].text == "Отправлено 1 студенту."
    assert said.new[0].topic == topic
    assert anna.messages[-1].text.endswith("student")
    assert len(await maria.says("/report", topic=other)) == 0
    assert (await maria.says("/hours", topic=topic)).only.buttons == ["Начать консультацию"]


async def test_a_group_that_becomes_a_supergroup(campus: Campus) -> None:
    """The staff chat moves with it; cards go to the new one."""
    fake = campus.town.fake
    office = fake.group("Кафедра", small=True)
    maria = office.member("Мария")
    await campus.bind(maria)
    moved = await office.migrates()
    await campus.passes_on(fake.private("Анна"))
    assert PASSWORD in moved.messages[-1].text


async def test_a_staff_chat_that_threw_the_bot_out(campus: Campus) -> None:
    """Nobody is promised an answer any more."""
    fake = campus.town.fake
    office = fake.group("Кафедра")
    maria = office.member("Мария")
    await campus.bind(maria)
    await office.removes_bot(maria)
    anna = fake.private("Анна")
    assert "Спросить преподавателя" not in (await anna.says(PASSWORD)).only.buttons


async def test_the_owner_needs_no_code(campus: Campus) -> None:
    """In private, and nowhere else; what is the staff's is not shown in students' groups."""
    fake = campus.town.fake
    olga = fake.private("Ольга")
    await campus.town.restarts(owner=olga.id)
    assert "вопросов не было" in (await olga.says("/report")).only.text
    group = fake.group("ВТ-21")
    group.joins(olga)
    assert len(await olga.says("/report", in_=group)) == 0
    assert "чат преподавателей" in (await olga.says("/staff")).only.text


async def test_the_code_of_the_settings_works_once(town: Town) -> None:
    """For those who set everything up by environment variables."""
    code = "a-long-word-of-the-operator"
    await town.restarts(staff_code=code)
    maria, anna = town.fake.private("Мария"), town.fake.private("Анна")
    assert (await anna.says(f"/staff {code[:-1]}")).only.text == RU.unknown_command
    assert "чат преподавателей" in (await maria.says(f"/staff {code}")).only.text
    await town.restarts(staff_code=code)
    assert (await anna.says(f"/staff {code}")).only.text == RU.unknown_command


@pytest.mark.parametrize("command", ["/staff", "/staff code"])
async def test_binding_is_nothing_in_a_students_group(town: Town, command: str) -> None:
    """A wrong code in a group is answered by silence, as any other bot's command."""
    group = town.fake.group("ВТ-21")
    assert len(await group.member("Пётр").says(command)) == 0


@pytest.mark.parametrize("page", ["instructors.md", "instructors.ru.md"])
async def test_every_command_of_the_documentation(campus: Campus, page: str) -> None:
    """What the pages for instructors show is understood as it stands there."""
    text = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    commands = re.findall(r"`(/[a-z][^`]*)`", text)
    assert len(commands) > 10
    for command in sorted(set(commands), key="/staff off".__eq__):  # it ends the rest
        heard = await campus.prof.says(command)
        assert heard.messages, command
        assert RU.unknown_command not in heard.text, command
