"""Office hours: a queue of groups of like questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.campus import EXAM, LUNCH, PASSWORD

if TYPE_CHECKING:
    from tests.campus import Campus


async def test_questions_queue_up_and_are_taken_group_by_group(campus: Campus) -> None:
    """Students see their place, like questions share one, the instructor takes the next."""
    fake, prof = campus.town.fake, campus.prof
    anna, petr, olga = fake.private("Анна"), fake.private("Пётр"), fake.private("Ольга")
    assert "Никто не ждёт" in (await prof.says("/hours on")).only.text
    assert "Впереди никого" in (await campus.passes_on(anna)).only.text
    assert "Впереди 1 вопрос." in (await campus.passes_on(petr, EXAM)).only.text
    same = await campus.passes_on(olga, "где взять пароль от стенда", comment="срочно")
    assert "Впереди никого" in same.only.text
    assert campus.questions == [], "nothing disturbs the instructor meanwhile"

    taken = await prof.says("/next")
    assert PASSWORD in taken.only.text
    assert "Спросили: 2" in taken.only.text
    assert "— срочно" in taken.only.text
    assert (await petr.presses("Какой я в очереди?")).toast == "Впереди никого."
    assert (await anna.presses("Какой я в очереди?")).toast == "Преподаватель сейчас отвечает на этот вопрос."
    said = await prof.says("student", reply_to=taken.only)
    assert said.new[0].buttons == ["Сохранить в FAQ", "Следующий вопрос"]
    assert anna.messages[-1].text == olga.messages[-1].text == "Ответ преподавателя\nstudent"
    assert (await anna.presses("Какой я в очереди?")).toast == "Этот вопрос уже не в очереди."

    following = await prof.presses("Следующий вопрос")
    assert EXAM in following.only.text
    assert (await prof.says("/next")).only.text == "В очереди пусто."


async def test_a_word_after_an_answer_is_no_new_place_in_the_queue(campus: Campus) -> None:
    """It comes under its card at once; the next look shows what was asked, answered, and asked back."""
    prof, anna = campus.prof, campus.town.fake.private("Анна")
    await prof.says("/hours on")
    await campus.passes_on(anna, comment="срочно")
    card = (await prof.says("/next")).only
    assert "Отвечает Мария." in card.text
    await prof.says("student", reply_to=card)
    await anna.presses("Ещё вопрос")
    await anna.says("не подходит", reply_to=anna.messages[-1])
    assert "К вопросу № 1\nне подходит" in campus.cards[-1].text
    card = campus.card
    assert "— не подходит" in card.text
    assert "Уже отвечали:\nstudent" in card.text
    assert "Есть уточняющий вопрос." in card.text
    assert "срочно" not in card.text, "that was answered"
    (again,) = (await prof.says("/next")).new
    assert "— не подходит" in again.text
    assert "Уже отвечали:\nstudent" in again.text
    await prof.says("student2", reply_to=again)
    assert anna.messages[-1].text == "Ответ преподавателя\nstudent2"


async def test_a_question_that_has_a_card_is_taken_at_the_end_of_the_chat(campus: Campus) -> None:
    """One card with buttons at a time; a reply to the one above still reaches the student."""
    prof, anna = campus.prof, campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    old = campus.card
    await prof.says("/hours on")
    (new,) = (await prof.says("/next")).new
    assert "Отвечает Мария." in new.text
    above = next(one for one in campus.cards if one.id == old.id)
    assert "теперь ниже" in above.text
    assert above.buttons == []
    await prof.says("student", reply_to=above)
    assert anna.messages[-1].text == "Ответ преподавателя\nstudent"
    assert "Ответ отправлен" in campus.card.text


async def test_a_picture_does_not_wait_in_the_queue(campus: Campus) -> None:
    """No copy of it is kept, so it comes at once, below the card of its question."""
    anna = campus.town.fake.private("Анна")
    await campus.prof.says("/hours on")
    await campus.passes_on(anna)
    await anna.sends_file("photo", caption="вот экран", reply_to=anna.messages[-1])
    card, picture = campus.cards[-2:]
    assert "— вот экран" in card.text
    assert picture.photo
    await campus.prof.says("student", reply_to=picture)
    assert anna.messages[-1].text.endswith("student")


async def test_what_is_left_waits_as_cards(campus: Campus) -> None:
    """Off again: those who were not taken come as cards, in order; also after a restart in the middle."""
    fake, prof = campus.town.fake, campus.prof
    await prof.says("/hours on")
    anna = fake.private("Анна")
    await campus.passes_on(anna)
    waiting = anna.messages[-1]
    await campus.town.restarts()
    await anna.says("на первой паре говорили", reply_to=waiting)
    await campus.passes_on(fake.private("Пётр"), EXAM)
    await campus.passes_on(fake.private("Ольга"), LUNCH)
    assert PASSWORD in (await prof.says("/next")).only.text
    assert "— на первой паре говорили" in campus.card.text
    heard = await prof.presses("Закончить")
    assert "3 вопроса" in heard.new[0].text  # the one that was taken has no answer either
    assert [one.text.splitlines()[1] for one in heard.new[1:]] == [EXAM, LUNCH]
    assert "у преподавателя" in (await campus.passes_on(fake.private("Иван"), "где библиотека?")).only.text
    assert "библиотека" in campus.card.text


async def test_the_state_can_be_asked(campus: Campus) -> None:
    """Bare /hours says what holds and offers the change."""
    prof = campus.prof
    heard = await prof.says("/hours")
    assert heard.only.buttons == ["Начать консультацию"]
    await prof.presses("Начать консультацию")
    assert (await prof.says("/hours")).only.buttons == ["Следующий вопрос", "Закончить"]


async def test_two_instructors_take_different_questions(campus: Campus) -> None:
    """What one has taken is not given to the other."""
    fake = campus.town.fake
    office = fake.group("Кафедра")
    maria, oleg = office.member("Мария"), office.member("Олег")
    await campus.bind(maria)
    await maria.says("/hours on")
    await campus.passes_on(fake.private("Анна"))
    await campus.passes_on(fake.private("Пётр"), EXAM)
    first, second = await maria.says("/next"), await oleg.says("/next")
    assert PASSWORD in first.only.text
    assert EXAM in second.only.text
