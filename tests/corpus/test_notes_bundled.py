"""The lecture that comes with the package is sound: sections, pictures, test questions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from corpus import Severity, bundled_notes, check, chunk, load_lectures

if TYPE_CHECKING:
    from corpus import Lecture, Section

KINDS = {
    "comparison",
    "definition",
    "english",
    "fact",
    "followup",
    "keyword",
    "layout",
    "list",
    "paraphrase",
    "translit",
    "typo",
    "unanswerable",
}
PICTURES = 5
LARGEST_PICTURE = 60_000  # bytes: a picture must not be what a student waits for
PHONE_WIDTH = 900  # pixels, below which letters of a diagram blur on a phone


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def lecture() -> Lecture:
    """The bundled lecture."""
    notes = load_lectures(bundled_notes())
    assert [found.path for found in notes.lectures] == ["virtualization.md"]
    return notes.lectures[0]


@pytest.fixture(scope="module")
def sections(lecture: Lecture) -> dict[str, Section]:
    """Sections by their own heading."""
    found = {section.breadcrumb[-1]: section for section in lecture.sections}
    assert len(found) == len(lecture.sections)
    return found


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    """The test questions that come with the lecture."""
    lines = (bundled_notes() / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_notes_have_no_problem() -> None:
    """What a newcomer checks first prints no error and no warning."""
    serious = [problem for problem in check(bundled_notes()) if problem.severity is not Severity.NOTE]
    assert serious == []


def test_lecture_has_a_readable_number_of_sections(lecture: Lecture) -> None:
    """Long enough to learn from, short enough to read."""
    assert 14 <= len([section for section in lecture.sections if section.level > 1]) <= 20


def test_every_section_says_something(lecture: Lecture) -> None:
    """No heading stands without a text of its own."""
    with_text = {passage.section_id for passage in chunk(lecture)}
    assert [section.breadcrumb for section in lecture.sections if section.id not in with_text] == []


def test_pictures_are_small_and_described(lecture: Lecture) -> None:
    """Each picture is a PNG that loads at once, reads on a phone, and can be read out."""
    shown = {picture.path: picture.alt for passage in chunk(lecture) for picture in passage.pictures}
    assert None not in shown
    assert set(shown) == {path.name for path in bundled_notes().glob("*.png")}
    assert len(shown) == PICTURES
    for name, alt in shown.items():
        path = bundled_notes() / str(name)
        assert path.stat().st_size <= LARGEST_PICTURE
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            assert picture.width >= PHONE_WIDTH
            corner = picture.convert("RGB").getpixel((0, 0))
        assert corner == (255, 255, 255), "a card must stay readable in a dark chat"
        assert len(alt.split()) > 5, name


def test_questions_are_of_all_kinds(questions: list[dict[str, Any]]) -> None:
    """At least thirty questions, every way of asking among them, each with an id of its own."""
    assert len(questions) >= 30
    assert {question["kind"] for question in questions} == KINDS
    assert len({question["id"] for question in questions}) == len(questions)
    assert len({(question["question"], question["previous"]) for question in questions}) == len(questions)


def test_gold_headings_exist(questions: list[dict[str, Any]], sections: dict[str, Section]) -> None:
    """Every right section is a section; only unanswerable questions have none."""
    for question in questions:
        assert set(question["gold"]) <= set(sections), question
        assert bool(question["gold"]) is (question["kind"] != "unanswerable"), question
        assert bool(question["previous"]) is (question["kind"] == "followup"), question


def test_awaited_words_stand_in_a_gold_section(
    questions: list[dict[str, Any]], sections: dict[str, Section]
) -> None:
    """What an answer must contain is in the source of one of its sections, word for word."""
    for question in questions:
        if question["must_contain"]:
            sources = [one_line(sections[heading].markdown) for heading in question["gold"]]
            assert any(one_line(question["must_contain"]) in source for source in sources), question
