"""Trademark markings against the register: the row of table 2.10 and its cell."""

from collections.abc import Iterator

from app.checks.conflicts import MARKS, goods_facts, goods_relation
from app.checks.context import NO, UNKNOWN, YES, Context, extract_facts, holds, made, owns, right_facts
from app.checks.nearness import sign_key
from app.checks.outcomes import MARK_TABLE, OPEN, Outcome
from app.findings import Finding
from app.markings import Claim, Marking
from app.numbers.reading import Form
from app.rights import Extract, Kind, Register, Right, Status

BEFORE = frozenset({Status.PENDING, Status.PUBLISHED})
DENIED = frozenset({Status.REFUSED, Status.UNDER_REVIEW, Status.OPPOSED, Status.WITHDRAWN})
ENDED = {
    Status.CANCELLED: "expired",
    Status.EXPIRED: "expired",
    Status.REVOKED: "revoked",
    Status.INVALIDATED: "invalidated",
}

Row = tuple[str, str]


def check_mark(
    marking: Marking, register: Register, context: Context
) -> tuple[Right | None, tuple[Finding, ...]]:
    """Check one trademark marking; return the right that it was judged by, and the findings."""
    right, row = mark_row(marking, register, context)
    cell = MARK_TABLE[row].get(marking.claim, OPEN)
    return right, tuple(_finding(marking, row, right, register.extract, context, o) for o in cell)


def mark_row(marking: Marking, register: Register, context: Context) -> tuple[Right | None, Row]:
    """Return the register's right and the row of table 2.10, with its variant by time ("" if none)."""
    if marking.claim is Claim.FAMOUS:
        return None, ("own", "")
    if marking.number is not None:
        if marking.number.form is not Form.VALID:
            return None, ("malformed", "")
        right = _pick((r for r in register.find(marking.number.normal) if r.kind is Kind.TRADEMARK), context)
    else:
        right = _pick(_of_that_sign(marking.sign or context.sign, register, context), context)
    return right, _row_of(right, context)


def _of_that_sign(sign: str, register: Register, context: Context) -> Iterator[Right]:
    """Yield registrations of the very sign that say something of the exhibit.

    Those of the exhibitor do, whatever the goods; another's only for these goods: one word may be
    registered by many for as many goods. One abroad counts only if it is the exhibitor's own.
    """
    key = sign_key(sign)
    for right in register.search(sign, kinds=MARKS) if key else ():
        related = right.office in ("CN", "WO") and goods_relation(right, context) not in ("", "other_group")
        if sign_key(right.name) == key and (owns(right, context) or related):
            yield right


def _pick(found: Iterator[Right], context: Context) -> Right | None:
    """Choose the record to judge by: home before abroad, the exhibitor's first, covering the goods."""
    return min(
        found,
        key=lambda r: (
            r.office not in ("CN", "WO"),
            not holds(r, context),
            not _covers(r, context),
            r.status is not Status.IN_FORCE,
        ),
        default=None,
    )


def _row_of(right: Right | None, context: Context) -> Row:
    if right is None:
        return "not_found", ""
    if right.office not in ("CN", "WO"):
        return "abroad_only", ""
    if right.status in BEFORE:
        return "pending", ""
    if right.status in DENIED:
        return "refused", ""
    if _in_grace(right, context):
        return "grace", ""
    if right.status in ENDED:
        return ENDED[right.status], made(context, right.status_date or right.expires)
    if right.expires is not None and context.acting_on > right.expires:
        return "expired", made(context, right.expires)
    if right.status is not Status.IN_FORCE:
        return "not_found", "no_status"
    if not holds(right, context):
        return "other_owner", ""
    if not _covers(right, context):
        return "other_goods", ""
    return ("altered", "") if context.same_form == NO else ("own", "")


def _in_grace(right: Right, context: Context) -> bool:
    if right.expires is None or right.status not in (Status.IN_FORCE, Status.EXPIRED):
        return False
    return right.expires < context.acting_on <= context.law.grace_ends(right.expires)


def _covers(right: Right, context: Context) -> bool:
    """Tell whether the goods are on the approved list, as far as anyone knows."""
    if context.goods_approved in (YES, NO):
        return context.goods_approved == YES
    return goods_relation(right, context) not in ("", "other_group")


def _finding(
    marking: Marking, row: Row, right: Right | None, extract: Extract, context: Context, outcome: Outcome
) -> Finding:
    famous = marking.claim is Claim.FAMOUS
    return Finding(
        code="mark.famous" if famous else ".".join(filter(None, ("mark", *row))),
        severity=outcome.severity,
        subject=" ".join(filter(None, (marking.sign or context.sign, marking.text.strip()))),
        reasons=tuple(_reasons(marking, row)),
        facts=(*_number_facts(marking), *right_facts(right), *goods_facts(context), *extract_facts(extract)),
        missing=(*outcome.missing, *(() if famous else _missing(marking, row, right, context))),
        bases=context.law.bases(outcome.keys, context.acting_on),
        acts=outcome.acts,
        verify_online=outcome.online,
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def _reasons(marking: Marking, row: Row) -> Iterator[str]:
    name, variant = row
    if marking.claim is not Claim.FAMOUS and variant != "no_status":
        yield f"mark.row.{name}"
    if variant:
        yield f"mark.when.{variant}"
    yield f"mark.claim.{marking.claim}"
    if marking.number is not None and marking.number.reason:
        yield f"number.{marking.number.reason}"


def _missing(marking: Marking, row: Row, right: Right | None, context: Context) -> Iterator[str]:
    """Yield the facts that nobody has established yet and that the row turns on."""
    if row[0] == "own" and marking.claim is Claim.REGISTERED:
        if context.same_form == UNKNOWN:
            yield "same_form"
        if (
            right is not None
            and context.goods_approved == UNKNOWN
            and goods_relation(right, context) != "named"
        ):
            yield "goods_approved"
    if row[0] == "not_found" and marking.number is None and not (marking.sign or context.sign):
        yield "sign"


def _number_facts(marking: Marking) -> tuple[tuple[str, str], ...]:
    number = marking.number
    return (("number", number.normal or number.raw),) if number is not None else ()
