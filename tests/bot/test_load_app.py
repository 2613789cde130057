"""The whole bot in processes of its own, on loopback: a small share of `python -m tests.load.app`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.load.app.rate import memory, rates
from tests.load.app.replicas import replicas
from tests.storage_fixtures import database

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.load


async def test_two_replicas_one_of_them_killed_again_and_again(tmp_path: Path) -> None:
    """Every question answered, in order within its chat, through kill -9, repeats and late deliveries."""
    async with database("postgresql", tmp_path) as url:
        outcome = await replicas(url, tmp_path, chats=40, each=8, kill_every=3.0)
    assert outcome.problems == []
    assert outcome.kills > 0
    assert outcome.twice > 0
    assert outcome.late > 0


async def test_everything_asked_at_once_is_answered_in_order(tmp_path: Path) -> None:
    """One process on SQLite takes it all in before it has answered."""
    async with database("sqlite", tmp_path) as url:
        found = await rates(url, tmp_path, chats=10)
    assert found.problems == []
    assert found.accepted > found.answered


async def test_memory_is_looked_at_along_the_way(tmp_path: Path) -> None:
    """And the run ends when everything is answered."""
    async with database("sqlite", tmp_path) as url:
        seen = await memory(url, tmp_path, 200, chats=20)
    assert [updates for updates, _ in seen] == [0, 200]
    assert all(size > 0 for _, size in seen)
