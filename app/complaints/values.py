"""What a complaint says for documents: values by the names that forms use, in one language."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from app.case import Case, Complaint
from app.complaints.fields import form_values
from app.complaints.rules import Rules, load_rules
from app.complaints.writing import lines_of, written, written_day, written_minute
from app.forms import Value
from app.procedure.moments import clock

MOST_HOURS = 10_000  # an entry of another program may state anything
PREFIX = "complaint."
STANDING = {"holder": ("权利人", "right holder"), "interested": ("利害关系人", "interested party")}


@cache
def _shipped() -> Rules:
    return load_rules()


def complaint_at_hand(case: Case) -> str:
    """Return the id of the complaint on which the last step was taken, "" without one."""
    last = max(case.complaints, key=lambda c: c.moments[-1].source.at_ms, default=None)
    return last.id if last else ""


def complaint_values(
    case: Case, complaint_id: str, language: str, rules: Rules | None = None, form: str = ""
) -> dict[str, Value]:
    """Return what a complaint states, as "complaint.<name>", in "zh" or "en"; {} for an unknown one.

    The fair's own forms have three more: "standing", "answer_by" and the list "exhibits"; some forms have
    fields of their own (`form` is an id), which no other form gets. `rules` word the codes; without them the
    shipped ones do. What is not known is left out.
    """
    complaint = case.complaint(complaint_id)
    if complaint is None:
        return {}
    rules = rules or _shipped()
    stated = (*_of_filing(case, complaint, language, rules), *_of_steps(case, complaint, language, rules))
    found: dict[str, Value] = {PREFIX + name: value for name, value in stated if value}
    others = (*_of_fair(complaint, language), *form_values(form, case, complaint, language, rules))
    return found | {name: value for name, value in others if value}


def _of_filing(case: Case, complaint: Complaint, language: str, rules: Rules) -> Iterator[tuple[str, str]]:
    filed = complaint.filed
    yield "id", f"{case.number}/{complaint.id}"
    yield "filed_on", written_day(complaint.source, language)
    yield "filed_at", written_minute(complaint.source, language)
    yield "complainant", filed.complainant
    yield "phone", filed.phone
    yield "address", filed.address
    yield "agent", filed.agent
    yield "right", rules.word(filed.right, language)
    yield "number", filed.number
    yield "name", filed.name
    yield "goods", ("; " if language == "en" else "；").join(lines_of(filed.goods))
    yield "reasons", filed.reasons
    yield "request", filed.request
    yield "papers", rules.words(complaint.proofs, language)
    yield "lacking", rules.words(complaint.lacking, language)
    yield "stated", rules.words(filed.stated, language)
    yield "respondent", case.exhibitor
    yield "stand", case.stand
    yield "department", rules.kind(filed.right).competent(language) if _known(filed.right, rules) else ""


def _of_steps(case: Case, complaint: Complaint, language: str, rules: Rules) -> Iterator[tuple[str, str]]:
    decided = complaint.decided[-1] if complaint.decided else None
    if decided is not None and decided.outcome != "to_supplement":
        yield "decided_on", _when(complaint, "ComplaintDecided", language)
        yield "grounds", rules.words(decided.grounds, language)
        yield "decision_reason", decided.reason
    if complaint.notified is not None and complaint.notified_at is not None:
        yield "recipient", complaint.notified.recipient
        yield "hours", str(complaint.notified.hours)
        yield "notified_at", written_minute(complaint.notified_at, language)
    if complaint.answers:
        yield "answer", "\n".join(answer.answer for answer in complaint.answers)
        yield "answered_by", complaint.answers[-1].by
        yield "answered_at", _when(complaint, "ComplaintAnswered", language)
    if complaint.mediations:
        held = complaint.mediations[-1]
        yield "mediator", held.mediator
        yield "terms", held.terms
        yield "mediated_on", _when(complaint, "MediationHeld", language)
    if complaint.concluded is not None:
        yield "opinion", rules.word(complaint.concluded.opinion, language)
        yield "opinion_reason", complaint.concluded.reason
        yield "concluded_on", _when(complaint, "ComplaintConcluded", language)
    handed = next((h for h in reversed(case.handed_over) if h.complaint == complaint.id), None)
    if handed is not None:
        yield "handed_to", handed.to
        yield "handed_reason", handed.reason


def _of_fair(complaint: Complaint, language: str) -> Iterator[tuple[str, Value]]:
    yield "standing", STANDING.get(complaint.filed.standing, ("", ""))[language == "en"]
    if complaint.notified is not None and complaint.notified_at is not None:
        told = clock(complaint.notified_at.at_ms)
        hours = max(0, min(complaint.notified.hours, MOST_HOURS))
        yield "answer_by", written(told + timedelta(hours=hours), language)
    goods = lines_of(complaint.filed.goods)
    yield "exhibits", tuple((str(n), line, "", "", "") for n, line in enumerate(goods, 1))


def _when(complaint: Complaint, kind: str, language: str) -> str:
    """Return the day of the last step of a kind, "" if none was taken."""
    last = next((m for m in reversed(complaint.moments) if m.kind == kind), None)
    return written_day(last.source, language) if last else ""


def _known(kind: str, rules: Rules) -> bool:
    return any(found.key == kind for found in rules.kinds)
