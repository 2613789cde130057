"""Updates that somebody has damaged."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.shore.decode import decode, lane_of, update_id_of
from bot.shore.me import Me

Json = dict[str, Any]

ME = Me(110201543, "konspekt_bot")
ANNA: Json = {"id": 7_000_000_002, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
GROUP: Json = {"id": -1_002_000_000_002, "type": "supergroup", "title": "ВТ-21"}
PRIVATE: Json = {"id": 7_000_000_002, "type": "private", "first_name": "Анна"}
MESSAGE: Json = {
    "message_id": 12,
    "from": ANNA,
    "chat": GROUP,
    "date": 1_790_000_000,
    "text": "@konspekt_bot что такое KVM?",
    "entities": [{"type": "mention", "offset": 0, "length": 13}],
}
PHOTO = {"photo": [{"file_id": "x"}], "caption": "a"}
VALID = [
    {"update_id": 1, "message": MESSAGE | {"reply_to_message": MESSAGE}},
    {"update_id": 1, "edited_message": {"message_id": 1, "from": ANNA, "chat": PRIVATE, "date": 1} | PHOTO},
    {"update_id": 1, "callback_query": {"id": "1", "from": ANNA, "data": "x", "message": MESSAGE}},
    {"update_id": 1, "inline_query": {"id": "5", "from": ANNA, "query": "kvm", "offset": ""}},
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mutated(draw: st.DrawFn) -> Json:
    """A valid update of which one to three parts are replaced or removed."""
    update: Json = json.loads(json.dumps(draw(st.sampled_from(VALID))))
    for _ in range(draw(st.integers(1, 3))):
        holder: Any = update
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(holder[key], (dict, list)) and holder[key] and draw(st.booleans()):
                holder = holder[key]
                continue
            if draw(st.booleans()):
                holder[key] = draw(VALUES)
            else:
                del holder[key]
            break
    return update


@settings(max_examples=500, deadline=None)
@given(mutated())
def test_a_mutated_update_never_raises(update: Json) -> None:
    """Whatever comes, it is an event or None."""
    decode(update, ME)
    lane_of(update)
    update_id_of(update)
