"""What instructors do with a question: answer in any form, add to it, point to a section, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.texts import RU
from tests.campus import CAKE, EXAM, LUNCH, PASSWORD

if TYPE_CHECKING:
    from tests.campus import Campus


async def test_months_and_restarts_later_the_answer_arrives(campus: Campus) -> None:
    """The link between card and student is in the store, not in the process."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    asked = anna.last_message
    assert asked
    await campus.town.restarts()
    campus.town.clock.passes(days=120)
    await campus.town.app.jobs.look()
    await campus.town.restarts()
    await campus.prof.says("student", reply_to=campus.card)
    assert anna.messages[-1].text == "Ответ преподавателя\nstudent"
    assert anna.messages[-1].reply_to == asked.id
    campus.town.clock.passes(days=30)
    await campus.town.restarts()
    await anna.says("а логин?", reply_to=anna.messages[-1])
    assert campus.cards[-1].text == "К вопросу № 1\nа логин?"


async def test_pictures_files_and_voice(campus: Campus) -> None:
    """What was sent in reply reaches the student as it is, and says whose it is."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    for kind, name in (("photo", ""), ("document", "plan.pdf"), ("voice", "")):
        said = await campus.prof.sends_file(kind, name=name, caption="вот так", reply_to=campus.card)
        assert said.new[0].text == "Отправлено 1 студенту."
        heading, sent = anna.messages[-2:]
        assert heading.text == "Ответ преподавателя"
        assert kind in sent.json
        assert sent.text == "вот так"
        assert sent.buttons == ["Понятно", "Ещё вопрос"]


async def test_an_album_is_one_answer(campus: Campus) -> None:
    """Every item reaches the same people; the confirmation comes once."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    card = campus.card
    for _ in range(3):
        await campus.prof.sends_file("photo", reply_to=card, media_group_id="77")
    assert sum("photo" in one.json for one in anna.messages) == 3
    assert sum(one.text == "Ответ преподавателя" for one in anna.messages) == 1
    assert sum(one.text.startswith("Отправлено") for one in campus.cards) == 1


async def test_a_long_answer_comes_in_parts(campus: Campus) -> None:
    """Telegram's limit is no limit to an answer; the buttons are under the last part."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    await campus.prof.says("слово " * 680, reply_to=campus.card)
    parts = [one for one in anna.messages if "слово" in one.text]
    assert len(parts) == 2
    assert parts[0].buttons == []
    assert parts[1].buttons == ["Понятно", "Ещё вопрос"]


async def test_a_second_reply_is_an_addition(campus: Campus) -> None:
    """It goes to those who may still ask back, and to nobody who has understood."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna)
    await campus.passes_on(petr)
    await campus.prof.says("student", reply_to=campus.card)
    await petr.presses("Понятно")
    said = await campus.prof.says("и логин student", reply_to=campus.card)
    assert said.new[0].text == "Отправлено 1 студенту."
    assert anna.messages[-1].text.endswith("и логин student")
    assert petr.messages[-1].text.endswith("\nstudent")
    await anna.presses("Понятно")
    said = await campus.prof.says("ещё", reply_to=campus.card)
    assert said.only.text.startswith("Отправлять некому")


async def test_a_follow_up_comes_back_into_the_same_thread(campus: Campus) -> None:
    """Asked back by button or by a reply; the next answer goes to whoever waits now, and to nobody else."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna)
    await campus.passes_on(petr)
    await campus.prof.says("student", reply_to=campus.card)
    more = (await anna.presses("Ещё вопрос")).only
    heard = await anna.says("а логин?", reply_to=more)
    assert heard.only.text == "Передано."
    word = campus.cards[-1]
    assert word.text == "К вопросу № 1\nа логин?"
    assert word.reply_to == campus.card.id
    assert "уточняющий" in campus.card.text
    await campus.prof.says("тоже student", reply_to=word)
    assert anna.messages[-1].text.endswith("тоже student")
    assert not petr.messages[-1].text.endswith("тоже student")
    picture = await anna.sends_file("photo", reply_to=anna.messages[-1])
    assert picture.only.text == "Передано."
    assert "photo" in campus.cards[-1].json
    await campus.prof.says("да, этот экран", reply_to=campus.card)
    assert anna.messages[-1].text.endswith("да, этот экран")
    assert not petr.messages[-1].text.endswith("да, этот экран")


async def test_a_blocked_student_is_reported(campus: Campus) -> None:
    """Under the card; the others get their answer."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna)
    await campus.passes_on(petr)
    await anna.blocks()
    await campus.prof.says("student", reply_to=campus.card)
    assert petr.messages[-1].text.endswith("student")
    lost = campus.cards[-1]
    assert lost.text == "Вопрос № 1: не доставлено, студент заблокировал бота."
    assert lost.reply_to == campus.card.id
    assert "не доставлено: 1" in campus.card.text
    await campus.prof.says("ещё", reply_to=campus.card)
    assert petr.messages[-1].text.endswith("ещё")


async def test_who_comes_back_gets_what_they_missed(campus: Campus) -> None:
    """The answer of meanwhile, with its buttons; what is still open is waited for again."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    answered = campus.card
    await campus.passes_on(anna, EXAM)
    await anna.blocks()
    await campus.prof.says("student", reply_to=answered)
    await campus.town.restarts()
    missed = (await anna.unblocks()).only
    assert missed.text == f"Ответ преподавателя\n{PASSWORD}\nstudent"
    assert missed.buttons == ["Понятно", "Ещё вопрос"]
    assert len((await anna.says("/start")).new) == 1
    await campus.prof.says("15 января", reply_to=campus.questions[1])
    assert anna.messages[-1].text.endswith("15 января")


async def test_any_word_brings_what_was_missed(campus: Campus) -> None:
    """Where Telegram told nothing of the unblocking: after the answer to what is asked now."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    await anna.blocks()
    await campus.prof.says("student", reply_to=campus.card)
    anna.private.blocked = False
    answer, missed = (await anna.says("что такое гипервизор?")).new
    assert "Гипервизор" in answer.text
    assert missed.text == f"Ответ преподавателя\n{PASSWORD}\nstudent"
    assert "не доставлено" not in campus.card.text
    assert len((await anna.says("что такое Xen?")).new) == 1


async def test_an_edited_answer_is_not_sent_silently(campus: Campus) -> None:
    """The instructor is told that students saw the first text."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    await campus.prof.says("studnet", reply_to=campus.card)
    assert campus.prof.last_message
    heard = await campus.prof.edits(campus.prof.last_message, "student")
    assert "Правка студентам не ушла" in heard.only.text
    assert anna.messages[-1].text.endswith("studnet")


async def test_pointing_to_a_section(campus: Campus) -> None:
    """Near sections first, the contents behind them; the student gets the section and can open it."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna, CAKE)
    menu = await campus.prof.presses("Указать раздел")
    assert "Слои" in menu.only.buttons
    contents = await campus.prof.presses("Содержание", on=campus.cards[-1])
    assert contents.only.buttons[:2] == ["Контейнеры ›", "Гипервизоры ›"]
    await campus.prof.presses("Контейнеры ›", on=contents.only)
    deeper = await campus.prof.presses("Тома", on=contents.only)
    assert "Резервные копии томов" in deeper.only.buttons
    back = await campus.prof.presses("Выше", on=contents.only)
    assert "Образ" in back.only.buttons
    await campus.prof.presses("Слои", on=contents.only)
    answer = anna.messages[-1]
    assert answer.text.startswith("Ответ преподавателя\nОб этом есть в конспекте:\nКонтейнеры › Слои")
    assert "Каждая инструкция Dockerfile" in answer.text
    assert answer.buttons == ["Весь раздел", "Понятно", "Ещё вопрос"]
    assert campus.card.text.endswith("Ответ отправлен.")
    opened = await anna.presses("Весь раздел")
    assert "Каждая инструкция Dockerfile" in opened.only.text


async def test_not_for_this_course(campus: Campus) -> None:
    """After a second press the student is told kindly; an answer afterwards goes to nobody."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna, EXAM)
    sure = await campus.prof.presses("Не по курсу")
    assert sure.only.buttons == ["Не по курсу: точно?", "‹ Назад"]
    assert "Ответить" in (await campus.prof.presses("‹ Назад")).only.buttons
    await campus.prof.presses("Не по курсу")
    heard = await campus.prof.presses("точно?")
    assert heard.edited[0].buttons == []
    assert "не по теме курса" in anna.messages[-1].text
    said = await campus.prof.says("в январе", reply_to=campus.card)
    assert said.only.text == "Вопрос закрыт, ответ никому не ушёл."
    assert "в январе" not in anna.messages[-1].text


async def test_muted_questions_do_not_come_again(campus: Campus) -> None:
    """Whoever asks alike is told; after unmuting, cards come again."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna, EXAM)
    await campus.prof.presses("Не показывать такие")
    await campus.prof.presses("точно?")
    shown = len(campus.cards)
    heard = await campus.passes_on(petr, "когда будет экзамен")
    assert heard.only.text.startswith("Такие вопросы преподаватель видел")
    assert len(campus.cards) == shown
    await campus.prof.presses("Снова показывать такие")
    assert "у преподавателя" in (await campus.passes_on(petr, "когда же экзамен")).only.text
    assert len(campus.cards) == shown + 1


async def test_who_is_at_it_is_shown_to_the_others(campus: Campus) -> None:
    """«Answer» marks the card with a name, and what is typed next is the answer."""
    office = campus.town.fake.group("Кафедра")
    maria, oleg = office.member("Мария"), office.member("Олег")
    await campus.bind(maria)
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    heard = await maria.presses("Ответить")
    assert "Отвечает Мария." in heard.edited[0].text
    await campus.passes_on(campus.town.fake.private("Пётр"))
    async with campus.town.app.store.snapshot() as tx:
        assert await tx.facts.starting_with("taker:") == {"taker:1": "Мария"}
    card = office.messages[-2]
    assert "Отвечает Мария." in card.text, "also once the card is drawn again"
    assert "Спросили: 2" in card.text
    prompt = heard.new[0]
    assert prompt.text == f"Мария\n{RU.desk.how_to_answer(1)}"
    assert prompt.links == [f"tg://user?id={maria.id}"]
    assert prompt.reply_to == heard.edited[0].id
    assert len(await oleg.says("я пообедаю")) == 0, "the others go on talking"
    said = await maria.says("student")
    assert said.new[0].text == "Отправлено 2 студентам."
    assert anna.messages[-1].text == "Ответ преподавателя\nstudent"
    assert said.edited[0].text.endswith("Ответ отправлен 2 студентам.")
    assert len(await maria.says("и я")) == 0, "one reply, no more"
    async with campus.town.app.store.snapshot() as tx:
        assert await tx.facts.starting_with("taker:") == {}


async def test_answering_in_private_needs_no_reply_by_hand(campus: Campus) -> None:
    """The input field says what is wanted; also for an addition, and not once it is closed."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    heard = await campus.prof.presses("Ответить")
    assert heard.new[0].text == RU.desk.how_to_answer(1)
    (forced,) = [call["reply_markup"] for call in _asking(campus)]
    assert forced == {"force_reply": True, "input_field_placeholder": RU.desk.hint_answer}
    old = campus.card
    await campus.prof.sends_file("voice")
    assert "voice" in anna.messages[-1].json
    await campus.prof.sends_press(old.json, "1:k:1:answer")
    await campus.prof.says("коротко: student")
    assert anna.messages[-1].text.endswith("коротко: student")
    await campus.passes_on(anna, EXAM)
    old = campus.card
    await campus.prof.presses("Не по курсу", on=old)
    await campus.prof.presses("точно?", on=old)
    closed = await campus.prof.sends_press(old.json, "1:k:2:answer")
    assert closed.toast == RU.desk.changed_meanwhile
    assert not closed.new


def _asking(campus: Campus) -> list[Any]:
    """The messages that made a client open a reply."""
    sent = campus.town.fake.calls("sendMessage")
    return [one for one in sent if "force_reply" in one.get("reply_markup", {})]


async def test_asking_back_and_commenting_need_no_reply_by_hand(campus: Campus) -> None:
    """What a student types after «Another question» or «Add a comment» is for the instructor."""
    fake = campus.town.fake
    anna = fake.private("Анна")
    await anna.says(PASSWORD)
    first = (await anna.presses("Спросить преподавателя")).only
    prompt = (await anna.presses("Добавить комментарий")).only
    assert prompt.text == RU.desk.what_comment
    confirm = (await anna.says("на первой паре говорили")).only
    assert "Комментарий: на первой паре говорили" in confirm.text
    await anna.presses("Передать без имени", on=confirm)
    assert "— на первой паре говорили" in campus.card.text
    for late in ("Не надо", "Добавить комментарий"):
        heard = await anna.presses(late, on=first)
        assert (heard.toast, heard.messages) == (RU.desk.already_sent, ())
    await campus.prof.says("student", reply_to=campus.card)
    await anna.presses("Ещё вопрос")
    assert (await anna.says("а логин?")).only.text == RU.desk.passed_on
    assert campus.cards[-1].text == "К вопросу № 1\nа логин?"
    assert "Гипервизор" in (await anna.says("что такое гипервизор?")).only.text, "an ordinary question again"


async def test_asking_back_in_a_group_asks_only_the_asker(campus: Campus) -> None:
    """Whoever else types goes on typing."""
    group = campus.town.fake.group("ВТ-21")
    petr, olga = group.member("Пётр"), group.member("Ольга")
    await campus.passes_on(petr)
    await campus.prof.says("student", reply_to=campus.card)
    assert (await petr.presses("Ещё вопрос")).only.text == f"Пётр\n{RU.desk.write_follow_up}"
    assert len(await olga.says("а мне всё ясно")) == 0
    assert (await petr.says("а логин?")).only.text == RU.desk.passed_on


async def test_things_that_cannot_be_passed_on(campus: Campus) -> None:
    """A poll or a place has no copy for others: said so, and the student still waits."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna, LUNCH)
    here = {"latitude": 59.9, "longitude": 30.3}
    heard = await campus.prof.sends_file("document", reply_to=campus.card, location=here, document=None)
    assert "Подойдут текст, фото" in heard.only.text
    await campus.prof.says("в 16:00", reply_to=campus.card)
    assert anna.messages[-1].text.endswith("в 16:00")


async def test_a_bystander_cannot_answer_or_press(campus: Campus) -> None:
    """The callback data of a card in a student's hands, or words in an instructor's name: nothing happens."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna, PASSWORD)
    mine = (await petr.says("что такое Xen?")).only
    for data in ("1:k:1:close-sure", "1:k:1:answer", "1:i:1::0", "1:b:1:preview", "1:w:on", "1:u:1:1"):
        heard = await petr.sends_press(mine.json, data)
        assert heard.toast == "Эта кнопка уже не работает. Лучше спросить ещё раз."
        assert not heard.messages
    await petr.says("я преподаватель", reply_to=mine)
    assert "я преподаватель" not in anna.messages[-1].text
    assert "Ответить" in campus.card.buttons
    assert not any("close" in deed for deed in await campus.audit())


async def test_an_answer_makes_no_sound_in_a_groups_quiet_hours(campus: Campus) -> None:
    """Words and pictures; in private it does."""
    group = campus.town.fake.group("ВТ-21")
    petr, anna = group.member("Пётр", admin=True), campus.town.fake.private("Анна")
    events = campus.town.fake.world.events

    def silent(chat: int) -> list[bool]:
        return [one.detail["silent"] for one in events if one.kind == "sent" and one.chat == chat]

    await petr.says("/settings")
    await petr.presses("Без звука: нет")
    campus.town.clock.passes(hours=10)
    await campus.passes_on(petr, CAKE)
    card = campus.card
    await campus.passes_on(anna, EXAM)
    before = len(silent(group.chat.id))
    await campus.prof.says("Кистью.", reply_to=card)
    await campus.prof.sends_file("photo", caption="вот так", reply_to=card)
    assert silent(group.chat.id)[before:] == [True, True, True]
    await campus.prof.says("в январе", reply_to=campus.card)
    assert silent(anna.id)[-1] is False
