"""A hub pulls from the bureau's other hubs: by a command while it stands still, or as it runs."""

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadInput, InspectionError, NotAllowed, NotFound
from app.front.beside import Beside
from app.front.hub_desk import KEYS, VARIABLE, Card, decoded, open_book
from app.log import Signer
from app.sharing import Progress, Synced, go_on
from offline_db.keys import open_keys
from sync.client import HubClient
from sync.hub.book import HubBook
from sync.hub.intake import Intake
from sync.hub.pulling import Pull, sees_all
from sync.lanes import Pause

MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Source:
    """Another hub, under one of its addresses."""

    url: str
    card: Card


def add_pull_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hub-pull`."""
    pull = commands.add_parser("hub-pull", help="at a stopped hub: pull what the bureau's other hubs hold")
    pull.add_argument("url", nargs="*", help="https://host:port (default: every hub that the bureau named)")
    pull.add_argument("--hub", required=True, help="the folder of the hub that pulls")
    pull.add_argument("--card", default="", help="card of the other hub, where the bureau did not name it")
    pull.add_argument("--database", default="", help="PostgreSQL address (default: the hub's folder)")
    pull.add_argument("--objects", default="", help="s3://bucket?endpoint=… for files (default: the folder)")
    pull.add_argument("--hub-passphrase", default="", help="better: HUHANG_HUB_PASSPHRASE")


def run_hub_pull(args: argparse.Namespace) -> int:
    """Pull once; 1 where a hub's log is not what it was, or a pull did not come to its end."""
    folder = Path(args.hub)
    keys = open_keys(folder / KEYS, args.hub_passphrase or os.environ.get(VARIABLE, ""))
    book = open_book(folder, keys, args.database, args.objects)
    failed = False
    try:
        for url, report in pull_all(book, keys, keys.key, _chosen(book, keys.key, args), go_on):
            failed = failed or bool(report.alarm or report.broke_off)
            for line in lines_of(url, report):
                print(line, flush=True)
    finally:
        book.close()
    return 1 if failed else 0


def lines_of(url: str, report: Synced) -> Iterator[str]:
    """Say what came of a pull, in words."""
    yield f"{url}  received: {report.entries_new} entries, {report.blobs_new} files"
    if report.blobs_lacking:
        yield f"  files still lacking here: {report.blobs_lacking}"
    yield from (f"  {name[:24]}  {reason}" for name, reason in (report.aside | report.problems).items())
    yield from (text for text in (report.notice, report.alarm, report.broke_off) if text)


def sources_of(book: HubBook, own: bytes) -> tuple[Source, ...]:
    """Return the other hubs that the bureau's log names, as far as it is known here, the newest first."""
    named = book.database.transact(Intake(book.database).bureau).hubs
    found = (Source(hub.url, decoded(hub.card.encode(), Card)) for hub in reversed(named))
    return tuple(source for source in found if source.card.key != own.hex())


def pull_all(
    book: HubBook,
    signer: Signer,
    own: bytes,
    sources: Sequence[Source],
    progress: Progress,
    pause: Pause = time.sleep,
) -> Iterator[tuple[str, Synced]]:
    """Pull from each hub by the first of its addresses that answers; `own` is the key of this hub.

    Raises:
        NotAllowed: the key that signs is no supervisor's. BadInput: a card of another bureau, or this hub's.
    """
    if not sees_all(book, signer.key):
        raise NotAllowed(
            "本中心的密钥尚未登记为审核设备，不能拉取全部内容；请局机关用 enrol-hub 登记，再与本中心同步。",
            "The bureau did not enrol this hub's key as a supervisor's, so that it may not see all: let the "
            "bureau run enrol-hub with this hub's card, and sync with this hub.",
        )
    done: set[str] = set()
    for source in sources:
        if source.card.key in done:
            continue
        report = _pull(book, signer, own, source, progress, pause)
        last = not any(more.card.key == source.card.key for more in sources[sources.index(source) + 1 :])
        if report.origin or report.alarm or last:
            done.add(source.card.key)
            yield source.url, report


def _pull(
    book: HubBook, signer: Signer, own: bytes, source: Source, progress: Progress, pause: Pause
) -> Synced:
    card = source.card
    if card.key == own.hex() or card.root not in ("", book.root):
        raise BadInput(
            f"{source.url} 是本中心自己，或属于另一个局机关；请核对地址和名片。",
            f"{source.url} is this hub itself, or another bureau's; check the address and its card.",
        )
    client = HubClient(source.url, card.ca, signer, pause=pause)
    try:
        return Pull(book, client, bytes.fromhex(card.key), progress, pause).run()
    finally:
        client.close()


def _chosen(book: HubBook, own: bytes, args: argparse.Namespace) -> tuple[Source, ...]:
    """Return the hubs that a command names, else all that the bureau named. Raises NotFound."""
    known = sources_of(book, own)
    if args.card:
        path = Path(args.card)
        if not path.is_file() or len(args.url) != 1:
            raise NotFound(
                f"没有名片文件 {path}，或没有同时写出一个地址。",
                f"There is no card {path}, or not one address.",
            )
        return (Source(args.url[0], decoded(path.read_bytes(), Card)),)
    found = tuple(source for source in known if not args.url or source.url in args.url)
    lacking = set(args.url) - {source.url for source in found}
    if lacking or not found:
        raise NotFound(
            "局机关的记录中没有这个中心；请先由局机关 publish-hub 并与本中心同步，或用 --card 指明名片。",
            "The bureau's log names no such hub: publish it and sync with this hub, or name its --card.",
        )
    return found


class Puller(Beside):
    """Pulls every so many minutes, and writes a line wherever something came of it."""

    def __init__(self, book: HubBook, signer: Signer, minutes: float, write: Callable[[str], None]) -> None:
        super().__init__("pull")
        self._book, self._signer, self._write = book, signer, write
        self._pause_s = minutes * MINUTE_S

    def work(self) -> float:
        """Pull from every other hub once; what goes wrong is a line."""
        try:
            own = self._signer.key
            sources = sources_of(self._book, own)
            for url, report in pull_all(self._book, self._signer, own, sources, self.go_on, self.wait):
                if report.entries_new or report.blobs_new or report.alarm or report.broke_off:
                    for line in lines_of(url, report):
                        self._write(line)
        except InspectionError as error:
            self._write(f"{error.zh} | {error.en}")
        return self._pause_s
