"""Questions to the ledger: what it holds now or held on a past day, and what a search finds."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from selon.settings import MAX_SHARING

Item = TypeVar("Item")
EVER: Final = 2**62
BATCH: Final = 500
"""Rows fetched at a time: keeps memory small, and costs one more question in 500."""

WORDS_OF_ARRIVALS: Final = ("name", "provenance", "told")

Condition = sa.ColumnElement[bool] | sa.TextClause


def exists(connection: Connection, table: sa.Table, identity: str) -> bool:
    """Whether a table has a row of this id."""
    return bool(present(connection, table, (identity,)))


def present(connection: Connection, table: sa.Table, ids: Collection[str]) -> set[str]:
    """Those of some ids of which a table has a row."""
    found: set[str] = set()
    for some in parts(sorted(ids)):
        found.update(connection.execute(sa.select(table.c.id).where(table.c.id.in_(some))).scalars())
    return found


def first_readings(connection: Connection, reports: Collection[str]) -> dict[tuple[str, str], tuple[str, int]]:
    """For each telling of some reports, when it was read first and how many claims that gave."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for some in parts(sorted(reports)):
        rows = connection.execute(
            sa.select(readings.c.report, readings.c.told, journal.c.at, readings.c.claims)
            .join_from(readings, journal, journal.c.seq == readings.c.seq)
            .where(readings.c.report.in_(some))
            .order_by(readings.c.seq)
        )
        for report, told, at, count in rows:
            found.setdefault((report, told), (at, count))
    return found


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
    order, found = sharing_most(connection, keys), list[Report]()
    while order and len(found) < most:
        some, order = order[:most], order[most:]
        found += [one for one in in_force(connection, some).values() if one.id != but]
    return found[:most]


def likest(connection: Connection, asked: Mapping[str, Iterable[int]]) -> dict[str, Report]:
    """For reports, each with its keys, the one read before it that shares most keys with it, where there is one."""
    read = first_read(connection, asked)
    left = {
        report: [seq for seq in sharing_most(connection, keys) if seq < read[report]] for report, keys in asked.items()
    }
    found: dict[str, Report] = {}
    while left := {report: order for report, order in left.items() if order and report not in found}:
        known = in_force(connection, {order[0] for order in left.values()})
        for report, order in left.items():
            near = known.get(order.pop(0))
            if near is not None and near.id != report:
                found[report] = near
    return found


def sharing_most(connection: Connection, keys: Iterable[int]) -> list[int]:
    """The readings that share keys, those that share most first; of a key that many share, the first `MAX_SHARING`."""
    wanted = sorted({*keys})
    if not wanted:
        return []
    asked = {f"key_{i}": key for i, key in enumerate(wanted)}
    shared = Counter(connection.execute(sharing(len(wanted)), asked).scalars().all())
    return sorted(shared, key=lambda seq: (-shared[seq], seq))


@cache
def sharing(count: int) -> sa.Select[Any]:
    """The question which readings share so many keys, each as often as it does; asked for every report that is added.

    Each key by itself: a text that comes in ten thousand versions would make each of them cost ten thousand looks.
    """
    each = [
        sa.select(bands.c.reading).where(bands.c.key == sa.bindparam(f"key_{i}")).order_by(bands.c.reading)
        for i in range(count)
    ]
    return sa.select(sa.union_all(*(sa.select(one.limit(MAX_SHARING).subquery()) for one in each)).subquery())


def in_force(connection: Connection, seqs: Collection[int]) -> dict[int, Report]:
    """The reports of some readings, by their numbers and in the order given, without those not in force."""
    rows: dict[int, sa.Row[Any]] = {}
    for some in parts(list(seqs)):
        query = sa.select(readings.c.seq, readings.c.report, readings.c.content, readings.c.text)
        query = query.where(readings.c.seq.in_(some), *current(EVER))
        rows |= {row.seq: row for row in connection.execute(query)}
    called = names(connection, [row.report for row in rows.values()], EVER) if rows else {}
    found = ((seq, rows[seq]) for seq in seqs if seq in rows)
    return {seq: report_again(row.content, row.text, called[row.report]) for seq, row in found}


def first_read(connection: Connection, reports: Collection[str]) -> dict[str, int]:
    """The number of each report's first reading."""
    found: dict[str, int] = {}
    for some in parts(sorted(reports)):
        query = sa.select(readings.c.report, sa.func.min(readings.c.seq)).where(readings.c.report.in_(some))
        found.update(connection.execute(query.group_by(readings.c.report)).tuples().all())
    return found


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


def known(connection: Connection, asked: Sequence[str]) -> dict[str, Record]:
    """What some arrivals came to be; without those that there were not."""
    found = dict[str, Record]()
    for arrival in present(connection, arrivals, asked):
        row = connection.execute(
            sa.select(arrivals.c.report, arrivals.c.name, readings.c.claims, readings.c.language, journal.c.at)
            .join_from(arrivals, raws, raws.c.id == arrivals.c.report)
            .join(journal, journal.c.seq == raws.c.seq)
            .join(readings, readings.c.report == arrivals.c.report)
            .where(arrivals.c.id == arrival)
            .order_by(readings.c.told.desc(), readings.c.seq.desc())
            .limit(1)
        ).one()
        name = row.name.decode("utf-8", "surrogatepass")
        found[arrival] = Record(row.report, name, row.at, row.claims, False, row.language)
    return found


def raw(connection: Connection, report: str) -> bytes | None:
    """The bytes of a report as they came; None where there is no such report."""
    found = connection.execute(sa.select(raws.c.bytes).where(raws.c.id == report)).scalar()
    return None if found is None else bytes(found)
