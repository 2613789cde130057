"""The way of an update: order, duplicates, failures of handlers, stops, crashes between the steps."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from bot.model import Edit, Reply, Rich, Toast, Typing
from bot.pipeline import AskFirstError, Delivered, Parts, Pipeline
from bot.storage import Arrival, StorageUnavailableError
from tests.pipeline_fixtures import FAST, FakeShore, answer, private, question, running, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Outgoing
    from bot.storage import Received, Store, Transaction
    from tests.storage_fixtures import TestClock


async def test_every_question_is_answered_in_order_within_its_chat(store: Store) -> None:
    """Twenty chats at once, each in its own order, nothing twice."""
    shore = FakeShore()
    numbers = list(range(160))
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await asyncio.gather(*(pipeline.accept([question(n, n % 20 + 1)]) for n in numbers))
        await settled(pipeline)
    for chat in range(1, 21):
        assert shore.texts(chat) == [f"question {n}" for n in numbers if n % 20 + 1 == chat]


async def test_repeated_deliveries_are_answered_once(store: Store) -> None:
    """The same update number, in one batch, in several, and after it was answered."""
    shore = FakeShore()
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        assert await pipeline.accept([question(1), question(1), question(2)]) == 2
        await asyncio.gather(*(pipeline.accept([question(1)]) for _ in range(5)))
        await settled(pipeline)
        assert await pipeline.accept([question(2)]) == 0
        await settled(pipeline)
    assert shore.texts() == ["question 1", "question 2"]


async def test_updates_that_overtook_each_other_are_put_in_order(store: Store) -> None:
    """What waits in a lane is taken by its numbers where they are neighbours, by arrival where they jump."""
    shore = FakeShore()
    async with store.transaction() as tx:
        for number in (12, 11, 900_000, 13):
            await tx.inbox.add([question(number)])
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await settled(pipeline)
    assert shore.texts() == ["question 11", "question 12", "question 900000", "question 13"]


async def test_what_was_tried_before_keeps_its_place_among_what_overtook_it(store: Store) -> None:
    """A failed attempt, or one that ended its process, lets nothing of its chat pass."""
    shore = FakeShore()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        if received.update_id == 11 and received.attempts == 0:
            message = "not yet"
            raise RuntimeError(message)
        return await answer(received, tx)

    async with store.transaction() as tx:
        for number in (13, 11, 12):
            await tx.inbox.add([question(number)])
    async with running(store, Parts(handle, shore.deliver)) as pipeline:
        await settled(pipeline)
    assert shore.texts() == ["question 11", "question 12", "question 13"]


async def test_a_slow_chat_does_not_hold_up_another(store: Store) -> None:
    """A delivery that hangs in one chat leaves the others alone."""
    shore, hanging = FakeShore(), asyncio.Event()

    async def deliver(outgoing: Outgoing) -> Delivered:
        if isinstance(outgoing, Reply) and outgoing.place.chat == 1:
            await hanging.wait()
        return await shore.deliver(outgoing)

    async with running(store, Parts(answer, deliver)) as pipeline:
        await pipeline.accept([question(1, 1), question(2, 2), question(3, 1), question(4, 2)])
        async with asyncio.timeout(10):
            while shore.texts(2) != ["question 2", "question 4"]:  # noqa: ASYNC110 - the shore is a list
                await asyncio.sleep(0.01)
        assert shore.texts(1) == []
        hanging.set()
        await settled(pipeline)
    assert shore.texts(1) == ["question 1", "question 3"]


async def test_what_takes_time_to_find_out_holds_up_nobody(store: Store) -> None:
    """A handler that has to ask first is taken back and runs again; others are answered meanwhile."""
    shore, asked, told = FakeShore(), asyncio.Event(), asyncio.Event()

    async def ask() -> None:
        asked.set()
        await told.wait()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        if received.lane == 1 and not told.is_set():
            await tx.facts.set("taken back", value=True)
            raise AskFirstError(ask)
        return await answer(received, tx)

    async with running(store, Parts(handle, shore.deliver)) as pipeline, asyncio.timeout(20):
        await pipeline.accept([question(1, 1)])
        await asked.wait()
        await pipeline.accept([question(2, 2)])
        while shore.texts() != ["question 2"]:  # noqa: ASYNC110 - the shore is a list
            await asyncio.sleep(0.01)
        told.set()
        await settled(pipeline)
    assert shore.texts(1) == ["question 1"]
    async with store.snapshot() as tx:
        assert await tx.facts.get("taken back") is None


async def test_a_handler_that_fails_is_tried_again_and_leaves_no_trace(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """What it wrote before failing is taken back; the chat's next question waits for its turn."""
    shore, tries = FakeShore(), Counter[int]()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        tries[received.update_id] += 1
        said = await answer(received, tx)
        if received.update_id == 1 and tries[1] < 3:
            await tx.facts.set("trace", tries[1])
            await tx.outbox.put(Reply(private(7), Rich("trace")))
            message = "as told"
            raise RuntimeError(message)
        return said

    async with running(store, Parts(handle, shore.deliver)) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    assert shore.texts() == ["question 1", "question 2"]
    assert tries == {1: 3, 2: 1}
    async with store.snapshot() as tx:
        assert await tx.facts.get("trace") is None
    assert "as told" in caplog.text


async def test_after_three_failures_the_bot_apologises_once_and_goes_on(store: Store) -> None:
    """The question is done then; the next one is answered."""
    shore, tries = FakeShore(), Counter[int]()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        tries[received.update_id] += 1
        if received.update_id == 1:
            raise ZeroDivisionError
        return await answer(received, tx)

    async def apologise(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        assert not await tx.facts.get("nothing"), "it may read"
        return (Reply(private(received.lane), Rich("sorry")),)

    async with running(store, Parts(handle, shore.deliver, apologise)) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    assert shore.texts() == ["sorry", "question 2"]
    assert tries == {1: 3, 2: 1}


async def test_an_apology_that_fails_holds_up_nobody(store: Store) -> None:
    """Then nothing is said, and the chat goes on."""
    shore = FakeShore()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        if received.update_id == 1:
            raise ZeroDivisionError
        return await answer(received, tx)

    async def apologise(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        del tx
        raise KeyError(received.id)

    async with running(store, Parts(handle, shore.deliver, apologise)) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    assert shore.texts() == ["question 2"]


async def test_a_handler_that_hangs_has_failed(store: Store) -> None:
    """It must not block its chat, on SQLite even everybody, for ever."""
    shore = FakeShore()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        if received.update_id == 1:
            await asyncio.Event().wait()
        return await answer(received, tx)

    limits = replace(FAST, handler_seconds=0.05)
    async with running(store, Parts(handle, shore.deliver), limits) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    assert shore.texts() == ["question 2"]


async def test_an_update_that_ends_every_process_is_given_up(
    store: Store, clock: TestClock, caplog: pytest.LogCaptureFixture
) -> None:
    """An attempt counts before it is made where an earlier process left the update unfinished."""
    shore, tries = FakeShore(), Counter[int]()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        tries[received.update_id] += 1
        if received.update_id == 1:
            await asyncio.Event().wait()  # until the process ends
        return await answer(received, tx)

    async def apologise(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        del tx
        return (Reply(private(received.lane), Rich("sorry")),)

    parts = Parts(handle, shore.deliver, apologise)
    async with store.transaction() as tx:
        await tx.inbox.add([question(1), question(2)])
    clock.pass_(seconds=1)
    for process in range(1, FAST.left_attempts + 1):
        pipeline = Pipeline(store, parts, FAST)
        await pipeline.start()
        async with asyncio.timeout(10):
            while tries[1] < process:  # noqa: ASYNC110 - a counter
                await asyncio.sleep(0.01)
        await pipeline.stop(0)
    async with running(store, parts) as pipeline:
        await settled(pipeline)
    assert tries == {1: FAST.left_attempts, 2: 1}
    assert shore.texts() == ["sorry", "question 2"]
    assert "the processes that tried it ended" in caplog.text


async def test_a_handler_that_hides_a_database_error_has_failed(store: Store) -> None:
    """Its transaction is spoilt: pretending otherwise would lose the answer."""
    shore = FakeShore()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        if received.attempts == 0:
            with pytest.raises(Exception, match="database"):
                await tx.exchanges.verdict(1, None, helpful=True)  # type: ignore[arg-type] # meant to fail
        return await answer(received, tx)

    async with running(store, Parts(handle, shore.deliver)) as pipeline:
        await pipeline.accept([question(1)])
        await settled(pipeline)
    assert shore.texts() == ["question 1"]


async def test_slow_work_shows_typing(store: Store) -> None:
    """After a moment the person sees that something is going on; quick answers show nothing."""
    shore, go_on = FakeShore(), asyncio.Event()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        if received.update_id == 1:
            await go_on.wait()
        return await answer(received, tx)

    async def deliver(outgoing: Outgoing) -> Delivered:
        go_on.set()
        return await shore.deliver(outgoing)

    def working(received: Received) -> Outgoing:
        return Typing(private(received.lane))

    limits = replace(FAST, working_after=0.3)
    async with running(store, Parts(handle, deliver, working=working), limits) as pipeline:
        await pipeline.accept([question(1)])
        await settled(pipeline)
    assert [type(said) for said in shore.sent] == [Typing, Reply]


async def test_a_toast_overtakes_nothing_and_waits_for_nothing(store: Store) -> None:
    """The answer to a press goes out before the edit that it announces."""
    shore = FakeShore()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        if received.update_id == 1:
            return await answer(received, tx)
        return (Toast("press"), Edit(private(7), Rich("edited"), ref="answer:1"))

    async with running(store, Parts(handle, shore.deliver)) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    reply, toast, edit = sorted(shore.sent, key=lambda said: isinstance(said, Edit))
    assert isinstance(edit, Edit)
    assert {type(reply), type(toast)} == {Reply, Toast}
    assert edit.message == 1 + shore.sent.index(next(said for said in shore.sent if isinstance(said, Reply)))


async def test_a_stop_finishes_what_runs_and_hands_back_the_rest(store: Store) -> None:
    """Nothing new is taken; what was not begun is there for the next process, which answers it."""
    shore, begun, go_on = FakeShore(), asyncio.Event(), asyncio.Event()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        begun.set()
        await go_on.wait()
        return await answer(received, tx)

    pipeline = Pipeline(store, Parts(handle, shore.deliver), FAST)
    await pipeline.start()
    await pipeline.accept([question(1), question(2)])
    await begun.wait()
    stopping = asyncio.create_task(pipeline.stop(10))
    await asyncio.sleep(0)
    with pytest.raises(StorageUnavailableError):
        await pipeline.accept([question(3)])
    go_on.set()
    await stopping
    assert shore.texts() == ["question 1"]
    async with running(store, Parts(handle, shore.deliver)) as pipeline:
        await settled(pipeline)
    assert shore.texts() == ["question 1", "question 2"]


async def test_a_stop_keeps_its_deadline(store: Store) -> None:
    """A handler that does not end is cut off, and its question handed back."""
    shore, begun = FakeShore(), asyncio.Event()

    async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
        begun.set()
        await tx.facts.set("trace", received.id)
        await asyncio.Event().wait()
        return ()

    pipeline = Pipeline(store, Parts(handle, shore.deliver), FAST)
    await pipeline.start()
    await pipeline.accept([question(1)])
    await begun.wait()
    async with asyncio.timeout(10):
        await pipeline.stop(0.2)
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await settled(pipeline)
    assert shore.texts() == ["question 1"]
    async with store.snapshot() as tx:
        assert await tx.facts.get("trace") is None


async def test_payloads_and_chat_ids_are_gone_once_done(store: Store) -> None:
    """What was handled and sent leaves numbers and times only."""
    shore = FakeShore()
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([Arrival(1, 987654321, {"text": "a secret question"})])
        await settled(pipeline)
    async with store.transaction() as tx:
        await tx.facts.drop("asked:1")
        for table in ("inbox", "outbox", "sent"):
            rows = (await tx._session.connection.exec_driver_sql(f"SELECT * FROM {table}")).all()  # noqa: S608, SLF001 - looks behind the scenes
            assert len(rows) == 1
            assert "secret" not in str(rows)
            assert "987654321" not in str(rows)


@pytest.mark.parametrize("seed", range(6))
async def test_a_process_cut_off_anywhere_loses_nothing(store: Store, seed: int) -> None:
    """Tasks are cancelled at random awaits; the next process finishes: a cut repeats what was in flight."""
    chance = random.Random(seed)  # noqa: S311 - the same moments every time
    shore, cuts = FakeShore(), 6
    numbers = iter(range(10_000))
    accepted: list[int] = []
    for _ in range(cuts):
        pipeline = Pipeline(store, Parts(answer, shore.deliver), FAST)
        await pipeline.start()
        for _ in range(chance.randrange(1, 12)):
            number = next(numbers)
            await pipeline.accept([question(number, number % 5 + 1)])
            accepted.append(number)
        for _ in range(chance.randrange(200)):
            await asyncio.sleep(0)
        await pipeline.stop(0)
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await settled(pipeline)
    for chat in range(1, 6):
        expected = [f"question {n}" for n in accepted if n % 5 + 1 == chat]
        said = shore.texts(chat)
        assert [text for text, _ in groupby(said)] == expected
        assert len(said) - len(expected) <= cuts
