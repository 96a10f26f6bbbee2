"""Look-alike repairs: what a misread number may have been. Proposed to the officer, never applied.

A reader asks for candidates and keeps those that pass its whole grammar and check, so a proposal always
comes with its arithmetic. Letters that stand where only digits can are read as the digits they resemble.
"""

from collections.abc import Iterator

LOOKALIKES = {
    "O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "|": "1", "!": "1",
    "Z": "2", "S": "5", "B": "8", "G": "6",
}  # fmt: skip
PREFIXES = {"2L": "ZL", "Z1": "ZL", "ZI": "ZL", "2I": "ZL", "21": "ZL", "Z|": "ZL"}
LONGEST = 24  # characters

Changes = tuple[tuple[int, str, str], ...]


def repairs(shown: str) -> Iterator[tuple[str, Changes]]:
    """Yield (candidate, changes) for a normalised number that failed; at most four."""
    if len(shown) > LONGEST:
        return
    for head, prefix_changes in _prefixes(shown):
        start = 2 if head[:2] in ("ZL", "CN") else 0
        places = [i for i, c in enumerate(head) if i >= start and c in LOOKALIKES]
        changes = tuple((i, head[i], LOOKALIKES[head[i]]) for i in places)
        if changes or prefix_changes:
            repaired = "".join(LOOKALIKES[c] if i in places else c for i, c in enumerate(head))
            yield repaired, (*prefix_changes, *changes)


def _prefixes(shown: str) -> Iterator[tuple[str, Changes]]:
    yield shown, ()
    for wrong, right in PREFIXES.items():
        if shown.startswith(wrong):
            pairs = zip(wrong, right, strict=True)
            yield right + shown[2:], tuple((i, a, b) for i, (a, b) in enumerate(pairs) if a != b)
