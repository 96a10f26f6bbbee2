"""The hub at its desk: made once by the bureau, run by one command, without a window."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from app.errors import BadInput, NotFound
from offline_db.data_folder import DataFolder
from offline_db.driver import DatabaseError, connect
from offline_db.hub_store import HubStore
from offline_db.keys import DeviceKeys, make_keys, open_keys
from sync.hub.book import HubBook
from sync.hub.bucket import ObjectBucket
from sync.hub.certificates import issue_certificate, make_authority
from sync.hub.objects import ObjectFolder, Objects
from sync.hub.port import Database, PostgresDatabase, SqliteDatabase
from sync.hub.s3 import read_address
from sync.hub.server import HubServer
from sync.hub.web import HubWeb
from sync.uplink import Uplink

T = TypeVar("T")
KEYS, BOOK, OBJECTS, TLS, CARD, FACTS = "keys.json", "hub.db", "objects", "tls", "hub.card", "hub.json"


@dataclass(frozen=True, slots=True)
class Card:
    """What a device must know of a hub to trust it; the bureau hands it out. It holds no secret."""

    name: str
    key: str  # signs checkpoints, Ed25519, hex
    ca: str  # PEM
    seal_key: str = ""  # bundles for the hub are sealed to it, X25519, hex


@dataclass(frozen=True, slots=True)
class Facts:
    """What a hub's folder says of the hub."""

    name: str
    root: str  # id of the bureau's log


def add_hub_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hub`."""
    hub = commands.add_parser("hub", help="run a hub")
    hub.add_argument("--data", dest="hub_folder", required=True, help="the hub's folder")
    hub.add_argument("--port", type=int, default=8443)
    hub.add_argument("--listen", default="0.0.0.0", help="the address to listen on")
    hub.add_argument("--database", default="", help="PostgreSQL address (default: the folder)")
    hub.add_argument("--objects", default="", help="s3://bucket?endpoint=… for files (default: the folder)")
    hub.add_argument("--passphrase", default="", help="passphrase of the hub's folder")


def make_hub_parser() -> argparse.ArgumentParser:
    """Return the parser of `hub` alone."""
    parser = argparse.ArgumentParser(prog="huhang")
    add_hub_command(parser.add_subparsers(dest="command"))
    return parser


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
    card = Card(
        name, keys.key.hex(), make_authority(folder / TLS, name, _password(keys)), keys.seal_key.hex()
    )
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


def open_server(
    folder: Path, passphrase: str, listen: str, port: int, database: str = "", bucket: str = ""
) -> tuple[HubServer, HubBook]:
    """Open a hub and bind its port; the server is to be run, the book to be closed after."""
    keys = open_keys(folder / KEYS, passphrase)
    book = open_book(folder, keys, database, bucket)
    return HubServer(HubWeb(book), folder / TLS, _password(keys).decode(), listen, port), book


def run_hub(args: argparse.Namespace) -> int:
    """Run a hub until it is interrupted."""
    folder = Path(args.hub_folder)
    places = args.database, args.objects
    server, book = open_server(folder, args.passphrase, args.listen, args.port, *places)
    try:
        lost = book.scrub()
        for name in lost:
            sys.stderr.write(f"丢失，等待设备重新送来 | lost, awaited from devices: {name}\n")
        print(f"https://{args.listen}:{server.port}", flush=True)
        server.run()
    finally:
        book.close()
    return 0


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
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadInput(
            "中心的名片或设置无法读取；请向局机关重新索取 hub.card。",
            "The hub's card or settings cannot be read; ask the bureau for another hub.card.",
        ) from error


def go_on(done: int, total: int) -> bool:
    """Listen to progress, and never stop it."""
    return True
