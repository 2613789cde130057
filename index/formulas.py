r"""Formulas by what they say: pV=νRT in a chat and $pV = \nu RT$ in the notes are the same.

Each side of an equation is one word, without brackets, indices and signs: `Q = I^2Rt` is `q` and `i2rt`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_IN_NOTES: Final = re.compile(r"\$\$(.+?)\$\$|\$(?=\S)([^$\n]+?)(?<=\S)\$(?!\d)", re.DOTALL)
"""A formula in Markdown: on lines of its own, or in a sentence."""
_MATHEMATICAL: Final = re.compile(r"[\\^_={]")
"""What a formula has and `$HOME/bin:$PATH` has not."""
_COMMAND: Final = re.compile(r"\\([a-zA-Z]+)|\\.")
_GREEK: Final = """
alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π
rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω
"""
_LETTERS: Final = dict(zip(_GREEK.split()[::2], _GREEK.split()[1::2], strict=True))
_FUNCTIONS: Final = frozenset(
    ("sin", "cos", "tan", "tg", "ctg", "log", "ln", "lg", "exp", "lim", "max", "min")
)
"""Commands that are read; others say how a formula is set."""
_RELATION: Final = re.compile(r"[=≈≠≤≥<>∼~→]|\\(?:approx|neq?|leq?|geq?|sim|to)\b")
_TERM: Final = r"[A-Za-zΑ-ω0-9¹²³⁰-⁹₀-₉∆√()^·*/{}\\+|]{1,30}"
_TYPED: Final = re.compile(
    rf"(?<!\S)(?:{_TERM}(?:\s*=\s*{_TERM})+|(?=\S*[Α-ω¹²³⁰-⁹₀-₉^])[A-Za-zΑ-ω√]?{_TERM})(?=[\s?!.,;]|$)"
)
"""A formula in a message: an equation, or what has a Greek letter or a power."""
SHORTEST: Final = 2
"""Letters of a side that is worth a word: a single one stands in any formula."""


def formulas_in(markdown: str) -> str:
    """The sides of all formulas in Markdown, as words."""
    if "$" not in markdown:
        return ""
    found = (inline or block for block, inline in _IN_NOTES.findall(markdown))
    sides = (side for each in found if _MATHEMATICAL.search(each) for side in _sides(each))
    return " ".join(side for side in sides if len(side) >= SHORTEST)


def with_formulas_read(question: str, words: Container[str]) -> str:
    """A question with the formulas in it replaced by their sides, where these are words of the notes."""

    def read(found: re.Match[str]) -> str:
        sides = list(_sides(found.group()))
        held = all(side in words for side in sides if len(side) >= SHORTEST)
        return " ".join(sides) if held else found.group()

    return _TYPED.sub(read, question)


def _sides(formula: str) -> Iterator[str]:
    for side in _RELATION.split(formula):
        read = unicodedata.normalize("NFKC", _COMMAND.sub(_letter, side)).lower()
        yield "".join(char for char in read if char.isalnum())


def _letter(command: re.Match[str]) -> str:
    """What a command of LaTeX is read as."""
    name = (command.group(1) or "").lower()
    return name if name in _FUNCTIONS else _LETTERS.get(name.removeprefix("var"), "")
