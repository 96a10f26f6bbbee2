"""Sharing on a LAN without internet: offer this device, sync with those that offer themselves."""

from app.actions.share import load_register
from app.errors import NotAllowed
from app.kit import Kit
from app.neighbourhood import Met
from app.sharing import Progress, Synced


def lan_offered(kit: Kit) -> tuple[str, ...]:
    """Return the addresses under which this device serves others, () while it does not."""
    return kit.lan.offered


def offer_lan(kit: Kit) -> tuple[str, ...]:
    """Let the bureau's devices sync with this one; see `app.neighbourhood.Neighbourhood.offer`.

    Raises:
        NotAllowed: nobody is on duty. NotFound, Unreachable, StorageFault.
    """
    if not kit.casebook.duty.officers:
        raise NotAllowed("请先登录，再开始共享。", "Sign in first, then offer this device.")
    kit.lan.offer()
    return kit.lan.offered


def withdraw_lan(kit: Kit) -> None:
    """Serve no more."""
    kit.lan.withdraw()


def sync_own_lan(kit: Kit, progress: Progress) -> Synced | None:
    """Give and take what this device itself serves; None while it serves nothing."""
    return kit.lan.sync_own(progress) if kit.lan.offered else None


def sync_lan(kit: Kit, progress: Progress) -> tuple[Met, ...]:
    """Sync with the devices around, and take a new fair's register; see `Neighbourhood.sync_around`."""
    met = kit.lan.sync_around(progress)
    if any(one.report.blobs_new for one in met):
        load_register(kit, progress)
    return met
