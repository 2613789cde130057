"""Commands for whoever runs the bot: konspekt [doctor | backup | restore | accept-key]."""

# ruff: noqa: PLC0415 - imports inside commands are what keeps the start of the others fast

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click


@click.command()
def doctor() -> None:
    """Check everything the bot needs and say what to do; exit code 1 if something is wrong."""
    from bot.commands.doctor import State, examine
    from bot.commands.given import given_settings

    settings = given_settings()

    async def report() -> bool:
        well = True
        async for finding in examine(settings):
            click.echo(str(finding))
            well &= finding.state is not State.FIX
        return well

    if not asyncio.run(report()):
        sys.exit(1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the SQLite database into FILE, while the bot may be running."""
    from bot.commands.given import given_settings
    from bot.data import database_url
    from bot.storage.backup import backup as write

    size = write(database_url(given_settings()), file)
    click.echo(f"{file}: {size} bytes")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the SQLite database; the bot must not be running."""
    from bot.commands.given import given_settings
    from bot.data import database_url
    from bot.storage.backup import restore as read

    kept = read(database_url(given_settings()), file)
    click.echo(f"{file} is restored" + (f"; the old database is {kept}" if kept else ""))


@click.command("accept-key")
def accept_key() -> None:
    """Go on with another KONSPEKT_SECRET: people and chats known under the old one are strangers then."""
    from bot.commands.given import given_settings
    from bot.data import database_url, hash_secret
    from bot.storage import Store

    settings = given_settings()

    async def accept() -> str:
        store = await Store.open(database_url(settings), hash_secret(settings), accept_key=True)
        await store.close()
        return store.name

    click.echo(f"{asyncio.run(accept())}: this key is accepted")
