"""Keeping the notes from the staff chat: /reload, /undo, and files sent to be taken over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol

from bot.courses.work import Accept, Asker, Propose, Reload, Undo, Upload, proposal_fact
from bot.desktaps import Replace
from bot.handlers.rights import Action
from bot.handlers.turn import NotDoneError, View, toast
from bot.model import Rich
from bot.render import render_markdown
from bot.storage import Detail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.courses.work import Job
    from bot.handlers.kinds import CommandHandler, TapHandler
    from bot.handlers.rights import Rights
    from bot.handlers.turn import Turn
    from bot.model import Attachment, Commanded, Outgoing, Pressed, Said
    from bot.storage import Transaction
    from bot.taps import Tap

NOTES: Final = frozenset({".md", ".markdown", ".zip"})
"""Files that are taken for notes where nothing else is said."""


class Requests(Protocol):
    """Does slow work on notes after the present transaction."""

    async def ask(self, tx: Transaction, number: int, job: Job) -> None:
        """Have it done soon after a transaction."""
        ...


@dataclass(frozen=True, slots=True)
class KeepNotes:
    """Hears what instructors want done with the notes, and has it done."""

    keeper: Requests
    rights: Rights

    def commands(self) -> Mapping[str, tuple[Action, CommandHandler]]:
        """What each command needs, and who handles it."""
        return {
            "reload": (Action.RELOAD, self.reload),
            "undo": (Action.UNDO, self.undo),
            "upload": (Action.UPLOAD, self.upload),
        }

    def taps(self) -> Mapping[type[Tap], tuple[Action, TapHandler]]:
        """What each button needs, and who handles it."""
        return {Replace: (Action.UPLOAD, self.decided)}

    async def reload(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/reload`.

        Args:
            turn: Who and where.
            command: The command.
        """
        await self._request(turn, Reload(turn.course.name, _asker(turn, command.message)))
        return turn.say(turn.texts.keeping.working, to=command.message)

    async def undo(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/undo`.

        Args:
            turn: Who and where.
            command: The command.
        """
        await self._request(turn, Undo(turn.course.name, _asker(turn, command.message)))
        return turn.say(turn.texts.keeping.working, to=command.message)

    async def upload(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """A file with the caption `/upload`.

        Args:
            turn: Who and where.
            command: The command.
        """
        if command.attachment is None:
            return turn.say(render_markdown(turn.texts.keeping.send_a_file), to=command.message)
        return await self._proposed(turn, command.attachment, command.message)

    async def said(self, turn: Turn, said: Said) -> tuple[Outgoing, ...] | None:
        """Notes sent in the staff chat; None where it is none of that.

        Args:
            turn: Who and where.
            said: The message.
        """
        sent = said.attachment
        if sent is None or said.edited or turn.undecided or not await self.rights.may(turn, Action.UPLOAD):
            return None
        if PurePosixPath(sent.name).suffix.lower() not in NOTES:
            mistaken = sent.name and not said.text and not turn.in_group
            kind = render_markdown(turn.texts.keeping.refusals["kind"])
            return turn.say(kind, to=said.message) if mistaken else None
        await turn.tx.desk.audit.add(
            turn.person, turn.course.name, Action.UPLOAD, Detail(words=sent.name[:_NAME])
        )
        return await self._proposed(turn, sent, said.message)

    async def decided(self, turn: Turn, pressed: Pressed, meaning: Replace) -> tuple[Outgoing, ...]:
        """[Apply] or [Cancel]: the first press counts, in whichever process.

        Args:
            turn: Who and where.
            pressed: The button.
            meaning: Which proposal, and the decision.
        """
        words = turn.texts.keeping
        name = proposal_fact(turn.tx.key("place", turn.place.chat, turn.place.topic), meaning.stamp)
        waiting = await turn.tx.facts.get(name)
        if waiting is None or not await turn.tx.facts.drop(name):
            raise NotDoneError(toast(pressed, words.expired, alert=True))
        if not meaning.sure:
            return (turn.change(pressed, View(Rich(words.discarded))), toast(pressed))
        upload = Upload(waiting["file_id"], waiting["name"], waiting["size"])
        await self._request(
            turn, Accept(waiting["course"], _asker(turn, pressed.message), upload, meaning.stamp)
        )
        return (toast(pressed, words.working),)

    async def _proposed(self, turn: Turn, sent: Attachment, message: int) -> tuple[Outgoing, ...]:
        upload = Upload(sent.file_id, sent.name, sent.size)
        await self._request(turn, Propose(turn.course.name, _asker(turn, message), upload, turn.incoming.id))
        return turn.say(turn.texts.keeping.working, to=message)

    async def _request(self, turn: Turn, job: Job) -> None:
        await self.keeper.ask(turn.tx, turn.incoming.id, job)


_NAME: Final = 200
"""Characters of a file's name that go into the audit log."""


def _asker(turn: Turn, message: int) -> Asker:
    return Asker(turn.place, turn.texts.code, message)
