"""Pictures that an instructor's answer came with, until it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.storage import Ticket

MOST: Final = 10
"""Pictures of an answer that are kept: as many as an album has."""


async def note_picture(turn: Turn, ticket: Ticket, handle: str) -> None:
    """Remember a picture that an answer came with.

    Args:
        turn: Whose.
        ticket: What it answers.
        handle: The platform's.
    """
    found = await pictures_of(turn, ticket)
    await turn.tx.facts.set(_fact(ticket), [*found, handle][:MOST])


async def pictures_of(turn: Turn, ticket: Ticket) -> tuple[str, ...]:
    """The pictures that a ticket's answer came with.

    Args:
        turn: Whose.
        ticket: Which.

    Returns:
        The platform's handles, in order.
    """
    return tuple(await turn.tx.facts.get(_fact(ticket)) or ())


def _fact(ticket: Ticket) -> str:
    return f"faq-pictures:{ticket.id}"
