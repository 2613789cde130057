"""Coming into a group and leaving it; a group that moves to another id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.turn import View, rows
from bot.handlers.which import course_buttons
from bot.render import join, render_markdown

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.model import Moved, Outgoing


async def joined(turn: Turn) -> tuple[Outgoing, ...]:
    """Greet a group once.

    Args:
        turn: Where.
    """
    if not turn.in_group or await turn.tx.chats.known(turn.place):
        return ()
    await turn.tx.chats.save(turn.place, turn.settings)
    hello = render_markdown(turn.texts.group.greeting(turn.links.mention))
    if not turn.undecided:
        return turn.say(hello)
    text = join(hello, turn.texts.choosing.which_group, by="\n\n")
    return (turn.send(View(text, rows(*course_buttons(turn)))),)


async def left(turn: Turn) -> tuple[Outgoing, ...]:
    """Forget a group; remember that a person does not want to be written to.

    Args:
        turn: Where.
    """
    if turn.in_group:
        await turn.tx.chats.forget(turn.place)
        await turn.tx.exchanges.leave(turn.place)
        await turn.tx.sent.forget(turn.place)
        await turn.tx.desk.staff.leave(turn.place.chat)
    else:
        await turn.tx.chats.block(turn.place.chat)
    return ()


async def moved(turn: Turn, event: Moved) -> tuple[Outgoing, ...]:
    """Follow a group to its new id.

    Args:
        turn: Where it was.
        event: Where it is.
    """
    await turn.tx.migrate(turn.place.chat, event.to_chat)
    return ()
