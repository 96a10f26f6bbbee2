"""Amounts found beside the thresholds of the day of the act: an indicator on both sides of 2025-04-26."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from app.case import Case
from app.events import ExhibitAdded, ExhibitChecked, FactRecorded
from app.findings import Finding, Severity
from app.law import load_law
from app.procedure import load_procedure
from app.procedure.crimes import Weighed, sentence
from tests.app.procedure.cases import OPENED, a_case, a_finding

BOOK, LAW = load_procedure(), load_law()
OLD, NEW = date(2025, 4, 25), date(2025, 4, 26)
MARK = a_finding("mark.conflict", "TM1", "TM2", subject="云朵")
OTHERS_PATENT = a_finding("patent.other_holder.none", "P1", subject="ZL201710601862.3")


def counted(
    *exhibits: tuple[Mapping[str, str], tuple[Finding, ...]], facts: Mapping[str, str] | None = None
) -> Case:
    """Return a case of exhibits with what was counted, and facts of the case."""
    events: list[tuple[str, object]] = [("2026-09-30 10:00", OPENED)]
    for number, (told, findings) in enumerate(exhibits, 1):
        name = f"1.{number}"
        events.append(("2026-09-30 10:01", ExhibitAdded(name, "玩具")))
        check = ExhibitChecked(name, "e", date(2026, 5, 1), date(2026, 9, 30), findings)
        events.append(("2026-09-30 10:02", check))
        events += [("2026-09-30 10:03", FactRecorded(name, field, value)) for field, value in told.items()]
    events += [("2026-09-30 10:04", FactRecorded("", f, v)) for f, v in (facts or {}).items()]
    return a_case(*events)  # type: ignore[arg-type]  # events of several kinds


def weighed(case: Case, key: str, on: date = NEW) -> Weighed:
    found = [w for w in BOOK.weighed(case, LAW, on) if w.crime.key == key]
    assert len(found) == 1
    return found[0]


def test_goods_on_site_and_sold_add_up_to_the_turnover() -> None:
    told = {"quantity": "120 件", "tag_price": "￥190", "sold_quantity": "100", "sold_price": "240"}
    found = weighed(counted((told, (MARK,))), "mark.counterfeiting", OLD)

    assert dict(found.known)["turnover"] == Decimal(120 * 190 + 100 * 240)
    assert found.unit_values == ("tag",)
    assert not found.reached
    assert sentence(found, BOOK.crimes, "en").endswith("turnover found 46,800 of 50,000 yuan (93 %)")
    assert "已查明非法经营数额 46,800 元，标准为 50,000 元（93 %）" in sentence(found, BOOK.crimes, "zh")


def test_unsold_goods_are_valued_by_the_interpretation_of_the_day() -> None:
    told = {"quantity": "100", "tag_price": "300", "sold_quantity": "0", "sold_price": "200"}
    case = counted((told, (MARK,)))

    old, new = (weighed(case, "mark.counterfeiting", on) for on in (OLD, NEW))

    assert (dict(old.known)["unsold"], old.unit_values) == (Decimal(30000), ("tag",))
    assert (dict(new.known)["unsold"], new.unit_values) == (Decimal(20000), ("sold",))
    assert old.basis is not None
    assert new.basis is not None
    assert (old.basis.edition, new.basis.edition) == ("法释〔2004〕19号", "法释〔2025〕5号")


def test_the_market_price_of_the_genuine_goods_comes_last() -> None:
    told = {"quantity": "10", "market_price": "500"}

    assert weighed(counted((told, (MARK,))), "mark.counterfeiting").unit_values == ("market",)


@pytest.mark.parametrize(
    ("on", "loss", "amount", "reached"),
    [(OLD, "300000", 500000, False), (NEW, "300000", 300000, True), (OLD, "500000", 500000, True)],
)
def test_the_loss_of_a_patent_holder_counts_from_a_lower_figure_since_2025(
    on: date, loss: str, amount: int, reached: bool
) -> None:
    found = weighed(counted(({}, (OTHERS_PATENT,)), facts={"loss": loss}), "patent.counterfeiting", on)

    assert found.nearest is not None
    assert (found.nearest.amount, found.reached) == (amount, reached)


@pytest.mark.parametrize(("on", "amount"), [(OLD, 20000), (NEW, 10000)])
def test_labels_are_counted_by_the_piece(on: date, amount: int) -> None:
    told = {"labels": "yes", "quantity": "9000"}

    found = weighed(counted((told, (MARK,))), "mark.labels", on)

    assert found.nearest is not None
    assert (found.nearest.measure, found.nearest.amount) == ("pieces", amount)


def test_two_marks_lower_the_threshold_and_so_does_a_punishment_within_two_years_since_2025() -> None:
    told = {"quantity": "100", "tag_price": "250"}
    other = a_finding("mark.conflict", "TM1", subject="雪山")
    one, two = counted((told, (MARK,))), counted((told, (MARK, other)))
    again = counted((told, (MARK,)), facts={"repeat": "yes"})

    def nearest(case: Case, on: date) -> tuple[int, str]:
        found = weighed(case, "mark.counterfeiting", on).nearest
        assert found is not None
        return found.amount, found.when

    assert nearest(one, NEW) == (50000, "")
    assert nearest(two, OLD) == (30000, "two_rights")
    assert nearest(again, OLD) == (50000, "")
    assert nearest(again, NEW) == (30000, "repeat")


def test_what_is_missing_is_named_by_exhibit() -> None:
    case = counted(({"quantity": "10"}, (MARK,)), ({"sold_quantity": "3", "tag_price": "5"}, (MARK,)))

    found = weighed(case, "mark.counterfeiting")

    assert {(m.about, m.field) for m in found.missing} == {
        ("1.1", "price"),
        ("1.1", "sold_quantity"),
        ("1.2", "quantity"),
        ("1.2", "sold_price"),
        ("", "gains"),
        ("", "repeat"),
    }
    assert found.nearest is None
    assert found.ratio == 0
    assert "尚无数额" in sentence(found, BOOK.crimes, "zh")


def test_only_another_s_patent_counts_and_a_lapsed_one_of_one_s_own_does_not() -> None:
    lapsed = a_finding("patent.lapsed.after", "P1")
    told = {"quantity": "10000", "tag_price": "100"}

    assert BOOK.weighed(counted((told, (lapsed,))), LAW, NEW) == ()
    assert weighed(counted((told, (OTHERS_PATENT,))), "patent.counterfeiting").reached


def test_near_marks_and_findings_that_are_no_suspicion_are_not_weighed() -> None:
    near = a_finding("mark.conflict", "TM2")
    unsure = a_finding("mark.conflict", "TM1", severity=Severity.NEEDS_VERIFICATION)
    told = {"quantity": "10000", "tag_price": "100"}

    for finding in (near, unsure):
        assert BOOK.weighed(counted((told, (finding,))), LAW, NEW) == ()


def test_nothing_is_called_a_crime_and_a_ratio_is_never_rounded_up() -> None:
    told = {"quantity": "499999", "tag_price": "0.1"}

    found = weighed(counted((told, (MARK,))), "mark.counterfeiting", OLD)
    texts = [
        sentence(w, BOOK.crimes, language)
        for w in BOOK.weighed(counted((told, (MARK,))), LAW, OLD)
        for language in ("zh", "en")
    ]

    assert not found.reached
    assert "49,999.90 of 50,000 yuan (99 %)" in texts[1]
    assert not any(word in text for text in texts for word in ("罪", "crime ", "guilty"))


def test_acts_before_the_first_interpretation_are_not_weighed() -> None:
    assert (
        BOOK.weighed(counted(({"quantity": "1", "tag_price": "1"}, (MARK,))), LAW, date(2004, 12, 21)) == ()
    )


def test_every_edition_names_a_provision_of_its_day_and_says_whether_it_was_read() -> None:
    for crime in BOOK.crimes.crimes:
        for edition in crime.editions:
            assert LAW.provision(edition.basis, edition.effective_from) is not None
            assert edition.source
        assert crime.editions[-1].effective_to is None
        assert set(crime.causes) <= {cause.key for cause in BOOK.causes}
    unread = {c.key for c in BOOK.crimes.crimes for e in c.editions if not e.verified}
    assert unread == {"mark.selling", "copyright.infringing", "copyright.selling"}
