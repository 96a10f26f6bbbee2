"""A hub's log for everybody: written as static tiles, and checked without trust in who wrote them."""

import argparse
from pathlib import Path

from app.errors import BadInput
from app.front.hub_desk import KEYS, Card, decoded, open_book
from offline_db.keys import open_keys
from sync.hub.stamps import publish_stamps
from sync.hub.tiles import Tiles


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
        count = book.publish(Path(args.folder))
        stamps = publish_stamps(Path(args.folder), book.database)
    finally:
        book.close()
    checkpoint = Tiles(Path(args.folder), keys.key).checkpoint
    print(f"tiles: {count} new; {checkpoint.size} leaves of {checkpoint.origin} in {args.folder}")
    print(f"stamps: {stamps} new")
    return 0


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
