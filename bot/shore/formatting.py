"""The formatting of a message of the Bot API -> a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.model import Entity, EntityKind, Rich
from bot.render import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

_KINDS: Final = {kind.value: kind for kind in EntityKind}


def decode_rich(text: str, entities: Sequence[Json]) -> Rich:
    """A text with as much of its formatting as has a meaning here.

    Args:
        text: As it came.
        entities: Telegram's, as they came.

    Raises:
        ValueError: An offset lies outside of the text or inside a character.
    """
    kept = [
        Entity(
            _KINDS[entity["type"]],
            int(entity["offset"]),
            int(entity["length"]),
            str(entity.get("url") or ""),
            str(entity.get("language") or ""),
        )
        for entity in entities
        if entity["type"] in _KINDS
    ]
    return trimmed(Rich(text, tuple(kept)))
