"""What this device takes numbers from: its count of cases, and the blocks that the bureau leased to it."""

from collections.abc import Iterable

from app.bureau import Bureau, Device, Restored, fold_bureau, since_restored
from app.errors import NotAllowed
from app.events import NumbersLeased
from app.history import Place, Recorded
from offline_db.logbook import Logbook


class Counter:
    """Counts for one device, by what its logbook holds."""

    def __init__(self, logbook: Logbook) -> None:
        self.logbook = logbook
        self._bureau = fold_bureau(logbook.records(log=logbook.root)) if logbook.root else Bureau()

    @property
    def bureau(self) -> Bureau:
        return self._bureau

    @property
    def device(self) -> Device | None:
        """This installation as the bureau enrolled it, None before."""
        own = self.logbook.key_of(self.logbook.own)
        return self._bureau.device(own.hex()) if own else None

    def new_case_number(self, fair: str) -> str:
        """Return the next case number of this device at a fair.

        Raises:
            NotAllowed: the bureau has not enrolled this device.
        """
        if self.device is None:
            raise NotAllowed(
                "本机尚未由局机关登记，不能建立案卷；请先载入展会包。",
                "The bureau has not enrolled this device; load the fair pack first.",
            )
        prefix = f"{fair}-{self.device.number}-"
        taken = [n.removeprefix(prefix) for n in self.logbook.case_sizes() if n.startswith(prefix)]
        counts = [t.removesuffix(self.logbook.mark) for t in taken]
        return f"{prefix}{1 + max((int(t) for t in counts if t.isdigit()), default=0):04d}{self.logbook.mark}"

    @property
    def mark(self) -> str:
        """What stands behind the numbers that this device counts by itself; see `app.kit.Casebook`."""
        return self.logbook.mark

    def blocks(self) -> tuple[NumbersLeased, ...]:
        """Return the blocks that this device may take numbers from."""
        opening = self.logbook.restored_at
        leases = self._bureau.leases if opening is None else _leased(self._said_since(opening))
        return tuple(block for block in leases if self.device and block.device == self.device.number)

    def restored(self) -> Restored | None:
        """Tell what a restored image means for this device's numbers, None if it never was one."""
        opening = self.logbook.restored_at
        if opening is None:
            return None
        own = [block for block in self._bureau.leases if self.device and block.device == self.device.number]
        usable = len(self.blocks())
        heard = bool(self._said_since(opening))
        return Restored(self.mark, heard, len(own) - usable, usable)

    def _said_since(self, opening: Place) -> tuple[Recorded, ...]:
        root = self.logbook.root
        return tuple(since_restored(self.logbook.records(log=root), opening)) if root else ()


def _leased(records: Iterable[Recorded]) -> tuple[NumbersLeased, ...]:
    return tuple(record.event for record in records if isinstance(record.event, NumbersLeased))
