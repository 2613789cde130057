"""The request layer of python-telegram-bot on aiohttp: fast with many connections, discreet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest

__all__ = ("AiohttpRequest", "BaseRequest", "Timeouts")

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

    Seconds = ODVInput[float]

_MOST_BYTES = 32 * 1024 * 1024  # no answer of the Bot API is larger; files to download end at 20 MB
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait for each step of a request."""

    pool: float = 10.0
    """For a free connection."""
    connect: float = 10.0
    """For the server to accept one."""
    write: float = 10.0
    """For the request to leave."""
    upload: float = 60.0
    """The same for a request with files."""
    read: float = 20.0
    """For each piece of the answer."""


class AiohttpRequest(BaseRequest):
    """Requests over one aiohttp session.

    No error that leaves here has a foreign error as its cause or context: those know the address, and the
    address of every request has the token in it.
    """

    __slots__ = ("_connections", "_session", "_timeouts")

    def __init__(self, connections: int = 64, timeouts: Timeouts | None = None) -> None:
        """Not opened yet.

        Args:
            connections: The most at a time; one is enough for polling.
            timeouts: For the steps of a request.
        """
        self._connections = connections
        self._timeouts = timeouts or Timeouts()
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer, where a call does not say."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the session; again after `shutdown`."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=60),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,  # proxies of the environment
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 - given by the base class
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request.

        Args:
            url: Where to.
            method: GET or POST.
            request_data: Parameters and files.
            read_timeout: See `Timeouts`; as all of these.
            write_timeout: See `Timeouts`.
            connect_timeout: See `Timeouts`.
            pool_timeout: See `Timeouts`.

        Returns:
            Status and body.

        Raises:
            TelegramError: TimedOut or NetworkError.
        """
        known = self._timeouts
        uploads = bool(request_data and request_data.contains_files)
        pool = _given(pool_timeout, known.pool)
        connect = _given(connect_timeout, known.connect)
        write = _given(write_timeout, known.upload if uploads else known.write)
        read = _given(read_timeout, known.read)
        steps = (pool, connect, write, read)
        timeout = aiohttp.ClientTimeout(
            total=None if None in steps else sum(step or 0.0 for step in steps),
            connect=None if pool is None or connect is None else pool + connect,
            sock_connect=connect,
            sock_read=read,
        )
        return await self._exchange(method, url, {"timeout": timeout, **_body(request_data)})

    async def _exchange(self, method: str, url: str, details: dict[str, Any]) -> tuple[int, bytes]:
        if self._session is None:
            message = "the request layer is not open"
            raise NetworkError(message)
        try:
            async with self._session.request(method, url, allow_redirects=False, **details) as response:
                return response.status, await _read(response)
        except TimeoutError:
            trouble: TelegramError = TimedOut()
        except (aiohttp.ClientError, OSError) as error:
            trouble = NetworkError(_describe(error))
        raise trouble  # outside of `except`: the original is not its context

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The JSON of an answer; unlike the base class without writing the whole of a bad one to the log.

        Args:
            payload: Body of the answer.

        Raises:
            TelegramError: It is no JSON object.
        """
        try:
            parsed = json.loads(payload.decode(errors="replace"))
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            message = f"an answer of {len(payload)} bytes that is no JSON object"
            raise NetworkError(message)
        return parsed


def _given(value: Seconds, otherwise: float) -> float | None:
    return value if value is None or isinstance(value, (int, float)) else otherwise


def _body(data: RequestData | None) -> dict[str, Any]:
    """Parameters as JSON, or as a form where files come along."""
    if data is None:
        return {}
    if not data.contains_files:
        text = json.dumps(data.json_parameters, ensure_ascii=False)
        return {"data": text.encode(errors="replace"), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return {"data": form}


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > _MOST_BYTES:
            message = "the answer is too large"
            raise aiohttp.ClientPayloadError(message)
    return bytes(body)


def _describe(error: Exception) -> str:
    """What happened, without any address."""
    reason = getattr(error, "os_error", error)
    told = getattr(reason, "strerror", None) or ""
    return f"{type(error).__name__}: {told}" if told else type(error).__name__
