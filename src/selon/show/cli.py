"""The commands. Everything but click is imported by the command that needs it, so that `selon --help` is quick."""

import shutil
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from selon import __version__, process
from selon.errors import SelonError
from selon.show import completion, exporting, keeping, questions, scanning
from selon.show.options import (
    as_json,
    as_of,
    clock,
    complain,
    count,
    files,
    lang,
    language,
    ledger_option,
    model,
    own_language,
    published,
    second_reader,
    story,
)
from selon.show.progress import progress
from selon.show.web.serving import serve

if TYPE_CHECKING:
    from selon.flow import Read
    from selon.second_reader import SecondReader


class Commands(click.Group):
    """Commands whose errors are messages, not traces."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that Selon raises on purpose becomes a message and exit status 1."""
        process.own()
        try:
            return super().invoke(ctx)
        except SelonError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@ledger_option
@click.version_option(__version__)
@click.pass_context
def main(context: click.Context, ledger: str | None) -> None:
    """Selon reads reports on a news story and gives a sourced account: what is claimed, according to whom, how firmly,
    for when, and in which words."""
    context.obj = ledger


@main.command()
@files(required=True)
@as_json
@published
@language
@second_reader
@model
def read(
    paths: tuple[str, ...],
    as_json: bool,
    published: str | None,
    language: str | None,
    second_reader: str | None,
    model: str | None,
) -> None:
    """Read reports and list their claims, in the order of the text."""
    from selon.show import listing

    if (second_reader is None) != (model is None):
        raise click.UsageError("--second-reader and --model go together")
    told = (paths, published, language, listing.claim_lines if as_json else None, listing.claims_for_people)
    if second_reader is None or model is None:
        print_all(*told)
        return
    import os

    from selon.second_reader import SecondReader

    key = os.environ.get("SELON_SECOND_READER_KEY")
    with SecondReader(second_reader, model, key, lambda why: click.echo(f"Warning: {why}", err=True)) as second:
        print_all(*told, second)


@main.command()
@files(required=True)
@as_json
@published
@language
def inspect(paths: tuple[str, ...], as_json: bool, published: str | None, language: str | None) -> None:
    """List everything that the reader saw: numbers, moments, places, sources, cues, residue, sentences."""
    from selon.show import listing

    print_all(paths, published, language, listing.seen_lines if as_json else None, listing.seen_for_people)


def print_all(
    paths: tuple[str, ...],
    published: str | None,
    language: str | None,
    for_programs: "Callable[[Read], Iterable[bytes]] | None",
    for_people: "Callable[[Read], Iterable[str]]",
    second: "SecondReader | None" = None,
) -> None:
    """Read files and print each as it is read; exits with 1 where any was refused. `second`: completes what it can."""
    import msgspec

    from selon import flow, keep
    from selon.model import Refusal

    output, refused = sys.stdout.buffer, False
    results = flow.read_all(paths, keep.Told(published, language))
    for result in progress(results, count(paths), "Reading", streaming=True):
        if isinstance(result, Refusal):
            refused = True
            complain(result)
            continue
        if second is not None:
            result = msgspec.structs.replace(result, reading=second.read(result.report, result.reading))
        if for_programs:
            output.write(b"".join(line + b"\n" for line in for_programs(result)))
        else:
            for line in for_people(result):
                click.echo(line)
    output.flush()
    sys.exit(1 if refused else 0)


@main.command()
@files(required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "markdown", "html"]),
    default="terminal",
    show_default=True,
    help="html: one file that needs nothing else.",
)
@lang
@as_of
@clock
@published
@language
@story
@ledger_option
def brief(
    paths: tuple[str, ...], form: Any, lang: str | None, as_of: str | None, clock: Any, **told: str | None
) -> None:
    """Give an account of what FILEs claim, or what the ledger holds: according to whom, how firmly, in which words."""
    gathered = questions.gather(paths, as_of, clock, **told)
    from selon.show import brief, wording

    terminal = form == "terminal"
    shown = brief.brief(
        gathered,
        language=lang or own_language(wording.languages()),
        as_of=as_of,
        clock=clock,
        format=form,
        width=min(shutil.get_terminal_size((100, 24)).columns, 120),
        colour=terminal and sys.stdout.isatty(),
    )
    click.echo(shown)
    sys.exit(1 if paths and gathered.refused else 0)


for command in (
    *questions.COMMANDS,
    *keeping.COMMANDS,
    *exporting.COMMANDS,
    *completion.COMMANDS,
    *scanning.COMMANDS,
    serve,
):
    main.add_command(command)
for name, command in main.commands.items():
    command.epilog = completion.epilog(name)
