"""Where labels are looked for in a photo: what is busy, how finely it is looked at, and how often."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.ocr.networks import Networks
from app.ocr.places import find_places
from app.ocr.reader import Reader
from app.ocr.texture import Box, busy_boxes, joined_boxes

Picture = NDArray[np.uint8]
TEXT = "ZL201310699744.2"


@pytest.fixture(scope="module")
def networks() -> Networks:
    return Networks(1)


def a_photo(print_scale: float, text: str = TEXT, rows: int = 5) -> Picture:
    """Return a smooth photo of 1,200,000 pixels with lines of text at its lower right."""
    photo = np.full((960, 1280, 3), 150, np.uint8)
    for row in range(rows):
        at = (600, round(500 + 50 * row * print_scale))
        cv2.putText(photo, text, at, cv2.FONT_HERSHEY_SIMPLEX, print_scale, (20, 20, 20), 2, cv2.LINE_AA)
    return photo


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([], []),
        ([(80, 80, 160, 160)], [(72, 72, 168, 168)]),
        ([(80, 80, 160, 160), (176, 80, 240, 160)], [(72, 72, 248, 168)]),
        ([(0, 0, 40, 40), (200, 200, 320, 240)], [(0, 0, 48, 48), (192, 192, 320, 240)]),
        # the first two join to a box that only then reaches the third
        ([(80, 80, 160, 104), (80, 80, 104, 200), (144, 184, 200, 200)], [(72, 72, 208, 208)]),
    ],
)
def test_busy_boxes_join_until_none_touches_another(boxes: list[Box], expected: list[Box]) -> None:
    assert joined_boxes(boxes, (240, 320)) == expected


def test_smooth_parts_of_a_photo_are_not_busy() -> None:
    photo = a_photo(1.0)

    (box,) = joined_boxes(busy_boxes(np.ascontiguousarray(photo[:, :, 0])), (960, 1280))

    assert 540 < box[0] < 600 < 860 < box[2] < 940
    assert 430 < box[1] < 480 < 700 < box[3] < 760


def test_print_of_a_usual_size_is_looked_at_once(networks: Networks) -> None:
    (place,) = find_places(networks, a_photo(1.0))

    assert len(place.strips) == 5


def test_small_print_is_looked_at_again_from_closer_by(networks: Networks) -> None:
    (place,) = find_places(networks, a_photo(0.5))

    assert place.strips == ()
    assert place.scale > 0.7


def test_faint_print_is_found_by_a_closer_look_at_all_of_the_photo(networks: Networks) -> None:
    photo = np.asarray(150 - (150 - a_photo(1.0).astype(np.float32)) * 0.06, np.uint8)
    assert find_places(networks, photo) == []

    lines = Reader(networks).read(photo, 20.0)

    assert [line.text for line in lines] == [TEXT] * 5


@pytest.mark.parametrize(
    ("text", "twice"), [(TEXT, True), ("GB 6675.1-2014", False), ("No. 51806956", False)]
)
def test_only_what_may_be_a_patent_number_is_read_twice(networks: Networks, text: str, twice: bool) -> None:
    lines = Reader(networks).read(a_photo(1.0, text, rows=4), 20.0)

    assert [line.text.replace(" ", "") for line in lines] == [text.replace(" ", "")] * 4
    assert all(bool(line.again) is twice for line in lines)
