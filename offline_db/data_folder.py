"""Opens the folder that holds this installation's keys, log, views, blobs and register.

One folder belongs to one running program: log.db is taken exclusively. Implements what sharing needs of
the stores (`sync.stick.Store`), so that the wings need not know each other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.audit import Audit, audit
from app.bureau import Bureau
from app.erasing import may_order, refuse_order, supervisors_in
from app.errors import NotFound, StorageFault
from app.events import BundleAdmitted, Event, LogOpened, PayloadErased
from app.fair import StandList, read_stands
from app.history import Place
from app.letterhead import Letterhead, read_letterhead, shipped_letterhead
from app.log import BlobRef, Clock, Entry, Header, read_event
from app.safety import LostLine
from app.sharing import Admitted
from offline_db.alarms import name_forks
from offline_db.blobs import BlobFolder, measure
from offline_db.casebook import Casebook
from offline_db.clock import read_clock
from offline_db.driver import connect, refuse_unfit_driver
from offline_db.durable import make_folder
from offline_db.entry_table import EntryTable, create_table, open_table
from offline_db.keys import DeviceKeys, make_keys, needs_passphrase, open_keys
from offline_db.last_seen import LastSeen, read_marks, still_lost
from offline_db.logbook import Logbook
from offline_db.machine_secret import SYSTEM, Safe
from offline_db.officer_keys import OfficerKeys
from offline_db.schema import migrate_views

FREE = (LogOpened.__name__, PayloadErased.__name__)  # entries that others may have waited for
KEYS, LOG, VIEWS, BLOBS, REGISTER = "keys.json", "log.db", "views.db", "blobs", "register"


class DataFolder:
    """An open data folder; close it when done."""

    def __init__(
        self,
        path: Path,
        keys: DeviceKeys,
        table: EntryTable,
        clock: Callable[[], Clock] = read_clock,
        safe: Safe | None = None,
    ) -> None:
        """Open the stores; `safe` is where the last number is noted, None where the machine notes nothing."""
        self.path = path
        self.keys = keys
        self.blobs = BlobFolder(path / BLOBS, keys.derive("blobs"))
        self.officer_keys = OfficerKeys(path, keys.derive("officers"))
        self.logbook = Logbook(table, keys)
        views = connect(path / VIEWS, keys.derive("views"))
        migrate_views(views)
        self._last_seen = LastSeen(self.logbook, views, safe)
        self._last_seen.go_on(clock())
        self.casebook = Casebook(self.logbook, views, clock)
        self._obey()
        self._stands: dict[str, StandList] = {}
        self._letterheads: dict[str, Letterhead] = {}
        self._open = True

    @property
    def register_path(self) -> Path:
        return self.path / REGISTER

    @property
    def bureau(self) -> Bureau:
        return self.casebook.bureau

    @property
    def own(self) -> str:
        return self.logbook.own

    @property
    def seal_key(self) -> X25519PrivateKey:
        return self.keys.sealing

    def headers(self) -> Mapping[str, Header]:
        return self.logbook.headers()

    def places(self) -> Mapping[str, Place]:
        return self.logbook.places()

    def entry(self, name: str) -> Entry:
        return self.logbook.entry(name)

    def key_of(self, log: str) -> bytes | None:
        return self.logbook.key_of(log)

    def last_lacking(self, logs: Iterable[str]) -> tuple[str, ...]:
        """Return the blobs that the owner of `logs` said it lacked, when it last read a bundle."""
        own = set(logs)
        kind = BundleAdmitted.__name__
        reads = [(h.seq, n) for n, h in self.headers().items() if h.log in own and h.kind == kind]
        if not reads:
            return ()
        entry = self.entry(max(reads)[1])
        event = read_event(self.headers()[entry.id], entry.payload)
        return event.lacking if isinstance(event, BundleAdmitted) else ()

    def admit(self, entries: Iterable[Entry]) -> Admitted:
        """Admit entries from outside, then those that waited for the bureau's word or their log's opening."""
        supervisors = supervisors_in(self.bureau)
        admitted = self.logbook.admit(entries, self.casebook.enrolled_keys(), supervisors)
        self.casebook.admit_done(admitted)
        if admitted.new:
            name_forks(self.casebook)
        self._obey()
        headers = self.headers()
        frees = (headers[name] for name in admitted.new)
        if any(h.log == self.logbook.root or h.kind in FREE for h in frees):
            freed = self.retry_quarantine(self.casebook.enrolled_keys())
            self._obey()
            waiting = tuple(pair for pair in admitted.aside if pair[0] not in set(freed.new))
            return replace(admitted, new=admitted.new + freed.new, aside=waiting)
        return admitted

    def retry_quarantine(self, enrolled: Iterable[bytes]) -> Admitted:
        """Admit what waited aside, now that more is known."""
        freed = self.logbook.retry_quarantine(enrolled, supervisors_in(self.bureau))
        self.casebook.admit_done(freed)
        return freed

    def order(self, order: PayloadErased) -> None:
        """Sign an order to erase and carry it out here. Those who receive it do the same.

        Raises:
            NotAllowed, NotFound, BadInput: see `app.erasing.refuse_order`.
        """
        header, root = self.headers().get(order.entry), self.logbook.root
        entitled = may_order(self.own, self.keys.key, root, supervisors_in(self.bureau))
        refuse_order(header, root, entitled=entitled)
        self.casebook.order(order, header.case if header else "")
        self._obey()

    def _obey(self) -> None:
        """Carry out what orders have taken; what fails is tried again at the next opening."""
        cases = self.logbook.obey()
        for sha256 in self.logbook.taken_files():
            if self.blobs.has(sha256):
                self.blobs.erase(sha256)
        if cases:
            self.casebook.fold_again(cases)

    def record(self, event: Event) -> None:
        """Sign an event of no case into this device's log."""
        self.casebook.append("", event)

    def get_blob(self, sha256: str) -> bytes:
        return self.blobs.get(sha256)

    def has_blob(self, sha256: str) -> bool:
        return self.blobs.has(sha256)

    def put_blob(self, data: bytes, role: str) -> BlobRef:
        ref = measure(data, role)
        return ref if ref.sha256 in self.logbook.taken_files() else self.blobs.put(data, role)

    def stand_list(self, sha256: str) -> StandList:
        """Return a fair's stands by the digest of their list; read once.

        Raises:
            NotFound, BadInput: the list is not here, or cannot be read.
        """
        if sha256 not in self._stands:
            self._stands[sha256] = read_stands(self.blobs.get(sha256))
        return self._stands[sha256]

    def letterhead(self, sha256: str) -> Letterhead:
        """Return a bureau's forms pack by its digest, "" for what ships with the program; read once.

        Raises:
            NotFound, BadInput: the pack is not here, or cannot be read.
        """
        if sha256 not in self._letterheads:
            self._letterheads[sha256] = (
                read_letterhead(self.blobs.get(sha256)) if sha256 else shipped_letterhead()
            )
        return self._letterheads[sha256]

    def audit(self) -> Audit:
        """Check the whole log with its blobs again, from the bytes."""
        return audit(
            self.logbook.entries(),
            root=self.logbook.root,
            blob_state=_blob_state(self.blobs),
            own=self.own,
            noted=self.casebook.noted(),
        )

    def lost(self) -> tuple[LostLine, ...]:
        """Return what this installation had acknowledged, lost and not got back yet."""
        return still_lost(self.logbook)

    def close(self) -> None:
        """Note the last entry and close; once closed, nothing is done."""
        if self._open:
            self._open = False
            try:
                self._last_seen.note()
            finally:
                self.casebook.close()


def create_data_folder(
    path: Path,
    name: str,
    program: str,
    *,
    bureau: bool = False,
    passphrase: str = "",
    clock: Callable[[], Clock] = read_clock,
    safe: Safe = SYSTEM,
) -> DataFolder:
    """Make a new installation in an empty folder; `bureau` makes its log the root of all.

    Without a passphrase nothing is protected: that is for practice.

    Raises:
        StorageFault: the folder holds an installation already, or the disk or keyring refuses.
        BadInput: the passphrase is guessed too easily.
    """
    refuse_unfit_driver()
    try:
        make_folder(path)
    except OSError as error:
        raise StorageFault(
            f"无法建立数据文件夹 {path}；请检查位置和权限。",
            f"The data folder {path} cannot be made; check its place and permissions.",
        ) from error
    keys = make_keys(path / KEYS, passphrase, safe)
    log_key = keys.derive("log")
    table = create_table(path / LOG, log_key, keys, seal_key=keys.seal_key, name=name, program=program)
    folder = DataFolder(path, keys, table, clock)
    if bureau:
        folder.logbook.pin_root(folder.own)
        folder.casebook.rebuild()
    return folder


def open_data_folder(
    path: Path, passphrase: str = "", clock: Callable[[], Clock] = read_clock, safe: Safe = SYSTEM
) -> DataFolder:
    """Open an installation.

    Raises:
        StorageFault: missing, wrong passphrase, another machine's, damaged, or in use by another program.
    """
    keys = open_keys(path / KEYS, passphrase, safe)
    noted = safe if "machine" in keys.needs else None
    return DataFolder(path, keys, open_table(path / LOG, keys.derive("log")), clock, noted)


def holds_installation(path: Path) -> bool:
    """Tell whether a folder holds an installation."""
    return (path / KEYS).exists()


def is_locked(path: Path) -> bool:
    """Tell whether the installation asks for a passphrase."""
    return needs_passphrase(path / KEYS)


def audit_folder(path: Path, passphrase: str = "", safe: Safe = SYSTEM) -> Audit:
    """Check an installation's log and blobs as they lie on the disk, without folding anything from them.

    Raises:
        StorageFault: the folder cannot be opened at all.
    """
    keys = open_keys(path / KEYS, passphrase, safe)
    table = open_table(path / LOG, keys.derive("log"))
    try:
        identity = table.identity()
        root, own = identity.get("root", ""), identity.get("log", "")
        blobs = BlobFolder(path / BLOBS, keys.derive("blobs"))
        noted = read_marks(path / VIEWS, keys.derive("views"))
        return audit(table.entries(), root=root, blob_state=_blob_state(blobs), own=own, noted=noted)
    finally:
        table.close()


def _blob_state(blobs: BlobFolder) -> Callable[[BlobRef], str]:
    def state(ref: BlobRef) -> str:
        try:
            blobs.verify(ref.sha256)
        except NotFound:
            return "missing"
        except StorageFault:
            return "altered"
        return ""

    return state
