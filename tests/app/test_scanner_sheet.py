"""The set-up sheet: its codes can be read from paper, and what comes back tells what is wrong."""

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from app.scanner_sheet import CHECKS, judge, scanner_sheet
from app.typeset.fonts import load_fonts

LETTERS, RETAIL, SEPARATORS, CHINESE = (check.text for check in CHECKS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_of_the_sheet_can_be_read_from_paper(language: str) -> None:
    data = scanner_sheet(load_fonts(), language)

    document = pypdfium2.PdfDocument(data)
    found = {
        barcode.text
        for page in document
        for barcode in zxingcpp.read_barcodes(np.asarray(page.render(scale=200 / 72).to_pil().convert("L")))
    }
    pages = len(document)
    document.close()
    assert pages == 1
    assert data == scanner_sheet(load_fonts(), language)
    assert {LETTERS, RETAIL, CHINESE} <= found
    assert any(text.replace("(", "").replace(")", "") == SEPARATORS.replace("\x1d", "") for text in found)


@pytest.mark.parametrize(
    ("sent", "check", "faults"),
    [
        ("]C0" + LETTERS, "letters", ()),
        (LETTERS, "letters", ("no_aim",)),
        ("]C0" + LETTERS.swapcase(), "letters", ("case",)),
        ("]C0--2026", "letters", ("letters_lost",)),
        ("]E0" + RETAIL, "retail", ()),
        ("]d2" + SEPARATORS, "separators", ()),
        ("]d2" + SEPARATORS.replace("\x1d", ""), "separators", ("gs_lost",)),
        ("]d2" + SEPARATORS.replace("\x1d", "{GS}"), "separators", ("gs_replaced",)),
        ("]Q1" + CHINESE, "chinese", ()),
        ("]Q1?? ???", "chinese", ("garbled",)),
        ("6901028075763", "", ()),
        ("", "", ()),
    ],
)
def test_a_scan_of_the_sheet_tells_which_setting_is_wrong(
    sent: str, check: str, faults: tuple[str, ...]
) -> None:
    judged = judge(sent)

    assert (judged.check, judged.faults) == (check, faults)
