"""Officers' own words that a device acts for them: what holds of them, whose they may be, for how long."""

import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.delegation import SHIFT, faults, words
from app.events import Delegation, DutyStarted
from app.law import CHINA
from app.signing import P256Signer
from app.signing.certificates import Holder, issue, make_key, make_request, make_root
from tests.app.signing.authority import needs_openssl

LOG, OTHER_LOG = "ab" * 32, "cd" * 32
NOW = datetime(2026, 5, 1, 9, tzinfo=CHINA)
BEGINS, LONG = int(NOW.timestamp() * 1000), SHIFT // timedelta(milliseconds=1)
ROOT_KEY, ROOT = make_root("某局", NOW)


def certified(officer: str, begins: date = date(2026, 1, 1)) -> tuple[ec.EllipticCurvePrivateKey, str]:
    """Return an officer's key and the certificate to it, in hex."""
    key = make_key()
    holder = Holder(officer, "李明", "33010012", "一大队", begins, date(2027, 12, 31))
    return key, issue(ROOT_KEY, ROOT, make_request(key, officer), holder).hex()


KEY, CERTIFICATE = certified("i1")


def said(word: Delegation, *, log: str = LOG, role: str = "inspector") -> Delegation:
    """Return a word signed with the officer's key."""
    signer = P256Signer(bytes.fromhex(CERTIFICATE), KEY)
    return replace(word, signature=signer.sign(words(log, role, word)).hex())


WORD = said(Delegation("i1", BEGINS, BEGINS + LONG, ""))


def found(word: Delegation, *, log: str = LOG, certificate: str = CERTIFICATE) -> list[str]:
    """Return what is wrong with a word, in English."""
    duty = DutyStarted(("i1", "i2"), "inspector", (word,))
    return [en for _, en in faults(log, duty, {"i1": [certificate], "i2": []})]


def test_a_word_signed_for_this_log_holds() -> None:
    assert found(WORD) == []


@needs_openssl
def test_openssl_alone_checks_a_word(tmp_path: Path) -> None:
    key, text, signature = tmp_path / "key.pem", tmp_path / "word.txt", tmp_path / "word.sig"
    key.write_bytes(KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    text.write_bytes(words(LOG, "inspector", WORD))
    signature.write_bytes(bytes.fromhex(WORD.signature))

    call = ["openssl", "dgst", "-sha256", "-verify", str(key), "-signature", str(signature), str(text)]

    assert subprocess.run(call, capture_output=True, check=True).stdout.strip() == b"Verified OK"


def test_a_newer_certificate_of_the_officer_does_not_undo_the_word() -> None:
    duty = DutyStarted(("i1",), "inspector", (WORD,))

    assert list(faults(LOG, duty, {"i1": [CERTIFICATE, certified("i1")[1]]})) == []


@pytest.mark.parametrize(
    ("word", "log", "certificate", "why"),
    [
        pytest.param(WORD, OTHER_LOG, CERTIFICATE, "wrong signature", id="it is about another device"),
        pytest.param(said(WORD, log=OTHER_LOG), LOG, CERTIFICATE, "wrong signature", id="for another device"),
        pytest.param(said(WORD, role="supervisor"), LOG, CERTIFICATE, "wrong signature", id="another role"),
        pytest.param(
            replace(WORD, ends=WORD.ends - 1), LOG, CERTIFICATE, "wrong signature", id="its end moved"
        ),
        pytest.param(WORD, LOG, certified("i1")[1], "wrong signature", id="another key of the officer"),
        pytest.param(WORD, LOG, certified("i1", date(2026, 6, 1))[1], "wrong signature", id="not yet valid"),
        pytest.param(replace(WORD, signature="zz"), LOG, CERTIFICATE, "wrong signature", id="no hex"),
        pytest.param(WORD, LOG, "3082", "wrong signature", id="a certificate that is none"),
        pytest.param(
            said(replace(WORD, officer="i2")), LOG, CERTIFICATE, "wrong signature", id="for a colleague"
        ),
        pytest.param(
            said(replace(WORD, officer="i3")), LOG, CERTIFICATE, "without being on duty", id="not on duty"
        ),
        pytest.param(said(replace(WORD, ends=WORD.ends + 1)), LOG, CERTIFICATE, "the span", id="too long"),
        pytest.param(said(replace(WORD, ends=BEGINS)), LOG, CERTIFICATE, "the span", id="no time at all"),
        pytest.param(
            said(Delegation("i1", 1 << 62, (1 << 62) + 1, "")),
            LOG,
            CERTIFICATE,
            "wrong signature",
            id="no such year",
        ),
    ],
)
def test_a_word_that_does_not_hold_is_told(word: Delegation, log: str, certificate: str, why: str) -> None:
    (told,) = found(word, log=log, certificate=certificate)

    assert why in told


def test_a_key_not_yet_certified_when_it_signed_does_not_count() -> None:
    early = int(datetime(2025, 12, 31, 9, tzinfo=CHINA).timestamp() * 1000)

    assert "wrong signature" in found(said(Delegation("i1", early, early + LONG, "")))[0]
