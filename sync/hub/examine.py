"""What becomes of entries that a device sends, decided one by one: pure, so that tables can test it.

An entry is kept if it verifies and the bureau enrolled its device. One whose device is not enrolled, or whose
log's first entry has not come, or whose payload is gone without an order to erase it, waits aside. One that
does not verify is refused. No entry's fate depends on another's being bad. `app.erasing` says who may order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.bureau import Bureau, fold_bureau
from app.erasing import is_erasable, may_order
from app.errors import BadEntry
from app.events import PayloadErased
from app.history import Recorded, place_all
from app.log import Entry, Header, opening_key, read_event, read_header, verify

UNOPENED = "该日志的开启记录尚未收到 | the log's first entry has not arrived"
UNENROLLED = "该设备尚未由局机关登记 | the device is not enrolled by the bureau"
REVOKED = "该设备已被局机关撤销，记录单独留存待查 | the bureau revoked the device; kept apart to be looked at"
EMPTIED = "内容缺失而没有依法删除的记录 | the payload is missing without an order to erase it"


Item = tuple[str, Header, Entry]  # id, header, entry


@dataclass(frozen=True, slots=True)
class Known:
    """What the hub knows before it looks at new entries."""

    root: str  # id of the bureau's log
    keys: dict[str, bytes]  # log -> its key, for the logs of the entries
    enrolled: frozenset[bytes]
    held: frozenset[str] = frozenset()  # those ids that are held already
    erased: frozenset[str] = frozenset()  # those ids whose erasure somebody entitled has ordered
    revoked: frozenset[bytes] = frozenset()  # keys that were enrolled once
    supervisors: frozenset[bytes] = frozenset()  # keys whose orders to erase count, as the bureau's
    size: int = 0  # of the hub's log then


@dataclass(slots=True)
class Verdict:
    """Every entry's fate; an id stands in one of them only."""

    kept: list[Item] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    aside: list[tuple[str, Entry, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    keys: dict[str, bytes] = field(default_factory=dict)  # of logs that these entries opened
    orders: list[PayloadErased] = field(default_factory=list)  # to erase, by who is entitled to


def read_all(entries: Iterable[Entry]) -> tuple[list[Item], list[tuple[str, str]]]:
    """Return entries with ids and headers, openings first; and what cannot be read, with reasons."""
    read: list[Item] = []
    refused: list[tuple[str, str]] = []
    for entry in entries:
        try:
            read.append((entry.id, read_header(entry.header), entry))
        except BadEntry as error:
            refused.append((entry.id, f"{error.zh} | {error.en}"))
    return sorted(read, key=lambda item: item[1].seq != 0), refused


def examine(items: Iterable[Item], known: Known) -> Verdict:
    """Decide what becomes of each entry that could be read, with any repetition."""
    verdict = Verdict()
    seen = set(known.held)
    emptied: list[Item] = []
    for name, header, entry in items:
        if name in seen:
            verdict.known.append(name)
            continue
        try:
            reason = _examine(header, entry, known, verdict)
        except BadEntry as error:
            verdict.refused.append((name, f"{error.zh} | {error.en}"))
            continue
        seen.add(name)
        if reason:
            verdict.aside.append((name, entry, reason))
        elif entry.payload is None and not (name in known.erased and is_erasable(header, known.root)):
            emptied.append((name, header, entry))
        else:
            verdict.kept.append((name, header, entry))
    ordered = {order.entry for order in verdict.orders}
    for name, header, entry in emptied:
        if name in ordered and is_erasable(header, known.root):
            verdict.kept.append((name, header, entry))
        else:
            verdict.aside.append((name, entry, EMPTIED))
    return verdict


def enrolled_by(root_entries: Iterable[Entry]) -> frozenset[bytes]:
    """Return the keys of devices that the bureau's own entries enrol and do not revoke."""
    return keys_in(bureau_of(root_entries), revoked=False)


def keys_in(bureau: Bureau, *, revoked: bool) -> frozenset[bytes]:
    """Return the keys of devices that are revoked, or of those that are not."""
    return frozenset(bytes.fromhex(d.key) for d in bureau.devices if bool(d.revoked) is revoked)


def bureau_of(root_entries: Iterable[Entry]) -> Bureau:
    """Return what the entries of the bureau's own log add up to, in any order."""
    entries = {entry.id: entry for entry in root_entries}
    headers = {name: read_header(entry.header) for name, entry in entries.items()}
    places = place_all(headers)
    return fold_bureau(
        Recorded(name, header, read_event(header, entries[name].payload), places[name])
        for name, header in headers.items()
    )


def _examine(header: Header, entry: Entry, known: Known, verdict: Verdict) -> str:
    """Check one entry; returns why it has to wait, "" if it need not. Raises BadEntry."""
    key = known.keys.get(header.log) or verdict.keys.get(header.log)
    if key is None and header.seq == 0 and entry.payload is not None:
        key = verdict.keys[header.log] = opening_key(entry)
    elif key is not None:
        verify(entry, key, header)
    if key is None:
        return UNOPENED
    event = read_event(header, entry.payload)
    if header.log != known.root and key not in known.enrolled:
        return REVOKED if key in known.revoked else UNENROLLED
    if isinstance(event, PayloadErased) and may_order(header.log, key, known.root, known.supervisors):
        verdict.orders.append(event)
    return ""
