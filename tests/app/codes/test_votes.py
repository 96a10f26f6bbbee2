"""What agrees at one place is one symbol; what contradicts it there is not given."""

import pytest

from app.codes.symbol import Reading
from app.codes.votes import Votes


def a_reading(
    text: str, reader: str, symbology: str = "EAN-13", y: float = 0.0, weight: float = 1.0
) -> Reading:
    quad = ((10.0, y), (210.0, y), (210.0, y + 2), (10.0, y + 2))
    return Reading(symbology, text, text.encode(), quad, reader, weight)


def said(*readings: Reading) -> dict[str, bool]:
    """Return the texts given for some readings, and whether each is sure."""
    votes = Votes()
    votes.add(readings)
    return {s.text: s.sure for s in votes.symbols()}


def test_two_kinds_of_readers_make_a_text_sure_and_one_does_not() -> None:
    assert said(a_reading("1", "zxing")) == {"1": False}
    assert said(a_reading("1", "zxing"), a_reading("1", "zxing hard")) == {"1": False}
    assert said(a_reading("1", "zxing"), a_reading("1", "zbar")) == {"1": True}


def test_readings_of_one_text_at_two_heights_of_its_bars_are_one_symbol() -> None:
    assert len(said(a_reading("1", "zxing"), a_reading("1", "zbar", y=40))) == 1


def test_votes_from_another_place_do_not_count() -> None:
    votes = Votes()
    votes.add([a_reading("1", "zxing"), a_reading("1", "zbar", y=900)])

    assert not any(s.sure for s in votes.symbols())


def test_what_was_read_at_a_place_is_known_there_and_doubted_until_it_is_sure() -> None:
    votes = Votes()
    votes.add([a_reading("1", "zxing")])

    assert votes.holds(a_reading("1", "zxing hard", y=40))
    assert not votes.holds(a_reading("1", "zxing hard", y=900))
    assert not votes.holds(a_reading("2", "zxing hard"))
    assert [c.readings[0].text for c in votes.doubted()] == ["1"]

    votes.add([a_reading("1", "zbar")])

    assert votes.doubted() == []


@pytest.mark.parametrize("reader", ["opencv", "zbar"])
def test_who_often_invents_is_not_shown_alone(reader: str) -> None:
    assert said(a_reading("1", reader)) == {}


def test_a_rival_at_the_same_place_takes_sureness_away() -> None:
    told = said(
        a_reading("1", "zxing"),
        a_reading("1", "zbar"),
        a_reading("2", "opencv"),
        a_reading("2", "strip", weight=0.6),
    )

    assert told == {"1": False}


def test_a_plain_likelihood_contradicts_what_others_share() -> None:
    told = said(a_reading("1", "zxing"), a_reading("1", "zbar"), a_reading("2", "likelihood", weight=1.7))

    assert "1" not in told
    assert told["2"] is False


def test_the_end_of_a_cut_row_of_pairs_is_never_sure() -> None:
    whole = [a_reading("12238203", reader, "ITF") for reader in ("zxing", "zbar", "strip")]
    end = [a_reading("738351", reader, "ITF") for reader in ("zxing", "zbar", "strip")]

    assert said(*whole) == {"12238203": True}
    assert said(*end) == {"738351": False}


def test_a_piece_of_a_longer_text_is_dropped() -> None:
    whole = [a_reading("2167361334", reader, "ITF") for reader in ("zxing", "zbar", "zbar strip")]

    assert list(said(a_reading("361334", "zxing", "ITF"), a_reading("361334", "zbar", "ITF"), *whole)) == [
        "2167361334"
    ]


def test_a_matrix_code_beside_bars_leaves_them_alone_and_inside_them_does_not() -> None:
    bars = [a_reading("1", "zxing", y=60), a_reading("1", "zbar", y=60)]
    beside = Reading(
        "DataMatrix", "m", b"m", ((220.0, 30.0), (280.0, 30.0), (280.0, 90.0), (220.0, 90.0)), "zxing"
    )
    around = Reading("PDF417", "m", b"m", ((0.0, 0.0), (220.0, 0.0), (220.0, 120.0), (0.0, 120.0)), "zxing")

    assert said(*bars, beside) == {"1": True, "m": True}
    assert said(*bars, around) == {"m": True}


def test_a_pharmaceutical_number_is_one_whichever_way_a_reader_writes_it() -> None:
    assert said(a_reading("A029651039", "zxing", "Code32"), a_reading("0W8W2Z", "zbar", "Code39")) == {
        "A029651039": True
    }
