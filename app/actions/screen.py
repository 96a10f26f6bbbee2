"""Screening a fair's exhibits against the register: what to look at first, before the halls open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import NotFound
from app.kit import Kit
from app.law import Law
from app.names.answers import NameFilter, NameHit
from app.names.groups import load_groups
from app.rights import Kind
from app.screening import (
    NEAREST,
    ExhibitLine,
    ExhibitList,
    Reading,
    Screened,
    Screening,
    Verdict,
    declared_exhibits,
    judge_all,
    read_hits,
)
from app.sharing import Progress
from app.shelf import RegisterShelf, Screenings

BATCH = 64  # signs searched between two notes of progress; about half a second's work
MARKS = frozenset({Kind.TRADEMARK, Kind.SPECIAL_SIGN, Kind.OLYMPIC_SYMBOL, Kind.GI})


@dataclass(frozen=True, slots=True)
class LineFile:
    """A screened line in full: the marks nearest to its sign, each with the right that weighs most."""

    line: ExhibitLine
    readings: tuple[Reading, ...]


def screen_file(kit: Kit, path: Path, progress: Progress) -> Screening:
    """Screen a list of exhibits from a file, or go on with it where it was left.

    Raises:
        BadInput: the list cannot be read.
        StorageFault: the register is damaged, or the disk refuses.
    """
    return screen_list(kit, kit.read_exhibits(path), progress)


def screen_fair(kit: Kit, progress: Progress) -> Screening:
    """Screen what the fair's exhibitors declared to the organiser, or go on with it.

    Raises:
        NotFound: no fair pack was loaded, or nobody declared an exhibit.
    """
    fair = kit.fair()
    declared = declared_exhibits(fair.name, fair.stands, kit.stands())
    if not declared.lines:
        raise NotFound(
            "展会包中没有申报的展品；请导入主办方的展品清单。",
            "The fair pack declares no exhibits; read the organiser's list of exhibits.",
        )
    return screen_list(kit, declared, progress)


def screen_list(kit: Kit, exhibits: ExhibitList, progress: Progress) -> Screening:
    """Screen a list, or go on with it. Raises StorageFault as `screen_file`."""
    return run_screening(kit.register, kit.screenings, kit.law, kit.today(), exhibits, progress)


def run_screening(
    register: RegisterShelf, store: Screenings, law: Law, day: date, exhibits: ExhibitList, progress: Progress
) -> Screening:
    """Search what was not searched yet, until all is done or `progress` says to stop."""
    extract, groups = register.extract, load_groups()
    state = store.begin(exhibits.digest, exhibits.name, exhibits.lines, extract)

    def judged(lines: Sequence[ExhibitLine], hits: Sequence[NameHit]) -> tuple[Verdict, ...]:
        return judge_all(lines, hits, groups, day, law.grace_ends)

    while True:
        with register.searching(state.signs - state.searched, NEAREST) as search:
            while register.extract == extract and not state.done and progress(state.searched, state.signs):
                waiting = store.waiting(state.digest, BATCH)
                found = search([(asked.sign, NameFilter(nice=asked.nice, kinds=MARKS)) for asked in waiting])
                answers = {asked.id: hits for asked, hits in zip(waiting, found, strict=True)}
                if register.extract == extract:
                    state = store.keep(state.digest, answers, judged)
        if register.extract == extract:
            break
        extract = register.extract
        state = store.begin(exhibits.digest, exhibits.name, (), extract)
    progress(state.searched, state.signs)
    return state


def screenings(kit: Kit) -> tuple[Screening, ...]:
    """Return the lists that were screened, the latest first."""
    return kit.screenings.screenings()


def screened_lines(
    kit: Kit, digest: str, *, risk: str = "", text: str = "", start: int = 0, most: int = 200
) -> tuple[Screened, ...]:
    """Return a page of a screened list, what to look at first before the rest."""
    return kit.screenings.lines(digest, risk=risk, text=text, start=start, most=most)


def screened_line(kit: Kit, digest: str, line: ExhibitLine) -> LineFile:
    """Return one line with the marks that it was judged by."""
    hits = kit.screenings.hits(digest, line.number)
    return LineFile(line, read_hits(line, hits, load_groups(), kit.today(), kit.law.grace_ends))


def forget_screening(kit: Kit, digest: str) -> None:
    """Remove a screened list."""
    kit.screenings.forget(digest)
