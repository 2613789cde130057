"""The buttons under an answer: all edit the same message, also much later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.scenarios.conftest import Town


async def test_leafing_through_results_edits_the_message(town: Town) -> None:
    """Forth and back again."""
    anna = town.fake.private("Анна")
    first = (await anna.says("минусы kvm")).only
    second = (await anna.presses("Ещё ответ")).only
    assert second.edited
    assert second.id == first.id
    assert second.text != first.text
    back = (await anna.presses("Назад")).only
    assert (back.text, back.buttons) == (first.text, first.buttons)


async def test_a_picture_comes_and_goes_with_its_passage(town: Town) -> None:
    """A message with a picture cannot become a text: another one takes its place."""
    anna = town.fake.private("Анна")
    assert (await anna.says("что такое гипервизор?")).only.photo
    text = await anna.presses("Ещё ответ")
    assert text.deleted
    assert not text.only.photo
    assert (await anna.presses("Назад")).only.photo


async def test_the_whole_section_and_the_way_on(town: Town) -> None:
    """Section, next, previous, back to the answer."""
    anna = town.fake.private("Анна")
    answer = (await anna.says("минусы kvm")).only
    section = (await anna.presses("Весь раздел")).only
    assert "Достоинства KVM" in section.text
    assert section.id == answer.id
    onward = (await anna.presses("Читать дальше")).only
    assert onward.text.startswith("Гипервизоры › KVM › Virtio")
    assert (await anna.presses("Раньше")).only.text == section.text
    assert (await anna.presses("К ответу")).only.text == answer.text


async def test_a_long_section_has_pages(town: Town) -> None:
    """Each fits a message and says where it stands; none of the text is lost."""
    anna = town.fake.private("Анна")
    await anna.says("куда планировщик переносит контейнеры")
    first = (await anna.presses("Весь раздел")).only
    assert first.text.endswith("стр. 1 из 2")
    second = (await anna.presses("Читать дальше")).only
    assert second.text.endswith("стр. 2 из 2")
    for step in range(1, 15):
        assert f"Шаг {step}." in first.text + second.text


async def test_a_verdict_is_noted_and_can_be_changed(town: Town) -> None:
    """The last one counts; the same again changes nothing."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    helpful = await anna.presses("Помогло")
    assert helpful.toast == "Спасибо, учту!"
    assert "👍 Помогло ✓" in helpful.only.buttons
    again = await anna.presses("👍 Помогло ✓")
    assert again.toast == "Спасибо, учту!"
    assert len(again) == 0
    changed = await anna.presses("Не помогло")
    assert changed.only.rows[-1] == ["👍 Помогло", "👎 Не помогло ✓"]


async def test_pressing_twice_does_no_harm(town: Town) -> None:
    """An old press arrives once more: the same page, no error."""
    anna = town.fake.private("Анна")
    answer = (await anna.says("минусы kvm")).only
    data = answer.button("Ещё ответ")["callback_data"]
    await anna.sends_press(answer.json, data)
    twice = await anna.sends_press(answer.json, data)
    assert twice.toast == ""
    assert not town.fake.violations


async def test_buttons_work_after_a_restart(town: Town) -> None:
    """Everything they need is in the store."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    town.clock.passes(days=30)
    await town.restarts()
    assert (await anna.presses("Ещё ответ")).only.edited
    assert (await anna.presses("Назад")).only.edited
    assert (await anna.presses("Весь раздел")).only.edited
    assert (await anna.presses("К ответу")).only.edited


async def test_a_passage_that_is_gone_says_so(town: Town) -> None:
    """After the notes changed the message stays, with a notice."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    town.notes_change("hypervisors/README.md", "сбой ядра останавливает все машины", "сбой ядра опасен")
    await anna.presses("Ещё ответ")
    gone = await anna.presses("Назад")
    assert gone.toast == "Этого места в конспекте больше нет: его изменили."
    assert gone.alert
    assert len(gone) == 0


async def test_a_section_survives_changes_of_its_text(town: Town) -> None:
    """Its heading is what it hangs on."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    town.notes_change("hypervisors/README.md", "простая установка", "быстрая установка")
    assert "быстрая установка" in (await anna.presses("Весь раздел")).text


async def test_an_answer_can_be_shared_as_a_link(town: Town) -> None:
    """The link opens the section in another's private chat, pictures and all."""
    anna = town.fake.private("Анна")
    answer = (await anna.says("что такое образ контейнера")).messages[-1]
    url = answer.button("Поделиться")["url"]
    assert url.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fkonspekt_bot%3Fstart%3Ds-")
    parameter = url.split("start%3D")[1].split("&")[0]
    boris = town.fake.person("Борис")
    town.fake.open_private(boris)
    opened = await boris.starts(parameter)
    assert len([message for message in opened if message.photo]) == 2
    assert opened.messages[-1].text.startswith("Контейнеры › Образ\nОбраз контейнера")
    gone = await boris.starts("s-aaaaaaaaaa")
    assert "больше нет" in gone.only.text


async def test_forged_buttons_do_nothing(town: Town) -> None:
    """Data of another chat, data that means nothing, numbers that do not exist."""
    anna, boris = town.fake.private("Анна"), town.fake.private("Борис")
    annas = (await anna.says("минусы kvm")).only
    boriss = (await boris.says("что такое том")).only
    stolen = annas.button("Ещё ответ")["callback_data"]
    for data in (stolen, "1:s:999999:0:0", "1:s:1:99:0", "garbage", "1:x:lang:zz", "1:o:aaaaaaaaaa:0:0"):
        heard = await boris.sends_press(boriss.json, data)
        assert heard.toast, data
        assert len(heard) == 0, data


async def test_a_press_that_is_too_old_to_be_answered_is_no_error(town: Town) -> None:
    """The message changes all the same."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    town.fake.expire()
    assert (await anna.presses("Ещё ответ")).only.edited
