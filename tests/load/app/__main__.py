"""Load runs of the whole bot on loopback that end by themselves; exit code 1 when something is not as wanted.

uv run python -m tests.load.app rates --engine sqlite
uv run python -m tests.load.app rates --engine postgresql
uv run python -m tests.load.app memory --updates 100000 --plot docs/load-memory.png
uv run python -m tests.load.app replicas --chats 500 --each 10
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tests.load.app.rate import WANTED, memory, rates
from tests.load.app.replicas import replicas
from tests.storage_fixtures import database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_engine = click.option("--engine", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
_MAY_GROW = 1.10  # after the first tenth, when caches are full


@contextlib.asynccontextmanager
async def _database(engine: str, folder: str) -> AsyncIterator[str]:
    if engine == "postgresql" and not os.environ.get("KONSPEKT_TEST_POSTGRES"):
        message = "KONSPEKT_TEST_POSTGRES names no PostgreSQL server"
        raise click.UsageError(message)
    async with database(engine, Path(folder)) as url:
        yield url


@click.group()
def main() -> None:
    """Load runs of the whole bot."""


@main.command("rates")
@_engine
@click.option("--chats", default=300, show_default=True)
def rates_(engine: str, chats: int) -> None:
    """Questions a second that one process accepts and answers."""

    async def run() -> bool:
        with tempfile.TemporaryDirectory() as folder:
            async with _database(engine, folder) as url:
                found = await rates(url, Path(folder), chats=chats)
        click.echo(f"{engine}: {found}")
        fast = found.accepted >= WANTED["accepted"] and found.answered >= WANTED["answered"]
        return fast and not found.problems

    sys.exit(0 if asyncio.run(run()) else 1)


@main.command("memory")
@_engine
@click.option("--updates", default=100_000, show_default=True)
@click.option("--plot", type=click.Path(path_type=Path), help="Draw it into this file.")
def memory_(engine: str, updates: int, plot: Path | None) -> None:
    """Memory of one process over many updates."""

    async def run() -> list[tuple[int, float]]:
        with tempfile.TemporaryDirectory() as folder:
            async with _database(engine, folder) as url:
                return await memory(url, Path(folder), updates)

    seen = asyncio.run(run())
    warm = next(size for number, size in seen if number >= updates / 10)
    for number, size in seen[:: max(1, len(seen) // 20)] + seen[-1:]:
        click.echo(f"{number:>8} updates {size:>7.0f} MB")
    if plot is not None:
        _draw(seen, engine, plot)
    sys.exit(0 if seen[-1][1] <= warm * _MAY_GROW else 1)


@main.command("replicas")
@click.option("--chats", default=500, show_default=True)
@click.option("--each", default=10, show_default=True, help="Questions in each chat.")
def replicas_(chats: int, each: int) -> None:
    """Two replicas on PostgreSQL, one of them killed with -9 again and again."""

    async def run() -> bool:
        with tempfile.TemporaryDirectory() as folder:
            async with _database("postgresql", folder) as url:
                found = await replicas(url, Path(folder), chats=chats, each=each)
        click.echo(str(found))
        return not found.problems

    sys.exit(0 if asyncio.run(run()) else 1)


def _draw(seen: list[tuple[int, float]], engine: str, file: Path) -> None:
    from matplotlib.figure import Figure  # noqa: PLC0415 - only for a plot

    plot = Figure(figsize=(7, 3.2), layout="constrained")
    axes = plot.add_subplot()
    axes.plot([number for number, _ in seen], [size for _, size in seen])
    axes.set(xlabel="updates answered", ylabel=f"memory of the process ({engine}), MB", ylim=(0, None))
    plot.savefig(file, dpi=120)


if __name__ == "__main__":
    main()
