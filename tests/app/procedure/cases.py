"""Cases for tests of the procedure, folded from events at stated times."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from app.bureau import Officer
from app.case import Case
from app.events import (
    CaseOpened,
    DocumentIssued,
    Event,
    ExhibitAdded,
    ExhibitChecked,
    FairPublished,
    LabelScanned,
)
from app.findings import Finding, Severity
from app.fold import fold
from app.forms import Field, Form
from app.history import Recorded, place_all
from app.law import CHINA, Law, load_law
from app.log import Header
from app.procedure import Obstacle, Presence, load_procedure, obstacles
from app.procedure.clocks import Running

NUMBER = "F-1-0001"
LOG = "a" * 32
BEGINS, ENDS = date(2026, 9, 28), date(2026, 9, 30)
FAIR = FairPublished("F", "展会", "馆", BEGINS, ENDS, "", "", "", date(2026, 1, 1), "局")
BOOK, LAW = load_procedure(), load_law()
OPENED = CaseOpened("F", "A01", "3", "杭州云朵文化有限公司", "91330100MA2AX1A02E")


def at(text: str) -> datetime:
    """Return a moment in China Standard Time, of "2026-09-30 12:00"."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def a_case(
    *events: tuple[str, Event], number: str = NUMBER, officers: Sequence[str] = ("i1", "i2"), log: str = LOG
) -> Case:
    """Return the case of events, each with the time of its entry."""
    return fold(number, entries(events, number, officers, log))


def entries(
    events: Iterable[tuple[str, Event]], number: str, officers: Sequence[str], log: str
) -> tuple[Recorded, ...]:
    """Return events as entries of one log, in the order given."""
    headers: dict[str, Header] = {}
    told: list[tuple[str, Event]] = []
    for seq, (when, event) in enumerate(events):
        name, before = f"{log[:8]}{seq:08x}", f"{log[:8]}{seq - 1:08x}" if seq else ""
        clock = int(at(when).timestamp() * 1000)
        kind = type(event).__name__
        headers[name] = Header(
            1, log, seq, before, (), kind, number, tuple(officers), "", clock, seq, "0" * 64, ()
        )
        told.append((name, event))
    places = place_all(headers)
    return tuple(Recorded(name, headers[name], event, places[name]) for name, event in told)


def issued(form: str, number: str = "") -> DocumentIssued:
    """Return a document that was issued."""
    return DocumentIssued(number or f"{form}-1", form, "zh", form, "0" * 64, "0" * 64)


def a_finding(code: str, *acts: str, severity: Severity = Severity.SUSPECTED, subject: str = "x") -> Finding:
    """Return a finding as a check makes it."""
    return Finding(code, severity, subject, acts=acts)


def an_officer(number: int, **changed: object) -> Officer:
    """Return an inspector whose certificate is good for long."""
    told: dict[str, object] = {"certificate": f"33010{number}", "unit": "一科", "role": "inspector"}
    told |= {"valid_from": date(2020, 1, 1), "valid_to": date(2099, 12, 31)} | changed
    return Officer(f"i{number}", f"人员{number}", **told)  # type: ignore[arg-type]  # names chosen by the caller


def a_form(form: str, *fields: str, lists: Sequence[str] = ()) -> Form:
    """Return a form with these fields and lists."""
    made = [Field(name, name, f"{name} (en)") for name in fields]
    made += [Field(name, name, name, "list", columns=("a",), widths=(28,)) for name in lists]
    return Form(
        form=form,
        language="zh",
        title=form,
        official="",
        source="test",
        to_be_compared=False,
        series="",
        signed_pages=False,
        signers=(),
        blocks=(),
        fields=tuple(made),
    )


def clock(
    case: Case,
    key: str,
    now: str,
    law: Law = LAW,
    about: str | None = None,
    fair: FairPublished | None = FAIR,
) -> Running:
    """Return the one clock of that key."""
    found = [
        r for r in BOOK.running(case, fair, law, at(now)) if r.clock.key == key and about in (None, r.about)
    ]
    assert len(found) == 1, [(r.about, r.state) for r in found]
    return found[0]


def keys(case: Case, now: str = "2026-10-01 12:00") -> set[str]:
    """Return the keys of all clocks of a case but targets."""
    return {r.clock.key for r in BOOK.running(case, None, LAW, at(now)) if not r.is_target}


def suspected(*more: tuple[str, object]) -> Case:
    """Return a case of a suspected counterfeit patent."""
    check = ExhibitChecked("1.1", "e", date(2026, 5, 1), date(2026, 9, 30), (a_finding("patent.x", "P1"),))
    return a_case(
        ("2026-09-30 09:00", OPENED),
        ("2026-09-30 10:00", ExhibitAdded("1.1", "玩具")),
        ("2026-09-30 10:01", LabelScanned("1.1", "typed", "ZL")),
        ("2026-09-30 10:02", check),
        *more,  # type: ignore[arg-type]  # events, given by each test
    )


NOW = at("2026-09-30 12:00")
TWO = (an_officer(1), an_officer(2))
MEASURE = a_form("coercive_decision", "certificate_1", "approved_by", lists=["items"])


def against(
    form: Form,
    values: Mapping[str, object],
    case: Case | None = None,
    officers: Sequence[Officer] = TWO,
    others: Sequence[Presence] = (),
) -> dict[str, Obstacle]:
    """Return what stands against issuing, by rule."""
    case = case or a_case(("2026-09-30 10:00", OPENED))
    return {o.rule: o for o in obstacles(case, form, values, officers, others, LAW, NOW, BOOK)}


def a_case_about(*findings: Finding, forms: Sequence[str] = ("record_of_inspection",)) -> Case:
    """Return a case with these findings, a record and other documents issued."""
    checked = ExhibitChecked("1.1", "e", date(2026, 5, 1), date(2026, 9, 30), findings)
    return a_case(
        ("2026-09-30 10:00", OPENED),
        ("2026-09-30 10:01", ExhibitAdded("1.1", "玩具")),
        ("2026-09-30 10:02", checked),
        *(("2026-09-30 10:30", issued(form)) for form in forms),
    )
