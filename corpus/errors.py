"""What can go wrong with notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from corpus.model import Problem


class CorpusError(Exception):
    """A file of notes, or the folder, cannot be used at all."""

    def __init__(self, path: str, line: int, problem: str, code: str = "") -> None:
        super().__init__(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem
        self.code = code
        """As of a `Problem`; empty where none fits."""

    def about(self, path: str) -> CorpusError:
        """The same error with another name for the file, one that says something to the reader.

        Args:
            path: The name.
        """
        return CorpusError(path, self.line, self.problem, self.code)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The error that a problem comes to where nothing else can be used.

        Args:
            problem: Which.
        """
        return cls(problem.path, problem.line, problem.message, problem.code)
