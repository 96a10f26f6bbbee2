"""What a peer lacks: pure decisions, the same for a hub, a stick or another hub.

An entry of the peer's that we hold says, by its causes, what the peer had seen when it was signed: that
is its signed receipt for every entry before it. What has no such receipt is sent, and asked about again
the next time. A peer's last `BundleAdmitted` names the blobs that it still lacked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.history import Place
from app.log import BlobRef, Header


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a peer is known to hold."""

    seen: Mapping[str, int]  # branch -> last number seen, as in Place
    blobs_lacking: frozenset[str] = frozenset()

    def covers(self, place: Place) -> bool:
        """Tell whether the peer holds the entry at this place."""
        return self.seen.get(place.branch, -1) >= place.seq


NOTHING = Receipt({})


def receipt_of(
    logs: Iterable[str],
    headers: Mapping[str, Header],
    places: Mapping[str, Place],
    blobs_lacking: Iterable[str] = (),
) -> Receipt:
    """Return what the owner of `logs` is known to hold, from its own entries."""
    own = set(logs)
    seen: dict[str, int] = {}
    for name, header in headers.items():
        if header.log in own:
            for branch, seq in places[name].seen.items():
                seen[branch] = max(seq, seen.get(branch, -1))
    return Receipt(seen, frozenset(blobs_lacking))


def lacking_entries(receipt: Receipt, places: Mapping[str, Place]) -> list[str]:
    """Return the ids that the peer has given no receipt for, causes first."""
    lacking = [name for name, place in places.items() if not receipt.covers(place)]
    return sorted(lacking, key=lambda name: (places[name].depth, name))


def lacking_blobs(
    receipt: Receipt, entries: Iterable[str], headers: Mapping[str, Header]
) -> dict[str, BlobRef]:
    """Return the blobs to send: those that `entries` name, and those that the peer said it lacked."""
    wanted: dict[str, BlobRef] = {}
    sent = set(entries)
    for name, header in headers.items():
        for ref in header.blobs:
            if name in sent or ref.sha256 in receipt.blobs_lacking:
                wanted[ref.sha256] = ref
    return wanted
