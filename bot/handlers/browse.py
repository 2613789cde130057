"""The table of contents and the glossary, page by page, in one message."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.handlers.turn import View, rows, tap, toast
from bot.render import Entry, Look, italic, lines, render_outline, render_passage
from bot.taps import Contents, Define, Glossary, Open
from index import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.turn import Turn
    from bot.model import Button, Commanded, Outgoing, Pressed
    from bot.render import OutlinePage
    from bot.taps import Tap
    from corpus import Section

PAGE: Final = 8
"""Headings a page."""
TERMS: Final = 16
"""Terms a page: they are short."""
ROW: Final = 4
"""Number buttons in a row."""


def contents_view(turn: Turn, meaning: Contents) -> View | None:
    """A page of the contents, or None where the heading is gone.

    Args:
        turn: Where it will stand.
        meaning: Which page of what.
    """
    outline, texts = turn.course.outline, turn.texts
    above = turn.course.library.section(meaning.section) if meaning.section else None
    if meaning.section and above is None:
        return None
    below = outline.children.get(above.id, ()) if above else outline.tops
    title = " › ".join(above.breadcrumb) if above else turn.course.title or texts.browsing.contents
    page = render_outline(title, [_entry(turn, one) for one in below], meaning.page, PAGE)
    shown = below[page.first : page.first + page.count]
    numbers = [tap(str(page.first + at), _into(turn, one)) for at, one in enumerate(shown, 1)]
    return View(
        lines(page.text, italic(_page_of(turn, page))),
        rows(
            *_in_rows(numbers),
            _turning(turn, page, [Contents(meaning.section, max(page.page + step, 0)) for step in (-1, 1)]),
            _up(turn, above),
        ),
    )


def contents_at(turn: Turn, section: Section) -> Contents:
    """The page of the contents that leads to a section: of what is below it, else the one it stands on.

    Args:
        turn: Whose course.
        section: Which.
    """
    outline = turn.course.outline
    if outline.children.get(section.id):
        return Contents(section.id)
    above = outline.parents.get(section.id)
    beside = [one.id for one in (outline.children.get(above.id, ()) if above else outline.tops)]
    page = beside.index(section.id) // PAGE if section.id in beside else 0
    return Contents(above.id if above else "", page)


def _entry(turn: Turn, section: Section) -> Entry:
    below = len(turn.course.outline.children.get(section.id, ()))
    return Entry(section.breadcrumb[-1], note=turn.texts.browsing.contents_hint(below) if below else "")


def _into(turn: Turn, section: Section) -> Tap:
    """A heading with others below it leads there, another one to its text."""
    return Contents(section.id) if turn.course.outline.children.get(section.id) else Open(section.id)


def _up(turn: Turn, above: Section | None) -> tuple[Button | None, ...]:
    """To the heading's own text, and to what it is below."""
    labels, outline = turn.texts.buttons, turn.course.outline
    heading = above or outline.title
    own = turn.course.library.passages_of(heading.id) if heading else ()
    parent = outline.parents.get(above.id) if above else None
    return (
        tap(labels.read, Open(heading.id)) if heading and own else None,
        tap(labels.up, Contents(parent.id if parent else "")) if above else None,
    )


def _page_of(turn: Turn, page: OutlinePage) -> str:
    return turn.texts.browsing.page(page.page + 1, page.pages) if page.pages > 1 else ""


def _turning(turn: Turn, page: OutlinePage, ways: Sequence[Tap]) -> tuple[Button | None, ...]:
    labels = turn.texts.buttons
    earlier, later = ways if page.pages > 1 else (None, None)
    return (
        tap(labels.earlier, earlier) if earlier and page.page > 0 else None,
        tap(labels.later, later) if later and page.page + 1 < page.pages else None,
    )


def _in_rows(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    return [buttons[start : start + ROW] for start in range(0, len(buttons), ROW)]


async def send_contents(turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
    """`/toc`.

    Args:
        turn: Who and where.
        command: The command.
    """
    view = contents_view(turn, Contents())
    return (turn.send(view, to=command.message),) if view else ()


@dataclass(frozen=True, slots=True)
class BrowseContents:
    """Another page, or another heading."""

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Contents) -> tuple[Outgoing, ...]:
        """Edit the message."""
        view = contents_view(turn, meaning)
        if view is None:
            return (toast(pressed, turn.texts.toasts.gone, alert=True),)
        return (turn.change(pressed, view), toast(pressed))


def glossary_view(turn: Turn, meaning: Glossary) -> View:
    """A page of the glossary.

    Args:
        turn: Where it will stand.
        meaning: Which page.
    """
    terms, texts = turn.course.terms, turn.texts
    if not terms:
        return View(lines(texts.browsing.no_glossary))
    page = render_outline(texts.browsing.glossary, [Entry(term.name) for term in terms], meaning.page, TERMS)
    shown = terms[page.first : page.first + page.count]
    numbers = [tap(str(at + 1), Define(term.passage_id, at)) for at, term in enumerate(shown, page.first)]
    hint = " · ".join(
        part for part in (texts.browsing.glossary_hint(len(terms)), _page_of(turn, page)) if part
    )
    return View(
        lines(page.text, italic(hint)),
        rows(
            *_in_rows(numbers), _turning(turn, page, [Glossary(max(page.page + step, 0)) for step in (-1, 1)])
        ),
    )


async def send_glossary(turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
    """`/glossary`.

    Args:
        turn: Who and where.
        command: The command.
    """
    return (turn.send(glossary_view(turn, Glossary()), to=command.message),)


@dataclass(frozen=True, slots=True)
class BrowseGlossary:
    """Another page."""

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Glossary) -> tuple[Outgoing, ...]:
        """Edit the message."""
        return (turn.change(pressed, glossary_view(turn, meaning)), toast(pressed))


@dataclass(frozen=True, slots=True)
class DefineTerm:
    """The passage that defines a term."""

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Define) -> tuple[Outgoing, ...]:
        """Show it in place of the list."""
        passage = turn.course.library.passage(meaning.passage)
        if passage is None:
            return (toast(pressed, turn.texts.toasts.gone, alert=True),)
        pictures = tuple(p.path for p in passage.pictures if p.path) if turn.settings.pictures else ()
        library = turn.course.library
        term = _defined(turn, meaning)
        asked = Reading(term, term)
        view = View(
            render_passage(
                passage,
                words=partial(library.spans, asked),
                sentence=library.snippet(asked, passage.text).text if term else "",
                look=Look(pictures=bool(pictures)),
            ),
            rows(
                [
                    tap(turn.texts.buttons.whole, Open(passage.section_id)),
                    tap(turn.texts.browsing.glossary, Glossary(meaning.at // TERMS)),
                ]
            ),
            pictures,
        )
        return (turn.change(pressed, view), toast(pressed))


def _defined(turn: Turn, meaning: Define) -> str:
    """The term that was pressed; after a change of the notes, the first one that its passage defines."""
    terms = turn.course.terms
    pressed = terms[meaning.at : meaning.at + 1]
    found = (term.name for term in (*pressed, *terms) if term.passage_id == meaning.passage)
    return next(found, "")
