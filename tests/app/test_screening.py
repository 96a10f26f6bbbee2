"""What to look at first: the order of a screened list, and the reasons for it."""

from datetime import date

import pytest

from app.fair import Declared, Stand, StandList
from app.law import load_law
from app.names.answers import Band, Goods, Likeness, NameHit, Note, Standing
from app.names.groups import load_groups
from app.rights import Kind, Right, Status
from app.screening import ExhibitLine, Risk, Verdict, declared_exhibits, judge, judge_all, risk_of, sign_of
from app.wording import load_wording

LAW, GROUPS = load_law(), load_groups()
TODAY = date(2026, 5, 1)
US, OTHERS = "杭州云朵玩具有限公司", "宁波小熊文创有限公司"


def a_line(nice: str = "28", group: str = "", exhibitor: str = US, product: str = "云朵猫") -> ExhibitLine:
    return ExhibitLine(1, "1A03", exhibitor, product, "", nice, group)


def a_hit(
    band: Band, holder: str = OTHERS, status: Status = Status.IN_FORCE, nice: str = "28", office: str = "CN"
) -> NameHit:
    right = Right(
        office, Kind.TRADEMARK, "云朵猫", "", "1", classes=(nice,), holders=(holder,), status=status
    )
    return NameHit("云朵猫", Likeness(band, ("5.1.4",), ()), (right,), 1)


def verdict(line: ExhibitLine, *hits: NameHit) -> Verdict:
    return judge(line, hits, GROUPS, TODAY, LAW.grace_ends)


@pytest.mark.parametrize(
    ("band", "goods", "standing", "expected"),
    [
        (Band.IDENTICAL, Goods.SAME_GROUP, Standing.IN_FORCE, Risk.LOOK_FIRST),
        (Band.IDENTICAL, Goods.SAME_CLASS, Standing.IN_GRACE, Risk.LOOK_FIRST),
        (Band.IDENTICAL, Goods.LINKED_GROUP, Standing.IN_FORCE, Risk.LOOK_FIRST),
        (Band.IDENTICAL, Goods.SAME_CLASS, Standing.APPLIED_FOR, Risk.LOOK),
        (Band.IDENTICAL, Goods.UNKNOWN, Standing.IN_FORCE, Risk.LOOK),
        (Band.IDENTICAL, Goods.UNKNOWN, Standing.UNKNOWN, Risk.LOOK_LATER),
        (Band.IDENTICAL, Goods.OTHER_CLASS, Standing.IN_FORCE, Risk.LOOK_LATER),
        (Band.IDENTICAL, Goods.OTHER_CLASS, Standing.APPLIED_FOR, Risk.NOTHING_NEAR),
        (Band.IDENTICAL, Goods.SAME_GROUP, Standing.ENDED, Risk.NOTHING_NEAR),
        (Band.IDENTICAL, Goods.SAME_GROUP, Standing.OVER_BY_NOW, Risk.NOTHING_NEAR),
        (Band.VERY_NEAR, Goods.SAME_CLASS, Standing.IN_FORCE, Risk.LOOK),
        (Band.VERY_NEAR, Goods.UNKNOWN, Standing.IN_FORCE, Risk.LOOK_LATER),
        (Band.VERY_NEAR, Goods.OTHER_CLASS, Standing.IN_FORCE, Risk.NOTHING_NEAR),
        (Band.NEAR, Goods.SAME_CLASS, Standing.IN_FORCE, Risk.LOOK_LATER),
        (Band.NEAR, Goods.UNKNOWN, Standing.IN_FORCE, Risk.NOTHING_NEAR),
        (Band.REMOTE, Goods.SAME_GROUP, Standing.IN_FORCE, Risk.NOTHING_NEAR),
    ],
)
def test_nearness_goods_and_status_make_the_risk(
    band: Band, goods: Goods, standing: Standing, expected: Risk
) -> None:
    assert risk_of(band, Note(goods, standing), "CN") is expected


def test_a_mark_abroad_weighs_less_and_says_so() -> None:
    told = verdict(a_line(), a_hit(Band.IDENTICAL, office="TW"))

    assert told.risk is Risk.LOOK_LATER
    assert "screen.abroad" in told.reasons


def test_the_exhibitors_own_mark_moves_the_line_down() -> None:
    own, near_own = a_hit(Band.IDENTICAL, "杭州云朵玩具股份有限公司"), a_hit(Band.VERY_NEAR, US)
    others = a_hit(Band.VERY_NEAR)

    assert verdict(a_line(), own, others).risk is Risk.OWN
    assert verdict(a_line(), others).risk is Risk.LOOK
    assert verdict(a_line(), near_own, others).risk is Risk.LOOK_LATER
    assert "screen.own.very_near" in verdict(a_line(), near_own, others).reasons


def test_an_own_mark_that_ended_or_is_for_other_goods_does_not_help() -> None:
    ended = a_hit(Band.IDENTICAL, US, Status.REVOKED)
    elsewhere = a_hit(Band.IDENTICAL, US, nice="9")

    assert verdict(a_line(), ended, a_hit(Band.IDENTICAL)).risk is Risk.LOOK_FIRST
    assert verdict(a_line(), elsewhere, a_hit(Band.IDENTICAL)).risk is Risk.LOOK_FIRST


def test_the_order_follows_risk_then_nearness_then_goods_then_status() -> None:
    ordered = [
        verdict(a_line(), a_hit(Band.IDENTICAL)),
        verdict(a_line(), a_hit(Band.IDENTICAL, status=Status.PENDING)),
        verdict(a_line(), a_hit(Band.VERY_NEAR)),
        verdict(a_line(nice=""), a_hit(Band.VERY_NEAR)),
        verdict(a_line(), a_hit(Band.NEAR)),
        verdict(a_line(), a_hit(Band.IDENTICAL, US)),
        verdict(a_line()),
        verdict(a_line(product="")),
    ]

    assert [v.order for v in ordered] == sorted({v.order for v in ordered})
    assert [v.risk for v in ordered][-3:] == [Risk.OWN, Risk.NOTHING_NEAR, Risk.NOT_SEARCHED]


def test_lines_of_one_sign_are_judged_as_each_alone() -> None:
    lines = [a_line(nice, exhibitor=firm) for nice in ("28", "9", "") for firm in (US, OTHERS, "x", "")]
    hits = (a_hit(Band.IDENTICAL), a_hit(Band.VERY_NEAR, US))

    together = judge_all(lines, hits, GROUPS, TODAY, LAW.grace_ends)

    assert together == tuple(verdict(line, *hits) for line in lines)


def test_the_worst_of_several_marks_decides() -> None:
    told = verdict(a_line(), a_hit(Band.REMOTE), a_hit(Band.NEAR), a_hit(Band.IDENTICAL))

    assert told.risk is Risk.LOOK_FIRST
    assert told.reasons[0] == "screen.band.identical"


def test_a_line_without_a_class_says_that_goods_were_not_compared() -> None:
    assert "screen.no_class" in verdict(a_line(nice=""), a_hit(Band.IDENTICAL)).reasons


@pytest.mark.parametrize(
    ("brand", "product", "expected"),
    [
        ("云朵猫", "毛绒玩具", "云朵猫"),
        ("", "毛绒玩具", "毛绒玩具"),
        ("  ", "ＡＢＣ \n 玩具", "ABC 玩具"),
        ("——", "…", ""),
        ("", "", ""),
        ("长" * 10_000, "", "长" * 200),
    ],
)
def test_the_brand_is_searched_before_the_name(brand: str, product: str, expected: str) -> None:
    assert sign_of(ExhibitLine(1, "", "", product, brand)) == expected


def test_what_exhibitors_declared_becomes_a_list() -> None:
    stands = StandList(
        1, "f", ("1",), (Stand("1A03", "1", US, declared=(Declared("云朵猫", nice="028", group="2802"),)),
                         Stand("1A04", "1", OTHERS)),
    )  # fmt: skip

    exhibits = declared_exhibits("展会", "ab", stands)

    assert exhibits.lines == (ExhibitLine(1, "1A03", US, "云朵猫", "", "28", "2802"),)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_and_risk_is_worded(language: str) -> None:
    words = load_wording(language).words
    codes = {f"screen.band.{band}" for band in Band} | {f"screen.goods.{goods}" for goods in Goods}
    codes |= {f"screen.standing.{standing}" for standing in Standing}
    codes |= {"screen.no_sign", "screen.nothing_near", "screen.own.identical", "screen.own.very_near"}
    codes |= {"screen.no_class", "screen.abroad"}
    rules = {f"mark.near.5.1.{rule}" for rule in range(2, 18)}  # 5.1.1 is told by the band

    assert codes | rules <= set(words["reason"])
    assert {f"screen.{risk}" for risk in Risk} <= set(words["title"])
