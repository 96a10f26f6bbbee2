"""What came before what, told by the entries themselves.

Each entry names the entry before it and the heads of other logs that it had seen, like the parents of
a commit. From this follow, for any set of entries, a causal order that every device computes alike, and
whether one entry had seen another. A fork (two entries after one) makes a branch; both are kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.events import Erased, Event, Unknown
from app.log import Header


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands among all entries that are known here."""

    depth: int  # grows along every chain of causes
    branch: str  # the log's id, or the id of the entry with which a fork began
    seq: int
    seen: Mapping[str, int]  # branch -> last sequence number seen there, itself included

    def has_seen(self, other: "Place") -> bool:
        """Tell whether the entry at this place knew the entry at `other` (an entry knows itself)."""
        return self.seen.get(other.branch, -1) >= other.seq


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry, read and placed: what folds take."""

    id: str
    header: Header
    event: Event | Unknown | Erased
    place: Place


@dataclass(frozen=True, slots=True)
class Fork:
    """Two or more entries that follow the same one: a restored image, or worse."""

    log: str
    seq: int
    entries: tuple[str, ...]


class Ends:
    """Where logs end: entries that nothing follows, and this installation's own last one."""

    def __init__(self, log: str) -> None:
        self._log = log
        self.followed: set[str] = set()
        self.tips: set[str] = set()
        self.own = (-1, "")  # its number and id

    def note(self, name: str, header: Header) -> None:
        """Take one more entry into account; those of a log in any order."""
        self.followed.add(header.prev)
        self.tips.discard(header.prev)
        if name not in self.followed:
            self.tips.add(name)
        if header.log == self._log:
            self.own = max(self.own, (header.seq, name))

    def tips_beside(self, log: str, headers: Mapping[str, Header]) -> Iterator[str]:
        """Yield the ends of every other log."""
        return (name for name in self.tips if headers[name].log != log)


def place_next(entry: str, header: Header, places: Mapping[str, Place], forked: bool) -> Place:
    """Place one entry whose known parents are placed in `places`; parents not known here count as unseen.

    `forked` says that another entry already follows the same one.
    """
    parents = [places[p] for p in (header.prev, *header.saw) if p in places]
    seen: dict[str, int] = {}
    for parent in parents:
        for branch, seq in parent.seen.items():
            seen[branch] = max(seq, seen.get(branch, -1))
    before = places.get(header.prev)
    branch = entry if forked else before.branch if before else header.log
    seen[branch] = header.seq
    depth = 1 + max(header.seq, *(p.depth for p in parents), 0)
    return Place(depth, branch, header.seq, seen)


def place_all(headers: Mapping[str, Header]) -> dict[str, Place]:
    """Place every entry of a set, by id. The result does not depend on the order of the mapping."""
    waiting = _parents_first(headers)
    places: dict[str, Place] = {}
    followed: set[str] = set()
    for entry in waiting:
        header = headers[entry]
        before = header.prev or header.log
        places[entry] = place_next(entry, header, places, forked=before in followed)
        followed.add(before)
    return places


def forks(headers: Mapping[str, Header]) -> tuple[Fork, ...]:
    """Return every fork in a set of entries, ordered by log and sequence number."""
    followers: dict[tuple[str, int, str], list[str]] = {}
    for entry, header in headers.items():
        followers.setdefault((header.log, header.seq, header.prev), []).append(entry)
    return tuple(
        Fork(log, seq, tuple(sorted(entries)))
        for (log, seq, _), entries in sorted(followers.items())
        if len(entries) > 1
    )


def in_order(records: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """Put records into the causal order that every device computes alike."""
    return tuple(sorted(records, key=lambda r: (r.place.depth, r.id)))


def _parents_first(headers: Mapping[str, Header]) -> list[str]:
    """Order ids so that parents come before children, ties by id (Kahn's algorithm, depth by depth)."""
    children: dict[str, list[str]] = {}
    missing: dict[str, int] = {}
    for entry, header in headers.items():
        parents = {p for p in (header.prev, *header.saw) if p in headers}
        missing[entry] = len(parents)
        for parent in parents:
            children.setdefault(parent, []).append(entry)
    ready = sorted(entry for entry, count in missing.items() if count == 0)
    ordered: list[str] = []
    while ready:
        ordered.extend(ready)
        freed = []
        for entry in ready:
            for child in children.get(entry, ()):
                missing[child] -= 1
                if missing[child] == 0:
                    freed.append(child)
        ready = sorted(freed)
    return ordered
