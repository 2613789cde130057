"""Exchanges and tickets of a period -> figures. Only keyed hashes of people come in, and none goes out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zoneinfo import ZoneInfo

    from bot.storage import Exchange, Ticket
    from index import Library

ALIKE: Final = 0.6
"""`Library.similar` from which two questions count as the same one asked in other words."""
GROUPED_AT_MOST: Final = 300
"""Distinct unanswered questions that are compared with each other, the most frequent first: the work is
quadratic in them, and what was asked once in a busy month is no trend."""
EXAMPLES: Final = 3
"""Wordings shown of a group of like questions."""
TOP: Final = 10
"""Sections and groups listed."""
BUSY: Final = 3
"""Hours of the time of day that is named."""
ENOUGH_QUESTIONS: Final = 10
"""Questions from which a time of day can be named."""
ENOUGH_VERDICTS: Final = 2
"""Verdicts from which a section may be called disappointing: one press may be a slip."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in a time zone."""

    first: date
    """Included."""
    last: date
    """Included."""
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        """Its first moment, UTC."""
        return datetime.combine(self.first, time(), self.zone).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """The first moment after it, UTC."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone).astimezone(UTC)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Day:
    """Questions of one day."""

    date: date
    answered: int
    refused: int


@dataclass(frozen=True, slots=True)
class Missed:
    """Like questions that found nothing."""

    count: int
    examples: tuple[str, ...]
    """Different wordings, the most frequent first; at most `EXAMPLES`."""


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """How often a section answered, and what people thought of it."""

    breadcrumb: tuple[str, ...]
    """Its headings, without the lecture's where there is a deeper one; none where it is gone."""
    asked: int
    helped: int
    disappointed: int

    def name(self, gone: str) -> str:
        """Its headings in one line.

        Args:
            gone: What to call a section that the notes no longer have.
        """
        return " › ".join(self.breadcrumb) or gone


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says."""

    period: Period
    people: int
    """Different people who asked."""
    answered: int
    refused: int
    helped: int
    """Answers marked helpful by somebody."""
    disappointed: int
    """Answers marked not helpful by somebody."""
    days: tuple[Day, ...]
    """Every day of the period, in order."""
    hours: tuple[int, ...]
    """Questions by hour of the day, 24 of them."""
    missed: tuple[Missed, ...]
    """The most frequent first."""
    most_asked: tuple[SectionFigures, ...]
    """The most asked first."""
    disappointing: tuple[SectionFigures, ...]
    """Sections more people were disappointed by than helped, the worst first."""
    to_humans: int
    """Questions passed to the instructors."""
    humans_answered: int
    """How many of them were answered."""
    median_wait: timedelta | None
    """From asking the instructors to their answer."""

    @property
    def questions(self) -> int:
        """All that were asked."""
        return self.answered + self.refused

    @property
    def busiest(self) -> tuple[int, int] | None:
        """The hours of the day between which most questions come; None where they are too few to tell."""
        if self.questions < ENOUGH_QUESTIONS:
            return None
        sums = [sum(self.hours[(first + step) % 24] for step in range(BUSY)) for first in range(24)]
        first = max(range(24), key=lambda hour: (sums[hour], self.hours[(hour + 1) % 24]))
        return first, (first + BUSY) % 24


def week_before(now: datetime, zone: ZoneInfo) -> Period:
    """The seven whole days before today: a digest at nine must not lose the rest of its day.

    Args:
        now: An aware moment.
        zone: Whose days.
    """
    return last_days(7, now - timedelta(days=1), zone)


def last_days(number: int, now: datetime, zone: ZoneInfo) -> Period:
    """The period of the last days, today included.

    Args:
        number: How many, at least 1.
        now: An aware moment.
        zone: Whose days.
    """
    today = now.astimezone(zone).date()
    return Period(today - timedelta(days=number - 1), today, zone)


def measure(
    period: Period, exchanges: Sequence[Exchange], tickets: Sequence[Ticket], library: Library
) -> Figures:
    """Count.

    Args:
        period: The days that `exchanges` and `tickets` are from.
        exchanges: What was asked.
        tickets: What was passed to the instructors.
        library: Names the sections, and tells which questions are alike.
    """
    sections = _sections(exchanges, library)
    answered = sum(one.asked.answered for one in exchanges)
    waits = [(one.answered_at - one.opened_at).total_seconds() for one in tickets if one.answered_at]
    return Figures(
        period=period,
        people=len({one.person_key for one in exchanges}),
        answered=answered,
        refused=len(exchanges) - answered,
        helped=sum(one.helped > 0 for one in exchanges),
        disappointed=sum(one.disappointed > 0 for one in exchanges),
        days=_days(period, exchanges),
        hours=_hours(period, exchanges),
        missed=_missed((one.asked.question for one in exchanges if not one.asked.answered), library),
        most_asked=tuple(sorted(sections, key=lambda one: -one.asked)[:TOP]),
        disappointing=_disappointing(sections),
        to_humans=len(tickets),
        humans_answered=len(waits),
        median_wait=timedelta(seconds=median(waits)) if waits else None,
    )


def _days(period: Period, exchanges: Iterable[Exchange]) -> tuple[Day, ...]:
    counted = Counter((one.asked_at.astimezone(period.zone).date(), one.asked.answered) for one in exchanges)
    return tuple(Day(day, counted[day, True], counted[day, False]) for day in period.days)


def _hours(period: Period, exchanges: Iterable[Exchange]) -> tuple[int, ...]:
    counted = Counter(one.asked_at.astimezone(period.zone).hour for one in exchanges)
    return tuple(counted[hour] for hour in range(24))


def _sections(exchanges: Iterable[Exchange], library: Library) -> tuple[SectionFigures, ...]:
    asked: Counter[str] = Counter()
    helped: Counter[str] = Counter()
    disappointed: Counter[str] = Counter()
    for one in exchanges:
        if not one.asked.answered or not one.asked.passages:
            continue
        # The first passage answered; a passage's id begins with its section's and outlives the passage.
        section = one.asked.passages[0].rpartition("-")[0]
        asked[section] += 1
        helped[section] += one.helped
        disappointed[section] += one.disappointed
    return tuple(
        SectionFigures(_breadcrumb(section, library), number, helped[section], disappointed[section])
        for section, number in asked.items()
    )


def _breadcrumb(section_id: str, library: Library) -> tuple[str, ...]:
    section = library.section(section_id)
    if section is None:
        return ()
    return section.breadcrumb[1:] or section.breadcrumb


def _disappointing(sections: Iterable[SectionFigures]) -> tuple[SectionFigures, ...]:
    bad = [
        one
        for one in sections
        if one.disappointed > one.helped and one.helped + one.disappointed >= ENOUGH_VERDICTS
    ]
    return tuple(sorted(bad, key=lambda one: one.helped - one.disappointed)[:TOP])


def _missed(questions: Iterable[str], library: Library) -> tuple[Missed, ...]:
    """Like questions together: each joins the first group whose first question it resembles."""
    wordings = Counter(" ".join(question.split()) for question in questions)
    groups: list[list[str]] = []
    for wording, _ in wordings.most_common(GROUPED_AT_MOST):
        for group in groups:
            if library.similar(group[0], wording) >= ALIKE:
                group.append(wording)
                break
        else:
            groups.append([wording])
    counted = [Missed(sum(wordings[one] for one in group), tuple(group[:EXAMPLES])) for group in groups]
    return tuple(sorted(counted, key=lambda one: -one.count)[:TOP])
