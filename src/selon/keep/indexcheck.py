"""Whether a search index has just the words of what it is of."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.engine import Connection

from selon.keep import searching
from selon.keep.asking import EVER

Fields = Sequence[Sequence[str]]
MASK: Final = 2**64 - 1


class SQLiteIndex:
    """Compares sums of hashes: SQLite lists an index by its words, so that one pass over all of it must do."""

    def __init__(self, name: str) -> None:
        self.name, self._sums = name, array("Q")

    def expect(self, connection: Connection, fields: Mapping[int, Fields]) -> list[int]:
        """Take note of the words of some entries. Gives the entries that are wrong, as far as is known by now."""
        for key, parts in fields.items():
            total = sum(
                mark(word, "abc"[column], position)
                for column, words in enumerate(parts)
                for position, word in enumerate(words)
            )
            self._add(key, total)
        return []

    def finish(self, connection: Connection) -> list[int]:
        """The entries that do not have their words, once all are noted."""
        table = f"temp.words_of_{self.name}"
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5vocab(main, {self.name}, instance)"
        )
        cursor = connection.connection.cursor()  # the driver's own: there are forty rows to a claim
        try:
            for key, word, column, position in cursor.execute(f"SELECT doc, term, col, offset FROM {table}"):
                self._add(key, -mark(word, column, position))
        finally:
            cursor.close()
        return [key for key, total in enumerate(self._sums) if total]

    def _add(self, key: int, total: int) -> None:
        if key >= len(self._sums):
            self._sums.frombytes(bytes(self._sums.itemsize * (key + 1 + len(self._sums) // 8 - len(self._sums))))
        self._sums[key] = (self._sums[key] + total) & MASK


def mark(word: str, column: str, position: int) -> int:
    """A word at its place as a number; the same within one run of the program."""
    return hash((word, column, position)) & MASK


class PostgreSQLIndex:
    """Compares entry by entry, in the order of their numbers."""

    def __init__(self, name: str) -> None:
        self.name, self._last = name, 0

    def expect(self, connection: Connection, fields: Mapping[int, Fields]) -> list[int]:
        """The entries up to the last of some that do not have their words."""
        return self._compare(connection, fields, max(fields)) if fields else []

    def finish(self, connection: Connection) -> list[int]:
        """The entries behind all that were expected."""
        return self._compare(connection, {}, EVER)

    def _compare(self, connection: Connection, fields: Mapping[int, Fields], last: int) -> list[int]:
        statement = f"SELECT id, words::text FROM {self.name} WHERE id > %s AND id <= %s"
        found = {row[0]: row[1] for row in connection.exec_driver_sql(statement, (self._last, last))}
        self._last = last
        right = {
            key: connection.exec_driver_sql("SELECT %s::tsvector::text", (searching.vector(parts),)).scalar_one()
            for key, parts in fields.items()
        }
        return sorted(key for key in found.keys() | right.keys() if found.get(key) != right.get(key))
