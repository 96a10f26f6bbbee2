"""A doubted code is read again in the small part of the picture around it, and in no other."""

import cv2
import numpy as np
import pytest
import zxingcpp

from app.codes.closer import read_closer
from app.codes.engines import Picture

SIZE = (1200, 1600)


def a_picture(text: str, kind: zxingcpp.BarcodeFormat, at: tuple[int, int], scale: int) -> Picture:
    drawn = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale, add_quiet_zones=True))
    drawn = np.pad(drawn, 10 * scale, constant_values=255)
    picture = np.full(SIZE, 170, np.uint8)
    picture[at[1] : at[1] + drawn.shape[0], at[0] : at[0] + drawn.shape[1]] = drawn
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.8), np.uint8)


@pytest.mark.parametrize(
    ("symbology", "kind", "text"),
    [
        ("EAN-13", zxingcpp.BarcodeFormat.EAN13, "6901234567892"),
        ("Code128", zxingcpp.BarcodeFormat.Code128, "HUHANG 17"),
        ("QRCode", zxingcpp.BarcodeFormat.QRCode, "HUHANG 17"),
    ],
)
def test_each_closer_reading_lies_where_the_code_is(
    symbology: str, kind: zxingcpp.BarcodeFormat, text: str
) -> None:
    picture = a_picture(text, kind, (900, 700), 2)
    first = zxingcpp.read_barcodes(picture)[0].position
    quad = [(p.x, p.y) for p in (first.top_left, first.top_right, first.bottom_right, first.bottom_left)]

    readings = [one for step in read_closer(picture, quad, symbology) for one in step]

    assert len({one.reader for one in readings}) >= 2
    for one in readings:
        assert one.text == text
        middle = np.mean(one.quad, axis=0)
        assert np.abs(middle - np.mean(quad, axis=0)).max() < 40


def test_another_code_further_off_is_not_read() -> None:
    picture = a_picture("6901234567892", zxingcpp.BarcodeFormat.EAN13, (900, 700), 2)
    empty = [(100.0, 100.0), (300.0, 100.0), (300.0, 150.0), (100.0, 150.0)]

    readings = [one for step in read_closer(picture, empty, "EAN-13") for one in step]

    assert readings == []


def test_a_place_at_the_edge_is_answered() -> None:
    picture = np.full((40, 50), 128, np.uint8)

    for quad in ([(0.0, 0.0)] * 4, [(49.0, 39.0), (60.0, 39.0), (60.0, 50.0), (49.0, 50.0)]):
        assert [one for step in read_closer(picture, quad, "EAN-13") for one in step] == []
