"""Which sentences of a message ask: the others tell how somebody came to ask."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_BREAK: Final = re.compile(r"(?<![?!])[?!]++[)\s]*\s|(?<=\w\w\w)(?:\.+|…|\){2,})[)\s]*\s(?!\d)")
"""Where a sentence of a chat ends; what follows may begin with a small letter. Shorter words before a full
stop are abbreviations (т. д.)."""
_OPENS: Final = (
    r"а|и|но|ну|так|вот|еще|можно|можете|пожалуйста|скажите|интересно|хочу|понять|узнать|непонятно|собственно"
    r"|вопрос|не|понял|поняла|понимаю|знаю|могу|в|на|с|по|из|от|до|к|у|о|про|and|but|so|please|i|want|to|know"
)
_QUESTION: Final = re.compile(
    rf"^\W*(?:(?:{_OPENS})\W+)*(?:что|чем|чего|чему|как|как(?:ой|ая|ое|ие|ого|ую|их|им|ом)|котор\w+|кто|кого"
    r"|зачем|почему|отчего|где|куда|откуда|когда|сколько|чей|what|how|why|where|when|who|which)\b"
    r"|\b(?:подскаж|объясни|расскаж|поясни|опиши|напомни|перечисл|сравни|назов|explain|describe|tell\s+me)"
)
"""What asks without a question mark: a question word in front, or a request."""
PRONOUN: Final = re.compile(
    r"\b(?:он|она|оно|они|его|ее|их|ему|ей|им|ними|него|нее|ней|нем|ним|них|этого|этому|этим|этом|эту|этой|"
    r"it|its|they|them|their)\b(?!\s*[-])"
)
"""What stands for something named before."""


def asking(text: str) -> str:
    """A message with all but the sentences that ask blanked out; itself where all of them ask, or none.

    Args:
        text: The message in one line, in lower case, ё being е. The result is as long, so that places in it
            are places in the message.
    """
    starts = [0, *(cut.end() for cut in _BREAK.finditer(text))]
    said = [text[start:end] for start, end in pairwise((*starts, len(text)))]
    asks = ["?" in sentence for sentence in said]
    if not any(asks):
        asks = [bool(_QUESTION.search(sentence)) for sentence in said]
    if not any(asks):
        return text
    return "".join(s if ask else "\n" * len(s) for s, ask in zip(said, asks, strict=True))
