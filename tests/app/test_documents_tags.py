"""Screen readers are led through a document: its structure stands in the PDF, in reading order."""

import io
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import pdfa

from app.documents import Photo, render
from app.forms import Form
from app.typeset.fonts import FontSet, load_fonts
from tests.app.papers import ALL, FORMS, IDS, LIST, PLAIN, RECORD, filled, picture


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


def elements(pdf: bytes) -> list[tuple[str, int, str]]:
    """Return (tag, kids, alternative text) of each element of the document in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        whole = document.Root.StructTreeRoot.K
        kids = [(kid, kid.K) for kid in whole.K.as_list()]
        return [(str(kid.S), len(marks.as_list()), str(kid.get("/Alt", ""))) for kid, marks in kids]


def rows_of(pdf: bytes) -> list[list[tuple[str, str, int]]]:
    """Return the rows of the document's first list: (tag, scope, marks) of each cell."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        whole = document.Root.StructTreeRoot.K
        table = next(kid for kid in whole.K.as_list() if str(kid.S) == "/Table")
        assert all(str(row.S) == "/TR" and row.P.objgen == table.objgen for row in table.K.as_list())
        return [
            [
                (str(cell.S), str(cell.A.Scope) if "/A" in cell else "", len(cell.K.as_list()))
                for cell in row.K.as_list()
            ]
            for row in table.K.as_list()
        ]


@pytest.mark.parametrize("form", ALL, ids=IDS)
def test_every_mark_of_every_page_belongs_to_an_element(form: Form, fonts: FontSet) -> None:
    pdf = render(form, filled(form), PLAIN, fonts).pdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        parents = document.Root.StructTreeRoot.ParentTree.Nums.as_list()
        for number, page in enumerate(document.pages):
            content = page.Contents.read_bytes()
            assert page.obj.StructParents == parents[2 * number] == number
            assert len(parents[2 * number + 1].as_list()) == content.count(b"/MCID")
            assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")
        assert document.Root.MarkInfo.Marked


def test_a_record_is_read_as_titles_heads_paragraphs_and_figures(fonts: FontSet) -> None:
    photos = (Photo(picture(), ("照片1 展品", "SHA-256 ab")),) * 4
    values = filled(RECORD) | {"scene": "现场情况。" * 200}

    found = elements(render(RECORD, values, replace(PLAIN, photos=photos, code="HUHANG:1:AB"), fonts).pdf)

    assert [tag for tag, _, _ in found[:3]] == ["/H1", "/H1", "/P"]
    assert [tag for tag, _, _ in found].count("/H2") == 4
    assert max(marks for _, marks, _ in found) > 30  # one paragraph over two pages is one element
    figures = [alt for tag, _, alt in found if tag == "/Figure"]
    assert figures[0].count("照片1 展品") == 3
    assert all(figures)


def test_a_list_is_a_table_whose_carried_heads_are_not_read_again(fonts: FontSet) -> None:
    rows = tuple((str(n), "物品", "型号", "件", "1", "") for n in range(100))

    done = render(LIST, {"items": rows}, PLAIN, fonts)

    head, *body = rows_of(done.pdf)
    assert done.pages > 2
    assert head == [("/TH", "/Column", 1)] * 6
    assert body == [[("/TD", "", 1)] * 6] * len(rows)
    tags = [tag for tag, _, _ in elements(done.pdf)]
    assert tags.count("/Table") == 1
    assert tags.count("/P") - done.pages == 5  # signatures of every page are read too


@pytest.mark.parametrize("form", [FORMS["correction_order", "zh"], RECORD, LIST], ids=lambda form: form.form)
def test_a_document_needs_little_to_become_an_archive_file(form: Form, fonts: FontSet) -> None:
    pdf = render(form, filled(form), replace(PLAIN, seal=True, seam=True), fonts, FORMS[form.form, "en"]).pdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        pdfa.prepare(document, "2b")
        assert pdfa.check(document, "2b").findings == []
