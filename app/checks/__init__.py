"""(markings, register, facts) -> findings. Pure: the same question gives the same hints.

Findings are indications for the officer, never verdicts; each carries its reasons, the facts used and
missing, the legal basis in force on the acting date, and the extract that was asked.
"""

from collections.abc import Iterable

from app.checks.conflicts import find_conflicts, find_protected_signs
from app.checks.context import Context
from app.checks.others import check_other
from app.checks.patents import check_patent
from app.checks.trademarks import check_mark
from app.findings import Finding
from app.markings import Marking, Subject
from app.rights import Register, Right

__all__ = ["Context", "check"]


def check(markings: Iterable[Marking], register: Register, context: Context) -> tuple[Finding, ...]:
    """Return the findings on an exhibit's markings, then on its signs; () if there is nothing to check.

    Each finding comes once, though a label may say a thing twice.
    """
    found: list[Finding] = []
    signs: dict[str, None] = {context.sign: None} if context.sign else {}
    judged: set[Right | None] = set()
    for marking in markings:
        match marking.subject:
            case Subject.PATENT:
                found += check_patent(marking, register, context)
            case Subject.TRADEMARK:
                right, findings = check_mark(marking, register, context)
                found += findings
                judged.add(right)
                if marking.sign:
                    signs.setdefault(marking.sign)
            case _:
                found += check_other(marking, register, context)
    for sign in signs:
        found += find_conflicts(sign, register, context, judged=judged)
        found += find_protected_signs(sign, register, context)
    return tuple(dict.fromkeys(found))
