"""Keys in escrow: any two of the named supervisors give a device its keys back, and one alone cannot.

The device's secrets are sealed by a fresh recovery key. That key is split into shares: any two tell it, and
one tells nothing (Shamir 1979, over GF(2^8) with the polynomial of AES, FIPS 197 section 4.2). Each share is
sealed by HPKE (RFC 9180) to one supervisor's device. To recover, the device asks by a file; each of those
devices opens its own share and seals it to the asking device; nobody else ever holds two.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from app.errors import BadInput, NotAllowed

T = TypeVar("T")
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SHARE, ANSWER = b"huhang-escrow-share-v1\0", b"huhang-escrow-answer-v1\0"
NEEDED = 2
MOST_HOLDERS = 20
KEY = 32  # bytes of the recovery key


@dataclass(frozen=True, slots=True)
class Holder:
    """A supervisor who holds a share, on the device whose X25519 key (hex) this is."""

    officer: str
    key: str


@dataclass(frozen=True, slots=True)
class Share:
    """One holder's share: the first byte is its place on the line, the rest its value."""

    holder: Holder
    sealed: str  # HPKE, hex
    check: str  # SHA-256 of the share, hex: 32 of its bytes are random, so this tells nothing


@dataclass(frozen=True, slots=True)
class Escrow:
    """What a device keeps beside its key file; it opens nothing without two holders."""

    device: str  # its signing key, hex
    sealed: str  # the secrets under the recovery key: nonce and AES-256-GCM, hex
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A device's wish for its keys; it holds no secret."""

    device: str
    answer_to: str  # X25519 key that answers are sealed to, hex
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One holder's share, sealed to the device that asks."""

    officer: str
    request: str  # SHA-256 of the request file
    sealed: str


def make_escrow(secrets: bytes, device: str, holders: Sequence[Holder]) -> Escrow:
    """Put secrets (any bytes) into escrow with holders, any two of whom give them back.

    Raises:
        BadInput: fewer than two different officers on different devices, or too many.
    """
    different = len({h.officer for h in holders}) == len({h.key for h in holders}) == len(holders)
    if not different or not NEEDED <= len(holders) <= MOST_HOLDERS:
        raise BadInput(
            f"密钥托管须有 {NEEDED} 至 {MOST_HOLDERS} 名不同的审核人员，各用不同的设备。",
            f"Escrow takes {NEEDED} to {MOST_HOLDERS} different supervisors, each on another device.",
        )
    key, nonce = os.urandom(KEY), os.urandom(12)
    sealed = nonce + AESGCM(key).encrypt(nonce, secrets, SHARE + device.encode())
    shares = []
    for holder, share in zip(holders, split(key, len(holders)), strict=True):
        wrapped = SUITE.encrypt(share, _public(holder.key), info=_share_info(device, holder.officer))
        shares.append(Share(holder, wrapped.hex(), hashlib.sha256(share).hexdigest()))
    return Escrow(device, sealed.hex(), tuple(shares))


def answer_request(data: bytes, officers: Sequence[str], private: X25519PrivateKey) -> Answer:
    """Open the share of one of `officers` and seal it to the device that asks.

    Raises:
        BadInput: not a request, or a damaged one.
        NotAllowed: none of these officers holds a share on this device.
    """
    request = read(data, Request)
    own = private.public_key().public_bytes_raw().hex()
    held = [s for s in request.shares if s.holder.key == own and s.holder.officer in officers]
    if not held:
        raise NotAllowed(
            "值班人员在本机不持有该设备的恢复份额；请由被指定的审核人员在其设备上登录后办理。",
            "Nobody on duty here holds a share for that device; a named supervisor does this at his own.",
        )
    share, officer = held[0], held[0].holder.officer
    opened = _open(private, share.sealed, _share_info(request.device, officer))
    if hashlib.sha256(opened).hexdigest() != share.check:
        raise _spoilt()
    name = hashlib.sha256(data).hexdigest()
    try:
        sealed = SUITE.encrypt(opened, _public(request.answer_to), info=_answer_info(name, officer))
    except ValueError as error:  # a key to which nothing can be sealed
        raise _spoilt() from error
    return Answer(officer, name, sealed.hex())


def recover(escrow: Escrow, request: bytes, answers: Sequence[Answer], private: X25519PrivateKey) -> bytes:
    """Return the secrets, from the answers of two holders to the very request.

    Raises:
        NotAllowed: answers of fewer than two different holders.
        BadInput: an answer to another request, or a share that was never given out; names whose.
    """
    name = hashlib.sha256(request).hexdigest()
    known = {share.holder.officer: share.check for share in escrow.shares}
    shares: dict[str, bytes] = {}
    for answer in answers:
        share = _open(private, answer.sealed, _answer_info(name, answer.officer))
        if answer.request != name or known.get(answer.officer) != hashlib.sha256(share).hexdigest():
            raise BadInput(
                f"{answer.officer} 的恢复份额与托管时的不符，已拒绝；请重新办理。",
                f"The share of {answer.officer} is not the one in escrow and was refused; ask for it again.",
            )
        shares[answer.officer] = share
    if len(shares) < NEEDED:
        raise NotAllowed(
            "恢复密钥须有两名审核人员同意；请再取得一名审核人员的答复文件。",
            "Two supervisors must agree to a recovery; get the answer of another one.",
        )
    sealed = _bytes(escrow.sealed)
    try:
        key = join(tuple(shares.values())[:NEEDED])
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], SHARE + escrow.device.encode())
    except (InvalidTag, ValueError) as error:
        raise _spoilt() from error


def split(secret: bytes, count: int) -> list[bytes]:
    """Return shares of a secret: place 1, 2 … and a point of a random line through the secret at place 0."""
    slope = os.urandom(len(secret))
    points = range(1, count + 1)
    return [bytes([x, *(s ^ multiply(x, a) for s, a in zip(secret, slope, strict=True))]) for x in points]


def join(shares: Sequence[bytes]) -> bytes:
    """Return the secret of two shares; wrong shares give a wrong secret.

    Raises:
        ValueError: one share twice, or two of different lengths.
    """
    (x, *ours), (y, *theirs) = shares
    if x == y:
        raise ValueError("one share given twice")
    inverse = _inverse(x ^ y)
    pairs = zip(ours, theirs, strict=True)
    return bytes(multiply(multiply(y, one) ^ multiply(x, other), inverse) for one, other in pairs)


def multiply(a: int, b: int) -> int:
    """Multiply in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197 section 4.2)."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def read(data: bytes, kind: type[T]) -> T:
    """Read an escrow, a request or an answer. Raises BadInput."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _spoilt() from error


def write(part: Escrow | Request | Answer) -> bytes:
    """Return the bytes of one of them."""
    return msgspec.json.encode(part, order="sorted")


def _inverse(a: int) -> int:
    return next(b for b in range(1, 256) if multiply(a, b) == 1)


def _open(private: X25519PrivateKey, sealed: str, info: bytes) -> bytes:
    try:
        return SUITE.decrypt(_bytes(sealed), private, info=info)
    except (InvalidTag, ValueError) as error:
        raise _spoilt() from error


def _public(key: str) -> X25519PublicKey:
    try:
        return X25519PublicKey.from_public_bytes(bytes.fromhex(key))
    except ValueError as error:
        raise _spoilt() from error


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise _spoilt() from error


def _share_info(device: str, officer: str) -> bytes:
    return SHARE + f"{device}\0{officer}".encode()


def _answer_info(request: str, officer: str) -> bytes:
    return ANSWER + f"{request}\0{officer}".encode()


def _spoilt() -> BadInput:
    return BadInput(
        "密钥恢复文件已损坏、被改动或不是给本机的；请重新取得原文件。",
        "The recovery file is damaged, altered or not for this device; get the original again.",
    )
