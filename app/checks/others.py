"""Other rights that a label states: those of another agency, and signs that need a permission."""

from collections.abc import Iterator

from app.checks.context import Context, extract_facts, holds, right_facts
from app.findings import Finding, Severity
from app.markings import Marking, Subject
from app.names.firms import same_company
from app.numbers.reading import Form
from app.rights import Kind, Register, Right

KINDS = {
    Subject.COPYRIGHT: Kind.COPYRIGHT,
    Subject.OLYMPIC: Kind.OLYMPIC_SYMBOL,
    Subject.SPECIAL_SIGN: Kind.SPECIAL_SIGN,
    Subject.GI: Kind.GI,
}
KEYS = {
    Subject.COPYRIGHT: ("copyright.acts", "copyright.lawful_source"),
    Subject.GI: ("gi.use",),
    Subject.OLYMPIC: ("olympic.acts",),
    Subject.SPECIAL_SIGN: ("special_sign.acts",),
}


def check_other(marking: Marking, register: Register, context: Context) -> tuple[Finding, ...]:
    """Check a marking of copyright, a GI, a special sign or an Olympic symbol.

    A ©-notice that names nobody, or the exhibitor, says nothing that anyone had to look into.
    """
    notice = marking.subject is Subject.COPYRIGHT and marking.number is None
    if notice and (not marking.sign or same_company(marking.sign, context.exhibitor)):
        return ()
    right = _right(marking, register, context)
    mine = right is not None and holds(right, context)
    copyright_ = marking.subject is Subject.COPYRIGHT
    severity = Severity.OTHER_AGENCY if copyright_ else Severity.NEEDS_VERIFICATION
    extract = register.extract
    return (
        Finding(
            code=f"other.{marking.subject}.own" if mine else f"other.{marking.subject}",
            severity=Severity.OK_NO_ISSUE_SEEN if mine else severity,
            subject=marking.text,
            reasons=tuple(_reasons(marking, mine)),
            facts=(*right_facts(right), *extract_facts(extract)),
            missing=() if mine else ("licence",) if copyright_ else ("authorisation",),
            bases=() if mine else context.law.bases(KEYS[marking.subject], context.acting_on),
            verify_online=not mine and not copyright_,
            extract=extract.digest,
            extract_as_of=extract.as_of,
        ),
    )


def _reasons(marking: Marking, mine: bool) -> Iterator[str]:
    yield f"other.{marking.subject}.own" if mine else f"other.{marking.subject}"
    if marking.number is not None and marking.number.form is not Form.VALID:
        yield f"number.{marking.number.reason}"


def _right(marking: Marking, register: Register, context: Context) -> Right | None:
    kind = KINDS[marking.subject]
    if marking.number is not None:
        return next((r for r in register.find(marking.number.normal) if r.kind is kind), None)
    named = context.sign if marking.subject is not Subject.COPYRIGHT else ""
    found = register.search(named, kinds=frozenset({kind})) if named else ()
    return next(iter(found), None)
