r"""TeX commands that have a character or a word of their own."""

from __future__ import annotations

from typing import Final


def _table(source: str) -> dict[str, str]:
    """Pairs of a command and its character, parted by white space."""
    words = source.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_GREEK: Final = """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
    lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ
    chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
"""
_RELATIONS: Final = """
    le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝
    ll ≪ gg ≫ prec ≺ succ ≻ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ to → rightarrow →
    longrightarrow ⟶ Rightarrow ⇒ implies ⇒ leftarrow ← gets ← Leftarrow ⇐ leftrightarrow ↔
    Leftrightarrow ⇔ iff ⇔ mapsto ↦ perp ⊥ parallel ∥ mid | vdash ⊢ models ⊨ coloneqq ≔ lt < gt >
"""
_OPERATORS: Final = """
    cdot · times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cup ∪
    cap ∩ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ lnot ¬ neg ¬ forall ∀ exists ∃ nexists ∄ sum ∑ prod ∏
    int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ nabla ∇ partial ∂ infty ∞ emptyset ∅ varnothing ∅ aleph ℵ hbar ℏ
    ell ℓ Re ℜ Im ℑ angle ∠ triangle △ square □ degree ° prime ′ dagger † ldots … dots … cdots ⋯ vdots ⋮
    langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lbrace { rbrace } lvert | rvert | vert | Vert ‖
    uparrow ↑ downarrow ↓ updownarrow ↕ checkmark ✓ top ⊤ bot ⊥ therefore ∴ because ∵ colon :
"""
_FUNCTIONS: Final = """
    sin cos tan tg cot ctg arcsin arccos arctan arctg sinh cosh tanh log ln lg exp lim limsup liminf max
    min sup inf arg det dim ker deg gcd Pr mod bmod rank
"""

SYMBOLS: Final = {
    **_table(_GREEK),
    **_table(_RELATIONS),
    **_table(_OPERATORS),
    **{name: name for name in _FUNCTIONS.split()},
    "bmod": "mod",
}
"""What to write for a command."""

RELATIONS: Final = frozenset("=<>≔") | frozenset(_table(_RELATIONS).values()) - {"|", "⊥", "∥"}
"""Characters that stand between blanks."""

BLANKS: Final = frozenset({",", ";", ":", " ", ">", "quad", "qquad", "enspace", "thinspace", "\n"})
"""Commands that make room."""

SILENT: Final = frozenset(
    [
        "!",
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "limits",
        "nolimits",
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "middle",
        "nonumber",
        "notag",
    ]
)
"""Commands that only arrange what follows."""

ESCAPED: Final = {"{": "{", "}": "}", "%": "%", "#": "#", "&": "&", "$": "$", "_": "_", "|": "‖"}
"""Characters written behind a backslash."""

BLACKBOARD: Final = _table("A 𝔸 B 𝔹 C ℂ D 𝔻 E 𝔼 F 𝔽 H ℍ I 𝕀 K 𝕂 N ℕ P ℙ Q ℚ R ℝ S 𝕊 Z ℤ")
r"""Letters of `\mathbb`."""

ACCENTS: Final = {
    "bar": "\u0304",
    "overline": "\u0304",
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
"""Marks set over one letter."""

UPRIGHT: Final = frozenset(
    [
        "text",
        "textrm",
        "textbf",
        "textit",
        "texttt",
        "mathrm",
        "mathbf",
        "mathit",
        "mathsf",
        "mathtt",
        "mathcal",
        "mathscr",
        "mathfrak",
        "boldsymbol",
        "bm",
        "operatorname",
        "mbox",
    ]
)
"""Commands whose argument is shown as it is."""

LINES: Final = frozenset({"aligned", "align", "align*", "gather", "gather*", "gathered", "split", "equation"})
"""Environments that only set formulas below each other."""
