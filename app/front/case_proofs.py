"""What can be proved of a case over an open data folder: its time windows, and what is handed out of it."""

from collections.abc import Iterator, Mapping, Sequence

from app.custody import Stamped, Window, stamps_of, window_of
from app.custody.evidence import Evidence, Proof
from app.custody.report import Proved
from app.erasing import is_erasable
from app.events import CheckpointStamped, DeviceEnrolled, Erased, Exported, PayloadErased
from app.front.hub_desk import Card, decoded
from app.history import Recorded
from app.log import read_event
from offline_db.data_folder import DataFolder
from sync.peer import BLOB, ENTRY


class CustodyDesk:
    """The proofs of what an open data folder holds now. Implements `app.kit.Custody`."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder

    def proved(self, case: str) -> Proved:
        """See `app.kit.Custody`."""
        return CaseProofs(self._folder).proved(case)

    def evidence(self, case: str, event: Exported, report: bytes) -> Evidence:
        """See `app.kit.Custody`."""
        return CaseProofs(self._folder).evidence(case, event, report)

    def erasable(self, case: str) -> Mapping[str, tuple[str, ...]]:
        """See `app.kit.Custody`."""
        root = self._folder.logbook.root
        return {
            record.id: tuple(ref.sha256 for ref in record.header.blobs)
            for record in self._folder.logbook.records(case=case)
            if is_erasable(record.header, root) and not isinstance(record.event, Erased)
        }

    def order(self, order: PayloadErased) -> None:
        """See `app.kit.Custody`."""
        self._folder.order(order)


class CaseProofs:
    """The proofs of a data folder as it is at one time."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._headers = folder.headers()
        self._places = folder.places()
        self.authorities = tuple(map(bytes.fromhex, folder.bureau.authorities))
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

    def evidence(self, case: str, event: Exported, report: bytes) -> Evidence:
        """Put together what is handed out of a case: entries and files, their keys, proofs and tokens."""
        photos = set(event.photos)
        records = self._folder.logbook.records(case=case)
        chosen = [r for r in records if not photos or _about(r, photos)]
        refs = {ref.sha256 for record in chosen for ref in record.header.blobs}
        going = photos or (set() if event.masked else refs)
        originals = sorted(sha256 for sha256 in refs & going if self._folder.has_blob(sha256))
        entries = [record.id for record in chosen]
        given = [*entries, *self._around(entries)]
        logs = {self._headers[name].log for name in given}
        keys = {log: key for log in sorted(logs) if (key := self._folder.key_of(log))}
        leaves = [*(ENTRY + name for name in entries), *(BLOB + sha256 for sha256 in originals)]
        return Evidence(
            [self._folder.entry(name) for name in dict.fromkeys(given)],
            originals,
            self._folder.get_blob,
            self._folder.own,
            keys,
            self._folder.logbook.root,
            self._hub_key(),
            [proof for leaf in leaves for proof in self._proofs(leaf)],
            self.authorities,
            self._headers,
            lambda name: self._folder.entry(name).header,
            report,
            event.masked,
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


def _about(record: Recorded, photos: set[str]) -> bool:
    """Tell whether an entry belongs to an export of some photos: it names one, or is this export."""
    names = {ref.sha256 for ref in record.header.blobs}
    named = getattr(record.event, "name", "")
    return bool(names & photos) or named in photos or isinstance(record.event, Exported)
