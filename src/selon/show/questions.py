"""The commands that ask what is claimed, according to whom, and where they disagree."""

import shutil
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from selon.show.dates import EDTFDate
from selon.show.options import (
    as_json,
    as_of,
    clock,
    complain,
    count,
    day,
    files,
    lang,
    language,
    ledger_option,
    open_ledger,
    own_language,
    published,
    story,
)
from selon.show.progress import progress

if TYPE_CHECKING:
    from selon.flow import Gathered


def gather(
    paths: tuple[str, ...],
    as_of: str | None,
    clock: str,
    published: str | None = None,
    language: str | None = None,
    story: str | None = None,
    ledger: str | None = None,
) -> "Gathered":
    """What files hold, or the ledger where none are given; complains of files that were refused."""
    from selon import flow, keep

    if paths and story:
        raise click.UsageError("--story is for the ledger")
    if paths:
        results = flow.read_all(paths, keep.Told(published, language))
        gathered = flow.gather(progress(results, count(paths), "Reading"))
        for refusal in gathered.refused:
            complain(refusal)
        return gathered
    if published or language:
        raise click.UsageError("--published and --language are for files; the ledger knows what it was told")
    with open_ledger(ledger, must_exist=True) as opened:
        return flow.gather_ledger(opened, day(as_of, clock), story)


def asked(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments and options that all of these commands take."""
    for option in (ledger_option, story, language, published, clock, as_of, lang, as_json, files(required=False)):
        command = option(command)
    return command


def answer(
    gathered: "Gathered",
    found: Iterable[Any],
    as_json: bool,
    lang: str | None,
    text: Callable[..., str],
    refused: bool = False,
) -> None:
    """Print an answer, a part a line for programs; exits with 1 where a file was refused."""
    from selon.show import answers
    from selon.show.wording import languages, wording

    words = wording(lang or own_language(languages()))
    claims = {claim.id: claim for claim in gathered.claims}
    if as_json:
        for line in answers.json_lines(found, words, claims):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    else:
        width = min(shutil.get_terminal_size((100, 24)).columns, 120)
        click.echo(text(tuple(found), claims, words, width, sys.stdout.isatty()), nl=False)
    sys.exit(1 if refused else 0)


@click.command()
@asked
def findings(
    paths: tuple[str, ...], as_json: bool, lang: str | None, as_of: str | None, clock: str, **told: str | None
) -> None:
    """List each quantity that FILEs, or the reports of the ledger, claim: who says how many, and how they differ."""
    gathered = gather(paths, as_of, clock, **told)
    from selon import flow
    from selon.show import answers

    found = flow.findings(gathered, day(as_of, clock))
    answer(gathered, found, as_json, lang, answers.findings_text, bool(paths and gathered.refused))


@click.command()
@asked
def timeline(
    paths: tuple[str, ...], as_json: bool, lang: str | None, as_of: str | None, clock: str, **told: str | None
) -> None:
    """List everything that is claimed in order of time: when it happened, else when it was said or published."""
    gathered = gather(paths, as_of, clock, **told)
    from selon import flow
    from selon.show import answers

    found = flow.timeline(gathered, day(as_of, clock))
    answer(gathered, found, as_json, lang, answers.timeline_text, bool(paths and gathered.refused))


@click.command()
@asked
def stories(
    paths: tuple[str, ...], as_json: bool, lang: str | None, as_of: str | None, clock: str, **told: str | None
) -> None:
    """List the stories that the reports tell: where, from when to when, in how many reports, what is disputed."""
    gathered = gather(paths, as_of, clock, **told)
    from selon import flow
    from selon.show import answers

    found = flow.stories(gathered, day(as_of, clock))
    answer(gathered, found, as_json, lang, answers.stories_text, bool(paths and gathered.refused))


@click.command()
@asked
def sources(
    paths: tuple[str, ...], as_json: bool, lang: str | None, as_of: str | None, clock: str, **told: str | None
) -> None:
    """List who speaks: spellings, how many claims, and how the figures of each moved."""
    gathered = gather(paths, as_of, clock, **told)
    from selon import flow
    from selon.show import answers

    found = flow.sources(gathered, day(as_of, clock))
    answer(gathered, found, as_json, lang, answers.sources_text, bool(paths and gathered.refused))


@click.command()
@asked
@click.option("--since", metavar="DATE", type=EDTFDate(), required=True, help="From the beginning of that day on.")
def changes(
    paths: tuple[str, ...],
    as_json: bool,
    lang: str | None,
    as_of: str | None,
    clock: str,
    since: str,
    **told: str | None,
) -> None:
    """List what is new, revised or newly disputed since a day: the morning's question."""
    gathered = gather(paths, as_of, clock, **told)
    from selon import flow
    from selon.show import answers

    found = flow.changes(gathered, since, day(as_of, clock))
    answer(gathered, found, as_json, lang, answers.changes_text, bool(paths and gathered.refused))


@click.command()
@click.argument("first", metavar="REPORT")
@click.argument("second", metavar="REPORT")
@as_json
@lang
@published
@language
@ledger_option
def compare(
    first: str,
    second: str,
    as_json: bool,
    lang: str | None,
    published: str | None,
    language: str | None,
    ledger: str | None,
) -> None:
    """Put what two reports say side by side. REPORT is a file, or an id in the ledger or its beginning."""
    from selon import flow, keep
    from selon.errors import UsageError
    from selon.show import answers

    if Path(first).is_file() and Path(second).is_file():
        gathered = flow.gather(flow.read_all((first, second), keep.Told(published, language)))
        for refusal in gathered.refused:
            complain(refusal)
        if len(gathered.reports) != 2:
            raise UsageError("it takes two reports to compare")
    else:
        with open_ledger(ledger, must_exist=True) as opened:
            kept = [opened.report(identity) for identity in (first, second)]
            decisions = opened.decisions_in_force()
        gathered = flow.Gathered(tuple(k.report for k in kept), tuple(k.reading for k in kept), decisions=decisions)
    one, other = (report.id for report in gathered.reports)
    found = flow.compare(gathered, one, other)
    names = (gathered.reports[0].name, gathered.reports[1].name)
    answer(gathered, found, as_json, lang, partial(answers.compared_text, names))


COMMANDS: Final = (findings, timeline, stories, sources, changes, compare)
