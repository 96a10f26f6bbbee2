"""A case: the file on one exhibitor at one fair, as the entries of every log that name it add up.

`app.fold` makes it. To change what a case knows, change the two and rebuild; nothing is ever migrated.
"""

from app.case.complaints import Complaint, HandedOver, KeptPaper
from app.case.documents import Asked, Copy, Document, Sealed, Served, Shown
from app.case.sources import Fact, Moment, Source, Version
from app.case.whole import Case, CaseLine, Check, ClockWord, Exhibit, Label, Override, Photo, Review, Visit

__all__ = [
    "Asked",
    "Case",
    "CaseLine",
    "Check",
    "ClockWord",
    "Complaint",
    "Copy",
    "Document",
    "Exhibit",
    "Fact",
    "HandedOver",
    "KeptPaper",
    "Label",
    "Moment",
    "Override",
    "Photo",
    "Review",
    "Sealed",
    "Served",
    "Shown",
    "Source",
    "Version",
    "Visit",
]
