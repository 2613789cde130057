"""`konspekt report` and `konspekt staff-code`: the desk from the command line."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.config import read_settings
from bot.data import database_url, hash_secret
from bot.model import Person, Place, PlaceKind
from bot.storage import Asked, Store

if TYPE_CHECKING:
    from click.testing import Result

NOTES = Path(__file__).parents[1] / "scenarios" / "notes"
ANNA = Person(700_000_001, "Аннушка")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A course, an empty data folder, and no settings of the developer's own."""
    for name in os.environ:
        if name.upper().startswith("KONSPEKT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONSPEKT_NOTES", str(NOTES))


def konspekt(*arguments: str | Path) -> Result:
    """Runs a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


async def _store() -> Store:
    settings = read_settings()
    return await Store.open(database_url(settings), hash_secret(settings))


async def _ask(question: str) -> None:
    store = await _store()
    asked = Asked("", 1, question, question, answered=False, confidence=0.1, passages=(), milliseconds=2.0)
    async with store.transaction() as tx:
        await tx.exchanges.add(ANNA, Place(ANNA.id, PlaceKind.PRIVATE), asked)
    await store.close()


async def _redeemed(code: str) -> str | None:
    store = await _store()
    async with store.transaction() as tx:
        course = await tx.desk.staff.redeem(code)
    await store.close()
    return course


def test_a_report_is_printed_and_written(tmp_path: Path) -> None:
    """Lines for the terminal, a page, a table and JSON; nobody is named in any of them."""
    asyncio.run(_ask("какой пароль от стенда?"))
    page, table, listed = (tmp_path / name for name in ("r.html", "q.csv", "q.json"))
    result = konspekt("report", "--days", "30", "--html", page, "--csv", table, "--json", listed)
    assert result.exit_code == 0
    assert "1 вопрос от 1 человека" in result.stdout
    assert "какой пароль от стенда?" in result.stdout
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert "какой пароль от стенда?" in table.read_text(encoding="utf-8-sig")
    assert json.loads(listed.read_text(encoding="utf-8"))[0]["answered"] is False
    everything = result.stdout + "".join(one.read_text(encoding="utf-8") for one in (page, table, listed))
    assert "Аннушка" not in everything
    assert str(ANNA.id) not in everything


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """The service's user may not write where root stands, say."""
    for option in ("--html", "--csv", "--json"):
        result = konspekt("report", option, tmp_path / "none" / "file")
        assert result.exit_code == 1
        reason = "cannot be written: No such file or directory"
        assert result.stderr == f"konspekt: {tmp_path}/none/file {reason}\n"


def test_a_report_of_nothing() -> None:
    """A new bot has been asked nothing."""
    result = konspekt("report")
    assert result.exit_code == 0
    assert "вопросов не было" in result.stdout


def test_a_staff_code_binds() -> None:
    """What is printed is the code and nothing else; it works once."""
    result = konspekt("staff-code")
    assert result.exit_code == 0
    code = result.stdout.strip()
    assert asyncio.run(_redeemed(code)) == ""
    assert asyncio.run(_redeemed(code)) is None


@pytest.mark.parametrize("command", ["report", "staff-code"])
def test_a_course_that_is_not_there(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with the names there are."""
    assert konspekt(command, "--course", "xyz").stderr == "konspekt: --course: there is but one course\n"
    monkeypatch.delenv("KONSPEKT_NOTES")
    for name in ("net", "os"):
        (tmp_path / "courses" / name).mkdir(parents=True)
        (tmp_path / "courses" / name / "a.md").write_text("# A\n\nText.\n", encoding="utf-8")
    monkeypatch.setenv("KONSPEKT_COURSES", str(tmp_path / "courses"))
    result = konspekt(command)
    assert result.exit_code == 1
    assert result.stderr == "konspekt: --course must be one of: net, os\n"
    assert konspekt(command, "--course", "os").exit_code == 0
