"""What may come next on a complaint, which clocks run, and what two devices did."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.complaints import (
    Step,
    clocks_about,
    disputes,
    gate,
    obstacle,
    opinions_open,
    papers_for,
    read_rules,
    steps_open,
)
from app.complaints.track import TRACK
from app.events import (
    CaseOpened,
    ClockSettled,
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    MediationHeld,
)
from app.fold import fold
from app.resources import resource
from tests.app.complaints.cases import (
    CASE,
    FAIR,
    FILED,
    LAW,
    PATENT,
    RULES,
    TOLD,
    WAYS,
    a_case,
    a_complaint,
    running,
    told,
)
from tests.builders import ALog, recorded


@pytest.mark.parametrize("stage", TRACK)
@pytest.mark.parametrize("step", Step)
def test_a_step_is_let_or_refused_as_the_table_says(stage: str, step: Step) -> None:
    complaint = a_complaint(*WAYS[stage])
    assert complaint.stage == stage

    said = obstacle(step, complaint, RULES, ())

    if step not in TRACK[stage]:
        assert said is not None
        assert all(said)
    elif (stage, step) == ("accepted", Step.CONCLUDE):
        assert said is not None
        assert "尚未通知" in said[0]
    else:
        assert said is None


def test_every_step_can_come_at_some_stage_and_nothing_but_the_end_follows_the_end() -> None:
    assert set().union(*TRACK.values()) == set(Step)
    assert TRACK["refused"] == TRACK["handed_over"] == frozenset()
    assert TRACK["concluded"] == {Step.REMOVED, Step.HAND_OVER}


def test_a_stage_of_a_later_program_lets_nothing_happen() -> None:
    complaint = replace(a_complaint(), stage="arbitrated")

    assert steps_open(complaint, RULES, ()) == ()
    assert "更新程序" in told(Step.ACCEPT, complaint)


def test_a_complaint_that_lacks_papers_is_not_taken_up_and_says_which() -> None:
    complaint = a_complaint(filed=replace(FILED, proofs=("identity", "evidence", "gazette")))

    assert "专利证书、专利法律状态证明" in told(Step.ACCEPT, complaint)
    assert steps_open(complaint, RULES, ())[0] is Step.SUPPLEMENT


@pytest.mark.parametrize("kind", ["utility_model", "design"])
@pytest.mark.parametrize(
    ("policy", "asked", "refused"), [("off", False, False), ("remind", True, False), ("refuse", True, True)]
)
def test_the_evaluation_report_is_asked_for_as_the_bureau_sets_it(
    kind: str, policy: str, asked: bool, refused: bool
) -> None:
    rules = read_rules(
        resource("procedure", "complaints", "track.toml").read_text("utf-8"),
        f'schema = 1\n[settings]\nreport = "{policy}"\n',
    )
    complaint = a_complaint(filed=replace(FILED, right=kind))

    assert gate(complaint.filed, complaint.proofs, rules) is asked
    assert not gate(complaint.filed, (*PATENT, "report"), rules)
    assert bool(told(Step.ACCEPT, complaint, rules=rules)) is refused
    assert ("report" in [p.key for p in papers_for(kind, rules, agent=False, interested=False)]) is asked


def test_what_the_complainant_states_can_stand_against_taking_it_up() -> None:
    complaint = a_complaint(filed=replace(FILED, stated=("lawsuit",)))

    assert "已向人民法院提起" in told(Step.ACCEPT, complaint)
    assert told(Step.REFUSE, complaint) == ""


def test_a_complaint_for_another_department_is_passed_on_and_not_taken_up() -> None:
    filed = replace(FILED, right="copyright", number="", proofs=("copyright_proof", "identity", "evidence"))
    complaint = a_complaint(filed=filed)

    assert "著作权主管部门" in told(Step.ACCEPT, complaint)
    assert {Step.PASS_ON, Step.HAND_OVER} <= set(steps_open(complaint, RULES, ()))


def test_an_opinion_waits_for_the_answer_or_for_the_end_of_its_time() -> None:
    case = a_case(*TOLD)
    complaint = case.complaints[0]

    assert "期限未满" in told(Step.CONCLUDE, complaint, running(case, hours=1))
    assert told(Step.CONCLUDE, complaint, running(case, hours=6.5)) == ""
    answered = a_case(*TOLD, ComplaintAnswered("1.1", "自有设计"))
    assert told(Step.CONCLUDE, answered.complaints[0], running(answered, hours=1)) == ""


def test_an_agreement_may_be_the_result_at_once_and_only_where_there_is_one() -> None:
    failed = a_complaint(ComplaintDecided("1.1", "accepted"), MediationHeld("1.1", "failed"))
    agreed = a_complaint(ComplaintDecided("1.1", "accepted"), MediationHeld("1.1", "agreed"))

    assert opinions_open(failed, RULES) == ("remove", "no_action")
    assert opinions_open(agreed, RULES) == ("remove", "no_action", "agreed")
    assert told(Step.CONCLUDE, agreed) == ""
    assert "尚未通知" in told(Step.CONCLUDE, failed)


def test_the_withdrawal_of_exhibits_is_verified_once_and_only_after_such_an_opinion() -> None:
    removed = a_complaint(*WAYS["concluded"], ClockSettled("complaint.remove", "1.1", "已撤下"))
    kept = a_complaint(*TOLD, ComplaintConcluded("1.1", "no_action", "证据不足"))

    assert "已经记录" in told(Step.REMOVED, removed)
    assert "不是撤展" in told(Step.REMOVED, kept)


def test_the_clocks_of_a_complaint_run_and_end() -> None:
    lacked = ComplaintDecided("1.1", "to_supplement", lacking=("report",))
    case = a_case()
    (clock,) = clocks_about(case.complaints[0], running(case, hours=1))
    assert (clock.clock.key, clock.state, clock.due - clock.started) == (
        "complaint.pass_on",
        "running",
        timedelta(hours=24),
    )
    (late,) = clocks_about(case.complaints[0], running(case, hours=25))
    assert late.state == "overdue"
    waiting = a_case(lacked)
    assert all(not c.open for c in clocks_about(waiting.complaints[0], running(waiting)))
    notified = a_case(ClockSettled("complaint.pass_on", "1.1", "本局"), *TOLD)
    opened = [c for c in clocks_about(notified.complaints[0], running(notified)) if c.open]
    assert [(c.clock.key, c.due - c.started) for c in opened] == [("complaint.answer", timedelta(hours=6))]


def test_after_the_fair_an_open_complaint_has_fifteen_working_days_to_be_handed_over() -> None:
    case = a_case(*TOLD)

    assert "fair.hand_over" not in [
        c.clock.key for c in clocks_about(case.complaints[0], running(case, days=1))
    ]
    after = clocks_about(case.complaints[0], running(case, days=4))
    (clock,) = [c for c in after if c.clock.key == "fair.hand_over"]
    assert clock.day == LAW.calendar.after(FAIR.ends, 15)
    closed = a_case(*WAYS["concluded"])
    assert "fair.hand_over" not in [
        c.clock.key for c in clocks_about(closed.complaints[0], running(closed, days=4))
    ]


def test_two_devices_that_decide_differently_are_shown_and_may_decide_again() -> None:
    log, other = ALog(), ALog(2, "other")
    for event in (CaseOpened("F", "1A01", "1", "乙公司"), FILED):
        log.add(event, CASE)
    seen = (log.entries[-1].id,)
    log.add(ComplaintDecided("1.1", "accepted"), CASE)
    other.add(ComplaintDecided("1.1", "refused", grounds=("lawsuit",)), CASE, saw=seen)

    both = fold(CASE, recorded([*log.entries[1:], *other.entries])).complaints[0]
    ((one, two),) = disputes(both)
    assert {one.text, two.text} == {"accepted", "refused"}
    assert told(Step.ACCEPT, both) == told(Step.REFUSE, both) == ""

    log.add(ComplaintDecided("1.1", "accepted", "已核实未起诉"), CASE, saw=(other.entries[-1].id,))
    settled = fold(CASE, recorded([*log.entries[1:], *other.entries])).complaints[0]
    assert (disputes(settled), settled.stage) == ((), "accepted")


def test_two_devices_that_decide_alike_are_no_dispute() -> None:
    log, other = ALog(), ALog(2, "other")
    log.add(FILED, CASE)
    seen = (log.entries[-1].id,)
    log.add(ComplaintDecided("1.1", "accepted"), CASE)
    other.add(ComplaintDecided("1.1", "accepted"), CASE, saw=seen)

    assert disputes(fold(CASE, recorded([*log.entries[1:], *other.entries])).complaints[0]) == ()
