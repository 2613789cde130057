"""The pages for lecturers show what works: sound notes, commands that run, questions that are answered."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from corpus import check
from index import open_library
from index.judgments import load_judgments

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("lecturers.md", "lecturers.ru.md")
FILES = {"markdown": "databases.md", "text": "synonyms.txt", "json": "questions.jsonl"}


def block(page: str, language: str) -> str:
    """The one code block of a language on a page."""
    found = re.findall(
        rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert len(found) == 1, f"{page}: {language}"
    return str(found[0])


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page; the course it shows lies in `notes` of the working folder."""
    name = str(request.param)
    (tmp_path / "notes").mkdir()
    for language, file in FILES.items():
        (tmp_path / "notes" / file).write_text(block(name, language), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return name


@pytest.mark.usefixtures("page")
def test_shown_notes_have_no_problem() -> None:
    """The model of good notes passes its own check."""
    assert check(Path("notes")) == ()


@pytest.mark.usefixtures("page")
def test_shown_questions_are_answered_as_shown() -> None:
    """Each example question finds the section beside it, or is refused where it should be."""
    library, _ = open_library(Path("notes"))
    for judgment in load_judgments(Path("notes/questions.jsonl")):
        answer = library.answer(judgment.question)
        assert answer.answered is judgment.answerable, judgment.question
        if answer.answered:
            assert answer.hits[0].passage.breadcrumb[-1] in judgment.gold
            assert (judgment.must_contain or "") in answer.hits[0].passage.text


def test_shown_commands_run(page: str) -> None:
    """Every command of the page ends well."""
    lines = block(page, "sh").splitlines()
    assert len(lines) >= 4
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "konspekt"
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        assert result.output.strip(), line


def test_both_languages_show_the_same() -> None:
    """A change of one page is a change of the other: same rows, same blocks, same commands."""
    english, russian = ((DOCS / name).read_text(encoding="utf-8") for name in PAGES)
    for mark in ("\n| ", "\n```", "\n- ", "ask:", "\nkonspekt "):
        assert english.count(mark) == russian.count(mark), mark
