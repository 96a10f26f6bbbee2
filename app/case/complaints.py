"""A complaint on a case's stand, step by step."""

from dataclasses import dataclass

from app.case.sources import Moment, Source
from app.events import (
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintNotified,
    MediationHeld,
)


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A photo or a PDF of a paper that a complainant handed in."""

    paper: str  # code of the paper, "" for another
    file: str  # SHA-256
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Complaint:
    """A holder's complaint.

    `stage` is filed, to_supplement, refused, accepted, notified, answered, concluded or handed_over. Of two
    steps that had not seen each other both stand in `moments`, and the stage follows the common order.
    """

    id: str
    filed: ComplaintFiled
    source: Source
    stage: str = "filed"
    proofs: tuple[str, ...] = ()  # codes of the papers handed in so far
    lacking: tuple[str, ...] = ()
    decided: tuple[ComplaintDecided, ...] = ()
    notified: ComplaintNotified | None = None
    notified_at: Source | None = None
    answers: tuple[ComplaintAnswered, ...] = ()
    mediations: tuple[MediationHeld, ...] = ()
    concluded: ComplaintConcluded | None = None
    complete_at: Source | None = None  # since when no paper that was asked for is lacking
    moments: tuple[Moment, ...] = ()  # its own steps, the filing first
    papers: tuple[KeptPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOver:
    to: str
    reason: str
    complaint: str
    source: Source
