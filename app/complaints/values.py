"""What a complaint says for documents: values by the names that forms use, in one language."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from app.case import Case, Complaint, Source
from app.complaints.rules import Rules, load_rules
from app.forms import Value
from app.law import CHINA

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
    case: Case, complaint_id: str, language: str, rules: Rules | None = None
) -> dict[str, Value]:
    """Return what a complaint states, as "complaint.<name>", in "zh" or "en"; {} for an unknown one.

    The fair's own forms have three more: "standing", "answer_by" and the list "exhibits". `rules` word the
    codes; without them those that ship with the program do. What is not known is left out.
    """
    complaint = case.complaint(complaint_id)
    if complaint is None:
        return {}
    rules = rules or _shipped()
    stated = (*_of_filing(case, complaint, language, rules), *_of_steps(case, complaint, language, rules))
    found: dict[str, Value] = {PREFIX + name: value for name, value in stated if value}
    return found | {name: value for name, value in _of_fair(complaint, language) if value}


def registration_values(case: Case, complaint_id: str, language: str) -> dict[str, Value]:
    """Return what a complaint states for the registration form (投诉登记表); {} for an unknown one."""
    complaint = case.complaint(complaint_id)
    if complaint is None:
        return {}
    filed = complaint.filed
    stated = {
        "informant.name": filed.complainant,
        "informant.phone": filed.phone,
        "informant.address": filed.address,
        "registered": _minute(complaint.source, language),
        "facts": filed.reasons,
        "request": filed.request,
    }
    return {name: value for name, value in stated.items() if value}


def _of_filing(case: Case, complaint: Complaint, language: str, rules: Rules) -> Iterator[tuple[str, str]]:
    filed = complaint.filed
    yield "id", f"{case.number}/{complaint.id}"
    yield "filed_on", _day(complaint.source, language)
    yield "filed_at", _minute(complaint.source, language)
    yield "complainant", filed.complainant
    yield "phone", filed.phone
    yield "address", filed.address
    yield "agent", filed.agent
    yield "right", rules.word(filed.right, language)
    yield "number", filed.number
    yield "name", filed.name
    yield "goods", ("; " if language == "en" else "；").join(_lines(filed.goods))
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
        yield "notified_at", _minute(complaint.notified_at, language)
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
        told = datetime.fromtimestamp(complaint.notified_at.at_ms / 1000, CHINA)
        hours = max(0, min(complaint.notified.hours, MOST_HOURS))
        yield "answer_by", _stated(told + timedelta(hours=hours), language)
    goods = _lines(complaint.filed.goods)
    yield "exhibits", tuple((str(n), line, "", "", "") for n, line in enumerate(goods, 1))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _when(complaint: Complaint, kind: str, language: str) -> str:
    """Return the day of the last step of a kind, "" if none was taken."""
    last = next((m for m in reversed(complaint.moments) if m.kind == kind), None)
    return _day(last.source, language) if last else ""


def _day(source: Source, language: str) -> str:
    at = datetime.fromtimestamp(source.at_ms / 1000, CHINA)
    return f"{at:%Y-%m-%d}" if language == "en" else f"{at.year}年{at.month}月{at.day}日"


def _minute(source: Source, language: str) -> str:
    return _stated(datetime.fromtimestamp(source.at_ms / 1000, CHINA), language)


def _stated(at: datetime, language: str) -> str:
    day = f"{at.year}年{at.month}月{at.day}日"
    return f"{at:%Y-%m-%d %H:%M}" if language == "en" else f"{day}{at.hour}时{at.minute:02d}分"


def _known(kind: str, rules: Rules) -> bool:
    return any(found.key == kind for found in rules.kinds)
