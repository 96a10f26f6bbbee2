"""Signatures that only a dishonest signer makes: what the log admits, OpenSSL must admit as well.

Points and scalars are computed here from RFC 8032 section 5.1, so that nothing is taken on trust from the
library under test. A court checks entries with `openssl`; a signature that it refuses must not get in, and
neither may a key under which one signature fits every text.
"""

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadEntry
from app.events import CommentMade
from app.log import DOMAIN, Entry, verify
from tests.builders import ALog

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the base point
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]
BASE: Point = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    46316835694926478169428394003475163141307993866256225615783033603165251855960,
)
NONE: Point = (0, 1)
SECRET, ONCE = 0x1234567890ABCDEF << 100, 0xFEDCBA9876543210 << 120  # a key and a nonce
HEADER = ALog().add(CommentMade("甲")).header


def add(a: Point, b: Point) -> Point:
    k = D * a[0] * b[0] * a[1] * b[1]
    return (
        (a[0] * b[1] + b[0] * a[1]) * pow(1 + k, -1, P) % P,
        (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, P) % P,
    )


def times(point: Point, factor: int) -> Point:
    found = NONE
    while factor:
        if factor & 1:
            found = add(found, point)
        point, factor = add(point, point), factor >> 1
    return found


def encoded(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def a_point_of_order_eight() -> Point:
    """Return a point of the torsion of the curve: some point, times the order of the base point."""
    for y in range(2, 100):
        square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
        root = pow(square, (P + 3) // 8, P)
        for x in (root, root * pow(2, (P - 1) // 4, P) % P):
            if x * x % P == square and times(small := times((x, y), ORDER), 4) != NONE:
                return small
    raise AssertionError("no such point")


SMALL = a_point_of_order_eight()


def challenge(commitment: bytes, key: bytes) -> int:
    return int.from_bytes(hashlib.sha512(commitment + key + DOMAIN + HEADER).digest(), "little") % ORDER


def signed(commitment: bytes, key: bytes, *, secret: int = SECRET, beyond: int = 0) -> bytes:
    """Return a signature with this R, for a key whose part in the base point's group is `secret`."""
    s = (ONCE + challenge(commitment, key) * secret) % ORDER + beyond
    return commitment + s.to_bytes(32, "little")


KEY, R = encoded(times(BASE, SECRET)), encoded(times(BASE, ONCE))
TWISTED_R = encoded(add(times(BASE, ONCE), SMALL))
ENDLESS_Y = (P + 1).to_bytes(32, "little")  # y = 1, but not as RFC 8032 writes it


def admits(signature: bytes, key: bytes) -> bool:
    try:
        verify(Entry(HEADER, signature, None), key)
    except BadEntry:
        return False
    return True


def openssl_admits(signature: bytes, key: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, DOMAIN + HEADER)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_a_signature_computed_by_the_book_is_admitted() -> None:
    assert admits(signed(R, KEY), KEY)
    assert openssl_admits(signed(R, KEY), KEY)


@pytest.mark.parametrize(
    ("signature", "key"),
    [
        pytest.param(signed(R, KEY, beyond=ORDER), KEY, id="S is not below the order"),
        pytest.param(signed(TWISTED_R, KEY), KEY, id="R is off by a point of small order"),
        pytest.param(signed(R, encoded(SMALL), secret=0), encoded(SMALL), id="the key is of small order"),
        pytest.param(signed(R, encoded(NONE), secret=0), encoded(NONE), id="the key is the neutral point"),
        pytest.param(signed(R, ENDLESS_Y, secret=0), ENDLESS_Y, id="the key is written in a second way"),
        pytest.param(encoded(NONE) + bytes(32), encoded(NONE), id="all is neutral: it would fit any text"),
        pytest.param(signed(R, KEY)[:63], KEY, id="the signature is too short"),
        pytest.param(signed(R, KEY) + b"\0", KEY, id="the signature is too long"),
        pytest.param(b"", KEY, id="there is no signature"),
        pytest.param(signed(R, KEY), KEY[:31], id="the key is too short"),
        pytest.param(signed(R, KEY), KEY + b"\0", id="the key is too long"),
    ],
)
def test_a_signature_that_only_some_would_take_is_refused(signature: bytes, key: bytes) -> None:
    assert not admits(signature, key)


@given(st.sampled_from([R, TWISTED_R, encoded(SMALL), encoded(NONE)]), st.integers(0, 511), st.booleans())
def test_what_is_admitted_openssl_admits_too(commitment: bytes, bit: int, flip: bool) -> None:
    signature = bytearray(signed(commitment, KEY))
    signature[bit // 8] ^= flip << bit % 8

    if admits(bytes(signature), KEY):
        assert openssl_admits(bytes(signature), KEY)
