"""Sharing by a file on a stick or share: what to put in, and what becomes of what comes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.bureau import Bureau, Device
from app.errors import BadInput, NotFound
from app.events import BundleAdmitted, BundleWritten, Event
from app.history import Place
from app.log import BlobRef, Entry, Header
from app.sharing import PeerLine, Progress, Received, Sent
from sync.courier import HubCard
from sync.exchange import NOTHING, Receipt, lacking_blobs, lacking_entries, receipt_of
from sync.frames import read_pieces, read_records, write_records
from sync.intake import Intake, Keeper
from sync.medium import Medium
from sync.salvage import read_mirror, size_of_mirror
from sync.volumes import VOLUME, Parcel, Source, Writer, first_of, read_volumes, size_of


class Store(Keeper, Protocol):
    """What sharing needs of this device's stores."""

    @property
    def bureau(self) -> Bureau: ...

    @property
    def own(self) -> str: ...

    @property
    def seal_key(self) -> X25519PrivateKey: ...

    def places(self) -> Mapping[str, Place]: ...

    def entry(self, name: str) -> Entry: ...

    def key_of(self, log: str) -> bytes | None: ...

    def last_lacking(self, logs: Iterable[str]) -> tuple[str, ...]:
        """Return the blobs that the owner of `logs` said it lacked, when it last read a bundle."""
        ...

    def record(self, event: Event) -> None:
        """Sign an event of no case into this device's log."""
        ...

    def get_blob(self, sha256: str) -> bytes: ...


class Post(Protocol):
    """The way to hubs that only a stick reaches."""

    def answers(self) -> "Answers":
        """Return a taker of what hubs answered, for one reading."""
        ...

    def write(self, path: Path, hub: HubCard, progress: Progress) -> Parcel: ...


class Answers(Protocol):
    """Takes what a hub answered by stick."""

    def take(self, message: bytes, brought: str) -> None: ...

    @property
    def came(self) -> bool: ...

    @property
    def receipts(self) -> int: ...

    @property
    def problem(self) -> str: ...


class Stick:
    """Implements `app.kit.Stick` over a store, and over the post to hubs where there is one."""

    def __init__(
        self,
        store: Store,
        post: Post | None = None,
        medium: Medium | None = None,
        volume: int = VOLUME,
    ) -> None:
        self._store = store
        self._post = post
        self._medium = medium or Medium()
        self._volume = volume

    def write(self, path: Path, recipients: Sequence[str], progress: Progress) -> Sent:
        """Write what the recipients (signing keys, hex) have not confirmed into a bundle sealed to them.

        Where an earlier attempt broke off, the files that it finished are kept and writing goes on there.

        Raises:
            BadInput: an unknown recipient, or the work was stopped.
            StorageFault: see `sync.volumes.Writer`.
        """
        devices = [self._device(key) for key in recipients]
        places, headers = self._store.places(), self._store.headers()
        wanted: dict[str, None] = {}
        refs: dict[str, BlobRef] = {}
        for device in devices:
            receipt = self._receipt(device, headers, places)
            wanted |= dict.fromkeys(lacking_entries(receipt, places))
            refs |= lacking_blobs(receipt, wanted, headers)
        names = sorted(wanted, key=lambda name: (places[name].depth, name))
        present = [ref for ref in in_order(refs, headers, places) if self._store.has_blob(ref.sha256)]
        total = sum(ref.size for ref in present) + 600 * len(names)
        parcel = Writer(
            path,
            [bytes.fromhex(device.seal_key) for device in devices],
            Source(self._store.entry, self._store.get_blob),
            lambda done: progress(min(done, total), total),
            self._medium,
            self._volume,
        ).write(names, present)
        who = tuple(device.name for device in devices)
        self._store.record(BundleWritten(who, parcel.entries, parcel.blobs, parcel.digest))
        return Sent(str(path), who, parcel.entries, parcel.blobs, parcel.size, parcel.digest, parcel.problems)

    def write_for_hub(self, path: Path, hub: HubCard, progress: Progress) -> Sent:
        """Write what a hub has given no receipt for into a bundle for it, and ask for the receipts.

        It goes on no record, no more than a sync on a line does: else what says so would never be safe.

        Raises:
            BadInput, StorageFault: see `sync.courier.Courier.write`.
        """
        if self._post is None:
            raise NotFound("本机没有中心的名片。", "This device has no card of a hub.")
        parcel = self._post.write(path, hub, progress)
        return Sent(
            str(path), (hub.name,), parcel.entries, parcel.blobs, parcel.size, parcel.digest, parcel.problems
        )

    def read(self, path: Path, progress: Progress) -> Received:
        """Admit what a bundle, or the folder of a black box, holds: all of it verified.

        A file that breaks off keeps what was whole before; reading it again is harmless.

        Raises:
            BadInput: not a bundle for this device; nothing was taken from it.
            StorageFault: this device's disk or the medium refuses.
        """
        path = first_of(path)
        total = size_of_mirror(path) if path.is_dir() else size_of(path)
        answers = self._post.answers() if self._post else None
        intake = Intake(self._store, total, progress, answers.take if answers else _ignore)
        if path.is_dir():
            bundle_digest, broke_off = "", read_mirror(path, self._store.seal_key, intake)
        else:
            bundle_digest, broke_off = read_volumes(path, self._store.seal_key, intake)
        lacking = self._lacking()
        report = intake.report(path, bundle_digest, broke_off, len(lacking))
        if answers:
            report = replace(report, receipts=answers.receipts, problem=answers.problem)
        came = answers is not None and answers.came
        if not came and (report.entries_new or report.blobs_new):
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


def in_order(
    refs: Mapping[str, BlobRef], headers: Mapping[str, Header], places: Mapping[str, Place]
) -> list[BlobRef]:
    """Return blobs in an order to which later entries add at the end: that of the entries that name them."""
    first: dict[str, tuple[int, str]] = {}
    for name, header in headers.items():
        at = (places[name].depth, name)
        for ref in header.blobs:
            if ref.sha256 in refs:
                first[ref.sha256] = min(at, first.get(ref.sha256, at))
    return [refs[sha256] for sha256 in sorted(refs, key=lambda sha256: (first[sha256], sha256))]


def _ignore(message: bytes, brought: str) -> None:
    """Take no answers of hubs."""


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
