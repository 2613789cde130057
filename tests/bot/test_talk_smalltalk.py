"""Small talk is told from questions by content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.smalltalk import Mood, Wish, hear


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("привет", Mood.GREETING),
        ("Здравствуйте!!!", Mood.GREETING),
        ("Привет! Кто ты?", Mood.WHO),
        ("привет, как дела", Mood.MOOD),
        ("Спасибо 🙏", Mood.THANKS),
        ("ок, спасибо", Mood.THANKS),
        ("что ты умеешь?", Mood.CAN),
        ("всё понятно", Mood.PRAISE),
        ("👍", Mood.PRAISE),
        ("не помогло", Mood.SORRY),
        ("I don't get it", Mood.SORRY),
        ("пока!", Mood.BYE),
        ("Hi there", Mood.GREETING),
        ("thanks a lot", Mood.THANKS),
        ("who are you?", Mood.WHO),
        ("What's up?", Mood.MOOD),
        ("что умеешь делать?", Mood.CAN),
        ("кто ты и что умеешь", Mood.CAN),
        ("спасибо за ответ", Mood.THANKS),
        ("класс, спасибо", Mood.THANKS),
        ("...", Mood.NO_QUESTION),
        ("🤔", Mood.NO_QUESTION),
    ],
)
def test_small_talk_gets_no_passage(text: str, mood: Mood) -> None:
    """Nothing is left to look up."""
    heard = hear(text)
    assert heard.mood is mood
    assert not heard.question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("спасибо, а что такое KVM?", "а что такое KVM?"),
        ("Добрый день! Подскажите, пожалуйста, что такое гипервизор?", "что такое гипервизор?"),
        ("что такое Xen, пожалуйста", "что такое Xen"),
        ("бот, что такое C++?", "что такое C++?"),
        ("понятно ли, зачем нужен KVM", "понятно ли, зачем нужен KVM"),
        ("пока не ясно, что такое том", "пока не ясно, что такое том"),
        ("как дела у KVM с вводом-выводом?", "как дела у KVM с вводом-выводом?"),
        ("ку кто ты такой KVM", "кто ты такой KVM"),
        ("hello world", "world"),
        ("802.11", "802.11"),
        ("Коллеги, кто знает, что такое том?", "что такое том?"),
        ("народ", "народ"),
        ("ок, а минусы?", "а минусы?"),
        ("понятно. а у xen?", "а у xen?"),
        ("класс A", "класс A"),
    ],
)
def test_a_question_among_polite_words_is_asked(text: str, question: str) -> None:
    """The rest is looked up as it was written."""
    heard = hear(text)
    assert heard.question == question
    assert heard.mood is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("ещё", Wish.MORE),
        ("Еще?", Wish.MORE),
        ("спасибо, а ещё?", Wish.MORE),
        ("подробнее", Wish.DETAILS),
        ("Tell me more", Wish.DETAILS),
    ],
)
def test_a_wish_is_about_the_answer_before(text: str, wish: Wish) -> None:
    """More, or all of it."""
    assert hear(text).wish is wish


@given(st.text(max_size=200))
def test_any_text_is_heard_as_one_thing(text: str) -> None:
    """Whatever is written: a question, small talk or a wish; a question is a part of what was written."""
    heard = hear(text)
    assert (bool(heard.question) + (heard.mood is not None) + (heard.wish is not None)) == 1
    assert heard.question in text
