"""The signed entries of every log known here.

This installation adds to its own log only. Entries of other logs are admitted by their proofs; an entry
whose device the bureau has not enrolled is kept aside in quarantine, with the reason, and tried again
when the bureau's log grows. Safe to use from several threads.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.errors import BadEntry, StorageFault
from app.events import Event, PayloadErased
from app.history import Ends, Fork, Place, Recorded, forks, in_order, place_all, place_next
from app.log import (
    BlobRef,
    Clock,
    Entry,
    Header,
    Position,
    Signer,
    opening_key,
    read_event,
    read_header,
    seal_entry,
    verify,
    write_payload,
)
from app.sharing import Admitted
from offline_db.entry_table import EntryTable


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is about to be signed."""

    event: Event
    case: str = ""
    blobs: tuple[BlobRef, ...] = ()


class Logbook:
    """Every log known here; `own` is this installation's, `root` the bureau's ("" before it is pinned)."""

    def __init__(self, table: EntryTable, signer: Signer) -> None:
        self._table = table
        self._signer = signer
        self._lock = table.lock
        self.receipts = table.receipts
        identity = table.identity()
        self.own = identity["log"]
        self.root = identity.get("root", "")
        self._headers = table.headers()
        self._places: dict[str, Place] = {}
        self._keys: dict[str, bytes] = {}
        self._ends = Ends(self.own)
        self._place_all()

    def append(self, drafts: Sequence[Draft], officers: Sequence[str], clock: Clock) -> tuple[str, ...]:
        """Sign drafts into this installation's log, all or none; durable on return. Returns the ids.

        Raises:
            StorageFault: the disk refuses; nothing of these was recorded.
        """
        with self._lock:
            position = self._next_position()
            signed: list[tuple[str, Header, Entry]] = []
            for draft in drafts:
                entry = _seal(self._signer, position, draft, officers, clock, self.receipts.newest)
                signed.append((entry.id, read_header(entry.header), entry))
                position = Position(position.log, position.seq + 1, entry.id)
            self._table.insert(signed)
            for name, header, _ in signed:
                self._headers[name] = header
                forked = header.prev in self._ends.followed
                self._places[name] = place_next(name, header, self._places, forked)
                self._ends.note(name, header)
            return tuple(name for name, _, _ in signed)

    def admit(self, entries: Iterable[Entry], enrolled: Iterable[bytes]) -> Admitted:
        """Admit entries from outside: those that verify and whose log's key is enrolled (or is the root's).

        Any order, any repetition; the set of kept entries is the union. A copy without its payload waits
        aside until an entry orders that erasure: else an emptied copy could come before the whole one.
        """
        allowed = set(enrolled)
        new: dict[str, tuple[str, Header, Entry]] = {}
        aside: list[tuple[str, str]] = []
        refused: list[str] = []
        known = 0
        with self._lock:
            for entry in sorted(entries, key=lambda e: (e.payload is None, _opening_first(e))):
                if (name := entry.id) in self._headers or name in new:
                    known += 1
                    continue
                try:
                    header, reason = self._examine(entry, allowed)
                except BadEntry as error:
                    refused.append(error.zh)
                    continue
                if entry.payload is None and not reason and name not in self._ordered(new.values()):
                    reason = "内容缺失且未见依法删除的记录 | emptied, and no entry orders that erasure"
                if reason:
                    aside.append((name, reason))
                    self._table.set_aside(name, entry, reason)
                else:
                    new[name] = (name, header, entry)
            if new:
                self._table.insert(list(new.values()))
                self._headers.update({name: header for name, header, _ in new.values()})
                self._place_all()
        return Admitted(tuple(new), known, tuple(aside), tuple(refused))

    def retry_quarantine(self, enrolled: Iterable[bytes]) -> Admitted:
        """Try entries that were set aside once more, after the bureau's log has grown."""
        with self._lock:
            admitted = self.admit([entry for _, entry, _ in self._table.aside()], enrolled)
            self._table.readmit(admitted.new)
        return admitted

    def pin_root(self, root: str) -> None:
        """Trust a bureau's log as the root, once and for all.

        Raises:
            StorageFault: another root is pinned already.
        """
        with self._lock:
            if self.root == root:
                return
            if self.root:
                raise _other_bureau()
            self._table.pin("root", root)
            self.root = root

    def erase(self, target: str, basis: str, officers: Sequence[str], clock: Clock) -> None:
        """Remove an entry's payload because the law demands it; the erasure is an entry of its own."""
        with self._lock:
            header = self._headers[target]
            event = PayloadErased(target, basis, tuple(ref.sha256 for ref in header.blobs))
            (name,) = self.append([Draft(event, header.case)], officers, clock)
            self._table.erase(target, name)

    def obey_erasures(self) -> tuple[str, ...]:
        """Remove payloads whose erasure is on record and that came back, as from a backup; returns blobs too.

        The digests of the blobs that were erased with them are returned, for the blobs' keeper.
        """
        kind = PayloadErased.__name__
        blobs: list[str] = []
        with self._lock:
            done = self._table.erasures()
            for name, header in self._headers.items():
                event = read_event(header, self._table.entry(name).payload) if header.kind == kind else None
                if isinstance(event, PayloadErased) and event.entry in self._headers:
                    blobs += event.blobs
                    if event.entry not in done:
                        self._table.erase(event.entry, name)
        return tuple(blobs)

    def entry(self, name: str) -> Entry:
        with self._lock:
            return self._table.entry(name)

    def entries(self) -> Iterator[Entry]:
        """Yield every entry: each log in the order of its numbers."""
        with self._lock:
            yield from self._table.entries()

    def erasures(self) -> dict[str, str]:
        """Return what was lawfully erased: entry id -> id of the erasing entry."""
        with self._lock:
            return self._table.erasures()

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

    def close(self) -> None:
        with self._lock:
            self._table.close()

    def _next_position(self) -> Position:
        seq, prev = self._ends.own
        mine, others = self._places[prev], self._ends.tips_beside(self.own, self._headers)
        saw = (name for name in others if not mine.has_seen(self._places[name]))
        return Position(self.own, seq + 1, prev, tuple(sorted(saw)))

    def _examine(self, entry: Entry, allowed: set[bytes]) -> tuple[Header, str]:
        """Check one entry from outside; the text says why it has to wait, "" if it need not."""
        header = read_header(entry.header)
        key = self._keys.get(header.log)
        if key is None and header.seq == 0 and entry.payload is not None:
            key = self._keys[header.log] = opening_key(entry)
        if key is None:
            return header, "该日志的开启记录尚未收到 | the log's first entry has not arrived"
        verify(entry, key)
        read_event(header, entry.payload)
        if header.log != self.root and key not in allowed:
            return header, "该设备尚未由局机关登记 | the device is not enrolled by the bureau"
        return header, ""

    def _ordered(self, new: Iterable[tuple[str, Header, Entry]]) -> set[str]:
        kind = PayloadErased.__name__
        known = ((h, self._table.entry(n)) for n, h in self._headers.items() if h.kind == kind)
        return _erased_by([*known, *((header, entry) for _, header, entry in new)])

    def _place_all(self) -> None:
        self._places = place_all(self._headers)
        for name, header in self._headers.items():
            self._ends.note(name, header)
        first = [(n, h.log) for n, h in self._headers.items() if h.seq == 0]
        self._keys |= {log: opening_key(self._table.entry(name)) for name, log in first}


def _seal(
    signer: Signer, position: Position, draft: Draft, officers: Sequence[str], clock: Clock, after: str
) -> Entry:
    payload = write_payload(draft.event, secrets.token_bytes(16))
    return seal_entry(
        signer,
        position,
        draft.event,
        payload,
        clock=clock,
        case=draft.case,
        officers=officers,
        blobs=draft.blobs,
        after=after,
    )


def _erased_by(entries: Iterable[tuple[Header, Entry]]) -> set[str]:
    """Return the entries whose erasure is ordered by one of these."""
    orders = (read_event(h, entry.payload) for h, entry in entries if h.kind == PayloadErased.__name__)
    return {order.entry for order in orders if isinstance(order, PayloadErased)}


def _opening_first(entry: Entry) -> tuple[bool, int]:
    """Sort key: bytes that claim to open a log come first, then by claimed number; never fails."""
    try:
        seq = read_header(entry.header).seq
    except BadEntry:
        return True, 0
    return seq != 0, seq


def _other_bureau() -> StorageFault:
    return StorageFault(
        "本机已登记于另一个局机关，不能改换；请用新的数据文件夹。",
        "This device belongs to another bureau already; use a new data folder.",
    )
