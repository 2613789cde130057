"""Telegram for tests: people who talk to the whole bot, and a strict Bot API between them.

fake = FakeTelegram()
fake.attach(app)                                   # or let the bot poll `fake.request()` or a served fake
anna = fake.private("Анна")
heard = await anna.says("что такое гипервизор?")
assert "Гипервизор" in heard.only.text
await anna.presses("Дальше")
group = fake.group("ВТ-21")
petr = group.member("Пётр")
await petr.says("@konspekt_bot чем Xen отличается от KVM?")
fake.verify()                                      # no rule of the Bot API was broken, every press answered
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Protocol

from tests.fake.api import Api
from tests.fake.faults import Fault, bad_gateway, half_a_body, no_answer, refused, too_many_requests
from tests.fake.http import Served
from tests.fake.people import Group, Human
from tests.fake.shown import Found, Heard, Listed, Shown
from tests.fake.transport import FakeRequest
from tests.fake.world import FIRST_GROUP, FIRST_PERSON, FIRST_SUPERGROUP, Chat, Json, World

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = (
    "Application",
    "FakeTelegram",
    "Fault",
    "Found",
    "Group",
    "Heard",
    "Human",
    "Listed",
    "Served",
    "Shown",
    "bad_gateway",
    "half_a_body",
    "no_answer",
    "refused",
    "too_many_requests",
)

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"  # noqa: S105 - of a bot that exists in tests only
USERNAME = "konspekt_bot"
ANONYMOUS = 1_087_968_824  # the account that stands for anonymous admins


class Application(Protocol):
    """What the driver needs of the application."""

    async def settled(self) -> None:
        """Wait until everything received is handled and everything to send is sent."""


class Receiver(Application, Protocol):
    """An application that takes updates by hand."""

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Take a batch of updates."""


class FakeTelegram:
    """Telegram: its servers and its users."""

    def __init__(
        self, *, token: str = TOKEN, username: str = USERNAME, clock: Callable[[], float] = time.time
    ) -> None:
        """A Telegram with one bot and no people."""
        self.token = token
        self.world = World(token, username, clock)
        self.api = Api(self.world)
        self.faults: list[Fault] = self.api.faults
        """Failures to come: `fake.faults.append(too_many_requests(3))`."""
        self.patience = 10.0
        """Seconds to wait for an application that only polls."""
        self._app: Application | None = None
        self._receiver: Receiver | None = None
        self._ids = {"person": FIRST_PERSON, "group": FIRST_GROUP, "supergroup": FIRST_SUPERGROUP}
        self.someone = self._user("Кто-то", "ru")
        self.anonymous: Json = {
            "id": ANONYMOUS,
            "is_bot": True,
            "first_name": "Group",
            "username": "GroupAnonymousBot",
        }
        self.world.users[ANONYMOUS] = self.anonymous

    @property
    def violations(self) -> list[str]:
        """What the bot did that it must never do."""
        return self.api.violations

    def request(self) -> FakeRequest:
        """A request layer for `telegram.Bot`, in this process."""
        return FakeRequest(self.api)

    def served(self, *, duplicates: float = 0, reordered: float = 0) -> Served:
        """The same on loopback: `async with fake.served() as served: ... served.url`."""
        return Served(self.api, duplicates=duplicates, reordered=reordered)

    def attach(self, app: Receiver) -> None:
        """Hand updates straight to the application's `receive`."""
        self._app = self._receiver = app

    def attach_polling(self, app: Application | None = None) -> None:
        """The application polls by itself: wait until it has confirmed and (where it is known) settled."""
        self._app, self._receiver = app, None

    def calls(self, method: str) -> list[Json]:
        """Parameters of the calls of one method so far."""
        return [call.params for call in self.api.calls if call.method == method]

    def person(self, name: str, *, language: str = "ru", username: str = "") -> Human:
        """Somebody who has not talked to the bot: it cannot write to them."""
        return Human(self, self._user(name, language, username))

    def private(self, name: str, *, language: str = "ru", username: str = "") -> Human:
        """Somebody with a private chat with the bot."""
        human = self.person(name, language=language, username=username)
        self.open_private(human)
        return human

    def open_private(self, human: Human) -> None:
        """A private chat with somebody known from a group; their `home` stays."""
        self.world.chats[human.id] = Chat(human.id, "private", human.user["first_name"])

    def group(self, title: str, *, forum: bool = False, small: bool = False, bot: bool = True) -> Group:
        """A supergroup (a basic group when `small`) with the bot in it, as if for long."""
        kind = "group" if small else "supergroup"
        chat = Chat(self._next(kind, -1), kind, title, forum)
        chat.members[self.world.bot_id] = "member" if bot else "left"
        chat.members[self.someone["id"]] = "creator"
        self.world.chats[chat.id] = chat
        return Group(self, chat)

    def expire(self, press: str = "") -> None:
        """Presses (or one of them) are too old to be answered."""
        for key, pressed in self.world.presses.items():
            pressed.old = pressed.old or not press or key == press

    def verify(self) -> None:
        """Fail if the bot broke a rule, or owes an answer to a press or an inline query."""
        assert not self.violations, "\n".join(self.violations)
        owed = [p for p, pressed in self.world.presses.items() if not (pressed.answers or pressed.old)]
        assert not owed, f"presses without an answer: {owed}"
        searches = [search for search, answered in self.world.searches.items() if not answered]
        assert not searches, f"inline queries without an answer: {searches}"

    def reaches_bot(self, chat: Chat, message: Json) -> bool:
        """Privacy mode: in a group the bot sees commands, mentions, replies to it and service messages."""
        if chat.type == "private":
            return True
        status = chat.members.get(self.world.bot_id, "left")
        if status in {"left", "kicked"}:
            return False
        if status == "administrator" or self.world.bot["can_read_all_group_messages"]:
            return True
        replied = message.get("reply_to_message") or {}
        if replied.get("from", {}).get("id") == self.world.bot_id:
            return True
        if (message.get("via_bot") or {}).get("id") == self.world.bot_id:
            return True
        text = message.get("text") or message.get("caption") or ""
        marked = message.get("entities") or message.get("caption_entities") or []
        return any(self._addresses(text, entity) for entity in marked)

    def _addresses(self, text: str, entity: Json) -> bool:
        raw = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
        covered = raw.decode("utf-16-le").lower()
        name = f"@{self.world.username.lower()}"
        if entity["type"] == "mention":
            return covered == name
        if entity["type"] == "text_mention":
            return bool(entity["user"]["id"] == self.world.bot_id)
        return entity["type"] == "bot_command" and ("@" not in covered or covered.endswith(name))

    async def deliver(
        self,
        kind: str,
        content: object,
        chat: int,
        *,
        topic: int | None = None,
        press: str | None = None,
        expect: str = "",
    ) -> Heard:
        """Send an update to the bot and collect what it does in this chat."""
        mark = len(self.world.events)
        await self.feed(self.api.updates.number(kind, content))
        await self._settled(mark, chat, press, expect)
        return self._heard(mark, chat, topic, press)

    async def feed(self, *updates: Json) -> None:
        """Send any updates, even broken ones, without waiting for the outcome."""
        if self._receiver is not None:
            await self._receiver.receive(updates)
            return
        for update in updates:
            await self.api.updates.put(update)

    async def _settled(self, mark: int, chat: int, press: str | None, expect: str) -> None:
        if self._receiver is None:
            await asyncio.wait_for(self.api.updates.confirmed(), self.patience)
        if self._app is not None:
            await self._app.settled()
            return
        wanted = {expect} if expect else {"toast"} if press else {"sent", "edited", "left"}
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            if any(e.chat == chat and e.kind in wanted for e in self.world.events[mark:]):
                break
            await asyncio.sleep(0.01)
        seen = -1  # a bot in another process: wait until it has been quiet for a moment
        while seen != len(self.world.events):
            seen = len(self.world.events)
            await asyncio.sleep(0.15)

    def _heard(self, mark: int, chat: int, topic: int | None, press: str | None) -> Heard:
        events = [event for event in self.world.events[mark:] if event.chat == chat]
        messages = self.world.chats[chat].messages if chat in self.world.chats else {}
        sent = [e for e in events if e.kind == "sent" and e.message in messages]
        new = [Shown(dict(messages[e.message]), silent=e.detail["silent"]) for e in sent]
        known = {e.message for e in sent}
        changed = dict.fromkeys(e.message for e in events if e.kind == "edited" and e.message in messages)
        edited = [Shown(dict(messages[m]), edited=True) for m in changed if m not in known]
        toasts = [e.detail for e in events if e.kind == "toast" and e.detail["press"] == press]
        return Heard(
            tuple(shown for shown in new if topic is None or shown.topic == topic),
            tuple(edited),
            tuple(e.message for e in events if e.kind == "deleted"),
            toasts[0]["text"] if toasts else None,
            bool(toasts and toasts[0]["alert"]),
            any(e.kind == "typing" for e in events),
        )

    def _user(self, name: str, language: str, username: str = "") -> Json:
        user: Json = {"id": self._next("person", 1), "is_bot": False, "first_name": name}
        if username:
            user["username"] = username
        if language:
            user["language_code"] = language
        self.world.users[user["id"]] = user
        return user

    def _next(self, kind: str, step: int) -> int:
        self._ids[kind] += step
        return self._ids[kind]
