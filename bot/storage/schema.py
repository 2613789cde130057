"""The tables. Private chats and people are keyed hashes except where an id is needed to send something."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.columns import Clean, Id, Json, When

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

REF_LENGTH: Final = 64  # characters

inbox: Final = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("update_id", BigInteger, nullable=False),
    Column("lane", BigInteger, nullable=False),  # chat id: one lane a chat
    Column("payload", Json, nullable=False),  # the update as it came; emptied when done
    Column("arrived_at", When, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("done_at", When),
    Column("failure", Clean),  # why it was given up
    UniqueConstraint("update_id"),
    sqlite_autoincrement=True,  # a number is never given twice, not even after pruning
)
Index(
    "ix_inbox_open",
    inbox.c.lane,
    inbox.c.id,
    sqlite_where=inbox.c.done_at.is_(None),
    postgresql_where=inbox.c.done_at.is_(None),
)
Index("ix_inbox_done_at", inbox.c.done_at)

outbox: Final = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("inbox_id", BigInteger),  # what it answers; NULL for jobs
    Column("lane", BigInteger, nullable=False),  # chat it goes to
    Column("payload", Json, nullable=False),  # the Outgoing; emptied when done
    Column("blob", LargeBinary),  # content of a SendFile; emptied when done
    Column("created_at", When, nullable=False),
    Column("due_at", When),  # not before; NULL for at once, so that a clock set back delays nothing
    Column("attempts", Integer, nullable=False),
    Column("done_at", When),
    Column("failure", Clean),  # why it was given up
    sqlite_autoincrement=True,
)
Index(
    "ix_outbox_open",
    outbox.c.lane,
    outbox.c.id,
    sqlite_where=outbox.c.done_at.is_(None),
    postgresql_where=outbox.c.done_at.is_(None),
)
Index("ix_outbox_done_at", outbox.c.done_at)

sent: Final = Table(  # which messages a ref became, so that they can be edited or replied to months later
    "sent",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("place_key", String(32), nullable=False),  # keyed hash of chat and topic
    Column("message", BigInteger, nullable=False),
    Column("ref", String(REF_LENGTH), nullable=False),
    Column("at", When, nullable=False),
    UniqueConstraint("place_key", "message"),
    Index("ix_sent_ref", "ref"),
    Index("ix_sent_at", "at"),
    sqlite_autoincrement=True,
)

exchanges: Final = Table(  # a question and what was answered
    "exchanges",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("course", String(64), nullable=False),
    Column("person_key", String(32), nullable=False),
    Column("place_key", String(32), nullable=False),  # chat and topic
    Column("chat_key", String(32), nullable=False),  # chat alone, for its limits
    Column("in_group", Boolean, nullable=False),
    Column("message", BigInteger, nullable=False),  # the question's message id
    Column("question", Clean, nullable=False),
    Column("read_as", Clean, nullable=False),
    Column("told", Clean, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("passages", Json, nullable=False),  # passage ids, best first
    Column("shown", Integer, nullable=False),  # which of them the message shows now
    Column("asked_at", When, nullable=False),
    Column("milliseconds", Float, nullable=False),
    Index("ix_exchanges_recent", "person_key", "place_key", "asked_at"),
    Index("ix_exchanges_chat", "chat_key", "asked_at"),
    Index("ix_exchanges_asked_at", "asked_at"),
    sqlite_autoincrement=True,
)

verdicts: Final = Table(  # helpful or not, one a person and exchange
    "verdicts",
    metadata,
    Column(
        "exchange_id",
        Id,
        ForeignKey(exchanges.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("person_key", String(32), primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("at", When, nullable=False),
    Index("ix_verdicts_person_key", "person_key"),
)

chats: Final = Table(  # settings of groups and of people
    "chats",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("chat", BigInteger),  # groups only: needed to write to them
    Column("settings", Json, nullable=False),
    Column("blocked_at", When),
    Column("updated_at", When, nullable=False),
)

files: Final = Table(  # pictures that the platform already holds
    "files",
    metadata,
    Column("bot", Id, primary_key=True, autoincrement=False),
    Column("digest", String(64), primary_key=True),  # SHA-256 of the content, hex
    Column("file_id", Text, nullable=False),
)

facts: Final = (
    Table(  # small things to remember: digest of the command menus, last run of a job, notes version
        "facts",
        metadata,
        Column("name", String(128), primary_key=True),
        Column("value", Json, nullable=False),
        Column("updated_at", When, nullable=False),
    )
)

tickets: Final = Table(  # a question that waits for a human, or had one
    "tickets",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("course", String(64), nullable=False),
    Column("question", Clean, nullable=False),
    Column("near", Json, nullable=False),  # passage ids that the bot found
    Column("state", String(16), nullable=False),  # open, taken, answered, closed, muted
    Column("opened_at", When, nullable=False),
    Column("answered_at", When),
    Column("answer", Clean),
    Column("section_id", String(16)),
    Index("ix_tickets_state", "course", "state"),
    Index("ix_tickets_opened_at", "opened_at"),
    sqlite_autoincrement=True,
)

waiting: Final = (
    Table(  # who waits for a ticket's answer; the chat id is needed to send it, erased when settled
        "waiting",
        metadata,
        Column("id", Id, primary_key=True, autoincrement=True),
        Column("ticket_id", Id, ForeignKey(tickets.c.id, ondelete="CASCADE"), nullable=False),
        Column("exchange_id", Id, ForeignKey(exchanges.c.id, ondelete="SET NULL")),
        Column("person_key", String(32), nullable=False),
        Column("chat", BigInteger),
        Column("topic", BigInteger),
        Column("in_group", Boolean, nullable=False),
        Column("message", BigInteger),  # the question's message, to answer as a reply to it
        Column("comment", Clean, nullable=False),
        Column("name", Clean, nullable=False),  # only where the student chose to say it
        Column("language", String(8), nullable=False),  # to answer in
        Column("state", String(16), nullable=False),  # waiting, answered, understood, unreachable
        Column("joined_at", When, nullable=False),
        UniqueConstraint("ticket_id", "person_key"),
        Index("ix_waiting_person", "person_key", "state"),
        Index("ix_waiting_exchange_id", "exchange_id"),
        sqlite_autoincrement=True,
    )
)

staff: Final = Table(  # the chat that a course's instructors share
    "staff",
    metadata,
    Column("course", String(64), primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger),
    Column("bound_at", When, nullable=False),
    Index("ix_staff_chat", "chat"),
)

audit: Final = Table(  # what staff did
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("at", When, nullable=False),
    Column("course", String(64), nullable=False),
    Column("person_key", String(32), nullable=False),
    Column("action", String(32), nullable=False),
    Column("detail", Clean, nullable=False),
    Index("ix_audit_at", "at"),
    sqlite_autoincrement=True,
)
