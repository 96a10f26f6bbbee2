"""A place with a laptop's folder and a hub's, real and on a disk, and what must hold there after faults."""

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from app.audit import audit
from app.errors import InspectionError, NotFound, StorageFault
from app.events import PhotoTaken
from app.log import BlobRef, is_digest
from app.sharing import Synced, go_on
from offline_db.blobs import BlobFolder
from offline_db.data_folder import BLOBS, KEYS, LOG, VIEWS, DataFolder, open_data_folder
from offline_db.driver import DatabaseError, connect
from offline_db.entry_table import open_table
from offline_db.hub_store import HubStore
from offline_db.keys import open_keys
from offline_db.last_seen import read_marks
from sync.hub.book import HubBook
from sync.hub.objects import ObjectFolder
from sync.hub.port import SqliteDatabase
from sync.uplink import Uplink
from tests.builders import a_bureau, a_device, a_key
from tests.sync.hub.making import HUB_SEED, KEY

LAPTOP, BUREAU, HUB, BOOK, OBJECTS = "laptop", "bureau", "hub", "hub.db", "objects"
HUB_KEY = a_key(HUB_SEED)


def make_site(place: Path) -> str:
    """Make a bureau, its first device and a hub that holds the bureau's log; returns the bureau's log id."""
    bureau = a_bureau(place / BUREAU, inspectors=1)
    a_device(bureau, place / LAPTOP, 1).close()
    root = bureau.own
    book = open_hub(place, root)
    report = Uplink(HubStore(bureau), book, HUB_KEY.key, go_on).run()
    assert report.safe, report
    book.close()
    bureau.close()
    shutil.rmtree(place / BUREAU)
    (place / "root").write_text(root)
    return root


def open_hub(place: Path, root: str = "") -> HubBook:
    """Open the hub of a place."""
    (place / HUB).mkdir(exist_ok=True)
    database = SqliteDatabase(connect(place / HUB / BOOK, KEY, exclusive=True), DatabaseError)
    objects = ObjectFolder(place / HUB / OBJECTS, KEY)
    root = root or (place / "root").read_text()
    return HubBook(database, objects, HUB_KEY, name="hub.test/log", root=root)


def open_laptop(place: Path) -> DataFolder:
    return open_data_folder(place / LAPTOP)


def sync(folder: DataFolder, book: HubBook) -> Synced:
    return Uplink(HubStore(folder), book, HUB_KEY.key, go_on, lambda seconds: None).run()


def take_photo(folder: DataFolder, case: str, size: int) -> tuple[str, str]:
    """Take a photo as the program does; returns the ids of its entry and of its bytes."""
    ref = folder.put_blob(os.urandom(size), "photo")
    folder.casebook.append(case, PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    return folder.logbook.head, ref.sha256


def copy_site(place: Path, to: Path) -> Path:
    """Put a fresh copy of a place in the place of what there is; blobs, never written twice, are linked."""
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(place, to, copy_function=_copy))


def _copy(source: str, target: str) -> None:
    (os.link if is_digest(Path(source).name) else shutil.copyfile)(source, target)


def faults_at(place: Path, acknowledged: Collection[str], *, hub: bool = True) -> list[str]:
    """Return what is wrong at a place that a fault has left, as sentences; nothing is wrong in a whole one.

    `acknowledged` are ids of entries. With `hub`, each receipt is looked up in the hub's stores.
    """
    try:
        keys = open_keys(place / LAPTOP / KEYS)
        table = open_table(place / LAPTOP / LOG, keys.derive("log"))
    except InspectionError as error:
        return [f"the laptop does not open: {error.en}"]
    try:
        entries = list(table.entries())
        blobs = BlobFolder(place / LAPTOP / BLOBS, keys.derive("blobs"))
        found = audit(
            entries,
            root=table.identity().get("root", ""),
            blob_state=lambda ref: _state(blobs, ref),
            noted=read_marks(place / LAPTOP / VIEWS, keys.derive("views")),
        )
        wrong = [f"audit: {problem.en} ({problem.entry[:8]})" for problem in found.problems]
        there = {entry.id for entry in entries}
        wrong += [f"lost: {name[:8]}" for name in acknowledged if name not in there]
        receipts = table.receipts.safe()
    except DatabaseError as error:
        return [f"the laptop's log cannot be read: {error}"]
    finally:
        table.close()
    return wrong + (_false_receipts(place, receipts) if hub else [])


def _false_receipts(place: Path, receipts: Collection[str]) -> list[str]:
    """Return what a laptop takes as safe and the hub does not hold."""
    try:
        connection = connect(place / HUB / BOOK, KEY, exclusive=True)
    except StorageFault as error:
        return [f"the hub does not open: {error.en}"]
    try:
        held = {row[0] for row in connection.execute("SELECT id FROM entries").fetchall()}
    except DatabaseError as error:
        return [f"the hub's book cannot be read: {error}"]
    finally:
        connection.close()
    objects = ObjectFolder(place / HUB / OBJECTS, KEY)
    false = [n for n in receipts if n.startswith("entry:") and n.removeprefix("entry:") not in held]
    false += [n for n in receipts if n.startswith("blob:") and not objects.verify(n.removeprefix("blob:"))]
    return [f"false receipt: {name[:14]}" for name in false]


def _state(blobs: BlobFolder, ref: BlobRef) -> str:
    try:
        blobs.get(ref.sha256)
    except NotFound:
        return "missing"
    except StorageFault:
        return "altered"
    return ""
