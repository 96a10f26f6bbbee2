"""Ways around the internet, from the command line: sticks between a device and a hub, and a hall's LAN."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from app.errors import NotFound
from app.front.couriers import hubs_of, keep_card, make_courier
from app.front.hub_desk import KEYS, open_book
from app.front.lan import LanHub, find_neighbours, lines_of, sync_neighbour
from app.front.wiring import House
from app.sharing import go_on
from offline_db.keys import open_keys
from sync.hub.door import HubDoor
from sync.neighbours import Network
from sync.stick import Stick


def add_stick_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `write-hub-bundle`, `hub-read`, `lan-share` and `lan-sync`."""
    share = commands.add_parser("lan-share", help="be the hub that this bureau's devices find on the LAN")
    share.add_argument("--port", type=int, default=8444)
    share.add_argument("--every", type=float, default=30.0, help="seconds between own syncs with it")
    share.set_defaults(run=lan_share)
    around = commands.add_parser("lan-sync", help="find this bureau's devices on the LAN and sync with them")
    around.add_argument("--seconds", type=float, default=4.0, help="how long to look around")
    around.set_defaults(run=lan_sync)
    write = commands.add_parser("write-hub-bundle", help="write a bundle for a hub that no line reaches")
    write.add_argument("path")
    write.add_argument("--card", default="", help="the hub's card, needed the first time")
    write.set_defaults(run=write_hub_bundle)
    read = commands.add_parser("hub-read", help="at a stopped hub: read a bundle, write the answer")
    read.add_argument("hub_folder")
    read.add_argument("path")
    read.add_argument("--reply", default="", help="where the answer goes (default: beside the bundle)")
    read.add_argument("--database", default="", help="PostgreSQL address (default: the folder)")


def write_hub_bundle(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Write a bundle for a hub; its answer is read with read-bundle."""
    folder = house.folder
    hubs = (keep_card(folder, Path(args.card)),) if args.card else hubs_of(folder)
    if len(hubs) != 1:
        raise NotFound("请用 --card 指明中心的名片 hub.card。", "Name the hub by its card: --card hub.card.")
    sent = Stick(folder, make_courier(folder)).write_for_hub(Path(args.path), hubs[0], go_on)
    yield f"written and read back: {sent.entries} entries, {sent.blobs} files, sha256 {sent.digest}"
    yield from (f"  {problem}" for problem in sent.problems)


def lan_share(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Serve the LAN until interrupted."""
    network = Network()
    hub = LanHub(house.folder, network, args.port)
    try:
        hub.start()
        while True:
            report = hub.sync()
            yield f"received: {report.entries_new} entries, {report.blobs_new} files {report.broke_off}"
            time.sleep(args.every)  # until interrupted: neighbours come by themselves, its own entries do not
    except KeyboardInterrupt:
        return
    finally:
        hub.close()
        network.close()


def lan_sync(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Sync with every hub of this bureau that is found on the LAN."""
    network = Network()
    try:
        neighbours = find_neighbours(house.folder, network, args.seconds)
    finally:
        network.close()
    if not neighbours:
        raise NotFound(
            "局域网上没有找到本局的设备；请确认对方已开启 lan-share，且在同一网络。",
            "No device of this bureau was found on the LAN; let the other one run lan-share.",
        )
    for neighbour in neighbours:
        yield from lines_of(neighbour, sync_neighbour(house.folder, neighbour, go_on))


def run_hub_read(args: argparse.Namespace) -> int:
    """Read a bundle at a hub; 1 where something of it could not be taken."""
    folder, path = Path(args.hub_folder), Path(args.path)
    reply = Path(args.reply) if args.reply else path.with_name(f"{path.stem}-reply{path.suffix}")
    keys = open_keys(folder / KEYS, args.passphrase)
    book = open_book(folder, keys, args.database)
    try:
        done = HubDoor(book, keys, keys.sealing).read(path, reply, go_on)
    finally:
        book.close()
    print(f"kept: {done.kept} new entries, {done.known} known, {done.blobs} files whole")
    print(f"aside: {done.aside}  refused: {done.refused}")
    for problem in done.problems:
        print(f"  {problem}")
    if done.reply:
        print(f"answer: {done.reply}  receipts: {done.receipts}")
    return 1 if done.problems else 0
