"""From update received to message sent, losing nothing.

receiver -> inbox -> lanes -> handler -> outbox -> sender -> Telegram

pipeline = Pipeline(store, Parts(handle=..., deliver=...))
await pipeline.start()
await pipeline.accept([Arrival(update_id, chat, payload)])
"""

from bot.pipeline.delivery import Delivered, DeliveryError, DeliveryGone, DeliveryMoved, DeliveryRetry
from bot.pipeline.jobs import Done, Job, Jobs, every, prune, weekly
from bot.pipeline.leader import Leader
from bot.pipeline.observer import Observer, Outcome
from bot.pipeline.pace import Rates
from bot.pipeline.parts import Apologise, AskFirstError, Deliver, Handle, Limits, Lost, Parts, Working
from bot.pipeline.pipeline import Health, Pipeline

__all__ = [
    "Apologise",
    "AskFirstError",
    "Deliver",
    "Delivered",
    "DeliveryError",
    "DeliveryGone",
    "DeliveryMoved",
    "DeliveryRetry",
    "Done",
    "Handle",
    "Health",
    "Job",
    "Jobs",
    "Leader",
    "Limits",
    "Lost",
    "Observer",
    "Outcome",
    "Parts",
    "Pipeline",
    "Rates",
    "Working",
    "every",
    "prune",
    "weekly",
]
