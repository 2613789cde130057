"""Replicas on one PostgreSQL: one is killed again and again, webhooks come twice and out of order."""

from __future__ import annotations

import asyncio
import socket
import time
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from tests.load import worker
from tests.load.kill import processes
from tests.load.platform import Platform

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess

_DUPLICATED = 0.10
_REORDERED = 0.05
_AT_ONCE = 40  # connections that Telegram opens to a webhook
_TO_FINISH = 180.0  # seconds


@dataclass(slots=True)
class Delivery:
    """When a question was taken in, by the balancer's clock."""

    begun: float = 0.0
    """The first attempt began."""
    taken: float = 0.0
    """The first attempt that was acknowledged ended."""


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    questions: int
    kills: int
    answered: int
    repeats: int
    seconds: float
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = ", ".join(self.problems[:5]) or "nothing lost, nothing out of order"
        counts = f"{self.answered} of {self.questions} questions answered, {self.kills} kills"
        return f"{counts}, {self.repeats} repeats, {said}, {self.seconds:.0f} s"


class Balancer:
    """Hands each question to one of the replicas until one of them acknowledges it."""

    def __init__(self, platform: Platform, ports: tuple[int, ...]) -> None:
        self._platform = platform
        self._ports = ports
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self.deliveries: dict[int, Delivery] = {}

    async def deliver(self, question: int) -> None:
        """One webhook; tried again until it is taken.

        Args:
            question: Its number.
        """
        delivery = self.deliveries.setdefault(question, Delivery())
        async with self._turn:
            delivery.begun = delivery.begun or time.monotonic()
            while not await self._attempt(question):  # noqa: ASYNC110 - the replica may be dead
                await asyncio.sleep(0.05)
            delivery.taken = delivery.taken or time.monotonic()

    async def _attempt(self, question: int) -> bool:
        try:
            async with asyncio.timeout(20):
                port = self._platform.chance.choice(self._ports)
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                try:
                    writer.write(f"{question}\n".encode())
                    return await reader.readline() == b"200\n"
                finally:
                    writer.close()
        except (OSError, TimeoutError):
            return False


async def replicas_under_load(url: str, questions: int, chats: int, *, kill_every: float = 3.0) -> Outcome:
    """Two replicas; the first is killed and started again all the time.

    Args:
        url: The database, on PostgreSQL.
        questions: How many are asked.
        chats: In how many chats.
        kill_every: Seconds between two kills.
    """
    started, context = time.monotonic(), processes()
    async with Platform(chats) as platform:
        ports = (_free_port(), _free_port())
        orders = [worker.Order(url, platform.port, chats, listen=port) for port in ports]
        steady = await _start(context, orders[1])
        balancer = Balancer(platform, ports)
        killing = asyncio.create_task(_kill_again_and_again(context, orders[0], kill_every))
        await asyncio.gather(*(balancer.deliver(question) for question in _order(platform, questions)))
        platform.asked = questions
        deadline = time.monotonic() + _TO_FINISH
        while platform.answered() < questions and time.monotonic() < deadline:  # noqa: ASYNC110 - a server's state
            await asyncio.sleep(0.1)
        killing.cancel()
        kills = (await asyncio.gather(killing, return_exceptions=True))[0]
        await asyncio.sleep(1)
        steady.kill()
        await asyncio.to_thread(steady.join)
        return Outcome(
            questions,
            kills if isinstance(kills, int) else 0,
            platform.answered(),
            platform.repeats(),
            time.monotonic() - started,
            _problems(platform, balancer.deliveries),
        )


def _order(platform: Platform, questions: int) -> list[int]:
    """The questions as they are delivered: some twice, some after their successor in the same chat."""
    order = list(range(questions))
    chats = platform.chats
    for place in range(questions - chats):
        if platform.chance.random() < _REORDERED:
            order[place], order[place + chats] = order[place + chats], order[place]
    for question in range(questions):
        if platform.chance.random() < _DUPLICATED:
            order.insert(platform.chance.randrange(questions), question)
    return order


def _problems(platform: Platform, deliveries: dict[int, Delivery]) -> list[str]:
    """What must not be: lost questions, needless repeats, an answer before that of an earlier question.

    A question whose webhook came after its successor's may be answered after it; where both wait, they are
    put in order.
    """
    lost = platform.asked - platform.answered()
    found = [f"{lost} questions lost"] if lost else []
    said: dict[int, list[int]] = {}
    for message in platform.messages:
        answers = said.setdefault(message.chat, [])
        if not answers or answers[-1] != message.question:  # else in flight when its sender was killed
            answers.append(message.question)
    for chat, answers in said.items():
        if len(set(answers)) != len(answers):
            found.append(f"chat {chat}: answered again later")
        for before, after in combinations(answers, 2):
            if before > after and deliveries[after].taken < deliveries[before].begun:
                found.append(f"chat {chat}: {before} before {after}, which was there first")
    return found


async def _kill_again_and_again(context: ForkServerContext, order: worker.Order, every: float) -> int:
    kills = 0
    process = await _start(context, order)
    try:
        while True:
            await asyncio.sleep(every)
            process.kill()
            kills += 1
            process = await _start(context, order)
    except asyncio.CancelledError:
        process.kill()
        return kills


async def _start(context: ForkServerContext, order: worker.Order) -> ForkServerProcess:
    process = context.Process(target=worker.main, args=(order,), daemon=True)
    await asyncio.to_thread(process.start)
    return process


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
