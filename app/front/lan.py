"""Sync between machines of one bureau on a LAN without internet: one serves as a hub, the others find it.

The hub lies in the data folder of the device that serves, sealed under that device's keys, with a store of
its own: it takes what devices send and proves it as any hub does. The serving device syncs with it like all.
"""

import time
from collections.abc import Iterator

import msgspec

from app.errors import NotFound
from app.front.hub_desk import (
    CARD,
    FACTS,
    KEYS,
    TLS,
    Card,
    Facts,
    OpenHub,
    decoded,
    open_book,
    open_hub,
)
from app.sharing import Progress, Synced, go_on
from offline_db.data_folder import DataFolder
from offline_db.hub_store import HubStore
from offline_db.keys import make_keys, open_keys
from sync.client import HubClient
from sync.hub.certificates import issue_certificate, make_authority
from sync.lanes import AT_ONCE
from sync.neighbours import Neighbour, Network, addresses, write_greeting
from sync.uplink import Uplink

LAN = "lan"
STEP_S = 0.1  # how soon a search notices that it shall stop
LOCAL = "127.0.0.1"


class LanHub:
    """A hub for the neighbourhood, run by a device that the bureau enrolled; `port` 0 takes any free one."""

    def __init__(self, folder: DataFolder, network: Network, port: int, ips: tuple[str, ...] = ()) -> None:
        self._folder = folder
        self._network = network
        self._port = port
        self._ips = ips or addresses()
        self._place = folder.path / LAN
        self._open: OpenHub | None = None

    def start(self) -> None:
        """Open the hub, the first time make it, and announce it.

        Raises:
            NotFound: this device is not enrolled. StorageFault, Unreachable: port in use, or no network.
        """
        device = self._folder.casebook.device
        if device is None:
            raise NotFound(
                "本机尚未由局机关登记，其他设备不会信任它；请先载入展会包。",
                "The bureau has not enrolled this device, so none would trust it; load the fair pack first.",
            )
        passphrase = self._folder.keys.derive(LAN).hex()
        self._make(f"lan/{device.number}", passphrase)
        keys = open_keys(self._place / KEYS, passphrase)
        issue_certificate(self._place / TLS, [*self._ips, LOCAL], keys.derive("tls").hex().encode())
        self._open = open_hub(self._place, passphrase, "0.0.0.0", self._port)
        self._port = self._open.server.port
        self._open.book.scrub()
        self._open.server.start()
        greeting = write_greeting(self._folder.keys, self._folder.logbook.root, self.card())
        self._network.announce(f"huhang-{device.number}", self._ips, self._port, greeting)

    def close(self) -> None:
        """Stop serving; what was kept stays."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @property
    def urls(self) -> tuple[str, ...]:
        """Where others reach it once it was started."""
        return tuple(f"https://{ip}:{self._port}" for ip in self._ips)

    def card(self) -> bytes:
        """Return the hub's card."""
        return (self._place / CARD).read_bytes()

    def sync(self, progress: Progress = go_on) -> Synced:
        """Sync this device itself with the hub that it serves."""
        own = Neighbour(f"https://{LOCAL}:{self._port}", self._folder.keys.key.hex(), self.card())
        return sync_neighbour(self._folder, own, progress)

    def _make(self, name: str, passphrase: str) -> None:
        if (self._place / CARD).exists():
            return
        self._place.mkdir(exist_ok=True)
        keys = make_keys(self._place / KEYS, passphrase)
        authority = make_authority(self._place / TLS, name, keys.derive("tls").hex().encode())
        facts = Facts(name, self._folder.logbook.root)
        (self._place / FACTS).write_bytes(msgspec.json.encode(facts))
        book = open_book(self._place, keys)
        try:
            Uplink(HubStore(self._folder), book, keys.key, go_on).run()
        finally:
            book.close()
        card = Card(name, keys.key.hex(), authority, keys.seal_key.hex())
        (self._place / CARD).write_bytes(msgspec.json.encode(card))


def look_around(network: Network, seconds: float, progress: Progress) -> bool:
    """Listen for so long to who else is there; False where `progress` said to stop."""
    network.look()
    end = time.monotonic() + seconds  # all of it: there is no telling who else would have answered
    while (left := end - time.monotonic()) > 0:
        if not progress(0, 0):
            return False
        time.sleep(min(left, STEP_S))  # whether it shall stop is asked, not told
    return True


def find_neighbours(folder: DataFolder, network: Network, seconds: float) -> tuple[Neighbour, ...]:
    """Look around for so long and return the hubs that devices of this bureau answer for."""
    look_around(network, seconds, go_on)
    return network.found(folder.logbook.root, folder.casebook.enrolled_keys)


def sync_neighbour(folder: DataFolder, neighbour: Neighbour, progress: Progress) -> Synced:
    """Sync with a hub in the neighbourhood by the card that its device signed."""
    card = decoded(neighbour.card, Card)
    client = HubClient(neighbour.url, card.ca, folder.keys)
    try:
        hub_key = bytes.fromhex(card.key)
        return Uplink(HubStore(folder), client, hub_key, progress, at_once=AT_ONCE).run()
    finally:
        client.close()


def lines_of(neighbour: Neighbour, report: Synced) -> Iterator[str]:
    """Say what came of a sync with a neighbour."""
    yield f"{neighbour.url}  sent: {report.entries_sent} entries, {report.blobs_sent} files"
    yield f"  received: {report.entries_new} entries, {report.blobs_new} files  receipts: {report.receipts}"
    yield from (text for text in (report.alarm, report.broke_off) if text)
