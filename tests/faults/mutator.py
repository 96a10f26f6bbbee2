"""Bytes made wrong, from a seed: as bytes, as JSON, as text, always near to what a reader takes."""

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

HOSTILE: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    2**64,
    10**40,
    -(2**63) - 1,
    1e308,
    "",
    "\x00",
    "\ud7ff\U0010ffff\u202e",
    "0" * 64,
    "ab" * 32,
    "AB" * 32,
    "٠" * 64,
    "../../etc/passwd",
    "9999-99-99",
    "x" * 70_000,
    [],
    {},
    [[]],
    {"": None},
)
NUMBERS = (0, 1, 255, 2**16 - 1, 2**24, 2**31 - 1, 2**32 - 1)
DEEP = 3000  # brackets


def mutated(data: bytes, others: Sequence[bytes], draw: random.Random) -> bytes:
    """Return bytes near to `data`; where that is JSON, mostly JSON of another content."""
    if data[:1] in (b"{", b"[", b'"') and draw.random() < 0.6:
        try:
            tree = json.loads(data)
        except ValueError:
            pass
        else:
            return _json(tree, draw)
    changes: tuple[Callable[[bytearray, random.Random], None], ...] = (
        _flip,
        _flip,
        _cut,
        _double,
        _fill,
        _number,
    )
    found = bytearray(draw.choice(others) if draw.random() < 0.02 else data)
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        draw.choice(changes)(found, draw)
    if draw.random() < 0.1:
        other = draw.choice(others)
        at = draw.randrange(len(found) + 1)
        found[at:] = other[draw.randrange(len(other) + 1) :]
    return bytes(found)


def _json(tree: Any, draw: random.Random) -> bytes:
    if draw.random() < 0.01:
        return draw.choice(("[", '{"a":')).encode() * DEEP
    for _ in range(draw.choice((1, 1, 2))):
        tree = _changed(tree, draw)
    text = json.dumps(tree, ensure_ascii=draw.random() < 0.5, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _changed(tree: Any, draw: random.Random) -> Any:
    """Return a tree with one node changed."""
    if isinstance(tree, dict) and tree and draw.random() < 0.9:
        key = draw.choice(sorted(tree))
        match draw.randrange(8):
            case 0:
                return {k: v for k, v in tree.items() if k != key}
            case 1:
                return {**tree, f"{key}x": draw.choice(HOSTILE)}
            case _:
                return {**tree, key: _changed(tree[key], draw)}
    if isinstance(tree, list) and tree and draw.random() < 0.9:
        at = draw.randrange(len(tree))
        match draw.randrange(8):
            case 0:
                return tree[:at] + tree[at + 1 :]
            case 1:
                return tree + [tree[at]] * draw.choice((1, 2, 500))
            case _:
                return [*tree[:at], _changed(tree[at], draw), *tree[at + 1 :]]
    if isinstance(tree, str) and tree and draw.random() < 0.5:
        at = draw.randrange(len(tree))
        return tree[:at] + draw.choice(("", "0", "f", "\n", "\u00e9", "=", "😀")) + tree[at + 1 :]
    if isinstance(tree, int) and draw.random() < 0.5:
        return tree + draw.choice((-1, 1, 2**31))
    return draw.choice(HOSTILE)


def _flip(data: bytearray, draw: random.Random) -> None:
    if data:
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def _cut(data: bytearray, draw: random.Random) -> None:
    at = draw.randrange(len(data) + 1)
    del data[at : at + draw.choice((1, 4, 40, len(data)))]


def _double(data: bytearray, draw: random.Random) -> None:
    at = draw.randrange(len(data) + 1)
    data[at:at] = data[at : at + draw.choice((1, 8, 100))] * draw.choice((1, 2, 50))


def _fill(data: bytearray, draw: random.Random) -> None:
    at = draw.randrange(len(data) + 1)
    data[at : at + draw.randrange(5)] = draw.randbytes(draw.randrange(9))


def _number(data: bytearray, draw: random.Random) -> None:
    """Write a number of four bytes, as lengths and counts are."""
    at = draw.randrange(len(data) + 1)
    data[at : at + 4] = draw.choice(NUMBERS).to_bytes(4, draw.choice(("big", "little")))
