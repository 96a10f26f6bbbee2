"""Lawful erasure, one rule for hubs and laptops: whose order counts, and what it reaches.

An order (`PayloadErased`) counts if the bureau's own log gives it, or a device that the bureau enrolled for a
supervisor. That a revoked device is not heard any more is settled before: its entries are not admitted. With
any device's own order, an emptied copy would keep out the whole one that others hold.

How logs began and the orders themselves are out of reach: without them nothing verifies. So are documents and
their numbers: they are official files with their own time of keeping, and a number would be given twice.
"""

from collections.abc import Collection

from app.bureau import Bureau
from app.errors import BadInput, NotAllowed, NotFound
from app.events import DocumentIssued, LogOpened, NumberBound, PayloadErased
from app.log import Header

LASTING = tuple(kind.__name__ for kind in (LogOpened, PayloadErased, DocumentIssued, NumberBound))


def supervisors_in(bureau: Bureau) -> frozenset[bytes]:
    """Return the keys of devices that the bureau enrolled for supervisors."""
    return frozenset(bytes.fromhex(device.key) for device in bureau.devices if device.supervises)


def may_order(log: str, key: bytes | None, root: str, supervisors: Collection[bytes]) -> bool:
    """Tell whether orders to erase in a log count; `key` signs it, `root` is the bureau's log."""
    return log == root or key in supervisors


def is_erasable(header: Header, root: str) -> bool:
    """Tell whether an order can reach an entry."""
    return header.log != root and header.kind not in LASTING


def refuse_order(header: Header | None, root: str, *, entitled: bool) -> None:
    """Refuse an order: NotFound without an entry, NotAllowed by a wrong device, BadInput out of reach."""
    if header is None:
        raise NotFound("本机没有这条记录；请先同步。", "There is no such entry on this device; sync first.")
    if not entitled:
        raise NotAllowed(
            "只有局机关或者审核人员的设备可以依法删除；请在这些设备上操作。",
            "Only the bureau's own device or a supervisor's erases; do it there.",
        )
    if not is_erasable(header, root):
        raise BadInput(
            "该记录不能删除：局机关日志、日志开启、文书及其文号、删除记录须长期保存。",
            "This entry cannot be erased: the bureau's log, openings, documents and orders are kept.",
        )


def files_of_order(order: PayloadErased, target: Header) -> frozenset[str]:
    """Return the digests of files that go with an entry: those that it names and the order names too."""
    return frozenset(ref.sha256 for ref in target.blobs if ref.sha256 in order.blobs)
