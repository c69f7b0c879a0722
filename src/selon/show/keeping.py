"""The commands about the ledger."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import click

from selon.show.options import (
    as_json,
    as_of,
    chosen_ledger,
    clock,
    complain,
    count,
    day,
    files,
    language,
    ledger_option,
    open_ledger,
    published,
    somebody,
    who,
    why,
)
from selon.show.progress import progress


@click.command()
@files(required=True)
@published
@language
@click.option("--allow-private", is_flag=True, help="Fetch from addresses that are not public, too.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="Processes that read."
)
@ledger_option
def add(
    paths: tuple[str, ...],
    published: str | None,
    language: str | None,
    allow_private: bool,
    workers: int,
    ledger: str | None,
) -> None:
    """Record reports and their claims in the ledger.

    FILE is a file, a folder, an archive (zip, WARC, WACZ), JSON lines, a feed, what a scan found, or an address
    (https://…). Each line of output says what is safe on disk. Adding twice changes nothing; what was interrupted goes
    on with the same command.
    """
    from itertools import chain

    from selon import keep
    from selon.scale import add_scanned, is_scanned
    from selon.workers import add as added_by

    scanned = [path for path in paths if is_scanned(path)]
    plain = [path for path in paths if path not in scanned]
    with open_ledger(ledger) as opened:
        added = chain(
            *(add_scanned(opened, path) for path in scanned),
            added_by(opened, plain, keep.Told(published, language), allow_private, workers) if plain else (),
        )
        sys.exit(tell(progress(added, count(paths), "Adding"), "the same command goes on from here"))


@click.command()
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True)
@click.option("--once", is_flag=True, help="Look once and end, rather than every so often.")
@click.option("--every", metavar="SECONDS", type=click.FloatRange(min=1), default=900, show_default=True)
@click.option("--state", metavar="FILE", help="What was seen is remembered there; else beside the ledger.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses that are not public, too.")
@ledger_option
def watch(
    feeds: tuple[str, ...], once: bool, every: float, state: str | None, allow_private: bool, ledger: str | None
) -> None:
    """Watch feeds (RSS, Atom, JSON, or OPML lists of them) and record what is new.

    Politely: by conditional requests, as robots.txt asks, with pauses. Goes on where it stopped.
    """
    from selon import flow

    where = chosen_ledger(ledger)
    remembered = Path(state or ("selon.watch" if "://" in where else f"{where}.watch"))
    with open_ledger(ledger) as opened:
        found = flow.watch(opened, feeds, remembered, every, 1 if once else None, allow_private)
        sys.exit(tell(found, "it goes on where it stopped"))


def tell(results: Iterable[Any], again: str) -> int:
    """Say what became of each input as it is safe; the exit status. `again`: what to say if somebody stops it."""
    from selon.knowledge.loader import language_codes
    from selon.model import Refusal

    new = known = refused = status = 0
    try:
        for result in results:
            if isinstance(result, Refusal):
                refused += 1
                complain(result)
            elif result.new:
                new += 1
                copy = result.copy
                unknown = (
                    "" if result.language in language_codes() else f" (no knowledge of its language, {result.language})"
                )
                repeats = f", {copy.kind} as in {short(copy.of)} ({copy.share:.0%})" if copy else ""
                click.echo(f"{result.name}: added {short(result.id)}, {result.claims} claims{unknown}{repeats}")
            else:
                known += 1
                click.echo(f"{result.name}: known {short(result.id)} since {result.recorded}")
    except KeyboardInterrupt:
        click.echo(f"stopped; {again}", err=True)
        status = 130
    click.echo(f"{new} added, {known} known, {refused} refused", err=True)
    return status or (1 if refused else 0)


@click.command()
@as_of
@as_json
@ledger_option
def refusals(as_of: str | None, as_json: bool, ledger: str | None) -> None:
    """List what was refused, with the reasons."""
    with open_ledger(ledger, must_exist=True) as opened:
        for kept in opened.refusals(day(as_of, "recorded")):
            if as_json:
                from msgspec import to_builtins

                print_json({**to_builtins(kept.refusal), "recorded": kept.recorded, "reader": kept.reader})
            else:
                refusal = kept.refusal
                click.echo(f"{kept.recorded}  {refusal.name}: {refusal.reason}: {refusal.detail}")


@click.command()
@click.argument("words", nargs=-1)
@click.option("--reports", is_flag=True, help="Look for reports rather than claims.")
@click.option("--source", metavar="NAME", help="Who says it, or passed it on.")
@click.option("--event", metavar="KIND", help="As in the claim's JSON: killed, wounded, …")
@click.option("--place", metavar="NAME", help="A place, or a country's code (ISO 3166 alpha-3).")
@click.option("--when", metavar="DATE", help="An EDTF date: 2024-12, 2024-12-04, 2024-11/2025-02.")
@click.option(
    "--by",
    type=click.Choice(["happened", "said", "published"]),
    default="happened",
    show_default=True,
    help="What --when goes by.",
)
@language
@as_of
@clock
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=0, help="No more than so many; 0 for all.")
@as_json
@ledger_option
def search(
    words: tuple[str, ...],
    reports: bool,
    as_of: str | None,
    clock: str,
    as_json: bool,
    ledger: str | None,
    **parts: Any,
) -> None:
    """Look for claims, or reports, in the ledger.

    WORDS are looked for without regard to accents and capitals; "several words" in quotation marks stand side by side,
    and a star ends the beginning of a word. The last recorded come first.
    """
    from msgspec.json import encode

    from selon.keep import Query
    from selon.show import listing

    if reports and not parts["when"]:
        parts["by"] = "published"
    asked = Query(text=" ".join(f'"{w}"' if " " in w and '"' not in w else w for w in words) or None, **parts)
    found = 0
    with open_ledger(ledger, must_exist=True) as opened:
        if reports:
            for report in opened.search_reports(asked, day(as_of, clock)):
                found += 1
                click.echo(encode(report.reference()) if as_json else listing.headline(report))
        else:
            for claim in opened.search(asked, day(as_of, clock)):
                found += 1
                if as_json:
                    click.echo(encode(claim))
                    continue
                click.echo(f"{short(claim.id)}  {claim.report.name}")
                for line in listing.claim_for_people(claim):
                    click.echo(line)
    if not as_json:
        click.echo(f"{found} found", err=True)


@click.command()
@click.argument("identity", metavar="ID|FILE")
@click.option("--raw", is_flag=True, help="The bytes of a report as they came.")
@click.option("--text", is_flag=True, help="The text of a report, and nothing else.")
@as_of
@clock
@as_json
@ledger_option
def show(
    identity: str, raw: bool, text: bool, as_of: str | None, clock: str, as_json: bool, ledger: str | None
) -> None:
    """Show a report, a claim or a decision.

    ID is that of the ledger, or its beginning. A report is shown with its residue marked ⟦so⟧ and its claims. FILE is
    read first, and not recorded.
    """
    from msgspec import to_builtins
    from msgspec.json import encode

    from selon.show import listing

    if Path(identity).is_file():
        show_file(identity, raw, text, as_json)
        return
    with open_ledger(ledger, must_exist=True) as opened:
        kind = opened.kind(identity)
        if raw:
            click.echo(opened.raw(identity), nl=False)
        elif kind == "report":
            kept = opened.report(identity, day(as_of, clock))
            arrivals = opened.arrivals(kept.report.id)
            if text:
                click.echo(kept.report.text, nl=False)
            elif as_json:
                about = {"recorded": kept.recorded, "reader": kept.reader, "arrivals": to_builtins(arrivals)}
                click.echo(encode({**to_builtins(kept.report), "claims": to_builtins(kept.reading.claims), **about}))
            else:
                show_report(opened, kept, arrivals)
        elif kind == "claim":
            claim = opened.claim(identity)
            if as_json:
                click.echo(encode(claim))
                return
            click.echo(f"{claim.id}  {claim.report.name}  {claim.report.id}")
            for line in listing.claim_for_people(claim):
                click.echo(line)
            decisions_on(opened.decisions(), {claim.id})
        else:
            for decision in opened.decisions():
                if decision.id.removeprefix("sha256:").startswith(identity.removeprefix("sha256:")):
                    click.echo(encode(decision) if as_json else decision_line(decision))


def show_report(opened: Any, kept: Any, arrivals: Any) -> None:
    """A report for people: what is known of it, its text, its claims, and what was decided on them."""
    from selon.joints import copies_of
    from selon.read import copies
    from selon.show import listing

    click.echo(listing.headline(kept.report))
    click.echo(f"{kept.report.id}\nrecorded {kept.recorded}, read by {kept.reader}")
    for arrival in arrivals:
        click.echo(f"came {arrival.recorded} as {arrival.name} from {arrival.provenance or 'nowhere told'}")
    for copy in copies_of(opened, kept.report, copies.keys(kept.report)):
        click.echo(f"{copy.kind} as in {short(copy.of)} ({copy.share:.0%})")
    click.echo(f"\n{listing.marked(kept.report)}\n")
    for claim in kept.reading.claims:
        click.echo(short(claim.id))
        for line in listing.claim_for_people(claim):
            click.echo(line)
    decisions_on(opened.decisions(), {kept.report.id, *(claim.id for claim in kept.reading.claims)})


def show_file(path: str, raw: bool, text: bool, as_json: bool) -> None:
    """A file, read: each report that it holds."""
    from msgspec import to_builtins
    from msgspec.json import encode

    from selon import flow
    from selon.model import Refusal
    from selon.show import listing

    refused = False
    for result in flow.read_all([path]):
        if isinstance(result, Refusal):
            refused = True
            complain(result)
        elif raw:
            click.echo(result.data, nl=False)
        elif text:
            click.echo(result.report.text, nl=False)
        elif as_json:
            click.echo(encode({**to_builtins(result.report), "claims": to_builtins(result.reading.claims)}))
        else:
            click.echo(f"{listing.headline(result.report)}\n{result.report.id}\n\n{listing.marked(result.report)}\n")
            for claim in result.reading.claims:
                for line in listing.claim_for_people(claim):
                    click.echo(line)
    sys.exit(1 if refused else 0)


def decisions_on(decisions: Any, subjects: set[str]) -> None:
    """List the decisions on some subjects."""
    for decision in decisions:
        if decision.subject in subjects:
            click.echo(decision_line(decision))


@click.command()
@as_of
@as_json
@ledger_option
def decisions(as_of: str | None, as_json: bool, ledger: str | None) -> None:
    """List what people decided, and what was undone."""
    from msgspec.json import encode

    with open_ledger(ledger, must_exist=True) as opened:
        for decision in opened.decisions(day(as_of, "recorded")):
            click.echo(encode(decision) if as_json else decision_line(decision))


def decision_line(decision: Any) -> str:
    """A decision on one line: which, when, who, what, why."""
    import json

    content = f" {json.dumps(decision.content, ensure_ascii=False)}" if decision.content else ""
    undone = f" [undone by {short(decision.undone)}]" if decision.undone else ""
    what = f"{decision.kind} {short(decision.subject)}{content}"
    return f"{short(decision.id)}  {decision.at}  {decision.who}: {what} — {decision.why}{undone}"


@click.group()
def decide() -> None:
    """Record a decision: it outranks the rules, stays in the ledger, and can be undone."""


@decide.command("same-source")
@click.argument("name")
@click.argument("other")
@why
@who
@ledger_option
def same_source(name: str, other: str, why: str, who: str | None, ledger: str | None) -> None:
    """Two names are one source."""
    record("same-source", name, {"other": other}, who, why, ledger)


@decide.command("different-sources")
@click.argument("name")
@click.argument("other")
@why
@who
@ledger_option
def different_sources(name: str, other: str, why: str, who: str | None, ledger: str | None) -> None:
    """Two names are not one source after all."""
    record("different-sources", name, {"other": other}, who, why, ledger)


@decide.command("misread")
@click.argument("claim")
@click.option("--right", metavar="JSON", help="What is right, as the fields of the claim's JSON that change.")
@click.option("--nothing", is_flag=True, help="The words claim nothing.")
@why
@who
@ledger_option
def misread(claim: str, right: str | None, nothing: bool, why: str, who: str | None, ledger: str | None) -> None:
    """A claim is misread: say what is right.

    For instance: --right '{"figure": {"low": 300, "high": 300}}'
    """
    import json

    if nothing == (right is not None):
        raise click.UsageError("say either what is right (--right JSON) or that nothing is claimed (--nothing)")
    try:
        change = None if right is None else json.loads(right)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"--right is no JSON: {error}") from error
    if change is not None and not (isinstance(change, dict) and change):
        raise click.UsageError('--right takes an object with what changes: {"event": "wounded"}')
    record("misread", claim, {"right": change}, who, why, ledger)


@decide.command("other-story")
@click.argument("report")
@click.argument("story")
@why
@who
@ledger_option
def other_story(report: str, story: str, why: str, who: str | None, ledger: str | None) -> None:
    """A report belongs to another story."""
    record("other-story", report, {"story": story}, who, why, ledger)


@decide.command("note")
@click.argument("subject")
@why
@who
@ledger_option
def note(subject: str, why: str, who: str | None, ledger: str | None) -> None:
    """A note on a report, a claim or a decision; its words are those of --why."""
    record("note", subject, {}, who, why, ledger)


def record(kind: Any, subject: str, content: dict[str, Any], who: str | None, why: str, ledger: str | None) -> None:
    """Record a decision and say so."""
    with open_ledger(ledger, must_exist=True) as opened:
        click.echo(decision_line(opened.decide(kind, subject, content, somebody(who), why)))


@click.command()
@click.argument("decision")
@why
@who
@ledger_option
def undo(decision: str, why: str, who: str | None, ledger: str | None) -> None:
    """Undo a decision. Both stay in the ledger."""
    with open_ledger(ledger, must_exist=True) as opened:
        click.echo(decision_line(opened.undo(decision, somebody(who), why)))


@click.command()
@click.option("--deep", is_flag=True, help="Also read every report again and compare.")
@ledger_option
def verify(deep: bool, ledger: str | None) -> None:
    """Check that every byte, every quoted word and every derived row is still what it was.

    Names what is wrong, and exits with 1 if anything is.
    """
    from selon import flow

    wrong = others = 0
    with open_ledger(ledger, must_exist=True) as opened:
        for found in flow.verify(opened, deep):
            if isinstance(found, int):
                others = found
                continue
            wrong += 1
            click.echo(f"{found.table} {found.subject}: {found.wrong}")
        counts = ", ".join(f"{count} {name}" for name, count in opened.counts().items())
        click.echo(f"{counts}\ncontent {opened.content_hash()}", err=True)
    if others:
        click.echo(f"{others} readings by other versions were not compared; `selon reread` adds new ones", err=True)
    click.echo(f"{wrong} problems" if wrong else "nothing is wrong", err=True)
    sys.exit(1 if wrong else 0)


@click.command()
@as_json
@ledger_option
def reread(as_json: bool, ledger: str | None) -> None:
    """Read every report again that another version of the reader read; the new reading stands beside the old one.

    Says what changed.
    """
    from msgspec.json import encode

    from selon import flow
    from selon.model import Refusal
    from selon.show import listing

    read = changed = refused = 0
    with open_ledger(ledger, must_exist=True) as opened:
        for result in progress(flow.reread(opened), opened.counts()["raws"], "Reading again"):
            if isinstance(result, Refusal):
                refused += 1
                complain(result)
                continue
            read += 1
            changed += bool(result.gone or result.come or result.changed)
            if as_json:
                click.echo(encode(result))
            else:
                for line in listing.changes_for_people(result):
                    click.echo(line)
    click.echo(f"{read} read again, {changed} changed, {refused} refused", err=True)
    sys.exit(1 if refused else 0)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@ledger_option
def backup(file: Path, ledger: str | None) -> None:
    """Copy the ledger as it is now into FILE, a new SQLite ledger, while others go on writing."""
    with open_ledger(ledger, must_exist=True) as opened:
        opened.backup(file)
    click.echo(f"{file}: {file.stat().st_size} bytes", err=True)


def print_json(value: dict[str, Any]) -> None:
    """One object on a line."""
    from msgspec.json import encode

    click.echo(encode(value))


def short(identity: str) -> str:
    """Enough of an id to tell it by."""
    hashed = identity.removeprefix("sha256:")
    return hashed[:12] if hashed != identity or len(identity) == 64 else identity


COMMANDS: Final = (add, watch, refusals, search, show, decisions, decide, undo, verify, reread, backup)
