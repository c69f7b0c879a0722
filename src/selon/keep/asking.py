"""Questions to the ledger: what it holds now or held on a past day, and what a search finds."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from selon.errors import UsageError
from selon.keep import searching
from selon.keep.content import claim_again, reading_again, report_again, told_again
from selon.keep.journal import until
from selon.keep.tables import arrivals, bands, claims, journal, raws, readings, refusals, topics
from selon.keep.values import Arrival, AsOf, Kept, KeptRefusal, Query, Record
from selon.model import Claim, Refusal, Report, ReportReference
from selon.model.edtf import day

Item = TypeVar("Item")
EVER: Final = 2**62
BATCH: Final = 500
"""Rows fetched at a time: keeps memory small, and costs one more question in 500."""

WORDS_OF_ARRIVALS: Final = ("name", "provenance", "told")

Condition = sa.ColumnElement[bool] | sa.TextClause


def exists(connection: Connection, table: sa.Table, identity: str) -> bool:
    """Whether a table has a row of this id."""
    return connection.execute(existing(table), {"identity": identity}).first() is not None


@cache
def existing(table: sa.Table) -> sa.Select[Any]:
    """The question for `exists`, put together once."""
    return sa.select(sa.literal(1)).where(table.c.id == sa.bindparam("identity"))


def horizon(connection: Connection, as_of: AsOf | None) -> int:
    """The number of the last act that had been recorded by then."""
    if as_of is None or as_of.clock != "recorded":
        return EVER
    before = sa.select(sa.func.max(journal.c.seq)).where(journal.c.at < until(day(as_of.day).end))
    return int(connection.execute(before).scalar() or 0)


def current(last: int, of: sa.FromClause = readings) -> list[sa.ColumnElement[bool]]:
    """The readings in force: of each report the fullest telling's, and of those the last."""
    later = readings.alias("later")
    newer = sa.tuple_(later.c.told, later.c.seq) > sa.tuple_(of.c.told, of.c.seq)
    known = [] if last == EVER else [later.c.seq <= last]
    overtaken = sa.exists().where(later.c.report == of.c.report, newer, *known)
    return ([] if last == EVER else [of.c.seq <= last]) + [~overtaken]


def published_by(as_of: AsOf) -> sa.ColumnElement[bool]:
    """Reports that were published by a day."""
    end = day(as_of.day).end
    recorded = first_recorded()
    return sa.case(
        (readings.c.published_to.is_not(None), readings.c.published_to <= end.isoformat()), else_=recorded < until(end)
    )


def first_recorded() -> sa.ScalarSelect[str]:
    """When the report of a reading was first recorded."""
    act = journal.alias("act")
    return (
        sa.select(act.c.at)
        .join_from(raws, act, act.c.seq == raws.c.seq)
        .where(raws.c.id == readings.c.report)
        .scalar_subquery()
    )


def said_by(as_of: AsOf) -> sa.ColumnElement[bool]:
    """Claims that had been said by a day."""
    end = day(as_of.day).end.isoformat()
    return sa.case((claims.c.said_to.is_not(None), claims.c.said_to <= end), else_=published_by(as_of))


def names(connection: Connection, reports: list[str], last: int) -> dict[str, str]:
    """The name of each report: of those that it came under, the first in the order of their letters."""
    known = [] if last == EVER else [arrivals.c.seq <= last]
    found: dict[str, bytes] = {}
    rows = sa.select(arrivals.c.report, arrivals.c.name).where(arrivals.c.report.in_(reports), *known)
    for report, name in connection.execute(rows):
        found[report] = min(found.get(report, name), name)
    return {report: name.decode("utf-8", "surrogatepass") for report, name in found.items()}


def batches(connection: Connection, query: sa.Select[Any]) -> Iterator[Sequence[RowMapping]]:
    """A query's rows, a batch at a time."""
    streamed = connection.execution_options(yield_per=BATCH).execute(query)
    yield from streamed.mappings().partitions()


def kept(connection: Connection, as_of: AsOf | None, *conditions: Condition) -> Iterator[Kept]:
    """The reports that meet conditions, with the reading in force, in the order of their ids."""
    last = horizon(connection, as_of)
    wanted = [*current(last), *conditions]
    if as_of and as_of.clock == "published":
        wanted.append(published_by(as_of))
    query = sa.select(readings, first_recorded().label("at")).where(*wanted).order_by(readings.c.report)
    for rows in batches(connection, query):
        called = names(connection, [row["report"] for row in rows], last)
        bodies: dict[int, list[bytes]] = {row["seq"]: [] for row in rows}
        said = [said_by(as_of)] if as_of and as_of.clock == "said" else []
        found = sa.select(claims.c.reading, claims.c.content).join_from(
            claims, readings, readings.c.seq == claims.c.reading
        )
        found = found.where(claims.c.reading.in_(list(bodies)), *said).order_by(claims.c.reading, claims.c.position)
        for reading, content in connection.execute(found):
            bodies[reading].append(content)
        for row in rows:
            report = report_again(row["content"], row["text"], called[row["report"]])
            yield Kept(report, reading_again(row["rest"], bodies[row["seq"]], report), row["at"], row["reader"])


def refused(connection: Connection, as_of: AsOf | None = None) -> Iterator[KeptRefusal]:
    """Every refusal, in the order of recording."""
    query = (
        sa.select(refusals, journal.c.at)
        .join_from(refusals, journal, journal.c.seq == refusals.c.seq)
        .where(refusals.c.seq <= horizon(connection, as_of))
        .order_by(refusals.c.seq)
    )
    for rows in batches(connection, query):
        for row in rows:
            name, detail = (bytes(row[key]).decode("utf-8", "surrogatepass") for key in ("name", "detail"))
            yield KeptRefusal(Refusal(row["report"], name, row["reason"], detail), row["at"], row["reader"])


def conditions(sqlite: bool, connection: Connection, asked: Query, among: sa.Table) -> list[Condition]:
    """What a query asks of rows of `readings` or of `claims`."""
    wanted: list[Condition] = []
    if asked.text:
        wanted.append(searching.matches(sqlite, among, asked.text))
    if asked.language:
        wanted.append(readings.c.language == asked.language)
    if asked.when:
        stretch = day(asked.when)
        start, end = stretch.start.isoformat(), stretch.end.isoformat()
        table, by = (claims, asked.by) if among is claims and asked.by != "published" else (readings, "published")
        wanted += [table.c[f"{by}_to"] >= start, table.c[f"{by}_from"] <= end]
    if among is not claims:
        if asked.event or asked.place or asked.source:
            raise UsageError("reports are looked for by words, language and date of publication; claims by all")
        return wanted
    if asked.event:
        wanted.append(claims.c.event == asked.event)
    if asked.place:
        wanted.append(in_place(sqlite, connection, asked.place))
    if asked.source:
        wanted.append(searching.matches(sqlite, claims, f'"{asked.source}"', "C"))
    return wanted


def in_place(sqlite: bool, connection: Connection, place: str) -> Condition:
    """Claims in a country (by its code), in a place of this name, or with these words for their place."""
    if len(place) == 3 and place.isupper():
        return claims.c.country == place
    name = searching.folded(place)
    if connection.execute(sa.select(sa.literal(1)).where(claims.c.place == name).limit(1)).first():
        return claims.c.place == name
    return searching.matches(sqlite, claims, f'"{place}"', "B")


def claims_found(sqlite: bool, connection: Connection, asked: Query, as_of: AsOf | None) -> Iterator[Claim]:
    """The claims that a query finds, the last recorded first."""
    last = horizon(connection, as_of)
    wanted = [*current(last), *conditions(sqlite, connection, asked, claims)]
    if as_of and as_of.clock != "recorded":
        wanted.append(said_by(as_of) if as_of.clock == "said" else published_by(as_of))
    query = (
        sa.select(claims.c.content, readings.c.report, readings.c.content.label("about"))
        .join_from(claims, readings, readings.c.seq == claims.c.reading)
        .where(*wanted)
        .order_by(claims.c.reading.desc(), claims.c.position)
    )
    references: dict[str, ReportReference] = {}
    for rows in batches(connection, query.limit(asked.limit) if asked.limit else query):
        new = {row["report"]: row["about"] for row in rows if row["report"] not in references}
        called = names(connection, list(new), last)
        references |= {key: report_again(about, b"", called[key]).reference() for key, about in new.items()}
        for row in rows:
            yield claim_again(row["content"], references[row["report"]])


def reports_found(sqlite: bool, connection: Connection, asked: Query, as_of: AsOf | None) -> Iterator[Report]:
    """The reports that a query finds, the last recorded first."""
    last = horizon(connection, as_of)
    wanted = [*current(last), *conditions(sqlite, connection, asked, readings)]
    if as_of and as_of.clock != "recorded":
        wanted.append(published_by(as_of))
    query = (
        sa.select(readings.c.report, readings.c.content, readings.c.text).where(*wanted).order_by(readings.c.seq.desc())
    )
    for rows in batches(connection, query.limit(asked.limit) if asked.limit else query):
        called = names(connection, [row["report"] for row in rows], last)
        for row in rows:
            yield report_again(row["content"], row["text"], called[row["report"]])


def alike(connection: Connection, keys: Iterable[int], but: str, most: int) -> list[Report]:
    """The reports, other than one, that share most keys with it, `most` of them at the most; the readings in force."""
    rows = connection.execute(sharing(), {"keys": list(keys), "but": but, "most": most}).all()
    if not rows:
        return []
    called = names(connection, [row.report for row in rows], EVER)
    return [report_again(row.content, row.text, called[row.report]) for row in rows]


@cache
def sharing() -> sa.Select[Any]:
    """The question for `alike`, put together once: it is asked for every report that is added."""
    shared = sa.func.count().label("shared")
    return (
        sa.select(readings.c.report, readings.c.content, readings.c.text, shared)
        .join_from(bands, readings, readings.c.seq == bands.c.reading)
        .where(bands.c.key.in_(sa.bindparam("keys", expanding=True)), readings.c.report != sa.bindparam("but"))
        .where(*current(EVER))
        .group_by(readings.c.seq)
        .order_by(shared.desc(), readings.c.seq)
        .limit(sa.bindparam("most"))
    )


def told_with(connection: Connection, reports: Iterable[str]) -> set[str]:
    """The reports that tell the story of some, themselves included: all that share a key with one, and so on."""
    found = set(reports)
    frontier, seen = sorted(found), set[int]()
    ours = readings.alias("ours")
    while frontier:
        keys: set[int] = set()
        for some in parts(frontier):
            theirs = sa.select(topics.c.key).join_from(ours, topics, topics.c.reading == ours.c.seq).distinct()
            keys |= {*connection.execute(theirs.where(ours.c.report.in_(some), *current(EVER, ours))).scalars()}
        met: set[str] = set()
        for some_keys in parts(sorted(keys - seen)):
            sharing = sa.select(readings.c.report).join_from(topics, readings, readings.c.seq == topics.c.reading)
            met |= {
                *connection.execute(sharing.where(topics.c.key.in_(some_keys), *current(EVER)).distinct()).scalars()
            }
        seen |= keys
        frontier = sorted(met - found)
        found |= met
    return found


def parts(whole: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """A sequence in parts that fit into one question."""
    for start in range(0, len(whole), BATCH):
        yield whole[start : start + BATCH]


def came(connection: Connection, report: str) -> list[Arrival]:
    """How a report came, each time that it did."""
    rows = connection.execute(
        sa.select(arrivals, journal.c.at)
        .join_from(arrivals, journal, journal.c.seq == arrivals.c.seq)
        .where(arrivals.c.report == report)
        .order_by(arrivals.c.seq)
    ).mappings()
    found = []
    for row in rows:
        name, provenance, told = (bytes(row[key]).decode("utf-8", "surrogatepass") for key in WORDS_OF_ARRIVALS)
        found.append(Arrival(name, provenance, told_again(told), row["at"]))
    return found


def known(connection: Connection, arrival: str) -> Record | None:
    """What an arrival came to be, None where there was none."""
    if not exists(connection, arrivals, arrival):
        return None
    row = connection.execute(
        sa.select(arrivals.c.report, arrivals.c.name, readings.c.claims, readings.c.language, journal.c.at)
        .join_from(arrivals, raws, raws.c.id == arrivals.c.report)
        .join(journal, journal.c.seq == raws.c.seq)
        .join(readings, readings.c.report == arrivals.c.report)
        .where(arrivals.c.id == arrival)
        .order_by(readings.c.told.desc(), readings.c.seq.desc())
        .limit(1)
    ).one()
    return Record(row.report, row.name.decode("utf-8", "surrogatepass"), row.at, row.claims, False, row.language)


def raw(connection: Connection, report: str) -> bytes | None:
    """The bytes of a report as they came; None where there is no such report."""
    found = connection.execute(sa.select(raws.c.bytes).where(raws.c.id == report)).scalar()
    return None if found is None else bytes(found)
