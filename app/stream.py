"""Sealed streams: long secrets as bytes, cut into chunks that each prove themselves.

AES-256-GCM over chunks of 1 MiB; the nonce is the chunk's counter and a flag on the last one (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), the key is derived for each stream by
HKDF-SHA-256 (RFC 5869) from a master key and a random salt. A missing, moved, repeated or changed chunk
does not open, and neither does a stream that ends too early.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Protocol

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import BadInput

CHUNK = 1024 * 1024  # bytes of plaintext
TAG = 16
SALT = 16


class Readable(Protocol):
    """Bytes in turn; fewer than asked for at the end only."""

    def read(self, size: int, /) -> bytes: ...

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill a buffer; returns how far."""
        ...


def seal(key: bytes, magic: bytes, pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """Yield a sealed stream of `pieces` (any lengths): magic, salt, chunks. `key` is 32 bytes."""
    return map(bytes, lend_sealed(key, magic, pieces))


def unseal(key: bytes, magic: bytes, file: Readable) -> Iterator[bytes]:
    """Yield the plaintext of a sealed stream, one checked chunk at a time, in bounded memory.

    Raises:
        BadInput: wrong key or kind, a changed chunk, or a stream that ends too early; what was yielded
            before was genuine.
    """
    return map(bytes, lend_unsealed(key, magic, file))


def lend_sealed(key: bytes, magic: bytes, pieces: Iterable[bytes | memoryview]) -> Iterator[memoryview]:
    """Yield what `seal` does, each piece in the place of the one before: good until the next is asked for.

    Fresh memory for every chunk costs more than its encryption.
    """
    salt = os.urandom(SALT)
    yield memoryview(magic + salt)
    cipher = _cipher(key, magic, salt)
    chunk, sealed = _room(CHUNK), _room(CHUNK + TAG)
    filled = counter = 0
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            if filled == CHUNK:  # and more comes: it is not the last one
                cipher.encrypt_into(_nonce(counter, last=False), chunk, None, sealed)
                yield sealed
                filled, counter = 0, counter + 1
            more = rest[: CHUNK - filled]
            chunk[filled : filled + len(more)] = more
            filled, rest = filled + len(more), rest[len(more) :]
    cipher.encrypt_into(_nonce(counter, last=True), chunk[:filled], None, sealed[: filled + TAG])
    yield sealed[: filled + TAG]


def lend_unsealed(key: bytes, magic: bytes, file: Readable) -> Iterator[memoryview]:
    """Yield what `unseal` does, each piece in the place of the one before: good until the next is asked for.

    Raises:
        BadInput: see `unseal`.
    """
    head = file.read(len(magic) + SALT)
    if len(head) < len(magic) + SALT or not head.startswith(magic):
        raise _spoilt()
    cipher = _cipher(key, magic, head[len(magic) :])
    opened, chunk, following = _room(CHUNK), _room(CHUNK + TAG), _room(CHUNK + TAG)
    counter, length = 0, file.readinto(chunk) or 0
    while True:
        more = file.readinto(following) or 0
        if length < TAG:
            raise _spoilt()
        data = opened[: length - TAG]
        try:
            cipher.decrypt_into(_nonce(counter, last=not more), chunk[:length], None, data)
        except InvalidTag as error:
            raise _spoilt() from error
        yield data
        if not more:
            return
        chunk, following, length = following, chunk, more
        counter += 1


def _cipher(key: bytes, magic: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt, b"huhang " + magic).derive(key))


def _room(size: int) -> memoryview:
    """Return memory for so many bytes that nothing was written to: of a small file little is ever touched."""
    return np.empty(size, np.uint8).data


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _spoilt() -> BadInput:
    return BadInput(
        "文件已损坏、不完整，或不是为本机加密的；请重新复制原文件。",
        "The file is damaged, incomplete, or not sealed for this device; copy the original again.",
    )
