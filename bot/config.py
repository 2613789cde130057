"""Settings from the environment and `.env`: every problem is reported at once, no secret is ever shown."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from bot.weekly import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PREFIX = "KONSPEKT_"
_OTHERS = ("KONSPEKT_TEST_", "KONSPEKT_DOMAIN", "KONSPEKT_NOTES_FOLDER", "POSTGRES_PASSWORD", "COMPOSE_")
"""Beginnings of names that belong to the test suite and to compose.yaml, which share `.env`."""
SHORTEST_CODE = 12
SHORTEST_SECRET = 16
WEBHOOK_PATH = "/telegram"
"""The only path that is served to Telegram, and let through by the proxy of deploy/Caddyfile."""
LONGEST_COURSE = 60  # characters that a button shows; the store has room for 64
_MAKE_ONE = "`openssl rand -hex 32` makes one"
_CLOSE = 0.72  # how alike two names must be to ask "did you mean": one or two letters of a long name


class ConfigError(Exception):
    """The settings do not allow a start; one line a problem."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _looks_like_a_token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]+:[\w-]+", value.get_secret_value()):
        message = "does not look like a bot token (digits, a colon, letters): copy it from @BotFather"
        raise ValueError(message)
    return value


def _known_zone(value: str) -> str:
    if value not in available_timezones():
        message = "is not a time zone: use a name like Europe/Moscow or UTC"
        raise ValueError(message)
    return value


def _host_and_port(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:  # noqa: PLR2004 - the highest TCP port
        message = "must be an address and a port, for example 127.0.0.1:8080"
        raise ValueError(message)
    return value


def _http(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        message = "must start with https:// (or http://)"
        raise ValueError(message)
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    address = urlsplit(value)
    if not address.netloc or address.path != WEBHOOK_PATH or address.query or address.fragment:
        message = f"must be a host name with the path {WEBHOOK_PATH}, which is all that is served: "
        raise ValueError(message + f"https://bot.example.edu{WEBHOOK_PATH}")
    return value


def _webhook_word(value: SecretStr) -> SecretStr:
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{{SHORTEST_SECRET},256}}", value.get_secret_value()):
        message = f"must have {SHORTEST_SECRET} to 256 characters, only A-Z a-z 0-9 _ and -: {_MAKE_ONE}"
        raise ValueError(message)
    return value


def _key(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_SECRET:
        message = f"must have at least {SHORTEST_SECRET} characters: {_MAKE_ONE}"
        raise ValueError(message)
    return value


def _long_enough(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_CODE or " " in value.get_secret_value():
        message = f"must have at least {SHORTEST_CODE} characters and no spaces, so that nobody guesses it"
        raise ValueError(message)
    return value


def _moment(value: str) -> str:
    read_moment(value)
    return value


def _existing(value: Path) -> Path:
    if not value.exists():
        message = f"names {str(value)!r}, and there is no such file or folder"
        raise ValueError(message)
    return value


def course_folders(courses: Path) -> dict[str, Path]:
    """The folders of several courses, by name in alphabetical order.

    Args:
        courses: The folder they lie in.
    """
    found = [one for one in courses.iterdir() if one.is_dir() and not one.name.startswith(".")]
    return {one.name: one for one in sorted(found, key=lambda one: one.name.casefold())}


def _courses(value: Path) -> Path:
    folders = course_folders(value) if _existing(value).is_dir() else {}
    if not folders:
        message = f"names {str(value)!r}, which must be a folder with a folder for each course in it"
        raise ValueError(message)
    if long := [name for name in folders if len(name) > LONGEST_COURSE]:
        message = f"holds {long[0]!r}: the name of a course has at most {LONGEST_COURSE} characters"
        raise ValueError(message)
    return value


def _database(value: SecretStr) -> SecretStr:
    if not re.match(r"(sqlite|postgres(ql)?)(\+\w+)?://", value.get_secret_value()):
        message = "must start with sqlite:/// or postgresql://"
        raise ValueError(message)
    return value


Address = Annotated[str, AfterValidator(_host_and_port)]
Url = Annotated[str, AfterValidator(_http)]


class Settings(BaseSettings):
    """What an operator can set; each as `KONSPEKT_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: Annotated[SecretStr, AfterValidator(_looks_like_a_token)] | None = None
    """Bot token from @BotFather."""
    notes: Annotated[Path, AfterValidator(_existing)] | None = None
    """Folder of Markdown files, or one file; None: the bundled lecture."""
    courses: Annotated[Path, AfterValidator(_courses)] | None = None
    """Folder with a folder for each of several courses; instead of `notes`."""
    database_url: Annotated[SecretStr, AfterValidator(_database)] | None = None
    """PostgreSQL or SQLite by URL; None: SQLite in `data`. May hold a password."""
    data: Path = Path("data")
    """Folder for the database and the key of the hashes."""
    secret: Annotated[SecretStr, AfterValidator(_key)] | None = None
    """Key of the hashes that stand for user ids; None: made once and kept in `data`."""
    language: Literal["ru", "en"] = "ru"
    """Where neither a person's language nor a group's setting decides."""
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Europe/Moscow"
    """Of quiet hours and reports."""
    retention_days: int = Field(default=180, ge=1, le=3650)
    """Questions older than this are erased."""
    protect: bool = False
    """Answers may not be forwarded or saved."""
    person_limit: int = Field(default=20, ge=1, le=1000)
    """Questions a minute from one person."""
    group_limit: int = Field(default=20, ge=1, le=1000)
    """Questions a minute in one group: Telegram lets a bot send about 20 messages a minute there."""
    owner: int | None = Field(default=None, ge=1)
    """Telegram user id of whoever holds the server: may do in private what instructors may."""
    staff_code: Annotated[SecretStr, AfterValidator(_long_enough)] | None = None
    """Binds a course's staff chat once; None: codes come from `konspekt staff-code`."""
    digest: Annotated[str, AfterValidator(_moment)] = "mon 9"
    """When the staff chats get their weekly digest: a day and an hour, or `off`."""
    log_format: Literal["console", "json"] = "console"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    api_url: Url = "https://api.telegram.org"
    """Another address for a Bot API server of one's own."""
    webhook_url: Annotated[Url, AfterValidator(_webhook_url)] | None = None
    """Public address of this bot; set: webhooks, not set: long polling."""
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_word)] | None = None
    """Sent by Telegram with each webhook, so that nobody else's is believed."""
    listen: Address = "127.0.0.1:8081"
    """Where webhooks arrive."""
    health_listen: Address = "127.0.0.1:8080"
    """Where /healthz, /readyz and /metrics are served."""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone, ready to use."""
        return ZoneInfo(self.timezone)


def read_settings(
    *,
    notes: Path | None = None,
    need_token: bool = False,
    environment: Mapping[str, str] | None = None,
    env_file: Path = Path(".env"),
) -> Settings:
    """Read the settings.

    Args:
        notes: What the command line says; goes before the environment.
        need_token: Whether a bot is to be started.
        environment: For unknown names only; the process's own where None.
        env_file: The file of settings; may be missing.

    Raises:
        ConfigError: With every problem there is, one line each.
    """
    environment = os.environ if environment is None else environment
    in_file = _file_values(env_file)
    problems = _unknown_names(environment, in_file, env_file)
    problems += _missing({**in_file, **environment}, env_file, need_token=need_token)
    problems += [] if notes else _contradictions({**in_file, **environment})
    try:
        # The keyword is pydantic-settings' own and no field.
        settings = Settings(_env_file=env_file, **({"notes": notes, "courses": None} if notes else {}))  # type: ignore[call-arg,arg-type]
    except ValidationError as error:
        source = "--notes" if notes else f"{PREFIX}NOTES"
        found = [_sentence(dict(one)) for one in error.errors(include_input=False, include_url=False)]
        problems += [line.replace(f"{PREFIX}NOTES", source) for line in found]
        raise ConfigError(*problems) from None  # its text could show what was typed
    if problems:
        raise ConfigError(*problems)
    return settings


def _missing(given: Mapping[str, str | None], env_file: Path, *, need_token: bool) -> list[str]:
    """What is needed and not there."""
    names = {name.upper() for name, value in given.items() if value}
    problems = []
    if need_token and f"{PREFIX}TOKEN" not in names:
        problems.append(
            f"{PREFIX}TOKEN is not set: get a token from @BotFather and put {PREFIX}TOKEN=... into {env_file}"
        )
    if f"{PREFIX}WEBHOOK_URL" in names and f"{PREFIX}WEBHOOK_SECRET" not in names:
        problems.append(f"{PREFIX}WEBHOOK_SECRET is not set: webhooks need one, {_MAKE_ONE}")
    return problems


def _contradictions(given: Mapping[str, str | None]) -> list[str]:
    """What cannot hold together."""
    names = {name.upper() for name, value in given.items() if value}
    if {f"{PREFIX}NOTES", f"{PREFIX}COURSES"} <= names:
        return [f"{PREFIX}NOTES and {PREFIX}COURSES are both set: keep one, for one course or for several"]
    return []


def _file_values(env_file: Path) -> dict[str, str | None]:
    if not env_file.is_file():
        return {}
    source = DotEnvSettingsSource(Settings, env_file=env_file, env_file_encoding="utf-8")
    return {name.upper(): value for name, value in source.env_vars.items()}


def _unknown_names(environment: Mapping[str, str], in_file: Iterable[str], env_file: Path) -> list[str]:
    known = sorted(PREFIX + name.upper() for name in Settings.model_fields)
    ours = sorted(name for name in environment if name.upper().startswith(PREFIX))
    problems = [_unknown(name, known, "") for name in ours if not _allowed(name, known)]
    return problems + [
        _unknown(name, known, f" in {env_file}") for name in sorted(in_file) if not _allowed(name, known)
    ]


def _allowed(name: str, known: Iterable[str]) -> bool:
    return name.upper() in known or name.upper().startswith(_OTHERS)


def _unknown(name: str, known: Iterable[str], where: str) -> str:
    bare = {one.removeprefix(PREFIX): one for one in known}
    near = difflib.get_close_matches(name.upper().removeprefix(PREFIX), sorted(bare), n=1, cutoff=_CLOSE)
    advice = f": did you mean {bare[near[0]]}?" if near else ": remove it (see docs/settings.md)"
    return f"{name}{where} is not a setting{advice}"


def _sentence(error: dict[str, object]) -> str:
    """One line for one of pydantic's errors, without the value."""
    loc = error["loc"]
    name = PREFIX + str(loc[0]).upper() if isinstance(loc, tuple) and loc else "settings"
    message = str(error["msg"])
    if error["type"] == "value_error":
        return f"{name} {message.removeprefix('Value error, ')}"
    return f"{name} must be {message.removeprefix('Input should be ').split(',')[0]}"


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Every word that nobody may see: for logs and reports.

    Args:
        settings: The operator's.
    """
    kept = (settings.token, settings.secret, settings.webhook_secret, settings.staff_code)
    return tuple(one.get_secret_value() for one in kept if one)
