"""What the Dockerfile does, done without a container engine: its build steps in an empty folder."""

from __future__ import annotations

import fnmatch
import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UV = shutil.which("uv")


def _build_stage() -> list[tuple[str, list[str]]]:
    """The COPY and `RUN uv` steps of the first stage, in order, as (instruction, words)."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    stages = [number for number, line in enumerate(lines) if line.startswith("FROM ")]
    steps = []
    for line in lines[stages[0] : stages[1]]:
        words = shlex.split(line, comments=True)
        if words and (words[0] == "COPY" or words[:2] == ["RUN", "uv"]):
            steps.append((words[0], words[1:]))
    return steps


def _context() -> list[Path]:
    """The files that reach the image: what git would ship, less what .dockerignore leaves out."""
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    kept = [rule.removeprefix("!") for rule in rules if rule.startswith("!")]
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [Path(name) for name in listed if any(fnmatch.fnmatch(Path(name).parts[0], rule) for rule in kept)]


def _copy(sources: list[str], target: Path) -> None:
    for file in _context():
        if (sources == ["."] or str(file) in sources) and (ROOT / file).is_file():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / file, target / file)


@pytest.mark.skipif(UV is None, reason="uv is not on the PATH")
def test_the_image_build_gives_a_program_that_answers_from_its_bundled_notes(tmp_path: Path) -> None:
    """The Dockerfile's own steps, in an empty folder, install a program that stands alone."""
    app, elsewhere = tmp_path / "app", tmp_path / "elsewhere"
    app.mkdir()
    elsewhere.mkdir()
    bare = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KONSPEKT_", "UV_", "VIRTUAL_ENV"))
    }
    steps = _build_stage()
    assert [step for step, _ in steps].count("RUN") == 3
    for step, words in steps:
        if step == "COPY":
            _copy(words[:-1], app)
        else:
            subprocess.run(words, cwd=app, env=bare, check=True, capture_output=True)
    shutil.rmtree(app / "bot")  # what runs must be the installed program, not the sources beside it
    konspekt = app / ".venv" / "bin" / "konspekt"
    asked = subprocess.run(
        [konspekt, "ask", "--json", "что такое гипервизор?"],
        cwd=elsewhere,
        env=bare,
        check=True,
        capture_output=True,
        text=True,
    )
    answer = json.loads(asked.stdout)
    assert answer["answered"]
    assert "гипервизор" in answer["hits"][0]["text"].lower()
    site = next((app / ".venv" / "lib").glob("python3*/site-packages"))
    assert list((site / "corpus" / "notes").glob("**/*.png")), "the bundled pictures are not installed"
    assert list((site / "index" / "thesaurus").glob("*.txt")), "the thesaurus is not installed"
    assert list((site / "bot" / "storage" / "migrations").glob("**/*.py")), "the migrations are not installed"
    listed = json.loads((app / "sbom.json").read_text(encoding="utf-8"))["components"]
    assert "scikit-learn" in {one["name"] for one in listed}
    assert not (site / "tests").exists()
    assert not (site / "pytest").exists(), "development tools are in the image"
