"""Every command that a page shows is run, or stands here with the reason why it is not."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from bot.config import Settings
from corpus import bundled_notes

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
    # Pages that are records or have a test of their own.
    if path.name not in {"CHANGELOG.md", "transcript.md", "benchmarks.md", "lecturers.md", "lecturers.ru.md"}
)
NOT_RUN: Final = {
    "uv run pytest": "this is it",
    "uv sync": "the environment that this runs in; tests/test_install.py does it in an empty folder",
    "uv sync --locked --no-dev": "the same, with the Python of the system",
    ".ci/run": "it calls these tests",
    "KONSPEKT_NOTES=NOTES KONSPEKT_TOKEN=... uv run konspekt run": "tests/bot/test_shore_process.py runs it",
    "git clone": "needs the network",
    "useradd": "changes the machine",
    "install": "changes the machine; tests/test_deploy.py compares the paths",
    "chown": "changes the machine",
    "printf 'KONSPEKT_TOKEN": "tests/test_deploy.py runs it",
    "for name in KONSPEKT_SECRET": "tests/test_deploy.py runs it",
    "mkdir -p notes": "changes the machine",
    "docker compose": "needs a container engine",
    "systemctl": "changes the machine; systemd-analyze checks the unit below",
}
FAILS: Final = {"konspekt doctor": 1}
"""Exit codes of commands that have something to complain about here: there is no token."""


def _commands(page: Path) -> list[str]:
    """The lines of `sh` blocks, comments gone, `cd` left out."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = [re.sub(r"\s+#.*", "", line).strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


SHOWN: Final = sorted({command for page in PAGES for command in _commands(page)})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with notes, questions, a database and the service's files, as the pages take for granted."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(bundled_notes(), folder / "NOTES")
    shutil.copyfile(bundled_notes() / "questions.jsonl", folder / "QUESTIONS.jsonl")
    for name in ("konspekt", "konspekt.env"):
        (folder / name).write_text(_moved((ROOT / "deploy" / name).read_text(encoding="utf-8"), folder))
    # Nobody but root may become another user.
    (folder / "runuser").write_text('#!/bin/sh\ntest "$1 $2 $3" = "-u konspekt --" && shift 3 && exec "$@"\n')
    for name in ("konspekt", "runuser"):
        (folder / name).chmod(0o755)
    _run("konspekt doctor", folder)
    _run("konspekt backup /var/lib/konspekt/backup.db", folder)
    return folder


def _moved(text: str, folder: Path) -> str:
    """Something of the page with its installation in a folder of the test."""
    for there, here in (
        ("/opt/konspekt/.venv/bin/konspekt", f"{sys.executable} -m bot"),
        ("/etc/konspekt.env", f"{folder}/konspekt.env"),
        ("/var/lib/konspekt", f"{folder}/data"),
        ("/srv/notes", f"{folder}/NOTES"),
    ):
        text = text.replace(there, here)
    return text


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shown command: `konspekt` as the service has it, `uv run konspekt` as in the folder."""
    words = shlex.split(_moved(command, folder))
    given = dict(word.split("=", 1) for word in words if re.match(r"KONSPEKT_\w+=", word))
    arguments = words[words.index("konspekt") + 1 :]
    program = [folder / "konspekt"] if words[0] == "konspekt" else [sys.executable, "-m", "bot"]
    return subprocess.run(
        [*program, *arguments],
        cwd=folder,
        env={"PATH": f"{folder}:/usr/bin:/bin", "KONSPEKT_API_URL": "http://127.0.0.1:9", **given},
        input="",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _reason(command: str) -> str | None:
    return next((reason for begin, reason in NOT_RUN.items() if command.startswith(begin)), None)


def test_pages_show_commands() -> None:
    """The blocks are found at all."""
    assert len(SHOWN) > 10


@pytest.mark.parametrize("command", [one for one in SHOWN if _reason(one) is None])
def test_shown_commands_work(command: str, folder: Path) -> None:
    """As the page shows it, in a folder with notes."""
    assert re.match(r"(KONSPEKT_\w+=\S+ )*(uv run )?konspekt", command), f"run it or say why not: {command}"
    done = _run(command, folder)
    expected = next((code for begin, code in FAILS.items() if command.startswith(begin)), 0)
    assert done.returncode == expected, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_every_exception_is_still_shown() -> None:
    """A reason for a command that no page shows is left over."""
    assert [begin for begin in NOT_RUN if not any(one.startswith(begin) for one in SHOWN)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Relative links and files named in `code` exist."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (page.parent / target).exists(), target
    for name in re.findall(r"`((?:bot|corpus|index|tests|docs|deploy)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_the_unit_file_is_one_that_systemd_understands() -> None:
    """Unknown or misspelt directives would be ignored silently."""
    checked = subprocess.run(
        ["systemd-analyze", "verify", ROOT / "deploy" / "konspekt.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in checked.stderr.splitlines() if "konspekt.service" in line]
    assert [line for line in complaints if "is not executable" not in line] == []


def test_the_page_of_settings_lists_each_with_its_default() -> None:
    """Name by name, in the order of the code."""
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `KONSPEKT_(\w+)` \| ([^|]+) \|", page, re.MULTILINE))
    assert list(listed) == [name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        shown = listed[name.upper()].strip()
        if re.fullmatch(r"`[^`]+`", shown):
            default = str(field.default)
            assert shown.strip("`") == (default.lower() if field.annotation is bool else default)
