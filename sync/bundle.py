"""Frames in a file, sealed to those who may open it: a stick, a share, a fair pack.

IPFB1 | u16 recipients | for each: SHA-256 of its X25519 key, u16 length, the file key sealed by HPKE
(RFC 9180, X25519, HKDF-SHA-256, AES-128-GCM) | a sealed stream (`app.stream`) of records (`sync.frames`).
The file is written beside its place, flushed, moved and read back before anybody says done; a stick may
be pulled at any moment, and reading the same file twice is harmless.
"""

import hashlib
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from app.errors import BadInput, StorageFault
from app.log import Entry
from app.stream import seal, unseal
from sync.frames import BlobPart, End, read_records, write_records

MAGIC = b"IPFB1"
STREAM_MAGIC = b"IPFS1"
INFO = b"ipfair-bundle-v1"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
COUNT = struct.Struct(">H")
MOST_RECIPIENTS = 1000
LARGEST_WRAP = 1024  # bytes


def write_bundle(
    path: Path,
    recipients: Sequence[bytes],
    entries: Iterable[Entry],
    blobs: Iterable[tuple[str, bytes]],
    progress: Callable[[int], bool],
) -> str:
    """Write a bundle sealed to X25519 keys, read it back, and return its SHA-256.

    `progress` is told the bytes done so far and stops the work by returning False; nothing is left behind
    then. The file appears under its name only when it is whole.

    Raises:
        StorageFault: the stick is full, gone or read-only, or what was read back differs.
        BadInput: the work was stopped, or there is nobody to seal for.
    """
    if not recipients:
        raise BadInput("请选择接收方。", "Choose who receives the bundle.")
    file_key = os.urandom(32)
    head = [MAGIC, COUNT.pack(len(recipients))]
    for key in recipients:
        wrapped = SUITE.encrypt(file_key, X25519PublicKey.from_public_bytes(key), info=INFO)
        head += [hashlib.sha256(key).digest(), COUNT.pack(len(wrapped)), wrapped]
    part = path.with_name(path.name + ".part")
    try:
        written = _write(part, head, seal(file_key, STREAM_MAGIC, write_records(entries, blobs)), progress)
        part.replace(path)
        read_back = _digest(path)
    except OSError as error:
        raise _no_room(path) from error
    finally:
        part.unlink(missing_ok=True)
    if read_back != written:
        raise StorageFault(
            f"{path.name} 读回校验不符，介质可能已坏；请换一个U盘重新导出。",
            f"{path.name} does not read back as written; the medium may be faulty. Use another stick.",
        )
    return written


def read_bundle(path: Path, private: X25519PrivateKey) -> Iterator[Entry | BlobPart | End]:
    """Yield what a bundle holds, checked chunk by chunk, in bounded memory.

    Raises:
        BadInput: not a bundle, not for this device, changed or cut; what was yielded before is genuine.
        StorageFault: the stick is gone.
    """
    try:
        with path.open("rb") as file:
            file_key = _open_head(file, private)
            yield from read_records(unseal(file_key, STREAM_MAGIC, file))
    except OSError as error:
        raise StorageFault(
            f"无法读取 {path.name}：介质已拔出或损坏；请重新插入后再试，已核验的部分已保存。",
            f"{path.name} cannot be read: the medium is gone or faulty. Insert it and try again.",
        ) from error


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a bundle file, hex.

    Raises:
        StorageFault: the file cannot be read.
    """
    try:
        return _digest(path)
    except OSError as error:
        raise StorageFault(
            f"找不到或无法读取 {path.name}；请检查介质。",
            f"{path.name} is missing or unreadable; check the medium.",
        ) from error


def _write(part: Path, head: Iterable[bytes], body: Iterable[bytes], progress: Callable[[int], bool]) -> str:
    digest = hashlib.sha256()
    done = 0
    with part.open("wb") as file:
        for piece in chain(head, body):
            file.write(piece)
            digest.update(piece)
            done += len(piece)
            if not progress(done):
                raise BadInput("已取消，未写出任何文件。", "Cancelled; no file was written.")
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):  # read the medium, not this machine's memory of it
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _open_head(file: BinaryIO, private: X25519PrivateKey) -> bytes:
    if file.read(len(MAGIC)) != MAGIC:
        raise BadInput(
            "这不是本程序的同步包或展会包；请选择扩展名为 .huhang 的文件。",
            "This is not a bundle of this program; choose a file that ends in .huhang.",
        )
    own = hashlib.sha256(private.public_key().public_bytes_raw()).digest()
    file_key = b""
    for _ in range(min(_count(file), MOST_RECIPIENTS)):
        name = file.read(32)
        length = _count(file)
        if length > LARGEST_WRAP:
            raise _not_ours()
        wrapped = file.read(length)
        if name == own:
            try:
                file_key = SUITE.decrypt(wrapped, private, info=INFO)
            except (InvalidTag, ValueError) as error:
                raise _not_ours() from error
    if len(file_key) != 32:
        raise _not_ours()
    return file_key


def _count(file: BinaryIO) -> int:
    data = file.read(COUNT.size)
    if len(data) < COUNT.size:
        raise _not_ours()
    (count,) = COUNT.unpack(data)
    return int(count)


def _not_ours() -> BadInput:
    return BadInput(
        "该文件不是为本机加密的，或已损坏；请让发送方选择本机后重新导出。",
        "The file is not sealed for this device, or is damaged; ask the sender to export it for this device.",
    )


def _no_room(path: Path) -> StorageFault:
    return StorageFault(
        f"无法写入 {path.name}：介质已满、只读或已拔出；请换一个位置重新导出，本机记录不受影响。",
        f"{path.name} cannot be written: the medium is full, read-only or gone. Export again elsewhere.",
    )
