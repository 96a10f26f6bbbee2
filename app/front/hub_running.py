"""The hub runs by one command, without a window; meanwhile it may pull from others and publish its log."""

import argparse
import os
import sys
from pathlib import Path

from app.front.beside import Beside
from app.front.hub_desk import VARIABLE, open_hub
from app.front.hub_pulling import Puller
from app.front.hub_stamping import Stamper
from app.front.tiles_desk import Publisher


def add_hub_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hub`."""
    hub = commands.add_parser("hub", help="run a hub")
    hub.add_argument("--data", dest="hub_folder", required=True, help="the hub's folder")
    hub.add_argument("--port", type=int, default=8443)
    hub.add_argument("--listen", default="0.0.0.0", help="the address to listen on")
    hub.add_argument("--database", default="", help="PostgreSQL address (default: the folder)")
    hub.add_argument("--objects", default="", help="s3://bucket?endpoint=… for files (default: the folder)")
    hub.add_argument("--watch", default="", help="host:port for health and metrics, as 127.0.0.1:9464")
    hub.add_argument("--stamp", default="", help="time-stamp authority (RFC 3161) to stamp its log hourly")
    hub.add_argument("--pull", type=float, default=0, help="minutes between pulls from the other hubs")
    hub.add_argument("--tiles", default="", help="folder where its log is published every minute")
    hub.add_argument("--passphrase", default="", help="better: HUHANG_HUB_PASSPHRASE")


def make_hub_parser() -> argparse.ArgumentParser:
    """Return the parser of `hub` alone."""
    parser = argparse.ArgumentParser(prog="huhang")
    add_hub_command(parser.add_subparsers(dest="command"))
    return parser


def run_hub(args: argparse.Namespace) -> int:
    """Run a hub until it is interrupted; the address comes on stdout, requests as JSON on stderr."""
    hub = open_hub(
        Path(args.hub_folder),
        args.passphrase or os.environ.get(VARIABLE, ""),
        args.listen,
        args.port,
        database=args.database,
        bucket=args.objects,
        watch=args.watch,
        stamp=args.stamp,
        write=_tell,
    )
    beside: list[Beside] = []
    if args.pull > 0:
        beside.append(Puller(hub.book, hub.keys, args.pull, _tell))
    if args.tiles:
        beside.append(Publisher(hub.book, Path(args.tiles), _tell))
    if hub.stamps is not None:
        beside.append(Stamper(hub.stamps, _tell))
    try:
        for name in hub.book.scrub():
            sys.stderr.write(f"丢失，等待设备重新送来 | lost, awaited from devices: {name}\n")
        for name, state in hub.book.unerased().items():
            sys.stderr.write(f"已依法下令删除，尚未删净（{state}）| ordered to be erased, not yet: {name}\n")
        print(f"https://{args.listen}:{hub.server.port}", flush=True)
        for worker in beside:
            worker.start()
        hub.server.run()
    finally:
        for worker in beside:
            worker.stop()
        hub.close()
    return 0


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
