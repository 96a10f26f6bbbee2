"""The exported page on documents with a time-stamp behind the officers' signatures."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from app.bureau import Bureau
from app.events import RootPublished
from app.signing.stamps import upgrade
from app.verifier import gather_facts
from tests.app.signing.authority import Authority, needs_openssl
from tests.e2e.verifying import Desk, Page, flipped, needs_browser

pytestmark = needs_browser
DER = serialization.Encoding.DER


@cache
def an_authority() -> tuple[bytes, DummyTimeStamper]:
    """A time-stamp authority: its certificate (DER), RSA and signed by itself, and what answers requests."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "时间戳机构")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(DER)
    )
    plain = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return certificate, DummyTimeStamper(
        asn1_x509.Certificate.load(certificate), keys.PrivateKeyInfo.load(plain)
    )


def stamped(desk: Desk) -> bytes:
    _, stamper = an_authority()

    def answer(request: bytes) -> bytes:
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump())

    return upgrade(desk.pdf, answer, certificates=[desk.office.root])


def trust(page: Page, desk: Desk, authority: bytes) -> None:
    """Let the page know a time-stamp authority by its root (DER)."""
    root = RootPublished(desk.office.root.hex(), authority_root=authority.hex())
    facts = gather_facts(
        (),
        Bureau(roots=(root,), authorities=(root.authority_root,)),
        {},
        root="",
        on=datetime.now(UTC).date(),
    )
    page.browser.run(f"FACTS.authorities = {list(facts.authorities)!r}")


def test_a_stamp_by_a_published_authority_holds(page: Page, desk: Desk) -> None:
    trust(page, desk, an_authority()[0])

    said = page.give(stamped(desk))

    assert (said["headline"], said["no"]) == ("genuine", [])
    assert "The time-stamp (时间戳机构) holds" in said["text"]
    assert "only a time-stamp or material for later checks was added" in said["text"]


@needs_openssl
def test_a_stamp_by_an_authority_on_elliptic_curves_holds(page: Page, desk: Desk, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    trust(page, desk, authority.root)

    said = page.give(upgrade(desk.pdf, authority.answer, certificates=[desk.office.root]))

    assert "The time-stamp (Test stamps) holds" in said["text"]


def test_a_stamp_by_another_authority_confirms_no_time(page: Page, desk: Desk) -> None:
    said = page.give(stamped(desk))

    assert said["headline"] == "genuine"
    assert "so the time is not confirmed here" in said["text"]


@pytest.mark.parametrize("part", ["token", "room", "store"])
def test_a_changed_stamp_or_what_it_covers_is_seen(page: Page, desk: Desk, part: str) -> None:
    pdf = stamped(desk)
    token = pdf.rindex(b"/Contents <3082")
    place = {"token": token + 1200, "room": pdf.index(b">", token + 12) - 40, "store": len(desk.pdf) + 300}[
        part
    ]

    said = page.give(flipped(pdf, place))

    assert said["headline"] in ("tampered", "nothing")
