"""The bureau's root vouches for officers' keys, for as long as they may act, and for nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from app.errors import BadInput
from app.signing.certificates import (
    Holder,
    fits,
    issue,
    list_revoked,
    make_key,
    make_request,
    make_root,
    read_certificates,
    revoked_since,
    serial_of,
    to_pem,
)
from tests.app.signing.papers import MOMENT

ROOT_KEY, ROOT = make_root("杭州市滨江区市场监督管理局", MOMENT)
HOLDER = Holder("i1", "张检查", "执法证第7号", "执法一科", date(2026, 1, 1), date(2026, 12, 31))


def test_an_officer_s_certificate_says_who_and_how_long_and_what_for() -> None:
    key = make_key()

    held = x509.load_der_x509_certificate(issue(ROOT_KEY, ROOT, make_request(key, "i1"), HOLDER))

    names = {a.oid: a.value for a in held.subject}
    assert (names[NameOID.COMMON_NAME], names[NameOID.USER_ID]) == ("张检查", "执法证第7号")
    assert held.not_valid_before_utc == datetime(2025, 12, 31, 16, tzinfo=UTC)
    assert held.not_valid_after_utc == datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    assert held.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    assert not held.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    held.verify_directly_issued_by(x509.load_der_x509_certificate(ROOT))


def test_the_root_signs_for_itself_and_may_have_no_authority_below() -> None:
    root = x509.load_der_x509_certificate(ROOT)

    root.verify_directly_issued_by(root)
    limits = root.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (limits.ca, limits.path_length) == (True, 0)
    assert root.not_valid_after_utc > MOMENT + timedelta(days=365 * 24)


def test_a_certificate_fits_its_key_in_its_time_only() -> None:
    key = make_key()
    certificate = issue(ROOT_KEY, ROOT, make_request(key, "i1"), HOLDER)

    assert fits(certificate, key.public_key(), MOMENT)
    assert not fits(certificate, make_key().public_key(), MOMENT)
    assert not fits(certificate, key.public_key(), MOMENT + timedelta(days=60))


@pytest.mark.parametrize("text", ["字" * 200, "", '=,+<>#;\\"', "O'Neill (王) 𬭸"])
def test_any_name_makes_a_certificate(text: str) -> None:
    holder = Holder("i1", text or "x", text, text, HOLDER.begins, HOLDER.ends)
    key, root = make_root(text or "x", MOMENT)

    held = x509.load_der_x509_certificate(issue(key, root, make_request(make_key(), "i1"), holder))

    assert held.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == (text or "x").encode()[
        :64
    ].decode(errors="ignore")


def a_request(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, name: str = "i1") -> bytes:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, algorithm)
    return request.public_bytes(serialization.Encoding.DER)


GOOD = make_request(make_key(), "i1")
BAD = {
    "empty": b"",
    "no request": b"0\x03\x02\x01\x01",
    "cut short": GOOD[:-9],
    "a flipped signature": GOOD[:-1] + bytes([GOOD[-1] ^ 1]),
    "another officer's": make_request(make_key(), "i2"),
    "another curve": a_request(ec.generate_private_key(ec.SECP384R1())),
    "another kind of key": a_request(ed25519.Ed25519PrivateKey.generate()),
}


@pytest.mark.parametrize("request_", BAD.values(), ids=BAD)
def test_a_request_that_does_not_fit_gets_no_certificate(request_: bytes) -> None:
    with pytest.raises(BadInput, match="证书申请"):
        issue(ROOT_KEY, ROOT, request_, HOLDER)


def test_a_list_says_since_when_each_certificate_is_revoked() -> None:
    serial = serial_of(issue(ROOT_KEY, ROOT, GOOD, HOLDER))
    lists = [
        list_revoked(ROOT_KEY, ROOT, {serial: since}, MOMENT)
        for since in (MOMENT, MOMENT - timedelta(days=2), MOMENT + timedelta(days=2))
    ]

    assert revoked_since(lists, ROOT) == {serial: MOMENT - timedelta(days=2)}
    assert revoked_since([list_revoked(ROOT_KEY, ROOT, {}, MOMENT)], ROOT) == {}


def test_lists_that_the_root_did_not_sign_say_nothing() -> None:
    key, other = make_root("别的局", MOMENT)
    listed = list_revoked(key, other, {7: MOMENT}, MOMENT)
    own = bytearray(list_revoked(ROOT_KEY, ROOT, {7: MOMENT}, MOMENT))
    own[-3] ^= 1

    assert revoked_since([listed, bytes(own), b"", b"no list"], ROOT) == {}


def test_published_certificates_are_read_in_both_spellings() -> None:
    pem = to_pem(ROOT)

    assert read_certificates(ROOT) == (ROOT,)
    assert read_certificates((pem + pem).encode()) == (ROOT, ROOT)


@pytest.mark.parametrize("data", [b"", b"abc", b"-----BEGIN CERTIFICATE-----\n", ROOT[:40]])
def test_what_is_no_certificate_is_a_sentence(data: bytes) -> None:
    with pytest.raises(BadInput, match="根证书"):
        read_certificates(data)
