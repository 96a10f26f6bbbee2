"""Sharing by a file on a stick or share: what to put in, and what becomes of what comes out."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.bureau import Bureau, Device
from app.errors import BadInput, InspectionError, NotFound
from app.events import BundleAdmitted, BundleWritten, Event
from app.history import Place
from app.log import BlobRef, Entry, Header, digest
from app.sharing import Admitted, PeerLine, Progress, Received, Sent
from sync.bundle import digest_of, read_bundle, write_bundle
from sync.exchange import NOTHING, Receipt, lacking_blobs, lacking_entries, receipt_of
from sync.frames import BATCH, BlobPart, End, read_pieces, read_records, write_records


class Store(Protocol):
    """What sharing needs of this device's stores."""

    @property
    def bureau(self) -> Bureau: ...

    @property
    def own(self) -> str: ...

    @property
    def seal_key(self) -> X25519PrivateKey: ...

    def headers(self) -> Mapping[str, Header]: ...

    def places(self) -> Mapping[str, Place]: ...

    def entry(self, name: str) -> Entry: ...

    def key_of(self, log: str) -> bytes | None: ...

    def last_lacking(self, logs: Iterable[str]) -> tuple[str, ...]:
        """Return the blobs that the owner of `logs` said it lacked, when it last read a bundle."""
        ...

    def admit(self, entries: Iterable[Entry]) -> Admitted: ...

    def record(self, event: Event) -> None:
        """Sign an event of no case into this device's log."""
        ...

    def get_blob(self, sha256: str) -> bytes: ...

    def has_blob(self, sha256: str) -> bool: ...

    def put_blob(self, data: bytes, role: str) -> BlobRef: ...


class Stick:
    """Implements `app.kit.Stick` over a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, path: Path, recipients: Sequence[str], progress: Progress) -> Sent:
        """Write what the recipients (signing keys, hex) have not confirmed into a bundle sealed to them.

        Raises:
            BadInput: an unknown recipient, or the work was stopped.
            StorageFault: see `write_bundle`.
        """
        devices = [self._device(key) for key in recipients]
        places, headers = self._store.places(), self._store.headers()
        names: dict[str, None] = {}
        refs: dict[str, BlobRef] = {}
        for device in devices:
            receipt = self._receipt(device, headers, places)
            names |= dict.fromkeys(lacking_entries(receipt, places))
            refs |= lacking_blobs(receipt, names, headers)
        present = [ref for ref in refs.values() if self._store.has_blob(ref.sha256)]
        total = sum(ref.size for ref in present) + 600 * len(names)
        sent = write_bundle(
            path,
            [bytes.fromhex(device.seal_key) for device in devices],
            (self._store.entry(name) for name in names),
            ((ref.sha256, self._store.get_blob(ref.sha256)) for ref in present),
            lambda done: progress(min(done, total), total),
        )
        who = tuple(device.name for device in devices)
        self._store.record(BundleWritten(who, len(names), len(present), sent))
        return Sent(str(path), who, len(names), len(present), path.stat().st_size, sent)

    def read(self, path: Path, progress: Progress) -> Received:
        """Admit what a bundle holds: every entry verified, every blob compared with its name.

        A file that breaks off keeps what was whole before; reading it again is harmless.

        Raises:
            BadInput: not a bundle for this device; nothing was taken from it.
            StorageFault: this device's disk or the medium refuses.
        """
        total = path.stat().st_size if path.exists() else 0
        intake = _Intake(self._store, total, progress)
        bundle_digest = digest_of(path)
        broke_off = ""
        try:
            for item in read_bundle(path, self._store.seal_key):
                intake.take(item)
        except InspectionError as error:
            if not intake.took_any:
                raise
            broke_off = error.zh
        intake.flush()
        lacking = self._lacking()
        report = intake.report(path, bundle_digest, broke_off, len(lacking))
        if report.entries_new or report.blobs_new:
            shown = tuple(sorted(lacking)[:500])
            event = BundleAdmitted(
                bundle_digest, report.entries_new, report.blobs_new, len(report.aside), shown
            )
            self._store.record(event)
        return report

    def peers(self) -> tuple[PeerLine, ...]:
        """Return every other enrolled device with what it has confirmed so far."""
        places, headers = self._store.places(), self._store.headers()
        own_key = (self._store.key_of(self._store.own) or b"").hex()
        lines = []
        for device in self._store.bureau.devices:
            if device.key == own_key or device.revoked:
                continue
            receipt = self._receipt(device, headers, places)
            waiting = lacking_entries(receipt, places)
            logs = self._logs(device, headers)
            heard = max((h.t for h in headers.values() if h.log in logs), default=0)
            blobs = len(lacking_blobs(receipt, waiting, headers))
            confirmed = len(places) - len(waiting)
            lines.append(PeerLine(device.name, device.key, confirmed, len(waiting), blobs, heard))
        return tuple(lines)

    def write_request(self, path: Path) -> None:
        """Write this device's opening entry, for the bureau to enrol it; it holds no secret.

        Raises:
            NotFound: this device's log has lost its first entry.
        """
        for name, header in self._store.headers().items():
            if header.log == self._store.own and header.seq == 0:
                path.write_bytes(b"".join(write_records([self._store.entry(name)], ())))
                return
        raise NotFound(
            "本机日志缺少开启记录；请从备份恢复。", "The log has lost its first entry; restore the backup."
        )

    def _device(self, key: str) -> Device:
        device = self._store.bureau.device(key)
        if device is None:
            raise BadInput(
                "接收方不在本局设备名录中；请先由局机关登记该设备。",
                "The recipient is not among the bureau's devices; let the bureau enrol it first.",
            )
        return device

    def _logs(self, device: Device, headers: Mapping[str, Header]) -> set[str]:
        known = {header.log for header in headers.values()}
        return {log for log in known if (self._store.key_of(log) or b"").hex() == device.key}

    def _receipt(self, device: Device, headers: Mapping[str, Header], places: Mapping[str, Place]) -> Receipt:
        logs = self._logs(device, headers)
        if not logs:
            return NOTHING
        return receipt_of(logs, headers, places, self._store.last_lacking(logs))

    def _lacking(self) -> set[str]:
        named = {ref.sha256 for header in self._store.headers().values() for ref in header.blobs}
        return {sha256 for sha256 in named if not self._store.has_blob(sha256)}


class _Intake:
    """Takes what a bundle yields, in batches."""

    def __init__(self, store: Store, total: int, progress: Progress) -> None:
        self._store = store
        self._total = total
        self._progress = progress
        self._batch: list[Entry] = []
        self._admitted = Admitted()
        self._open: dict[str, bytearray] = {}
        self._blobs_new = self._blobs_known = self._entries = self._blobs = self._done = 0
        self._end: End | None = None
        self._names: set[str] = set()

    @property
    def took_any(self) -> bool:
        return bool(self._entries or self._blobs or self._end)

    def take(self, item: Entry | BlobPart | End) -> None:
        match item:
            case Entry():
                self._entries += 1
                self._batch.append(item)
                self._tell(len(item.header) + len(item.payload or b""))
                if len(self._batch) >= BATCH:
                    self.flush()
            case BlobPart():
                self.flush()
                self._take_part(item)
                self._tell(len(item.data))
            case End():
                self._end = item

    def flush(self) -> None:
        """Admit the entries that wait."""
        if self._batch:
            batch, self._batch = self._batch, []
            self._admitted += self._store.admit(batch)

    def report(self, path: Path, bundle_digest: str, broke_off: str, lacking: int) -> Received:
        headers = self._store.headers()
        cases = {headers[name].case for name in self._admitted.new if name in headers} - {""}
        agree = self._end == End(self._entries, self._blobs)
        return Received(
            str(path),
            sum(name in headers for name in self._admitted.new),
            self._admitted.known,
            tuple(reason for _, reason in self._admitted.aside),
            self._admitted.refused,
            self._blobs_new,
            self._blobs_known,
            lacking,
            tuple(sorted(cases)),
            agree and not broke_off,
            broke_off,
            bundle_digest,
        )

    def _take_part(self, part: BlobPart) -> None:
        held = self._open.setdefault(part.sha256, bytearray())
        if part.offset != len(held):
            raise BadInput(
                "同步包中的文件次序有误；请让发送方重新导出。",
                "A file in the bundle is out of order; ask the sender to export it again.",
            )
        held += part.data
        if len(held) < part.total:
            return
        data = bytes(self._open.pop(part.sha256))
        self._blobs += 1
        role = self._role(part.sha256)
        if digest(data) != part.sha256 or not role:
            return  # not what it claims, or named by no entry that was admitted: not kept
        if self._store.has_blob(part.sha256):
            self._blobs_known += 1
        else:
            self._store.put_blob(data, role)
            self._blobs_new += 1

    def _role(self, sha256: str) -> str:
        for header in self._store.headers().values():
            for ref in header.blobs:
                if ref.sha256 == sha256:
                    return ref.role
        return ""

    def _tell(self, size: int) -> None:
        self._done += size
        if not self._progress(min(self._done, self._total), self._total):
            raise BadInput(
                "已取消；已核验的部分已保存，可稍后再读。",
                "Cancelled; what was verified is kept, and the file can be read again.",
            )


def read_request(path: Path) -> Entry:
    """Return the opening entry in a device's request file.

    Raises:
        BadInput: not such a file.
    """
    try:
        with path.open("rb") as file:
            for item in read_records(read_pieces(file)):
                if isinstance(item, Entry):
                    return item
    except OSError as error:
        raise BadInput(
            f"无法读取 {path.name}；请检查文件。", f"{path.name} cannot be read; check the file."
        ) from error
    raise BadInput(
        "这不是设备登记申请；请在设备上重新生成。",
        "This is not a device's request; make it again on the device.",
    )
