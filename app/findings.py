"""What a check says: one hint for the officer, with its reasons and legal basis.

A finding is an indication, never a verdict (仅为线索提示，不构成执法结论). It is recorded in the log as it
was on the day, so it carries everything that a reader needs years later; its words are made from
codes by `resources/findings/*.toml`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """The seven answers of a check (domain rules, language rule)."""

    OK_NO_ISSUE_SEEN = "ok_no_issue_seen"
    IRREGULAR = "irregular"
    SUSPECTED = "suspected"
    NEEDS_VERIFICATION = "needs_verification"
    COMPLAINT_ONLY = "complaint_only"
    OTHER_AGENCY = "other_agency"
    NOT_DETERMINABLE = "not_determinable"


@dataclass(frozen=True, slots=True)
class Basis:
    """A provision as it stood on the day of the act."""

    law: str  # short name: "专利法实施细则"
    edition: str  # "2023修订"
    article: str  # "第一百零一条"
    in_force_from: date
    key: str = ""  # key of the provision in resources/law


@dataclass(frozen=True, slots=True)
class Finding:
    code: str  # rule and outcome, e.g. "patent.terminated.marked_after"
    severity: Severity
    subject: str  # what it is about as printed: "ZL201710601862.3", the mark's text …
    reasons: tuple[str, ...] = ()  # codes of reasons, each worded in resources/findings
    facts: tuple[tuple[str, str], ...] = ()  # facts used: (name, value), values ready to be shown
    missing: tuple[str, ...] = ()  # codes of facts that the officer should still establish
    bases: tuple[Basis, ...] = ()
    acts: tuple[str, ...] = ()  # suspected acts: "P1" … "P5", "TM1", "TM2", "2.5b" …
    verify_online: bool = False  # look it up online before any document
    extract: str = ""  # digest of the register extract that was asked
    extract_as_of: date | None = None


GRAVEST_FIRST = (
    Severity.SUSPECTED,
    Severity.IRREGULAR,
    Severity.NEEDS_VERIFICATION,
    Severity.OTHER_AGENCY,
    Severity.COMPLAINT_ONLY,
    Severity.NOT_DETERMINABLE,
    Severity.OK_NO_ISSUE_SEEN,
)


def gravest(findings: Iterable[Finding]) -> str:
    """Return the severity that a list should show first, "" without findings."""
    severities = {finding.severity for finding in findings}
    return next((severity for severity in GRAVEST_FIRST if severity in severities), "")
