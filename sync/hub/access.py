"""Who may see what at a hub: the bureau and its supervisors everything, a device its own cases.

A device's own are the cases that bear its number and those that the bureau assigned to it (`CaseAssigned`),
what it wrote itself, the bureau's own log, and how every log began. Only the bureau's word gives access: to
write into another device's case is no way into it. A revoked device may still bring what it has (that lands
in quarantine), and is shown nothing.

What each entry is about stands in tables of their own, filled up to the log's end whenever they are read: a
hub that was made before they existed has them at the next question. Places of the feed are those of the log,
so a cursor means the same whatever its device may see; an assignment brings the earlier entries of its case
along with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.errors import NotAllowed, NotFound
from app.events import CaseAssigned, LogOpened
from app.log import Entry, Header, read_event, read_header
from sync.frames import write_frame
from sync.hub import tables
from sync.hub.intake import Intake
from sync.hub.port import Database, Row, Statements
from sync.peer import MOST_ENTRIES, Inclusion, Outcome, Page, Peer, Upload
from sync.tlog import Proof

PAGE_BYTES = 1024 * 1024  # of a page, more only for a single entry and what an assignment brings along
SPAN = 50_000  # places looked through for one page
BATCH = 5_000  # entries read at once to say what they are about
NOBODY, EVERYBODY = -1, -2  # in the place of a device's number
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS about ("
    "place BIGINT PRIMARY KEY, log TEXT NOT NULL, device INTEGER NOT NULL, case_number TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS about_by_case ON about (case_number)",
    "CREATE TABLE IF NOT EXISTS named ("
    "sha256 TEXT NOT NULL, place BIGINT NOT NULL, PRIMARY KEY (sha256, place))",
)
ENTRIES = (
    "SELECT entries.place, header, signature, payload FROM entries JOIN about ON about.place = entries.place"
)


class Rank(Enum):
    """What a signing key is to the bureau."""

    BUREAU = "bureau"
    SUPERVISOR = "supervisor"
    DEVICE = "device"
    REVOKED = "revoked"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who asks."""

    rank: Rank
    device: int = NOBODY  # its number, as in case numbers
    logs: tuple[str, ...] = ()  # those that its key signs
    assigned: tuple[str, ...] = ()  # cases of other devices that the bureau gave it

    @property
    def sees_all(self) -> bool:
        return self.rank in (Rank.BUREAU, Rank.SUPERVISOR)


class Access:
    """Decides over one hub's database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._intake = Intake(database)
        database.transact(lambda db: [db.rows(statement) for statement in SCHEMA])

    def standing(self, key: bytes) -> Standing:
        """Return what a key is to the bureau now."""
        return self._database.transact(lambda db: self._standing(db, key))

    def feed(self, standing: Standing, start: int, most: int) -> Page:
        """Return what a device may see from a place on; the next place counts what it may not see, too."""

        def work(db: Statements) -> Page:
            end = min(fill(db), start + SPAN)
            frames: list[bytes] = []
            taken = count = 0
            for place, entry in _visible(db, standing, start, end, min(most, MOST_ENTRIES) + 1):
                brought = b"".join(write_frame(e) for e in (*_brought(db, standing, place, entry), entry))
                if frames and (taken + len(brought) > PAGE_BYTES or count == min(most, MOST_ENTRIES)):
                    return Page(b"".join(frames), place)
                frames.append(brought)
                taken, count = taken + len(brought), count + 1
            return Page(b"".join(frames), end)

        return self._database.transact(work)

    def may_see_blob(self, standing: Standing, sha256: str) -> bool:
        """Tell whether an entry that a device may see names a blob."""

        def work(db: Statements) -> bool:
            fill(db)
            which, values = _condition(standing)
            sql = f"SELECT 1 FROM named JOIN about ON about.place = named.place WHERE sha256 = ? AND {which}"
            return bool(db.rows(sql, (sha256, *values)))

        return self._database.transact(work)

    def _standing(self, db: Statements, key: bytes) -> Standing:
        logs = tuple(row[0] for row in db.rows("SELECT log FROM logs WHERE key = ?", (key,)))
        if tables.head(db).root in logs:
            return Standing(Rank.BUREAU, logs=logs)
        bureau = self._intake.bureau(db)
        device = bureau.device(key.hex())
        if device is None or device.revoked:
            return Standing(Rank.REVOKED if device else Rank.STRANGER)
        assigned = tuple(sorted(case for number, case in bureau.assigned if number == device.number))
        rank = Rank.SUPERVISOR if device.supervises else Rank.DEVICE
        return Standing(rank, device.number, logs, assigned)


class SeenBy:
    """A hub as one asker may see it; implements `sync.peer.Peer`."""

    def __init__(self, hub: Peer, access: Access, standing: Standing) -> None:
        self._hub = hub
        self._access = access
        self._standing = standing

    def checkpoint(self, known: str) -> str:
        return self._hub.checkpoint(known)

    def consistency(self, old: int, new: int) -> Proof:
        return self._hub.consistency(old, new)

    def receipts(self, names: Sequence[str], size: int) -> Mapping[str, Inclusion]:
        return self._hub.receipts(names, size)  # to ask for a digest, one must hold what it is of

    def append(self, frames: bytes) -> Outcome:
        return self._hub.append(frames)

    def upload(self, sha256: str) -> Upload:
        return self._hub.upload(sha256)

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        return self._hub.put_part(sha256, offset, total, data)

    def feed(self, start: int, most: int) -> Page:
        """Return what the asker may see. Raises NotAllowed for a revoked device, BadInput."""
        self._refuse_revoked()
        page = self._hub.feed(start, most if self._standing.sees_all else 1)
        return page if self._standing.sees_all else self._access.feed(self._standing, start, most)

    def leaves(self, start: int, most: int) -> Sequence[str]:
        """Return the names of leaves. Raises NotAllowed for whoever may not see all, BadInput."""
        if not self._standing.sees_all:
            raise NotAllowed(
                "中心全部内容的清单只给局机关、审核设备和其他中心；请用这样的设备同步。",
                "The list of all that the hub holds is for the bureau, supervisors' devices and other hubs.",
            )
        return self._hub.leaves(start, most)

    def get_blob(self, sha256: str, offset: int, most: int) -> bytes:
        """Return bytes of a blob that an entry names which the asker may see. Raises as the hub's."""
        self._refuse_revoked()
        if not self._standing.sees_all and not self._access.may_see_blob(self._standing, sha256):
            raise NotFound("中心没有该文件。", "The hub does not hold that file.")
        return self._hub.get_blob(sha256, offset, most)

    def _refuse_revoked(self) -> None:
        if self._standing.rank is Rank.REVOKED:
            raise NotAllowed(
                "本机已被局机关撤销：中心收存本机送来的记录待查，但不再提供资料；请联系局机关。",
                "The bureau revoked this device: the hub keeps what it brings, but gives nothing.",
            )


def fill(db: Statements) -> int:
    """Say of every entry that came since what it is about; returns the log's size."""
    head = tables.head(db)
    while True:
        last = db.rows("SELECT max(place) FROM about")[0][0]
        sql = "SELECT place, header FROM entries WHERE place > ? ORDER BY place LIMIT ?"
        new = [
            (place, read_header(bytes(raw)))
            for place, raw in db.rows(sql, (-1 if last is None else last, BATCH))
        ]
        rows: list[Row] = [(place, h.log, concerned(h, head.root), h.case) for place, h in new]
        db.many("INSERT INTO about VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)
        named: list[Row] = sorted({(ref.sha256, place) for place, h in new for ref in h.blobs})
        db.many("INSERT INTO named VALUES (?, ?) ON CONFLICT DO NOTHING", named)
        if len(new) < BATCH:
            return head.size


def concerned(header: Header, root: str) -> int:
    """Return the number of the device whom an entry concerns by its case number, or EVERYBODY, or NOBODY."""
    if header.log == root or header.kind == LogOpened.__name__:
        return EVERYBODY
    parts = header.case.rsplit("-", 2)  # fair, device, count
    fits = len(parts) == 3 and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) <= 9
    return int(parts[1]) if fits else NOBODY


def _condition(standing: Standing) -> tuple[str, tuple[object, ...]]:
    """Return the SQL that tells what may be seen, and its values."""
    logs, cases = (", ".join("?" * len(some)) or "NULL" for some in (standing.logs, standing.assigned))
    sql = f"(about.device IN (?, ?) OR about.log IN ({logs}) OR about.case_number IN ({cases}))"
    return sql, (EVERYBODY, standing.device, *standing.logs, *standing.assigned)


def _visible(
    db: Statements, standing: Standing, start: int, end: int, most: int
) -> Iterator[tuple[int, Entry]]:
    which, values = _condition(standing)
    sql = (
        f"{ENTRIES} WHERE entries.place >= ? AND entries.place < ? AND {which} ORDER BY entries.place LIMIT ?"
    )
    for place, *entry in db.rows(sql, (start, end, *values, most)):
        yield place, tables.entry_of(tuple(entry))


def _brought(db: Statements, standing: Standing, place: int, entry: Entry) -> list[Entry]:
    """Return the earlier entries of a case that this entry assigns to who asks."""
    header = read_header(entry.header)
    if header.kind != CaseAssigned.__name__:
        return []
    event = read_event(header, entry.payload)
    if not isinstance(event, CaseAssigned) or event.case not in standing.assigned:
        return []  # to somebody else, or not by the bureau
    sql = f"{ENTRIES} WHERE case_number = ? AND entries.place < ? ORDER BY entries.place"
    return [tables.entry_of(tuple(rest)) for _, *rest in db.rows(sql, (event.case, place))]
