"""What a mirror holds, read by those to whom it is sealed: after the loss of a laptop, or to go on."""

import math
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import BadInput
from app.log import Entry
from sync.frames import LARGEST_BLOB, PART_SIZE, BlobPart, End, Item, decompress, read_frames
from sync.intake import Stopped, Taker
from sync.peer import BLOB, ENTRY
from sync.segments import FACT, FILE, FRAMES, PART, Record, read_segment, segments

DOMAIN = b"huhang-mirror-v1\0"
ENDED = b'{"ended":true}'


class Facts(msgspec.Struct, frozen=True):
    """What a mirror says of itself in its first file, signed by the device."""

    device: str  # signing key, hex
    root: str  # id of the bureau's log


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a mirror held when this was written."""

    entries: int
    blobs: int


def read_counts(folder: Path, private: X25519PrivateKey) -> Counts:
    """Return what a mirror says that it holds, nothing where it does not say. Raises StorageFault."""
    counts = Counts(0, 0)
    for path in segments(folder):
        with suppress(BadInput):
            for record in read_segment(path, private, parts=False):
                if record.kind == FACT:
                    with suppress(msgspec.MsgspecError, UnicodeDecodeError):
                        counts = msgspec.json.decode(record.body, type=Counts)
    return counts


def missing_files(folder: Path) -> tuple[str, ...]:
    """Return the names of files that must have been there: the numbers have no gaps."""
    there = {int(path.stem) for path in segments(folder)}
    return tuple(f"{n:06d}.seg" for n in range(1, max(there, default=0)) if n not in there)


def read_facts(folder: Path, private: X25519PrivateKey) -> Facts:
    """Return what a mirror says of itself, its signature checked.

    Raises:
        BadInput: no mirror, not sealed to this key, or not signed by its device. StorageFault.
    """
    for path in segments(folder)[:1]:
        for record in islice(read_segment(path, private), 1):
            signature, data = record.body[:64], record.body[64:]
            try:
                facts = msgspec.json.decode(data, type=Facts)
                Ed25519PublicKey.from_public_bytes(bytes.fromhex(facts.device)).verify(
                    signature, DOMAIN + data
                )
            except (InvalidSignature, ValueError, msgspec.MsgspecError) as error:
                raise _no_mirror(folder) from error
            return facts
    raise _no_mirror(folder)


def read_mirror(folder: Path, private: X25519PrivateKey, taker: Taker) -> str:
    """Give all that a mirror holds to a taker; returns what broke off (Chinese), "" if nothing.

    One file that is damaged costs only what was in it.

    Raises:
        BadInput: no mirror, or not sealed to this key. StorageFault: this device's disk refuses.
    """
    read_facts(folder, private)
    broke_off = ""
    for path in segments(folder):
        entries = blobs = 0
        try:
            for item in _items(path, private):
                entries += isinstance(item, Entry)
                blobs += isinstance(item, BlobPart) and item.offset + len(item.data) == item.total
                taker.take(item)
        except Stopped as error:
            return error.zh
        except BadInput as error:
            taker.whole = False
            broke_off = broke_off or f"{path.name}：{error.zh}"
        taker.take(End(entries, blobs))
    taker.flush()
    return broke_off


def size_of_mirror(folder: Path) -> int:
    """Return the bytes of a mirror's files."""
    return sum(path.stat().st_size for path in segments(folder))


def held_in(path: Path, private: X25519PrivateKey) -> set[str]:
    """Return the leaves that a file holds; one that was not ended properly is proved byte by byte."""
    last = deque(read_segment(path, private, parts=False), maxlen=1)
    ended = list(last) == [Record(FACT, ENDED)]
    held: set[str] = set()
    blob, missing = "", 0
    for record in read_segment(path, private, parts=not ended):
        if record.kind == FRAMES:
            held |= {ENTRY + entry.id for entry in read_frames(decompress(record.body))}
        elif record.kind == FILE:
            blob, total = record.body[:32].hex(), int.from_bytes(record.body[32:], "big")
            missing = math.ceil(total / PART_SIZE)
        elif record.kind == PART:
            missing -= 1
        if blob and missing == 0:
            held.add(BLOB + blob)
            blob = ""
    return held


def _items(path: Path, private: X25519PrivateKey) -> Iterator[Item]:
    """Yield what a file holds. Raises BadInput."""
    blob, total, offset = "", 0, 0
    for record in read_segment(path, private):
        if record.kind == FRAMES:
            yield from read_frames(decompress(record.body))
        elif record.kind == FILE:
            blob, total, offset = record.body[:32].hex(), int.from_bytes(record.body[32:], "big"), 0
            if total > LARGEST_BLOB:
                raise _no_mirror(path)
            if not total:
                yield BlobPart(blob, 0, 0, b"")
        elif record.kind == PART and offset + len(record.body) <= total:
            yield BlobPart(blob, offset, total, record.body)
            offset += len(record.body)


def _no_mirror(folder: Path) -> BadInput:
    return BadInput(
        f"{folder.name} 不是黑匣子或备份，或不是为本机加密的；请选择正确的文件夹。",
        f"{folder.name} is no black box or backup, or is not sealed for this device; choose another folder.",
    )
