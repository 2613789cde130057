"""What Telegram's servers hold: people, chats, messages, presses, queries, files, menus."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]

FIRST_PERSON = 7_000_000_001  # ids of people have outgrown 32 bits
FIRST_GROUP = -4_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


class ApiError(Exception):
    """An error that the Bot API answers to a well-formed request."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        """`parameters`: retry_after or migrate_to_chat_id."""
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def deny(description: str) -> NoReturn:
    """Answer error 400."""
    raise ApiError(400, f"Bad Request: {description}")


@dataclass
class Chat:
    """A private chat, group, supergroup or channel, with everything said in it."""

    id: int
    type: str
    title: str
    forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    """User id to status; the bot is one of them."""
    messages: dict[int, Json] = field(default_factory=dict)
    next_message: int = 1
    blocked: bool = False
    """Private chat: the person has blocked the bot."""
    muted: bool = False
    """Group: the bot may not write."""
    moved_to: int | None = None
    closed_topics: set[int] = field(default_factory=set)
    forced: dict[int, int] = field(default_factory=dict)
    """User id to the message that their client has opened a reply to by itself."""

    @property
    def json(self) -> Json:
        """As the Bot API shows it."""
        shown: Json = {"id": self.id, "type": self.type}
        shown |= {"first_name" if self.type == "private" else "title": self.title}
        return shown | ({"is_forum": True} if self.forum else {})


@dataclass(frozen=True)
class Event:
    """Something that the bot made happen, in the order it happened."""

    kind: str
    """sent, edited, deleted, toast, results, typing, reaction or left."""
    chat: int
    message: int = 0
    detail: Json = field(default_factory=dict)


@dataclass
class Press:
    """A pressed button; every press is owed exactly one answer."""

    chat: int
    answers: int = 0
    old: bool = False


@dataclass
class File:
    """A file that Telegram holds."""

    content: bytes
    kind: str
    width: int = 0
    height: int = 0
    name: str = ""

    def json(self, file_id: str) -> Json:
        """What a message shows of it."""
        shown: Json = {"file_id": file_id, "file_unique_id": file_id[-12:], "file_size": len(self.content)}
        if self.kind == "photo":
            return shown | {"width": self.width, "height": self.height}
        if self.kind in {"voice", "audio", "video"}:
            shown["duration"] = 1
        if self.kind == "video":
            shown |= {"width": 100, "height": 100}
        return shown | ({"file_name": self.name} if self.name else {})


class World:
    """Everything at once, with the bot in it."""

    def __init__(self, token: str, username: str, clock: Callable[[], float] = time.time) -> None:
        """A world with a bot and nobody else."""
        self.token = token
        self.clock = clock
        self.bot_id = int(token.partition(":")[0])
        self.username = username
        self.bot: Json = {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": "Конспект",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Json] = {self.bot_id: self.bot}
        self.events: list[Event] = []
        self.presses: dict[str, Press] = {}
        self.searches: dict[str, bool] = {}
        self.guest_queries: dict[str, bool] = {}
        self.files: dict[str, File] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """A number not given before."""
        return next(self._numbers)

    def now(self) -> int:
        """Unix time."""
        return int(self.clock())

    def chat_for_bot(self, chat_id: int | str) -> Chat:
        """The chat to write to, if the bot may.

        Raises:
            ApiError: It may not: unknown, blocked, left or moved.
        """
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            deny("chat not found")
        if chat.moved_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.moved_to,
            )
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat.type != "private" and chat.members.get(self.bot_id, "left") in {"left", "kicked"}:
            raise ApiError(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        return chat

    def message(self, chat_id: int, message_id: int, what: str) -> Json:
        """A message the bot wants to do something with."""
        message = self.chat_for_bot(chat_id).messages.get(message_id)
        if message is None:
            deny(f"message {what} not found")
        return message

    def post(self, chat: Chat, sender: Json, content: Json, topic: int | None = None) -> Json:
        """Put a message into a chat."""
        message: Json = {
            "message_id": chat.next_message,
            "from": sender,
            "chat": chat.json,
            "date": self.now(),
            **content,
        }
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        chat.next_message += 1
        chat.messages[message["message_id"]] = message
        return message

    def hold(self, file: File) -> str:
        """Keep a file; returns its id."""
        file_id = f"FILE-{self.bot_id}-{file.kind}-{self.number():08d}-{len(file.content):08d}"
        self.files[file_id] = file
        return file_id

    def file(self, file_id: str, kind: str) -> File:
        """A file by the id that the bot names.

        Raises:
            ApiError: There is none, or it is of another kind.
        """
        file = self.files.get(file_id)
        if file is None:
            deny("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            deny(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file
