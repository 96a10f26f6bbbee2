"""What a right means for somebody's goods on a day, and which groups the table links."""

from datetime import date

import pytest

from app.errors import BadInput
from app.law import load_law
from app.names.answers import Goods, Standing
from app.names.goods import Asked, goods_of, standing
from app.names.groups import load_groups, read_groups
from app.rights import Kind, Right, Status

GROUPS = load_groups()
A_TABLE = """
edition = "x"
source = "y"
status = "z"
[similar]
"2802" = "2801 1620"
[older]
"2803" = "1608"
[protected]
"服装" = "2501 2502 2503"
"""


def a_mark(classes: str = "", groups: str = "") -> Right:
    return Right(
        "CN", Kind.TRADEMARK, "云朵", "", "1", classes=tuple(classes.split()), groups=tuple(groups.split())
    )


@pytest.mark.parametrize(
    ("asked", "right", "expected"),
    [
        (Asked("28", frozenset({"2802"})), a_mark("28", "2802"), Goods.SAME_GROUP),
        (Asked("28", frozenset({"2802"})), a_mark("28", "2801"), Goods.LINKED_GROUP),
        (Asked("28", frozenset({"2802"})), a_mark("16", "1620"), Goods.LINKED_GROUP),
        (Asked("16", frozenset({"1620"})), a_mark("28", "2802"), Goods.LINKED_GROUP),
        (Asked("28", frozenset({"2802"})), a_mark("28", "2804"), Goods.SAME_CLASS),
        (Asked("", frozenset({"2802"})), a_mark("28"), Goods.SAME_CLASS),
        (Asked("28"), a_mark("28", "2802"), Goods.SAME_CLASS),
        (Asked("28"), a_mark("9 25"), Goods.OTHER_CLASS),
        (Asked("28"), a_mark(), Goods.UNKNOWN),
        (Asked(), a_mark("28", "2802"), Goods.UNKNOWN),
    ],
)
def test_goods_stand_in_the_nearest_relation_that_is_known(
    asked: Asked, right: Right, expected: Goods
) -> None:
    assert goods_of(right, asked, GROUPS) is expected


@pytest.mark.parametrize(
    ("status", "registered", "expires", "expected"),
    [
        (Status.IN_FORCE, date(2017, 3, 4), date(2027, 3, 3), Standing.IN_FORCE),
        (Status.IN_FORCE, None, None, Standing.IN_FORCE),
        (Status.IN_FORCE, date(2017, 3, 4), date(2026, 5, 1), Standing.IN_FORCE),  # the last day counts
        (Status.IN_FORCE, date(2016, 1, 1), date(2026, 4, 30), Standing.IN_GRACE),
        (Status.IN_FORCE, date(2005, 1, 1), date(2025, 4, 30), Standing.OVER_BY_NOW),
        (Status.IN_FORCE, date(2026, 5, 2), None, Standing.NOT_YET),
        (Status.PENDING, None, None, Standing.APPLIED_FOR),
        (Status.EXPIRED, None, date(2026, 4, 30), Standing.IN_GRACE),
        (Status.EXPIRED, None, date(2020, 4, 30), Standing.ENDED),
        (Status.REVOKED, None, date(2030, 1, 1), Standing.ENDED),
        (Status.UNKNOWN, None, None, Standing.UNKNOWN),
    ],
)
def test_a_status_is_read_on_the_day(
    status: Status, registered: date | None, expires: date | None, expected: Standing
) -> None:
    right = Right("CN", Kind.TRADEMARK, "云朵", registered=registered, expires=expires, status=status)

    assert standing(right, date(2026, 5, 1), load_law().grace_ends) is expected


def test_links_go_both_ways_and_are_followed_once() -> None:
    groups = read_groups(A_TABLE)

    assert groups.linked({"1620"}) == {"1620", "2802"}
    assert groups.linked({"2802"}) == {"1620", "2801", "2802"}
    assert groups.linked({"1608"}) == {"1608", "2803"}
    assert groups.linked({"2501"}) == {"2501", "2502", "2503"}
    assert groups.linked({"4501"}) == {"4501"}
    assert groups.linked(()) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "=",
        A_TABLE.replace("2801", "9901"),
        A_TABLE.replace("2501", "25"),
        A_TABLE.replace("[older]", "[other]"),
    ],
)
def test_a_malformed_table_of_groups_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_groups(text)


def test_the_table_that_ships_names_its_edition_and_source() -> None:
    assert GROUPS.edition
    assert "区分表" in GROUPS.source
    assert "核对" in GROUPS.status
