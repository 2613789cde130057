"""`konspekt doctor`, `backup`, `restore`: what an operator sees."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from bot.cli import main
from bot.commands.doctor import State, examine
from bot.config import Settings
from bot.shore.server import Server
from bot.shore.webhook import Webhook
from tests.load.app.town import free_port
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.commands.doctor import Finding

NOWHERE = "http://127.0.0.1:9"
"""Nobody listens at the discard port: the clock is not compared."""


async def _examined(tmp_path: Path, fake: FakeTelegram, **given: Any) -> dict[str, Finding]:  # noqa: ANN401 - settings
    settings = Settings.model_validate(
        {"token": fake.token, "data": tmp_path / "data", "api_url": NOWHERE, **given}
    )
    return {one.what: one async for one in examine(settings, fake.request())}


async def test_a_healthy_bot_needs_nothing(tmp_path: Path) -> None:
    """Every check is made, none asks for a repair."""
    found = await _examined(tmp_path, FakeTelegram())
    assert {"settings", "notes", "store", "clock", "token", "webhook"} <= set(found)
    assert all(one.state is not State.FIX for one in found.values())
    assert "@konspekt_bot" in found["token"].said


async def test_a_refused_token_is_named_and_not_shown(tmp_path: Path) -> None:
    """What to do is told; the token is not."""
    fake = FakeTelegram()
    wrong = "999999:" + "B" * 35
    found = await _examined(tmp_path, fake, token=wrong)
    assert found["token"].state is State.FIX
    assert "BotFather" in found["token"].said
    assert wrong not in "".join(map(str, found.values()))


async def test_a_store_that_cannot_be_opened_is_a_line(tmp_path: Path) -> None:
    """A password in the address is not shown either."""
    url = "postgresql://konspekt:hunter2@127.0.0.1:9/none"
    found = await _examined(tmp_path, FakeTelegram(), database_url=url, secret="x" * 16)
    assert found["store"].state is State.FIX
    assert "hunter2" not in str(found["store"])


async def test_notes_with_errors_are_pointed_out(tmp_path: Path) -> None:
    """The bot works; `check` tells more."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("# A\n\ntext ![](gone.png)\n", encoding="utf-8")
    found = await _examined(tmp_path, FakeTelegram(), notes=notes)
    assert found["notes"].state is State.NOTE
    assert "konspekt check" in found["notes"].said


async def test_notes_that_cannot_be_written_to_are_pointed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions are answered; what instructors send could not be kept."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("# A\n\ntext\n", encoding="utf-8")
    assert (await _examined(tmp_path, FakeTelegram(), notes=notes))["notes"].state is State.OK
    monkeypatch.setattr("os.access", lambda path, _: path != notes)  # root may write anywhere
    found = await _examined(tmp_path, FakeTelegram(), notes=notes)
    assert found["notes"].state is State.NOTE
    assert f"{notes} cannot be written to" in found["notes"].said


async def test_a_webhook_with_another_secret_is_told(tmp_path: Path) -> None:
    """Telegram's own requests are refused: it was told another word than the bot knows."""
    fake = FakeTelegram()

    async def receive(_: object) -> None:
        """Never reached."""

    server = Server(Webhook(receive, "y" * 16).app(), "127.0.0.1:0")
    url = f"http://127.0.0.1:{await server.start()}/telegram"
    settings = {"webhook_url": url, "webhook_secret": "y" * 16}
    async with fake.served() as served:
        fake.api.updates.set_webhook({"url": url, "secret_token": "x" * 16})
        assert (await _examined(tmp_path, fake, **settings))["webhook"].state is State.OK
        anna = fake.private("Анна").private
        await fake.feed(fake.api.updates.number("message", {"chat": anna.json, "text": "?"}))
        while not served.refused:  # noqa: ASYNC110 - the fake's number, no event
            await asyncio.sleep(0.01)
        found = await _examined(tmp_path, fake, **settings)
    await server.stop()
    assert found["webhook"].state is State.FIX
    assert "401 Unauthorized; it was told another KONSPEKT_WEBHOOK_SECRET" in found["webhook"].said


def test_without_a_token_the_command_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One readable line a check, and exit code 1."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONSPEKT_API_URL", NOWHERE)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "FIX   token     KONSPEKT_TOKEN is not set" in result.output


def test_a_lost_key_is_told_and_can_be_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that came back without it: doctor and `run` say what to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONSPEKT_API_URL", NOWHERE)
    monkeypatch.setenv("KONSPEKT_TOKEN", FakeTelegram().token)
    runner = CliRunner()
    assert "FIX   store" not in runner.invoke(main, ["doctor"]).output
    key = tmp_path / "data" / "secret"
    kept = key.read_text(encoding="ascii")
    key.unlink()
    assert "FIX   store     cannot open sqlite" in runner.invoke(main, ["doctor"]).output
    for command in ("report", "staff-code"):
        refused = runner.invoke(main, [command])
        assert refused.exit_code == 1
        assert "it was written with another key of the hashes" in refused.stderr
    monkeypatch.setenv("KONSPEKT_HEALTH_LISTEN", f"127.0.0.1:{free_port()}")
    # A process of its own: it would set up the logs of this one.
    run = subprocess.run([sys.executable, "-m", "bot", "run"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "it was written with another key of the hashes" in run.stderr
    new = key.read_text(encoding="ascii")
    key.write_text(kept, encoding="ascii")
    assert runner.invoke(main, ["staff-code"]).exit_code == 0
    key.write_text(new, encoding="ascii")
    assert "this key is accepted" in runner.invoke(main, ["accept-key"]).output
    assert runner.invoke(main, ["staff-code"]).exit_code == 0


def test_backup_and_restore_bring_the_database_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there is kept beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONSPEKT_API_URL", NOWHERE)
    runner = CliRunner()
    assert runner.invoke(main, ["backup", "copy.db"]).exit_code == 1
    runner.invoke(main, ["doctor"])  # makes the database
    assert runner.invoke(main, ["backup", "copy.db"]).exit_code == 0
    (tmp_path / "data" / "konspekt.db").write_bytes(b"broken")
    restored = runner.invoke(main, ["restore", "copy.db"])
    assert restored.exit_code == 0, restored.output
    assert (tmp_path / "data" / "konspekt.db").read_bytes().startswith(b"SQLite format 3")
    assert len(list((tmp_path / "data").glob("*before*"))) >= 1
