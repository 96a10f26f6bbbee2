"""A stamp proves when a document was there; the issued bytes stay, whatever the authority says."""

import asyncio
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager

from app.errors import BadInput, Unreachable
from app.signing.certificates import LIST_DAYS, list_revoked, serial_of
from app.signing.stamps import upgrade
from app.signing.verdict import State, Verdict
from app.signing.verify import verify_document
from tests.app.signing.authority import Authority, needs_openssl
from tests.app.signing.papers import KEY, MOMENT, an_office, signed

OFFICE = an_office()
PDF = signed(OFFICE)
OFFICIAL = KeyUsageConstraints(key_usage={"non_repudiation"})

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stamped(authority: Authority) -> bytes:
    listed = list_revoked(OFFICE.root_key, OFFICE.root, {}, MOMENT)
    return upgrade(PDF, authority.answer, certificates=[OFFICE.root], revoked=[listed])


def judged(pdf: bytes, *authorities: bytes, revoked: tuple[bytes, ...] = ()) -> Verdict:
    return verify_document(pdf, [OFFICE.root], [KEY.key], authorities=authorities, revoked=revoked)


def passes(pdf: bytes, authority: Authority) -> bool:
    """Tell whether a stamped file would be believed, its stamp too."""
    try:
        verdict = judged(pdf, authority.root)
    except BadInput:
        return False
    return verdict.holds is True and verdict.stamped[-1].state is State.HOLDS


def test_a_stamped_document_begins_with_the_issued_bytes_and_holds(
    authority: Authority, stamped: bytes
) -> None:
    verdict = judged(stamped, authority.root)

    assert stamped.startswith(PDF)
    assert len(stamped) - len(PDF) < 26_000
    assert verdict.holds is True
    assert [(s.authority, s.state) for s in verdict.stamped] == [("Test stamps", State.HOLDS)]
    assert abs(verdict.stamped[0].moment - datetime.now(UTC)) < timedelta(hours=1)


def test_signatures_hold_for_long_by_what_stands_under_the_stamp_alone(
    authority: Authority, stamped: bytes
) -> None:
    """PAdES B-LTA, as pyHanko judges it: offline, every certificate proven not to be revoked then."""
    (stamp,) = PdfFileReader(io.BytesIO(stamped)).embedded_timestamp_signatures
    covered = stamped[: int(stamp.byte_range[2]) + int(stamp.byte_range[3])]
    reader = PdfFileReader(io.BytesIO(covered))
    asn1 = [asn1_x509.Certificate.load(root) for root in (OFFICE.root, authority.root)]
    store = DocumentSecurityStore.read_dss(reader)
    at = judged(stamped, authority.root).stamped[0].moment
    held = {"trust_roots": asn1[:1], "allow_fetching": False, "revocation_mode": "require"}

    def holds(moment: datetime) -> list[bool]:
        signatures = reader.embedded_regular_signatures
        known = [store.as_validation_context({**held, "moment": moment}) for _ in signatures]
        statuses = map(partial(validate_pdf_signature, key_usage_settings=OFFICIAL), signatures, known)
        return [status.bottom_line for status in statuses]

    believed = store.as_validation_context({"trust_roots": asn1[1:], "allow_fetching": False})
    assert covered == stamped
    assert validate_pdf_timestamp(reader.embedded_timestamp_signatures[0], believed).trusted
    assert holds(at) == [True, True]
    assert holds(at + timedelta(days=LIST_DAYS + 1)) == [False, False]  # without a stamp to judge it by


def test_pyhanko_takes_the_stamp_for_the_record_of_when_signatures_were_there(
    authority: Authority, stamped: bytes
) -> None:
    """By ETSI EN 319 102-1, 5.6.3. What it misses is a time-stamp inside of each signature, made offline."""
    asn1 = [asn1_x509.Certificate.load(root) for root in (OFFICE.root, authority.root)]
    rules = (RevocationCheckingRule.CRL_REQUIRED, RevocationCheckingRule.CHECK_IF_DECLARED)
    policies = [
        CertValidationPolicySpec(
            SimpleTrustManager.build(trust_roots=[root]),
            CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule)),
        )
        for root, rule in zip(asn1, rules, strict=True)
    ]
    spec = SignatureValidationSpec(
        policies[0],
        RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
        policies[1],
        key_usage_settings=OFFICIAL,
    )
    reader = PdfFileReader(io.BytesIO(stamped))

    results = [
        asyncio.run(ades_lta_validation(signature, PdfSignatureValidationSpec(spec)))
        for signature in reader.embedded_regular_signatures
    ]

    moment = judged(stamped, authority.root).stamped[0].moment
    assert [result.oldest_evidence_record_timestamp for result in results] == [moment, moment]
    assert all(result.api_status and result.api_status.bottom_line for result in results)


def test_a_stamp_of_an_authority_that_is_not_known_takes_nothing_away(stamped: bytes) -> None:
    verdict = judged(stamped)

    assert [s.state for s in verdict.stamped] == [State.FOREIGN]
    assert verdict.holds is True


def test_a_stamp_is_added_behind_a_stamp(authority: Authority, stamped: bytes) -> None:
    twice = upgrade(stamped, authority.answer)

    assert twice.startswith(stamped)
    assert [s.state for s in judged(twice, authority.root).stamped] == [State.HOLDS, State.HOLDS]
    assert judged(twice, authority.root).holds is True


@pytest.mark.parametrize(
    ("after", "state"), [(timedelta(days=1), State.HOLDS), (timedelta(days=-1), State.REVOKED)]
)
def test_a_stamp_proves_that_a_signature_came_before_the_revocation(
    authority: Authority, after: timedelta, state: State
) -> None:
    office = an_office()
    moment = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    stamped = upgrade(signed(office, moment), authority.answer, certificates=[office.root])
    gone = {serial_of(office.signers[0].certificate): moment + after}
    listed = list_revoked(office.root_key, office.root, gone, moment)

    verdict = verify_document(
        stamped, [office.root], [KEY.key], authorities=[authority.root], revoked=[listed]
    )

    assert [s.state for s in verdict.signed] == [state, State.HOLDS]


def test_a_list_of_revoked_certificates_inside_the_document_is_heeded(authority: Authority) -> None:
    gone = {serial_of(OFFICE.signers[0].certificate): MOMENT - timedelta(days=1)}
    listed = list_revoked(OFFICE.root_key, OFFICE.root, gone, MOMENT)

    stamped = upgrade(PDF, authority.answer, revoked=[listed])

    assert [s.state for s in judged(stamped).signed] == [State.REVOKED, State.HOLDS]


def test_a_flipped_byte_of_what_was_added_shows(authority: Authority, stamped: bytes) -> None:
    start = stamped.index(b"/Contents <", len(PDF))
    places = [*range(len(PDF), start, 163), *range(stamped.index(b">", start), len(stamped), 101)]

    changed = [(n, stamped[:n] + bytes([stamped[n] ^ 1]) + stamped[n + 1 :]) for n in places]

    assert [n for n, pdf in changed if passes(pdf, authority)] == []


def test_every_byte_of_a_token_counts(authority: Authority, stamped: bytes) -> None:
    start = stamped.index(b"/Contents <", len(PDF)) + len(b"/Contents <")
    end = stamped.index(b">", start)
    places = [*range(start, start + 200, 25), *range(start, end, 509)]

    changed = [(n, stamped[:n] + bytes([stamped[n] ^ 1]) + stamped[n + 1 :]) for n in places]

    assert [n - start for n, pdf in changed if passes(pdf, authority)] == []


def test_a_token_keeps_the_certificates_below_the_root(authority: Authority, stamped: bytes) -> None:
    start = stamped.index(b"/Contents <", len(PDF)) + len(b"/Contents <")
    container = bytes.fromhex(stamped[start : stamped.index(b">", start)].decode())

    names = [name for name in (b"Root of stamps", b"Test middles", b"Test stamps") if name in container]

    assert names == [b"Root of stamps", b"Test middles", b"Test stamps"]  # the first as issuer's name only
    assert authority.root not in container


def test_a_changed_document_gets_no_stamp(authority: Authority) -> None:
    place = PDF.index(b"/Subtype /Image") + 700
    asked = authority.asked

    with pytest.raises(BadInput, match=r"保持原样|无法读取"):
        upgrade(PDF[:place] + bytes([PDF[place] ^ 1]) + PDF[place + 1 :], authority.answer)

    assert authority.asked == asked


def test_what_the_network_says_passes_through() -> None:
    def nobody(request: bytes) -> bytes:
        raise Unreachable("没有网络", "no network")

    with pytest.raises(Unreachable):
        upgrade(PDF, nobody)


def other_digest(authority: Authority, request: bytes) -> bytes:
    asked = tsp.TimeStampReq.load(request)
    asked["message_imprint"]["hashed_message"] = bytes(32)
    return authority.answer(asked.dump(force=True))


def other_nonce(authority: Authority, request: bytes) -> bytes:
    asked = tsp.TimeStampReq.load(request)
    asked["nonce"] = 7
    return authority.answer(asked.dump(force=True))


def refusal(authority: Authority, request: bytes) -> bytes:
    return bytes(tsp.TimeStampResp({"status": {"status": "rejection"}}).dump())


def garbage(authority: Authority, request: bytes) -> bytes:
    return b"<html>please log in</html>"


def cut_off(authority: Authority, request: bytes) -> bytes:
    return authority.answer(request)[:-100]


def forged(authority: Authority, request: bytes) -> bytes:
    answer = bytearray(authority.answer(request))
    answer[-20] ^= 1
    return bytes(answer)


@pytest.mark.parametrize(
    "answer", [other_digest, other_nonce, refusal, garbage, cut_off, forged], ids=lambda f: f.__name__
)
def test_an_answer_that_does_not_fit_is_a_sentence(
    answer: Callable[[Authority, bytes], bytes], authority: Authority
) -> None:
    with pytest.raises(BadInput, match="保持原样"):
        upgrade(PDF, lambda request: answer(authority, request))
