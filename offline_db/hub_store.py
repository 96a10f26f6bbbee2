"""A data folder as an uplink sees it (`sync.uplink.Store`), so that the wings need not know each other."""

from collections.abc import Iterable, Mapping, Sequence

from app.events import AlarmRaised
from app.log import BlobRef, Entry, Header
from app.sharing import Admitted
from offline_db.alarms import HUB, raise_alarm
from offline_db.data_folder import DataFolder
from offline_db.receipts import Proved


class HubStore:
    """The stores of one open data folder."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._receipts = folder.logbook.receipts

    def headers(self) -> Mapping[str, Header]:
        return self._folder.headers()

    def entry(self, name: str) -> Entry:
        return self._folder.entry(name)

    def admit(self, entries: Iterable[Entry]) -> Admitted:
        return self._folder.admit(entries)

    def has_blob(self, sha256: str) -> bool:
        return self._folder.has_blob(sha256)

    def get_blob(self, sha256: str) -> bytes:
        return self._folder.get_blob(sha256)

    def put_blob(self, data: bytes, role: str) -> BlobRef:
        return self._folder.put_blob(data, role)

    def lacking_blobs(self) -> Mapping[str, BlobRef]:
        """Return the blobs that entries name and that are not here, without those lawfully erased."""
        taken = self._folder.logbook.taken_files()
        return {
            ref.sha256: ref
            for header in self.headers().values()
            for ref in header.blobs
            if ref.sha256 not in taken and not self.has_blob(ref.sha256)
        }

    def note(self, hub: str) -> str:
        return self._receipts.note(hub)

    def keep_note(self, hub: str, origin: str, size: int, note: str) -> None:
        self._receipts.keep_note(hub, origin, size, note)

    def receipted(self, origin: str) -> set[str]:
        return self._receipts.receipted(origin)

    def keep_receipts(self, origin: str, note: str, found: Mapping[str, Proved]) -> None:
        self._receipts.keep_receipts(origin, note, found)

    def cursor(self, origin: str) -> int:
        return self._receipts.cursor(origin)

    def move_cursor(self, origin: str, place: int) -> None:
        self._receipts.move_cursor(origin, place)

    @property
    def sees_all(self) -> bool:
        """Whether this is the bureau's own device or a supervisor's."""
        device = self._folder.casebook.device
        return self._folder.casebook.leads or bool(device and device.supervises)

    def crown(self, origin: str) -> tuple[int, bytes]:
        return self._receipts.crown(origin)

    def keep_crown(self, origin: str, size: int, hashes: bytes) -> None:
        self._receipts.keep_crown(origin, size, hashes)

    def known_entries(self, ids: Sequence[str]) -> set[str]:
        """Return those that are here, in quarantine too."""
        headers, aside = self.headers(), self._folder.logbook.aside()
        return {name for name in ids if name in headers or name in aside}

    def keep_alarm(self, hub: str, text: str, note: str, fact: str) -> None:
        """Keep what is wrong with a hub, once for each fact in this device's own log."""
        self._receipts.keep_alarm(hub, text, note)
        raise_alarm(self._folder.casebook, AlarmRaised(HUB, hub, fact, text, note))
