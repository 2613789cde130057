"""Long polling: nothing is confirmed before it is stored."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from bot.shore.backoff import Backoff
from bot.shore.pictures import MemoryFiles, Pictures
from bot.shore.polling import Poller, Times
from bot.shore.requests import AiohttpRequest, Timeouts
from bot.shore.telegram import Telegram
from tests.telegram import FakeTelegram, Fault, bad_gateway, no_answer, too_many_requests

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

FAST = Times(wait=0, silence=5, token=0.01, backoff=lambda: Backoff(0.001, 0.002))


class Inbox:
    """Stores, unless told to fail."""

    def __init__(self) -> None:
        """Empty."""
        self.stored: list[int] = []
        self.failures = 0

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store a batch."""
        if self.failures:
            self.failures -= 1
            message = "the disk is full"
            raise OSError(message)
        self.stored += [update["update_id"] for update in updates]


class Bench:
    """A poller over a fake."""

    def __init__(self, fake: FakeTelegram, telegram: Telegram) -> None:
        """With an inbox."""
        self.fake = fake
        self.telegram = telegram
        self.inbox = Inbox()
        self.poller = self.make()

    def make(self, times: Times = FAST) -> Poller:
        """Another poller over the same."""
        self.poller = Poller(self.telegram, self.inbox.receive, times=times)
        return self.poller

    async def until(self, done: Callable[[], bool]) -> None:
        """Poll until something is so."""
        task = asyncio.create_task(self.poller.run())
        async with asyncio.timeout(10):
            while not done():  # noqa: ASYNC110 - any condition, no event
                await asyncio.sleep(0.002)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def put(self, count: int = 1) -> list[int]:
        """New updates; returns their numbers."""
        updates = [self.fake.api.updates.number("message", {"text": str(n)}) for n in range(count)]
        await self.fake.feed(*updates)
        return [update["update_id"] for update in updates]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    """In process."""
    fake = FakeTelegram()
    telegram = Telegram(fake.token, Pictures(MemoryFiles(), lambda *_: None), request=fake.request())
    await telegram.open()
    yield Bench(fake, telegram)
    await telegram.close()
    assert fake.violations == []


async def test_updates_are_stored_and_confirmed(bench: Bench) -> None:
    """In order, each once; the webhook is removed first."""
    numbers = await bench.put(120)
    await bench.until(lambda: not bench.fake.api.updates.pending)
    assert bench.inbox.stored == numbers
    assert [call.method for call in bench.fake.api.calls[:3]] == ["getMe", "deleteWebhook", "getUpdates"]
    assert bench.poller.status.state == "stopped"
    assert bench.poller.status.last_success


async def test_what_is_not_stored_is_not_confirmed(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """A store that is down loses nothing: the same updates come again."""
    bench.inbox.failures = 3
    numbers = await bench.put(2)
    await bench.until(lambda: not bench.fake.api.updates.pending)
    assert bench.inbox.stored == numbers
    assert "cannot be stored" in caplog.text


async def test_a_network_that_fails_is_tried_again(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """Errors, timeouts and limits: said once, then quiet until it works again."""
    poll = "getUpdates"
    bench.fake.faults.extend(
        [bad_gateway(method=poll, times=3), no_answer(method=poll), Fault(method=poll, status=200, body=b"[")]
    )
    numbers = await bench.put()
    caplog.set_level("INFO")
    await bench.until(lambda: bench.inbox.stored == numbers)
    assert caplog.text.count("trying until it works") == 1
    assert "works again" in caplog.text


async def test_limits_are_obeyed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A poll that is answered with 429 waits as long as it is told."""
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(min(seconds, 0.001))

    monkeypatch.setattr("bot.shore.polling.asyncio.sleep", noted)
    bench.fake.faults.append(too_many_requests(11, method="getUpdates"))
    await bench.until(lambda: 11 in pauses)


async def test_a_conflict_is_explained(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """409 of another process, and 409 of a webhook, which is removed again."""
    bench.fake.faults.append(Fault("getUpdates", 1, 409, "Conflict: terminated by other getUpdates request"))
    numbers = await bench.put()
    await bench.until(lambda: bench.inbox.stored == numbers)
    assert "another process polls with the same token" in caplog.text
    bench.make()
    await bench.until(lambda: bench.poller.status.last_success is not None)
    bench.fake.api.updates.set_webhook({"url": "https://example.org"})
    bench.poller.status.last_success = None
    await bench.until(lambda: bench.poller.status.last_success is not None)
    assert bench.fake.api.updates.webhook == {}


async def test_a_refused_token_is_said(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """And tried again: the operator may undo what they did."""
    bench.fake.faults.append(Fault("getUpdates", 1, 401, "Unauthorized"))
    numbers = await bench.put()
    await bench.until(lambda: bench.inbox.stored == numbers)
    assert "refuses the token" in caplog.text


async def test_a_silent_poll_is_restarted(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """A poll that neither returns nor fails is given up, and connections are made anew."""
    reopened = 0

    class Deaf:
        async def updates(self, offset: int, wait: int) -> list[dict[str, Any]]:
            if not reopened:
                await asyncio.sleep(3600)
            return await bench.telegram.updates(offset, wait)

        async def use_polling(self) -> None:
            """Nothing to remove."""

        async def reopen_polling(self) -> None:
            nonlocal reopened
            reopened += 1

    numbers = await bench.put()
    times = Times(wait=0, silence=0.02, backoff=FAST.backoff)
    bench.poller = Poller(Deaf(), bench.inbox.receive, times=times)
    await bench.until(lambda: bench.inbox.stored == numbers)
    assert reopened == 1
    assert "went silent" in caplog.text


async def test_updates_without_a_number_do_not_stop_the_rest(bench: Bench) -> None:
    """They cannot be confirmed by themselves; what follows them can."""
    await bench.fake.feed({"message": {}, "update_id": 7}, {"strange": 1, "update_id": 9})
    await bench.until(lambda: not bench.fake.api.updates.pending)
    assert bench.inbox.stored == [7, 9]


async def test_long_polling_over_http() -> None:
    """A poll waits for an update and returns with it; a cancelled one is free at once."""
    fake = FakeTelegram()
    async with fake.served() as served:
        request = AiohttpRequest(timeouts=Timeouts(read=2))
        pictures = Pictures(MemoryFiles(), lambda *_: None)
        telegram = Telegram(
            fake.token, pictures, request=request, polling=AiohttpRequest(1), api_url=served.url
        )
        await telegram.open()
        bench = Bench(fake, telegram)
        bench.make(Times(wait=20))
        poll = asyncio.create_task(bench.until(lambda: bool(bench.inbox.stored)))
        while not fake.api.updates.polls:  # noqa: ASYNC110 - the fake's number, no event
            await asyncio.sleep(0.005)
        numbers = await bench.put()
        await poll
        assert bench.inbox.stored == numbers
        await telegram.close()


def test_pauses_grow_to_their_longest() -> None:
    """1, 2, 4 ... 30, give or take a quarter; then from the beginning."""
    backoff = Backoff()
    pauses = [backoff.next() for _ in range(40)]
    assert 0.75 <= pauses[0] <= 1.25
    assert 3 <= pauses[2] <= 5
    assert all(pause <= 37.5 for pause in pauses)
    assert pauses[-1] >= 22.5
    backoff.reset()
    assert backoff.next() <= 1.25
