"""Photos, PDFs and other original bytes, named by their SHA-256, written once.

On the disk each is a sealed stream (`app.stream`); the name is the digest of the plaintext, so the name
is the checksum. A file is durable before any entry names it.
"""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives import hashes

from app.errors import BadInput, NotFound, StorageFault
from app.log import BlobRef, is_digest
from app.stream import lend_sealed, lend_unsealed
from offline_db.durable import make_folder, write_durably

MAGIC = b"SEAL1"


class BlobFolder:
    """A folder of sealed blobs; `key` is 32 bytes. Safe to use from several threads."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def put(self, data: bytes, role: str) -> BlobRef:
        """Keep bytes and return how a header names them; they are durable when this returns.

        Raises:
            StorageFault: the disk refuses.
        """
        ref = measure(data, role)
        path = self._path(ref.sha256)
        if not path.exists():
            self._make_folder(path.parent)
            write_durably(path, lend_sealed(self._key, MAGIC, (data,)))
        return ref

    def get(self, sha256: str) -> bytes:
        """Return the bytes, checked against their name.

        Raises:
            NotFound: not kept here.
            StorageFault: damaged on the disk.
        """
        whole = io.BytesIO()
        for piece in self._genuine(sha256):
            whole.write(piece)
        return whole.getvalue()

    def verify(self, sha256: str) -> None:
        """Read the bytes and check them against their name, as `get` does, which raises what this does."""
        for _ in self._genuine(sha256):
            pass

    def has(self, sha256: str) -> bool:
        return is_digest(sha256) and self._path(sha256).exists()

    def digests(self) -> Iterator[str]:
        """Yield the digests of all blobs kept, in order."""
        for path in sorted(self._folder.glob("??/*")):
            if is_digest(path.name):
                yield path.name

    def erase(self, sha256: str) -> None:
        """Remove the bytes; only for a lawful erasure that the log records."""
        self._path(sha256).unlink(missing_ok=True)

    def _genuine(self, sha256: str) -> Iterator[memoryview]:
        """Yield the bytes in pieces, each good until the next is asked for; see `get` for what it raises."""
        try:
            file = self._path(sha256).open("rb")
        except OSError as error:
            raise NotFound(
                f"本机没有该文件（{sha256[:12]}）；请与持有它的设备同步。",
                f"This file ({sha256[:12]}) is not on this device; sync with one that has it.",
            ) from error
        digest = hashlib.sha256()
        try:
            with file:
                for piece in lend_unsealed(self._key, MAGIC, file):
                    digest.update(piece)
                    yield piece
        except (BadInput, OSError) as error:
            raise _damaged(sha256) from error
        if digest.hexdigest() != sha256:
            raise _damaged(sha256)

    def _path(self, sha256: str) -> Path:
        if not is_digest(sha256):
            raise NotFound(f"不是有效的文件摘要：{sha256[:80]!r}。", f"Not a digest: {sha256[:80]!r}.")
        return self._folder / sha256[:2] / sha256

    def _make_folder(self, folder: Path) -> None:
        try:
            make_folder(folder)
        except OSError as error:
            raise StorageFault(
                "无法在数据文件夹中写入照片；请检查磁盘空间和权限。",
                "Photos cannot be written to the data folder; check space and permissions.",
            ) from error


def measure(data: bytes, role: str) -> BlobRef:
    """Return digests and size of bytes: SHA-256, SM3 (GB/T 32905-2016)."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(data)
    return BlobRef(hashlib.sha256(data).hexdigest(), sm3.finalize().hex(), len(data), role)


def _damaged(sha256: str) -> StorageFault:
    return StorageFault(
        f"文件 {sha256[:12]} 在本机已损坏；请从其他设备或备份重新取得，不要删除数据文件夹。",
        f"The file {sha256[:12]} is damaged on this device; fetch it again from another device or a backup.",
    )
