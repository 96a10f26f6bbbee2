"""The cached register of this installation: one pack, replaced by import, never changed in place.

Safe to use from several threads. An absent pack is an empty register; a damaged one says so when it is
asked, and does not keep the program from starting.
"""

import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.checks.context import company_key
from app.errors import BadInput, StorageFault
from app.names.answers import HolderAnswer, HolderLine, NameAnswer, NameFilter, NameHit
from app.names.folding import fold
from app.names.likeness import explain
from app.names.tables import Tables, load_tables
from app.names.words import Words, load_words
from app.rights import Extract, ImportReport, Kind, Known, NumberKnown, Right, Status
from app.sharing import FilePreview, Progress
from offline_db.importers import recognise, spreadsheet, table
from offline_db.pack.builder import build_pack, disk_fault, swap_in
from offline_db.pack.manifest import FILE
from offline_db.pack.pack import Pack
from offline_db.pack.search import make_sign

NOTHING = Extract("（尚未导入）", date(1970, 1, 1), "", 0)
MOST_RIGHTS = 50  # of one mark that are shown
MORE = 8  # times as many marks are looked at where a filter will strike some out
CHINA = timezone(timedelta(hours=8), "CST")  # China Standard Time


class RegisterFile:
    """Implements `app.kit.RegisterShelf` over the pack in one folder."""

    def __init__(self, path: Path, key: Ed25519PrivateKey | None = None) -> None:
        self._path = path
        self._key = key or Ed25519PrivateKey.generate()
        self._lock = threading.RLock()
        self._pack: Pack | None = None
        self._fault: StorageFault | None = None
        self._open()

    @property
    def extract(self) -> Extract:
        return self._pack.extract if self._pack else NOTHING

    @cached_property
    def _tables(self) -> Tables:
        return load_tables()

    @cached_property
    def _words(self) -> Words:
        return load_words(self._tables)

    def find(self, number: str) -> tuple[Right, ...]:
        """Return the rights that carry `number` in any spelling; () if none or if nothing was imported."""
        with self._lock:
            pack = self._opened()
            return pack.find(number) if pack else ()

    def search(
        self, name: str, *, kinds: frozenset[Kind] = frozenset(), nice: str = "", limit: int = 50
    ) -> tuple[Right, ...]:
        """Return rights whose name contains `name`, folded, in any spelling: shorter names first."""
        with self._lock:
            pack = self._opened()
            if pack is None:
                return ()
            han, latin = fold(name, self._tables)
            rights = pack.holding(han, latin)
            fitting = (
                r for r in rights if (not kinds or r.kind in kinds) and (not nice or nice in r.classes)
            )
            return tuple(islice(fitting, limit))

    def resembling(self, sign: str, narrow: NameFilter, limit: int = 20) -> NameAnswer:
        """Return marks that sound, look or read like a sign, nearest first, with the reasons.

        Counts are of the marks looked at, before `narrow` but for its class.
        """
        with self._lock:
            pack = self._opened()
            if pack is None:
                return NameAnswer(sign, (), self.extract)
            made = make_sign(*fold(sign, self._tables), self._tables, self._words)
            nice = int(narrow.nice) if narrow.nice.isdecimal() and 0 < int(narrow.nice) < 46 else 0
            found = pack.nearest(made, limit if narrow == NameFilter(narrow.nice) else limit * MORE, nice)
            hits: list[NameHit] = []
            counts: dict[str, Counter[str]] = {
                "nice": Counter(),
                "status": Counter(),
                "kind": Counter(),
                "office": Counter(),
            }
            for text, _, places in found:
                rights = [pack.right_of(*place) for place in places[:MOST_RIGHTS]]
                _count(rights, counts)
                rights = [right for right in rights if passes(right, narrow)]
                if rights and len(hits) < limit:
                    rights.sort(key=lambda r: r.status is not Status.IN_FORCE)
                    likeness = explain(sign, text, self._tables, self._words)
                    more = max(0, len(places) - MOST_RIGHTS)
                    hits.append(NameHit(text, likeness, tuple(rights), len(rights) + more))
            return NameAnswer(sign, tuple(hits), self.extract, counts)

    def by_holder(self, name: str, narrow: NameFilter, limit: int = 50) -> HolderAnswer:
        """Return holders of that name in any spelling of company forms, then those whose name holds it."""
        key = company_key(name)
        with self._lock:
            pack = self._opened()
            if pack is None or not key:
                return HolderAnswer((), (), 0)
            found: list[Right] = []
            holders: Counter[str] = Counter()
            for right in pack.all_rights():
                own = {holder for holder in right.holders if key in company_key(holder)}
                if own and passes(right, narrow):
                    found.append(right)
                    holders.update(own)
        found.sort(key=lambda r: (not _held_by(key, r), r.status is not Status.IN_FORCE))
        lines = [HolderLine(holder, count, company_key(holder) == key) for holder, count in holders.items()]
        lines.sort(key=lambda line: (not line.same, -line.rights, line.name))
        return HolderAnswer(tuple(lines[:limit]), tuple(found[:limit]), len(found))

    def family(self, right: Right) -> tuple[Right, ...]:
        """Return the rights that share a number with this one (application, publication, grant), it too."""
        numbers = (right.application_number, right.registration_number, *right.publication_numbers)
        found = (other for number in numbers if number for other in self.find(number))
        return tuple(dict.fromkeys((right, *found)))

    def known_number(self, number: str) -> NumberKnown:
        """Say whether a number is in the extract, else whether the office has it at all."""
        return NumberKnown(Known.IN_EXTRACT if self.find(number) else Known.NO_FILTER)

    def take_pack(self, path: Path, progress: Progress) -> Extract:
        """Take over a signed pack from a folder; the old register serves on until every byte is checked.

        Raises:
            BadInput: no whole pack, or cancelled.
            StorageFault: a file of it is damaged, or the disk refuses.
        """
        folder = self._path.with_name(f"{self._path.name}.taken")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            _copy(path, folder, progress)
            Pack.open(folder).close()
            with self._lock:
                self.close()
                swap_in(folder, self._path)
                self._open()
        except OSError as error:
            raise disk_fault() from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return self.extract

    def preview_file(self, path: Path) -> FilePreview:
        """Return what a register file is, and of a table its first rows. Raises BadInput."""
        importer = recognise(path)
        return importer.preview(path) if importer in (table, spreadsheet) else FilePreview(importer.NAME)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        name: str,
        as_of: date,
        digest: str = "",
        progress: Progress,
        mapping: Mapping[str, Mapping[str, str]] | None = None,
    ) -> ImportReport:
        """Import files of any known format into a new register and swap it in.

        `mapping` names by file the columns of tables whose own names are not known.

        Raises:
            BadInput: unknown format, nothing readable, or stopped; the old register serves on.
            StorageFault: the disk refuses; the old register serves on.
        """
        began = time.monotonic()
        reports = build_pack(
            self._path, paths, name=name, as_of=as_of, now=datetime.now(CHINA), key=self._key,
            tables=self._tables, progress=progress, source=digest, mapping=mapping or {},
            while_swapping=self._lock, before_swap=self.close,
        )  # fmt: skip
        with self._lock:
            self._open()
        rejected = tuple(bad for report in reports for bad in report.rejected)[:200]
        count, bad = sum(r.records for r in reports), sum(r.rejections for r in reports)
        return ImportReport(self.extract, count, rejected, bad, time.monotonic() - began)

    def close(self) -> None:
        with self._lock:
            if self._pack is not None:
                self._pack.close()
                self._pack = None

    def _opened(self) -> Pack | None:
        if self._fault is not None:
            raise self._fault
        return self._pack

    def _open(self) -> None:
        self._fault = None
        if not (self._path / FILE).exists():
            return
        try:
            self._pack = Pack.open(self._path)
        except StorageFault as error:
            self._fault = error
        except BadInput as error:
            self._fault = StorageFault(
                f"{error}请重新导入登记摘录。", f"{error.sentence('en')} Import the extract again."
            )


def passes(right: Right, narrow: NameFilter) -> bool:
    """Tell whether a right is within a filter."""
    day = right.filed
    return (
        (not narrow.nice or narrow.nice in right.classes)
        and (not narrow.groups or not right.groups or not narrow.groups.isdisjoint(right.groups))
        and (not narrow.statuses or right.status in narrow.statuses)
        and (not narrow.kinds or right.kind in narrow.kinds)
        and (not narrow.offices or right.office in narrow.offices)
        and (not narrow.holder or any(narrow.holder in holder for holder in right.holders))
        and (narrow.filed_from is None or (day is not None and day >= narrow.filed_from))
        and (narrow.filed_to is None or (day is not None and day <= narrow.filed_to))
    )


def _held_by(key: str, right: Right) -> bool:
    return any(company_key(holder) == key for holder in right.holders)


def _copy(path: Path, folder: Path, progress: Progress) -> None:
    files = sorted(file for file in path.rglob("*") if file.is_file())
    total = sum(file.stat().st_size for file in files)
    done = 0
    folder.mkdir(parents=True)
    for file in files:
        if not progress(done, total):
            raise BadInput("已取消，原有登记库未改动。", "Cancelled; the old register is unchanged.")
        target = folder / file.relative_to(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        done += file.stat().st_size


def _count(rights: Sequence[Right], counts: Mapping[str, Counter[str]]) -> None:
    """Add the mark that bears these rights to the counts, once under each value."""

    def values(name: str) -> Iterator[str]:
        for right in rights:
            yield from right.classes if name == "nice" else (str(getattr(right, name)),)

    for name, counter in counts.items():
        counter.update(set(values(name)))
