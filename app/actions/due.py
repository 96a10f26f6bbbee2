"""What is due, of every case: the list, and what officers say of a clock."""

from dataclasses import dataclass

from app.case import Case
from app.errors import NotAllowed, NotFound
from app.events import ClockExtended, ClockSettled, FactRecorded
from app.kit import Kit
from app.procedure.clocks import Clock, Extension, Running
from app.procedure.happenings import all_numbers, numbers_of, standing
from app.procedure.moments import read_moment

APPROVED = "approved"  # more time by the head of the agency, by word or by a decision


@dataclass(frozen=True, slots=True)
class DueLine:
    """One clock in the due list, and whose case it is."""

    case: str
    stand: str
    exhibitor: str
    officers: tuple[str, ...]  # names of those who were at the stand last
    device: str  # name of the device that opened the case
    running: Running


def due_list(kit: Kit) -> tuple[DueLine, ...]:
    """Return every clock of every case known here, those that press most first, then the settled ones."""
    bureau, now = kit.casebook.bureau, kit.now()
    names = {officer.id: officer.name for officer in bureau.officers}
    devices = {device.number: device.name for device in bureau.devices}
    found = []
    for case in kit.casebook.whole_cases():
        officers = tuple(names.get(o, o) for o in _last_officers(case))
        device = _device(case.number)
        name = devices.get(device, str(device))
        for running in kit.procedure.running(case, bureau.fair(case.fair), kit.law, now):
            found.append(DueLine(case.number, case.stand, case.exhibitor, officers, name, running))
    return tuple(sorted(found, key=lambda line: line.running.order))


def start_clock(kit: Kit, case_number: str, key: str, moment: str) -> Case:
    """Start a clock by hand, for what happened outside this program.

    Raises:
        NotAllowed: nobody is on duty, the moment cannot be read or is still to come.
        NotFound: no such clock or case.
    """
    return _happened(kit, case_number, f"clock.{_clock(kit, key).key}", moment)


def record_step(kit: Kit, case_number: str, step: str, moment: str, who: str = "") -> Case:
    """Put a step of the procedure on record with its moment, and who took it where that matters.

    Raises:
        NotAllowed: nobody is on duty, the moment cannot be read or is still to come.
        NotFound: no such step or case.
    """
    if step not in kit.procedure.steps:
        raise NotFound(f"没有程序事项 {step}。", f"There is no step {step}.")
    return _happened(kit, case_number, step, moment, who)


def _happened(kit: Kit, case_number: str, field: str, moment: str, who: str = "") -> Case:
    _on_duty(kit)
    at = read_moment(moment)
    if at is None or at > kit.now():
        raise NotAllowed(
            "时间无法识别或者晚于现在；请按“2026-05-01 09:05”填写。",
            "The moment cannot be read or is still to come; write it as 2026-05-01 09:05.",
        )
    kit.casebook.case(case_number)
    facts = [FactRecorded("", field, moment.strip())]
    facts += [FactRecorded("", f"{field}.who", who.strip())] if who.strip() else []
    return kit.casebook.append(case_number, *facts)


def settle_clock(kit: Kit, case_number: str, key: str, about: str, note: str) -> Case:
    """Record that what a clock demands was done, otherwise than by a document of the case.

    Raises:
        NotAllowed: nobody is on duty, nothing is said of how, or the clock does not run.
        NotFound: no such case.
    """
    _on_duty(kit)
    if not note.strip():
        raise NotAllowed("请写明如何办结。", "Say how it was settled.")
    _open_clock(kit, case_number, key, about)
    return kit.casebook.append(case_number, ClockSettled(key, about, note.strip()))


def ways_to_extend(kit: Kit, key: str) -> tuple[Extension, ...]:
    """Return the lawful ways to more time of a clock, () where there is none. Raises NotFound."""
    return _clock(kit, key).extensions


def extend_clock(
    kit: Kit, case_number: str, key: str, about: str, *, way: str, amount: int, reason: str
) -> Case:
    """Give a clock more time, in its own unit, by one of its lawful ways.

    Raises:
        NotAllowed: nobody is on duty, no reason, the clock is over or does not run, or more than is lawful.
        NotFound: no such case, clock or way.
    """
    _on_duty(kit)
    ways = {extension.key: extension for extension in _clock(kit, key).extensions}
    if way not in ways:
        raise NotFound("该期限没有这种延长方式。", "This clock has no such way to more time.")
    if not reason.strip():
        raise NotAllowed("延长期限须写明理由和批准情况。", "Give the reason and who approved more time.")
    running = _open_clock(kit, case_number, key, about)
    if running.due <= kit.now():
        raise NotAllowed(
            "期限已经届满，不能再延长；请按逾期处理并写明情况。",
            "The clock has run out and cannot be extended any more; deal with it as overdue.",
        )
    extension = ways[way]
    case = kit.casebook.case(case_number)
    numbers = numbers_of(case, about)
    given = [
        word.amount
        for word in case.clock_words
        if word.clock == key and word.about in numbers and word.note.startswith(extension.zh)
    ]
    if way == APPROVED:
        forms = [what.removeprefix("document:") for what in running.clock.extended_by]
        given += [
            d.days for form in forms for d in standing(case, form) if d.about in all_numbers(case, about)
        ]
    left = extension.most - sum(given)
    if not 0 < amount <= left:
        raise NotAllowed(
            f"该方式还可延长 {max(0, left)}，所填为 {amount}；请在法定限度内填写。",
            f"This way gives {max(0, left)} more at most, and {amount} is asked; stay within the law.",
        )
    said = f"{extension.zh}：{reason.strip()}"
    return kit.casebook.append(case_number, ClockExtended(key, about, amount, said))


def _on_duty(kit: Kit) -> None:
    if not kit.casebook.duty.officers:
        raise NotAllowed("请先登录。", "Sign in first.")


def _clock(kit: Kit, key: str) -> Clock:
    found = kit.procedure.clock(key)
    if found is None:
        raise NotFound(f"没有期限 {key}。", f"There is no clock {key}.")
    return found


def _open_clock(kit: Kit, case_number: str, key: str, about: str) -> Running:
    case = kit.casebook.case(case_number)
    fair = kit.casebook.bureau.fair(case.fair)
    for running in kit.procedure.running(case, fair, kit.law, kit.now()):
        if running.open and (running.clock.key, running.about) == (key, about):
            return running
    raise NotAllowed(
        "该期限没有在计算，或者已经办结；请刷新后再试。",
        "This clock does not run, or is settled already; look again.",
    )


def _last_officers(case: Case) -> tuple[str, ...]:
    if case.visits:
        return case.visits[-1].began.officers
    return case.timeline[0].source.officers if case.timeline else ()


def _device(number: str) -> int:
    """Return the number of the device that opened a case: fair, device, count."""
    parts = number.rsplit("-", 2)
    return int(parts[1]) if len(parts) == 3 and parts[1].isdecimal() else 0
