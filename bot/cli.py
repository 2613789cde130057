"""The command line: konspekt [chat | run | ask | check | evaluate]; more in `bot.commands`.

Each command imports what it needs when it runs, so that asking in the terminal does not wait for Telegram's
library, nor checking for scikit-learn. Expected errors become a line each and exit code 1: here only.
"""

# ruff: noqa: PLC0415 - imports inside commands are what keeps the start fast

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.operating import accept_key, backup, doctor, restore
from bot.commands.reporting import report, staff_code

if TYPE_CHECKING:
    from bot.config import Settings
    from index import Library

_PROBLEMS = 1  # exit code: something must be mended first

_notes = click.option(
    "--notes",
    type=click.Path(path_type=Path),
    help="Folder of Markdown files, or one file. Default: KONSPEKT_NOTES, else the bundled lecture.",
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")


class _Konspekt(click.Group):
    """The place where exceptions become exit codes."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except _expected() as error:
            for line in str(error).splitlines():
                click.echo(f"konspekt: {line}", err=True)
            sys.exit(_PROBLEMS)


def _expected() -> tuple[type[Exception], ...]:
    """What can go wrong without a mistake in the program."""
    from bot.config import ConfigError
    from corpus import CorpusError
    from index.judgments import JudgmentsError

    errors: tuple[type[Exception], ...] = (ConfigError, CorpusError, JudgmentsError)
    if "bot.storage" in sys.modules:  # what was never imported raised nothing
        from bot.storage import StorageError

        errors += (StorageError,)
    return errors


@click.group(
    cls=_Konspekt, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="konspekt", message="%(prog)s %(version)s")
@click.option(
    "--settings",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of settings, a line each: NAME=value. Default: .env, if there is one.",
)
@click.pass_context
def main(context: click.Context, settings: Path | None) -> None:
    """Answer questions from lecture notes, in Telegram and in the terminal.

    Without a command: `chat`.
    """
    context.obj = settings
    if context.invoked_subcommand is None:
        context.invoke(chat)


@main.command()
@_notes
def chat(notes: Path | None) -> None:
    """Talk to the bot in the terminal; needs no token."""
    from bot.commands.chat import talk
    from bot.commands.given import given_settings

    talk(given_settings(notes=notes))


@main.command()
@_notes
def run(notes: Path | None) -> None:
    """Run the Telegram bot; needs KONSPEKT_TOKEN."""
    from bot.commands.given import given_settings

    settings = given_settings(notes=notes, need_token=True)
    from bot.app.process import run as run_bot

    run_bot(settings)


@main.command()
@click.argument("question", nargs=-1, required=True)
@_notes
@_as_json
@click.option(
    "--limit", default=3, show_default=True, type=click.IntRange(1, 50), help="Most passages to show."
)
@click.option("--previous", help="A question asked before, for a follow-up.")
@click.option("--explain", is_flag=True, help="Show why the first results scored what they did.")
def ask(  # noqa: PLR0913 - one argument an option
    question: tuple[str, ...],
    notes: Path | None,
    limit: int,
    previous: str | None,
    *,
    as_json: bool,
    explain: bool,
) -> None:
    """Ask one question and print the answer."""
    settings, library = _library(notes)
    asked = " ".join(question)
    before = library.answer(previous).reading.read_as if previous else None
    if explain:
        click.echo("\n".join(library.explain(asked, before, limit=limit).lines()))
        return
    answer = library.answer(asked, before, limit=limit)
    if as_json:
        from index.export import answer_as_json

        _print_json(answer_as_json(answer, library.lectures, limit))
        return
    from bot.commands.printing import answer_lines
    from bot.texts import texts_for

    words = partial(library.spans, answer.reading)
    colour = sys.stdout.isatty()
    click.echo("\n".join(answer_lines(answer, texts_for(settings.language), words, colour=colour)))


@main.command()
@click.argument("notes", required=False, type=click.Path(path_type=Path))
@_as_json
def check(notes: Path | None, *, as_json: bool) -> None:
    """Report what should be mended in the notes; exit code 1 if there are errors."""
    from corpus import Severity
    from corpus import check as check_notes

    problems = check_notes(notes or _notes_folder(_settings(None)))
    if as_json:
        from dataclasses import asdict

        _print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        from bot.commands.printing import problem_table

        click.echo(problem_table(problems))
    if any(problem.severity is Severity.ERROR for problem in problems):
        sys.exit(_PROBLEMS)


@main.command()
@click.argument("questions", type=click.Path(path_type=Path))
@_notes
@_as_json
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(1, 50), help="Hits a result, with --json."
)
@click.option(
    "--explain", metavar="ID", help="Show why the first results of one question scored what they did."
)
def evaluate(questions: Path, notes: Path | None, limit: int, explain: str | None, *, as_json: bool) -> None:
    """Measure the answers against questions whose right sections are known."""
    from index.evaluate import evaluate as measure
    from index.judgments import load_judgments

    judgments = load_judgments(questions)
    _, library = _library(notes)
    if explain is not None:
        judgment = next((one for one in judgments if one.id == explain), None)
        if judgment is None:
            message = f"{questions} has no question with the id {explain!r}"
            raise click.BadParameter(message, param_hint="--explain")
        before = library.answer(judgment.previous).reading.read_as if judgment.previous else None
        click.echo("\n".join(library.explain(judgment.question, before).lines()))
        return
    evaluation = measure(library, judgments)
    if as_json:
        _print_json(evaluation.as_json(library.lectures, limit))
        return
    from bot.commands.printing import evaluation_table

    click.echo(evaluation_table(evaluation))


for _command in (report, staff_code, doctor, backup, restore, accept_key):
    main.add_command(_command)


def _settings(notes: Path | None) -> Settings:
    from bot.commands.given import given_settings

    return given_settings(notes=notes)


def _notes_folder(settings: Settings) -> Path:
    from corpus import bundled_notes

    if settings.courses:
        from bot.config import ConfigError

        message = "KONSPEKT_COURSES holds several courses: say which with --notes"
        raise ConfigError(message)
    return settings.notes or bundled_notes()


def _library(notes: Path | None) -> tuple[Settings, Library]:
    """The settings and the library they name; files that could not be read are reported."""
    from index import open_library

    settings = _settings(notes)
    library, loaded = open_library(_notes_folder(settings))
    served = {lecture.path for lecture in library.lectures}
    for problem in loaded.problems:
        if problem.path not in served:
            click.echo(f"konspekt: left out {problem.where}: {problem.message}", err=True)
    return settings, library


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
