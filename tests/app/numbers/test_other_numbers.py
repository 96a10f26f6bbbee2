"""Every other number on a label or a form."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.numbers.classes import read_locarno, read_nice_class, read_similar_group, read_vienna
from app.numbers.companies import read_uscc
from app.numbers.copyrights import read_copyright_number
from app.numbers.foreign import read_foreign_number
from app.numbers.persons import mask, read_id_card
from app.numbers.products import read_element_string, read_product_code
from app.numbers.reading import Form
from app.numbers.reasons import REASONS
from app.numbers.spellings import number_key
from app.numbers.trademarks import read_trademark_number
from app.resources import resource

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        *(
            (n, n)
            for n in ("71092", "627498", "635374", "878214", "1214187", "1328994", "1344787", "3092461")
        ),
        *((n, n) for n in ("3336263", "4916580", "6863248", "7944517", "9244283", "9437185", "13517759")),
        *((n, n) for n in ("14669791", "15502662", "19502292", "G732879", "G987322", "G1037620")),
        ("第1234567号", "1234567"),
        ("商标注册证第 1234567 号", "1234567"),
        ("注册号:3092461", "3092461"),
        ("Reg. No. 4916580", "4916580"),
        ("国际注册第987322号", "G987322"),
        ("12345678A", "12345678A"),
        ("123456789", "123456789"),
        ("第０１２３４５号", "12345"),
    ],
)
def test_trademark_numbers_are_read_in_any_printed_form(text: str, normal: str) -> None:
    reading = read_trademark_number(text)

    assert (reading.form, reading.normal) == (Form.VALID, normal)
    assert number_key(text) == normal


@pytest.mark.parametrize(
    "text", ["1234567890", "G12A34", "12A456", "第 号", "TM1234567", "0", "", "注册商标"]
)
def test_other_texts_are_no_trademark_numbers(text: str) -> None:
    assert read_trademark_number(text).form is Form.INVALID


@pytest.mark.parametrize(
    "text",
    ["6901028075763", "6921168509256", "6902083881405", "6920152400777", "6954767423579", "6922266446146",
     "6907992500010", "6925303721367", "6970399920415", "6934665087332", "6901234567892", "9780306406157",
     "2000000000015", "4006381333931", "5901234123457"],
)  # fmt: skip
def test_product_codes_with_a_right_check_digit_are_valid(text: str) -> None:
    assert read_product_code(text).form is Form.VALID


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6901236341583", "2"), ("6921168509265", ""), ("692116850925", "3"), ("6949999999999", "2")],
)
def test_product_codes_with_a_wrong_check_digit_say_what_it_would_be(text: str, expected: str) -> None:
    reading = read_product_code(text)

    assert reading.form is Form.INVALID
    assert not expected or reading.expected == expected


@pytest.mark.parametrize(
    ("text", "fact", "company"),
    [
        ("6901028075763", "gs1_china", "6901028"),
        ("6921168509256", "gs1_china", "69211685"),
        ("6970399920415", "gs1_china", "697039992"),
        ("9780306406157", "book", ""),
        ("2000000000015", "in_store", ""),
        ("4006381333931", "foreign", ""),
    ],
)
def test_a_prefix_tells_only_where_it_was_registered(text: str, fact: str, company: str) -> None:
    reading = read_product_code(text)

    assert (reading.part("fact"), reading.part("company")) == (fact, company)


def test_the_arithmetic_of_a_product_code_is_shown() -> None:
    assert "=128；" in read_product_code("6901234567892").arithmetic


def test_element_strings_and_digital_links_are_taken_apart_and_other_links_left_alone() -> None:
    assert read_element_string("]C10106901028075763").elements[0][0] == "01"
    linked = read_element_string("https://id.gs1.org/01/06901028075763/10/AB")
    assert linked.elements[1] == ("10", "BATCH/LOT", "AB")
    assert linked.gtin is not None
    assert linked.gtin.form is Form.VALID
    assert read_element_string("https://www.example.cn/x").elements == ()


@pytest.mark.parametrize(
    "text",
    ["91350100M000100Y43", "914403001922038216", "9144030071526726XG", "91440300708461136T",
     "91330100799655058B", "91330000717613656P", "91330000142916567N", "91330106MA2CFLDG4R",
     "91110000802100433B", "91110108551385082Q", "91110108MA01KPGK0L", "91110000710925462X"],
)  # fmt: skip
def test_social_credit_codes_pass_both_checks(text: str) -> None:
    assert read_uscc(text).form is Form.VALID


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("914403001922038215", "uscc.check"),
        ("91330100799655058O", "uscc.alphabet"),
        ("9133010079965505B", "uscc.length"),
        ("91330100799656058B", "uscc.inner_check"),
        ("91330106MA2CFLDG5R", "uscc.inner_check"),
        ("330100000000001", "uscc.old_number"),
    ],
)
def test_other_codes_say_why(text: str, reason: str) -> None:
    assert read_uscc(text).reason == reason


@pytest.mark.parametrize(
    "text",
    ["11010519491231002X", "440524188001010014", "330106188002290011", "330108190001010028",
     "330102189912310033", "310101190003150050", "440301190011110067", "510107190006060072",
     "420106190009090084", "110101190002280040", "11010519491231002x"],
)  # fmt: skip
def test_identity_numbers_pass_their_check(text: str) -> None:
    assert read_id_card(text, TODAY).form is Form.VALID


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("110105194912310021", "id.check"),
        ("330106190002290014", "id.date"),
        ("110105194913310021", "id.date"),
        ("1101051949123100", "id.shape"),
    ],
)
def test_other_identity_numbers_say_why(text: str, reason: str) -> None:
    assert read_id_card(text, TODAY).reason == reason


def test_identity_numbers_are_shown_masked() -> None:
    assert mask("330106188002290011") == "330***********0011"
    assert mask("1234") == "****"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("国作登字-2020-F-00012345", Form.VALID),
        ("浙作登字-2021-F-01234", Form.VALID),
        ("2025SR0123456", Form.VALID),
        ("软著登字第1234567号", Form.VALID),
        ("国作登字2020F123", Form.INVALID),
        ("国作登字-20-F-00012345", Form.INVALID),
        ("国作登字-2020-f-0001234X", Form.INVALID),
    ],
)
def test_copyright_numbers(text: str, form: Form) -> None:
    assert read_copyright_number(text).form is form


@pytest.mark.parametrize(
    ("read", "good", "normal", "bad"),
    [
        (read_nice_class, "第025类", "25", "46"),
        (read_nice_class, "９", "9", "0"),
        (read_similar_group, "2501", "2501", "4601"),
        (read_vienna, "03.01.01", "3.1.1", "30.1.1"),
        (read_locarno, "LOC(14)Cl. 21-01", "21-01", "33-01"),
        (read_locarno, "02-02", "02-02", "2-2"),
    ],
)
def test_classes(read, good: str, normal: str, bad: str) -> None:  # type: ignore[no-untyped-def]  # any reader
    assert read(good).normal == normal
    assert read(bad).form is Form.INVALID


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("US Pat. 9,123,456", "US"),
        ("EP1234567B1", "EP"),
        ("PCT/CN2020/123456", "WO"),
        ("KR 10-1234567", "KR"),
    ],
)
def test_foreign_numbers_name_their_office(text: str, office: str) -> None:
    assert read_foreign_number(text).part("office") == office


@given(st.text(max_size=120))
def test_any_text_is_answered(text: str) -> None:
    for read in (read_trademark_number, read_product_code, read_uscc, read_copyright_number, read_nice_class):
        assert read(text).raw == text
    for other in (read_similar_group, read_vienna, read_locarno, read_foreign_number):
        assert other(text).raw == text
    assert read_element_string(text).raw == text
    assert read_id_card(text, TODAY).raw == text


@given(st.text(alphabet="()0123456789]C[d2https:/.", max_size=60))
def test_texts_near_element_strings_are_answered(text: str) -> None:
    assert read_element_string(text).raw == text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_has_words(language: str) -> None:
    words = tomllib.loads(Path(resource("findings", f"numbers.{language}.toml")).read_text("utf-8"))

    assert set(words) == set(REASONS)
    assert all(words.values())
