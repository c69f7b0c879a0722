"""The commands. Everything but click is imported by the command that needs it, so that `selon --help` is quick."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from selon import __version__
from selon.errors import SelonError
from selon.show.dates import EDTFDate
from selon.show.progress import progress

if TYPE_CHECKING:
    from selon.flow import Read
    from selon.model import Refusal

DEFAULT_LEDGER = "selon.db"


class Commands(click.Group):
    """Commands whose errors are messages, not traces."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that Selon raises on purpose becomes a message and exit status 1."""
        try:
            return super().invoke(ctx)
        except SelonError as error:
            raise click.ClickException(str(error)) from error


def files(required: bool) -> Callable[[Any], Any]:
    """The argument FILE..."""
    kind = click.Path(path_type=Path)
    return click.argument(
        "paths", metavar="FILE..." if required else "[FILE]...", nargs=-1, required=required, type=kind
    )


published = click.option(
    "--published", metavar="DATE", type=EDTFDate(), help="Date of publication of reports that do not tell it."
)
language = click.option(
    "--language", metavar="XX", help="Language of the reports (ISO 639-1), instead of detecting it."
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
ledger_option = click.option(
    "--ledger", metavar="PATH", help=f"The ledger; else $SELON_LEDGER, else {DEFAULT_LEDGER} in the current folder."
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@ledger_option
@click.version_option(__version__)
@click.pass_context
def main(context: click.Context, ledger: str | None) -> None:
    """Selon reads reports on a news story and gives a sourced account: what is claimed, according to whom, how firmly,
    for when, and in which words."""
    context.obj = ledger


def chosen_ledger(context: click.Context, ledger: str | None) -> str:
    """Where the ledger is: the command's option, the program's option, the environment, or the default."""
    import os

    return ledger or context.obj or os.environ.get("SELON_LEDGER") or DEFAULT_LEDGER


@main.command()
@files(required=True)
@as_json
@published
@language
def read(paths: tuple[Path, ...], as_json: bool, published: str | None, language: str | None) -> None:
    """Read reports and list their claims, in the order of the text."""
    from selon.show import listing

    show(paths, published, language, listing.claim_lines if as_json else None, listing.claims_for_people)


@main.command()
@files(required=True)
@as_json
@published
@language
def inspect(paths: tuple[Path, ...], as_json: bool, published: str | None, language: str | None) -> None:
    """List everything that the reader saw: numbers, moments, places, sources, cues, residue, sentences."""
    from selon.show import listing

    show(paths, published, language, listing.seen_lines if as_json else None, listing.seen_for_people)


def show(
    paths: tuple[Path, ...],
    published: str | None,
    language: str | None,
    for_programs: "Callable[[Read], Iterable[bytes]] | None",
    for_people: "Callable[[Read], Iterable[str]]",
) -> None:
    """Read files and print each as it is read; exits with 1 where any was refused."""
    from selon import flow
    from selon.model import Refusal

    output, refused = sys.stdout.buffer, False
    results = flow.read_files(paths, flow.Told(published, language))
    for result in progress(results, len(paths), "Reading"):
        if isinstance(result, Refusal):
            refused = True
            complain(result)
        elif for_programs:
            output.write(b"".join(line + b"\n" for line in for_programs(result)))
        else:
            for line in for_people(result):
                click.echo(line)
    output.flush()
    sys.exit(1 if refused else 0)


@main.command()
@files(required=True)
@published
@language
@ledger_option
@click.pass_context
def add(
    context: click.Context, paths: tuple[Path, ...], published: str | None, language: str | None, ledger: str | None
) -> None:
    """Record reports and their claims in the ledger; adding twice changes nothing."""
    from selon import flow, keep
    from selon.model import Refusal

    new = known = refused = 0
    with keep.open_ledger(Path(chosen_ledger(context, ledger))) as opened:
        for result in progress(flow.add(opened, paths, flow.Told(published, language)), len(paths), "Adding"):
            if isinstance(result, Refusal):
                refused += 1
                complain(result)
            elif result.new:
                new += 1
                click.echo(f"{result.name}: added, {result.claims} claims")
            else:
                known += 1
                click.echo(f"{result.name}: known since {result.recorded}")
    click.echo(f"{new} added, {known} known, {refused} refused", err=True)
    sys.exit(1 if refused else 0)


def complain(refusal: "Refusal") -> None:
    """Say on stderr what was refused, and why."""
    click.echo(f"{refusal.name}: refused ({refusal.reason}): {refusal.detail}", err=True)
