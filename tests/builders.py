"""Real things for tests, made fresh: keys, entries, devices of one bureau, a stick between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.events import DeviceEnrolled, Event, LogOpened, OfficerEnrolled
from app.history import Recorded, place_all
from app.log import Clock, Entry, Header, Position, log_id, read_event, read_header, seal_entry, write_payload
from app.sharing import go_on
from offline_db.data_folder import DataFolder, create_data_folder
from sync.stick import Stick

NONCE = "00" * 16


@dataclass(frozen=True)
class Key:
    """A fresh signing key."""

    private: Ed25519PrivateKey

    @property
    def key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


def a_key(seed: int = 1) -> Key:
    return Key(Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big")))


class ALog:
    """A log in memory."""

    def __init__(self, seed: int = 1, name: str = "device") -> None:
        self.key = a_key(seed)
        self.id = log_id(self.key.key, NONCE)
        self.entries: list[Entry] = []
        self.add(LogOpened(self.key.key.hex(), NONCE, "00" * 32, name, "0"))

    def add(self, event: Event, case: str = "", saw: tuple[str, ...] = (), after: int = -1) -> Entry:
        """Append an event; `after` picks the entry to follow (a fork if it is not the last)."""
        before = self.entries[after] if self.entries else None
        seq = read_header(before.header).seq + 1 if before else 0
        position = Position(self.id, seq, before.id if before else "", saw)
        entry = seal_entry(
            self.key,
            position,
            event,
            write_payload(event, bytes(16)),
            clock=Clock(1_780_000_000_000 + seq, seq),
            case=case,
            officers=("o1", "o2"),
        )
        self.entries.append(entry)
        return entry


def recorded(entries: Iterable[Entry]) -> tuple[Recorded, ...]:
    """Read and place entries."""
    headers: dict[str, Header] = {e.id: read_header(e.header) for e in entries}
    payloads = {e.id: e.payload for e in entries}
    places = place_all(headers)
    return tuple(
        Recorded(name, header, read_event(header, payloads[name]), places[name])
        for name, header in headers.items()
    )


def a_bureau(path: Path, inspectors: int = 3, supervisors: int = 1) -> DataFolder:
    """A bureau with certified officers "i1", "i2" …, "s1" …"""
    bureau = create_data_folder(path, "测试局", "0", bureau=True)
    roles = [("i", "inspector", n) for n in range(1, inspectors + 1)]
    roles += [("s", "supervisor", n) for n in range(1, supervisors + 1)]
    for letter, role, n in roles:
        bureau.record(
            OfficerEnrolled(
                f"{letter}{n}",
                f"人员{letter}{n}",
                f"0{n}",
                "一科",
                role,
                date(2020, 1, 1),
                date(2099, 12, 31),
            )
        )
    return bureau


def a_device(bureau: DataFolder, path: Path, number: int) -> DataFolder:
    """A device that the bureau enrolled and that holds the bureau's log."""
    device = create_data_folder(path, f"{number}号机", "0")
    keys = device.keys
    bureau.record(DeviceEnrolled(number, f"{number}号机", keys.key.hex(), keys.seal_key.hex()))
    device.logbook.pin_root(bureau.own)
    carry(bureau, device, path.parent / f"pack-{number}.huhang")
    return device


def carry(giver: DataFolder, taker: DataFolder, path: Path) -> None:
    """Carry a stick from one device to another."""
    Stick(giver).write(path, [taker.keys.key.hex()], go_on)
    Stick(taker).read(path, go_on)
