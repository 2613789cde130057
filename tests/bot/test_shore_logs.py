"""No secret can be read from the logs, whatever goes wrong."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from typing import TYPE_CHECKING

import httpx
import pytest
import structlog
from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.shore.client import Client
from bot.shore.logs import configure, redact
from bot.shore.requests import AiohttpRequest
from tests.telegram import TOKEN, FakeTelegram

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = TOKEN.partition(":")[2]


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """Logging as it was before the test."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)


@pytest.fixture(params=["console", "json"])
def log(request: pytest.FixtureRequest) -> io.StringIO:
    """What is logged, everything down to DEBUG."""
    stream = io.StringIO()
    configure(level="debug", form=request.param, secrets=("webhook-word",), stream=stream)
    return stream


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"bot{TOKEN.replace(':', '%3A')}/getMe",
        f"{{'token': '{TOKEN}'}}",
        f"postgresql://user:{HIDDEN}@db:5432/konspekt",
    ],
)
def test_tokens_and_passwords_are_hidden(text: str) -> None:
    """Alone, in addresses, in reprs."""
    assert HIDDEN not in redact(text)


def test_other_text_is_left_alone() -> None:
    """Times, addresses, ratios, short secrets."""
    text = "12:30:45 http://127.0.0.1:8080/x a:b 12345:67890 user@host"
    assert redact(text, ("a",)) == text


def test_the_token_is_hidden_in_messages_arguments_and_tracebacks(log: io.StringIO) -> None:
    """Also in the causes of an exception, and in what was bound to the context."""
    logger = logging.getLogger("bot.test")
    try:
        try:
            raise ValueError(TOKEN)  # noqa: TRY301 - a cause is wanted
        except ValueError as error:
            raise NetworkError(f"failed at {TOKEN}") from error  # noqa: EM102, TRY003 - what libraries do
    except NetworkError:
        with structlog.contextvars.bound_contextvars(update=7, where=TOKEN):
            logger.exception("at %s, with webhook-word", TOKEN, extra={"url": f"/bot{TOKEN}/"})
    text = log.getvalue()
    assert HIDDEN not in text
    assert "webhook-word" not in text
    assert "Traceback" in text
    assert "7" in text
    assert "ValueError" in text


def test_lines_for_machines() -> None:
    """One JSON object a line, with level, logger, time and the update's number."""
    stream = io.StringIO()
    configure(form="json", stream=stream)
    with structlog.contextvars.bound_contextvars(update=7):
        logging.getLogger("bot.test").warning("вопрос %d", 1)
    entry = json.loads(stream.getvalue())
    assert (entry["event"], entry["level"], entry["logger"]) == ("вопрос 1", "warning", "bot.test")
    assert (entry["update"], entry["timestamp"][-1]) == (7, "Z")


def test_the_librarys_own_requests_are_not_logged(log: io.StringIO) -> None:
    """Httpx logs each address at INFO; not here."""
    transport = httpx.MockTransport(lambda _request: httpx.Response(200))
    with httpx.Client(transport=transport) as client:
        client.get(f"https://api.telegram.org/bot{TOKEN}/getMe")
    Bot(TOKEN)
    assert log.getvalue() == ""


async def test_a_refused_token_is_nowhere(log: io.StringIO) -> None:
    """repr, error, causes: the library shows it in each of them; we do not."""
    fake = FakeTelegram(token="1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")  # noqa: S106 - of no bot
    assert HIDDEN in repr(Bot(TOKEN))
    client = Client(TOKEN, request=fake.request(), polling=fake.request())
    with pytest.raises(InvalidToken) as caught:
        await client.initialize()
    logging.getLogger("bot.test").error("%r %r", client, caught.value, exc_info=caught.value)
    error: BaseException | None = caught.value
    while error is not None:
        assert HIDDEN not in f"{error!r} {error}"
        error = error.__cause__ or error.__context__
    assert HIDDEN not in repr(client) + str(client)
    assert HIDDEN not in repr(AiohttpRequest())
    assert HIDDEN not in log.getvalue()


def test_warnings_and_uncaught_errors_are_logged(log: io.StringIO) -> None:
    """In the main thread and in others; an interrupt by the keyboard is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"at {TOKEN}", stacklevel=1)
    error = ValueError(TOKEN)
    sys.excepthook(ValueError, error, None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    threading.excepthook(threading.ExceptHookArgs((ValueError, error, None, None)))
    text = log.getvalue()
    assert text.count("uncaught error") == 2
    assert "UserWarning" in text
    assert HIDDEN not in text


def test_a_process_that_dies_tells_no_secret() -> None:
    """Its last words on standard error are redacted too."""
    code = f"from bot.shore.logs import configure; configure(); raise ValueError({TOKEN!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ValueError" in done.stderr
    assert HIDDEN not in done.stderr
