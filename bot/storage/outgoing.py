"""Outgoing values to JSON and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from pydantic import TypeAdapter

from bot.model import Copy, Edit, Outgoing, Place, PlaceKind, Reply, SendFile

if TYPE_CHECKING:
    from datetime import datetime

Durable = Reply | Edit | Copy | SendFile
"""What is kept until it is sent. The rest (a toast, results, typing) is worth nothing seconds later."""

_DURABLE: Final[tuple[type[Durable], ...]] = (Reply, Edit, Copy, SendFile)


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the outbox."""

    id: int
    inbox_id: int | None
    """The inbox row it answers."""
    lane: int
    """The chat it goes to."""
    outgoing: Durable | None
    """None where it cannot be read, having been written by another version."""
    created_at: datetime
    due_at: datetime | None
    """Not to be sent before; None means at once."""
    attempts: int
    """How often sending it has failed."""
    update_id: int | None = None
    """The platform's number for the update that it answers, as long as that is known."""


def is_durable(outgoing: Outgoing) -> TypeGuard[Durable]:
    """Whether it is kept until it is sent.

    Args:
        outgoing: What a handler returned.
    """
    return isinstance(outgoing, _DURABLE)


class Codec:
    """Encodes outgoing values by type; a file's content travels apart from the JSON."""

    def __init__(self) -> None:
        self._adapters: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in _DURABLE}

    def encode(self, outgoing: Durable) -> tuple[dict[str, Any], bytes | None]:
        """JSON-ready form and, for a file, its content.

        Args:
            outgoing: What to encode.
        """
        blob = None
        if isinstance(outgoing, SendFile):
            outgoing, blob = replace(outgoing, content=b""), outgoing.content
        kind = type(outgoing).__name__
        plain = self._adapters[kind].dump_python(outgoing, exclude_defaults=True)
        plain.pop("content", None)
        return {"type": kind, **plain}, blob

    def decode(self, plain: dict[str, Any], blob: bytes | None) -> Durable:
        """The value again; fields that later versions add get their defaults.

        Args:
            plain: What `encode` gave.
            blob: The file's content.
        """
        fields = {name: value for name, value in plain.items() if name != "type"}
        if blob is not None:
            fields["content"] = blob
        decoded: Durable = self._adapters[plain["type"]].validate_python(fields)
        return decoded


def moved(outgoing: Durable, old: int, new: int) -> Durable:
    """The same for a chat that got another id; replies lose their target, which stayed behind.

    Args:
        outgoing: What waits to be sent.
        old: The chat's id until now.
        new: Its id from now on.
    """
    if outgoing.place.chat != old:
        return outgoing
    place = Place(new, PlaceKind.GROUP, outgoing.place.topic)
    if isinstance(outgoing, Edit):
        return replace(outgoing, place=place)
    if isinstance(outgoing, Reply):
        return replace(outgoing, place=place, to=None, above=())
    return replace(outgoing, place=place, to=None)
