"""Methods about the bot itself: who it is, its command menus, its name and descriptions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.fake import rules
from tests.fake.schema import violate

if TYPE_CHECKING:
    from tests.fake.sending import Uploads
    from tests.fake.world import Json, World

_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, _params: Json, _files: Uploads) -> Json:
    """GetMe."""
    return world.bot


def set_my_commands(world: World, params: Json, _files: Uploads) -> bool:
    """SetMyCommands."""
    rules.check_commands(params["commands"])
    world.commands[_menu(params)] = params["commands"]
    return True


def delete_my_commands(world: World, params: Json, _files: Uploads) -> bool:
    """DeleteMyCommands."""
    world.commands.pop(_menu(params), None)
    return True


def get_my_commands(world: World, params: Json, _files: Uploads) -> list[Json]:
    """GetMyCommands."""
    return world.commands.get(_menu(params), [])


def _menu(params: Json) -> tuple[str, str]:
    language = _language(params)
    scope = params.get("scope") or {"type": "default"}
    return (scope["type"] if set(scope) == {"type"} else json.dumps(scope)), language


def _language(params: Json) -> str:
    language = params.get("language_code", "")
    if language and (len(language) != 2 or not language.islower()):
        violate(f"language code {language!r}: two letters")
    return str(language)


def set_profile(what: str, world: World, params: Json) -> bool:
    """setMyName, setMyDescription, setMyShortDescription."""
    text = params.get(what, "")
    if len(text) > _LIMITS[what]:
        violate(f"{what} of {len(text)} characters")
    world.profile[what, _language(params)] = text
    return True


def get_profile(what: str, world: World, params: Json) -> Json:
    """getMyName, getMyDescription, getMyShortDescription."""
    fallback = world.profile.get((what, ""), "")
    return {what: world.profile.get((what, _language(params)), fallback)}
