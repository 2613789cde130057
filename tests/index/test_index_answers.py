"""What a student gets: the right section, or an honest no."""

from __future__ import annotations

import pytest

from corpus import bundled_notes, parse_lecture
from index import Library, open_library
from index.confidence import SURE_FROM
from tests.index.lectures import CELLS, HYPERVISORS, a_library, first_heading

LIBRARY = a_library()


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("что такое гипервизор", "Что такое гипервизор?"),
        ("гипервизор это что", "Что такое гипервизор?"),
        ("какие бывают типы виртуализации", "Типы виртуализации"),
        ("гипревизор", "Что такое гипервизор?"),
        ("ubgthdbpjh", "Что такое гипервизор?"),
        ("что такое rdv", "KVM"),
        ("что такое квм", "KVM"),
        ("ксен", "Xen"),
        ("хайпер-ви", "Hyper-V"),
        ("hyper v", "Hyper-V"),
        ("hyperv", "Hyper-V"),
        ("минусы вмвари", "VMware"),
        ("плюсы hyper-v", "Hyper-V"),
        ("what is a hypervisor", "Что такое гипервизор?"),
        ("почему xen стабильный", "Xen"),
    ],
)
def test_question_finds_its_section(question: str, heading: str) -> None:
    """Definitions, sides of a thing, repairs and the other script lead to the right heading."""
    assert first_heading(LIBRARY, question) == heading


@pytest.mark.parametrize(
    ("question", "word"), [("недостатки vmware", "оборудовании"), ("преимущества vmware", "безопасности")]
)
def test_side_of_a_thing_is_the_labelled_list(question: str, word: str) -> None:
    """The heading names the thing, the label of the list its side."""
    assert word in LIBRARY.answer(question).hits[0].passage.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("преимущества и недостатки vmware", ("безопасности", "оборудовании")),
        ("недостатки и преимущества vmware", ("оборудовании", "безопасности")),
        ("плюсы, минусы vmware", ("безопасности", "оборудовании")),
    ],
)
def test_both_sides_of_a_thing_come_in_the_order_asked(question: str, words: tuple[str, str]) -> None:
    """Each stands in a list of its own; the section about sides in general is not about the thing."""
    answer = LIBRARY.answer(question)
    assert answer.hits[0].passage.section_id == answer.hits[1].passage.section_id
    for hit, word in zip(answer.hits, words, strict=False):
        assert word in hit.passage.text


@pytest.mark.parametrize("question", ["какие бывают оболочки", "какие оболочки существуют", "виды оболочек"])
def test_which_ones_there_are_is_a_question_about_kinds(question: str) -> None:
    """Not about what the thing is, though its name is all that the question has."""
    library = Library(
        [
            parse_lecture(
                "# Оболочки\n\n## Оболочка\n\nОболочка — это программа, которая читает команды.\n\n"
                "## Классификация\n\nПо назначению оболочки делятся на два типа: строковые и оконные.\n\n"
                "## Сигналы\n\nСигнал прерывает программу.\n",
                "shell.md",
            )
        ]
    )
    assert first_heading(library, question) == "Классификация"
    assert first_heading(library, "что такое оболочка") == "Оболочка"


@pytest.mark.parametrize("question", ["какие бывают тома", "какие тома есть"])
def test_kinds_of_something_else_are_no_answer(question: str) -> None:
    """A section on kinds of another thing stays behind one on this."""
    notes = (
        "## Тома\n\nТом хранит данные: именованный или безымянный.\n\n"
        "## Резервные копии\n\nКопию тома кладут рядом, и тома восстанавливают из неё.\n\n"
        "## Сети\n\nУ сети есть имя и адрес.\n\n"
        "## Виды сетей\n\nЕсть три вида сетей. Вид сети выбирают при создании, тома на вид не влияют.\n"
    )
    library = Library([parse_lecture(f"# Хранение\n\n{notes}", "storage.md")])
    assert first_heading(library, question) == "Тома"


@pytest.mark.parametrize("question", ["сколько стоит vmware", "Сколько будут стоить VMware", "почём vmware"])
def test_what_something_costs_is_asked_for_as_its_price(question: str) -> None:
    """«Стоит» alone is found where a server stands."""
    notes = (
        "## VMware\n\nСервер VMware стоит в стойке.\n\n## Лицензии\n\nЦена VMware — сто тысяч рублей в год.\n"
    )
    library = Library([parse_lecture(f"# Рынок\n\n{notes}", "market.md")])
    assert first_heading(library, question) == "Лицензии"
    stands = "\n".join(library.explain("сколько серверов стоит в стойке").lines())
    assert "стойке" in stands
    assert "цена" not in stands


@pytest.mark.parametrize(
    "question",
    [
        "кто президент франции",
        "как приготовить плов",
        "что такое kubernetes",
        "привет",
        "Спасибо большое!",
        "и что же",
    ],
)
def test_what_the_notes_lack_is_refused(question: str) -> None:
    """No passage under a refusal, but headings to look at."""
    answer = LIBRARY.answer(question)
    assert not answer.answered
    assert answer.hits == ()
    assert answer.near


@pytest.mark.parametrize("question", ["как взломать Xen", "кто преподаёт виртуализацию"])
def test_what_is_asked_in_words_that_the_notes_do_not_hold_is_answered_with_a_guess(question: str) -> None:
    """They speak of the thing, but not of what is asked about it."""
    answer = LIBRARY.answer(question)
    assert answer.answered
    assert not answer.sure
    assert LIBRARY.answer(question.rsplit(maxsplit=1)[-1]).sure


def test_headings_are_related_only_where_they_speak_of_the_question() -> None:
    """Otherwise they are the first ones there are, and nobody should take them for a hint."""
    first = tuple(dict.fromkeys(passage.breadcrumb for passage in LIBRARY.passages))
    far = LIBRARY.answer("как похудеть к лету")
    assert not far.answered
    assert not far.related
    assert far.near == first[: len(far.near)]
    alike = open_library(bundled_notes())[0].answer("когда экзамен?")  # an экземпляр looks like one
    assert not alike.answered
    assert not alike.related
    close = LIBRARY.answer("минусы virtualbox")
    assert not close.answered
    assert close.related
    assert close.near != far.near


@pytest.mark.parametrize(
    ("held", "absent"),
    [
        ("минусы vmware", "минусы virtualbox"),
        ("какие задачи у гипервизора", "какие задачи у docker"),
        ("где запускается BSD", "где запускается MINIX"),
        ("архитектура vmware", "архитектура qubes"),
    ],
)
def test_what_is_said_of_one_thing_is_no_answer_about_another(held: str, absent: str) -> None:
    """The rest of the question fits a passage; its name stands nowhere."""
    assert LIBRARY.answer(held).answered
    assert not LIBRARY.answer(absent).answered


@pytest.mark.parametrize(
    ("previous", "question", "heading", "inherited"),
    [
        ("минусы vmware", "а у hyper-v?", "Hyper-V", "минусы"),
        ("преимущества vmware", "а недостатки?", "VMware", "vmware"),
        ("что такое xen", "почему он стабильный?", "Xen", "xen"),
    ],
)
def test_follow_up_inherits_what_is_missing(
    previous: str, question: str, heading: str, inherited: str
) -> None:
    """The new part replaces its counterpart, the rest comes from before, and the reading says so."""
    answer = LIBRARY.answer(question, previous)
    assert answer.hits[0].passage.breadcrumb[-1] == heading
    assert inherited in answer.reading.inherited
    assert answer.reading.told


@pytest.mark.parametrize(
    ("previous", "question", "read_as"),
    [
        ("что такое xen", "как установить?", "как установить xen"),
        ("расскажи про xen", "чем кончилось?", "чем кончилось xen"),
        ("что такое гипервизор", "какие бывают?", "какие бывают гипервизор"),
        ("что такое гипервизор", "а какие есть?", "какие есть гипервизор"),
        ("что такое xen", "понятно, спасибо", "понятно, спасибо"),
        ("как при linux усиливали безопасность", "а при bsd?", "как при bsd усиливали безопасность"),
        ("что у vmware с безопасностью", "а у xen?", "что у xen с безопасностью"),
        ("скорость xen", "а в худшем случае?", "скорость xen в худшем случае"),
        ("the speed of xen", "and in the worst case?", "the speed of xen in the worst case"),
        (
            "how many steps does an xen insertion need",
            "and deletion?",
            "how many steps does an xen deletion need",
        ),
        ("какой запас прочности у xen", "а для bsd?", "какой запас прочности у bsd"),
        ("минусы xen и kvm", "а у второго?", "минусы kvm"),
        ("минусы xen и kvm", "а у первого?", "минусы xen"),
        ("минусы xen, kvm и vmware", "а у второго?", "минусы kvm"),
        ("минусы xen, kvm и vmware", "а у последнего?", "минусы vmware"),
        ("минусы xen", "а у второго?", "у второго минусы xen"),
        ("what is xen", "why kubernetes?", "why kubernetes?"),
        ("минусы xen и у kvm", "а последнего?", "минусы kvm"),
        ("what are the drawbacks of xen and kvm", "and of the second one?", "what are the drawbacks of kvm"),
        ("как растёт скорость xen", "а до какого предела?", "до какого предела растёт скорость xen"),
        ("расскажи про xen", "в каком году?", "в каком году xen"),
        ("about xen", "in what year?", "in what year xen"),
        ("расскажи про xen", "на каком гипервизоре держится облако", "на каком гипервизоре держится облако"),
        ("how fast is xen", "why fast?", "xen. why fast?"),
        ("how many rings does xen have", "why three?", "many rings xen. why three?"),
        ("how many rings does xen have", "why that many rings?", "xen. why that many rings?"),
        ("what are the advantages of xen", "what about the downsides?", "what are the downsides of xen"),
    ],
)
def test_verbs_alone_and_prepositions_tell_what_is_meant(previous: str, question: str, read_as: str) -> None:
    """A question of verbs leans on the thing before; what stands behind the same preposition is replaced."""
    assert LIBRARY.answer(question, previous).reading.read_as == read_as


@pytest.mark.parametrize(
    ("previous", "question", "read_as", "told"),
    [
        (
            "что умеет vmware",
            "а драйверы там встроенные?",
            "vmware. а драйверы там встроенные?",
            "Vmware · драйверы там встроенные",
        ),
        (
            "какие минусы у vmware",
            "а если инженеров нет",
            "vmware. а если инженеров нет",
            "Vmware · если инженеров нет",
        ),
        ("какие минусы у vmware", "а что такое xen?", "а что такое xen?", ""),
        ("какие минусы у vmware", "что нужно для гостевой системы", "что нужно для гостевой системы", ""),
    ],
)
def test_a_whole_question_may_be_about_the_thing_before(
    previous: str, question: str, read_as: str, told: str
) -> None:
    """Where it begins as one that goes on, or points there, and no heading answers it."""
    reading = LIBRARY.answer(question, previous).reading
    assert (reading.read_as, reading.told) == (read_as, told)


@pytest.mark.parametrize(
    ("previous", "question", "taken"),
    [
        ("чем docker отличается от виртуальной машины?", "а она быстрее?", ("виртуальной машины",)),
        ("чем docker отличается от виртуальной машины?", "а он быстрее?", ("docker",)),
        ("что такое kvm", "что такое гипервизор и зачем он нужен?", ()),
        ("что такое kvm", "чем xen отличается от него?", ("kvm",)),
        ("what is a hypervisor", "why do we need it?", ("hypervisor",)),
    ],
)
def test_pronoun_takes_what_it_agrees_with(previous: str, question: str, taken: tuple[str, ...]) -> None:
    """By gender and number; nothing where its own question names what it stands for."""
    assert LIBRARY.answer(question, previous).reading.inherited == taken


@pytest.mark.parametrize(
    ("previous", "question", "told"),
    [
        ("чем vmware отличается от kvm?", "а примеры?", "Чем vmware отличается от KVM · примеры"),
        ("чем vmware отличается от kvm?", "а что быстрее?", "Чем vmware отличается от KVM · что быстрее"),
        ("сравни xen и hyper-v", "Чем они хуже?", "Сравни xen и hyper-v · чем они хуже"),
        ("минусы vmware", "а у hyper-v?", "Hyper-v · минусы"),
        ("расскажи про xen", "а минусы?", "Xen · минусы"),
        ("расскажи про xen", "почему он стабильный?", "Почему xen стабильный?"),
        ("что такое xen", "пример", "Xen · пример"),
        ("пример xen", "почему?", "Xen · почему"),
        ("что такое xen", "например?", "Xen · пример"),
        ("что такое гипервизор второго типа", "а примеры?", "Гипервизор второго типа · примеры"),
        ("минусы гипервизора первого типа", "а второго?", "Гипервизора второго типа · минусы"),
    ],
)
def test_follow_up_is_told(previous: str, question: str, told: str) -> None:
    """As a thing and its side where it is one, else as a question; examples do not pile up."""
    assert LIBRARY.answer(question, previous).reading.told == told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chto takoe gipervizor?", "что такое гипервизор?"),
        ("chem otlichaetsya kvm ot xen", "чем отличается kvm от xen"),
        ("kakie byvayut vidy virtualizacii", "какие бывают виды виртуализации"),
        ("a u xen", "а у xen"),
        ("what is a hypervisor", "what is a hypervisor"),
        ("do I need a hypervisor in it", "do I need a hypervisor in it"),
        ("who is the president of France", "who is the president of France"),
        ("how to make pizza at home", "how to make pizza at home"),
        ("C vs R", "C vs R"),
        ("k8s", "k8s"),
    ],
)
def test_russian_in_latin_letters(typed: str, meant: str) -> None:
    """A whole line is read as Russian, little words too; English and names stay."""
    assert LIBRARY.answer(typed).reading.read_as == meant


NAMES = a_library(
    """# Сети

## DECnet и Internet2

DECnet продавали с VT-100, а Internet2 строили университеты. Видео в HD-качестве передаёт Sky+HD.

## Правила игры

Имена лежат в PATH_KEYS и path-keys.json.
Игрок с мячом обходит защитника. Кто потерял мяч, удаляется в 1980 году.
"""
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xnj nfrjt DECnet b HD-rfxtcndj", "что такое DECnet и HD-качество"),
        ("rjve ghjlfdfkb VT-100", "кому продавали VT-100"),
        ("cjplfntkb DECnet'f&", "создатели DECnet'а?"),
        ("rfrjt rfxtcndj e Sky+HD", "какое качество у Sky+HD"),
        ("xnj nfrjt bynthytn2&", "что такое internet2?"),
        ("1980 1984 год", "1980 1984 год"),
        ("зачем ЗФЕР_ЛУНЫ", "зачем PATH_KEYS"),
        ("зфер-луныюоыщт", "path-keys.json"),
        ("ракета Р-84", "ракета Р-84"),
    ],
)
def test_names_and_numbers_in_a_line_of_the_wrong_layout(typed: str, meant: str) -> None:
    """Names came out right, whole or in compounds; digits tell nothing of the layout."""
    assert NAMES.answer(typed).reading.read_as == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("кто с мччом", "кто с мячом"),  # the notes hold other forms of the word
        ("как удолить игрока", "как удалить игрока"),  # letters that sound alike
        ("коого удаляют", "кого удаляют"),  # four letters of a question word
        ("защщитника", "защитника"),  # not "за" and something else
        ("interet2", "internet2"),
        ("internet3", "internet3"),  # a digit is no slip
        ("sECnet", "decnet"),  # the key beside, in a long name
    ],
)
def test_slips_of_the_finger_and_the_ear(typed: str, meant: str) -> None:
    """The likeliest word is read; what may be another name stays."""
    assert NAMES.answer(typed).reading.read_as == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("чтотакое гипервизор", "что такое гипервизор"), ("какработает kvm", "как работает kvm")],
)
def test_words_without_a_space(typed: str, meant: str) -> None:
    """A little word that was written with the next one is taken off it, and the student is told."""
    reading = LIBRARY.answer(typed).reading
    assert reading.read_as == meant
    assert reading.told


def test_a_form_that_no_dictionary_holds() -> None:
    """It is found under the word it belongs to, which is nothing to tell."""
    reading = LIBRARY.answer("сколько виртуалок на сервере").reading
    assert "виртуалка" in reading.read_as
    assert not reading.told


def test_percent_sign_is_the_word() -> None:
    """Whoever asks for per cent finds the figure with its sign."""
    source = HYPERVISORS.replace("## KVM\n", "## KVM\n\nДоля на рынке: 58%.\n")
    hit = a_library(source).answer("сколько процентов рынка").hits[0]
    assert "58%" in hit.passage.text


@pytest.mark.parametrize("question", ["а у hyper-v?", "почему он стабильный?", "а минусы?", "подробнее"])
def test_reading_stands_on_its_own(question: str) -> None:
    """Asked alone, the reading of a follow-up gives the same answer."""
    answer = LIBRARY.answer(question, "преимущества xen")
    assert LIBRARY.answer(answer.reading.read_as).hits == answer.hits


def test_complete_question_inherits_nothing() -> None:
    """A question that names all it asks for is read as it is."""
    reading = LIBRARY.answer("что такое гипервизор", "минусы vmware").reading
    assert reading.inherited == ()
    assert reading.read_as == "что такое гипервизор"


def test_comparison_brings_both() -> None:
    """Where no passage speaks of both things, one passage of each comes first."""
    hits = LIBRARY.answer("чем kvm отличается от xen").hits
    assert {hit.passage.breadcrumb[-1] for hit in hits[:2]} == {"KVM", "Xen"}


def test_course_adds_synonyms() -> None:
    """The course's own thesaurus is used beside the bundled one."""
    library = a_library(synonyms=("перевозчик => гипервизор",))
    assert first_heading(library, "что такое перевозчик") == "Что такое гипервизор?"


def test_ask_comment_is_searched() -> None:
    """An author's other words for a section lead to it."""
    source = HYPERVISORS.replace("## KVM\n", "## KVM\n\n<!-- ask: бесплатная альтернатива -->\n")
    assert first_heading(a_library(source), "бесплатная альтернатива") == "KVM"


def test_repair_is_told() -> None:
    """The answer says how it was read."""
    reading = LIBRARY.answer("что такое gipervizor").reading
    assert reading.read_as == "что такое гипервизор"
    assert [(repair.typed, repair.meant, repair.kind) for repair in reading.repairs] == [
        ("gipervizor", "гипервизор", "script")
    ]
    assert reading.told


def test_snippet_is_the_defining_sentence() -> None:
    """The sentence shown first holds the words that were asked for, marked whole."""
    snippet = LIBRARY.answer("что такое гипервизор").hits[0].snippet
    assert "это программа" in snippet.text
    assert "Гипервизор" in [snippet.text[span.start : span.end] for span in snippet.highlights]


def test_empty_library_says_no() -> None:
    """A library without lectures answers nothing and fails at nothing."""
    library = Library(())
    assert not library.answer("что такое гипервизор").answered
    assert library.explain("гипервизор").hits == ()


def test_explanation_names_terms_fields_and_gains() -> None:
    """An explanation says where each word was found."""
    explanation = LIBRARY.explain("минусы vmware")
    first = explanation.hits[0]
    assert first.passage.breadcrumb[-1] == "VMware"
    places = {(field, term) for score in first.terms for field, term, _ in score.fields}
    assert ("heading", "vmware") in places
    assert any(name == "side" for name, _ in first.gains)
    assert any("vmware" in line for line in explanation.lines())


def test_glossary_holds_what_is_defined() -> None:
    """A term in bold before its definition is in the glossary."""
    assert "Гипервизор" in [term.name for term in LIBRARY.glossary()]


@pytest.mark.parametrize(
    ("markdown", "terms"),
    [
        ("- **снимок** — состояние машины\n- **eBPF** — программы в ядре", ["eBPF", "Снимок"]),
        ("**Главный минус Xen** — настройка.\n\n**Основной способ** — пакет.", []),
        ("**Horizon показывает всё** — от машин до сетей.", []),
        ("Преимущества:\n\n- **Изоляция** — сбой не виден другим\n- **Скорость** — всё быстро", []),
        ("- **полная** — гость ничего не знает", []),
    ],
)
def test_glossary_holds_names_only(markdown: str, terms: list[str]) -> None:
    """No sentences, no bare adjectives, no items of a list of advantages."""
    library = a_library(f"# Лекция\n\n## Раздел\n\n{markdown}\n")
    assert [term.name for term in library.glossary()] == terms


def test_like_questions_are_grouped() -> None:
    """Two ways to ask one thing are nearer than two things."""
    same = LIBRARY.similar("что такое гипервизор", "гипервизор это что")
    other = LIBRARY.similar("что такое гипервизор", "минусы vmware")
    assert other < 0.5 < same


def test_another_subject_changes_no_first_answer() -> None:
    """Adding a lecture on cells leaves the answers on hypervisors as they were."""
    both = a_library(HYPERVISORS, CELLS)
    for question in (
        "что такое гипервизор",
        "минусы vmware",
        "почему xen стабильный",
        "типы виртуализации",
        "kvm",
    ):
        assert first_heading(both, question) == first_heading(LIBRARY, question) != ""


@pytest.mark.parametrize(
    ("question", "previous", "heading"),
    [
        ("а поджелудочная?", "что делает печень", "Поджелудочная железа"),
        ("а малый?", "большой круг", "Малый круг"),
        ("что делает поджелудочная", None, "Поджелудочная железа"),
        ("большое спасибо", None, ""),
        ("большое спасибо", "что делает печень", ""),
    ],
)
def test_an_adjective_names_a_thing_that_a_heading_calls_so(
    question: str, previous: str | None, heading: str
) -> None:
    """Unless it goes with the thing before, or strengthens thanks."""
    library = a_library(
        "# Курс\n\n## Печень\n\nВырабатывает желчь.\n\n## Поджелудочная железа\n\nВыделяет инсулин.\n\n"
        "## Большой круг\n\nНачинается в левом желудочке.\n\n## Малый круг\n\nИдёт через лёгкие.\n"
    )
    assert first_heading(library, question, previous) == heading


def test_the_beginning_of_a_word_is_no_slip_of_another() -> None:
    """A short form finds the word that it is short for; a slip of it is still mended."""
    library = a_library(
        "# Курс\n\n## Шардирование\n\nДелит данные по серверам.\n\n## C#\n\nШарп, язык программирования.\n"
    )
    assert library.answer("что такое шард").reading.repairs == ()
    assert first_heading(library, "что такое шард") == "Шардирование"
    assert library.answer("шардирование").hits[0].passage == library.answer("шардирвание").hits[0].passage
    assert first_heading(library, "каковы свойства шарпа") == "C#"


def test_a_chapter_is_answered_by_its_first_section() -> None:
    """Where a heading has no text of its own, what stands first under it opens the subject."""
    library = a_library(
        "# Литература\n\n## Чехов\n\n### Юность\n\nПервые миниатюры печатались в журналах под псевдонимом, "
        "и заработок от них содержал всю большую семью.\n\n### Театр\n\nПьесы для сцены.\n\n"
        "### Проза\n\nПовести.\n\n## Горький\n\nНачинал как журналист.\n"
    )
    assert first_heading(library, "чехов") == "Юность"
    assert first_heading(library, "пьесы чехова") == "Театр"


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Символическая ссылка хранит путь, жёсткая указывает на сам файл.", False),
        ("- [Символическая ссылка](https://example.org)", True),
        ("Петров А. Символическая ссылка. — М., 2015.", True),
    ],
)
def test_a_list_of_links_stands_aside_and_a_section_on_links_does_not(text: str, *, aside: bool) -> None:
    """What the heading is called does not tell; what stands under it does."""
    library = a_library(f"# Диски\n\n## Имена\n\nФайл и имя.\n\n## Ссылки\n\n{text}\n")
    first = library.explain("символическая ссылка").hits[0]
    assert first.passage.breadcrumb[-1] == "Ссылки"
    assert ("appendix" in dict(first.gains)) == aside


@pytest.mark.parametrize(
    ("heading", "aside"),
    [
        ("Упражнение 3", True),
        ("Контрольные вопросы", True),
        ("5.10. Хронологическая таблица", True),
        ("Exercise 1: files", True),
        ("Вопросы для самопроверки", True),
        ("Задание", True),
        ("Задачи ядра", False),
        ("Вопросы и ответы", False),
        ("Упражнения на гибкость", False),
    ],
)
def test_what_asks_or_lists_stands_behind_what_tells(heading: str, *, aside: bool) -> None:
    """Exercises and chronologies hold the words of every question and no answer."""
    library = a_library(
        f"# Курс\n\n## Файлы\n\nБиты доступа бывают особыми: setuid и setgid.\n\n## {heading}\n\n"
        "Назовите особые биты доступа. Какие особые биты доступа бывают у файла?\n"
    )
    gains = {
        hit.passage.breadcrumb[-1]: dict(hit.gains)
        for hit in library.explain("какие особые биты доступа").hits
    }
    assert ("aside" in gains[heading]) == aside
    assert first_heading(library, "какие особые биты доступа") == ("Файлы" if aside else heading)


def test_exercises_can_be_asked_for() -> None:
    """Who names them wants them."""
    library = a_library("# Курс\n\n## Файлы\n\nБиты доступа.\n\n## Упражнение 3\n\nНазовите биты доступа.\n")
    assert first_heading(library, "что в упражнении 3") == "Упражнение 3"


@pytest.mark.parametrize(
    "question", ["определение гипервизора", "гипервизор список", "перечень функций гипервизора"]
)
def test_the_form_of_an_answer_is_no_subject(question: str) -> None:
    """Notes need not say that they define or list."""
    library = a_library(
        "# Курс\n\n## Гипервизор\n\nГипервизор — это программа. Её функции: изоляция и учёт.\n\n"
        "## Ядро\n\nПамять.\n"
    )
    answer = library.answer(question)
    assert answer.hits[0].passage.breadcrumb[-1] == "Гипервизор"
    assert answer.confidence >= SURE_FROM


def test_a_list_that_notes_speak_of_is_a_subject() -> None:
    """In Python it is a type."""
    library = a_library(
        "# Python\n\n## Типы\n\nСписок изменяем, кортеж нет.\n\n## Циклы\n\nЦикл идёт по порядку.\n"
    )
    assert first_heading(library, "python список") == "Типы"


def test_a_heading_that_names_a_side_is_one_of_what_stands_above_it() -> None:
    """Reasons of one war are no reasons of another."""
    library = a_library(
        "# Войны\n\n## Северная война\n\n### Причины\n\nВыход к морю; восстание на Дону началось позже.\n\n"
        "## Восстание Пугачёва\n\n### Причины\n\nКрепостное право.\n\n"
        "## Восстание Булавина\n\nПричиной был сыск беглых. Восстание началось на Дону.\n"
    )
    assert first_heading(library, "причины восстания булавина") == "Восстание Булавина"
    assert library.answer("причины северной войны").hits[0].passage.breadcrumb[-2:] == (
        "Северная война",
        "Причины",
    )


@pytest.mark.parametrize("question", ["как определяется моль", "чем определяется моль", "что такое моль"])
def test_how_something_is_defined(question: str) -> None:
    """One way to ask for a definition."""
    library = a_library(
        "# Физика\n\n## Газы\n\nОбъём одного моля газа определяется давлением.\n\n"
        "## Количество вещества\n\nМоль — количество вещества, в котором столько же частиц, "
        "сколько атомов в 12 г углерода.\n"
    )
    assert first_heading(library, question) == (
        "Газы" if question.startswith("чем") else "Количество вещества"
    )


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("чё такое xen", "что такое xen"),
        ("Шо умеет vmware", "что умеет vmware"),
        ("скока стоит xen", "сколько стоит xen"),
        ("чем хорош xen", "чем хорош xen"),
    ],
)
def test_little_words_may_be_written_as_they_are_spoken(typed: str, read_as: str) -> None:
    """They are read as what they are, and nobody is told."""
    reading = LIBRARY.answer(typed).reading
    assert (reading.read_as, reading.repairs, reading.told) == (read_as, (), "")
