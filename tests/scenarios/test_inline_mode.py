"""`@bot word` in any chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.scenarios.conftest import Town


async def test_results_have_heading_sentence_and_passage(town: Town) -> None:
    """What is chosen carries the passage and a link to the section."""
    anna = town.fake.private("Анна")
    listed = await anna.inline("минусы kvm")
    best = listed.results[0]
    assert best.title == "KVM › Недостатки KVM"
    assert best.description.startswith("замедляется ввод-вывод")
    assert "сбой ядра" in best.text
    url = best.message.button("Открыть в конспекте")["url"]
    opened = await anna.starts(url.split("start=")[1])
    assert opened.messages[-1].text.startswith("Гипервизоры › KVM")


async def test_an_empty_query_shows_the_contents(town: Town) -> None:
    """Sections in order, each with its text."""
    listed = await town.fake.private("Анна").inline("")
    assert listed.titles[:3] == ["Образ", "Слои", "Тома"]
    assert "Образ контейнера" in listed.results[0].text
    assert listed.button
    assert listed.button["text"] == "Спросить в личном чате"


async def test_there_are_at_most_ten_and_then_the_next_page(town: Town) -> None:
    """Pages do not overlap and come to an end."""
    text = "\n\n".join(f"## Тема {n}\n\nТекст о контейнере номер {n}." for n in range(25))
    town.notes_change("containers.md", "## Образ", f"{text}\n\n## Образ")
    anna = town.fake.private("Анна")
    seen: list[str] = []
    offset = ""
    while True:
        listed = await anna.inline("", offset=offset)
        assert len(listed) <= 10
        seen += [found.id for found in listed.results]
        if not (offset := listed.next_offset):
            break
    assert len(seen) == len(set(seen)) == 34


async def test_telegram_keeps_results_for_a_while_and_for_each_person(town: Town) -> None:
    """Everybody has a language and a course; a reload of the notes is seen within minutes."""
    listed = await town.fake.private("Анна").inline("гипервизор")
    assert listed.json["is_personal"] is True
    assert 60 <= listed.json["cache_time"] <= 600


async def test_nothing_found_leads_to_the_private_chat(town: Town) -> None:
    """No wrong results."""
    listed = await town.fake.private("Анна").inline("квантовая хромодинамика")
    assert len(listed) == 0
    assert listed.button
    assert listed.button["text"] == "Не нашлось. Спросить в личном чате"


async def test_a_picture_that_telegram_holds_comes_along(town: Town) -> None:
    """Once it was sent in some chat."""
    anna = town.fake.private("Анна")
    await anna.says("что такое гипервизор?")
    listed = await anna.inline("что такое гипервизор?")
    assert listed.results[0].photo
    assert listed.results[0].text.startswith("Гипервизоры › Что такое гипервизор?")


async def test_any_query_and_offset_is_answered(town: Town) -> None:
    """256 characters of anything, and offsets that nobody gave."""
    anna = town.fake.private("Анна")
    for query in ("ы" * 256, "🙂" * 200, "\u202e]]>", "(a+)+$"):
        await anna.inline(query)
    assert len(await anna.inline("контейнер", offset="999999")) == 0
    assert len(await anna.inline("kvm", offset="x")) > 0
