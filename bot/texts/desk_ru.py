"""Русские тексты стола преподавателя."""

from __future__ import annotations

from bot.texts.desk import Desk
from bot.texts.plural import plural_ru


def _questions(number: int) -> str:
    return plural_ru(number, "вопрос", "вопроса", "вопросов")


def _students(number: int) -> str:
    return plural_ru(number, "студенту", "студентам", "студентам")


def _ahead(number: int) -> str:
    return f"Впереди {_questions(number)}." if number else "Впереди никого."


def _waiting(number: int) -> str:
    return f"Ждут ответа: {_questions(number)}." if number else "Никто не ждёт."


def _answered(sent: int, understood: int, lost: int) -> str:
    if not sent:
        return "Ответ не доставлен: бот заблокирован."
    parts = ["Ответ отправлен" if sent == 1 else f"Ответ отправлен {_students(sent)}"]
    parts += ["всё понятно" if understood == sent else f"понятно: {understood}"] if understood else []
    parts += [f"не доставлено: {lost}"] if lost else []
    return ", ".join(parts) + "."


_COMMANDS = (
    "- ответ на карточку уходит всем, кто ждёт: текст, фото, файл, голос\n"
    "- `/hours on`, `/hours off` — консультация с очередью, /next — следующий вопрос\n"
    "- /faq — сохранённые ответы\n"
    "- `/report 7` — что спрашивают и чего нет в конспекте, /export — таблица без имён\n"
    "- `/try вопрос` — как бот его понимает и что находит\n"
    "- /evaluate — проверка на вопросах курса\n"
    "- файл `.md` или `.zip` сюда — новая версия конспекта; /reload, /undo\n"
    "- /audit — кто что делал, `/staff off` — отвязать этот чат"
)

DESK_RU = Desk(
    button_ask="Спросить преподавателя",
    confirm="Передать вопрос преподавателю?",
    your_comment=lambda comment: f"Комментарий: {comment}",
    anonymous="Имя преподаватель увидит, только если передать его вместе с вопросом.",
    comment_in_words="Здесь нужны слова.",
    button_send="Передать без имени",
    button_send_named="Передать с именем",
    button_comment="Добавить комментарий",
    what_comment="Что передать преподавателю вместе с вопросом?",
    hint_comment="Комментарий к вопросу",
    button_cancel="Не надо",
    cancelled="Хорошо, вопрос никуда не ушёл.",
    sent="Вопрос у преподавателя. Ответ придёт сюда.",
    sent_to_queue=lambda number: f"Вопрос в очереди консультации. {_ahead(number)} Ответ придёт сюда.",
    joined="Об этом уже спросили: преподаватель увидит, что ответа ждёт не один человек. Ответ придёт сюда.",
    already_sent="Этот вопрос уже у преподавателя. Ответ придёт сюда.",
    answered_again="Преподаватель уже ответил на этот вопрос. Вот ответ ещё раз.",
    answered_above="Преподаватель уже ответил на этот вопрос: ответ выше в этом чате.",
    one_a_topic="Похожий вопрос уже ждёт ответа. Дополнить его можно ответом на сообщение о нём.",
    muted_for_you="Такие вопросы преподаватель видел, но здесь не отвечает. Лучше спросить на занятии.",
    too_many_open=lambda number: (
        f"Ответа уже ждут {_questions(number)}. Когда придёт хотя бы один, можно спросить ещё."
    ),
    too_many_today=lambda number: f"На сегодня хватит: передано уже {number}. Завтра можно продолжить.",
    no_staff="Преподаватель сейчас не на связи. Попробуем позже?",
    button_queue="Какой я в очереди?",
    queue=_ahead,
    your_turn="Преподаватель сейчас отвечает на этот вопрос.",
    queue_over="Этот вопрос уже не в очереди.",
    from_instructor="Ответ преподавателя",
    see_section="Об этом есть в конспекте:",
    not_for_course="Преподаватель посмотрел вопрос: он не по теме курса, поэтому здесь на него не ответят.",
    may_object="Если он всё-таки о курсе, это можно объяснить ответом на это сообщение.",
    button_understood="Понятно",
    button_more="Ещё вопрос",
    glad="Вот и хорошо!",
    write_follow_up="Что осталось непонятно? Передам преподавателю.",
    hint_follow_up="Вопрос преподавателю",
    passed_on="Передано.",
    over="Этот разговор с преподавателем закончен. Новый вопрос можно задать как обычно.",
    answered_on=lambda day: f"Ответ преподавателя, {day}",
    day=lambda day: f"{day:%d.%m.%Y}",
    card_title=lambda number: f"Вопрос № {number}",
    asked_by=lambda number: f"Спросили: {plural_ru(number, 'человек', 'человека', 'человек')}",
    asks=lambda name: f"спрашивает {name}",
    more_comments=lambda number: f"… и ещё {plural_ru(number, 'комментарий', 'комментария', 'комментариев')}",
    near="Бот нашёл рядом:",
    nothing_near="Бот ничего похожего не нашёл.",
    taken="Кто-то уже отвечает.",
    taken_by=lambda name: f"Отвечает {name}.",
    answered_before="Уже отвечали:",
    answered_otherwise="голосом, фотографией или файлом",
    answered_like=lambda number: f"Похоже на вопрос № {number}, на него ответили так:",
    button_same="Отправить тот же ответ",
    asks_back="Есть уточняющий вопрос.",
    card_below="Эта карточка теперь ниже.",
    answered=_answered,
    closed="Закрыто: не по курсу.",
    muted="Закрыто, похожие вопросы больше не приходят.",
    unmuted="Похожие вопросы снова приходят.",
    changed_meanwhile="С этим вопросом уже разобрались.",
    button_answer="Ответить",
    button_point="Указать раздел",
    button_close="Не по курсу",
    button_mute="Не показывать такие",
    button_unmute="Снова показывать такие",
    button_keep="Сохранить в FAQ",
    button_sure=lambda label: f"{label}: точно?",
    button_back="‹ Назад",
    how_to_answer=lambda number: (
        f"Ответ на вопрос № {number} (текст, фото, файл, голос) получат все, кто ждёт."
    ),
    hint_answer="Ответ студентам",
    follow_up=lambda number, name: f"К вопросу № {number}" + (f", {name}" if name else ""),
    withdrawn="Этого вопроса больше нет: его стёрли.",
    is_over="Вопрос закрыт, ответ никому не ушёл.",
    edit_not_sent="Правка студентам не ушла. Дополнение можно послать новым ответом на карточку.",
    not_passable="Такое передать не получится. Подойдут текст, фото, файл, голос или видео.",
    nobody_waits="Отправлять некому: всё понятно или бот заблокирован.",
    delivered=lambda number: f"Отправлено {_students(number)}.",
    undelivered=lambda number: f"Вопрос № {number}: не доставлено, студент заблокировал бота.",
    point_where="Какой раздел показать?",
    hours_on=lambda number: f"Консультация идёт: вопросы копятся в очереди. {_waiting(number)}",
    hours_off=lambda number: f"Консультации нет: вопросы приходят сразу. {_waiting(number)}",
    button_hours_on="Начать консультацию",
    button_hours_off="Закончить",
    button_next="Следующий вопрос",
    queue_empty="В очереди пусто.",
    keep_preview="Так ответ увидят студенты:",
    button_edit="Исправить",
    write_entry="Как написать ответ? Если первая строка — вопрос, она заменит прежний вопрос.",
    hint_entry="Новый текст ответа",
    keep_pictures=lambda number: f"С ответом сохранятся картинки: {number}",
    keep_where="К какому разделу относится ответ? Если раздел изменится, напомню перечитать ответ.",
    button_section=lambda heading: f"К разделу: {heading}",
    button_no_section="Не относится к разделу",
    button_write="Записать",
    kept="Записано. Теперь бот использует и этот ответ.",
    not_kept="Хорошо, не записано.",
    cannot_write="Записать не вышло: в папку курса нельзя писать. Подробности в журнале сервера.",
    belongs=lambda headings: f"К разделу: {headings}",
    button_faq="Все ответы",
    faq_title="Сохранённые ответы",
    faq_empty="Пока пусто. Под отправленным ответом есть кнопка «Сохранить в FAQ».",
    faq_stale="⚠️ — раздел с тех пор изменился, стоит перечитать.",
    entry_stale="⚠️ Раздел с тех пор изменился.",
    entry_removed="Убрано",
    button_remove="Убрать",
    button_fresh="Ответ ещё верен",
    bound=(
        "Теперь это чат преподавателей: сюда приходят вопросы, на которые в конспекте нет ответа. "
        f"Имён студентов здесь не видно, если они сами не назвались.\n\n{_COMMANDS}"
    ),
    staff_commands=f"**Чат преподавателей**\n\n{_COMMANDS}",
    staff_help="- /staff — команды преподавателя",
    unbound="Чат отвязан: вопросы сюда больше не приходят.",
    moved_away="Преподаватели теперь в другом чате: вопросы приходят туда.",
    no_staff_chat="У курса пока нет чата преподавателей.",
    failed="Не получилось. Подробности в журнале сервера.",
    days_wrong=lambda most: f"После команды можно назвать число дней, от 1 до {most}.",
    audit_title="Что делали преподаватели",
    audit_who="Вместо имени — четыре знака, у каждого свои.",
    audit_empty="За эти дни ничего не делали.",
    deeds={
        "bind the staff chat": "чат стал преподавательским",
        "unbind the staff chat": "чат отвязан",
        "answer a question": "ответ на вопрос",
        "point to a section": "указан раздел",
        "close or mute a question": "карточка вопроса",
        "hold office hours": "консультация",
        "keep and withdraw answers": "FAQ",
        "see reports": "отчёт",
        "export questions": "выгрузка вопросов",
        "try and judge answers": "проба ответа",
        "evaluate the answers": "проверка ответов",
        "see the audit log": "просмотр журнала",
        "reload the notes": "конспект прочитан заново",
        "upload notes": "загрузка конспекта",
        "undo a change of notes": "возврат прежней версии",
    },
    steps={
        "accept": "принята новая версия конспекта",
        "answer": "взят вопрос",
        "close-sure": "закрыто как не по курсу",
        "discard": "новая версия конспекта отклонена",
        "fresh": "ответ в FAQ подтверждён",
        "judge": "вопрос стал проверочным",
        "mute-sure": "закрыто вместе с похожими",
        "next": "взят следующий вопрос очереди",
        "off": "консультация закончена",
        "on": "консультация начата",
        "pointat": "указан раздел",
        "remove-sure": "ответ убран из FAQ",
        "reply": "ответ на карточку",
        "rewrite": "исправлен ответ для FAQ",
        "same": "отправлен прежний ответ",
        "unmute": "похожие вопросы снова приходят",
        "write": "ответ записан в FAQ",
    },
    about_question=lambda number: f"№ {number}",
    digest_waiting=_waiting,
    digest_stale=lambda number: f"Раздел изменился, ответы стоит перечитать: {number} (/faq)",
    try_what="Вопрос пишется сразу после команды: /try минусы KVM",
    try_answered="Бот отвечает.",
    try_refused="Бот говорит, что в конспекте этого нет.",
    try_which="Какой раздел правильный? Ответ запишется в вопросы курса.",
    button_no_answer="В конспекте ответа нет",
    no_answer="в конспекте ответа нет",
    judged=lambda headings: f"Записано: {headings}",
    no_questions="У курса ещё нет проверочных вопросов. Их можно собрать командой /try.",
    questions_broken=lambda problems: f"В файле вопросов ошибки:\n{problems}",
    evaluation=lambda good, total: f"Верно: {good} из {total}",
    served_badly="Пока неверно:",
    now_better="Стало лучше:",
    now_worse="Стало хуже:",
    nothing_changed="С прошлого раза ничего не изменилось.",
    do_not_fit="Не сходится с конспектом:",
)
