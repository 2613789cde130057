"""The words of reports, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.texts.plural import plural_en, plural_ru

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

_IN_MINUTES: Final = 120
"""Minutes below which a wait is told in minutes."""
_IN_HOURS: Final = 48
"""Hours below which it is told in hours."""


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """What lines, pictures and pages of a report say."""

    title: str
    period: Callable[[str, str], str]
    """First and last day, written out."""
    day: str
    """`strftime` format of a day."""
    questions: Callable[[int], str]
    people: Callable[[int], str]
    answered: str
    refused: str
    helped: str
    disappointed: str
    most_asked: str
    disappointing: str
    missed: str
    quoted: Callable[[str], str]
    """A question in its own words."""
    missed_advice: str
    by_day: str
    by_hour: str
    by_section: str
    humans: Callable[[int, int], str]
    """Questions passed to the instructors, and how many of them were answered."""
    median_wait: Callable[[timedelta], str]
    busiest: Callable[[int, int], str]
    """The hours between which most questions come."""
    nothing: str
    section: str
    gone: str
    """A section that the notes no longer have."""
    asked: str
    example: str
    count: str
    share: Callable[[int, int], str]
    """A part and its percentage of the whole."""
    privacy: str


def _span_ru(wait: timedelta) -> str:
    minutes, hours, days = _rounded(wait)
    if minutes < _IN_MINUTES:
        return plural_ru(minutes, "минуту", "минуты", "минут")
    if hours < _IN_HOURS:
        return plural_ru(hours, "час", "часа", "часов")
    return plural_ru(days, "день", "дня", "дней")


def _span_en(wait: timedelta) -> str:
    minutes, hours, days = _rounded(wait)
    if minutes < _IN_MINUTES:
        return plural_en(minutes, "minute", "minutes")
    return plural_en(hours, "hour", "hours") if hours < _IN_HOURS else plural_en(days, "day", "days")


def _rounded(wait: timedelta) -> tuple[int, int, int]:
    """Minutes (at least one), hours, days."""
    seconds = wait.total_seconds()
    return max(1, round(seconds / 60)), round(seconds / 3600), round(seconds / 86400)


def _share(part: int, whole: int) -> str:
    return f"{part} ({round(100 * part / whole)}\u00a0%)" if whole else str(part)


REPORT_RU: Final = ReportTexts(
    title="Что спрашивают студенты",
    period=lambda first, last: f"{first} — {last}",
    day="%d.%m.%Y",
    questions=lambda number: plural_ru(number, "вопрос", "вопроса", "вопросов"),
    people=lambda number: "от " + plural_ru(number, "человека", "человек", "человек"),
    answered="С ответом из конспекта",
    refused="Без ответа",
    helped="Помогло",
    disappointed="Не помогло",
    most_asked="О чём спрашивают чаще",
    disappointing="Где ответ не помогает",
    missed="Чего нет в конспекте",
    quoted=lambda question: f"«{question}»",
    missed_advice="Похожие вопросы собраны вместе. Хватит одного абзаца или другого слова в заголовке.",
    by_day="Вопросы по дням",
    by_hour="Вопросы по часам",
    by_section="Разделы: вопросы и отзывы",
    humans=lambda asked, answered: f"Преподавателю: {asked}, отвечено: {answered}",
    median_wait=lambda wait: f"Ответа обычно ждали: {_span_ru(wait)}",
    busiest=lambda start, end: f"Чаще всего спрашивают с {start}:00 до {end}:00",
    nothing="За это время вопросов не было.",
    section="Раздел",
    gone="раздел, которого больше нет",
    asked="Вопросов",
    example="Как спрашивали",
    count="Раз",
    share=_share,
    privacy="Имён и других данных о студентах здесь нет.",
)

REPORT_EN: Final = ReportTexts(
    title="What students ask",
    period=lambda first, last: f"{first} to {last}",
    day="%d %b %Y",
    questions=lambda number: plural_en(number, "question", "questions"),
    people=lambda number: "from " + plural_en(number, "person", "people"),
    answered="Answered from the notes",
    refused="Not answered",
    helped="Helpful",
    disappointed="Not helpful",
    most_asked="Asked most",
    disappointing="Answers that do not help",
    missed="Missing from the notes",
    quoted=lambda question: f"“{question}”",
    missed_advice="Like questions stand together. A paragraph or another word in a heading is often enough.",
    by_day="Questions by day",
    by_hour="Questions by hour",
    by_section="Sections: questions and verdicts",
    humans=lambda asked, answered: f"Passed to the instructors: {asked}, answered: {answered}",
    median_wait=lambda wait: f"The usual wait for an answer: {_span_en(wait)}",
    busiest=lambda start, end: f"Most questions come between {start}:00 and {end}:00",
    nothing="There were no questions in this time.",
    section="Section",
    gone="a section that is gone",
    asked="Questions",
    example="How it was asked",
    count="Times",
    share=_share,
    privacy="No names are in here, and nothing else about students.",
)


def report_texts(code: str) -> ReportTexts:
    """The words in a language.

    Args:
        code: A catalog's code: "ru" or "en".
    """
    return REPORT_EN if code == "en" else REPORT_RU
