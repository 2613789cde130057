"""Answers as JSON, for programs that ask Konspekt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Lecture
    from index.model import Answer


def answer_as_json(answer: Answer, lectures: Sequence[Lecture], limit: int = 3) -> dict[str, object]:
    """The object of `konspekt ask --json`: at most `limit` hits, best first."""
    paths = {lecture.id: lecture.path for lecture in lectures}
    return {
        "question": answer.reading.question,
        "read_as": answer.reading.read_as,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "hits": [
            {
                "file": paths[hit.passage.lecture_id],
                "breadcrumb": list(hit.passage.breadcrumb),
                "line": hit.passage.line,
                "text": hit.passage.text,
                "score": round(hit.score, 4),
            }
            for hit in answer.hits[:limit]
        ],
        "near": [list(breadcrumb) for breadcrumb in answer.near],
    }
