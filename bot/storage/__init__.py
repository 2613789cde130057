"""Everything that is remembered. Only this package knows SQL.

store = await Store.open("sqlite:///konspekt.db", secret)
async with store.transaction() as tx:
    await tx.facts.set("menus", digest)
"""

from bot.storage.asked import Asked, Exchange
from bot.storage.audit import Deed, Detail
from bot.storage.chats import ChatSettings, Pressing
from bot.storage.clock import Clock, SystemClock
from bot.storage.errors import StorageError, StorageUnavailableError
from bot.storage.inbox import Arrival, Depth, Received
from bot.storage.locks import Locks
from bot.storage.outbox import Fleeting, Open
from bot.storage.outgoing import Durable, Queued
from bot.storage.staff import StaffChat
from bot.storage.store import Committed, Store
from bot.storage.tickets import Ticket, TicketState
from bot.storage.transaction import Transaction
from bot.storage.waiting import Waiter, WaitingState, Wish

__all__ = [
    "Arrival",
    "Asked",
    "ChatSettings",
    "Clock",
    "Committed",
    "Deed",
    "Depth",
    "Detail",
    "Durable",
    "Exchange",
    "Fleeting",
    "Locks",
    "Open",
    "Pressing",
    "Queued",
    "Received",
    "StaffChat",
    "StorageError",
    "StorageUnavailableError",
    "Store",
    "SystemClock",
    "Ticket",
    "TicketState",
    "Transaction",
    "Waiter",
    "WaitingState",
    "Wish",
]
