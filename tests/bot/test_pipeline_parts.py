"""The parts of the pipeline on their own: pace, crew, gatherer, jobs, leader."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Person, Reply, Rich
from bot.pipeline import Done, Job, Jobs, Leader, Rates, every, prune, weekly
from bot.pipeline.crew import Crew
from bot.pipeline.gather import Gatherer
from bot.pipeline.pace import Pace
from bot.storage import Asked, ChatSettings, StorageUnavailableError, Store
from tests.pipeline_fixtures import private, question
from tests.storage_fixtures import SECRET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage import Transaction
    from tests.storage_fixtures import TestClock


@given(st.lists(st.tuples(st.sampled_from([1, 2, -1, -2]), st.floats(0, 5)), max_size=200))
def test_no_limit_is_ever_broken(steps: list[tuple[int, float]]) -> None:
    """However messages come, a group gets at most twenty a minute and a chat one a second after its burst."""
    rates = Rates()
    pace, now = Pace(rates), 100.0
    booked: dict[int, list[float]] = {}
    for chat, pause in steps:
        now += pause
        moment = pace.book(chat, now)
        assert moment >= now
        booked.setdefault(chat, []).append(moment)
    for chat, moments in booked.items():
        assert moments == sorted(moments)
        for first, last in zip(moments, moments[rates.burst :], strict=False):
            assert last - first >= 1 - 1e-6
        if chat < 0:
            for first, last in zip(moments, moments[rates.group :], strict=False):
                assert last - first >= 60 - 1e-6


def test_all_chats_together_keep_to_thirty_a_second() -> None:
    """A hundred chats at once are spread over about three seconds."""
    pace = Pace(Rates())
    moments = sorted(pace.book(chat, 50.0) for chat in range(1, 101))
    assert moments[-1] - 50.0 == pytest.approx((100 - 10 - 1) / 30, abs=0.05)
    assert all(later - earlier >= -1e-9 for earlier, later in pairwise(moments))


def test_after_flood_control_there_is_no_burst() -> None:
    """The chat that was told to wait starts at the steady rate."""
    pace = Pace(Rates())
    pace.hold(7, 110.0)
    moments = [pace.book(7, 100.0) for _ in range(3)]
    assert moments == [110.0, 111.0, 112.0]
    assert pace.book(8, 100.0) == 100.0


def test_chats_at_rest_are_forgotten() -> None:
    """The memory of the pace does not grow with the number of chats ever seen."""
    pace = Pace(Rates(overall=1e9))
    for chat in range(10_000):
        pace.book(chat, chat * 10.0)
    assert len(pace._chats) <= 2001  # noqa: SLF001 - its size is the point


async def test_a_crew_runs_a_lane_once_more_when_woken_meanwhile() -> None:
    """No wake is lost, and a lane is never worked on twice at a time."""
    runs, going, go_on = [], asyncio.Event(), asyncio.Event()

    async def work(lane: int) -> float | None:
        runs.append(lane)
        going.set()
        await go_on.wait()
        return None

    crew = Crew("test", 4, work)
    crew.start()
    crew.wake(1)
    await going.wait()
    crew.wake(1)
    crew.wake(1)
    assert runs == [1]
    go_on.set()
    loop = asyncio.get_running_loop()
    await crew.drain(loop.time() + 5)
    assert runs == [1, 1]
    await crew.stop(loop.time() + 5)
    assert crew.busy == 0


async def test_a_crew_pauses_while_the_store_is_unavailable_and_goes_on() -> None:
    """The lane is done after the store is back, and the trouble is over."""
    left = [3]

    async def work(lane: int) -> float | None:
        del lane
        if left[0]:
            left[0] -= 1
            message = "gone"
            raise StorageUnavailableError(message)
        return None

    crew = Crew("test", 2, work)
    crew.start()
    crew.wake(1)
    loop = asyncio.get_running_loop()
    await crew.drain(loop.time() + 20)
    assert (left, crew.trouble) == ([0], 0)
    await crew.stop(loop.time() + 5)


async def test_a_gatherer_writes_in_order_and_tells_everybody_of_failures() -> None:
    """What comes while a batch is written goes into the next; a failed batch fails its items only."""
    batches: list[list[int]] = []

    async def write(items: Sequence[int]) -> Sequence[int]:
        batches.append(list(items))
        await asyncio.sleep(0)
        if 3 in items:
            raise ZeroDivisionError
        return [item * 2 for item in items]

    gatherer = Gatherer(write)
    first = await asyncio.gather(*(gatherer.add(n) for n in range(3)))
    assert first == [0, 2, 4]
    second = await asyncio.gather(gatherer.add(3), gatherer.add(4), return_exceptions=True)
    assert isinstance(second[0], ZeroDivisionError)
    assert await gatherer.add(5) == 10
    assert [item for batch in batches for item in batch] == list(range(6))


async def test_a_job_is_done_once_among_replicas(database_url: str, clock: TestClock) -> None:
    """Several processes look at the same time; one does it, and again only when it is due again."""
    stores = [await Store.open(database_url, SECRET, clock) for _ in range(3)]
    done: list[datetime] = []

    async def run(tx: Transaction) -> Done:
        done.append(tx.now())
        return Done((Reply(private(1), Rich("digest")),))

    replicas = [Jobs(store, [Job("digest", every(timedelta(days=7)), run)]) for store in stores]
    await asyncio.gather(*(jobs.look() for jobs in replicas))
    await asyncio.gather(*(jobs.look() for jobs in replicas))
    assert len(done) == 1
    clock.pass_(days=7)
    await asyncio.gather(*(jobs.look() for jobs in replicas))
    assert len(done) == 2
    async with stores[0].snapshot() as tx:
        assert (await tx.outbox.depth()).open == 2
    for store in stores:
        await store.close()


async def test_a_job_that_fails_is_tried_again_and_harms_no_other(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing of it is kept; the next job runs."""
    runs: list[str] = []

    async def bad(tx: Transaction) -> Done:
        runs.append("bad")
        await tx.facts.set("trace", 1)
        raise ZeroDivisionError

    async def good(tx: Transaction) -> Done:
        runs.append("good")
        await tx.facts.set("good", 1)
        return Done()

    due = every(timedelta(hours=1))
    jobs = Jobs(store, [Job("bad", due, bad), Job("good", due, good)])
    await jobs.look()
    await jobs.look()
    assert runs == ["bad", "good", "bad"]
    assert "the job bad failed" in caplog.text
    async with store.snapshot() as tx:
        assert await tx.facts.get("trace") is None


async def test_pruning_keeps_what_is_young_and_takes_all_that_is_old(store: Store, clock: TestClock) -> None:
    """More than one step's worth goes in one look."""
    anna = Person(7)
    asked = Asked("", 1, "?", "?", answered=True, confidence=1.0, passages=("a",), milliseconds=1.0)
    async with store.transaction() as tx:
        for _ in range(3):
            await tx.exchanges.add(anna, private(7), asked)
        (received,) = await tx.inbox.add([question(1)])
        await tx.inbox.done(received.id)
    clock.pass_(days=179)
    async with store.transaction() as tx:
        young = await tx.exchanges.add(anna, private(7), asked)
    clock.pass_(days=2)
    await Jobs(store, [prune(timedelta(days=180))]).look()
    async with store.snapshot() as tx:
        left = await tx.exchanges.period(clock.moment - timedelta(days=999), clock.moment)
        assert [exchange.id for exchange in left] == [young]
    async with store.transaction() as tx:
        assert len(await tx.inbox.add([question(1)])) == 1


async def test_pruning_forgets_cards_codes_and_those_who_left(store: Store, clock: TestClock) -> None:
    """A card goes with its ticket, an unused code after its day; settings of those who stay are theirs."""
    async with store.transaction() as tx:
        for chat in (7, 8):
            await tx.chats.save(private(chat), ChatSettings(language="en"))
        await tx.chats.block(7)
        await tx.sent.add(private(5), "card:1", [10])
        await tx.desk.staff.new_code("virt")
    clock.pass_(days=179)
    async with store.transaction() as tx:
        await tx.sent.add(private(5), "card:2", [20])
        young = await tx.desk.staff.new_code("virt")
    clock.pass_(days=2)
    await Jobs(store, [prune(timedelta(days=180))]).look()
    async with store.transaction() as tx:
        assert [await tx.chats.known(private(chat)) for chat in (7, 8)] == [False, True]
        assert [await tx.sent.ref_of(private(5), message) for message in (10, 20)] == [None, "card:2"]
        assert len(await tx.facts.starting_with("staff-code:")) == 1
        assert await tx.desk.staff.redeem(young) is None, "it is kept for some days, and too old"


MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (MONDAY - timedelta(days=7), MONDAY - timedelta(seconds=1), False),
        (MONDAY - timedelta(days=7), MONDAY, True),
        (MONDAY, MONDAY + timedelta(days=6), False),
        (MONDAY, MONDAY + timedelta(days=7), True),
        (MONDAY, MONDAY + timedelta(days=30), True),
        (None, MONDAY + timedelta(hours=1), True),
        (None, MONDAY + timedelta(days=3), False),
        (MONDAY + timedelta(seconds=30), MONDAY + timedelta(seconds=12), False),  # another replica's clock
        (MONDAY + timedelta(days=300), MONDAY + timedelta(days=3), False),
        (MONDAY + timedelta(days=300), MONDAY + timedelta(hours=3), True),
    ],
)
def test_weekly_means_once_a_week_from_an_hour_on(last: datetime | None, now: datetime, due: bool) -> None:  # noqa: FBT001 - a case's expectation
    """Missed weeks are made up for once; a clock that was wrong does not stop it."""
    assert weekly(0, 9)(last, now) is due


def test_weekly_goes_by_the_zone() -> None:
    """Nine o'clock in Moscow is six in UTC."""
    moscow = timezone(timedelta(hours=3))
    assert weekly(0, 9, moscow)(MONDAY - timedelta(days=7), MONDAY - timedelta(hours=3))
    assert not weekly(0, 9, moscow)(MONDAY - timedelta(days=7), MONDAY - timedelta(hours=3, seconds=1))


async def test_one_process_leads_and_the_next_takes_over(database_url: str) -> None:
    """The second waits until the first is done."""
    stores = [await Store.open(database_url, SECRET) for _ in range(2)]
    order: list[str] = []
    leads, go_on = asyncio.Event(), asyncio.Event()

    async def lead(store: Store, name: str) -> None:
        async with Leader(store, "polling", look_every=0.02).held():
            order.append(name)
            leads.set()
            await go_on.wait()
            order.append(f"{name} ends")

    first = asyncio.create_task(lead(stores[0], "first"))
    await leads.wait()
    second = asyncio.create_task(lead(stores[1], "second"))
    await asyncio.sleep(0.2)
    assert order == ["first"]
    go_on.set()
    async with asyncio.timeout(10):
        await asyncio.gather(first, second)
    assert order == ["first", "first ends", "second", "second ends"]
    for store in stores:
        await store.close()
