"""Folded cases with one complaint, at every stage."""

from datetime import datetime, timedelta

from app.case import Case, Complaint
from app.complaints import (
    Rules,
    Step,
    load_rules,
    obstacle,
)
from app.events import (
    CaseHandedOver,
    CaseOpened,
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintNotified,
    Event,
    FairPublished,
)
from app.fold import fold
from app.law import CHINA, load_law
from app.procedure import load_procedure
from app.procedure.clocks import Running
from tests.builders import ALog, recorded

LAW, BOOK, RULES = load_law(), load_procedure(), load_rules()
BEGAN = datetime.fromtimestamp(1_780_000_000, CHINA)  # when the logs of the builders begin
FAIR = FairPublished(
    "F", "测试展", "馆", BEGAN.date(), BEGAN.date() + timedelta(days=2), "", "", "", BEGAN.date(), "测试局"
)
CASE = "F-1-0001"
PATENT = ("patent_certificate", "gazette", "legal_status", "identity", "evidence")
FILED = ComplaintFiled("1.1", "invention", "ZL201710601862.3", "玩具", "甲公司", proofs=PATENT)
NOTICE = ComplaintNotified("1.1", "乙公司", 6)
TOLD = (ComplaintDecided("1.1", "accepted"), NOTICE)
WAYS: dict[str, tuple[Event, ...]] = {  # to every stage
    "filed": (),
    "to_supplement": (ComplaintDecided("1.1", "to_supplement", lacking=("report",)),),
    "accepted": (ComplaintDecided("1.1", "accepted"),),
    "notified": TOLD,
    "answered": (*TOLD, ComplaintAnswered("1.1", "自有设计")),
    "refused": (ComplaintDecided("1.1", "refused", grounds=("lawsuit",)),),
    "concluded": (*TOLD, ComplaintConcluded("1.1", "remove", "撤展")),
    "handed_over": (CaseHandedOver("属地局", "展会结束", "1.1"),),
}


def a_case(
    *events: Event, filed: ComplaintFiled = FILED, stand: str = "1A01", exhibitor: str = "乙公司"
) -> Case:
    log = ALog()
    for event in (CaseOpened("F", stand, "1", exhibitor), filed, *events):
        log.add(event, CASE)
    return fold(CASE, recorded(log.entries[1:]))


def a_complaint(*events: Event, filed: ComplaintFiled = FILED) -> Complaint:
    return a_case(*events, filed=filed).complaints[0]


def running(case: Case, hours: float = 1, days: float = 0) -> tuple[Running, ...]:
    return BOOK.running(case, FAIR, LAW, BEGAN + timedelta(days=days, hours=hours))


def told(step: Step, complaint: Complaint, clocks: tuple[Running, ...] = (), rules: Rules = RULES) -> str:
    said = obstacle(step, complaint, rules, clocks)
    return said[0] if said else ""
