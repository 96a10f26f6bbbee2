"""Every form becomes a PDF that archives take, with its data inside and nothing of its text lost."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Name, pdfa

from app.forms import load_forms
from app.signing.archive import PROOF, VALUES, archive
from app.signing.pades import sign_pdf
from tests.app.signing.papers import MOMENT, a_set, an_office, an_order, signed

FORMS = load_forms()
FORM_IDS = list(FORMS)


def report(pdf: bytes, flavour: str) -> str:
    """Return what the validator says of a PDF."""
    return pdfa.validate_written(io.BytesIO(pdf), flavour).summary()


def texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    return [document[n].get_textpage().get_text_range() for n in range(len(document))]


@pytest.mark.parametrize("form", FORM_IDS, ids="-".join)
def test_every_form_validates_as_pdf_a_with_its_data_and_keeps_its_text(form: tuple[str, str]) -> None:
    pdf, attached = a_set(FORMS[form], photos=2)

    kept = archive(pdf, MOMENT, attached=attached)

    assert report(kept, "3b") == "PDF/A-3b: pass"
    assert texts(kept) == texts(pdf)


@pytest.mark.parametrize("form", FORM_IDS[:4], ids="-".join)
def test_a_document_without_data_validates_as_pdf_a_2(form: tuple[str, str]) -> None:
    pdf, _ = a_set(FORMS[form], photos=2)

    assert report(archive(pdf, MOMENT), "2b") == "PDF/A-2b: pass"


def test_a_signed_document_is_still_pdf_a_beside_its_signatures() -> None:
    with pikepdf.open(io.BytesIO(signed(an_office()))) as document:
        assert document.pdf_version == "1.7"
        del document.Root.AcroForm, document.Root.Perms, document.pages[-1].obj.Annots
        target = io.BytesIO()
        document.save(target, **pdfa.resolve_save_kwargs("3b"))

    assert report(target.getvalue(), "3b") == "PDF/A-3b: pass"


def test_the_data_are_attached_byte_for_byte_as_the_source_of_the_document() -> None:
    pdf, attached = an_order()

    with pikepdf.open(io.BytesIO(archive(pdf, MOMENT, attached=attached))) as document:
        files = {name: f.get_file().read_bytes() for name, f in document.attachments.items()}
        relations = [f.obj.AFRelationship for f in document.attachments.values()]
        listed = [str(f.UF) for f in document.Root.AF]

    assert files == {VALUES: attached.values, PROOF: attached.proof.encode()}
    assert relations == [Name.Source, Name.Source]
    assert sorted(listed) == [PROOF, VALUES]


def test_the_same_document_gives_the_same_bytes_signatures_included() -> None:
    pdf, attached = an_order()
    office = an_office()

    first, second = (
        sign_pdf(archive(pdf, MOMENT, attached=attached, signers=2), office.signers, MOMENT) for _ in range(2)
    )

    assert first == second


def test_title_language_and_moment_stand_in_the_document() -> None:
    pdf, attached = an_order()
    with pikepdf.open(io.BytesIO(pdf)) as before:
        title = str(before.docinfo.Title)

    with pikepdf.open(io.BytesIO(archive(pdf, MOMENT, attached=attached))) as document:
        said = {key: str(value) for key, value in document.docinfo.items()}
        with document.open_metadata() as metadata:
            told = metadata["dc:title"], metadata["xmp:CreateDate"]
        language = str(document.Root.Lang)

    assert said["/Title"] == title
    assert said["/CreationDate"] == "D:20261124102030+08'00"
    assert told == (title, "2026-11-24T10:20:30+08:00")
    assert language == "zh-CN"
    assert not {"/Author", "/Subject"} & set(said)


def test_a_language_that_the_document_names_is_kept() -> None:
    pdf, _ = an_order()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.Root.Lang = pikepdf.String("en-GB")
        target = io.BytesIO()
        document.save(target)

    with pikepdf.open(io.BytesIO(archive(target.getvalue(), MOMENT))) as kept:
        assert str(kept.Root.Lang) == "en-GB"
