"""How far did this installation's logs go? Their last entries are noted outside log.db.

In views.db at each append: where a disk drops what was committed to log.db, as a flipped bit in its
write-ahead log does after a crash, views.db still names what is gone. In the system's keyring when a folder
is opened and closed: a folder that was restored from an older image brings an older views.db too. Where a
noted entry is not there, that goes on record, and the installation goes on in a fresh log, so that it never
writes two entries in one place. Where the machine has no keyring an older image is found out later, when a
peer shows the entries that it lacks. A log that was found to have two ends is left as well, should the
program have ended before it could.
"""

from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from app.errors import StorageFault
from app.events import EntriesLost
from app.log import Clock, read_event
from app.safety import LostLine
from offline_db.drafting import Draft
from offline_db.driver import Connection, DatabaseError, connect
from offline_db.logbook import Logbook
from offline_db.machine_secret import Safe

LAST = "last "  # and a log's id: what a fact in views.db is called


class Noted(NamedTuple):
    """The last entry that was noted of a log."""

    seq: int
    head: str  # its id, "" where only the number is known


class LastSeen:
    """What is noted of one installation's logs; `safe` is None where the machine notes nothing."""

    def __init__(self, logbook: Logbook, views: Connection, safe: Safe | None) -> None:
        self._logbook = logbook
        self._views = views
        self._safe = safe if safe is not None and safe.usable else None

    def go_on(self, clock: Clock) -> None:
        """Put on record what is gone, and begin a fresh log where this one must not be written any more.

        Raises:
            StorageFault: the keyring stays locked, or the disk refuses.
        """
        gone = self._gone()
        if self._logbook.forked or gone:
            self._logbook.rotate(clock)
        if gone:
            self._logbook.append([Draft(event) for event in gone], (), clock)
        self.note()

    def note(self) -> None:
        """Note the last entry of the log; where a disk is full, the mark before stays and claims less."""
        with suppress(DatabaseError):
            note_in_views(self._views, self._logbook)
        if self._safe is not None:
            self._safe.put(f"last-{self._logbook.own}", self._logbook.last_seq.to_bytes(32, "big"))

    def noted(self) -> dict[str, Noted]:
        """Return what is noted of each log. Raises StorageFault: the keyring stays locked."""
        found = marks_in_views(self._views)
        own = self._logbook.own
        secret = self._safe.get(f"last-{own}") if self._safe is not None else None
        if secret is not None:
            found[own] = max(found.get(own, Noted(-1, "")), Noted(int.from_bytes(secret, "big"), ""))
        return found

    def _gone(self) -> list[EntriesLost]:
        told = {(event.log, event.last) for event in losses(self._logbook)}
        headers = self._logbook.headers()
        gone = []
        for log, (seq, head) in self.noted().items():
            last = max((h.seq for h in headers.values() if h.log == log), default=-1)
            if (head not in headers if head else seq > last) and (log, seq) not in told:
                gone.append(EntriesLost(log, min(last + 1, seq), seq, head))
        return gone


def losses(logbook: Logbook) -> tuple[EntriesLost, ...]:
    """Return what this installation has put on record of its losses, whether it came back or not."""
    key, kind = logbook.key_of(logbook.own), EntriesLost.__name__
    headers = logbook.headers()
    names = [n for n, h in headers.items() if h.kind == kind and logbook.key_of(h.log) == key]
    events = (read_event(headers[name], logbook.entry(name).payload) for name in names)
    return tuple(event for event in events if isinstance(event, EntriesLost))


def still_lost(logbook: Logbook) -> tuple[LostLine, ...]:
    """Return the losses of this installation that have not come back yet."""
    headers = logbook.headers()
    lines = []
    for event in losses(logbook):
        there = {h.seq for h in headers.values() if h.log == event.log}
        missing = sum(seq not in there for seq in range(event.first, event.last + 1))
        if missing or (event.head and event.head not in headers):
            lines.append(LostLine(event.log, event.first, event.last, max(missing, 1)))
    return tuple(lines)


def note_in_views(views: Connection, logbook: Logbook) -> None:
    """Note the last entry of the log that is written now."""
    row = (f"{LAST}{logbook.own}", f"{logbook.last_seq} {logbook.head}")
    views.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", row)


def marks_in_views(views: Connection) -> dict[str, Noted]:
    """Return the last entry noted of each log, by the log's id."""
    rows = views.execute("SELECT name, value FROM facts WHERE name LIKE ?", (f"{LAST}%",)).fetchall()
    pairs = ((name.removeprefix(LAST), value.split(" ")) for name, value in rows)
    return {log: Noted(int(seq), head) for log, (seq, head) in pairs}


def read_marks(path: Path, key: bytes) -> dict[str, Noted]:
    """Return what a views.db that nobody has open notes; nothing where there is none or it cannot be read."""
    if path.exists():
        with suppress(StorageFault, DatabaseError), closing(connect(path, key)) as views:
            return marks_in_views(views)
    return {}
