"""views.db: cases folded from the log, lists and searches. Rebuilt at will, never migrated by hand.

An append goes to the log first; then the whole case is folded again and its view replaced. A view that
a crash left behind the log is found at the next opening by the count of its entries; then all are folded
again, for what had come from outside may have changed what was before what. The last entry of the log is
noted with the views.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

import msgspec

from app.bureau import Duty, fold_bureau
from app.case import Case, CaseLine, Document
from app.errors import NotFound, StorageFault
from app.events import DutyStarted, Event, LeaseGranted, PayloadErased
from app.fold import VERSION, fold, summarise
from app.history import Recorded
from app.lease import Lease, lease_at
from app.log import LARGEST_NUMBER, BlobRef, Clock, Header, read_event
from app.sharing import Admitted
from offline_db.counter import Counter
from offline_db.drafting import Draft
from offline_db.driver import Connection, Database, DatabaseError
from offline_db.last_seen import Noted, marks_in_views, note_in_views
from offline_db.logbook import Logbook
from offline_db.receipts import BUREAU


class Casebook(Counter):
    """Implements `app.kit.Casebook` over a logbook and views.db. Safe to use from several threads."""

    def __init__(self, logbook: Logbook, views: Connection, clock: Callable[[], Clock]) -> None:
        super().__init__(logbook)
        self._views = views
        self._db = Database(views)
        self._clock = clock
        self._lock = threading.RLock()
        self._duty = self._read_duty()
        self._catch_up()

    def lease(self) -> Lease:
        """Return how long this device may go on without a word from the bureau."""
        book, headers = self.logbook, self.logbook.headers()
        granted = _days_granted(book, headers), self._clock(), book.receipts.heard(BUREAU)
        return lease_at(headers, book.own, book.root, *granted)

    @property
    def leads(self) -> bool:
        """Whether this installation is the bureau's own."""
        return self.logbook.own == self.logbook.root

    @property
    def head(self) -> str:
        """The id of the last entry of this installation's log."""
        return self.logbook.head

    @property
    def duty(self) -> Duty:
        return self._duty

    def append(self, case: str, *events: Event, blobs: tuple[BlobRef, ...] = ()) -> Case:
        """Sign events into the log in one transaction, then fold the case again; see `app.kit.Casebook`."""
        with self._lock:
            drafts = [Draft(event, case, _named(event, blobs)) for event in events]
            self.logbook.append(drafts, self._duty.officers, self._clock())
            if not case:
                self._refresh_own()
                self._note_last()
                return Case("")
            return self._refold(case)

    def order(self, order: PayloadErased, case: str) -> None:
        """Sign an order to erase that counts; the logbook carries it out."""
        with self._lock:
            self.logbook.append([Draft(order, case)], self._duty.officers, self._clock(), ordering=True)
            if case:
                self._refold(case)

    def fold_again(self, cases: Iterable[str]) -> None:
        """Fold cases again of which something was erased; nothing of it stays in free pages of the views."""
        with self._lock:
            for case in cases:
                self._refold(case)
            self._views.execute("VACUUM")
            self._views.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def admit_done(self, admitted: Admitted) -> None:
        """Bring the views up to date after entries from outside were admitted.

        This device's own entries come from outside only where it was restored from an image that lacks them.
        """
        with self._lock:
            headers = self.logbook.headers()
            if any(headers[name].log == self.logbook.own for name in admitted.new):
                self.logbook.rotate(self._clock())
                self._note_last()
            if any(headers[name].log == self.logbook.root for name in admitted.new):
                self._refresh_bureau()
            for case in sorted({headers[name].case for name in (*admitted.new, *admitted.moved)} - {""}):
                self._refold(case)

    def enrolled_keys(self) -> tuple[bytes, ...]:
        """Return the signing keys of devices that the bureau enrolled and did not revoke."""
        return tuple(bytes.fromhex(d.key) for d in self._bureau.devices if not d.revoked)

    def case(self, number: str) -> Case:
        """Return a case.

        Raises:
            NotFound: no entry names it.
        """
        with self._lock:
            row = self._views.execute("SELECT folded FROM cases WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise NotFound(
                f"本机没有案卷 {number}；请核对编号或先同步。",
                f"There is no case {number} on this device; check the number or sync first.",
            )
        return msgspec.json.decode(row[0], type=Case)

    def cases(self, *, fair: str = "", stage: str = "", text: str = "") -> tuple[CaseLine, ...]:
        """Return cases, latest change first; `text` is looked for in number, stand and exhibitor."""
        sql = (
            "SELECT line FROM cases WHERE (? = '' OR fair = ?) AND (? = '' OR stage = ?)"
            " AND instr(words, ?) > 0 ORDER BY changed_ms DESC, number"
        )
        values = (fair, fair, stage, stage, text.strip().casefold())
        with self._lock:
            rows = self._views.execute(sql, values).fetchall()
        return tuple(msgspec.json.decode(row[0], type=CaseLine) for row in rows)

    def whole_cases(self, *, since_ms: int = 0) -> tuple[Case, ...]:
        """Return whole cases that changed since then, latest change first."""
        sql = "SELECT folded FROM cases WHERE changed_ms >= ? ORDER BY changed_ms DESC, number"
        with self._lock:
            rows = self._views.execute(sql, (since_ms,)).fetchall()
        return tuple(msgspec.json.decode(row[0], type=Case) for row in rows)

    def records(self) -> tuple[str, tuple[Recorded, ...]]:
        """Return the bureau's log id, and the entries of its log and of all cases; see `app.kit.Casebook`."""
        book = self.logbook
        cases = (record for case in book.case_sizes() for record in book.records(case=case))
        return book.root, (*book.records(log=book.root), *cases)

    def issued(self, series: str, year: int) -> frozenset[int]:
        """Return the serials of a number series that any known entry has used."""
        sql = "SELECT serial FROM serials WHERE series = ? AND year = ?"
        with self._lock:
            rows = self._views.execute(sql, (series, year)).fetchall()
        return frozenset(row[0] for row in rows)

    def rebuild(self) -> None:
        """Fold every case again from the log."""
        with self._lock:
            self._refresh_bureau()
            self._fold_all()

    def noted(self) -> dict[str, Noted]:
        """Return the last entry noted of each log of this installation; see `offline_db.last_seen`."""
        with self._lock:
            return marks_in_views(self._views)

    def close(self) -> None:
        with self._lock:
            self._views.close()
            self.logbook.close()

    def _catch_up(self) -> None:
        row = self._views.execute("SELECT value FROM facts WHERE name = 'fold'").fetchone()
        known = dict(self._views.execute("SELECT number, entries FROM cases").fetchall())
        if row != (str(VERSION),) or known != self.logbook.case_sizes():
            self._fold_all()

    def _fold_all(self) -> None:
        sizes = self.logbook.case_sizes()
        with _writing(self._db):
            self._views.execute("DELETE FROM cases")
            self._views.execute("DELETE FROM serials")
            for number in sorted(sizes):
                self._keep(fold(number, self.logbook.records(case=number)), sizes[number])
            self._db["facts"].insert({"name": "fold", "value": str(VERSION)}, pk="name", replace=True)

    def _refold(self, number: str) -> Case:
        records = self.logbook.records(case=number)
        case = fold(number, records)
        with _writing(self._db):
            self._keep(case, len(records))
            note_in_views(self._views, self.logbook)
        return case

    def _note_last(self) -> None:
        with _writing(self._db):
            note_in_views(self._views, self.logbook)

    def _keep(self, case: Case, entries: int) -> None:
        line = summarise(case)
        words = f"{case.number} {case.stand} {case.exhibitor}".casefold()
        row = {
            "number": case.number,
            "fair": case.fair,
            "stage": case.stage,
            "words": words,
            "changed_ms": line.changed_ms,
            "entries": entries,
            "line": msgspec.json.encode(line),
            "folded": msgspec.json.encode(case),
        }
        self._db["cases"].insert(row, pk="number", replace=True)
        self._views.execute("DELETE FROM serials WHERE case_number = ?", (case.number,))
        self._views.executemany(
            "INSERT INTO serials VALUES (?, ?, ?, ?)",
            [(case.number, *serial) for d in case.documents for serial in _serials(d)],
        )

    def _refresh_own(self) -> None:
        self._duty = self._read_duty()
        if self.logbook.own == self.logbook.root:
            self._refresh_bureau()

    def _refresh_bureau(self) -> None:
        if self.logbook.root:
            self._bureau = fold_bureau(self.logbook.records(log=self.logbook.root))

    def _read_duty(self) -> Duty:
        last = self.logbook.newest_own("DutyStarted", "DutyEnded")
        if last is not None and isinstance(last.event, DutyStarted):
            return Duty(last.event.officers, last.event.role, last.header.log, last.header.seq)
        return Duty()


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


def _named(event: Event, blobs: Iterable[BlobRef]) -> tuple[BlobRef, ...]:
    """Return those blobs whose digest the event states."""
    stated = msgspec.json.encode(event)
    return tuple(ref for ref in blobs if ref.sha256.encode() in stated)


def _days_granted(logbook: Logbook, headers: Mapping[str, Header]) -> int:
    """Return the days of the bureau's last word on leases, 0 where it never spoke of them."""
    kind = LeaseGranted.__name__
    granted = [(h.seq, n) for n, h in headers.items() if h.log == logbook.root and h.kind == kind]
    if not granted:
        return 0
    name = max(granted)[1]
    event = read_event(headers[name], logbook.entry(name).payload)
    return event.days if isinstance(event, LeaseGranted) else 0
