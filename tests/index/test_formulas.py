"""Formulas typed in a chat, found where the notes have them in LaTeX."""

from __future__ import annotations

import pytest

from index.formulas import formulas_in, with_formulas_read
from tests.index.lectures import a_library, first_heading

LIBRARY = a_library(
    r"""# Физика

## Уравнение Менделеева — Клапейрона

$$pV = \nu RT = \frac{m}{M}RT$$

## Закон Джоуля — Ленца

Теплота: $Q = I^2Rt$.

## Поле плоскости

Поле заряженной плоскости $E = \frac{\sigma}{2\varepsilon_0}$ однородно.

## Второй закон Ньютона

$F = ma$, где $m$ — масса.

## Переменные оболочки

Путь складывают так: `PATH=$HOME/bin:$PATH`.
"""
)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("pV=νRT", "Уравнение Менделеева — Клапейрона"),
        ("что значит pV = νRT?", "Уравнение Менделеева — Клапейрона"),
        ("I²Rt", "Закон Джоуля — Ленца"),
        ("Q=I^2Rt", "Закон Джоуля — Ленца"),
        ("σ/(2ε0)", "Поле плоскости"),
        ("σ/2ε₀ это что", "Поле плоскости"),
        ("F=ma", "Второй закон Ньютона"),
    ],
)
def test_a_formula_leads_to_its_section(question: str, heading: str) -> None:
    """However it is set or typed: powers, indices, Greek letters, fractions."""
    assert first_heading(LIBRARY, question) == heading


@pytest.mark.parametrize(
    ("markdown", "sides"),
    [
        (r"$E = \sqrt{a^2 + b^2}$", "a2b2"),
        (r"$$\left(x+1\right)^{10} \le \sin\alpha$$", "x110 sinα"),
        ("стоит $5 или $10", ""),
        ("`$HOME/bin:$PATH`", ""),
        ("$x$ и $y$", ""),
        ("без формул", ""),
    ],
)
def test_formulas_are_read_by_their_sides(markdown: str, sides: str) -> None:
    """Prices, variables of a shell and single letters are none."""
    assert formulas_in(markdown) == sides


@pytest.mark.parametrize(
    "question",
    ["x == y", "a => b", "export PATH=/usr/bin", "что такое C++", "operator<=>", "chmod u=rwx,g=rx", "λ-куб"],
)
def test_code_and_what_the_notes_do_not_hold_stays_as_it_is(question: str) -> None:
    """Only sides that are words of the notes take a formula's place."""
    assert with_formulas_read(question, {"ma", "path"}) == question


def test_an_equation_may_have_spaces() -> None:
    """It is one formula still."""
    assert with_formulas_read("чему равно F = ma?", {"ma"}) == "чему равно f ma?"
