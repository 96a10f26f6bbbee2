"""A photo's codes and text, each with its place as a small picture."""

from datetime import date

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from app.labels import Line
from app.photo_reading import LARGEST_CROP, crop_of, read_picture, read_text

TODAY = date(2026, 11, 27)
DIGEST = "ab" * 32
Picture = NDArray[np.uint8]


class FixedLines:
    """A reader that says the same of every picture."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def read(self, picture: Picture, budget_s: float = 4.0) -> tuple[Line, ...]:
        return tuple(
            Line(
                text,
                (
                    (40.0, 30.0 + 50 * n),
                    (500.0, 30.0 + 50 * n),
                    (500.0, 60.0 + 50 * n),
                    (40.0, 60.0 + 50 * n),
                ),
                (0.99,) * len(text),
                tuple((i / len(text), (i + 1) / len(text)) for i in range(len(text))),
            )
            for n, text in enumerate(self.texts)
        )


def a_photo(side: int = 800) -> NDArray[np.uint8]:
    picture = np.full((side, side, 3), 210, np.uint8)
    code = zxingcpp.create_barcode("6901028075763", zxingcpp.BarcodeFormat.EAN13)
    bars = np.pad(np.array(code.to_image(scale=2)), 16, constant_values=255)
    picture[300 : 300 + bars.shape[0], 200 : 200 + bars.shape[1]] = bars[:, :, None]
    return picture


def test_a_code_comes_with_the_picture_of_its_place() -> None:
    read = read_picture(a_photo(), DIGEST)

    (code,) = read.codes
    assert (code.symbol.text, read.width, read.height, read.digest) == ("6901028075763", 800, 800, DIGEST)
    assert 100 < code.crop.shape[1] < 500
    assert [again.symbol.text for again in read_picture(code.crop).codes] == ["6901028075763"]


@pytest.mark.parametrize(
    "quad", [(), ((0, 0), (799, 0), (799, 799), (0, 799)), ((-50, -50), (20, 20)), ((900, 900), (950, 950))]
)
def test_a_crop_is_never_empty_nor_large(quad: tuple[tuple[int, int], ...]) -> None:
    picture = np.zeros((1600, 2400, 3), np.uint8)[:800, :800]

    crop = crop_of(picture, quad)

    assert min(crop.shape[:2]) > 0
    assert max(crop.shape[:2]) <= LARGEST_CROP
    assert crop.base is None


def test_a_marking_comes_with_the_lines_that_it_rests_on() -> None:
    reader = FixedLines("云朵猫手账本", "中国发明专利 ZL201310699744.2", "生产日期：2026年9月28日")

    read = read_text(a_photo(), DIGEST, reader, TODAY)

    (mark,) = read.marks
    assert mark.text == "中国发明专利 ZL201310699744.2"
    assert mark.found.marking.text == "ZL201310699744.2"
    assert 30 <= mark.crop.shape[0] <= 70
    assert read.text.count("\n") == 2


def test_a_label_without_markings_gives_its_text() -> None:
    read = read_text(a_photo(), DIGEST, FixedLines("云朵猫"), TODAY)

    assert (read.text, read.marks) == ("云朵猫", ())


def test_a_dark_photo_comes_with_advice() -> None:
    dark = np.full((600, 800, 3), 20, np.uint8)

    read = read_text(dark, DIGEST, FixedLines("ZL201310699744.2"), TODAY)

    assert "dark" in [advice.code for advice in read.advice]
