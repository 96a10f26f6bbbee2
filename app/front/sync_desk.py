"""A device at the hub's door: the bureau makes a hub, and every device syncs with it."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from app.errors import Unreachable
from app.front.hub_desk import CARD, VARIABLE, make_hub
from app.front.syncing import sync_with
from app.front.wiring import House
from app.safety import Proofs, safety
from app.sharing import go_on


def add_sync_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hub-init` and `sync`."""
    init = commands.add_parser("hub-init", help="bureau: make a hub in an empty folder")
    init.add_argument("folder")
    init.add_argument("--name", default="hub/log", help="what the hub's log is called")
    init.add_argument("--host", action="append", default=[], help="a name or address that devices use")
    init.add_argument("--hub-passphrase", default="", help="better: HUHANG_HUB_PASSPHRASE")
    init.set_defaults(run=hub_init)
    sync = commands.add_parser("sync", help="sync with a hub")
    sync.add_argument("url", help="https://host:port")
    sync.add_argument("--card", default="", help="the hub's card, needed the first time")
    sync.set_defaults(run=sync_hub)


def hub_init(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Make a hub for the bureau whose data folder is open, and give it the bureau's log."""
    hosts = [*args.host, "localhost", "127.0.0.1"]
    passphrase = args.hub_passphrase or os.environ.get(VARIABLE, "")
    card = make_hub(Path(args.folder), house.folder, args.name, hosts, passphrase)
    yield f"hub: {args.folder}  log: {card.name}  key: {card.key}"
    yield f"card for devices: {Path(args.folder) / CARD}"


def sync_hub(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Sync with a hub, and say what is safe there."""
    report = sync_with(house.folder, args.url, Path(args.card) if args.card else None, go_on)
    yield f"sent: {report.entries_sent} entries, {report.blobs_sent} files; receipts: {report.receipts}"
    yield f"received: {report.entries_new} entries, {report.blobs_new} files"
    receipts = house.folder.logbook.receipts
    state = safety(house.folder.headers(), Proofs(receipts.safe()))
    yield f"safe: {state.entries_safe} of {state.entries} entries, {state.blobs_safe} of {state.blobs} files"
    for name, reason in (report.aside | report.problems).items():
        yield f"  {name[:24]}  {reason}"
    if report.notice:
        yield report.notice
    if report.alarm or report.broke_off:
        raise Unreachable(*(report.alarm or report.broke_off).split(" | ", 1))
