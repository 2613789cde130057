"""How many questions a second a process takes in, and how many it answers; its memory along the way."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped] # ships no type hints

from tests.load.app.town import Replica, Town

if TYPE_CHECKING:
    from pathlib import Path

WANTED = {"accepted": 300, "answered": 100}
_WAITING = (
    400  # questions that wait at most in a long run: the backlog's own memory is not what is looked for
)
_LOOK_EVERY = 1000  # questions


@dataclass
class Rates:
    """Questions a second."""

    questions: int
    accepted: float
    answered: float
    processor: float
    """Milliseconds of processor time that one took: a busy machine does not change it much."""
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = ", ".join(self.problems[:5]) or "nothing lost, nothing out of order"
        return (
            f"{self.questions} questions:"
            f" {self.accepted:.0f} a second accepted (wanted {WANTED['accepted']}),"
            f" {self.answered:.0f} a second answered (wanted {WANTED['answered']}),"
            f" {self.processor:.1f} ms of processor time each; {said}"
        )


async def rates(url: str, folder: Path, *, chats: int = 300, seconds: float = 300) -> Rates:
    """Ask everything at once, every question once in each chat.

    Args:
        url: The database.
        folder: For logs.
        chats: How many.
        seconds: After which to give up.
    """
    async with Town(chats) as town:
        replica = Replica(town, url, folder, "only")
        await replica.start()
        asked = [town.ask(place, question) for question in town.questions for place in town.places]
        process = psutil.Process(replica.pid)
        began, spent = time.perf_counter(), _spent(process)
        await asyncio.gather(*(town.deliver(one, (replica.port,)) for one in asked))
        accepted = len(asked) / (time.perf_counter() - began)
        while town.said() < len(asked) and time.perf_counter() - began < seconds:  # noqa: ASYNC110 - a process
            await asyncio.sleep(0.05)
        answered = len(asked) / (time.perf_counter() - began)
        processor = (_spent(process) - spent) * 1000 / len(asked)
        await replica.stop()
        return Rates(len(asked), accepted, answered, processor, town.problems()[0])


async def memory(url: str, folder: Path, updates: int, *, chats: int = 200) -> list[tuple[int, float]]:
    """Megabytes of a process by how many updates it has answered.

    Args:
        url: The database.
        folder: For logs.
        updates: How many.
        chats: In how many chats.
    """
    seen: list[tuple[int, float]] = []
    async with Town(chats) as town:
        replica = Replica(town, url, folder, "only")
        await replica.start()
        process, sent = psutil.Process(replica.pid), 0
        waiting: set[asyncio.Task[None]] = set()
        for number in range(updates):
            place = town.places[number % chats]
            question = town.questions[number // chats % len(town.questions)]
            task = asyncio.create_task(town.deliver(town.ask(place, question), (replica.port,)))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            if number % _LOOK_EVERY == 0:
                seen.append((number, process.memory_info().rss / 2**20))
            if number % chats == 0:
                _forget(town)
                while number - (sent := sent + _counted(town)) > _WAITING:  # noqa: ASYNC110 - a process
                    await asyncio.sleep(0.02)
        while sent < updates:
            await asyncio.sleep(0.05)
            sent += _counted(town)
        seen.append((updates, process.memory_info().rss / 2**20))
        await replica.stop()
    return seen


def _spent(process: psutil.Process) -> float:
    """Seconds of processor time."""
    times = process.cpu_times()
    return float(times.user + times.system)


def _counted(town: Town) -> int:
    """Messages since the last look; forgotten, for the stand-in must not fill the machine."""
    events, town.fake.world.events[:] = town.fake.world.events[:], []
    return sum(event.kind == "sent" for event in events)


def _forget(town: Town) -> None:
    """What was said long ago."""
    town.fake.api.calls.clear()
    for place in town.places:
        place.asked.clear()
        for message in list(place.chat.messages)[:-100]:
            del place.chat.messages[message]
