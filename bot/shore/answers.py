"""Answers to inline queries as the Bot API has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.shore.encode import encode_buttons, encode_entities, fits_caption, no_preview

if TYPE_CHECKING:
    from bot.model import Found, Results
    from bot.shore.encode import Json


def encode_found(found: Found, file_id: str | None) -> Json:
    """One result: with its picture where Telegram holds it and the text fits under it.

    Args:
        found: The result.
        file_id: Telegram's handle of its picture; inline results cannot upload one.
    """
    shared: Json = {"id": found.id, "title": found.title, "description": found.description}
    formatting, buttons = encode_entities(found.text), encode_buttons(found.buttons)
    if buttons:
        shared["reply_markup"] = buttons
    if file_id and fits_caption(found.text):
        caption: Json = {"caption": found.text.text}
        if formatting:
            caption["caption_entities"] = formatting
        return {"type": "photo", "photo_file_id": file_id, **shared, **caption}
    content: Json = {"message_text": found.text.text, "link_preview_options": no_preview()}
    if formatting:
        content["entities"] = formatting
    return {"type": "article", **shared, "input_message_content": content}


def encode_start(results: Results) -> Json | None:
    """The button above the results."""
    if not results.start_label or not results.start:
        return None
    return {"text": results.start_label, "start_parameter": results.start}
