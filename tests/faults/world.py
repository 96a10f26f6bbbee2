"""A hub and a laptop with a day of work: where good bytes come from, and who is given the bad ones."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.log import DOMAIN, Entry, digest, read_header
from offline_db.casebook import Casebook
from offline_db.driver import connect
from offline_db.schema import migrate_views
from tests.builders import a_key
from tests.sync.hub.day import Day, Parts
from tests.sync.hub.making import CLOCK, KEY, ALaptop

SEAL = X25519PrivateKey.from_private_bytes(bytes([9] * 32))
RENEWED = 60  # entries that a laptop takes before a fresh one is asked

Read = Callable[[bytes], object]
Parsers = Mapping[str, tuple[Sequence[bytes], Read]]


class World:
    """A hub and a laptop with a day of work: where good bytes come from, and who is given the bad ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = Day(folder / "day", Parts(), photos=2)
        self.key, self.hub_key = a_key(1), self.day.hub.key
        self.entries = list(self.day.laptop.logbook.entries())
        self.own = [e for e in self.entries if read_header(e.header).log == self.day.laptop.logbook.own]
        self._taken = 0
        self._taker = self.day.laptop

    def take(self, entry: Entry) -> None:
        """Let a laptop take an entry, and tell its case again."""
        if self._taken % RENEWED == 0:
            self._taker = ALaptop(2, self.day.bureau)
            views = connect(":memory:", KEY)
            migrate_views(views)
            self._cases = Casebook(self._taker.logbook, views, lambda: CLOCK)
            self._cases.admit_done(self._taker.admit(self.own))
        self._taken += 1
        self._cases.admit_done(self._taker.admit([entry]))
        self._cases.cases()

    def signed(self, changes: Mapping[str, Any], payload: bytes) -> Entry:
        """Return an entry that follows the laptop's last, with any payload, well signed."""
        last = self.own[-1]
        fields = json.loads(last.header)
        fields |= {"seq": fields["seq"] + 1, "prev": last.id, "ph": digest(payload), "blobs": [], **changes}
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        header = text.encode("utf-8", "surrogatepass")
        return Entry(header, self.key.sign(DOMAIN + header), payload)
