"""How devices come to the bureau: a hub that runs here, invitations to it, and who waits to be confirmed.

The supervisor's half works in the bureau's own data folder only, whose key signs every word; the other half
is a new device's: it asks by the code that it was shown, and says by which words it can be known.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.sharing import Progress, Synced


@dataclass(frozen=True, slots=True)
class HubPlan:
    """Where a hub lies on this machine, and where it listens."""

    folder: Path
    host: str  # an address of this machine
    port: int  # 0 for any that is free
    passphrase: str = ""  # of a hub that was made with one; "" for one that the bureau's own key opens


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time code for a new device."""

    url: str
    words: str
    picture: bytes  # the code as QR, PNG
    until: datetime  # aware, China Standard Time


@dataclass(frozen=True, slots=True)
class WaitingDevice:
    """A device that asked by a code and waits for the bureau's word."""

    words: str  # the fingerprint of its key, to be compared with its screen
    name: str
    asked_at: datetime  # aware, China Standard Time


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of a pull from another hub."""

    url: str
    report: Synced


class HubOffice(Protocol):
    """The bureau's hub and invitations; every call may wait for a network."""

    @property
    def running(self) -> str:
        """The address of the hub that runs in this program, "" if none does."""
        ...

    def usual(self) -> HubPlan:
        """Return where a hub of this data folder would lie and listen unless a person says otherwise."""
        ...

    def hosts(self) -> tuple[str, ...]:
        """Return this machine's addresses, the loopback's last."""
        ...

    def start(self, plan: HubPlan) -> str:
        """Run a hub beside the window, made first where the folder is empty; returns its address.

        The bureau's log names the address from then on, and the hub is brought what the bureau knows.

        Raises:
            NotAllowed: not the bureau's own data folder. BadInput: a folder of something else, or of
            another bureau. StorageFault: a wrong passphrase, a port in use, a full disk.
        """
        ...

    def stop(self) -> None:
        """End the hub after what it is answering; harmless when none runs."""
        ...

    def pull(self, progress: Progress) -> tuple[Pulled, ...]:
        """Let the hub that runs here take what the bureau's other hubs hold, proved by their logs.

        Raises:
            NotFound: no hub runs here, or the bureau names no other. NotAllowed. StorageFault.
        """
        ...

    def invite(self, url: str) -> Invitation:
        """Make a one-time code at a hub. Raises NotAllowed, NotFound, Unreachable."""
        ...

    def waiting(self, url: str) -> tuple[WaitingDevice, ...]:
        """Return who waits at a hub, the first one first. Raises NotAllowed, NotFound, Unreachable."""
        ...

    def confirm(self, url: str, words: str, *, supervises: bool) -> str:
        """Enrol the device with this fingerprint and tell the hub.

        Returns why the hub was not told yet, "Chinese | English", "" where it was.

        Raises:
            NotFound: no such device waits. As `waiting`.
        """
        ...

    def revoke(self, number: int, reason: str) -> None:
        """Revoke a device in the bureau's log. Raises NotAllowed, NotFound."""
        ...

    def ask(self, code: str, url: str) -> str:
        """Ask the hub that a code (nine words, or the QR's text) is for; returns this device's fingerprint.

        Raises:
            BadInput: mistyped, or words without an address. NotFound, NotAllowed: a code that does not
            hold, or another hub. Unreachable. StorageFault: this device belongs to another bureau.
        """
        ...

    def ask_by_picture(self, path: Path) -> str:
        """Ask by a picture of the QR code. Raises as `ask`."""
        ...

    def own_words(self) -> str:
        """Return the words by which a supervisor knows this device."""
        ...
