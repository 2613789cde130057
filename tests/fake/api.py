"""The Bot API itself: a call comes in as names and strings, JSON goes out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.fake import answering, editing, profile, sending
from tests.fake.faults import Fault, Limits, TimeoutFaultError
from tests.fake.schema import ViolationError, parse_request
from tests.fake.updates import Updates
from tests.fake.world import ApiError, Json, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.fake.sending import Uploads

_METHODS: dict[str, Callable[[World, Json, Uploads], Any]] = {
    "answerCallbackQuery": answering.answer_callback_query,
    "answerGuestQuery": answering.answer_guest_query,
    "answerInlineQuery": answering.answer_inline_query,
    "copyMessage": sending.copy_message,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "deleteMyCommands": profile.delete_my_commands,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageText": editing.edit_message_text,
    "getChat": answering.get_chat,
    "getChatAdministrators": answering.get_chat_administrators,
    "getChatMember": answering.get_chat_member,
    "getFile": answering.get_file,
    "getMe": profile.get_me,
    "getMyCommands": profile.get_my_commands,
    "leaveChat": answering.leave_chat,
    "sendChatAction": answering.send_chat_action,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "setMessageReaction": editing.set_message_reaction,
    "setMyCommands": profile.set_my_commands,
}
_PROFILE = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}
_LIMITED = {"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup", "copyMessage"}


@dataclass(frozen=True)
class Call:
    """A request that came in."""

    method: str
    params: Json
    uploads: tuple[str, ...] = ()
    """Names of the files sent along."""


@dataclass
class Api:
    """The Bot API over a world."""

    world: World
    updates: Updates = field(default_factory=Updates)
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    """What the bot must never do; a test fails when there are any."""
    faults: list[Fault] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    on_webhook: Callable[[], None] = lambda: None

    async def call(
        self, token: str, method: str, fields: Mapping[str, str], files: Uploads
    ) -> tuple[int, bytes]:
        """Answer a request: HTTP status and body.

        Raises:
            TimeoutFaultError: No answer shall come.
        """
        if token != self.world.token:
            return _error(401, "Unauthorized")
        fault = self._fault(method, fields)
        if fault and not fault.after:
            return _fail(fault)
        answer = await self._answer(method, fields, files)
        return _fail(fault) if fault else answer

    async def _answer(self, method: str, fields: Mapping[str, str], files: Uploads) -> tuple[int, bytes]:
        try:
            params = parse_request(method, fields, files)
            self.calls.append(Call(method, params, tuple(files)))
            self._limit(method, params)
            result = await self._run(method, params, files)
        except ViolationError as violation:
            self.violations.append(f"{method}: {violation}")
            return _error(400, f"Bad Request: {violation}")
        except ApiError as error:
            return _error(error.status, error.description, **error.parameters)
        return 200, json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()

    async def _run(self, method: str, params: Json, files: Uploads) -> Any:  # noqa: ANN401 - JSON
        if method == "getUpdates":
            return await self.updates.get(params)
        if method in {"setWebhook", "deleteWebhook"}:
            done = self.updates.set_webhook({"url": "", **params})
            self.on_webhook()
            return done
        if method == "getWebhookInfo":
            return self.updates.webhook_info()
        for ending, what in _PROFILE.items():
            if method == f"setMy{ending}":
                return profile.set_profile(what, self.world, params)
            if method == f"getMy{ending}":
                return profile.get_profile(what, self.world, params)
        return partial(_METHODS[method], self.world)(params, files)

    def file(self, token: str, path: str) -> tuple[int, bytes]:
        """Answer a download."""
        held = self.world.files.get(path.rpartition("/")[2])
        if token != self.world.token or held is None:
            return _error(404, "Not Found")
        return 200, held.content

    def _fault(self, method: str, fields: Mapping[str, str]) -> Fault | None:
        for fault in self.faults:
            named = fault.method == method or (not fault.method and method != "getUpdates")
            if named and fault.chat in {None, fields.get("chat_id"), _integer(fields.get("chat_id"))}:
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    def _limit(self, method: str, params: Json) -> None:
        if method in _LIMITED and (wait := self.limits.hit(params["chat_id"])):
            raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


def _integer(text: str | None) -> int | None:
    return int(text) if text and text.lstrip("-").isdigit() else None


def _fail(fault: Fault) -> tuple[int, bytes]:
    if fault.timeout:
        raise TimeoutFaultError
    return fault.answer()


def _error(status: int, description: str, **parameters: int) -> tuple[int, bytes]:
    shown: Json = {"ok": False, "error_code": status, "description": description}
    if parameters:
        shown["parameters"] = parameters
    return status, json.dumps(shown).encode()
