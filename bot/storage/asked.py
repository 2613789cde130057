"""A question and what came of it, as a value and as a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its outcome, about to be written down."""

    course: str
    message: int
    """The question's message id; 0 for inline mode."""
    question: str
    """As it was typed."""
    read_as: str
    """As it was searched: complete, so that the next question can inherit from it."""
    answered: bool
    confidence: float
    passages: tuple[str, ...]
    """Passage ids, best first; for a refusal what was near."""
    milliseconds: float
    """How long the answer took."""
    told: str = ""
    """How to tell the student how it was read; empty where it was read as it was typed."""
    shown: int = 0
    """Which of the passages the message shows."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what was answered."""

    id: int
    asked: Asked
    person_key: str
    """Keyed hash of the person: equal means the same person."""
    place_key: str
    """Keyed hash of chat and topic."""
    in_group: bool
    asked_at: datetime
    """UTC."""
    helped: int = 0
    """How many people found it helpful."""
    disappointed: int = 0
    """How many found it not helpful."""


def columns(asked: Asked) -> dict[str, Any]:
    """The columns that a question and its outcome fill."""
    return {
        "course": asked.course,
        "message": asked.message,
        "question": asked.question,
        "read_as": asked.read_as,
        "told": asked.told,
        "answered": asked.answered,
        "confidence": asked.confidence,
        "passages": list(asked.passages),
        "milliseconds": asked.milliseconds,
        "shown": asked.shown,
    }


def exchange(row: Row[Any]) -> Exchange:
    """A row as a value."""
    asked = Asked(
        course=row.course,
        message=row.message,
        question=row.question,
        read_as=row.read_as,
        told=row.told,
        answered=row.answered,
        confidence=row.confidence,
        passages=tuple(row.passages),
        milliseconds=row.milliseconds,
        shown=row.shown,
    )
    return Exchange(
        id=row.id,
        asked=asked,
        person_key=row.person_key,
        place_key=row.place_key,
        in_group=row.in_group,
        asked_at=row.asked_at,
        helped=row.helped,
        disappointed=row.disappointed,
    )
