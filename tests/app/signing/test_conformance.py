"""Documents as they are issued, signed and stamped are PDF/A to the byte, and what is not is told."""

import re

import pytest

from app.forms import load_forms
from app.signing.archive import archive
from app.signing.pades import sign_pdf
from app.signing.stamps import upgrade
from tests.app.signing.authority import Authority, needs_openssl
from tests.app.signing.conformance import faults_of
from tests.app.signing.papers import MOMENT, a_set, an_office, signed

FORMS = load_forms()
OFFICE = an_office()
PDF = signed(OFFICE)


@pytest.mark.parametrize("form", [form for form in FORMS if form[1] == "zh"], ids="-".join)
def test_every_form_is_pdf_a_3_once_it_is_signed(form: tuple[str, str]) -> None:
    pdf, attached = a_set(FORMS[form], photos=2)

    kept = archive(pdf, MOMENT, attached=attached, signers=2)

    assert faults_of(sign_pdf(kept, OFFICE.signers, MOMENT), 3) == []


def test_a_document_without_data_and_signatures_is_pdf_a_2() -> None:
    pdf, _ = a_set(FORMS["record_of_inspection", "en"], photos=2)

    assert faults_of(archive(pdf, MOMENT), 2) == []


@needs_openssl
def test_a_document_stays_pdf_a_when_it_is_stamped_and_stamped_again(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    authority = Authority(tmp_path_factory.mktemp("authority"))
    once = upgrade(PDF, authority.answer, certificates=[OFFICE.root])

    twice = upgrade(once, authority.answer)

    assert faults_of(once, 3) == []
    assert faults_of(twice, 3) == []


@pytest.mark.parametrize(
    ("old", "new", "clause"),
    [
        (rb"%PDF-1\.7", b"%PDF-2.0", "6.1.2"),
        (rb"(?<=%PDF-1\.7\n)%....", b"%text", "6.1.2"),
        (rb"%%EOF\n$", b"%%EOF\n%", "6.1.3"),
        (rb"(?<=xref\n0 1\n)0000000000 65535 f ", b"0000000000 65535 f", "6.1.4"),
        (rb"/ID \[", b"/IX [", "6.1.3"),
        (rb"(?<=\n)10 0 obj\n", b"10 0 obj ", "6.1.9"),
        (rb"\nendstream", b" endstream", "6.1.7"),
        (rb"(?<=/Length )986", b"985", "6.1.7"),
        (rb"/Title <feff", b"/Title <fef ", "6.1.6"),
        (rb"/SigFlags 3 >>", b"/AA 5 0 R   >>", "6.5"),
        (rb"/F 132", b"/F 134", "6.3.2"),
        (rb"/Subtype /Widget", b"/Subtype /Screen", "6.3.1"),
        (rb"(?<=/Rect \[ )0 0 0 0", b"0 0 9 9", "6.3.3"),
        (rb"/GTS_PDFA1", b"/GTS_PDFX1", "6.2.3"),
        (rb"(?<=pdfaid:part>)3", b"1", "6.6"),
        (rb"/DocMDP 76", b"/DocOCM 76", "6.1.12"),
        (rb"/AFRelationship", b"/AFRelationshop", "6.8"),
        (rb"/AF \[ 3 0 R", b"/AF [ 4 0 R", "6.8"),
        (rb"1000 1000 1000", b"1000  900 1000", "6.2.11"),
        (rb"/ToUnicode", b"/ToUniform", "6.2.11"),
        (rb"(?<=/ByteRange \[0 )\d", b"0", "6.4.3"),
    ],
)
def test_what_breaks_the_standard_is_told_by_its_clause(old: bytes, new: bytes, clause: str) -> None:
    changed, count = re.subn(old, new, PDF, flags=re.DOTALL)

    found = faults_of(changed, 3)

    assert count
    assert any(text.startswith(clause) for text in found), found
