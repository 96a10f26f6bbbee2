"""Entries: what happened, in a signed envelope.

An entry is header, signature and payload, kept and sent as the very bytes that were signed; they are
never encoded again. Its id is the SHA-256 of the header. The header names the log and the entry before
it, the heads of other logs that were newly seen, the digest of the payload, and each blob with SHA-256,
SM3 and size. The payload starts with a salt, so that a digest tells nothing of a payload that was
lawfully erased. Clock readings are testimony; no clock orders anything.

Signatures are Ed25519 (RFC 8032) over a domain prefix and the header; JSON is UTF-8 with sorted keys,
without floats, so that a court expert reads it and `sha256sum` checks it. libsodium verifies, in half of
OpenSSL's time, and what it accepts OpenSSL accepts: it compares R as bytes and refuses, beyond what RFC 8032
asks for, keys and R of small order, under which one signature fits many texts.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import msgspec
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from app.errors import BadEntry
from app.events import KINDS, Erased, Event, LogOpened, Unknown

VERSION = 1
DOMAIN = b"ipfair-event-v1\0"
LARGEST_NUMBER = 1 << 63  # and no number reaches it: stores keep 64 bits
POSSIBLE_MS = range(-62_135_596_800_000, 253_370_764_800_000)  # the years 1 to 9998, as far as dates go
LARGEST_HEADER = 64 * 1024  # bytes
LARGEST_PAYLOAD = 4 * 1024 * 1024  # bytes
SIGNATURE_LENGTH = 64


class BlobRef(NamedTuple):
    """A blob as a header names it; comes from a blob store, after the bytes are durable."""

    sha256: str
    sm3: str
    size: int  # bytes
    role: str  # "photo", "pdf", "ink", "stands" …


@dataclass(frozen=True, slots=True)
class Header:
    v: int
    log: str  # 32 hex characters
    seq: int  # from 0, without gaps
    prev: str  # id of the entry before, "" for the first
    saw: tuple[str, ...]  # heads of other logs, newly seen
    kind: str
    case: str  # case number, "" where the entry belongs to no case
    off: tuple[str, ...]  # officers on duty
    after: str  # digest of the newest hub checkpoint held, "" if none
    t: int  # what the clock said, ms since 1970-01-01 UTC
    m: int  # monotonic clock of the machine, ns
    ph: str  # SHA-256 of the payload
    blobs: tuple[BlobRef, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    header: bytes
    signature: bytes
    payload: bytes | None  # None after lawful erasure

    @property
    def id(self) -> str:
        """SHA-256 of the header, hex."""
        return digest(self.header)


HEADERS = msgspec.json.Decoder(Header)  # made once: to make one costs more than to read an entry
ENVELOPES = msgspec.json.Decoder(dict[str, msgspec.Raw])
EVENTS: dict[str, msgspec.json.Decoder[Event]] = {
    name: msgspec.json.Decoder(kind) for name, kind in KINDS.items()
}


class Signer(Protocol):
    """A private key that signs; `key` is the raw Ed25519 public key."""

    @property
    def key(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Position:
    """Where the next entry of a log goes."""

    log: str
    seq: int
    prev: str
    saw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """Both clocks of a machine at one moment."""

    utc_ms: int
    monotonic_ns: int


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def log_id(key: bytes, nonce: str) -> str:
    """Return the id of the log that `key` opened with `nonce`: it proves the key by itself."""
    return digest(b"huhang-log\0" + key + bytes.fromhex(nonce))[:32]


def write_payload(event: Event, salt: bytes) -> bytes:
    """Encode an event as payload bytes; `salt` is 16 random bytes."""
    return msgspec.json.encode({"salt": salt.hex(), "data": event}, order="sorted")


def seal_entry(
    signer: Signer,
    position: Position,
    event: Event,
    payload: bytes,
    *,
    clock: Clock,
    case: str = "",
    officers: Sequence[str] = (),
    blobs: Sequence[BlobRef] = (),
    after: str = "",
) -> Entry:
    """Sign one event into an entry at `position`; `payload` comes from `write_payload`."""
    header = Header(
        v=VERSION,
        log=position.log,
        seq=position.seq,
        prev=position.prev,
        saw=position.saw,
        kind=type(event).__name__,
        case=case,
        off=tuple(officers),
        after=after,
        t=clock.utc_ms,
        m=clock.monotonic_ns,
        ph=digest(payload),
        blobs=tuple(blobs),
    )
    data = msgspec.json.encode(header, order="sorted")
    return Entry(data, signer.sign(DOMAIN + data), payload)


def read_header(data: bytes) -> Header:
    """Read a header strictly: the bytes must be exactly this version's encoding of what they say.

    Raises:
        BadEntry: too long, not such JSON, another version, repeated or unknown keys, impossible values.
    """
    if len(data) > LARGEST_HEADER:
        raise _bad("记录头过长", "The header is too long")
    try:
        header = HEADERS.decode(data)
        exact = msgspec.json.encode(header, order="sorted") == data
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _bad("记录头无法读取", "The header cannot be read") from error
    if not exact or header.v != VERSION:
        raise _bad("记录头不是本格式第 1 版", "The header is not version 1 of this format")
    names = [header.log + header.log, header.ph, *header.saw, *(ref.sha256 for ref in header.blobs)]
    if header.prev:
        names.append(header.prev)
    if not all(map(is_digest, names)) or (header.seq == 0) != (header.prev == ""):
        raise _bad("记录头中的摘要或序号不成立", "A digest or number in the header cannot be")
    numbers = [header.seq, header.m, *(ref.size for ref in header.blobs)]
    if min(numbers) < 0 or max(numbers) >= LARGEST_NUMBER:
        raise _bad("记录头中的数字不成立", "A number in the header cannot be")
    if header.t not in POSSIBLE_MS:
        raise _bad("记录头中的时间不成立", "The time in the header cannot be")
    return header


def verify(entry: Entry, key: bytes, header: Header | None = None) -> Header:
    """Check an entry by itself: form, signature by `key`, payload digest (where the payload is kept).

    `header` is what `read_header` returned of this very entry, where that was read already.

    Raises:
        BadEntry: with what is wrong.
    """
    header = header or read_header(entry.header)
    try:
        VerifyKey(key).verify(DOMAIN + entry.header, entry.signature)
    except CryptoError as error:
        raise _bad(
            f"日志 {header.log[:8]} 第 {header.seq} 条签名不符",
            f"Entry {header.seq} of log {header.log[:8]} has a wrong signature",
        ) from error
    if entry.payload is not None and digest(entry.payload) != header.ph:
        raise _bad(
            f"日志 {header.log[:8]} 第 {header.seq} 条内容与摘要不符",
            f"The payload of entry {header.seq} of log {header.log[:8]} does not match its digest",
        )
    return header


def read_event(header: Header, payload: bytes | None) -> Event | Unknown | Erased:
    """Return the event of an entry; later kinds come back as `Unknown`, erased ones as `Erased`.

    Raises:
        BadEntry: a known kind whose payload is not what the kind demands.
    """
    if payload is None:
        return Erased(header.kind)
    if len(payload) > LARGEST_PAYLOAD:
        raise _bad("记录内容过长", "The payload is too long")
    try:
        envelope = ENVELOPES.decode(payload)
        reader = EVENTS.get(header.kind)
        if reader is None:
            return Unknown(header.kind, bytes(envelope["data"]).decode())
        return reader.decode(envelope["data"])
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, RecursionError) as error:
        raise _bad(
            f"日志 {header.log[:8]} 第 {header.seq} 条内容无法读取",
            f"The payload of entry {header.seq} of log {header.log[:8]} cannot be read",
        ) from error


def opening_key(entry: Entry) -> bytes:
    """Return the key that a log's first entry states, after checking that the log's id proves it.

    Raises:
        BadEntry: not a first entry, or its log id belongs to another key.
    """
    header = read_header(entry.header)
    event = read_event(header, entry.payload)
    if not isinstance(event, LogOpened) or header.seq != 0:
        raise _bad("日志没有以开启记录开头", "The log does not begin with its opening entry")
    try:
        key = bytes.fromhex(event.key)
        own = log_id(key, event.nonce)
    except ValueError as error:
        raise _bad("日志开启记录中的密钥无法读取", "The key in the opening entry cannot be read") from error
    if own != header.log:
        raise _bad("日志编号与其密钥不符", "The log's id does not belong to its key")
    verify(entry, key)
    return key


def is_digest(text: str) -> bool:
    """Tell whether `text` is a SHA-256 in lower-case hex, and nothing else."""
    return len(text) == 64 and not text.strip("0123456789abcdef")


def _bad(zh: str, en: str) -> BadEntry:
    return BadEntry(
        f"{zh}；该记录未被采纳，请向来源方索取原始文件。",
        f"{en}; the entry was not admitted. Ask its source for the original file.",
    )
