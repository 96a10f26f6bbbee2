"""The Merkle log: the roots of the field's test vectors; proofs that hold, and do not for anything else."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.tlog import (
    EMPTY,
    crown,
    extends,
    grow,
    includes,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root_of,
)

# The eight leaves and roots by which implementations of RFC 6962 are compared.
LEAVES = [bytes.fromhex(x) for x in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


class ATree:
    """A log in memory."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.leaves = [leaf_hash(leaf) for leaf in leaves]
        for level, place, found in grow(0, self.leaves, self.node):
            self.nodes[level, place] = found

    def node(self, level: int, place: int) -> bytes:
        return self.nodes[level, place]

    def root(self, size: int) -> bytes:
        return root_of(size, self.node)


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 2.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(plain_root(leaves[:half]), plain_root(leaves[half:]))


def a_tree(size: int) -> ATree:
    return ATree([str(n).encode() for n in range(size)])


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_test_vectors(size: int) -> None:
    assert ATree(LEAVES[:size]).root(size).hex() == ROOTS[size - 1]


def test_the_empty_log_has_the_digest_of_nothing() -> None:
    assert a_tree(0).root(0) == hashlib.sha256(b"").digest()


@given(st.integers(0, 300))
def test_a_growing_log_keeps_every_root_that_it_ever_had(size: int) -> None:
    tree = a_tree(size)

    assert tree.root(size) == plain_root(tree.leaves)
    assert tree.root(size // 2) == plain_root(tree.leaves[: size // 2])


@given(st.lists(st.integers(1, 40), max_size=6))
def test_it_does_not_matter_in_what_batches_it_grew(batches: list[int]) -> None:
    whole, parts = a_tree(sum(batches)), ATree([])
    ends = [sum(batches[:n]) for n in range(len(batches) + 1)]
    for first, last in pairwise(ends):
        for level, place, found in list(grow(first, whole.leaves[first:last], parts.node)):
            parts.nodes[level, place] = found

    assert parts.nodes == whole.nodes


@given(st.integers(1, 200), st.data())
def test_inclusion_is_shown_for_its_own_leaf_place_size_and_root_only(size: int, data: st.DataObject) -> None:
    tree = a_tree(size)
    place = data.draw(st.integers(0, size - 1))
    leaf, root = tree.leaves[place], tree.root(size)
    proof = prove_inclusion(place, size, tree.node)

    assert includes(leaf, place, size, proof, root)
    assert not includes(leaf_hash(b"other"), place, size, proof, root)
    assert not includes(leaf, place, size, proof, leaf_hash(b"other"))
    assert not includes(leaf, place, size, (*proof, root), root)
    assert not any(
        includes(leaf, other, size, proof, root) for other in range(-1, size + 2) if other != place
    )
    for step in range(len(proof)):
        changed = (*proof[:step], leaf_hash(proof[step]), *proof[step + 1 :])
        assert not includes(leaf, place, size, changed, root)
        assert not includes(leaf, place, size, proof[:step], root)


@given(st.integers(0, 200), st.integers(0, 200), st.data())
def test_consistency_is_shown_for_a_true_beginning_only(old: int, more: int, data: st.DataObject) -> None:
    tree, new = a_tree(old + more), old + more
    proof = prove_consistency(old, new, tree.node)

    assert extends(old, new, tree.root(old), tree.root(new), proof)
    if old and more:
        place = data.draw(st.integers(0, old - 1))
        other = ATree([str(n if n != place else -1).encode() for n in range(new)])
        theirs = prove_consistency(old, new, other.node)
        assert not extends(old, new, tree.root(old), other.root(new), theirs)
        assert not extends(old, new, tree.root(old), other.root(new), proof)
        assert not extends(new, old, tree.root(new), tree.root(old), proof)
        for step in range(len(proof)):
            assert not extends(old, new, tree.root(old), tree.root(new), proof[:step])


@pytest.mark.parametrize(("place", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(place: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        prove_inclusion(place, size, a_tree(size).node)


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_there_is_no_proof_from_a_larger_log_to_a_smaller(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no such sizes"):
        prove_consistency(old, new, a_tree(3).node)


@pytest.mark.parametrize("size", range(20))
def test_the_crown_of_a_log_tells_its_root_and_lets_it_grow(size: int) -> None:
    whole = ATree([bytes([n]) for n in range(23)])
    kept = {at: whole.node(*at) for at in crown(size)}

    assert len(kept) == size.bit_count()
    assert root_of(size, lambda *at: kept[at]) == whole.root(size)
    for level, place, found in grow(size, whole.leaves[size:], lambda *at: kept[at]):
        kept[level, place] = found
    assert root_of(23, lambda *at: kept[at]) == whole.root(23)
