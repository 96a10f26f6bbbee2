"""What a search finds: every kind of slip and disguise that it promises, among some thousand other marks."""

import random

import pytest

from app.names.lexicon import Lexicon, load_lexicon
from app.practice.names import mark
from app.rights import FIELDS, Row
from offline_db.batches import Batch
from offline_db.pack.search import make_sign, nearest
from offline_db.pack.segment import Segment
from offline_db.pack.segment_writer import SegmentWriter

MARKS = (
    "青松鹤", "蓝月湖", "晨曦", "熊猫九", "长江水", "松竹梅阁", "海底森林", "红狮子", "末来星河", "明日之光", "云",
    "三六九", "苹果", "BLUE RIVER", "CLOUDCAT", "SUMMIT", "KAFFEE", "Golden Harvest", "NORDLICHT 北极光", "ZHIMA芝麻",
    "老街坊青禾米铺之家", "ATELIER MARISOL PORCELAIN",
)  # fmt: skip
BLANK: Row = ("CN", "trademark", "", "", "1", "", "", *[""] * 8, "in_force", "", "", "t.csv#2")
NAME, NUMBER, CLASSES = (FIELDS.index(name) for name in ("name", "registration_number", "classes"))


def row(name: str, number: int, nice: str) -> Row:
    cells = list(BLANK)
    cells[NAME], cells[NUMBER], cells[CLASSES] = name, str(number), nice
    return tuple(cells)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Segment:
    chance = random.Random(5)
    others = [row(mark(chance), 100 + i, str(chance.randint(1, 45))) for i in range(4000)]
    own = [row(name, i + 1, "28") for i, name in enumerate(MARKS)]
    writer = SegmentWriter(tmp_path_factory.mktemp("segment") / "s", lexicon.tables)
    writer.add(Batch.of([*others[:2000], *own, *others[2000:]]))
    writer.finish()
    return Segment(tmp_path_factory.getbasetemp() / "segment0" / "s")


def found(text: str, segment: Segment, lexicon: Lexicon, count: int = 10, nice: int = 0) -> list[str]:
    ids, _ = nearest(make_sign(text, lexicon), segment.names, count, nice)
    return [segment.name_of(name) for name in ids.tolist()]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("青松鹤", "青松鹤"),  # exact
        ("青松鶴", "青松鹤"),  # traditional
        ("靑松鹤", "青松鹤"),  # a variant character
        ("青-松 鹤", "青松鹤"),  # spaced out
        ("清松贺", "青松鹤"),  # homophones
        ("贺松清", "青松鹤"),  # homophones in another order
        ("琴松鹤", "青松鹤"),  # in/ing
        ("澜月湖", "蓝月湖"), ("南月湖", "蓝月湖"),  # n/l
        ("未来星河", "末来星河"), ("末耒星河", "末来星河"),  # look-alikes
        ("鹤松青", "青松鹤"), ("松青鹤", "青松鹤"), ("松鹤青", "青松鹤"),  # reversed, swapped, turned
        ("青松大鹤", "青松鹤"), ("青松飞鹤", "青松鹤"),  # inserted
        ("海底林", "海底森林"), ("海底森木", "海底森林"),  # dropped, replaced
        ("杭州青松鹤玩具", "青松鹤"), ("新青松鹤旗舰店", "青松鹤"),  # generic words and places
        ("青松鹤青松鹤", "青松鹤"), ("青青松松鹤鹤", "青松鹤"),  # doubled
        ("日月日之光", "明日之光"), ("海底木木木木", "海底森林"),  # split and merged
        ("XIONGMAOJIU", "熊猫九"), ("xiong mao jiu", "熊猫九"), ("XIONMAOJIU", "熊猫九"),  # pinyin, with a slip
        ("ZHANGJIANGSHUI", "长江水"),  # another reading of a character
        ("执马", "ZHIMA芝麻"),
        ("云", "云"), ("晨", "晨曦"), ("松竹", "松竹梅阁"), ("森林", "海底森林"),  # one and two characters, contained
        ("369", "三六九"), ("叁陆玖", "三六九"), ("APPLE", "苹果"), ("RED LION", "红狮子"),  # numerals, meanings
        ("蓝河", "BLUE RIVER"),
        ("CLOUDCAD", "CLOUDCAT"), ("CLUODCAT", "CLOUDCAT"), ("CLOUDKAT", "CLOUDCAT"), ("CLODCT", "CLOUDCAT"),  # typos
        ("CL0UDC4T", "CLOUDCAT"), ("5UMM1T", "SUMMIT"),  # leet
        ("СLОUDСАТ", "CLOUDCAT"), ("ΚΑFFΕΕ", "KAFFEE"), ("ＣＬＯＵＤＣＡＴ", "CLOUDCAT"),  # other scripts, full width
        ("Käffée", "KAFFEE"), ("Kaffee Club", "KAFFEE"), ("MY KAFFEE", "KAFFEE"),  # accents, generic words
        ("Harvest Golden", "Golden Harvest"), ("GoldenHarvest", "Golden Harvest"), ("RIVER BLUES", "BLUE RIVER"),
        ("北极光", "NORDLICHT 北极光"), ("NORDLICHT", "NORDLICHT 北极光"), ("北级光", "NORDLICHT 北极光"),  # one part
        ("青禾米", "老街坊青禾米铺之家"), ("MARISOL", "ATELIER MARISOL PORCELAIN"),  # whole within much more
    ],
)  # fmt: skip
def test_a_disguised_mark_is_found(segment: Segment, lexicon: Lexicon, sign: str, expected: str) -> None:
    names = found(sign, segment, lexicon)

    assert expected in names


def test_the_same_text_comes_first(segment: Segment, lexicon: Lexicon) -> None:
    firsts = {name: found(name, segment, lexicon, 1)[0] for name in MARKS}

    assert {name for name, first in firsts.items() if first != name} == set()


def test_a_class_keeps_others_out(segment: Segment, lexicon: Lexicon) -> None:
    assert "青松鹤" in found("青松鹤", segment, lexicon, nice=28)
    assert "青松鹤" not in found("青松鹤", segment, lexicon, nice=29)


@pytest.mark.parametrize(
    "sign", ["", " ", "及图", "·", "\n\x00", "ꙮ", "😀" * 9, "的" * 500, "A" * 500, "A中" * 90]
)
def test_any_sign_can_be_searched_for(segment: Segment, lexicon: Lexicon, sign: str) -> None:
    assert len(found(sign, segment, lexicon)) <= 10
