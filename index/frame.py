"""What kind of question it is, what it is about, and which side of it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.analyze import NAMING
from index.asking import PRONOUN, asking
from index.concepts import content_words
from index.demands import PRICE, demands_of, with_price_named
from index.turns import turn_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.analyze import Analyzer, Word
    from index.demands import Demanded
    from index.numbers import Numbers

ATTRIBUTES: Final = """
преимущество плюс достоинство недостаток минус вид тип разновидность пример функция задача назначение
цель применение использование особенность свойство характеристика этап шаг стадия способ метод принцип
структура состав компонент элемент часть причина условие требование классификация отличие разница
различие сравнение сходство определение проблема ограничение роль синтаксис формула алгоритм правило
область польза смысл архитектура дизайн устройство уровень параметр аргумент опция флаг команда история
применять применяться решение вывод итог инструмент критерий признак последствие возможность архитектурный
риск выгода единица размерность обозначение
advantage benefit upside strength drawback disadvantage downside weakness pros cons
type kind example function task purpose goal use usage
feature property stage step way method principle structure component part reason condition requirement
classification difference comparison definition problem limitation role syntax formula algorithm rule
history design option flag
"""
"""Words that name a side of something and rarely the thing itself."""
GENRES: Final = """
формула закон теорема лемма аксиома постулат гипотеза уравнение неравенство правило эффект критерий
formula law theorem lemma axiom postulate hypothesis equation inequality rule effect criterion
"""
"""Words for what is told apart by a name beside them (закон Ома)."""

_FORMS_OF_ANSWERS: Final = """
список списком перечень перечнем описание расшифровка обзор list overview description
"""
_FORMS: Final = frozenset(_FORMS_OF_ANSWERS.split())
"""What an answer should look like: no subject where the notes do not speak of it."""
_DEFINING: Final = re.compile(r"определени[ею]|определя[ею]т(?:ся)?|definition|meaning")
"""The same for a definition, of which notes say no more than that it is one."""

_CHATTER: Final = """
здравствуйте здравствуй привет приветствую добрый спасибо благодарю пожалуйста подскажите подскажи
скажите скажи расскажите расскажи рассказать объясните объясни объяснить поясните поясни пояснить
покажите покажи напомните напомни помогите помоги дайте дай дать назовите назови назвать перечислите
перечисли перечислить приведите приведи привести опишите опиши описать напишите напиши укажите укажи
интересно хочу хочется хотелось понять понял поняла понимаю узнать знать лекции лекция лекцию лекций
лекциях конспекте конспекта конспекту экзамену зачету простыми словами своими
подробнее подробно кратко вкратце коротко детальнее называют называется называются штука штуки зверь
значит означает означают понимают понимать имеется имеют виду ввиду упоминались упоминается упоминали
говорилось говорили рассказывали разбирали обсуждали проходили вопрос вопросик собственно кстати плиз пж
блин короче типа ребят ребята народ пока дела делать сделать делает делают сегодня завтра вчера сейчас
hello hi hey thanks thank please explain describe mean means meaning called tell
порядку пунктам formally informally roughly briefly
"""
CHATTER: Final = frozenset(_CHATTER.split())
"""Words around a question: counted for little, as they are spelt here only."""

_DEFINITION: Final = re.compile(
    r"\b(?:что\s+(?:это\s+)?(?:такое|значит|означает|за|есть|называется|называют|понимают|понимается)|кто\s+так(?:ой|ая|ие)"
    r"|как\s+определя[ею]т(?:ся)?|это\s+(?:что|кто|как)|что\s+это|что\s+под\s+\w+\s+понима|определени\w+|дай(?:те)?\s+определение"
    r"|what(?:\s+is|\s+are|'s|\s+does|\s+do\s+(?:we|you|they|people)\s+call)|define|definition\s+of|meaning\s+of)\b"
)
_COMPARISON: Final = re.compile(
    r"\b(?:отлич\w*|разниц\w*|различ\w*|сравн\w*|сопостав\w*|vs|versus|против|лучше|хуже|общего|схож\w*"
    r"|differ\w*|compar\w*|better|или)\b"
)
_COUNTED: Final = re.compile(
    r"\b(?:сколько|числ\w+|количеств\w+|how\s+many|number\s+of)\s+(?:сравнений|различий|comparisons|differences)\b"
)
"""What is counted is not asked for."""
_COUNT: Final = re.compile(
    r"\b(?:сколько|скольких|какое\s+количество|каково\s+количество|how\s+(?:many|much))\b"
)
_WHEN: Final = re.compile(r"^\W*(?:[аи]\s+)?(?:когда|в\s+каком\s+(?:году|веке)|какого\s+числа)\b")
_DONE: Final = re.compile(r"л(?:[аои]|ся|[аои]сь)?$")
"""How a verb ends that tells of the past."""
_WAS: Final = re.compile(r"^\W*(?:when\s+(?:was|were|did)|(?:what|which|in\s+what|in\s+which)\s+year)\b")
_LIST: Final = re.compile(
    r"\b(?:какие|каких|перечисл\w*|список|списком|назов\w*|все|всех|сколько|бывают|существуют|приведите|"
    r"list|types|kinds|which|all)\b"
)
_KINDS: Final = re.compile(
    r"\bкакие\b.*\b(?:бывают|существуют|есть|выделяют|различают)\b"
    r"|\b(?:бывают|существуют|выделяют|различают)\b.*\bкакие\b|\bна\s+какие\b.*\b(?:дел|подраздел)\w+"
)
_JOINED: Final = re.compile(r"\s*(?:,|/|\s(?:и|или|and|or)\s|,\s*(?:и|а также)\s)\s*")
KINDS: Final = "виды"
"""The side that is asked for where a question asks which ones there are (какие бывают гипервизоры)."""
_EXIST: Final = frozenset(("бывают", "существуют", "есть", "выделяют", "различают"))
"""What says nothing else in such a question."""
_QUOTED: Final = re.compile(r"«[^»]+»|[“„][^”“]+[”“]|\"[^\"]+\"|`[^`]+`")
_PICTURE: Final = re.compile(
    r"\b(?:картин\w+|схем\w+|рисун\w+|изображен\w+|диаграмм\w+|picture|figure|diagram|scheme)\b"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The question without the thing that it is about."""

    searched: str
    """The question with what it asks for said in words that notes use."""
    defines: bool
    """Asks what something is."""
    compares: bool
    """Asks how things differ, or which to choose."""
    lists: bool
    """Asks for several things."""
    counts: bool
    """Asks how many."""
    demands: tuple[Demanded, ...]
    """What the question cannot do without."""
    demanding: frozenset[str]
    """Terms of the question that only say what it demands (в каком году, сколько часов)."""
    dated: bool
    """Asks at what time something was, not under which conditions (когда нужен X)."""
    implied: str
    """The side that is asked for without being named, or nothing (какие бывают: виды)."""
    implying: frozenset[str]
    """Terms of the question that stand for it."""
    pictures: bool
    """Asks for a picture."""
    comparing: frozenset[str]
    """Terms of the question that only say that it compares."""
    attributes: frozenset[str]
    """Terms of the question that name a side of something."""
    joined: frozenset[str]
    """Those of them that are asked for together (плюсы и минусы), where there is a thing that has them."""
    chatter: frozenset[str]
    """Terms of the question that say nothing about its subject."""
    genres: frozenset[str]
    """Terms of the question that only say of what sort a thing is that is named right after."""
    quoted: frozenset[str]
    """Terms of the words in quotation marks."""
    forms: frozenset[str]
    """Terms that only say how something is to be told (список, перечень)."""
    story: frozenset[str]
    """Terms that only tell how somebody came to ask, in sentences of their own."""


class Frames:
    """Tells the frame of a question from its subject."""

    def __init__(self, analyzer: Analyzer, numbers: Numbers, sides: frozenset[str] = frozenset()) -> None:
        """Compile the words of frames to terms; `sides` are those that the notes name of their things."""
        self._analyzer = analyzer
        self._numbers = numbers
        self._attributes = sides.union(map(analyzer.term, ATTRIBUTES.split()))
        self._genres = frozenset(analyzer.term(word) for word in GENRES.split())

    def sides(self, words: Sequence[Word]) -> list[Word]:
        """Those of a question's words that name a side of something; a numbered one is part of a name."""
        numbered = self.numbered(words)
        return [w for w in words if w not in numbered and any(t in self._attributes for t in w.terms)]

    def chatter(self, words: Sequence[Word]) -> list[Word]:
        """Those of a question's words that belong to the talk around it; «второго типа» is no «типа»."""
        numbered = self.numbered(words)
        return [word for word in words if word not in numbered and word.form in CHATTER]

    def numbered(self, words: Sequence[Word]) -> set[Word]:
        """Those of a question's words that a number belongs to."""
        return {word for _, word in self._numbers.named(words)}

    def _parted(self, message: str) -> tuple[str, list[Word], list[Word]]:
        """What of a message asks (see `asking`), the words of that, and its other words."""
        text = asking(message.lower().replace("ё", "е"))
        asked: list[Word] = []
        others: list[Word] = []
        for word in content_words(self._analyzer, message):
            (others if text[word.start].isspace() else asked).append(word)
        return text, asked, others

    def core(self, message: str) -> str:
        """The sentences of a message that ask; all where these lean on the others (что это, зачем он)."""
        text, asked, others = self._parted(message)
        leans = PRONOUN.search(text) or len(self.chatter(asked)) == len(asked)
        if leans and self._names(others):
            return message
        return "".join(char for char, kept in zip(message, text, strict=False) if kept != "\n").strip()

    def read(self, asked: str) -> Frame:
        """The frame of a question."""
        question = with_price_named(asked)
        text, words, others = self._parted(question)
        chatter = _terms(self.chatter(words)) | _terms(self.chatter(others))
        alone = self._names(words) and not PRONOUN.search(text)
        story = _terms(others) - _terms(words) - chatter if alone else frozenset()
        subject = _terms(words) - chatter
        attributes = subject & _terms(self.sides(words)) & self._attributes
        if attributes == subject:
            attributes = frozenset()
        defining = _terms(word for word in words if _DEFINING.fullmatch(word.form))
        if _DEFINITION.search(text) and defining < subject:
            chatter, attributes = chatter | defining, attributes - defining
        kinds = bool(_KINDS.search(text)) and not attributes
        if kinds:
            chatter |= _terms(word for word in words if word.form in _EXIST)
        turn = None if kinds else turn_of(text, words)
        if turn and attributes <= turn.terms:
            attributes = frozenset()
        elif attributes:
            turn = None
        demands = tuple(demands_of(text, words))
        compares = bool(_COMPARISON.search(_COUNTED.sub("", text)))
        implied = KINDS if kinds else turn.side if turn else ""
        return Frame(
            searched=question,
            defines=(bool(_DEFINITION.search(text)) or len(subject) == 1) and not (attributes or implied),
            compares=compares,
            lists=bool(_LIST.search(text)),
            counts=bool(_COUNT.search(text)),
            demands=demands,
            demanding=frozenset(term for each in demands if each.demand is not PRICE for term in each.terms),
            dated=bool(_WAS.search(text)) or (bool(_WHEN.search(text)) and self._tells_of_past(words)),
            implied=implied,
            implying=turn.terms if turn else frozenset(),
            pictures=bool(_PICTURE.search(text)),
            comparing=_terms(word for word in words if compares and _COMPARISON.fullmatch(word.form)),
            attributes=attributes,
            joined=_joined(question, [word for word in words if attributes.intersection(word.terms)]),
            chatter=chatter,
            genres=_terms(self._genred(words)),
            quoted=_terms(_quoted(text, words)),
            forms=_terms(word for word in words if word.form in _FORMS),
            story=story,
        )

    def _tells_of_past(self, words: Sequence[Word]) -> bool:
        """Whether words say that something was done (появился, создан)."""
        parts = ((word, self._analyzer.part_of_speech(word.form)) for word in words)
        return any(part == "PRTS" or (part == "VERB" and _DONE.search(word.form)) for word, part in parts)

    def _genred(self, words: Sequence[Word]) -> list[Word]:
        """Words for a sort of thing right before a name (закон Ома)."""
        return [
            word
            for word, name in pairwise(words)
            if name.start - word.end == 1
            and self._genres.intersection(word.terms)
            and self._analyzer.part_of_speech(name.form) in NAMING
        ]

    def _names(self, words: Sequence[Word]) -> bool:
        """Whether words name a thing."""
        aside = {*self.sides(words), *self.chatter(words)}
        named = (word for word in words if word not in aside)
        return any(self._analyzer.part_of_speech(word.form) in NAMING for word in named)


def _terms(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(term for word in words for term in word.terms)


def _quoted(text: str, words: Sequence[Word]) -> list[Word]:
    """Words in quotation marks, or marked as code."""
    marked = [quotation.span() for quotation in _QUOTED.finditer(text)]
    return [word for word in words if any(start <= word.start < end for start, end in marked)]


def _joined(question: str, sides: Sequence[Word]) -> frozenset[str]:
    """Terms of neighbouring sides of a thing with nothing but a conjunction between them."""
    pairs = [
        (left, right)
        for left, right in pairwise(sides)
        if _JOINED.fullmatch(question[left.end : right.start])
    ]
    return _terms(word for pair in pairs for word in pair)
