"""What may come next on a complaint: a table of stages and steps, and what else a step waits for.

The fold is total and takes every step that any device signed; this is what an officer is let do. Steps
of two devices that had not seen each other may contradict: then both stand and the step may be taken again.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import combinations

from app.case import Complaint, Moment
from app.complaints.papers import gate, lacking
from app.complaints.rules import Rules
from app.procedure.clocks import Running

PASS_ON, ANSWER, REMOVED = "complaint.pass_on", "complaint.answer", "complaint.remove"  # clocks
Said = tuple[str, str]  # a sentence in Chinese, and in English


class Step(StrEnum):
    SUPPLEMENT = "supplement"  # papers are handed in
    PASS_ON = "pass_on"  # to the competent department
    ASK = "ask"  # for papers that are lacking
    ACCEPT = "accept"
    REFUSE = "refuse"
    NOTIFY = "notify"  # the exhibitor
    INSPECT = "inspect"  # the stand
    ANSWER = "answer"  # the exhibitor's
    MEDIATE = "mediate"
    CONCLUDE = "conclude"  # by an opinion
    WITHDRAW = "withdraw"  # by the complainant
    REMOVED = "removed"  # the exhibits were seen to be gone
    HAND_OVER = "hand_over"  # to the authority that is competent after the fair, or for the matter


_WAITING = frozenset({Step.SUPPLEMENT, Step.ASK, Step.REFUSE, Step.WITHDRAW})
_TAKEN = frozenset({Step.INSPECT, Step.MEDIATE, Step.CONCLUDE, Step.WITHDRAW, Step.HAND_OVER})
TRACK: Mapping[str, frozenset[Step]] = {
    "filed": _WAITING | {Step.PASS_ON, Step.ACCEPT, Step.HAND_OVER},
    "to_supplement": _WAITING,
    "accepted": _TAKEN | {Step.NOTIFY},
    "notified": _TAKEN | {Step.ANSWER},
    "answered": _TAKEN | {Step.ANSWER},
    "refused": frozenset(),
    "concluded": frozenset({Step.REMOVED, Step.HAND_OVER}),
    "handed_over": frozenset(),
}
RECOMMENDED = (
    Step.SUPPLEMENT,
    Step.ACCEPT,
    Step.NOTIFY,
    Step.ANSWER,
    Step.CONCLUDE,
    Step.REMOVED,
)  # what comes next in the ordinary course, the first that may come
DISPUTED = {  # steps of one kind that contradict each other, and how they may be taken again
    "ComplaintDecided": frozenset({Step.ACCEPT, Step.REFUSE, Step.ASK}),
    "ComplaintNotified": frozenset({Step.NOTIFY}),
    "ComplaintConcluded": frozenset({Step.CONCLUDE}),
    "CaseHandedOver": frozenset({Step.HAND_OVER}),
}
ONCE = {Step.PASS_ON: PASS_ON, Step.REMOVED: REMOVED}  # steps on record as a clock that is settled
CLOSED = ("refused", "concluded", "handed_over")


def disputes(complaint: Complaint) -> tuple[tuple[Moment, Moment], ...]:
    """Return pairs of steps that differ and had not seen each other, unless a later one saw both."""
    found = []
    for kind in DISPUTED:
        same = [m for m in complaint.moments if m.kind == kind]
        for one, other in combinations(same, 2):
            apart = one.text != other.text and not (_saw(one, other) or _saw(other, one))
            if apart and not any(_saw(m, one) and _saw(m, other) for m in same):
                found.append((one, other))
    return tuple(found)


def may(complaint: Complaint) -> frozenset[Step]:
    """Return the steps that the table lets come next, and those on which two devices differ."""
    again = [DISPUTED[one.kind] for one, _ in disputes(complaint)]
    return TRACK.get(complaint.stage, frozenset()).union(*again)


def obstacle(step: Step, complaint: Complaint, rules: Rules, clocks: Sequence[Running]) -> Said | None:
    """Return why a step may not come now, in a sentence that says what to do; None if it may.

    `clocks` are those of its case at this moment.
    """
    if step not in may(complaint):
        return _out_of_turn(complaint.stage)
    if step is Step.ACCEPT:
        return _against_accepting(complaint, rules)
    if step in ONCE and any((m.kind, m.text) == ("ClockSettled", ONCE[step]) for m in complaint.moments):
        return ("该步骤已经记录，无须重复。", "This step is on record already; there is nothing to add.")
    if step is Step.REMOVED and (complaint.concluded is None or complaint.concluded.opinion != "remove"):
        return (
            "处理意见不是撤展，无须核验撤展情况。",
            "The opinion does not have the exhibits withdrawn; there is nothing to verify.",
        )
    return _against_concluding(complaint, clocks) if step is Step.CONCLUDE else None


def agreed(complaint: Complaint) -> bool:
    """Tell whether the last mediation came to an agreement."""
    return bool(complaint.mediations) and complaint.mediations[-1].outcome == "agreed"


def opinions_open(complaint: Complaint, rules: Rules) -> tuple[str, ...]:
    """Return the results that may be given now; "agreed" takes an agreement, "withdrawn" is another step."""
    keys = [line.key for line in rules.opinions if line.key != "withdrawn"]
    return tuple(key for key in keys if key != "agreed" or agreed(complaint))


def clocks_about(complaint: Complaint, clocks: Sequence[Running]) -> tuple[Running, ...]:
    """Return a case's clocks that concern a complaint: its own, and the one of all open matters."""
    own = (complaint.id, "complaint")
    shared = () if complaint.stage in CLOSED else ("fair.hand_over",)
    return tuple(c for c in clocks if (c.about, c.clock.per) == own or c.clock.key in shared)


def steps_open(complaint: Complaint, rules: Rules, clocks: Sequence[Running]) -> tuple[Step, ...]:
    """Return what may come next, what is recommended first, then in the order of the track."""
    found = [step for step in Step if obstacle(step, complaint, rules, clocks) is None]
    complete = not lacking(complaint.filed, complaint.proofs, rules)
    wanted = (step for step in RECOMMENDED if step in found and not (complete and step is Step.SUPPLEMENT))
    first = next(wanted, None)
    return tuple(sorted(found, key=lambda step: step is not first))


def _against_concluding(complaint: Complaint, clocks: Sequence[Running]) -> Said | None:
    if agreed(complaint):
        return None
    if complaint.stage == "accepted":
        return (
            "尚未通知参展商，不能作出处理意见；请先送达通知，或者记录调解结果。",
            "The exhibitor was not told yet; serve the notice first, or record an agreement.",
        )
    if complaint.stage == "notified" and _waits(complaint, clocks):
        return (
            "参展商的答辩期限未满且尚未答辩；请待其答辩或期满后再作出处理意见。",
            "The exhibitor's time to answer still runs; wait for the answer or for its end.",
        )
    return None


def _against_accepting(complaint: Complaint, rules: Rules) -> Said | None:
    kind = rules.kind(complaint.filed.right)
    if not kind.own:
        return (
            f"{kind.zh}投诉由{kind.department}处理；请把投诉移交该部门。",
            f"Complaints about {kind.en} are for the {kind.department_en}; pass this one on to it.",
        )
    papers = lacking(complaint.filed, complaint.proofs, rules)
    if papers:
        zh, en = rules.words(papers, "zh"), rules.words(papers, "en")
        if gate(complaint.filed, complaint.proofs, rules) and papers == ("report",):
            return (
                f"实用新型、外观设计投诉须提交{zh}；请通知投诉人补充，或者不予受理。",
                f"A complaint on a utility model or design takes the {en}; ask for it, or refuse.",
            )
        return (
            f"投诉材料尚缺：{zh}；请先补充齐全再受理。",
            f"Papers are still lacking: {en}; have them handed in before you take it up.",
        )
    known = {ground.key for ground in rules.grounds_of(complaint.filed.right)}
    stated = [key for key in complaint.filed.stated if key in known]
    if stated:
        zh, en = rules.words(stated, "zh"), rules.words(stated, "en")
        return (
            f"投诉人陈述：{zh}；属于不予受理的情形，请核实后作不予受理决定。",
            f"The complainant stated: {en}. This stands against taking it up; verify it and refuse.",
        )
    return None


def _out_of_turn(stage: str) -> Said:
    zh, en = {
        "filed": ("该投诉尚未受理；请先作出受理决定。", "It was not taken up yet; decide on that first."),
        "to_supplement": (
            "该投诉正在等待补充材料；请先登记补充的材料。",
            "It waits for papers; record what was handed in first.",
        ),
        "accepted": (
            "该投诉已受理，尚未通知参展商；请先送达通知。",
            "It was taken up, and the exhibitor was not told; serve the notice first.",
        ),
        "notified": (
            "该投诉已通知参展商；请记录答辩或作出处理意见。",
            "The exhibitor was told; record the answer or give the opinion.",
        ),
        "answered": (
            "参展商已经答辩；请调解或作出处理意见。",
            "The exhibitor has answered; mediate or give the opinion.",
        ),
        "refused": (
            "该投诉已不予受理，不能再办理；如有新材料请重新登记投诉。",
            "It was refused and is closed; with new papers, take down a new complaint.",
        ),
        "concluded": (
            "该投诉已有处理意见；可核验撤展或移交主管部门。",
            "The opinion was given; verify the withdrawal, or hand the case over.",
        ),
        "handed_over": (
            "该投诉已移交，不能再办理；请向接收部门了解。",
            "It was handed over and is closed here; ask the authority that took it.",
        ),
    }.get(
        stage,
        ("该投诉的状态不明；请更新程序后再办理。", "Its stage is not known here; update the program first."),
    )
    return zh, en


def _waits(complaint: Complaint, clocks: Sequence[Running]) -> bool:
    """Tell whether the exhibitor's time to answer still runs."""
    own = (c for c in clocks if (c.clock.key, c.about) == (ANSWER, complaint.id))
    return any(c.open and c.state in ("running", "soon") for c in own)


def _saw(one: Moment, other: Moment) -> bool:
    return one.source.place.has_seen(other.source.place)
