"""The hub's Merkle log, pure: hashes, roots and proofs (RFC 6962 section 2.1, verified as RFC 9162 says).

A log of n leaves is known by the hashes of its complete subtrees: `Node` gives the one of level l (2**l
leaves wide) at place i. They never change once they are there, so a log is kept as a growing table of them,
and every root and proof of every size that it ever had comes from a few look-ups.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

Node = Callable[[int, int], bytes]  # (level, place) -> hash of a complete subtree
EMPTY = hashlib.sha256(b"").digest()
Proof = tuple[bytes, ...]


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def grow(size: int, leaves: Iterable[bytes], node: Node) -> Iterator[tuple[int, int, bytes]]:
    """Yield (level, place, hash) of the subtrees that become complete as leaf hashes follow `size` leaves."""
    waiting: dict[int, bytes] = {}
    for place, leaf in enumerate(leaves, size):
        level, found = 0, leaf
        yield level, place, found
        while place & 1:
            left = waiting.pop(level) if level in waiting else node(level, place - 1)
            level, place, found = level + 1, place >> 1, node_hash(left, found)
            yield level, place, found
        waiting[level] = found


def crown(size: int) -> Iterator[tuple[int, int]]:
    """Yield (level, place) of the largest complete subtrees that the first `size` leaves make up.

    They are all that has to be kept of a log to let it grow and to tell its root.
    """
    first = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            yield level, first >> level
            first += 1 << level


def root_of(size: int, node: Node) -> bytes:
    """Return the root of the first `size` leaves."""
    return _hash(0, size, node) if size else EMPTY


def prove_inclusion(place: int, size: int, node: Node) -> Proof:
    """Return the hashes that lead from the leaf at `place` to the root of the first `size` leaves.

    Raises ValueError where there is no such leaf.
    """
    if not 0 <= place < size:
        raise ValueError("no such leaf")
    path: list[bytes] = []
    first, last = 0, size
    while last - first > 1:
        middle = first + _half(last - first)
        if place < middle:
            path.append(_hash(middle, last, node))
            last = middle
        else:
            path.append(_hash(first, middle, node))
            first = middle
    return tuple(reversed(path))


def prove_consistency(old: int, new: int, node: Node) -> Proof:
    """Return the hashes that show the first `old` leaves to be the beginning of the first `new` ones.

    Raises ValueError where `old` is larger than `new`.
    """
    if not 0 <= old <= new:
        raise ValueError("no such sizes")
    if old in (0, new):
        return ()
    path: list[bytes] = []
    first, last, whole = 0, new, True
    while old != last:
        middle = first + _half(last - first)
        if old <= middle:
            path.append(_hash(middle, last, node))
            last = middle
        else:
            path.append(_hash(first, middle, node))
            first, whole = middle, False
    start = () if whole else (_hash(first, last, node),)
    return (*start, *reversed(path))


def includes(leaf: bytes, place: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether a proof shows a leaf hash at its place under a root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= place < size:
        return False
    index, last, found = place, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = node_hash(step, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node_hash(found, step)
        index, last = index >> 1, last >> 1
    return last == 0 and found == root


def extends(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether a proof shows a log of `new` leaves to begin with that of `old` (RFC 9162 2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY
    if not 0 < old < new:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            after = node_hash(after, step)
        index, last = index >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _hash(first: int, last: int, node: Node) -> bytes:
    """Return the hash over the leaves from `first` to before `last`; `first` begins a complete subtree."""
    width = last - first
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, first >> level)
    middle = first + _half(width)
    return node_hash(_hash(first, middle, node), _hash(middle, last, node))


def _half(width: int) -> int:
    """Return the largest power of two below a width of at least two."""
    return 1 << ((width - 1).bit_length() - 1)
