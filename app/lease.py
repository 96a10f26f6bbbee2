"""How long a device takes up new work without a word from its bureau; then it is shut, never wiped.

The bureau grants days; every later entry of its log is a word from it, dated by its own clock. A whole sync
with a hub that the bureau's log names is as good as a word, so that a device that syncs is never shut: such a
hub proves live, by the key that only it holds, that its log goes on from the checkpoint held, and it gives a
revoked device nothing. A checkpoint by itself renews nothing: it can be old, copied, or brought by a stick.
Its moment is told by this machine's clock, which the hub compared with its own (`sync.signatures.LATEST_S`).

How much time has passed since is at least what any of these says: this machine's clock, the device's own
entries made after that word, and the monotonic clock since each of those, which nobody can set. So a clock
that is put back gains no more than the time a laptop stays off, and one that ran ahead shuts it only until it
is right or the bureau speaks. Sharing, exporting and reading go on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.bureau import Device
from app.errors import NotAllowed
from app.log import Clock, Header

DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Lease:
    """What was granted, and how many days have gone by at least; `days` 0 where nothing was granted."""

    days: int = 0
    gone: int = 0

    @property
    def over(self) -> bool:
        return self.days > 0 and self.gone >= self.days


def lease_at(
    headers: Mapping[str, Header], own: str, root: str, days: int, clock: Clock, synced_ms: int = 0
) -> Lease:
    """Return the lease of log `own` at a moment; the bureau's log is `root`, and needs none itself.

    `synced_ms` is when this device last synced with a hub of the bureau's (ms since 1970 UTC), 0 if never.
    """
    words = [(h.seq, name) for name, h in headers.items() if h.log == root]
    if not days or own == root or not words:
        return Lease()
    last = max(words)[1]
    said_ms = headers[last].t
    mine = sorted((h for h in headers.values() if h.log == own), key=lambda h: h.seq)
    told = [h.t + max(0, clock.monotonic_ns - h.m) // 1_000_000 for h in _since(mine, last)]
    latest_ms = max((clock.utc_ms, said_ms, *told))
    if synced_ms <= said_ms:
        return Lease(days, (latest_ms - said_ms) // DAY_MS)
    return Lease(days, max(0, latest_ms - synced_ms) // DAY_MS)


def refuse_shut(device: Device | None, lease: Lease) -> None:
    """Let a device take up new work.

    Raises:
        NotAllowed: the bureau revoked it, or has not been heard of for too long; says what to do.
    """
    if device is not None and device.revoked:
        raise NotAllowed(
            f"本机已被局机关停用（{device.revoked}），不能开始新的工作；已有记录仍可同步、导出，不会删除。",
            f"The bureau revoked this device ({device.revoked}): no new work. What it holds can still be "
            "synced and exported, and nothing is deleted.",
        )
    if lease.over:
        raise NotAllowed(
            f"本机已 {lease.gone} 天没有收到局机关的消息（期限 {lease.days} 天），不能开始新的工作；"
            "请核对系统时间，与中心同步或读入局机关的文件。记录不会删除。",
            f"Nothing was heard of the bureau for {lease.gone} days ({lease.days} are allowed): no new work. "
            "Check the clock, then sync with the hub or read a bundle of the bureau. Nothing is deleted.",
        )


def _since(mine: Iterable[Header], word: str) -> list[Header]:
    """Return this device's entries from the first that had seen the bureau's last word."""
    found: list[Header] = []
    for header in mine:
        if found or word in header.saw:
            found.append(header)
    return found
