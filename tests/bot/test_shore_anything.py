"""Updates made from the Bot API's own description of them: whatever Telegram may send is understood."""

from __future__ import annotations

import json
import logging
import unittest.mock
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.shore.decode import ALLOWED_UPDATES, Decoded, decode, lane_of, update_id_of
from bot.shore.me import Me

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

ME = Me(110201543, "konspekt_bot")
DEEP = 4  # objects inside of objects; an update, its message, a replied message, its sender
WORDS = (
    "private",
    "supergroup",
    "channel",
    "member",
    "left",
    "mention",
    "bot_command",
    "@konspekt_bot",
    "/ask",
)
PLAIN: dict[str, SearchStrategy[Any]] = {
    "Integer": st.integers(-(2**52), 2**52),
    "Float": st.floats(allow_nan=False, allow_infinity=False),
    "Boolean": st.booleans(),
    "True": st.just(value=True),
    "False": st.just(value=False),
    "String": st.sampled_from(WORDS) | st.text(max_size=20),
}


class Maker:
    """Strategies for the types of the specification."""

    def __init__(self, types: dict[str, Any]) -> None:
        """Of a specification's types."""
        self._types = types

    def value(self, kind: str, depth: int) -> SearchStrategy[Any]:
        """A value of a type."""
        if kind.startswith("Array of "):
            return st.lists(self.value(kind.removeprefix("Array of "), depth), max_size=2)
        if kind in PLAIN:
            return PLAIN[kind]
        described = self._types[kind]
        if subtypes := described.get("subtypes"):
            return st.sampled_from(subtypes).flatmap(lambda name: self.value(name, depth))
        return self.object(described, depth)

    def object(self, described: dict[str, Any], depth: int) -> SearchStrategy[Any]:
        """An object with what it needs, and with some of what it may have."""
        fields = described.get("fields", ())
        needed = {f["name"]: self._field(f, depth) for f in fields if f["required"]}
        optional = {f["name"]: self._field(f, depth) for f in fields if not f["required"] and depth}
        chosen = st.lists(st.sampled_from(sorted(optional)), max_size=5) if optional else st.just([])
        return chosen.flatmap(
            lambda names: st.fixed_dictionaries(needed | {name: optional[name] for name in names})
        )

    def _field(self, described: dict[str, Any], depth: int) -> SearchStrategy[Any]:
        return st.deferred(lambda: st.one_of(*(self.value(t, max(0, depth - 1)) for t in described["types"])))


@pytest.fixture(scope="session")
def maker(shared: Path) -> Maker:
    """Over the shared specification."""
    path = shared / "telegram" / "bot-api-10.2.json"
    return Maker(json.loads(path.read_text(encoding="utf-8"))["types"])


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_update_of_the_specification_is_understood(maker: Maker, data: st.DataObject) -> None:
    """It is an event or means nothing, but never malformed; it has a lane and a number."""
    kind = data.draw(st.sampled_from([*ALLOWED_UPDATES, "channel_post", "poll_answer", "guest_message"]))
    types = {"edited_message": "Message", "my_chat_member": "ChatMemberUpdated", "channel_post": "Message"}
    name = types.get(kind, "".join(part.title() for part in kind.replace("guest_", "").split("_")))
    update = {"update_id": 7, kind: data.draw(maker.value(name, DEEP))}
    with unittest.mock.patch.object(logging.getLogger("bot.shore.decode"), "warning") as warning:
        decoded = decode(update, ME)
    assert not warning.called, update
    assert decoded is None or isinstance(decoded, Decoded)
    assert isinstance(lane_of(update), int)
    assert update_id_of(update) == 7
