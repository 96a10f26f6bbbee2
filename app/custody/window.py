"""When was an entry made? Between two times that a time-stamp authority vouches for; no clock of ours counts.

A token over a hub's checkpoint is itself an entry (`CheckpointStamped`). Two bounds follow:

* *after*: an entry that had seen a token's entry names it through digests, and so is younger than the token.
  That a checkpoint was stamped at T does not make what merely names the checkpoint younger than T: the
  checkpoint may be older than its stamp. Only the token itself could not be known before T.
* *before*: an entry that is a leaf of a stamped checkpoint is older than the token over it.

What the device's clock said stands beside it as testimony.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.errors import BadInput
from app.events import CheckpointStamped
from app.history import Place, Recorded
from app.log import Header
from app.signing.asking import Stamp, read_stamp

SLACK_MS = 2000  # by which a clock may differ from the window, or from the monotonic clock, without a word


@dataclass(frozen=True, slots=True)
class Stamped:
    """A token that holds, and the entry that keeps it."""

    entry: str
    place: Place
    at_ms: int  # ms since 1970 UTC
    authority: str


@dataclass(frozen=True, slots=True)
class Window:
    """The two bounds of an entry, and what its device's clock said (ms since 1970 UTC)."""

    after: Stamped | None
    before: Stamped | None
    claimed_ms: int
    set_by_ms: int = 0  # how far the clock was set since the entry before, 0 if not or not to be told

    @property
    def impossible(self) -> bool:
        """Whether the two bounds contradict each other: an authority or a hub has lied."""
        return bool(self.after and self.before and self.after.at_ms > self.before.at_ms + SLACK_MS)

    @property
    def drift_ms(self) -> int:
        """How far the clock was wrong at least: below 0 slow, above 0 fast, 0 if it may be right."""
        if self.after and self.claimed_ms < self.after.at_ms - SLACK_MS:
            return self.claimed_ms - self.after.at_ms
        if self.before and self.claimed_ms > self.before.at_ms + SLACK_MS:
            return self.claimed_ms - self.before.at_ms
        return 0


def stamps_of(records: Iterable[Recorded], authorities: Sequence[bytes]) -> Iterator[Stamped]:
    """Yield the tokens that hold by roots that are believed (DER); what does not counts for nothing."""
    for record in records:
        event = record.event
        stamp = _read(event, authorities) if isinstance(event, CheckpointStamped) else None
        if stamp is not None:
            yield Stamped(record.id, record.place, round(stamp.at.timestamp() * 1000), stamp.authority)


def token_holds(event: CheckpointStamped, authorities: Sequence[bytes]) -> bool:
    """Tell whether a token is one over its checkpoint, by an authority that is believed."""
    return _read(event, authorities) is not None


def window_of(
    header: Header,
    place: Place,
    stamps: Sequence[Stamped],
    *,
    covered_by: str,
    previous: Header | None = None,
) -> Window:
    """Return the window of an entry at a place.

    `covered_by` is the entry of the token over a checkpoint that was proved to hold it ("" while there is
    none); `previous` is the header of the entry before it in the same log.
    """
    seen = [stamp for stamp in stamps if place.has_seen(stamp.place)]
    after = max(seen, key=lambda stamp: stamp.at_ms, default=None)
    before = next((stamp for stamp in stamps if stamp.entry == covered_by), None)
    return Window(after, before, header.t, _set_by(header, previous))


def _read(event: CheckpointStamped, authorities: Sequence[bytes]) -> Stamp | None:
    try:
        token = base64.b64decode(event.token, validate=True)
        stamp = read_stamp(token, hashlib.sha256(event.note.encode()).digest(), authorities)
    except (BadInput, binascii.Error):
        return None
    return stamp if stamp.trusted else None


def _set_by(header: Header, previous: Header | None) -> int:
    """Compare both clocks with the entry before; the monotonic one begins anew with the machine."""
    if previous is None or header.m <= previous.m:
        return 0
    moved = (header.t - previous.t) - (header.m - previous.m) // 1_000_000
    return moved if abs(moved) > SLACK_MS else 0
