"""The digits beside a retail code are told with it, and never invented beside other goods."""

import cv2
import numpy as np
import pytest
import zxingcpp

from app.codes.engines import Picture
from app.codes.retail import SET_A, SET_B
from app.goods_codes import say
from app.symbols import read

EAN = "9780306406157"
PAIRS = ("AA", "AB", "BA", "BB")
FIVES = ("BBAAA", "BABAA", "BAABA", "BAAAB", "ABBAA", "AABBA", "AAABB", "ABABA", "ABAAB", "AABAB")


def modules_of(digits: str) -> str:
    """Return the bars of an add-on (GS1 General Specifications 5.2.2)."""
    if len(digits) == 2:
        sets = PAIRS[int(digits) % 4]
    else:
        weighed = sum(int(d) * (3, 9)[i % 2] for i, d in enumerate(digits))
        sets = FIVES[weighed % 10]
    drawn = [(SET_A if which == "A" else SET_B)[int(d)] for d, which in zip(digits, sets, strict=True)]
    return "1011" + "01".join(drawn)


def a_book(add_on: str, turn: float = 0.0) -> Picture:
    """Draw an EAN-13, and bars beside it that begin lower, as printed on books."""
    main = np.asarray(zxingcpp.create_barcode(EAN, zxingcpp.BarcodeFormat.EAN13).to_image(scale=3))
    canvas = np.full((400, 700), 235, np.uint8)
    top, left = 120, 120
    canvas[top : top + main.shape[0], left : left + main.shape[1]] = main
    dark = np.flatnonzero((main < 128).any(axis=0))
    at = left + int(dark[-1]) + 1 + 9 * 3
    for i, module in enumerate(modules_of(add_on) if add_on else ""):
        if module == "1":
            canvas[top + 30 : top + main.shape[0] - 8, at + 3 * i : at + 3 * i + 3] = 20
    turned = cv2.getRotationMatrix2D((350, 200), turn, 1.0)
    return np.asarray(cv2.warpAffine(canvas, turned, (700, 400), borderValue=(235,)), np.uint8)


@pytest.mark.parametrize("add_on", ["05", "12", "51995", "90000"])
@pytest.mark.parametrize("turn", [0.0, 6.0, 180.0])
def test_digits_beside_a_code_come_with_it(add_on: str, turn: float) -> None:
    (symbol,) = read(a_book(add_on, turn))

    assert (symbol.text, symbol.add_on, symbol.sure) == (EAN, add_on, True)
    assert symbol.printed == f"{EAN} {add_on}"


def test_a_code_alone_has_none() -> None:
    (symbol,) = read(a_book(""))

    assert (symbol.add_on, symbol.printed) == ("", EAN)


def test_a_book_is_the_same_book_with_the_digits_beside_it() -> None:
    assert say("EAN-13", f"{EAN} 51995").gtin == say("EAN-13", EAN).gtin == f"0{EAN}"
    assert say("EAN-13", f"{EAN} 51995").facts == say("EAN-13", EAN).facts
