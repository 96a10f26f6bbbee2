"""Complaints beside each other: the same one taken down twice, and an exhibitor met at the fair before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.case import Case, Complaint
from app.events import FairPublished
from app.names.firms import company_key, same_company
from app.numbers.spellings import number_key


@dataclass(frozen=True, slots=True)
class Kept:
    """A complaint with the file it lies in."""

    case: Case
    complaint: Complaint

    @property
    def key(self) -> str:
        """What names a complaint among all cases: "F-1-0003/1.1"."""
        return f"{self.case.number}/{self.complaint.id}"


def likeness_key(kept: Kept) -> tuple[str, ...]:
    """Return what two complaints share that look like the same one: stand, right, number, complainant.

    Two devices offline may each take it down, even in two files on one stand; both are kept.
    """
    filed = kept.complaint.filed
    number = filed.number or filed.name
    key = number_key(number) or re.sub(r"\s+", "", number).casefold()
    return kept.case.fair, kept.case.stand, filed.right, key, company_key(filed.complainant)


def twins(one: Kept, others: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return other complaints that look like the same one."""
    like = likeness_key(one)
    return tuple(other for other in others if other.key != one.key and likeness_key(other) == like)


def earlier_fair(fairs: Sequence[FairPublished], fair: str) -> FairPublished | None:
    """Return the fair that came before this one, None for the first or an unknown one."""
    this = next((f for f in fairs if f.fair == fair), None)
    if this is None:
        return None
    before = [f for f in fairs if f.begins < this.begins]
    return max(before, key=lambda f: f.begins, default=None)


def same_firm(one: Case, other: Case) -> bool:
    """Tell whether two files are on one exhibitor: by the credit code where both state it, else by name."""
    if one.uscc and other.uscc:
        return one.uscc.strip().upper() == other.uscc.strip().upper()
    return same_company(one.exhibitor, other.exhibitor)


def removals_before(case: Case, before: Iterable[Case]) -> tuple[Kept, ...]:
    """Return complaints of earlier files that ended with this exhibitor withdrawing exhibits.

    Two successive fairs are what the measures of 2006 look at; what follows from it is for the organiser.
    """
    return tuple(
        Kept(other, complaint)
        for other in before
        if same_firm(case, other)
        for complaint in other.complaints
        if complaint.concluded is not None and complaint.concluded.opinion == "remove"
    )
