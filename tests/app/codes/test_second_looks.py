"""A code that was read is read again where its bars stand, and one place is one symbol."""

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from app.codes.bars import LEAST_EDGES, read_again
from app.codes.ends import go_on
from app.codes.engines import has_zbar, zxing
from app.codes.strips import between, edges
from app.codes.symbol import Reading
from app.codes.votes import Votes
from app.symbols import Agreement, read, read_frame

F = zxingcpp.BarcodeFormat


def printed(text: str, kind: zxingcpp.BarcodeFormat, scale: int) -> NDArray[np.uint8]:
    bars = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale), dtype=np.uint8)
    return np.pad(bars, 40, constant_values=255)


def leaning(lean: float) -> NDArray[np.uint8]:
    bars = printed("6901028075763", F.EAN13, 3)
    way = np.array([[1.0, lean, 0.0], [0.0, 1.0, 0.0]])
    size = (bars.shape[1] + 200, bars.shape[0])
    return np.asarray(cv2.warpAffine(bars, way, size, borderValue=255.0), np.uint8)


def a_reading(quad: tuple[tuple[float, float], ...], text: str = "6901028075763") -> Reading:
    return Reading("EAN-13", text, text.encode(), quad, "zxing")


@pytest.mark.parametrize("lean", [-0.3, 0.3])
def test_rows_of_leaning_bars_are_taken_along_the_bars(lean: float) -> None:
    picture = leaning(lean)
    (reading,) = zxing(picture)

    rows = between(picture, reading.quad, 8).rows.astype(int)

    assert np.abs(rows[0] - rows[-1]).mean() < 8


@pytest.mark.skipif(not has_zbar(), reason="ZBar's library is not on this machine")
def test_crisp_leaning_bars_need_no_more_than_one_second_reader() -> None:
    picture = leaning(0.3)
    (reading,) = zxing(picture)

    again = read_again(picture, reading)

    assert [(one.family, one.text) for one in again] == [("zbar", reading.text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("96385074", F.EAN8), ("01234565", F.UPCE), ("070429", F.ITF), ("A12B", F.Codabar), ("A1", F.Code39)],
)
@pytest.mark.parametrize("blur", [0.5, 2.0])
def test_the_shortest_codes_have_the_edges_that_a_place_of_bars_must_have(
    text: str, kind: zxingcpp.BarcodeFormat, blur: float
) -> None:
    bars = printed(text, kind, 4)

    line = np.asarray(cv2.GaussianBlur(bars, (0, 0), blur), np.uint8)[bars.shape[0] // 3]

    assert edges(line) >= LEAST_EDGES
    assert edges(np.full(300, 200, np.uint8)) == 0


def test_two_lines_across_the_same_bars_are_one_symbol() -> None:
    votes = Votes()

    for y in (100.0, 190.0, 290.0):
        votes.add([a_reading(((50.0, y), (350.0, y), (350.0, y + 2), (50.0, y + 2)))])

    assert len(votes.symbols()) == 1


def test_the_same_code_printed_twice_side_by_side_is_two_symbols() -> None:
    votes = Votes()

    for x in (50.0, 450.0):
        votes.add([a_reading(((x, 100.0), (x + 300, 100.0), (x + 300, 200.0), (x, 200.0)))])

    assert len(votes.symbols()) == 2


def cut_by_glare(light: int, left: str = "12345678") -> NDArray[np.uint8]:
    """Return a code of which glare leaves the first digits and, beyond it, the end.

    The next two are 1 and 4, whose first two bars end a piece as a stop pattern does.
    """
    bars = printed(left + "14567890", F.ITF, 3)
    dark = bars[bars.shape[0] // 3] < 128
    last = np.flatnonzero(dark[:-1] & ~dark[1:])[3 + 5 * len(left) // 2]
    bars[:, last + 1 : last + 1 + light] = 255
    return bars


@pytest.mark.parametrize("light", [60, 90, 120])
def test_a_piece_of_a_code_whose_other_bars_are_in_sight_is_not_sure(light: int) -> None:
    picture = cut_by_glare(light)

    assert [(s.text, s.sure) for s in read(picture)] == [("12345678", False)]
    assert read_frame(picture) == ()


def test_a_piece_that_is_doubted_is_not_given_where_other_bars_are_in_sight() -> None:
    alone = cut_by_glare(600, "123456")

    assert [s.text for s in read(alone)] == ["123456"]
    assert read(cut_by_glare(60, "123456")) == ()


def a_line(start: tuple[float, float], stop: tuple[float, float]) -> list[tuple[float, float]]:
    return [start, stop, stop, start]


def test_a_line_that_leaves_a_code_by_its_side_read_a_piece_of_it() -> None:
    picture = np.pad(printed("1234567814567890", F.ITF, 3), 200, constant_values=255)
    rows, columns = np.nonzero(picture < 128)
    left, right, top, bottom = columns.min(), columns.max(), rows.min(), rows.max()
    piece = left + 0.6 * (right - left)

    assert go_on(picture, a_line((left, top + 2), (piece, bottom)))
    assert not go_on(picture, a_line((left, top + 2), (right, bottom - 2)))


def test_bars_that_fade_at_an_end_may_go_on_under_glare() -> None:
    picture = np.pad(printed("1234567814567890", F.ITF, 3), 200, constant_values=255)
    columns = np.nonzero((picture < 128).any(axis=0))[0]
    left, right, middle = float(columns.min()), float(columns.max()), picture.shape[0] / 2
    line = a_line((left, middle), (right, middle))
    glare = 255 * np.clip((np.arange(picture.shape[1]) - right + 80) / 100, 0, 1)

    assert not go_on(picture, line)
    assert go_on(np.clip(picture + glare, 0, 255).astype(np.uint8), line)


@pytest.mark.parametrize(
    "quad",
    [
        [(5.0, 5.0)] * 4,
        [(-40.0, -20.0), (-10.0, -20.0), (-10.0, -10.0), (-40.0, -10.0)],
        [(90.0, 70.0), (300.0, 70.0), (300.0, 90.0), (90.0, 90.0)],
        [(500.0, 500.0), (900.0, 500.0), (900.0, 510.0), (500.0, 510.0)],
    ],
)
def test_places_at_the_edge_and_beyond_it_are_answered(quad: list[tuple[float, float]]) -> None:
    assert not go_on(np.full((80, 100), 200, np.uint8), quad)


def test_rows_of_lines_along_a_reading_are_no_bars_that_go_on() -> None:
    lines = np.repeat(np.array([[0], [255]] * 40, np.uint8), 300, axis=1)

    assert not go_on(lines, a_line((50.0, 40.0), (200.0, 40.0)))


@pytest.mark.parametrize("around", [255, 40])
def test_a_whole_code_is_sure_with_print_or_a_frame_beside_it(around: int) -> None:
    bars = printed("1234567814567890", F.ITF, 3)
    framed = np.pad(bars, 60, constant_values=around)
    cv2.putText(framed, "HANGZHOU", (0, 150), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0,), 2)

    assert [(s.text, s.sure) for s in read(framed)] == [("1234567814567890", True)]
    assert [s.text for s in read_frame(framed)] == ["1234567814567890"]


@pytest.mark.skipif(not has_zbar(), reason="ZBar's library is not on this machine")
@pytest.mark.parametrize(
    ("text", "kind"),
    [("96385074", F.EAN8), ("012345000065", F.UPCE), ("12345678", F.ITF), ("A1234B", F.Codabar)],
)
def test_kinds_that_readers_invent_are_read_live_too(text: str, kind: zxingcpp.BarcodeFormat) -> None:
    written = "01234565" if kind == F.UPCE else text

    assert [s.text for s in read_frame(printed(written, kind, 3))] == [text]


def test_a_short_code_stays_to_be_confirmed_when_frames_agree() -> None:
    agreement = Agreement()
    (symbol,) = read_frame(printed("070429", F.ITF, 3))

    (accepted,) = [one for at in (0.0, 0.1) for one in agreement.accept([symbol], at)]

    assert not accepted.sure


def test_a_short_interleaved_code_is_never_sure_and_ends_the_search() -> None:
    (symbol,) = read(printed("070429", F.ITF, 3))

    assert (symbol.text, symbol.sure) == ("070429", False)
    assert not any(reader.endswith(("2x", "histogram", "flat")) for reader in symbol.readers)
