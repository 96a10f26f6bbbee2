"""What can be proved of a case, over an open data folder: its time windows, its report, its export."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.custody import Stamped, Window, stamps_of, window_of
from app.custody.evidence import Evidence, Proof, files_of
from app.custody.report import Proved, report_forms, report_values
from app.documents import Extras, render
from app.errors import BadInput, NotFound, StorageFault
from app.events import CheckpointStamped, DeviceEnrolled, Exported
from app.front.hub_desk import Card, decoded
from app.front.wiring import House
from app.history import Recorded
from app.log import read_event
from app.proof import values_json
from offline_db.data_folder import DataFolder
from sync.peer import BLOB, ENTRY


class Custody:
    """The proofs of one data folder."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._headers = folder.headers()
        self._places = folder.places()
        roots = folder.bureau.roots
        self.authorities = tuple(bytes.fromhex(r.authority_root) for r in roots if r.authority_root)
        self.stamps: tuple[Stamped, ...] = tuple(stamps_of(self._tokens(), self.authorities))

    def window(self, entry: str) -> Window:
        """Return the window of an entry. Raises KeyError where it is not here."""
        header = self._headers[entry]
        found = self._folder.logbook.receipts.cover(ENTRY + entry)
        return window_of(
            header,
            self._places[entry],
            self.stamps,
            covered_by=found[1] if found else "",
            previous=self._headers.get(header.prev),
        )

    def proved(self, case: str) -> Proved:
        """Return what is proved of the entries and files of a case."""
        mine = {name: header for name, header in self._headers.items() if header.case == case}
        leaves = [*(ENTRY + n for n in mine), *(BLOB + r.sha256 for h in mine.values() for r in h.blobs)]
        found = ((leaf, self._receipt(leaf)) for leaf in leaves)
        bureau = self._folder.bureau
        keys = {log: self._folder.key_of(log) for log in {header.log for header in mine.values()}}
        devices = {log: bureau.device(key.hex()) for log, key in keys.items() if key}
        return Proved(
            {name: self.window(name) for name in mine},
            {leaf: f"中心 hub {p.note.split()[0]} #{p.place}" for leaf, p in found if p},
            {officer.id: officer.name for officer in bureau.officers},
            {log: device.name for log, device in devices.items() if device},
        )

    def evidence(
        self, entries: Sequence[str], originals: Mapping[str, bytes], report: bytes, *, masked: bool
    ) -> Evidence:
        """Put together what is handed out with some entries: their keys, proofs and tokens."""
        given = [*entries, *self._around(entries)]
        logs = {self._headers[name].log for name in given}
        keys = {log: key for log in sorted(logs) if (key := self._folder.key_of(log))}
        leaves = [*(ENTRY + name for name in entries), *(BLOB + sha256 for sha256 in originals)]
        return Evidence(
            [self._folder.entry(name) for name in dict.fromkeys(given)],
            originals,
            keys,
            self._folder.logbook.root,
            self._hub_key(),
            [proof for leaf in leaves for proof in self._proofs(leaf)],
            self.authorities,
            self._headers,
            lambda name: self._folder.entry(name).header,
            report,
            masked,
        )

    def _around(self, entries: Sequence[str]) -> Iterator[str]:
        """Yield what vouches for entries: first entries of logs, enrolments, tokens that bound them."""
        logs = {self._headers[name].log for name in entries} | {self._folder.own}
        windows = [self.window(name) for name in entries]
        tokens = {s.entry for w in windows for s in (w.after, w.before) if s}
        logs |= {self._headers[token].log for token in tokens} | {self._folder.logbook.root}
        keys = {key.hex() for log in logs if (key := self._folder.key_of(log))}
        for name, header in self._headers.items():
            if header.seq == 0 and header.log in logs:
                yield name
            if header.kind == DeviceEnrolled.__name__ and header.log == self._folder.logbook.root:
                event = read_event(header, self._folder.entry(name).payload)
                if isinstance(event, DeviceEnrolled) and event.key in keys:
                    yield name
        yield from sorted(tokens)

    def _proofs(self, leaf: str) -> Iterator[Proof]:
        receipts = self._folder.logbook.receipts
        if (receipt := self._receipt(leaf)) is not None:
            yield receipt
        if (found := receipts.cover(leaf)) is not None:
            (place, hashes), stamp = found
            event = read_event(self._headers[stamp], self._folder.entry(stamp).payload)
            if isinstance(event, CheckpointStamped):
                yield Proof(leaf, place, hashes, event.note)

    def _receipt(self, leaf: str) -> Proof | None:
        receipts = self._folder.logbook.receipts
        for note in self._notes():
            found = receipts.receipt(note.split("\n", 1)[0], leaf)
            if found is not None:
                return Proof(leaf, *found[0], found[1])
        return None

    def _notes(self) -> list[str]:
        receipts = self._folder.logbook.receipts
        cards = [decoded(text.encode(), Card) for text in receipts.card_texts()]
        return [note for card in cards if (note := receipts.note(card.key))]

    def _hub_key(self) -> bytes:
        texts = self._folder.logbook.receipts.card_texts()
        return bytes.fromhex(decoded(texts[0].encode(), Card).key) if texts else b""

    def _tokens(self) -> Iterator[Recorded]:
        for name, header in self._headers.items():
            if header.kind == CheckpointStamped.__name__:
                event = read_event(header, self._folder.entry(name).payload)
                yield Recorded(name, header, event, self._places[name])


def custody_report(house: House, number: str, photos: Sequence[str] = ()) -> bytes:
    """Return the custody report of a case, or of some of its photos, as a signed PDF/A.

    Raises:
        NotFound: no such case, no fair pack.
    """
    kit = house.kit
    case = kit.casebook.case(number)
    values = report_values(case, Custody(house.folder).proved(number), photos)
    forms, now = report_forms(), kit.now()
    agency = kit.letterhead.agency or kit.fair().agency
    extras = Extras(agency=agency, issued=f"{now.year}年{now.month}月{now.day}日")
    done = render(forms["zh"], values, extras, kit.fonts, gloss=forms["en"])
    officers = kit.casebook.duty.officers
    return kit.signing.finish(done.pdf, values_json(values), "", officers=officers, moment=now).pdf


def export_evidence(
    house: House, number: str, folder: Path, event: Exported, photos: Sequence[str] = ()
) -> int:
    """Write a case's evidence, or that of some photos, into a new folder; returns the number of files.

    That it was exported, to whom and on what basis is on record first, and part of what is written.

    Raises:
        BadInput: no recipient, purpose or basis, or photos that are not of the case.
        NotFound: no such case. StorageFault: the folder is not empty, or the disk refuses.
    """
    case = house.kit.casebook.case(number)
    if not (event.recipient.strip() and event.purpose.strip() and event.basis.strip()):
        raise BadInput(
            "请写明证据交给谁、作何用途、依据哪一规定。",
            "Say who gets the evidence, for what, on what basis.",
        )
    if missing := set(photos) - {photo.sha256 for photo in case.photos}:
        raise NotFound(
            f"案卷中没有照片 {min(missing)[:16]}。", f"There is no photo {min(missing)[:16]} in the case."
        )
    _make_empty(folder)
    house.kit.casebook.append(number, event)
    report = custody_report(house, number, photos)
    records = house.folder.logbook.records(case=number)
    chosen = [r for r in records if not photos or _about(r, set(photos))]
    originals = {
        ref.sha256: house.folder.get_blob(ref.sha256)
        for record in chosen
        for ref in record.header.blobs
        if house.folder.has_blob(ref.sha256) and _may_go(ref.sha256, ref.role, photos, masked=event.masked)
    }
    custody = Custody(house.folder)
    evidence = custody.evidence([r.id for r in chosen], originals, report, masked=event.masked)
    count = 0
    for name, data in files_of(evidence, house.folder.own, house.folder.keys.sign):
        _write(folder / name, data)
        count += 1
    return count


def _about(record: Recorded, photos: set[str]) -> bool:
    """Tell whether an entry belongs to an export of some photos: it names one, or is this export."""
    names = {ref.sha256 for ref in record.header.blobs}
    named = getattr(record.event, "name", "")
    return bool(names & photos) or named in photos or isinstance(record.event, Exported)


def _may_go(sha256: str, role: str, photos: Sequence[str], *, masked: bool) -> bool:
    named = sha256 in photos
    return named and role == "photo" if masked else named or not photos


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        full = any(folder.iterdir())
    except OSError as error:
        raise _not_written(folder) from error
    if full:
        raise StorageFault(
            f"{folder} 不是空文件夹；请为证据选择一个新的空文件夹。",
            f"{folder} is not empty; choose a new, empty folder for the evidence.",
        )


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise _not_written(path) from error


def _not_written(path: Path) -> StorageFault:
    return StorageFault(
        f"无法写入 {path}；导出不完整，不要交出，请检查位置、权限和剩余空间后重新导出。",
        f"{path} cannot be written; the export is not whole: do not hand it out. Check place and space.",
    )


def add_custody_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `export-evidence` and `custody-report`."""
    export = commands.add_parser("export-evidence", help="write a case's evidence for others to check")
    export.add_argument("case")
    export.add_argument("folder", help="a new, empty folder")
    export.add_argument("--recipient", required=True)
    export.add_argument("--purpose", required=True)
    export.add_argument("--basis", required=True, help="the legal basis")
    export.add_argument("--photo", action="append", default=[], help="only this photo (SHA-256)")
    export.add_argument("--masked", action="store_true", help="withhold payloads with personal data")
    export.set_defaults(run=run_export)
    report = commands.add_parser("custody-report", help="write a case's chain of custody as a PDF")
    report.add_argument("case")
    report.add_argument("path")
    report.add_argument("--photo", action="append", default=[], help="only this photo (SHA-256)")
    report.set_defaults(run=run_report)


def run_export(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Export evidence and say what was written."""
    thing = "photos" if args.photo else "case"
    event = Exported(
        thing, args.case, args.recipient, args.purpose, args.basis, args.masked, tuple(args.photo)
    )
    count = export_evidence(house, args.case, Path(args.folder), event, args.photo)
    yield f"evidence: {count} files in {args.folder}; bureau's log: {house.folder.logbook.root}"


def run_report(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Write a custody report."""
    _write(Path(args.path), custody_report(house, args.case, args.photo))
    yield f"report: {args.path}"
