"""The complaint track: from a holder's complaint to an opinion or a hand-over."""

from dataclasses import dataclass

from app.findings import Finding


@dataclass(frozen=True, slots=True)
class ComplaintFiled:
    """A holder complains of a stand. The case is the one on that stand's exhibitor."""

    complaint: str  # "<device>.<count>", unique in the case on any device
    right: str  # kind of right: "invention", "utility_model", "design", "trademark", "copyright"
    number: str  # of the right, as stated
    name: str  # what the right is called
    complainant: str
    phone: str = ""
    address: str = ""
    agent: str = ""
    goods: str = ""  # the exhibits complained of
    reasons: str = ""
    proofs: tuple[str, ...] = ()  # codes of the papers handed in
    standing: str = "holder"  # "holder", or "interested": a licensee, an heir …
    request: str = ""  # what the complainant asks for
    stated: tuple[str, ...] = ()  # codes of grounds against taking it up that the complainant stated
    extract: str = ""  # digest of the register extract that was asked
    findings: tuple[Finding, ...] = ()  # what that extract said of the right that day


@dataclass(frozen=True, slots=True)
class ComplaintSupplemented:
    complaint: str
    proofs: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintPaperKept:
    """A photo or a PDF of a paper that was handed in: evidence like any other original."""

    complaint: str
    paper: str  # code of the paper, "" for another
    file: str  # SHA-256 of the original bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintDecided:
    """Whether a complaint is taken up."""

    complaint: str
    outcome: str  # "accepted", "refused", "to_supplement"
    reason: str = ""
    lacking: tuple[str, ...] = ()  # codes of the papers still to be handed in
    grounds: tuple[str, ...] = ()  # codes of the lawful grounds of a refusal


@dataclass(frozen=True, slots=True)
class ComplaintNotified:
    """The exhibitor was told; from here the time to answer runs."""

    complaint: str
    recipient: str
    hours: int  # to answer


@dataclass(frozen=True, slots=True)
class ComplaintAnswered:
    complaint: str
    answer: str
    paper: str = ""  # digest of a photo of what was handed in
    by: str = ""  # who answered for the exhibitor


@dataclass(frozen=True, slots=True)
class MediationHeld:
    complaint: str
    outcome: str  # "agreed", "failed", "declined"
    mediator: str = ""
    terms: str = ""
    consented: tuple[str, ...] = ()  # "complainant", "exhibitor": who agreed to be mediated


@dataclass(frozen=True, slots=True)
class ComplaintConcluded:
    complaint: str
    opinion: str  # "remove", "no_action", "agreed", "withdrawn"
    reason: str


@dataclass(frozen=True, slots=True)
class CaseHandedOver:
    """The open case went to the authority that is competent after the fair, or for the matter."""

    to: str
    reason: str
    complaint: str = ""


ComplaintEvent = (
    ComplaintFiled
    | ComplaintSupplemented
    | ComplaintPaperKept
    | ComplaintDecided
    | ComplaintNotified
    | ComplaintAnswered
    | MediationHeld
    | ComplaintConcluded
    | CaseHandedOver
)
