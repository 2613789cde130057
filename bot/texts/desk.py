"""What a catalog must hold for the instructor's desk; see `bot.texts.model` for how sentences are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

Filled = Callable[[str], str]
Counted = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Desk:
    """The sentences between students and instructors."""

    # A student passes a question on.
    button_ask: str
    confirm: str
    """Above the question that would be passed on."""
    your_comment: Filled
    anonymous: str
    comment_in_words: str
    """To a file or sticker where words are needed."""
    button_send: str
    button_send_named: str
    button_comment: str
    what_comment: str
    hint_comment: str
    """In an empty input field, as the other hints: at most 64 characters."""
    button_cancel: str
    cancelled: str
    sent: str
    sent_to_queue: Counted
    """How many are before them."""
    joined: str
    """Somebody has asked the same already."""
    already_sent: str
    answered_again: str
    """To a question that was answered; the answer follows. At most 200 characters, as the next."""
    answered_above: str
    """The same where no copy of the answer is kept: a voice message, say."""
    one_a_topic: str
    muted_for_you: str
    too_many_open: Counted
    too_many_today: Counted
    no_staff: str
    button_queue: str
    queue: Counted
    """How many are before them; at most 200 characters, as the two below."""
    your_turn: str
    queue_over: str

    # The answer comes back.
    from_instructor: str
    see_section: str
    not_for_course: str
    """At most 200 characters."""
    may_object: str
    """After it, in a message that can be replied to."""
    button_understood: str
    button_more: str
    glad: str
    write_follow_up: str
    hint_follow_up: str
    passed_on: str
    over: str
    """To a word about a question that is closed, or gone."""
    answered_on: Filled
    """Under an answer that was kept; the gap: its date."""
    day: Callable[[date], str]

    # Cards.
    card_title: Counted
    asked_by: Counted
    asks: Filled
    """Somebody who gave a name and no comment."""
    more_comments: Counted
    near: str
    nothing_near: str
    taken: str
    taken_by: Filled
    answered_before: str
    """Above the beginning of an earlier answer to the same question."""
    answered_otherwise: str
    """Instead of that answer where it was a voice message, a picture, a file."""
    answered_like: Counted
    """The same of another question; its number."""
    button_same: str
    asks_back: str
    card_below: str
    """On a card that has been taken anew: its buttons stand on the new one."""
    answered: Callable[[int, int, int], str]
    """How many got the answer, understood it, could not be reached."""
    closed: str
    muted: str
    unmuted: str
    changed_meanwhile: str
    button_answer: str
    button_point: str
    button_close: str
    button_mute: str
    button_unmute: str
    button_keep: str
    button_sure: Filled
    """The gap: the button that was pressed."""
    button_back: str
    how_to_answer: Counted
    """The number of the question."""
    hint_answer: str
    follow_up: Callable[[int, str], str]
    """Above a student's further word: number of the question, and a name or nothing."""
    withdrawn: str
    is_over: str
    edit_not_sent: str
    not_passable: str
    nobody_waits: str
    delivered: Counted
    undelivered: Counted
    """The student of this question has blocked the bot."""
    point_where: str

    # Office hours.
    hours_on: Counted
    hours_off: Counted
    """How many questions wait."""
    button_hours_on: str
    button_hours_off: str
    button_next: str
    queue_empty: str

    # Answers that are kept.
    keep_preview: str
    button_edit: str
    write_entry: str
    hint_entry: str
    keep_where: str
    keep_pictures: Callable[[int], str]
    button_section: Filled
    button_no_section: str
    button_write: str
    kept: str
    not_kept: str
    cannot_write: str
    """At most 200 characters."""
    belongs: Filled
    """The gap: headings."""
    button_faq: str
    faq_title: str
    faq_empty: str
    faq_stale: str
    entry_stale: str
    entry_removed: str
    button_remove: str
    button_fresh: str

    # The staff chat.
    bound: str
    """Markdown. On binding."""
    staff_commands: str
    """Markdown. The list of commands."""
    staff_help: str
    """Markdown. Ends the help in the staff chat: where that list is."""
    unbound: str
    moved_away: str
    no_staff_chat: str
    failed: str
    days_wrong: Counted
    audit_title: str
    audit_who: str
    """Under the title: what stands for a name."""
    audit_empty: str
    deeds: Mapping[str, str]
    """Words for what the staff does, by the name that stands in the audit log."""
    steps: Mapping[str, str]
    """Words for what a button or a reply did, by its step in the audit log; others only show something."""
    about_question: Counted
    """The number of a question, after what was done."""
    digest_waiting: Counted
    digest_stale: Counted

    # Trying questions.
    try_what: str
    try_answered: str
    try_refused: str
    try_which: str
    button_no_answer: str
    no_answer: str
    judged: Filled
    """The gap: headings, or `no_answer`."""
    no_questions: str
    questions_broken: Filled
    evaluation: Callable[[int, int], str]
    served_badly: str
    now_better: str
    now_worse: str
    nothing_changed: str
    do_not_fit: str
