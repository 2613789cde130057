"""What a catalog must hold: every sentence the bot says, grouped by the occasion.

A sentence that needs something filled in is a function. Sentences marked "Markdown" are rendered,
so whatever is filled in is escaped by the caller; the others are shown as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.texts.choosing import ChoosingTexts
    from bot.texts.desk import Desk
    from bot.texts.keeping import KeepingTexts

Filled = Callable[[str], str]
"""A sentence with a gap for a name, a title or a question."""
Counted = Callable[[int], str]
"""A sentence with a number in it."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Short human lines for what is no question."""

    greeting: str
    thanks: str
    who: str
    can: str
    mood: str
    bye: str
    praise: str
    sorry: str
    no_question: str
    """A message without a word in it: emoji, dots."""
    no_text: str
    """A file or a sticker without words."""
    about_what: str
    """"More", "an example" when nothing was asked before."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first screens."""

    one_lecture: Filled
    """Markdown. The gap: the lecture's title."""
    many_lectures: Counted
    """Markdown. How many lectures there are."""
    no_lectures: str
    """Markdown. There are none yet."""
    examples: str
    """Above the example questions."""
    help: Filled
    """Markdown. The gap: the bot's name with its @, or nothing."""
    group_help: Filled
    """Markdown. The same for a group."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Around an answer."""

    understood: Filled
    """"Read as: ..."; the gap: the question as it was searched."""
    question: Filled
    """Above an answer to a forwarded or quoted message; the gap: that message, cut."""
    guess: str
    not_found: str
    not_found_near: str
    """The same with headings to offer below."""
    not_found_group: str
    """One line."""
    no_notes: str
    """There is nothing to look it up in yet."""
    no_more: str
    """"More" after the last result."""
    cut: Counted
    """The question was longer than this many characters; the rest was not read."""
    ask_what: Filled
    """Bare /ask, in one line; the gap: an example question."""


@dataclass(frozen=True, slots=True)
class Browsing:
    """Contents, sections, glossary."""

    contents: str
    """Above the table of contents."""
    contents_hint: Counted
    """How many sections there are."""
    glossary: str
    glossary_hint: Counted
    """How many terms there are."""
    no_glossary: str
    empty_section: str
    """A heading without text of its own and without subsections."""
    page: Callable[[int, int], str]
    """Page number of how many."""
    pictures: Counted
    """Caption of an album of this many pictures."""
    gone: str
    """A section or passage that the notes no longer have."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """Labels: short, or a phone cuts them."""

    another: Callable[[int, int], str]
    """To the next result: its number, of how many."""
    back: str
    """To the result before."""
    whole: str
    """The section that a passage is from."""
    unfold: str
    previous: str
    """The section before."""
    next: str
    """The section after: reading on."""
    to_answer: str
    to_contents: str
    helpful: str
    helpful_chosen: str
    unhelpful: str
    unhelpful_chosen: str
    share: str
    pictures: Counted
    earlier: str
    """The page before."""
    later: str
    """The page after."""
    contents: str
    up: str
    """To the heading above."""
    open_chat: str
    """From a message sent through inline mode to the section."""
    forget: str
    keep: str
    done: str
    read: str
    """A heading's own text, before its subsections."""


@dataclass(frozen=True, slots=True)
class Toasts:
    """What a press says: at most 200 characters."""

    helpful: str
    unhelpful: str
    not_yours: str
    """The button belongs to whoever asked."""
    admins_only: str
    gone: str
    """What the button showed is no longer in the notes."""
    old: str
    """The button is from another time and means nothing now."""
    saved: str


@dataclass(frozen=True, slots=True)
class Group:
    """In groups."""

    greeting: Filled
    """Markdown. On being added; the gap: the bot's name with its @."""
    settings: str
    """Markdown. Above the settings."""
    admins_only: str


@dataclass(frozen=True, slots=True)
class SettingsTexts:
    """Labels of /settings; values follow."""

    private: str
    """Markdown. Above a person's own settings."""
    language: str
    language_auto: str
    size: str
    compact: str
    full: str
    pictures: str
    on: str
    off: str
    quiet: str
    quiet_hours: Callable[[int, int], str]
    """From this hour to that."""
    pressers: str
    asker: str
    anyone: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is kept."""

    notice: Counted
    """Markdown. The number: after how many days questions are erased."""
    forget: str
    """Asks whether to erase."""
    forgotten: Counted
    """How many questions were erased."""
    kept: str
    """Nothing was erased after all."""
    in_private: str
    """To /forget in a group."""
    open_private: str
    """Label of the button to the private chat."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Too much at once; in a minute there is always room again."""

    person: str
    group: str


@dataclass(frozen=True, slots=True)
class Inline:
    """Inline mode."""

    open: str
    """Above the results: opens the private chat."""
    nothing: str
    """The same where nothing was found."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What Telegram shows about the bot."""

    name: str
    """At most 64 characters."""
    description: str
    """At most 512: shown in an empty chat."""
    short: str
    """At most 120: shown in the profile."""
    private_commands: tuple[tuple[str, str], ...]
    """Name and description of each command of the menu."""
    group_commands: tuple[tuple[str, str], ...]
    admin_commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Terminal:
    """In the terminal."""

    prompt: str
    buttons: str
    """Above the buttons: type a number."""
    no_button: Counted
    """There is no button with this number."""
    bye: str
    picture: Filled
    """Stands for a picture; the gap: its path."""


@dataclass(frozen=True, slots=True)
class Texts:
    """One language."""

    code: str
    """`ru`, `en`."""
    language: str
    """The language's name for itself."""
    talk: SmallTalk
    start: Start
    asking: Asking
    browsing: Browsing
    buttons: Buttons
    toasts: Toasts
    group: Group
    settings: SettingsTexts
    privacy: Privacy
    limits: Limits
    inline: Inline
    profile: Profile
    terminal: Terminal
    desk: Desk
    keeping: KeepingTexts
    choosing: ChoosingTexts
    apology: str
    """Something went wrong; no details."""
    unknown_command: str
