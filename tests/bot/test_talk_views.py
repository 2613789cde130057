"""Every screen over every text at hand, judged by Telegram's own rules."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot import taps
from bot.courses.course import Course, course_of, open_course
from bot.handlers.browse import contents_view, glossary_view
from bot.handlers.results import Shown, refusal_view, result_view
from bot.handlers.sections import section_view
from bot.handlers.settings import settings_view
from bot.handlers.start import greeting
from bot.handlers.turn import Links, Turn
from bot.model import Incoming, Person, Place, PlaceKind, Said
from bot.storage import Asked, ChatSettings, Exchange
from bot.taps import Contents, Glossary
from bot.texts import EN, LANGUAGES, RU
from corpus import bundled_notes, parse_lecture
from index import Library
from tests.tdlib import judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.handlers.turn import View
    from bot.texts import Texts

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def turn_in(
    course: Course, *, group: bool = False, texts: Texts = RU, settings: ChatSettings | None = None
) -> Turn:
    """A turn for views: they read nothing from the store."""
    place = Place(-5 if group else 5, PlaceKind.GROUP if group else PlaceKind.PRIVATE)
    incoming = Incoming(1, NOW, Person(5), place, Said("x", 1, addressed=True), texts)
    return Turn(incoming, cast("Any", None), settings or ChatSettings(), course, Links("konspekt_bot"))


def exchange(question: str, passages: tuple[str, ...], *, answered: bool = True) -> Exchange:
    """A question that was asked."""
    asked = Asked("", 1, question, question, answered, 1.0, passages, 1.0)
    return Exchange(10**9, asked, "person", "place", in_group=False, asked_at=NOW)


def objections(view: View) -> list[str]:
    """What Telegram would say to a screen."""
    wrong = judge(view.text)
    buttons = [button for row in view.buttons for button in row]
    wrong += [f"label {button.label!r}" for button in buttons if not 0 < len(button.label.strip()) <= 64]
    wrong += [f"row of {len(row)}" for row in view.buttons if not 0 < len(row) <= 8]
    wrong += [f"data {b.tap!r}" for b in buttons if b.tap is not None and taps.from_data(b.tap) is None]
    return [f"{one}: {view.text.text[:80]!r}" for one in wrong]


def screens(course: Course) -> Iterator[View]:
    """Everything that can be shown of a course."""
    turn, group = turn_in(course), turn_in(course, group=True, texts=EN)
    yield from (greeting(turn), greeting(group))
    yield from contents(turn)
    yield from (glossary_view(turn, Glossary(page)) for page in range(len(course.terms) // 16 + 1))
    for section in course.outline.order:
        yield from sections(turn, section.id)
    for passage in course.library.passages:
        asked = exchange(passage.breadcrumb[-1], (passage.id,))
        for where in (turn, group):
            view = result_view(where, Shown(asked, above=("Понял как: что-то",)))
            assert view
            yield view
        yield refusal_view(turn, exchange("нет", (passage.id,), answered=False))


def contents(turn: Turn) -> Iterator[View]:
    """Every page of the contents below every heading."""
    outline = turn.course.outline
    for above in ("", *outline.children):
        below = outline.children.get(above, outline.tops)
        for page in range(-(-len(below) // 8)):
            view = contents_view(turn, Contents(above, page))
            assert view
            yield view


def sections(turn: Turn, section_id: str) -> Iterator[View]:
    """Every page of a section, with and without pictures."""
    section = turn.course.library.section(section_id)
    assert section
    bare = turn_in(turn.course, settings=ChatSettings(pictures=False))
    if any(passage.pictures for passage in turn.course.library.passages_of(section_id)):
        yield section_view(bare, section, 0, exchange("вопрос", ()))
    page, last = section_view(turn, section), None
    part = 0
    while page != last:  # a page that does not exist is the last
        yield page
        part, last = part + 1, page
        page = section_view(turn, section, part)


@pytest.fixture(scope="module")
def bundled() -> Course:
    """The bundled lecture."""
    return open_course(bundled_notes())[0]


def test_every_screen_of_the_bundled_lecture(bundled: Course) -> None:
    """Nothing that Telegram would refuse or change."""
    assert [wrong for view in screens(bundled) for wrong in objections(view)] == []


def test_every_screen_of_the_shared_lecture(shared: Path) -> None:
    """A real one, as people write them."""
    course, _ = open_course(shared / "lecture" / "virtualization.md")
    assert [wrong for view in screens(course) for wrong in objections(view)] == []


def test_every_screen_of_the_commonmark_examples(shared: Path) -> None:
    """Each example a section; headings inside make more."""
    spec = (shared / "markdown" / "commonmark-spec.txt").read_text(encoding="utf-8")
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", spec, re.MULTILINE | re.DOTALL)
    assert len(examples) > 600
    source = "# CommonMark\n\n" + "\n\n".join(
        f"## Example {number}\n\n{example.replace('→', chr(9))}" for number, example in enumerate(examples)
    )
    course = course_of(Library([parse_lecture(source, "spec.md")]), shared / "markdown")
    assert [wrong for view in screens(course) for wrong in objections(view)] == []


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.code)
def test_every_screen_of_the_settings(bundled: Course, texts: Texts) -> None:
    """In either language, whatever is chosen, in private and in a group."""
    chosen = (
        ChatSettings(),
        ChatSettings("en", compact=True, pictures=False, quiet_from=22, quiet_to=8, who_may_press="anyone"),
        ChatSettings("xx", quiet_from=3),
    )
    for group in (False, True):
        for settings in chosen:
            assert objections(settings_view(turn_in(bundled, group=group), settings, texts)) == []
