"""Passages: what a student is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from corpus import Passage, chunk, parse_lecture

if TYPE_CHECKING:
    from pathlib import Path

LONG = "Предложение, которое занимает место на экране. " * 11


def passages(source: str) -> tuple[Passage, ...]:
    """Return the passages of a file."""
    return chunk(parse_lecture(source, "a.md"))


def labels(source: str) -> list[str]:
    """Return the labels of a file's passages."""
    return [passage.label for passage in passages(source)]


def test_a_small_section_is_one_passage() -> None:
    """Paragraphs, code and pictures that fit a screen stay together."""
    (passage,) = passages("# T\n\na\n\n![b](b.png)\n\n- c\n\n```\nd\n```\n")
    assert passage.text == "a\nb\nc\nd"
    assert passage.line == 3


def test_named_lists_stand_alone() -> None:
    """Pros and cons are asked for by name, so each is a passage with its lead-in and label."""
    found = passages("# T\n\nIntro.\n\nПреимущества:\n- a\n- b\n\n__Недостатки:__\n\n1. c\n\nEnd.\n")
    assert [passage.label for passage in found] == ["", "Преимущества", "Недостатки", ""]
    assert [passage.text for passage in found] == ["Intro.", "Преимущества:\na\nb", "Недостатки:\nc", "End."]


@pytest.mark.parametrize(
    ("lead", "label"),
    [
        ("Единственный, но очень весомый недостаток:", "Единственный, но очень весомый недостаток"),
        ("**Плюсы**", "Плюсы"),
        ("First. The kinds of it:", ""),
        ("Основные задачи гипервизора :", "Основные задачи гипервизора"),
    ],
)
def test_labels(lead: str, label: str) -> None:
    """A label is the lead-in without its colon, where the passage begins with it."""
    assert labels(f"# T\n\n{lead}\n\n- a\n- b\n") == [label]


@pytest.mark.parametrize("lead", ["Например:", "В слое гипервизора находятся следующие компоненты:", "Then"])
def test_lead_ins_that_go_on_with_the_text(lead: str) -> None:
    """A sentence that happens to end in a colon does not tear the explanation apart."""
    assert len(passages(f"# T\n\nDefinition.\n\n{lead}\n\n- a\n- b\n\nMore.\n")) == 1


def test_lists_of_lists_fall_apart() -> None:
    """Pros and cons may be items of one list."""
    found = passages("# T\n\n- Плюсы:\n  - a\n  - b\n- Минусы:\n  - c\n")
    assert [(passage.label, passage.text) for passage in found] == [
        ("Плюсы", "Плюсы:\na\nb"),
        ("Минусы", "Минусы:\nc"),
    ]
    assert found[0].markdown == "Плюсы:\n- a\n- b"


def test_glossaries_fall_apart() -> None:
    """One definition of a glossary can be shown alone; a short or announced list stays whole."""
    items = [f"- __Term {i}__ — definition {i}" for i in range(6)]
    glossary = "\n".join(items)
    found = passages(f"# T\n\n{glossary}\n")
    assert [passage.label for passage in found] == [f"Term {i}" for i in range(6)]
    assert found[0].markdown == "__Term 0__ — definition 0"
    assert len(passages("# T\n\n" + "\n".join(items[:3]))) == 1
    assert len(passages(f"# T\n\nПопулярные инструменты:\n\n{glossary}\n")) == 1


def test_headings_alone_are_no_passage() -> None:
    """A heading without text of its own is outline."""
    assert [passage.breadcrumb for passage in passages("# T\n## A\n### B\nb\n")] == [("T", "A", "B")]


def test_a_picture_alone_is_a_passage() -> None:
    """A section with only a picture is found by its heading and description."""
    bare, described = passages("# T\n\n![](a.png)\n\n## A\n\n![Scheme](b.png)\n")
    assert (bare.text, described.text) == ("T", "Scheme")
    assert [picture.target for picture in bare.pictures] == ["a.png"]


def test_long_sections_are_parted_between_blocks() -> None:
    """Neighbours are joined up to a good size, and nothing small is left over."""
    found = passages("# T\n\n" + "\n\n".join([LONG] * 5) + "\n\nEnd.\n")
    assert len(found) > 1
    assert all(300 <= len(passage.text) <= 2000 for passage in found)
    assert found[-1].text.endswith("End.")


def test_a_definition_begins_a_passage() -> None:
    """In a long section, a paragraph that defines something begins a passage."""
    found = passages(f"# T\n\n{LONG}\n\n**Xen** — {LONG}\n\n{LONG}\n\n**KVM** — {LONG}\n")
    assert [passage.markdown[:6] for passage in found] == [LONG[:6], "**Xen*", "**KVM*"]


def test_a_lead_in_is_not_left_behind() -> None:
    """What ends in a colon goes with what follows, wherever the section is cut."""
    found = passages(f"# T\n\n{LONG}\n\n{LONG}\n\nSo it runs:\n\n```\n{'code ' * 80}\n```\n\n{LONG}\n")
    assert sum("So it runs:" in passage.text and "code" in passage.text for passage in found) == 1


def test_ids_have_their_form_and_follow_the_content() -> None:
    """An id is its section's and its content's: a change elsewhere leaves it, equal texts still differ."""
    one, other = passages("# T\n\n- a:\n  - x\n- a:\n  - x\n")
    assert one.id != other.id
    assert re.fullmatch("[a-z2-7]{10}-[a-z2-7]{4}", one.id)
    first = passages("# T\n\n## A\n\nsame\n\n## B\n\nold\n")
    second = passages("# T\n\n## A\n\nsame\n\n## B\n\nnew\n")
    assert first[0].id == second[0].id
    assert first[1].id != second[1].id
    assert first[1].section_id == second[1].section_id


def test_asks_reach_every_passage() -> None:
    """Other words for a section are searched with each of its passages."""
    assert {p.asks for p in passages("# T\n<!-- ask: q -->\n\nПлюсы:\n- a\n\nМинусы:\n- b\n")} == {("q",)}


def test_the_shared_lecture_reads_well(shared: Path) -> None:
    """What a student of the shared lecture is shown, passage by passage."""
    path = shared / "lecture" / "virtualization.md"
    found = chunk(parse_lecture(path.read_text(), path.name))
    shown = [(passage.breadcrumb[-1], passage.label) for passage in found]
    assert [label for heading, label in shown if heading == "VMWare"] == ["", "Преимущества", "Недостатки"]
    assert [label for heading, label in shown if heading == "Что такое гипервизор?"] == [
        "",
        "Основные задачи гипервизора",
        "Функции гипервизора",
        "",
    ]
    assert [heading for heading, _ in shown].count("Xen") == 1
    assert [heading for heading, _ in shown].count("Что такое виртуализация?") == 1
    assert not any(heading in {"Коммерческие продукты", "Open source продукты"} for heading, _ in shown)
