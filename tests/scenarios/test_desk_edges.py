"""What seldom happens at the desk: late presses, failures, too many words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import RU
from tests.campus import CAKE, EXAM, PASSWORD

if TYPE_CHECKING:
    import pytest

    from tests.campus import Campus


async def test_a_card_that_somebody_has_dealt_with(campus: Campus) -> None:
    """A press on an old look of a card changes nothing and shows the new one."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    card = campus.card
    close = card.button("Не по курсу")["callback_data"]
    await campus.prof.says("student", reply_to=card)
    heard = await campus.prof.sends_press(card.json, close)
    assert heard.toast == RU.desk.changed_meanwhile
    assert "не по теме курса" not in anna.messages[-1].text
    heard = await campus.prof.sends_press(card.json, "1:a:1:aaaaaaaaaa")
    assert heard.toast == RU.toasts.gone


async def test_asking_the_same_again_after_all(campus: Campus) -> None:
    """Somebody who had understood joins the question that is open again, and gets the next answer."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna)
    await campus.passes_on(petr)
    await campus.prof.says("student", reply_to=campus.card)
    await anna.presses("Понятно")
    await petr.presses("Ещё вопрос")
    await petr.says("не подходит", reply_to=petr.messages[-1])
    heard = await campus.passes_on(anna, "где взять пароль от стенда", comment="теперь с ноутбука")
    assert heard.only.text.startswith(RU.desk.joined)
    assert "Спросили: 2 человека" in campus.card.text
    assert "— теперь с ноутбука" in campus.card.text
    assert "— не подходит" in campus.card.text
    await campus.prof.says("сменили на lab", reply_to=campus.card)
    assert anna.messages[-1].text == petr.messages[-1].text == "Ответ преподавателя\nсменили на lab"


async def test_words_have_a_limit_and_an_end(campus: Campus) -> None:
    """Twenty a day; none after such questions were muted."""
    fake = campus.town.fake
    anna = fake.private("Анна")
    await campus.passes_on(anna)
    about = anna.messages[-1]
    for number in range(20):
        assert (await anna.says(f"и ещё {number}", reply_to=about)).only.text == RU.desk.passed_on
    assert "На сегодня хватит" in (await anna.says("и ещё", reply_to=about)).only.text
    assert (await anna.sends_file("sticker", reply_to=about)).only.text != RU.desk.passed_on
    campus.town.clock.passes(days=1)
    assert (await anna.says("и снова", reply_to=about)).only.text == RU.desk.passed_on
    await campus.prof.presses("Не показывать такие", on=campus.card)
    await campus.prof.presses("точно?", on=campus.card)
    assert anna.messages[-1].text == RU.desk.muted_for_you
    assert (await anna.says("почему?", reply_to=about)).only.text == RU.desk.over
    assert (await anna.says("но почему?", reply_to=anna.messages[-3])).only.text == RU.desk.over
    assert "почему?" not in campus.cards[-1].text


async def test_a_comment_needs_words(campus: Campus) -> None:
    """A picture instead of a comment is asked back about; a group's bystander comments nothing."""
    fake = campus.town.fake
    group = fake.group("ВТ-21")
    petr, olga = group.member("Пётр"), group.member("Ольга")
    await petr.says(f"/ask {PASSWORD}")
    confirm = (await petr.presses("Спросить преподавателя")).only
    assert (await petr.sends_file("photo", reply_to=confirm)).only.text == RU.desk.comment_in_words
    await olga.says("что такое гипервизор?", reply_to=confirm)
    await petr.presses("Передать без имени", on=confirm)
    assert "гипервизор" not in campus.card.text.lower()


async def test_many_comments(campus: Campus) -> None:
    """The card stays readable: ten are shown, the others counted."""
    for number in range(12):
        student = campus.town.fake.private(f"Студент {number}")
        await campus.passes_on(student, CAKE, comment="очень длинно и подробно " * 40)
    assert "… и ещё 2 комментария" in campus.card.text
    assert "Бот нашёл рядом:" in campus.card.text, "nothing is pushed out"
    await campus.prof.says("очень подробный ответ " * 150, reply_to=campus.card)
    await student.says("всё равно непонятно, вот почему: " * 30, reply_to=student.messages[-1])
    assert campus.card.text.endswith("Есть уточняющий вопрос.")


async def test_something_slow_that_fails(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The instructor gets a word instead of waiting for ever; details are in the log only."""

    def broken(*_: object) -> None:
        message = "no space left on the secret device"
        raise OSError(message)

    await campus.town.fake.private("Анна").says(EXAM)
    monkeypatch.setattr("bot.handlers.desk.reports.measure", broken)
    heard = await campus.prof.says("/report")
    assert heard.only.text == RU.desk.failed


async def test_an_answer_whose_students_are_all_gone(campus: Campus) -> None:
    """Blocked before, blocked after: told each time, never an error."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    await anna.blocks()
    await campus.prof.says("student", reply_to=campus.card)
    assert campus.cards[-1].text == RU.desk.undelivered(1)
    assert (await campus.prof.says("ещё", reply_to=campus.card)).only.text == RU.desk.nobody_waits
    await anna.unblocks()
    assert "у преподавателя" in (await campus.passes_on(anna, EXAM)).only.text


async def test_a_voice_answer_missed_is_asked_for_again(campus: Campus) -> None:
    """No copy of it is kept: whoever had blocked the bot is back, and the question waits as a new card."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    await anna.blocks()
    await campus.prof.sends_file("voice", reply_to=campus.card)
    cards = len(campus.questions)
    await anna.unblocks()
    assert len(campus.questions) == cards + 1
    await campus.prof.says("student", reply_to=campus.card)
    assert "student" in anna.messages[-1].text


async def test_a_question_that_was_taken_moves_with_the_staff(campus: Campus) -> None:
    """A new staff chat gets what an instructor had begun on: nobody else could answer it any more."""
    fake = campus.town.fake
    anna, oleg = fake.private("Анна"), fake.private("Олег")
    await campus.passes_on(anna)
    await campus.prof.presses("Ответить", on=campus.card)
    await campus.bind(by=oleg)
    card = oleg.messages[-1]
    assert PASSWORD in card.text
    await oleg.says("student", reply_to=card)
    assert "student" in anna.messages[-1].text


async def test_a_word_that_comes_after_the_staff_has_moved(campus: Campus) -> None:
    """In the new chat there is no card of an answered question: it comes first, the word below it."""
    fake = campus.town.fake
    anna, oleg = fake.private("Анна"), fake.private("Олег")
    await campus.passes_on(anna)
    await campus.prof.says("student", reply_to=campus.card)
    answer = anna.messages[-1]
    await campus.bind(by=oleg)
    before = len(oleg.messages)
    await anna.says("не подходит", reply_to=answer)
    card, word = oleg.messages[before:]
    assert PASSWORD in card.text
    assert "Уже отвечали:\nstudent" in card.text
    assert word.text == "К вопросу № 1\nне подходит"
    await oleg.says("student2", reply_to=card)
    assert anna.messages[-1].text == "Ответ преподавателя\nstudent2"


async def test_asking_once_more_what_was_answered(campus: Campus) -> None:
    """Pressing «ask an instructor» again brings the answer again, or says what became of the question."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna)
    refusal = anna.messages[-2]
    again = await anna.presses("Спросить преподавателя", on=refusal)
    assert again.toast == RU.desk.already_sent
    await campus.prof.says("student", reply_to=campus.card)
    again = await anna.presses("Спросить преподавателя", on=refusal)
    assert again.toast == RU.desk.answered_again
    assert again.only.text == f"Ответ преподавателя\n{PASSWORD}\nstudent"
    await anna.presses("Понятно", on=again.only)
    again = await anna.presses("Спросить преподавателя", on=refusal)
    assert again.toast == RU.desk.answered_again

    await campus.passes_on(petr, EXAM)
    await campus.prof.sends_file("voice", reply_to=campus.card)
    refusal = petr.messages[-4]
    await petr.says("не слышно", reply_to=petr.messages[-1])
    assert f"Уже отвечали:\n{RU.desk.answered_otherwise}" in campus.card.text
    await campus.prof.sends_file("voice", reply_to=campus.card)
    again = await petr.presses("Спросить преподавателя", on=refusal)
    assert again.toast == RU.desk.answered_above
    assert again.new == ()


async def test_objecting_to_not_for_this_course(campus: Campus) -> None:
    """A reply to that word is none to the notes: it opens the question again, for whoever objects."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna)
    await campus.passes_on(petr)
    refusal = anna.messages[-2]
    await campus.prof.presses("Не по курсу", on=campus.card)
    await campus.prof.presses("точно?", on=campus.card)
    assert (await anna.presses("Спросить преподавателя", on=refusal)).toast == RU.desk.not_for_course
    assert (await anna.says("он для второй лабы", reply_to=anna.messages[-1])).only.text == RU.desk.passed_on
    assert campus.cards[-1].text == "К вопросу № 1\nон для второй лабы"
    assert "— он для второй лабы" in campus.card.text
    assert "Ответить" in campus.card.buttons
    await campus.prof.says("student", reply_to=campus.card)
    assert anna.messages[-1].text == "Ответ преподавателя\nstudent"
    assert petr.messages[-1].text == f"{RU.desk.not_for_course}\n{RU.desk.may_object}", (
        "whoever took it for an answer is left alone"
    )


async def test_the_same_answer_again(campus: Campus) -> None:
    """A question like one that was answered says so on its card, and the answer needs no typing."""
    fake = campus.town.fake
    anna, petr, olga = fake.private("Анна"), fake.private("Пётр"), fake.private("Ольга")
    await campus.passes_on(anna)
    await campus.prof.says("student", reply_to=campus.card)
    await campus.passes_on(petr, "где взять пароль от стенда")
    card = campus.card
    assert "Похоже на вопрос № 1, на него ответили так:\nstudent" in card.text
    same = card.button("Отправить тот же ответ")["callback_data"]
    heard = await campus.prof.sends_press(card.json, same)
    assert heard.toast == "Отправлено 1 студенту."
    assert petr.messages[-1].text == "Ответ преподавателя\nstudent"
    assert petr.messages[-1].buttons == ["Понятно", "Ещё вопрос"]
    assert campus.card.text.endswith("Ответ отправлен.")
    assert "Похоже" not in campus.card.text
    heard = await campus.prof.sends_press(card.json, same)
    assert heard.toast == RU.desk.changed_meanwhile
    await campus.passes_on(olga, EXAM)
    assert "Похоже" not in campus.card.text
    assert "Отправить тот же ответ" not in campus.card.buttons


async def test_the_same_section_again(campus: Campus) -> None:
    """What was pointed to is shown by its headings, and sent again as a section."""
    fake = campus.town.fake
    anna, petr = fake.private("Анна"), fake.private("Пётр")
    await campus.passes_on(anna)
    for label in ("Указать раздел", "Содержание", "Контейнеры ›", "Слои"):
        await campus.prof.presses(label)
    await campus.passes_on(petr, "где взять пароль от стенда")
    assert "на него ответили так:\nКонтейнеры › Слои" in campus.card.text
    await campus.prof.presses("Отправить тот же ответ", on=campus.card)
    assert petr.messages[-1].text == anna.messages[-1].text
    assert petr.messages[-1].buttons == ["Весь раздел", "Понятно", "Ещё вопрос"]
    campus.town.notes_change("containers.md", "## Слои", "## Как устроены слои и зачем они")
    await campus.passes_on(fake.private("Ольга"), "откуда взять пароль стенда")
    assert "Похоже" not in campus.card.text, "there is nothing to send any more"


async def test_an_answer_to_one_student_is_not_offered_to_be_kept(campus: Campus) -> None:
    """What would be kept is the answer that everybody got."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    heard = await campus.prof.says("student", reply_to=campus.card)
    keep = RU.desk.button_keep
    assert keep in str(heard.new[-1].json)
    await anna.says("а логин?", reply_to=anna.messages[-1])
    word = next(one for one in reversed(campus.cards) if "а логин?" in one.text)
    heard = await campus.prof.says("root", reply_to=word)
    assert "root" in anna.messages[-1].text
    assert keep not in str([one.json for one in heard.new])


async def test_a_further_word_without_a_staff_chat(campus: Campus) -> None:
    """The conversation is not over: nobody is there to take the word."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    await campus.prof.says("student", reply_to=campus.card)
    answer = anna.messages[-1]
    await campus.prof.says("/staff off")
    assert (await anna.says("а логин?", reply_to=answer)).only.text == RU.desk.no_staff


async def test_a_place_in_a_queue_that_is_no_more(campus: Campus) -> None:
    """After office hours a question waits as a card, with nobody before it to be told."""
    anna = campus.town.fake.private("Анна")
    await campus.prof.says("/hours on")
    await campus.passes_on(anna)
    waiting = anna.messages[-1]
    await campus.prof.says("/hours off")
    heard = await anna.presses(RU.desk.button_queue, on=waiting)
    assert heard.toast == RU.desk.already_sent
