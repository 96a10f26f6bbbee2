"""Codes read from pictures; a misread is worse than no read."""

import io
import random
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
import segno
import zxingcpp
from numpy.typing import NDArray

from app.errors import BadInput
from app.photos import decode
from app.symbols import Agreement, Symbol, read, read_frame, readers
from tests.bench.code_truth import load, rightly_read

SHARED = Path(__file__).parents[3] / "shared" / "data" / "barcodes"
F = zxingcpp.BarcodeFormat


def drawn(text: str, kind: zxingcpp.BarcodeFormat, scale: int = 4) -> NDArray[np.uint8]:
    bars = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale), dtype=np.uint8)
    return np.pad(bars, 60, constant_values=255)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("6901028075763", F.EAN13, "EAN-13"),
        ("96385074", F.EAN8, "EAN-8"),
        ("HH-2026-0001", F.Code128, "Code128"),
        ("https://id.gs1.org/01/06901028075763", F.QRCode, "QRCode"),
        ("010690102807576310AB", F.DataMatrix, "DataMatrix"),
        ("ABC123", F.Aztec, "Aztec"),
        ("ABC123", F.PDF417, "PDF417"),
    ],
)
@pytest.mark.parametrize("turned", [0, 90, 180])
def test_clear_codes_are_read_whichever_way_they_lie(
    text: str, kind: zxingcpp.BarcodeFormat, name: str, turned: int
) -> None:
    picture = np.ascontiguousarray(np.rot90(drawn(text, kind), turned // 90))

    (symbol,) = read(picture)

    assert (symbol.symbology, symbol.text) == (name, text)
    assert len(symbol.quad) == 4
    assert symbol.readers


def test_many_codes_in_one_picture_are_all_read() -> None:
    one, two = drawn("6901028075763", F.EAN13), drawn("6921168509256", F.EAN13)
    canvas = np.full((one.shape[0] + two.shape[0] + 80, 1000), 255, np.uint8)
    canvas[: one.shape[0], : one.shape[1]] = one
    canvas[one.shape[0] + 80 :, : two.shape[1]] = two

    assert {s.text for s in read(canvas)} == {"6901028075763", "6921168509256"}


def test_a_picture_without_a_code_gives_none() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3), dtype=np.uint8)

    assert read(noise) == ()
    assert read_frame(noise) == ()


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("around", [60, 90, 120, 150])
def test_a_white_label_on_grey_goods_is_read_live(scale: int, around: int) -> None:
    frame = np.full((720, 1280), around, np.uint8)
    bars = np.asarray(zxingcpp.create_barcode("6901028075763", F.EAN13).to_image(scale=scale))[:600]
    frame[60 : 60 + bars.shape[0], 100 : 100 + bars.shape[1]] = bars

    assert [symbol.text for symbol in read_frame(frame)] == ["6901028075763"]


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (3, 3, 3), (2, 2)])
def test_tiny_pictures_are_answered(shape: tuple[int, ...]) -> None:
    assert read(np.zeros(shape, np.uint8)) == ()


def test_chinese_text_of_a_qr_code_comes_whole_in_either_encoding() -> None:
    for encoding in ("utf-8", "gb18030"):
        target = io.BytesIO()
        segno.make_qr("护航展会", encoding=encoding, error="m").save(target, kind="png", scale=6, border=4)

        (symbol,) = read(decode(target.getvalue()))

        assert symbol.text == "护航展会"
        assert symbol.sure


def test_a_blurred_code_is_never_given_as_another_sure_one() -> None:
    chance = random.Random(4)
    for _ in range(12):
        digits = "69" + "".join(chance.choices("0123456789", k=10))
        check = (10 - sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10) % 10
        text = f"{digits}{check}"
        soft = np.asarray(cv2.GaussianBlur(drawn(text, F.EAN13, 2), (0, 0), chance.uniform(1, 3)), np.uint8)

        assert {s.text for s in read(soft) if s.sure} <= {text}


def test_bytes_that_are_no_picture_are_refused() -> None:
    with pytest.raises(BadInput):
        decode(b"no picture")


def a_symbol(text: str, symbology: str = "EAN-13") -> Symbol:
    return Symbol(symbology, text, text.encode(), ((0, 0),) * 4, ("zxing",), False)


def test_a_bar_code_is_accepted_on_its_second_frame_and_once() -> None:
    agreement = Agreement()

    answers = [agreement.accept([a_symbol("6901028075763")], at / 10) for at in range(6)]

    assert [len(a) for a in answers] == [0, 1, 0, 0, 0, 0]
    assert answers[1][0].sure


def test_a_passing_misread_is_never_accepted() -> None:
    agreement = Agreement()

    answers = [agreement.accept([a_symbol(str(at))], at / 10) for at in range(20)]

    assert not any(answers)


def test_a_qr_code_is_accepted_at_once_and_again_after_it_was_away() -> None:
    agreement = Agreement(again_s=3)
    code = a_symbol("x", "QRCode")

    assert len(agreement.accept([code], 0.0)) == 1
    assert agreement.accept([code], 0.5) == ()
    assert agreement.accept([], 2.0) == ()
    assert len(agreement.accept([code], 9.0)) == 1


def test_the_readers_of_this_machine_are_named() -> None:
    assert readers()[0] == "zxing-cpp"


def test_a_sheet_is_read_beyond_its_first_symbol() -> None:
    canvas = np.full((1000, 1200), 255, np.uint8)
    laid = {
        "6901028075763": (drawn("6901028075763", F.EAN13, 3), 0, 0),
        "HH-2026-0001": (np.ascontiguousarray(np.rot90(drawn("HH-2026-0001", F.Code128, 2))), 0, 700),
        "https://id.gs1.org/01/06901028075763": (
            drawn("https://id.gs1.org/01/06901028075763", F.QRCode),
            560,
            100,
        ),
        "010690102807576310AB": (drawn("010690102807576310AB", F.DataMatrix), 560, 600),
    }
    for bars, y, x in laid.values():
        canvas[y : y + bars.shape[0], x : x + bars.shape[1]] = np.minimum(
            canvas[y : y + bars.shape[0], x : x + bars.shape[1]], bars
        )

    assert {s.text for s in read(canvas)} == set(laid)
    assert all(s.sure for s in read(canvas))


@pytest.mark.parametrize("turn", [17, 38, 63, 110, 156])
@pytest.mark.parametrize(("text", "kind"), [("6901028075763", F.EAN13), ("HH-2026-0001", F.Code128)])
def test_bars_are_read_at_any_angle_and_placed_where_they_are(
    turn: float, text: str, kind: zxingcpp.BarcodeFormat
) -> None:
    bars = drawn(text, kind, 2)
    canvas = np.full((900, 900), 200, np.uint8)
    y, x = (900 - bars.shape[0]) // 2, (900 - bars.shape[1]) // 2
    canvas[y : y + bars.shape[0], x : x + bars.shape[1]] = bars
    around = cv2.getRotationMatrix2D((450, 450), turn, 1.0)
    turned = np.asarray(cv2.warpAffine(canvas, around, (900, 900), borderValue=200.0), np.uint8)

    (symbol,) = read(turned, 5)

    assert (symbol.text, symbol.sure) == (text, True)
    middle = np.mean(symbol.quad, axis=0)
    assert np.hypot(*(middle - 450)) < bars.shape[0] / 2


def test_a_code_too_blurred_for_edges_is_read_by_likelihood() -> None:
    soft = np.asarray(cv2.GaussianBlur(drawn("6901028075763", F.EAN13, 4), (0, 0), 5.5), np.uint8)

    (symbol,) = read(soft, 5)

    assert symbol.text == "6901028075763"
    assert any(reader.startswith("likelihood") for reader in symbol.readers)


def test_light_bars_on_dark_are_read() -> None:
    soft = np.asarray(cv2.GaussianBlur(255 - drawn("6901028075763", F.EAN13, 3), (0, 0), 2.0), np.uint8)

    assert [s.text for s in read(soft, 5)] == ["6901028075763"]


def test_the_time_that_is_given_is_kept() -> None:
    chance = np.random.default_rng(5)
    noise = np.asarray(cv2.blur(chance.integers(0, 255, (1200, 1600), dtype=np.uint8), (1, 25)), np.uint8)

    began = time.monotonic()
    read(noise, 0.3)

    assert time.monotonic() - began < 3  # one step may be under way, on a busy machine


def test_narrow_kana_of_a_japanese_code_stay_kana() -> None:
    target = io.BytesIO()
    segno.make_qr("ﾃﾞｻﾞｲﾝQR", encoding="shift_jis", error="m").save(target, kind="png", scale=6, border=4)

    assert [s.text for s in read(decode(target.getvalue()))] == ["ﾃﾞｻﾞｲﾝQR"]


@pytest.mark.skipif(not SHARED.exists(), reason="the real photos are not beside this project")
def test_real_photos_are_read_and_hardly_ever_misread() -> None:
    photos = random.Random(2).sample(load(SHARED), 90)
    truths = right = misread = 0

    for photo in photos:
        found = read(decode(photo.path.read_bytes()), 5)
        truths += len(photo.truth)
        right += rightly_read([s.text for s in found], photo)
        misread += bool(photo.symbology == "none" and found)

    assert right / truths >= 0.88
    assert misread == 0
