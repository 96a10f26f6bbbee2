"""Giving entries and blobs to other devices and taking theirs."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.errors import InspectionError, NotAllowed, NotFound
from app.kit import Kit
from app.rights import ImportReport
from app.safety import HubState
from app.sharing import BoxState, PeerLine, Progress, Received, Sent, Synced


def peers(kit: Kit) -> tuple[PeerLine, ...]:
    """Return the bureau's other devices and what each has confirmed to hold."""
    return kit.stick.peers()


def write_bundle(kit: Kit, path: Path, recipients: Sequence[str], progress: Progress) -> Sent:
    """Write a bundle for devices (signing keys, hex); see `app.kit.Stick.write`."""
    return kit.stick.write(path, recipients, progress)


def read_bundle(kit: Kit, path: Path, progress: Progress) -> tuple[Received, ImportReport | None]:
    """Read a bundle or fair pack; a new fair's register extract takes the place of the old one.

    Raises:
        BadInput, StorageFault: see `app.kit.Stick.read`.
    """
    received = kit.stick.read(path, progress)
    return received, load_register(kit, progress)


def box_state(kit: Kit) -> BoxState:
    """Return how the black box stands."""
    return kit.box.state()


def box_media(kit: Kit) -> tuple[Path, ...]:
    """Return the places of media that could be a black box."""
    return kit.box.media()


def mark_box(kit: Kit, place: Path) -> BoxState:
    """Make the medium at a place this device's black box, once; it is used whenever it is in.

    Raises:
        NotAllowed: the bureau's keys are not known here yet. StorageFault: the medium refuses.
    """
    kit.box.mark(place)
    return kit.box.state()


def hub_state(kit: Kit) -> HubState:
    """Return how this device stands with its hubs: what is safe, what waits, what is wrong."""
    return kit.safety.state()


def sync_hub(kit: Kit, progress: Progress) -> Synced:
    """Sync with the hubs that were joined, and take a new fair's register; see `Safekeeping.sync`."""
    report = kit.safety.sync(progress)
    if report.blobs_new:
        load_register(kit, progress)
    return report


def join_hub(kit: Kit, url: str, card: Path, progress: Progress) -> Synced:
    """Sync with a hub for the first time; from then on it is synced with by itself.

    Raises:
        BadInput, NotFound: see `Safekeeping.join`.
    """
    return kit.safety.join(url, card, progress)


def read_alarm(kit: Kit, number: int) -> HubState:
    """Take note that whoever is on duty has read an alarm of a hub's log.

    Raises:
        NotAllowed: nobody is on duty.
    """
    if not kit.casebook.duty.officers:
        raise NotAllowed(
            "请先登录；警报须由值班人员签阅。", "Sign in first; an alarm is read by an officer on duty."
        )
    kit.safety.read_alarm(number)
    return kit.safety.state()


def join_bureau(kit: Kit, root: str) -> None:
    """Trust the bureau whose log id (32 hex characters) an official gave out with the fair pack.

    Raises:
        StorageFault: this device belongs to another bureau.
    """
    kit.trust(root.strip().lower().replace(" ", ""))


def load_register(kit: Kit, progress: Progress) -> ImportReport | None:
    """Import the fair's register extract unless it is in use already; None if there was nothing to do."""
    try:
        fair = kit.fair()
        if kit.register.extract.digest == fair.register:
            return None
        source = kit.blobs.get(fair.register)
    except NotFound:
        return None
    with tempfile.TemporaryDirectory(prefix="huhang-") as folder:
        path = Path(folder) / "register.csv"
        try:
            path.write_bytes(source)
        except OSError as error:
            raise InspectionError(
                "磁盘空间不足，登记摘录未载入；请释放空间后重试，原有摘录仍可使用。",
                "Not enough disk space for the register extract; free space and try again.",
            ) from error
        return kit.register.import_files(
            [path],
            name=fair.register_name,
            as_of=fair.register_as_of,
            digest=fair.register,
            progress=progress,
        )
