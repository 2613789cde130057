"""What the whole bot adds between an update and the call that answers it, database writes included.

    uv run python -m tests.benchmarks.latency
    uv run python -m tests.benchmarks.latency --engine postgresql --notes ../shared/course --rounds 200

The Bot API is the strict fake of the tests, in this process: the clock starts when the application is handed
an update, and stops when it begins the request. One update at a time, from people who ask, press, search.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from bot.app import App, Ways
from bot.config import Settings
from bot.pipeline import Limits, Rates
from corpus import bundled_notes
from index.judgments import load_judgments
from tests.fake.transport import FakeRequest
from tests.fake.world import Press
from tests.storage_fixtures import database
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram.request import RequestData

    from tests.fake.api import Api
    from tests.fake.people import Group, Human

PEOPLE: Final = 40
WANTED: Final = {50: 10.0, 99: 30.0}
"""Milliseconds by percentile."""
UNPACED: Final = Limits(rates=Rates(overall=1e9, chat=1e9, burst=10**6, group=10**9))
ALL: Final = "all"
"""The line of all kinds together."""
_PATIENCE: Final = 20.0  # seconds for one answer; then the run fails
_LATER: Final = ("а минусы?", "подробнее", "ещё", "пример")
_ANSWERS: Final = {"sendMessage", "sendPhoto", "editMessageText", "editMessageMedia", "answerInlineQuery"}


class TimedRequest(FakeRequest):
    """Notes when the first request of an answer begins."""

    def __init__(self, api: Api) -> None:
        """Over the fake."""
        super().__init__(api)
        self.begun: asyncio.Future[tuple[float, float]] | None = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *more: Any,  # noqa: ANN401 - timeouts, passed on
        **named: Any,  # noqa: ANN401 - timeouts, passed on
    ) -> tuple[int, bytes]:
        """Note the time, then answer."""
        if self.begun and not self.begun.done() and url.rpartition("/")[2] in _ANSWERS:
            self.begun.set_result((time.perf_counter(), time.process_time()))
        return await super().do_request(url, method, request_data, *more, **named)


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds from an update to its answer."""

    clock: float
    processor: float
    """What would remain on a machine with nothing else to do, but for waiting for the disk."""


@dataclass
class Town:
    """The bot, people, and what they ask."""

    app: App
    fake: FakeTelegram
    request: TimedRequest
    questions: list[str]
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - the same every time
    people: list[Human] = field(default_factory=list)
    group: Group | None = None
    took: dict[str, list[Took]] = field(default_factory=dict)
    """By what was done."""

    async def round(self) -> None:
        """Somebody does a little of everything."""
        anna, ask = self.chance.choice(self.people), self.chance.choice(self.questions)
        await self._says("question", anna, ask)
        await self._presses("button", anna)
        await self._says("follow-up", anna, self.chance.choice(_LATER))
        await self._says("unanswerable", anna, "когда будет пересдача в четверг?")
        petr = self.chance.choice(self.people)
        await self._says("in a group", petr, f"/ask {self.chance.choice(self.questions)}", in_=self.group)
        await self._searches("inline", petr, self.chance.choice(self.questions))
        await self._says("contents", petr, "/toc")

    async def _says(self, kind: str, who: Human, text: str, in_: Group | None = None) -> None:
        chat = in_.chat if in_ else who.private
        content: dict[str, Any] = {"text": text}
        if text.startswith("/"):
            content["entities"] = [
                {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            ]
        message = self.fake.world.post(chat, who.user, content)
        await self._measure(kind, "message", message)

    async def _presses(self, kind: str, who: Human) -> None:
        for message in reversed(who.private.messages.values()):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            data = [b["callback_data"] for row in rows for b in row if "callback_data" in b]
            if data:
                press = f"press-{self.fake.world.number()}"
                self.fake.world.presses[press] = Press(who.private.id)
                query = {"id": press, "from": who.user, "message": message, "chat_instance": "1"}
                await self._measure(kind, "callback_query", {**query, "data": data[0]})
                return

    async def _searches(self, kind: str, who: Human, query: str) -> None:
        search = f"search-{self.fake.world.number()}"
        self.fake.world.searches[search] = False
        await self._measure(
            kind, "inline_query", {"id": search, "from": who.user, "query": query, "offset": ""}
        )

    async def _measure(self, kind: str, what: str, content: dict[str, Any]) -> None:
        update = self.fake.api.updates.number(what, content)
        begun = self.request.begun = asyncio.get_running_loop().create_future()
        began = time.perf_counter(), time.process_time()
        await self.app.receive([update])
        async with asyncio.timeout(_PATIENCE):
            ended = await begun
        self.took.setdefault(kind, []).append(
            Took((ended[0] - began[0]) * 1000, (ended[1] - began[1]) * 1000)
        )
        self.request.begun = None
        await self.app.settled()


@contextlib.asynccontextmanager
async def town(url: str, notes: Path, questions: list[str]) -> AsyncIterator[Town]:
    """A bot at work, with people who talk to it.

    Args:
        url: The database.
        notes: What it answers from.
        questions: What is asked.
    """
    fake = FakeTelegram()
    request = TimedRequest(fake.api)
    given = {
        "token": fake.token,
        "notes": notes,
        "database_url": url,
        "secret": "of the benchmark",
        "person_limit": 1000,
        "group_limit": 1000,
    }
    ways = Ways(request=request, polling=request, receiving=False, serving=False, pace=UNPACED)
    app = App(Settings.model_validate(given), ways=ways)
    await app.start()
    made = Town(app, fake, request, questions)
    made.people = [fake.private(f"Person {number}") for number in range(PEOPLE)]
    made.group = fake.group("ВТ-21")
    try:
        yield made
    finally:
        await app.stop()
    assert not fake.violations, fake.violations


async def measure(engine: str, notes: Path, questions: list[str], rounds: int) -> dict[str, list[Took]]:
    """What each answer took, by what was done, and of all together.

    Args:
        engine: `sqlite` or `postgresql`.
        notes: What it answers from.
        questions: What is asked.
        rounds: How often everything is done.
    """
    with tempfile.TemporaryDirectory() as folder:
        async with database(engine, Path(folder)) as url, town(url, notes, questions) as made:
            for number in range(rounds + 5):
                if number == 5:
                    made.took.clear()  # the first ones fill caches, as after every start
                await made.round()
            return {**made.took, ALL: [one for many in made.took.values() for one in many]}


def table(took: dict[str, list[Took]]) -> list[str]:
    """The figures, one line for each kind of update.

    Args:
        took: By what was done.
    """
    lines = [
        f"{'milliseconds':14}{'n':>6}{'p50':>8}{'p90':>8}{'p99':>8}{'most':>8}{'processor p50':>16}{'p99':>8}"
    ]
    for kind, many in took.items():
        clock, busy = [one.clock for one in many], [one.processor for one in many]
        figures = [percentile(clock, share) for share in (50, 90, 99, 100)]
        spent = f"{percentile(busy, 50):>16.1f}{percentile(busy, 99):>8.1f}"
        lines.append(f"{kind:14}{len(many):>6}" + "".join(f"{figure:>8.1f}" for figure in figures) + spent)
    return lines


def percentile(values: list[float], share: int) -> float:
    """The value that so many of a hundred do not exceed.

    Args:
        values: Any number of them.
        share: 0 to 100.
    """
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]


def asked_of(notes: Path, judged: Path | None) -> list[str]:
    """Questions to ask: of a file of judgments, else of the notes' own.

    Args:
        notes: The notes.
        judged: A file of judgments.
    """
    return [one.question for one in load_judgments(judged or notes / "questions.jsonl") if one.answerable]


@click.command()
@click.option("--engine", type=click.Choice(["sqlite", "postgresql"]), default="sqlite", show_default=True)
@click.option("--rounds", default=100, show_default=True, help="Seven updates each.")
@click.option("--notes", type=click.Path(path_type=Path, exists=True), help="The bundled lecture by default.")
@click.option("--questions", type=click.Path(path_type=Path, exists=True), help="A file of judgments.")
def main(engine: str, rounds: int, notes: Path | None, questions: Path | None) -> None:
    """Print what the bot adds to an answer's time; exit code 1 when it is more than is wanted."""
    root = notes or bundled_notes()
    took = asyncio.run(measure(engine, root, asked_of(root, questions), rounds))
    for line in table(took):
        click.echo(line)
    wanted = ", ".join(f"p{share} {limit:.0f} ms" for share, limit in WANTED.items())
    good = all(
        percentile([one.clock for one in took[ALL]], share) <= limit for share, limit in WANTED.items()
    )
    click.echo(f"{engine}: wanted at most {wanted}: {'kept' if good else 'MISSED'}")
    if not good:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
