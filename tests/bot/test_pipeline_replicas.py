"""Several processes on one PostgreSQL: who sends what, when locks are lost, kept or waited for."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import asyncpg  # type: ignore[import-untyped] # ships no type hints
import pytest

from bot.model import Reply, Rich
from bot.pipeline import Delivered, DeliveryRetry, Limits, Parts, Pipeline
from bot.storage import Store
from tests.pipeline_fixtures import FAST, FakeShore, answer, private, question, running, settled
from tests.storage_fixtures import SECRET, database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.model import Outgoing

CHAT = 7


@pytest.fixture
async def postgres(tmp_path: Path) -> AsyncIterator[str]:
    """An empty database on PostgreSQL."""
    async with database("postgresql", tmp_path) as url:
        yield url


@asynccontextmanager
async def replica(url: str, shore: FakeShore, limits: Limits) -> AsyncIterator[Pipeline]:
    """A process of its own, as far as the database can tell."""
    store = await Store.open(url, SECRET)
    try:
        async with running(store, Parts(answer, shore.deliver), limits) as pipeline:
            yield pipeline
    finally:
        await store.close()


class SlowShore(FakeShore):
    """Takes its time over each message."""

    async def deliver(self, outgoing: Outgoing) -> Delivered:
        """Long enough for others to come in between."""
        await asyncio.sleep(0.01)
        return await super().deliver(outgoing)


async def test_lost_locks_repeat_nothing_but_what_is_on_its_way(postgres: str) -> None:
    """The server ends the connection that the locks hang on; both replicas want the lane from then on."""
    shore, cuts, messages = SlowShore(), 3, 90
    limits = replace(FAST, sweep_seconds=1.0)  # far longer than a message takes
    async with AsyncExitStack() as stack:
        pipelines = [await stack.enter_async_context(replica(postgres, shore, limits)) for _ in range(2)]
        for number in range(messages):
            await pipelines[number % 2].accept([question(number, CHAT)])
        for cut in range(1, cuts + 1):
            while len(shore.sent) < cut * messages // (cuts + 1):  # noqa: ASYNC110 - the shore is a list
                await asyncio.sleep(0.005)
            assert await _cut_locks(postgres) > 0
        for pipeline in pipelines:
            await settled(pipeline)
    texts = shore.texts()
    assert list(dict.fromkeys(texts)) == [f"question {number}" for number in range(messages)]
    assert len(texts) - messages <= cuts


async def test_a_lane_that_waits_long_leaves_its_lock(postgres: str) -> None:
    """Thousands of chats may wait for the platform at once; a server has room for a few thousand locks."""
    shore = FakeShore(answers=lambda _: DeliveryRetry(3600, "flood"))
    async with replica(postgres, shore, FAST) as pipeline:
        await pipeline.accept([question(1, CHAT)])
        async with asyncio.timeout(10):
            while await _locks(postgres):  # noqa: ASYNC110 - looks from outside
                await asyncio.sleep(0.01)
            health = await pipeline.health()
    assert health.outbox.open == 1


async def test_a_lane_of_another_replica_is_asked_for_less_and_less_often(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A replica in front of a busy group does not ask for it ten times a second."""
    asked: list[tuple[object, ...]] = []
    take = "bot.storage.locks.PostgresLocks.take"

    async def never(_: object, *name: object) -> bool:
        asked.append(name)
        return False

    monkeypatch.setattr(take, never)
    async with replica(postgres, FakeShore(), replace(FAST, sweep_seconds=60)) as pipeline:
        await pipeline.accept([question(1, CHAT)])
        await asyncio.sleep(1.6)
        monkeypatch.undo()
    assert 2 <= len(asked) <= 8  # 16 in equal steps


async def test_a_message_that_somebody_else_closed_makes_the_lane_be_read_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two had the lane: the one that comes second does not go on with what it had read."""
    monkeypatch.setattr("bot.pipeline.sender._CONTESTED", 0.05)
    shore = FakeShore()

    async def deliver(outgoing: Outgoing) -> Delivered:
        if not shore.sent:
            async with store.transaction() as tx:
                await tx.outbox.drop(CHAT, "sent by another replica")
        return await shore.deliver(outgoing)

    async with store.transaction() as tx:
        for text in ("a", "b"):
            await tx.outbox.put(Reply(private(CHAT), Rich(text)))
    async with running(store, Parts(answer, deliver)) as pipeline:
        await settled(pipeline)
    assert shore.texts() == ["a"]


async def test_what_was_sent_of_a_message_is_kept(store: Store) -> None:
    """A picture and its text: trouble with the text, and a restart, do not repeat the picture."""
    whole, text = Reply(private(CHAT), Rich("text"), pictures=("a.png",)), Reply(private(CHAT), Rich("text"))
    shore = FakeShore(answers=lambda said: DeliveryRetry(3600, "flood") if said == text else None)

    async def deliver(outgoing: Outgoing) -> Delivered:
        delivered = await shore.deliver(outgoing)
        return replace(delivered, rest=text) if outgoing == whole else delivered

    async with store.transaction() as tx:
        await tx.outbox.put(whole)
    async with running(store, Parts(answer, deliver)):
        async with asyncio.timeout(10):
            while not shore.sent:  # noqa: ASYNC110 - the shore is a list
                await asyncio.sleep(0.01)
    assert shore.sent == [whole]
    shore.answers = lambda _: None
    async with running(store, Parts(answer, deliver)) as pipeline:
        await settled(pipeline)
    assert shore.sent == [whole, text]


async def _cut_locks(url: str) -> int:
    """End the connections that hold advisory locks of this database; how many there were."""
    return await _ask(url, "count(pg_terminate_backend(pid))")


async def _locks(url: str) -> int:
    """How many advisory locks are held in this database."""
    return await _ask(url, "count(*)")


async def _ask(url: str, what: str) -> int:
    connection = await asyncpg.connect(url.partition("?")[0])
    try:
        return int(
            await connection.fetchval(
                f"SELECT {what} FROM pg_locks JOIN pg_stat_activity USING (pid) "  # noqa: S608 - ours
                "WHERE locktype = 'advisory' AND application_name = $1",
                url.rpartition("=")[2],
            )
        )
    finally:
        await connection.close()
