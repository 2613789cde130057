"""A question and its answer: in private, in a group, as a command, edited, quoted or forwarded."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.handlers.results import (
    Shown,
    exchange_of,
    further_ref_of,
    ref_of,
    refusal_view,
    result_view,
    understood,
)
from bot.handlers.sections import opened
from bot.handlers.smalltalk import Heard, Wish, hear
from bot.handlers.turn import View
from bot.handlers.which import which_view
from bot.model import Edit, Rich
from bot.storage import Asked, Exchange

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.limits import Limits
    from bot.handlers.turn import Turn
    from bot.model import Commanded, Outgoing, Quoted, Said
    from index import Answer

MEMORY: Final = timedelta(minutes=15)
"""How long a follow-up finds the question it follows."""
EDITABLE: Final = timedelta(minutes=1)
"""How long an edited question changes its answer; later it is left alone."""
LONGEST: Final = 1000
"""Characters of a question that are read: the library looks at no more."""
RESULTS: Final = 8
"""Results one can leaf through."""
_SENTENCE: Final = re.compile(r"[^.!?\n]+\?")
"""A sentence that asks."""
_QUOTE: Final = 120
"""Characters shown of somebody else's message that was asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be looked up."""

    text: str
    message: int
    """Whose text it is, to reply to and to notice edits."""
    previous: str | None = None
    """What was asked before, where this may follow on it."""
    fallback: str = ""
    """A quoted message to look up where the text itself finds nothing."""
    above: tuple[str, ...] = ()
    """Lines over the answer."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the notes say to it."""

    asked: Asked
    """To be written down."""
    above: tuple[str, ...]
    """Lines to stand over the answer."""
    sentence: str = ""
    """The one that answers, in the first result."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Everything that is a question, and the small talk around it."""

    limits: Limits
    noted: Callable[[Asked], None] = lambda _: None
    """Told of every question, to count them."""

    async def said(self, turn: Turn, said: Said) -> tuple[Outgoing, ...]:
        """A message; in a group only where the bot is meant.

        Args:
            turn: Who and where.
            said: The message.
        """
        if not said.addressed:
            return ()
        if said.edited:
            return await self._edited(turn, said)
        asks_quoted = said.quoted and not said.quoted.from_bot
        if not said.text and said.attachment and not asks_quoted:
            return () if turn.in_group else turn.say(turn.texts.talk.no_text)
        return await self._heard(turn, said.text, said.message, said.quoted, alone=said.forwarded)

    async def commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/ask question`, or bare in reply to the message to ask.

        Args:
            turn: Who and where.
            command: The command.
        """
        return await self._heard(turn, command.argument, command.message, command.quoted)

    async def asked(self, turn: Turn, text: str) -> tuple[Outgoing, ...]:
        """A question that the bot itself proposed.

        Args:
            turn: Who and where.
            text: The question.
        """
        return await self._limited(turn, Question(text, 0, above=(turn.texts.asking.question(text),)))

    async def _heard(
        self, turn: Turn, text: str, message: int, quoted: Quoted | None, *, alone: bool = False
    ) -> tuple[Outgoing, ...]:
        """What is said; `alone` where somebody else said it, who knew nothing of what was asked before."""
        heard = hear(text) if text.strip() else Heard()
        theirs = _theirs(quoted)
        if heard.wish:
            return await self._wish(turn, heard.wish, message, quoted)
        if not heard.question and theirs:  # "@bot" or "@bot help" under a message: that is the question
            line = turn.texts.asking.question(_short(theirs))
            return await self._limited(turn, Question(_stripped(theirs), message, above=(line,)))
        if heard.mood:
            return turn.say(getattr(turn.texts.talk, heard.mood), to=message)
        if not heard.question:
            example = next(iter(turn.course.examples), "")
            return turn.say(turn.texts.asking.ask_what(example).rstrip(), to=message)
        previous = None if alone else await self._previous(turn, quoted)
        return await self._limited(turn, Question(heard.question, message, previous, fallback=theirs))

    async def _before(
        self,
        turn: Turn,
        quoted: Quoted | None,
        *,
        answered: bool = False,
        earlier_than: int | None = None,
    ) -> Exchange | None:
        """What a message may follow on: the answer it replies to, else this person's last question here."""
        exchange = await turn.tx.exchanges.last(
            turn.person, turn.place, MEMORY, answered=answered, earlier_than=earlier_than
        )
        if quoted and quoted.from_bot:
            number = exchange_of(await turn.tx.sent.ref_of(turn.place, quoted.message))
            exchange = (await turn.tx.exchanges.get(number) if number else None) or exchange
        return exchange if exchange and exchange.asked.course == turn.course.name else None

    async def _previous(
        self, turn: Turn, quoted: Quoted | None, *, earlier_than: int | None = None
    ) -> str | None:
        """What a question may take from: the message it quotes, else what was asked before it."""
        theirs = _theirs(quoted)
        if theirs:
            return theirs
        before = await self._before(turn, quoted, answered=True, earlier_than=earlier_than)
        return before.asked.read_as if before and before.asked.answered else None

    async def _limited(self, turn: Turn, question: Question) -> tuple[Outgoing, ...]:
        if await self.limits.reached(turn):
            word = await self.limits.word(turn)
            return turn.say(word, to=question.message) if word else ()
        if turn.undecided:
            waiting = await _written(turn, _unanswered(question))
            return (turn.send(which_view(turn, waiting.id), to=question.message),)
        found = look_up(turn, question)
        mood = hear(found.asked.read_as).mood
        if mood and not found.asked.answered:  # typed in the wrong keyboard layout (ghbdtn)
            return turn.say(getattr(turn.texts.talk, mood), to=question.message)
        self.noted(found.asked)
        exchange = await _written(turn, found.asked)
        view = answer_view(turn, exchange, found)
        return (turn.send(view, to=question.message, ref=ref_of(exchange.id)),)

    async def _wish(
        self, turn: Turn, wish: Wish, message: int, quoted: Quoted | None
    ) -> tuple[Outgoing, ...]:
        """The next result of the last answer, or the section that it is from."""
        before = await self._before(turn, quoted)
        if before is None or not before.asked.answered:
            return turn.say(turn.texts.talk.about_what, to=message)
        passages = before.asked.passages
        shown = turn.course.library.passage(passages[before.asked.shown])
        section = turn.course.library.section(shown.section_id) if shown else None
        if wish is Wish.DETAILS and section:
            return opened(turn, section, to=message, answer=before, ref=further_ref_of(before.id))
        following = before.asked.shown + 1
        if following >= len(passages):
            return turn.say(turn.texts.asking.no_more, to=message)
        view = result_view(turn, Shown(before, following, above=understood(turn, before)))
        if view is None:
            return turn.say(turn.texts.browsing.gone, to=message)
        await turn.tx.exchanges.show(before.id, following)
        return (turn.send(view, to=message, ref=further_ref_of(before.id)),)

    async def _edited(self, turn: Turn, said: Said) -> tuple[Outgoing, ...]:
        """A question that was mended: the answer is mended, too."""
        exchange = await turn.tx.exchanges.of_message(turn.place, said.message)
        if exchange is None or turn.tx.now() - exchange.asked_at > EDITABLE:
            return ()
        heard = hear(said.text)
        if not heard.question or heard.question == exchange.asked.question:
            return ()
        if exchange.asked.course not in turn.courses:  # it still waits for a course
            await turn.tx.exchanges.amend(exchange.id, _unanswered(Question(heard.question, said.message)))
            return ()
        turn = turn.within(turn.courses[exchange.asked.course])
        previous = await self._previous(turn, said.quoted, earlier_than=exchange.id)
        fallback = _theirs(said.quoted)
        found = look_up(turn, Question(heard.question, said.message, previous, fallback=fallback))
        await turn.tx.exchanges.amend(exchange.id, found.asked)
        amended = replace(exchange, asked=found.asked, helped=0, disappointed=0)
        view = answer_view(turn, amended, found)
        return (
            Edit(
                turn.place,
                view.text,
                view.buttons,
                ref=ref_of(exchange.id),
                pictures=view.pictures[:1],
                course=turn.course.name,
                to=said.message if turn.in_group else None,
                silent=turn.silent,
                protected=turn.protected,
            ),
        )


def _unanswered(question: Question) -> Asked:
    """A question that waits until it is known which course it is about."""
    text = question.text[:LONGEST]
    return Asked("", question.message, text, text, answered=False, confidence=0, passages=(), milliseconds=0)


def look_up(turn: Turn, question: Question) -> LookedUp:
    """What the notes say.

    Args:
        turn: Whose course.
        question: What to look up.
    """
    began = time.perf_counter()
    library = turn.course.library
    text, above = question.text[:LONGEST], question.above
    answer = library.answer(text, question.previous, limit=RESULTS)
    for other in () if answer.answered else _instead(question):
        second = library.answer(other, limit=RESULTS)
        if second.answered:
            text, answer = other, second
            above = above or (turn.texts.asking.question(_short(other)),)
            break
    if len(question.text) > LONGEST:
        above = (*above, turn.texts.asking.cut(LONGEST))
    asked = Asked(
        course=turn.course.name,
        message=question.message,
        question=text,
        read_as=answer.reading.read_as,
        told=answer.reading.told,
        answered=answer.answered,
        confidence=answer.confidence,
        passages=_passages(turn, answer),
        milliseconds=(time.perf_counter() - began) * 1000,
    )
    return LookedUp(asked, above, answer.hits[0].snippet.text if answer.hits else "")


def answer_view(turn: Turn, exchange: Exchange, found: LookedUp) -> View:
    """The first result, or the refusal.

    Args:
        turn: Where it will stand.
        exchange: The question as it was written down.
        found: What the notes say to it.
    """
    above = (*found.above, *understood(turn, exchange))
    if not exchange.asked.answered:
        return refusal_view(turn, exchange, above)
    return result_view(turn, Shown(exchange, above=above, sentence=found.sentence)) or View(
        Rich(turn.texts.browsing.gone)
    )


def _instead(question: Question) -> list[str]:
    """What else may be the question: its last sentence that asks, somebody's quoted message."""
    asking = [
        part.strip() for part in _SENTENCE.findall(question.text) if part.strip() != question.text.strip()
    ]
    others = [*asking[-1:], question.fallback]
    return [other[:LONGEST] for other in others if other]


def _passages(turn: Turn, answer: Answer) -> tuple[str, ...]:
    """The hits; for a refusal the first passage under each heading that is near, if any is."""
    if answer.answered:
        return tuple(hit.passage.id for hit in answer.hits)
    near = (turn.course.near(breadcrumb) for breadcrumb in (answer.near if answer.related else ()))
    return tuple(dict.fromkeys(passage.id for passage in near if passage))


async def _written(turn: Turn, asked: Asked) -> Exchange:
    key = turn.tx.key
    return Exchange(
        await turn.tx.exchanges.add(turn.person, turn.place, asked),
        asked,
        key("person", turn.person.id),
        key("place", turn.place.chat, turn.place.topic),
        turn.in_group,
        turn.tx.now(),
    )


def _theirs(quoted: Quoted | None) -> str:
    """What somebody else said whom a message quotes; empty for none."""
    return quoted.text.strip() if quoted and not quoted.from_bot else ""


def _stripped(text: str) -> str:
    """Somebody's message without its greeting."""
    return hear(text).question or text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE else text[:_QUOTE].rstrip() + "…"
