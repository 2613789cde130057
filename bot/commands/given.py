"""The settings, as the command line was given them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.config import read_settings

if TYPE_CHECKING:
    from bot.config import Settings


def given_settings(*, notes: Path | None = None, need_token: bool = False) -> Settings:
    """The settings, from the file that was named with `konspekt --settings`, else from `.env`.

    Args:
        notes: What the command's own `--notes` says.
        need_token: Whether a bot is to be started.

    Raises:
        ConfigError: With every problem there is, one line each.
    """
    named: Path | None = click.get_current_context().obj
    return read_settings(notes=notes, need_token=need_token, env_file=named or Path(".env"))
