"""One document about to be issued, and who was where meanwhile: what the rules of conduct look at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.bureau import Officer
from app.case import Case, Document
from app.forms import Form
from app.law import CHINA, Law
from app.procedure.book import Procedure
from app.procedure.rules import Rule

Values = Mapping[str, object]  # a field's value: text, or rows of a list
_TIME = re.compile(
    r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?:\D{1,4}(\d{1,2})\D{1,3}(\d{1,2}))?\D*", re.ASCII
)
LONGEST = 60  # characters of a moment


@dataclass(frozen=True, slots=True)
class Presence:
    """Officers at a stand for a time, by a visit or by a record that states it."""

    case: str
    stand: str
    officers: tuple[str, ...]  # ids
    began: datetime
    ended: datetime
    document: str = ""  # number of the record, "" for a visit


@dataclass(frozen=True, slots=True)
class Act:
    """One document about to be issued, and all that the rules look at."""

    case: Case
    form: Form
    values: Values
    officers: Sequence[Officer]
    others: Sequence[Presence]
    law: Law
    now: datetime
    book: Procedure

    def text(self, name: str) -> str:
        """Return a field's text, "" where it is empty or a list."""
        value = self.values.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def given(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Yield (name, text) of the form's fields that a rule looks at, in the rule's order."""
        for name in rule.fields:
            if self.form.field(name):
                yield name, self.text(name)

    def standing(self, forms: Sequence[str]) -> bool:
        """Tell whether the case holds a document of one of these forms that stands."""
        return any(d.form in forms and d.stands for d in self.case.documents)


def presences(case: Case, now: datetime) -> tuple[Presence, ...]:
    """Return when officers were at a case's stand by its visits; one still open lasts until now."""
    found = []
    for visit in case.visits:
        began = clock(visit.began.at_ms)
        ended = clock(visit.ended.at_ms) if visit.ended else max(now, began)
        found.append(Presence(case.number, case.stand, visit.began.officers, began, ended))
    return tuple(found)


def recorded(case: Case, document: Document, values: Values) -> Presence | None:
    """Return what a record says of its officers' time; None where it names no time that can be read."""
    began, ended = (read_moment(str(values.get(name, ""))) for name in ("began", "ended"))
    if began is None or ended is None:
        return None
    return Presence(case.number, case.stand, document.source.officers, began, ended, document.number)


def clock(at_ms: int) -> datetime:
    """Return what a clock said, ms since 1970 UTC, in China Standard Time."""
    return datetime.fromtimestamp(at_ms / 1000, CHINA)


def read_moment(text: str) -> datetime | None:
    """Return a moment as people write it, China Standard Time: "2026年5月1日9时05分", "2026-05-01 09:05".

    A day alone is its midnight. None for what is no moment.
    """
    found = _TIME.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=CHINA)
    except ValueError:
        return None


def write_moment(moment: datetime) -> str:
    """Return a moment to the minute, in China Standard Time: "2026-05-01 09:05"."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
