"""(markings, register, facts) -> findings. Pure: the same question gives the same hints.

Findings are indications for the officer, never verdicts; each carries its reasons, the facts used and
missing, the legal basis in force on the acting date, and the extract that was asked.
"""

from collections.abc import Iterable

from app.checks.context import Context
from app.checks.others import check_other
from app.checks.patents import check_patent
from app.checks.trademarks import check_mark, find_conflicts
from app.findings import Finding
from app.markings import Marking
from app.rights import Register

__all__ = ["Context", "check"]


def check(markings: Iterable[Marking], register: Register, context: Context) -> tuple[Finding, ...]:
    """Return the findings on an exhibit's markings, then on its sign; () if there is nothing to check."""
    found: list[Finding] = []
    signs: dict[str, None] = {context.sign: None} if context.sign else {}
    for marking in markings:
        match marking.subject:
            case "patent":
                found += check_patent(marking, register, context)
            case "trademark":
                found += check_mark(marking, register, context)
                if marking.sign:
                    signs.setdefault(marking.sign)
            case _:
                found += check_other(marking, register, context)
    for sign in signs:
        found += find_conflicts(sign, register, context)
    return tuple(found)
