"""Whether a hub gave all that its own checkpoint covers, to one who may see all: another hub, a supervisor.

Nothing of its log may be left out. It lists the names of its leaves; they count only where their hashes lead
to the root of the checkpoint, so that no name can be left out or put in. Each entry named there must be here,
kept, in quarantine or refused with a reason; what is not is asked for once more by its place. Of a log only
the largest complete subtrees are kept (some hundred bytes), up to the place where all was there: the next
sync goes on from it, and what was left out is named again by every sync until it comes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from app.errors import BadInput, NotAllowed, NotFound
from app.log import Entry
from sync.checkpoint import Checkpoint
from sync.frames import read_frames
from sync.peer import ENTRY, MOST_ENTRIES, MOST_LEAVES, Peer
from sync.tlog import crown, grow, leaf_hash, root_of

Place = tuple[int, int]  # level and place of a complete subtree
MOST_ASKED = 100  # entries in vain, before the others count as left out too
UNLISTED, UNLIKE = "unlisted", "unlike"  # facts: a hub does not say what it holds, or says something else


class Accounts(Protocol):
    """What is kept of another hub's log, by its origin."""

    def crown(self, origin: str) -> tuple[int, bytes]:
        """Return up to which place all was there, and the hashes of `sync.tlog.crown`; (0, b"") at first."""
        ...

    def keep_crown(self, origin: str, size: int, hashes: bytes) -> None: ...

    def known_entries(self, ids: Sequence[str]) -> set[str]:
        """Return those that are here, kept, in quarantine or refused."""
        ...


class Account(NamedTuple):
    """What came of it."""

    genuine: bool  # whether the names given are those of the log
    left_out: tuple[tuple[int, str], ...]  # place and id of entries that were not given


class Omission(NamedTuple):
    """What a hub keeps back: the fact that tells it from others, and a sentence, "Chinese | English"."""

    fact: str
    text: str


def find_omission(
    accounts: Accounts, peer: Peer, checkpoint: Checkpoint, take: Callable[[Sequence[Entry]], None]
) -> Omission | None:
    """Return what a hub keeps back of the log that its checkpoint covers; None where all is here.

    Raises Unreachable, StorageFault.
    """
    try:
        found = account(accounts, peer, checkpoint, take)
    except (NotFound, NotAllowed, BadInput) as error:
        return Omission(
            UNLISTED,
            f"中心没有列出其日志的内容，无法证明没有遗漏：{error.zh}"
            f" | The hub does not list what it holds, so nothing proves it complete: {error.en}",
        )
    if not found.genuine:
        return Omission(
            UNLIKE,
            "中心列出的内容与其自己的校验点不符，可能隐瞒了记录；请立即报告局机关。"
            " | What the hub lists is not what its own checkpoint covers; it may keep entries back. "
            "Report this to the bureau.",
        )
    if not found.left_out:
        return None
    (place, name), count = found.left_out[0], len(found.left_out)
    return Omission(
        name,
        f"中心没有交出其日志中的 {count} 条记录（如第 {place + 1} 条，{name[:12]}）；"
        "其余已核验收存，请立即报告局机关。"
        f" | The hub left out {count} entries that its own log holds (as number {place + 1}, "
        f"{name[:12]}); the rest was verified and kept. Report this to the bureau.",
    )


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
