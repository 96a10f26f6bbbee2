"""A sheet of codes is searched through: what is blurred or small on it is found beside what is plain."""

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from app.codes.engines import zxing
from app.codes.symbol import Reading
from app.codes.votes import Votes
from app.symbols import read

F = zxingcpp.BarcodeFormat
EAN = "6901028075763"


def drawn(text: str, kind: zxingcpp.BarcodeFormat, scale: int) -> NDArray[np.uint8]:
    code = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale), dtype=np.uint8)
    return np.pad(code, 24, constant_values=255)


def a_sheet(plain: int, blur: float) -> NDArray[np.uint8]:
    """Return a sheet of so many plain matrix codes, and a retail code out of focus below them."""
    sheet = np.full((440, 150 * 5), 255, np.uint8)
    for n in range(plain):
        code = drawn(f"STAND {n}", F.DataMatrix, 4)[:150, :150]
        sheet[20 : 20 + code.shape[0], 150 * n : 150 * n + code.shape[1]] = code
    bars = drawn(EAN, F.EAN13, 2)
    soft = np.asarray(cv2.GaussianBlur(bars, (0, 0), blur), np.uint8)
    sheet[200 : 200 + soft.shape[0], 100 : 100 + soft.shape[1]] = soft
    return sheet


def test_blurred_bars_are_found_on_a_sheet_of_plain_codes() -> None:
    sheet = a_sheet(5, 2.2)
    assert EAN not in [r.text for r in zxing(sheet, hard=True)]

    texts = [symbol.text for symbol in read(sheet, 120)]

    assert sorted(texts) == [EAN, *(f"STAND {n}" for n in range(5))]


def test_a_code_read_in_rows_of_a_whole_page_takes_no_place_from_others_on_it() -> None:
    votes = Votes()
    page = ((100.0, 0.0), (300.0, 0.0), (300.0, 900.0), (100.0, 900.0))
    here = ((100.0, 20.0), (300.0, 20.0), (300.0, 90.0), (100.0, 90.0))
    below = ((110.0, 430.0), (310.0, 430.0), (310.0, 500.0), (110.0, 500.0))
    votes.add(Reading("EAN-13", EAN, b"", here, reader) for reader in ("zxing", "zbar"))
    votes.add([Reading("EAN-13", EAN, b"", page, "likelihood lower", 1.7)])

    votes.add(Reading("Code128", "EXHIBIT", b"", below, reader) for reader in ("zxing", "zbar"))

    assert [(s.text, s.sure) for s in votes.symbols()] == [(EAN, True), ("EXHIBIT", True)]
