r"""TeX formulas in plain characters: `x^2 \le \alpha` becomes `x² ≤ α`. What has no plain form stays TeX."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar, Final

from bot.render.scripts import lowered, raised
from bot.render.symbols import (
    ACCENTS,
    BLACKBOARD,
    BLANKS,
    ESCAPED,
    LINES,
    RELATIONS,
    SILENT,
    SYMBOLS,
    UPRIGHT,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE: Final = re.compile(r"\\([A-Za-z]+)\*?|\\(.)|(\s+)|(.)", re.DOTALL)
_SIMPLE: Final = re.compile(r"[\w.∞′°ᵃ-ᶿ⁰-₎ₐ-ₜ]+|[(|⌊⌈⟨][^()|⌊⌋⌈⌉⟨⟩]*[)|⌋⌉⟩]")
_RELATION: Final = re.compile(" *([" + re.escape("".join(sorted(RELATIONS))) + "]) *")
_ROOTS: Final = {"": "√", "2": "√", "3": "∛", "4": "∜"}

_BEGIN, _END, _AFTER = "\x01", "\x02", "\x03"
"""Stand before and after the name of a function and after a written-out index until blanks are settled."""
_EDGES: Final = (
    (re.compile(rf"(?<=[\w)\]]){_BEGIN}"), " "),
    (re.compile(rf"{_END}(?=[A-Za-zА-Яа-яёα-ωΑ-Ω0-9√])"), " "),
    (re.compile(rf"{_AFTER}(?=[\w(])"), " "),
    (re.compile(f"[{_BEGIN}{_END}{_AFTER}]"), ""),
)

MAX_TEX = 2000
"""Characters; longer formulas stay as they are."""
MAX_DEPTH = 20
"""Levels of braces; deeper formulas stay as they are."""


class _UnreadableError(Exception):
    """The formula has no plain form."""


def formula(tex: str) -> tuple[str, bool]:
    """The formula in plain characters and True, or the TeX source and False."""
    source = tex.strip()
    if len(source) > MAX_TEX:
        return source, False
    try:
        text = _Reader(source).everything()
    except _UnreadableError:
        return source, False
    return _spaced(text), True


def _spaced(text: str) -> str:
    """One blank around relations, single blanks elsewhere, no empty lines."""
    for edge, blank in _EDGES:
        text = edge.sub(blank, text)
    lines = (" ".join(_RELATION.sub(r" \1 ", line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _grouped(text: str) -> str:
    """Brackets around what would fall apart in a row."""
    return text if len(text) == 1 or _SIMPLE.fullmatch(text) else f"({text})"


class _Reader:
    """Reads TeX piece by piece; `_COMMANDS` names the method of each command with arguments."""

    def __init__(self, source: str, depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            raise _UnreadableError
        self._source = source
        self._at = 0
        self._depth = depth
        self._lines = False

    def everything(self) -> str:
        """All of the source."""
        parts: list[str] = []
        while self._at < len(self._source):
            parts.append(self._piece())
        return "".join(parts)

    def _piece(self) -> str:
        match = _PIECE.match(self._source, self._at)
        if match is None:
            raise _UnreadableError
        self._at = match.end()
        name, escaped, blank, character = match.groups()
        if blank:
            return " "
        if name or escaped:
            return self._command(name or escaped)
        return self._character(character)

    def _character(self, character: str) -> str:
        if character == "{":
            self._at -= 1
            return self._argument()
        if character == "}":
            raise _UnreadableError
        if character == "^":
            return self._script(raised, "^")
        if character == "_":
            return self._script(lowered, "_")
        if character == "\\" or (character == "&" and not self._lines):
            raise _UnreadableError
        return {"&": " ", "~": " ", "'": "′", "-": "−"}.get(character, character)

    def _command(self, name: str) -> str:
        if name == "\\" and self._lines:
            return "\n"
        if name in BLANKS:
            return " "
        if name in SILENT:
            return self._delimiter(name)
        said = SYMBOLS.get(name) or ESCAPED.get(name)
        if said is None:
            return self._with_argument(name)
        if name == "mid":
            return " | "
        return f"{_BEGIN}{said}{_END}" if said == name and name.isalpha() else said

    def _with_argument(self, name: str) -> str:
        if name in UPRIGHT:
            return self._upright(name)
        if name in ACCENTS:
            return self._accented(ACCENTS[name])
        handler = self._COMMANDS.get(name)
        if handler is None:
            raise _UnreadableError
        return handler(self)

    def _delimiter(self, name: str) -> str:
        r"""`\left.` and `\right.` are brackets that are not there."""
        if name in {"left", "right"} and self._source.startswith(".", self._at):
            self._at += 1
        return ""

    def _raw_argument(self) -> str:
        """The source of the next group, or the next single piece."""
        while self._source.startswith(" ", self._at):
            self._at += 1
        if not self._source.startswith("{", self._at):
            match = _PIECE.match(self._source, self._at)
            if match is None or match.group() == "}":
                raise _UnreadableError
            self._at = match.end()
            return match.group()
        start, level = self._at + 1, 0
        for at in range(self._at, len(self._source)):
            character = self._source[at]
            if self._source[at - 1 : at] == "\\":
                continue
            level += (character == "{") - (character == "}")
            if level == 0:
                self._at = at + 1
                return self._source[start:at]
        raise _UnreadableError

    def _argument(self) -> str:
        return _Reader(self._raw_argument(), self._depth + 1).everything().strip()

    def _script(self, convert: Callable[[str], str | None], mark: str) -> str:
        text = self._argument()
        small = convert(text.replace(" ", ""))
        if small is not None:
            return small
        if mark == "^" and text in {"∘", "°"}:
            return "°"
        whole = text.isalpha() or text.isdecimal()
        return mark + (text if len(text) == 1 or (whole and mark == "_") else f"({text}){_AFTER}")

    def _upright(self, name: str) -> str:
        raw = self._raw_argument()
        if name.startswith("text") or name == "mbox":
            if "\\" in raw or "$" in raw:
                raise _UnreadableError
            return raw
        return _Reader(raw, self._depth + 1).everything()

    def _accented(self, mark: str) -> str:
        text = self._argument()
        if len(text) != 1:
            raise _UnreadableError
        return unicodedata.normalize("NFC", text + mark)

    def _fraction(self) -> str:
        above, below = self._argument(), self._argument()
        return f"{_grouped(above)}/{_grouped(below)}"

    def _root(self) -> str:
        degree = ""
        if self._source.startswith("[", self._at):
            end = self._source.find("]", self._at)
            if end < 0:
                raise _UnreadableError
            degree = self._source[self._at + 1 : end].strip()
            self._at = end + 1
        sign = _ROOTS.get(degree)
        if sign is None:
            small = raised(degree)
            if small is None:
                raise _UnreadableError
            sign = small + "√"
        return sign + _grouped(self._argument())

    def _blackboard(self) -> str:
        return "".join(BLACKBOARD.get(character, character) for character in self._argument())

    def _not(self) -> str:
        return {"=": "≠", "∈": "∉", "<": "≮", ">": "≯", "⊂": "⊄"}.get(self._argument()) or self._give_up()

    def _environment(self) -> str:
        name = self._raw_argument()
        close = f"\\end{{{name}}}"
        end = self._source.find(close, self._at)
        if name not in LINES or end < 0:
            raise _UnreadableError
        inner = _Reader(self._source[self._at : end], self._depth + 1)
        inner._lines = True
        self._at = end + len(close)
        return inner.everything()

    def _give_up(self) -> str:
        raise _UnreadableError

    _COMMANDS: ClassVar[dict[str, Callable[[_Reader], str]]] = {
        "frac": _fraction,
        "dfrac": _fraction,
        "tfrac": _fraction,
        "cfrac": _fraction,
        "sqrt": _root,
        "mathbb": _blackboard,
        "not": _not,
        "begin": _environment,
    }
