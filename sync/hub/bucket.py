"""The hub's blobs in an S3-compatible store, sealed as in a folder, for any number of processes at once.

Each part of an upload is an object with a name of its own, never written again. When all parts were read back
and their bytes are those of the blob's name, a list of them is written, once (If-None-Match): only that makes
the blob held, and only its parts count. What a second upload of the same blob left beside them is removed.
With a retention the parts and the list are locked (object lock, COMPLIANCE) before the blob counts as held.
"""

import hashlib
import io
import os
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import msgspec
from cryptography.exceptions import InvalidTag

from app.errors import BadInput, NotFound, StorageFault
from app.log import is_digest
from sync.hub.objects import not_held
from sync.hub.records import RECORD, SEALED, Sealer, plain_size
from sync.hub.s3 import S3, Bucket
from sync.peer import LARGEST_PART

AT_ONCE = 16  # questions whether a blob is held
Part = tuple[str, int, int]  # object, offset, bytes


class ObjectBucket:
    """A bucket of sealed blobs; `key` is 32 bytes. Safe for several threads and several processes."""

    def __init__(self, bucket: Bucket, key: bytes) -> None:
        """Raises BadInput where objects are to be locked and the bucket cannot; StorageFault."""
        self._s3 = S3(bucket)
        self._sealer = Sealer(key)
        self._days = bucket.retention_days
        if self._days and not self._can_lock():
            self.close()
            raise BadInput(
                "存储桶没有开启对象锁定，不能按保留期保存原件；请新建开启锁定的桶，或去掉 retention_days。",
                "The bucket has no object lock; make one that has it, or leave out retention_days.",
            )

    def has(self, sha256: str) -> bool:
        return is_digest(sha256) and self._s3.ask("HEAD", f"held/{sha256}", expect=(200, 404)).status == 200

    def held(self, names: Collection[str]) -> set[str]:
        """Return those of `names` that are held."""
        if len(names) < 2:
            return {name for name in names if self.has(name)}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return {name for name, there in zip(names, pool.map(self.has, names), strict=True) if there}

    def size(self, sha256: str) -> int:
        """Return how many bytes of an upload are here."""
        return _end(_longest(self._parts(sha256)))

    def add(self, sha256: str, offset: int, data: bytes) -> bool:
        """Add a part at the end of an upload; False, and nothing added, where that is not `offset`.

        Raises:
            StorageFault: the store refuses; what was there before stands.
        """
        if len(data) > LARGEST_PART or self.size(sha256) != offset:
            return False
        if data:
            name = f"parts/{sha256}/{offset:012d}-{os.urandom(8).hex()}"
            self._put(name, self._sealed(sha256, offset, data))
        return True

    def finish(self, sha256: str) -> bool:
        """Make a whole upload a blob: read again, compared with its name, locked, listed.

        False, and the upload is thrown away, where the bytes are not those of the name.

        Raises:
            StorageFault: the store refuses.
        """
        if self.has(sha256):
            return True
        there = self._parts(sha256)
        chosen = _longest(there)
        if not self._is_genuine(sha256, chosen):
            self._remove(part for part in there if not self.has(sha256))
            return False
        for name, _, _ in chosen if self._days else ():
            self._lock(name)
        listed = self._sealed(f"{sha256}:held", 0, msgspec.json.encode(chosen))
        self._put(f"held/{sha256}", listed, locked=bool(self._days))
        kept = self._list_of(sha256)
        self._remove(part for part in there if part not in kept)
        return True

    def verify(self, sha256: str) -> bool:
        """Read a blob from the store and compare it with its name; False where it is missing or damaged."""
        try:
            return self._is_genuine(sha256, self._list_of(sha256))
        except (NotFound, InvalidTag):
            return False

    def set_apart(self, sha256: str) -> None:
        """Take a damaged blob out of use, so that it can be brought again; a person may look at it."""
        for name, _ in [*self._s3.names(f"held/{sha256}"), *self._s3.names(f"parts/{sha256}/")]:
            self._s3.ask("PUT", f"damaged/{name}", headers={"x-amz-copy-source": self._s3.source(name)})
            self._s3.ask("DELETE", name, expect=(200, 204, 404))

    def erase(self, sha256: str) -> bool:
        """Remove every version of a blob and of its uploads; False where a lock still keeps any of them."""
        gone = True
        places = f"held/{sha256}", f"parts/{sha256}/"
        for place in (*places, *(f"damaged/{place}" for place in places)):
            for name, version in list(self._s3.versions(place)):
                query = {"versionId": version}
                answer = self._s3.ask("DELETE", name, query=query, expect=(200, 204, 403, 404))
                gone = gone and answer.status != 403
        return gone

    def read(self, sha256: str, offset: int, most: int) -> bytes:
        """Return up to `most` bytes from `offset` on, b"" at the end.

        Raises:
            NotFound: not held. StorageFault: damaged.
        """
        found = bytearray()
        try:
            for part in self._list_of(sha256):
                if part[1] < offset + most and part[1] + part[2] > offset:
                    found += self._read(sha256, part, offset, offset + most)
        except InvalidTag as error:
            raise _damaged() from error
        return bytes(found)

    def close(self) -> None:
        self._s3.close()

    def _read(self, sha256: str, part: Part, start: int, end: int) -> bytes:
        """Return the bytes of a part between two places of the blob; only their records are fetched."""
        name, first, length = part
        begin = max(0, start - first) // RECORD
        stop = -(-min(length, end - first) // RECORD)
        span = {"range": f"bytes={begin * SEALED}-{stop * SEALED - 1}"}
        answer = self._s3.ask("GET", name, headers=span, expect=(206, 404))
        if answer.status == 404:
            raise _damaged()
        at = first + begin * RECORD
        records = self._sealer.open(io.BytesIO(answer.body), sha256, at, 0)
        return _joined(records)[max(0, start - at) : end - at]

    def _parts(self, sha256: str) -> list[Part]:
        if not is_digest(sha256):
            raise NotFound(f"不是有效的文件摘要：{sha256[:80]!r}。", f"Not a digest: {sha256[:80]!r}.")
        found = []
        for name, size in self._s3.names(f"parts/{sha256}/"):
            found.append((name, int(name.rpartition("/")[2].partition("-")[0]), plain_size(size)))
        return found

    def _list_of(self, sha256: str) -> list[Part]:
        """Return the parts of a blob that is held. Raises NotFound, InvalidTag."""
        there = self._s3.ask("GET", f"held/{sha256}", expect=(200, 404)) if is_digest(sha256) else None
        if there is None or there.status == 404:
            raise not_held(sha256)
        records = self._sealer.open(io.BytesIO(there.body), f"{sha256}:held", 0, 0)
        try:
            return msgspec.json.decode(_joined(records), type=list[Part])
        except msgspec.MsgspecError as error:
            raise InvalidTag from error

    def _is_genuine(self, sha256: str, parts: Sequence[Part]) -> bool:
        digest = hashlib.sha256()
        for name, first, _ in parts:
            answer = self._s3.ask("GET", name, expect=(200, 404))
            if answer.status == 404:
                return False
            try:
                for _, data in self._sealer.open(io.BytesIO(answer.body), sha256, first, 0):
                    digest.update(data)
            except InvalidTag:
                return False
        return digest.hexdigest() == sha256

    def _sealed(self, sha256: str, offset: int, data: bytes) -> bytes:
        found = bytearray()
        for record in self._sealer.seal(sha256, offset, data):
            found += record
        return bytes(found)

    def _put(self, name: str, data: bytes, *, locked: bool = False) -> None:
        """Write an object that is not there yet; one that is there stays as it is."""
        headers = {"if-none-match": "*"}
        if locked:
            headers |= {
                "x-amz-object-lock-mode": "COMPLIANCE",
                "x-amz-object-lock-retain-until-date": self._until(),
            }
        self._s3.ask("PUT", name, data, headers=headers, expect=(200, 412))

    def _can_lock(self) -> bool:
        return self._s3.ask("GET", query={"object-lock": ""}, expect=(200, 400, 404)).status == 200

    def _lock(self, name: str) -> None:
        body = (
            '<Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Mode>COMPLIANCE</Mode>'
            f"<RetainUntilDate>{self._until()}</RetainUntilDate></Retention>"
        ).encode()
        md5 = b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        self._s3.ask("PUT", name, body, query={"retention": ""}, headers={"content-md5": md5})

    def _until(self) -> str:
        return (datetime.now(UTC) + timedelta(days=self._days)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _remove(self, parts: Iterator[Part]) -> None:
        for name, _, _ in parts:
            self._s3.ask("DELETE", name, expect=(200, 204, 404))


def make_bucket(bucket: Bucket) -> None:
    """Make a bucket, with object lock where there is to be a retention; an own one may be there.

    Raises:
        StorageFault: the store refuses.
    """
    headers = {"x-amz-bucket-object-lock-enabled": "true"} if bucket.retention_days else {}
    with closing(S3(bucket)) as bare:
        bare.ask("PUT", headers=headers, expect=(200, 409))


def _longest(parts: Sequence[Part]) -> list[Part]:
    """Return parts, each beginning where the one before ends, that reach furthest from the beginning."""
    chains: dict[int, list[Part]] = {0: []}
    for part in sorted(parts, key=lambda part: (part[1], part[0])):
        if part[1] in chains and part[2]:
            chains.setdefault(part[1] + part[2], [*chains[part[1]], part])
    return chains[max(chains)]


def _joined(records: Iterable[tuple[int, memoryview]]) -> bytes:
    found = bytearray()
    for _, data in records:
        found += data
    return bytes(found)


def _end(parts: Sequence[Part]) -> int:
    return parts[-1][1] + parts[-1][2] if parts else 0


def _damaged() -> StorageFault:
    return StorageFault(
        "中心的文件已损坏；持有它的设备下次同步时会重新送来，请管理员检查对象存储。",
        "The hub's file is damaged; a device that has it will bring it again. Check the object store.",
    )
