"""The command line: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main

if TYPE_CHECKING:
    from click.testing import Result

NOTES = Path(__file__).parents[1] / "scenarios" / "notes"
QUESTION = {"id": "K1", "question": "минусы kvm", "kind": "list", "gold": ["KVM"]}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of the developer's own, and an empty folder to work in."""
    for name in os.environ:
        if name.upper().startswith("KONSPEKT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def konspekt(*arguments: str | Path, typed: str = "") -> Result:
    """Runs a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)


def test_ask_prints_the_passage_under_its_heading() -> None:
    """The best passage first, then where else to look."""
    result = konspekt("ask", "--notes", NOTES, "что такое гипервизор?")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Гипервизоры › Что такое гипервизор?"
    assert lines[1].startswith("Гипервизор — это программа")
    result = konspekt("ask", "--notes", NOTES, "минусы kvm")
    assert any(line.startswith("• ") for line in result.stdout.splitlines()), "a list is one, as in the chat"


def test_ask_as_json_has_the_documented_shape() -> None:
    """One object; hits best first, at most `--limit`."""
    result = konspekt("ask", "--notes", NOTES, "--json", "--limit", "2", "минусы", "kvm")
    answer = json.loads(result.stdout)
    assert answer.keys() >= {"question", "read_as", "answered", "hits", "near"}
    assert answer["question"] == "минусы kvm"
    assert answer["answered"] is True
    assert len(answer["hits"]) == 2
    best = answer["hits"][0]
    assert best.keys() >= {"file", "breadcrumb", "line", "text", "score"}
    assert best["file"] == "hypervisors/README.md"
    assert best["breadcrumb"] == ["Гипервизоры", "KVM"]
    assert "сбой ядра" in best["text"]
    assert best["score"] >= answer["hits"][1]["score"]


def test_ask_says_no_with_headings_that_are_near() -> None:
    """A refusal shows no passage."""
    result = konspekt("ask", "--notes", NOTES, "--json", "квантовая хромодинамика")
    answer = json.loads(result.stdout)
    assert answer["answered"] is False
    assert answer["hits"] == []
    assert answer["near"]


def test_ask_can_follow_on_a_question() -> None:
    """`--previous` is asked first."""
    result = konspekt("ask", "--notes", NOTES, "--json", "--previous", "минусы kvm", "а у xen?")
    assert json.loads(result.stdout)["hits"][0]["breadcrumb"] == ["Гипервизоры", "Xen"]


def test_ask_can_explain() -> None:
    """Why the first results scored what they did."""
    result = konspekt("ask", "--notes", NOTES, "--explain", "минусы kvm")
    assert result.exit_code == 0
    assert "KVM" in result.stdout


def test_check_tells_problems_with_file_and_line() -> None:
    """Pictures that are missing: a table, and exit code 1 where there are errors."""
    result = konspekt("check", NOTES)
    assert "hypervisors/README.md:7" in result.stdout
    as_json = konspekt("check", NOTES, "--json")
    problems = json.loads(as_json.stdout)["problems"]
    assert {problem["code"] for problem in problems} >= {"missing-picture"}
    errors = any(problem["severity"] == "error" for problem in problems)
    assert result.exit_code == as_json.exit_code == int(errors)


def test_check_of_clean_notes_is_quiet(tmp_path: Path) -> None:
    """Nothing to mend: exit code 0."""
    (tmp_path / "a.md").write_text("# Тема\n\nТекст лекции о чём-то одном.\n", encoding="utf-8")
    result = konspekt("check", tmp_path)
    assert result.exit_code == 0
    assert "No problems." in result.stdout


def test_evaluate_prints_figures_by_kind(tmp_path: Path) -> None:
    """A table; with `--json` metrics and every result."""
    questions = tmp_path / "questions.jsonl"
    nothing = {"id": "N1", "question": "квантовая хромодинамика", "kind": "none", "gold": []}
    questions.write_text("\n".join(map(json.dumps, (QUESTION, nothing))), encoding="utf-8")
    result = konspekt("evaluate", questions, "--notes", NOTES)
    assert result.exit_code == 0
    assert "hit@1" in result.stdout
    assert "list" in result.stdout
    told = json.loads(konspekt("evaluate", questions, "--notes", NOTES, "--json").stdout)
    assert [one["id"] for one in told["results"]] == ["K1", "N1"]
    assert told["results"][0]["answered"] is True
    assert told["results"][1]["answered"] is False
    assert told["metrics"]["list"]["hit@1"] == 1.0
    explained = konspekt("evaluate", questions, "--notes", NOTES, "--explain", "K1")
    assert "KVM" in explained.stdout
    assert konspekt("evaluate", questions, "--notes", NOTES, "--explain", "K9").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "--notes", "missing", "x"], "--notes names 'missing', and there is no such file or folder"),
        (["run"], "KONSPEKT_TOKEN is not set: get a token from @BotFather"),
        (["evaluate", "missing.jsonl"], "missing.jsonl: cannot be read"),
        (["check", "missing"], "missing"),
    ],
)
def test_expected_errors_are_one_line_each(arguments: list[str], said: str) -> None:
    """Exit code 1, one line on the error stream, no traceback."""
    result = konspekt(*arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.output
    assert not result.stdout


def test_all_problems_of_the_settings_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line each."""
    monkeypatch.setenv("KONSPEKT_NOTES", "missing")
    monkeypatch.setenv("KONSPEKT_TOKE", "x")
    result = konspekt("run")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 3


def test_a_file_of_settings_can_be_named(tmp_path: Path) -> None:
    """Instead of `.env`: every command reads it, its problems name it, and it must be there."""
    (tmp_path / ".env").write_text("KONSPEKT_NOTES=elsewhere\n", encoding="utf-8")
    file = tmp_path / "service.env"
    file.write_text(f"KONSPEKT_NOTES={NOTES}\nKONSPEKT_DATA={tmp_path / 'kept'}\n", encoding="utf-8")
    assert "сбой ядра" in konspekt("--settings", file, "ask", "минусы kvm").stdout
    assert konspekt("--settings", file, "staff-code").exit_code == 0
    assert (tmp_path / "kept" / "konspekt.db").is_file()
    assert konspekt("--settings", file, typed="минусы kvm\n").exit_code == 0
    assert f"put KONSPEKT_TOKEN=... into {file}" in konspekt("--settings", file, "run").stderr
    missing = konspekt("--settings", tmp_path / "missing.env", "doctor")
    assert (missing.exit_code, "does not exist" in missing.stderr) == (2, True)
    assert "'elsewhere'" in konspekt("ask", "минусы kvm").stderr


def test_a_conversation_needs_no_terminal() -> None:
    """Lines from a pipe are answered, a number presses a button."""
    result = konspekt("chat", "--notes", NOTES, typed="минусы kvm\n1\nспасибо\n")
    assert result.exit_code == 0
    assert "сбой ядра останавливает все машины" in result.stdout
    assert "1. Ещё ответ (2 из " in result.stdout
    assert "1. ‹ Назад" in result.stdout
    assert "Пожалуйста!" in result.stdout
    assert "\x1b" not in result.stdout


def test_without_a_command_it_talks() -> None:
    """`konspekt` is `konspekt chat`."""
    result = konspekt(typed="")
    assert result.exit_code == 0
    assert "Конспект" in result.stdout


def test_asking_loads_neither_telegram_nor_a_database() -> None:
    """What is not needed is not imported: the start stays fast."""
    code = (
        "import sys; from click.testing import CliRunner; from bot.cli import main;"
        f"CliRunner().invoke(main, ['ask', '--notes', {str(NOTES)!r}, 'минусы kvm'], catch_exceptions=False);"
        "print(*[name for name in sys.modules if name in ('telegram', 'sqlalchemy', 'matplotlib')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.split() == []
