"""People in many chats, the Bot API on loopback, and what came of their questions."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import random
import socket
import time
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from bot.app import App, Ways
from bot.config import Settings
from corpus import bundled_notes
from index.judgments import load_judgments
from tests.load.app import worker
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess
    from pathlib import Path

    from tests.fake.people import Group, Human
    from tests.fake.world import Chat

_KINDS = {"definition", "list", "fact"}
_HEADERS = {"X-Telegram-Bot-Api-Secret-Token": worker.SECRET}
AT_ONCE = 40
"""Connections that Telegram opens to a webhook."""


def processes() -> ForkServerContext:
    """Workers are forked from a server that has everything imported: they start in a second."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.load.app.worker", "sklearn.feature_extraction.text"])
    return context


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Asked:
    """A question and its way to the bot."""

    text: str
    """What was asked; in its chat nothing else asks the same."""
    update: dict[str, Any]
    begun: float = 0.0
    """The first attempt to deliver it began."""
    taken: float = 0.0
    """The first attempt that was acknowledged ended."""


@dataclass(slots=True)
class Place:
    """A chat and its questions."""

    chat: Chat
    who: Human
    group: Group | None
    asked: list[Asked] = field(default_factory=list)

    def asked_for(self) -> list[tuple[bool, str]]:
        """What was asked, as `Town.expected` knows it."""
        return [(self.group is not None, one.text) for one in self.asked]

    def answers(self, bot: int) -> list[str]:
        """What the bot said in it, in order."""
        said = (m for m in self.chat.messages.values() if m["from"]["id"] == bot)
        return [str(message.get("text") or message.get("caption")) for message in said]


class Town:
    """`async with Town(chats) as town:`; every second chat is a group."""

    def __init__(self, chats: int, *, seed: int = 1) -> None:
        """Nobody has asked anything."""
        self.chance = random.Random(seed)  # noqa: S311 - the same load every time
        self.fake = FakeTelegram()
        self.places: list[Place] = []
        for number in range(chats):
            group = self.fake.group(f"Group {number}") if number % 2 else None
            who = group.member(f"P{number}") if group else self.fake.private(f"P{number}")
            self.places.append(Place(group.chat if group else who.private, who, group))
        self.expected: dict[tuple[bool, str], str] = {}
        """Answers, by whether it is a group and what was asked."""
        self.questions: list[str] = []
        self._stack = contextlib.AsyncExitStack()
        self._turn = asyncio.Semaphore(AT_ONCE)
        self.url = ""

    async def __aenter__(self) -> Self:
        self.url = (await self._stack.enter_async_context(self.fake.served())).url
        self._session = await self._stack.enter_async_context(
            aiohttp.ClientSession(headers=_HEADERS, connector=aiohttp.TCPConnector(limit=AT_ONCE))
        )
        await self._learn()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _learn(self) -> None:
        """Ask a bot in this process what it answers; keep the questions whose answers are all different."""
        fake = FakeTelegram()
        given = {
            "token": fake.token,
            "database_url": "sqlite://",
            "secret": "a secret of the tests",
            "person_limit": 1000,
        }
        ways = Ways(request=fake.request(), receiving=False, serving=False, pace=worker.UNPACED)
        app = App(Settings.model_validate({**given, "group_limit": 1000}), ways=ways)
        await app.start()
        fake.attach(app)
        judged = load_judgments(bundled_notes() / "questions.jsonl")
        seen: set[str] = set()
        for question in [one.question for one in judged if one.kind in _KINDS]:
            anna, group = fake.private("Анна"), fake.group("Группа")
            heard = await anna.says(question)
            shown = await group.member("Пётр").says(f"/ask {question}")
            if len(heard) == len(shown) == 1 and not {heard.text, shown.text} & seen:
                seen |= {heard.text, shown.text}
                self.questions.append(question)
                self.expected |= {(False, question): heard.text, (True, question): shown.text}
        await app.stop()

    def ask(self, place: Place, text: str) -> Asked:
        """Somebody writes a question; it is not delivered yet."""
        content: dict[str, Any] = {"text": text}
        if place.group:
            command = {"type": "bot_command", "offset": 0, "length": 4}
            content = {"text": f"/ask {text}", "entities": [command]}
        message = self.fake.world.post(place.chat, place.who.user, content)
        asked = Asked(text, self.fake.api.updates.number("message", message))
        place.asked.append(asked)
        return asked

    async def deliver(self, asked: Asked, ports: tuple[int, ...]) -> None:
        """Post it to one of the ports, again and again until it is acknowledged, as Telegram does."""
        async with self._turn:
            asked.begun = asked.begun or time.monotonic()
            while not await self._posted(asked, self.chance.choice(ports)):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
            asked.taken = asked.taken or time.monotonic()

    async def _posted(self, asked: Asked, port: int) -> bool:
        try:
            url = f"http://127.0.0.1:{port}/telegram"
            async with asyncio.timeout(20), self._session.post(url, json=asked.update) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    def said(self) -> int:
        """How many messages the bot has sent."""
        return sum(event.kind == "sent" for event in self.fake.world.events)

    def answered(self) -> int:
        """How many questions have an answer; one that came twice is one."""
        return sum(
            len({*place.answers(self.fake.world.bot_id)} & {self.expected[key] for key in place.asked_for()})
            for place in self.places
        )

    def problems(self) -> tuple[list[str], int]:
        """What must not be: lost or strange answers, wrong order, needless repeats; and the repeats."""
        found, repeats = list(self.fake.violations), 0
        for place in self.places:
            trouble, again = self._problems_of(place)
            found += [f"chat {place.chat.id}: {one}" for one in trouble]
            repeats += again
        return found, repeats

    def _problems_of(self, place: Place) -> tuple[list[str], int]:
        by_answer = {self.expected[key]: one for key, one in zip(place.asked_for(), place.asked, strict=True)}
        answers = place.answers(self.fake.world.bot_id)
        strange = [f"said {answer[:60]!r}" for answer in answers if answer not in by_answer]
        order = [by_answer[answer] for answer in answers if answer in by_answer]
        distinct = [one for number, one in enumerate(order) if not number or one is not order[number - 1]]
        lost = [f"{one.text!r} was not answered" for one in place.asked if one not in distinct]
        later = ["answered again later"] if len({id(one) for one in distinct}) < len(distinct) else []
        wrong = [
            f"{after.text!r} was answered after {before.text!r}"
            for before, after in combinations(distinct, 2)
            if before.update["update_id"] > after.update["update_id"] and after.taken < before.begun
        ]
        return [*strange, *lost, *later, *wrong], len(order) - len(distinct)


class Replica:
    """A process, to be started, watched, killed."""

    def __init__(self, town: Town, database_url: str, folder: Path, name: str) -> None:
        """Not started."""
        self._town = town
        self.port, self.health = free_port(), free_port()
        self.log = folder / f"{name}.log"
        self._order = worker.Order(
            town.fake.token, town.url, database_url, self.port, self.health, bundled_notes(), self.log
        )
        self._process: ForkServerProcess | None = None

    @property
    def pid(self) -> int:
        """Of the process."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    async def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until it is ready."""
        process = processes().Process(target=worker.main, args=(self._order,), daemon=True)
        self._process = process
        await asyncio.to_thread(process.start)
        if wait:
            async with asyncio.timeout(60):
                while not await self.ready():  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.05)

    async def ready(self) -> bool:
        """Whether it says so."""
        return (await self.page("/readyz"))[0] == 200

    async def page(self, path: str) -> tuple[int, str]:
        """Status and text of a health page; 0 when it does not answer."""
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://127.0.0.1:{self.health}{path}") as response,
            ):
                return response.status, await response.text()
        except aiohttp.ClientError:
            return 0, ""

    async def kill(self) -> None:
        """With -9."""
        if self._process is not None:
            self._process.kill()
            await asyncio.to_thread(self._process.join)

    async def stop(self) -> None:
        """With SIGTERM."""
        assert self._process is not None
        self._process.terminate()
        await asyncio.to_thread(self._process.join)
