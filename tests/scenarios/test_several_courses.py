"""Several courses in one bot: chosen once, kept apart, each with instructors of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.app.errands import menus_of
from bot.config import ConfigError, read_settings
from bot.courses.course import digest_of
from bot.taps import Pick, to_data
from bot.texts import RU
from tests.reading import Reader
from tests.scenarios.conftest import Town, in_town
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.fake.people import Group, Human

OS, DATABASES = "Операционные системы", "Базы данных"
FILES = {
    OS: {
        "lecture.md": (
            "# Лекция\n\n## Процесс\n\nПроцесс — это программа во время исполнения.\n\n"
            "## Планировщик\n\nПланировщик выбирает процесс.\n\n"
            "Недостатки планировщика:\n\n- голодание потоков\n"
        )
    },
    DATABASES: {
        "lecture.md": (
            "# Лекция\n\n## Транзакция\n\nТранзакция — это неделимая группа операций.\n\n"
            "## Индекс\n\nИндекс — это структура, которая ускоряет поиск строк.\n\n"
            "Недостатки индекса:\n\n- медленная запись\n"
        ),
        "norm.md": "# Нормализация\n\n## Нормальная форма\n\nНормальная форма устраняет избыточность.\n",
    },
}
WHICH = "По какому курсу вопрос? Запомню и сразу отвечу. Сменить курс: /course"
READ = Reader()


def _write(folder: Path) -> Path:
    for course, files in FILES.items():
        (folder / course).mkdir(parents=True)
        for name, text in files.items():
            (folder / course / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """The bot over two courses, on each database."""
    new = Several(FakeTelegram(), _write(tmp_path / "courses"), database_url, READ)
    async with in_town(new):
        yield new


class Several(Town):
    """A town with several courses."""

    async def starts(self, **settings: object) -> None:
        """The bot goes to work over the folder of courses."""
        await super().starts(**{"notes": None, "courses": self.notes, **settings})


async def _bound(town: Town, human: Human, course: str) -> None:
    async with town.app.store.transaction() as tx:
        code = await tx.desk.staff.new_code(course)
    await human.says(f"/staff {code}")


async def _asked(town: Town, course: str) -> list[str]:
    """The questions that count for a course."""
    async with town.app.store.snapshot() as tx:
        now = tx.now()
        found = await tx.exchanges.period(now.replace(year=2020), now.replace(year=2030), course)
    return [one.asked.question for one in found]


async def test_the_first_question_asks_once_for_the_course_and_is_answered_then(town: Town) -> None:
    """The choice is remembered, over a restart, too."""
    anna = town.fake.private("Анна")
    heard = await anna.says("что такое транзакция?")
    assert heard.only.text == WHICH
    assert heard.only.buttons == [DATABASES, OS]
    await town.restarts()
    heard = await anna.presses(DATABASES)
    assert heard.edited[0].text == f"Курс: {DATABASES}. Можно спрашивать."
    assert "неделимая группа" in heard.new[0].text
    assert "ускоряет поиск" in (await anna.says("что такое индекс?")).text
    await town.restarts()
    assert "неделимая группа" in (await anna.says("что такое транзакция?")).text
    assert await _asked(town, DATABASES) == [
        "что такое транзакция?",
        "что такое индекс?",
        "что такое транзакция?",
    ]
    assert await _asked(town, OS) == []
    assert await _asked(town, "") == []


async def test_a_question_is_answered_once_however_often_the_course_is_chosen(town: Town) -> None:
    """The second press only changes the course."""
    anna = town.fake.private("Анна")
    menu = (await anna.says("что такое транзакция?")).only
    buttons = {row[0]["text"]: row[0]["callback_data"] for row in menu.keyboard}
    assert len((await anna.sends_press(menu.json, buttons[DATABASES])).new) == 1
    assert (await anna.sends_press(menu.json, buttons[OS])).new == ()
    assert "программа во время исполнения" in (await anna.says("что такое процесс?")).text


async def test_nothing_of_one_course_is_found_in_the_other(town: Town) -> None:
    """Neither by questions nor in the contents, nor in lists of inline mode, nor by following on."""
    anna, boris = town.fake.private("Анна"), town.fake.private("Борис")
    for human, course in ((anna, OS), (boris, DATABASES)):
        await human.says("/course")
        await human.presses(course)
    assert "не нашлось" in (await anna.says("что такое транзакция?")).text
    assert "неделимая" in (await boris.says("что такое транзакция?")).text
    assert "Нормализация" not in (await anna.says("/toc")).text
    assert "Нормализация" in (await boris.says("/toc")).text
    assert (await anna.inline("индекс")).titles == []
    found = await boris.inline("индекс")
    assert found.titles[0].startswith("Индекс")
    assert found.json["is_personal"] is True


async def test_follow_ups_stay_in_their_course(town: Town) -> None:
    """After a change of course nothing is inherited; buttons of old answers show the old course."""
    anna = town.fake.private("Анна")
    await anna.says("/course")
    await anna.presses(OS)
    old = (await anna.says("недостатки планировщика")).only
    assert "голодание" in old.text
    await anna.says("/course")
    await anna.presses(DATABASES)
    assert "О чём именно" in (await anna.says("подробнее")).text
    assert "голодание" not in (await anna.says("а индекса?")).text
    heard = await anna.presses("Помогло", on=old)
    assert "голодание" in heard.edited[0].text


async def test_the_bot_asks_before_it_shows_anything(town: Town) -> None:
    """Contents and glossary need a course; the first screen and help do not; small talk is small talk."""
    anna = town.fake.private("Анна")
    start = (await anna.starts()).only
    assert "3 лекциям" in start.text
    assert start.buttons == [DATABASES, OS]
    for command in ("/toc", "/glossary", "/course"):
        heard = await anna.says(command)
        assert heard.only.text == "Какой курс?"
    assert "Как спрашивать" in (await anna.says("/help")).text
    assert (await anna.says("спасибо!")).only.buttons == []
    listed = await anna.inline("транзакция")
    assert len(listed) == 0
    assert listed.button == {"text": "Выбрать курс", "start_parameter": "course"}


async def test_course_marks_the_present_one(town: Town) -> None:
    """And a forged course changes nothing."""
    anna = town.fake.private("Анна")
    await anna.says("/course")
    await anna.presses(OS)
    menu = (await anna.says("/course")).only
    assert menu.buttons == [DATABASES, f"✓ {OS}"]
    heard = await anna.sends_press(menu.json, to_data(Pick(digest_of("Чужой курс"), 0)))
    assert heard.toast == RU.toasts.old


async def test_a_link_opens_its_section_in_the_right_course(town: Town) -> None:
    """Also where the person asks about another one, and where two courses call a section the same."""
    anna = town.fake.private("Анна")
    await anna.says("/course")
    await anna.presses(OS)
    norm = next(
        s for s in town.app.shelf.courses[DATABASES].outline.order if s.breadcrumb[-1] == "Нормальная форма"
    )
    assert "устраняет избыточность" in (await anna.starts(f"s-{norm.id}")).text
    assert "не нашлось" in (await anna.says("что такое нормальная форма?")).text
    top = town.app.shelf.courses[DATABASES].outline.order[0]
    assert top.id == town.app.shelf.courses[OS].outline.order[0].id
    boris = town.fake.private("Борис")
    await boris.says("/course")
    await boris.presses(DATABASES)
    share = (await boris.starts(f"s-{top.id}")).only.json["reply_markup"]["inline_keyboard"]
    address = next(b["url"] for row in share for b in row if "url" in b)
    assert f"s-{top.id}-{digest_of(DATABASES)}" in address
    heard = await anna.starts(f"s-{norm.id}-{digest_of(OS)}")
    assert heard.only.text == RU.browsing.gone


async def _admin(town: Town) -> tuple[Group, Human, Human]:
    group = town.fake.group("ВТ-21")
    return group, group.member("Ада", admin=True), group.member("Пётр")


async def test_an_admin_binds_a_group_and_the_question_is_answered(town: Town) -> None:
    """Others may ask meanwhile, and cannot choose; the answer belongs to whoever asked."""
    group, ada, petr = await _admin(town)
    heard = await petr.says("@konspekt_bot что такое индекс?")
    assert heard.only.text.startswith("О каком курсе эта группа?")
    question = petr.last_message
    assert question
    refused = await petr.presses(DATABASES)
    assert refused.toast == RU.toasts.admins_only
    assert refused.edited == ()
    assert (await petr.says("/course")).only.text == RU.group.admins_only
    answered = await ada.presses(DATABASES)
    assert "ускоряет поиск" in answered.new[0].text
    assert answered.new[0].reply_to == question.id
    assert "медленная запись" in (await petr.says("/ask а недостатки?")).text
    assert "не нашлось" in (await petr.says("/ask что такое процесс?")).text
    assert group.messages


async def test_a_group_is_asked_for_its_course_when_the_bot_comes(town: Town) -> None:
    """The greeting carries the courses."""
    group = town.fake.group("ВТ-22", bot=False)
    ada = group.member("Ада", admin=True)
    heard = await group.adds_bot(ada)
    assert heard.only.buttons == [DATABASES, OS]
    await ada.presses(OS)
    assert "программа во время" in (await ada.says("/ask что такое процесс?")).text


async def test_the_choice_of_a_group_is_not_that_of_its_members(town: Town) -> None:
    """In private everybody has a course of their own."""
    group, ada, _ = await _admin(town)
    await ada.says("/course")
    await ada.presses(OS)
    town.fake.open_private(ada)
    ada.home = None
    await ada.says("/course")
    await ada.presses(DATABASES)
    assert "неделимая" in (await ada.says("что такое транзакция?")).text
    assert "программа" in (await ada.says("/ask что такое процесс?", in_=group)).text


async def test_an_edited_question_still_waits_for_its_course(town: Town) -> None:
    """What is answered is the question as it reads then."""
    anna = town.fake.private("Анна")
    await anna.says("что такое индеск?")
    assert anna.last_message
    assert len(await anna.edits(anna.last_message, "что такое индекс?")) == 0
    assert "ускоряет поиск" in (await anna.presses(DATABASES)).new[0].text


async def test_each_course_has_instructors_of_its_own(town: Town) -> None:
    """Questions reach those of the course only, and nobody keeps another course's notes."""
    maria, oleg = town.fake.private("Мария"), town.fake.private("Олег")
    await _bound(town, maria, OS)
    await _bound(town, oleg, DATABASES)
    anna = town.fake.private("Анна")
    await anna.says("какой пароль от стенда?")
    await anna.presses(DATABASES)
    asking = (await anna.presses("Спросить преподавателя")).new[0]
    before = len(maria.messages)
    await anna.presses("Передать без имени", on=asking)
    assert len(maria.messages) == before
    assert "пароль от стенда" in oleg.messages[-1].text
    assert (await maria.says("/course")).only.text == RU.choosing.only_one
    lecture = town.notes / DATABASES / "norm.md"
    lecture.write_text("# Нормализация\n\nВсё другое.\n", encoding="utf-8")
    assert (await maria.says("/reload")).new[-1].text == "В конспекте ничего не изменилось."
    assert (await oleg.says("/reload")).new[-1].text.startswith("Конспект обновлён: 2 лекции")


async def test_an_upload_changes_the_course_of_its_staff_chat_only(town: Town) -> None:
    """Undone likewise; the audit log names the course."""
    maria, oleg = town.fake.private("Мария"), town.fake.private("Олег")
    await _bound(town, maria, OS)
    await _bound(town, oleg, DATABASES)
    preview = (await maria.sends_file("document", "# Поток\n\nПоток легче.\n".encode(), name="t.md")).new[-1]
    data = preview.keyboard[0][0]["callback_data"]
    forged = await oleg.sends_press({**preview.json, "chat": oleg.private.json}, data)
    assert forged.toast == RU.keeping.expired
    await maria.presses("Применить")
    assert (town.notes / OS / "t.md").exists()
    assert not (town.notes / DATABASES / "t.md").exists()
    assert (await oleg.says("/undo")).new[-1].text == RU.keeping.nothing_to_undo
    assert (await maria.says("/undo")).new[-1].text == RU.keeping.undone
    async with town.app.store.snapshot() as tx:
        now = tx.now()
        deeds = await tx.desk.audit.period(now.replace(year=2020), now.replace(year=2030))
    assert {deed.course for deed in deeds if deed.detail.words == "t.md"} == {OS}


async def test_one_broken_course_does_not_stop_the_others(town: Town) -> None:
    """It says nothing until it is mended; its instructors know why."""
    oleg = town.fake.private("Олег")
    await _bound(town, oleg, DATABASES)
    for name in FILES[DATABASES]:
        (town.notes / DATABASES / name).write_bytes(b"# A\n\n\x00\n")
    await town.restarts()
    await town.app.settled()
    assert "это не текст" in oleg.messages[-1].text
    anna = town.fake.private("Анна")
    await anna.says("что такое процесс?")
    assert "программа во время" in (await anna.presses(OS)).new[0].text
    await anna.says("/course")
    await anna.presses(DATABASES)
    assert "ещё не готов" in (await anna.says("что такое процесс?")).text
    for name, text in FILES[DATABASES].items():
        (town.notes / DATABASES / name).write_text(text, encoding="utf-8")
    assert (await oleg.says("/reload")).new[-1].text.startswith("Конспект обновлён: 2 лекции")
    assert "неделимая" in (await anna.says("что такое транзакция?")).text


async def test_a_course_that_is_gone_has_to_be_chosen_anew(town: Town) -> None:
    """Whoever asked about it is not answered from another one."""
    anna = town.fake.private("Анна")
    await anna.says("что такое транзакция?")
    answer = (await anna.presses(DATABASES)).new[0]
    (town.notes / DATABASES).rename(town.notes / "СУБД")
    await town.restarts()
    assert (await anna.says("что такое транзакция?")).only.buttons == [OS, "СУБД"]
    assert (await anna.presses("Помогло", on=answer)).edited == ()


def test_the_menu_has_the_command_only_where_there_is_a_choice() -> None:
    """For everybody in private, for the admins in groups."""
    for several in (False, True):
        menu = menus_of("ru", several=several)[0]
        shown = [[command.name for command in part] for part in (menu.private, menu.groups, menu.admins)]
        assert ["course" in names for names in shown] == [several, False, several]


async def test_courses_without_any_notes_are_waited_for(tmp_path: Path) -> None:
    """The bot starts, and says so."""
    courses = _write(tmp_path / "courses")
    for course, files in FILES.items():
        for name in files:
            (courses / course / name).unlink()
    town = Several(FakeTelegram(), courses, f"sqlite:///{tmp_path / 'store.db'}", READ)
    async with in_town(town):
        assert "Конспекта пока нет" in (await town.fake.private("Анна").starts()).text


def test_the_setting_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line each: not a folder, no folders in it, together with notes; --notes goes before it."""
    file = tmp_path / "file.md"
    file.write_text("# A\n\nb\n", encoding="utf-8")
    nothing = tmp_path / ".env"
    for value in (file, tmp_path / "missing", tmp_path):
        monkeypatch.setenv("KONSPEKT_COURSES", str(value))
        with pytest.raises(ConfigError, match="KONSPEKT_COURSES names"):
            read_settings(env_file=nothing)
    monkeypatch.setenv("KONSPEKT_COURSES", str(_write(tmp_path / "courses")))
    assert read_settings(env_file=nothing).courses
    assert read_settings(env_file=nothing, notes=file).courses is None
    monkeypatch.setenv("KONSPEKT_NOTES", str(file))
    with pytest.raises(ConfigError, match="keep one, for one course or for several"):
        read_settings(env_file=nothing)
    (tmp_path / "courses" / ("x" * 61)).mkdir()
    monkeypatch.delenv("KONSPEKT_NOTES")
    with pytest.raises(ConfigError, match="at most 60 characters"):
        read_settings(env_file=nothing)
