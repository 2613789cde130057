"""A question that the notes cannot answer goes to the instructors, and their answer comes back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.texts import RU
from tests.campus import EXAM, LUNCH, PASSWORD

if TYPE_CHECKING:
    from tests.campus import Campus
    from tests.scenarios.conftest import Town

NOT_YOURS = RU.toasts.not_yours


async def test_a_question_reaches_a_human_and_the_answer_comes_back(campus: Campus) -> None:
    """Refusal, one confirmation with a comment, a card without a name, an answer under the question."""
    anna = campus.town.fake.private("Анна")
    refusal = await anna.says(PASSWORD)
    asked = anna.last_message
    assert asked
    assert refusal.only.buttons[-1] == "Спросить преподавателя"
    confirm = (await anna.presses("Спросить преподавателя")).only
    assert confirm.styled("blockquote") == [PASSWORD]
    assert confirm.reply_to == asked.id
    assert "Имя преподаватель увидит, только если" in confirm.text
    edited = await anna.says("на первой паре говорили", reply_to=confirm)
    assert "Комментарий: на первой паре говорили" in edited.only.text
    assert len(campus.cards) == 2, "nothing is passed on before the one confirmation"
    assert "у преподавателя" in (await anna.presses("Передать без имени")).only.text

    card = campus.card
    assert PASSWORD in card.text
    assert "на первой паре говорили" in card.text
    assert RU.desk.nothing_near in card.text
    assert "Анна" not in card.text
    assert str(anna.id) not in str(card.json)

    said = await campus.prof.says("student / student", reply_to=card)
    assert said.new[0].text == "Отправлено 1 студенту."
    answer = anna.messages[-1]
    assert answer.text == "Ответ преподавателя\nstudent / student"
    assert answer.reply_to == asked.id
    assert (await anna.presses("Понятно")).toast == "Вот и хорошо!"
    assert campus.card.text.endswith("Ответ отправлен, всё понятно.")


async def test_a_name_goes_only_with_those_who_say_it(campus: Campus) -> None:
    """«With my name» shows the first name on the card."""
    await campus.passes_on(campus.town.fake.private("Анна"), how="Передать с именем")
    assert "спрашивает Анна" in campus.card.text


async def test_nothing_is_passed_on_after_all(campus: Campus) -> None:
    """«Never mind» leaves no card and no comment; the same question can be passed on later."""
    anna = campus.town.fake.private("Анна")
    heard = await campus.passes_on(anna, comment="срочно", how="Не надо")
    assert heard.only.text == "Хорошо, вопрос никуда не ушёл."
    assert len(campus.cards) == 2
    await campus.passes_on(anna)
    assert "срочно" not in campus.card.text


async def test_an_answer_that_did_not_help_leads_to_a_human_as_well(campus: Campus) -> None:
    """The button comes with «not helpful»."""
    anna = campus.town.fake.private("Анна")
    answer = await anna.says("что такое гипервизор?")
    assert "Спросить преподавателя" not in answer.only.buttons
    pressed = await anna.presses("👎")
    assert "Спросить преподавателя" in pressed.only.buttons
    await anna.presses("Спросить преподавателя")
    await anna.presses("Передать без имени")
    assert "что такое гипервизор?" in campus.card.text


async def test_a_guess_leads_to_a_human_at_once(campus: Campus) -> None:
    """Under a passage that may be beside the point nobody has to say so first."""
    anna = campus.town.fake.private("Анна")
    guess = (await anna.says("какой пароль на стенде Xen?")).only
    assert guess.text.startswith(RU.asking.guess)
    assert guess.buttons[-1] == RU.desk.button_ask
    assert RU.desk.button_ask not in (await anna.says("минусы xen")).only.buttons
    await anna.presses(RU.desk.button_ask, on=guess)
    await anna.presses("Передать без имени")
    assert "какой пароль на стенде Xen?" in campus.card.text


async def test_without_a_staff_chat_there_is_no_such_button(town: Town) -> None:
    """Nobody could answer, and nothing is promised; forged presses are told that the button is old."""
    anna = town.fake.private("Анна")
    refusal = await anna.says(PASSWORD)
    assert "Спросить преподавателя" not in refusal.only.buttons
    for data in ("1:h:1", "1:n:1:plain"):
        heard = await anna.sends_press(refusal.only.json, data)
        assert heard.toast or heard.edited
        assert not heard.new


async def test_like_questions_are_one_card(campus: Campus) -> None:
    """Two students ask alike: one card counts them and shows both comments, both get the answer."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna, comment="для второй лабы")
    heard = await campus.passes_on(petr, "где взять пароль от стенда", comment="и логин")
    assert "уже спросили" in heard.only.text
    assert len(campus.questions) == 1
    for part in ("Спросили: 2 человека", "— для второй лабы", "— и логин"):
        assert part in campus.card.text
    said = await campus.prof.says("student", reply_to=campus.card)
    assert said.new[0].text == "Отправлено 2 студентам."
    assert anna.messages[-1].text == petr.messages[-1].text == "Ответ преподавателя\nstudent"


async def test_like_questions_at_the_same_moment_meet(campus: Campus) -> None:
    """Five students press at once, handled in parallel: still one card."""
    students = [campus.town.fake.private(name) for name in ("Анна", "Пётр", "Ольга", "Иван", "Зоя")]
    for student in students:
        await student.says(PASSWORD)
        await student.presses("Спросить преподавателя")
    await asyncio.gather(*(student.presses("Передать без имени") for student in students))
    assert len(campus.questions) == 1
    assert "Спросили: 5 человек" in campus.card.text


async def test_one_open_question_a_topic(campus: Campus) -> None:
    """The same person with the same topic is told that it waits already; by any number of presses."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    heard = await campus.passes_on(anna, "где взять пароль от стенда")
    assert "уже ждёт ответа" in heard.only.text
    await anna.says(LUNCH)
    pressed = await anna.presses("Спросить преподавателя")
    twice = pressed.new[0]
    await anna.presses("Передать без имени", on=twice)
    again = await anna.sends_press(twice.json, twice.button("Передать без имени")["callback_data"])
    assert "уже у преподавателя" in again.only.text
    assert len(campus.questions) == 2


async def test_limits_against_flooding(campus: Campus) -> None:
    """Five may wait at a time, ten may be passed on in a day."""
    anna = campus.town.fake.private("Анна")
    for word in ("пароль", "стипендия", "общежитие", "пересдача", "физкультура"):
        assert "у преподавателя" in (await campus.passes_on(anna, f"{word}?")).only.text
    assert "Ответа уже ждут 5 вопросов" in (await campus.passes_on(anna, "справка?")).only.text
    campus.town.clock.passes(minutes=5)
    for card in campus.questions:
        await campus.prof.says("в деканат", reply_to=card)
    for word in ("справка", "отпуск", "столовая", "библиотека", "парковка"):
        assert "у преподавателя" in (await campus.passes_on(anna, f"{word}?")).only.text
    for card in campus.questions[-5:]:
        await campus.prof.says("в деканат", reply_to=card)
    assert "На сегодня хватит" in (await campus.passes_on(anna, "каникулы?")).only.text
    campus.town.clock.passes(days=1)
    assert "у преподавателя" in (await campus.passes_on(anna, "каникулы?")).only.text


async def test_a_group_and_its_topics(campus: Campus) -> None:
    """In a group the answer stands under the question, in its topic; only the asker may press."""
    group = campus.town.fake.group("ВТ-21", forum=True)
    topic = group.topic("Лабораторные")
    petr, olga = group.member("Пётр"), group.member("Ольга")
    await petr.says(f"/ask {PASSWORD}", topic=topic)
    asked = petr.last_message
    assert asked
    assert (await olga.presses("Спросить преподавателя")).toast == NOT_YOURS
    confirm = (await petr.presses("Спросить преподавателя")).only
    assert confirm.topic == topic
    assert (await olga.presses("Передать без имени", on=confirm)).toast == NOT_YOURS
    await petr.presses("Передать без имени", on=confirm)
    await campus.prof.says("на доске", reply_to=campus.card)
    answer = group.messages[-1]
    assert answer.text == "Ответ преподавателя\nна доске"
    assert answer.topic == topic
    assert answer.reply_to == asked.id
    assert (await olga.presses("Понятно", on=answer)).toast == NOT_YOURS
    others = await olga.says("что такое гипервизор?", topic=topic, reply_to=answer)
    assert "Гипервизор — это программа" in others.text, "somebody else's reply is a question to the notes"
    more = (await petr.presses("Ещё вопрос", on=answer)).only
    await petr.says("а логин?", topic=topic, reply_to=more)
    assert campus.cards[-1].text == "К вопросу № 1\nа логин?"


async def test_erasing_takes_the_question_back(campus: Campus) -> None:
    """After /forget the card leads nowhere, and the instructor is told why."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna, comment="личное")
    await anna.says(EXAM)
    await anna.presses("Спросить преподавателя")
    await anna.says("черновик", reply_to=anna.messages[-1])
    await anna.says("/forget")
    await anna.presses("Стереть")
    async with campus.town.app.store.snapshot() as tx:
        assert await tx.facts.starting_with("draft:") == {}
    heard = await campus.prof.says("ответ", reply_to=campus.card)
    assert heard.only.text == "Этого вопроса больше нет: его стёрли."
    assert "ответ" not in anna.messages[-1].text


async def test_english_is_spoken_to_those_who_speak_it(campus: Campus) -> None:
    """The card is in the staff's language, the answer in the student's."""
    john = campus.town.fake.private("John", language="en")
    await john.says("what is the password of the stand?")
    await john.presses("Ask an instructor")
    await john.presses("Send without my name")
    assert campus.card.text.startswith("Вопрос № 1")
    await campus.prof.says("student", reply_to=campus.card)
    assert john.messages[-1].text == "The instructor's answer\nstudent"
    assert john.messages[-1].buttons == ["Got it", "Another question"]
