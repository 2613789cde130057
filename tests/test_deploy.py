"""The files for running it elsewhere: they name only what exists, and give no more rights than are needed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import yaml

from bot.config import WEBHOOK_PATH, Settings

ROOT: Final = Path(__file__).parents[1]
FILES: Final = (
    "compose.yaml",
    "Dockerfile",
    "deploy/Caddyfile",
    "deploy/konspekt",
    "deploy/konspekt.env",
    "deploy/konspekt.service",
)
OURS: Final = {f"KONSPEKT_{name.upper()}" for name in Settings.model_fields}
ONLY_COMPOSE: Final = {"KONSPEKT_DOMAIN"}
"""Read by compose itself and handed on inside addresses."""


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
    assert {volume.split(":")[1] for volume in bot["volumes"]} == {"/notes", "/data"}
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
