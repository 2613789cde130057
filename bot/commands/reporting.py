"""Commands for whoever teaches and holds the server: konspekt [report | staff-code]."""

# ruff: noqa: PLC0415 - imports inside commands are what keeps the start of the others fast

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.report import Figures, Period
    from bot.storage import Exchange, Store, Ticket

_course = click.option("--course", default="", help="Which one, where KONSPEKT_COURSES holds several.")
_MOST_DAYS = 3660


@click.command()
@click.option(
    "--days", default=7, show_default=True, type=click.IntRange(1, _MOST_DAYS), help="Until today, included."
)
@_course
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page for a browser.")
@click.option(
    "--csv", type=click.Path(path_type=Path, dir_okay=False), help="Write the questions as a table."
)
@click.option("--json", type=click.Path(path_type=Path, dir_okay=False), help="Write the questions as JSON.")
def report(days: int, course: str, html: Path | None, csv: Path | None, json: Path | None) -> None:
    """Print what students asked and what the notes miss; nothing in it tells who they are."""
    from bot.commands.given import given_settings
    from bot.report import as_csv, as_json, measure, report_lines, report_page
    from bot.texts.report import report_texts
    from index import open_library

    settings = given_settings()
    source = _source(settings, course)
    period, exchanges, tickets = asyncio.run(_asked(settings, days, course))
    figures: Figures = measure(period, exchanges, tickets, open_library(source)[0])
    words = report_texts(settings.language)
    _print_markdown(report_lines(figures, words))
    if html:
        _write(html, report_page(figures, words, settings.language))
    if csv:
        _write(csv, as_csv(exchanges), encoding="utf-8-sig")  # the mark tells spreadsheets what it is
    if json:
        _write(json, as_json(exchanges))


@click.command("staff-code")
@_course
def staff_code(course: str) -> None:
    """Print a one-time code: `/staff CODE` in a chat makes it the instructors' chat. It lasts a day."""
    from bot.commands.given import given_settings

    settings = given_settings()
    _source(settings, course)
    click.echo(asyncio.run(_new_code(settings, course)))


def _write(file: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file.

    Raises:
        ConfigError: It cannot be written.
    """
    from bot.config import ConfigError

    try:
        file.write_text(text, encoding=encoding)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}"
        raise ConfigError(message) from None


def _source(settings: Settings, course: str) -> Path:
    """Where a course is read from.

    Raises:
        ConfigError: There is no such course.
    """
    from bot.config import ConfigError
    from bot.courses.reading import sources_of

    sources = sources_of(settings.notes, settings.courses)
    if course not in sources:
        known = ", ".join(name for name in sources if name)
        raise ConfigError(
            f"--course must be one of: {known}" if known else "--course: there is but one course"
        )
    return sources[course]


async def _opened(settings: Settings) -> Store:
    from bot.data import database_url, hash_secret
    from bot.storage import Store

    return await Store.open(database_url(settings), hash_secret(settings))


async def _new_code(settings: Settings, course: str) -> str:
    store = await _opened(settings)
    try:
        async with store.transaction() as tx:
            return await tx.desk.staff.new_code(course)
    finally:
        await store.close()


async def _asked(
    settings: Settings, days: int, course: str
) -> tuple[Period, tuple[Exchange, ...], tuple[Ticket, ...]]:
    from bot.report import last_days

    store = await _opened(settings)
    try:
        async with store.snapshot() as tx:
            period = last_days(days, tx.now(), settings.zone)
            exchanges = await tx.asked_by_students(period.since, period.until, course)
            return period, exchanges, await tx.desk.tickets.period(period.since, period.until, course)
    finally:
        await store.close()


def _print_markdown(markdown: str) -> None:
    from bot.render import render_markdown, to_terminal

    click.echo(to_terminal(render_markdown(markdown), colour=sys.stdout.isatty()))
