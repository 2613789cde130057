"""Sending: flood control, trouble, refusals, migrations, blocked chats, schedules, edits by name."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.model import Copy, Edit, Place, PlaceKind, Reply, Rich, SendFile, Toast
from bot.pipeline import Delivered, DeliveryGone, DeliveryMoved, DeliveryRetry, Limits, Parts, Pipeline
from bot.storage import Store
from tests.pipeline_fixtures import FAST, FakeShore, answer, private, question, running, settled
from tests.storage_fixtures import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.model import Outgoing
    from bot.storage import Transaction
    from tests.storage_fixtures import TestClock


def times(count: int, error: Callable[[], BaseException], chat: int | None = None) -> FakeShore:
    """A shore that refuses so many times, in one chat or everywhere."""
    left = Counter({"refusals": count})

    def answers(outgoing: Outgoing) -> BaseException | None:
        if not isinstance(outgoing, Toast) and chat in (None, outgoing.place.chat) and left["refusals"] > 0:  # type: ignore[union-attr] # has a place
            left["refusals"] -= 1
            return error()
        return None

    return FakeShore(answers=answers)


async def test_flood_control_of_one_chat_delays_no_other(store: Store) -> None:
    """While one chat has to wait for an hour, the others get their answers."""
    shore = times(1, lambda: DeliveryRetry(3600, "flood"), chat=1)
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1, 1), question(2, 1), question(3, 2), question(4, 3)])
        async with asyncio.timeout(10):
            while len(shore.sent) < 2:  # noqa: ASYNC110 - the shore is a list
                await asyncio.sleep(0.01)
        assert sorted(shore.texts()) == ["question 3", "question 4"]


async def test_what_had_to_wait_is_sent_in_order_afterwards(store: Store) -> None:
    """Told to wait a little, both messages of the chat go out, the first one first."""
    shore = times(2, lambda: DeliveryRetry(0.05, "flood"))
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    assert shore.texts() == ["question 1", "question 2"]


@pytest.mark.parametrize(
    "trouble",
    [lambda: DeliveryRetry(reason="502"), TimeoutError, lambda: ConnectionResetError("half a body")],
)
async def test_trouble_passes(store: Store, trouble: Callable[[], BaseException]) -> None:
    """A few failures of the platform, or mistakes of the shore, cost nothing but time."""
    shore = times(2, trouble)
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    assert shore.texts() == ["question 1", "question 2"]


async def test_a_message_that_always_fails_by_our_mistake_is_given_up(store: Store) -> None:
    """It must not block its chat for a day."""
    shore = FakeShore(answers=lambda said: ZeroDivisionError() if _says(said, "question 1") else None)
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    assert shore.texts() == ["question 2"]
    assert await _failures(store) == ["ZeroDivisionError while sending"]


async def test_a_delivery_that_hangs_has_failed(store: Store) -> None:
    """It is tried again."""
    shore, tries = FakeShore(), Counter[str]()

    async def deliver(outgoing: Outgoing) -> Delivered:
        tries["all"] += 1
        if tries["all"] == 1:
            await asyncio.Event().wait()
        return await shore.deliver(outgoing)

    async with running(store, Parts(answer, deliver), replace(FAST, deliver_seconds=0.05)) as pipeline:
        await pipeline.accept([question(1)])
        await settled(pipeline)
    assert shore.texts() == ["question 1"]


async def test_a_refusal_is_given_up_with_its_reason(store: Store) -> None:
    """The next message of the chat goes out."""
    shore = times(1, lambda: DeliveryGone("message to be replied not found"))
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await settled(pipeline)
    assert shore.texts() == ["question 2"]
    assert await _failures(store) == ["message to be replied not found"]


async def test_a_day_is_enough(store: Store, clock: TestClock) -> None:
    """What could not be sent for a day is given up; what was written down just now is not."""
    shore = FakeShore(answers=lambda said: DeliveryRetry(reason="502") if _says(said, "question 1") else None)
    limits = replace(FAST, give_up_attempts=3)
    async with running(store, Parts(answer, shore.deliver), limits) as pipeline:
        await pipeline.accept([question(1), question(2)])
        await asyncio.sleep(0.5)
        assert shore.texts() == []
        clock.pass_(days=1, seconds=1)
        await settled(pipeline)
    assert shore.texts() == ["question 2"]
    assert await _failures(store) == ["not sent for too long: 502"]


async def test_a_clock_that_jumps_loses_and_delays_nothing(store: Store, clock: TestClock) -> None:
    """A year forward and two back between being written down and being sent."""
    shore = times(2, lambda: DeliveryRetry(reason="502"))
    async with store.transaction() as tx:
        await tx.outbox.put(Reply(private(7), Rich("before")))
    clock.pass_(days=365)
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1)])
        clock.pass_(days=-730)
        await pipeline.accept([question(2)])
        await settled(pipeline)
    assert shore.texts() == ["before", "question 1", "question 2"]


async def test_a_wait_is_remembered_by_the_next_process_but_never_for_long(
    store: Store, clock: TestClock
) -> None:
    """A retry time that lies absurdly far ahead (a clock jumped) is not believed."""
    async with store.transaction() as tx:
        number = await tx.outbox.put(Reply(private(7), Rich("late")))
        assert number is not None
        await tx.outbox.retry(number, clock.moment.replace(year=2036))
    shore = FakeShore()
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await settled(pipeline)
    assert shore.texts() == ["late"]


async def test_a_group_that_moved_takes_everything_along(store: Store) -> None:
    """Waiting messages go to the new id, replies lose their target, settings follow."""
    old, new = -100, -200
    group = Place(old, PlaceKind.GROUP)
    shore = FakeShore(
        answers=lambda said: DeliveryMoved(new) if said.place.chat == old else None  # type: ignore[union-attr] # has a place
    )
    async with store.transaction() as tx:
        await tx.chats.save(group, replace(await tx.chats.settings(group), language="en"))
        await tx.outbox.put(Reply(group, Rich("one"), to=5))
        await tx.outbox.put(Copy(group, from_chat=3, message=4, to=5))
        await tx.outbox.put(SendFile(group, "a.csv", b"\0content"))
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await settled(pipeline)
    moved = Place(new, PlaceKind.GROUP)
    assert shore.sent == [
        Reply(moved, Rich("one")),
        Copy(moved, from_chat=3, message=4),
        SendFile(moved, "a.csv", b"\0content"),
    ]
    async with store.snapshot() as tx:
        assert (await tx.chats.settings(moved)).language == "en"


async def test_a_move_to_itself_is_only_a_trouble(store: Store) -> None:
    """A platform that says so must not make us spin."""
    shore = times(2, lambda: DeliveryMoved(7))
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1)])
        await settled(pipeline)
    assert shore.texts() == ["question 1"]


async def test_a_chat_that_blocked_the_bot_is_left_alone_and_reported(store: Store) -> None:
    """Its queue is dropped, it is remembered as blocked, and whoever must know is told."""
    shore = times(1, lambda: DeliveryGone("bot was blocked by the user", blocked=True), chat=7)

    async def lost(chat: int, tx: Transaction) -> Sequence[Outgoing]:
        assert await tx.chats.blocked(chat)
        return (Reply(private(1), Rich(f"lost {chat}")),)

    async with store.transaction() as tx:
        await tx.outbox.put(Reply(private(7), Rich("one")))
        await tx.outbox.put(Reply(private(7), Rich("two")))
    async with running(store, Parts(answer, shore.deliver, lost=lost)) as pipeline:
        await settled(pipeline)
    assert shore.texts() == ["lost 7"]
    assert await _failures(store) == ["bot was blocked by the user"] * 2


async def test_a_report_that_fails_does_not_keep_a_blocked_chat_open(store: Store) -> None:
    """The chat is noted as blocked all the same."""
    shore = times(1, lambda: DeliveryGone("blocked", blocked=True))

    async def lost(chat: int, tx: Transaction) -> Sequence[Outgoing]:
        await tx.facts.set("trace", chat)
        raise ZeroDivisionError

    async with running(store, Parts(answer, shore.deliver, lost=lost)) as pipeline:
        await pipeline.accept([question(1)])
        await settled(pipeline)
    async with store.snapshot() as tx:
        assert await tx.chats.blocked(7)
        assert await tx.facts.get("trace") is None


async def test_a_scheduled_message_lets_others_pass(store: Store, clock: TestClock) -> None:
    """Something for tomorrow stays until tomorrow; an answer of today goes out."""
    shore = FakeShore()
    async with store.transaction() as tx:
        await tx.outbox.put(Reply(private(7), Rich("tomorrow")), due=clock.moment.replace(day=3))
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1)])
        async with asyncio.timeout(10):
            while not shore.sent:  # noqa: ASYNC110 - the shore is a list
                await asyncio.sleep(0.01)
        assert shore.texts() == ["question 1"]
        clock.pass_(days=1)
        await pipeline.accept([question(2)])
        await settled(pipeline)
    assert sorted(shore.texts()) == ["question 1", "question 2", "tomorrow"]


async def test_an_edit_finds_its_message_by_name_or_is_given_up(store: Store) -> None:
    """The name of a message works after a restart; a name nobody has is no reason to stop."""
    shore = FakeShore()
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1)])
        await settled(pipeline)
    async with store.transaction() as tx:
        await tx.outbox.put(Edit(private(7), Rich("edited"), ref="answer:1"))
        await tx.outbox.put(Edit(private(7), Rich("lost"), ref="answer:99"))
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await settled(pipeline)
    edited = shore.sent[-1]
    assert isinstance(edited, Edit)
    assert (edited.message, edited.text.text) == (1, "edited")
    assert await _failures(store) == ["there is no message 'answer:99' to edit"]
    async with store.snapshot() as tx:
        assert await tx.sent.ref_of(private(7), 1) == "answer:1"


async def test_a_message_of_another_version_is_given_up(store: Store) -> None:
    """What cannot be read any more must not block its chat."""
    shore = FakeShore()
    async with store.transaction() as tx:
        await tx.outbox.put(Reply(private(7), Rich("?")))
        await tx._session.connection.exec_driver_sql(  # noqa: SLF001 - as another version would
            """UPDATE outbox SET payload = '{"type":"Song"}'"""
        )
    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        await pipeline.accept([question(1)])
        await settled(pipeline)
    assert shore.texts() == ["question 1"]


async def test_a_fleeting_thing_is_given_up_quickly_and_blocks_nothing(store: Store) -> None:
    """A toast that never gets through is forgotten; the chat's answers go out meanwhile."""
    shore = FakeShore(answers=lambda said: DeliveryRetry(60, "flood") if isinstance(said, Toast) else None)
    limits = replace(FAST, fleeting_seconds=0.1)
    async with running(store, Parts(answer, shore.deliver), limits) as pipeline:
        async with store.transaction() as tx:
            await tx.outbox.put(Toast("press"), lane=7)
        await pipeline.accept([question(1)])
        await settled(pipeline)
    assert shore.texts() == ["question 1"]


async def test_what_a_rolled_back_transaction_wanted_to_say_is_never_said(store: Store) -> None:
    """Neither a toast nor a reply."""
    shore = FakeShore()

    async def say_and_fail() -> None:
        async with store.transaction() as tx:
            await tx.outbox.put(Toast("press"), lane=7)
            await tx.outbox.put(Reply(private(7), Rich("?")))
            raise ZeroDivisionError

    async with running(store, Parts(answer, shore.deliver)) as pipeline:
        with pytest.raises(ZeroDivisionError):
            await say_and_fail()
        await settled(pipeline)
    assert shore.sent == []


async def test_two_replicas_share_the_work_in_order(database_url: str) -> None:
    """Updates of a chat come in through both; each is answered once, by whoever has the lane."""
    shore = FakeShore()
    stores = [await Store.open(database_url, SECRET) for _ in range(2)]
    if not stores[0].on_postgres:
        for store in stores:
            await store.close()
        pytest.skip("replicas share PostgreSQL only")
    pipelines = [Pipeline(store, Parts(answer, shore.deliver), FAST) for store in stores]
    for pipeline in pipelines:
        await pipeline.start()
    for number in range(120):
        await pipelines[number % 2].accept([question(number, number % 6 + 1)])
        await pipelines[(number + 1) % 2].accept([question(number, number % 6 + 1)])
    for pipeline in pipelines:
        await settled(pipeline)
    for chat in range(1, 7):
        assert shore.texts(chat) == [f"question {n}" for n in range(120) if n % 6 + 1 == chat]
    for pipeline, store in zip(pipelines, stores, strict=True):
        await pipeline.stop(5)
        await store.close()


async def test_what_a_dead_replica_left_is_adopted(database_url: str) -> None:
    """One process writes things down and is gone; another one, already at work, finds them."""
    shore = FakeShore()
    dead, alive = await Store.open(database_url, SECRET), await Store.open(database_url, SECRET)
    async with running(alive, Parts(answer, shore.deliver)) as pipeline:
        async with dead.transaction() as tx:
            await tx.inbox.add([question(1)])
            await tx.outbox.put(Reply(private(8), Rich("left behind")))
        await dead.close()
        await settled(pipeline)
    assert sorted(shore.texts()) == ["left behind", "question 1"]
    await alive.close()


def test_the_defaults_are_telegrams_limits() -> None:
    """Thirty a second in all, one a second in a chat, twenty a minute in a group, given up after a day."""
    limits = Limits()
    assert (limits.rates.overall, limits.rates.chat, limits.rates.group) == (30, 1, 20)
    assert limits.give_up_after == 86400


def _says(outgoing: Outgoing, text: str) -> bool:
    return isinstance(outgoing, Reply) and outgoing.text.text == text


async def _failures(store: Store) -> list[str]:
    async with store.snapshot() as tx:
        rows = await tx._session.connection.exec_driver_sql(  # noqa: SLF001 - looks behind the scenes
            "SELECT failure FROM outbox WHERE failure IS NOT NULL ORDER BY id"
        )
        return [row.failure for row in rows]
