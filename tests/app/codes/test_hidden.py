"""QR codes of which glare hides a part are read by their error correction; nothing is made up."""

import random

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from reedsolo import RSCodec

from app import symbols
from app.codes import qr_code
from app.codes.engines import SAME, Picture, zxing
from app.codes.erasures import SPARE, correct
from app.codes.hidden import read_hidden, sample, tell_apart

TEXT = "https://id.gs1.org/01/06901872179167/21/BBCT923160"
LENGTHS = (3, 17, 40, 70, 120, 200, 300, 420, 600, 800, 1100, 1500, 1900, 2300)


def modules(text: str, level: str) -> NDArray[np.bool_]:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return np.asarray(np.asarray(made.to_image(scale=1, add_quiet_zones=False)) == 0, np.bool_)


def a_photo(dark: NDArray[np.bool_], px: int = 5) -> Picture:
    label = np.pad(np.where(dark, 35, 215).astype(np.uint8), 6, constant_values=215)
    large = np.repeat(np.repeat(label, px, 0), px, 1)
    photo = np.full((900, 1200), 130, np.uint8)
    photo[300 : 300 + len(large), 500 : 500 + len(large)] = large
    return np.asarray(cv2.GaussianBlur(photo, (0, 0), 1.0), np.uint8)


def glare(photo: Picture, at: tuple[int, int], wide: float, high: float) -> Picture:
    y, x = np.mgrid[: photo.shape[0], : photo.shape[1]]
    spot = 500 * np.exp(-(((x - at[0]) / wide) ** 2) - ((y - at[1]) / high) ** 2)
    return np.asarray(np.clip(photo + spot, 0, 255), np.uint8)


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_words_lie_where_another_writer_puts_them(level: str) -> None:
    versions = set()
    for length in LENGTHS[: None if level == "L" else 9]:
        dark = modules("".join(chr(97 + i * 7 % 26) for i in range(length)), level)
        version = (len(dark) - 17) // 4
        masks = [m for m in range(8) if agrees(dark, version, level, m)]
        assert len(masks) == 1, version
        versions.add(version)

    assert len(versions) >= 9


def agrees(dark: NDArray[np.bool_], version: int, level: str, mask: int) -> bool:
    places = qr_code.data_modules(version)
    words = np.packbits(dark[places[:, 0], places[:, 1]] ^ qr_code.masked(mask, places))
    blocks = qr_code.blocks(version, level)
    found = [correct(words[own], np.zeros(len(own), np.float32), parity) for parity, own in blocks]
    return all(block is not None and block.spare == 1.0 for block in found)


def test_a_symbol_is_drawn_as_it_was_printed() -> None:
    dark = modules(TEXT, "M")
    worn = dark.copy()
    worn[:7, 2:5] = worn[6, 9:15] = False

    assert [one.text for one in zxing(qr_code.drawn(worn))] == [TEXT]


@given(st.binary(min_size=40, max_size=40), st.integers(0, 11), st.data(), st.randoms())
def test_hidden_words_cost_half_of_wrong_ones(
    data: bytes, hidden: int, draw: st.DataObject, chance: random.Random
) -> None:
    parity = 14
    wrong = draw.draw(st.integers(0, (parity - SPARE - 1 - hidden) // 2))  # words are left out two by two
    right = np.frombuffer(bytes(RSCodec(parity).encode(data)), np.uint8)
    words, doubts = right.copy(), np.zeros(len(right), np.float32)
    hit = chance.sample(range(len(right)), hidden + wrong)
    words[hit] ^= 0x5A
    doubts[hit[:hidden]] = 1.0

    found = correct(words, doubts, parity)

    assert found is not None
    assert (found.words == right).all()
    assert found.spare >= SPARE / parity


def test_a_garbled_block_says_nothing() -> None:
    chance = np.random.default_rng(5)
    garbled = chance.integers(0, 256, (400, 70), np.uint8)
    doubts = chance.random((400, 70), np.float32)

    assert all(correct(words, doubt, 26) is None for words, doubt in zip(garbled, doubts, strict=True))


@pytest.mark.parametrize("angle", [0, 90, 200])
def test_a_code_under_glare_is_read_and_placed_where_it_is(angle: int) -> None:
    photo = glare(a_photo(modules(TEXT, "M")), (600, 395), 24, 30)
    turn = cv2.getRotationMatrix2D((600, 450), angle, 1.0)
    photo = np.asarray(cv2.warpAffine(photo, turn, (1200, 900), borderValue=130), np.uint8)
    middle = turn @ np.array([500 + 20.5 * 5, 300 + 20.5 * 5, 1])

    assert zxing(photo, hard=True) == []
    found = symbols.read(photo, budget_s=30.0)

    assert [one.text for one in found] == [TEXT]
    assert found[0].readers[0].startswith("zxing mended")
    assert np.abs(np.mean(found[0].quad, axis=0) - middle).max() < 6


def test_a_code_that_is_hidden_for_the_most_part_is_not_made_up() -> None:
    photo = glare(a_photo(modules(TEXT, "M")), (600, 395), 60, 60)

    assert symbols.read(photo, budget_s=30.0) == ()


def test_a_code_of_random_modules_gives_nothing() -> None:
    chance = np.random.default_rng(11)
    for _ in range(20):
        dark = modules(TEXT, "M")
        rows, columns = qr_code.data_modules(3).T
        dark[rows, columns] = chance.random(len(rows)) < 0.5
        assert [one for step in read_hidden(a_photo(dark), SAME) for one in step] == []


@pytest.mark.parametrize(
    "quad",
    [
        ((0.0, 0.0),) * 4,
        ((0.0, 0.0), (1e6, 0.0), (1e6, 1e6), (0.0, 1e6)),
        ((5.0, 5.0), (50.0, 5.0), (5.0, 5.0), (50.0, 50.0)),
    ],
)
def test_places_that_no_code_has_are_answered(quad: tuple[tuple[float, float], ...]) -> None:
    light = sample(np.full((60, 60), 90, np.uint8), quad, 21)
    dark, doubt = tell_apart(light)

    assert dark.shape == doubt.shape == (21, 21)
    assert np.isfinite(doubt).all()


def test_what_nothing_is_printed_on_is_all_doubt() -> None:
    for level in (0.0, 128.0, 255.0):
        _, doubt = tell_apart(np.full((25, 25), level, np.float32))
        assert (doubt == 1.0).all()
