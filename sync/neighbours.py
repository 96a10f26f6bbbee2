"""Machines of one bureau find each other on a hall's LAN or a hotspot, without internet (DNS-SD, RFC 6763).

One of them serves as a hub and announces it. The announcement carries the hub's card, signed by a device's
key; a card counts only if the bureau's log enrolled that key and did not revoke it. Everything after is a
sync like any other: TLS pinned to the card, signed requests, proofs. An announcement can be copied, and leads
whoever follows the copy to a server whose TLS does not fit the card.
"""

import socket
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import ifaddr
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from zeroconf import BadTypeInNameException, NonUniqueNameException, ServiceBrowser, ServiceInfo, Zeroconf
from zeroconf import Error as ZeroconfError

from app.errors import BadInput, Unreachable
from app.log import Signer

SERVICE = "_huhang._tcp.local."
DOMAIN = b"huhang-neighbour-v1\0"
STRING = 250  # bytes of a card in one string of the record
MOST_STRINGS = 8
LARGEST_CARD = 4096  # bytes
KEY, SIGNATURE = 32, 64
Properties = dict[bytes, bytes | None]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A hub on this network that a device of the bureau answers for."""

    url: str
    key: str  # the device's signing key, hex
    card: bytes  # of the hub


def write_greeting(signer: Signer, root: str, card: bytes) -> dict[str | bytes, bytes]:
    """Return the properties that announce a hub by its card, under a device's key, to a bureau's devices."""
    packed = zstandard.ZstdCompressor(level=19).compress(card)
    found: dict[str | bytes, bytes] = {
        b"k": signer.key,
        b"s": signer.sign(DOMAIN + root.encode() + packed),
    }
    for at in range(0, len(packed), STRING):
        found[f"c{at // STRING}".encode()] = packed[at : at + STRING]
    return found


def read_greeting(properties: Properties, root: str, enrolled: Collection[bytes]) -> tuple[bytes, bytes]:
    """Return the device that announces a hub (its key), and the hub's card.

    Raises:
        BadInput: not such properties, not signed by that device for this bureau, or it is not enrolled.
    """
    key, signature = properties.get(b"k") or b"", properties.get(b"s") or b""
    packed = b"".join(properties.get(f"c{n}".encode()) or b"" for n in range(MOST_STRINGS))
    if key not in enrolled or len(key) != KEY or len(signature) != SIGNATURE:
        raise _stranger()
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, DOMAIN + root.encode() + packed)
        with zstandard.ZstdDecompressor().stream_reader(packed) as reader:
            card = bytes(reader.read(LARGEST_CARD + 1))
    except (InvalidSignature, ValueError, zstandard.ZstdError) as error:
        raise _stranger() from error
    if len(card) > LARGEST_CARD:
        raise _stranger()
    return key, card


def addresses() -> tuple[str, ...]:
    """Return this machine's IPv4 addresses on networks, loopback left out."""
    found = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if isinstance(ip.ip, str)]
    return tuple(ip for ip in found if not ip.startswith("127."))


class Network:
    """The local networks; `interfaces` are their addresses here, all of them where none is given."""

    def __init__(self, interfaces: Sequence[str] = ()) -> None:
        try:
            self._zeroconf = Zeroconf(interfaces=list(interfaces)) if interfaces else Zeroconf()
        except (OSError, ZeroconfError) as error:
            raise no_network() from error
        self._infos: dict[str, ServiceInfo] = {}
        self._lock = threading.Lock()
        self._browser: ServiceBrowser | None = None

    def announce(self, name: str, ips: Sequence[str], port: int, greeting: dict[str | bytes, bytes]) -> None:
        """Tell the neighbourhood of a hub until `close`.

        Raises:
            Unreachable: there is no network.
        """
        info = ServiceInfo(
            SERVICE,
            f"{name}.{SERVICE}",
            port=port,
            properties=greeting,
            addresses=[socket.inet_aton(ip) for ip in ips],
            server=f"{name}.local.",
        )
        try:
            self._zeroconf.register_service(info, allow_name_change=True)
        except (OSError, ZeroconfError, BadTypeInNameException, NonUniqueNameException) as error:
            raise no_network() from error

    def look(self) -> None:
        """Begin to look for neighbours; `found` tells those that have answered."""
        if self._browser is None:
            self._browser = ServiceBrowser(self._zeroconf, SERVICE, handlers=[self._changed])

    def found(self, root: str, enrolled: Callable[[], Collection[bytes]]) -> tuple[Neighbour, ...]:
        """Return the hubs around that devices of this bureau answer for; strangers are left out."""
        with self._lock:
            infos = list(self._infos.values())
        keys = enrolled()
        neighbours = []
        for info in infos:
            try:
                key, card = read_greeting(info.properties, root, keys)
            except BadInput:
                continue
            for ip in info.parsed_addresses()[:4]:
                neighbours.append(Neighbour(f"https://{ip}:{info.port}", key.hex(), card))
        return tuple(neighbours)

    def close(self) -> None:
        """Say goodbye to the neighbourhood."""
        self._zeroconf.close()

    def _changed(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: object) -> None:
        try:
            info = zeroconf.get_service_info(service_type, name, timeout=3000)
        except ZeroconfError:  # too busy, or closing: it will be heard again
            return
        with self._lock:
            if info is None:
                self._infos.pop(name, None)
            else:
                self._infos[name] = info


def _stranger() -> BadInput:
    return BadInput(
        "网络上的设备不是本局登记的设备，未与其交换任何内容。",
        "The machine on the network is not a device of this bureau; nothing was exchanged with it.",
    )


def no_network() -> Unreachable:
    """Return the error of a machine that no network reaches."""
    return Unreachable(
        "没有可用的局域网；请先连接展馆网络或热点。",
        "There is no local network; join the hall's network or a hotspot first.",
    )
