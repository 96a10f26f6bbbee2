"""The cached register of this installation: one pack, replaced by import, never changed in place.

Safe to use from several threads, which read at the same time. An absent pack is an empty register; a damaged
one says so when it is asked, and does not keep the program from starting.
"""

import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import BadInput
from app.names.answers import HolderAnswer, HolderLine, NameAnswer, NameFilter, NameHit, passes
from app.names.firms import company_key
from app.names.folding import fold
from app.names.groups import Groups, load_groups
from app.names.likeness import explain
from app.names.tables import Tables, load_tables
from app.names.words import Words, load_words
from app.rights import Extract, ImportReport, Kind, Known, NumberKnown, Right, Status
from app.sharing import FilePreview, Progress
from offline_db.importers import recognise, spreadsheet, table
from offline_db.narrowing import look
from offline_db.pack.builder import build_pack
from offline_db.pack.folder import commit, writing
from offline_db.pack.pack import Pack, verify
from offline_db.pack.search import make_sign
from offline_db.readers import Readers

MOST_RIGHTS = 10  # of one mark that are shown
LOOKED_AT = 100  # marks that a filter is applied to and counts are of, at least
CHINA = timezone(timedelta(hours=8), "CST")  # China Standard Time


class RegisterFile:
    """Implements `app.kit.RegisterShelf` over the pack in one folder."""

    def __init__(self, path: Path, key: Ed25519PrivateKey | None = None) -> None:
        self._path = path
        self._key = key or Ed25519PrivateKey.generate()
        self._readers = Readers(path)

    @property
    def extract(self) -> Extract:
        return self._readers.extract

    @cached_property
    def _tables(self) -> Tables:
        return load_tables()

    @cached_property
    def _words(self) -> Words:
        return load_words(self._tables)

    @cached_property
    def _groups(self) -> Groups:
        return load_groups()

    def find(self, number: str) -> tuple[Right, ...]:
        """Return the rights that carry `number` in any spelling; () if none or if nothing was imported."""
        with self._readers.reading() as pack:
            return pack.find(number) if pack else ()

    def search(
        self, name: str, *, kinds: frozenset[Kind] = frozenset(), nice: str = "", limit: int = 50
    ) -> tuple[Right, ...]:
        """Return rights whose name contains `name`, folded, in any spelling: shorter names first."""
        with self._readers.reading() as pack:
            if pack is None:
                return ()
            rights = pack.holding(*fold(name, self._tables))
            fitting = (
                r for r in rights if (not kinds or r.kind in kinds) and (not nice or nice in r.classes)
            )
            return tuple(islice(fitting, limit))

    def resembling(
        self, sign: str, narrow: NameFilter, limit: int = 20, *, counted: bool = True
    ) -> NameAnswer:
        """Return marks that sound, look or read like a sign, nearest first, with the reasons.

        The counts are of the `LOOKED_AT` nearest marks: under each value of a dimension, how many of them
        pass all the other dimensions of the filter (`offline_db.narrowing`). Without them it is quicker.
        """
        with self._readers.reading() as pack:
            if pack is None:
                return NameAnswer(sign, (), self.extract)
            made = make_sign(*fold(sign, self._tables), self._tables, self._words)
            within = replace(narrow, groups=self._groups.linked(narrow.groups))
            looked = look(pack, made, within, limit if not counted else max(limit, LOOKED_AT), counted)
            hits = []
            for mark in looked.marks[:limit]:
                rights = tuple(pack.right_of(*place) for place in mark.places[:MOST_RIGHTS])
                likeness = explain(sign, mark.text, self._tables, self._words)
                hits.append(NameHit(mark.text, likeness, rights, len(mark.places)))
            return NameAnswer(sign, tuple(hits), pack.extract, looked.counts)

    def by_holder(self, name: str, narrow: NameFilter, limit: int = 50) -> HolderAnswer:
        """Return holders of that name in any spelling of company forms, then those whose name holds it."""
        key = company_key(name)
        within = replace(narrow, groups=self._groups.linked(narrow.groups))
        with self._readers.reading() as pack:
            if pack is None or not key:
                return HolderAnswer((), (), 0)
            found: list[Right] = []
            holders: Counter[str] = Counter()
            for right in pack.all_rights():
                own = {holder for holder in right.holders if key in company_key(holder)}
                if own and passes(right, within):
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
        pack = Pack.open(path)
        with writing(self._path):
            _copy_segments(pack, self._path, progress)
            verify(self._path, pack.manifest, all_of_it=True)
            commit(self._path, pack.sealed)
        pack.close()
        self._readers.renew()
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
        )  # fmt: skip
        self._readers.renew()
        rejected = tuple(bad for report in reports for bad in report.rejected)[:200]
        count, bad = sum(r.records for r in reports), sum(r.rejections for r in reports)
        return ImportReport(self.extract, count, rejected, bad, time.monotonic() - began)

    def close(self) -> None:
        """Let go of the register's files."""
        self._readers.close()


def _held_by(key: str, right: Right) -> bool:
    return any(company_key(holder) == key for holder in right.holders)


def _copy_segments(pack: Pack, target: Path, progress: Progress) -> None:
    """Copy the segments of a pack into a folder that lacks them."""
    folders = [entry for entry in pack.manifest.folders() if not (target / entry.name).exists()]
    total = sum(file.bytes for entry in folders for file in entry.files)
    done = 0
    for entry in folders:
        (target / entry.name).mkdir()
        for file in entry.files:
            if not progress(done, total):
                raise BadInput("已取消，原有登记库未改动。", "Cancelled; the old register is unchanged.")
            shutil.copyfile(pack.path / entry.name / file.name, target / entry.name / file.name)
            done += file.bytes
