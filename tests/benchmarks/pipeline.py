"""How many questions a process takes in and answers a second, and what it adds to each one's time.

    uv run python -m tests.benchmarks.pipeline
    uv run python -m tests.benchmarks.pipeline --engine postgresql --questions 5000
    uv run python -m tests.benchmarks.pipeline --questions 100000 --plot memory.png

The handler does next to nothing and sending takes no time: what is measured is the way from update to
message, database writes included. Memory is looked at all along the way, and drawn with `--plot`.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import psutil  # type: ignore[import-untyped] # ships no type hints

from bot.model import Place, PlaceKind, Reply, Rich
from bot.pipeline import Delivered, Limits, Parts, Pipeline, Rates
from bot.storage import Arrival, Store
from tests.storage_fixtures import SECRET, database

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Outgoing
    from bot.storage import Received, Transaction

CHATS: Final = 500
WAVE: Final = 1000  # questions that wait at the same time: more would measure the backlog's memory
ALONE: Final = 200  # questions asked one by one, for the time that one takes
WANTED: Final = {"accepted": 300, "answered": 100}
UNPACED: Final = Limits(rates=Rates(overall=1e9, chat=1e9, burst=10**6, group=10**9))


@dataclass
class Figures:
    """What was measured."""

    accepted: float = 0.0
    """Questions a second."""
    answered: float = 0.0
    """Questions a second."""
    alone: list[float] = field(default_factory=list)
    """Seconds from update to message, one question at a time, sorted."""
    memory: list[tuple[int, float]] = field(default_factory=list)
    """Questions so far, and megabytes."""

    def lines(self) -> list[str]:
        """As they are printed."""
        half, nearly = self.alone[len(self.alone) // 2], self.alone[len(self.alone) * 99 // 100]
        memory = ", ".join(
            f"{size:.0f} MB after {count}" for count, size in (self.memory[1], self.memory[-1])
        )
        return [
            f"accepted  {self.accepted:7.0f} questions/s   wanted {WANTED['accepted']}",
            f"answered  {self.answered:7.0f} questions/s   wanted {WANTED['answered']}",
            f"added     {half * 1000:7.1f} ms p50, {nearly * 1000:.1f} ms p99",
            f"memory    {memory} questions",
        ]


class Run:
    """One pipeline under load."""

    def __init__(self, store: Store) -> None:
        self._pipeline = Pipeline(store, Parts(self._handle, self._deliver), UNPACED)
        self._sent_at: dict[int, float] = {}
        self._left = 0
        self._nothing_left = asyncio.Event()

    async def measure(self, questions: int) -> Figures:
        """Everything, in this order: memory and answers a second by waves, acceptance, one by one.

        Args:
            questions: How many in all waves together.
        """
        figures, process = Figures(), psutil.Process()
        await self._pipeline.start()
        began = time.perf_counter()
        for first in range(0, questions, WAVE):
            figures.memory.append((first, process.memory_info().rss / 2**20))
            await self._wave(first, min(WAVE, questions - first))
        figures.answered = questions / (time.perf_counter() - began)
        figures.memory.append((questions, process.memory_info().rss / 2**20))
        figures.accepted = await self._wave(questions, WAVE)
        figures.alone = sorted([await self._one(number) for number in range(10**9, 10**9 + ALONE)])
        await self._pipeline.stop()
        return figures

    async def _wave(self, first: int, count: int) -> float:
        """Ask many at once, each by a delivery of its own; questions accepted a second."""
        self._left = count
        self._nothing_left.clear()
        self._sent_at.clear()
        began = time.perf_counter()
        await asyncio.gather(*(self._ask(number) for number in range(first, first + count)))
        accepted = count / (time.perf_counter() - began)
        await self._nothing_left.wait()
        return accepted

    async def _one(self, number: int) -> float:
        self._left = 1
        self._nothing_left.clear()
        began = time.perf_counter()
        await self._ask(number)
        await self._nothing_left.wait()
        took = self._sent_at[number] - began
        await asyncio.sleep(0.01)  # it is also marked as sent: no part of the answer's time
        return took

    async def _ask(self, number: int) -> None:
        await self._pipeline.accept([Arrival(number, number % CHATS + 1, {"text": str(number)})])

    async def _handle(self, received: Received, tx: Transaction) -> Sequence[Outgoing]:
        place = Place(received.lane, PlaceKind.PRIVATE)
        await tx.chats.settings(place)
        return (Reply(place, Rich(received.payload["text"]), ref=f"answer:{received.id}"),)

    async def _deliver(self, outgoing: Outgoing) -> Delivered:
        assert isinstance(outgoing, Reply)
        self._sent_at[int(outgoing.text.text)] = time.perf_counter()
        self._left -= 1
        if self._left == 0:
            self._nothing_left.set()
        return Delivered((int(outgoing.text.text) % 2**31 + 1,))


async def measure(engine: str, questions: int) -> Figures:
    """Measure on an empty database.

    Args:
        engine: `sqlite` or `postgresql`.
        questions: How many.
    """
    with tempfile.TemporaryDirectory() as folder:
        async with database(engine, Path(folder)) as url:
            store = await Store.open(url, SECRET)
            figures = await Run(store).measure(questions)
            await store.close()
    return figures


def draw(figures: Figures, file: Path) -> None:
    """Draw memory over questions.

    Args:
        figures: What was measured.
        file: Where to.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - only for a plot

    plot = Figure(figsize=(7, 3.5), layout="constrained")
    axes = plot.add_subplot()
    axes.plot([number for number, _ in figures.memory], [memory for _, memory in figures.memory])
    axes.set(xlabel="questions answered", ylabel="memory, MB", ylim=(0, None))
    plot.savefig(file, dpi=120)


@click.command()
@click.option("--engine", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
@click.option("--questions", default=3000, show_default=True)
@click.option("--plot", type=click.Path(path_type=Path), help="Draw memory over questions into this file.")
def main(engine: str, questions: int, plot: Path | None) -> None:
    """Print how many questions a second a process accepts and answers, and what it adds to each."""
    figures = asyncio.run(measure(engine, questions))
    for line in figures.lines():
        click.echo(f"{engine}: {line}")
    if plot is not None:
        draw(figures, plot)


if __name__ == "__main__":
    main()
