"""Figures for operators, in the form that Prometheus reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from bot.pipeline import Outcome

if TYPE_CHECKING:
    from bot.model import Outgoing
    from bot.pipeline import Health
    from bot.storage import Asked, Received

_SECONDS: Final = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Limits of the histograms: around the 10 and 30 ms that an answer should take, and far beyond."""


class Metrics:
    """Counts what the pipeline and the handlers do; its own registry, so that tests do not share figures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, processor time, open files
        self._updates = Counter(
            "konspekt_updates", "Updates handled, by outcome", ["outcome"], registry=self.registry
        )
        self._handling = Histogram(
            "konspekt_handling_seconds",
            "Time that a handler took",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._sent = Counter(
            "konspekt_messages",
            "Messages sent, by kind and outcome",
            ["kind", "outcome"],
            registry=self.registry,
        )
        self._delivering = Histogram(
            "konspekt_delivery_seconds",
            "Time from being written down to being sent",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._questions = Counter(
            "konspekt_questions", "Questions asked, by what came of them", ["result"], registry=self.registry
        )
        self._answering = Histogram(
            "konspekt_answering_seconds", "Time that a search took", buckets=_SECONDS, registry=self.registry
        )

        self._waiting = Histogram(
            "konspekt_waiting_seconds",
            "Time from an update's arrival to the end of its handling",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._errors = Counter(
            "konspekt_errors",
            "Warnings and errors logged, by kind",
            ["kind", "level"],
            registry=self.registry,
        )
        self._refused = Counter(
            "konspekt_webhook_refused", "Webhook requests with a wrong secret", registry=self.registry
        )
        self._queue = Gauge("konspekt_queue_depth", "What waits, by queue", ["queue"], registry=self.registry)
        self._oldest = Gauge(
            "konspekt_queue_oldest_seconds",
            "How long the first of it waits, by queue",
            ["queue"],
            registry=self.registry,
        )
        self._age = Gauge(
            "konspekt_last_update_seconds",
            "Time since a poll came back or a webhook was stored; NaN: never in this process",
            registry=self.registry,
        )
        self._passages = Gauge("konspekt_passages", "Passages that are served", registry=self.registry)

    def handled(self, received: Received, outcome: Outcome, seconds: float) -> None:
        """An update was handled, or failed to be.

        Args:
            received: The update.
            outcome: What came of it.
            seconds: How long the handler took.
        """
        self._updates.labels(outcome.value).inc()
        if outcome is Outcome.DONE:
            self._handling.observe(seconds)
            self._waiting.observe(_since(received.arrived_at))

    def delivered(self, outgoing: Outgoing, outcome: Outcome, seconds: float) -> None:
        """Something was sent, or failed to be.

        Args:
            outgoing: What.
            outcome: What came of it.
            seconds: Since it was written down.
        """
        self._sent.labels(type(outgoing).__name__.lower(), outcome.value).inc()
        if outcome is Outcome.DONE:
            self._delivering.observe(seconds)

    def asked(self, asked: Asked) -> None:
        """A question was looked up.

        Args:
            asked: The question and what came of it.
        """
        self._questions.labels("answered" if asked.answered else "refused").inc()
        self._answering.observe(asked.milliseconds / 1000)

    def failed(self, kind: str, level: str) -> None:
        """A warning or an error was logged.

        Args:
            kind: An exception's name, else the logger's.
            level: warning, error or critical.
        """
        self._errors.labels(kind, level).inc()

    def refused(self) -> None:
        """A request to the webhook did not know the secret."""
        self._refused.inc()

    def waits(self, health: Health) -> None:
        """How much there is to do.

        Args:
            health: Of the pipeline.
        """
        for queue, depth in (("inbox", health.inbox), ("outbox", health.outbox)):
            self._queue.labels(queue).set(depth.open)
            self._oldest.labels(queue).set(_since(depth.oldest) if depth.oldest else 0)

    def age(self, seconds: float | None) -> None:
        """When updates came last.

        Args:
            seconds: Since then; None for never.
        """
        self._age.set(float("nan") if seconds is None else seconds)

    def serves(self, passages: int) -> None:
        """What can be answered from.

        Args:
            passages: How many there are.
        """
        self._passages.set(passages)


def _since(moment: datetime) -> float:
    """Seconds; none when the clock was set back meanwhile."""
    return max(0.0, (datetime.now(UTC) - moment).total_seconds())
