"""Blobs over lines that break in the middle: nothing that arrived goes again, and no time is lost by it."""

import threading

import pytest

from app.errors import NotFound, Unreachable
from app.log import digest
from sync.lanes import PATIENCE, BlobLane, Stopped, pace_of_parts, send_blob
from sync.peer import Upload
from tests.sync.hub.lines import Line, gone

DATA = bytes(range(256)) * 4000
SMALL = 100  # bytes: of a photo beside which others may be on their way


class Breaking(Line):
    """A hub for one photo on a line where `through` bytes of a part arrive before it breaks."""

    def __init__(self, through: int, late: bool = False) -> None:
        self.held = bytearray()
        self.sent: list[tuple[int, int]] = []  # offset, length
        self._through = through
        self._late = late  # the first question after a break comes before the hub kept what it got
        self._coming = b""

    def upload(self, sha256: str) -> Upload:
        state = Upload(len(self.held), digest(bytes(self.held)) == sha256)
        if self._late:
            self.held += self._coming
            self._coming = b""
        return state

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        assert offset == len(self.held)
        self.sent.append((offset, len(data)))
        came = data[: self._through]
        if self._late and len(data) > self._through:
            self._coming = came
        else:
            self.held += came
        if len(data) > self._through:
            raise gone()
        return self.upload(sha256)


def bring(line: Breaking) -> list[float]:
    """Send the photo; returns the pauses."""
    pauses: list[float] = []
    told: list[int] = []
    assert send_blob(
        line, digest(DATA), DATA, lambda _, size: told.append(size), pace_of_parts(pauses.append)
    )
    assert bytes(line.held) == DATA
    assert sum(told) == len(DATA)
    return pauses


def test_a_part_of_which_some_came_through_is_gone_on_with_at_once() -> None:
    line = Breaking(40_000)

    assert bring(line) == []
    assert len(line.sent) > len(DATA) // 64_000


def test_a_peer_that_keeps_what_it_got_a_moment_later_is_asked_again() -> None:
    line = Breaking(40_000, late=True)

    assert bring(line)


def test_a_line_that_lets_nothing_through_ends_the_sync_after_a_few_tries() -> None:
    line = Breaking(0)

    with pytest.raises(Unreachable):
        send_blob(line, digest(DATA), DATA, lambda *_: None, pace_of_parts(lambda _: None))
    assert len(line.sent) == PATIENCE


class Several(Line):
    """A hub for photos that counts how many small ones are on their way at once.

    Each waits until `wanted` of them were there together, but no longer than `patience_s`.
    """

    def __init__(self, wanted: int = 0, patience_s: float = 0) -> None:
        self.most = self.now = 0
        self.held: dict[str, bytes] = {}
        self._wanted, self._patience_s = wanted, patience_s
        self._met = threading.Condition()

    def upload(self, sha256: str) -> Upload:
        return Upload(len(self.held.get(sha256, b"")), digest(self.held.get(sha256, b"")) == sha256)

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        with self._met:
            self.now += 1
            self.most = max(self.most, self.now)
            self._met.notify_all()
            if total < SMALL:
                self._met.wait_for(lambda: self.most >= self._wanted, self._patience_s)
            self.now -= 1
            self.held[sha256] = self.held.get(sha256, b"")[:offset] + data
        return self.upload(sha256)


@pytest.mark.parametrize(
    ("sizes", "wanted", "patience_s", "most"),
    [((3_000_000, 9, 8, 7, 6), 3, 60.0, 3), ((9, 8, 7, 6), 2, 0.05, 1)],  # the last ones wait in vain
)
def test_photos_go_several_at_once_only_where_the_line_proved_good(
    sizes: tuple[int, ...], wanted: int, patience_s: float, most: int
) -> None:
    line = Several(wanted, patience_s)
    blobs = {digest(data): data for data in (bytes([n % 256]) * n for n in sizes)}
    lane = BlobLane(line, blobs.__getitem__, lambda *_: None, lambda _: None, 3)

    assert lane.send(list(blobs)) == len(blobs)
    assert line.held == blobs
    assert line.most == most


def test_one_photo_that_cannot_be_read_is_named_and_holds_up_no_other() -> None:
    line = Several()
    blobs = {digest(data): data for data in (bytes(3_000_000), b"a", b"b")}

    def read(name: str) -> bytes:
        if blobs[name] == b"a":
            raise NotFound("没有", "gone")
        return blobs[name]

    lane = BlobLane(line, read, lambda *_: None, lambda _: None, 2)
    assert lane.send(list(blobs)) == 2
    assert list(lane.problems) == [digest(b"a")]


def test_a_listener_who_stops_ends_every_lane() -> None:
    line = Several()
    blobs = {digest(data): data for data in (bytes([n]) * 3_000_000 for n in range(6))}

    def tell(_: int, size: int) -> None:
        if sum(map(len, line.held.values())) > 4_000_000:
            raise Stopped("停", "stop")

    lane = BlobLane(line, blobs.__getitem__, tell, lambda _: None, 2)
    with pytest.raises(Stopped):
        lane.send(list(blobs))
    assert len(line.held) < len(blobs)
