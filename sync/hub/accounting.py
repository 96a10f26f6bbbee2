"""Whether another hub gave all that its own checkpoint covers: nothing of its log may be left out.

It lists the names of its leaves; they count only where their hashes lead to the root of the checkpoint, so
that no name can be left out or put in. Each entry named there must be here, kept, in quarantine or refused
with a reason; what is not is asked for once more by its place. Of a log only the largest complete subtrees
are kept (some hundred bytes), up to the place where all was there: the next pull goes on from it, and what
was left out is named again by every pull until it comes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from app.log import Entry
from sync.checkpoint import Checkpoint
from sync.frames import read_frames
from sync.peer import ENTRY, MOST_ENTRIES, MOST_LEAVES, Peer
from sync.tlog import crown, grow, leaf_hash, root_of

Place = tuple[int, int]  # level and place of a complete subtree
MOST_ASKED = 100  # entries in vain, before the others count as left out too


class Accounts(Protocol):
    """What is kept of another hub's log, by its origin."""

    def crown(self, origin: str) -> tuple[int, bytes]:
        """Return up to which place all was there, and the hashes of `sync.tlog.crown`; (0, b"") at first."""
        ...

    def keep_crown(self, origin: str, size: int, hashes: bytes) -> None: ...

    def known_entries(self, ids: Sequence[str]) -> set[str]: ...


class Account(NamedTuple):
    """What came of it."""

    genuine: bool  # whether the names given are those of the log
    left_out: tuple[tuple[int, str], ...]  # place and id of entries that were not given


def account(
    accounts: Accounts, peer: Peer, checkpoint: Checkpoint, take: Callable[[Sequence[Entry]], None]
) -> Account:
    """Compare what is here with all leaves of a checkpoint; `take` keeps what comes late.

    Raises as the peer does.
    """
    origin = checkpoint.origin
    size, kept = accounts.crown(origin)
    if size > checkpoint.size:
        size, kept = 0, b""  # of another log under this origin; that is the checkpoint's to tell
    nodes = dict(zip(crown(size), _hashes(kept), strict=True))
    absent: dict[int, str] = {}
    for names in _names(peer, size, checkpoint.size):
        nodes = _grown(nodes, size, names)
        entries = {
            n: name.removeprefix(ENTRY) for n, name in enumerate(names, size) if name.startswith(ENTRY)
        }
        known = accounts.known_entries(list(entries.values()))
        absent |= {place: name for place, name in entries.items() if name not in known}
        size += len(names)
    if size < checkpoint.size or root_of(size, lambda *at: nodes[at]) != checkpoint.root:
        return Account(False, ())
    left_out = _ask_again(peer, absent, take)
    if not left_out:
        accounts.keep_crown(origin, size, b"".join(nodes[at] for at in crown(size)))
    return Account(True, tuple(sorted(left_out.items())))


def _grown(nodes: Mapping[Place, bytes], size: int, names: Sequence[str]) -> dict[Place, bytes]:
    """Return the crown of a log whose crown is `nodes`, after more leaves."""
    known = dict(nodes)
    leaves = (leaf_hash(name.encode()) for name in names)
    for level, place, found in grow(size, leaves, lambda *at: known[at]):
        known[level, place] = found
    return {at: known[at] for at in crown(size + len(names))}


def _names(peer: Peer, start: int, end: int) -> Iterator[Sequence[str]]:
    """Yield the names of leaves, some at a time, as far as the peer gives any."""
    while start < end:
        names = peer.leaves(start, min(MOST_LEAVES, end - start))[: end - start]
        if not names:
            return
        yield names
        start += len(names)


def _ask_again(peer: Peer, absent: dict[int, str], take: Callable[[Sequence[Entry]], None]) -> dict[int, str]:
    """Ask for entries by their places; returns those that do not come."""
    left_out: dict[int, str] = {}
    waiting = dict(sorted(absent.items()))
    while waiting and len(left_out) < MOST_ASKED:
        place = next(iter(waiting))
        wanted = set(waiting.values())
        came = {e.id: e for e in read_frames(peer.feed(place, MOST_ENTRIES).frames) if e.id in wanted}
        take(list(came.values()))
        if waiting[place] not in came:
            left_out[place] = waiting.pop(place)
        waiting = {at: name for at, name in waiting.items() if name not in came}
    return left_out | waiting


def _hashes(kept: bytes) -> list[bytes]:
    return [kept[at : at + 32] for at in range(0, len(kept), 32)]
