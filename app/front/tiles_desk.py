"""A hub's log for everybody: static tiles, written once or as the hub runs, checked without trust in it."""

import argparse
from collections.abc import Callable
from pathlib import Path

from app.errors import BadInput, InspectionError
from app.front.beside import Beside
from app.front.hub_desk import KEYS, Card, decoded, open_book
from offline_db.keys import open_keys
from sync.hub.book import HubBook
from sync.hub.stamps import publish_stamps
from sync.hub.tiles import Tiles

EVERY_S = 60.0  # between looks whether the log has grown


def add_tiles_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hub-tiles` and `check-tiles`."""
    write = commands.add_parser("hub-tiles", help="write a hub's log as static tiles (C2SP tlog-tiles)")
    write.add_argument("folder", help="where to; what is there already stays")
    write.add_argument("--hub", required=True, help="the hub's folder")
    write.add_argument("--database", default="", help="PostgreSQL address (default: the hub's folder)")
    write.add_argument("--hub-passphrase", default="", help="passphrase of the hub's folder")
    check = commands.add_parser("check-tiles", help="check published tiles by the hub's card")
    check.add_argument("folder")
    check.add_argument("--card", required=True, help="hub.card, as the bureau gave it out")


def run_hub_tiles(args: argparse.Namespace) -> int:
    """Bring the published log up to date; a hub on SQLite must stand still for that moment."""
    hub = Path(args.hub)
    keys = open_keys(hub / KEYS, args.hub_passphrase)
    book = open_book(hub, keys, args.database)
    try:
        tiles, stamps = publish_log(book, Path(args.folder))
    finally:
        book.close()
    checkpoint = Tiles(Path(args.folder), keys.key).checkpoint
    print(f"tiles: {tiles} new; {checkpoint.size} leaves of {checkpoint.origin} in {args.folder}")
    print(f"stamps: {stamps} new")
    return 0


def publish_log(book: HubBook, folder: Path) -> tuple[int, int]:
    """Bring a published log up to date; returns how many tiles and stamps are new.

    Raises:
        BadInput: the folder holds another log, or a newer one. StorageFault: the disk refuses.
    """
    return book.publish(folder), publish_stamps(folder, book.database)


class Publisher(Beside):
    """Publishes every minute; `write` takes a line where it fails for another reason than before."""

    def __init__(self, book: HubBook, folder: Path, write: Callable[[str], None]) -> None:
        super().__init__("tiles")
        self._book, self._folder, self._write = book, folder, write
        self._problem = ""

    def work(self) -> float:
        """Publish the log as it is."""
        problem = ""
        try:
            publish_log(self._book, self._folder)
        except InspectionError as error:
            problem = f"{error.zh} | {error.en}"
        if problem and problem != self._problem:
            self._write(problem)
        self._problem = problem
        return EVERY_S


def run_check_tiles(args: argparse.Namespace) -> int:
    """Compute the root from the leaves and compare all tiles with it.

    Raises:
        BadInput, NotFound: what does not hold, or is missing.
    """
    try:
        card = decoded(Path(args.card).read_bytes(), Card)
    except OSError as error:
        raise BadInput(f"无法读取名片 {args.card}。", f"The card {args.card} cannot be read.") from error
    tiles = Tiles(Path(args.folder), bytes.fromhex(card.key))
    print(f"whole: {tiles.check()} leaves of {tiles.checkpoint.origin}, root {tiles.checkpoint.root.hex()}")
    return 0
