"""Trusted time over a hub's log: tokens over its checkpoints, and proofs that leaves lie under them.

A token becomes an entry of the log of the device that asked for it, and travels like any entry. With tokens
of others this device proves its own leaves as well; only for what no known token covers is one asked for.
What an authority does not answer today is asked again with the next sync: what is pending is computed.
"""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from app.errors import BadInput
from app.events import CheckpointStamped
from app.log import Header, digest
from app.signing.asking import Authority, ask_token
from sync.checkpoint import Checkpoint, read_checkpoint
from sync.peer import ENTRY, Inclusion, Peer
from sync.tlog import extends, includes, leaf_hash

ASKED_AT_ONCE = 500  # names


class StampStore(Protocol):
    """What stamping needs of this device's stores. `hub` is a hub's signing key in hex."""

    def headers(self) -> Mapping[str, Header]: ...

    def note(self, hub: str) -> str:
        """Return the newest checkpoint held of a hub, proved to continue those before; "" if none."""
        ...

    def receipted(self, origin: str) -> set[str]: ...

    def stamped(self) -> set[str]: ...

    def keep_covers(self, stamp: str, found: Mapping[str, tuple[int, tuple[bytes, ...]]]) -> None: ...

    def tokens(self) -> Sequence[tuple[str, CheckpointStamped]]:
        """Return every token that is known here, with the id of its entry."""
        ...

    def record(self, event: CheckpointStamped) -> str:
        """Sign the event into this device's log; returns the entry's id."""
        ...


Holds = Callable[[CheckpointStamped], bool]  # does a token hold, by the roots that are believed


def cover(store: StampStore, peer: Peer, hub_key: bytes, holds: Holds, authority: Authority | None) -> int:
    """Prove leaves to lie under stamped checkpoints of a hub; returns how many new ones do.

    Raises:
        Unreachable, BadInput: the hub or the authority does not answer, or not with what was asked.
        StorageFault: the disk refuses.
    """
    note = store.note(hub_key.hex())
    if not note:
        return 0
    newest = read_checkpoint(note, hub_key)
    before = store.stamped()
    for name, event, stamped in _stamped(store, newest, hub_key):
        waiting = store.receipted(newest.origin) - store.stamped()
        if waiting and holds(event) and _continues(peer, stamped, newest):
            _prove(store, peer, stamped, name, waiting)
    waiting = store.receipted(newest.origin) - store.stamped()
    if authority is not None and any(_matters(store.headers(), leaf) for leaf in waiting):
        token = ask_token(bytes.fromhex(digest(note.encode())), authority)
        name = store.record(CheckpointStamped(note, base64.b64encode(token).decode()))
        _prove(store, peer, newest, name, waiting)
    return len(store.stamped() - before)


def _stamped(
    store: StampStore, newest: Checkpoint, hub_key: bytes
) -> Iterable[tuple[str, CheckpointStamped, Checkpoint]]:
    """Return the stamped checkpoints of this log that are not beyond the newest one, the smallest first."""
    found = []
    for name, event in store.tokens():
        try:
            checkpoint = read_checkpoint(event.note, hub_key)
        except BadInput:
            continue
        if checkpoint.origin == newest.origin and checkpoint.size <= newest.size:
            found.append((name, event, checkpoint))
    return sorted(found, key=lambda item: item[2].size)


def _continues(peer: Peer, old: Checkpoint, new: Checkpoint) -> bool:
    proof = peer.consistency(old.size, new.size)
    return extends(old.size, new.size, old.root, new.root, proof)


def _prove(store: StampStore, peer: Peer, stamped: Checkpoint, name: str, leaves: Iterable[str]) -> None:
    """Ask for the proofs of leaves under a stamped checkpoint, and keep those that hold."""
    names = sorted(leaves)
    for at in range(0, len(names), ASKED_AT_ONCE):
        answers = peer.receipts(names[at : at + ASKED_AT_ONCE], stamped.size)
        good = {leaf: answers[leaf] for leaf in names[at : at + ASKED_AT_ONCE] if leaf in answers}
        store.keep_covers(name, {leaf: found for leaf, found in good.items() if _lies(leaf, found, stamped)})


def _lies(leaf: str, found: Inclusion, stamped: Checkpoint) -> bool:
    return includes(leaf_hash(leaf.encode()), found.place, stamped.size, found.proof, stamped.root)


def _matters(headers: Mapping[str, Header], leaf: str) -> bool:
    """Tell whether a leaf is worth a token; the entry of another token alone is not, or there were no end."""
    header = headers.get(leaf.removeprefix(ENTRY))
    return header is None or header.kind != CheckpointStamped.__name__
