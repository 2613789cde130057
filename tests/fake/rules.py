"""Telegram's limits on what a request carries; breaking one is a mistake of the bot's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.fake.entities import check_entities, utf16
from tests.fake.schema import violate
from tests.tdlib import judge_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
CALLBACK_BYTES = 64
COPY_CHARACTERS = 256
PLACEHOLDER_CHARACTERS = 64
TOAST_CHARACTERS = 200
INLINE_RESULTS = 50
BUTTONS = 100
BUTTONS_IN_ROW = 8
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
ACTIONS = {"typing", "upload_photo", "upload_document", "find_location", "choose_sticker"}
LINK_SCHEMES = ("http://", "https://", "tg://")


def check_text(text: str, entities: list[dict[str, Any]], limit: int = TEXT_UNITS) -> None:
    """A text or caption with its entities."""
    if utf16(text) > limit:
        violate(f"text of {utf16(text)} units, allowed are {limit}: {text[:60]!r}...")
    check_entities(text, entities)
    if text and (objections := judge_wire(text, entities, limit)):
        violate(f"TDLib: {'; '.join(objections)}: {text[:60]!r}")


def check_sendable(text: str, entities: list[dict[str, Any]]) -> None:
    """A message's own text: there must be one."""
    if not text.strip():
        violate("message text is empty")
    check_text(text, entities)


def check_markup(markup: Mapping[str, Any] | None) -> None:
    """An inline keyboard, or a reply that is asked for."""
    if markup is None:
        return
    if "force_reply" in markup:
        _check_forced(markup)
        return
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > BUTTONS or any(len(row) > BUTTONS_IN_ROW for row in rows):
        violate("too many buttons")
    if any(not row for row in rows):
        violate("a row without buttons")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_forced(markup: Mapping[str, Any]) -> None:
    if not markup["force_reply"]:
        violate("force_reply is always true")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= PLACEHOLDER_CHARACTERS:
        violate(f"placeholder {placeholder!r} must have 1 to {PLACEHOLDER_CHARACTERS} characters")


def _check_button(button: Mapping[str, Any]) -> None:
    if not button["text"].strip():
        violate("a button without text")
    kinds = set(button) - {"text", "style", "icon_custom_emoji_id"}
    if len(kinds) != 1:
        violate(f"button {button['text']!r} must have one use, not {sorted(kinds)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= CALLBACK_BYTES:
        violate(f"callback data of button {button['text']!r}: {button['callback_data']!r}")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= COPY_CHARACTERS:
        violate(f"text to copy of button {button['text']!r} is too long")
    if "url" in button:
        _check_link(button["url"])


def _check_link(url: str) -> None:
    if not url.startswith(LINK_SCHEMES):
        violate(f"a button cannot open {url!r}")
    start = re.search(r"t\.me/\w+\?start(?:group)?=(.*)", url)
    if start and not START_PARAMETER.fullmatch(start[1]):
        violate(f"deep link {url!r} is longer than 64 or has other letters")


def check_inline_results(results: Iterable[Mapping[str, Any]]) -> None:
    """The answer to an inline query, but for its file ids."""
    results = list(results)
    if len(results) > INLINE_RESULTS:
        violate(f"{len(results)} inline results")
    ids = [result["id"] for result in results]
    if len(set(ids)) != len(ids):
        violate(f"inline result ids are not unique: {ids}")
    for result in results:
        check_inline_result(result)


def check_inline_result(result: Mapping[str, Any]) -> None:
    """One inline result: id, texts, keyboard."""
    if not 1 <= len(result["id"].encode()) <= 64:
        violate(f"inline result id {result['id']!r}")
    expected = {"photo"} if "photo_file_id" in result else {"article"}
    if result["type"] not in expected:
        violate(f"inline result of type {result['type']!r}")
    content = result.get("input_message_content")
    if content:
        check_sendable(content["message_text"], content.get("entities", []))
    check_text(result.get("caption", ""), result.get("caption_entities", []), CAPTION_UNITS)
    check_markup(result.get("reply_markup"))
    if expected == {"article"} and not result["title"].strip():
        violate("an inline article without a title")


def check_commands(commands: list[dict[str, Any]]) -> None:
    """A command menu."""
    if len(commands) > 100:
        violate("more than 100 commands")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            violate(f"command {command['command']!r}")
        if not 1 <= len(command["description"]) <= 256:
            violate(f"description of /{command['command']}")
