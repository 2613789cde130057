"""Methods that answer presses and queries, show actions, and tell about chats and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fake import rules
from tests.fake.schema import violate
from tests.fake.sending import topic_of
from tests.fake.world import Event, Json, World, deny

if TYPE_CHECKING:
    from tests.fake.sending import Uploads

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, params: Json, _files: Uploads) -> bool:
    """AnswerCallbackQuery."""
    if len(params.get("text", "")) > rules.TOAST_CHARACTERS:
        violate(f"a toast of {len(params['text'])} characters")
    press = world.presses.get(params["callback_query_id"])
    if press is None or press.old:
        deny(_TOO_OLD)
    press.answers += 1
    if press.answers > 1:
        violate("a press was answered twice")
    detail = {"press": params["callback_query_id"], "text": params.get("text", "")}
    world.events.append(Event("toast", press.chat, 0, detail | {"alert": params.get("show_alert", False)}))
    return True


def answer_inline_query(world: World, params: Json, _files: Uploads) -> bool:
    """AnswerInlineQuery."""
    rules.check_inline_results(params["results"])
    if len(params.get("next_offset", "").encode()) > 64:
        violate("next_offset is longer than 64 bytes")
    button = params.get("button")
    if button and not rules.START_PARAMETER.fullmatch(button.get("start_parameter", "")):
        violate(f"button above the results: {button}")
    for result in params["results"]:
        if "photo_file_id" in result:
            world.file(result["photo_file_id"], "photo")
    answered = world.searches.get(params["inline_query_id"])
    if answered is None:
        deny(_TOO_OLD)
    if answered:
        violate("an inline query was answered twice")
    world.searches[params["inline_query_id"]] = True
    world.events.append(Event("results", 0, 0, params))
    return True


def answer_guest_query(world: World, params: Json, _files: Uploads) -> Json:
    """AnswerGuestQuery."""
    rules.check_inline_result(params["result"])
    if world.guest_queries.get(params["guest_query_id"], True):
        deny(_TOO_OLD)
    world.guest_queries[params["guest_query_id"]] = True
    world.events.append(Event("guest", 0, 0, params))
    return {"inline_message_id": f"guest-{world.number()}"}


def send_chat_action(world: World, params: Json, _files: Uploads) -> bool:
    """SendChatAction."""
    if params["action"] not in rules.ACTIONS:
        violate(f"action {params['action']!r}")
    chat = world.chat_for_bot(params["chat_id"])
    topic_of(chat, params.get("message_thread_id"))
    world.events.append(Event("typing", chat.id))
    return True


def get_chat(world: World, params: Json, _files: Uploads) -> Json:
    """GetChat."""
    chat = world.chat_for_bot(params["chat_id"])
    return chat.json | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {}}


def get_chat_member(world: World, params: Json, _files: Uploads) -> Json:
    """GetChatMember."""
    chat = world.chat_for_bot(params["chat_id"])
    if params["user_id"] not in world.users:
        deny("user not found")
    return member(world, chat.members.get(params["user_id"], "left"), params["user_id"])


def get_chat_administrators(world: World, params: Json, _files: Uploads) -> list[Json]:
    """GetChatAdministrators."""
    chat = world.chat_for_bot(params["chat_id"])
    if chat.type == "private":
        deny("there are no administrators in the private chat")
    chosen = ((user, status) for user, status in chat.members.items() if user != world.bot_id)
    return [member(world, s, u) for u, s in chosen if s in {"creator", "administrator"}]


def leave_chat(world: World, params: Json, _files: Uploads) -> bool:
    """LeaveChat."""
    chat = world.chat_for_bot(params["chat_id"])
    chat.members[world.bot_id] = "left"
    world.events.append(Event("left", chat.id))
    return True


def get_file(world: World, params: Json, _files: Uploads) -> Json:
    """GetFile."""
    file = world.files.get(params["file_id"])
    if file is None:
        deny("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > 20 * 1024 * 1024:
        deny("file is too big")
    shown = file.json(params["file_id"])
    wanted = {key: shown[key] for key in ("file_id", "file_unique_id", "file_size")}
    return wanted | {"file_path": f"{file.kind}s/{params['file_id']}"}


def member(world: World, status: str, user_id: int) -> Json:
    """A chat member as the Bot API shows it."""
    shown: Json = {"status": status, "user": world.users[user_id]}
    if status == "kicked":
        shown["until_date"] = 0
    if status == "creator":
        shown["is_anonymous"] = False
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats"
            " can_restrict_members can_promote_members can_change_info can_invite_users"
            " can_post_stories can_edit_stories can_delete_stories"
        )
        shown |= dict.fromkeys(rights.split(), False)
    return shown
