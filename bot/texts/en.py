"""English texts."""

from __future__ import annotations

from bot.texts.choosing import CHOOSING_EN
from bot.texts.desk_en import DESK_EN
from bot.texts.keeping import KEEPING_EN
from bot.texts.model import (
    Asking,
    Browsing,
    Buttons,
    Group,
    Inline,
    Limits,
    Privacy,
    Profile,
    SettingsTexts,
    SmallTalk,
    Start,
    Terminal,
    Texts,
    Toasts,
)
from bot.texts.plural import plural_en


def _lectures(number: int) -> str:
    return plural_en(number, "lecture", "lectures")


def _help(bot: str) -> str:
    anywhere = f"\n- in any chat: `{bot} word`, to send what I find" if bot else ""
    return (
        "**How to ask**\n\n"
        "Anything you write here is a question about the notes. Typos, the wrong keyboard layout and "
        "fragments are fine. "
        "After an answer, follow up with “and the drawbacks?”, “more” or “another one”.\n\n"
        "**What else there is**\n\n"
        "- /toc — contents\n- /glossary — terms\n- /settings — language and pictures\n"
        f"- /privacy — what is kept\n- /forget — erase my questions{anywhere}"
    )


def _group_help(bot: str) -> str:
    mention = f", a mention of {bot}" if bot else ""
    others = " Mention me in a reply to somebody else's message, and I answer that." if bot else ""
    return (
        f"I answer from the notes when called: `/ask question`{mention} or a reply to my message.{others}\n\n"
        "- /toc — contents\n- /glossary — terms\n- /privacy — what is kept\n"
        "- /settings — settings, for admins"
    )


def _notice(days: int) -> str:
    return (
        "**What is kept, and why**\n\n"
        "- **Questions and the places found in the notes**: to understand “and the drawbacks?” after an "
        "answer, and to show the lecturer what the notes lack. "
        f"Erased after {plural_en(days, 'day', 'days')}.\n"
        "- **“Helpful” and “not helpful”**: for as long.\n"
        "- **Settings**: until erased.\n\n"
        "Who asked is stored only as a keyed fingerprint, not a name or number. A chat's number is kept only "
        "where I must be able to write: in groups, and while you wait for an instructor. A name is kept only "
        "if you sign a question to the instructors with it; an instructor's, while they answer. There are no "
        "phone numbers or other messages. A message received is kept until it is answered; the numbers of my "
        "own, so that buttons work.\n\n"
        "A question to the instructor and the words that go with it stay in their chat too, an answer that "
        "they keep in the notes.\n\n"
        "/forget erases questions, marks and settings at once."
    )


EN = Texts(
    code="en",
    language="English",
    talk=SmallTalk(
        greeting="Hi! Ask me anything about the notes.",
        thanks="You're welcome!",
        who="I'm Konspekt: I find the place in the lectures that answers, and show it in the lecturer's own "
        "words. I make nothing up.",
        can="I answer questions about the lectures, show the contents (/toc) and the terms (/glossary). "
        "Typos and short follow-ups like “and the drawbacks?” are fine.",
        mood="All well, rereading the lectures. What would you like to know?",
        bye="Bye! Good luck with your studies.",
        praise="Glad to help!",
        sorry="Sorry that didn't work. Try other words, or look into the contents: /toc.",
        no_question="I don't see a question. A couple of words will do.",
        no_text="I only understand text so far. Please type your question.",
        about_what="About what? Start with a question, then follow up.",
    ),
    start=Start(
        one_lecture=lambda title: (
            f"Hi! I'm **Konspekt**: I answer questions about the lecture “{title}” "
            "in the lecturer's own words."
        ),
        many_lectures=lambda number: (
            f"Hi! I'm **Konspekt**: I answer questions about the course's {_lectures(number)} "
            "in the lecturer's own words."
        ),
        no_lectures="Hi! I'm **Konspekt**: I answer questions about the course in the lecturer's own words. "
        "There are no notes yet: as soon as they are here, ask away.",
        examples="Ask in your own words. For example:",
        help=_help,
        group_help=_group_help,
    ),
    asking=Asking(
        understood=lambda question: f"Understood as: {question}",
        question=lambda question: f"Question: {question}",
        guess="The answer may be here:",
        not_found="There is nothing about this in the notes. Try rephrasing, or browse the contents.",
        not_found_near="There is nothing about this in the notes. Possibly related:",
        not_found_group="There is nothing about this in the notes.",
        no_notes="There is nothing to answer from yet: the notes are not ready. Better ask later.",
        no_more="There is nothing else in the notes that fits.",
        cut=lambda number: f"A long question: only the first {number} characters were read.",
        ask_what=lambda example: f"Put the question right after the command: /ask {example}",
    ),
    browsing=Browsing(
        contents="Contents",
        contents_hint=lambda number: plural_en(number, "section", "sections"),
        glossary="Terms",
        glossary_hint=lambda number: plural_en(number, "term", "terms"),
        no_glossary="No definitions were found in these notes.",
        empty_section="There is only a heading here.",
        page=lambda page, pages: f"page {page} of {pages}",
        pictures=lambda number: plural_en(number, "picture", "pictures"),
        gone="This part is no longer in the notes; they have changed. Ask again, or open the contents.",
    ),
    buttons=Buttons(
        another=lambda number, total: f"Another answer ({number} of {total}) ›",
        back="‹ Back",
        whole="Whole section",
        unfold="Show all",
        previous="‹ Previous",
        next="Read on ›",
        to_answer="Back to the answer",
        to_contents="To the contents",
        helpful="👍 Helpful",
        helpful_chosen="👍 Helpful ✓",
        unhelpful="👎 Not helpful",
        unhelpful_chosen="👎 Not helpful ✓",
        share="Share",
        pictures=lambda number: "Picture" if number == 1 else f"Pictures ({number})",
        earlier="‹ Back",
        later="Next ›",
        contents="Contents",
        up="↑ Up",
        open_chat="Open in the notes",
        forget="Erase",
        keep="Cancel",
        done="Done",
        read="Read the introduction",
    ),
    toasts=Toasts(
        helpful="Thank you, noted!",
        unhelpful="Thank you, noted. Try asking in other words.",
        not_yours="These buttons belong to whoever asked. Ask your own question to get yours.",
        admins_only="Only the group's admins can change settings.",
        gone="This part is no longer in the notes; they have changed.",
        old="This button no longer works. Ask again.",
        saved="Saved",
    ),
    group=Group(
        greeting=lambda bot: (
            "Hello everyone! I'm **Konspekt**: I answer questions about the lectures "
            "in the lecturer's own words.\n\n"
            f"Call me with `/ask question`{f', a mention of {bot}' if bot else ''} or a reply to my message. "
            "Telegram doesn't normally pass your other messages on to me; make me an admin and it will, "
            "but I neither keep them nor say anything.\n\n"
            "Admins can set me up: /settings"
        ),
        settings="**Group settings**",
        admins_only="Only the group's admins can change settings.",
    ),
    settings=SettingsTexts(
        private="**Settings**",
        language="Language",
        language_auto="as in Telegram",
        size="Answers",
        compact="short",
        full="in full",
        pictures="Pictures",
        on="on",
        off="off",
        quiet="Silent",
        quiet_hours=lambda start, end: f"{start}:00 to {end}:00",
        pressers="Buttons for",
        asker="the asker",
        anyone="anyone",
    ),
    privacy=Privacy(
        notice=_notice,
        forget="Erase all questions, marks and settings? They cannot be brought back.",
        forgotten=lambda number: (
            f"Erased: {plural_en(number, 'question', 'questions')}."
            if number
            else "Erased. There were no questions."
        ),
        kept="Nothing was erased.",
        in_private="This is done in the private chat with me, where nobody presses for somebody else.",
        open_private="To the private chat",
    ),
    limits=Limits(
        person="I can't keep up with the questions. Shall we go on in a minute?",
        group="So many questions in this group that I need a minute's break.",
    ),
    inline=Inline(
        open="Ask in the private chat",
        nothing="Nothing found. Ask in the private chat",
    ),
    profile=Profile(
        name="Konspekt",
        description=(
            "I answer questions about lectures in the lecturer's own words: I find the right place in the "
            "notes and show it with its heading and pictures. Where the notes hold no answer, I say so."
        ),
        short="Questions about lectures, answered in the lecturer's own words.",
        private_commands=(
            ("toc", "Contents"),
            ("glossary", "Terms"),
            ("help", "How to ask"),
            ("settings", "Language and pictures"),
            ("privacy", "What is kept"),
            ("forget", "Erase my questions"),
        ),
        group_commands=(
            ("ask", "Ask the notes"),
            ("toc", "Contents"),
            ("glossary", "Terms"),
            ("help", "How to ask"),
            ("privacy", "What is kept"),
        ),
        admin_commands=(
            ("ask", "Ask the notes"),
            ("toc", "Contents"),
            ("glossary", "Terms"),
            ("settings", "Group settings"),
            ("help", "How to ask"),
            ("privacy", "What is kept"),
        ),
    ),
    terminal=Terminal(
        prompt="> ",
        buttons="Buttons (type a number):",
        no_button=lambda number: f"There is no button {number}.",
        bye="Bye!",
        picture=lambda path: f"[picture: {path}]",
    ),
    desk=DESK_EN,
    keeping=KEEPING_EN,
    choosing=CHOOSING_EN,
    apology="Something broke on my side. Please try again a little later.",
    unknown_command="No such command. See /help",
)
