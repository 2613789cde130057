"""Settings of the desk: when the digest comes, and codes that nobody guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.config import ConfigError, read_settings
from bot.weekly import read_moment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "moment"),
    [("mon 9", (0, 9)), ("SUN 23", (6, 23)), ("friday 0", (4, 0)), ("off", None), (" Off ", None)],
)
def test_a_moment_of_the_week(written: str, moment: tuple[int, int] | None) -> None:
    """A day and an hour, or nothing."""
    assert read_moment(written) == moment


@pytest.mark.parametrize("written", ["", "mon", "9", "mon 24", "mon -1", "someday 9", "mon 9 30"])
def test_what_is_no_moment(written: str) -> None:
    """Refused with an example."""
    with pytest.raises(ValueError, match="for example: mon 9"):
        read_moment(written)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("DIGEST", "every day", "KONSPEKT_DIGEST must be off, or a day and an hour, for example: mon 9"),
        ("STAFF_CODE", "short", "KONSPEKT_STAFF_CODE must have at least 12 characters"),
        ("STAFF_CODE", "two words are one too many", "KONSPEKT_STAFF_CODE must have at least 12 characters"),
        ("OWNER", "@maria", "KONSPEKT_OWNER must be a valid integer"),
    ],
)
def test_settings_that_make_no_sense(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, problem: str
) -> None:
    """Reported by name, without the value."""
    monkeypatch.setenv(f"KONSPEKT_{name}", value)
    with pytest.raises(ConfigError) as caught:
        read_settings(env_file=tmp_path / ".env")
    (line,) = caught.value.problems
    assert line.startswith(problem)
    assert value not in line
