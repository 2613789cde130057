"""The fake as a request layer of python-telegram-bot: its Bot serialises, nothing leaves the process."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from telegram._utils.types import ODVInput  # noqa: TC002 - the base class annotates with it
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.shore.requests import AiohttpRequest
from tests.fake.faults import TimeoutFaultError

if TYPE_CHECKING:
    from tests.fake.api import Api

_URL = re.compile(r"https?://[^/]+/(?P<file>file/)?bot(?P<token>[^/]*)/(?P<rest>.+)")


class FakeRequest(BaseRequest):
    """Hands requests to the fake Bot API."""

    parse_json_payload = staticmethod(AiohttpRequest.parse_json_payload)  # as the bot's own does

    def __init__(self, api: Api) -> None:
        """For the given fake."""
        self._api = api

    @property
    def read_timeout(self) -> float | None:
        """Some timeout; nothing here waits for it."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(  # noqa: PLR0917 - given by the base class
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - given by the base class
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - given by the base class
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - given by the base class
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - given by the base class
    ) -> tuple[int, bytes]:
        """Answer like the server would."""
        parts = _URL.fullmatch(url)
        if parts is None:
            message = "a request to another server"
            raise AssertionError(message)
        if parts["file"]:
            return self._api.file(unquote(parts["token"]), unquote(parts["rest"]))
        fields = request_data.json_parameters if request_data else {}
        files = {
            name: (str(part[0]), _content(part[1]))
            for name, part in (request_data.multipart_data if request_data else {}).items()
        }
        if method != "POST":
            self._api.violations.append(f"{parts['rest']}: {method} instead of POST")
        try:
            return await self._api.call(parts["token"], parts["rest"], fields, files)
        except TimeoutFaultError:
            raise TimedOut from None


def _content(part: object) -> bytes:
    return part if isinstance(part, bytes) else part.read()  # type: ignore[attr-defined] # a file
