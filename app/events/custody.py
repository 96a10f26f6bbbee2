"""Who got to see, copied or took away what is evidence; printing has its own event (`DocumentPrinted`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewed:
    """Officers opened a case, a photo in large, or a document.

    Recorded once for the same officers, thing and session (from one sign-in to the next): a second entry
    would say nothing that the first does not, and a log that is flooded is not read.
    """

    thing: str  # "case", "photo", "document", "paper"
    name: str  # case number, SHA-256 of the photo or paper, number of the document


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a file was written outside the program's stores. Recorded each time, before it is written."""

    thing: str  # "photo", "document", or "report": the custody report of the case
    name: str  # SHA-256, number, case number
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """Evidence was written to a folder for others. Recorded each time, before it is written."""

    thing: str  # "case", or "photos" where only some of its photos went
    name: str
    recipient: str
    purpose: str
    basis: str  # the legal basis, in words
    masked: bool = False  # without the payloads and files that hold personal data
    photos: tuple[str, ...] = ()  # SHA-256 of those that went, () for all


@dataclass(frozen=True, slots=True)
class ExportEnded:
    """What came of an export that is on record (`Exported`); an export without it was killed."""

    begun: str  # id of the entry that says to whom it goes
    outcome: str  # "done", "stopped" or "failed"
    files: int  # that lie there now: what was not done is taken away again, as far as the disk lets it
    sums: str = ""  # SHA-256 of the list of digests: it names the whole folder


CustodyEvent = Viewed | Copied | Exported | ExportEnded
