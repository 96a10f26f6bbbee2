"""The cached register of this installation: one pack, replaced by import, never changed in place.

Safe to use from several threads, which read at the same time. An absent pack is an empty register; a damaged
one says so when it is asked, and does not keep the program from starting.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.law import CHINA
from app.names.answers import Band, HolderAnswer, NameAnswer, NameFilter, NameHit
from app.names.folding import fold
from app.names.groups import Groups, load_groups
from app.names.lexicon import Lexicon, load_lexicon
from app.names.likeness import explain
from app.names.tables import Tables
from app.rights import Extract, ImportReport, Kind, Known, NumberKnown, Right
from app.sharing import FilePreview, Progress
from offline_db.holder_search import find_holders
from offline_db.importers import recognise, spreadsheet, table
from offline_db.narrowing import look
from offline_db.pack.builder import build_pack
from offline_db.pack.delivery import take
from offline_db.pack.search import make_sign
from offline_db.readers import Readers
from offline_db.searchers import Asked, Hits, Searchers, answer

SHOWN = 3  # rights of one mark that are read
MANY = 200  # signs that are worth processes of their own
KEPT = {Band.IDENTICAL: 12, Band.VERY_NEAR: 5, Band.NEAR: 2, Band.REMOTE: 1}  # where nobody waits


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
    def _lexicon(self) -> Lexicon:
        return load_lexicon()

    @property
    def _tables(self) -> Tables:
        return self._lexicon.tables

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

        The counts are of the nearest marks, some forty: under each value of a dimension, how many of them
        pass all the other dimensions of the filter (`offline_db.narrowing`). Without them it is quicker.
        """
        with self._readers.reading() as pack:
            if pack is None:
                return NameAnswer(sign, (), self.extract)
            made = make_sign(sign, self._lexicon)
            within = replace(narrow, groups=self._groups.linked(narrow.groups))
            looked = look(pack, made, within, limit, counted)
            hits = []
            for mark in looked.marks[:limit]:
                likeness = explain(sign, mark.text, self._lexicon)
                most = SHOWN if counted else KEPT[likeness.band]
                rights = tuple(pack.right_of(*place) for place in mark.places[:most])
                hits.append(NameHit(mark.text, likeness, rights, len(mark.places)))
            return NameAnswer(sign, tuple(hits), pack.extract, looked.counts)

    @contextmanager
    def searching(self, count: int, limit: int) -> Iterator[Callable[[Asked], list[Hits]]]:
        """Give the block a search for about `count` signs, list after list, which a long list does in
        processes of its own; they read the pack that is there when they start.
        """
        if count < MANY:
            yield lambda asked: [self.resembling(*one, limit, counted=False).hits for one in asked]
            return
        with Searchers(partial(_serve, limit=limit), self._path) as searchers:
            yield searchers.search

    def by_holder(self, name: str, narrow: NameFilter, limit: int = 50) -> HolderAnswer:
        """Return holders of that name in any spelling of company forms, then those whose name holds it."""
        within = replace(narrow, groups=self._groups.linked(narrow.groups), holder="")
        with self._readers.reading() as pack:
            if pack is None:
                return HolderAnswer((), (), 0)
            held = find_holders(pack, name, self._lexicon, within, limit)
            rights = tuple(pack.right_of(*place) for place in held.places[:limit])
            return HolderAnswer(held.holders, rights, len(held.places))

    def family(self, right: Right) -> tuple[Right, ...]:
        """Return the rights that share a number with this one (application, publication, grant), it too."""
        with self._readers.reading() as pack:
            return pack.family(right) if pack else (right,)

    def known_number(self, number: str) -> NumberKnown:
        """Say whether a number is in the extract, else whether the office has it at all."""
        with self._readers.reading() as pack:
            return pack.known_number(number) if pack else NumberKnown(Known.NO_FILTER)

    def take_pack(self, path: Path, progress: Progress) -> Extract:
        """Take a signed pack, or the delta that follows the one in use.

        Raises:
            BadInput, StorageFault: see `offline_db.pack.delivery.take`; the old register serves on.
        """
        take(self._path, path, progress=progress)
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


def _serve(connection: Connection, path: Path, limit: int) -> None:
    register = RegisterFile(path)
    answer(connection, lambda sign, narrow: register.resembling(sign, narrow, limit, counted=False).hits)
