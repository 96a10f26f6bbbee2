"""What a hub's log was at one moment, signed: size and root, as C2SP tlog-checkpoint and signed-note say.

    <origin>\\n<size>\\n<root, base 64>\\n
    \\n
    — <name of the key> <base 64 of key id (4 bytes) and Ed25519 signature>\\n

The origin names hub and epoch, so a log that starts anew after a restore is another log. Lines of other keys
(witnesses) may follow; they are not looked at here.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import BadInput
from app.log import digest

LONGEST = 64 * 1024  # bytes
ALGORITHM = b"\x01"  # Ed25519 in a note's key id
KEY_ID, SIGNATURE, ROOT = 4, 64, 32  # bytes
ORIGIN = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")
SIZE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)
DASH = "\u2014 "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes
    text: str  # the whole note, as it was signed

    @property
    def digest(self) -> str:
        """The SHA-256 of the note, hex: how entries name the newest one that their device held."""
        return digest(self.text.encode())


def write_checkpoint(
    origin: str, size: int, root: bytes, key: bytes, sign: Callable[[bytes], bytes]
) -> Checkpoint:
    """Sign a log's size and root; `key` is the raw Ed25519 public key to `sign`."""
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    line = base64.b64encode(_key_id(origin, key) + sign(body.encode())).decode()
    return Checkpoint(origin, size, root, f"{body}\n{DASH}{origin} {line}\n")


def read_checkpoint(text: str, key: bytes) -> Checkpoint:
    """Read a note that this key has signed.

    Raises:
        BadInput: no such note, or none that this key signed.
    """
    body, gap, lines = text.partition("\n\n")
    parts = body.split("\n")
    if len(text) > LONGEST or not gap or len(parts) < 3 or not _plain(parts):
        raise _bad("不是校验点", "It is no checkpoint")
    origin, size, root = parts[0], int(parts[1]), _decoded(parts[2])
    if len(root) != ROOT or base64.b64encode(root).decode() != parts[2]:
        raise _bad("校验点的根不成立", "The checkpoint's root cannot be")
    for line in lines.split("\n"):
        name, _, signed = line.removeprefix(DASH).rpartition(" ")
        data = _decoded(signed)
        if line.startswith(DASH) and name == origin and data[:KEY_ID] == _key_id(origin, key):
            _verify(key, data[KEY_ID:], f"{body}\n".encode())
            return Checkpoint(origin, size, root, text)
    raise _bad("校验点没有本中心的签名", "The checkpoint is not signed by this hub")


def _plain(parts: list[str]) -> bool:
    return bool(ORIGIN.fullmatch(parts[0]) and SIZE.fullmatch(parts[1]))


def _key_id(name: str, key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ALGORITHM + key).digest()[:KEY_ID]


def _verify(key: bytes, signature: bytes, body: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, body)
    except (InvalidSignature, ValueError) as error:
        raise _bad("校验点签名不符", "The checkpoint's signature does not match") from error


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _bad(zh: str, en: str) -> BadInput:
    return BadInput(
        f"{zh}；没有记下任何回执，请核对中心地址后重试。",
        f"{en}; no receipt was taken from it. Check the hub's address and try again.",
    )
