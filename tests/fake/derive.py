"""Make `api.json`, the part of the Bot API that the fake knows, from the machine-readable specification.

Run as `python -m tests.fake.derive SPECIFICATION` after adding a name below.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("api.json")

METHODS = (
    "answerCallbackQuery",
    "answerGuestQuery",
    "answerInlineQuery",
    "copyMessage",
    "deleteMessage",
    "deleteMessages",
    "deleteMyCommands",
    "deleteWebhook",
    "editMessageCaption",
    "editMessageMedia",
    "editMessageReplyMarkup",
    "editMessageText",
    "getChat",
    "getChatAdministrators",
    "getChatMember",
    "getFile",
    "getMe",
    "getMyCommands",
    "getMyDescription",
    "getMyName",
    "getMyShortDescription",
    "getUpdates",
    "getWebhookInfo",
    "leaveChat",
    "sendChatAction",
    "sendDocument",
    "sendMediaGroup",
    "sendMessage",
    "sendPhoto",
    "setMessageReaction",
    "setMyCommands",
    "setMyDescription",
    "setMyName",
    "setMyShortDescription",
    "setWebhook",
)

TYPES = (
    "BotCommand",
    "BotCommandScopeAllChatAdministrators",
    "BotCommandScopeAllGroupChats",
    "BotCommandScopeAllPrivateChats",
    "BotCommandScopeChat",
    "BotCommandScopeChatAdministrators",
    "BotCommandScopeDefault",
    "CopyTextButton",
    "ForceReply",
    "InlineKeyboardButton",
    "InlineKeyboardMarkup",
    "InlineQueryResultArticle",
    "InlineQueryResultCachedPhoto",
    "InlineQueryResultsButton",
    "InputMediaDocument",
    "InputMediaPhoto",
    "InputTextMessageContent",
    "LinkPreviewOptions",
    "MessageEntity",
    "ReactionTypeEmoji",
    "ReplyParameters",
)

UNIONS = ("BotCommandScope", "InlineQueryResult", "InputMedia", "InputMessageContent", "ReactionType")

Table = dict[str, Any]


def derive(specification: Table) -> Table:
    """The compact table: name of a field to its types, with `!` behind the required ones."""
    methods, types = specification["methods"], specification["types"]
    return {
        "version": specification["version"].removeprefix("Bot API "),
        "methods": {name: _fields(methods[name]) for name in METHODS},
        "types": {name: _fields(types[name]) for name in TYPES},
        "unions": {name: sorted(set(types[name]["subtypes"]) & set(TYPES)) for name in UNIONS},
    }


def _fields(described: Table) -> dict[str, str]:
    return {
        field["name"]: "|".join(field["types"]) + "!" * field["required"]
        for field in described.get("fields", ())
    }


def main() -> None:
    """Write the table beside this file."""
    specification = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TABLE.write_text(json.dumps(derive(specification), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
