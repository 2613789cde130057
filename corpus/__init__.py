"""Markdown notes in, passages out."""

from pathlib import Path

from corpus.check import check
from corpus.chunk import chunk
from corpus.errors import CorpusError
from corpus.load import load_lectures
from corpus.markdown import Token, tokens
from corpus.model import Lecture, Notes, Passage, Picture, Problem, Section, Severity
from corpus.parse import parse_lecture
from corpus.plain import plain_text

__all__ = [
    "CorpusError",
    "Lecture",
    "Notes",
    "Passage",
    "Picture",
    "Problem",
    "Section",
    "Severity",
    "Token",
    "bundled_notes",
    "check",
    "chunk",
    "load_lectures",
    "parse_lecture",
    "plain_text",
    "tokens",
]


def bundled_notes() -> Path:
    """Return the folder of the lecture that comes with the package."""
    return Path(__file__).parent / "notes"
