"""A signed document says whose it is, and any change of it shows."""

import re
from datetime import timedelta

import pytest

from app.errors import BadInput
from app.signing.archive import archive
from app.signing.certificates import list_revoked, serial_of
from app.signing.pades import sign_pdf
from app.signing.verdict import State, Verdict
from app.signing.verify import LARGEST, verify_document
from tests.app.signing.papers import KEY, MOMENT, an_office, an_order, signed
from tests.builders import a_key

OFFICE = an_office()
PDF = signed(OFFICE)


def judged(pdf: bytes, **more: tuple[bytes, ...]) -> Verdict:
    return verify_document(pdf, [OFFICE.root], [KEY.key], **more)


def states(verdict: Verdict) -> list[State]:
    return [signature.state for signature in verdict.signed]


def test_a_document_as_issued_holds_in_every_point() -> None:
    verdict = judged(PDF)

    assert verdict.holds is True
    assert [(s.name, s.number, s.state) for s in verdict.signed] == [
        ("张检查", "33010012341", State.HOLDS),
        ("李勘验", "33010012342", State.HOLDS),
    ]
    assert {s.claimed for s in verdict.signed} == {MOMENT}
    assert {s.root for s in verdict.signed} == {"杭州市滨江区市场监督管理局"}
    assert verdict.proof is not None
    assert verdict.values == an_order()[1].values
    assert [point.holds for point in verdict.points()] == [True] * 5


def test_each_point_is_a_sentence_in_both_languages() -> None:
    for point in judged(PDF).points():
        assert re.search("[\u4e00-\u9fff]", point.sentence("zh"))
        assert point.sentence("en").startswith("✓ ")


@pytest.mark.parametrize("data", [b"", b"%PDF", b"PK\x03\x04", b"%PDF-1.7\n%%EOF", b"<html>", bytes(1000)])
def test_what_is_no_pdf_is_a_sentence(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"[\u4e00-\u9fff]"):
        judged(data)


def test_a_huge_file_is_a_sentence() -> None:
    with pytest.raises(BadInput, match="64 MB"):
        judged(PDF + bytes(LARGEST))


def test_signatures_under_another_root_are_foreign() -> None:
    verdict = verify_document(PDF, [an_office().root], [KEY.key])

    assert states(verdict) == [State.FOREIGN, State.FOREIGN]
    assert verdict.holds is False
    assert verdict.points()[0].holds is True


def test_a_root_that_only_bears_the_name_is_foreign() -> None:
    false = an_office()

    assert states(verify_document(signed(false), [OFFICE.root], [KEY.key])) == [State.FOREIGN] * 2


def test_an_officer_s_certificate_is_no_root() -> None:
    verdict = verify_document(PDF, [signer.certificate for signer in OFFICE.signers], [KEY.key])

    assert states(verdict) == [State.FOREIGN] * 2


@pytest.mark.parametrize(("begins", "ends"), [(2015, 2020), (2027, 2030)])
def test_a_signature_outside_the_officer_s_term_does_not_hold(begins: int, ends: int) -> None:
    office = an_office(begins=begins, ends=ends)

    verdict = verify_document(signed(office), [office.root], [KEY.key])

    assert states(verdict) == [State.OUTSIDE] * 2
    assert verdict.holds is False


@pytest.mark.parametrize(("since", "state", "holds"), [(-1, State.REVOKED, False), (1, State.UNPROVEN, None)])
def test_a_revoked_officer_is_told(since: int, state: State, holds: bool | None) -> None:
    serial = serial_of(OFFICE.signers[0].certificate)
    listed = list_revoked(OFFICE.root_key, OFFICE.root, {serial: MOMENT + timedelta(days=since)}, MOMENT)

    verdict = judged(PDF, revoked=(listed,))

    assert states(verdict) == [state, State.HOLDS]
    assert verdict.holds is holds


def test_a_stranger_s_list_revokes_nobody() -> None:
    other = an_office()
    serial = serial_of(OFFICE.signers[0].certificate)
    listed = list_revoked(other.root_key, other.root, {serial: MOMENT - timedelta(days=1)}, MOMENT)

    assert judged(PDF, revoked=(listed, b"no list")).holds is True


def test_a_document_that_one_officer_signed_holds() -> None:
    assert states(judged(signed(OFFICE, signers=1))) == [State.HOLDS]


def test_a_document_without_signatures_stays_open() -> None:
    verdict = judged(signed(OFFICE, signers=0))

    assert verdict.holds is None
    assert verdict.points()[0].holds is None
    assert verdict.data_match is True
    assert verdict.proof is not None


def test_a_code_of_an_unknown_device_fails() -> None:
    verdict = verify_document(PDF, [OFFICE.root], [a_key(7).key])

    assert verdict.proof is None
    assert verdict.holds is False


def test_data_that_are_not_those_of_the_code_are_told() -> None:
    pdf, attached = an_order()
    others = type(attached)(attached.values.replace(b"\xe6", b"\xe7", 1), attached.proof)
    forged = sign_pdf(archive(pdf, MOMENT, attached=others, signers=2), OFFICE.signers, MOMENT)

    verdict = judged(forged)

    assert verdict.data_match is False
    assert verdict.holds is False
