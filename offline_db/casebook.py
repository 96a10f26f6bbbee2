"""The cases of this device: acts go to the log first, then into the views of the cases they are about."""

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

import msgspec

from app.bureau import Duty, fold_bureau
from app.case import Case, CaseLine
from app.delegation import SHIFT
from app.events import DutyStarted, Event, LeaseGranted, PayloadErased
from app.history import Recorded
from app.lease import Lease, lease_at
from app.log import BlobRef, Clock, Header, read_event
from app.sharing import Admitted
from offline_db.counter import Counter
from offline_db.drafting import Draft
from offline_db.driver import Connection
from offline_db.last_seen import Noted
from offline_db.logbook import Logbook
from offline_db.receipts import BUREAU
from offline_db.views import Views


class Casebook(Counter):
    """Implements `app.kit.Casebook` over a logbook and views.db. Safe to use from several threads."""

    def __init__(self, logbook: Logbook, views: Connection, clock: Callable[[], Clock]) -> None:
        super().__init__(logbook)
        self._views = Views(views, logbook)
        self._clock = clock
        self._lock = threading.RLock()
        self._duty = self._read_duty()
        self._views.catch_up()

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
        """Who works here; nobody once their shift is over by this device's clock."""
        return self._duty if self._clock().utc_ms < self._duty.ends_ms else Duty()

    def append(self, case: str, *events: Event, blobs: tuple[BlobRef, ...] = ()) -> Case:
        """Sign events into the log in one transaction, then fold the case again; see `app.kit.Casebook`."""
        with self._lock:
            drafts = [Draft(event, case, _named(event, blobs)) for event in events]
            self.logbook.append(drafts, self.duty.officers, self._clock())
            if not case:
                self._refresh_own()
                self._views.note_last()
                return Case("")
            return self._views.refold(case)

    def order(self, order: PayloadErased, case: str) -> None:
        """Sign an order to erase that counts; the logbook carries it out."""
        with self._lock:
            self.logbook.append([Draft(order, case)], self.duty.officers, self._clock(), ordering=True)
            if case:
                self._views.refold(case)

    def fold_again(self, cases: Iterable[str]) -> None:
        """Fold cases again of which something was erased; nothing of it stays in free pages of the views."""
        with self._lock:
            for case in cases:
                self._views.refold(case)
            self._views.leave_nothing()

    def admit_done(self, admitted: Admitted) -> None:
        """Bring the views up to date after entries from outside were admitted.

        This device's own entries come from outside only where it was restored from an image that lacks them.
        """
        with self._lock:
            headers = self.logbook.headers()
            if any(headers[name].log == self.logbook.own for name in admitted.new):
                self.logbook.rotate(self._clock())
                self._views.note_last()
            if any(headers[name].log == self.logbook.root for name in admitted.new):
                self._refresh_bureau()
            changed = {headers[name].case for name in (*admitted.new, *admitted.moved)} - {""}
            if changed:
                self._views.refold(*changed)

    def enrolled_keys(self) -> tuple[bytes, ...]:
        """Return the signing keys of devices that the bureau enrolled and did not revoke."""
        return tuple(bytes.fromhex(d.key) for d in self._bureau.devices if not d.revoked)

    def case(self, number: str) -> Case:
        """Return a case.

        Raises:
            NotFound: no entry names it.
        """
        with self._lock:
            return self._views.case(number)

    def cases(self, *, fair: str = "", stage: str = "", text: str = "") -> tuple[CaseLine, ...]:
        """Return cases, latest change first; `text` is looked for in number, stand and exhibitor."""
        with self._lock:
            return self._views.cases(fair, stage, text)

    def whole_cases(self, *, since_ms: int = 0) -> tuple[Case, ...]:
        """Return whole cases that changed since then, latest change first."""
        with self._lock:
            return self._views.whole_cases(since_ms)

    def records(self) -> tuple[str, tuple[Recorded, ...]]:
        """Return the bureau's log id, and the entries of its log and of all cases; see `app.kit.Casebook`."""
        book = self.logbook
        cases = (record for case in book.case_sizes() for record in book.records(case=case))
        return book.root, (*book.records(log=book.root), *cases)

    def issued(self, series: str, year: int) -> frozenset[int]:
        """Return the serials of a number series that any known entry has used."""
        with self._lock:
            return self._views.issued(series, year)

    def rebuild(self) -> None:
        """Fold every case again from the log."""
        with self._lock:
            self._refresh_bureau()
            self._views.fold_all()

    def noted(self) -> dict[str, Noted]:
        """Return the last entry noted of each log of this installation; see `offline_db.last_seen`."""
        with self._lock:
            return self._views.noted()

    def close(self) -> None:
        with self._lock:
            self._views.close()
            self.logbook.close()

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
            ends = last.header.t + SHIFT // timedelta(milliseconds=1)
            return Duty(last.event.officers, last.event.role, last.header.log, last.header.seq, ends)
        return Duty()


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
