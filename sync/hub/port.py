"""The one door to the hub's database: SQLite through a connection that is handed in, or PostgreSQL.

A port runs a piece of work in one transaction and undoes all of it on any error. SQL is kept to what SQLite
and PostgreSQL-compatible engines accept alike: no sequences, no advisory locks, `ON CONFLICT DO NOTHING`,
and one row whose update is the lock of all writers.
"""

import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import psycopg

from app.errors import StorageFault
from sync.idle import Idle

T = TypeVar("T")
Row = tuple[Any, ...]
PLAIN_INSERT = re.compile(r"INSERT INTO (\w+) VALUES \([?, ]+\)")  # of many rows: COPY takes them sooner
TRIES = 8  # of a transaction that met another one
CACHE_KB = 64 * 1024  # of pages that SQLite keeps decrypted: names of leaves lie anywhere among all others
BEHIND = 8000  # pages in SQLite's write-ahead log before they go to their places: hot ones go there once
MET = frozenset(
    {"40001", "40P01", "23505", "42P07"}
)  # not serializable, deadlock; two made one row, one table


class Statements(Protocol):
    """What a piece of work may do within its transaction; a value's place is written "?"."""

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]: ...

    def many(self, sql: str, rows: Sequence[Row]) -> None: ...


class Database(Protocol):
    def transact(self, work: Callable[[Statements], T]) -> T:
        """Run `work` in one transaction, durable on return; it may be run again from its beginning.

        Raises:
            StorageFault: the database refuses; nothing of the work was kept.
        """
        ...

    def forget(self, tables: Sequence[str]) -> None:
        """Remove what was deleted from these tables from wherever the database keeps old versions of it.

        Raises:
            StorageFault: the database refuses or is busy; to be tried again.
        """
        ...

    def close(self) -> None: ...


class SqliteDatabase:
    """A DB-API connection to SQLite in autocommit mode, used from any thread, one at a time."""

    def __init__(self, connection: Any, errors: type[Exception]) -> None:
        self._connection = connection
        self._errors = errors
        self._lock = threading.RLock()
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {BEHIND}")

    def transact(self, work: Callable[[Statements], T]) -> T:
        """Run `work` in one transaction; see `Database`."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    result = work(self)
                    self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except self._errors as error:
                raise _refuses() from error
            return result

    def forget(self, tables: Sequence[str]) -> None:
        """Empty the write-ahead log: in the file itself zeros stand where anything was deleted."""
        with self._lock:
            try:
                busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except self._errors as error:
                raise _refuses() from error
            if busy:
                raise _refuses()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        return list(self._connection.execute(_sqlite(sql), tuple(values)).fetchall())

    def many(self, sql: str, rows: Sequence[Row]) -> None:
        self._connection.executemany(sql, rows)

    def close(self) -> None:
        with self._lock:
            self._connection.close()


class PostgresDatabase:
    """PostgreSQL or an engine that speaks like it; `address` is a libpq URL or string.

    Used from several threads, each with a connection of its own for as long as its work takes.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._idle = Idle(self._connection)

    def transact(self, work: Callable[[Statements], T]) -> T:
        """Run `work` in one transaction; see `Database`."""
        for again in range(TRIES):
            try:
                return self._once(work)
            except psycopg.Error as error:
                if error.sqlstate not in MET or again == TRIES - 1:
                    raise _refuses() from error
                time.sleep(random.uniform(0, 0.01 * 2**again))  # who met must not meet again at once
        raise AssertionError("the loop returns or raises")

    def forget(self, tables: Sequence[str]) -> None:
        """Write these tables anew without what was deleted; others wait for as long as it takes."""
        connection = self._idle.take()
        try:
            for table in tables:
                connection.execute(f"VACUUM FULL {table}".encode())
        except psycopg.Error as error:
            raise _refuses() from error
        finally:
            self._keep(connection)

    def close(self) -> None:
        """Close the connections that stand idle."""
        self._idle.close()

    def _once(self, work: Callable[[Statements], T]) -> T:
        connection = self._idle.take()
        try:
            with connection.transaction():
                return work(_Postgres(connection))
        finally:
            self._keep(connection)

    def _keep(self, connection: "psycopg.Connection[Row]") -> None:
        if connection.broken or connection.closed:
            connection.close()
        else:
            self._idle.give_back(connection)

    def _connection(self) -> "psycopg.Connection[Row]":
        return psycopg.connect(self.address, autocommit=True, connect_timeout=10)


class _Postgres:
    def __init__(self, connection: "psycopg.Connection[Row]") -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        cursor = self._connection.execute(_psycopg(sql), tuple(values))
        return cursor.fetchall() if cursor.description else []

    def many(self, sql: str, rows: Sequence[Row]) -> None:
        plain = PLAIN_INSERT.fullmatch(sql)
        with self._connection.cursor() as cursor:
            if plain is None:
                cursor.executemany(_psycopg(sql), rows)
                return
            with cursor.copy(f"COPY {plain[1]} FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)


def _sqlite(sql: str) -> str:
    """Have SQLite lay a table's rows in the order of its key, and not keep an index beside them.

    That is so for a key that is one number, or that stands at the end of the table's description.
    """
    if not sql.startswith("CREATE TABLE"):
        return sql
    sql = sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
    return f"{sql} WITHOUT ROWID" if sql.endswith("))") else sql


def _psycopg(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


def _refuses() -> StorageFault:
    return StorageFault(
        "中心的数据库不可写或无法连接；没有记下任何内容，请管理员检查磁盘和数据库后重试。",
        "The hub's database cannot be written or reached; nothing was kept. Check its disk and server.",
    )
