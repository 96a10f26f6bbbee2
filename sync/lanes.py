"""How entries and blobs go over a line that may be bad: in pieces that grow while it holds, else shrink.

There is no time-out for a whole: a piece that fails is sent again, smaller, after a pause; only when nothing
gets through any more does the sync break off. One item that a hub refuses is named and holds up nothing.
Where a line proved good, several blobs go at once: while the hub flushes and reads back one, another is read
here and a third is on its way.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from app.errors import BadInput, InspectionError, NotFound, StorageFault, Unreachable
from app.log import Entry, digest
from sync.frames import write_frame
from sync.peer import LARGEST_APPEND, LARGEST_PART, MOST_ENTRIES, Peer, Upload

QUICK_S = 1.0  # a piece that went through in this time may be twice as large the next time
PATIENCE = 6  # failures in a row
AT_ONCE = 4  # blobs, over a line that proved good
GOOD = 1024 * 1024  # bytes that went through in QUICK_S
LONGEST_PAUSE_S = 8.0
Pause = Callable[[float], None]
Tell = Callable[[int, int], None]  # (items, bytes) that went through now; raises to stop


@dataclass(slots=True)
class Pace:
    """The size of the next piece."""

    size: int
    least: int
    most: int
    pause: Pause
    failures: int = 0

    def went(self, began: float) -> None:
        """Take note that a piece, begun at that monotonic time, went through."""
        self.failures = 0
        quick = time.monotonic() - began < QUICK_S
        self.size = min(self.size * 2, self.most) if quick else max(self.size // 2, self.least)

    def broke(self) -> None:
        """Take note that the line broke in a piece of which some came through: no reason to wait."""
        self.failures = 0
        self.size = max(self.size // 2, self.least)

    def failed(self, error: Unreachable) -> None:
        """Take note that a piece did not go through, and wait; raises the error when patience is over."""
        self.failures += 1
        if self.failures >= PATIENCE:
            raise error
        self.size = max(self.size // 2, self.least)
        self.pause(random.uniform(0.5, 1) * min(LONGEST_PAUSE_S, 0.25 * 2**self.failures))


def pace_of_entries(pause: Pause) -> Pace:
    return Pace(200, 1, MOST_ENTRIES, pause)


def pace_of_parts(pause: Pause) -> Pace:
    return Pace(64 * 1024, 8 * 1024, LARGEST_PART, pause)


@dataclass(slots=True)
class Fates:
    """What became of entries that did not go in, by id; a reason is "Chinese | English"."""

    aside: dict[str, str]
    refused: dict[str, str]


def send_entries(
    peer: Peer, entry: Callable[[str], Entry], ids: Sequence[str], tell: Tell, pace: Pace
) -> Fates:
    """Send entries in the order given; a batch that is refused as a whole is cut until one entry is left.

    Raises:
        Unreachable: the line is gone.
    """
    fates = Fates({}, {})
    waiting = list(reversed(ids))
    most = pace.size
    while waiting:
        batch = _batch(waiting, entry, min(most, pace.size))
        began = time.monotonic()
        try:
            outcome = peer.append(b"".join(frame for _, frame in batch))
        except Unreachable as error:
            pace.failed(error)
            continue
        except BadInput as error:
            most = max(1, len(batch) // 2)
            if len(batch) > 1:
                continue
            fates.refused[batch[0][0]] = f"{error.zh} | {error.en}"
        else:
            pace.went(began)
            most = pace.size
            fates.aside.update(outcome.aside)
            fates.refused.update(outcome.refused)
            tell(len(outcome.kept), sum(len(frame) for _, frame in batch))
        del waiting[len(waiting) - len(batch) :]
    return fates


def _batch(waiting: Sequence[str], entry: Callable[[str], Entry], most: int) -> list[tuple[str, bytes]]:
    """Return up to `most` frames from the end of `waiting`, in turn, at least one."""
    batch: list[tuple[str, bytes]] = []
    size = 0
    for name in reversed(waiting[-most:]):
        frame = write_frame(entry(name))
        if batch and size + len(frame) > LARGEST_APPEND:
            break
        batch.append((name, frame))
        size += len(frame)
    return batch


class Stopped(BadInput):
    """The listener stopped the sync."""


@dataclass(slots=True)
class BlobLane:
    """Sends blobs to a peer, `at_once` of them where the line is good; `tell` is called from any thread."""

    peer: Peer
    blob: Callable[[str], bytes]  # by its SHA-256; raises NotFound, StorageFault
    tell: Tell
    pause: Pause
    at_once: int = 1  # more than one for a peer that several threads may ask
    problems: dict[str, InspectionError] = field(default_factory=dict)  # of those that did not go, by name

    def send(self, names: Sequence[str]) -> int:
        """Send blobs in turn; returns how many were wanted.

        Raises:
            Unreachable: the line is gone. Stopped: the listener did not want more.
        """
        waiting, pace, count = iter(names), pace_of_parts(self.pause), 0
        while (self.at_once == 1 or pace.size < GOOD) and (name := next(waiting, "")):
            count += self._one(name, pace)
        with ThreadPoolExecutor(self.at_once, "blobs") as pool:
            lanes = [pool.submit(self._rest, waiting, replace(pace)) for _ in range(self.at_once)]
        return count + sum(lane.result() for lane in lanes)

    def _rest(self, waiting: Iterator[str], pace: Pace) -> int:
        """Send what no other thread has taken."""
        return sum(self._one(name, pace) for name in waiting)

    def _one(self, name: str, pace: Pace) -> bool:
        try:
            return send_blob(self.peer, name, self.blob(name), self.tell, pace)
        except Stopped:
            raise
        except (BadInput, NotFound, StorageFault) as error:
            self.problems[name] = error
            return False


def send_blob(peer: Peer, sha256: str, data: bytes, tell: Tell, pace: Pace) -> bool:
    """Send what the peer lacks of a blob; False where it does not want it yet.

    Raises:
        Unreachable: the line is gone. BadInput: the peer refuses it, or never holds it whole.
    """
    state = _asked(peer, sha256, pace)
    idle = 0  # answers in a row that brought the upload no further
    while state.wanted and not state.whole:
        if idle >= PATIENCE:
            raise BadInput(
                "中心收完文件后校验不符；本机原件不受影响，请管理员检查中心的存储。",
                "The hub does not hold the file as it was sent; it is safe here. Check the hub's disk.",
            )
        before = state.offset
        part = data[before : before + pace.size]
        began = time.monotonic()
        try:
            state = peer.put_part(sha256, before, len(data), part)
        except Unreachable as error:
            state = _asked(peer, sha256, pace)
            if not state.whole and state.offset <= before:
                pace.failed(error)  # and meanwhile the peer may keep what it got
                state = _asked(peer, sha256, pace)
            if state.offset > before:
                pace.broke()
                tell(0, state.offset - before)
            continue
        if state.whole or state.offset > before:
            pace.went(began)
            tell(0, len(part))
            idle = 0
        else:
            idle += 1
    return state.wanted


def fetch_blob(peer: Peer, sha256: str, size: int, pace: Pace) -> bytes:
    """Return a blob's bytes from the peer, compared with its name.

    Raises:
        Unreachable: the line is gone. NotFound: not held there. BadInput: the peer gave other bytes.
    """
    data = bytearray()
    while len(data) < size:
        began = time.monotonic()
        try:
            part = peer.get_blob(sha256, len(data), pace.size)
        except Unreachable as error:
            pace.failed(error)
            continue
        if not part:
            break
        data += part
        pace.went(began)
    if len(data) != size or digest(bytes(data)) != sha256:
        raise BadInput(
            "中心给出的文件与其摘要不符，未予保存；请管理员检查中心的存储。",
            "The file that the hub gave does not match its digest and was not kept; check the hub's disk.",
        )
    return bytes(data)


def _asked(peer: Peer, sha256: str, pace: Pace) -> Upload:
    while True:
        try:
            return peer.upload(sha256)
        except Unreachable as error:
            pace.failed(error)
