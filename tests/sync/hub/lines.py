"""Lines between a laptop and a hub that fail in every way that lines fail."""

import socket
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from app.errors import InspectionError, Unreachable
from sync.client import HubClient
from sync.frames import read_frames, write_frame
from sync.peer import Inclusion, Outcome, Page, Peer, Upload
from sync.tlog import Proof

T = TypeVar("T")


class Line:
    """A peer that passes every call on to another through `carry`, which a test may make fail."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer

    def carry(self, call: Callable[[], T]) -> T:
        return call()

    def checkpoint(self, known: str) -> str:
        return self.carry(lambda: self.peer.checkpoint(known))

    def consistency(self, old: int, new: int) -> Proof:
        return self.carry(lambda: self.peer.consistency(old, new))

    def receipts(self, names: Sequence[str], size: int) -> Mapping[str, Inclusion]:
        return self.carry(lambda: self.peer.receipts(names, size))

    def append(self, frames: bytes) -> Outcome:
        return self.carry(lambda: self.peer.append(frames))

    def upload(self, sha256: str) -> Upload:
        return self.carry(lambda: self.peer.upload(sha256))

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        return self.carry(lambda: self.peer.put_part(sha256, offset, total, data))

    def feed(self, start: int, most: int) -> Page:
        return self.carry(lambda: self.peer.feed(start, most))

    def leaves(self, start: int, most: int) -> Sequence[str]:
        return self.carry(lambda: self.peer.leaves(start, most))

    def get_blob(self, sha256: str, offset: int, most: int) -> bytes:
        return self.carry(lambda: self.peer.get_blob(sha256, offset, most))


class CutLine(Line):
    """Breaks at call `cut` and stays down; the call's reply is lost, or the call itself.

    With `twice` each call arrives twice. What was sent is kept in `sent`, to be replayed much later.
    """

    def __init__(self, peer: Peer, cut: int = -1, *, reply_lost: bool = False, twice: bool = False) -> None:
        super().__init__(peer)
        self.calls = 0
        self.sent: list[Callable[[], Any]] = []
        self._cut, self._reply_lost, self._twice = cut, reply_lost, twice

    def carry(self, call: Callable[[], T]) -> T:
        here, self.calls = self.calls, self.calls + 1
        if 0 <= self._cut <= here and not (here == self._cut and self._reply_lost):
            raise gone()
        self.sent.append(call)
        if self._twice:
            call()
        answer = call()
        if here == self._cut:
            raise gone()
        return answer


class Hiding(Line):
    """Never gives some of its entries."""

    def __init__(self, peer: Peer, hidden: set[str]) -> None:
        super().__init__(peer)
        self.hidden = hidden

    def feed(self, start: int, most: int) -> Page:
        page = self.peer.feed(start, most)
        kept = [entry for entry in read_frames(page.frames) if entry.id not in self.hidden]
        return Page(b"".join(map(write_frame, kept)), page.next)


def replay(calls: Sequence[Callable[[], object]]) -> None:
    """Let old calls arrive once more; what becomes of them nobody hears."""
    for call in calls:
        try:
            call()
        except InspectionError:
            continue


def break_idle(client: HubClient) -> None:
    """Let the line that a client kept open break, unheard."""
    line = client._idle.take()
    assert line.connection.sock is not None
    line.connection.sock.shutdown(socket.SHUT_RDWR)
    client._idle.give_back(line)


def gone() -> Unreachable:
    return Unreachable("网络中断。", "The line is gone.")
