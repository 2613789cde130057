"""A student and the bot: questions, follow-ups, small talk, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.texts import RU

if TYPE_CHECKING:
    from tests.scenarios.conftest import Town


async def test_a_question_is_answered_in_the_lecturers_words(town: Town) -> None:
    """Heading in bold, the passage with its picture, and buttons."""
    anna = town.fake.private("Анна")
    heard = await anna.says("что такое гипервизор?")
    assert heard.only.text.startswith("Гипервизоры › Что такое гипервизор?\nГипервизор — это программа")
    assert heard.only.styled("bold")[0] == "Гипервизоры › Что такое гипервизор?"
    assert heard.only.photo
    assert heard.only.rows[-1] == ["👍 Помогло", "👎 Не помогло"]
    assert heard.only.reply_to is None


async def test_follow_ups_take_what_is_missing_from_the_question_before(town: Town) -> None:
    """«А у Xen?» keeps the drawbacks, and the answer says how it was read."""
    anna = town.fake.private("Анна")
    assert "сбой ядра" in (await anna.says("минусы kvm")).text
    heard = await anna.says("а у xen?")
    assert "сложная настройка сети" in heard.text
    assert heard.text.startswith("Понял как: ")
    complete = await anna.says("что такое том")
    assert "Том хранит данные" in complete.text
    assert "Понял как" not in complete.text


async def test_the_memory_survives_a_restart_but_not_a_quarter_of_an_hour(town: Town) -> None:
    """What was asked before is in the store, for a while."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    await town.restarts()
    assert "сложная настройка сети" in (await anna.says("а у xen?")).text
    town.clock.passes(minutes=16)
    forgotten = await anna.says("ещё")
    assert forgotten.only.text == "О чём именно? Сначала нужен вопрос, потом можно уточнять."


async def test_two_people_keep_their_own_follow_ups(town: Town) -> None:
    """What one asked does not answer the other."""
    anna, boris = town.fake.private("Анна"), town.fake.private("Борис")
    await anna.says("минусы kvm")
    await boris.says("плюсы xen")
    assert "сбой ядра" not in (await boris.says("а у kvm?")).text
    assert "сложная настройка" in (await anna.says("а у xen?")).text


async def test_more_and_details_are_about_the_answer_before(town: Town) -> None:
    """«Ещё» is the next result, «подробнее» the whole section, until there is nothing more."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    more = await anna.says("ещё")
    assert "Ещё ответ (3 из " in more.only.buttons[1]
    details = await anna.says("подробнее")
    assert details.only.text.startswith("Гипервизоры › KVM")
    assert "К ответу" in details.only.buttons
    for _ in range(10):
        last = await anna.says("ещё")
    assert last.only.text == "Больше ничего подходящего в конспекте нет."


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("привет", "Привет! О чём из конспекта рассказать?"),
        ("спасибо!", "Пожалуйста! Всегда рад помочь."),
        ("👍", "Рад помочь!"),
        ("...", "Не вижу здесь вопроса. Хватит и пары слов."),
    ],
)
async def test_small_talk_gets_a_human_line(town: Town, said: str, answer: str) -> None:
    """No passage, no buttons."""
    heard = await town.fake.private("Анна").says(said)
    assert heard.only.text == answer
    assert heard.only.buttons == []


async def test_a_question_after_thanks_is_answered(town: Town) -> None:
    """Small talk is told by content."""
    heard = await town.fake.private("Анна").says("спасибо, а что такое KVM?")
    assert "KVM — это модуль ядра Linux" in heard.text


async def test_a_typo_is_read_as_it_was_meant(town: Town) -> None:
    """The answer says how the question was read, also after leafing."""
    anna = town.fake.private("Анна")
    heard = await anna.says("что такое гипревизор")
    assert heard.only.text.splitlines()[0] == "Понял как: что такое гипервизор"
    assert "Понял как: что такое гипервизор" in (await anna.presses("Ещё ответ")).text


async def test_a_greeting_in_the_wrong_layout_is_a_greeting(town: Town) -> None:
    """And no question that the notes would have to answer."""
    assert (await town.fake.private("Анна").says("ghbdtn")).only.text == RU.talk.greeting


async def test_what_the_notes_do_not_say_is_refused_with_headings_near(town: Town) -> None:
    """No passage under a refusal; a heading opens its section and leads back."""
    anna = town.fake.private("Анна")
    far = await anna.says("квантовая хромодинамика")
    assert far.only.text == RU.asking.not_found
    assert far.only.buttons == ["Содержание"]
    heard = await anna.says("сколько слоёв у торта наполеон?")
    assert heard.only.text == "В конспекте об этом ничего не нашлось. Может быть, близко:"
    near = heard.only.buttons[0]
    opened = await anna.presses(near)
    assert near in opened.only.styled("bold")[0]
    back = await anna.presses("К ответу")
    assert back.messages[-1].buttons == heard.only.buttons


async def test_an_edited_follow_up_still_follows_on(town: Town) -> None:
    """On the question before it; and an answer that was leafed to with a word of one's own stays."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    await anna.says("а у xen?")
    question = anna.last_message
    assert question
    further = (await anna.says("ещё")).only
    heard = await anna.edits(question, "а у KVM?")
    assert "KVM · минусы" in heard.edited[0].text
    assert heard.edited[0].id != further.id


async def test_a_guess_is_told_as_one(town: Town) -> None:
    """Where the passage speaks of some of the question only; leafing through does not make it surer."""
    anna = town.fake.private("Анна")
    assert (await anna.says("какой пароль на стенде Xen?")).text.startswith(RU.asking.guess)
    assert (await anna.presses("Ещё ответ")).text.startswith(RU.asking.guess)
    assert RU.asking.guess not in (await anna.says("минусы xen")).text


async def test_a_refusal_does_not_end_the_thread(town: Town) -> None:
    """The next short question follows on the last answer."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    assert (await anna.says("квантовая хромодинамика")).only.text == RU.asking.not_found
    assert "Xen · минусы" in (await anna.says("а у xen?")).only.text


async def test_an_edited_question_mends_its_answer(town: Town) -> None:
    """Within a minute; later it is left alone."""
    anna = town.fake.private("Анна")
    await anna.says("что такое том")
    question = anna.last_message
    assert question
    heard = await anna.edits(question, "минусы kvm")
    assert heard.edited[0].text.startswith("Гипервизоры › KVM\nНедостатки KVM:")
    assert not heard.new
    again = await anna.edits(question, "минусы xen")
    assert "сложная настройка" in again.edited[0].text
    town.clock.passes(seconds=70)
    assert len(await anna.edits(question, "что такое слои")) == 0


async def test_a_forwarded_message_is_a_question(town: Town) -> None:
    """Whoever wrote it."""
    heard = await town.fake.private("Анна").forwards("Коллеги, подскажите, что такое Xen?")
    assert "Xen — это зрелый гипервизор" in heard.text


async def test_a_reply_to_an_old_answer_follows_on_that_answer(town: Town) -> None:
    """Not on the question asked last."""
    anna = town.fake.private("Анна")
    drawbacks = await anna.says("минусы kvm")
    await anna.says("что такое том")
    heard = await anna.says("а у xen?", reply_to=drawbacks.only)
    assert "сложная настройка сети" in heard.text


async def test_only_the_beginning_of_a_very_long_question_is_read(town: Town) -> None:
    """And the answer says so."""
    heard = await town.fake.private("Анна").says("что такое гипервизор? " + "ну очень интересно " * 80)
    assert heard.only.text.startswith("Вопрос длинный, прочитаны первые 1000 символов.")


async def test_a_picture_without_words_is_no_question(town: Town) -> None:
    """Its caption is."""
    anna = town.fake.private("Анна")
    assert "Вопрос нужно написать словами" in (await anna.sends_file("photo")).text
    assert "Том хранит" in (await anna.sends_file("photo", caption="что такое том?")).text


async def test_too_many_questions_meet_a_friendly_word_once(town: Town) -> None:
    """Not silence, and not a flood of our own; later all is well."""
    await town.restarts(person_limit=3)
    anna = town.fake.private("Анна")
    for _ in range(3):
        assert "Том хранит" in (await anna.says("что такое том")).text
    assert (await anna.says("что такое xen")).only.text == (
        "Не успеваю за вопросами. Продолжим через минуту?"
    )
    assert len(await anna.says("что такое kvm")) == 0
    town.clock.passes(seconds=61)
    assert "Xen — это" in (await anna.says("что такое xen")).text


async def test_a_forwarded_message_follows_on_nothing(town: Town) -> None:
    """Who wrote it knew nothing of what was asked here."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    heard = await anna.forwards("а у xen?")
    assert "Понял как" not in heard.only.text


async def test_a_follow_up_says_how_it_was_understood(town: Town) -> None:
    """A thing and its side, in words and not in word salad."""
    anna = town.fake.private("Анна")
    await anna.says("какие минусы у kvm?")
    assert (await anna.says("а у xen?")).only.text.startswith("Понял как: Xen · минусы\n")
    assert (await anna.says("а плюсы?")).only.text.startswith("Понял как: Xen · плюсы\n")


async def test_a_dead_link_offers_the_contents(town: Town) -> None:
    """The button that its sentence speaks of is there."""
    anna = town.fake.private("Анна")
    heard = await anna.starts("s-0000000000")
    assert heard.only.text.startswith("Этого места в конспекте больше нет")
    assert "Содержание" in (await anna.presses("Содержание")).only.text


async def test_somebody_who_speaks_english_is_answered_in_english(town: Town) -> None:
    """The notes stay as they are; the bot's own words follow the person."""
    heard = await town.fake.private("John", language="en-GB").says("what is KVM")
    assert "Another answer" in " ".join(heard.only.buttons)
    assert "KVM — это модуль" in heard.text


async def test_answers_may_be_protected(town: Town) -> None:
    """A setting of the operator."""
    await town.restarts(protect=True)
    assert (await town.fake.private("Анна").says("что такое том")).only.protected
