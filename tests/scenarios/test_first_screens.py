"""/start, /help, contents and glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.scenarios.conftest import Town


async def test_start_says_what_it_is_and_proposes_questions(town: Town) -> None:
    """Three questions from these notes; one press asks."""
    anna = town.fake.private("Анна")
    heard = await anna.starts()
    assert heard.only.text.startswith("Привет! Я Конспект: отвечаю на вопросы по 2 лекциям курса")
    *examples, contents = heard.only.buttons
    assert len(examples) == 3
    assert contents == "Содержание"
    answer = await anna.presses(examples[0])
    assert answer.new[-1].text.startswith(f"Вопрос: {examples[0]}")
    assert "👍 Помогло" in answer.new[-1].buttons


async def test_an_example_of_other_notes_says_so(town: Town) -> None:
    """The notes were changed since /start."""
    anna = town.fake.private("Анна")
    start = (await anna.starts()).only
    heard = await anna.sends_press(start.json, "1:e:000000000000")
    assert heard.toast == "Эта кнопка уже не работает. Лучше спросить ещё раз."


async def test_help_names_the_bot(town: Town) -> None:
    """With its @, unharmed by formatting."""
    heard = await town.fake.private("Анна").says("/help")
    assert "@konspekt_bot слово" in heard.text
    assert heard.only.styled("bold")[0] == "Как спрашивать"


async def test_an_unknown_command_is_told(town: Town) -> None:
    """In private nobody else can be meant."""
    assert (await town.fake.private("Анна").says("/foo")).text == "Такой команды нет. Список команд: /help"


async def test_contents_lead_to_sections_and_back(town: Town) -> None:
    """Lecture, section, subsection, and up again, in one message."""
    anna = town.fake.private("Анна")
    top = (await anna.says("/toc")).only
    assert top.text == "Содержание\n1. Контейнеры  4 раздела\n2. Гипервизоры  3 раздела"
    lecture = (await anna.presses("1")).only
    assert lecture.id == top.id
    assert lecture.text.splitlines()[0] == "Контейнеры"
    below = (await anna.presses("3")).only
    assert below.text.splitlines() == ["Контейнеры › Тома", "1. Резервные копии томов"]
    own = (await anna.presses("Читать вступление")).only
    assert "Том хранит данные" in own.text
    assert (await anna.presses("К содержанию")).only.text == below.text
    assert (await anna.presses("Выше")).only.text == lecture.text
    assert (await anna.presses("Выше")).only.text == top.text


async def test_a_section_opens_with_its_pictures(town: Town) -> None:
    """One stands over the text; several come as an album, and the contents stay."""
    anna = town.fake.private("Анна")
    await anna.says("/toc")
    await anna.presses("2")
    one = await anna.presses("1")
    assert one.messages[-1].photo
    assert one.messages[-1].text.startswith("Гипервизоры › Что такое гипервизор?")
    await anna.says("/toc")
    await anna.presses("1")
    several = await anna.presses("1")
    assert [bool(message.album) for message in several.new] == [True, True, False]
    assert several.new[-1].text.startswith("Контейнеры › Образ")


async def test_under_an_answer_pictures_come_at_a_press(town: Town) -> None:
    """The message is edited, so an album cannot stand over it."""
    anna = town.fake.private("Анна")
    await anna.says("что такое слои")
    await anna.presses("Читать дальше")
    await anna.presses("Раньше")
    section = await anna.presses("Раньше")
    assert "Картинки (2)" in section.messages[-1].buttons
    pictures = await anna.presses("Картинки (2)")
    assert len([message for message in pictures.new if message.photo]) == 2


async def test_the_glossary_leads_to_definitions(town: Town) -> None:
    """Terms in order, each opens where it is defined, and back."""
    anna = town.fake.private("Анна")
    glossary = (await anna.says("/glossary")).only
    assert glossary.text.splitlines()[:2] == ["Термины", "1. KVM"]
    assert "Гипервизор" in glossary.text
    defined = (await anna.presses("1")).only
    assert "KVM — это модуль ядра Linux" in defined.text
    assert "KVM" in defined.styled("bold")
    assert (await anna.presses("Термины")).only.text == glossary.text
    await anna.presses("1")
    assert (await anna.presses("Весь раздел")).messages[-1].text.startswith("Гипервизоры › KVM")


async def test_contents_of_a_heading_that_is_gone_say_so(town: Town) -> None:
    """The lecturer renamed it."""
    anna = town.fake.private("Анна")
    await anna.says("/toc")
    await anna.presses("1")
    town.notes_change("containers.md", "## Тома", "## Хранилище")
    gone = await anna.presses("3")
    assert gone.toast == "Этого места в конспекте больше нет: его изменили."
