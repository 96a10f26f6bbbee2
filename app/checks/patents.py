"""Patent markings against the register: the row of table 2.9, its cell, and what stands beside the table."""

from collections.abc import Iterator
from dataclasses import replace

from app.checks.context import (
    NO,
    UNKNOWN,
    YES,
    Context,
    extract_facts,
    holds,
    made,
    right_facts,
)
from app.checks.outcomes import BESIDE, OPEN, PATENT_TABLE, Outcome
from app.findings import Finding, Severity
from app.law import months_after
from app.markings import Claim, Marking
from app.names.firms import same_company
from app.numbers.reading import Form, NumberKind
from app.rights import PATENTS, Extract, Register, Right, Status

ENDED = {Status.LAPSED: "lapsed", Status.EXPIRED: "expired", Status.ABANDONED: "abandoned"}
NOT_PENDING = frozenset({Status.REFUSED, Status.WITHDRAWN})
BEFORE_GRANT = frozenset({Status.PENDING, Status.PUBLISHED, Status.OPPOSED, Status.UNDER_REVIEW})
STALE_MONTHS = 8  # a register may be this long wrong about "in force" (late windows, restoration)

Row = tuple[str, str]


def check_patent(marking: Marking, register: Register, context: Context) -> tuple[Finding, ...]:
    """Check one patent marking: the outcomes of its cell, then what the table does not hold."""
    right = _find(marking, register, context)
    misprint = _misprint(marking, register)
    row = patent_row(marking, right, context, misprint=misprint)
    cells = [row]
    if row[0] == "publication_number" and right is not None:
        cells.append(patent_row(replace(marking, number=None), right, context))
    if right is not None and _wrong_type(marking, right) and row[0] not in ("wrong_type", "malformed"):
        cells.append(("wrong_type", ""))
    extract = register.extract
    found = [
        _finding(marking, cell, right, extract, context, outcome)
        for cell in cells
        for outcome in PATENT_TABLE[cell].get(marking.claim, OPEN)
        if cell is row or outcome not in OPEN
    ]
    found += [
        _finding(marking, (name, ""), right, extract, context, BESIDE[name]) for name in _beside(marking, row)
    ]
    return tuple(replace(f, reasons=(*f.reasons, "patent.misprint")) if misprint else f for f in found)


def patent_row(marking: Marking, right: Right | None, context: Context, *, misprint: bool = False) -> Row:
    """Return the row of table 2.9, with its variant by time, licence or look-up ("" where it has none).

    `misprint` tells that a right stands behind a likely repair of the number. A marking without a number
    takes the row of `right`, which is then one that the exhibitor declared.
    """
    number = marking.number
    if number is None:
        return ("no_number", "") if right is None else _row_of(marking, right, context)
    if number.kind is NumberKind.FOREIGN:
        return "foreign_only", ""
    if number.kind is NumberKind.PUBLICATION:
        return "publication_number", ""
    if _malformed(marking):
        return "malformed", "reread" if context.reread == YES and not misprint else ""
    if right is not None:
        return _row_of(marking, right, context)
    if marking.claim is Claim.PENDING:
        return "unpublished", ""
    return "not_found", "online" if context.online == NO else ""


def _row_of(marking: Marking, right: Right, context: Context) -> Row:
    status = right.status
    if status in NOT_PENDING:
        return "refused", ""
    if status in BEFORE_GRANT:
        return "pending", ""
    last = context.law.expiry(right)
    if status is Status.INVALIDATED:
        return "invalidated", made(context, right.status_date)
    if status in ENDED:
        return ENDED[status], made(context, right.status_date or last)
    if status is Status.UNKNOWN:
        return "not_found", "no_status"
    if last is not None and context.acting_on > last:
        return "expired", made(context, last)
    return _row_in_force(marking, right, context)


def _row_in_force(marking: Marking, right: Right, context: Context) -> Row:
    if _wrong_type(marking, right):
        return "wrong_type", ""
    if context.plausible == NO:
        return "other_product", ""
    if not holds(right, context):
        return "other_holder", "none" if context.licence == NO else "ask"
    match right.status:
        case Status.PARTLY_INVALIDATED:
            return "partly_invalidated", ""
        case Status.LATE_FEE:
            return "late_fee", ""
        case Status.IN_FORCE:
            return "in_force", ""
        case _:  # a status of trademarks: the extract does not say what a patent needs
            return "not_found", "no_status"


def _beside(marking: Marking, row: Row) -> Iterator[str]:
    """Yield the irregularities and notes that stand beside the table, whatever the register says."""
    if marking.claim is Claim.PENDING and not marking.prescribed:
        yield "words_missing"
    if marking.number is not None and marking.number.reason == "patent.check_missing":
        yield "check_missing"
    if row == ("other_holder", "none"):
        yield "infringement"


def _find(marking: Marking, register: Register, context: Context) -> Right | None:
    number = marking.number
    if number is None:
        names: tuple[str, ...] = context.declared
    else:
        asked = number.normal and number.kind is not NumberKind.FOREIGN and not _malformed(marking)
        names = (number.normal,) if asked else ()
    found = [right for name in names for right in register.find(name) if right.kind in PATENTS]
    granted = [right for right in found if right.status not in BEFORE_GRANT]
    return next(iter(granted or found), None)


def _malformed(marking: Marking) -> bool:
    number = marking.number
    return number is not None and number.form is Form.INVALID and number.reason != "patent.check_missing"


def _misprint(marking: Marking, register: Register) -> bool:
    """Tell whether a right stands behind a malformed number: its digits, or a likely repair, are known.

    The register finds a number by its digits without the check character.
    """
    if marking.number is None or not _malformed(marking):
        return False
    meant = (marking.number.normal, *(proposal.text for proposal in marking.number.proposals))
    return any(right.kind in PATENTS for number in meant if number for right in register.find(number))


def _wrong_type(marking: Marking, right: Right) -> bool:
    return bool(marking.class_words) and marking.class_words != right.kind


def _finding(
    marking: Marking, row: Row, right: Right | None, extract: Extract, context: Context, outcome: Outcome
) -> Finding:
    stale = right is not None and context.acting_on > months_after(extract.as_of, STALE_MONTHS)
    sold = outcome.severity is Severity.SUSPECTED and _made_by_another(marking, context)
    return Finding(
        code=".".join(filter(None, ("patent", *row))),
        severity=outcome.severity,
        subject=marking.text,
        reasons=(*_reasons(marking, row), *(("extract.stale",) if stale else ())),
        facts=(
            *_number_facts(marking),
            *right_facts(right),
            *_said(marking, context),
            *extract_facts(extract),
        ),
        missing=(*outcome.missing, *_missing(row, context), *(("lawful_source",) if sold else ())),
        bases=context.law.bases(outcome.keys, context.acting_on),
        acts=(*outcome.acts, *(("P2",) if sold and "P1" in outcome.acts else ())),
        verify_online=outcome.online or stale,
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def _reasons(marking: Marking, row: Row) -> Iterator[str]:
    name, variant = row
    if variant != "no_status":  # the right was found, only its status was not
        yield f"patent.row.{name}"
    if variant:
        yield f"patent.when.{variant}"
    yield f"patent.claim.{marking.claim}"
    if marking.number is not None and marking.number.reason:
        yield f"number.{marking.number.reason}"
    if marking.number is not None and marking.number.part("grant") == "no":
        yield "patent.letter_a"
    if name == "in_force":
        yield "extract.lag"
    if row == ("lapsed", "before"):
        yield "patent.retroactive"


def _missing(row: Row, context: Context) -> Iterator[str]:
    """Yield the facts that nobody has established yet and that the row turns on."""
    if row[0] == "in_force" and context.plausible == UNKNOWN:
        yield "plausible"
    if row == ("other_holder", "ask") and not context.exhibitor:
        yield "exhibitor"


def _made_by_another(marking: Marking, context: Context) -> bool:
    """Tell whether the label names a maker other than the exhibitor, who then only sells."""
    maker = marking.label.maker
    return bool(maker and context.exhibitor) and not same_company(maker, context.exhibitor)


def _number_facts(marking: Marking) -> tuple[tuple[str, str], ...]:
    number = marking.number
    if number is None:
        return ()
    facts = [("number", number.normal), ("arithmetic", number.arithmetic), ("expected", number.expected)]
    facts += [("proposal", f"{p.text}（{p.arithmetic}）") for p in number.proposals]
    return tuple((name, value) for name, value in facts if value)


def _said(marking: Marking, context: Context) -> tuple[tuple[str, str], ...]:
    facts = (
        ("produced", context.produced.isoformat() if context.produced else ""),
        ("circulated_before", context.circulated_before),
        ("licence", context.licence),
        ("plausible", context.plausible),
        ("online", context.online),
        ("label_holder", marking.label.holder),
        ("label_maker", marking.label.maker),
    )
    return tuple((name, value) for name, value in facts if value)
