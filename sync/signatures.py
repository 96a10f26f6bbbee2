"""Requests signed by a device's key: HTTP Message Signatures (RFC 9421), one fixed profile of it.

Covered are method, authority, path, query and the digest of the body (RFC 9530), with a time and a nonce, by
Ed25519; the key's name is the raw public key in hex. Whatever is written in another way is refused: there is
nothing to choose, and so nothing to be talked into.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import NotAllowed
from app.log import Signer

COVERED = '("@method" "@authority" "@path" "@query" "content-digest")'
INPUT = re.compile(
    r'sig1=(\("@method" "@authority" "@path" "@query" "content-digest"\)'
    r';created=(\d{1,12});nonce="([0-9a-f]{32})";keyid="([0-9a-f]{64})";alg="ed25519")',
    re.ASCII,
)
SIGNATURE = re.compile(r"sig1=:([A-Za-z0-9+/]{86}==):", re.ASCII)
LATEST_S = 300  # how far a request's time may be from the hub's


@dataclass(frozen=True, slots=True)
class Target:
    """What a request is for, as it stands on its first lines."""

    method: str
    authority: str  # the Host header
    path: str
    query: str  # without "?"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a request, and what it promises of its body."""

    key: bytes
    nonce: str
    created: int  # seconds since 1970-01-01 UTC
    digest: str  # the Content-Digest header


def sign_request(
    signer: Signer, target: Target, body: bytes, created: int, nonce: str, sha256: str = ""
) -> dict[str, str]:
    """Return the headers that sign a request; `nonce` is 32 hex characters, a new one each time.

    `sha256` is the body's, in hex, where it is known.
    """
    params = f'{COVERED};created={created};nonce="{nonce}";keyid="{signer.key.hex()}";alg="ed25519"'
    digest = as_field(bytes.fromhex(sha256)) if sha256 else body_digest(body)
    signature = base64.b64encode(signer.sign(_base(target, digest, params))).decode()
    return {
        "Content-Digest": digest,
        "Signature-Input": f"sig1={params}",
        "Signature": f"sig1=:{signature}:",
    }


def verify_request(target: Target, headers: Mapping[str, str], now: float) -> Signed:
    """Check a request's signature before its body is read; `headers` have lower-case names.

    The body must still be compared with the digest, and the nonce with those seen before.

    Raises:
        NotAllowed: not signed like this, by nobody's key, or its time is too far from `now`.
    """
    stated = INPUT.fullmatch(headers.get("signature-input", ""))
    signature = SIGNATURE.fullmatch(headers.get("signature", ""))
    digest = headers.get("content-digest", "")
    if stated is None or signature is None or not digest.isascii():
        raise _refused("请求没有有效的设备签名", "The request is not signed by a device")
    params, created, nonce, key = stated[1], int(stated[2]), stated[3], bytes.fromhex(stated[4])
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(
            base64.b64decode(signature[1], validate=True), _base(target, digest, params)
        )
    except (InvalidSignature, ValueError, binascii.Error) as error:
        raise _refused("请求的设备签名不符", "The request's signature does not match") from error
    if abs(now - created) > LATEST_S:
        raise _refused(
            f"本机时钟与中心相差约 {abs(now - created) / 60:.0f} 分钟，请先校准时钟",
            f"This device's clock is about {abs(now - created) / 60:.0f} minutes off the hub's; set it",
        )
    return Signed(key, nonce, created, digest)


def body_digest(body: bytes) -> str:
    """Return the Content-Digest header of a body (RFC 9530)."""
    return as_field(hashlib.sha256(body).digest())


def as_field(sha256: bytes) -> str:
    """Return a SHA-256 as the header Content-Digest has it (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(sha256).decode()}:"


def _base(target: Target, digest: str, params: str) -> bytes:
    """Return the signature base (RFC 9421 section 2.5)."""
    return (
        f'"@method": {target.method}\n'
        f'"@authority": {target.authority.lower()}\n'
        f'"@path": {target.path}\n'
        f'"@query": ?{target.query}\n'
        f'"content-digest": {digest}\n'
        f'"@signature-params": {params}'
    ).encode()


def _refused(zh: str, en: str) -> NotAllowed:
    return NotAllowed(f"{zh}；中心未受理，本机记录不受影响。", f"{en}; the hub did not answer it.")
