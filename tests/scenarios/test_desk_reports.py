"""What the notes miss: reports, exports, the digest, trying and judging, the audit log."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import threading
from typing import TYPE_CHECKING

import pytest

from bot.texts import RU
from index.judgments import load_judgments
from tests.campus import CAKE, EXAM, PASSWORD

if TYPE_CHECKING:
    from tests.campus import Campus
    from tests.fake.shown import Shown


def _content(campus: Campus, message: Shown) -> bytes:
    assert message.document
    return campus.town.fake.world.files[message.document["file_id"]].content


async def test_a_report_of_a_week(campus: Campus) -> None:
    """Lines, two pictures and a page that needs nothing else; no names anywhere."""
    anna, petr = campus.town.fake.private("Аннушка"), campus.town.fake.private("Петруша")
    await anna.says("что такое гипервизор?")
    await anna.presses("👍")
    await petr.says("что такое Xen?")
    await campus.passes_on(petr)
    campus.town.clock.passes(hours=5)
    await campus.prof.says("student", reply_to=campus.card)
    await campus.prof.says("что такое KVM?")  # an instructor's own does not count
    text, questions, sections, page = (await campus.prof.says("/report")).new
    for part in ("3 вопроса от 2 человек", "Без ответа: 1", "Преподавателю: 1, отвечено: 1", "5 часов"):
        assert part in text.text
    assert "какой пароль от стенда?" in text.text
    assert questions.photo
    assert sections.photo
    html = _content(campus, page).decode()
    assert html.lstrip().lower().startswith("<!doctype html>")
    for secret in ("Аннушка", "Петруша", str(anna.id), str(petr.id), "http://", "https://"):
        assert secret not in html + text.text


async def test_a_report_of_nothing_and_nonsense(campus: Campus) -> None:
    """A quiet week is told in a line, a wrong number too."""
    assert "вопросов не было" in (await campus.prof.says("/report 30")).only.text
    for wrong in ("0", "367", "много", "-7", "9" * 50):
        assert "от 1 до 366" in (await campus.prof.says(f"/report {wrong}")).only.text


async def test_an_export_without_identities(campus: Campus) -> None:
    """A table and JSON of the questions."""
    anna = campus.town.fake.private("Аннушка")
    await anna.says(PASSWORD)
    await campus.prof.says(EXAM)
    table, listed = (await campus.prof.says("/export 30")).new
    (row,) = csv.DictReader(io.StringIO(_content(campus, table).decode("utf-8-sig")))
    assert row["question"] == PASSWORD
    (entry,) = json.loads(_content(campus, listed))
    assert entry["answered"] is False
    assert "Аннушка" not in str(row) + str(entry)
    assert str(anna.id) not in str(row) + str(entry)


async def test_what_was_tried_out_in_an_earlier_staff_chat_does_not_count(campus: Campus) -> None:
    """Nor what was asked where the chat has been given back."""
    await campus.prof.says(EXAM)
    await campus.town.fake.private("Анна").says(PASSWORD)
    group = campus.town.fake.group("Кафедра")
    oleg = group.member("Олег")
    await campus.bind(oleg)
    await oleg.says(f"/ask {CAKE}")
    await oleg.says("/staff off")
    await campus.bind()
    table = (await campus.prof.says("/export 30")).new[0]
    rows = csv.DictReader(io.StringIO(_content(campus, table).decode("utf-8-sig")))
    assert [row["question"] for row in rows] == [PASSWORD]


async def test_the_weekly_digest(campus: Campus) -> None:
    """On Mondays at nine, once; quiet when there is nothing to say."""
    seen = len(campus.cards)
    campus.town.clock.passes(hours=-12)
    await campus.town.app.jobs.look()  # Monday at midnight: the week begins
    campus.town.clock.passes(days=7)
    await campus.town.app.jobs.look()
    await campus.town.app.settled()
    assert len(campus.cards) == seen, "nobody asked anything"
    campus.town.clock.passes(days=5)
    await campus.passes_on(campus.town.fake.private("Анна"), EXAM)
    await campus.town.app.jobs.look()
    assert campus.cards[-1].id == campus.card.id, "it is not Monday yet"
    campus.town.clock.passes(days=2, hours=7)
    await campus.town.app.jobs.look()
    await campus.town.restarts()
    await campus.town.app.jobs.look()
    await campus.town.app.settled()
    said = [one.text for one in campus.cards if "Что спрашивают студенты" in one.text]
    assert len(said) == 1
    assert "Ждут ответа: 1 вопрос." in said[0]


async def test_two_processes_send_one_digest(campus: Campus) -> None:
    """Both look at the same moment, again and again."""
    town = campus.town
    if not town.app.store.on_postgres:
        pytest.skip("on SQLite a second process waits until the first ends")
    await campus.passes_on(town.fake.private("Анна"), EXAM)
    first = town.app
    await town.starts()
    try:
        town.clock.passes(days=7, hours=-6)  # Monday at nine in Moscow
        for _ in range(5):
            await asyncio.gather(first.jobs.look(), town.app.jobs.look())
        await first.settled()
        await town.app.settled()
    finally:
        await first.stop()
    said = [one.text for one in campus.cards if "Что спрашивают студенты" in one.text]
    assert len(said) == 1


async def test_trying_a_question_and_judging_the_answer(campus: Campus) -> None:
    """How it is read and scored, and which section is right: a line in the course's questions."""
    prof, path = campus.prof, campus.town.notes / "questions.jsonl"
    assert "после команды" in (await prof.says("/try")).only.text
    tried = (await prof.says("/try что такое гипервизор")).only
    assert "Бот отвечает." in tried.text
    assert "idf" in tried.text
    assert tried.styled("expandable_blockquote")
    heard = await prof.presses("Что такое гипервизор?", on=tried)
    assert heard.alert
    (judgment,) = load_judgments(path)
    assert judgment.question == "что такое гипервизор"
    assert judgment.gold == ("Что такое гипервизор?",)
    assert judgment.file == ("hypervisors/README.md",)
    await prof.presses("KVM", on=tried)
    assert [one.gold for one in load_judgments(path)] == [("KVM",)], "the last word counts"
    refused = (await prof.says(f"/try {PASSWORD}")).only
    assert "в конспекте этого нет" in refused.text
    await prof.presses("В конспекте ответа нет", on=refused)
    assert [one.gold for one in load_judgments(path)] == [("KVM",), ()]
    refused = (await prof.says(f"/try {CAKE}")).only
    assert "в конспекте этого нет" in refused.text
    await prof.presses("Слои", on=refused)
    assert [one.gold for one in load_judgments(path)] == [("KVM",), (), ("Слои",)]


async def test_a_broken_file_of_questions_is_left_alone(campus: Campus) -> None:
    """No judgment buries a mistake that is already there; the instructor hears where it is."""
    path = campus.town.notes / "questions.jsonl"
    path.write_text("not json\n", encoding="utf-8")
    await campus.prof.says("/try что такое гипервизор")
    assert (await campus.prof.presses("KVM")).alert
    assert path.read_text(encoding="utf-8") == "not json\n"
    assert "try and judge answers: judge" not in await campus.audit()
    assert "questions.jsonl:1: not JSON" in (await campus.prof.says("/evaluate")).only.text


async def test_evaluating_and_what_changed(campus: Campus) -> None:
    """Figures first, then only the difference."""
    prof = campus.prof
    assert "нет проверочных вопросов" in (await prof.says("/evaluate")).only.text
    await prof.says("/try что такое гипервизор")
    await prof.presses("Что такое гипервизор?")
    await prof.says("/try зачем нужны тома")
    await prof.presses("Тома")
    assert (await prof.says("/evaluate")).only.text == "Верно: 2 из 2"
    assert "ничего не изменилось" in (await prof.says("/evaluate")).only.text
    campus.town.notes_change("containers.md", "## Тома", "## Кладовка")
    campus.town.notes_change("containers.md", "Том хранит данные контейнера", "Она бережёт всё")
    worse = (await prof.says("/evaluate")).only.text
    assert worse.startswith("Верно: 1 из 2\nСтало хуже:\n• зачем нужны тома")
    still = (await prof.says("/evaluate")).only.text
    assert "ничего не изменилось" in still
    assert "Пока неверно:\n• зачем нужны тома" in still


async def test_everything_the_staff_does_is_written_down(campus: Campus) -> None:
    """Commands, presses and replies; no names, and nothing of the students."""
    anna = campus.town.fake.private("Аннушка")
    await campus.passes_on(anna)
    await campus.prof.presses("Ответить")
    await campus.prof.says("student", reply_to=campus.card)
    await campus.prof.presses("Сохранить в FAQ", on=campus.card)
    await campus.prof.presses("Записать")
    await campus.prof.presses("Начать консультацию", on=(await campus.prof.says("/hours")).only)
    await campus.passes_on(campus.town.fake.private("Пётр"), EXAM)
    await campus.prof.says("/next")
    await campus.prof.presses("Не показывать такие", on=campus.card)
    await campus.prof.presses("точно?", on=campus.card)
    audit = (await campus.prof.says("/audit")).only
    title, who, *lines = audit.text.splitlines()
    assert (title, who) == (RU.desk.audit_title, RU.desk.audit_who)
    assert [line.split(maxsplit=3)[3] for line in reversed(lines)] == [
        "чат стал преподавательским",
        "взят вопрос: № 1",
        "ответ на карточку: № 1",
        "ответ записан в FAQ: № 1",
        "консультация: /hours",
        "консультация начата",
        "консультация: /next",
        "закрыто вместе с похожими: № 2",
        "просмотр журнала: /audit",
    ]
    logged = await campus.audit()
    assert "answer a question: reply 1" in logged
    assert "close or mute a question: answer 1" in logged
    assert "close or mute a question: mute 2" in logged, "also what only shows something"
    assert "Мария" not in audit.text
    assert "Аннушка" not in audit.text
    assert not any("ask" in deed for deed in await campus.audit()), "students are not watched"


async def test_what_came_to_nothing_is_not_written_down(campus: Campus) -> None:
    """A card that somebody has dealt with, an answer to nobody, a changed answer that is not sent again."""
    prof = campus.prof
    await campus.passes_on(campus.town.fake.private("Анна"))
    card, stale = campus.card, campus.card.json
    await prof.presses("Не по курсу", on=card)
    await prof.presses("точно?", on=campus.card)
    before = await campus.audit()
    heard = await prof.sends_press(stale, "1:k:1:answer")
    assert heard.toast == RU.desk.changed_meanwhile
    await prof.says("student", reply_to=card)
    assert campus.cards[-1].text == RU.desk.is_over
    assert await campus.audit() == before


async def test_a_report_that_is_interrupted_is_made_by_the_next_process(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command stays open until it is answered; others are answered meanwhile."""
    started, goes_on = threading.Event(), threading.Event()

    def hang(*_: object) -> None:
        started.set()
        goes_on.wait(20)

    anna = campus.town.fake.private("Анна")
    await anna.says("минусы kvm")
    with monkeypatch.context() as patch:
        patch.setattr("bot.handlers.desk.reports._drawn", hang)
        asked = asyncio.create_task(campus.prof.says("/report"))
        await asyncio.to_thread(started.wait, 20)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        await campus.town.app.stop()
        goes_on.set()
    await campus.town.starts()
    await campus.town.app.settled()
    assert len([one for one in campus.cards if one.text.startswith("За неделю") or one.document]) >= 1
