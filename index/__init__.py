"""Passages in, answers out."""

from index.explain import Explanation
from index.glossary import Term
from index.library import Library, open_library
from index.model import Answer, Hit, Reading, Repair, Snippet, Span

__all__ = [
    "Answer",
    "Explanation",
    "Hit",
    "Library",
    "Reading",
    "Repair",
    "Snippet",
    "Span",
    "Term",
    "open_library",
]
