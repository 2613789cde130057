"""A study group with the bot in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.texts import RU

if TYPE_CHECKING:
    from tests.fake.people import Group, Human
    from tests.scenarios.conftest import Town


@pytest.fixture
def group(town: Town) -> Group:
    """A group that the bot is in."""
    return town.fake.group("ВТ-21")


@pytest.fixture
def petr(group: Group) -> Human:
    """Its admin."""
    return group.member("Пётр", admin=True)


@pytest.fixture
def olga(group: Group) -> Human:
    """Another member."""
    return group.member("Ольга")


async def test_silent_unless_addressed(group: Group, petr: Human) -> None:
    """The group's own conversation, other bots' commands and unknown ones get nothing."""
    for said in ("что такое гипервизор?", "/ask@other_bot что такое том", "/foo", "@petr привет"):
        assert len(await petr.says(said)) == 0
    assert group.messages[-1].text == "@petr привет"


async def test_even_an_admin_bot_keeps_quiet(town: Town) -> None:
    """As an admin it sees all messages, and still only answers those meant for it."""
    group = town.fake.group("ВТ-22", bot=False)
    petr = group.member("Пётр", admin=True)
    await group.adds_bot(petr, admin=True)
    assert len(await petr.says("что такое гипервизор?")) == 0
    assert len(await petr.says("/ask что такое том")) == 1


@pytest.mark.parametrize(
    "said", ["/ask минусы kvm", "/ask@konspekt_bot минусы kvm", "@konspekt_bot минусы kvm?"]
)
async def test_answers_as_a_reply_to_the_question(olga: Human, said: str) -> None:
    """A command or a mention; one message."""
    heard = await olga.says(said)
    assert "сбой ядра" in heard.only.text
    assert olga.last_message
    assert heard.only.reply_to == olga.last_message.id


async def test_a_reply_to_the_bot_follows_on_that_answer(petr: Human, olga: Human) -> None:
    """Whoever replies."""
    answer = await petr.says("/ask минусы kvm")
    heard = await olga.says("а у xen?", reply_to=answer.only)
    assert "сложная настройка" in heard.only.text


async def test_a_sticker_under_an_answer_is_no_question(petr: Human) -> None:
    """It is meant for the people, not for the bot."""
    answer = await petr.says("/ask минусы kvm")
    assert len(await petr.sends_file("sticker", reply_to=answer.only)) == 0


async def test_details_are_a_reply_that_leads_back_to_the_answer(petr: Human) -> None:
    """In a group it must be plain whose question it goes on with."""
    await petr.says("/ask минусы kvm")
    heard = await petr.says("@konspekt_bot подробнее")
    assert petr.last_message
    assert heard.only.reply_to == petr.last_message.id
    assert "сбой ядра" in (await petr.presses("К ответу", on=heard.only)).only.text


async def test_a_mention_in_a_reply_asks_that_message(petr: Human, olga: Human) -> None:
    """With or without words; a question of one's own goes first."""
    await olga.says("ребята, кто знает, что такое Virtio?")
    theirs = olga.last_message
    assert theirs
    for said in ("@konspekt_bot", "@konspekt_bot помоги"):
        heard = await petr.says(said, reply_to=theirs)
        assert heard.only.text.startswith("Вопрос: ребята, кто знает, что такое Virtio?\n")
        assert "набор драйверов" in heard.only.text
    own = await petr.says("@konspekt_bot что такое том?", reply_to=theirs)
    assert "Том хранит" in own.only.text
    assert "Вопрос:" not in own.only.text
    command = await petr.says("/ask", reply_to=theirs)
    assert "набор драйверов" in command.only.text


async def test_bare_ask_explains_itself_in_a_line(petr: Human) -> None:
    """With an example from the notes."""
    heard = await petr.says("/ask")
    assert heard.only.text.startswith("Вопрос пишется сразу после команды: /ask ")
    assert "\n" not in heard.only.text


async def test_not_found_is_one_line(petr: Human) -> None:
    """No buttons, no headings."""
    heard = await petr.says("/ask квантовая хромодинамика")
    assert heard.only.text == "В конспекте об этом ничего не нашлось."
    assert heard.only.buttons == []


async def test_a_mended_question_mends_its_answer(petr: Human) -> None:
    """Written as a command; a short answer can be rated and shared like a long one."""
    answer = (await petr.says("/ask минусы kvm")).only
    assert {"👍 Помогло", "👎 Не помогло", "Поделиться"} <= set(answer.buttons)
    assert petr.last_message
    heard = await petr.edits(petr.last_message, "/ask минусы xen")
    assert heard.edited[0].id == answer.id
    assert "сложная настройка" in heard.edited[0].text


async def test_a_long_passage_is_cut_to_its_best_part_and_unfolds(petr: Human) -> None:
    """At first a few lines, in full at a press."""
    short = (await petr.says("/ask как планировщик распределяет контейнеры")).only
    assert len(short.text) < 450
    assert "…" in short.text
    assert short.buttons[0] == "Развернуть"
    full = (await petr.presses("Развернуть")).only
    assert full.id == short.id
    assert len(full.text) > len(short.text)
    assert "👍 Помогло" in full.buttons
    counted = await petr.presses("Помогло")
    assert "👍 Помогло · 1" in counted.only.buttons
    assert counted.only.text == full.text


async def test_only_the_asker_leafs_unless_the_group_wants_otherwise(petr: Human, olga: Human) -> None:
    """Others get a friendly notice; a verdict is everybody's."""
    answer = (await olga.says("/ask минусы kvm")).only
    denied = await petr.presses("Ещё ответ", on=answer)
    assert denied.toast
    assert denied.toast.startswith("Эти кнопки для того, кто спрашивал.")
    assert len(denied) == 0
    await petr.says("/settings")
    await petr.presses("Кнопки под ответом")
    assert (await petr.presses("Ещё ответ", on=answer)).only.edited


async def test_topics_are_kept_apart(town: Town) -> None:
    """Answers stand in the topic of the question, and follow-ups do not cross topics."""
    group = town.fake.group("Поток", forum=True)
    petr = group.member("Пётр")
    labs, exam = group.topic("Лабораторные"), group.topic("Экзамен")
    first = await petr.says("/ask минусы kvm", topic=labs)
    assert first.only.topic == labs
    elsewhere = await petr.says("@konspekt_bot ещё", topic=exam)
    assert elsewhere.only.topic == exam
    assert elsewhere.only.text.startswith("О чём именно?")
    assert "Ещё ответ (3" in " ".join((await petr.says("@konspekt_bot ещё", topic=labs)).only.buttons)


async def test_several_people_keep_their_own_follow_ups(petr: Human, olga: Human) -> None:
    """In one group, at once."""
    await petr.says("/ask минусы kvm")
    await olga.says("/ask плюсы xen")
    assert "сложная настройка" in (await petr.says("@konspekt_bot а у xen?")).only.text
    assert "простая установка" in (await olga.says("@konspekt_bot а у kvm?")).only.text


async def test_greets_once_when_added_and_forgets_when_removed(town: Town) -> None:
    """The greeting explains how to call it and what it sees."""
    group = town.fake.group("ВТ-23", bot=False)
    petr = group.member("Пётр", admin=True)
    greeting = await group.adds_bot(petr)
    assert "упоминанием @konspekt_bot" in greeting.only.text
    assert "Остальные сообщения Telegram мне обычно не передаёт" in greeting.only.text
    await petr.says("/settings")
    await petr.presses("Ответы: коротко")
    assert len(await group.bot_becomes("administrator", petr)) == 0
    await petr.says("/ask что такое том")
    await group.removes_bot(petr)
    assert len(await group.adds_bot(petr)) == 1
    assert (await petr.says("/ask ещё")).only.text == RU.talk.about_what, "what was asked is forgotten"
    settings = await petr.says("/settings")
    assert "Ответы: коротко" in settings.only.buttons


async def test_settings_are_for_admins(petr: Human, olga: Human) -> None:
    """The command and the buttons; anonymous admins are admins."""
    assert (await olga.says("/settings")).only.text == "Настройки могут менять только администраторы группы."
    settings = (await petr.says("/settings")).only
    refused = await olga.presses("Картинки: да", on=settings)
    assert refused.toast == "Настройки могут менять только администраторы группы."
    assert len(refused) == 0
    assert "Картинки: нет" in (await petr.presses("Картинки: да")).only.buttons
    assert "Язык: Русский" in (await olga.says("/settings", as_group=True)).only.buttons


async def test_settings_hold_for_the_group(petr: Human, olga: Human) -> None:
    """Language, size and pictures; for everybody in it, also after a restart."""
    with_picture = await olga.says("/ask что такое гипервизор?")
    assert with_picture.only.photo
    await petr.says("/settings")
    await petr.presses("Картинки: да")
    await petr.presses("Ответы: коротко")
    english = await petr.presses("Язык: Русский")
    assert english.toast == "Saved"
    assert "Language: English" in english.only.buttons
    heard = await olga.says("/ask что такое гипервизор?")
    assert not heard.only.photo
    assert "👍 Helpful" in heard.only.buttons


async def test_quiet_hours_make_no_sound(town: Town, petr: Human) -> None:
    """Night falls in the operator's time zone."""
    await petr.says("/settings")
    await petr.presses("Без звука: нет")
    assert not (await petr.says("/ask что такое том")).only.silent
    town.clock.passes(hours=10)
    assert (await petr.says("/ask что такое том")).only.silent


async def test_a_group_that_becomes_a_supergroup_is_followed(town: Town) -> None:
    """Settings and the memory of questions move along."""
    small = town.fake.group("Мини", small=True)
    petr = small.member("Пётр", admin=True)
    await petr.says("/settings")
    await petr.presses("Ответы: коротко")
    await petr.says("/ask минусы kvm")
    petr.home = await small.migrates()
    assert "Ответы: целиком" in (await petr.says("/settings")).only.buttons


async def test_a_group_has_its_limit(town: Town, petr: Human, olga: Human) -> None:
    """All its members together; one friendly word."""
    await town.restarts(group_limit=2)
    await petr.says("/ask что такое том")
    await olga.says("/ask что такое xen")
    assert "нужна пауза на минуту" in (await petr.says("/ask что такое kvm")).only.text
    assert len(await olga.says("/ask что такое kvm")) == 0


async def test_help_and_start_tell_how_to_call_it(petr: Human) -> None:
    """In a group both are about the group."""
    for command in ("/help", "/start"):
        told = (await petr.says(command)).only.text
        assert told.startswith("Отвечаю по конспекту, когда зовут:")
        assert "/staff" not in told


async def test_forgetting_is_done_in_private(town: Town, petr: Human) -> None:
    """A button leads there; nothing is erased in front of everybody."""
    heard = await petr.says("/forget")
    url = heard.only.button("Перейти в личный чат")["url"]
    assert url == "https://t.me/konspekt_bot?start=forget"
    town.fake.open_private(petr)
    petr.home = None
    assert "Стереть" in (await petr.starts("forget")).only.buttons
