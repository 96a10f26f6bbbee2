"""Evidence for others: files that a court checks with `sha256sum`, `openssl` and one script, without us.

What is handed out are the very bytes that were signed, never written again. Where personal data are withheld,
report, payloads and files are left out: their digests stand in the signed headers, and all else verifies.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.events import CheckpointStamped, DeviceEnrolled, LogOpened
from app.log import Entry, Header, digest, read_event
from app.resources import resource
from app.signing.certificates import to_pem

DOMAIN = b"huhang-evidence-v1\0"
SUMS, VERIFIER = "SHA256SUMS", "verify_evidence.py"
NEEDED = (LogOpened, DeviceEnrolled, CheckpointStamped)  # payloads without which nothing verifies
ENDINGS = ((b"\xff\xd8", ".jpg"), (b"\x89PNG", ".png"), (b"%PDF", ".pdf"), (b"RIFF", ".webp"))


@dataclass(frozen=True, slots=True)
class Proof:
    """A leaf's proof under a checkpoint."""

    leaf: str
    place: int
    hashes: tuple[bytes, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is handed out. `headers` are all that are known, by id, to lead from entries to tokens."""

    entries: Sequence[Entry]
    originals: Sequence[str]  # SHA-256 of files
    original: Callable[[str], bytes]
    signer: str  # log of the device that hands it out
    keys: Mapping[str, bytes]  # log -> Ed25519 key
    bureau: str  # id of the bureau's log
    hub_key: bytes
    proofs: Sequence[Proof]
    authorities: Sequence[bytes]  # roots of time-stamp authorities, DER
    headers: Mapping[str, Header]
    header_bytes: Callable[[str], bytes]
    report: bytes  # PDF, b"" where masked, since it names people
    masked: bool


def files_of(evidence: Evidence, sign: Callable[[bytes], bytes]) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """Return how many files there will be, and (path within the folder, bytes) of each, one at a time.

    `sign` is by the key of the log `evidence.signer`.
    """
    small = list(_small(evidence))
    return len(small) + len(evidence.originals) + 3, _signed(evidence, small, sign)


def _signed(
    evidence: Evidence, small: Iterable[tuple[str, bytes]], sign: Callable[[bytes], bytes]
) -> Iterator[tuple[str, bytes]]:
    sums: list[str] = []
    for name, data in chain(small, _originals(evidence)):
        sums.append(f"{digest(data)}  {name}\n")
        yield name, data
    listed = "".join(sorted(sums, key=lambda line: line[66:])).encode()
    yield SUMS, listed
    yield f"{SUMS}.signature", sign(DOMAIN + listed)
    yield f"{SUMS}.key", f"{evidence.signer}\n".encode()


def _originals(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    for sha256 in evidence.originals:
        data = evidence.original(sha256)
        ending = next((end for start, end in ENDINGS if data.startswith(start)), ".bin")
        yield f"originals/{sha256}{ending}", data


def _small(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    """Yield all but the originals."""
    tokens: dict[str, CheckpointStamped] = {}
    for entry in evidence.entries:
        header = evidence.headers[entry.id]
        yield f"entries/{entry.id}.header", entry.header
        yield f"entries/{entry.id}.signature", entry.signature
        event = read_event(header, entry.payload)
        if isinstance(event, CheckpointStamped):
            tokens[entry.id] = event
        if entry.payload is not None and (not evidence.masked or isinstance(event, NEEDED)):
            yield f"entries/{entry.id}.payload", entry.payload
    for name, event in tokens.items():
        yield f"stamps/{name}.note", event.note.encode()
        yield f"stamps/{name}.token", base64.b64decode(event.token)
    yield "stamps/authority.pem", "".join(map(to_pem, evidence.authorities)).encode()
    for name in sorted(_links(evidence, tokens)):
        yield f"links/{name}.header", evidence.header_bytes(name)
    yield from _keys(evidence)
    yield from _proofs(evidence.proofs)
    if evidence.report:
        yield "report.pdf", evidence.report
    yield "GUIDE.txt", resource("custody", "guide.txt").read_bytes()
    yield VERIFIER, resource("verify", VERIFIER).read_bytes()


def _keys(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    for log, key in evidence.keys.items():
        yield f"keys/{log}.pem", _pem(key)
    if evidence.hub_key:
        yield "keys/hub.pem", _pem(evidence.hub_key)
    yield "keys/bureau.txt", f"{evidence.bureau}\n".encode()


def _pem(key: bytes) -> bytes:
    public = Ed25519PublicKey.from_public_bytes(key)
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _proofs(proofs: Iterable[Proof]) -> Iterator[tuple[str, bytes]]:
    for number, proof in enumerate(proofs):
        told = {
            "leaf": proof.leaf,
            "place": proof.place,
            "hashes": [step.hex() for step in proof.hashes],
            "note": proof.note,
        }
        yield f"proofs/{number:05d}.json", msgspec.json.encode(told, order="sorted")


def _links(evidence: Evidence, tokens: Iterable[str]) -> set[str]:
    """Return entries whose headers lead from those handed out to the tokens that they had seen."""
    given = {entry.id for entry in evidence.entries}
    wanted = set(tokens)
    seen: dict[str, str] = {}  # entry -> the one that names it
    left = [name for name in given if evidence.headers[name].case]
    found: set[str] = set()
    while left:
        name = left.pop()
        header = evidence.headers[name]
        for parent in (header.prev, *header.saw):
            if parent in evidence.headers and parent not in seen:
                seen[parent] = name
                left.append(parent)
    for token in wanted & seen.keys():
        at = token
        while at in seen and seen[at] not in found:
            at = seen[at]
            if at in given and evidence.headers[at].case:
                break
            found.add(at)
    return found - given
