"""The hub at its desk: made once by the bureau, opened by whoever runs it."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from app.errors import BadInput, InspectionError, NotFound
from app.front.hub_stamping import make_stamps
from app.sharing import go_on
from offline_db.data_folder import DataFolder
from offline_db.driver import DatabaseError, connect
from offline_db.hub_store import HubStore
from offline_db.keys import DeviceKeys, make_keys, open_keys
from sync.hub.book import HubBook
from sync.hub.bucket import ObjectBucket
from sync.hub.certificates import issue_certificate, make_authority
from sync.hub.limits import Limits, Quotas, free_percent
from sync.hub.metrics import Tally
from sync.hub.objects import ObjectFolder, Objects
from sync.hub.port import Database, PostgresDatabase, SqliteDatabase
from sync.hub.s3 import read_address
from sync.hub.server import HubServer
from sync.hub.stamps import Stamps
from sync.hub.watch import Watch
from sync.hub.web import HubWeb
from sync.uplink import Uplink

T = TypeVar("T")
VARIABLE = "HUHANG_HUB_PASSPHRASE"
KEYS, BOOK, OBJECTS, TLS, CARD, FACTS = "keys.json", "hub.db", "objects", "tls", "hub.card", "hub.json"


@dataclass(frozen=True, slots=True)
class Card:
    """What a device must know of a hub to trust it; the bureau hands it out. It holds no secret."""

    name: str
    key: str  # signs checkpoints, Ed25519, hex
    ca: str  # PEM
    seal_key: str = ""  # bundles for the hub are sealed to it, X25519, hex
    root: str = ""  # id of the bureau's log


@dataclass(frozen=True, slots=True)
class Facts:
    """What a hub's folder says of the hub."""

    name: str
    root: str  # id of the bureau's log
    limits: Quotas = field(default_factory=Quotas)  # what one device may ask of the hub


@dataclass(frozen=True, slots=True)
class OpenHub:
    """A hub bound to its port; run or start its server, and close it after."""

    server: HubServer
    web: HubWeb
    keys: DeviceKeys
    book: HubBook
    watch: Watch | None = None
    stamps: Stamps | None = None  # where an authority is named

    def close(self) -> None:
        """End the server after what it is answering, and all else."""
        self.server.stop()
        if self.watch is not None:
            self.watch.close()
        self.book.close()


def make_hub(folder: Path, bureau: DataFolder, name: str, hosts: Sequence[str], passphrase: str) -> Card:
    """Make a hub's folder and bring the bureau's log into it.

    Raises:
        BadInput: not the bureau's own data folder. StorageFault: not an empty folder, or the disk refuses.
    """
    if not bureau.casebook.leads:
        raise BadInput(
            "中心只能在局机关的数据文件夹上建立；请用 --data 指定局机关的文件夹。",
            "A hub is made from the bureau's own data folder; name it with --data.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    keys = make_keys(folder / KEYS, passphrase)
    ca = make_authority(folder / TLS, name, _password(keys))
    card = Card(name, keys.key.hex(), ca, keys.seal_key.hex(), bureau.own)
    issue_certificate(folder / TLS, hosts, _password(keys))
    (folder / FACTS).write_bytes(msgspec.json.encode(Facts(name, bureau.own)))
    (folder / CARD).write_bytes(msgspec.json.encode(card))
    book = open_book(folder, keys)
    try:
        report = Uplink(HubStore(bureau), book, keys.key, go_on).run()
    finally:
        book.close()
    if not report.safe:
        raise NotFound(*(report.alarm or report.broke_off).split(" | ", 1))
    return card


def open_book(folder: Path, keys: DeviceKeys, database: str = "", bucket: str = "") -> HubBook:
    """Open a hub's book in its folder; by addresses, in a PostgreSQL database and an S3 bucket instead."""
    facts = _read(folder / FACTS, Facts)
    objects: Objects
    if bucket:
        objects = ObjectBucket(read_address(bucket, os.environ), keys.derive("objects"))
    else:
        objects = ObjectFolder(folder / OBJECTS, keys.derive("objects"))
    opened: Database
    if database:
        opened = PostgresDatabase(database)
    else:
        opened = SqliteDatabase(connect(folder / BOOK, keys.derive("hub"), exclusive=True), DatabaseError)
    return HubBook(opened, objects, keys, name=facts.name, root=facts.root)


def open_hub(
    folder: Path,
    passphrase: str,
    listen: str,
    port: int,
    *,
    database: str = "",
    bucket: str = "",
    watch: str = "",
    stamp: str = "",
    write: Callable[[str], None] = lambda line: None,
) -> OpenHub:
    """Open a hub and bind its port; `write` takes a line of JSON a request, `stamp` names an authority.

    Raises:
        NotFound, StorageFault: no hub's folder, wrong passphrase, port in use …
    """
    keys = open_keys(folder / KEYS, passphrase)
    limits = Limits(_read(folder / FACTS, Facts).limits, time.monotonic, lambda: free_percent(folder))
    tally = Tally(write, time.time)
    book = open_book(folder, keys, database, bucket)
    try:
        web = HubWeb(book, book.database, limits, tally)
        server = HubServer(web, folder / TLS, _password(keys).decode(), listen, port)
    except InspectionError:
        book.close()
        raise
    stamps = make_stamps(book, stamp) if stamp else None
    hub = OpenHub(server, web, keys, book, stamps=stamps)
    try:
        trouble = (lambda: stamps.problem) if stamps else lambda: ""
        return replace(hub, watch=Watch(watch, book.database, limits, tally, trouble)) if watch else hub
    except InspectionError:
        hub.close()
        raise


def _password(keys: DeviceKeys) -> bytes:
    return keys.derive("tls").hex().encode()


def _read(path: Path, kind: type[Facts]) -> Facts:
    try:
        return decoded(path.read_bytes(), kind)
    except OSError as error:
        raise NotFound(
            f"{path.parent} 不是中心的文件夹；请先用 hub-init 建立。",
            f"{path.parent} is no hub's folder; make one with hub-init.",
        ) from error


def decoded(data: bytes, kind: type[T]) -> T:
    """Read a card or a hub's facts. Raises BadInput."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(
            "中心的名片或设置无法读取；请向局机关重新索取 hub.card。",
            "The hub's card or settings cannot be read; ask the bureau for another hub.card.",
        ) from error


def card_of(folder: DataFolder, url: str) -> str:
    """Return the card (JSON) of the hub at an address: the one kept, or the one in the bureau's log.

    Raises:
        NotFound: neither.
    """
    text = folder.logbook.receipts.card(url)
    text = text or next((hub.card for hub in folder.bureau.hubs if hub.url == url), "")
    if not text:
        raise NotFound(
            f"本机没有中心 {url} 的名片；请核对地址，或用局机关发放的名片文件 hub.card 或登记码加入该中心。",
            f"This device has no card of the hub {url}: check the address, or join it by the file hub.card "
            "or by a code of the bureau's.",
        )
    return text
