"""The way from any released schema to the present one, and copies of a database."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot import storage
from bot.model import Person, Place, PlaceKind
from bot.pipeline import Leader, Parts, Pipeline
from bot.storage import StorageError, Store, migrate
from bot.storage.backup import backup, in_use, restore
from bot.storage.schema import metadata
from tests.pipeline_fixtures import FakeShore, answer, running
from tests.storage_fixtures import SECRET

if TYPE_CHECKING:
    from sqlalchemy import Connection

FIRST_SCHEMA = Path(__file__).parent / "first_schema.sql"
"""A database as the first release leaves it, one row in each table that people would miss."""


async def test_migrations_and_tables_agree(store: Store) -> None:
    """What the migrations make is what the code expects, to the last index."""

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
        return [difference for difference in found if "alembic_version" not in str(difference)]

    async with store.snapshot() as tx:
        assert await tx._session.connection.run_sync(differences) == []  # noqa: SLF001 - looks behind the scenes


def test_the_newest_migration_is_the_one_the_code_expects() -> None:
    """Whoever adds a migration must say so in `migrate.HEAD`."""
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


async def test_processes_that_start_together_do_not_race(database_url: str) -> None:
    """All of them find a complete schema."""
    stores = await asyncio.gather(*(Store.open(database_url, SECRET) for _ in range(5)))
    async with stores[4].transaction() as tx:
        await tx.facts.set("a", 1)
    for store in stores:
        await store.close()


async def test_a_database_of_the_first_release_is_taken_over(tmp_path: Path) -> None:
    """Nothing that people would miss is lost on the way to the present schema."""
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST_SCHEMA.read_text())
    store = await Store.open(f"sqlite:///{file}", SECRET)
    async with store.transaction() as tx:
        anna, place = Person(7), Place(7, PlaceKind.PRIVATE)
        (exchange,) = await tx.exchanges.period(
            datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
        )
        assert (exchange.asked.question, exchange.helped) == ("что такое гипервизор?", 1)
        assert exchange.person_key == tx.key("person", anna.id)
        assert (await tx.chats.settings(place)).language == "en"
        assert await tx.facts.get("menus") == {"digest": "abc"}
        received, _ = await tx.inbox.next(7)
        assert received is not None
        assert received.payload == {"text": "ещё не отвечено"}
        (found,) = await tx.outbox.open([7])
        assert found.rows[0].outgoing is not None
        (ticket,) = await tx.desk.tickets.of_course("virt")
        assert ticket.people == 1
        assert await migrate_version(tx) == migrate.HEAD
    await store.close()


async def migrate_version(tx: storage.Transaction) -> str | None:
    """The schema that a database says it has."""
    return await tx._session.connection.run_sync(migrate.current)  # noqa: SLF001 - looks behind the scenes


async def test_a_database_of_a_later_release_is_refused(database_url: str) -> None:
    """One line that says what to do, nothing changed."""
    store = await Store.open(database_url, SECRET)
    async with store.transaction() as tx:
        await tx._session.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")  # noqa: SLF001 - as a later version
    await store.close()
    with pytest.raises(StorageError, match=r"newer than .* update konspekt"):
        await Store.open(database_url, SECRET)


async def test_a_backup_of_a_busy_database_is_whole_and_can_be_restored(tmp_path: Path) -> None:
    """Copied while it is written to; put back, with the newer state set aside."""
    url = f"sqlite:///{tmp_path / 'konspekt.db'}"
    store = await Store.open(url, SECRET)
    async with store.transaction() as tx:
        await tx.facts.set("before", 1)

    async def write() -> None:
        for number in range(50):
            async with store.transaction() as tx:
                await tx.facts.set(f"n{number}", number)

    writing = asyncio.create_task(write())
    size = await asyncio.to_thread(backup, url, tmp_path / "copy.db")
    await writing
    assert size > 0
    async with store.transaction() as tx:
        await tx.facts.set("after", 1)
    await store.close()
    kept = restore(url, tmp_path / "copy.db")
    assert kept is not None
    for file, expected in ((tmp_path / "konspekt.db", None), (kept, 1)):
        store = await Store.open(f"sqlite:///{file}", SECRET)
        async with store.snapshot() as tx:
            assert (await tx.facts.get("before"), await tx.facts.get("after")) == (1, expected)
        await store.close()
    assert not _left_over(tmp_path)


async def test_nothing_is_restored_into_a_database_at_work(tmp_path: Path) -> None:
    """The bot must be stopped first."""
    url = f"sqlite:///{tmp_path / 'konspekt.db'}"
    store = await Store.open(url, SECRET)
    backup(url, tmp_path / "copy.db")
    async with Leader(store, "working").held():
        with pytest.raises(StorageError, match="stop the bot"):
            restore(url, tmp_path / "copy.db")
    await store.close()
    assert restore(url, tmp_path / "copy.db") is not None


async def test_nothing_is_restored_under_a_process_that_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the old file open, and would go on with that; so would a report."""
    monkeypatch.setattr("bot.storage.backup._WAIT", 0.1)
    url, copy = f"sqlite:///{tmp_path / 'konspekt.db'}", tmp_path / "copy.db"
    store = await Store.open(url, SECRET)
    backup(url, copy)
    with pytest.raises(StorageError, match="stop the bot"):
        restore(url, copy)
    async with store.transaction() as tx:
        await tx.facts.set("still", "there")
    await store.close()
    assert not _set_aside(tmp_path)
    kept = restore(url, copy)
    assert kept is not None
    store = await Store.open(f"sqlite:///{kept}", SECRET)
    async with store.snapshot() as tx:
        assert await tx.facts.get("still") == "there"
    await store.close()


async def test_whoever_waited_for_a_file_that_was_replaced_does_not_go_to_work(tmp_path: Path) -> None:
    """It would work on what was set aside; the next start finds the new one."""
    url = f"sqlite:///{tmp_path / 'konspekt.db'}"
    store = await Store.open(url, SECRET)
    copy = tmp_path / "copy.db"
    backup(url, copy)
    parts = Parts(answer, FakeShore().deliver)
    copy.replace(tmp_path / "konspekt.db")
    with pytest.raises(StorageError, match="was replaced while this process waited"):
        await Pipeline(store, parts).start()
    await store.close()
    store = await Store.open(url, SECRET)
    async with running(store, parts):
        assert in_use(url), "the lock was given back, and taken again"
    await store.close()


def test_what_is_restored_or_backed_up_is_on_the_disk_before_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file's content before it gets its name, the folder's names after; at no moment is there no file."""
    database, copy = tmp_path / "konspekt.db", tmp_path / "copy.db"
    url = f"sqlite:///{database}"

    async def begin() -> None:
        await (await Store.open(url, SECRET)).close()

    asyncio.run(begin())
    settled: list[tuple[int, dict[str, int]]] = []

    def fsync(handle: int) -> None:
        names = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
        settled.append((os.fstat(handle).st_ino, names))

    monkeypatch.setattr("os.fsync", fsync)
    folder = tmp_path.stat().st_ino
    backup(url, copy)
    restore(url, copy)
    made = [(path.stat().st_ino, path.name, f"{path.name}.partial") for path in (copy, database)]
    assert [inode for inode, _ in settled] == [made[0][0], folder, made[1][0], folder]
    for (inode, name, partial), content, names in zip(made, settled[::2], settled[1::2], strict=True):
        assert content[1][partial] == inode
        assert content[1].get(name) != inode
        assert names[1][name] == inode
        assert partial not in names[1]
    assert all("konspekt.db" in names for _, names in settled)


async def test_a_damaged_or_foreign_backup_is_refused(tmp_path: Path) -> None:
    """The database stays as it was."""
    url = f"sqlite:///{tmp_path / 'konspekt.db'}"
    await (await Store.open(url, SECRET)).close()
    before = (tmp_path / "konspekt.db").read_bytes()
    backup(url, tmp_path / "copy.db")
    broken = bytearray((tmp_path / "copy.db").read_bytes())
    broken[8192:20000] = b"\xff" * (20000 - 8192)
    (tmp_path / "broken.db").write_bytes(broken)
    (tmp_path / "text.db").write_text("# Виртуализация\n" * 999)
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as connection:
        connection.execute("CREATE TABLE notes (a)")
    for name in ("broken.db", "text.db", "foreign.db", "none.db"):
        with pytest.raises(StorageError):
            restore(url, tmp_path / name)
    assert (tmp_path / "konspekt.db").read_bytes() == before


async def test_a_backup_into_nowhere_is_one_clear_line(tmp_path: Path) -> None:
    """So is a backup of nothing, or of PostgreSQL."""
    url = f"sqlite:///{tmp_path / 'konspekt.db'}"
    with pytest.raises(StorageError, match="there is no database"):
        backup(url, tmp_path / "copy.db")
    await (await Store.open(url, SECRET)).close()
    (tmp_path / "file").touch()
    for folder in ("none", "file"):
        with pytest.raises(StorageError, match="cannot be written"):
            backup(url, tmp_path / folder / "copy.db")
    with pytest.raises(StorageError, match="pg_dump"):
        backup("postgresql://host/db", tmp_path / "copy.db")


def _set_aside(folder: Path) -> list[Path]:
    return list(folder.glob("*.before-*"))


def _left_over(folder: Path) -> list[Path]:
    return list(folder.glob("*.partial"))


async def test_a_database_is_no_backup_of_itself(tmp_path: Path) -> None:
    """Replacing it would take it away from the bot at work; a copy is readable by its owner only."""
    url = f"sqlite:///{tmp_path / 'konspekt.db'}"
    store = await Store.open(url, SECRET)
    (tmp_path / "link.db").symlink_to(tmp_path / "konspekt.db")
    for name in ("konspekt.db", "konspekt.db-wal", "link.db"):
        with pytest.raises(StorageError, match="the database itself"):
            backup(url, tmp_path / name)
    async with store.transaction() as tx:
        await tx.facts.set("still", "there")
    backup(url, tmp_path / "copy.db")
    await store.close()
    for name in ("konspekt.db", "copy.db"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
