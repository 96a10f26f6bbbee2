"""Machines of one bureau on a LAN or a hotspot: one offers itself, others find it and sync, with proofs."""

from dataclasses import dataclass
from typing import Protocol

from app.sharing import Progress, Synced


@dataclass(frozen=True, slots=True)
class Met:
    """A device that was found on the LAN, and what one sync with it came to."""

    name: str
    url: str
    report: Synced


class Neighbourhood(Protocol):
    """What an officer may do on a LAN; every call may wait for a network."""

    @property
    def offered(self) -> tuple[str, ...]:
        """The addresses under which this device serves others, () while it does not."""
        ...

    def offer(self) -> None:
        """Let the bureau's devices find this one and sync with it until `withdraw`; harmless twice.

        Raises:
            NotFound: the bureau has not enrolled this device. Unreachable: no network. StorageFault.
        """
        ...

    def withdraw(self) -> None:
        """Serve no more, after what is being answered; harmless when nothing is served."""
        ...

    def sync_own(self, progress: Progress) -> Synced:
        """Give and take what this device itself serves to others. Raises NotFound while it serves nothing."""
        ...

    def sync_around(self, progress: Progress) -> tuple[Met, ...]:
        """Look around for some seconds and sync with every device that offers itself; () where stopped.

        Raises:
            NotFound: none was found. Unreachable: no network.
        """
        ...
