"""A section as a whole: from an answer, from the contents, from a link; and on to the ones beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.handlers.browse import contents_at
from bot.handlers.results import exchange_here, kept_answer, may_press, ref_of
from bot.handlers.turn import View, link, rows, tap, toast
from bot.render import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    italic,
    lines,
    render_breadcrumb,
    render_markdown,
    split,
    u16len,
)
from bot.taps import Open, Pictures, Show

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.model import Button, Outgoing, Pressed, Rich
    from bot.storage import Exchange
    from corpus import Section

PART: Final = 3000
"""UTF-16 units of one page of a long section: room is left for headings, and nobody likes a wall of text."""
ALBUM: Final = 10
"""Pictures of one album."""


def section_view(turn: Turn, section: Section, part: int = 0, answer: Exchange | None = None) -> View:
    """A section, or one page of it, with all its pictures.

    Args:
        turn: Where it will stand.
        section: Which.
        part: Which page, from 0; one that does not exist (any more) becomes the last.
        answer: The answer to go back to.
    """
    pictures = _pictures(turn, section) if turn.settings.pictures else {}
    body = render_markdown(section.markdown, sent=tuple(pictures))
    parts = split(body, PART) or (italic(turn.texts.browsing.empty_section),)
    part = min(part, len(parts) - 1)
    page = turn.texts.browsing.page(part + 1, len(parts)) if len(parts) > 1 else ""
    below = page or kept_answer(turn, section.id)
    text = lines(render_breadcrumb(section.breadcrumb), parts[part], italic(below) if below else "")
    return View(
        _fitting(text),
        rows(_steps(turn, section, (part, len(parts)), answer), _ways(turn, section, answer)),
        tuple(dict.fromkeys(pictures.values())) if part == 0 else (),
    )


def _fitting(text: Rich) -> Rich:
    """The first message of a text that nearly always is one: headings may be very long."""
    return text if u16len(text.text) <= TEXT_LIMIT else split(text, TEXT_LIMIT)[0]


def _pictures(turn: Turn, section: Section) -> dict[str, str]:
    """Target -> path of the pictures that can be sent."""
    passages = turn.course.library.passages_of(section.id)
    found = [picture for passage in passages for picture in passage.pictures]
    return {picture.target: picture.path for picture in found if picture.path}


def _steps(
    turn: Turn, section: Section, page: tuple[int, int], answer: Exchange | None
) -> tuple[Button | None, Button | None]:
    """To the page or section before and after."""
    labels, number = turn.texts.buttons, answer.id if answer else 0
    before, after = turn.course.outline.neighbours.get(section.id, (None, None))
    part, parts = page
    back = Open(section.id, part - 1, number) if part > 0 else Open(before.id, 0, number) if before else None
    on = (
        Open(section.id, part + 1, number)
        if part + 1 < parts
        else Open(after.id, 0, number)
        if after
        else None
    )
    return (tap(labels.previous, back) if back else None, tap(labels.next, on) if on else None)


def _ways(turn: Turn, section: Section, answer: Exchange | None) -> tuple[Button | None, Button | None]:
    """Up, and out."""
    labels = turn.texts.buttons
    if answer:
        home = tap(labels.to_answer, Show(answer.id, answer.asked.shown, int(turn.in_group)))
    else:
        home = tap(labels.to_contents, contents_at(turn, section))
    return home, link(labels.share, turn.links.share(section.id, section.breadcrumb[-1]))


@dataclass(frozen=True, slots=True)
class OpenSection:
    """A section in place of what the message showed; with more pictures than fit, as a message of its own."""

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Open) -> tuple[Outgoing, ...]:
        """Show it."""
        section = turn.course.library.section(meaning.section)
        if section is None:
            return (toast(pressed, turn.texts.toasts.gone, alert=True),)
        answer = await exchange_here(turn, meaning.exchange) if meaning.exchange else None
        if meaning.exchange and answer is None:
            return (toast(pressed, turn.texts.toasts.old),)
        if answer and not may_press(turn, answer):
            return (toast(pressed, turn.texts.toasts.not_yours),)
        view = section_view(turn, section, meaning.part, answer)
        if not _fits_under_a_picture(view):
            if answer is None:
                return (turn.send(_limited(view), to=pressed.to), toast(pressed))
            view = _with_pictures_aside(turn, section, view)
        return (turn.change(pressed, view, ref=ref_of(answer.id) if answer else ""), toast(pressed))


@dataclass(frozen=True, slots=True)
class SendPictures:
    """The pictures of a section, where its text left no room for them."""

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Pictures) -> tuple[Outgoing, ...]:
        """Send them."""
        section = turn.course.library.section(meaning.section)
        if section is None:
            return (toast(pressed, turn.texts.toasts.gone, alert=True),)
        paths = tuple(dict.fromkeys(_pictures(turn, section).values()))
        if not paths:
            return (toast(pressed, turn.texts.toasts.gone, alert=True),)
        view = View(render_breadcrumb(section.breadcrumb), (), paths)
        return (turn.send(_limited(view), to=pressed.to), toast(pressed))


def opened(
    turn: Turn, section: Section, *, to: int | None = None, answer: Exchange | None = None, ref: str = ""
) -> tuple[Outgoing, ...]:
    """A section as a message of its own, with its pictures.

    Args:
        turn: Where it will stand.
        section: Which.
        to: Message to reply to, in groups.
        answer: The answer to go back to.
        ref: The message's name.
    """
    view = section_view(turn, section, answer=answer)
    return (turn.send(_limited(view), to=to, ref=ref),)


def _fits_under_a_picture(view: View) -> bool:
    """Whether an edit can show all of it: a message holds one picture, and a caption is short."""
    one = len(view.pictures) == 1 and u16len(view.text.text) <= CAPTION_LIMIT
    return one or not view.pictures


def _with_pictures_aside(turn: Turn, section: Section, view: View) -> View:
    label = turn.texts.buttons.pictures(len(view.pictures))
    return View(view.text, ((tap(label, Pictures(section.id)),), *view.buttons))


def _limited(view: View) -> View:
    return View(view.text, view.buttons, view.pictures[:ALBUM])
