"""A shake shows in a picture of print, and is taken back; glare over bars leaves enough of each."""

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from app.codes.blurs import find_shake, line
from app.codes.engines import LINEAR, zxing
from app.codes.regions import Region
from app.codes.strips import lay_straight, profiles, shaded
from app.symbols import read

F = zxingcpp.BarcodeFormat
TEXT = "https://example.cn/exhibit/4711"


def a_photo(kind: zxingcpp.BarcodeFormat, text: str, scale: int) -> NDArray[np.float32]:
    """Return a code on a card, on a darker ground with sensor noise still to come."""
    code = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale), np.float32)
    card = np.pad(code * 0.8 + 30, 40, constant_values=234)
    return np.pad(card, 60, constant_values=110)


def taken(light: NDArray[np.float32]) -> NDArray[np.uint8]:
    noise = np.random.default_rng(3).normal(0, 2, light.shape)
    return np.clip(light + noise, 0, 255).astype(np.uint8)


def shaken(light: NDArray[np.float32], length: float, angle: float) -> NDArray[np.uint8]:
    kernel = line(length, angle)
    return taken(np.asarray(cv2.filter2D(light, -1, kernel / kernel.sum()), np.float32))


@pytest.mark.parametrize(("length", "angle"), [(7, 20), (9, 115), (11, 160)])
def test_a_shake_is_found_by_its_length_and_direction(length: float, angle: float) -> None:
    found = find_shake(shaken(a_photo(F.QRCode, TEXT, 5), length, angle))

    assert found is not None
    assert abs(found[0] - length) < 1.6
    assert abs((found[1] - angle + 90) % 180 - 90) < 8


def test_a_picture_held_still_shows_no_shake() -> None:
    assert find_shake(taken(a_photo(F.QRCode, TEXT, 5))) is None


def test_a_shaken_matrix_code_is_read() -> None:
    picture = shaken(a_photo(F.QRCode, TEXT, 5), 10, 27)
    assert zxing(picture, hard=True) == []

    assert [symbol.text for symbol in read(picture, 120)] == [TEXT]


def test_bars_are_read_beside_glare_that_lies_across_them() -> None:
    light = a_photo(F.Code128, "EXHIBIT 11", 3)
    light = np.asarray(cv2.resize(light, None, fx=1, fy=2), np.float32)
    height, width = light.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    along, across = (x - width / 2) + 0.5 * (y - height / 2), (y - height / 2)
    light = light + 500 * np.exp(-((along / 50) ** 2) - (across / 115) ** 2)
    picture = taken(light.astype(np.float32))
    strip = lay_straight(picture, Region(width / 2, height / 2, 0.0, width - 210, height - 220, 1.0))

    def texts(profile: NDArray[np.float64]) -> list[str]:
        drawn = np.repeat(np.clip(profile, 0, 255).astype(np.uint8)[None], 8, axis=0)
        return [r.text for r in zxing(np.ascontiguousarray(drawn), formats=LINEAR)]

    assert texts(profiles(strip)[0]) == []
    assert texts(shaded(strip, 0.05)) == ["EXHIBIT 11"]
