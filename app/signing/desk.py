"""What a kit finishes, stamps, checks and certifies documents with; the front door provides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.events import Delegation
from app.sharing import Progress
from app.signing.verdict import Stamped, Verdict


@dataclass(frozen=True, slots=True)
class Finished:
    """A document as it is issued: for archives, and signed by those officers who can."""

    pdf: bytes
    signed_by: tuple[str, ...]  # ids; officers without a valid certificate on this device are not among them


@dataclass(frozen=True, slots=True)
class Tried:
    """A time-stamp authority that gave a stamp, and the root by which it is believed."""

    url: str
    root: bytes  # its certificate, DER
    name: str  # of the authority, as its certificate says
    at: datetime  # what its clock said, aware


class Certificates(Protocol):
    """Certificates for officers' document keys: asked for on a device, issued and revoked at the bureau."""

    def lacking(self, officers: Sequence[str]) -> tuple[str, ...]:
        """Return those officers (ids) who cannot sign a document on this device now."""
        ...

    def request(self) -> bytes:
        """Make keys for the inspectors who have no certificate here; return the request for them.

        Raises:
            StorageFault: the disk refuses.
        """
        ...

    def certify(self, request: bytes) -> tuple[str, ...]:
        """Issue what a device asks for; returns the officers (ids).

        Raises:
            BadInput: no such request, a device not enrolled, an officer unknown or revoked.
            NotFound: the bureau has no root yet.
        """
        ...

    def publish_root(self, agency: str) -> str:
        """Make the bureau's root unless there is one; returns the SHA-256 of its certificate."""
        ...

    def revoke(self, officer: str, reason: str) -> None:
        """Revoke an officer and the certificates. Raises NotFound: no such officer, or no root."""
        ...

    def try_authority(self, url: str, roots: bytes, progress: Progress) -> Tried:
        """Ask a time-stamp authority for a stamp, and check it by the roots (PEM or DER). Keeps nothing.

        Raises:
            BadInput: no such address, no certificate, no stamp, or none that a root vouches for.
            Unreachable: no answer, or it was stopped.
        """
        ...

    def set_authority(self, url: str, root: bytes) -> None:
        """Tell devices which authority to ask, and by which root to believe it; "" for none.

        Raises:
            NotFound: the bureau has no root of its own yet.
            BadInput: no such address, or no certificate.
        """
        ...


class Pins(Protocol):
    """What only an officer knows: without it the officer's key on this device signs nothing."""

    def pinned(self, officers: Sequence[str]) -> tuple[str, ...]:
        """Return those officers (ids) whose key here lies under a PIN."""
        ...

    def unlock(self, officer: str, pin: str) -> None:
        """Let an officer's key serve until `lock`. Raises NotAllowed: another PIN."""
        ...

    def lock(self) -> None:
        """Let no key under a PIN serve before its PIN is given again."""
        ...

    def set_pin(self, officer: str, old: str, new: str) -> None:
        """Put an officer's key under another PIN; "" is none, before and after.

        Raises:
            NotAllowed: `old` is not the PIN. BadInput: `new` is too short.
            NotFound: the officer has no key here. StorageFault: the disk refuses.
        """
        ...

    def renew(self, officer: str) -> None:
        """Forget an officer's key here, since its PIN is forgotten; the next `request` makes another.

        Raises:
            StorageFault: the disk refuses.
        """
        ...


class Signing(Certificates, Pins, Protocol):
    """What officers' keys sign, and what makes a set document last and checks such documents."""

    def delegate(self, officers: Sequence[str], role: str, moment: datetime) -> tuple[Delegation, ...]:
        """Return the words of those who can sign here: this device acts for them for a shift from then."""
        ...

    def finish(
        self,
        pdf: bytes,
        values: bytes,
        code: str,
        *,
        officers: Sequence[str],
        moment: datetime,
        language: str = "zh",
    ) -> Finished:
        """Archive a PDF with its case data and code (text) inside, and sign it by each officer who can."""
        ...

    def stamp(self, pdf: bytes, progress: Progress) -> tuple[bytes, Stamped]:
        """Return the PDF with a time-stamp behind its bytes, and what it says. Needs the network.

        Raises:
            NotAllowed: the bureau set no authority.
            Unreachable, BadInput: no answer, none that fits, one of an authority that the bureau did not
                name, or it was stopped; the document stays as it is.
        """
        ...

    def verify(self, pdf: bytes) -> Verdict:
        """Say what holds of a document file. Raises BadInput: it cannot be read at all."""
        ...
