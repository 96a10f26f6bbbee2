"""Blobs over lines that break in the middle: nothing that arrived goes again, and no time is lost by it."""

import pytest

from app.errors import Unreachable
from app.log import digest
from sync.lanes import PATIENCE, pace_of_parts, send_blob
from sync.peer import Upload
from tests.sync.hub.lines import Line, gone

DATA = bytes(range(256)) * 4000


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
