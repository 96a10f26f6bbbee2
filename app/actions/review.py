"""Submitting a case, and what the supervisor says of it."""

from app.actions.duty import require_inspectors
from app.bureau import SUPERVISOR, refuse_unfit
from app.case import Case, CaseLine
from app.errors import NotAllowed
from app.events import CaseReviewed, CaseSubmitted, CommentMade, VisitEnded
from app.kit import Kit


def submit_case(kit: Kit, case_number: str, note: str = "") -> Case:
    """End the open visit and hand the case to the supervisor.

    Raises:
        NotAllowed: nobody fit is on duty, a conflict is not settled, or there is nothing to review.
    """
    require_inspectors(kit)
    case = kit.casebook.case(case_number)
    if case.stage in ("submitted", "approved"):
        raise NotAllowed(
            "该案卷已提交，不能重复提交。", "The case was submitted already and cannot be submitted again."
        )
    if case.conflicts:
        field = case.conflicts[0].field
        raise NotAllowed(
            f"“{field}”有两种记载，请先在案卷页选定后再提交。",
            f"“{field}” has two values; settle it on the case page before you submit.",
        )
    if not case.documents and not case.exhibits:
        raise NotAllowed(
            "案卷中没有展品也没有文书；请先记录检查情况。",
            "The case holds neither exhibits nor documents; record the inspection first.",
        )
    open_visits = any(visit.ended is None for visit in case.visits)
    events = [VisitEnded()] if open_visits else []
    return kit.casebook.append(case_number, *events, CaseSubmitted(note))


def waiting_cases(kit: Kit) -> tuple[CaseLine, ...]:
    """Return submitted cases, the one that waits longest first."""
    return tuple(sorted(kit.casebook.cases(stage="submitted"), key=lambda line: line.submitted_ms))


def review_case(
    kit: Kit, case_number: str, *, approve: bool, comment: str, points: tuple[str, ...] = ()
) -> Case:
    """Approve a case or send it back with what has to be corrected.

    Raises:
        NotAllowed: no supervisor is on duty, the case was not submitted, it goes back without a reason, or a
            conflict in it is not settled.
    """
    duty = kit.casebook.duty
    if duty.role != SUPERVISOR:
        raise NotAllowed(
            "只有审核人员可以审核；请以审核人员身份登录。", "Only a supervisor reviews; sign in as one."
        )
    refuse_unfit(kit.casebook.bureau, duty.officers, SUPERVISOR, kit.today())
    if kit.casebook.case(case_number).stage != "submitted":
        raise NotAllowed("该案卷尚未提交审核。", "The case was not submitted for review.")
    if approve and kit.casebook.case(case_number).conflicts:
        raise NotAllowed(
            "案卷中有记载不一的字段，尚未选定，不能通过；请退回，由执法人员选定。",
            "Two devices disagree on a field of the case; send it back to be settled before you approve.",
        )
    if not approve and not comment.strip() and not points:
        raise NotAllowed("退回案卷须写明理由。", "Give a reason when you send a case back.")
    outcome = "approved" if approve else "returned"
    return kit.casebook.append(case_number, CaseReviewed(outcome, comment.strip(), points))


def comment_case(kit: Kit, case_number: str, text: str) -> Case:
    """Add a comment that both sides see.

    Raises:
        NotAllowed: nobody is on duty, or the comment is empty.
    """
    if not kit.casebook.duty.officers:
        raise NotAllowed("请先登录。", "Sign in first.")
    if not text.strip():
        raise NotAllowed("请填写意见。", "Write the comment first.")
    return kit.casebook.append(case_number, CommentMade(text.strip()))
