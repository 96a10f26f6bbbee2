"""The fair's stands, and the case on each."""

from dataclasses import dataclass

from app.actions.duty import require_inspectors
from app.case import Case, CaseLine
from app.errors import NotAllowed, NotFound
from app.events import CaseEvent, CaseOpened, ExhibitAdded, FactRecorded, VisitEnded, VisitStarted
from app.fair import Stand
from app.kit import Kit
from app.safety import Safety

NOTHING = Safety()


@dataclass(frozen=True, slots=True)
class StandLine:
    """A stand in the list, with its newest case if there is one."""

    stand: Stand
    case: CaseLine | None
    safety: Safety = NOTHING  # of that case


def list_stands(kit: Kit) -> tuple[StandLine, ...]:
    """Return all stands of the fair in walking order (hall, row, column, code).

    Raises:
        NotFound: no fair pack was loaded yet.
    """
    newest: dict[str, CaseLine] = {}
    for line in kit.casebook.cases(fair=kit.fair().fair):
        newest.setdefault(line.stand, line)
    safe = kit.safety.cases(line.number for line in newest.values())
    stands = sorted(kit.stands().stands, key=lambda s: (s.hall, s.row, s.column, s.code))
    found = ((stand, newest.get(stand.code)) for stand in stands)
    return tuple(StandLine(s, line, safe[line.number] if line else NOTHING) for s, line in found)


def open_case(kit: Kit, stand_code: str) -> Case:
    """Return the open case on a stand, or open one and begin a visit. Raises as `case_on`."""
    return case_on(kit, stand_code, VisitStarted())


def case_on(kit: Kit, stand_code: str, *first: CaseEvent) -> Case:
    """Return the open case on a stand, or open one in which `first` happens first.

    Raises:
        NotAllowed: nobody fit is on duty.
        NotFound: no such stand at this fair.
    """
    require_inspectors(kit)
    fair = kit.fair()
    stand = kit.stands().stand(stand_code)
    if stand is None:
        raise NotFound(
            f"本届展会没有展位 {stand_code}；请核对展位号。",
            f"There is no stand {stand_code} at this fair; check its code.",
        )
    for line in kit.casebook.cases(fair=fair.fair):
        if line.stand == stand_code and line.stage != "approved":
            return kit.casebook.case(line.number)
    number = kit.casebook.new_case_number(fair.fair)
    opened = CaseOpened(
        fair.fair, stand.code, stand.hall, stand.exhibitor, stand.uscc, stand.address, stand.phone
    )
    facts = [("party.name", stand.exhibitor), ("party.uscc", stand.uscc), ("party.address", stand.address)]
    facts += [("party.representative", stand.representative), ("party.phone", stand.phone)]
    recorded = [FactRecorded("", field, value) for field, value in facts if value]
    return kit.casebook.append(number, opened, *recorded, *first)


def start_visit(kit: Kit, case_number: str, purpose: str = "") -> Case:
    """Begin another visit at the stand.

    Raises:
        NotAllowed: nobody fit is on duty, or a visit of this device is still open in any case.
    """
    require_inspectors(kit)
    for line in kit.casebook.cases():
        case = kit.casebook.case(line.number)
        if any(visit.ended is None and visit.began.officers for visit in case.visits):
            same = case.number == case_number
            busy = {officer for v in case.visits if v.ended is None for officer in v.began.officers}
            if same or busy & set(kit.casebook.duty.officers):
                raise NotAllowed(
                    f"展位 {case.stand} 的检查尚未结束；同一执法人员的检查时间不得重叠，请先结束该次检查。",
                    f"The visit at stand {case.stand} is still open; an officer's visits may not overlap.",
                )
    return kit.casebook.append(case_number, VisitStarted(purpose))


def end_visit(kit: Kit, case_number: str) -> Case:
    """End the open visit; without one nothing happens."""
    case = kit.casebook.case(case_number)
    if all(visit.ended for visit in case.visits):
        return case
    return kit.casebook.append(case_number, VisitEnded())


def add_exhibit(
    kit: Kit, case_number: str, name: str, *, goods: str = "", nice: str = "", group: str = ""
) -> tuple[Case, str]:
    """Put an exhibit on file; returns the case and the exhibit's id.

    Raises:
        NotAllowed: nobody fit is on duty, or the name is empty.
    """
    require_inspectors(kit)
    if not name.strip():
        raise NotAllowed("请填写展品名称。", "Enter the exhibit's name.")
    case = kit.casebook.case(case_number)
    device = kit.casebook.device
    prefix = f"{device.number if device else 0}."
    counts = [x.id.removeprefix(prefix) for x in case.exhibits if x.id.startswith(prefix)]
    exhibit = f"{prefix}{1 + max((int(c) for c in counts if c.isdigit()), default=0)}"
    return kit.casebook.append(case_number, ExhibitAdded(exhibit, name.strip(), goods, nice, group)), exhibit


def record_fact(kit: Kit, case_number: str, field: str, value: str, *, about: str = "") -> Case:
    """Record one field of a case or of an exhibit (`about`); settles a conflict on that field.

    A value that stands already is not recorded again.

    Raises:
        NotAllowed: nobody is on duty.
    """
    if not kit.casebook.duty.officers:
        raise NotAllowed("请先登录再修改。", "Sign in before changing anything.")
    case = kit.casebook.case(case_number)
    known = next((f for f in case.facts if (f.about, f.field) == (about, field)), None)
    if (known is None and not value) or (known and len(known.versions) == 1 and known.value == value):
        return case
    return kit.casebook.append(case_number, FactRecorded(about, field, value))
