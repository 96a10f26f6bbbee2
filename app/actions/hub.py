"""The hub's page: a hub that runs here, invitations, who waits, and the bureau's devices."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bureau import SUPERVISOR, refuse_unfit
from app.enrolling import HubPlan, Invitation, Pulled, WaitingDevice
from app.errors import BadInput, NotAllowed
from app.kit import Kit
from app.sharing import Progress


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device of the bureau's."""

    number: int
    name: str
    supervises: bool
    heard_ms: int  # clock of its last entry known here, 0 if never
    revoked: str  # why, "" while enrolled


@dataclass(frozen=True, slots=True)
class HubOverview:
    """What the bureau's own data folder knows of hubs and devices."""

    running: str  # address of the hub in this program, "" if none
    usual: HubPlan
    hosts: Sequence[str]
    urls: Sequence[str]  # of the bureau's hubs, the one that runs here first, then the newest
    devices: Sequence[DeviceLine]


def hub_overview(kit: Kit) -> HubOverview:
    """Return hubs and devices, without asking a network."""
    heard = {peer.key: peer.heard_ms for peer in kit.stick.peers()}
    running = kit.hubs.running
    published = [hub.url for hub in reversed(kit.casebook.bureau.hubs)]
    devices = tuple(
        DeviceLine(d.number, d.name, d.supervises, heard.get(d.key, 0), d.revoked)
        for d in sorted(kit.casebook.bureau.devices, key=lambda d: d.number)
        if d.number  # the bureau's own desk is no device that could be revoked
    )
    urls = tuple(dict.fromkeys([*([running] if running else []), *published]))
    return HubOverview(running, kit.hubs.usual(), kit.hubs.hosts(), urls, devices)


def start_hub(kit: Kit, plan: HubPlan) -> str:
    """Run a hub beside the window; returns its address. Raises as `app.enrolling.HubOffice.start`."""
    require_supervisor(kit)
    return kit.hubs.start(plan)


def stop_hub(kit: Kit) -> None:
    """End the hub that runs here."""
    require_supervisor(kit)
    kit.hubs.stop()


def pull_hubs(kit: Kit, progress: Progress) -> tuple[Pulled, ...]:
    """Let the hub that runs here pull from the others; see `app.enrolling.HubOffice.pull`."""
    require_supervisor(kit)
    return kit.hubs.pull(progress)


def invite_device(kit: Kit, url: str) -> Invitation:
    """Make a one-time code for a new device. Raises NotAllowed, NotFound, Unreachable."""
    require_supervisor(kit)
    return kit.hubs.invite(url)


def waiting_devices(kit: Kit, url: str) -> tuple[WaitingDevice, ...]:
    """Return which devices wait at a hub. Raises NotAllowed, NotFound, Unreachable."""
    return kit.hubs.waiting(url)


def confirm_device(kit: Kit, url: str, words: str, *, supervises: bool = False) -> str:
    """Enrol the waiting device whose fingerprint was compared; see `app.enrolling.HubOffice.confirm`."""
    require_supervisor(kit)
    return kit.hubs.confirm(url, words, supervises=supervises)


def revoke_device(kit: Kit, number: int, reason: str) -> None:
    """Revoke a device for a reason.

    Raises:
        NotAllowed: no supervisor on duty. BadInput: no reason. NotFound: no such device.
    """
    require_supervisor(kit)
    if not reason.strip():
        raise BadInput("请填写吊销理由。", "Write why the device is revoked.")
    kit.hubs.revoke(number, reason.strip())


def ask_to_join(kit: Kit, code: str, url: str) -> str:
    """Ask to be enrolled by the words of a code; returns this device's fingerprint. See `HubOffice.ask`."""
    return kit.hubs.ask(code, url)


def ask_by_picture(kit: Kit, path: Path) -> str:
    """Ask to be enrolled by a picture of a code; returns this device's fingerprint."""
    return kit.hubs.ask_by_picture(path)


def words_while_waiting(kit: Kit) -> str:
    """Return this device's fingerprint while the bureau has not enrolled it, "" after."""
    return "" if kit.casebook.leads or kit.casebook.device else kit.hubs.own_words()


def require_supervisor(kit: Kit) -> None:
    """Check that a supervisor is on duty. Raises NotAllowed."""
    duty = kit.casebook.duty
    if duty.role != SUPERVISOR:
        raise NotAllowed(
            "只有审核人员可以管理中心；请以审核人员身份登录。",
            "Only a supervisor manages the hub; sign in as one.",
        )
    refuse_unfit(kit.casebook.bureau, duty.officers, SUPERVISOR, kit.today())
