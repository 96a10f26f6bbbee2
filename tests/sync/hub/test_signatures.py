"""Requests signed by devices: RFC 9421 as the hub speaks it, and nothing that was tampered with."""

import base64
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotAllowed
from sync.signatures import Target, body_digest, sign_request, verify_request
from tests.builders import a_key

NOW = 1_780_000_000
NONCE = "ab" * 16
TARGET = Target("PATCH", "hub.test:8443", "/v1/blobs/" + "0" * 64, "offset=0&total=5")
BODY = b"hello"


def headers(target: Target = TARGET, body: bytes = BODY, now: int = NOW) -> dict[str, str]:
    signed = sign_request(a_key(1), target, body, now, NONCE)
    return {name.lower(): value for name, value in signed.items()}


def test_a_signed_request_says_whose_it_is() -> None:
    signed = verify_request(TARGET, headers(), NOW + 20.0)

    assert (signed.key, signed.nonce, signed.digest) == (a_key(1).key, NONCE, body_digest(BODY))


def test_the_signature_is_over_the_base_of_rfc_9421() -> None:
    given_headers = headers()
    base = (
        '"@method": PATCH\n"@authority": hub.test:8443\n'
        f'"@path": /v1/blobs/{"0" * 64}\n"@query": ?offset=0&total=5\n'
        '"content-digest": sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:\n'
        '"@signature-params": ("@method" "@authority" "@path" "@query" "content-digest")'
        f';created={NOW};nonce="{NONCE}";keyid="{a_key(1).key.hex()}";alg="ed25519"'
    )
    signature = base64.b64decode(given_headers["signature"].removeprefix("sig1=:").removesuffix(":"))

    Ed25519PublicKey.from_public_bytes(a_key(1).key).verify(signature, base.encode())


@pytest.mark.parametrize(
    ("target", "changed", "now"),
    [
        (replace(TARGET, method="GET"), {}, NOW),
        (replace(TARGET, authority="other.test"), {}, NOW),
        (replace(TARGET, path="/v1/blobs/" + "1" * 64), {}, NOW),
        (replace(TARGET, query="offset=1&total=5"), {}, NOW),
        (TARGET, {"content-digest": body_digest(b"other")}, NOW),
        (TARGET, {"signature": "sig1=:" + "A" * 86 + "==:"}, NOW),
        (TARGET, {"signature": ""}, NOW),
        (TARGET, {"signature-input": ""}, NOW),
        (TARGET, {"signature-input": 'sig1=("@method");created=1;keyid="x"'}, NOW),
        (TARGET, {}, NOW + 301),
        (TARGET, {}, NOW - 301),
    ],
)
def test_a_tampered_or_old_request_is_refused(target: Target, changed: dict[str, str], now: int) -> None:
    with pytest.raises(NotAllowed):
        verify_request(target, headers() | changed, now)


@given(st.dictionaries(st.sampled_from(["signature", "signature-input", "content-digest"]), st.text()))
def test_any_headers_are_refused_with_a_sentence(changed: dict[str, str]) -> None:
    with pytest.raises(NotAllowed):
        verify_request(TARGET, changed, NOW)
