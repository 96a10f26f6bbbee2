"""How much a hub lets one device, and one address, ask of it; and when its disk takes no more.

Every refusal says how long to wait, and a device waits and goes on: nothing is lost by it. Counts are kept in
memory, each process for itself: they guard the hub, they are no record. Who is not enrolled has a small
allowance by address; who is has its own by key, wherever it asks from.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import Busy, StorageFault

DAY_S = 86_400.0
IDLE_S = 3_600.0  # an upload that stood still for so long counts as open no more
MOST_KNOWN = 10_000  # addresses and keys kept in mind
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Quotas:
    """What one device or address may do; the `limits` of a hub's hub.json."""

    requests_per_s: float = 50.0  # of a device, lasting
    requests_at_once: int = 16  # of a device, being answered
    burst: int = 400  # requests of a device at a stretch
    knocks_per_min: float = 20.0  # of an address, by whom the bureau did not enrol; as many at a stretch
    mib_per_day: int = 40_000  # of a device
    entries_per_day: int = 100_000
    uploads_open: int = 64
    files_stop_percent: float = 10.0  # of the disk free: below it no photos are taken
    entries_stop_percent: float = 2.0  # below it no entries either


@dataclass(slots=True)
class _Bucket:
    """A token bucket."""

    tokens: float
    at: float


@dataclass(slots=True)
class _Account:
    """What one device used."""

    bucket: _Bucket
    day: int
    bytes: int = 0
    entries: int = 0
    at_once: int = 0
    uploads: dict[str, float] = field(default_factory=dict)  # digest -> when it last moved


class Limits:
    """Guards one process; `now` is monotonic, in seconds, `free` the free percentage of the hub's disk."""

    def __init__(self, quotas: Quotas, now: Callable[[], float], free: Callable[[], float]) -> None:
        self.quotas = quotas
        self.free = free
        self._now = now
        self._lock = threading.Lock()
        self._knocks: dict[str, _Bucket] = {}
        self._accounts: dict[bytes, _Account] = {}

    def knock(self, address: str) -> None:
        """Count a request of somebody unknown. Raises Busy."""
        per_s, most = self.quotas.knocks_per_min / 60, self.quotas.knocks_per_min
        with self._lock:
            now = self._now()
            if address not in self._knocks and len(self._knocks) >= MOST_KNOWN:
                full = {a: b for a, b in self._knocks.items() if b.tokens + (now - b.at) * per_s < most}
                self._knocks = full if len(full) < MOST_KNOWN else {}
            wait = _take(self._knocks.setdefault(address, _Bucket(most, now)), now, per_s, most)
        if wait:
            raise Busy(
                "该地址的未登记请求过多；请稍候再试。",
                "Too many requests of devices that are not enrolled came from this address; wait a while.",
                wait_s=wait,
            )

    @contextmanager
    def visit(self, key: bytes) -> Iterator[None]:
        """Count a device's request, and hold it as one of those being answered. Raises Busy."""
        with self._lock:
            account = self._account(key)
            wait = _take(account.bucket, self._now(), self.quotas.requests_per_s, self.quotas.burst)
            if not wait and account.at_once >= self.quotas.requests_at_once:
                wait = 1.0
            if wait:
                raise _busy("本机请求过于频繁", "This device asks too often", wait)
            account.at_once += 1
        try:
            yield
        finally:
            with self._lock:
                account.at_once -= 1

    def bring_entries(self, key: bytes, size: int) -> None:
        """Count bytes of entries that a device brings. Raises Busy, StorageFault."""
        self.spare_entries()
        with self._lock:
            account = self._account(key)
            if account.entries >= self.quotas.entries_per_day:
                raise _busy(
                    "本机今日送交的记录已达上限", "This device brought its day's entries", self._rest()
                )
            self._charge(account, size)

    def count_entries(self, key: bytes, count: int) -> None:
        """Take note of entries that were new."""
        with self._lock:
            self._account(key).entries += count

    def bring_part(self, key: bytes, sha256: str, size: int) -> None:
        """Count a part of an upload. Raises Busy, StorageFault."""
        self._spare(self.quotas.files_stop_percent)
        with self._lock:
            account, now = self._account(key), self._now()
            account.uploads = {name: at for name, at in account.uploads.items() if now - at < IDLE_S}
            if sha256 not in account.uploads and len(account.uploads) >= self.quotas.uploads_open:
                raise _busy("本机未完成的上传过多", "This device has too many unfinished uploads", 60.0)
            self._charge(account, size)
            account.uploads[sha256] = now

    def end_upload(self, key: bytes, sha256: str) -> None:
        """Take note that an upload is whole, or not wanted."""
        with self._lock:
            self._account(key).uploads.pop(sha256, None)

    def spare_entries(self) -> None:
        """Check that the disk takes entries. Raises StorageFault."""
        self._spare(self.quotas.entries_stop_percent)

    def _charge(self, account: _Account, size: int) -> None:
        if account.bytes + size > self.quotas.mib_per_day * MIB:
            raise _busy("本机今日送交的数据已达上限", "This device brought its day's bytes", self._rest())
        account.bytes += size

    def _account(self, key: bytes) -> _Account:
        now = self._now()
        day = int(now // DAY_S)
        account = self._accounts.get(key)
        if account is None:
            account = self._accounts[key] = _Account(_Bucket(self.quotas.burst, now), day)
        if account.day != day:
            account.day, account.bytes, account.entries = day, 0, 0
        return account

    def _rest(self) -> float:
        return DAY_S - self._now() % DAY_S

    def _spare(self, least: float) -> None:
        if self.free() < least:
            raise StorageFault(
                f"中心磁盘剩余不足 {least:g}%，暂不接收；记录和照片都在本机，请管理员释放空间后再同步。",
                f"The hub's disk has less than {least:g} % left and takes no more now; all is safe here."
                " Free space at the hub and sync again.",
            )


def free_percent(folder: Path) -> float:
    """Return how much of the disk that holds a folder is free; 0 where it cannot be asked."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return 0.0
    return 100.0 * usage.free / usage.total


def _take(bucket: _Bucket, now: float, per_s: float, most: float) -> float:
    """Take a token; returns 0, or how long to wait for one."""
    bucket.tokens = min(most, bucket.tokens + max(0.0, now - bucket.at) * per_s)
    bucket.at = now
    if bucket.tokens < 1:
        return (1 - bucket.tokens) / per_s
    bucket.tokens -= 1
    return 0.0


def _busy(zh: str, en: str, wait_s: float) -> Busy:
    return Busy(
        f"{zh}；记录都在本机，程序会稍后继续。",
        f"{en}; everything is safe here, and goes on later.",
        wait_s=wait_s,
    )
