"""Amounts of money: read as people write them, and written in the capitals that documents demand.

Capitals follow the rules for filling in bills (正确填写票据和结算凭证的基本规定, People's Bank of China): 元,
角, 分; 整 after 元 or 角; 零 once for a run of zeros between digits, and none behind 万 and 亿 where the
thousands are no zero, which the rules leave open.
"""

import re
import unicodedata
from decimal import Decimal

from app.errors import BadInput

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
MOST = Decimal("999999999999.99")  # three groups of four digits
_AMOUNT = re.compile(
    r"(?:人民币|RMB|CNY|¥|￥)?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(万|亿)?\s*(?:元|圆|yuan|RMB|CNY)?整?",
    re.ASCII | re.IGNORECASE,
)
_COUNT = re.compile(r"([\d,.]+)\s*[^\d\s,.]{0,8}", re.ASCII)
_TIMES = {None: 1, "万": 10_000, "亿": 100_000_000}
LONGEST = 40  # characters of an amount


def read_amount(text: str) -> Decimal | None:
    """Return an amount in yuan as people write it: "1,200", "￥3.50", "1.2万元"; None if it is none.

    Not more than two decimals are an amount; more are refused, never rounded.
    """
    if len(text) > LONGEST:
        return None
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    amount = Decimal(found[1].replace(",", "") + (found[2] or "")) * _TIMES[found[3]]
    return amount if amount == amount.quantize(Decimal("0.01")) and amount <= MOST else None


def read_count(text: str) -> Decimal | None:
    """Return a number of things as people write it: "120", "1,200 件", "3箱"; None if it is none."""
    found = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip()) if len(text) <= LONGEST else None
    return read_amount(found[1]) if found else None


def write_amount(amount: Decimal) -> str:
    """Return an amount in yuan with groups of three, decimals only where there are any: "46,800", "3.50"."""
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}" if whole else f"{amount:,.2f}"


def capitals(amount: Decimal | int) -> str:
    """Return an amount in yuan in Chinese capitals: 12305.60 is 壹万贰仟叁佰零伍元陆角整.

    Raises:
        BadInput: negative, more than two decimals, or more than twelve digits before the point.
    """
    exact = Decimal(amount)
    if not exact.is_finite() or not 0 <= exact <= MOST or exact != exact.quantize(Decimal("0.01")):
        raise BadInput(
            f"金额 {amount} 不能写成大写；请填写不为负、最多两位小数的金额。",
            f"The amount {amount} cannot be written in capitals; give one of two decimals at most.",
        )
    yuan, rest = divmod(int(exact * 100), 100)
    jiao, fen = divmod(rest, 10)
    text = _whole(yuan) + "元" if yuan else ""
    if not rest:
        return (text or "零元") + "整"
    if jiao:
        text += f"{_CAPITALS[jiao]}角"
    elif yuan:
        text += "零"
    return text + (f"{_CAPITALS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    """Write a whole number above 0; a zero stands once for any run of them between digits."""
    text, gap = "", False
    for group in reversed(range(len(_GROUPS))):
        four = number // 10_000**group % 10_000
        if not four:
            gap = gap or bool(text)
            continue
        zero = bool(text) and (gap or four < 1000)
        text += ("零" if zero else "") + _four(four) + _GROUPS[group]
        gap = False
    return text


def _four(number: int) -> str:
    text, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap else "") + _CAPITALS[digit] + _PLACES[place]
            gap = False
        else:
            gap = bool(text)
    return text
