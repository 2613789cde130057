"""What a server does to a bot: killed processes, cut connections, a full disk."""

from __future__ import annotations

import asyncio
import subprocess
from typing import TYPE_CHECKING

import pytest

from bot.pipeline import Leader, Parts
from bot.storage import StorageUnavailableError, Store
from tests.load.kill import kill_under_load
from tests.pipeline_fixtures import FakeShore, answer, question, running, settled
from tests.storage_fixtures import SECRET, cut_connections, database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from bot.model import Outgoing
    from bot.pipeline import Delivered, Pipeline

KILLS = 4  # here; `python -m tests.load kill` does 200
CHATS = 5


async def test_killed_processes_lose_nothing(database_url: str) -> None:
    """At random moments under load: nothing lost, order kept, no repeats but of what was in flight."""
    outcome = await kill_under_load(database_url, KILLS, rate=40)
    assert outcome.kills == KILLS
    assert outcome.questions > 0
    assert outcome.problems == ()


@pytest.fixture
async def postgres(tmp_path: Path) -> AsyncIterator[str]:
    """An empty database on PostgreSQL."""
    async with database("postgresql", tmp_path) as url:
        yield url


async def test_cut_connections_are_made_anew(postgres: str, caplog: pytest.LogCaptureFixture) -> None:
    """The server ends all connections again and again: everything accepted is answered, once, in order."""
    shore, store = FakeShore(), await Store.open(postgres, SECRET)
    numbers = range(100)
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        for number in numbers:
            await _accept(pipeline, number)
            if number % 20 == 10:
                assert await cut_connections(postgres) > 0
        await _settled(pipeline)
    for chat in range(1, CHATS + 1):
        assert shore.texts(chat) == [f"question {n}" for n in numbers if n % CHATS + 1 == chat]
    assert "could not be handled" not in caplog.text
    await store.close()


async def test_a_leader_whose_connection_is_cut_knows_and_another_one_takes_over(postgres: str) -> None:
    """Two must never poll at once."""
    first, second = await Store.open(postgres, SECRET), await Store.open(postgres, SECRET)
    async with asyncio.timeout(20), Leader(first, "polling", look_every=0.05).held() as lost:
        assert not lost.is_set()
        await cut_connections(postgres)
        await lost.wait()
        async with Leader(second, "polling", look_every=0.05).held() as lost_again:
            assert not lost_again.is_set()
    for store in (first, second):
        await store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small disk is not permitted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


async def test_a_full_disk_refuses_what_it_cannot_keep_and_goes_on_when_there_is_room(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What was accepted is answered, once, when there is room; what was not was refused, not lost."""
    filler, full = small_disk / "filler", asyncio.Event()
    shore, store = FakeShore(), await Store.open(f"sqlite:///{small_disk / 'konspekt.db'}", SECRET)

    async def deliver(outgoing: Outgoing) -> Delivered:
        await full.wait()
        return await shore.deliver(outgoing)

    async with running(store, Parts(answer, deliver)) as pipeline:
        for number in range(10):
            await pipeline.accept([question(number)])
        _fill(filler)
        accepted = await _until_refused(pipeline, 10)
        full.set()
        while "unavailable" not in caplog.text:  # noqa: ASYNC110 - a log
            await asyncio.sleep(0.01)
        filler.unlink()
        await _accept(pipeline, accepted)
        await _settled(pipeline)
    assert sorted(shore.texts()) == sorted(f"question {n}" for n in range(accepted + 1))
    assert "could not be handled" not in caplog.text
    await store.close()


async def _accept(pipeline: Pipeline, number: int) -> None:
    """Deliver an update again and again until it is taken, as the platform does."""
    while True:
        try:
            await pipeline.accept([question(number, number % CHATS + 1)])
        except StorageUnavailableError:
            await asyncio.sleep(0.05)
        else:
            return


async def _settled(pipeline: Pipeline) -> None:
    """Wait until nothing is left to do, through times when the store does not answer."""
    async with asyncio.timeout(60):
        while True:
            try:
                return await settled(pipeline)
            except StorageUnavailableError:
                await asyncio.sleep(0.05)


async def _until_refused(pipeline: Pipeline, first: int) -> int:
    """Ask until the disk is full; the number that was refused."""
    for number in range(first, 10_000):
        try:
            await pipeline.accept([question(number)])
        except StorageUnavailableError:
            return number
    pytest.fail("the disk never was full")


def _fill(file: Path) -> None:
    """Write until nothing more goes."""
    with file.open("wb", buffering=0) as full:
        for size in (65536, 4096):
            try:
                while True:
                    full.write(bytes(size))
            except OSError:
                continue
