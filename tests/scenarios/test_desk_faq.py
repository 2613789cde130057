"""An answer is kept: written beside the notes, found with them, looked after."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from bot.courses import entries
from bot.texts import RU
from tests.campus import CAKE, PASSWORD

if TYPE_CHECKING:
    from tests.campus import Campus

ANSWER = "Логин и пароль стенда: student / student."


async def _kept(campus: Campus, answer: str = ANSWER) -> None:
    await campus.passes_on(campus.town.fake.private("Анна"))
    await campus.prof.says(answer, reply_to=campus.card)
    preview = await campus.prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    assert preview.only.text.startswith("Так ответ увидят студенты:\nкакой пароль от стенда?\nЛогин")
    assert RU.desk.keep_where not in preview.only.text, "there is no section to choose"
    await campus.prof.presses("Записать")


async def test_an_answer_becomes_knowledge(campus: Campus) -> None:
    """The next student gets it from the bot, marked as the instructor's with its date."""
    await _kept(campus)
    (entry,) = entries(campus.town.notes)
    assert (entry.question, entry.answer, entry.date) == (PASSWORD, ANSWER, "2026-11-23")
    petr = campus.town.fake.private("Пётр")
    heard = await petr.says("где взять пароль от стенда?")
    assert ANSWER in heard.only.text
    assert heard.only.text.endswith("Ответ преподавателя, 23.11.2026")


async def test_it_can_be_put_in_other_words_first(campus: Campus) -> None:
    """A reply to the preview replaces the answer; a first line with a question mark the question, too."""
    await campus.passes_on(campus.town.fake.private("Анна"))
    await campus.prof.says("спросите у Пети из 305", reply_to=campus.card)
    preview = (await campus.prof.presses("Сохранить в FAQ", on=campus.cards[-1])).only
    await campus.prof.says("Как войти на стенд?\nСпросить в 305.", reply_to=preview)
    assert "Как войти на стенд?\nСпросить в 305." in campus.cards[-2].text
    await campus.town.restarts()
    await campus.prof.presses("Записать")
    (entry,) = entries(campus.town.notes)
    assert (entry.question, entry.answer) == ("Как войти на стенд?", "Спросить в 305.")


async def test_other_words_need_no_reply_by_hand(campus: Campus) -> None:
    """«Change» opens the reply; what was shown comes again below, before it is written and afterwards."""
    prof = campus.prof
    await campus.passes_on(campus.town.fake.private("Анна"))
    await prof.says("спросите у Пети из 305", reply_to=campus.card)
    await prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    assert (await prof.presses("Исправить")).only.text == RU.desk.write_entry
    preview = await prof.says("Спросить в 305.")
    assert preview.only.text.startswith(f"{RU.desk.keep_preview}\n{PASSWORD}\nСпросить в 305.")
    await prof.presses("Записать", on=preview.only)

    shown = await prof.presses("1", on=(await prof.says("/faq")).only)
    await prof.presses("Исправить", on=shown.only)
    heard = await prof.says("Как войти на стенд?\nСпросить в 306.")
    assert heard.new[0].text == RU.desk.kept
    assert heard.new[1].text.startswith("Как войти на стенд?\nСпросить в 306.")
    (entry,) = entries(campus.town.notes)
    assert (entry.question, entry.answer) == ("Как войти на стенд?", "Спросить в 306.")
    heard = await prof.says("Где ключ от стенда?\nВ 308.", reply_to=heard.new[1])
    assert heard.new[1].text.startswith("Где ключ от стенда?\nВ 308.")
    heard = await prof.says("Как войти на стенд?\nСпросить в 306.", reply_to=heard.new[1])
    await prof.presses("Исправить", on=heard.new[1])
    heard = await prof.says("Спросить в 307.")
    assert heard.new[1].text.startswith("Как войти на стенд?\nСпросить в 307.")


async def test_formatting_reaches_the_student_and_the_entry(campus: Campus) -> None:
    """Code stays code and a link a link; the file is Markdown that a lecturer can read."""
    anna = campus.town.fake.private("Анна")
    await campus.passes_on(anna)
    text = "Пароль: student. Адрес тут, a*b не курсив"
    formatting = [
        {"type": "code", "offset": 8, "length": 7},
        {"type": "text_link", "offset": 23, "length": 3, "url": "https://lab.example/"},
    ]
    await campus.prof.says(text, reply_to=campus.card, entities=formatting)
    assert anna.messages[-1].styled("code") == ["student"]
    assert anna.messages[-1].styled("text_link") == ["тут"]
    await campus.prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    await campus.prof.presses("Записать")
    (entry,) = entries(campus.town.notes)
    assert entry.answer == r"Пароль: `student`. Адрес [тут](<https://lab.example/>), a\*b не курсив"
    heard = await campus.town.fake.private("Пётр").says(PASSWORD)
    assert heard.only.styled("code") == ["student"]
    assert "a*b не курсив" in heard.only.text


async def test_it_need_not_be_kept(campus: Campus) -> None:
    """«Never mind» writes nothing."""
    await campus.passes_on(campus.town.fake.private("Анна"))
    await campus.prof.says("student", reply_to=campus.card)
    await campus.prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    heard = await campus.prof.presses("Не надо")
    assert heard.only.text == "Хорошо, не записано."
    assert entries(campus.town.notes) == ()


async def test_the_list_and_what_can_be_done_with_an_entry(campus: Campus) -> None:
    """Shown, edited by a reply, removed after a second press."""
    prof = campus.prof
    assert (await prof.says("/faq")).only.text.startswith("Пока пусто")
    await _kept(campus)
    listed = await prof.says("/faq")
    assert listed.only.text.splitlines()[1].startswith("1. какой пароль от стенда?")
    shown = await prof.presses("1", on=listed.only)
    assert ANSWER in shown.only.text
    heard = await prof.says("Пароль сменили: спросить в 305.", reply_to=shown.only)
    assert heard.new[0].text.startswith("Записано")
    student = await campus.town.fake.private("Пётр").says(PASSWORD)
    assert "Пароль сменили" in student.only.text
    await prof.presses("Убрать", on=shown.only)
    gone = await prof.presses("Убрать: точно?", on=shown.only)
    assert gone.toast == "Убрано"
    audit = (await prof.says("/audit")).only.text
    assert f"ответ убран из FAQ: {PASSWORD}" in audit
    assert f"исправлен ответ для FAQ: {PASSWORD}" in audit
    assert entries(campus.town.notes) == ()
    student = await campus.town.fake.private("Ольга").says(PASSWORD)
    assert student.only.text.startswith("В конспекте об этом ничего")


async def test_an_entry_is_flagged_when_its_section_changes(campus: Campus) -> None:
    """Listed first with a mark, until somebody says that it is still right."""
    prof = campus.prof
    await campus.passes_on(campus.town.fake.private("Анна"), "стипендия когда?")
    await prof.presses("Указать раздел")
    await prof.presses("Содержание")
    await prof.presses("Контейнеры ›")
    await prof.presses("Слои")
    await prof.says("Слоями.", reply_to=campus.card)
    await prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    assert "К разделу: Контейнеры › Слои" in campus.cards[-1].text
    await prof.presses("Записать")
    assert "⚠️" not in (await prof.says("/faq")).only.text
    campus.town.notes_change("containers.md", "Слои складываются стопкой", "Слои лежат стопкой")
    listed = await prof.says("/faq")
    assert "1. ⚠️ стипендия когда?" in listed.only.text
    shown = await prof.presses("1", on=listed.only)
    assert "⚠️ Раздел с тех пор изменился." in shown.only.text
    fresh = await prof.presses("Ответ ещё верен")
    assert "⚠️" not in fresh.only.text
    assert "⚠️" not in (await prof.says("/faq")).only.text


async def test_an_answer_finds_its_section(campus: Campus) -> None:
    """One of those that are near, or none; it survives a restart and another wording."""
    prof = campus.prof
    await campus.passes_on(campus.town.fake.private("Анна"), CAKE)
    await prof.says("Десятого.", reply_to=campus.card)
    preview = await prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    assert "К какому разделу относится ответ?" in preview.only.text
    placed = await prof.presses("К разделу: ")
    assert "\nК разделу: " in placed.only.text
    assert "К какому разделу" not in placed.only.text
    await campus.town.restarts()
    await prof.says("Двадцатого.", reply_to=placed.only)
    await prof.presses("Записать")
    (entry,) = entries(campus.town.notes)
    section = campus.town.app.shelf.of("").library.section(entry.section_id)
    assert section
    assert f"К разделу: {' › '.join(section.breadcrumb)}" in placed.only.text
    assert entry.answer == "Двадцатого."
    assert entry.section_text


async def test_an_answer_may_belong_to_no_section(campus: Campus) -> None:
    """Chosen by mistake, taken back."""
    await campus.passes_on(campus.town.fake.private("Анна"), CAKE)
    await campus.prof.says("Десятого.", reply_to=campus.card)
    await campus.prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    await campus.prof.presses("К разделу: ")
    assert "К какому разделу" in (await campus.prof.presses("Не относится к разделу")).only.text
    await campus.prof.presses("Записать")
    assert entries(campus.town.notes)[0].section_id == ""


async def test_a_folder_that_cannot_be_written(campus: Campus) -> None:
    """The instructor is told; nothing is lost, it can be tried again."""
    await campus.passes_on(campus.town.fake.private("Анна"))
    await campus.prof.says("student", reply_to=campus.card)
    await campus.prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    blocked = campus.town.notes / "faq"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    heard = await campus.prof.presses("Записать")
    assert heard.alert
    assert heard.toast == RU.desk.cannot_write
    blocked.unlink()
    assert "Записано" in (await campus.prof.presses("Записать")).only.text


def _photo(shade: int = 7) -> bytes:
    file = io.BytesIO()
    Image.new("L", (64, 48), shade).save(file, "JPEG")
    return file.getvalue()


async def test_pictures_are_kept_with_the_answer(campus: Campus) -> None:
    """The next student sees them; other words leave them, and they go when the entry goes."""
    await campus.passes_on(campus.town.fake.private("Анна"))
    await campus.prof.sends_file("photo", _photo(), caption=ANSWER, reply_to=campus.card)
    preview = await campus.prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    assert RU.desk.keep_pictures(1) in preview.only.text
    await campus.prof.presses("Записать")
    (picture,) = (campus.town.notes / "faq").glob("*.jpg")
    assert picture.read_bytes() == _photo()
    petr = campus.town.fake.private("Пётр")
    heard = await petr.says("где взять пароль от стенда?")
    assert heard.only.photo
    assert ANSWER in heard.only.text

    await campus.prof.says("/faq")
    shown = await campus.prof.presses("1")
    await campus.prof.says("Пароль: student.", reply_to=shown.only)
    assert "Пароль: student." in (await petr.says("где взять пароль от стенда?")).only.text
    assert picture.exists()
    await campus.prof.presses("Убрать")
    await campus.prof.presses("Убрать: точно?")
    assert not entries(campus.town.notes)
    assert not picture.exists()


async def test_an_album_without_words_is_kept(campus: Campus) -> None:
    """Each picture once, in order; as the answer, they are enough."""
    await campus.passes_on(campus.town.fake.private("Анна"))
    for shade in (7, 200):
        await campus.prof.sends_file("photo", _photo(shade), reply_to=campus.card, media_group_id="5")
    await campus.prof.presses("Сохранить в FAQ")
    await campus.prof.presses("Записать")
    (entry,) = entries(campus.town.notes)
    assert entry.answer.count("![") == 2
    assert len(list((campus.town.notes / "faq").glob("*.jpg"))) == 2


async def test_a_picture_that_cannot_be_had_leaves_the_words(campus: Campus) -> None:
    """And the instructor hears of it."""
    await campus.passes_on(campus.town.fake.private("Анна"))
    await campus.prof.sends_file("photo", _photo(), caption=ANSWER, reply_to=campus.card)
    campus.town.fake.world.files.clear()
    await campus.prof.presses("Сохранить в FAQ", on=campus.cards[-1])
    await campus.prof.presses("Записать")
    assert "не все картинки" in campus.cards[-1].text
    (entry,) = entries(campus.town.notes)
    assert entry.answer == ANSWER
    assert ANSWER in (await campus.town.fake.private("Пётр").says(PASSWORD)).only.text
