"""Backups of a data folder, and installations made again from them alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.audit import Audit
from app.errors import BadInput, NotAllowed
from app.events import BundleWritten
from app.front.boxes import bureau_readers
from app.log import BlobRef, Entry, Header, read_header
from app.sharing import Admitted, Progress, go_on
from offline_db.data_folder import DataFolder, create_data_folder
from offline_db.keys import refuse_weak
from offline_db.revival import revive_bureau, secrets_of
from sync.backup import LOCK, keep_secrets, open_lock, read_secrets
from sync.frames import Item
from sync.intake import Intake
from sync.medium import Medium
from sync.mirror import Mirror, make_mirror, open_mirror
from sync.salvage import missing_files, read_counts, read_facts, read_mirror, size_of_mirror
from sync.segments import segments


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, of what the backup says that it holds."""

    entries: int
    of_entries: int
    blobs: int
    of_blobs: int
    problems: tuple[str, ...]  # "Chinese | English"

    @property
    def whole(self) -> bool:
        return self.entries >= self.of_entries and self.blobs >= self.of_blobs and not self.problems


def back_up(folder: DataFolder, target: Path, passphrase: str, medium: Medium | None = None) -> Mirror:
    """Add to a backup what it lacks, beginning it where there is none; returns it, closed.

    It is sealed to the passphrase, where one is set, to the bureau and to this device. The bureau's own
    holds the bureau's keys too, under the passphrase alone.

    Raises:
        NotAllowed: nobody could read it. BadInput: a weak or another passphrase. StorageFault.
    """
    medium = medium or Medium()
    readers = [folder.keys.seal_key, *bureau_readers(folder)]
    if passphrase or (target / LOCK).exists():
        begun = bool(segments(target))
        if not begun:
            refuse_weak(passphrase)
        locked = open_lock(target, passphrase, make=not begun, medium=medium).public_key().public_bytes_raw()
        readers.append(locked)
        if folder.casebook.leads:
            keep_secrets(target, locked, secrets_of(folder.keys), medium)
    elif folder.casebook.leads or len(readers) == 1:
        raise NotAllowed(
            "请为备份设置口令：没有口令，本机损坏后将无人能读这份备份。",
            "Set a passphrase for the backup: without one nobody could read it once this machine is lost.",
        )
    folder.record(BundleWritten(("备份 backup",), len(folder.headers()), 0, ""))
    unique = tuple(dict.fromkeys(readers))
    if segments(target):
        mirror = open_mirror(folder, target, unique, folder.keys.sealing, folder.keys.key, medium)
    else:
        mirror = make_mirror(folder, target, unique, folder.keys, folder.logbook.root, medium)
    try:
        mirror.catch_up(lambda: True)
        mirror.note_counts()
    finally:
        mirror.close()
    return mirror


def restore(
    backup: Path,
    private: X25519PrivateKey,
    data: Path,
    name: str,
    program: str,
    passphrase: str = "",
    progress: Progress = go_on,
) -> tuple[DataFolder, Restored]:
    """Make an installation in an empty folder from a backup or a black box alone.

    The bureau's own goes on with its keys and log. Any other gets new keys and a new log, which the bureau
    enrols under a new number: nothing that the lost one numbered after the backup is given twice.

    Raises:
        BadInput: no backup, or not sealed to this key. StorageFault: the folder is not empty.
    """
    facts = read_facts(backup, private)
    secrets = read_secrets(backup, private)
    if secrets:
        folder = revive_bureau(data, secrets, _opening(backup, private, facts.root), passphrase)
        own = 0
    else:
        folder = create_data_folder(data, name, program, passphrase=passphrase)
        folder.logbook.pin_root(facts.root)
        own = 1
    intake = Intake(_Keeper(folder), size_of_mirror(backup), progress, lambda message, whole: None)
    broke_off = read_mirror(backup, private, intake)
    folder.casebook.rebuild()
    counts = read_counts(backup, private)
    problems = [f"缺少文件 {missing} | the file {missing} is missing" for missing in missing_files(backup)]
    problems += [f"{broke_off} | a file is damaged: {broke_off}"] if broke_off else []
    blobs = sum(1 for _ in folder.blobs.digests())
    return folder, Restored(len(folder.headers()) - own, counts.entries, blobs, counts.blobs, tuple(problems))


class _Keeper:
    """Keeps what comes back; what a device wrote that was revoked later was admitted once, and is again."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder

    def headers(self) -> Mapping[str, Header]:
        return self._folder.headers()

    def admit(self, entries: Iterable[Entry]) -> Admitted:
        admitted = self._folder.admit(entries)
        if not admitted.aside:
            return admitted
        every = {bytes.fromhex(device.key) for device in self._folder.bureau.devices}
        return admitted + self._folder.retry_quarantine(every)

    def has_blob(self, sha256: str) -> bool:
        return self._folder.has_blob(sha256)

    def put_blob(self, data: bytes, role: str) -> BlobRef:
        return self._folder.put_blob(data, role)


def audit_restored(folder: DataFolder) -> Audit:
    """Check a restored installation whole; that its new log waits for the bureau's word is no fault."""
    found = folder.audit()
    return replace(found, problems=tuple(p for p in found.problems if p.entry or p.log != folder.own))


def _opening(backup: Path, private: X25519PrivateKey, root: str) -> Entry:
    """Return the first entry of the bureau's log. Raises BadInput where the backup lost it."""
    finder = _Finder(root)
    read_mirror(backup, private, finder)
    if finder.found is None:
        raise BadInput(
            "备份中没有局机关日志的第一条记录；请使用另一份备份。",
            "The backup has lost the first entry of the bureau's log; use another backup.",
        )
    return finder.found


class _Finder:
    """Takes nothing but the first entry of one log."""

    def __init__(self, log: str) -> None:
        self._log = log
        self.found: Entry | None = None
        self.took_any = self.last = self.whole = True

    def take(self, item: Item) -> None:
        if self.found is None and isinstance(item, Entry):
            header = read_header(item.header)
            if (header.log, header.seq) == (self._log, 0):
                self.found = item

    def flush(self) -> None:
        """Nothing waits."""


def lines_of(restored: Restored) -> Iterator[str]:
    """Say what came back."""
    yield f"restored {restored.entries} of {restored.of_entries} entries"
    yield f"restored {restored.blobs} of {restored.of_blobs} files"
    yield from (f"  {problem}" for problem in restored.problems)
