"""Who reported an offence is told to nobody who need not know: what a case withholds, and how it is sealed.

市场监督管理投诉举报处理暂行办法 demands that an informant's identity be kept secret. Which fields and which
signatures tell it is data of a form (`confidential`). The case, which goes to every device, holds a document
without them. The whole paper is sealed (`app.stream`) under a key of its own, and that key by HPKE
(`app.escrow.SUITE`) to the device that took the report down and to those that it was handed to later: sticks,
hubs and all other devices carry bytes that they cannot open.

An identity is short enough to be guessed and tried, so no plain digest of it, or of a file that holds it,
stands in the log: 32 random bytes are sealed with it, and the digest of all that binds without telling.
"""

import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from app.case import Sealed
from app.errors import BadInput, NotAllowed
from app.escrow import SUITE
from app.events import InkSigned, KeyWrap
from app.forms import Form, Value
from app.log import digest
from app.stream import seal, unseal

WITHHELD = {"zh": "【保密】", "en": "[confidential]"}  # by language of the form
MAGIC, INFO = b"INFORM1", b"huhang-informant-v1\0"
KEY, SALT = 32, 32  # bytes
SHORTEST = 2  # characters of a secret that is looked for in other texts

Unwrap = Callable[[bytes, bytes], bytes]  # (HPKE, what for) -> key; raises BadInput


@dataclass(frozen=True, slots=True)
class Paper:
    """What is sealed: the whole paper as it was signed."""

    salt: bytes
    pdf: bytes
    values: bytes  # JSON, as the code on the paper vouches for
    signatures: tuple[InkSigned, ...]
    files: dict[str, bytes]  # what those name, by SHA-256


def is_confidential(form: Form | None, name: str) -> bool:
    """Tell whether a field's value is withheld from cases."""
    field = form.field(name) if form else None
    return field is not None and field.confidential


def without_secrets(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values with a word in place of each confidential one that is there."""
    word = WITHHELD[form.language]
    return {n: word if v and is_confidential(form, n) else v for n, v in values.items()}


def secrets_of(form: Form, values: Mapping[str, Value], names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return confidential values and names without their spaces; a single character tells nobody apart."""
    told = [*names, *(v for n, v in values.items() if is_confidential(form, n) and isinstance(v, str))]
    joined = ("".join(text.split()) for text in told)
    return tuple(text for text in joined if len(text) >= SHORTEST)


def tells(text: Value, secrets: Iterable[str]) -> bool:
    """Tell whether a text, or a cell of a list, holds one of `secrets`."""
    cells = [text] if isinstance(text, str) else [cell for row in text for cell in row]
    joined = ["".join(cell.split()) for cell in cells]
    return any(secret in cell for secret in secrets for cell in joined)


def seal_paper(
    paper: Paper, case: str, number: str, readers: Mapping[str, str]
) -> tuple[bytes, str, tuple[KeyWrap, ...]]:
    """Return the sealed bytes, the digest of what is sealed, and its key for each reader.

    `readers` are devices' X25519 keys by their signing keys, both hex.

    Raises:
        BadInput: a key to which nothing can be sealed.
    """
    content, key = msgspec.msgpack.encode(paper), os.urandom(KEY)
    sealed = b"".join(seal(key, MAGIC, (content,)))
    purpose = _purpose(case, number, digest(sealed))
    wraps = tuple(KeyWrap(device, _wrapped(key, to, purpose)) for device, to in readers.items())
    return sealed, digest(content), wraps


def new_paper(pdf: bytes, values: bytes, signatures: Sequence[InkSigned], files: dict[str, bytes]) -> Paper:
    """Return a paper to be sealed."""
    return Paper(os.urandom(SALT), pdf, values, tuple(signatures), files)


def open_paper(
    data: bytes, case: str, number: str, sealed: Sealed, device: str, unwrap: Unwrap
) -> tuple[bytes, Paper]:
    """Return the key and the paper; `data` are the sealed bytes, `device` a signing key (hex).

    Raises:
        NotAllowed: not sealed for this device. BadInput: damaged or changed.
    """
    mine = [wrap for wrap in sealed.wraps if wrap.device == device]
    if not mine:
        raise NotAllowed(
            "举报人身份保密，没有为本机密存；确需了解的，请申请由持有的设备转交。",
            "The informant's identity is secret and not sealed for this device; ask a device that holds it.",
        )
    purpose = _purpose(case, number, sealed.paper)
    for wrap in mine:
        try:
            key = unwrap(bytes.fromhex(wrap.sealed), purpose)
            content = b"".join(unseal(key, MAGIC, io.BytesIO(data)))
            if digest(content) == sealed.check:
                return key, msgspec.msgpack.decode(content, type=Paper)
        except (BadInput, ValueError, msgspec.MsgspecError):  # another one may open: anybody can write a wrap
            continue
    raise _spoilt()


def wrap_again(key: bytes, case: str, number: str, sealed: Sealed, device: str, seal_key: str) -> KeyWrap:
    """Return the key of a paper for one more device, by its two public keys (hex). Raises BadInput."""
    return KeyWrap(device, _wrapped(key, seal_key, _purpose(case, number, sealed.paper)))


def open_wrap(private: X25519PrivateKey, wrapped: bytes, purpose: bytes) -> bytes:
    """Return a key that was sealed to a device.

    Raises:
        BadInput: damaged, changed, or sealed to another device or for another purpose.
    """
    try:
        return SUITE.decrypt(wrapped, private, info=purpose)
    except (InvalidTag, ValueError) as error:
        raise _spoilt() from error


def _wrapped(key: bytes, reader: str, purpose: bytes) -> str:
    try:
        public = X25519PublicKey.from_public_bytes(bytes.fromhex(reader))
        return SUITE.encrypt(key, public, info=purpose).hex()
    except ValueError as error:
        raise _spoilt() from error


def _purpose(case: str, number: str, paper: str) -> bytes:
    return INFO + f"{case}\0{number}\0{paper}".encode()


def _spoilt() -> BadInput:
    return BadInput(
        "密存的举报人身份在本机打不开：密文或密钥已损坏、被改动，或不是给本机的；请由登记的设备重新转交。",
        "The sealed identity cannot be opened here: it or its key is damaged, altered or for another device; "
        "let the device that registered the report hand it on again.",
    )
