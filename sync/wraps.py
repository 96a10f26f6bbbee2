"""A key for several readers, sealed to each one's X25519 key: HPKE (RFC 9180, HKDF-SHA-256, AES-128-GCM).

u16 count | for each: SHA-256 of the reader's key, u16 length, the sealed key.
"""

import hashlib
import struct
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from app.errors import BadInput
from app.stream import Readable

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
COUNT = struct.Struct(">H")
HASH = 32  # bytes
MOST_READERS = 1000
LARGEST_WRAP = 1024  # bytes


def wrap_key(key: bytes, readers: Sequence[bytes], info: bytes) -> bytes:
    """Return a key sealed to X25519 keys (raw); `info` says what for."""
    pieces = [COUNT.pack(len(readers))]
    for reader in readers:
        wrapped = SUITE.encrypt(key, X25519PublicKey.from_public_bytes(reader), info=info)
        pieces += [hashlib.sha256(reader).digest(), COUNT.pack(len(wrapped)), wrapped]
    return b"".join(pieces)


def unwrap_key(file: Readable, private: X25519PrivateKey, info: bytes) -> bytes:
    """Return the key (32 bytes) that stands there for a reader, having read all of it.

    Raises:
        BadInput: cut, changed, or not sealed to this key.
    """
    own = hashlib.sha256(private.public_key().public_bytes_raw()).digest()
    key = b""
    for _ in range(min(_count(file), MOST_READERS)):
        name = file.read(HASH)
        length = _count(file)
        if length > LARGEST_WRAP:
            raise not_ours()
        wrapped = file.read(length)
        if name == own:
            try:
                key = SUITE.decrypt(wrapped, private, info=info)
            except (InvalidTag, ValueError) as error:
                raise not_ours() from error
    if len(key) != 32:
        raise not_ours()
    return key


def not_ours() -> BadInput:
    return BadInput(
        "该文件不是为本机加密的，或已损坏；请让发送方选择本机后重新导出。",
        "The file is not sealed for this device, or is damaged; ask the sender to export it for this device.",
    )


def _count(file: Readable) -> int:
    data = file.read(COUNT.size)
    if len(data) < COUNT.size:
        raise not_ours()
    (count,) = COUNT.unpack(data)
    return int(count)
