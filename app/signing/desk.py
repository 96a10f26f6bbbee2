"""What a kit finishes, stamps, checks and certifies documents with; the front door provides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.signing.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Finished:
    """A document as it is issued: for archives, and signed by those officers who can."""

    pdf: bytes
    signed_by: tuple[str, ...]  # ids; officers without a valid certificate on this device are not among them


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


class Signing(Certificates, Protocol):
    """What makes a set document last, and checks such documents."""

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

    def stamp(self, pdf: bytes) -> tuple[bytes, str]:
        """Return the PDF with a time-stamp behind its bytes, and the authority's name. Needs the network.

        Raises:
            NotAllowed: the bureau set no authority.
            Unreachable, BadInput: no answer, or none that fits; the document stays as it is.
        """
        ...

    def verify(self, pdf: bytes) -> Verdict:
        """Say what holds of a document file. Raises BadInput: it cannot be read at all."""
        ...
