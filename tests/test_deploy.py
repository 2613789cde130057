"""The files for running it elsewhere: they name only what exists, and give no more rights than are needed."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import SecretStr

from bot.config import WEBHOOK_PATH, Settings

ROOT: Final = Path(__file__).parents[1]
FILES: Final = (
    "compose.yaml",
    "Dockerfile",
    "deploy/Caddyfile",
    "deploy/backup",
    "deploy/konspekt",
    "deploy/konspekt.env",
    "deploy/konspekt.service",
)
OURS: Final = {f"KONSPEKT_{name.upper()}" for name in Settings.model_fields}
ONLY_COMPOSE: Final = {"KONSPEKT_DOMAIN", "KONSPEKT_NOTES_FOLDER"}
"""Read by compose itself."""


def _services() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))[
        "services"
    ]
    return services


def test_every_setting_named_exists() -> None:
    """A misspelt one would stop the bot at the start."""
    for name in FILES:
        used = set(re.findall(r"KONSPEKT_[A-Z_]+", (ROOT / name).read_text(encoding="utf-8")))
        assert used - ONLY_COMPOSE <= OURS, name


def test_the_bots_container_has_no_rights_it_does_not_need() -> None:
    """Read-only root, no capabilities, no way to get any; only its volumes can be written."""
    bot = _services()["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in bot["security_opt"]
    assert {volume.rpartition(":")[2] for volume in bot["volumes"]} == {"/notes", "/data"}
    assert "ports" not in bot


def test_the_containers_user_is_not_root() -> None:
    """And the health check asks the address that the bot listens at."""
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = image.rpartition("\nFROM ")[2]
    assert re.search(r"^USER (?!root)\w+", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert f"http://{Settings.model_fields['health_listen'].default}/healthz" in last


def test_the_proxy_lets_only_the_webhook_through() -> None:
    """To the path and port that the bot serves."""
    proxy = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    environment = _services()["bot"]["environment"]
    assert f"path {WEBHOOK_PATH}\n" in proxy
    assert environment["KONSPEKT_WEBHOOK_URL"].endswith(WEBHOOK_PATH)
    assert f"dynamic a bot {environment['KONSPEKT_LISTEN'].rpartition(':')[2]}" in proxy
    assert "respond 404" in proxy


def test_replicas_have_time_to_stop_and_secrets_have_no_defaults() -> None:
    """A default password is a public one."""
    services = _services()
    assert services["bot"]["stop_grace_period"] == "15s"
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    for name in ("KONSPEKT_TOKEN", "KONSPEKT_SECRET", "KONSPEKT_WEBHOOK_SECRET", "POSTGRES_PASSWORD"):
        assert re.search(rf"\$\{{{name}:\?", text), name


def test_the_page_makes_every_value_that_compose_asks_for(tmp_path: Path) -> None:
    """Its lines, run in an empty folder: values that the bot accepts."""
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8").splitlines()
    lines = [line for line in page if line.startswith(("printf 'KONSPEKT_TOKEN", "for name in KONSPEKT"))]
    assert len(lines) == 2
    subprocess.run(["sh", "-e", "-c", "\n".join(lines)], cwd=tmp_path, check=True)
    made = dict(re.findall(r"^(\w+)=(.+)$", (tmp_path / ".env").read_text(encoding="utf-8"), re.MULTILINE))
    asked = set(re.findall(r"\$\{(\w+):\?", (ROOT / "compose.yaml").read_text(encoding="utf-8")))
    assert made.keys() == asked
    accepted = Settings(
        secret=SecretStr(made["KONSPEKT_SECRET"]),
        webhook_secret=SecretStr(made["KONSPEKT_WEBHOOK_SECRET"]),
        webhook_url=f"https://{made['KONSPEKT_DOMAIN']}{WEBHOOK_PATH}",
    )
    assert accepted.webhook_secret
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0


def test_memory_is_what_the_page_says() -> None:
    """A limit below it would kill the bot when it reads its notes anew."""
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    rows = re.findall(r"\| (\d+) (MB|GB) \| (SQLite[^|]*|PostgreSQL) \|$", page, re.MULTILINE)
    sizes = {kind: int(number) * (1 if unit == "MB" else 1024) for number, unit, kind in rows}
    unit = re.search(r"^MemoryMax=(\d+)M$", _deployed("konspekt.service"), re.MULTILINE)
    assert unit
    assert max(size for kind, size in sizes.items() if "SQLite" in kind) <= int(unit[1])
    assert _services()["bot"]["mem_limit"] == f"{max(sizes.values()) // 1024}g"


def test_a_dump_that_fails_is_tried_again_soon_and_leaves_nothing(tmp_path: Path) -> None:
    """Half a dump never has a dump's name, old ones go only when a new one is whole."""
    programs, backups = tmp_path / "bin", tmp_path / "backups"
    programs.mkdir()
    backups.mkdir()
    (backups / "konspekt-2020-01-01.dump.part").write_text("half")
    for day in range(1, 19):
        old = backups / f"konspekt-2020-02-{day:02}.dump"
        old.write_text("whole")
        os.utime(old, (day, day))
    (programs / "pg_dump").write_text(
        "#!/bin/sh\nfor one; do file=${one#--file=}; done\n"
        'echo half > "$file"\ntest -e "$0.well" && echo whole > "$file"\n'
    )
    # Instead of waiting: after the second attempt the server is back, after the third the test is over.
    (programs / "sleep").write_text(
        '#!/bin/sh\necho "$1" >> "$0.log"\ncase $(wc -l < "$0.log") in 2) touch "${0%sleep}pg_dump.well";; '
        "3) kill $PPID;; esac\n"
    )
    for program in programs.iterdir():
        program.chmod(0o755)
    done = subprocess.run(
        ["sh", ROOT / "deploy" / "backup", backups],
        env={"PATH": f"{programs}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (programs / "sleep.log").read_text().split() == ["600", "600", "86400"]
    assert done.stderr.count("backup: FAILED") == 2
    assert re.search(r"backup: \S+\.dump, 6 bytes", done.stdout)
    left = sorted(path.name for path in backups.iterdir())
    assert len(left) == 14
    assert left[0] == "konspekt-2020-02-06.dump"
    assert (backups / left[-1]).read_text() == "whole\n"


def _deployed(name: str) -> str:
    return (ROOT / "deploy" / name).read_text(encoding="utf-8")


def test_the_service_and_the_command_are_the_same_program_settings_and_user() -> None:
    """What `konspekt doctor` looks at is what the bot works with."""
    unit, command = _deployed("konspekt.service"), _deployed("konspekt")
    started = re.search(r"^ExecStart=(.*) run$", unit, re.MULTILINE)
    user = re.search(r"^User=(\w+)$", unit, re.MULTILINE)
    assert started
    assert user
    assert f"runuser -u {user[1]} -- {started[1]} " in command
    assert "Environment" not in unit, "the command would not know of it"


def test_the_page_puts_everything_where_the_service_looks_for_it() -> None:
    """Settings that only the service reads, data that only it reaches, notes that it may write."""
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    unit = _deployed("konspekt.service")
    settings = dict(re.findall(r"^(KONSPEKT_\w+)=(.*)$", _deployed("konspekt.env"), re.MULTILINE))
    assert settings["KONSPEKT_TOKEN"] == ""
    data, notes = settings["KONSPEKT_DATA"], settings["KONSPEKT_NOTES"]
    (file,) = re.findall(r"--settings (\S+) run", unit)
    for line in (
        f"install -d -o konspekt -g konspekt -m 700 {data}",
        f"install -d -o konspekt -g konspekt -m 755 {notes}",
        f"install -o konspekt -g konspekt -m 600 deploy/konspekt.env {file}",
    ):
        assert f"\n{line}\n" in page
    assert f"--home-dir {data} " in page
    assert f"HOME={data} " in _deployed("konspekt")
    assert f"StateDirectory={data.removeprefix('/var/lib/')}\n" in unit
    assert f"ReadWritePaths=-{notes}\n" in unit
