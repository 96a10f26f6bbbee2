"""The signed entries of every log known here.

This installation adds to its own log only. Entries of other logs are admitted by their proofs; an entry
whose device the bureau has not enrolled is kept aside in quarantine, with the reason, and tried again
when the bureau's log grows. Safe to use from several threads.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from app.erasing import is_erasable, may_order
from app.errors import BadEntry, StorageFault
from app.events import PayloadErased
from app.history import Ends, Place, place_next
from app.log import (
    Clock,
    Entry,
    Header,
    Position,
    Signer,
    opening_key,
    read_event,
    read_header,
    verify,
)
from app.sharing import Admitted
from offline_db.drafting import Draft, reopen, seal
from offline_db.entry_table import EntryTable
from offline_db.log_reader import LogReader

EMPTIED = "内容缺失且未见依法删除的记录 | emptied, and no entry orders that erasure"


class Logbook(LogReader):
    """Every log known here, and how entries come into them."""

    def __init__(self, table: EntryTable, signer: Signer) -> None:
        super().__init__(table)
        self._signer = signer

    def append(
        self, drafts: Sequence[Draft], officers: Sequence[str], clock: Clock, *, ordering: bool = False
    ) -> tuple[str, ...]:
        """Sign drafts into this installation's log, all or none; durable on return. Returns the ids.

        With `ordering`, orders to erase among them count, and `obey` carries them out.

        Raises:
            StorageFault: the disk refuses; nothing of these was recorded.
        """
        with self._lock:
            position = self._next_position()
            signed: list[tuple[str, Header, Entry]] = []
            for draft in drafts:
                entry = seal(self._signer, position, draft, officers, clock, self.receipts.newest)
                signed.append((entry.id, read_header(entry.header), entry))
                position = Position(position.log, position.seq + 1, entry.id)
            supervisors = (self._signer.key,) if ordering else ()
            self._table.insert(signed, self._ordered(signed, supervisors) if ordering else ())
            for name, header, _ in signed:
                self._headers[name] = header
                forked = header.prev in self._ends.followed
                self._places[name] = place_next(name, header, self._places, forked)
                self._ends.note(name, header)
            return tuple(name for name, _, _ in signed)

    def admit(
        self, entries: Iterable[Entry], enrolled: Iterable[bytes], supervisors: Collection[bytes] = ()
    ) -> Admitted:
        """Admit entries from outside: those that verify and whose log's key is enrolled (or is the root's).

        Any order, any repetition; the set of kept entries is the union. A copy without its payload waits
        aside until an entry orders that erasure: else an emptied copy could come before the whole one. An
        order counts by `app.erasing` with the keys of `supervisors`; what it takes is never written.
        """
        allowed = set(enrolled)
        new: dict[str, tuple[str, Header, Entry]] = {}
        aside: list[tuple[str, str]] = []
        refused: list[str] = []
        known = 0
        with self._lock:
            before = self._places
            for entry in sorted(entries, key=lambda e: (e.payload is None, _opening_first(e))):
                if (name := entry.id) in self._headers or name in new:
                    known += 1
                    continue
                try:
                    header, reason = self._examine(entry, allowed)
                except BadEntry as error:
                    refused.append(error.zh)
                    continue
                if not reason:
                    new[name] = (name, header, entry)
                    continue
                aside.append((name, reason))
                self._table.set_aside(name, entry, reason)
            orders = self._ordered(new.values(), supervisors)
            for name, entry in self._settle_emptied(new, orders):
                aside.append((name, EMPTIED))
                self._table.set_aside(name, entry, EMPTIED)
            if new:
                self._table.insert(list(new.values()), orders)
                self._headers.update({name: header for name, header, _ in new.values()})
                self._place_all()
            moved = () if before is self._places else _moved(before, self._places)
        return Admitted(tuple(new), known, tuple(aside), tuple(refused), moved)

    def aside(self) -> set[str]:
        """Return the ids of what lies in quarantine."""
        with self._lock:
            return {name for name, _, _ in self._table.aside()}

    def retry_quarantine(self, enrolled: Iterable[bytes], supervisors: Collection[bytes] = ()) -> Admitted:
        """Try entries that were set aside once more, after the bureau's log has grown."""
        with self._lock:
            admitted = self.admit([entry for _, entry, _ in self._table.aside()], enrolled, supervisors)
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

    def obey(self) -> tuple[str, ...]:
        """Remove the payloads that orders have taken and that are here yet; returns the cases concerned."""
        with self._lock:
            due = [name for name in self._table.due() if is_erasable(self._headers[name], self.root)]
            if due:
                self._table.empty(due)
            return tuple(sorted({self._headers[name].case for name in due} - {""}))

    def close(self) -> None:
        with self._lock:
            self._table.close()

    def rotate(self, clock: Clock) -> None:
        """Go on in a fresh log that names every head known here, those of this installation's old log too.

        Done as soon as it is known that this installation was restored from an older image, before it numbers
        or writes anything: where its log has two ends, neither is written to any more, and both stay. The
        bureau's own log is never left.

        Raises:
            StorageFault: the disk refuses; the old log is still written.
        """
        with self._lock:
            if self.own == self.root:
                return
            opening = next(n for n, h in self._headers.items() if h.log == self.own and h.seq == 0)
            heads = sorted(self._ends.tips)
            entry = reopen(self._signer, self._table.entry(opening), heads, clock, self.receipts.newest)
            header = read_header(entry.header)
            self._table.begin_log((entry.id, header, entry))
            self.own, self._ends = header.log, Ends(header.log)
            self._headers[entry.id] = header
            self._place_all()

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
        verify(entry, key, header)
        read_event(header, entry.payload)
        if header.log != self.root and key not in allowed:
            return header, "该设备尚未由局机关登记 | the device is not enrolled by the bureau"
        return header, ""

    def _ordered(
        self, new: Iterable[tuple[str, Header, Entry]], supervisors: Collection[bytes]
    ) -> list[tuple[str, str]]:
        """Return what new entries order to erase, by somebody whose order counts: (entry, order)."""
        found: list[tuple[str, str]] = []
        for name, header, entry in new:
            event = read_event(header, entry.payload) if header.kind == PayloadErased.__name__ else None
            entitled = may_order(header.log, self._keys.get(header.log), self.root, supervisors)
            if isinstance(event, PayloadErased) and entitled:
                found.append((event.entry, name))
        return found

    def _settle_emptied(
        self, new: dict[str, tuple[str, Header, Entry]], orders: Iterable[tuple[str, str]]
    ) -> list[tuple[str, Entry]]:
        """Empty those new entries that an order has taken; take out and return those emptied without one."""
        taken = self._table.erasures().keys() | {target for target, _ in orders}
        aside: list[tuple[str, Entry]] = []
        for name, header, entry in list(new.values()):
            if name in taken and is_erasable(header, self.root):
                new[name] = (name, header, replace(entry, payload=None))
            elif entry.payload is None:
                aside.append((name, new.pop(name)[2]))
        return aside


def _moved(before: Mapping[str, Place], after: Mapping[str, Place]) -> tuple[str, ...]:
    """Return the entries that have another place now."""
    return tuple(name for name, place in before.items() if after[name] != place)


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
