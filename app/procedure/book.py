"""The procedure as one book: what `resources/procedure` states, read and checked. Nothing in it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.case import Case
from app.events import FairPublished
from app.findings import Finding, Severity
from app.law import Law
from app.procedure.clocks import Clock, Running, clocks_of
from app.procedure.crimes import Crimes, Weighed, weigh
from app.procedure.evidence import Held, Item, checklist
from app.procedure.rules import Answer, Cause, Rule

_SILENT = (Severity.OK_NO_ISSUE_SEEN, Severity.NOT_DETERMINABLE)


@dataclass(frozen=True, slots=True)
class Procedure:
    rules: Mapping[str, Rule]
    causes: tuple[Cause, ...]
    clocks: tuple[Clock, ...]
    crimes: Crimes
    evidence: tuple[Item, ...]
    recall: Mapping[str, tuple[str, ...]]  # why a case comes to mind, in words: zh, en
    steps: Mapping[str, tuple[str, ...]]  # facts of a case that start and settle clocks, in words: zh, en
    answers: tuple[Answer, ...]  # shortest fair first

    def running(self, case: Case, fair: FairPublished | None, law: Law, now: datetime) -> tuple[Running, ...]:
        """Return the clocks of a case at a moment, those that press most first; `fair` is the case's own."""
        causes = [cause.key for cause in self.causes_of(case)]
        return clocks_of(case, self.clocks, causes, fair, law, now)

    def weighed(self, case: Case, law: Law, on: date, said_repeat: str = "") -> tuple[Weighed, ...]:
        """Return amounts found beside thresholds of the day of the act, the nearest first; see `weigh`."""
        causes = [cause.key for cause in self.causes_of(case)]
        return weigh(case, self.crimes, causes, law, on, said_repeat)

    def held(self, case: Case, use: str = "") -> tuple[Held, ...]:
        """Return what the case should hold as evidence, what is missing first; see `checklist`."""
        return checklist(case, self.evidence, [cause.key for cause in self.causes_of(case)], use)

    def answer_hours(self, fair: FairPublished) -> int:
        """Return how many hours a party has to answer a complaint, by the length of the fair."""
        days = (fair.ends - fair.begins).days + 1
        return next((a.hours for a in self.answers if days <= a.days), self.answers[-1].hours)

    def clock(self, key: str) -> Clock | None:
        return next((clock for clock in self.clocks if clock.key == key), None)

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
