"""What can go wrong with notes."""

from __future__ import annotations


class CorpusError(Exception):
    """A file of notes, or the folder, cannot be used at all."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem
