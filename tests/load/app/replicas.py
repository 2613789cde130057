"""Two replicas of the whole bot on PostgreSQL: one is killed over and over, webhooks come twice or late."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.load.app.town import Replica, Town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.load.app.town import Asked

DUPLICATED = 0.10
REORDERED = 0.05
_TO_FINISH = 240.0  # seconds that the last answers may take


@dataclass
class Outcome:
    """What a run came to."""

    questions: int
    chats: int
    kills: int
    twice: int
    """Deliveries that came twice."""
    late: int
    """Deliveries that came after their successor's."""
    repeats: int
    seconds: float
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = "; ".join(self.problems[:5]) or "every one answered, in order within its chat"
        return (
            f"{self.questions} questions from {self.chats} chats, {self.kills} kills, {self.twice} delivered "
            f"twice, {self.late} late: {said}; {self.repeats} messages repeated, {self.seconds:.0f} s"
        )


async def replicas(url: str, folder: Path, *, chats: int, each: int, kill_every: float = 4.0) -> Outcome:
    """Ask while one of two replicas is killed and started again.

    Args:
        url: The database, on PostgreSQL.
        folder: For logs.
        chats: How many.
        each: Questions in each chat, at most as many as there are different ones.
        kill_every: Seconds from a start to the next kill.
    """
    began = time.monotonic()
    async with Town(chats) as town:
        steady, mortal = (Replica(town, url, folder, name) for name in ("steady", "mortal"))
        await steady.start()
        killed = asyncio.Event()
        killing = asyncio.create_task(_kill_again_and_again(mortal, kill_every, killed))
        deliveries, twice, late = _deliveries(town, each)
        ports = (steady.port, mortal.port)
        half = len(deliveries) // 2
        await asyncio.gather(*(town.deliver(one, ports) for one in deliveries[:half]))
        await killed.wait()  # however fast the machine, the other half is asked with a kill behind it
        await asyncio.gather(*(town.deliver(one, ports) for one in deliveries[half:]))
        await _answered(town, chats * each)
        killing.cancel()
        kills = await killing
        await asyncio.sleep(1)  # for repeats that should not be
        await steady.stop()
        problems, repeats = town.problems()
        return Outcome(chats * each, chats, kills, twice, late, repeats, time.monotonic() - began, problems)


def _deliveries(town: Town, each: int) -> tuple[list[Asked], int, int]:
    """All questions in the order in which they are delivered; how many come twice, how many late."""
    lines = []
    for place in town.places:
        questions = town.chance.sample(town.questions, each)
        lines.append([town.ask(place, question) for question in questions])
    late = 0
    for line in lines:
        for number in range(each - 1):
            if town.chance.random() < REORDERED:
                line[number], line[number + 1] = line[number + 1], line[number]
                late += 1
    order = [line[number] for number in range(each) for line in lines]
    again = [one for one in order if town.chance.random() < DUPLICATED]
    for one in again:
        order.insert(town.chance.randrange(len(order)), one)
    return order, len(again), late


async def _answered(town: Town, questions: int) -> None:
    deadline = time.monotonic() + _TO_FINISH
    while town.answered() < questions and time.monotonic() < deadline:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.5)


async def _kill_again_and_again(mortal: Replica, every: float, killed: asyncio.Event) -> int:
    kills = 0
    try:
        while True:
            await mortal.start(wait=False)
            await asyncio.sleep(every)
            await mortal.kill()
            kills += 1
            killed.set()
    except asyncio.CancelledError:
        await mortal.kill()
        return kills
