"""What pronouns stand for: things that agree with them, in the question before or in the same one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.analyze import NAMING
from index.parts import adjoining

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.analyze import Analyzer, Word
    from index.parts import Parts

_AGREES: Final = {
    "masc": "он его ему им ним него нем этого этому этим этом",
    "neut": "оно его ему им ним него нем этого этому этим этом",
    "femn": "она ее ей ней нее эту этой",
    "plur": "они их им ими ними них",
}
"""Russian pronouns by what they stand for."""
_NEXT_CLAUSE: Final = re.compile(r"[,;:.!?]|\b(?:и|а|но|или|чтобы|если|когда|and|but|or|when|if)\b")


class Pronouns:
    """Knows what pronouns may stand for."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Keep what tells genders."""
        self._analyzer = analyzer

    def named_before(self, question: str, pronoun: re.Match[str], now: Parts) -> bool:
        """Whether the question names what its pronoun stands for (что такое гипервизор и зачем он нужен)."""
        before = [word for word in now.things if word.end <= pronoun.start()]
        return any(
            self.agree(pronoun.group(), phrase)
            and _NEXT_CLAUSE.search(question.lower(), phrase[-1].end, pronoun.start())
            for phrase in adjoining(before)
            if self.head(phrase)
        )

    def agree(self, pronoun: str, phrase: Sequence[Word]) -> bool:
        """Whether a pronoun can stand for a phrase; foreign names are taken for masculine nouns."""
        allowed = {kind for kind, forms in _AGREES.items() if pronoun in forms.split()}
        head = self.head(phrase)
        genders = (self._analyzer.genders(head.form) or {"masc"}) if head else frozenset[str]()
        return not allowed or not allowed.isdisjoint(genders)

    def head(self, phrase: Sequence[Word]) -> Word | None:
        """The noun, or foreign name, that leads a phrase."""
        return next((w for w in phrase if self._analyzer.part_of_speech(w.form) in NAMING), None)
