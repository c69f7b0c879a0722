"""From schema 1: one table of reports with their readings, one of refusals, no journal; SQLite alone."""

from collections.abc import Callable

import msgspec
from sqlalchemy.engine import Connection

from selon.keep.recording import Recording
from selon.keep.values import Entry, Told
from selon.model import Reading, Refusal, Report


def migrate(connection: Connection, create: Callable[[], None]) -> None:
    """Record everything anew, as of when it was recorded, in the tables that `create` makes."""
    for table in ("reports", "refusals"):
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_1")
    create()
    recording = Recording(connection)
    rows = connection.exec_driver_sql(
        "SELECT recorded, 0, id, published, language, reader, name, bytes, report, reading FROM reports_1 "
        "UNION ALL SELECT recorded, 1, id, '', '', '', name, NULL, reason, detail FROM refusals_1 ORDER BY 1, 2, 3"
    )
    for recorded, refused, identity, published, language, reader, name, data, first, second in rows.all():
        if refused:
            refusal = Refusal(identity or None, name, first, second)
            recording.refusal(refusal, "", recorded)
            continue
        report = msgspec.json.decode(first, type=Report)
        reading = msgspec.json.decode(second, type=Reading)
        entry = Entry(data, Told(published or None, language or None), report, reading)
        recording.report(entry, reader, recorded)
    recording.write()
    for table in ("reports", "refusals"):
        connection.exec_driver_sql(f"DROP TABLE {table}_1")
