"""What some questions cannot do without: a date, a price, a number of hours, somebody's wife."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.analyze import Word

TOLD: Final = 0.2
"""Gain of a passage with a sentence that tells it of what is asked about."""
PRICED: Final = 0.5
"""The same for a price, which few sentences tell."""
CALLED: Final = 0.3
"""The same for what something is called."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that a question may ask for, and how it is told."""

    name: str
    asks: re.Pattern[str]
    """Finds it in a question in lower case, ё being е; a group holds the words that ask where not all do."""
    tells: re.Pattern[str]
    """Finds it in a sentence."""
    needed: bool = True
    """Whether a passage that does not tell it is no answer."""
    gain: float = TOLD
    beside: bool = False
    """Whether what it is told of stands in the same sentence, and not in the heading alone."""
    after: bool = False
    """Whether what it is told of may stand in the sentence before."""


@dataclass(frozen=True, slots=True)
class Demanded:
    """A demand that a question makes."""

    demand: Demand
    terms: frozenset[str]
    """Of the words that make it."""


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


DATE: Final = Demand(
    "date",
    _of(
        r"""\b(?:когда | в\s+как(?:ом|ие)\s+(?:году|годы|веке) | какого\s+числа
        | when | (?:what|which)\s+year)\b"""
    ),
    _of(
        r"""\b(?:1\d|20)\d\d\b
        | \b\d{1,4}\s?(?:год[уа]?\b | гг?\. | до\sн\. | н\.\s?э\. | BCE?\b | CE\b | AD\b)
        | \b[IVX]+\s+(?:век | вв?\. | столет) | \b\d{1,2}(?:st|nd|rd|th)\s+century\b
        | \bлет\s+назад\b | \byears\s+ago\b"""
    ),
    needed=False,
)
"""A year or a century; an ancient one where it says so. Where only a date can answer, one without is a guess:
see `Frame.dated`."""

_COST: Final = "цена"
"""What a question asks for where it asks what something costs: стоит alone may mean that it stands."""
_COSTS: Final = re.compile(
    r"\bсколько\s+(?:(?:будет|будут|это|сейчас|примерно|обычно)\s+)*сто(?:ит|ят|ить|ил[аои]?)\b|\bпоч[её]м\b",
    re.IGNORECASE,
)
_MONEY: Final = r"""
[$€₽£¥]\s?\d | \d\s?[$€₽£¥]
| \b(?:(?:бес)?платн\w+ | руб(?:л\w+)? | доллар\w* | евро | цен[аыуе] | ценой | стоимост\w+ | денег)\b
| \b(?:free\s+of\s+charge | for\s+free | is\s+free | paid | prices? | costs? | dollars? | euros?)\b
"""
PRICE: Final = Demand("price", _of(rf"\b{_COST}\b | \bhow\s+much\b.*\b(costs?)\b"), _of(_MONEY), gain=PRICED)

_MONTHS: Final = r"январ | феврал | март | апрел | ма[йяе]\b | июн | июл | август | (?:сент|окт|но|дек)[ая]бр"
_LIFE: Final = rf"""
\([^()]*\b\d{{3,4}}\b[^()]*[—–-] | \([^()]*?\d{{1,2}}\s(?:\(\d{{1,2}}\)\s)?(?:{_MONTHS})
| \(р\. | \([^()]*\s[—–-]\s[^()]*\)\s*[—–-]
"""
"""What stands in brackets behind somebody's name: years or days of a life, or places."""
_RELATIVES: Final = r"""
жен[аыуе] | женой | женил\w+ | женат\w* | муж(?:а|ем)? | замуж\w* | супруг\w* | дет(?:ей|и) | сын\w* | доч\w+
"""
_TESTS: Final = r"""
экзамен | зач[её]т\b | пересдач | коллоквиум | контрольн\w+(?!\s+(?:точк|сумм|групп))
| exam | midterm | deadline
"""
_WHEN: Final = (
    r"когда | какого\s+числа | в\s+какой\s+день | во\s+сколько | до\s+какого\s+числа | when | what\s+time"
)
_BETWEEN: Final = r"""
и | где | будет | у | нас | наш | сда[её]м | сдавать | надо | нужно | is | are | the | our | do | we | have
"""
"""What stands between when and the test that is asked for; зачёт is a term of law as well."""
_CALENDAR: Final = rf"""
\b(?:{_MONTHS} | недел | сесси | семестр | заняти)
| \b(?:понедельник | вторник | сред[аыу]\b | четверг | пятниц | суббот | воскресен)
| \b\d{{1,2}}[:.]\d\d\b
| \b(?:January | February | March | April | May | June | July | August | (?:Septem|Octo|Novem|Decem)ber)\b
| \b(?:(?:Mon | Tues | Wednes | Thurs | Fri | Satur | Sun)day | weeks? | session | term | semester)\b
"""

_COUNTS: Final = r"""
(?:\b(?!(?:1\d|20)\d\d\s?г)\d[\d.,\s]*
| \b(?:за | на | через | около | целы\w+ | кажды\w+ | несколько | пар[аыу] | пол | полтор\w+ | один | одн\w+
| дв[аеу]\w* | тр[иеё]\w* | четыр\w+ | пят\w+ | шест\w+ | сем[иью]\w* | вос[её]?м\w* | девят\w+ | десят\w*
| двадцат\w* | сорок\w* | сто | сотн\w+ | тысяч\w* | миллион\w* | миллиард\w*
| one | two | three | four | five | six | seven | eight | nine | ten | twelve | twenty
| hundred | thousand | million))
"""
_SPAN: Final = r"\bпол(?:года | часа | минуты | секунды)\b | \d{3,4}\s?[—–-]\s?\d{2,4}\b"
"""From one year to another is a time as well."""
_UNITS: Final = {
    "time": (
        """секунд | минут | часов | суток | дней | недель | месяцев | лет | веков
        | seconds | minutes | hours | days | weeks | months | years""",
        r"""с(?:ек(?:унд\w*)?)?\b | [мн]к?с | мин(?:ут\w*)? | ч(?:ас\w*)?\b | сут\w* | дн\w+ | день | недел\w+
        | мес(?:яц\w*)? | год\w* | лет\w* | век\w*
        | [mμn]?s\b | sec\w* | min\w* | hours? | days? | weeks? | months? | years?""",
    ),
    "length": (
        "(?:кило|санти|милли|микро|нано)?метров | inches | feet | miles",
        r"""(?:кило|санти|милли|микро|нано)?метр\w* | (?:мк|[ксдмн])?м\b | [kcdmμn]?m\b
        | inch\w* | feet | miles?""",
    ),
    "mass": (
        "(?:кило|милли|микро)?грамм(?:ов)? | тонн | мк?г | кг",
        r"(?:кило|милли|микро)?грамм\w* | (?:мк|[км])?г\b | тонн\w* | [kmμ]?g\b",
    ),
    "storage": (
        "(?:кило|мега|гига|тера)?байт(?:ов)? | бит(?:ов)? | [кмгт]б | bytes | bits",
        r"(?:кило|мега|гига|тера)?байт\w* | бит\w* | [кмгт]б | [kmgt]i?b | bytes? | bits?",
    ),
    "temperature": ("градусов | degrees", r"градус\w* | °\s?[CСFK]? | [KК]\b | кельвин\w* | degrees?"),
    "share": (
        "процентов | percent",
        r"процент\w* | % | percent\w* | половин\w+ | трет[иь]\w* | четверт\w+",
    ),
    "volume": ("(?:милли)?литров | мл", r"(?:милли)?литр\w* | м?л\b | ml"),
}
"""Units of a kind: as they are asked for (сколько часов), and as they are told behind a number."""

DEMANDS: Final = (
    DATE,
    PRICE,
    Demand(
        "payment",
        _of(r"""\bсколько\s+(?:денег | (?:\w+\s+)?(?:плат[ия]т | заплат\w+ | бер[еу]т\s+(?:\w+\s+)?за))\b"""),
        _of(rf"{_MONEY} | % | \b(?:процент | оклад | жаловань | ставк) | \d\s(?:тыс | млн | милли)"),
    ),
    Demand(
        "called",
        _of(
            r"""\bкак\s+(?:\w+\s+)?(?:называ[ею]т(?:ся)? | зов[уе]т(?:ся)? | именуе\w+)\b
            | \bwhat\b.*\bcalled\b"""
        ),
        _of(r"\b(?:называ\w+ | назван\w* | зов[уе]т\w* | именуе\w+ | (?:is|are)\s+called | known\s+as)\b"),
        needed=False,
        gain=CALLED,
        beside=True,
    ),
    Demand(
        "birth",
        _of(
            r"""^(?=.*\b(?:где | когда | откуда | в\s+как\w+ | where | when | year)\b)
            .*?\b(родил(?:ся|ась|ись) | born)\b | \b(?:годы\s+жизни | дат[аы]\s+(?:рождения|смерти))\b"""
        ),
        _of(
            rf"""\b(?:родил | родом\b | род\. | рожд[её]н | уроженец | возник | появил | создан[аоы]?\b
            | выпущен | вышел\b | вышл[аои]\b | основан | запущен | born\b | created\b | released\b
            | founded\b) | {_LIFE}"""
        ),
    ),
    Demand(
        "death",
        _of(
            r"""^(?=.*\b(?:когда | где | отчего | от\s+чего | в\s+как\w+ | when | where | year)\b)
            .*?\b(умер(?:ла|ли)? | скончал(?:ся|ась|ись) | die | died)\b"""
        ),
        _of(
            rf"""\b(?:ум[её]р | умир | сконча | смерт | погиб | гибел | уби[тл] | казн | прекращ
            | die[ds]?\b | dead\b | death | killed) | † | {_LIFE}"""
        ),
    ),
    Demand(
        "burial",
        _of(r"\bпохорон\w+ | \bburied\b"),
        _of(r"\b(?:похорон | захорон | погреб | могил | гробниц | усыпальниц | buried\b | grave\b | tomb\b)"),
    ),
    Demand(
        "family",
        _of(rf"\b(?:как\s+(?:звали|зовут) | кто | на\s+ком | сколько)\b.*\b({_RELATIVES})\b"),
        _of(
            r"""\b(?:жен[аыуеи]\b | женой | женил | женат | ж[её]н\b | муж(?:[аеу]|ем)?\b | замуж | брак
            | супруг | дет(?:ей|и|ям)\b | сын | доч | wife | husband | child)"""
        ),
    ),
    Demand(
        "term",
        _of(rf"\b({_WHEN})\s+(?:(?:{_BETWEEN} | в\s+как\w+\s+\w+)\s+)*(?:{_TESTS} | срок\w*\s+сдачи)"),
        _of(_CALENDAR),
    ),
    Demand(
        "room",
        _of(r"\bв\s+как(?:ой|ом)\s+(аудитори[ию] | кабинете?)\b | \b(?:what | which)\s+(room)\b"),
        _of(r"\b(?:ауд | каб | корпус | room | zoom | онлайн | online)"),
    ),
    *(
        Demand(
            name,
            _of(rf"\bсколь(?:ко|ких)\s+(?:\w+\s+)?(?:{asked})\b | \bhow\s+many\s+(?:{asked})\b"),
            _of(rf"{_COUNTS}(?:[\s-]*(?:\w+\s+)?)(?:{told})(?!\w) | {_SPAN}"),
            after=True,
        )
        for name, (asked, told) in _UNITS.items()
    ),
)


def priced(question: str) -> str:
    """A question with the turns that ask for a price in words that notes use."""
    return _COSTS.sub(_COST, question)


def demands_of(text: str, words: Sequence[Word]) -> Iterator[Demanded]:
    """What a question demands.

    Args:
        text: The question in lower case, ё being е, as `priced` gives it.
        words: Its searched words.
    """
    for demand in DEMANDS:
        if found := demand.asks.search(text):
            start, end = found.span(found.lastindex or 0)
            said = (word for word in words if start <= word.start and word.end <= end)
            yield Demanded(demand, frozenset(term for word in said for term in word.terms))
