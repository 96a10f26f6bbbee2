"""Blobs as rows of sealed records: an upload goes on where it broke off, and nothing lies in the clear.

A record is u32 length | nonce 12 | AES-256-GCM of that many bytes | tag 16, bound to the blob's name and to
its place in the blob: none can be moved, swapped or left out unnoticed.
"""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LENGTH = struct.Struct(">I")
NONCE, TAG = 12, 16
RECORD = 256 * 1024  # bytes of plaintext at most: what fits a processor's cache
OVERHEAD = LENGTH.size + NONCE + TAG
SEALED = RECORD + OVERHEAD  # bytes of a full record


class Sealer:
    """Seals and opens records; `key` is 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, sha256: str, offset: int, data: bytes | memoryview) -> Iterator[bytes]:
        """Yield the pieces of the records of bytes that stand at `offset` of a blob, at least one record."""
        view = memoryview(data)
        for at in range(0, max(len(view), 1), RECORD):
            piece, nonce = view[at : at + RECORD], os.urandom(NONCE)
            yield LENGTH.pack(len(piece)) + nonce
            yield self._cipher.encrypt(nonce, piece, _bound(sha256, offset + at))

    def open(self, file: BinaryIO, sha256: str, first: int, start: int) -> Iterator[tuple[int, bytes]]:
        """Yield (offset, bytes) of the records that end after `start`; the first stands at `first`.

        Raises:
            InvalidTag: a record was changed, moved or torn.
        """
        at = first
        while len(head := file.read(LENGTH.size)) == LENGTH.size:
            (length,) = LENGTH.unpack(head)
            if length > RECORD:
                raise InvalidTag
            if at + length <= start and length:
                file.seek(NONCE + TAG + length, os.SEEK_CUR)
            else:
                sealed = memoryview(file.read(NONCE + TAG + length))
                if len(sealed) < NONCE + TAG + length:
                    raise InvalidTag
                yield at, self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _bound(sha256, at))
            at += length


def measure(file: BinaryIO) -> tuple[int, int]:
    """Return the bytes in whole records of a file, and where the last of them ends."""
    length_of_file = os.fstat(file.fileno()).st_size
    size = end = 0
    while end + LENGTH.size <= length_of_file:
        file.seek(end)
        (length,) = LENGTH.unpack(file.read(LENGTH.size))
        if length > RECORD or end + OVERHEAD + length > length_of_file:
            break
        size, end = size + length, end + OVERHEAD + length
    return size, end


def plain_size(sealed: int) -> int:
    """Return how many bytes lie in records, all full but the last, of that many bytes together."""
    full, rest = divmod(sealed, SEALED)
    return full * RECORD + max(0, rest - OVERHEAD)


def _bound(sha256: str, offset: int) -> bytes:
    return f"{sha256}:{offset}".encode()
