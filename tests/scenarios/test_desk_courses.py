"""Several courses, each with a desk of its own: nothing reaches the wrong one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bot.texts import RU
from tests.campus import EXAM, PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.campus import Campus
    from tests.fake.people import Human

NETWORKS = "# Сети\n\n## Маршрутизатор\n\nМаршрутизатор передаёт пакеты между сетями.\n"


@pytest.fixture
async def two(campus: Campus, tmp_path: Path) -> tuple[Campus, Human, Human]:
    """Two courses and the instructor of each."""
    folder = tmp_path / "courses"
    shutil.copytree(campus.town.notes, folder / "virt")
    (folder / "nets").mkdir()
    (folder / "nets" / "lecture.md").write_text(NETWORKS, encoding="utf-8")
    await campus.town.restarts(notes=None, courses=folder)
    maria, oleg = campus.town.fake.private("Мария"), campus.town.fake.private("Олег")
    await maria.says(f"/staff {await campus.code('virt')}")
    await oleg.says(f"/staff {await campus.code('nets')}")
    return campus, maria, oleg


async def _chooses(student: Human, course: str) -> None:
    await student.says("/course")
    await student.presses(course)


async def test_a_question_goes_to_its_own_instructors(two: tuple[Campus, Human, Human]) -> None:
    """Also when another course was chosen since; the other desk sees nothing of it."""
    campus, maria, oleg = two
    seen = len(maria.messages)
    anna = campus.town.fake.private("Анна")
    await _chooses(anna, "nets")
    refusal = await anna.says(PASSWORD)
    await _chooses(anna, "virt")
    await anna.presses("Спросить преподавателя", on=refusal.only)
    await anna.presses("Передать без имени")
    card = oleg.messages[-1]
    assert PASSWORD in card.text
    assert len(maria.messages) == seen
    petr = campus.town.fake.private("Пётр")
    await _chooses(petr, "virt")
    await campus.passes_on(petr, "где взять пароль от стенда")
    assert "Спросили" not in oleg.messages[-1].text, "like questions of another course are not joined"
    assert "где взять пароль" in maria.messages[-1].text
    await oleg.says("в деканате", reply_to=card)
    assert anna.messages[-1].text.endswith("в деканате")
    assert "в деканате" not in petr.messages[-1].text


async def test_an_instructor_has_no_say_in_another_course(two: tuple[Campus, Human, Human]) -> None:
    """Forged presses about the other desk's question, and reports of one's own course only."""
    campus, maria, oleg = two
    anna = campus.town.fake.private("Анна")
    await _chooses(anna, "nets")
    await campus.passes_on(anna, EXAM)
    mine = (await maria.says("/hours")).only
    for data in ("1:k:1:close-sure", "1:k:1:answer", "1:i:1::0", "1:b:1:write", "1:a:1:aaaaaaaaaa"):
        heard = await maria.sends_press(mine.json, data)
        assert heard.toast == RU.toasts.old, data
        assert not heard.messages, data
    assert "вопросов не было" in (await maria.says("/report")).only.text
    assert EXAM in (await oleg.says("/report")).text
    assert not any("nets" in one.text for one in maria.messages[-2:])
    audit = (await maria.says("/audit")).only.text
    assert "/report" in audit
    assert audit.count("/report") == 1


async def test_kept_answers_stay_in_their_course(two: tuple[Campus, Human, Human]) -> None:
    """Written into the course's own folder; students of the other one are still refused."""
    campus, _, oleg = two
    anna, petr = campus.town.fake.private("Анна"), campus.town.fake.private("Пётр")
    await _chooses(anna, "nets")
    await _chooses(petr, "virt")
    await campus.passes_on(anna)
    await oleg.says("Пароль стенда: student.", reply_to=oleg.messages[-1])
    await oleg.presses("Сохранить в FAQ", on=oleg.messages[-1])
    await oleg.presses("Записать")
    assert "Пароль стенда: student." in (await anna.says(PASSWORD)).only.text
    assert "student" not in (await petr.says(PASSWORD)).only.text


async def test_two_desks_in_one_chat(two: tuple[Campus, Human, Human]) -> None:
    """One instructor of both courses: cards of both, each answered into its own course."""
    campus, maria, _ = two
    await maria.says(f"/staff {await campus.code('nets')}")
    anna, petr = campus.town.fake.private("Анна"), campus.town.fake.private("Пётр")
    await _chooses(anna, "nets")
    await _chooses(petr, "virt")
    await campus.passes_on(anna)
    first = maria.messages[-1]
    await campus.passes_on(petr, EXAM)
    second = maria.messages[-1]
    await maria.says("student", reply_to=first)
    await maria.says("в январе", reply_to=second)
    assert anna.messages[-1].text.endswith("student")
    async with campus.town.app.store.snapshot() as tx:
        year = tx.now().replace(year=2020), tx.now().replace(year=2030)
        deeds = await tx.desk.audit.period(*year)
    replies = [deed.course for deed in deeds if deed.action == "answer a question"]
    assert replies == ["nets", "virt"], "the log names the course of each"
    assert petr.messages[-1].text.endswith("в январе")
