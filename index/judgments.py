r"""Questions with their right sections, by which notes are tested: one JSON object a line.

    {"id": "K1", "question": "минусы kvm", "kind": "list", "gold": ["KVM"], "must_contain": "под нагрузкой"}

Keys: `id`, `question`, `kind` and `gold` are required; `file`, `must_contain` and `previous` are optional and
may be null. `docs/questions.md` tells a lecturer what each means; `Judgment` below says it for the code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Judgment:
    """A question and what counts as its right answer."""

    id: str
    """Names the question in reports; unique within a file."""
    question: str
    """As a student would type it."""
    kind: str
    """`definition`, `list`, `typo` ...: results are told by kind. Any word will do."""
    gold: tuple[str, ...]
    """Headings of the sections that answer; none where the notes hold no answer and the bot should say so."""
    file: tuple[str, ...] = ()
    """Paths of lectures, relative to the notes; where given, a section of another file does not count."""
    must_contain: str | None = None
    """Words that the passage which answers holds; white space and case do not matter."""
    previous: str | None = None
    """Asked first in the same conversation."""

    @property
    def answerable(self) -> bool:
        """Whether the notes hold an answer."""
        return bool(self.gold)


class JudgmentsError(Exception):
    """A file of questions cannot be used; every problem in it is told."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
        """`file:line: what is wrong`, in line order."""


REQUIRED = ("id", "question", "kind", "gold")
OPTIONAL = ("file", "must_contain", "previous")


def load_judgments(path: Path) -> tuple[Judgment, ...]:
    """Reads a file of questions.

    Raises:
        JudgmentsError: the file cannot be read, or some lines are wrong; all of them are told at once.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise JudgmentsError((f"{path}: cannot be read: {reason}",)) from error
    return parse_judgments(source, str(path))


def parse_judgments(source: str, name: str) -> tuple[Judgment, ...]:
    """Reads questions from a text, one JSON object a line; empty lines are skipped.

    Raises:
        JudgmentsError: some lines are wrong; all of them are told at once, as `name:line: problem`.
    """
    judgments: dict[str, Judgment] = {}
    problems: list[str] = []
    # Not splitlines(): JSON strings may hold U+2028 and its like unescaped.
    for number, line in enumerate(source.split("\n"), start=1):
        if not line.strip():
            continue
        found = _read(line)
        if isinstance(found, list):
            problems += (f"{name}:{number}: {problem}" for problem in found)
        elif found.id in judgments:
            problems.append(f"{name}:{number}: the id {found.id!r} was used above already")
        else:
            judgments[found.id] = found
    if problems:
        raise JudgmentsError(tuple(problems))
    if not judgments:
        raise JudgmentsError((f"{name}: holds no questions",))
    return tuple(judgments.values())


def judgment_line(judgment: Judgment) -> str:
    """The JSON line of a judgment, without its line end; `parse_judgments` reads it back."""
    row: dict[str, object] = {
        "id": judgment.id,
        "question": judgment.question,
        "kind": judgment.kind,
        "gold": list(judgment.gold),
    }
    if judgment.file:
        row["file"] = list(judgment.file)
    if judgment.must_contain is not None:
        row["must_contain"] = judgment.must_contain
    if judgment.previous is not None:
        row["previous"] = judgment.previous
    return json.dumps(row, ensure_ascii=False)


def _read(line: str) -> Judgment | list[str]:
    """The judgment of a line, or all that is wrong with it."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return [f"not JSON: {error.msg} in column {error.colno}"]
    except RecursionError:
        return ["not JSON: nested too deeply"]
    if not isinstance(row, dict):
        return ["not a JSON object"]
    problems = _problems(row)
    if problems:
        return problems
    return Judgment(
        id=row["id"],
        question=row["question"],
        kind=row["kind"],
        gold=tuple(row["gold"]),
        file=tuple(row.get("file") or ()),
        must_contain=row.get("must_contain"),
        previous=row.get("previous"),
    )


def _problems(row: dict[str, object]) -> list[str]:
    """What is wrong with an object."""
    problems = [f"{key!r} is missing" for key in REQUIRED if key not in row]
    problems += [f"{key!r} is no known key" for key in row if key not in REQUIRED + OPTIONAL]
    for key in ("id", "question", "kind"):
        if not _text(row.get(key, "-")):
            problems.append(f"{key!r} must be a text that is not empty")
    for key in ("must_contain", "previous"):
        if row.get(key) is not None and not _text(row[key]):
            problems.append(f"{key!r} must be null or a text that is not empty")
    if not _texts(row.get("gold", [])):
        problems.append("'gold' must be a list of headings; an empty one says that the notes hold no answer")
    if row.get("file") is not None and not _texts(row["file"]):
        problems.append("'file' must be null or a list of paths")
    return problems


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(_text(item) for item in value)
