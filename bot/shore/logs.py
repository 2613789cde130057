"""Logs for people or machines, from which no secret can be read."""

from __future__ import annotations

import logging
import re
import sys
import threading
from typing import TYPE_CHECKING, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

_TOKEN = re.compile(r"(?<!\d)\d{5,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
"""Anything that looks like a bot token, also inside of an address."""
_PASSWORD = re.compile(r"(\w+://[^\s:/@]*:)[^\s/@]+(?=@)")
"""The password of an address."""
_HIDDEN = "<secret>"
_LEAST = 6  # characters: hiding shorter words would hide the log

_QUIET = (
    "aiohttp",
    "aiosqlite",
    "alembic",
    "asyncio",
    "filelock",
    "httpcore",
    "httpx",
    "markdown_it",
    "matplotlib",
    "PIL",
    "pymorphy3",
    "sqlalchemy",
    "telegram",
    "uvicorn",
    "watchfiles",
)
"""Libraries that say too much below WARNING; some of them the token."""


def redact(text: str, secrets: Sequence[str] = ()) -> str:
    """The text without tokens, passwords in addresses, and given secrets.

    Args:
        text: Any.
        secrets: Words to hide wherever they stand.
    """
    for secret in secrets:
        if len(secret) >= _LEAST:
            text = text.replace(secret, _HIDDEN)
    return _PASSWORD.sub(rf"\1{_HIDDEN}", _TOKEN.sub(_HIDDEN, text))


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line: message, context, traceback."""

    def __init__(self, inner: logging.Formatter, secrets: Sequence[str] = ()) -> None:
        """Around another formatter."""
        super().__init__()
        self._inner = inner
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """One redacted entry."""
        return redact(self._inner.format(record), self._secrets)


def configure(
    *, level: str = "info", form: str = "console", secrets: Sequence[str] = (), stream: TextIO | None = None
) -> None:
    """Set up logging for the whole process; uncaught errors are logged too.

    Args:
        level: debug, info, warning or error.
        form: console or json.
        secrets: Words to hide wherever they stand: the token, the webhook's secret.
        stream: Where to; standard error where not given.
    """
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.setFormatter(RedactingFormatter(_formatter(form, colors=out.isatty()), secrets))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    handler.setLevel(level.upper())
    root.setLevel(min(handler.level, logging.WARNING))  # /healthz tells of warnings in any case
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _formatter(form: str, *, colors: bool) -> logging.Formatter:
    # Whatever is bound to structlog's context (the update's number) is in every line.
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    renderer: list[structlog.typing.Processor]
    if form == "json":
        renderer = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # The plain traceback shows no local variables: the token may be among them.
        plain = structlog.dev.plain_traceback
        renderer = [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain)]
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[remove, *renderer])


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("konspekt").critical("uncaught error", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
