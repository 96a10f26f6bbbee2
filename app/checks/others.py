"""Other rights: those that another agency answers for, and signs that need an authorisation."""

from app.checks.context import Context, extract_facts
from app.checks.patents import right_facts
from app.findings import Finding, Severity
from app.markings import Marking
from app.numbers.reading import Form
from app.rights import Extract, Kind, Register, Right

KINDS = {"olympic": Kind.OLYMPIC_SYMBOL, "special_sign": Kind.SPECIAL_SIGN, "gi": Kind.GI}
KEYS = {
    "copyright": ("copyright.acts",),
    "gi": ("gi.use",),
    "olympic": ("olympic.acts",),
    "special_sign": ("special_sign.acts",),
}
SEVERITIES = {"copyright": Severity.OTHER_AGENCY}


def check_other(marking: Marking, register: Register, context: Context) -> tuple[Finding, ...]:
    """Check a marking of copyright, a GI, a special sign or an Olympic symbol."""
    reasons = [f"other.{marking.subject}"]
    number = marking.number
    if number is not None and number.form is not Form.VALID:
        reasons.append(f"number.{number.reason}")
    kind = KINDS.get(marking.subject)
    rights = register.search(context.sign, kinds=frozenset({kind})) if kind and context.sign else ()
    right = rights[0] if rights else None
    severity = SEVERITIES.get(marking.subject, Severity.NEEDS_VERIFICATION)
    missing = () if marking.subject == "copyright" else ("authorisation",)
    return (_finding(marking, severity, tuple(reasons), missing, right, register.extract, context),)


def _finding(
    marking: Marking,
    severity: Severity,
    reasons: tuple[str, ...],
    missing: tuple[str, ...],
    right: Right | None,
    extract: Extract,
    context: Context,
) -> Finding:
    return Finding(
        code=f"other.{marking.subject}",
        severity=severity,
        subject=marking.text,
        reasons=reasons,
        facts=(*right_facts(right), *extract_facts(extract)),
        missing=missing,
        bases=context.law.bases(KEYS[marking.subject], context.acting_on),
        verify_online=severity is Severity.NEEDS_VERIFICATION,
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )
