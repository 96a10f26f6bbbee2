"""Patent numbers of all eras, against published vectors."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.numbers.patents import check_character, read_patent_number, read_publication_number
from app.numbers.reading import Form
from app.numbers.spellings import number_key

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "kind", "total", "remainder"),
    [
        ("202010566088.9", "1", 196, 9),
        ("201510958772.0", "1", 231, 0),
        ("202510942578.7", "1", 238, 7),
        ("200510096239.4", "1", 191, 4),
        ("202322865413.3", "2", 212, 3),
        ("201811564288.X", "1", 241, 10),
        ("201710601862.3", "1", 157, 3),
        ("95115608.X", "1", 186, 10),
        ("97101765.4", "1", 191, 4),
        ("201310699744.2", "1", 233, 2),
        ("201110047567.0", "1", 143, 0),
        ("200820009767.0", "2", 154, 0),
        ("200820132792.8", "2", 162, 8),
        ("201029092038.0", "2", 220, 0),
        ("201010146372.7", "1", 117, 7),
    ],
)
def test_published_numbers_are_valid_with_their_arithmetic(
    text: str, kind: str, total: int, remainder: int
) -> None:
    reading = read_patent_number(text, TODAY)

    assert reading.form is Form.VALID
    assert reading.normal == text
    assert reading.part("type") == kind
    assert f"={total}；{total} mod 11 = {remainder}" in reading.arithmetic


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("201830123456.6", "design"),
        ("200680012345.2", "invention"),
        ("201690000123.8", "utility_model"),
        ("98800001.6", "invention"),
        ("98900001.X", "utility_model"),
        ("85100001", "invention"),
    ],
)
def test_synthetic_numbers_of_every_type_and_era_are_valid(text: str, kind: str) -> None:
    reading = read_patent_number(text, TODAY)

    assert reading.form is Form.VALID
    assert reading.part("kind") == kind


@pytest.mark.parametrize(
    ("text", "form", "reason", "expected"),
    [
        ("202310123456.7", Form.INVALID, "patent.check", "6"),
        ("202410123456.7", Form.INVALID, "patent.check", "0"),
        ("201710601826.3", Form.INVALID, "patent.check", "7"),
        ("201710801862.3", Form.INVALID, "patent.check", "8"),
        ("20171060186.3", Form.INVALID, "patent.length", ""),
        ("201770601862.3", Form.UNKNOWN, "patent.type_unknown", None),
        ("ZL2025100XXXX", Form.INVALID, "patent.placeholder", ""),
        ("ZL CN101234567B", Form.INVALID, "patent.publication", ""),
        ("ZL201310699744", Form.INVALID, "patent.check_missing", "2"),
        ("04100001.1", Form.INVALID, "patent.year", None),
        ("202710123456.1", Form.INVALID, "patent.year", None),
        ("", Form.INVALID, "patent.shape", ""),
        ("ZL", Form.INVALID, "patent.shape", ""),
    ],
)
def test_numbers_that_cannot_be_say_why(text: str, form: Form, reason: str, expected: str | None) -> None:
    reading = read_patent_number(text, TODAY)

    assert (reading.form, reading.reason) == (form, reason)
    assert reading.raw == text
    if expected is not None:
        assert reading.expected == expected


@pytest.mark.parametrize(
    "text",
    [
        "ZL201310699744.2",
        "ZL 2013 1 0699744.2",
        "ZL2013 1 0699744.2",
        "ＺＬ２０１３１０６９９７４４．２",
        "ZL2013106997442",
        "CN201310699744.2",
        "专利号：ZL201310699744.2",
        "专利号:201310699744·2",
        "zl201310699744.2",
    ],
)
def test_spellings_seen_in_the_wild_are_one_number(text: str) -> None:
    assert read_patent_number(text, TODAY).normal == "201310699744.2"
    assert number_key(text) == number_key("201310699744.2")


@pytest.mark.parametrize(
    "text", ["2L201310699744.2", "Z1201310699744.2", "ZL2O1310699744.2", "ZI2013I0699744.2"]
)
def test_lookalikes_are_proposed_with_their_arithmetic_and_never_applied(text: str) -> None:
    reading = read_patent_number(text, TODAY)

    assert reading.form is Form.INVALID
    assert [p.text for p in reading.proposals] == ["201310699744.2"]
    assert "mod 11 = 2" in reading.proposals[0].arithmetic


def test_a_repair_that_fails_the_check_is_not_proposed() -> None:
    assert read_patent_number("ZL2O1310699744.3", TODAY).proposals == ()


@given(
    st.from_regex(r"20(0[4-9]|1[0-9]|2[0-5])[12389][0-9]{7}", fullmatch=True), st.integers(0, 11), st.data()
)
def test_every_wrong_digit_is_caught(digits: str, place: int, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
    check, _ = check_character(digits)
    wrong = f"{digits[:place]}{other}{digits[place + 1 :]}.{check}"

    assert read_patent_number(wrong, TODAY).form is not Form.VALID


@given(st.from_regex(r"20(0[4-9]|1[0-9]|2[0-5])[12389][0-9]{7}", fullmatch=True), st.integers(0, 10))
def test_every_swap_of_neighbours_is_caught(digits: str, place: int) -> None:
    assume(digits[place] != digits[place + 1])
    check, _ = check_character(digits)
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]

    assert read_patent_number(f"{swapped}.{check}", TODAY).form is not Form.VALID


def test_the_known_blind_spot_is_a_swap_of_equal_weights() -> None:
    assert check_character("201710601862")[0] == check_character("101710602862")[0] == "3"
    assert read_patent_number("101710602862.3", TODAY).reason == "patent.year"


@pytest.mark.parametrize(
    ("text", "normal", "grant"),
    [
        ("CN102102675B", "CN102102675B", "yes"),
        ("CN 102102675 A", "CN102102675A", "no"),
        ("CN1087369A", "CN1087369A", "no"),
        ("CN 85 1 00001 B", "CN85100001B", "yes"),
        ("CN301471528S", "CN301471528S", "yes"),
        ("CN201529462U1", "CN201529462U1", "yes"),
    ],
)
def test_publication_numbers_tell_grants_by_their_letter(text: str, normal: str, grant: str) -> None:
    reading = read_publication_number(text)

    assert (reading.form, reading.normal, reading.part("grant")) == (Form.VALID, normal, grant)


@pytest.mark.parametrize("text", ["CN102102675", "102102675B", "CN102102675Z", "CN12B", ""])
def test_other_texts_are_no_publication_numbers(text: str) -> None:
    assert read_publication_number(text).form is Form.INVALID


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert read_patent_number(text, TODAY).raw == text
    assert read_publication_number(text).raw == text
    assert isinstance(number_key(text), str)


def test_a_huge_text_is_answered_at_once() -> None:
    assert read_patent_number("9" * 1_000_000, TODAY).form is Form.INVALID
    assert isinstance(number_key("9" * 1_000_000), str)
