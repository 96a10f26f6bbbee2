"""The procedure as one book: what `resources/procedure` states, read and checked. Nothing in it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.case import Case
from app.findings import Finding, Severity
from app.procedure.rules import Cause, Rule

_SILENT = (Severity.OK_NO_ISSUE_SEEN, Severity.NOT_DETERMINABLE)


@dataclass(frozen=True, slots=True)
class Procedure:
    rules: Mapping[str, Rule]
    causes: tuple[Cause, ...]

    def causes_of(self, case: Case) -> tuple[Cause, ...]:
        """Return what a case may be about, in the order of the book.

        Findings and complaints tell, and officers' own word: the fact "cause" of the case, keys of causes
        with commas between.
        """
        keys = {key.strip() for key in case.fact("cause").split(",")}
        keys |= {key for finding in case.findings for key in self._of(finding)}
        rights = {complaint.filed.right for complaint in case.complaints}
        return tuple(c for c in self.causes if c.key in keys or rights & set(c.rights))

    def _of(self, finding: Finding) -> Iterable[str]:
        if finding.severity in _SILENT:
            return
        named = [c.key for act in finding.acts for c in self.causes if act.startswith(c.acts)]
        if named:
            yield from named
            return
        yield from [c.key for c in self.causes if finding.code.startswith(c.codes) and c.weighs(finding)][:1]
