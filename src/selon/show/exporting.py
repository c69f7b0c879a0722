"""The command that writes claims in the formats of other tools."""

import sys
from pathlib import Path
from typing import Final

import click

from selon.show.exports import FORMATS
from selon.show.options import (
    as_of,
    clock,
    day,
    files,
    language,
    ledger_option,
    published,
    story,
)
from selon.show.questions import gather


@click.command()
@files(required=False)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True)
@click.option("--out", metavar="PATH", type=click.Path(path_type=Path), help="The file to write; else the screen.")
@as_of
@clock
@published
@language
@story
@ledger_option
def export(
    paths: tuple[str, ...], form: str, out: Path | None, as_of: str | None, clock: str, **told: str | None
) -> None:
    """Write the claims of FILEs, or of the ledger, in the format of another tool.

    csv, parquet and jsonl hold a claim a row; ucdp, acled and airwars a series a row, in the columns of those
    projects; geojson, webannotation, jsonld, ftm (FollowTheMoney), stix and prov what their ecosystems read.
    docs/exports.md says what each keeps and loses.
    """
    from selon import flow
    from selon.errors import UsageError
    from selon.show.exports import exported
    from selon.show.exports.material import material

    then = day(as_of, clock)
    gathered = gather(paths, as_of, clock, **told)
    if form == "parquet" and out is None:
        raise click.UsageError("parquet is no text: say where to write it, with --out")
    try:
        data = exported(material(gathered, flow.findings(gathered, then), then), form)
    except UsageError as error:
        raise click.ClickException(str(error)) from error
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        try:
            out.write_bytes(data)
        except OSError as error:
            raise click.ClickException(f"cannot write {out}: {error.strerror}") from error
    sys.exit(1 if paths and gathered.refused else 0)


COMMANDS: Final = (export,)
