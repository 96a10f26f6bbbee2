"""What the bureau does at its own desk: enrol devices and officers, lease numbers, publish fairs.

Each is an entry of the bureau's log, signed by its root key, and reaches devices in a fair pack.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.actions.bureau import OWN, next_block
from app.errors import BadInput
from app.events import DeviceEnrolled, FairPublished, LogOpened, NumbersLeased
from app.fair import StandList, write_stands
from app.log import Entry, opening_key, read_event, read_header
from app.sharing import Sent
from offline_db.data_folder import DataFolder
from sync.stick import Stick, read_request


@dataclass(frozen=True, slots=True)
class FairPlan:
    """A fair as the bureau announces it."""

    fair: str
    name: str
    venue: str
    agency: str
    begins: date
    ends: date
    stands: StandList
    register_csv: bytes
    register_name: str
    register_as_of: date
    practice: bool = False


def enrol(bureau: DataFolder, request: Path) -> DeviceEnrolled:
    """Enrol the device whose request file this is, under the next number.

    Raises:
        BadInput: not a request, or the device is enrolled already.
    """
    return enrol_entry(bureau, read_request(request))


def enrol_entry(bureau: DataFolder, entry: Entry, *, supervises: bool = False) -> DeviceEnrolled:
    """Enrol the device whose log this entry opens, under the next number. Raises BadInput as `enrol`."""
    key = opening_key(entry)
    event = read_event(read_header(entry.header), entry.payload)
    if not isinstance(event, LogOpened) or bureau.bureau.device(key.hex()):
        raise BadInput("该设备已经登记，无需重复登记。", "The device is enrolled already.")
    number = 1 + max((device.number for device in bureau.bureau.devices), default=0)
    enrolled = DeviceEnrolled(number, event.name, key.hex(), event.seal_key, supervises)
    bureau.record(enrolled)
    return enrolled


def enrol_desk(bureau: DataFolder) -> None:
    """Enrol the bureau's own desk, so that devices can give it what they know; twice is harmless."""
    if bureau.bureau.device(bureau.keys.key.hex()) is None:
        name = bureau.bureau.fairs[-1].agency if bureau.bureau.fairs else "局机关"
        keys = bureau.keys
        bureau.record(DeviceEnrolled(OWN, name, keys.key.hex(), keys.seal_key.hex()))


def lease(
    bureau: DataFolder,
    device: int,
    series: str,
    prefix: str,
    year: int,
    count: int,
) -> NumbersLeased:
    """Lease the next block of a number series to a device; blocks are never leased twice.

    Raises:
        BadInput: see `next_block`.
    """
    leased = next_block(bureau.bureau, device, series, prefix, year, count)
    bureau.record(leased)
    return leased


def publish(bureau: DataFolder, plan: FairPlan) -> FairPublished:
    """Publish a fair with its stands and register extract."""
    stands = bureau.blobs.put(write_stands(plan.stands), "stands")
    register = bureau.blobs.put(plan.register_csv, "register")
    event = FairPublished(
        plan.fair,
        plan.name,
        plan.venue,
        plan.begins,
        plan.ends,
        stands.sha256,
        register.sha256,
        plan.register_name,
        plan.register_as_of,
        plan.agency,
        plan.practice,
    )
    bureau.casebook.append("", event, blobs=(stands, register))
    return event


def write_pack(bureau: DataFolder, path: Path, keys: tuple[str, ...]) -> Sent:
    """Write the fair pack for devices: the bureau's log with its blobs, sealed to them."""
    enrol_desk(bureau)
    return Stick(bureau).write(path, keys, lambda done, total: True)


def fingerprint(root: str) -> str:
    """Return a log id as people compare it: groups of four characters."""
    return " ".join(root[i : i + 4] for i in range(0, len(root), 4))
