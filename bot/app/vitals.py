"""How the process is, for operators: alive, ready, its figures, and the last thing that went wrong."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from bot.shore.health import health_app
from bot.shore.troubles import Troubles
from bot.shore.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.applications import Starlette

    from bot.app.metrics import Metrics
    from bot.courses.course import Shelf
    from bot.pipeline import Pipeline
    from bot.shore.polling import Poller
    from bot.storage import Store

SILENT: Final = 120.0
"""Seconds without a poll that came back after which something is wrong: one takes 30, a dead one 60."""


class Vitals:
    """Filled in as the application starts; asked by whoever watches over it."""

    def __init__(self, metrics: Metrics, secrets: Sequence[str]) -> None:
        """Nothing works yet.

        Args:
            metrics: Figures.
            secrets: Words that nobody may see.
        """
        self.troubles = Troubles(metrics.failed, secrets)
        self.stage = "starting"
        """Why it cannot serve yet; empty when it can."""
        self.shelf: Shelf | None = None
        self.store: Store | None = None
        self.pipeline: Pipeline | None = None
        self.source: Poller | Webhook | None = None
        """Where updates come from; None while another process polls."""
        self.refused = metrics.refused
        """To be called for each webhook request with a wrong secret."""
        self._metrics = metrics

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Takes note of what goes wrong inside the block."""
        root = logging.getLogger()
        root.addHandler(self.troubles)
        try:
            yield
        finally:
            root.removeHandler(self.troubles)

    def app(self) -> Starlette:
        """The application to serve."""
        return health_app(
            alive={"process": self._process},
            ready={
                "start": self._start,
                "notes": self._notes,
                "store": self._store,
                "updates": self._updates,
            },
            registry=self._metrics.registry,
            about=self._about,
            counted=self._counted,
        )

    async def _process(self) -> str | None:
        return None  # whoever answers is alive

    async def _start(self) -> str | None:
        return self.stage or None

    async def _notes(self) -> str | None:
        if self.shelf is None:
            return "not loaded yet"
        if self._served()["passages"]:
            return None
        return f"there are none that can be read: put Markdown files into {self.shelf.of(None).source}"

    async def _store(self) -> str | None:
        if self.store is None:
            return "not open yet"
        async with self.store.snapshot() as tx:
            await tx.facts.get("")
        return None

    async def _updates(self) -> str | None:
        if self.source is None:
            return None
        if isinstance(self.source, Webhook):
            return "they cannot be stored" if self.source.status.failing else None
        status, age = self.source.status, self._age()
        if status.state == "failing":
            return status.problem
        return f"no poll came back for {age:.0f} s" if age is not None and age > SILENT else None

    def _age(self) -> float | None:
        """Seconds since the last poll came back, or the last webhook was stored."""
        if self.source is None:
            return None
        source = self.source
        last = source.status.last_update if isinstance(source, Webhook) else source.status.last_success
        return None if last is None else time.monotonic() - last

    def _about(self) -> dict[str, Any]:
        last = self.troubles.last
        return {
            "notes": self._served(),
            "updates": self._how(),
            "last_trouble": last
            and {
                "what": last.what,
                "where": last.where,
                "level": last.level,
                "seconds_ago": round(time.monotonic() - last.at, 1),
            },
        }

    def _how(self) -> dict[str, Any]:
        """How updates come in."""
        source, age = self.source, self._age()
        since = {"seconds_since_last": None if age is None else round(age, 1)}
        if isinstance(source, Webhook):
            return {"by": "webhook", "state": "taken", **since, "refused": source.status.refused}
        if source is None:
            return {"by": None, "state": "another process takes them", **since}
        return {"by": "polling", "state": source.status.state, **since}

    def _served(self) -> dict[str, int]:
        """How much there is to answer from."""
        courses = self.shelf.courses.values() if self.shelf else ()
        return {
            "courses": len(courses),
            "lectures": sum(len(course.library.lectures) for course in courses),
            "passages": sum(len(course.library.passages) for course in courses),
        }

    async def _counted(self) -> None:
        """Figures that are looked up when asked for."""
        self._metrics.age(self._age())
        self._metrics.serves(self._served()["passages"])
        if self.pipeline is not None:
            self._metrics.waits(await self.pipeline.health())
