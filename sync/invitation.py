"""The one-time code by which a new device comes to a hub: shown as QR, or typed as words.

A code is the hub's address and a secret of 128 random bits. The secret does three things, and is told to
nobody but the hub whose card it proved:

- its digest names the invitation, so that a hub can answer without knowing the secret;
- the bureau seals the hub's card with it (HMAC-SHA-256), so that the first connection is pinned: hub key, CA
  and the bureau's own log are known to be the bureau's before anything is sent, also by who types the code;
- shown to that hub, it tells that the device was invited.

Words are proquints (Wilkerson, A Proposal for Proquints, 2009) of the secret and a checksum of 16 bits.
"""

import hashlib
import hmac
import re
import secrets
from typing import NamedTuple

from app.errors import BadInput

SECRET = 16  # bytes
LIFE_S = 600  # of a code
QR_PREFIX = "HUHANG-ENROL"
CON, VOW = "bdfghjklmnprstvz", "aiou"
WORD = re.compile(f"[{CON}][{VOW}][{CON}][{VOW}][{CON}]")
HEX = re.compile(r"[0-9a-f]{32}", re.ASCII)


class Code(NamedTuple):
    url: str  # https://host:port
    secret: bytes

    @property
    def name(self) -> str:
        """What the invitation is called at the hub: it tells nothing of the secret."""
        return name_of(self.secret)

    @property
    def qr(self) -> str:
        return f"{QR_PREFIX} {self.url} {self.secret.hex()}"

    @property
    def words(self) -> str:
        return write_words(self.secret)


class Asking(NamedTuple):
    """A device's question to be enrolled, as it goes to the hub under the device's signature."""

    secret: str  # hex
    opening: str  # the first frame of its log, base 64


class Waiting(NamedTuple):
    """A device that asked, as the bureau is shown it."""

    opening: str  # frame, base 64
    asked_at: int  # seconds since 1970-01-01 UTC


class Offer(NamedTuple):
    """An invitation as the bureau leaves it at the hub, and as a new device is given it."""

    name: str
    card: str
    seal: str  # HMAC of the card, hex


def new_code(url: str) -> Code:
    return Code(url, secrets.token_bytes(SECRET))


def name_of(secret: bytes) -> str:
    return hashlib.sha256(b"huhang invitation" + secret).hexdigest()


def seal_of(secret: bytes, card: str) -> str:
    return hmac.new(secret, b"huhang card" + card.encode(), hashlib.sha256).hexdigest()


def is_sealed(secret: bytes, card: str, seal: str) -> bool:
    """Tell whether who knew the secret vouches for a card."""
    return hmac.compare_digest(seal_of(secret, card).encode(), seal.encode())


def read_code(text: str, url: str = "") -> Code:
    """Read what stands in the QR code, or words as they were typed, for the hub at `url`.

    Raises:
        BadInput: neither, a word was typed wrong, or words without an address.
    """
    parts = text.split()
    if len(parts) == 3 and parts[0] == QR_PREFIX and HEX.fullmatch(parts[2]):
        return Code(parts[1], bytes.fromhex(parts[2]))
    secret = read_words(text)
    if not url:
        raise BadInput(
            "单词中不含中心地址；请同时输入中心地址（https://…）。",
            "The words do not name the hub; type its address (https://…) as well.",
        )
    return Code(url, secret)


def write_words(data: bytes) -> str:
    """Return bytes (an even number) and their checksum as words that people can read to each other."""
    checked = data + _sum(data)
    return "-".join(_word(int.from_bytes(checked[i : i + 2], "big")) for i in range(0, len(checked), 2))


def read_words(text: str) -> bytes:
    """Return a secret from its words, in any case, with any signs between them. Raises BadInput."""
    words = re.findall(r"[a-z]+", text.lower())
    if len(words) != SECRET // 2 + 1 or not all(WORD.fullmatch(word) for word in words):
        raise _mistyped()
    data = b"".join(_number(word).to_bytes(2, "big") for word in words)
    if _sum(data[:SECRET]) != data[SECRET:]:
        raise _mistyped()
    return data[:SECRET]


def fingerprint(key: bytes) -> str:
    """Return a device's key as four words, for two people to compare."""
    return "-".join(write_words(hashlib.sha256(b"huhang device" + key).digest()[:8]).split("-")[:4])


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(b"huhang words" + data).digest()[:2]


def _word(n: int) -> str:
    return CON[n >> 12] + VOW[n >> 10 & 3] + CON[n >> 6 & 15] + VOW[n >> 4 & 3] + CON[n & 15]


def _number(word: str) -> int:
    a, b, c, d, e = (
        signs.index(letter) for signs, letter in zip((CON, VOW, CON, VOW, CON), word, strict=True)
    )
    return a << 12 | b << 10 | c << 6 | d << 4 | e


def _mistyped() -> BadInput:
    return BadInput(
        "登记码不完整或有错字；共 9 个单词，每个 5 个字母，请对照屏幕重新输入。",
        "The code lacks a word or one is mistyped: nine words of five letters. Compare and type again.",
    )
