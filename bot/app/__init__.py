"""The bot at work: everything put together, as one process, watched over by an operator."""

from bot.app.app import App, Ways

__all__ = ["App", "Ways"]
