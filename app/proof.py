"""The verification code on a document: what it stands for, signed by the device that issued it.

A COSE_Sign1 structure (RFC 9052) with Ed25519 over number, time, party, agency, officers and the SHA-256 of
the case data that the document was rendered from (a PDF cannot hold its own digest). Printed as a QR code
in base 32, it is checked offline by anyone who has the device's public key.
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import cbor2
import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import BadInput
from app.log import digest

PREFIX = "HUHANG:1:"
LONGEST = 4000  # characters
EDDSA = -8  # COSE algorithm
TAG = 18  # COSE_Sign1
_CON, _VOW = "bdfghjklmnprstvz", "aiou"  # of a word for 16 bits


@dataclass(frozen=True, slots=True)
class Proof:
    number: str
    issued: str  # as printed, China Standard Time
    party: str
    agency: str
    officers: tuple[str, ...]  # certificate numbers
    case: str
    case_digest: str  # SHA-256 of the case data, hex
    key_id: str = ""  # first 16 hex characters of the key's SHA-256; filled by `read_proof`


def values_json(values: Mapping[str, object]) -> bytes:
    """Return the case data of a document in one canonical form: sorted JSON, UTF-8."""
    return msgspec.json.encode(dict(values), order="sorted")


def make_proof(proof: Proof, key: bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return the text of the verification code; `key` is the public key to `sign`."""
    protected = cbor2.dumps({1: EDDSA, 4: bytes.fromhex(key_id(key))}, canonical=True)
    payload = cbor2.dumps(
        [
            proof.number,
            proof.issued,
            proof.party,
            proof.agency,
            list(proof.officers),
            proof.case,
            bytes.fromhex(proof.case_digest),
        ],
        canonical=True,
    )
    signature = sign(_to_sign(protected, payload))
    return _written(protected, payload, signature)


def read_proof(text: str, keys: Iterable[bytes]) -> Proof:
    """Check a scanned code against known device keys and return what it states.

    Raises:
        BadInput: not such a code, an unknown key, or a signature that does not match.
    """
    try:
        if len(text) > LONGEST or not text.startswith(PREFIX):
            raise ValueError("not a code")
        body = text.removeprefix(PREFIX).strip()
        data = base64.b32decode(body + "=" * (-len(body) % 8))
        tagged = cbor2.loads(data)
        protected, _, payload, signature = tagged.value
        if _written(protected, payload, signature) != text.strip():
            raise ValueError("not in the form that is signed")  # else bits outside the signature could differ
        head = cbor2.loads(protected)
        if not isinstance(head, dict) or head.get(1) != EDDSA or not isinstance(head.get(4), bytes):
            raise ValueError("another algorithm, or no key named")
        name = head[4].hex()
        fields = cbor2.loads(payload)
        key = next((k for k in keys if key_id(k) == name), None)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        binascii.Error,
        cbor2.CBORDecodeError,
        RecursionError,
    ) as e:
        raise _bad("不是本程序的核验码", "This is no verification code of this program") from e
    if key is None:
        raise _bad("签发设备不在已知名录中", "The issuing device is not known here")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _to_sign(protected, payload))
        return _proof(fields, name)
    except (InvalidSignature, TypeError, ValueError, AttributeError) as error:
        raise _bad(
            "签名不符，内容可能被改动", "The signature does not match; it may have been altered"
        ) from error


def head_words(head: str) -> str:
    """Return the first 64 bits of an entry's id as four words that people can read to each other.

    Printed on a document, they name the last entry of the log when it was set: paper in other hands then
    holds the log to what it was. Each word is 16 bits as a proquint (Wilkerson, A Proposal for
    Proquints, 2009): con-vow-con-vow-con.
    """
    return "-".join(_word(int(head[i : i + 4], 16)) for i in range(0, 16, 4))


def _word(n: int) -> str:
    return _CON[n >> 12] + _VOW[n >> 10 & 3] + _CON[n >> 6 & 15] + _VOW[n >> 4 & 3] + _CON[n & 15]


def key_id(key: bytes) -> str:
    """Return the short name of a public key: 16 hex characters."""
    return digest(key)[:16]


def _written(protected: bytes, payload: bytes, signature: bytes) -> str:
    data = cbor2.dumps(cbor2.CBORTag(TAG, [protected, {}, payload, signature]), canonical=True)
    return PREFIX + base64.b32encode(data).decode().rstrip("=")


def _to_sign(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def _proof(fields: Any, name: str) -> Proof:
    number, issued, party, agency, officers, case, case_digest = fields
    people = tuple(map(str, officers))
    hashed = bytes(case_digest).hex()
    return Proof(str(number), str(issued), str(party), str(agency), people, str(case), hashed, name)


def _bad(zh: str, en: str) -> BadInput:
    return BadInput(f"{zh}，核验未通过；请向签发机关核实。", f"{en}; not verified. Ask the issuing agency.")
