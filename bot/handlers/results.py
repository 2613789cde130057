"""How an answer looks, and the buttons under it that show another result or take a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.desktaps import Human
from bot.handlers.turn import View, link, rows, tap, toast
from bot.model import Rich
from bot.render import (
    FOLD_OVER,
    TEXT_LIMIT,
    Look,
    cut,
    italic,
    lines,
    render_markdown,
    render_passage,
    u16len,
)
from bot.taps import Contents, Open, Show, Verdict
from index import Reading
from index.confidence import SURE_FROM

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.model import Button, Outgoing, Pressed
    from bot.storage import Exchange
    from corpus import Passage

COMPACT: Final = 350
"""UTF-16 units of a passage in a group: five or six lines on a phone."""
REF: Final = "answer:"
"""Begins the name of an answer's message; the exchange's number follows."""


def ref_of(exchange: int) -> str:
    """The name of an answer's message."""
    return f"{REF}{exchange}"


def further_ref_of(exchange: int) -> str:
    """The name of another message about the same answer: edits of the question leave it alone."""
    return f"{REF}{exchange}:more"


def exchange_of(ref: str | None) -> int | None:
    """The number of the exchange whose answer has this name."""
    number = ref.removeprefix(REF).partition(":")[0] if ref and ref.startswith(REF) else ""
    return int(number) if number.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of an answer to show, and how."""

    exchange: Exchange
    rank: int = 0
    full: bool = False
    """Unfolded, where answers are compact."""
    above: tuple[str, ...] = ()
    """Lines over the heading."""
    sentence: str = ""
    """The one that answers; found again where it is not known."""


def result_view(turn: Turn, shown: Shown) -> View | None:
    """One result of an answer, or None where the notes no longer have it.

    Args:
        turn: Where it will stand.
        shown: Which result, and how.
    """
    passage = _passage(turn, shown)
    if passage is None:
        return None
    reading = Reading(shown.exchange.asked.question, shown.exchange.asked.read_as)
    library = turn.course.library
    compact = turn.compact and not shown.full and _is_long(passage)
    pictures = tuple(p.path for p in passage.pictures if p.path) if turn.settings.pictures else ()
    text = render_passage(
        passage,
        words=partial(library.spans, reading),
        sentence=shown.sentence or library.snippet(reading, passage.text).text,
        look=Look(
            pictures=bool(pictures),
            above=_above(shown.above),
            below=kept_answer(turn, passage.section_id),
            at_most=COMPACT if compact else None,
            fold_over=None if compact else FOLD_OVER,
        ),
    )
    return View(cut(text, TEXT_LIMIT), _buttons(turn, shown, passage, folds=compact), pictures)


def refusal_view(turn: Turn, exchange: Exchange, above: tuple[str, ...] = ()) -> View:
    """Nothing was found: one line in a group, headings to try in private.

    Args:
        turn: Where it will stand.
        exchange: The question; its passages are what was near.
        above: Lines over the refusal.
    """
    texts, library = turn.texts, turn.course.library
    if turn.in_group or not library.passages:
        text = texts.asking.not_found_group if library.passages else texts.asking.no_notes
        return View(Rich("\n".join((*above, text))), rows([_to_human(turn, exchange)]))
    near = [library.passage(passage) for passage in exchange.asked.passages]
    sections = dict.fromkeys(passage.section_id for passage in near if passage)
    found = [section for section in map(library.section, sections) if section]
    buttons = [[tap(turn.course.label(one), Open(one.id, 0, exchange.id))] for one in found]
    text = texts.asking.not_found_near if buttons else texts.asking.not_found
    to_contents = [] if buttons else [tap(texts.buttons.contents, Contents())]
    return View(lines(_above(above), text), rows(*buttons, to_contents, [_to_human(turn, exchange)]))


def kept_answer(turn: Turn, section: str) -> str:
    """Whose words a section is where they are not the notes': the instructor's, with their date.

    Args:
        turn: Whose course and language.
        section: Its id.
    """
    lecture = turn.course.library.lecture_of(section)
    if lecture is None or lecture.kind != "faq":
        return ""
    desk = turn.texts.desk
    try:
        day = desk.day(date.fromisoformat(lecture.date))
    except ValueError:
        return desk.from_instructor
    return desk.answered_on(day)


@dataclass(frozen=True, slots=True)
class ShowResult:
    """Another result, the one before, or the same unfolded: in place."""

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Show) -> tuple[Outgoing, ...]:
        """Edit the message."""
        exchange = await exchange_here(turn, meaning.exchange)
        if exchange is None:
            return (toast(pressed, turn.texts.toasts.old),)
        if not may_press(turn, exchange):
            return (toast(pressed, turn.texts.toasts.not_yours),)
        if not exchange.asked.answered:
            return (turn.change(pressed, refusal_view(turn, exchange)), toast(pressed))
        view = result_view(
            turn, Shown(exchange, meaning.rank, bool(meaning.full), understood(turn, exchange))
        )
        if view is None:
            return (toast(pressed, turn.texts.toasts.gone, alert=True),)
        await turn.tx.exchanges.show(exchange.id, meaning.rank)
        return (turn.change(pressed, view, ref=ref_of(exchange.id)), toast(pressed))


@dataclass(frozen=True, slots=True)
class TakeVerdict:
    """Helpful, or not: one verdict a person, the last one counts."""

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Verdict) -> tuple[Outgoing, ...]:
        """Note it and show that it was noted."""
        if await exchange_here(turn, meaning.exchange) is None:
            return (toast(pressed, turn.texts.toasts.old),)
        helpful = bool(meaning.helpful)
        said = toast(pressed, turn.texts.toasts.helpful if helpful else turn.texts.toasts.unhelpful)
        if not await turn.tx.exchanges.verdict(meaning.exchange, turn.person, helpful=helpful):
            return (said,)
        exchange = await turn.tx.exchanges.get(meaning.exchange)
        if exchange is None:
            return (said,)
        shown = Shown(exchange, exchange.asked.shown, bool(meaning.full), understood(turn, exchange))
        view = result_view(turn, shown)
        return (turn.change(pressed, view, ref=ref_of(exchange.id)), said) if view else (said,)


async def exchange_here(turn: Turn, number: int) -> Exchange | None:
    """An exchange, if it happened in this place: buttons carry numbers that anybody could make up."""
    exchange = await turn.tx.exchanges.get(number)
    here = turn.tx.key("place", turn.place.chat, turn.place.topic)
    return exchange if exchange and exchange.place_key == here else None


def may_press(turn: Turn, exchange: Exchange) -> bool:
    """Whether this person may leaf through this answer."""
    mine = exchange.person_key == turn.tx.key("person", turn.person.id)
    return mine or not turn.in_group or turn.settings.who_may_press == "anyone"


def understood(turn: Turn, exchange: Exchange) -> tuple[str, ...]:
    """How the question was read, where that is not how it was written; and whether the answer is a guess."""
    asked, asking = exchange.asked, turn.texts.asking
    read = (asking.understood(asked.told),) if asked.told else ()
    return (*read, asking.guess) if _guessed(exchange) else read


def _guessed(exchange: Exchange) -> bool:
    return exchange.asked.answered and exchange.asked.confidence < SURE_FROM


def _passage(turn: Turn, shown: Shown) -> Passage | None:
    passages = shown.exchange.asked.passages
    return turn.course.library.passage(passages[shown.rank]) if shown.rank < len(passages) else None


def _is_long(passage: Passage) -> bool:
    """Whether a group gets the best part of it only."""
    return u16len(render_markdown(passage.markdown).text) > COMPACT


def _above(parts: tuple[str, ...]) -> Rich:
    return italic("\n".join(parts)) if parts else Rich("")


def _buttons(turn: Turn, shown: Shown, passage: Passage, *, folds: bool) -> tuple[tuple[Button, ...], ...]:
    labels, exchange, rank = turn.texts.buttons, shown.exchange, shown.rank
    total, full = len(exchange.asked.passages), int(shown.full)
    number = exchange.id
    leaf = (
        tap(labels.back, Show(number, rank - 1, full)) if rank else None,
        tap(labels.another(rank + 2, total), Show(number, rank + 1, full)) if rank + 1 < total else None,
    )
    if folds:
        return rows((tap(labels.unfold, Show(number, rank, 1)), *leaf))
    return rows(
        leaf,
        (
            _onward(turn, passage, number),
            link(labels.share, turn.links.share(passage.section_id, passage.breadcrumb[-1])),
        ),
        _verdicts(turn, shown),
        (_to_human(turn, exchange) if exchange.disappointed or _guessed(exchange) else None,),
    )


def _to_human(turn: Turn, exchange: Exchange) -> Button | None:
    """To the instructors, where there are some to ask."""
    return tap(turn.texts.desk.button_ask, Human(exchange.id)) if turn.human else None


def _onward(turn: Turn, passage: Passage, number: int) -> Button | None:
    """The rest of the section, or where it is shown whole already, the next one."""
    labels, section = turn.texts.buttons, passage.section_id
    if len(turn.course.library.passages_of(section)) > 1:
        return tap(labels.whole, Open(section, 0, number))
    _, after = turn.course.outline.neighbours.get(section, (None, None))
    return tap(labels.next, Open(after.id, 0, number)) if after else None


def _verdicts(turn: Turn, shown: Shown) -> tuple[Button, Button]:
    labels, exchange, full = turn.texts.buttons, shown.exchange, int(shown.full)
    helped = _tally(turn, labels.helpful, labels.helpful_chosen, exchange.helped)
    not_helped = _tally(turn, labels.unhelpful, labels.unhelpful_chosen, exchange.disappointed)
    return (
        tap(helped, Verdict(exchange.id, 1, full)),
        tap(not_helped, Verdict(exchange.id, 0, full)),
    )


def _tally(turn: Turn, label: str, chosen: str, count: int) -> str:
    """In private a tick, in a group how many."""
    if not count:
        return label
    return f"{label} · {count}" if turn.in_group else chosen
