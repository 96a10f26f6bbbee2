"""What a pack is made of, signed: the publisher's word for every byte of it.

One file, `manifest`: an Ed25519 signature (64 bytes) over DOMAIN and what follows, then JSON. It names every
file with its size and the SHA-256 of each 4 MiB, the pack it began as (base), its number in the series
(sequence) and the manifest before it (previous), so that a delta fits one pack in one state only.
"""

import hashlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.errors import BadInput, StorageFault

FILE = "manifest"
FORMAT = 2
DOMAIN = b"huhang-register-v1\0"
CHUNK = 4 * 1024 * 1024
LARGEST = 16 * 1024 * 1024  # bytes of a manifest
KEY_VARIABLE = "HUHANG_REGISTER_KEY"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a segment."""

    name: str
    bytes: int
    chunks: tuple[str, ...]  # SHA-256 of each 4 MiB, hex


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment: a folder of files, and the rows of older segments that it replaces or strikes out."""

    name: str
    rows: int
    files: tuple[PackFile, ...]


@dataclass(frozen=True, slots=True)
class OfficeData:
    """What a pack holds of one office."""

    office: str  # WIPO ST.3
    rights: int
    latest: str  # ISO 8601; the latest filing day among them, "" if unknown


@dataclass(frozen=True, slots=True)
class NumberFilter:
    """Which numbers an office has, whether the pack holds the rights or not."""

    entry: SegmentEntry  # its rows are the numbers
    scope: str  # whose numbers, in the publisher's words
    as_of: date  # the day of the office's data


@dataclass(frozen=True, slots=True)
class Cut:
    """What a slice was cut from, and by which rule."""

    base: str
    digest: str  # SHA-256 of the manifest of the whole, hex
    name: str  # of the whole
    zh: str  # the rule in words
    en: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A pack in one state."""

    format: int
    base: str  # 32 hex digits
    sequence: int  # 0 for the base
    previous: str  # SHA-256 of the manifest before, hex; "" for the base
    publisher: str  # Ed25519 public key, hex
    name: str
    as_of: date  # the day of the office's data
    created: datetime  # with its zone
    nice_edition: str
    rights: int  # that stand, struck out ones not counted
    offices: tuple[OfficeData, ...]
    segments: tuple[SegmentEntry, ...]
    source: str = ""  # what the pack goes by elsewhere, e.g. in a fair pack; "" for the manifest's digest
    cut: Cut | None = None  # of a slice
    numbers: NumberFilter | None = None

    def scope(self) -> str:
        """Return what the pack holds, in words; of a slice also its rule."""
        return f"{self.name}（{self.cut.zh}）" if self.cut else self.name

    def folders(self) -> tuple[SegmentEntry, ...]:
        """Return everything that the pack keeps in folders."""
        return (*self.segments, self.numbers.entry) if self.numbers else self.segments


def publisher_key(path: Path | None = None) -> Ed25519PrivateKey:
    """Return the key that signs packs made here; made at first use, readable by this user only.

    It lies in the user's configuration folder, or where HUHANG_REGISTER_KEY says.

    Raises:
        StorageFault: it cannot be read or written.
    """
    place = path or Path(os.environ.get(KEY_VARIABLE) or _config_folder() / "register-key.pem")
    try:
        if place.exists():
            key = load_pem_private_key(place.read_bytes(), None)
            if isinstance(key, Ed25519PrivateKey):
                return key
            raise ValueError
        place.parent.mkdir(parents=True, exist_ok=True)
        key = Ed25519PrivateKey.generate()
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    except (OSError, ValueError, TypeError) as error:
        raise StorageFault(
            f"无法使用登记包签名密钥 {place.name}；请检查该文件，或用 {KEY_VARIABLE} 指定另一个。",
            f"The key that signs packs cannot be used; check {place.name} or set {KEY_VARIABLE}.",
        ) from error
    return key


def public_hex(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def describe_folder(folder: Path) -> tuple[PackFile, ...]:
    """Return the files of a segment with their digests, by name."""
    with ThreadPoolExecutor(2) as pool:
        return tuple(pool.map(_describe, sorted(folder.iterdir())))


def _describe(path: Path) -> PackFile:
    with path.open("rb") as file:
        chunks = tuple(hashlib.sha256(piece).hexdigest() for piece in iter(lambda: file.read(CHUNK), b""))
    return PackFile(path.name, path.stat().st_size, chunks)


def holds(path: Path, file: PackFile) -> bool:
    """Tell whether a file is the one described, to the last byte."""
    try:
        return path.stat().st_size == file.bytes and _describe(path).chunks == file.chunks
    except OSError:
        return False


def seal(manifest: Manifest, key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of a manifest file."""
    body = msgspec.json.encode(manifest)
    return key.sign(DOMAIN + body) + body


def unseal(data: bytes, publisher: str = "") -> Manifest:
    """Return what a manifest file states; with `publisher` nobody else's signature will do.

    Raises:
        BadInput: it is no manifest, was altered, is another publisher's, or of a newer version.
    """
    if len(data) > LARGEST:
        raise _not_whole()
    signature, body = data[:64], data[64:]
    try:
        version = msgspec.json.decode(body, type=dict[str, object]).get("format")
        if version != FORMAT:
            raise BadInput(
                f"登记包的格式版本为 {str(version)[:20]}，本程序只认 {FORMAT}；请更新程序或另取登记包。",
                f"The pack has format {str(version)[:20]}, this program reads {FORMAT}; update it.",
            )
        manifest = msgspec.json.decode(body, type=Manifest)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.publisher)).verify(signature, DOMAIN + body)
    except (msgspec.MsgspecError, InvalidSignature, ValueError, RecursionError) as error:
        raise _not_whole() from error
    names = [entry.name for entry in manifest.folders()]
    names += [file.name for entry in manifest.folders() for file in entry.files]
    if not all(_plain(name) for name in names):
        raise _not_whole()
    if publisher and manifest.publisher != publisher:
        raise BadInput(
            "登记包由另一机构签发，未予采用；请向原签发机构索取。",
            "The pack is signed by another publisher and was not taken; ask the one whose pack you use.",
        )
    return manifest


def digest(data: bytes) -> str:
    """Return how a later manifest names this one."""
    return hashlib.sha256(data).hexdigest()


def _plain(name: str) -> bool:
    return (
        0 < len(name) <= 80
        and all(c.isascii() and (c.isalnum() or c in "._-") for c in name)
        and name[0] != "."
    )


def _config_folder() -> Path:
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", home / "AppData" / "Roaming")) / "huhang"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "huhang"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "huhang"


def _not_whole() -> BadInput:
    return BadInput(
        "登记包的清单已损坏或被改动，未予采用；请重新索取登记包。",
        "The pack's manifest is damaged or was altered, and the pack was not taken; get it again.",
    )
