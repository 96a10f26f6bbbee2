"""Advice on a photo: said where something is wrong, and not where nothing is."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.ocr.lines import Line, as_quad
from app.photo_advice import advise

Picture = NDArray[np.uint8]
TEXT = "ZL201310699744.2"


def a_label(paper: int = 200, ink: int = 30, rows: int = 8) -> tuple[Picture, list[Line]]:
    """Return a picture of lines of text, and the lines as a reader gives them."""
    picture = np.full((80 + rows * 50, 700), paper, np.uint8)
    lines = []
    for row in range(rows):
        y = 60 + row * 50
        cv2.putText(picture, TEXT, (40, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (ink,), 2, cv2.LINE_AA)
        lines.append(a_line(40, y - 30, 400, 36))
    return picture, lines


def a_line(x: float, y: float, width: float, height: float, chance: float = 0.99, again: str = TEXT) -> Line:
    quad = as_quad([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
    spans = tuple((i / len(TEXT), (i + 1) / len(TEXT)) for i in range(len(TEXT)))
    return Line(TEXT, quad, (chance,) * len(TEXT), spans, again=again)


def codes(picture: Picture, lines: list[Line]) -> list[str]:
    return [advice.code for advice in advise(picture, lines)]


def test_a_good_photo_needs_no_advice() -> None:
    assert codes(*a_label()) == []


def test_white_paper_is_no_glare() -> None:
    assert codes(*a_label(paper=255)) == []


def test_a_dark_photo_needs_light() -> None:
    assert codes(*a_label(paper=60, ink=10)) == ["dark"]


def test_a_burnt_spot_is_glare() -> None:
    picture, lines = a_label()
    cv2.ellipse(picture, (250, 200), (90, 50), 0, 0, 360, (255,), -1)

    assert codes(picture, lines) == ["glare"]


def test_a_photo_out_of_focus_or_shaken_is_blurred() -> None:
    picture, lines = a_label()
    unfocused = np.asarray(cv2.GaussianBlur(picture, (0, 0), 5), np.uint8)
    moved = np.asarray(cv2.blur(picture, (17, 1)), np.uint8)

    assert codes(unfocused, lines) == ["blurred"]
    assert codes(moved, lines) == ["blurred"]


def test_small_print_asks_to_move_closer() -> None:
    picture, lines = a_label()
    small = np.asarray(cv2.resize(picture, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA), np.uint8)

    found = codes(small, [a_line(16, 12 + i * 20, 160, 14) for i in range(len(lines))])

    assert "small" in found


@pytest.mark.parametrize(("chance", "again"), [(0.7, TEXT), (0.99, "ZL201810699744.2"), (0.99, "")])
def test_a_number_that_was_not_read_surely_is_said(chance: float, again: str) -> None:
    picture, lines = a_label()

    assert codes(picture, [*lines, a_line(40, 30, 400, 36, chance, again)]) == ["number"]


@pytest.mark.parametrize("text", ["生产日期2025.06.17 ", "注册商标51 80 69 56"])
def test_a_number_too_short_for_a_patent_needs_no_second_reading(text: str) -> None:
    picture, lines = a_label()
    short = replace(lines[0], text=text.ljust(len(TEXT)), again="")

    assert codes(picture, [*lines, short]) == []


@pytest.mark.parametrize("shape", [(0, 0), (5, 5, 3), (480, 640), (480, 640, 3)])
def test_a_photo_without_text_asks_to_move_closer(shape: tuple[int, ...]) -> None:
    assert codes(np.full(shape, 128, np.uint8), [])[-1] == "none"


def test_lines_outside_the_photo_are_no_accident() -> None:
    assert codes(np.full((100, 100), 128, np.uint8), [a_line(500, 500, 50, 40)]) == ["none"]


def test_every_sentence_speaks_both_languages() -> None:
    (advice,) = advise(np.full((480, 640), 128, np.uint8), [])

    assert "靠近些" in advice.sentence.zh
    assert "move closer" in advice.sentence.en
