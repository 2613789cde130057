"""Inline mode: results to send into any chat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.handlers.turn import link, rows
from bot.model import Found, Results, Rich
from bot.render import CAPTION_LIMIT, TEXT_LIMIT, Look, cut, render_passage
from index import Reading

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.model import Outgoing, Searched
    from corpus import Passage, Section

PAGE: Final = 10
"""Results a page: Telegram allows 50, people look at a few."""
MOST: Final = 50
"""Results in all."""
CACHED: Final = 300
"""Seconds that Telegram may answer by itself: notes change seldom."""
DESCRIPTION: Final = 160
"""Characters under a result's title: three lines on a phone."""
CACHED_PERSONALLY: Final = 10
"""Seconds of the same where people choose among courses: a choice should be felt soon."""
START: Final = "ask"
"""/start parameter of the button above the results."""
CHOOSE: Final = "course"
"""The same where a course has to be chosen first."""


@dataclass(frozen=True, slots=True)
class SearchInline:
    """Answers while people type; what they type is not written down."""

    async def __call__(self, turn: Turn, searched: Searched) -> tuple[Outgoing, ...]:
        """Ten results from the offset on; for an empty query the contents."""
        query = searched.query.strip()
        start = int(searched.offset) if searched.offset.isdecimal() and len(searched.offset) < PAGE else 0
        found = _answers(turn, query, start) if query else _contents(turn, start)
        inline, several = turn.texts.inline, len(turn.courses) > 1
        label = inline.open if found or start else inline.nothing
        return (
            Results(
                searched.search,
                tuple(found[:PAGE]),
                next_offset=str(start + PAGE) if len(found) > PAGE else "",
                cache_seconds=CACHED_PERSONALLY if several else CACHED,
                personal=True,  # everybody's own course answers, in their language
                start_label=turn.texts.choosing.button if turn.undecided else label,
                start=CHOOSE if turn.undecided else START,
            ),
        )


def _answers(turn: Turn, query: str, start: int) -> list[Found]:
    """The hits of a page and one more, to tell whether there is another page."""
    library = turn.course.library
    answer = library.answer(query, limit=min(start + PAGE + 1, MOST))
    hits = answer.hits[start : start + PAGE + 1]
    words = partial(library.spans, Reading(query, answer.reading.read_as))
    return [
        _found(
            turn,
            hit.passage,
            hit.snippet.text,
            render_passage(hit.passage, words=words, sentence=hit.snippet.text, look=_look(hit.passage)),
        )
        for hit in hits
    ]


def _contents(turn: Turn, start: int) -> list[Found]:
    with_text = [s for s in turn.course.outline.order if turn.course.library.passages_of(s.id)]
    return [_section(turn, section) for section in with_text[start : start + PAGE + 1]]


def _section(turn: Turn, section: Section) -> Found:
    first = turn.course.library.passages_of(section.id)[0]
    return _found(turn, first, first.text, render_passage(first, look=_look(first)))


def _look(passage: Passage) -> Look:
    return Look(pictures=any(picture.path for picture in passage.pictures))


def _found(turn: Turn, passage: Passage, sentence: str, text: Rich) -> Found:
    picture = next((picture.path for picture in passage.pictures if picture.path), "") or ""
    title = " › ".join(part for part in (passage.breadcrumb[-1], passage.label) if part)
    there = link(turn.texts.buttons.open_chat, turn.links.section(passage.section_id))
    return Found(
        id=passage.id,
        title=title,
        description=_short(_beyond_label(passage, sentence)),
        text=cut(text, CAPTION_LIMIT if picture else TEXT_LIMIT),
        buttons=rows([there]),
        picture=picture,
        course=turn.course.name,
    )


def _beyond_label(passage: Passage, sentence: str) -> str:
    """The sentence; where it is but the label, which the title has already, what stands under it."""
    if passage.label and sentence.strip(" :") == passage.label.strip(" :"):
        return passage.text.partition(sentence)[2].strip() or sentence
    return sentence


def _short(sentence: str) -> str:
    sentence = " ".join(sentence.split())
    return sentence if len(sentence) <= DESCRIPTION else sentence[: DESCRIPTION - 1].rstrip() + "…"
