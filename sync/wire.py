"""A peer's verbs as HTTP: paths, media types, and what stands in the bodies. One place for both ends."""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

import msgspec
import zstandard

from app.errors import BadInput
from sync.frames import decompress
from sync.peer import Inclusion
from sync.tlog import Proof

T = TypeVar("T")
CHECKPOINT = "/v1/checkpoint"  # POST: the newest note held -> note
CONSISTENCY = "/v1/consistency"  # GET ?old=&new= -> hashes
RECEIPTS = "/v1/receipts"  # POST: names and size -> proofs
APPEND = "/v1/entries"  # POST: frames -> Outcome
FEED = "/v1/entries"  # GET ?start=&most= -> frames, and NEXT
LEAVES = "/v1/leaves"  # GET ?start=&most= -> names
BLOB = "/v1/blobs/"  # + SHA-256; GET ?offset=&most= -> bytes; PATCH ?offset=&total= -> Upload
INVITATIONS = "/v1/invitations"  # POST by the bureau: Offer -> until when; GET /<name>, unsigned -> Offer
ENROLMENTS = (
    "/v1/enrolments"  # POST by a device that is not enrolled: Asking -> true; GET by the bureau -> Waiting
)
UPLOAD = "/v1/uploads/"  # + SHA-256; GET -> Upload

NOTE_TYPE = "application/vnd.huhang.note"
JSON_TYPE = "application/vnd.huhang+json"
FRAMES_TYPE = "application/vnd.huhang.frames+zstd"
BLOB_TYPE = "application/vnd.huhang.blob"
ERROR_TYPE = "application/vnd.huhang.error+json"
NEXT = "huhang-next"
LONGEST_SENTENCE = 500  # characters of an error from the other end


class Asked(NamedTuple):
    """A question for receipts."""

    names: tuple[str, ...]
    size: int


class Sentence(NamedTuple):
    zh: str
    en: str


def pack(frames: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(frames)


def unpack(body: bytes) -> bytes:
    """Return frames that were packed, b"" of nothing. Raises BadInput."""
    return decompress(body) if body else b""


def write_json(value: object) -> bytes:
    return msgspec.json.encode(value)


def read_json(body: bytes, kind: type[T]) -> T:
    """Read a body of one shape.

    Raises:
        BadInput: anything else.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(
            "对方发来的内容无法读取；请升级程序后重试。",
            "What the other end sent cannot be read; upgrade the program and try again.",
        ) from error


def write_proof(proof: Proof) -> list[str]:
    return [step.hex() for step in proof]


def read_proof(steps: list[str]) -> Proof:
    """Return a proof's hashes. Raises BadInput."""
    try:
        proof = tuple(bytes.fromhex(step) for step in steps)
    except ValueError as error:
        raise _no_proof() from error
    if any(len(step) != 32 for step in proof) or len(proof) > 128:
        raise _no_proof()
    return proof


def write_inclusions(found: Mapping[str, Inclusion]) -> bytes:
    return write_json({name: (place, write_proof(proof)) for name, (place, proof) in found.items()})


def read_inclusions(body: bytes) -> dict[str, Inclusion]:
    """Return proofs by name. Raises BadInput."""
    found = read_json(body, dict[str, tuple[int, list[str]]])
    return {name: Inclusion(place, read_proof(steps)) for name, (place, steps) in found.items()}


def _no_proof() -> BadInput:
    return BadInput(
        "对方给出的证明无法读取；没有记下任何回执。",
        "The proof that the other end gave cannot be read; no receipt was taken.",
    )
