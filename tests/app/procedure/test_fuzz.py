"""Whatever happened in a case, the procedure answers, and no clock ends before the law lets it end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.case import Case
from app.events import (
    CaseHandedOver,
    CaseReviewed,
    CaseSubmitted,
    ClockExtended,
    ClockSettled,
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintNotified,
    ComplaintSupplemented,
    DocumentServed,
    DocumentVoided,
    DocumentWithdrawn,
    Event,
    ExhibitChecked,
    FactRecorded,
    FairPublished,
    LabelScanned,
    RuleOverridden,
    VisitEnded,
    VisitStarted,
)
from app.fold import fold
from app.history import Recorded, place_all
from app.law import CHINA, Unit, load_law
from app.log import Header
from app.procedure import load_procedure, obstacles
from tests.app.procedure.cases import NUMBER, a_finding, a_form, an_officer, issued

BOOK, LAW = load_procedure(), load_law()
CLOCKS = [clock.key for clock in BOOK.clocks]
FORMS = ["preservation_notice", "preservation_release", "coercive_decision", "summary_penalty"]
STATED = ["case.filed", "police.filed", "cause"]
FAIR = FairPublished("F", "", "", date(2026, 9, 1), date(2026, 9, 5), "", "", "", date(2026, 1, 1), "")
NAMES = st.sampled_from(["", "1", "2", "3"])
TEXTS = st.one_of(st.sampled_from(["", "2026-09-30", "2026年9月30日10时05分", "9999-12-31", "0"]), st.text())
ODD = [-(2**63), -1, 0, 1_780_000_000_000, 1_790_000_000_000, 2**63]
CLOCK_MS = st.one_of(st.sampled_from(ODD), st.integers(1_700_000_000_000, 1_900_000_000_000))
CODES = [("patent.x", "P1"), ("mark.pending", "2.5b"), ("other.copyright",), ("", "")]
WHAT: tuple[Callable[[st.DrawFn], Event], ...] = (
    lambda draw: issued(draw(st.sampled_from(FORMS)), draw(NAMES)),
    lambda draw: DocumentServed(draw(NAMES), "direct", ""),
    lambda draw: DocumentVoided(draw(NAMES), ""),
    lambda draw: DocumentWithdrawn(draw(NAMES), ""),
    lambda draw: ComplaintFiled(draw(NAMES), draw(st.sampled_from(["design", "trademark", ""])), "", "", ""),
    lambda draw: ComplaintSupplemented(draw(NAMES), ()),
    lambda draw: ComplaintDecided(draw(NAMES), draw(st.sampled_from(["accepted", "refused", "moon"]))),
    lambda draw: ComplaintNotified(draw(NAMES), "", draw(st.integers(-5, 10**9))),
    lambda draw: ComplaintAnswered(draw(NAMES), ""),
    lambda draw: ComplaintConcluded(draw(NAMES), "remove", ""),
    lambda draw: CaseHandedOver("", "", draw(NAMES)),
    lambda draw: CaseReviewed(draw(st.sampled_from(["approved", "returned"])), ""),
    lambda draw: CaseSubmitted(),
    lambda draw: VisitStarted(),
    lambda draw: VisitEnded(),
    lambda draw: RuleOverridden("approval_missing", draw(NAMES), ""),
    lambda draw: ClockSettled(draw(st.sampled_from(CLOCKS)), draw(NAMES)),
    lambda draw: ClockExtended(
        draw(st.sampled_from(CLOCKS)), draw(NAMES), draw(st.integers(-10, 10**12)), ""
    ),
    lambda draw: FactRecorded("", f"clock.{draw(st.sampled_from(CLOCKS))}", draw(TEXTS)),
    lambda draw: FactRecorded("", draw(st.sampled_from(STATED)), draw(TEXTS)),
    lambda draw: LabelScanned("1", "typed", draw(TEXTS)),
    lambda draw: ExhibitChecked(
        "1", "", date(2026, 1, 1), date(2026, 1, 1), (a_finding(*draw(st.sampled_from(CODES))),)
    ),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return a case of any events in any order, by clocks that say anything."""
    headers: dict[str, Header] = {}
    told: list[tuple[str, Event]] = []
    for seq in range(draw(st.integers(0, 20))):
        event = draw(st.sampled_from(WHAT))(draw)
        name, before = f"{seq:032x}", f"{seq - 1:032x}" if seq else ""
        kind, now = type(event).__name__, draw(CLOCK_MS)
        headers[name] = Header(1, "a" * 32, seq, before, (), kind, NUMBER, ("i1",), "", now, 0, "0" * 64, ())
        told.append((name, event))
    places = place_all(headers)
    return fold(NUMBER, (Recorded(name, headers[name], event, places[name]) for name, event in told))


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(tzinfo=CHINA))


@settings(max_examples=100, deadline=None)
@given(cases(), MOMENTS)
def test_every_case_has_its_clocks_and_none_ends_before_the_law_lets_it(case: Case, now: datetime) -> None:
    for running in BOOK.running(case, FAIR, LAW, now):
        days = running.day - running.started.date()
        least = {
            Unit.MINUTES: timedelta(0),
            Unit.HOURS: timedelta(0),
            Unit.WORKING_DAYS: timedelta(days=running.deadline.amount),
            Unit.CALENDAR_DAYS: timedelta(days=running.deadline.amount),
            Unit.MONTHS: timedelta(days=28 * running.deadline.amount),
        }[running.deadline.unit]
        assert days >= least
        assert running.due > running.started
        assert running.late >= timedelta(0)
        assert running.settled is None or running.settled >= running.started
        assert (running.state in ("overdue", "lapsed")) == (running.open and now >= running.due)


@settings(max_examples=50, deadline=None)
@given(cases(), MOMENTS)
def test_more_time_never_ends_a_clock_sooner(case: Case, now: datetime) -> None:
    plain = {(r.clock.key, r.about, r.started): r for r in BOOK.running(case, FAIR, LAW, now)}

    for running in plain.values():
        assert running.extended >= 0
        base = running.clock.target or next(d for d in LAW.deadlines() if d.key == running.clock.key)
        stated = running.clock.key == "complaint.answer"  # the notice may name fewer hours
        assert stated or running.deadline.amount >= base.amount


FIELDS = ["began", "ended", "certificate_1", "seen", "avoid", "fine", "approved_by", "party.uscc"]


@settings(max_examples=100, deadline=None)
@given(
    cases(),
    st.sampled_from(sorted({form for rule in BOOK.rules.values() for form in rule.forms})),
    st.dictionaries(st.sampled_from(FIELDS), TEXTS),
    st.integers(0, 3),
    MOMENTS,
)
def test_whatever_is_about_to_be_issued_obstacles_are_told_in_both_languages(
    case: Case, form: str, values: dict[str, str], count: int, now: datetime
) -> None:
    officers = [an_officer(number) for number in range(count)]

    found = obstacles(case, a_form(form, *FIELDS), values, officers, (), LAW, now, BOOK)

    for obstacle in found:
        assert obstacle.zh
        assert obstacle.en
        assert obstacle.rule in BOOK.rules
