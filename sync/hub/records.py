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
BEFORE = LENGTH.size + NONCE  # what stands before the sealed bytes
OVERHEAD = BEFORE + TAG
SEALED = RECORD + OVERHEAD  # bytes of a full record


class Sealer:
    """Seals and opens records; `key` is 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, sha256: str, offset: int, data: bytes) -> Iterator[memoryview]:
        """Yield the records of bytes that stand at `offset` of a blob, at least one.

        Each lies where the one before lay: a fresh place for every record costs more than its encryption.
        """
        given, record = memoryview(data), memoryview(bytearray(min(len(data), RECORD) + OVERHEAD))
        for at in range(0, max(len(data), 1), RECORD):
            piece, nonce = given[at : at + RECORD], os.urandom(NONCE)
            whole = record[: len(piece) + OVERHEAD]
            whole[:BEFORE] = LENGTH.pack(len(piece)) + nonce
            self._cipher.encrypt_into(nonce, piece, _bound(sha256, offset + at), whole[BEFORE:])
            yield whole

    def open(self, file: BinaryIO, sha256: str, first: int, start: int) -> Iterator[tuple[int, memoryview]]:
        """Yield (offset, bytes) of the records that end after `start`; the first stands at `first`.

        The bytes are good until the next are asked for.

        Raises:
            InvalidTag: a record was changed, moved or torn.
        """
        sealed, opened = memoryview(bytearray(NONCE + RECORD + TAG)), memoryview(bytearray(RECORD))
        at = first
        while len(head := file.read(LENGTH.size)) == LENGTH.size:
            (length,) = LENGTH.unpack(head)
            if length > RECORD:
                raise InvalidTag
            if at + length <= start and length:
                file.seek(NONCE + TAG + length, os.SEEK_CUR)
            else:
                whole = sealed[: NONCE + length + TAG]
                if file.readinto(whole) < len(whole):  # type: ignore[attr-defined]  # every binary file has it
                    raise InvalidTag
                data = opened[:length]
                self._cipher.decrypt_into(bytes(whole[:NONCE]), whole[NONCE:], _bound(sha256, at), data)
                yield at, data
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
