"""The cached register: one replaceable file, found by number and by name.

An import fills a new file beside the old one and swaps it in; killed at any moment, the old or the new one
stands. Numbers are found by one key for every spelling; names by their characters and pairs of characters
(FTS5, contentless), since trigrams find no Chinese mark of two characters. Holds nothing secret, so the
file is plain. Safe to use from several threads.
"""

import hashlib
import os
import threading
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec

from app.errors import BadInput, StorageFault
from app.numbers.spellings import number_key
from app.rights import Extract, ImportReport, Kind, Rejected, Right
from app.sharing import Progress
from offline_db.driver import Connection, Database, DatabaseError, connect, transaction
from offline_db.durable import flush_folder
from offline_db.importers import IMPORTERS

NOTHING = Extract("（尚未导入）", date(1970, 1, 1), "", 0)
MOST_SHOWN = 200  # rejections kept for the report
CANDIDATES = 3000  # names compared for one search
BATCH = 2000  # rows

TABLES = """
CREATE TABLE rights (id INTEGER PRIMARY KEY, folded TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE numbers (key TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(
    grams, content='', detail=none, tokenize='unicode61 remove_diacritics 0'
);
CREATE INDEX rights_by_name ON rights (folded);
CREATE TABLE extract (body BLOB NOT NULL);
"""


class RegisterFile:
    """Implements `app.kit.RegisterShelf` over one file; an absent file is an empty register."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._db: Connection | None = None
        self._extract = NOTHING
        self._open()

    @property
    def extract(self) -> Extract:
        return self._extract

    def find(self, number: str) -> tuple[Right, ...]:
        """Return the rights that carry `number` in any spelling; () if none or if nothing was imported."""
        key = number_key(number)
        keys = (key, f"P{key}") if key.isdigit() else (key,)
        marks = ",".join("?" * len(keys))
        sql = (
            f"SELECT body FROM rights WHERE id IN (SELECT id FROM numbers WHERE key IN ({marks})) ORDER BY id"
        )
        return tuple(_read_body(row[0]) for row in self._rows(sql, keys)) if key else ()

    def search(
        self, name: str, *, kinds: frozenset[Kind] = frozenset(), nice: str = "", limit: int = 50
    ) -> tuple[Right, ...]:
        """Return rights whose name contains `name`: exact first, then by prefix, then shortest first."""
        folded = fold_name(name)
        if not folded:
            return ()
        exact = self._rows(
            "SELECT id, folded, body FROM rights WHERE folded = ? LIMIT ?", (folded, CANDIDATES)
        )
        query = " AND ".join(f'"{gram}"' for gram in _query_grams(folded))
        sql = (
            "SELECT id, folded, body FROM rights WHERE id IN"
            " (SELECT rowid FROM names WHERE names MATCH ? LIMIT ?)"
        )
        rows = {row[0]: row for row in (*self._rows(sql, (query, CANDIDATES)), *exact)}
        hits = sorted(
            (row for row in rows.values() if folded in row[1]),
            key=lambda row: (row[1] != folded, not row[1].startswith(folded), len(row[1]), row[0]),
        )
        rights = (_read_body(row[2]) for row in hits)
        fitting = (r for r in rights if (not kinds or r.kind in kinds) and (not nice or nice in r.classes))
        return tuple(islice(fitting, limit))

    def import_files(
        self, paths: Sequence[Path], *, name: str, as_of: date, digest: str = "", progress: Progress
    ) -> ImportReport:
        """Import files of any known format into a new register and swap it in.

        Raises:
            BadInput: unknown format, nothing readable, or stopped; the old register serves on.
            StorageFault: the disk refuses; the old register serves on.
        """
        began = time.monotonic()
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        _remove(new)
        try:
            filler = _Filler(new, paths, progress)
            count, rejections, shown = filler.fill()
            if not count:
                first = f"（{shown[0].reason}）" if shown else ""
                raise BadInput(
                    f"文件中没有可用的登记记录{first}，原有登记库未改动；请检查文件。",
                    "The files hold no usable record; the old register is unchanged. Check the files.",
                )
            extract = Extract(name, as_of, digest or filler.digest(), count)
            filler.finish(extract)
            self._swap(new)
        except DatabaseError as error:
            raise _disk() from error
        finally:
            _remove(new)
        return ImportReport(self._extract, count, tuple(shown), rejections, time.monotonic() - began)

    def close(self) -> None:
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def _open(self) -> None:
        if not self._path.exists():
            return
        try:
            self._db = connect(self._path, read_only=True)
            (body,) = self._db.execute("SELECT body FROM extract").fetchone()
            self._extract = msgspec.json.decode(body, type=Extract)
        except (DatabaseError, TypeError, msgspec.MsgspecError, StorageFault) as error:
            self.close()
            raise StorageFault(
                "登记库文件已损坏；请重新导入登记摘录，案卷和证据不受影响。",
                "The register file is damaged; import the extract again. Cases are not affected.",
            ) from error

    def _swap(self, new: Path) -> None:
        with self._lock:
            self.close()
            try:
                new.replace(self._path)
                flush_folder(self._path.parent)
            except OSError as error:
                self._open()
                raise _disk() from error
            self._open()

    def _rows(self, sql: str, values: Sequence[object]) -> list[tuple[int, str, bytes]]:
        with self._lock:
            if self._db is None:
                return []
            return list(self._db.execute(sql, tuple(values)).fetchall())


class _Filler:
    """Fills a new register file from source files, in one transaction."""

    def __init__(self, path: Path, sources: Sequence[Path], progress: Progress) -> None:
        self._sources = sources
        self._progress = progress
        self._sizes = {p: p.stat().st_size if p.exists() else 0 for p in sources}
        self._total = sum(self._sizes.values())
        self._db = connect(path)
        Database(self._db).executescript(TABLES)
        self._count = self._rejections = 0
        self._shown: list[Rejected] = []

    def fill(self) -> tuple[int, int, list[Rejected]]:
        """Import every source; returns (rights, rejections, the first rejections)."""
        try:
            self._db.execute("PRAGMA synchronous = OFF")  # the file is flushed once, when it is whole
            with transaction(self._db):
                done = 0
                for source in self._sources:
                    self._fill_from(source, done)
                    done += self._sizes[source]
        except BaseException:
            self._db.close()
            raise
        return self._count, self._rejections, self._shown

    def finish(self, extract: Extract) -> None:
        """Write what the register is, close the file and make it durable."""
        self._db.execute("INSERT INTO extract VALUES (?)", (msgspec.json.encode(extract),))
        self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA user_version = 1")
        self._db.close()

    def digest(self) -> str:
        """Return the SHA-256 of the sources, one after the other."""
        total = hashlib.sha256()
        for source in self._sources:
            with source.open("rb") as file:
                total.update(hashlib.file_digest(file, "sha256").digest())
        return total.hexdigest()

    def _fill_from(self, source: Path, done: int) -> None:
        size = self._sizes[source]
        records = read_records(source)
        share = 0
        while batch := list(islice(records, BATCH)):
            rights = [r for r in batch if isinstance(r, Right)]
            self._insert(rights)
            self._reject(r for r in batch if isinstance(r, Rejected))
            share = min(size, share + 250 * len(batch))
            if not self._progress(min(done + share, self._total), self._total):
                raise BadInput(
                    "已取消导入，原有登记库未改动。",
                    "The import was cancelled; the old register is unchanged.",
                )

    def _insert(self, rights: list[Right]) -> None:
        first = self._count + 1
        folded = [fold_name(right.name) for right in rights]
        encode = msgspec.json.Encoder().encode
        rows = [(first + i, f, encode(r)) for i, (f, r) in enumerate(zip(folded, rights, strict=True))]
        self._db.executemany("INSERT INTO rights VALUES (?, ?, ?)", rows)
        keys = [(key, first + i) for i, right in enumerate(rights) for key in _keys(right)]
        self._db.executemany("INSERT OR IGNORE INTO numbers VALUES (?, ?)", keys)
        grams = [(first + i, " ".join(_grams(f))) for i, f in enumerate(folded) if f]
        self._db.executemany("INSERT INTO names (rowid, grams) VALUES (?, ?)", grams)
        self._count += len(rights)

    def _reject(self, rejected: Iterable[Rejected]) -> None:
        for rejection in rejected:
            self._rejections += 1
            if len(self._shown) < MOST_SHOWN:
                self._shown.append(rejection)


def read_records(source: Path) -> Iterator[Right | Rejected]:
    """Yield the records of a file in any known format.

    Raises:
        BadInput: the file is missing, or its format is not known.
    """
    try:
        with source.open("rb") as file:
            head = file.read(8192)
    except OSError as error:
        raise BadInput(f"无法读取 {source.name}；请检查文件。", f"{source.name} cannot be read.") from error
    importer = next((i for i in IMPORTERS if i.recognises(head)), None)
    if importer is None:
        known = "、".join(str(i.NAME) for i in IMPORTERS)
        raise BadInput(
            f"不认识 {source.name} 的格式；可导入：{known}。",
            f"The format of {source.name} is not known; these can be imported: {known}.",
        )
    yield from importer.read(source)


def fold_name(name: str) -> str:
    """Return a name without what searches ignore: width, case, punctuation and spaces."""
    folded = unicodedata.normalize("NFKC", name[:200]).casefold()
    return "".join(c for c in folded if c.isalnum())


def _grams(folded: str) -> set[str]:
    return set(folded) | {folded[i : i + 2] for i in range(len(folded) - 1)}


def _query_grams(folded: str) -> list[str]:
    return sorted({folded[i : i + 2] for i in range(len(folded) - 1)}) if len(folded) > 1 else [folded]


def _keys(right: Right) -> set[str]:
    numbers = (right.application_number, right.registration_number, *right.publication_numbers)
    return {key for number in numbers if (key := number_key(number))}


def _read_body(body: object) -> Right:
    return msgspec.json.decode(bytes(body), type=Right)  # type: ignore[call-overload]  # a BLOB column


def _remove(path: Path) -> None:
    for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        leftover.unlink(missing_ok=True)


def _disk() -> StorageFault:
    return StorageFault(
        "登记库无法写入：磁盘已满或不可写；原有登记库未改动，请释放空间后重试。",
        "The register cannot be written: the disk is full or read-only. The old one is unchanged.",
    )
