"""A passage of the notes as a message: its heading, its text, and in it what was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.model import EntityKind, Rich
from bot.render.compose import bold, folded, italic, lines, plain
from bot.render.cutting import around, cut, excerpt
from bot.render.markdown import render_markdown
from bot.render.marks import find_sentence, mark
from bot.render.runs import Run, fixed, runs_of
from bot.render.units import u16len

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.render.marks import Stretch
    from corpus import Passage
    from index import Hit

    Finder = Callable[[str], Iterable[Stretch]]
    """Words to mark in a rendered text, for instance `partial(library.spans, reading)`."""

CRUMB_LIMIT: Final = 48
"""UTF-16 units of a heading on the way to the passage's own, which is shown whole."""
STEP: Final = " › "
"""Between headings."""
FOLD_OVER: Final = 900
"""UTF-16 units of a passage from which on it is folded: about one screen of a phone."""
FOLD_SHOWS: Final = 100
"""UTF-16 units of a folded quote that are seen for sure: three lines, of which a list may leave two short."""
SENTENCE_LIMIT: Final = 300
"""UTF-16 units of the sentence that stands over a folded passage."""
_SENTENCE: Final = 12
"""Characters that a heading's first sentence must have to stand for the whole."""
_MOST: Final = 0.7
"""A sentence that is more of the passage than this does not stand out and is not marked."""


def _crumb(heading: str) -> str:
    """A heading on the way: its first sentence, cut where that is too long."""
    first, _, rest = heading.partition(". ")
    if rest and len(first) >= _SENTENCE:
        heading = first
    return cut(plain(heading), CRUMB_LIMIT).text


def render_breadcrumb(breadcrumb: Sequence[str], label: str = "") -> Rich:
    """The way to a passage as one bold line."""
    *way, own = [
        " ".join(heading.split()) for heading in (*breadcrumb, _crumb(label)) if heading.strip()
    ] or [""]
    shown: list[str] = []
    for heading in (*map(_crumb, way), plain(own).text):
        if not shown or shown[-1] != heading:
            shown.append(heading)
    return bold(STEP.join(shown))


@dataclass(frozen=True, slots=True)
class Look:
    """How a passage is to be shown."""

    pictures: bool = True
    """Whether the passage's pictures go beside the text; otherwise their descriptions are in it."""
    above: str | Rich = ""
    """A line over the headings, such as how a question was read."""
    below: str | Rich = ""
    """A line under the passage, such as its date; plain text is set in italics."""
    fold_over: int | None = None
    """UTF-16 units from which on the passage is a quote that unfolds; None never folds."""
    at_most: int | None = None
    """UTF-16 units to cut the passage to, around the sentence; None keeps all of it."""


WHOLE: Final = Look()
"""Everything, nothing folded."""


def render_passage(
    passage: Passage, *, words: Finder | None = None, sentence: str = "", look: Look = WHOLE
) -> Rich:
    """A passage under its headings.

    Where a long passage is folded, the sentence that answers stands over it too if folding would hide it.

    Args:
        passage: Of the notes.
        words: Finds the words to set in bold: those of the sentence, or all where it is not found.
        sentence: The one that answers; underlined where it stands.
        look: How to show it.

    Returns:
        Text of any length: see `split` and `cut`.
    """
    sent = (
        {picture.target for picture in passage.pictures if picture.path is not None} if look.pictures else ()
    )
    body = render_markdown(passage.markdown, sent=sent)
    place = find_sentence(body.text, sentence)
    body = _marked(body, words, place)
    first = Rich("")
    if look.at_most is not None and u16len(body.text) > look.at_most:
        start, end = place or (0, 0)
        body = around(body, start, end, look.at_most)
    elif look.fold_over is not None and u16len(body.text) > look.fold_over:
        if place is not None and place[1] > FOLD_SHOWS:
            first, body = _over_the_fold(body, *place)
        body = folded(body)
    label = "" if body.text.startswith(passage.label) else passage.label
    below = italic(look.below) if isinstance(look.below, str) else look.below
    return lines(look.above, render_breadcrumb(passage.breadcrumb, label), first, body, below)


def render_answer(hit: Hit, *, words: Finder | None = None, look: Look = WHOLE) -> Rich:
    """The passage of a hit with its best sentence marked; see `render_passage`."""
    return render_passage(hit.passage, words=words, sentence=hit.snippet.text, look=look)


def _over_the_fold(body: Rich, start: int, end: int) -> tuple[Rich, Rich]:
    """The sentence that answers, and what is folded under it: the rest of the passage where it opens it."""
    first = _alone(body, start, end)
    whole = first.text == body.text[start:end].strip()
    opens = not body.text[:start].strip()
    return first, excerpt(body, end, len(body.text)) if opens and whole else body


def _alone(body: Rich, start: int, end: int) -> Rich:
    """The sentence that answers, to be read without unfolding what it is from."""
    sentence = excerpt(body, start, end)
    plain_runs = [run for run in runs_of(sentence) if run.kind is not EntityKind.UNDERLINE]
    return cut(fixed(sentence.text, plain_runs), SENTENCE_LIMIT)


def _marked(body: Rich, words: Finder | None, place: tuple[int, int] | None) -> Rich:
    spans = list(words(body.text)) if words else []
    if place is None:
        return mark(body, spans)
    start, end = place
    marked = mark(body, [span for span in spans if start <= span.start and span.end <= end])
    if end - start > _MOST * len(body.text):
        return marked
    return mark(marked, [Run(EntityKind.UNDERLINE, start, end)], EntityKind.UNDERLINE)
