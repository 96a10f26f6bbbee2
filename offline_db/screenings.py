"""screenings.db: lists of exhibits and what the register said of each line. Derived, but dear to make again.

Lines that name the same sign in the same class share one search. What was searched is kept a batch at a
time, so that a screening which was stopped or killed goes on where it was; another extract begins it anew.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import msgspec
import zstandard

from app.errors import StorageFault
from app.names.answers import NameHit
from app.rights import Extract
from app.screening import UNSEARCHED, ExhibitLine, Risk, Screened, Screening, SignAsked, Verdict, sign_of
from offline_db.driver import Connection, Database, DatabaseError
from offline_db.schema import migrate_screenings

BATCH = 5000  # lines written at once
LARGEST = 64 * 1024 * 1024  # bytes of the marks near one sign

Hits = tuple[NameHit, ...]


class Screenings:
    """Implements `app.kit.Screenings` over one database. Safe to use from several threads."""

    def __init__(self, connection: Connection) -> None:
        migrate_screenings(connection)
        self._connection = connection
        self._db = Database(connection)
        self._lock = threading.RLock()

    def begin(self, digest: str, name: str, lines: Iterable[ExhibitLine], extract: Extract) -> Screening:
        """Keep a list, unless it is kept already, and forget what another extract said of it."""
        with self._writing():
            known = self._row(digest)
            if known is None:
                self._add(digest, name, lines)
            if known is None or known["extract"] != extract.digest:
                self._reset(digest, extract)
            return self._screening(digest)

    def screenings(self) -> tuple[Screening, ...]:
        """Return all screenings, the latest begun first."""
        with self._lock:
            found = self._connection.execute("SELECT digest FROM screenings ORDER BY rowid DESC").fetchall()
            return tuple(self._screening(digest) for (digest,) in found)

    def forget(self, digest: str) -> None:
        """Remove a screening with all its lines; without one nothing happens."""
        with self._writing():
            for table in ("screened", "signs", "screenings"):
                self._connection.execute(f"DELETE FROM {table} WHERE digest = ?", (digest,))

    def waiting(self, digest: str, most: int) -> tuple[SignAsked, ...]:
        """Return signs that were not searched yet, in the order of the list."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT id, sign, nice FROM signs WHERE digest = ? AND hits IS NULL ORDER BY id LIMIT ?",
                (digest, most),
            ).fetchall()
        return tuple(SignAsked(*row) for row in rows)

    def keep(
        self,
        digest: str,
        answers: Mapping[int, Hits],
        judge: Callable[[Sequence[ExhibitLine], Hits], Sequence[Verdict]],
    ) -> Screening:
        """Keep what was found for signs, by their ids, and the verdicts on their lines."""
        with self._writing():
            for sign, hits in answers.items():
                marks = json.dumps([hit.name for hit in hits], ensure_ascii=False)
                self._connection.execute(
                    "UPDATE signs SET hits = ?, marks = ? WHERE digest = ? AND id = ?",
                    (_pack(hits), marks, digest, sign),
                )
                rows = self._connection.execute(
                    f"SELECT {_COLUMNS} FROM screened INDEXED BY screened_by_sign"
                    " WHERE digest = ? AND sign = ?",
                    (digest, sign),
                ).fetchall()
                lines = [ExhibitLine(*row) for row in rows]
                self._judge(digest, zip(lines, judge(lines, hits), strict=True))
            return self._screening(digest)

    def lines(
        self, digest: str, *, risk: str = "", text: str = "", start: int = 0, most: int = 200
    ) -> tuple[Screened, ...]:
        """Return judged lines, what to look at first before the rest; `text` is looked for in all columns."""
        sql = (
            f"SELECT {_COLUMNS}, risk, place, reasons, (SELECT marks FROM signs"
            " WHERE signs.digest = screened.digest AND signs.id = screened.sign)"
            " FROM screened WHERE digest = ? AND risk IS NOT NULL AND (? = '' OR risk = ?)"
            " AND (? = ''"
            " OR instr(lower(stand || ' ' || exhibitor || ' ' || product || ' ' || brand), ?) > 0)"
            " ORDER BY place, number LIMIT ? OFFSET ?"
        )
        low = text.strip().lower()
        with self._lock:
            rows = self._connection.execute(sql, (digest, risk, risk, low, low, most, start)).fetchall()
        return tuple(map(_screened, rows))

    def hits(self, digest: str, number: int) -> Hits:
        """Return the marks nearest to a line's sign; () if it was not searched."""
        with self._lock:
            row = self._connection.execute(
                "SELECT hits FROM signs JOIN screened ON signs.digest = screened.digest"
                " AND signs.id = screened.sign WHERE screened.digest = ? AND screened.number = ?",
                (digest, number),
            ).fetchone()
        return _unpack(row[0]) if row and row[0] else ()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            try:
                with self._db.atomic():
                    yield
            except DatabaseError as error:
                raise StorageFault(
                    "筛查结果未能保存：磁盘已满、不可写，或另一个程序正在筛查；请处理后再次开始，已完成的部分保留。",
                    "The screening was not saved: the disk is full or not writable, or another program"
                    " screens too. Start it again then; what was done is kept.",
                ) from error

    def _add(self, digest: str, name: str, lines: Iterable[ExhibitLine]) -> None:
        signs: dict[tuple[str, str], int] = {}
        source, count = iter(lines), 0
        while batch := list(islice(source, BATCH)):
            count += len(batch)
            rows = []
            for line in batch:
                sign = sign_of(line)
                own = signs.setdefault((sign, line.nice), len(signs) + 1) if sign else None
                rows.append((digest, *_values(line), own))
            self._connection.executemany(
                "INSERT INTO screened (digest, number, stand, exhibitor, product, brand, nice, grp, sign)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
        self._connection.executemany(
            "INSERT INTO signs (digest, id, sign, nice) VALUES (?, ?, ?, ?)",
            ((digest, place, sign, nice) for (sign, nice), place in signs.items()),
        )
        about = {"digest": digest, "name": name, "extract": "", "as_of": ""}
        self._db["screenings"].insert({**about, "lines": count, "signs": len(signs)})

    def _reset(self, digest: str, extract: Extract) -> None:
        self._connection.execute("UPDATE signs SET hits = NULL, marks = NULL WHERE digest = ?", (digest,))
        self._connection.execute(
            "UPDATE screened SET risk = NULL, place = NULL, reasons = NULL WHERE digest = ?", (digest,)
        )
        self._connection.execute(
            "UPDATE screenings SET extract = ?, as_of = ? WHERE digest = ?",
            (extract.digest, extract.as_of.isoformat(), digest),
        )
        self._judge(digest, ((line, UNSEARCHED) for line in self._unsearched(digest)))

    def _unsearched(self, digest: str) -> list[ExhibitLine]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM screened WHERE digest = ? AND sign IS NULL", (digest,)
        ).fetchall()
        return [ExhibitLine(*row) for row in rows]

    def _judge(self, digest: str, judged: Iterable[tuple[ExhibitLine, Verdict]]) -> None:
        self._connection.executemany(
            "UPDATE screened SET risk = ?, place = ?, reasons = ? WHERE digest = ? AND number = ?",
            (
                (verdict.risk.value, verdict.order, json.dumps(verdict.reasons), digest, line.number)
                for line, verdict in judged
            ),
        )

    def _row(self, digest: str) -> dict[str, Any] | None:
        found: list[dict[str, Any]] = list(self._db["screenings"].rows_where("digest = ?", [digest]))
        return found[0] if found else None

    def _screening(self, digest: str) -> Screening:
        row = self._row(digest)
        assert row is not None
        (waiting,) = self._connection.execute(
            "SELECT count(*) FROM signs INDEXED BY signs_waiting WHERE digest = ? AND hits IS NULL", (digest,)
        ).fetchone()
        risks = self._connection.execute(
            "SELECT risk, count(*) FROM screened INDEXED BY screened_by_risk"
            " WHERE digest = ? AND risk IS NOT NULL GROUP BY risk",
            (digest,),
        ).fetchall()
        signs = row["signs"]
        return Screening(
            digest,
            row["name"],
            row["extract"],
            row["as_of"],
            row["lines"],
            signs,
            signs - waiting,
            dict(risks),
        )


_COLUMNS = "number, stand, exhibitor, product, brand, nice, grp"


def _values(line: ExhibitLine) -> tuple[int | str, ...]:
    return (line.number, line.stand, line.exhibitor, line.product, line.brand, line.nice, line.group)


def _screened(row: tuple[Any, ...]) -> Screened:
    *line, risk, place, reasons, marks = row
    verdict = Verdict(Risk(risk), place, tuple(json.loads(reasons)))
    return Screened(ExhibitLine(*line), verdict, tuple(json.loads(marks or "[]")))


def _pack(hits: Hits) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(hits))


def _unpack(data: bytes) -> Hits:
    return msgspec.json.decode(zstandard.ZstdDecompressor().decompress(data, LARGEST), type=Hits)
