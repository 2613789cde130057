"""Opening, transactions, errors: what holds for every table."""

from __future__ import annotations

import asyncio
import traceback
from typing import TYPE_CHECKING

import pytest

from bot.model import Person, Place, PlaceKind, Reply, Rich, Toast
from bot.storage import Arrival, Committed, StorageError, StorageUnavailableError, Store, Wish
from bot.storage.turns import Turns
from tests.storage_fixtures import SECRET

if TYPE_CHECKING:
    from pathlib import Path

ANNA = Person(7, "Anna")
CHAT = Place(7, PlaceKind.PRIVATE)


async def test_what_a_transaction_wrote_is_there_after_reopening(database_url: str) -> None:
    """Facts survive the process."""
    store = await Store.open(database_url, SECRET)
    async with store.transaction() as tx:
        await tx.facts.set("menus", {"digest": "я", "scopes": [1, 2]})
    await store.close()
    store = await Store.open(database_url, SECRET)
    async with store.snapshot() as tx:
        assert await tx.facts.get("menus") == {"digest": "я", "scopes": [1, 2]}
    await store.close()


async def test_an_exception_takes_everything_back(store: Store) -> None:
    """Nothing of a failed transaction is kept, and the store goes on."""

    async def fail() -> None:
        async with store.transaction() as tx:
            await tx.facts.set("a", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.transaction() as tx:
        assert await tx.facts.get("a") is None


async def test_a_cancelled_transaction_is_rolled_back_and_frees_the_writer(store: Store) -> None:
    """Cancellation in the middle neither keeps half of it nor blocks the next one."""
    entered = asyncio.Event()

    async def slow() -> None:
        async with store.transaction() as tx:
            await tx.facts.set("a", 1)
            entered.set()
            await asyncio.sleep(3600)

    task = asyncio.create_task(slow())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(10), store.transaction() as tx:
        assert await tx.facts.get("a") is None


async def test_concurrent_transactions_all_count(store: Store) -> None:
    """Fifty tasks that add at once lose nothing."""

    async def add(number: int) -> None:
        async with store.transaction() as tx:
            await tx.facts.set(f"n{number}", number)

    await asyncio.gather(*(add(number) for number in range(50)))
    async with store.snapshot() as tx:
        assert len(await tx.facts.starting_with("n")) == 50


async def test_urgent_work_goes_first_and_who_gives_up_waiting_holds_up_nobody() -> None:
    """Turns are given in order within each kind; a cancelled waiter's turn goes to the next."""
    turns, order = Turns(), list[str]()

    async def work(name: str, *, urgent: bool = False) -> None:
        async with turns.mine(urgent=urgent):
            order.append(name)
            await asyncio.sleep(0)

    async with turns.mine():
        patient = [asyncio.create_task(work(name)) for name in ("a", "b", "c")]
        await asyncio.sleep(0)
        urgent = [asyncio.create_task(work(name, urgent=True)) for name in ("d", "e")]
        await asyncio.sleep(0)
        patient[0].cancel()
    urgent[0].cancel()  # it has the turn already
    await asyncio.gather(*patient, *urgent, return_exceptions=True)
    assert order == ["e", "b", "c"]
    async with asyncio.timeout(5), turns.mine():
        pass


async def test_a_transaction_inside_a_transaction_is_refused(store: Store) -> None:
    """It would wait for itself for ever on SQLite, so it fails at once everywhere."""
    with pytest.raises(RuntimeError, match="inside"):
        async with store.transaction(), store.transaction():
            pass


async def test_after_commit_is_called_only_after_a_commit(store: Store) -> None:
    """Calls of a rolled back transaction never happen."""
    called: list[str] = []

    async def fail() -> None:
        async with store.transaction() as tx:
            tx.after_commit(lambda: called.append("no"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.transaction() as tx:
        tx.after_commit(lambda: called.append("yes"))
        assert called == []
    assert called == ["yes"]


async def test_listeners_learn_what_a_commit_left_to_do(store: Store) -> None:
    """Lanes with news and what is never kept are told once the transaction is safe."""
    told: list[Committed] = []
    stop = store.listen(told.append)
    async with store.transaction() as tx:
        await tx.inbox.add([Arrival(1, 7, {"text": "?"})])
        await tx.outbox.put(Reply(CHAT, Rich("!")))
        await tx.outbox.put(Toast("press"), lane=7)
        assert told == []
    assert [(set(c.handling), set(c.sending), len(c.fleeting)) for c in told] == [({7}, {7}, 1)]
    stop()
    async with store.transaction() as tx:
        await tx.outbox.put(Reply(CHAT, Rich("!")))
    assert len(told) == 1


async def test_a_failed_statement_spoils_the_commit_even_when_its_error_was_caught(store: Store) -> None:
    """PostgreSQL would silently roll back: the caller must learn of it."""

    async def hide_an_error() -> None:
        async with store.transaction() as tx:
            await tx.facts.set("a", 1)
            with pytest.raises(StorageError):
                await tx.desk.waiting.join(999, ANNA, CHAT, Wish())

    with pytest.raises(StorageError):
        await hide_an_error()
    async with store.snapshot() as tx:
        assert await tx.facts.get("a") is None


async def test_keys_depend_on_every_part_and_on_the_secret(store: Store, database_url: str) -> None:
    """Equal parts give equal keys, anything else another one."""
    other = await Store.open(database_url, b"another", accept_key=True)
    async with store.snapshot() as tx, other.snapshot() as elsewhere:
        keys = [tx.key("a", 1), tx.key("a", "1"), tx.key("a1"), tx.key("a", None), elsewhere.key("a", 1)]
        assert len(set(keys)) == len(keys)
        assert tx.key("a", 1) == keys[0]
        assert all(len(key) == 32 for key in keys)
    await other.close()


async def test_another_key_is_refused_until_it_is_accepted(store: Store, database_url: str) -> None:
    """One line with what to do, nothing changed; the first of several that start together decides."""
    with pytest.raises(
        StorageError, match=r"another key .* KONSPEKT_SECRET .* `konspekt accept-key`"
    ) as told:
        await Store.open(database_url, b"another")
    assert len(str(told.value).splitlines()) == 1
    await (await Store.open(database_url, SECRET)).close()
    await (await Store.open(database_url, b"another", accept_key=True)).close()
    await (await Store.open(database_url, b"another")).close()
    with pytest.raises(StorageError, match="another key"):
        await Store.open(database_url, SECRET)
    async with store.transaction() as tx:
        await tx.facts.drop("key")
    opened = await asyncio.gather(
        *(Store.open(database_url, key) for key in (b"one key", b"other key") * 3), return_exceptions=True
    )
    stores = [one for one in opened if isinstance(one, Store)]
    assert len(stores) == 3
    assert all(isinstance(one, Store | StorageError) for one in opened)
    for one in stores:
        await one.close()


async def test_a_database_in_memory_needs_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`sqlite://` keeps nothing on the disk, and survives a cancelled statement."""
    monkeypatch.chdir(tmp_path)
    store = await Store.open("sqlite://", SECRET)
    async with store.transaction() as tx:
        await tx.facts.set("a", 1)

    async def write() -> None:
        async with store.transaction() as tx:
            for number in range(1000):
                await tx.facts.set("b", number)

    task = asyncio.create_task(write())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.snapshot() as tx:
        assert await tx.facts.get("a") == 1
    await store.close()
    assert _is_empty(tmp_path)


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    """The file's folder need not exist."""
    store = await Store.open(f"sqlite:///{tmp_path}/a/b/konspekt.db", SECRET)
    await store.close()
    assert (tmp_path / "a" / "b" / "konspekt.db").is_file()


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("mysql://user:hunter2@host/db", StorageError),
        ("hunter2 is not a url", StorageError),
        ("postgresql://user:hunter2@127.0.0.1:1/db", StorageUnavailableError),
        ("postgresql://user:hunter2@no-such-host.invalid/db?password=hunter2", StorageUnavailableError),
        ("postgresql://user:hunter2@127.0.0.1:port/db", StorageError),
    ],
)
async def test_what_cannot_be_opened_is_told_in_one_line_without_the_password(
    url: str, error: type[StorageError]
) -> None:
    """Neither the text nor the traceback carries the password."""
    with pytest.raises(StorageError) as caught:
        await Store.open(url, SECRET)
    assert type(caught.value) is error
    assert "\n" not in str(caught.value)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


async def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    """A text file is refused with the reason."""
    (tmp_path / "notes.md").write_text("# Виртуализация\n" * 1000)
    with pytest.raises(StorageError, match="not a database"):
        await Store.open(f"sqlite:///{tmp_path / 'notes.md'}", SECRET)


async def test_a_store_does_not_show_its_secrets(database_url: str) -> None:
    """Whatever is logged of a store, no password and no secret is in it."""
    store = await Store.open(database_url, SECRET)
    assert "secret" not in repr(store) + store.name
    await store.close()


def _is_empty(folder: Path) -> bool:
    return not list(folder.iterdir())


async def test_a_replica_that_hangs_loses_its_locks(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one takes over, and the first finds out as soon as it asks."""
    if not database_url.startswith("postgresql"):
        pytest.skip("on SQLite one process is alone")
    monkeypatch.setattr("bot.storage.locks.IDLE_SECONDS", "300ms")
    first, second = await Store.open(database_url, SECRET), await Store.open(database_url, SECRET)
    hanging, waiting = first.locks(), second.locks()
    assert await hanging.take("lane", 1)
    taken = False
    for _ in range(50):  # asks often enough to keep its own
        taken = taken or await waiting.take("lane", 1)
        await asyncio.sleep(0.1)
        if taken:
            break
    assert taken
    with pytest.raises(StorageUnavailableError):
        await hanging.check()
    assert not hanging.holds("lane", 1)
    for locks, store in ((hanging, first), (waiting, second)):
        await locks.close()
        await store.close()
