"""The complaints of a fair, what presses first, and one of them with all to know before the next step."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.actions.complaints.steps import running_clocks, usual_hours
from app.case import Case, Document, Moment
from app.complaints import (
    CLOSED,
    Kept,
    Line,
    Rules,
    Step,
    clocks_about,
    disputes,
    earlier_fair,
    gate,
    lacking,
    likeness_key,
    opinions_open,
    papers_for,
    removals_before,
    steps_open,
    twins,
)
from app.errors import NotFound
from app.events import FairPublished
from app.forms import Form
from app.kit import Kit
from app.procedure.clocks import Running

FORMS = {  # what is handed over at a stage, what comes first before the rest
    "filed": ("complaint_registration", "fair_complaint"),
    "to_supplement": ("complaint_registration", "fair_complaint"),
    "refused": ("complaint_registration", "fair_complaint"),
    "accepted": ("fair_notice", "fair_answer", "fair_complaint"),
    "notified": ("fair_notice", "fair_answer", "fair_mediation", "fair_commitment"),
    "answered": ("fair_answer", "fair_mediation", "fair_opinion", "fair_commitment"),
    "concluded": ("fair_opinion", "fair_commitment", "fair_mediation", "case_transfer"),
    "handed_over": ("case_transfer", "fair_opinion"),
}


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint in the list."""

    kept: Kept
    clocks: tuple[Running, ...]  # those that still run, what presses first
    disputed: bool
    twins: int


@dataclass(frozen=True, slots=True)
class ComplaintFile:
    """One complaint, with what may come next and what an officer should know before it."""

    case: Case
    kept: Kept
    clocks: tuple[Running, ...]
    steps: tuple[Step, ...]  # what may come next, the recommended one first
    papers: tuple[Line, ...]  # all that this complaint takes
    lacking: tuple[str, ...]
    report_missing: bool  # an evaluation report is asked for and was not handed in
    opinions: tuple[str, ...]
    hours: int  # usual time to answer
    disputes: tuple[tuple[Moment, Moment], ...]
    twins: tuple[Kept, ...]
    before: tuple[Kept, ...]  # in `fair_before`: exhibits of this exhibitor were withdrawn at the fair before
    fair_before: str  # name of the fair that came before
    forms: tuple[Form, ...]  # to be handed over at this stage, in the language asked for
    documents: tuple[Document, ...]
    names: Mapping[str, str]  # of officers, by id
    rules: Rules
    now: datetime


def list_complaints(kit: Kit) -> tuple[ComplaintLine, ...]:
    """Return the complaints of the fair: those with a running clock first, by its end; then open ones.

    Raises:
        NotFound: no fair pack was loaded yet.
    """
    every = tuple(_complaints(kit, kit.fair().fair))
    alike = Counter(likeness_key(kept) for kept in every)
    running: dict[str, tuple[Running, ...]] = {}
    lines = []
    for kept in every:
        case = kept.case
        if case.number not in running:
            running[case.number] = running_clocks(kit, case)
        clocks = tuple(c for c in clocks_about(kept.complaint, running[case.number]) if c.open)
        double = alike[likeness_key(kept)] - 1
        lines.append(ComplaintLine(kept, clocks, bool(disputes(kept.complaint)), double))
    return tuple(sorted(lines, key=_pressing))


def read_complaint(kit: Kit, case_number: str, complaint_id: str, language: str = "zh") -> ComplaintFile:
    """Return one complaint with all that its page shows. Raises NotFound."""
    case = kit.casebook.case(case_number)
    complaint = case.complaint(complaint_id)
    if complaint is None:
        raise NotFound(
            f"案卷中没有投诉 {complaint_id}；请先同步。",
            f"There is no complaint {complaint_id} in the case; sync first.",
        )
    kept, filed = Kept(case, complaint), complaint.filed
    clocks = clocks_about(complaint, running_clocks(kit, case))
    interested = filed.standing == "interested"
    earlier = earlier_fair(kit.casebook.bureau.fairs, case.fair)
    return ComplaintFile(
        case=case,
        kept=kept,
        clocks=clocks,
        steps=steps_open(complaint, kit.complaints, clocks),
        papers=papers_for(filed.right, kit.complaints, agent=bool(filed.agent), interested=interested),
        lacking=lacking(filed, complaint.proofs, kit.complaints),
        report_missing=gate(filed, complaint.proofs, kit.complaints),
        opinions=opinions_open(complaint, kit.complaints),
        hours=usual_hours(kit, case),
        disputes=disputes(complaint),
        twins=twins(kept, _complaints(kit, case.fair)),
        before=_before(kit, case, earlier),
        fair_before=earlier.name if earlier else "",
        forms=tuple(filter(None, (kit.forms.get((f, language)) for f in FORMS.get(complaint.stage, ())))),
        documents=case.documents,
        names={officer.id: officer.name for officer in kit.casebook.bureau.officers},
        rules=kit.complaints,
        now=kit.now(),
    )


def _complaints(kit: Kit, fair: str) -> Iterator[Kept]:
    for line in kit.casebook.cases(fair=fair):
        if line.complaints:
            case = kit.casebook.case(line.number)
            yield from (Kept(case, complaint) for complaint in case.complaints)


def _before(kit: Kit, case: Case, fair: FairPublished | None) -> tuple[Kept, ...]:
    if fair is None:
        return ()
    lines = (line for line in kit.casebook.cases(fair=fair.fair) if line.complaints)
    return removals_before(case, (kit.casebook.case(line.number) for line in lines))


def _pressing(line: ComplaintLine) -> tuple[int, float]:
    if line.clocks:
        return 0, min(clock.due for clock in line.clocks).timestamp()
    return 1 + (line.kept.complaint.stage in CLOSED), -line.kept.complaint.moments[-1].source.at_ms / 1000
