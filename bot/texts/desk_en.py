"""English texts of the instructor's desk."""

from __future__ import annotations

from bot.texts.desk import Desk
from bot.texts.plural import plural_en


def _questions(number: int) -> str:
    return plural_en(number, "question", "questions")


def _ahead(number: int) -> str:
    return f"{_questions(number)} ahead." if number else "Nobody is ahead."


def _waiting(number: int) -> str:
    return f"{_questions(number)} waiting." if number else "Nobody is waiting."


def _answered(sent: int, understood: int, lost: int) -> str:
    if not sent:
        return "The answer was not delivered: the bot is blocked."
    parts = ["Answer sent" if sent == 1 else f"Answer sent to {sent} students"]
    parts += ["and understood" if understood == sent else f"understood by {understood}"] if understood else []
    parts += [f"not delivered to {lost}"] if lost else []
    return ", ".join(parts) + "."


_COMMANDS = (
    "- a reply to a card goes to everybody who waits: text, photo, file, voice\n"
    "- `/hours on`, `/hours off`: office hours with a queue; /next: the next question\n"
    "- /faq: the answers that are kept\n"
    "- `/report 7`: what is asked and what the notes miss; /export: a table without names\n"
    "- `/try question`: how the bot reads it and what it finds\n"
    "- /evaluate: a check on the course's questions\n"
    "- a `.md` or `.zip` file sent here: a new version of the notes; /reload, /undo\n"
    "- /audit: who did what; `/staff off`: unbind this chat"
)

DESK_EN = Desk(
    button_ask="Ask an instructor",
    confirm="Pass this question on to the instructor?",
    your_comment=lambda comment: f"Comment: {comment}",
    anonymous="The instructor sees your name only if you send it along.",
    comment_in_words="Please put it in words.",
    button_send="Send without my name",
    button_send_named="Send with my name",
    button_comment="Add a comment",
    what_comment="What shall the instructor read besides the question?",
    hint_comment="A comment on the question",
    button_cancel="Never mind",
    cancelled="All right, nothing was sent.",
    sent="The instructor has the question. The answer will come here.",
    sent_to_queue=lambda number: f"The question is in the queue. {_ahead(number)} The answer will come here.",
    joined="Somebody has asked this already; the instructor sees that you want to know, too. "
    "The answer will come here.",
    already_sent="The instructor has this question already. The answer will come here.",
    answered_again="The instructor has answered this question. Here is the answer again.",
    answered_above="The instructor has answered this question: the answer is above in this chat.",
    one_a_topic="A question like this one is waiting already. To add to it, reply to the message about it.",
    muted_for_you="The instructor has seen questions like this and does not answer them here. "
    "Better ask in class.",
    too_many_open=lambda number: (
        f"{_questions(number)} of yours are waiting. Once one is answered, you can ask again."
    ),
    too_many_today=lambda number: f"That is the limit for today: {number} sent. More tomorrow.",
    no_staff="The instructor cannot be reached now. Try again later?",
    button_queue="Where am I in the queue?",
    queue=_ahead,
    your_turn="The instructor is at this question now.",
    queue_over="This question is not in the queue any more.",
    from_instructor="The instructor's answer",
    see_section="The notes have this:",
    not_for_course="The instructor has looked at the question: it is not about this course.",
    may_object="If it is, reply to this message and say why.",
    button_understood="Got it",
    button_more="Another question",
    glad="Good!",
    write_follow_up="What is still unclear? I will pass it on.",
    hint_follow_up="A question to the instructor",
    passed_on="Passed on.",
    over="This conversation with the instructor is over. A new question can be asked as usual.",
    answered_on=lambda day: f"The instructor's answer, {day}",
    day=lambda day: f"{day.day} {day:%b %Y}",
    card_title=lambda number: f"Question {number}",
    asked_by=lambda number: f"Asked by {plural_en(number, 'person', 'people')}",
    asks=lambda name: f"{name} asks",
    more_comments=lambda number: f"… and {plural_en(number, 'more comment', 'more comments')}",
    near="The bot found nearby:",
    nothing_near="The bot found nothing like it.",
    taken="Somebody is answering.",
    taken_by=lambda name: f"{name} is answering.",
    answered_before="Answered before:",
    answered_otherwise="with a voice message, a photo or a file",
    answered_like=lambda number: f"Similar to question {number}, answered like this:",
    button_same="Send the same answer",
    asks_back="There is a follow-up.",
    card_below="This card is further down now.",
    answered=_answered,
    closed="Closed: not for this course.",
    muted="Closed; questions like it are not shown any more.",
    unmuted="Questions like it are shown again.",
    changed_meanwhile="This question has been dealt with.",
    button_answer="Answer",
    button_point="Point to a section",
    button_close="Not for this course",
    button_mute="Mute questions like it",
    button_unmute="Show questions like it again",
    button_keep="Keep in the FAQ",
    button_sure=lambda label: f"{label}: sure?",
    button_back="‹ Back",
    how_to_answer=lambda number: (
        f"Everybody who waits gets the answer to question {number}: text, photo, file or voice."
    ),
    hint_answer="The answer to students",
    follow_up=lambda number, name: f"To question {number}" + (f", {name}" if name else ""),
    withdrawn="This question is gone: it was erased.",
    is_over="The question is closed; the answer went to nobody.",
    edit_not_sent="The edit was not sent to students. To add something, reply to the card again.",
    not_passable="This cannot be passed on. Text, photos, files, voice and video can.",
    nobody_waits="There is nobody to send it to: it was understood, or the bot is blocked.",
    delivered=lambda number: f"Sent to {plural_en(number, 'student', 'students')}.",
    undelivered=lambda number: f"Question {number}: not delivered, the student has blocked the bot.",
    point_where="Which section shall I show?",
    hours_on=lambda number: f"Office hours are on: questions queue up. {_waiting(number)}",
    hours_off=lambda number: f"Office hours are off: questions come at once. {_waiting(number)}",
    button_hours_on="Begin office hours",
    button_hours_off="End office hours",
    button_next="Next question",
    queue_empty="The queue is empty.",
    keep_preview="Students will see it like this:",
    button_edit="Change",
    write_entry="What should the answer say? A first line that is a question replaces the old one.",
    hint_entry="The answer in other words",
    keep_pictures=lambda number: f"Pictures kept with the answer: {number}",
    keep_where="Which section does it belong to? If the section changes, I will remind you to read it again.",
    button_section=lambda heading: f"Belongs to: {heading}",
    button_no_section="Belongs to no section",
    button_write="Keep it",
    kept="Kept. The bot answers with it from now on.",
    not_kept="All right, not kept.",
    cannot_write="It could not be written: the course's folder is read-only. The server's log has details.",
    belongs=lambda headings: f"Belongs to: {headings}",
    button_faq="All answers",
    faq_title="Kept answers",
    faq_empty="Nothing yet. Under an answer that was sent there is a button “Keep in the FAQ”.",
    faq_stale="⚠️: the section has changed since; worth reading again.",
    entry_stale="⚠️ The section has changed since.",
    entry_removed="Removed",
    button_remove="Remove",
    button_fresh="Still right",
    bound=(
        "This is the instructors' chat now: questions that the notes cannot answer come here. "
        f"Students' names are not shown unless they give them.\n\n{_COMMANDS}"
    ),
    staff_commands=f"**The instructors' chat**\n\n{_COMMANDS}",
    staff_help="- /staff — commands for instructors",
    unbound="Unbound: questions do not come here any more.",
    moved_away="The instructors are in another chat now: questions go there.",
    no_staff_chat="The course has no instructors' chat yet.",
    failed="That did not work. The server's log has details.",
    days_wrong=lambda most: f"The command can be followed by a number of days, 1 to {most}.",
    audit_title="What the instructors did",
    audit_who="Four characters stand for a name, each person's own.",
    audit_empty="Nothing was done in these days.",
    deeds={
        "bind the staff chat": "bound this chat",
        "unbind the staff chat": "unbound this chat",
        "answer a question": "answered a question",
        "point to a section": "pointed to a section",
        "close or mute a question": "used a question's card",
        "hold office hours": "office hours",
        "keep and withdraw answers": "kept answers",
        "see reports": "report",
        "export questions": "exported questions",
        "try and judge answers": "tried a question",
        "evaluate the answers": "evaluated the answers",
        "see the audit log": "read this log",
        "reload the notes": "reloaded the notes",
        "upload notes": "uploaded notes",
        "undo a change of notes": "took the last version back",
    },
    steps={
        "accept": "took new notes over",
        "answer": "took a question",
        "close-sure": "closed as not for this course",
        "discard": "turned new notes down",
        "fresh": "confirmed an answer in the FAQ",
        "judge": "made a test question",
        "mute-sure": "closed with questions like it",
        "next": "took the next question of the queue",
        "off": "ended office hours",
        "on": "began office hours",
        "pointat": "pointed to a section",
        "remove-sure": "withdrew an answer from the FAQ",
        "reply": "replied to a card",
        "rewrite": "changed an answer for the FAQ",
        "same": "sent the earlier answer",
        "unmute": "lets questions like it come again",
        "write": "wrote an answer into the FAQ",
    },
    about_question=lambda number: f"question {number}",
    digest_waiting=_waiting,
    digest_stale=lambda number: (
        f"The section has changed for {plural_en(number, 'kept answer', 'kept answers')}: /faq"
    ),
    try_what="The question follows the command: /try drawbacks of KVM",
    try_answered="The bot answers.",
    try_refused="The bot says that the notes do not have it.",
    try_which="Which section is right? It goes into the course's questions.",
    button_no_answer="The notes hold no answer",
    no_answer="the notes hold no answer",
    judged=lambda headings: f"Noted: {headings}",
    no_questions="The course has no test questions yet. /try collects them.",
    questions_broken=lambda problems: f"The file of questions has mistakes:\n{problems}",
    evaluation=lambda good, total: f"Right: {good} of {total}",
    served_badly="Not right yet:",
    now_better="Better now:",
    now_worse="Worse now:",
    nothing_changed="Nothing has changed since the last time.",
    do_not_fit="Does not fit the notes:",
)
