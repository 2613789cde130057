"""What operators see."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
from prometheus_client import CollectorRegistry, Counter

from bot.shore.health import health_app
from bot.shore.server import Server

if TYPE_CHECKING:
    import pytest


async def good() -> None:
    """No problem."""


async def bad() -> str:
    """A problem."""
    return "the notes are not loaded"


async def broken() -> str:
    """A check that fails itself."""
    raise LookupError


async def hanging() -> str:
    """A check that never ends."""
    await asyncio.sleep(3600)
    return ""


async def test_the_three_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alive, not ready and why, figures."""
    monkeypatch.setattr("bot.shore.health._PATIENCE", 0.05)
    registry = CollectorRegistry()
    Counter("konspekt_questions", "Questions.", registry=registry).inc(3)
    ready = {"notes": bad, "store": good, "poll": hanging, "clock": broken}
    server = Server(health_app(alive={"loop": good}, ready=ready, registry=registry), "127.0.0.1:0")
    port = await server.start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        async with session.get("/healthz") as response:
            assert response.status == 200
            assert await response.json() == {"status": "ok", "checks": {"loop": "ok"}}
        async with session.get("/readyz") as response:
            assert response.status == 503
            assert await response.json() == {
                "status": "failing",
                "checks": {
                    "loop": "ok",
                    "notes": "the notes are not loaded",
                    "store": "ok",
                    "poll": "no answer within 0.05 s",
                    "clock": "LookupError",
                },
            }
        async with session.get("/metrics") as response:
            assert "konspekt_questions_total 3.0" in await response.text()
            assert response.headers["Content-Type"].startswith("text/plain")
    await server.stop()
