"""Bits that flip on the disk, in any file: noticed, or of no effect; never another content without a word.

The laptop's log is examined with its write-ahead log beside it, as a crash leaves it, and without, as the
program leaves it; the hub's book and photos, a bundle, the key file and the lists likewise. A bit that flips
in a write-ahead log after a crash and before the next opening ends it there for SQLite, as a torn end would.
What is left must be nothing but what was there, and the loss must be told: a laptop's by its audit and when
it is opened, a hub's at the next sync, which brings everything again.
"""

import random
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from app.errors import InspectionError
from app.log import read_header
from offline_db.blobs import BlobFolder
from offline_db.data_folder import BLOBS, KEYS, LOG, VIEWS, audit_folder
from offline_db.driver import DatabaseError, connect
from offline_db.entry_table import open_table
from offline_db.keys import open_keys
from sync.bundle import Bundle, write_bundle
from sync.frames import write_records
from sync.hub import tables
from sync.hub.objects import ObjectFolder
from sync.hub.port import SqliteDatabase
from sync.medium import Medium
from sync.peer import BLOB
from tests.faults.kills import MEMORY
from tests.faults.report import Tally, told
from tests.faults.site import (
    BOOK,
    HUB,
    LAPTOP,
    OBJECTS,
    copy_site,
    make_site,
    open_hub,
    open_laptop,
    sync,
    take_photo,
)
from tests.sync.hub.making import KEY

STICK = "news.huhang"
PHOTOS = 6
CUT_SHORT = "log cut short, and told"
PROOFS = "receipts cut short: asked for again"


def make_places(home: Path) -> None:
    """Make two places: "crashed", where databases lie with their write-ahead logs, and "closed"."""
    place = home / "closed"
    make_site(place)
    folder, book = open_laptop(place), open_hub(place)
    for number in range(PHOTOS):
        take_photo(folder, f"F-1-{number % 2:04}", 4_000)
    assert sync(folder, book).safe
    names = list(folder.headers())
    digests = list(folder.blobs.digests())
    entries = (folder.entry(name) for name in names)
    blobs = ((sha256, folder.get_blob(sha256)) for sha256 in digests)
    records = write_records(entries, blobs)
    write_bundle(place / STICK, [folder.keys.seal_key], bytes(32), records, lambda done: True, Medium())
    shutil.copytree(place, home / "crashed")
    folder.close()
    book.close()


def laptop_content(place: Path) -> object:
    """Return all that a laptop's log and blobs say. Raises what a damage raises."""
    keys = open_keys(place / LAPTOP / KEYS)
    with closing(open_table(place / LAPTOP / LOG, keys.derive("log"))) as table:
        entries = list(table.entries())
        facts = (sorted(table.identity().items()), sorted(table.receipts.safe()), table.aside())
    blobs = BlobFolder(place / LAPTOP / BLOBS, keys.derive("blobs"))
    return entries, facts, [(sha256, blobs.get(sha256)) for sha256 in blobs.digests()]


def views_content(place: Path) -> object:
    """Return what the lists say."""
    with closing(open_laptop(place)) as folder:
        return folder.lost(), [(line, folder.casebook.case(line.number)) for line in folder.casebook.cases()]


def hub_content(place: Path) -> object:
    """Return all that a hub's book and objects say."""
    with closing(connect(place / HUB / BOOK, KEY, exclusive=True)) as connection:
        kept = ("head", "leaf_names", "nodes", "entries", "logs", "refs")
        rows = [sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=str) for table in kept]
        named = SqliteDatabase(connection, DatabaseError).transact(tables.blob_names)
    objects = ObjectFolder(place / HUB / OBJECTS, KEY)
    names = [name.removeprefix(BLOB) for name in named]
    lost = [name for name in names if not objects.verify(name)]
    if lost:
        raise InspectionError("丢失", f"the scrub names {lost}")
    return rows


def stick_content(place: Path) -> object:
    """Return all that a bundle holds."""
    return list(Bundle(place / STICK, open_keys(place / LAPTOP / KEYS).sealing))


def entries_of(content: object) -> set[Any]:
    """Return the entries in what a laptop or a hub says."""
    match content:
        case (list() as entries, _, _):
            return set(entries)
        case [_, _, _, list() as entries, _, _]:
            return set(entries)
        case _:
            return set()


def is_told(place: Path, file: Path, before: set[Any]) -> bool:
    """Tell whether the program speaks up where a log was cut short, and a sync brings all of it back."""
    if file.name.startswith(BOOK):
        with closing(open_laptop(place)) as folder, closing(open_hub(place)) as book:
            report = sync(folder, book)
            return bool(report.notice) and report.safe
    whole = audit_folder(place / LAPTOP).whole
    with closing(open_laptop(place)) as folder, closing(open_hub(place)) as book:
        gone = [entry for entry in before if entry.id not in folder.headers()]
        own = any(folder.key_of(read_header(entry.header).log) == folder.keys.key for entry in gone)
        told = (not whole and bool(folder.lost())) == own
        report = sync(folder, book)
        back = {entry.id for entry in before} <= set(folder.headers())
        return told and report.safe and back and not folder.lost() and folder.audit().whole


def content_of(place: Path, file: Path) -> object:
    """Return what the part of a place says that a file belongs to."""
    name = file.relative_to(place).as_posix()
    if name == STICK:
        return stick_content(place)
    if name.startswith(HUB):
        return hub_content(place)
    return views_content(place) if Path(name).name.startswith(VIEWS) else laptop_content(place)


@dataclass
class Flipping:
    """Flips bits in copies of one place."""

    fresh: Path
    draw: random.Random
    tally: Tally = field(default_factory=Tally)

    def run(self, flips: int) -> Tally:
        """Flip so many bits, each in a fresh copy."""
        files = sorted(
            path
            for path in self.fresh.rglob("*")
            if path.is_file() and "-shm" not in path.name and path.stat().st_size
        )
        files = [path for path in files if path.name != "root"]
        truth = {path: self._content(path, -1) for path in files}
        kinds: dict[str, list[Path]] = {}
        for path in files:
            kinds.setdefault(self._kind(path), []).append(path)
        for _ in range(flips):
            path = self.draw.choice(kinds[self.draw.choice(sorted(kinds))])
            self._flip(path, truth[path])
        return self.tally

    def _kind(self, path: Path) -> str:
        return path.name if "." in path.name else path.relative_to(self.fresh).parts[0] + " photo"

    def _flip(self, path: Path, truth: object) -> None:
        bit, kind = self.draw.randrange(path.stat().st_size * 8), self._kind(path)
        self.tally.counts[f"flips in {kind}"] += 1
        try:
            found = self._content(path, bit)
        except (InspectionError, DatabaseError):
            self.tally.counts["noticed"] += 1
            return
        if found == truth:
            self.tally.counts["without effect"] += 1
            return
        left, before = entries_of(found), entries_of(truth)
        if path.name.startswith(LOG) and path.name.endswith("-wal") and left == before:
            self.tally.counts[PROOFS] += 1
        elif path.name.endswith("-wal") and left <= before and self._is_told(path, before):
            self.tally.counts[CUT_SHORT] += 1
        else:
            self.tally.wrong.append(f"silent: {self.fresh.name}, {kind}, byte {bit // 8}")

    def _is_told(self, path: Path, before: set[Any]) -> bool:
        place = self.fresh.with_name(f"{self.fresh.name}-flipped")
        return is_told(place, place / path.relative_to(self.fresh), before)

    def _content(self, path: Path, bit: int) -> object:
        """Return what a copy says with a bit of one file flipped, -1 for none."""
        place = copy_site(self.fresh, self.fresh.with_name(f"{self.fresh.name}-flipped"))
        file = place / path.relative_to(self.fresh)
        if bit >= 0:
            data = bytearray(file.read_bytes())
            data[bit // 8] ^= 1 << bit % 8
            file.unlink()  # a link to the fresh one
            file.write_bytes(data)
        return content_of(place, file)


def run_rot(flips: int, workers: int, seed: int) -> Tally:
    """Flip bits in both places."""
    home = Path(tempfile.mkdtemp(prefix="huhang-rot-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        make_places(home)
        return told([partial(_flip, home, seed * 100 + n, flips // workers) for n in range(workers)])
    finally:
        shutil.rmtree(home)


def _flip(home: Path, seed: int, flips: int) -> Tally:
    total = Tally()
    for kind in ("closed", "crashed"):
        own = Path(shutil.copytree(home / kind, home / str(seed) / kind))
        total.add(Flipping(own, random.Random(seed)).run(flips // 2))
    return total
