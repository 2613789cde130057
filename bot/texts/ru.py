"""Русские тексты: тепло, коротко, без «вы» там, где без него можно."""

from __future__ import annotations

from bot.texts.choosing import CHOOSING_RU
from bot.texts.desk_ru import DESK_RU
from bot.texts.keeping import KEEPING_RU
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
from bot.texts.plural import plural_ru


def _lectures(number: int) -> str:
    return plural_ru(number, "лекции", "лекциям", "лекциям")


def _sections(number: int) -> str:
    return plural_ru(number, "раздел", "раздела", "разделов")


def _terms(number: int) -> str:
    return plural_ru(number, "термин", "термина", "терминов")


def _pictures(number: int) -> str:
    return plural_ru(number, "картинка", "картинки", "картинок")


def _characters(number: int) -> str:
    return plural_ru(number, "символ", "символа", "символов")


def _days(number: int) -> str:
    return plural_ru(number, "день", "дня", "дней")


def _help(bot: str) -> str:
    anywhere = f"\n- в любом чате: `{bot} слово`, и можно послать найденное собеседнику" if bot else ""
    return (
        "**Как спрашивать**\n\n"
        "Любое сообщение здесь — вопрос к конспекту. Можно с опечатками, в другой раскладке, обрывками. "
        "После ответа легко уточнить: «а минусы?», «подробнее», «ещё».\n\n"
        "**Что ещё есть**\n\n"
        "- /toc — содержание\n- /glossary — термины\n- /settings — язык и картинки\n"
        f"- /privacy — что я храню\n- /forget — стереть мои вопросы{anywhere}"
    )


def _group_help(bot: str) -> str:
    mention = f", упоминанием {bot}" if bot else ""
    return (
        "Отвечаю по конспекту, когда зовут:\n\n"
        f"- командой `/ask вопрос`{mention} или ответом на моё сообщение\n"
        "- чтобы спросить чужое сообщение, достаточно упомянуть меня в ответе на него\n"
        "- /toc — содержание, /glossary — термины\n"
        "- /settings — настройки, для администраторов"
    )


def _notice(days: int) -> str:
    return (
        "**Что хранится и зачем**\n\n"
        "- **Вопросы и найденные места конспекта** — чтобы понимать «а минусы?» после ответа и чтобы лектор "
        f"видел, чего в конспекте не хватает. Стираются через {_days(days)}.\n"
        "- **Отметки «помогло» и «не помогло»** — столько же.\n"
        "- **Настройки** — пока не стёрты.\n\n"
        "Кто спрашивал, записано не именем и не номером, а необратимым отпечатком. Номер чата остаётся "
        "только там, куда нужно будет написать: в группах и пока ждётся ответ преподавателя. Имя — только "
        "если самому подписать им вопрос преподавателю. Телефонов и другой переписки в базе нет. "
        "Полученное сообщение хранится, пока на него нет ответа.\n\n"
        "/forget стирает вопросы, отметки и настройки сразу."
    )


RU = Texts(
    code="ru",
    language="Русский",
    talk=SmallTalk(
        greeting="Привет! О чём из конспекта рассказать?",
        thanks="Пожалуйста! Всегда рад помочь.",
        who="Я Конспект: нахожу в лекциях место, где есть ответ, и показываю его словами лектора. "
        "Сам ничего не сочиняю.",
        can="Отвечаю на вопросы по лекциям, показываю содержание (/toc) и термины (/glossary). "
        "Понимаю опечатки и короткие уточнения вроде «а минусы?».",
        mood="Всё хорошо, перечитываю лекции. О чём рассказать?",
        bye="Пока! Удачи с учёбой.",
        praise="Рад помочь!",
        sorry="Жаль, что не вышло. Можно спросить другими словами или заглянуть в содержание: /toc.",
        no_question="Не вижу здесь вопроса. Хватит и пары слов.",
        no_text="Пока я понимаю только текст. Нужен вопрос словами.",
        about_what="О чём именно? Сначала нужен вопрос, потом можно уточнять.",
    ),
    start=Start(
        one_lecture=lambda title: (
            f"Привет! Я **Конспект**: отвечаю на вопросы по лекции «{title}» словами самого лектора."
        ),
        many_lectures=lambda number: (
            f"Привет! Я **Конспект**: отвечаю на вопросы по {_lectures(number)} курса словами самого лектора."
        ),
        examples="Можно спросить своими словами. Например:",
        help=_help,
        group_help=_group_help,
    ),
    asking=Asking(
        understood=lambda question: f"Понял как: {question}",
        question=lambda question: f"Вопрос: {question}",
        not_found="В конспекте об этом ничего не нашлось. "
        "Можно спросить другими словами или заглянуть в содержание.",
        not_found_near="В конспекте об этом ничего не нашлось. Может быть, близко:",
        not_found_group="В конспекте об этом ничего не нашлось.",
        no_more="Больше ничего подходящего в конспекте нет.",
        cut=lambda number: f"Вопрос длинный, прочитаны первые {_characters(number)}.",
        ask_what=lambda example: f"Вопрос пишется сразу после команды: /ask {example}",
    ),
    browsing=Browsing(
        contents="Содержание",
        contents_hint=_sections,
        glossary="Термины",
        glossary_hint=_terms,
        no_glossary="В этом конспекте нет определений, которые удалось бы собрать в список.",
        empty_section="Здесь только заголовок.",
        page=lambda page, pages: f"стр. {page} из {pages}",
        pictures=_pictures,
        gone="Этого места в конспекте больше нет: его изменили. "
        "Можно спросить ещё раз или открыть содержание.",
    ),
    buttons=Buttons(
        another=lambda number, total: f"Ещё ответ ({number} из {total}) ›",
        back="‹ Назад",
        whole="Весь раздел",
        unfold="Развернуть",
        previous="‹ Раньше",
        next="Читать дальше ›",
        to_answer="К ответу",
        to_contents="К содержанию",
        helpful="👍 Помогло",
        helpful_chosen="👍 Помогло ✓",
        unhelpful="👎 Не помогло",
        unhelpful_chosen="👎 Не помогло ✓",
        share="Поделиться",
        pictures=lambda number: "Картинка" if number == 1 else f"Картинки ({number})",
        earlier="‹ Назад",
        later="Дальше ›",
        contents="Содержание",
        up="↑ Выше",
        open_chat="Открыть в конспекте",
        forget="Стереть",
        keep="Не надо",
        done="Готово",
        read="Читать вступление",
    ),
    toasts=Toasts(
        helpful="Спасибо, учту!",
        unhelpful="Спасибо, учту. Иногда помогает спросить другими словами.",
        not_yours="Эти кнопки для того, кто спрашивал. У своего вопроса будут свои.",
        admins_only="Настройки меняют администраторы группы.",
        gone="Этого места в конспекте больше нет: его изменили.",
        old="Эта кнопка уже не работает. Лучше спросить ещё раз.",
        saved="Сохранено",
    ),
    group=Group(
        greeting=lambda bot: (
            "Всем привет! Я **Конспект**: отвечаю на вопросы по лекциям словами лектора.\n\n"
            f"Позвать меня можно командой `/ask вопрос`{f', упоминанием {bot}' if bot else ''} "
            "или ответом на моё сообщение. Остальные сообщения Telegram мне не передаёт; если сделать меня "
            "администратором, будет передавать, но я их не храню и молчу.\n\n"
            "Администраторы могут настроить меня: /settings"
        ),
        settings="**Настройки группы**",
        admins_only="Настройки меняют администраторы группы.",
    ),
    settings=SettingsTexts(
        private="**Настройки**",
        language="Язык",
        language_auto="как в Telegram",
        size="Ответы",
        compact="коротко",
        full="целиком",
        pictures="Картинки",
        on="да",
        off="нет",
        quiet="Без звука",
        quiet_hours=lambda start, end: f"с {start}:00 до {end}:00",
        pressers="Кнопки жмёт",
        asker="кто спросил",
        anyone="любой",
    ),
    privacy=Privacy(
        notice=_notice,
        forget="Стереть все вопросы, отметки и настройки? Вернуть их будет нельзя.",
        forgotten=lambda number: (
            "Стёрто. "
            + (
                f"Вопросов было: {number}. Можно начинать с чистого листа."
                if number
                else "Вопросов и не было, а настройки — как в первый день."
            )
        ),
        kept="Ничего не стёрто.",
        in_private="Стереть можно в личном чате со мной: там никто не нажмёт за другого.",
        open_private="Перейти в личный чат",
    ),
    limits=Limits(
        person="Не успеваю за вопросами. Продолжим через минуту?",
        group="Вопросов в группе так много, что нужна пауза на минуту.",
    ),
    inline=Inline(
        open="Спросить в личном чате",
        nothing="Не нашлось. Спросить в личном чате",
    ),
    profile=Profile(
        name="Конспект",
        description=(
            "Отвечаю на вопросы по лекциям словами самого лектора: нахожу нужное место конспекта "
            "и показываю его с заголовком и картинками. Если в конспекте ответа нет, так и скажу."
        ),
        short="Ответы на вопросы по лекциям словами лектора.",
        private_commands=(
            ("toc", "Содержание"),
            ("glossary", "Термины"),
            ("help", "Как спрашивать"),
            ("settings", "Язык и картинки"),
            ("privacy", "Что хранится"),
            ("forget", "Стереть мои вопросы"),
        ),
        group_commands=(
            ("ask", "Спросить по конспекту"),
            ("toc", "Содержание"),
            ("glossary", "Термины"),
            ("help", "Как спрашивать"),
        ),
        admin_commands=(
            ("ask", "Спросить по конспекту"),
            ("toc", "Содержание"),
            ("glossary", "Термины"),
            ("settings", "Настройки группы"),
            ("help", "Как спрашивать"),
            ("privacy", "Что хранится"),
        ),
    ),
    terminal=Terminal(
        prompt="> ",
        buttons="Кнопки (нужен номер):",
        no_button=lambda number: f"Кнопки {number} нет.",
        bye="Пока!",
        picture=lambda path: f"[картинка: {path}]",
    ),
    desk=DESK_RU,
    keeping=KEEPING_RU,
    choosing=CHOOSING_RU,
    apology="Что-то у меня сломалось. Стоит попробовать ещё раз чуть позже.",
    unknown_command="Такой команды нет. Что есть: /help",
)
