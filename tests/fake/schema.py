"""The shape of a request: which parameters a method takes, and of which types."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from tests.fake.derive import TABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_ARRAY = "Array of "
_PLAIN = {"Integer": int, "String": str, "Boolean": bool, "Float": float}


class ViolationError(Exception):
    """The bot asked for something that the Bot API does not know or allow."""


def violate(problem: str) -> NoReturn:
    """Refuse a request that no bot should make."""
    raise ViolationError(problem)


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The compact table of methods and types."""
    loaded: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return loaded


def parse_request(method: str, fields: Mapping[str, str], files: Collection[str]) -> dict[str, Any]:
    """The parameters as values of their types; uploaded files stand in it as their part's name.

    Raises:
        ViolationError: The method or a parameter is unknown, missing or of a wrong type.
    """
    known = table()["methods"].get(method)
    if known is None:
        violate(f"unknown method {method}")
    if unknown := set(fields) - set(known):
        violate(f"{method}: unknown parameters {sorted(unknown)}")
    values = {name: _parse(f"{method}.{name}", known[name], raw) for name, raw in fields.items()}
    for name, types in known.items():
        if name in files and "InputFile" in types:
            values[name] = f"attach://{name}"
        if types.endswith("!") and name not in values:
            violate(f"{method}: {name} is missing")
    return values


def _parse(where: str, types: str, raw: str) -> Any:  # noqa: ANN401 - JSON has no better type
    wanted = types.rstrip("!").split("|")
    if "Integer" in wanted and re.fullmatch(r"-?\d+", raw):
        return int(raw)
    if "String" in wanted or "InputFile" in wanted:
        return raw
    try:
        value = json.loads(raw)
    except ValueError:
        violate(f"{where}: not JSON: {raw[:80]!r}")
    _check(where, wanted, value)
    return value


def _check(where: str, wanted: list[str], value: object) -> None:
    problems = []
    for type_ in wanted:
        try:
            _check_one(where, type_, value)
        except ViolationError as error:
            problems.append(str(error))
        else:
            return
    violate("; ".join(problems))


def _check_one(where: str, type_: str, value: object) -> None:
    if type_.startswith(_ARRAY):
        if not isinstance(value, list):
            violate(f"{where}: a list is wanted, not {value!r}")
        for number, item in enumerate(value):
            _check(f"{where}[{number}]", [type_.removeprefix(_ARRAY)], item)
        return
    plain = _PLAIN.get(type_)
    if plain is None:
        _check_object(where, type_, value)
    elif not isinstance(value, plain) or (plain is int and isinstance(value, bool)):
        violate(f"{where}: {type_} is wanted, not {value!r}")


def _check_object(where: str, type_: str, value: object) -> None:
    if type_ in table()["unions"]:
        _check(where, table()["unions"][type_], value)
        return
    known = table()["types"].get(type_)
    if known is None:
        violate(f"{where}: the fake has no type {type_}; see derive.py")
    if not isinstance(value, dict):
        violate(f"{where}: {type_} is wanted, not {value!r}")
    if unknown := set(value) - set(known):
        violate(f"{where}: {type_} has no {sorted(unknown)}")
    for name, types in known.items():
        if name in value:
            _check(f"{where}.{name}", types.rstrip("!").split("|"), value[name])
        elif types.endswith("!"):
            violate(f"{where}: {type_} needs {name}")
