"""Reports: what is counted, what is told, and what is kept quiet."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.report import (
    Day,
    Period,
    as_csv,
    as_json,
    digest,
    last_days,
    measure,
    questions_chart,
    report_lines,
    report_page,
    sections_chart,
    week_before,
)
from bot.storage import Asked, Exchange, Ticket, TicketState
from bot.texts.report import REPORT_EN, REPORT_RU
from corpus import parse_lecture
from index import Library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.report import Figures

NOTES = """# Виртуализация

## Гипервизор

Гипервизор — программа, которая запускает виртуальные машины.

## Контейнеры

Контейнер делит ядро с хостом.
"""
MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = Period(date(2026, 11, 16), date(2026, 11, 22), MOSCOW)
NOON = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
PHONE = 390
"""CSS pixels across a common phone."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def library() -> Library:
    """A library of two sections."""
    return Library([parse_lecture(NOTES, "notes.md")])


def _exchange(
    question: str,
    *,
    passages: Sequence[str] = (),
    at: datetime = NOON,
    person: str = "p1",
    helped: int = 0,
    disappointed: int = 0,
) -> Exchange:
    asked = Asked("notes", 1, question, question, bool(passages), 0.5, tuple(passages), 2.5)
    return Exchange(
        7, asked, person, "place-hash", in_group=False, asked_at=at, helped=helped, disappointed=disappointed
    )


def _week(library: Library) -> tuple[list[Exchange], Figures]:
    hypervisor, container = (passage.id for passage in library.passages)
    exchanges = [
        _exchange("что такое гипервизор", passages=[hypervisor, container], helped=1),
        _exchange("гипервизор", passages=[hypervisor], person="p2"),
        _exchange("контейнер", passages=[container], disappointed=2, at=NOON + timedelta(days=1)),
        _exchange("как установить proxmox", person="p2"),
        _exchange("Как установить Proxmox?", person="p3", at=datetime(2026, 11, 18, 21, 30, tzinfo=UTC)),
        _exchange("=1+1 <b>жирно</b>"),
    ]
    return exchanges, measure(WEEK, exchanges, (), library)


def test_days_are_those_of_the_time_zone(library: Library) -> None:
    """A question late in the evening UTC belongs to the next day in Moscow."""
    _, figures = _week(library)
    assert figures.days == (
        Day(date(2026, 11, 16), 0, 0),
        Day(date(2026, 11, 17), 0, 0),
        Day(date(2026, 11, 18), 2, 2),
        Day(date(2026, 11, 19), 1, 1),
        Day(date(2026, 11, 20), 0, 0),
        Day(date(2026, 11, 21), 0, 0),
        Day(date(2026, 11, 22), 0, 0),
    )
    assert [hour for hour, number in enumerate(figures.hours) if number] == [0, 12]
    assert sum(figures.hours) == figures.questions == 6


def test_totals_and_sections_are_counted(library: Library) -> None:
    """People are counted once, sections by their first passage, verdicts beside them."""
    _, figures = _week(library)
    assert (figures.people, figures.answered, figures.refused) == (3, 3, 3)
    assert [(one.breadcrumb, one.asked) for one in figures.most_asked] == [
        (("Гипервизор",), 2),
        (("Контейнеры",), 1),
    ]
    assert [(one.breadcrumb, one.disappointed) for one in figures.disappointing] == [(("Контейнеры",), 2)]


def test_like_questions_that_found_nothing_stand_together(library: Library) -> None:
    """The same question in another writing is one group."""
    _, figures = _week(library)
    assert [one.count for one in figures.missed] == [2, 1]
    assert set(figures.missed[0].examples) == {"как установить proxmox", "Как установить Proxmox?"}
    assert "1. «" in report_lines(figures, REPORT_RU)
    assert "1. “" in report_lines(figures, REPORT_EN)


def test_a_section_that_is_gone_keeps_its_count(library: Library) -> None:
    """Old questions about a removed section do not vanish from the report."""
    figures = measure(WEEK, [_exchange("x", passages=["abcdefghij-aaaa"])], (), library)
    assert figures.most_asked[0].asked == 1
    assert "раздел, которого больше нет — 1" in report_lines(figures, REPORT_RU)


def test_the_wait_for_a_human_is_the_median(library: Library) -> None:
    """One slow answer does not hide that most were quick."""
    hours = (1, 2, 40)
    tickets = [
        Ticket(n, "notes", "q", (), TicketState.ANSWERED, NOON, NOON + timedelta(hours=wait), "a", None, 1)
        for n, wait in enumerate(hours)
    ]
    unanswered = Ticket(9, "notes", "q", (), TicketState.OPEN, NOON, None, None, None, 1)
    figures = measure(WEEK, (), [*tickets, unanswered], library)
    assert figures.median_wait == timedelta(hours=2)
    assert (figures.to_humans, figures.humans_answered) == (4, 3)
    assert "2 часа" in report_lines(figures, REPORT_RU)


def test_the_digest_is_quiet_when_there_is_nothing_to_say(library: Library) -> None:
    """An empty week sends no message."""
    assert digest(measure(WEEK, (), (), library), REPORT_EN) is None
    assert digest(_week(library)[1], REPORT_EN) is not None


def test_the_week_before_is_seven_whole_days() -> None:
    """A digest on Monday at nine tells of Monday to Sunday, and the next one begins where it ended."""
    monday = datetime(2026, 11, 23, 6, tzinfo=UTC)
    period = week_before(monday, MOSCOW)
    assert (period.first, period.last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert week_before(monday + timedelta(days=7), MOSCOW).since == period.until


def test_the_busiest_hours_are_named_once_there_are_enough(library: Library) -> None:
    """Three hours with the most questions, midnight in between or not."""
    hours = (22, 23, 23, 0, 0, 0, 12)
    late = [_exchange("x", at=datetime(2026, 11, 18, hour, tzinfo=MOSCOW)) for hour in hours]
    assert measure(WEEK, late, (), library).busiest is None
    often = measure(WEEK, [*late, *late], (), library)
    assert often.busiest == (22, 1)
    assert "с 22:00 до 1:00" in report_lines(often, REPORT_RU)


def test_the_last_days_end_today() -> None:
    """Seven days are today and the six before."""
    period = last_days(7, datetime(2026, 11, 22, 22, tzinfo=UTC), MOSCOW)
    assert (period.first, period.last) == (date(2026, 11, 17), date(2026, 11, 23))
    assert period.until - period.since == timedelta(days=7)


def test_exports_tell_nothing_about_people(library: Library) -> None:
    """No hash of a person or a chat, no message number, in either format."""
    exchanges, _ = _week(library)
    for export in (as_csv(exchanges), as_json(exchanges)):
        assert "p2" not in export
        assert "place-hash" not in export
    assert len(json.loads(as_json(exchanges))) == 6


def test_a_question_is_never_a_formula_in_a_spreadsheet(library: Library) -> None:
    """What begins like a formula is quoted in the CSV and left alone in the JSON."""
    exchanges, _ = _week(library)
    rows = list(csv.DictReader(StringIO(as_csv(exchanges))))
    assert rows[-1]["question"] == "'=1+1 <b>жирно</b>"
    assert json.loads(as_json(exchanges))[-1]["question"] == "=1+1 <b>жирно</b>"


def test_pictures_are_png_of_a_readable_size(library: Library) -> None:
    """Both charts open as pictures of at least a phone's width, and nine points are eight pixels there."""
    _, figures = _week(library)
    for png in (questions_chart(figures, REPORT_RU), sections_chart(figures, REPORT_RU)):
        with Image.open(BytesIO(png)) as picture:
            assert picture.format == "PNG"
            assert picture.width >= 1000
            inches = picture.width / picture.info["dpi"][0]
            assert 9 / 72 * PHONE / inches >= 8
            assert len(picture.convert("L").getcolors() or ()) > 2


def test_the_page_is_self_contained_and_escapes_questions(library: Library) -> None:
    """Nothing is loaded from elsewhere, and a question cannot bring its own markup."""
    page = report_page(_week(library)[1], REPORT_RU, "ru")
    assert "<b>жирно</b>" not in page
    assert "&lt;b&gt;жирно&lt;/b&gt;" in page
    assert "http" not in page.split("<body>")[1]
    assert "<script" not in page


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_the_page_fits_a_phone_in_a_real_browser(library: Library, tmp_path: Path) -> None:
    """Headless Chromium lays it out without a sideways scroll, and the picture of it is not blank."""
    measured = (
        "'width ' + document.documentElement.scrollWidth + ' of ' + document.documentElement.clientWidth"
    )
    probe = f"<script>document.title = {measured}</script>"
    page = tmp_path / "report.html"
    page.write_text(report_page(_week(library)[1], REPORT_RU, "ru") + probe, encoding="utf-8")
    shot = tmp_path / "page.png"
    quiet = (
        "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
    )
    command = [
        str(CHROMIUM),
        *quiet.split(),
        f"--user-data-dir={tmp_path / 'profile'}",
        "--window-size=500,1600",
    ]
    subprocess.run(
        [*command, f"--screenshot={shot}", page.as_uri()], check=True, capture_output=True, timeout=60
    )
    with Image.open(shot) as picture:
        assert len(picture.convert("L").getcolors() or ()) > 20
    dom = subprocess.run([*command, "--dump-dom", page.as_uri()], check=True, capture_output=True, timeout=60)
    title = dom.stdout.decode().split("<title>")[1].split("</title>")[0]
    words = title.split()
    assert words[1] == words[3], f"the page is wider than the window: {title}"
