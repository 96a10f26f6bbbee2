"""Trademark markings against the register: the row of table 2.10, its cell, and the search for conflicts."""

from collections.abc import Iterable

from app.checks.context import NO, Context, extract_facts, holds, made
from app.checks.nearness import resemblance, sign_key
from app.checks.outcomes import INFRINGING, MARK_TABLE, OPEN, Outcome
from app.checks.patents import right_facts
from app.findings import Finding, Severity
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
MARKS = frozenset({Kind.TRADEMARK})
MOST_CONFLICTS = 8
PIECE = 2  # characters of a sign by which near marks are looked for

Row = tuple[str, str]


def check_mark(marking: Marking, register: Register, context: Context) -> tuple[Finding, ...]:
    """Check one trademark marking."""
    right, row = mark_row(marking, register, context)
    cell = MARK_TABLE.get(row, {}).get(marking.claim, OPEN)
    return tuple(_finding(marking, row, right, register.extract, context, outcome) for outcome in cell)


def mark_row(marking: Marking, register: Register, context: Context) -> tuple[Right | None, Row]:
    """Return the register's right and the row of table 2.10, with its variant by time."""
    if marking.claim is Claim.FAMOUS:
        return None, ("own", "")
    if marking.number is not None:
        if marking.number.form is not Form.VALID:
            return None, ("malformed", "")
        found = [r for r in register.find(marking.number.normal) if r.kind is Kind.TRADEMARK]
    else:
        sign = marking.sign or context.sign
        near = register.search(sign, kinds=MARKS) if sign_key(sign) else ()
        found = [r for r in near if sign_key(r.name) == sign_key(sign)]
    right = _pick(found, context)
    return right, _row_of(right, marking, context)


def find_conflicts(sign: str, register: Register, context: Context) -> tuple[Finding, ...]:
    """Compare a displayed sign with live registrations of others; () for a sign without letters.

    Identical sign on the same goods: act (1); near sign, or similar goods: act (2). The list is a ranking
    for the officer; whether confusion is likely is not the machine's to say.
    """
    if not sign_key(sign):
        return ()
    hits = []
    for right in _candidates(sign, register):
        rule = resemblance(sign, right.name)
        relation = goods_relation(right, context)
        if rule and relation and _live(right, context) and not holds(right, context):
            hits.append((rule != "identical", relation != "same", rule, relation, right))
    hits.sort(key=lambda hit: (hit[0], hit[1], hit[4].registration_number))
    if not hits:
        return (_clear(sign, register.extract, context),)
    return tuple(
        _conflict(sign, rule, relation, right, register.extract, context)
        for _, _, rule, relation, right in hits[:MOST_CONFLICTS]
    )


def goods_relation(right: Right, context: Context) -> str:
    """Return "same" (similar group or class alone), "similar" (same class), or "" for other goods."""
    if not context.nice and not context.group:
        return "similar"
    if context.group and right.groups:
        if context.group in right.groups:
            return "same"
        return "similar" if context.nice in right.classes else ""
    return "same" if context.nice in right.classes else ""


def _candidates(sign: str, register: Register) -> Iterable[Right]:
    key = sign_key(sign)
    pieces = [sign, *dict.fromkeys(key[i : i + PIECE] for i in range(max(1, len(key) - PIECE + 1)))]
    seen: dict[tuple[str, str, tuple[str, ...]], Right] = {}
    for piece in pieces[:12]:
        for right in register.search(piece, kinds=MARKS, nice="", limit=200):
            seen.setdefault((right.office, right.registration_number or right.name, right.classes), right)
    return seen.values()


def _pick(found: list[Right], context: Context) -> Right | None:
    """Choose the record to judge by: home before abroad, the exhibitor's first, covering the goods."""
    if not found:
        return None
    return min(
        found,
        key=lambda r: (
            r.office != "CN",
            not holds(r, context),
            goods_relation(r, context) != "same",
            r.status is not Status.IN_FORCE,
        ),
    )


def _row_of(right: Right | None, marking: Marking, context: Context) -> Row:
    if right is None:
        return "not_found", ""
    if right.office not in ("CN", "WO"):
        return "abroad_only", ""
    if right.status in BEFORE:
        return "pending", ""
    if right.status in DENIED:
        return "refused", ""
    if right.status in ENDED and not _in_grace(right, context):
        return ENDED[right.status], made(context, right.status_date or right.expires)
    if right.expires is not None and context.acting_on > right.expires:
        if _in_grace(right, context):
            return "grace", ""
        return "expired", made(context, right.expires)
    if not holds(right, context):
        return "other_owner", ""
    if not _covers(right, context):
        return "other_goods", ""
    if context.same_form == NO:
        return "altered", ""
    return ("own", "") if right.status is Status.IN_FORCE else ("not_found", "")


def _in_grace(right: Right, context: Context) -> bool:
    if right.expires is None or right.status not in (Status.IN_FORCE, Status.EXPIRED):
        return False
    return right.expires < context.acting_on <= context.law.grace_ends(right.expires)


def _covers(right: Right, context: Context) -> bool:
    if context.nice and right.classes and context.nice not in right.classes:
        return False
    return not (context.group and right.groups and context.group not in right.groups)


def _live(right: Right, context: Context) -> bool:
    if right.office not in ("CN", "WO") or right.status is not Status.IN_FORCE:
        return False
    return right.expires is None or context.acting_on <= context.law.grace_ends(right.expires)


def _finding(
    marking: Marking, row: Row, right: Right | None, extract: Extract, context: Context, outcome: Outcome
) -> Finding:
    famous = marking.claim is Claim.FAMOUS
    reasons = [] if famous else [f"mark.row.{row[0]}"]
    if row[1]:
        reasons.append(f"mark.when.{row[1]}")
    reasons.append(f"mark.claim.{marking.claim}")
    if marking.number is not None and marking.number.reason:
        reasons.append(f"number.{marking.number.reason}")
    return Finding(
        code="mark.famous" if famous else ".".join(filter(None, ("mark", *row))),
        severity=outcome.severity,
        subject=" ".join(filter(None, (marking.sign or context.sign, marking.text))),
        reasons=tuple(reasons),
        facts=(*right_facts(right), *_goods(context), *extract_facts(extract)),
        missing=outcome.missing,
        bases=context.law.bases(outcome.keys, context.acting_on),
        acts=outcome.acts,
        verify_online=outcome.online,
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def _conflict(
    sign: str, rule: str, relation: str, right: Right, extract: Extract, context: Context
) -> Finding:
    act = "TM1" if rule == "identical" and relation == "same" else "TM2"
    return Finding(
        code="mark.conflict",
        severity=Severity.SUSPECTED,
        subject=sign,
        reasons=(f"mark.near.{rule}", f"mark.goods.{relation}"),
        facts=(*right_facts(right), *_goods(context), *extract_facts(extract)),
        missing=("licence", "prior_use"),
        bases=context.law.bases(INFRINGING, context.acting_on),
        acts=(act,),
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def _clear(sign: str, extract: Extract, context: Context) -> Finding:
    return Finding(
        code="mark.no_conflict",
        severity=Severity.OK_NO_ISSUE_SEEN,
        subject=sign,
        reasons=("mark.searched",),
        facts=(*_goods(context), *extract_facts(extract)),
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def _goods(context: Context) -> tuple[tuple[str, str], ...]:
    pairs = (("goods", context.goods), ("nice", context.nice), ("group", context.group))
    return tuple((name, value) for name, value in pairs if value)
