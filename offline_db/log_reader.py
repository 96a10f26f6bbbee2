"""What can be asked of the logs known here; the logbook adds to them. Safe to use from several threads."""

from collections.abc import Iterator

from app.erasing import files_of_order, is_erasable
from app.events import PayloadErased
from app.history import Ends, Fork, Place, Recorded, forks, in_order, place_all
from app.log import Entry, Header, opening_key, read_event, read_header
from offline_db.entry_table import EntryTable


class LogReader:
    """Every log known here; `own` is this installation's, `root` the bureau's ("" before it is pinned)."""

    def __init__(self, table: EntryTable) -> None:
        self._table = table
        self._lock = table.lock
        self.receipts = table.receipts
        identity = table.identity()
        self.own = identity["log"]
        self.root = identity.get("root", "")
        self._headers = table.headers()
        self._places: dict[str, Place] = {}
        self._keys: dict[str, bytes] = {}
        self._ends = Ends(self.own)
        self._taken: tuple[int, frozenset[str]] = (-1, frozenset())
        self._place_all()

    def entry(self, name: str) -> Entry:
        with self._lock:
            return self._table.entry(name)

    def entries(self) -> Iterator[Entry]:
        """Yield every entry: each log in the order of its numbers."""
        with self._lock:
            yield from self._table.entries()

    def erasures(self) -> dict[str, str]:
        """Return what orders have taken, here or not: entry id -> id of the order."""
        with self._lock:
            return self._table.erasures()

    def taken_files(self) -> frozenset[str]:
        """Return the files (SHA-256) that orders have taken from entries that are here."""
        with self._lock:
            if self._taken[0] == len(self._headers):  # orders come with entries only
                return self._taken[1]
            found: set[str] = set()
            for target, name in self._table.erasures().items():
                header = self._headers.get(target)
                order = read_event(self._headers[name], self._table.entry(name).payload)
                if isinstance(order, PayloadErased) and header and is_erasable(header, self.root):
                    found |= files_of_order(order, header)
            self._taken = len(self._headers), frozenset(found)
            return self._taken[1]

    def records(self, *, case: str = "", log: str = "") -> tuple[Recorded, ...]:
        """Return the entries of one case, or of one log, read and placed, in the common order."""
        with self._lock:
            return in_order(
                Recorded(name, self._headers[name], read_event(self._headers[name], data), self._places[name])
                for name, data in self._table.payloads(case=case, log=log)
            )

    def case_sizes(self) -> dict[str, int]:
        """Return how many entries each case has, by case number."""
        with self._lock:
            return self._table.case_sizes()

    @property
    def head(self) -> str:
        """The id of this installation's last entry."""
        return self._ends.own[1]

    def newest_own(self, *kinds: str) -> Recorded | None:
        """Return this installation's last entry of one of these kinds, None if there is none."""
        with self._lock:
            own = [(h.seq, n) for n, h in self._headers.items() if h.log == self.own and h.kind in kinds]
            if not own:
                return None
            _, name = max(own)
            entry, header = self._table.entry(name), self._headers[name]
            return Recorded(name, header, read_event(header, entry.payload), self._places[name])

    def headers(self) -> dict[str, Header]:
        with self._lock:
            return dict(self._headers)

    def places(self) -> dict[str, Place]:
        with self._lock:
            return dict(self._places)

    def key_of(self, log: str) -> bytes | None:
        """Return the key that a log's first entry proves, None where that entry is not here."""
        return self._keys.get(log)

    def forks(self) -> tuple[Fork, ...]:
        with self._lock:
            return forks(self._headers)

    def quarantined(self) -> tuple[tuple[str, Header, str], ...]:
        """Return (id, header, reason) of every entry that waits aside."""
        with self._lock:
            return tuple((name, read_header(e.header), why) for name, e, why in self._table.aside())

    @property
    def restored_at(self) -> Place | None:
        """Where this installation's log began after a restored image, None if it was never restored.

        Only the first entry of such a log has seen others.
        """
        with self._lock:
            first = next(name for name, h in self._headers.items() if h.log == self.own and h.seq == 0)
            return self._places[first] if self._headers[first].saw else None

    @property
    def mark(self) -> str:
        """Text behind the numbers that this installation counts by itself, "" in its very first log.

        A log that follows a restored image cannot know what the image lacks; its own letters keep its numbers
        apart from those.
        """
        return f"R{self.own[:6].upper()}" if self.restored_at else ""

    @property
    def forked(self) -> bool:
        """Whether this installation's log has two ends: it was continued from an older image."""
        with self._lock:
            return sum(self._headers[name].log == self.own for name in self._ends.tips) > 1

    @property
    def last_seq(self) -> int:
        """The number of this installation's last entry."""
        return self._ends.own[0]

    def _place_all(self) -> None:
        self._places = place_all(self._headers)
        for name, header in self._headers.items():
            self._ends.note(name, header)
        first = [(n, h.log) for n, h in self._headers.items() if h.seq == 0]
        self._keys |= {log: opening_key(self._table.entry(name)) for name, log in first}
