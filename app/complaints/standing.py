"""What the register says of the right that a complaint relies on: an indication, and never more.

Whether a stand's goods fall under a right is for the department to decide on a complaint, so the severity
is always COMPLAINT_ONLY; what needs a look is in the reasons.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from app.findings import Finding, Severity
from app.law import Law
from app.names.firms import same_company
from app.rights import Extract, Right, Status

CODE = "complaint.right"
_NOT_YET = {Status.PENDING, Status.PUBLISHED, Status.OPPOSED, Status.UNDER_REVIEW}
_ENDED = {
    Status.REFUSED,
    Status.WITHDRAWN,
    Status.LAPSED,
    Status.EXPIRED,
    Status.ABANDONED,
    Status.CANCELLED,
    Status.REVOKED,
    Status.INVALIDATED,
}
DOUBTS = frozenset(
    f"complaint.{name}"
    for name in (
        "not_in_extract",
        "other_kind",
        "not_granted",
        "ended",
        "term_over",
        "partly_invalidated",
        "late_fee",
        "status_unknown",
        "holder_differs",
        "holder_unknown",
    )
)


def compare_right(
    kind: str,
    number: str,
    complainant: str,
    rights: Sequence[Right],
    extract: Extract,
    law: Law,
    on: date,
    bases: Sequence[str] = (),
) -> Finding:
    """Set the right complained of beside what the register holds under its number (`rights`).

    Of several rights under one number that of the stated kind counts, else the first; `bases` are keys of
    provisions, cited as they stand on that day.
    """
    same = [right for right in rights if right.kind == kind]
    right = next(iter(same or rights), None)
    return Finding(
        CODE,
        Severity.COMPLAINT_ONLY,
        number,
        tuple(_reasons(kind, number, complainant, right, bool(same), law, on)),
        _facts(right, extract, law),
        bases=law.bases(bases, on),
        verify_online=True,
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def doubtful(finding: Finding) -> bool:
    """Tell whether a comparison holds something to look at before the complaint is taken up."""
    return bool(DOUBTS & set(finding.reasons))


def _reasons(
    kind: str, number: str, complainant: str, right: Right | None, same: bool, law: Law, on: date
) -> Iterator[str]:
    if not number.strip():
        yield "complaint.no_number"
        return
    if right is None:
        yield "complaint.not_in_extract"
        return
    if not same:
        yield "complaint.other_kind"
    yield _state(right, law, on)
    if not right.holders:
        yield "complaint.holder_unknown"
    elif complainant.strip():
        ours = any(same_company(holder, complainant) for holder in right.holders)
        yield "complaint.holder_same" if ours else "complaint.holder_differs"


def _state(right: Right, law: Law, on: date) -> str:
    if right.status in _NOT_YET:
        return "complaint.not_granted"
    if right.status in _ENDED:
        return "complaint.ended"
    expiry = law.expiry(right)
    if expiry is not None and law.grace_ends(expiry, right.kind) < on:
        return "complaint.term_over"
    return {
        Status.UNKNOWN: "complaint.status_unknown",
        Status.LATE_FEE: "complaint.late_fee",
        Status.PARTLY_INVALIDATED: "complaint.partly_invalidated",
    }.get(right.status, "complaint.in_force")


def _facts(right: Right | None, extract: Extract, law: Law) -> tuple[tuple[str, str], ...]:
    shown = [("extract", extract.name), ("extract_as_of", extract.as_of.isoformat())]
    if right is None:
        return tuple(shown)
    expiry = law.expiry(right)
    facts = [
        ("right_number", right.registration_number or right.application_number),
        ("name", right.name),
        ("kind", right.kind.value),
        ("holder", right.holder),
        ("status", right.status.value),
        ("status_date", right.status_date.isoformat() if right.status_date else ""),
        ("expires", expiry.isoformat() if expiry else ""),
        ("classes", "、".join(right.classes)),
    ]
    return tuple((name, value) for name, value in (*facts, *shown) if value)
