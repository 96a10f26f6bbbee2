"""A hub's log as static files that anybody can check, by C2SP tlog-tiles: hashes of leaves, no contents.

    checkpoint                    the signed note
    tile/<level>/<index>          256 hashes of a level, 32 bytes each; <index>.p/<width> while it grows
    tile/entries/<index>          the leaves themselves, each with its length (2 bytes, big endian) before it

A leaf is the name of an entry or a file ("entry:<SHA-256>", "blob:<SHA-256>"), so the tiles hold no personal
data, and a lawful erasure changes nothing in them. A full tile is written once and never changes. The
checkpoint is replaced last: whoever reads it finds every tile that it needs.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.errors import BadInput, NotFound, StorageFault
from sync.checkpoint import Checkpoint, read_checkpoint
from sync.tlog import EMPTY, Node, Proof, leaf_hash, node_hash, prove_inclusion, root_of

WIDTH, HEIGHT, HASH = 256, 8, 32
CHECKPOINT, TILE, ENTRIES = "checkpoint", "tile", "entries"
LONGEST_LEAF = 65_535  # bytes

Leaves = Callable[[int, int], Sequence[str]]  # (first, before) -> names of leaves


def tile_path(level: str, index: int, width: int = WIDTH) -> str:
    """Return where a tile lies: every three digits of the index a folder, all but the last after an "x"."""
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([TILE, level, *(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"


def tiles_of(before: int, size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (level, index, width) of the tiles of a log of `size` leaves that one of `before` had not."""
    level = 0
    while size >> (HEIGHT * level):
        old, new = before >> (HEIGHT * level), size >> (HEIGHT * level)
        for index in range(old // WIDTH, -(-new // WIDTH)):
            width = min(WIDTH, new - index * WIDTH)
            if old < index * WIDTH + width:
                yield level, index, width
        level += 1


def publish(folder: Path, checkpoint: Checkpoint, key: bytes, node: Node, leaves: Leaves) -> int:
    """Bring a folder up to a checkpoint; `node` and `leaves` are the log's. Returns how many tiles are new.

    Raises:
        BadInput: the folder holds another log, or a newer one. StorageFault: the disk refuses.
    """
    before = _published(folder, checkpoint, key, node)
    count = 0
    try:
        for level, index, width in tiles_of(before, checkpoint.size):
            first = index * WIDTH
            hashes = (node(level * HEIGHT, first + n) for n in range(width))
            _write(folder / tile_path(str(level), index, width), b"".join(hashes))
            if level == 0:
                _write(folder / tile_path(ENTRIES, index, width), _bundle(leaves(first, first + width)))
            count += 1
        _write(folder / CHECKPOINT, checkpoint.text.encode(), replace=True)
    except OSError as error:
        raise StorageFault(
            f"无法写入 {folder}；请检查位置、权限和剩余空间，已公布的内容不受影响。",
            f"{folder} cannot be written; check place, permissions and space. What was published stays.",
        ) from error
    return count


class Tiles:
    """A published log, read and checked without trust in who published it."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Raises BadInput, NotFound: no checkpoint, or none that `key` has signed."""
        self._folder = folder
        self.checkpoint = read_checkpoint(_read(folder / CHECKPOINT).decode("utf-8", "replace"), key)

    def check(self) -> int:
        """Compute the root from the leaves and compare all tiles; returns the number of leaves.

        Raises:
            BadInput: a tile does not hold what the leaves say. NotFound: one is missing.
        """
        size = self.checkpoint.size
        level = [leaf_hash(name) for name in self.leaves()]
        if len(level) != size:
            raise _changed("entries")
        at = 0
        while level:
            for index in range(-(-len(level) // WIDTH)):
                piece = level[index * WIDTH : (index + 1) * WIDTH]
                if self._tile(str(at), index, len(piece)) != b"".join(piece):
                    raise _changed(tile_path(str(at), index, len(piece)))
            whole = len(level) // WIDTH
            level = [_top(level[i * WIDTH : (i + 1) * WIDTH]) for i in range(whole)]
            at += 1
        if self.root() != self.checkpoint.root:
            raise _changed(CHECKPOINT)
        return size

    def leaves(self) -> Iterator[bytes]:
        """Yield the leaves in order. Raises BadInput, NotFound."""
        size = self.checkpoint.size
        for index in range(-(-size // WIDTH)):
            width = min(WIDTH, size - index * WIDTH)
            yield from _unbundled(self._tile(ENTRIES, index, width), width)

    def root(self) -> bytes:
        """Return the root that the tiles of hashes come to. Raises BadInput, NotFound."""
        return root_of(self.checkpoint.size, self._node) if self.checkpoint.size else EMPTY

    def prove(self, place: int) -> tuple[bytes, Proof]:
        """Return the leaf at a place and the proof of it under the checkpoint. Raises BadInput, NotFound."""
        size = self.checkpoint.size
        if not 0 <= place < size:
            raise NotFound("日志没有这样的位置。", "The log has no such place.")
        index = place // WIDTH
        width = min(WIDTH, size - index * WIDTH)
        leaf = list(_unbundled(self._tile(ENTRIES, index, width), width))[place % WIDTH]
        return leaf, prove_inclusion(place, size, self._node)

    def _node(self, level: int, place: int) -> bytes:
        """Return a node from the tile that holds it or what it is made of."""
        tile_level, above = divmod(level, HEIGHT)
        first = place << above
        index = first // WIDTH
        width = min(WIDTH, (self.checkpoint.size >> (HEIGHT * tile_level)) - index * WIDTH)
        data = self._tile(str(tile_level), index, width)
        start = first % WIDTH
        return _top([data[n * HASH : (n + 1) * HASH] for n in range(start, start + (1 << above))])

    def _tile(self, level: str, index: int, width: int) -> bytes:
        data = _read(self._folder / tile_path(level, index, width))
        if level != ENTRIES and len(data) != width * HASH:
            raise _changed(tile_path(level, index, width))
        return data


def _published(folder: Path, checkpoint: Checkpoint, key: bytes, node: Node) -> int:
    """Return up to which size the folder is filled. Raises BadInput where it is not of this log's past."""
    if not (folder / CHECKPOINT).exists():
        return 0
    old = Tiles(folder, key).checkpoint
    same = old.origin == checkpoint.origin and old.size <= checkpoint.size
    if not same or root_of(old.size, node) != old.root:
        raise BadInput(
            f"{folder} 中公布的是另一日志或更新的日志，不能覆盖；请换一个文件夹并查明原因。",
            f"{folder} holds another log or a newer one, which stays; take another folder, find out why.",
        )
    return old.size


def _bundle(names: Sequence[str]) -> bytes:
    data = (name.encode() for name in names)
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in data)


def _unbundled(data: bytes, count: int) -> Iterator[bytes]:
    at = 0
    for _ in range(count):
        length = int.from_bytes(data[at : at + 2], "big")
        if at + 2 + length > len(data):
            raise _changed(ENTRIES)
        yield data[at + 2 : at + 2 + length]
        at += 2 + length
    if at != len(data):
        raise _changed(ENTRIES)


def _top(hashes: Sequence[bytes]) -> bytes:
    """Return the root of a complete subtree."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(level[n], level[n + 1]) for n in range(0, len(level), 2)]
    return level[0]


def _write(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file whole or not at all; what is there already stays unless it is to be replaced."""
    if path.exists() and not replace:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            f"缺少 {path.name}：公布的日志不完整。",
            f"{path.name} is missing: the published log is not whole.",
        ) from error


def _changed(name: str) -> BadInput:
    return BadInput(
        f"公布的日志与其校验点不符：{name}；请保留原样并向公布方查问。",
        f"The published log does not match its checkpoint: {name}; keep it as it is and ask its publisher.",
    )
