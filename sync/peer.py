"""A peer: anything that takes frames and gives receipts. Plain values in and out: a wire adds nothing.

Names of leaves are "entry:<id>" and "blob:<sha256>". Every verb may be cut off at any moment and asked again:
none of them does harm twice. What a peer says counts for nothing until its proofs were verified.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from app.log import is_digest
from sync.tlog import Proof

ENTRY, BLOB = "entry:", "blob:"
MOST_NAMES = 1000  # of one question for receipts
MOST_LEAVES = 10_000  # names of leaves in one answer
MOST_ENTRIES = 2000  # of one append, and of one page of the feed
LARGEST_APPEND = 16 * 1024 * 1024  # bytes of frames; one entry of the largest size fits
LARGEST_PART = 16 * 1024 * 1024  # bytes of a blob in one call: most photos fit whole


class Inclusion(NamedTuple):
    """Where a leaf stands in a log of the size asked for, and the hashes that lead to its root."""

    place: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of appended entries, by id; a reason is "Chinese | English"."""

    kept: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()  # kept apart until the bureau's word on their device
    refused: tuple[tuple[str, str], ...] = ()  # not genuine, or not to be read


@dataclass(frozen=True, slots=True)
class Upload:
    """How much of a blob the peer holds."""

    offset: int  # bytes held so far
    whole: bool = False  # held, read back from storage and compared with its name
    wanted: bool = True  # False while no entry that the peer holds names it


@dataclass(frozen=True, slots=True)
class Page:
    """Entries from a place of the peer's log on, as frames, and the place to go on from."""

    frames: bytes
    next: int


class Peer(Protocol):
    """A hub, near or far. Every method raises Unreachable where there is no answer, BadInput where the
    question was refused."""

    def checkpoint(self, known: str) -> str:
        """Return the signed note of the log as it is now.

        `known` is the newest note that the asker holds from this peer, "" if none: a peer that was restored
        from an older copy learns by its own signature what it has lost, and begins a new epoch.
        """
        ...

    def consistency(self, old: int, new: int) -> Proof: ...

    def receipts(self, names: Sequence[str], size: int) -> Mapping[str, Inclusion]:
        """Return proofs for those of `names` that are held now and were leaves at that size."""
        ...

    def append(self, frames: bytes) -> Outcome: ...

    def upload(self, sha256: str) -> Upload: ...

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        """Add bytes at `offset`; another offset than the peer's adds nothing and tells the true one."""
        ...

    def feed(self, start: int, most: int) -> Page: ...

    def leaves(self, start: int, most: int) -> Sequence[str]:
        """Return the names of the log's leaves from a place on, to one who may see all."""
        ...

    def get_blob(self, sha256: str, offset: int, most: int) -> bytes:
        """Return up to `most` bytes from `offset`, b"" at the end. Raises NotFound where it is not held."""
        ...


def is_name(name: str) -> bool:
    """Tell whether a text can be the name of a leaf."""
    return is_digest(name.removeprefix(ENTRY)) or is_digest(name.removeprefix(BLOB))
