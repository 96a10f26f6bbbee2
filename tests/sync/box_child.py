"""A program that records and mirrors until it is killed, and prints what it shows as held."""

import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.events import PhotoTaken
from app.log import digest
from sync.black_box import BlackBox
from sync.medium import Medium
from tests.builders import Key
from tests.sync.hub.making import ALaptop, a_bureau_log


class BoxKeys(Key):
    """A device's keys for tests: the sealing key follows from nothing secret."""

    def __init__(self, key: Key) -> None:
        super().__init__(key.private)

    @property
    def sealing(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.private.private_bytes_raw())


def a_box(laptop: ALaptop, place: Path, bureau: X25519PrivateKey, medium: Medium | None = None) -> BlackBox:
    """The black box of a laptop in memory, whose only medium is `place`."""
    place.mkdir(exist_ok=True)
    return BlackBox(
        laptop,
        BoxKeys(laptop.key),
        lambda: laptop.logbook.root,
        lambda: [bureau.public_key().public_bytes_raw()],
        lambda: [place],
        place.with_name(f"marks-{laptop.key.key.hex()[:8]}.json"),
        medium,
    )


def child_laptop() -> ALaptop:
    return ALaptop(1, a_bureau_log([1, 2]))


def main(place: Path, bureau: X25519PrivateKey) -> None:
    """Record photos and mirror them for ever."""
    laptop = child_laptop()
    box = a_box(laptop, place, bureau)
    box.mark(place)
    told: set[str] = set()
    count = 0
    while True:
        data = count.to_bytes(4, "big") * 20_000
        laptop.record(PhotoTaken(digest(data), "wide"), data)
        box.look()
        shown = box.mirrored()
        sys.stdout.write("".join(f"{leaf}\n" for leaf in shown - told))
        sys.stdout.flush()
        told |= shown
        count += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), X25519PrivateKey.from_private_bytes(bytes.fromhex(sys.argv[2])))
