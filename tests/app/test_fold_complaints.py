"""What a complaint adds up to: its stage, what it lacks, since when it is complete, what two devices said."""

from app.case import Case, Complaint
from app.events import (
    CaseHandedOver,
    CaseOpened,
    ClockSettled,
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintNotified,
    ComplaintSupplemented,
    Event,
    MediationHeld,
)
from app.fold import fold, summarise
from tests.builders import ALog, recorded

CASE = "F-1-0001"
FILED = ComplaintFiled("1.1", "design", "202130123456.7", "玩具", "甲公司", proofs=("identity",))


def folded(*events: Event) -> tuple[Case, ALog]:
    log = ALog()
    for event in (CaseOpened("F", "1A01", "1", "乙公司"), *events):
        log.add(event, CASE)
    return fold(CASE, recorded(log.entries[1:])), log


def one(*events: Event) -> Complaint:
    complaint = folded(FILED, *events)[0].complaint("1.1")
    assert complaint is not None
    return complaint


def test_a_complaint_that_lacks_nothing_is_complete_from_the_filing_on() -> None:
    complaint = one()

    assert (complaint.stage, complaint.lacking) == ("filed", ())
    assert complaint.complete_at == complaint.source
    assert complaint.proofs == ("identity",)


def test_what_is_lacking_is_crossed_off_and_the_last_paper_makes_it_complete() -> None:
    asked = ComplaintDecided("1.1", "to_supplement", lacking=("report", "certificate"))
    half = one(asked, ComplaintSupplemented("1.1", ("report",)))
    whole = one(
        asked,
        ComplaintSupplemented("1.1", ("report",)),
        ComplaintSupplemented("1.1", ("certificate", "report")),
    )

    assert (half.stage, half.lacking, half.complete_at) == ("to_supplement", ("certificate",), None)
    assert (whole.stage, whole.lacking) == ("filed", ())
    assert whole.complete_at == whole.moments[-1].source
    assert whole.proofs == ("identity", "report", "certificate")


def test_every_step_is_remembered_with_what_it_came_to() -> None:
    case, _ = folded(
        FILED,
        ClockSettled("complaint.pass_on", "1.1", "市场监管局"),
        ClockSettled("penalty.pay", "1.1", "not about the complaint"),
        ComplaintDecided("1.1", "accepted"),
        ComplaintNotified("1.1", "乙公司", 12),
        ComplaintAnswered("1.1", "自有设计"),
        MediationHeld("1.1", "failed"),
        ComplaintConcluded("1.1", "remove", "撤展"),
        CaseHandedOver("属地局", "展会结束", "1.1"),
    )
    complaint = case.complaints[0]

    assert [(m.kind, m.text) for m in complaint.moments] == [
        ("ComplaintFiled", "甲公司"),
        ("ClockSettled", "complaint.pass_on"),
        ("ComplaintDecided", "accepted"),
        ("ComplaintNotified", "乙公司"),
        ("ComplaintAnswered", "自有设计"),
        ("MediationHeld", "failed"),
        ("ComplaintConcluded", "remove"),
        ("CaseHandedOver", "属地局"),
    ]
    assert complaint.stage == "handed_over"
    assert case.handed_over[0].complaint == "1.1"
    assert summarise(case).complaints == 1


def test_what_is_said_of_another_complaint_leaves_this_one_alone() -> None:
    complaint = one(ComplaintDecided("1.2", "refused"), CaseHandedOver("属地局", "无管辖权"))

    assert complaint.stage == "filed"
    assert len(complaint.moments) == 1


def test_two_decisions_that_had_not_seen_each_other_are_both_kept() -> None:
    case, log = folded(FILED)
    other = ALog(2, "other")
    seen = (log.entries[-1].id,)
    log.add(ComplaintDecided("1.1", "accepted"), CASE)
    other.add(ComplaintDecided("1.1", "refused", "已起诉"), CASE, saw=seen)

    case = fold(CASE, recorded([*log.entries[1:], *other.entries]))
    first, second = case.complaints[0].moments[-2:]

    assert {first.text, second.text} == {"accepted", "refused"}
    assert not second.source.place.has_seen(first.source.place)
    assert case.complaints[0].stage == second.text
