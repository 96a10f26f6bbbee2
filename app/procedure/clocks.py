"""Clocks of a case: which run, until when, how sure that is, and whether they were kept.

Pure: (case, fair, law, now) -> clocks. What a clock is and what starts and settles it is data
(resources/procedure/clocks.toml, green.toml); how long it runs is law (resources/law).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.case import Case, ClockWord
from app.events import FairPublished
from app.findings import Basis
from app.law import CHINA, Deadline, Law, WorkCalendar
from app.law.clocks import due
from app.procedure.happenings import Happening, all_numbers, happenings, numbers_of
from app.procedure.moments import clock

OURS = "us"
LONGEST = 2000  # of a unit; what is longer is no deadline
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Extension:
    """A lawful way to more time."""

    key: str
    most: int  # in the clock's own unit, all extensions of this kind together
    zh: str
    en: str

    def word(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Clock:
    key: str
    per: str  # "document", "complaint", "case"
    runs_for: str  # "us", "party", "police", "holder"
    started_by: tuple[str, ...]
    settled_by: tuple[str, ...]
    soon: timedelta
    extended_by: tuple[str, ...] = ()  # documents that give it more time, by how many days they say
    extensions: tuple[Extension, ...] = ()
    cause: str = ""  # only in cases of this cause
    dated: bool = False  # it runs until the day that the document names, and only where it names one
    target: Deadline | None = None  # a target of practice; None: the deadline of that key in the law files

    @property
    def starts(self) -> tuple[str, ...]:
        """What starts it; officers may also say that it runs, for what happens outside this program."""
        return (*self.started_by, f"fact:clock.{self.key}")


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of one case, running or not any more."""

    clock: Clock
    deadline: Deadline
    about: str  # a document's number, a complaint's id, "" for the case
    started: datetime
    due: datetime  # the first moment that is too late
    day: date  # the last day
    to_the_minute: bool
    certain: bool  # whether the holidays of every day counted were announced and known
    state: str  # "running", "soon", "overdue"; "lapsed" where others had the time; "settled", "settled_late"
    late: timedelta  # how long it was or is overdue, 0 if it is not
    left: timedelta  # until it is due, 0 once it is late or settled
    extended: int = 0  # more time that was given, in the clock's own unit
    settled: datetime | None = None
    note: str = ""  # what was said when it was settled or extended
    basis: Basis | None = None

    @property
    def open(self) -> bool:
        return self.settled is None

    @property
    def order(self) -> tuple[bool, float]:
        """The place in a list: open ones by when they are due, then settled ones, latest first."""
        return (False, self.due.timestamp()) if self.settled is None else (True, -self.settled.timestamp())

    @property
    def is_target(self) -> bool:
        return self.clock.target is not None and not self.clock.dated

    def word(self, language: str) -> str:
        return self.deadline.en if language == "en" else self.deadline.zh


@dataclass(slots=True)
class _Run:
    """A clock while the happenings of its case are gone through."""

    start: Happening
    settled: datetime | None = None
    extended: int = 0
    note: str = ""


def clocks_of(
    case: Case,
    clocks: Iterable[Clock],
    causes: Iterable[str],
    fair: FairPublished | None,
    law: Law,
    now: datetime,
) -> tuple[Running, ...]:
    """Return the clocks of a case, those that press most first, then the settled ones, latest first.

    `causes` are the keys of the case's causes of action. A clock whose deadline the law files
    lack is left out.
    """
    happened = [h for h in happenings(case, fair) if h.at <= now or h.what != "fair:ends"]
    known = {deadline.key: deadline for deadline in law.deadlines()}
    about, starts = set(causes), {h.what for h in happened}
    found = []
    for one in clocks:
        deadline = one.target or known.get(one.key)
        if starts.isdisjoint(one.starts) or deadline is None or (one.cause and one.cause not in about):
            continue
        found += [_told(one, deadline, run, law, now) for run in _runs(one, case, happened)]
    return tuple(sorted(found, key=lambda running: running.order))


def _runs(one: Clock, case: Case, happened: Sequence[Happening]) -> list[_Run]:
    """Go through what happened: a start opens a run, what settles closes the oldest open one that it can."""
    runs: list[_Run] = []
    early: list[ClockWord] = []
    starts = one.starts
    told_at: list[tuple[datetime, bool, Happening | ClockWord]] = [
        *((h.at, h.what not in starts, h) for h in happened),
        *((clock(word.source.at_ms), True, word) for word in case.clock_words if word.clock == one.key),
    ]
    for at, _, told in sorted(told_at, key=lambda moment: moment[:2]):
        if isinstance(told, ClockWord):
            if not _heed(runs, case, told, at):
                early.append(told)
            continue
        if told.what in starts:
            _start(runs, one, told)
        if told.what in one.extended_by:
            _extend(runs, case, told)
        if told.what in one.settled_by:
            _settle(runs, one, case, told)
    for word in early:  # said by a clock that was slow: before what it is about
        _heed(runs, case, word, clock(word.source.at_ms))
    return runs


def _start(runs: list[_Run], one: Clock, told: Happening) -> None:
    if one.dated and told.until is None:
        return
    per_case = one.per == "case"
    about = "" if per_case else told.about
    if any(run.start.about == about and (per_case or run.settled is None) for run in runs):
        return
    runs.append(_Run(told if about == told.about else replace(told, about=about)))


def _named(runs: list[_Run], case: Case, told: Happening) -> list[_Run]:
    """Return the open runs of the document that another names, a correction of it included; () if none."""
    waiting = [run for run in runs if run.settled is None]
    return [run for run in waiting if told.names in all_numbers(case, run.start.about)]


def _extend(runs: list[_Run], case: Case, told: Happening) -> None:
    """Give more time to the run of the document that is named, to the only one where none is named."""
    waiting = [run for run in runs if run.settled is None]
    found = _named(runs, case, told) or (waiting if len(waiting) == 1 and not told.names else [])
    for run in found:
        run.extended += max(0, told.amount)


def _settle(runs: list[_Run], one: Clock, case: Case, told: Happening) -> None:
    """Close what a happening settles: all where it is about the case, else what it names, else the oldest."""
    waiting = [run for run in runs if run.settled is None]
    kind = told.what.partition(":")[0]
    if kind in ("served", "complaint") and one.per != "case":
        waiting = [run for run in waiting if run.start.about in (told.about, "")]
    elif kind == "document" and one.per != "case":
        waiting = _named(runs, case, told) or waiting[:1]  # one release ends one measure
    for run in waiting:
        run.settled = max(told.at, run.start.at)


def _heed(runs: list[_Run], case: Case, word: ClockWord, at: datetime) -> bool:
    """Do what was said of a clock; False where no such clock runs (yet)."""
    run = next((r for r in runs if r.settled is None and word.about in numbers_of(case, r.start.about)), None)
    if run is None:
        return False
    run.note = word.note
    if word.amount:
        run.extended += max(0, word.amount)
    else:
        run.settled = max(at, run.start.at)
    return True


def _told(one: Clock, deadline: Deadline, run: _Run, law: Law, now: datetime) -> Running:
    start = run.start
    amount = min((start.amount or deadline.amount) + run.extended, LONGEST)
    deadline = deadline if amount == deadline.amount else replace(deadline, amount=amount)
    if one.dated and start.until is not None:
        end, certain, exact = start.until + run.extended * _DAY, True, start.until.time() != time(0)
    else:
        end, certain, exact = _end(deadline, start.at, law.calendar)
    moment = run.settled or now
    late = max(timedelta(0), moment - end)
    state = _state(one, run, end, now)
    provision = law.provision(deadline.provision, start.at.date()) if deadline.provision else None
    return Running(
        clock=one,
        deadline=deadline,
        about=start.about,
        started=start.at,
        due=end,
        day=(end - timedelta(microseconds=1)).date(),
        to_the_minute=exact,
        certain=certain,
        state=state,
        late=late,
        left=max(timedelta(0), end - moment) if run.settled is None else timedelta(0),
        extended=run.extended,
        settled=run.settled,
        note=run.note,
        basis=provision.basis() if provision else None,
    )


def _state(one: Clock, run: _Run, end: datetime, now: datetime) -> str:
    if run.settled is not None:
        return "settled_late" if run.settled >= end and run.settled > run.start.at else "settled"
    if now >= end:
        return "overdue" if one.runs_for == OURS else "lapsed"
    return "soon" if end - now <= one.soon else "running"


def _end(deadline: Deadline, start: datetime, calendar: WorkCalendar) -> tuple[datetime, bool, bool]:
    """Return the first moment that is too late, whether that is certain, and whether it is to the minute.

    A period of days ends with its last day, at midnight (China Standard Time).
    """
    found = due(deadline, start.astimezone(CHINA), calendar)
    if found.at is not None:
        return found.at, found.certain, True
    return datetime.combine(found.day + _DAY, time(0), CHINA), found.certain, False
