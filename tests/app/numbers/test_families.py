"""One article's codes in other shapes, and the numbers behind a book's."""

import pytest

from app.numbers.families import (
    expand_upc_e,
    piece_of,
    read_publication,
    read_retail_code,
    registered_with,
    same_article,
)


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("04252614", "042100005264"),
        ("0425261", "042100005264"),
        ("425261", "042100005264"),
        ("01234505", "012000003455"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234558", "012345000058"),
        ("04252613", ""),  # the printed check digit is wrong
        ("94252614", ""),  # there are only number systems 0 and 1
        ("12345", ""),
        ("12a456", ""),
    ],
)
def test_a_upc_e_stands_for_a_upc_a(short: str, whole: str) -> None:
    assert expand_upc_e(short) == whole


@pytest.mark.parametrize("text", ["04252614", "0042100005264", "042100005264"])
def test_a_upc_e_is_read_in_every_shape_that_readers_give(text: str) -> None:
    assert read_retail_code("UPC-E", text).normal == "00042100005264"


def test_a_carton_holds_pieces_and_one_of_varying_measure_stands_for_itself() -> None:
    assert piece_of("16901028075760") == "06901028075763"
    assert piece_of("06901028075763") == "06901028075763"
    assert piece_of("96901028075766") == "96901028075766"
    assert same_article("16901028075760", "26901028075767")
    assert not same_article("", "")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("9780306406157", ("9780306406157", "0306406152", "", "")),
        ("9780804429573", ("9780804429573", "080442957X", "", "")),
        ("9791090636071", ("9791090636071", "", "", "")),
        ("9790060115615", ("", "", "9790060115615", "")),
        ("9771234567003 05", ("", "", "", "1234-5679")),
        ("6901028075763", ("", "", "", "")),
        ("9780306406158", ("", "", "", "")),
    ],
)
def test_a_publication_s_numbers_are_those_behind_its_code(text: str, numbers: tuple[str, ...]) -> None:
    found = read_publication(text)

    assert (found.isbn, found.isbn_10, found.ismn, found.issn) == numbers


def test_a_prefix_names_an_organisation() -> None:
    assert registered_with("06901028075763") == "GS1 China"
    assert registered_with("00042100005264") == "GS1 US"
    assert registered_with("") == ""
