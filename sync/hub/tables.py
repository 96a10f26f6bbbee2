"""The hub's tables, and the statements on them. What they mean is the book's.

`head` has one row; updating it is the lock under which leaves get their places, so that places have no gaps.
`nodes`, `leaf_names` and `epochs` only grow. A leaf's name stands there as one letter and the digest's bytes:
its index is the one tree that is written all over, so it has to be small.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from app.log import Entry, Header
from sync.hub.port import Row, Statements
from sync.peer import BLOB, ENTRY
from sync.tlog import Node

T = TypeVar("T")
CHUNK = 400  # values in one list of a statement
BLOBS = b"b", b"c"  # between them stand the names of blobs

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS head ("
    "id INTEGER PRIMARY KEY, size BIGINT NOT NULL, origin TEXT NOT NULL, root TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS epochs (origin TEXT PRIMARY KEY, opened_at BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS nodes ("
    "level INTEGER NOT NULL, place BIGINT NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY (level, place))",
    "CREATE TABLE IF NOT EXISTS leaf_names (name BYTEA NOT NULL UNIQUE, place BIGINT PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS logs (log TEXT PRIMARY KEY, key BYTEA NOT NULL)",
    "CREATE TABLE IF NOT EXISTS entries ("
    "place BIGINT PRIMARY KEY, id TEXT NOT NULL, log TEXT NOT NULL,"
    " header BYTEA NOT NULL, signature BYTEA NOT NULL, payload BYTEA)",
    "CREATE INDEX IF NOT EXISTS entries_by_log ON entries (log)",
    "CREATE TABLE IF NOT EXISTS refs (sha256 TEXT NOT NULL, PRIMARY KEY (sha256))",
    "CREATE TABLE IF NOT EXISTS orders ("  # to erase; '' is the payload, else one of the entry's blobs
    "entry TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (entry, sha256))",
    "CREATE TABLE IF NOT EXISTS erased (name TEXT PRIMARY KEY, state TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS quarantine ("
    "id TEXT PRIMARY KEY, header BYTEA NOT NULL, signature BYTEA NOT NULL, payload BYTEA,"
    " reason TEXT NOT NULL)",
)


class Head(NamedTuple):
    size: int
    origin: str
    root: str  # id of the bureau's log


def make_tables(db: Statements, origin: str, root: str) -> None:
    """Make what is not there yet; a new log begins empty under `origin`."""
    for statement in SCHEMA:
        db.rows(statement)
    db.rows("INSERT INTO head VALUES (1, 0, ?, ?) ON CONFLICT DO NOTHING", (origin, root))
    keep_epoch(db, head(db).origin, 0)
    if head(db).size and not names_from(db, 0, 1):
        _bring_over(db, lock_head(db).size)


def _bring_over(db: Statements, size: int) -> None:
    """Take the names of leaves over from where earlier versions kept them, as texts."""
    for start in range(0, size, CHUNK):
        sql = "SELECT name, place FROM leaves WHERE place >= ? AND place < ?"
        rows = [(_short(name), place) for name, place in db.rows(sql, (start, start + CHUNK))]
        db.many("INSERT INTO leaf_names VALUES (?, ?)", rows)
    db.rows("DROP TABLE leaves")


def head(db: Statements) -> Head:
    return Head(*db.rows("SELECT size, origin, root FROM head WHERE id = 1")[0])


def lock_head(db: Statements) -> Head:
    """Return the head and keep every other writer waiting until the end of the transaction."""
    return Head(*db.rows("UPDATE head SET size = size WHERE id = 1 RETURNING size, origin, root")[0])


def begin_epoch(db: Statements, origin: str, size: int) -> None:
    db.rows("UPDATE head SET origin = ? WHERE id = 1", (origin,))
    keep_epoch(db, origin, size)


def keep_epoch(db: Statements, origin: str, size: int) -> None:
    db.rows("INSERT INTO epochs VALUES (?, ?) ON CONFLICT DO NOTHING", (origin, size))


def epochs(db: Statements) -> dict[str, int]:
    """Return every epoch known, with the size of the log when it began."""
    return dict(db.rows("SELECT origin, opened_at FROM epochs"))


def node_reader(db: Statements) -> Node:
    """Return a reader of nodes that asks for each once."""
    known: dict[tuple[int, int], bytes] = {}

    def node(level: int, place: int) -> bytes:
        if (level, place) not in known:
            sql = "SELECT hash FROM nodes WHERE level = ? AND place = ?"
            known[level, place] = bytes(db.rows(sql, (level, place))[0][0])
        return known[level, place]

    return node


def read_ahead(db: Statements, work: Callable[[Node], T]) -> T:
    """Run pure work on nodes with few questions: once to learn which it asks for, once for its answer."""
    asked: dict[int, set[int]] = {}

    def note(level: int, place: int) -> bytes:
        asked.setdefault(level, set()).add(place)
        return b""

    work(note)
    known: dict[tuple[int, int], bytes] = {}
    for level, places in asked.items():
        for row in _among(db, "SELECT place, hash FROM nodes WHERE level = ? AND place IN", places, level):
            known[level, row[0]] = bytes(row[1])
    return work(lambda level, place: known[level, place])


def places_of(db: Statements, names: Iterable[str]) -> dict[str, int]:
    """Return the places of those names that are leaves."""
    asked = {_short(name): name for name in names}
    sql = "SELECT name, place FROM leaf_names WHERE name IN"
    return {asked[bytes(row[0])]: row[1] for row in _among(db, sql, asked)}


def names_from(db: Statements, start: int, most: int) -> list[str]:
    """Return the names of leaves from a place on, in order."""
    sql = "SELECT name FROM leaf_names WHERE place >= ? ORDER BY place LIMIT ?"
    return [_long(row[0]) for row in db.rows(sql, (start, most))]


def known_entries(db: Statements, ids: Iterable[str]) -> set[str]:
    """Return those entries that are leaves, or wait in quarantine."""
    asked = list(ids)
    held = {name.removeprefix("entry:") for name in places_of(db, (f"entry:{one}" for one in asked))}
    return held | {row[0] for row in _among(db, "SELECT id FROM quarantine WHERE id IN", asked)}


def add_leaves(db: Statements, start: int, names: Sequence[str], nodes: Sequence[Row]) -> None:
    """Add leaves from place `start` on; `nodes` are (level, place, hash). The head must be locked."""
    rows = [(_short(name), place) for place, name in enumerate(names, start)]
    db.many("INSERT INTO leaf_names VALUES (?, ?)", rows)
    db.many("INSERT INTO nodes VALUES (?, ?, ?)", nodes)
    db.rows("UPDATE head SET size = ? WHERE id = 1", (start + len(names),))


def add_entries(db: Statements, start: int, items: Sequence[tuple[str, Header, Entry]]) -> None:
    """Add entries (id, header, entry) at places from `start` on, and the blobs that they name."""
    rows = [
        (start + n, name, header.log, entry.header, entry.signature, entry.payload)
        for n, (name, header, entry) in enumerate(items)
    ]
    db.many("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", rows)
    refs = sorted({(ref.sha256,) for _, header, _ in items for ref in header.blobs})
    db.many("INSERT INTO refs VALUES (?) ON CONFLICT DO NOTHING", refs)


def is_named(db: Statements, sha256: str) -> bool:
    """Tell whether an entry that is held names a blob."""
    return bool(db.rows("SELECT 1 FROM refs WHERE sha256 = ?", (sha256,)))


def page(db: Statements, start: int, most: int) -> Iterator[tuple[int, Entry]]:
    """Yield (place, entry) from a place on, in order."""
    sql = "SELECT place, header, signature, payload FROM entries WHERE place >= ? ORDER BY place LIMIT ?"
    for row in db.rows(sql, (start, most)):
        yield row[0], entry_of(row[1:])


def entries_of(db: Statements, log: str) -> list[Entry]:
    return [
        entry_of(row)
        for row in db.rows("SELECT header, signature, payload FROM entries WHERE log = ?", (log,))
    ]


def count_of(db: Statements, log: str) -> int:
    return int(db.rows("SELECT count(*) FROM entries WHERE log = ?", (log,))[0][0])


def keys_of(db: Statements, logs: Iterable[str]) -> dict[str, bytes]:
    return {row[0]: bytes(row[1]) for row in _among(db, "SELECT log, key FROM logs WHERE log IN", logs)}


def add_keys(db: Statements, keys: Iterable[tuple[str, bytes]]) -> None:
    db.many("INSERT INTO logs VALUES (?, ?) ON CONFLICT DO NOTHING", list(keys))


def orders_of(db: Statements, ids: Iterable[str]) -> dict[str, set[str]]:
    """Return those ids that an order to erase is about, each with the blobs that are to go with it."""
    found: dict[str, set[str]] = {}
    for entry, sha256 in _among(db, "SELECT entry, sha256 FROM orders WHERE entry IN", ids):
        found.setdefault(entry, set()).update([sha256] if sha256 else ())
    return found


def add_orders(db: Statements, orders: Iterable[tuple[str, str]]) -> None:
    """Note what is to be erased: (entry, blob), the blob "" for the entry's payload."""
    db.many("INSERT INTO orders VALUES (?, ?) ON CONFLICT DO NOTHING", sorted(set(orders)))


def header_of(db: Statements, name: str) -> bytes:
    """Return the header of an entry, held or in quarantine, b"" where it is nowhere."""
    place = places_of(db, [f"entry:{name}"]).get(f"entry:{name}", -1)
    rows = db.rows("SELECT header FROM entries WHERE place = ?", (place,))
    rows = rows or db.rows("SELECT header FROM quarantine WHERE id = ?", (name,))
    return bytes(rows[0][0]) if rows else b""


def headers_at(db: Statements, places: Iterable[int]) -> list[bytes]:
    """Return the headers of the entries at these places."""
    sql = "SELECT header FROM entries WHERE place IN"
    return [bytes(row[0]) for row in _among(db, sql, sorted(places))]


def empty(db: Statements, name: str) -> bool:
    """Remove the payload of an entry, held or in quarantine; False where there was none."""
    place = places_of(db, [f"entry:{name}"]).get(f"entry:{name}", -1)
    had = [
        db.rows(
            f"UPDATE {table} SET payload = NULL WHERE {where} = ? AND payload IS NOT NULL RETURNING 1", (v,)
        )
        for table, where, v in (("entries", "place", place), ("quarantine", "id", name))
    ]
    return any(had)


def erased_among(db: Statements, names: Iterable[str]) -> dict[str, str]:
    """Return those leaves that orders to erase have taken, with what became of each."""
    return dict(_among(db, "SELECT name, state FROM erased WHERE name IN", names))


def erased_in(db: Statements, states: Sequence[str]) -> list[str]:
    """Return the leaves that orders have taken and that are in one of these states."""
    return [row[0] for row in _among(db, "SELECT name FROM erased WHERE state IN", states)]


def note_erased(db: Statements, states: Mapping[str, str]) -> None:
    """Note what became of leaves that orders have taken."""
    db.many("DELETE FROM erased WHERE name = ?", [(name,) for name in states])
    db.many("INSERT INTO erased VALUES (?, ?)", list(states.items()))


def set_aside(db: Statements, items: Iterable[tuple[str, Entry, str]]) -> None:
    rows = [(name, e.header, e.signature, e.payload, reason) for name, e, reason in items]
    db.many("INSERT INTO quarantine VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)


def aside(db: Statements) -> list[Entry]:
    """Return what is in quarantine."""
    return [entry_of(row) for row in db.rows("SELECT header, signature, payload FROM quarantine")]


def aside_count(db: Statements) -> int:
    return int(db.rows("SELECT count(*) FROM quarantine")[0][0])


def readmit(db: Statements, ids: Iterable[str]) -> None:
    db.many("DELETE FROM quarantine WHERE id = ?", [(name,) for name in ids])


def blob_names(db: Statements) -> list[str]:
    """Return the names of all leaves that are blobs."""
    return [
        _long(row[0]) for row in db.rows("SELECT name FROM leaf_names WHERE name >= ? AND name < ?", BLOBS)
    ]


def blob_count(db: Statements) -> int:
    """Return how many leaves are blobs."""
    return int(db.rows("SELECT count(*) FROM leaf_names WHERE name >= ? AND name < ?", BLOBS)[0][0])


def _short(name: str) -> bytes:
    """Return a leaf's name as it stands in the table."""
    kind, _, sha256 = name.partition(":")
    return kind[:1].encode() + bytes.fromhex(sha256)


def _long(key: bytes) -> str:
    """Return the name of a leaf that stands in the table."""
    return (BLOB if key[:1] == BLOBS[0] else ENTRY) + bytes(key[1:]).hex()


def _among(db: Statements, sql: str, values: Iterable[object], *before: object) -> Iterator[Row]:
    """Yield the rows of a statement that ends in IN, for any number of values."""
    given = list(values)
    for at in range(0, len(given), CHUNK):
        chunk = given[at : at + CHUNK]
        yield from db.rows(f"{sql} ({', '.join('?' * len(chunk))})", (*before, *chunk))


def entry_of(row: Row) -> Entry:
    """Return the entry in a row (header, signature, payload)."""
    header, signature, payload = row
    return Entry(bytes(header), bytes(signature), None if payload is None else bytes(payload))
