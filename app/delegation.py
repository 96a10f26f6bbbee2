"""An officer's own word that a device acts for them, signed at the start of a duty.

One signature an entry stays enough: the device signs each, and the entry that begins a duty holds what every
officer who has a certificate there says of the log: in which role it acts for them, from when, until when. A
log's id is the digest of its key, so the word is about that key and no other. It is signed with the key to
the certificate (ECDSA over P-256 with SHA-256); `openssl dgst -sha256 -verify` checks it too.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from app.events import Delegation, DutyStarted

SHIFT = timedelta(hours=12)  # the longest that officers are on duty without signing in again
NAME = "huhang delegation 1"


def words(log: str, role: str, word: Delegation) -> bytes:
    """Return the text that an officer signs: what it is, log, officer, role, and the span in ms UTC."""
    return f"{NAME}\n{log}\n{word.officer}\n{role}\n{word.begins} {word.ends}\n".encode()


def faults(log: str, duty: DutyStarted, certified: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the words that a duty of a log began with (zh, en).

    `certified` are the certificates (DER, hex) that the bureau's own log gives to each officer.
    """
    for word in duty.delegations:
        if word.officer not in duty.officers:
            yield f"{word.officer} 未上岗却有授权", f"{word.officer} delegates without being on duty"
        elif not 0 < word.ends - word.begins <= SHIFT / timedelta(milliseconds=1):
            yield f"{word.officer} 的授权时长不成立", f"the span of {word.officer}'s delegation cannot be"
        elif not any(_signed(der, log, duty.role, word) for der in certified.get(word.officer, ())):
            yield f"{word.officer} 的授权签名不符", f"{word.officer}'s delegation has a wrong signature"


def _signed(certificate: str, log: str, role: str, word: Delegation) -> bool:
    """Tell whether a certificate that was valid then is that of the key that signed a word."""
    try:
        held = x509.load_der_x509_certificate(bytes.fromhex(certificate))
        key, signature = held.public_key(), bytes.fromhex(word.signature)
        begins = datetime.fromtimestamp(word.begins / 1000, UTC)
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(signature, words(log, role, word), ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError, OverflowError, OSError):
        return False
    return held.not_valid_before_utc <= begins <= held.not_valid_after_utc
