"""Signs of registration beside a brand: found where one stands, never made of a line's own characters."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from app.ocr.lines import Line, as_quad
from app.ocr.signs import with_registered
from app.ocr.strips import Strip
from tests.bench.labels_faces import faces

EM = 60
Read = tuple[str, ...]


def a_line(
    text: str, *, sign: str = "", share: float = 0.5, read: str = ""
) -> tuple[NDArray[np.uint8], Line, Strip]:
    """Return a photo of a line with a sign at its upper right, and the line as recognisers read it."""
    face = faces()[0]
    label = Image.new("RGB", (800, 160), (230, 230, 225))
    draw = ImageDraw.Draw(label)
    left, top, right, bottom = face.draw(draw, (60, 40), text, EM, (30, 30, 30))
    if sign:
        face.draw(draw, (right + 4, top - EM * 0.1), sign, EM * share, (30, 30, 30))
    corners = [(left - 5, top - 14), (right + 5, top - 14), (right + 5, bottom + 14), (left - 5, bottom + 14)]
    read = read or text
    spans = tuple((i / len(read), (i + 1) / len(read)) for i in range(len(read)))
    line = Line(read, as_quad(corners), (0.99,) * len(read), spans)
    picture = np.ascontiguousarray(np.asarray(label)[:, :, ::-1])
    return picture, line, Strip(np.array(corners, np.float32), np.zeros(2, np.float32))


@pytest.mark.parametrize("share", [0.4, 0.6])
def test_a_registered_sign_beside_a_brand_is_found(share: float) -> None:
    assert with_registered(*a_line("云朵猫", sign="®", share=share)).text == "云朵猫®"


@pytest.mark.parametrize("last", "0123456789X")
def test_the_last_character_of_a_number_is_no_sign(last: str) -> None:
    number = f"ZL20231012345.{last}"

    assert with_registered(*a_line(number)).text == number


@pytest.mark.parametrize("read", ["云朵猫注", "云朵猫註"])
def test_a_large_note_sign_that_was_read_without_its_ring_has_it_again(read: str) -> None:
    assert with_registered(*a_line("云朵猫㊟", read=read)).text == "云朵猫㊟"


def test_a_word_that_ends_in_note_is_no_sign() -> None:
    assert with_registered(*a_line("备注")).text == "备注"
