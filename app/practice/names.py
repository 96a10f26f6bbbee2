"""Invented names for the practice fair. None is meant to be anybody's; codes belong to no organisation."""

import random

from app.numbers.companies import check_character, inner_check
from app.numbers.patents import check_character as patent_check
from app.numbers.products import check_digit

FIRST = "练习云朵星月竹影松风晴空麦穗溪石青禾雾岛橘灯纸鸢木棉萤火拾光海螺蓝莓雪兔银杏"
SECOND = "乐造奇悦巧玩趣创梦漫形画印纹织光声游"
TRADES = ("玩具", "文具", "文创", "服饰", "家居", "饰品", "印务", "动漫", "礼品", "数码")
MARK_WORDS = "云朵星月竹松晴麦溪禾雾橘鸢棉萤螺莓兔杏鹿鲸猫狸鹤荷柚栗茶陶绒蝶"
LATIN = ("LU", "MO", "KI", "TA", "NE", "SO", "RI", "PA", "VE", "DO", "FI", "ZU")
GOODS = (
    ("毛绒玩具", "28", "2802"), ("积木玩具", "28", "2802"), ("桌面游戏", "28", "2803"),
    ("印花卫衣", "25", "2501"), ("棒球帽", "25", "2508"), ("手账本", "16", "1605"), ("漫画书", "16", "1606"),
    ("钥匙扣", "14", "1403"),
    ("发光手环", "28", "2802"), ("马克杯", "21", "2101"), ("耳机", "9", "0908"), ("抱枕", "20", "2013"),
)  # fmt: skip


def company(chance: random.Random, trade: str = "") -> str:
    """Return an invented company's name."""
    first = "".join(chance.sample(FIRST, 2))
    return f"练习市{first}{chance.choice(SECOND)}{trade or chance.choice(TRADES)}有限公司"


def mark(chance: random.Random) -> str:
    """Return an invented mark: Chinese, Latin or mixed."""
    kind = chance.random()
    if kind < 0.65:
        return "".join(chance.sample(MARK_WORDS, chance.choice((2, 2, 3, 3, 4))))
    latin = "".join(chance.choices(LATIN, k=chance.choice((2, 3))))
    return latin if kind < 0.9 else "".join(chance.sample(MARK_WORDS, 2)) + latin


def uscc(chance: random.Random) -> str:
    """Return a code that passes both checks in region 999999, which is assigned to no place."""
    eight = "MA" + "".join(chance.choices("0123456789", k=6))
    first = "91999999" + eight + inner_check(eight)[0]
    return first + check_character(first)[0]


def patent_number(chance: random.Random, kind: str, first: int, last: int) -> str:
    """Return an application number of a type digit filed between two years, with its check character."""
    digits = f"{chance.randint(first, last)}{kind}{chance.randint(0, 9_999_999):07d}"
    return f"{digits}.{patent_check(digits)[0]}"


def ean(chance: random.Random) -> str:
    """Return an EAN-13 of the in-store range (20-29), which identifies no company's product."""
    digits = "20" + "".join(chance.choices("0123456789", k=10))
    return digits + check_digit(digits)[0]
