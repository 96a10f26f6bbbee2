"""Signatures by SM2 with SM3 (GM/T 0003, GM/T 0004), where the library for it is installed (extra `sm`).

`cryptography` knows SM3 but no SM2 keys, and readers of the Acrobat kind check neither; such signatures are
for offices whose own readers do. A certified module takes this one's place behind the same interface.
"""

from dataclasses import dataclass, field

from asn1crypto import x509

from app.errors import StorageFault
from app.signing.signer import SM2

try:
    import gmssl_pyx
except ImportError:  # the extra is not installed
    gmssl_pyx = None

CURVE = "1.2.156.10197.1.301"


def available() -> bool:
    """Tell whether SM2 signatures can be made and checked here."""
    return gmssl_pyx is not None


@dataclass(frozen=True, slots=True)
class Sm2Signer:
    """A key of 32 bytes and the certificate (DER) of its public half; identity as GM/T 0009 presets it."""

    certificate: bytes
    key: bytes = field(repr=False)
    algorithm: str = SM2

    def sign(self, message: bytes) -> bytes:
        """Raises StorageFault where the library is not installed."""
        if gmssl_pyx is None:
            raise StorageFault(
                "本机未安装国密签名组件（gmssl_pyx）；请安装后重试，或改用 P-256 证书。",
                "The library for SM2 (gmssl_pyx) is not installed; install it or use a P-256 certificate.",
            )
        return bytes(gmssl_pyx.sm2_sign(self.key, public_point(self.certificate), message))


def public_point(certificate: bytes) -> bytes:
    """Return the public key of a certificate on the SM2 curve, 64 bytes; b"" where it has another kind."""
    key = x509.Certificate.load(certificate)["tbs_certificate"]["subject_public_key_info"]
    parameters = key["algorithm"]["parameters"]
    point = bytes(key["public_key"])
    if parameters.chosen.dotted != CURVE or len(point) != 65:
        return b""
    return point[1:]


def is_signed(certificate: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether `signature` over `message` was made with the SM2 key of a certificate (DER)."""
    point = public_point(certificate)
    if gmssl_pyx is None or not point:
        return False
    try:
        return bool(gmssl_pyx.sm2_verify(point, message, signature))
    except (ValueError, gmssl_pyx.GmsslInnerError):
        return False


def is_issued(certificate: bytes, root: bytes) -> bool:
    """Tell whether a certificate was issued by a root whose key lies on the SM2 curve (both DER)."""
    held = x509.Certificate.load(certificate)
    return held.issuer == x509.Certificate.load(root).subject and is_signed(
        root, held["tbs_certificate"].dump(), held["signature_value"].native
    )
