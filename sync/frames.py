"""Entries and blobs as bytes, on a wire or in a file.

frame  = u32 header length | u32 payload length (0 = erased) | header | signature (64) | payload
record = one letter | u32 length | body, where
    E is a frame, Z a zstd batch of frames, B a part of a blob (SHA-256 | u64 offset | u64 total | bytes),
    M is a message between a device and a hub (zstd JSON, see `sync.courier`),
    X the end with its counts (JSON). Big-endian. Entries come before blobs.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import msgspec
import zstandard

from app.errors import BadInput
from app.log import LARGEST_HEADER, LARGEST_PAYLOAD, SIGNATURE_LENGTH, Entry

LENGTHS = struct.Struct(">II")
RECORD = struct.Struct(">cI")
PART = struct.Struct(">32sQQ")
LARGEST_RECORD = 16 * 1024 * 1024  # bytes
LARGEST_BATCH = 64 * 1024 * 1024  # bytes of a batch after decompression
LARGEST_BLOB = 256 * 1024 * 1024  # bytes
BATCH = 200  # entries
PART_SIZE = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class BlobPart:
    sha256: str
    offset: int
    total: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """What a device asks of a hub, or a hub answers; JSON."""

    data: bytes


@dataclass(frozen=True, slots=True)
class End:
    """What the writer counted, and which file of its bundle this was."""

    entries: int
    blobs: int
    volume: int = 1
    last: bool = True


Item = Entry | BlobPart | Message | End


def write_frame(entry: Entry) -> bytes:
    payload = entry.payload or b""
    return b"".join((LENGTHS.pack(len(entry.header), len(payload)), entry.header, entry.signature, payload))


def read_frames(data: bytes) -> Iterator[Entry]:
    """Yield the entries of frames laid end to end.

    Raises:
        BadInput: lengths that cannot be, or bytes that end inside a frame.
    """
    at = 0
    while at < len(data):
        if len(data) - at < LENGTHS.size:
            raise _cut()
        header, payload = LENGTHS.unpack_from(data, at)
        at += LENGTHS.size
        end = at + header + SIGNATURE_LENGTH + payload
        if header > LARGEST_HEADER or payload > LARGEST_PAYLOAD or end > len(data):
            raise _cut()
        yield Entry(
            data[at : at + header],
            data[at + header : at + header + SIGNATURE_LENGTH],
            data[end - payload : end] if payload else None,
        )
        at = end


def write_records(
    entries: Iterable[Entry],
    blobs: Iterable[tuple[str, bytes]],
    messages: Iterable[bytes] = (),
    volume: tuple[int, bool] = (1, True),
) -> Iterator[bytes | memoryview]:
    """Yield records: batches of entries, then parts of blobs (digest, bytes), messages, then the end.

    What is yielded are pieces of them, to be laid end to end.
    `volume` is the number of the file within its bundle, and whether it is the last.
    """
    compressor = zstandard.ZstdCompressor(level=3)
    count = blob_count = size = 0
    batch: list[bytes] = []
    for entry in entries:
        batch.append(write_frame(entry))
        count += 1
        size += len(batch[-1])
        if len(batch) == BATCH or size > LARGEST_PAYLOAD:
            yield _record(b"Z", compressor.compress(b"".join(batch)))
            batch, size = [], 0
    if batch:
        yield _record(b"Z", compressor.compress(b"".join(batch)))
    for sha256, data in blobs:
        blob_count += 1
        whole = memoryview(data)  # a part of it need not be copied
        for offset in range(0, max(len(data), 1), PART_SIZE):
            part = whole[offset : offset + PART_SIZE]
            head = PART.pack(bytes.fromhex(sha256), offset, len(data))
            yield RECORD.pack(b"B", len(head) + len(part)) + head
            yield part
    for message in messages:
        yield _record(b"M", compressor.compress(message))
    yield _record(b"X", msgspec.json.encode(End(count, blob_count, *volume), order="sorted"))


def read_records(pieces: Iterable[bytes | memoryview]) -> Iterator[Item]:
    """Yield what records hold, in bounded memory; `pieces` are consecutive bytes of any lengths.

    Raises:
        BadInput: an impossible length, an unknown letter, a bomb, or bytes that end inside a record or
            without the end record; everything before was read whole.
    """
    held = bytearray()
    ended = False
    for piece in pieces:
        held += piece
        while len(held) >= RECORD.size:
            letter, length = RECORD.unpack_from(held)
            if length > LARGEST_RECORD or ended:
                raise _cut()
            if len(held) < RECORD.size + length:
                break
            body = bytes(held[RECORD.size : RECORD.size + length])
            del held[: RECORD.size + length]
            ended = letter == b"X"
            yield from _read_body(letter, body)
    if held or not ended:
        raise _cut()


def _read_body(letter: bytes, body: bytes) -> Iterator[Item]:
    match letter:
        case b"E":
            yield from read_frames(body)
        case b"Z":
            yield from read_frames(decompress(body))
        case b"B":
            yield _read_part(body)
        case b"M":
            yield Message(decompress(body))
        case b"X":
            try:
                yield msgspec.json.decode(body, type=End)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                raise _cut() from error
        case _:
            raise _cut()


def _read_part(body: bytes) -> BlobPart:
    if len(body) < PART.size:
        raise _cut()
    sha256, offset, total = PART.unpack_from(body)
    data = body[PART.size :]
    if total > LARGEST_BLOB or offset + len(data) > total:
        raise _cut()
    return BlobPart(sha256.hex(), offset, total, data)


def decompress(body: bytes) -> bytes:
    """Decompress with a cap that holds (`max_output_size` is ignored where the frame states its size).

    Raises:
        BadInput: not zstd, cut, or more than LARGEST_BATCH.
    """
    try:
        with zstandard.ZstdDecompressor().stream_reader(body) as reader:
            data = reader.read(LARGEST_BATCH + 1)
    except zstandard.ZstdError as error:
        raise _cut() from error
    if len(data) > LARGEST_BATCH:
        raise _cut()
    return bytes(data)


def read_pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield a plain file's bytes piece by piece."""
    while piece := file.read(PART_SIZE):
        yield piece


def _record(letter: bytes, body: bytes) -> bytes:
    return RECORD.pack(letter, len(body)) + body


def _cut() -> BadInput:
    return BadInput(
        "文件不完整或格式不符；已核验的部分已保存，请重新复制后再读一次。",
        "The file is incomplete or not of this format; what was verified is kept. Copy it and read it again.",
    )
