"""A case as one line of a list: what lists show, and by what an earlier case is known again."""

from collections.abc import Iterator

from app.case import Case, CaseLine
from app.findings import Finding, Severity, gravest

PENALTIES = ("summary_penalty",)
DECIDED = "case.decided"  # a fact of the case


def summarise(case: Case) -> CaseLine:
    """Return a case as it stands in a list."""
    suspected = [f for f in case.findings if f.severity is Severity.SUSPECTED]
    submitted = [m.source.at_ms for m in case.timeline if m.kind == "CaseSubmitted"]
    return CaseLine(
        number=case.number,
        fair=case.fair,
        stand=case.stand,
        hall=case.hall,
        exhibitor=case.exhibitor,
        stage=case.stage,
        worst=gravest(case.findings),
        findings=sum(f.severity != Severity.OK_NO_ISSUE_SEEN for f in case.findings),
        exhibits=len(case.exhibits),
        photos=len(case.photos),
        documents=len(case.documents),
        conflicts=len(case.conflicts),
        changed_ms=case.timeline[-1].source.at_ms if case.timeline else 0,
        submitted_ms=submitted[-1] if submitted else 0,
        complaints=len(case.complaints),
        opened_ms=case.timeline[0].source.at_ms if case.timeline else 0,
        uscc=case.fact("party.uscc") or case.uscc,
        people=tuple(filter(None, (case.fact("party.id"), case.fact("party.representative")))),
        rights=tuple(sorted({*map(_right, suspected), *(c.filed.number for c in case.complaints)} - {""})),
        acts=tuple(sorted({act for finding in suspected for act in finding.acts})),
        punished_ms=max(_penalties(case), default=0),
    )


def _right(finding: Finding) -> str:
    return dict(finding.facts).get("right_number") or finding.subject


def _penalties(case: Case) -> Iterator[int]:
    """Yield when penalties were decided: on the spot, or (by officers' word) in the ordinary procedure."""
    yield from (d.source.at_ms for d in case.documents if d.form in PENALTIES and d.stands)
    yield from (f.versions[-1].source.at_ms for f in case.facts if f.field == DECIDED and f.value)
