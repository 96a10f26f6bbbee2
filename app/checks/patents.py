"""Patent markings against the register: the row of table 2.9, then its cell."""

from dataclasses import replace
from datetime import date

from app.checks.context import NO, YES, Context, extract_facts, holds, made
from app.checks.outcomes import OPEN, PATENT_TABLE, Outcome
from app.findings import Finding
from app.law.calendar import months_after
from app.markings import Claim, Marking
from app.numbers.reading import Form, NumberKind
from app.rights import PATENTS, Extract, Kind, Register, Right, Status

ENDED = {Status.LAPSED: "lapsed", Status.EXPIRED: "expired", Status.ABANDONED: "abandoned"}
NOT_PENDING = frozenset({Status.REFUSED, Status.WITHDRAWN})
BEFORE_GRANT = frozenset({Status.PENDING, Status.PUBLISHED, Status.OPPOSED, Status.UNDER_REVIEW})
STALE_MONTHS = 8  # a register may be this long wrong about "in force" (late windows, restoration)

Row = tuple[str, str]


def check_patent(marking: Marking, register: Register, context: Context) -> tuple[Finding, ...]:
    """Check one patent marking; one finding for each outcome of its cell."""
    right = _find(marking, register)
    row = patent_row(marking, right, context)
    found = _findings(marking, row, right, register.extract, context)
    if row[0] == "publication_number" and right is not None:
        behind = patent_row(replace(marking, number=None), right, context, known=True)
        return (*found, *_findings(marking, behind, right, register.extract, context))
    if marking.claim is Claim.PENDING and not marking.prescribed and right is not None:
        words = Outcome(
            PATENT_TABLE["in_force", ""][Claim.NUMBER_WITHOUT_CLASS][0].severity,
            keys=("patent.marking_pending", "patent.marking_irregular"),
        )
        return (*found, _finding(marking, ("words_missing", ""), right, register.extract, context, words))
    return found


def patent_row(marking: Marking, right: Right | None, context: Context, *, known: bool = False) -> Row:
    """Return the row of table 2.9, with its variant by time or licence ("" where it has none)."""
    number = marking.number
    if not known:
        if number is None:
            return ("no_number", "") if right is None else ("", "")
        if number.kind is NumberKind.FOREIGN:
            return "foreign_only", ""
        if number.kind is NumberKind.PUBLICATION:
            return "publication_number", ""
        if right is None and number.form is Form.INVALID and number.reason != "patent.check_missing":
            return "malformed", ""
    if right is None:
        return ("unpublished", "") if marking.claim is Claim.PENDING else ("not_found", "")
    return _row_of(marking, right, context)


def _row_of(marking: Marking, right: Right, context: Context) -> Row:
    status = right.status
    if status in NOT_PENDING:
        return "refused", ""
    if status in BEFORE_GRANT:
        return "pending", ""
    if status is Status.INVALIDATED:
        return "invalidated", made(context, right.status_date)
    if status in ENDED:
        return ENDED[status], made(context, right.status_date or last_day(right, context))
    last = last_day(right, context)
    if last is not None and context.acting_on > last:
        return "expired", made(context, last)
    if marking.class_words and marking.class_words != right.kind:
        return "wrong_type", ""
    if context.plausible == NO:
        return "other_product", ""
    if not holds(right, context):
        return "other_holder", "none" if context.licence == NO else "ask"
    if status is Status.PARTLY_INVALIDATED:
        return "partly_invalidated", ""
    if status is Status.LATE_FEE:
        return "late_fee", ""
    if status is Status.IN_FORCE:
        return "in_force", ""
    return "not_found", ""


def last_day(right: Right, context: Context) -> date | None:
    """Return the last day in force: the register's, else worked out from the filing date."""
    if right.expires is not None or right.filed is None or right.kind not in PATENTS:
        return right.expires
    return context.law.last_day(Kind(right.kind), right.filed)


def _find(marking: Marking, register: Register) -> Right | None:
    number = marking.number
    if number is None or number.kind is NumberKind.FOREIGN or not number.normal:
        return None
    found = [right for right in register.find(number.normal) if right.kind in PATENTS]
    granted = [right for right in found if right.status not in BEFORE_GRANT]
    return next(iter(granted or found), None)


def _findings(
    marking: Marking, row: Row, right: Right | None, extract: Extract, context: Context
) -> tuple[Finding, ...]:
    cell = PATENT_TABLE.get(row, {}).get(marking.claim, OPEN)
    return tuple(_finding(marking, row, right, extract, context, outcome) for outcome in cell)


def _finding(
    marking: Marking, row: Row, right: Right | None, extract: Extract, context: Context, outcome: Outcome
) -> Finding:
    number = marking.number
    reasons = [f"patent.row.{row[0]}"]
    if row[1]:
        reasons.append(f"patent.when.{row[1]}")
    reasons.append(f"patent.claim.{marking.claim}")
    if number is not None and number.reason:
        reasons.append(f"number.{number.reason}")
    if right is not None and _stale(extract, context):
        reasons.append("extract.stale")
    return Finding(
        code=".".join(filter(None, ("patent", *row))),
        severity=outcome.severity,
        subject=marking.text,
        reasons=tuple(reasons),
        facts=(*_number_facts(marking), *right_facts(right), *_said(context), *extract_facts(extract)),
        missing=outcome.missing,
        bases=context.law.bases(outcome.keys, context.acting_on),
        acts=outcome.acts,
        verify_online=outcome.online,
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def _number_facts(marking: Marking) -> tuple[tuple[str, str], ...]:
    number = marking.number
    if number is None:
        return ()
    facts = [("number", number.normal), ("arithmetic", number.arithmetic), ("expected", number.expected)]
    facts += [("proposal", f"{p.text}（{p.arithmetic}）") for p in number.proposals]
    return tuple((name, value) for name, value in facts if value)


def right_facts(right: Right | None) -> tuple[tuple[str, str], ...]:
    """Return what the register says of a right, as facts ready to be shown."""
    if right is None:
        return ()
    dates = (
        ("filed", right.filed),
        ("registered", right.registered),
        ("expires", right.expires),
        ("status_date", right.status_date),
    )
    facts = [
        ("right_number", right.registration_number or right.application_number),
        ("name", right.name),
        ("kind", right.kind.value),
        ("holder", right.holder),
        ("status", right.status.value),
        *((name, day.isoformat()) for name, day in dates if day is not None),
        ("classes", "、".join(right.classes)),
    ]
    return tuple((name, value) for name, value in facts if value)


def _said(context: Context) -> tuple[tuple[str, str], ...]:
    produced = context.produced.isoformat() if context.produced else ""
    pairs = (("produced", produced), ("licence", context.licence), ("plausible", context.plausible))
    return tuple(
        (name, value) for name, value in pairs if value in (YES, NO) or (name == "produced" and value)
    )


def _stale(extract: Extract, context: Context) -> bool:
    return context.acting_on > months_after(extract.as_of, STALE_MONTHS)
