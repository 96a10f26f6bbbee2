"""One document about to be issued, and who was where meanwhile: what the rules of conduct look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.bureau import Officer
from app.case import Case, Document
from app.forms import Form
from app.law import Law
from app.procedure.book import Procedure
from app.procedure.moments import clock, read_moment
from app.procedure.rules import Rule

Said = Mapping[str, str]  # what the places of a rule's sentence are filled with
Values = Mapping[str, object]  # a field's value: text, or rows of a list


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
    replaces: str = ""  # number of the document that this one corrects

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
    """Return when officers were at a case's stand by its visits, in whole minutes as records tell them.

    A visit still open lasts until now.
    """
    found = []
    for visit in case.visits:
        began = clock(visit.began.at_ms).replace(second=0, microsecond=0)
        ended = clock(visit.ended.at_ms).replace(second=0, microsecond=0) if visit.ended else max(now, began)
        found.append(Presence(case.number, case.stand, visit.began.officers, began, ended))
    return tuple(found)


def recorded(case: Case, document: Document, values: Values) -> Presence | None:
    """Return what a record says of its officers' time; None where it names no time that can be read."""
    began, ended = (read_moment(str(values.get(name, ""))) for name in ("began", "ended"))
    if began is None or ended is None:
        return None
    return Presence(case.number, case.stand, document.source.officers, began, ended, document.number)
