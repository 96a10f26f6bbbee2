"""Money as people write it, and in the capitals that documents demand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput
from app.numbers.amounts import MOST, capitals, read_amount, read_count, write_amount

DIGITS = "零壹贰叁肆伍陆柒捌玖"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.5", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("12.05", "壹拾贰元零伍分"),
        ("200", "贰佰元整"),
        ("1005", "壹仟零伍元整"),
        ("3000", "叁仟元整"),
        ("12305.60", "壹万贰仟叁佰零伍元陆角整"),
        ("100050", "壹拾万零伍拾元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_in_capitals(amount: str, expected: str) -> None:
    assert capitals(Decimal(amount)) == expected


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000", "NaN", "Infinity"])
def test_what_is_no_amount_of_money_has_no_capitals(amount: str) -> None:
    with pytest.raises(BadInput):
        capitals(Decimal(amount))


def worth(text: str) -> Decimal:
    """Read capitals back, by their places."""
    total, section, digit, cents = 0, 0, 0, 0
    for sign in text.removesuffix("整"):
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(sign) + 1), 0
        elif sign in "万亿":
            total, section, digit = total + (section + digit) * 10 ** (4 if sign == "万" else 8), 0, 0
        elif sign == "元":
            total, section, digit = total + section + digit, 0, 0
        else:
            cents, digit = cents + digit * (10 if sign == "角" else 1), 0
    return Decimal(total) + Decimal(cents) / 100


@given(st.decimals(0, MOST, places=2))
def test_capitals_say_the_amount_and_nothing_else(amount: Decimal) -> None:
    text = capitals(amount)

    assert worth(text) == amount
    assert "零零" not in text
    assert text.endswith(("整", "分"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3000", "3000"),
        ("3,000元", "3000"),
        ("￥1,234.50", "1234.5"),
        ("１２００", "1200"),
        ("1.2万元", "12000"),
        ("人民币 200 元整", "200"),
        ("0.5", "0.5"),
        ("3,00", None),
        ("1.234", None),
        ("-5", None),
        ("五百", None),
        ("", None),
        ("9" * 50, None),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, expected: str | None) -> None:
    assert read_amount(text) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("120 件", "120"), ("1,200箱", "1200"), ("3", "3"), ("约三箱", None), ("3 箱 4 盒", None), (".", None)],
)
def test_things_are_counted_with_their_unit(text: str, expected: str | None) -> None:
    assert read_count(text) == (None if expected is None else Decimal(expected))


@given(st.text())
def test_any_text_is_read_or_not(text: str) -> None:
    for amount in (read_amount(text), read_count(text)):
        assert amount is None or 0 <= amount <= MOST


def test_amounts_are_written_in_groups() -> None:
    assert [write_amount(Decimal(a)) for a in ("46800", "46800.5", "3")] == ["46,800", "46,800.50", "3"]
