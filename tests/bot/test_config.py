"""Settings: all problems at once, each with what to do, and never a secret."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from bot.config import ConfigError, Settings, read_settings
from bot.data import database_url, hash_secret

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"  # noqa: S105 - of no bot


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of the developer's own, and an empty folder to work in."""
    for name in os.environ:
        if name.upper().startswith("KONSPEKT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def problems(**arguments: object) -> tuple[str, ...]:
    """What is wrong with the settings."""
    with pytest.raises(ConfigError) as raised:
        read_settings(**arguments)  # type: ignore[arg-type]
    return raised.value.problems


def test_nothing_needs_to_be_set() -> None:
    """Without settings everything has its default."""
    settings = read_settings()
    assert settings.notes is None
    assert settings.token is None
    assert settings.retention_days == 180
    assert settings.language == "ru"


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Unknown names, wrong values, a missing folder and a missing token: one line each."""
    monkeypatch.setenv("KONSPEKT_TOKEM", TOKEN)
    monkeypatch.setenv("KONSPEKT_RETENTION_DAYS", "soon")
    monkeypatch.setenv("KONSPEKT_NOTES", "no-such-folder")
    (tmp_path / ".env").write_text("KONSPEKT_LANGUAGE=de\nRETENTION_DAY=3\n", encoding="utf-8")
    found = problems(need_token=True)
    assert found == (
        "KONSPEKT_TOKEM is not a setting: did you mean KONSPEKT_TOKEN?",
        "RETENTION_DAY in .env is not a setting: did you mean KONSPEKT_RETENTION_DAYS?",
        "KONSPEKT_TOKEN is not set: get a token from @BotFather and put KONSPEKT_TOKEN=... into .env",
        "KONSPEKT_NOTES names 'no-such-folder', and there is no such file or folder",
        "KONSPEKT_LANGUAGE must be 'ru' or 'en'",
        "KONSPEKT_RETENTION_DAYS must be a valid integer",
    )


def test_no_message_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that is no token, a password in an address: named, not quoted."""
    monkeypatch.setenv("KONSPEKT_TOKEN", "my token 42")
    monkeypatch.setenv("KONSPEKT_DATABASE_URL", "mysql://user:pa55word@host/db")
    monkeypatch.setenv("KONSPEKT_WEBHOOK_SECRET", "spaces are wrong")
    told = "\n".join(problems())
    assert "KONSPEKT_TOKEN does not look like a bot token" in told
    assert "KONSPEKT_DATABASE_URL must start with sqlite:/// or postgresql://" in told
    for secret in ("my token", "42", "pa55word", "spaces are wrong"):
        assert secret not in told


def test_a_secret_is_not_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings may be printed."""
    monkeypatch.setenv("KONSPEKT_TOKEN", TOKEN)
    assert TOKEN not in repr(read_settings())
    assert TOKEN.split(":")[1] not in str(read_settings())


def test_the_command_line_goes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`--notes` wins, and is named where it is wrong."""
    monkeypatch.setenv("KONSPEKT_NOTES", "elsewhere")
    assert read_settings(notes=tmp_path).notes == tmp_path
    missing = tmp_path / "missing"
    assert problems(notes=missing) == (f"--notes names '{missing}', and there is no such file or folder",)


def test_webhooks_need_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that anybody may post to would let anybody in."""
    monkeypatch.setenv("KONSPEKT_WEBHOOK_URL", "https://bot.example.edu/telegram")
    assert problems() == (
        "KONSPEKT_WEBHOOK_SECRET is not set: webhooks need one, `openssl rand -hex 32` makes one",
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://bot.example.edu",
        "https://bot.example.edu/webhook",
        "https://bot.example.edu/konspekt/telegram",
        "https://bot.example.edu/telegram?word=x",
        "https:///telegram",
    ],
)
def test_only_the_path_that_is_served_can_be_told_to_telegram(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Any other would be answered with 404 for ever."""
    monkeypatch.setenv("KONSPEKT_WEBHOOK_SECRET", "x" * 16)
    monkeypatch.setenv("KONSPEKT_WEBHOOK_URL", address)
    (problem,) = problems()
    assert problem.startswith(
        "KONSPEKT_WEBHOOK_URL must be a host name with the path /telegram, which is all"
    )
    assert problem.endswith(": https://bot.example.edu/telegram")
    monkeypatch.setenv("KONSPEKT_WEBHOOK_URL", "https://bot.example.edu:8443/telegram/")
    assert read_settings().webhook_url == "https://bot.example.edu:8443/telegram"


def test_short_secrets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """They would be guessed: the webhook's, and the key that hides who is who."""
    monkeypatch.setenv("KONSPEKT_SECRET", "x" * 15)
    monkeypatch.setenv("KONSPEKT_WEBHOOK_SECRET", "y" * 15)
    key, word = problems()
    assert key == "KONSPEKT_SECRET must have at least 16 characters: `openssl rand -hex 32` makes one"
    assert word.startswith(
        "KONSPEKT_WEBHOOK_SECRET must have 16 to 256 characters, only A-Z a-z 0-9 _ and -:"
    )
    monkeypatch.setenv("KONSPEKT_SECRET", "x" * 16)
    monkeypatch.setenv("KONSPEKT_WEBHOOK_SECRET", "y" * 16)
    assert read_settings().secret is not None


def test_names_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The test suite's and compose.yaml's names are no mistakes."""
    monkeypatch.setenv("KONSPEKT_TEST_POSTGRES", "postgresql://localhost/test")
    (tmp_path / ".env").write_text("KONSPEKT_DOMAIN=bot.example.edu\nPOSTGRES_PASSWORD=x\n", encoding="utf-8")
    assert read_settings().language == "ru"


@pytest.mark.parametrize("value", ["8080", ":8080", "localhost:", "localhost:99999", "localhost:http"])
def test_an_address_has_a_host_and_a_port(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """What cannot be listened at is told before the start."""
    monkeypatch.setenv("KONSPEKT_LISTEN", value)
    assert problems() == ("KONSPEKT_LISTEN must be an address and a port, for example 127.0.0.1:8080",)


def test_the_key_of_the_hashes_is_made_once_and_private(tmp_path: Path) -> None:
    """It stays the same between starts, and only its owner can read it."""
    settings = Settings(data=tmp_path / "data")
    made = hash_secret(settings)
    assert len(made) == 64
    assert hash_secret(settings) == made
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600


def test_half_a_key_is_no_key(tmp_path: Path) -> None:
    """A disk that was full left an empty file: hashes of nothing would tell whose they are."""
    settings = Settings(data=tmp_path)
    (tmp_path / "secret").write_text("", encoding="ascii")
    with pytest.raises(ConfigError, match="holds no whole key"):
        hash_secret(settings)
    (tmp_path / "secret").unlink()
    assert len(hash_secret(settings)) == 64
    assert [one.name for one in tmp_path.iterdir()] == ["secret"]


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file in its place gives one line with what to do."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="KONSPEKT_DATA: cannot write to"):
        database_url(Settings(data=tmp_path / "file" / "data"))
