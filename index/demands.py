"""What some questions cannot do without: a date, a price, hours where hours are asked for, a wife."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.analyze import Word

TOLD: Final = 0.2
"""Gain of a passage with a sentence that tells it of what is asked about. Chosen for dates; the others were
given the same."""
PRICE_TOLD: Final = 0.5
"""The same for a price, which few sentences tell."""
NAME_TOLD: Final = 0.3
"""The same for what something is called."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that a question may ask for, and how it is told."""

    name: str
    asks: re.Pattern[str]
    """Finds it in a question in lower case, ё being е; a group holds the words that ask where not all do."""
    tells: re.Pattern[str]
    """Finds it in a sentence. What it misses refuses a right answer, so it is rather too wide."""
    needed: bool = True
    """Whether a passage that does not tell it is no answer."""
    gain: float = TOLD
    beside: bool = False
    """Whether what it is told of stands in the same sentence, and not in the heading alone."""
    anywhere: bool = False
    """Whether it is enough that the passage tells it of anything."""


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

_PRICE_WORD: Final = "цена"
"""What a question asks for where it asks what something costs: стоит alone may mean that it stands."""
_PRICE_TURN: Final = re.compile(
    r"\bсколько\s+(?:(?:будет|будут|это|сейчас|примерно|обычно)\s+)*сто(?:ит|ят|ить|ил[аои]?)\b|\bпоч[её]м\b",
    re.IGNORECASE,
)
_MONEY: Final = r"""
[$€₽£¥]\s?\d | \d\s?[$€₽£¥]
| \b(?:(?:бес)?платн\w+ | руб(?:л\w+)? | доллар\w* | евро | цен[аыуе] | ценой | стоимост\w+ | денег)\b
| \b(?:free\s+of\s+charge | for\s+free | is\s+free | paid | prices? | costs? | dollars? | euros?)\b
| \bO\( | \d\s*(?:мс|мкс|нс|ms|µs|ns)\b | \b(?:такт\w* | микросекунд\w* | cycles | microseconds?)\b
"""
"""The last line is what an operation of a computer costs."""
PRICE: Final = Demand(
    "price", _of(rf"\b{_PRICE_WORD}\b | \bhow\s+much\b.*\b(costs?)\b"), _of(_MONEY), gain=PRICE_TOLD
)

_MONTHS: Final = r"январ | феврал | март | апрел | ма[йяе]\b | июн | июл | август | (?:сент|окт|но|дек)[ая]бр"
_LIFE: Final = rf"""
\([^()]*\b\d{{3,4}}\b[^()]*[—–-] | \([^()]*?\d{{1,2}}\s(?:\(\d{{1,2}}\)\s)?(?:{_MONTHS})
| \(р\. | \([^()]*\s[—–-]\s[^()]*\)\s*[—–-] | \bгоды\s+жизни | \b\d{{3,4}}\s?[—–-]\s?\d{{3,4}}\b
"""
"""What stands behind somebody's name: years or days of a life, or places."""
_SPOUSE: Final = r"жен[аыуе] | женой | женил\w+ | женат\w* | муж(?:а|ем)? | замуж\w* | супруг\w*"
_TESTS: Final = r"""
экзамен\w* | зач[её]т\w{0,2}\b(?!\s+(?:\w+\s+)?требовани) | пересдач\w* | коллоквиум\w*
| контрольн\w+(?=\s+работ|\W*$) | exams?\b | midterm\b | deadline(?=\W*$) | срок\w*\s+сдачи
"""
_WHEN: Final = (
    r"когда | какого\s+числа | в\s+какой\s+день | во\s+сколько | до\s+какого\s+числа | when | what\s+time"
)
_BETWEEN: Final = r"""
и | где | будет | у | нас | наш | сда[её]м | сдавать | надо | нужно | is | are | the | our | do | we | have
| в\s+как\w+\s+\w+
"""
"""What stands between when and the test that is asked for."""
_CALENDAR: Final = rf"""
\b(?:{_MONTHS} | недел | сесси | семестр | заняти)
| \b(?:понедельник | вторник | сред[аыу]\b | четверг | пятниц | суббот | воскресен)
| \b\d{{1,2}}[:.]\d\d\b
| \b(?:January | February | March | April | May | June | July | August | (?:Septem|Octo|Novem|Decem)ber)\b
| \b(?:(?:Mon | Tues | Wednes | Thurs | Fri | Satur | Sun)day | weeks? | session | term | semester)\b
"""

_UNITS: Final = {
    "time": (
        """секунд | минут | часов | суток | дней | недель | месяцев | лет | веков
        | seconds | minutes | hours | days | weeks | months | years""",
        r"""секунд | минут | \bчас | час(?:а|ов)\b | сут(?:к|очн) | \bдн(?:[яюей] | ям | ями | евн) | дневн
        | \bдень | недел | месяц | месячн | \bгод(?!у\b) | годов | \bлет\b | летн | \bвек | столети
        | second | minute | hour | \bdays? | week | month | year | \d{3,4}\s?[—–-]\s?\d{2,4}""",
        "[мн]к?с | с | сек | мин | ч | мес | г | [mμµn]?s | sec | min | h",
    ),
    "length": (
        "(?:кило|санти|милли|микро|нано)?метров | inches | feet | miles",
        r"метр(?!оп) | дюйм | фут | \bмил[ьия] | inch | \bfeet | mile",
        "(?:мк|[ксдмн])?м | [kcdmμµn]?m",
    ),
    "mass": (
        "(?:кило|милли|микро)?грамм(?:ов)? | тонн | мк?г | кг",
        "грамм(?!ат) | тонн",
        "(?:мк|[км])?г | [kmμµ]?g",
    ),
    "storage": (
        "(?:кило|мега|гига|тера)?байт(?:ов)? | бит(?:ов)? | [кмгт]б | bytes | bits",
        r"байт | \bбит | разряд | byte | \bbit | -bit",
        "[кмгт]б | [kmgt]i?b | b",
    ),
    "temperature": ("градусов | degrees", r"градус | ° | \\circ | кельвин | degree | рад\b | π", "[KКCС]"),
    "share": (
        "процентов | percent",
        r"процент | % | percent | половин | трет[иь] | четверт | дол[яюи]\b | half",
        "%",
    ),
    "volume": ("(?:милли)?литров | мл", "литр", "м?л | ml | l"),
}
"""Units of a kind: as they are asked for (сколько часов), as their words begin, and as they are abbreviated
behind a number; from one year to another is a time as well. A passage that speaks of none of them cannot tell
how many."""


def _unit(name: str) -> Demand:
    asked, words, short = _UNITS[name]
    return Demand(
        name,
        _of(rf"\bсколь(?:ко|ких)\s+(?:\w+\s+)?({asked})\b | \bhow\s+many\s+({asked})\b"),
        _of(rf"{words} | \d[^\n]{{0,12}}?(?:{short})(?![a-zа-яё])"),
        anywhere=True,
    )


DEMANDS: Final = (
    DATE,
    PRICE,
    Demand(
        "payment",
        _of(r"""\bсколько\s+(?:денег | (?:\w+\s+)?(?:плат[ия]т | заплат\w+ | бер[еу]т\s+(?:\w+\s+)?за))\b"""),
        _of(rf"{_MONEY} | % | \b(?:процент | оклад | жаловань | ставк) | \d\s(?:тыс | млн | милли | в\s)"),
    ),
    Demand(
        "called",
        _of(
            r"""\bкак\s+(?:\w+\s+)?(?:называ[ею]т(?:ся)? | зов[уе]т(?:ся)? | именуе\w+)\b
            | \bwhat\b.*\bcalled\b"""
        ),
        _of(r"\b(?:называ\w+ | назван\w* | зов[уе]т\w* | именуе\w+ | (?:is|are)\s+called | known\s+as)\b"),
        needed=False,
        gain=NAME_TOLD,
        beside=True,
    ),
    Demand(
        "birth",
        _of(
            r"""^(?=.*\b(?:где | когда | в\s+как\w+ | where | when | year)\b)
            .*?\b(родил(?:ся|ась|ись) | born)\b | \b(?:годы\s+жизни | дат[аы]\s+рождения)\b"""
        ),
        _of(
            rf"""родил | рожд[её]н | \b(?:родом\b | родин[аыуео] | род\. | уроженец | возник | появил
            | произош | происход | создан[аоы]?\b | выпущен | выш[её]?л[аои]?\b | основан | запущен | born\b
            | created\b | released\b | founded\b) | {_LIFE}"""
        ),
    ),
    Demand(
        "death",
        _of(
            r"""^(?=.*\b(?:когда | где | отчего | от\s+чего | в\s+как\w+ | when | where | year)\b)
            .*?\b(умер(?:ла|ли)? | скончал(?:ся|ась|ись) | died)\b | \bdid\b.*\b(die)\b
            | \bдат[аы]\s+смерти\b"""
        ),
        _of(
            rf"""\b(?:ум[её]р | умир | сконча | кончин | смерт | погиб | гибел | уби[тлй] | казн | расстрел
            | повеш | пал\b | утону | отрав | прекращ | died\b | dead\b | death | killed | murder | assassinat
            | execut | passed\s+away) | † | {_LIFE}"""
        ),
    ),
    Demand(
        "burial",
        _of(r"\bпохорон\w+ | \bburied\b"),
        _of(
            r"""\b(?:похорон | захорон | погреб | могил | гробниц | усыпальниц | мавзоле | кладбищ | саркофаг
            | склеп | некропол | тел[оа]\b | прах | buried\b | burial | grave\b | tomb\b
            | cemeter | mausoleum)"""
        ),
    ),
    Demand(
        "family",
        _of(
            rf"""\b(?:как\s+(?:звали|зовут) | кто | на\s+ком)\b.*\b({_SPOUSE} | сын\w* | доч\w+)\b
            | \bсколько\s+(?:было\s+)?(детей)\s+(?:было\s+)?у\b"""
        ),
        _of(
            r"""венча | \b(?:жен[аыуеи]\b | женой | женил | женат | ж[её]н\b | муж(?:[аеу]|ем)?\b | замуж
            | брак | супруг | вдов | реб[её]н | дет(?:[еия]\w* | ск) | сын | доч | наследник | потом[ко]
            | wife | husband | child | son\b | daughter)"""
        ),
    ),
    Demand("term", _of(rf"\b({_WHEN})\s+(?:(?:{_BETWEEN})\s+)*(?:{_TESTS})"), _of(_CALENDAR)),
    Demand(
        "room",
        _of(
            rf"""\bв\s+как(?:ой|ом)\s+(аудитории | кабинете)
            \s+(?:(?:{_BETWEEN} | проходит | пройдет)\s+)*(?:{_TESTS})"""
        ),
        _of(r"\b(?:ауд | каб | корпус | room | zoom | онлайн | online)"),
    ),
    *map(_unit, _UNITS),
)


def with_price_named(question: str) -> str:
    """A question with the turns that ask for a price in a word that notes use."""
    return _PRICE_TURN.sub(_PRICE_WORD, question)


def demands_of(text: str, words: Sequence[Word]) -> Iterator[Demanded]:
    """What a question demands.

    Args:
        text: The question in lower case, ё being е, as `with_price_named` gives it.
        words: Its searched words.
    """
    for demand in DEMANDS:
        if found := demand.asks.search(text):
            group = next((each for each in range(1, demand.asks.groups + 1) if found[each]), 0)
            start, end = found.span(group)
            said = (word for word in words if start <= word.start and word.end <= end)
            yield Demanded(demand, frozenset(term for word in said for term in word.terms))
