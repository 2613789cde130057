"""What each repository promises, on both engines."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Copy, Edit, Outgoing, Person, Place, PlaceKind, Reply, Rich, SendFile
from bot.storage import Arrival, Asked, ChatSettings, Detail, Store, TicketState, WaitingState, Wish
from bot.storage.columns import clean
from bot.storage.outgoing import Codec, Durable

if TYPE_CHECKING:
    from tests.storage_fixtures import TestClock

ANNA, BORIS = Person(7, "Анна"), Person(8, "Борис")
PRIVATE = Place(7, PlaceKind.PRIVATE)
GROUP = Place(-100, PlaceKind.GROUP)
TOPIC = Place(-100, PlaceKind.GROUP, 5)
RECENTLY = timedelta(minutes=15)


def asked(question: str = "что такое гипервизор?", **changes: object) -> Asked:
    """A question that was answered."""
    plain = Asked(
        "virt",
        11,
        question,
        question,
        answered=True,
        confidence=0.9,
        passages=("a-1", "b-2"),
        milliseconds=2.5,
    )
    return replace(plain, **changes)  # type: ignore[arg-type] # named fields of Asked


async def test_an_exchange_comes_back_as_it_went_in(store: Store, clock: TestClock) -> None:
    """Texts, lists, truth values, fractions and moments are the same on both engines."""
    async with store.transaction() as tx:
        number = await tx.exchanges.add(ANNA, TOPIC, asked())
    async with store.snapshot() as tx:
        exchange = await tx.exchanges.get(number)
        assert exchange is not None
        assert exchange.asked == asked()
        assert (exchange.asked_at, exchange.asked_at.tzinfo) == (clock.moment, UTC)
        assert exchange.in_group is True
        assert exchange.person_key == tx.key("person", 7)
        assert await tx.exchanges.get(number + 1) is None


async def test_the_last_exchange_is_of_this_person_in_this_topic_and_recent(
    store: Store, clock: TestClock
) -> None:
    """Others' questions, other topics and old ones are not inherited from."""
    async with store.transaction() as tx:
        await tx.exchanges.add(ANNA, TOPIC, asked("first"))
        clock.pass_(minutes=1)
        second = await tx.exchanges.add(ANNA, TOPIC, asked("second"))
        await tx.exchanges.add(BORIS, TOPIC, asked("boris"))
        await tx.exchanges.add(ANNA, GROUP, asked("general"))
    async with store.snapshot() as tx:
        last = await tx.exchanges.last(ANNA, TOPIC, RECENTLY)
        assert last is not None
        assert last.id == second
        clock.pass_(minutes=15)
        assert await tx.exchanges.last(ANNA, TOPIC, RECENTLY) is not None
        clock.pass_(seconds=1)
        assert await tx.exchanges.last(ANNA, TOPIC, RECENTLY) is None
        assert await tx.exchanges.last(BORIS, PRIVATE, RECENTLY) is None


async def test_an_edited_question_replaces_its_exchange_and_verdicts(store: Store) -> None:
    """The number stays, so that buttons keep working."""
    async with store.transaction() as tx:
        number = await tx.exchanges.add(ANNA, PRIVATE, asked("typo"))
        await tx.exchanges.verdict(number, ANNA, helpful=False)
        found = await tx.exchanges.of_message(PRIVATE, 11)
        assert found is not None
        assert found.id == number
        await tx.exchanges.amend(number, asked("right", passages=("c-3",)))
        await tx.exchanges.show(number, 1)
        exchange = await tx.exchanges.get(number)
        assert exchange is not None
        assert (exchange.asked.question, exchange.asked.passages, exchange.asked.shown) == (
            "right",
            ("c-3",),
            1,
        )
        assert exchange.disappointed == 0
        assert await tx.exchanges.of_message(GROUP, 11) is None


async def test_a_verdict_counts_once_a_person_and_the_last_word_holds(store: Store) -> None:
    """Pressing twice changes nothing; another person counts, too; a forgotten exchange takes none."""
    async with store.transaction() as tx:
        number = await tx.exchanges.add(ANNA, GROUP, asked())
        assert await tx.exchanges.verdict(number, ANNA, helpful=True)
        assert not await tx.exchanges.verdict(number, ANNA, helpful=True)
        assert await tx.exchanges.verdict(number, BORIS, helpful=True)
        assert await tx.exchanges.verdict(number, ANNA, helpful=False)
        assert not await tx.exchanges.verdict(number + 1, ANNA, helpful=True)
        exchange = await tx.exchanges.get(number)
        assert exchange is not None
        assert (exchange.helped, exchange.disappointed) == (1, 1)


async def test_limits_count_people_and_chats_apart(store: Store, clock: TestClock) -> None:
    """A chat counts all its topics and people; a person counts everywhere; both only lately."""
    async with store.transaction() as tx:
        for person, place in ((ANNA, GROUP), (ANNA, TOPIC), (BORIS, TOPIC), (ANNA, PRIVATE)):
            await tx.exchanges.add(person, place, asked())
        minute = timedelta(minutes=1)
        assert await tx.exchanges.asked_by(ANNA, minute) == 3
        assert await tx.exchanges.asked_in(GROUP, minute) == 3
        clock.pass_(minutes=2)
        assert await tx.exchanges.asked_by(ANNA, minute) == 0
        assert await tx.exchanges.asked_in(GROUP, minute) == 0


async def test_reports_read_a_period_of_a_course(store: Store, clock: TestClock) -> None:
    """Start included, end excluded, oldest first."""
    start = clock.moment
    async with store.transaction() as tx:
        for number in range(4):
            await tx.exchanges.add(ANNA, PRIVATE, asked(f"q{number}", course="ab"[number % 2]))
            clock.pass_(days=1)
    async with store.snapshot() as tx:
        period = await tx.exchanges.period(start, start + timedelta(days=3))
        assert [exchange.asked.question for exchange in period] == ["q0", "q1", "q2"]
        period = await tx.exchanges.period(start, clock.moment, "b")
        assert [exchange.asked.question for exchange in period] == ["q1", "q3"]


async def test_forgetting_erases_a_person_everywhere_and_nobody_else(store: Store) -> None:
    """Questions, verdicts on others' answers, settings, waits, and tickets that nobody else is behind."""
    async with store.transaction() as tx:
        await tx.exchanges.add(ANNA, PRIVATE, asked("анна"))
        boris = await tx.exchanges.add(BORIS, GROUP, asked("борис"))
        await tx.exchanges.verdict(boris, ANNA, helpful=True)
        await tx.exchanges.verdict(boris, BORIS, helpful=True)
        await tx.chats.save(ANNA, ChatSettings(language="en"))
        alone = await tx.desk.tickets.open("virt", "только анна", ())
        shared = await tx.desk.tickets.open("virt", "обе", ())
        await tx.desk.waiting.join(alone, ANNA, PRIVATE, Wish(name="Анна"))
        await tx.desk.waiting.join(shared, ANNA, PRIVATE, Wish())
        await tx.desk.waiting.join(shared, BORIS, GROUP, Wish())
        await tx.sent.add(PRIVATE, "answer:1", [3])
    async with store.transaction() as tx:
        assert await tx.forget(ANNA, PRIVATE) == 1
        assert await tx.forget(ANNA, PRIVATE) == 0
    async with store.snapshot() as tx:
        key = tx.key("person", 7)
        left = await tx.exchanges.period(datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))
        assert [(exchange.asked.question, exchange.helped) for exchange in left] == [("борис", 1)]
        assert await tx.chats.settings(ANNA) == ChatSettings()
        assert await tx.desk.tickets.get(alone) is None
        ticket = await tx.desk.tickets.get(shared)
        assert ticket is not None
        assert ticket.people == 1
        assert key not in {waiter.person_key for waiter in await tx.desk.waiting.of_ticket(shared)}
        assert await tx.sent.ref_of(PRIVATE, 3) is None


async def test_settings_belong_to_a_chat_with_all_its_topics_and_survive_new_fields(store: Store) -> None:
    """A private chat and its person are one; unknown names of another version do no harm."""
    chosen = ChatSettings(
        language="en", compact=False, pictures=False, quiet_from=22, quiet_to=7, course="virt"
    )
    async with store.transaction() as tx:
        assert not await tx.chats.known(GROUP)
        await tx.chats.save(TOPIC, chosen)
        await tx.chats.save(ANNA, ChatSettings(who_may_press="anyone"))
    async with store.snapshot() as tx:
        assert await tx.chats.settings(GROUP) == chosen
        assert (await tx.chats.settings(PRIVATE)).who_may_press == "anyone"
        assert await tx.chats.known(GROUP)
        assert await tx.chats.groups() == (-100,)
    assert ChatSettings.from_json({"language": "ru", "colour": "red"}) == ChatSettings(language="ru")


async def test_blocking_keeps_the_settings(store: Store) -> None:
    """Who comes back finds everything as it was."""
    async with store.transaction() as tx:
        await tx.chats.save(ANNA, ChatSettings(language="en"))
        await tx.chats.block(7)
        assert await tx.chats.blocked(7)
        assert (await tx.chats.settings(ANNA)).language == "en"
        await tx.chats.unblock(ANNA)
        assert not await tx.chats.blocked(7)
        await tx.chats.block(-5)
        assert await tx.chats.groups() == ()
        await tx.chats.forget(ANNA)
        assert not await tx.chats.known(ANNA)


async def test_a_migrated_group_keeps_its_memory(store: Store) -> None:
    """Settings, follow-ups, waits and the staff chat are found under the new id."""
    moved = Place(-200, PlaceKind.GROUP)
    async with store.transaction() as tx:
        await tx.chats.save(GROUP, ChatSettings(course="virt"))
        await tx.chats.save(moved, ChatSettings())
        await tx.exchanges.add(ANNA, GROUP, asked())
        ticket = await tx.desk.tickets.open("virt", "?", ())
        await tx.desk.waiting.join(ticket, ANNA, GROUP, Wish(message=3))
        await tx.desk.staff.bind("virt", GROUP)
        await tx.inbox.add([Arrival(1, -100, {"text": "?"})])
        await tx.migrate(-100, -200)
        await tx.migrate(-200, -200)
    async with store.snapshot() as tx:
        assert (await tx.chats.settings(moved)).course == "virt"
        assert await tx.chats.groups() == (-200,)
        assert await tx.exchanges.last(ANNA, moved, RECENTLY) is not None
        (waiter,) = await tx.desk.waiting.of_ticket(ticket)
        assert (waiter.place, waiter.message) == (moved, None)
        assert await tx.desk.staff.courses_of(-200) == ("virt",)
        assert await tx.inbox.lanes() == (-200,)


async def test_facts_hold_any_json(store: Store, clock: TestClock) -> None:
    """Null is not the same as nothing set; the moment is kept; names with wildcards are taken literally."""
    async with store.transaction() as tx:
        await tx.facts.set("a_1", None)
        await tx.facts.set("ab1", [1, 2.5, "я", {"k": None}, True])
        await tx.facts.set("a_1", "again")
    async with store.transaction() as tx:
        assert await tx.facts.get("a_1") == "again"
        assert await tx.facts.get("ab1") == [1, 2.5, "я", {"k": None}, True]
        assert await tx.facts.set_at("a_1") == clock.moment
        assert await tx.facts.set_at("none") is None
        assert await tx.facts.starting_with("a_") == {"a_1": "again"}
        assert await tx.facts.drop("a_1")
        assert not await tx.facts.drop("a_1")


async def test_file_handles_are_kept_by_bot_and_content(store: Store) -> None:
    """A refused handle is dropped and refilled."""
    async with store.transaction() as tx:
        await tx.files.put(1, "d" * 64, "first")
        await tx.files.put(1, "d" * 64, "second")
        assert await tx.files.get(1, "d" * 64) == "second"
        assert await tx.files.get(2, "d" * 64) is None
        await tx.files.drop(1, "d" * 64)
        assert await tx.files.get(1, "d" * 64) is None


async def test_names_of_messages_lead_both_ways(store: Store, clock: TestClock) -> None:
    """All messages of a name lead to it; the name leads to the last, which has the buttons."""
    async with store.transaction() as tx:
        await tx.sent.add(TOPIC, "card:4", [10, 11])
        assert [await tx.sent.ref_of(TOPIC, message) for message in (10, 11, 12)] == [
            "card:4",
            "card:4",
            None,
        ]
        assert await tx.sent.ref_of(GROUP, 10) is None
        assert await tx.sent.message("card:4") == 11
        assert await tx.sent.message("card:4", GROUP) is None
        clock.pass_(seconds=1)
        await tx.sent.add(GROUP, "card:4", [5])
        assert await tx.sent.message("card:4") == 5
        assert await tx.sent.message("card:4", TOPIC) == 11
        await tx.sent.add(TOPIC, "card:9", [10])
        assert await tx.sent.ref_of(TOPIC, 10) == "card:9"
        await tx.sent.add(TOPIC, "", [99])
        assert await tx.sent.ref_of(TOPIC, 99) is None


async def test_a_ticket_goes_its_way(store: Store, clock: TestClock) -> None:
    """Opened, joined once a person, taken by one, answered, asked back, answered again, settled."""
    async with store.transaction() as tx:
        ticket = await tx.desk.tickets.open("virt", "а где про Xen?", ["a-1"])
        assert await tx.desk.waiting.join(ticket, ANNA, PRIVATE, Wish(11, comment="очень надо"))
        assert not await tx.desk.waiting.join(ticket, ANNA, PRIVATE, Wish(12))
        assert await tx.desk.waiting.join(ticket, BORIS, TOPIC, Wish(13, name="Борис"))
        assert await tx.desk.tickets.move_to(ticket, TicketState.TAKEN, only_from=[TicketState.OPEN])
        assert not await tx.desk.tickets.move_to(ticket, TicketState.TAKEN, only_from=[TicketState.OPEN])
        clock.pass_(hours=2)
        first = clock.moment
        await tx.desk.tickets.answer(ticket, "Во второй лекции.", "section")
        anna, boris = await tx.desk.waiting.of_ticket(ticket)
        assert (anna.place, anna.message, anna.comment, anna.name) == (PRIVATE, 11, "очень надо", "")
        assert (boris.place, boris.name) == (TOPIC, "Борис")
        await tx.desk.waiting.answered(anna.id)
        assert await tx.desk.waiting.of_person(ANNA) == ()
        await tx.desk.waiting.asks_again(anna.id, PRIVATE, 20)
        assert [waiter.message for waiter in await tx.desk.waiting.of_person(ANNA)] == [20]
        clock.pass_(hours=1)
        await tx.desk.tickets.answer(ticket, "Точнее, в третьей.")
        await tx.desk.waiting.settle(anna.id, WaitingState.UNDERSTOOD)
        settled = await tx.desk.waiting.get(anna.id)
        assert settled is not None
        assert (settled.place, settled.state) == (None, WaitingState.UNDERSTOOD)
        done = await tx.desk.tickets.get(ticket)
        assert done is not None
        assert (done.state, done.answered_at, done.answer) == (
            TicketState.ANSWERED,
            first,
            "Точнее, в третьей.",
        )
        assert (done.people, done.near) == (2, ("a-1",))
        assert await tx.desk.tickets.of_course("virt") == ()
        assert await tx.desk.waiting.of(ticket, ANNA) == settled


async def test_a_chat_that_blocked_the_bot_becomes_unreachable(store: Store) -> None:
    """The tickets concerned are told; who has understood is not waiting any more."""
    async with store.transaction() as tx:
        first = await tx.desk.tickets.open("virt", "1", ())
        second = await tx.desk.tickets.open("virt", "2", ())
        for ticket in (first, second):
            await tx.desk.waiting.join(ticket, ANNA, PRIVATE, Wish())
        (waiter,) = await tx.desk.waiting.of_ticket(second)
        await tx.desk.waiting.settle(waiter.id, WaitingState.UNDERSTOOD)
        assert await tx.desk.waiting.unreachable(7) == (first,)
        assert await tx.desk.waiting.unreachable(7) == ()
        assert len(await tx.desk.waiting.of_person(ANNA, WaitingState.UNREACHABLE)) == 1


async def test_a_code_binds_once_and_for_a_day(store: Store, clock: TestClock) -> None:
    """Codes are not stored as they are; used, unknown and old ones bind nothing."""
    async with store.transaction() as tx:
        code, old = await tx.desk.staff.new_code("virt"), await tx.desk.staff.new_code("virt")
        assert code not in str(await tx.facts.starting_with(""))
        assert await tx.desk.staff.redeem("guess") is None
        assert await tx.desk.staff.redeem(f" {code} ") == "virt"
        assert await tx.desk.staff.redeem(code) is None
        clock.pass_(days=1, seconds=1)
        assert await tx.desk.staff.redeem(old) is None


async def test_staff_chats_are_bound_moved_and_left(store: Store) -> None:
    """A course has one staff chat; a chat may serve several courses."""
    async with store.transaction() as tx:
        await tx.desk.staff.bind("a", PRIVATE)
        await tx.desk.staff.bind("a", TOPIC)
        await tx.desk.staff.bind("b", GROUP)
        chat = await tx.desk.staff.of("a")
        assert chat is not None
        assert chat.place == TOPIC
        assert await tx.desk.staff.courses_of(-100) == ("a", "b")
        assert await tx.desk.staff.courses_of(7) == ()
        assert await tx.desk.staff.unbind("b")
        assert not await tx.desk.staff.unbind("b")
        assert await tx.desk.staff.leave(-100) == ("a",)
        assert await tx.desk.staff.all() == ()


async def test_the_audit_log_tells_who_did_what(store: Store, clock: TestClock) -> None:
    """By period and course, people as keyed hashes."""
    start = clock.moment
    async with store.transaction() as tx:
        about = Detail("reply", 4, "ответ")
        await tx.desk.audit.add(ANNA, "virt", "answer", about)
        clock.pass_(seconds=1)
        (deed,) = await tx.desk.audit.period(start, clock.moment, "virt")
        assert (deed.action, deed.detail, deed.person_key) == ("answer", about, tx.key("person", 7))
        assert await tx.desk.audit.period(start, clock.moment, "other") == ()
        assert await tx.desk.audit.prune(clock.moment) == 1


@pytest.mark.parametrize("stored", ["", "7 mute", "3", "[1]", '{"later": 1}'])
def test_a_row_of_another_version_does_not_hide_the_audit_log(stored: str) -> None:
    """What cannot be read is left out of the row; the others are still told."""
    assert Detail.read(stored) == Detail()
    assert Detail.read(Detail("mute", 7).stored()) == Detail("mute", 7)


async def test_numbers_are_never_given_twice(store: Store) -> None:
    """A button with an erased exchange's number must not lead to somebody else's."""
    async with store.transaction() as tx:
        first = await tx.exchanges.add(ANNA, PRIVATE, asked())
        await tx.exchanges.forget(ANNA)
        assert await tx.exchanges.add(BORIS, PRIVATE, asked()) > first


HOSTILE = "\0 \ud83d \udc00 😀 \u202e ё"


async def test_hostile_text_is_stored_not_refused(store: Store) -> None:
    """NUL and halves of surrogate pairs, which no database holds, are replaced."""
    async with store.transaction() as tx:
        number = await tx.exchanges.add(ANNA, PRIVATE, asked(HOSTILE))
        await tx.inbox.add([Arrival(1, 7, {"text": HOSTILE})])
        exchange = await tx.exchanges.get(number)
        assert exchange is not None
        assert exchange.asked.question == "\ufffd \ufffd \ufffd 😀 \u202e ё"
        received, more = await tx.inbox.next(7)
        assert received is not None
        assert not more
        received.payload["text"].encode()
        await tx.outbox.put(Reply(PRIVATE, Rich(HOSTILE)))
        (found,) = await tx.outbox.open([7])
        assert found.rows[0].outgoing is not None


@given(st.text(st.characters()))
def test_cleaning_changes_nothing_that_is_clean(text: str) -> None:
    """Whatever comes out can be encoded; what could be is left as it was."""
    cleaned = clean(text)
    cleaned.encode()
    assert "\0" not in cleaned
    if "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert cleaned == text


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    """It would mean something else on each engine."""
    async with store.transaction() as tx:
        with pytest.raises(Exception, match="time zone"):
            await tx.exchanges.prune(datetime(2026, 1, 1))  # noqa: DTZ001 - the point


def _outgoing() -> st.SearchStrategy[Durable]:
    """Anything that can wait in the outbox."""
    return st.one_of(st.from_type(Reply), st.from_type(Edit), st.from_type(Copy), st.from_type(SendFile))


@given(_outgoing())
def test_outgoing_values_survive_being_written_down(outgoing: Outgoing) -> None:
    """Every field of every variant comes back, through JSON."""
    import json  # noqa: PLC0415 - only here

    codec = Codec()
    plain, blob = codec.encode(outgoing)  # type: ignore[arg-type] # the strategy makes durable ones only
    assert codec.decode(json.loads(json.dumps(plain)), blob) == outgoing


async def test_two_replicas_with_the_same_updates_do_not_wait_for_each_other(store: Store) -> None:
    """Whatever the order in which they came: numbers are written down in one order."""
    if not store.on_postgres:
        pytest.skip("SQLite has one writer")
    one, two = Arrival(1, 7, {}), Arrival(2, 7, {})

    async def other() -> int:
        async with store.transaction() as tx:
            return len(await tx.inbox.add([two, one]))

    async with asyncio.timeout(20):
        async with store.transaction() as tx:
            await tx.inbox.add([one])
            waiting = asyncio.create_task(other())
            await asyncio.sleep(0.3)  # it has come as far as it can
            assert [row.update_id for row in await tx.inbox.add([two, one])] == [2]
        assert await waiting == 0
