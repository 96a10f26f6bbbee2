"""views.db: cases folded from the log, lists and searches. Rebuilt at will, never migrated by hand.

A view that a crash left behind the log is found at the next opening by the count of its entries; then all are
folded again, for what had come from outside may have changed what was before what. Where the disk has no room
for a view, its case is folded from the log until there is: no number is given twice because a view did not
know it. The last entry of the log is noted with the views.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from app.case import Case, CaseLine, Document
from app.errors import NotFound, StorageFault
from app.fold import VERSION, fold, summarise
from app.log import LARGEST_NUMBER
from offline_db.driver import Connection, Database, DatabaseError
from offline_db.last_seen import Noted, marks_in_views, note_in_views
from offline_db.logbook import Logbook


class Views:
    """What views.db holds of a logbook's cases. One thread at a time."""

    def __init__(self, views: Connection, logbook: Logbook) -> None:
        self._views = views
        self._db = Database(views)
        self._logbook = logbook
        self._behind: set[str] = set()  # cases whose views a full disk kept behind the log

    def case(self, number: str) -> Case:
        """Return a case.

        Raises:
            NotFound: no entry names it.
        """
        if number in self._behind:
            return self._folded(number)
        row = self._views.execute("SELECT folded FROM cases WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise NotFound(
                f"本机没有案卷 {number}；请核对编号或先同步。",
                f"There is no case {number} on this device; check the number or sync first.",
            )
        return msgspec.json.decode(row[0], type=Case)

    def cases(self, fair: str, stage: str, text: str) -> tuple[CaseLine, ...]:
        """Return cases, latest change first; `text` is looked for in number, stand and exhibitor."""
        sql = (
            "SELECT line FROM cases WHERE (? = '' OR fair = ?) AND (? = '' OR stage = ?)"
            " AND instr(words, ?) > 0 ORDER BY changed_ms DESC, number"
        )
        values = (fair, fair, stage, stage, text.strip().casefold())
        rows = self._views.execute(sql, values).fetchall()
        return tuple(msgspec.json.decode(row[0], type=CaseLine) for row in rows)

    def whole_cases(self, since_ms: int) -> tuple[Case, ...]:
        """Return whole cases that changed since then, latest change first."""
        sql = "SELECT folded FROM cases WHERE changed_ms >= ? ORDER BY changed_ms DESC, number"
        rows = self._views.execute(sql, (since_ms,)).fetchall()
        found = (msgspec.json.decode(row[0], type=Case) for row in rows)
        late = {number: self._folded(number) for number in sorted(self._behind)}
        return (*late.values(), *(case for case in found if case.number not in late))

    def issued(self, series: str, year: int) -> frozenset[int]:
        """Return the serials of a number series that any known entry has used."""
        sql = "SELECT serial FROM serials WHERE series = ? AND year = ?"
        used = {row[0] for row in self._views.execute(sql, (series, year)).fetchall()}
        for number in self._behind:
            for document in self._folded(number).documents:
                used |= {serial for *of, serial in _serials(document) if of == [series, year]}
        return frozenset(used)

    def catch_up(self) -> None:
        """Fold every case again if any of them lags behind the log, or an older version folded them.

        Raises:
            StorageFault: the disk refuses.
        """
        row = self._views.execute("SELECT value FROM facts WHERE name = 'fold'").fetchone()
        known = dict(self._views.execute("SELECT number, entries FROM cases").fetchall())
        if row != (str(VERSION),) or known != self._logbook.case_sizes():
            self.fold_all()

    def fold_all(self) -> None:
        """Fold every case again. Raises StorageFault where the disk refuses."""
        sizes = self._logbook.case_sizes()
        with _writing(self._db):
            self._views.execute("DELETE FROM cases")
            self._views.execute("DELETE FROM serials")
            for number in sorted(sizes):
                self._keep(self._folded(number), sizes[number])
            self._db["facts"].insert({"name": "fold", "value": str(VERSION)}, pk="name", replace=True)
        self._behind.clear()

    def refold(self, number: str, *more: str) -> Case:
        """Fold cases again, and those left behind before; returns the first named.

        Raises:
            StorageFault: the disk refuses; those not folded are answered from the log until they are.
        """
        self._behind.update((number, *more))
        for name in sorted(self._behind - {number}):
            self._refold(name)
        return self._refold(number)

    def note_last(self) -> None:
        """Note the last entry of the log. Raises StorageFault where the disk refuses."""
        with _writing(self._db):
            note_in_views(self._views, self._logbook)

    def noted(self) -> dict[str, Noted]:
        """Return the last entry noted of each log of this installation; see `offline_db.last_seen`."""
        return marks_in_views(self._views)

    def leave_nothing(self) -> None:
        """Leave nothing of what was folded away in free pages or in the file of writes ahead."""
        self._views.execute("VACUUM")
        self._views.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._views.close()

    def _refold(self, number: str) -> Case:
        records = self._logbook.records(case=number)
        case = fold(number, records)
        with _writing(self._db):
            self._keep(case, len(records))
            note_in_views(self._views, self._logbook)
        self._behind.discard(number)
        return case

    def _folded(self, number: str) -> Case:
        return fold(number, self._logbook.records(case=number))

    def _keep(self, case: Case, entries: int) -> None:
        line = summarise(case)
        words = f"{case.number} {case.stand} {case.exhibitor}".casefold()
        row = (case.number, case.fair, case.stage, words, line.changed_ms, entries)
        shown = (msgspec.json.encode(line), msgspec.json.encode(case))
        self._views.execute("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row + shown)
        self._views.execute("DELETE FROM serials WHERE case_number = ?", (case.number,))
        self._views.executemany(
            "INSERT INTO serials VALUES (?, ?, ?, ?)",
            [(case.number, *serial) for d in case.documents for serial in _serials(d)],
        )


@contextmanager
def _writing(views: Database) -> Iterator[None]:
    """Write views in one transaction; where that is not possible, they follow at the next opening."""
    try:
        with views.atomic():
            yield
    except DatabaseError as error:
        if views.conn.in_transaction:
            views.conn.execute("ROLLBACK")
        raise StorageFault(
            "记录都已保存，但磁盘已满或不可写，案卷列表未能更新；请释放空间后重新打开程序，不要重复录入。",
            "What was recorded is safe, but the disk is full or not writable and the lists are behind."
            " Free space and start the program again; enter nothing twice.",
        ) from error


def _serials(document: Document) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers that a document has used: its own, and the final one of a provisional one.

    What no column of the store holds is no number that a bureau gives.
    """
    for series, year, serial in ((document.series, document.year, document.serial), document.final):
        if 0 < serial < LARGEST_NUMBER and 0 <= year < LARGEST_NUMBER:
            yield series, year, serial
