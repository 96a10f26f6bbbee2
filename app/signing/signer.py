"""Who signs a document: a certificate, and something that signs with the key to it.

PDF code knows no algorithms; it asks a signer. P-256 serves everywhere, `sm2` where its library is installed.
"""

from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

P256 = "1.2.840.10045.4.3.2"  # ecdsa-with-SHA256, RFC 5758
SM2 = "1.2.156.10197.1.501"  # SM2 with SM3, GM/T 0006-2012


class Signer(Protocol):
    """A certificate (DER) and the private key to it, wherever that is."""

    @property
    def certificate(self) -> bytes: ...

    @property
    def algorithm(self) -> str:
        """P256 or SM2; the hash of documents goes with it: SHA-256, SM3."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature over `message`, DER of its two integers."""
        ...


@dataclass(frozen=True, slots=True)
class P256Signer:
    """ECDSA over P-256 with SHA-256; nonces by RFC 6979: the same message, the same signature."""

    certificate: bytes
    key: ec.EllipticCurvePrivateKey = field(repr=False)
    algorithm: str = P256

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
