"""Raised and lowered characters, for powers, indices and note marks."""

from __future__ import annotations

from typing import Final

_RAISED: Final = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθ′*",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿ′*",
)
_LOWERED: Final = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)


def raised(text: str) -> str | None:
    """`text` in superscript characters, or None where one of them does not exist."""
    return text.translate(_RAISED) if text and all(ord(character) in _RAISED for character in text) else None


def lowered(text: str) -> str | None:
    """`text` in subscript characters, or None where one of them does not exist."""
    return (
        text.translate(_LOWERED) if text and all(ord(character) in _LOWERED for character in text) else None
    )
