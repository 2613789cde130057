"""The tree of headings."""

from __future__ import annotations

from bot.courses.outline import outline_of
from corpus import parse_lecture

ONE = "# Лекция\n\nВступление.\n\n## А\n\nТекст.\n\n### А1\n\n#### А1а\n\nТекст.\n\n## Б\n\nТекст.\n"
TWO = "# Вторая\n\n## В\n\nТекст.\n"


def names(sections: object) -> list[str]:
    """Their own headings."""
    return [section.breadcrumb[-1] for section in sections]  # type: ignore[attr-defined]


def test_one_lecture_begins_with_its_sections() -> None:
    """Its title stands over the page instead of being its only line."""
    lecture = parse_lecture(ONE, "one.md")
    outline = outline_of([lecture], [section.id for section in lecture.sections if section.markdown.strip()])
    by_name = {section.breadcrumb[-1]: section for section in lecture.sections}
    assert names(outline.tops) == ["А", "Б"]
    assert outline.title == by_name["Лекция"]
    assert names(outline.children[by_name["А"].id]) == ["А1"]
    assert by_name["А"].id not in outline.parents
    assert outline.parents[by_name["А1а"].id] == by_name["А1"]


def test_several_lectures_begin_with_their_titles() -> None:
    """Each leads to its sections."""
    lectures = [parse_lecture(ONE, "one.md"), parse_lecture(TWO, "two.md")]
    outline = outline_of(lectures, [])
    assert names(outline.tops) == ["Лекция", "Вторая"]
    assert outline.title is None
    assert names(outline.children[outline.tops[1].id]) == ["В"]


def test_reading_on_leads_over_headings_without_text() -> None:
    """And ends with the lecture."""
    lecture = parse_lecture(ONE, "one.md")
    texts = [section.id for section in lecture.sections if section.breadcrumb[-1] != "А1"]
    outline = outline_of([lecture], texts)
    by_name = {section.breadcrumb[-1]: section for section in lecture.sections}
    before, after = outline.neighbours[by_name["А"].id]
    assert (before, after) == (by_name["Лекция"], by_name["А1а"])
    assert outline.neighbours[by_name["А1"].id] == (by_name["А"], by_name["А1а"])
    assert outline.neighbours[by_name["Б"].id][1] is None
    assert outline.neighbours[by_name["Лекция"].id][0] is None


def test_notes_without_headings_have_a_page_of_contents() -> None:
    """The only section is the lecture itself."""
    lecture = parse_lecture("Просто текст.\n", "text.md")
    outline = outline_of([lecture], [lecture.sections[0].id])
    assert len(outline.tops) == 1
    assert outline.title is None
