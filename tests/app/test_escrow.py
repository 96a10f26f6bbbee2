"""Keys in escrow: two supervisors together, never one; and no share that was not given out."""

import os
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import BadInput, InspectionError, NotAllowed
from app.escrow import (
    Answer,
    Holder,
    Request,
    answer_request,
    join,
    make_escrow,
    multiply,
    read,
    recover,
    split,
    write,
)

DEVICE = "aa" * 32
SECRETS = bytes(range(96))
BOSSES = {name: X25519PrivateKey.from_private_bytes(name.encode() * 16) for name in ("s1", "s2", "s3")}
ASKING = X25519PrivateKey.from_private_bytes(b"a" * 32)
HOLDERS = tuple(Holder(name, key.public_key().public_bytes_raw().hex()) for name, key in BOSSES.items())
ESCROW = make_escrow(SECRETS, DEVICE, HOLDERS)
REQUEST = write(Request(DEVICE, ASKING.public_key().public_bytes_raw().hex(), ESCROW.shares))


def answers(*names: str) -> list[Answer]:
    return [answer_request(REQUEST, [name], BOSSES[name]) for name in names]


def test_multiplication_follows_fips_197() -> None:
    assert [multiply(0x57, 0x83), multiply(0x57, 0x13), multiply(0x57, 0x10)] == [0xC1, 0xFE, 0x07]


def test_shares_join_as_in_the_published_example() -> None:
    """draft-mcgrew-tss-03, test case 1: the secret "test" with its final zero, two of two shares."""
    shares = [bytes.fromhex("01b9fa07e185"), bytes.fromhex("02f5409b4511")]

    assert join(shares) == join(shares[::-1]) == b"test\0"


def test_any_two_shares_tell_the_secret() -> None:
    secret = os.urandom(32)
    shares = split(secret, 5)

    assert {join((a, b)) for a in shares for b in shares if a is not b} == {secret}
    with pytest.raises(ValueError, match="twice"):
        join((shares[0], shares[0]))


def test_one_share_fits_every_secret_equally_well() -> None:
    found = {bytes(split(b"\x2a", 2)[0][1:]) for _ in range(8000)}

    assert len(found) == 256


@pytest.mark.parametrize("names", [("s1", "s2"), ("s3", "s1"), ("s1", "s2", "s3")])
def test_two_supervisors_give_the_secrets_back(names: tuple[str, ...]) -> None:
    assert recover(ESCROW, REQUEST, answers(*names), ASKING) == SECRETS


@pytest.mark.parametrize("names", [(), ("s1",), ("s1", "s1")])
def test_one_supervisor_alone_cannot(names: tuple[str, ...]) -> None:
    with pytest.raises(NotAllowed, match="两名"):
        recover(ESCROW, REQUEST, answers(*names), ASKING)


def test_one_supervisor_cannot_answer_for_another() -> None:
    with pytest.raises(NotAllowed, match="不持有"):
        answer_request(REQUEST, ["s2"], BOSSES["s1"])
    (first,) = answers("s1")

    for forged in (replace(first, officer="s2"), replace(first, officer="nobody")):
        with pytest.raises(BadInput):
            recover(ESCROW, REQUEST, [first, forged], ASKING)


def test_a_share_that_was_never_given_out_is_refused_and_its_officer_named() -> None:
    other = make_escrow(SECRETS, DEVICE, HOLDERS)
    asked = write(Request(DEVICE, ASKING.public_key().public_bytes_raw().hex(), other.shares))
    strange = answer_request(asked, ["s2"], BOSSES["s2"])

    with pytest.raises(BadInput):
        recover(ESCROW, REQUEST, [*answers("s1"), strange], ASKING)
    with pytest.raises(BadInput, match="s2"):
        recover(ESCROW, asked, [strange, answer_request(asked, ["s1"], BOSSES["s1"])], ASKING)


def test_answers_open_on_the_device_that_asked_alone() -> None:
    with pytest.raises(BadInput):
        recover(ESCROW, REQUEST, answers("s1", "s2"), BOSSES["s3"])


def test_an_altered_request_gets_no_answer() -> None:
    honest = read(REQUEST, Request)
    share = honest.shares[0]
    for altered in (
        replace(honest, device="bb" * 32),
        replace(honest, shares=(replace(share, check="00" * 32),)),
        replace(honest, shares=(replace(share, sealed=share.sealed[:-2] + "00"),)),
        replace(honest, answer_to="zz"),
    ):
        with pytest.raises(InspectionError):
            answer_request(write(altered), ["s1"], BOSSES["s1"])
    with pytest.raises(BadInput):
        answer_request(b"\xff{", ["s1"], BOSSES["s1"])


@pytest.mark.parametrize(
    "holders", [HOLDERS[:1], (HOLDERS[0], HOLDERS[0]), (HOLDERS[0], replace(HOLDERS[0], officer="s9"))]
)
def test_escrow_takes_two_different_supervisors_on_two_devices(holders: tuple[Holder, ...]) -> None:
    with pytest.raises(BadInput, match="不同"):
        make_escrow(SECRETS, DEVICE, holders)
