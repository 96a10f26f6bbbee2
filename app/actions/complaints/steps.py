"""The steps of a complaint: each is refused with a sentence where it may not come, else put on record."""

from collections.abc import Sequence

from app.actions.complaints.texts import long_text, short_text
from app.actions.duty import require_inspectors
from app.actions.stands import start_visit
from app.case import Case, Complaint
from app.complaints import (
    PASS_ON,
    REMOVED,
    Step,
    lacking,
    obstacle,
    opinions_open,
)
from app.errors import NotAllowed, NotFound
from app.events import (
    CaseEvent,
    CaseHandedOver,
    ClockSettled,
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintNotified,
    ComplaintSupplemented,
    MediationHeld,
)
from app.kit import Kit
from app.log import BlobRef
from app.procedure.clocks import Running

MEDIATED = ("agreed", "failed", "declined")
BOTH = ("complainant", "exhibitor")


def running_clocks(kit: Kit, case: Case) -> tuple[Running, ...]:
    """Return the clocks of a case at this moment, those that press most first."""
    return kit.procedure.running(case, kit.casebook.bureau.fair(case.fair), kit.law, kit.now())


def supplement(kit: Kit, case_number: str, complaint_id: str, papers: Sequence[str], note: str = "") -> Case:
    """Record papers that were handed in later, and say again what is still lacking.

    Raises:
        NotAllowed, NotFound: it may not come next, or no paper is named; no such complaint.
    """
    _, complaint = _ready(kit, case_number, complaint_id, Step.SUPPLEMENT)
    new = tuple(p.key for p in kit.complaints.papers if p.key in papers and p.key not in complaint.proofs)
    if not new:
        raise NotAllowed("请勾选补充提交的材料。", "Tick the papers that were handed in.")
    events: list[CaseEvent] = [ComplaintSupplemented(complaint_id, new, long_text(note, "说明", "note"))]
    if still := lacking(complaint.filed, (*complaint.proofs, *new), kit.complaints):
        events.append(ComplaintDecided(complaint_id, "to_supplement", lacking=still))
    return kit.casebook.append(case_number, *events)


def ask_for_papers(kit: Kit, case_number: str, complaint_id: str, papers: Sequence[str], reason: str) -> Case:
    """Ask the complainant for papers. Raises NotAllowed, NotFound."""
    _, complaint = _ready(kit, case_number, complaint_id, Step.ASK)
    wanted = tuple(p.key for p in kit.complaints.papers if p.key in papers and p.key not in complaint.proofs)
    if not wanted:
        raise NotAllowed("请勾选需要补充的材料。", "Tick the papers to be handed in.")
    asked = ComplaintDecided(
        complaint_id, "to_supplement", long_text(reason, "理由", "reason"), lacking=wanted
    )
    return kit.casebook.append(case_number, asked)


def pass_on(kit: Kit, case_number: str, complaint_id: str, to: str = "") -> Case:
    """Pass a complaint on to the competent department; where that is not this bureau, the file goes there.

    Raises:
        NotAllowed, NotFound: it may not come next; no such complaint.
    """
    _, complaint = _ready(kit, case_number, complaint_id, Step.PASS_ON)
    kind = kit.complaints.kind(complaint.filed.right)
    to = short_text(to, "接收部门", "department") or kind.department
    if kind.own:
        return kit.casebook.append(case_number, ClockSettled(PASS_ON, complaint_id, to))
    reason = f"{kind.zh}投诉由{kind.department}处理"
    return kit.casebook.append(case_number, CaseHandedOver(to, reason, complaint_id))


def accept(kit: Kit, case_number: str, complaint_id: str, reason: str = "") -> Case:
    """Take a complaint up. What was not passed on yet is with the competent department by this.

    Raises:
        NotAllowed, NotFound: papers or more stand against it; no such complaint.
    """
    case, complaint = _ready(kit, case_number, complaint_id, Step.ACCEPT)
    events: list[CaseEvent] = [
        ComplaintDecided(complaint_id, "accepted", long_text(reason, "理由", "reason"))
    ]
    open_clocks = [c for c in running_clocks(kit, case) if c.open and c.about == complaint_id]
    if any(c.clock.key == PASS_ON for c in open_clocks):
        department = kit.complaints.kind(complaint.filed.right).department
        events.insert(0, ClockSettled(PASS_ON, complaint_id, department))
    return kit.casebook.append(case_number, *events)


def refuse(kit: Kit, case_number: str, complaint_id: str, grounds: Sequence[str], reason: str = "") -> Case:
    """Refuse to take a complaint up, on lawful grounds. Raises NotAllowed, NotFound."""
    _, complaint = _ready(kit, case_number, complaint_id, Step.REFUSE)
    lawful = tuple(g.key for g in kit.complaints.grounds_of(complaint.filed.right) if g.key in grounds)
    if not lawful:
        raise NotAllowed(
            "不予受理须有法定理由；请至少勾选一项。", "A refusal takes a lawful ground; tick at least one."
        )
    text = long_text(reason, "理由", "reason")
    return kit.casebook.append(
        case_number, ComplaintDecided(complaint_id, "refused", text, complaint.lacking, lawful)
    )


def usual_hours(kit: Kit, case: Case) -> int:
    """Return how long an exhibitor usually has to answer, by the length of the fair."""
    fair = kit.casebook.bureau.fair(case.fair) or kit.fair()
    return min(kit.procedure.answer_hours(fair), kit.complaints.most_hours)


def notify(kit: Kit, case_number: str, complaint_id: str, recipient: str, hours: int) -> Case:
    """Tell the exhibitor; from here the time to answer runs.

    Raises:
        NotAllowed, NotFound: it may not come next, nobody was told, or the hours are out of bounds.
    """
    _ready(kit, case_number, complaint_id, Step.NOTIFY)
    recipient = short_text(recipient, "签收人", "recipient")
    if not recipient:
        raise NotAllowed("请填写签收通知的人。", "Say who took the notice.")
    most = kit.complaints.most_hours
    if not 0 < hours <= most:
        raise NotAllowed(f"答辩期限须为 1 至 {most} 小时。", f"Give between 1 and {most} hours to answer.")
    return kit.casebook.append(case_number, ComplaintNotified(complaint_id, recipient, hours))


def inspect(kit: Kit, case_number: str, complaint_id: str) -> Case:
    """Begin a visit at the stand on account of a complaint. Raises NotAllowed, NotFound."""
    case, complaint = _ready(kit, case_number, complaint_id, Step.INSPECT)
    mine = set(kit.casebook.duty.officers)
    if any(visit.ended is None and mine & set(visit.began.officers) for visit in case.visits):
        return case
    return start_visit(kit, case_number, f"投诉 {complaint.id}")


def answer(
    kit: Kit, case_number: str, complaint_id: str, text: str, *, by: str = "", paper: bytes = b""
) -> Case:
    """Record what the exhibitor answers, with a photo of the paper if there is one.

    Raises:
        NotAllowed, NotFound: it may not come next, or there is neither a text nor a paper.
        BadInput: no usable photo, or the text is too long.
    """
    _ready(kit, case_number, complaint_id, Step.ANSWER)
    said = long_text(text, "答辩内容", "answer")
    if not said and not paper:
        raise NotAllowed("请填写答辩内容或拍摄答辩材料。", "Write down the answer or photograph the paper.")
    blobs: tuple[BlobRef, ...] = ()
    if paper:
        kit.decoder.read_facts(paper)
        blobs = (kit.blobs.put(paper, "photo"),)
    answered = ComplaintAnswered(
        complaint_id, said, blobs[0].sha256 if blobs else "", short_text(by, "答辩人", "who answered")
    )
    return kit.casebook.append(case_number, answered, blobs=blobs)


def mediate(
    kit: Kit,
    case_number: str,
    complaint_id: str,
    outcome: str,
    *,
    consented: Sequence[str] = (),
    mediator: str = "",
    terms: str = "",
) -> Case:
    """Record a mediation: "agreed" or "failed" with both parties' consent, or "declined" by one of them.

    Raises:
        NotAllowed, NotFound: it may not come next, a consent or the terms are missing.
    """
    _ready(kit, case_number, complaint_id, Step.MEDIATE)
    consents = tuple(party for party in BOTH if party in consented)
    mediator, terms = short_text(mediator, "调解人", "mediator"), long_text(terms, "调解内容", "terms")
    if outcome not in MEDIATED:
        raise NotAllowed("请选择调解结果。", "Choose what the mediation came to.")
    if outcome != "declined" and (consents != BOTH or not mediator):
        raise NotAllowed(
            "调解须双方同意并写明调解人；有一方不同意的请选择“不同意调解”。",
            "Mediation takes both parties' consent and a mediator; if one declines, choose that.",
        )
    if outcome == "agreed" and not terms:
        raise NotAllowed("请写明调解协议的内容。", "Write down what the parties agreed on.")
    return kit.casebook.append(case_number, MediationHeld(complaint_id, outcome, mediator, terms, consents))


def conclude(kit: Kit, case_number: str, complaint_id: str, opinion: str, reason: str) -> Case:
    """Give the handling opinion. It says what becomes of the exhibits, never whether a right was infringed.

    Raises:
        NotAllowed, NotFound: it may not come next, or has no reason.
    """
    _, complaint = _ready(kit, case_number, complaint_id, Step.CONCLUDE)
    if opinion not in opinions_open(complaint, kit.complaints):
        raise NotAllowed(
            "请选择处理意见；没有达成调解协议的，不能按协议结案。",
            "Choose the opinion; without an agreement it cannot end by one.",
        )
    text = _reason(reason)
    return kit.casebook.append(case_number, ComplaintConcluded(complaint_id, opinion, text))


def withdraw(kit: Kit, case_number: str, complaint_id: str, reason: str) -> Case:
    """Record that the complainant takes the complaint back. Raises NotAllowed, NotFound."""
    _ready(kit, case_number, complaint_id, Step.WITHDRAW)
    return kit.casebook.append(case_number, ComplaintConcluded(complaint_id, "withdrawn", _reason(reason)))


def confirm_removal(kit: Kit, case_number: str, complaint_id: str, note: str) -> Case:
    """Record that the exhibits were seen to be withdrawn. Raises NotAllowed, NotFound."""
    _ready(kit, case_number, complaint_id, Step.REMOVED)
    return kit.casebook.append(case_number, ClockSettled(REMOVED, complaint_id, _reason(note)))


def hand_over(kit: Kit, case_number: str, complaint_id: str, to: str, reason: str) -> Case:
    """Hand a complaint with its facts to the competent authority. Raises NotAllowed, NotFound."""
    _ready(kit, case_number, complaint_id, Step.HAND_OVER)
    to = short_text(to, "接收机关", "authority")
    if not to:
        raise NotAllowed("请填写接收机关。", "Say which authority takes it over.")
    return kit.casebook.append(case_number, CaseHandedOver(to, _reason(reason), complaint_id))


def _reason(text: str) -> str:
    cleaned = long_text(text, "理由", "reason")
    if not cleaned:
        raise NotAllowed("请写明理由或者情况。", "Write down the reason or what was found.")
    return cleaned


def _ready(kit: Kit, case_number: str, complaint_id: str, step: Step) -> tuple[Case, Complaint]:
    """Return case and complaint where a step may come next.

    Raises:
        NotAllowed, NotFound: with the sentence why not.
    """
    require_inspectors(kit)
    case = kit.casebook.case(case_number)
    complaint = case.complaint(complaint_id)
    if complaint is None:
        raise NotFound(
            f"案卷中没有投诉 {complaint_id}；请先同步。",
            f"There is no complaint {complaint_id} in the case; sync first.",
        )
    if said := obstacle(step, complaint, kit.complaints, running_clocks(kit, case)):
        raise NotAllowed(*said)
    return case, complaint
