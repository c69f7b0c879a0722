"""The command that reads whole archives."""

import os
import sys
from pathlib import Path
from typing import Final

import click

from selon.show.options import language, published


@click.command()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@click.option("--out", metavar="FOLDER", type=click.Path(path_type=Path), required=True, help="Where the result goes.")
@click.option("--workers", metavar="N", type=click.IntRange(1), default=os.cpu_count(), help="Readers at a time.")
@click.option("--ray", metavar="ADDRESS", help="Run on the Ray cluster there (auto: the one of this machine).")
@published
@language
def scan(
    paths: tuple[str, ...], out: Path, workers: int, ray: str | None, published: str | None, language: str | None
) -> None:
    """Read archives (WARC, JSON lines, Parquet) into a folder of Parquet: claims, reports, and what was refused.

    FILE is a file or a folder. Each line of output says what of a file is safe on disk. The same command goes on where
    it was interrupted; a report that came before is not taken again. selon add FOLDER takes the result into a ledger.
    """
    from selon import scale
    from selon.keep import Told

    refused = 0
    for one in scale.scan(paths, out, Told(published, language), workers, ray):
        refused += one.refused
        known = ", through before" if one.before else ""
        repeated = f", {one.repeated} repeated" if one.repeated else ""
        counts = f"{one.reports} reports, {one.claims} claims, {one.refused} refused{repeated}{known}"
        click.echo(f"{one.name}: {counts}")
    sys.exit(1 if refused else 0)


COMMANDS: Final = (scan,)
