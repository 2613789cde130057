"""People and groups of a test: they write, press, forward, ask inline; what came back is returned."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.fake.answering import member
from tests.fake.entities import utf16
from tests.fake.shown import Found, Heard, Json, Listed, Shown, find_button
from tests.fake.world import Chat, File, Press

if TYPE_CHECKING:
    from tests.telegram import FakeTelegram

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/])")
_MENTION = re.compile(r"(?<!\w)@\w{3,32}")
_LINK = re.compile(r"https?://\S+")
_PATTERNS = (("bot_command", _COMMAND), ("mention", _MENTION), ("url", _LINK))


def notice_entities(text: str) -> list[Json]:
    """Commands, mentions and links, which Telegram marks by itself."""
    found: list[Json] = [
        {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match[0])}
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]
    marked = sorted(found, key=lambda entity: entity["offset"])
    return [e for e in marked if not any(o is not e and _inside(e, o) for o in marked)]


def _inside(inner: Json, outer: Json) -> bool:
    return bool(
        outer["offset"] <= inner["offset"]
        and inner["offset"] + inner["length"] <= outer["offset"] + outer["length"]
    )


@dataclass
class Group:
    """A group, supergroup or forum."""

    fake: FakeTelegram = field(repr=False)
    chat: Chat

    @property
    def id(self) -> int:
        """Chat id."""
        return self.chat.id

    @property
    def messages(self) -> list[Shown]:
        """Everything said in it and not deleted."""
        return [Shown(message) for message in self.chat.messages.values()]

    def member(self, name: str, *, language: str = "ru", admin: bool = False) -> Human:
        """Somebody new who is in this group."""
        human = self.fake.person(name, language=language)
        human.home = self
        self.chat.members[human.id] = "administrator" if admin else "member"
        return human

    def joins(self, human: Human, *, admin: bool = False) -> None:
        """Somebody known enters; the bot is told nothing."""
        self.chat.members[human.id] = "administrator" if admin else "member"

    def topic(self, name: str) -> int:
        """A new topic; returns its id."""
        created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self.fake.world.post(self.chat, self.fake.someone, created)
        self.chat.topics[message["message_id"]] = name
        return int(message["message_id"])

    async def adds_bot(self, by: Human, *, admin: bool = False) -> Heard:
        """The bot is invited."""
        return await self.bot_becomes("administrator" if admin else "member", by)

    async def removes_bot(self, by: Human) -> Heard:
        """The bot is thrown out."""
        return await self.bot_becomes("kicked", by)

    async def bot_becomes(self, status: str, by: Human) -> Heard:
        """Another standing of the bot in this group."""
        world = self.fake.world
        old = self.chat.members.get(world.bot_id, "left")
        self.chat.members[world.bot_id] = status
        changed = {
            "chat": self.chat.json,
            "from": by.user,
            "date": world.now(),
            "old_chat_member": member(world, old, world.bot_id),
            "new_chat_member": member(world, status, world.bot_id),
        }
        return await self.fake.deliver("my_chat_member", changed, self.chat.id)

    async def migrates(self) -> Group:
        """The group becomes a supergroup with another id; the old one only tells so."""
        moved = self.fake.group(self.chat.title, bot=False)
        moved.chat.members = dict(self.chat.members)
        note = {"migrate_to_chat_id": moved.id}
        message = self.fake.world.post(self.chat, self.fake.someone, note)
        self.chat.moved_to = moved.id
        await self.fake.deliver("message", message, moved.id)
        note = {"migrate_from_chat_id": self.chat.id}
        message = self.fake.world.post(moved.chat, self.fake.someone, note)
        await self.fake.deliver("message", message, moved.id)
        return moved


@dataclass
class Human:
    """Somebody with a Telegram account."""

    fake: FakeTelegram = field(repr=False)
    user: Json
    home: Group | None = None
    """Where they talk when nothing else is said; None is the private chat with the bot."""
    last_message: Shown | None = None
    """What they wrote last."""

    @property
    def id(self) -> int:
        """User id."""
        return int(self.user["id"])

    @property
    def private(self) -> Chat:
        """The private chat with the bot."""
        return self.fake.world.chats[self.id]

    @property
    def messages(self) -> list[Shown]:
        """Everything in the private chat."""
        return [Shown(message) for message in self.private.messages.values()]

    async def says(
        self,
        text: str,
        *,
        in_: Group | None = None,
        topic: int | None = None,
        reply_to: Shown | int | None = None,
        quote: str = "",
        as_group: bool = False,
        **more: object,
    ) -> Heard:
        """Writes a message. `quote`: a part of the replied message; `as_group`: an anonymous admin."""
        content: Json = {"text": text, **more}
        if entities := notice_entities(text):
            content["entities"] = entities
        if quote:
            content["quote"] = {"text": quote, "position": 0, "is_manual": True}
        return await self._posts(content, in_, topic, reply_to, as_group=as_group)

    async def sends_file(
        self,
        kind: str,
        content: bytes = b"x",
        *,
        name: str = "",
        caption: str = "",
        in_: Group | None = None,
        topic: int | None = None,
        reply_to: Shown | int | None = None,
        **more: object,
    ) -> Heard:
        """Sends a photo, document, voice, audio or video."""
        sizes = {"width": 640, "height": 480} if kind == "photo" else {}
        file = File(content, kind, name=name, **sizes)
        shown = file.json(self.fake.world.hold(file))
        message: Json = {kind: [shown] if kind == "photo" else shown, **more}
        if caption:
            message["caption"] = caption
            if entities := notice_entities(caption):
                message["caption_entities"] = entities
        return await self._posts(message, in_, topic, reply_to)

    async def forwards(self, text: str, *, from_: str = "Кто-то", in_: Group | None = None) -> Heard:
        """Forwards somebody's message."""
        origin = {"type": "hidden_user", "date": self.fake.world.now(), "sender_user_name": from_}
        return await self.says(text, in_=in_, forward_origin=origin)

    async def edits(self, message: Shown | int, text: str, *, in_: Group | None = None) -> Heard:
        """Changes a message of their own."""
        chat = self._chat(in_)
        edited = chat.messages[message if isinstance(message, int) else message.id]
        assert edited["from"]["id"] == self.id, "only one's own message can be edited"
        edited |= {"text": text, "entities": notice_entities(text), "edit_date": self.fake.world.now()}
        if not self.fake.reaches_bot(chat, edited):
            return Heard()
        return await self.fake.deliver("edited_message", edited, chat.id)

    async def presses(
        self, label: str, *, on: Shown | int | None = None, in_: Group | None = None, data: str | None = None
    ) -> Heard:
        """Presses a button: by its label or a part of it, on the last message that has it.

        A link or a text to copy changes nothing. `data`: sends other callback data than the button has.
        """
        chat = self._chat(in_)
        number = on.id if isinstance(on, Shown) else on
        among = [m for m in chat.messages.values() if number in {None, m["message_id"]}]
        message, button = find_button(among, label)
        assert "callback_data" in button, f"{label!r} is not a button that tells the bot: {button}"
        return await self.sends_press(message, data or button["callback_data"])

    async def sends_press(self, message: Json, data: str) -> Heard:
        """Sends any callback data about any message."""
        press = f"press-{self.fake.world.number()}"
        chat = message["chat"]["id"]
        self.fake.world.presses[press] = Press(chat)
        query = {
            "id": press,
            "from": self.user,
            "message": message,
            "chat_instance": str(chat),
            "data": data,
        }
        return await self.fake.deliver("callback_query", query, chat, press=press)

    async def inline(self, query: str, *, offset: str = "") -> Listed:
        """Types `@bot query` in some chat; returns the list that appears."""
        search = f"search-{self.fake.world.number()}"
        self.fake.world.searches[search] = False
        asked = {"id": search, "from": self.user, "query": query[:256], "offset": offset}
        mark = len(self.fake.world.events)
        await self.fake.deliver("inline_query", asked, 0, expect="results")
        for event in self.fake.world.events[mark:]:
            if event.kind == "results" and event.detail["inline_query_id"] == search:
                return Listed(event.detail)
        raise AssertionError(f"the inline query {query!r} was not answered")  # noqa: EM102, TRY003 - a test's

    async def chooses(self, found: Found, *, in_: Group | None = None) -> Heard:
        """Sends an inline result into a chat."""
        content = {k: v for k, v in found.message.json.items() if k != "message_id"}
        return await self._posts({**content, "via_bot": self.fake.world.bot}, in_, None, None)

    async def starts(self, parameter: str = "") -> Heard:
        """Presses Start, perhaps on a deep link."""
        return await self.says(f"/start {parameter}".strip())

    async def blocks(self) -> None:
        """Blocks the bot."""
        await self._member_update("member", "kicked")

    async def unblocks(self) -> Heard:
        """Unblocks the bot."""
        return await self._member_update("kicked", "member")

    async def _member_update(self, old: str, new: str) -> Heard:
        world = self.fake.world
        self.private.blocked = new == "kicked"
        changed = {
            "chat": self.private.json,
            "from": self.user,
            "date": world.now(),
            "old_chat_member": member(world, old, world.bot_id),
            "new_chat_member": member(world, new, world.bot_id),
        }
        return await self.fake.deliver("my_chat_member", changed, self.id)

    async def _posts(
        self,
        content: Json,
        in_: Group | None,
        topic: int | None,
        reply_to: Shown | int | None,
        *,
        as_group: bool = False,
    ) -> Heard:
        chat = self._chat(in_)
        sender = self.user
        reply_to = reply_to or chat.forced.pop(self.id, None)  # the client has opened it
        if as_group:
            sender = self.fake.anonymous
            content["sender_chat"] = chat.json
        content |= self._reply(chat, reply_to, topic)
        message = self.fake.world.post(chat, sender, content, topic)
        self.last_message = Shown(message)
        if not self.fake.reaches_bot(chat, message):
            return Heard()
        return await self.fake.deliver("message", message, chat.id, topic=topic)

    def _chat(self, in_: Group | None) -> Chat:
        place = in_ or self.home
        return place.chat if place else self.private

    @staticmethod
    def _reply(chat: Chat, reply_to: Shown | int | None, topic: int | None) -> Json:
        number = reply_to.id if isinstance(reply_to, Shown) else reply_to
        if number is None:
            return {"reply_to_message": chat.messages[topic]} if topic in chat.messages else {}
        original = {k: v for k, v in chat.messages[number].items() if k != "reply_to_message"}
        thread = {} if chat.type == "private" or chat.forum else {"message_thread_id": number}
        return {"reply_to_message": original, **thread}
