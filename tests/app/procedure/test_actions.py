"""The due list, what officers say of clocks and evidence, and earlier cases: on a real device."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.actions.due import (
    due_list,
    extend_clock,
    record_step,
    settle_clock,
    start_clock,
    ways_to_extend,
)
from app.actions.duty import end_duty, start_duty
from app.actions.procedure import (
    case_procedure,
    missing_before_leaving,
    permit,
    stands_against,
    tick_evidence,
)
from app.actions.stands import add_exhibit, open_case, record_fact
from app.case import Case
from app.errors import NotAllowed, NotFound
from app.events import DocumentIssued
from app.fair import Stand, StandList
from app.front.bureau_desk import FairPlan, publish
from app.front.wiring import House, open_house
from app.kit import Kit
from app.law import CHINA
from app.procedure.moments import write_moment
from tests.builders import a_bureau, a_device

YEAR = datetime.now(CHINA).year + 3


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A device with a small fair of a few stands, and a holiday table of the bureau's own."""
    home = tmp_path_factory.mktemp("procedure")
    bureau = a_bureau(home / "bureau")
    today = datetime.now(CHINA).date()
    stands = tuple(Stand(f"A{n:02}", "3", f"参展企业{n}有限公司") for n in range(12))
    plan = FairPlan(
        "F", "展会", "馆", "测试局", today, today, StandList(1, "F", ("3",), stands), b"", "", today
    )
    publish(bureau, plan)
    a_device(bureau, home / "device", 1).close()
    bureau.close()
    own = home / "device" / "law"
    own.mkdir()
    (own / "calendar.toml").write_text(
        f'schema = 1\n[[year]]\nyear = {YEAR}\nsource = "s"\nverified = true\noff = [{YEAR}-01-01]\n', "utf-8"
    )
    return home / "device"


@pytest.fixture(scope="module")
def house(place: Path) -> Iterator[House]:
    opened = open_house(place)
    start_duty(opened.kit, ["i1", "i2"], "inspector")
    yield opened
    opened.close()


def a_stand(kit: Kit, index: int) -> Case:
    """Return a fresh case at a stand of the fair."""
    return open_case(kit, kit.stands().stands[index].code)


def registered(kit: Kit, case: Case) -> Case:
    """Return the case after evidence was registered and kept."""
    document = DocumentIssued(f"登{case.number}", "preservation_notice", "zh", "", "0" * 64, "0" * 64)
    return kit.casebook.append(case.number, document)


def later(kit: Kit, **passed: float) -> Kit:
    """Return the kit as it will be after some time."""
    moment = kit.now() + timedelta(**passed)
    return replace(kit, now=lambda: moment)


def states(kit: Kit, case: Case) -> dict[str, str]:
    return {line.running.clock.key: line.running.state for line in due_list(kit) if line.case == case.number}


def test_the_due_list_names_stand_officers_and_device(house: House) -> None:
    case = registered(house.kit, a_stand(house.kit, 0))

    line = next(line for line in due_list(house.kit) if line.case == case.number)

    assert (line.stand, line.exhibitor) == (case.stand, case.exhibitor)
    assert len(line.officers) == 2
    assert line.device
    assert line.running.clock.key == "evidence.decide"
    assert states(later(house.kit, days=40), case)["evidence.decide"] == "overdue"


def test_a_clock_is_settled_once_and_only_with_a_word(house: House) -> None:
    case = registered(house.kit, a_stand(house.kit, 1))
    about = case.documents[0].number

    with pytest.raises(NotAllowed):
        settle_clock(house.kit, case.number, "evidence.decide", about, " ")
    with pytest.raises(NotAllowed):
        settle_clock(house.kit, case.number, "evidence.decide", "登9", "已返还")
    settle_clock(house.kit, case.number, "evidence.decide", about, "已返还")
    with pytest.raises(NotAllowed):
        settle_clock(house.kit, case.number, "evidence.decide", about, "已返还")

    assert states(house.kit, case)["evidence.decide"] == "settled"


def test_a_seizure_is_extended_within_the_law_and_before_it_runs_out(house: House) -> None:
    kit = house.kit
    case = a_stand(kit, 2)
    document = DocumentIssued("强1", "coercive_decision", "zh", "", "0" * 64, "0" * 64)
    number = kit.casebook.append(case.number, document).number
    assert {way.key for way in ways_to_extend(kit, "seizure.period")} == {"approved", "testing"}

    def more(kit: Kit, amount: int, way: str = "approved", reason: str = "王局长批准") -> Case:
        return extend_clock(kit, number, "seizure.period", "强1", way=way, amount=amount, reason=reason)

    for amount, reason in ((31, "x"), (0, "x"), (-5, "x"), (10, " ")):
        with pytest.raises(NotAllowed):
            more(kit, amount, reason=reason)
    with pytest.raises(NotFound):
        more(kit, 10, way="moon")
    with pytest.raises(NotAllowed):
        more(later(kit, days=32), 10)
    more(kit, 20)
    with pytest.raises(NotAllowed):
        more(kit, 11)
    more(later(kit, days=40), 5)
    decided = DocumentIssued("延1", "coercive_extension", "zh", "", "0" * 64, "0" * 64, about="强1", days=5)
    kit.casebook.append(number, decided)
    with pytest.raises(NotAllowed):
        more(later(kit, days=40), 1)

    running = next(
        line.running
        for line in due_list(kit)
        if line.case == number and line.running.clock.key == "seizure.period"
    )
    assert running.extended == 30
    assert running.note.endswith("王局长批准")
    assert running.day - running.started.date() == timedelta(days=60)


def test_a_clock_is_started_by_hand(house: House) -> None:
    kit = house.kit
    case = a_stand(kit, 3)

    for moment in ("gestern", write_moment(kit.now() + timedelta(days=1))):
        with pytest.raises(NotAllowed):
            start_clock(kit, case.number, "hearing.request", moment)
    with pytest.raises(NotFound):
        start_clock(kit, case.number, "moon", write_moment(kit.now()))
    start_clock(kit, case.number, "hearing.request", write_moment(kit.now()))

    assert states(kit, case)["hearing.request"] in ("running", "soon")


def test_a_step_is_put_on_record_with_who_took_it(house: House) -> None:
    kit = house.kit
    case = a_stand(kit, 10)

    with pytest.raises(NotFound):
        record_step(kit, case.number, "moon", write_moment(kit.now()))
    with pytest.raises(NotAllowed):
        record_step(kit, case.number, "case.filed", "gestern")
    case = record_step(kit, case.number, "case.filed", write_moment(kit.now()), "王局长")

    assert case.fact("case.filed.who") == "王局长"
    assert states(kit, case)["case.decision"] == "running"


def test_what_is_missing_is_said_before_leaving_and_ticked_off(house: House) -> None:
    kit = house.kit
    case = a_stand(kit, 4)
    before = {item.key for item in missing_before_leaving(kit, case.number)}

    tick_evidence(kit, case.number, "recording", "yes")
    tick_evidence(kit, case.number, "recording", "yes")
    tick_evidence(kit, case.number, "address", "none")
    with pytest.raises(NotFound):
        tick_evidence(kit, case.number, "moon", "yes")

    assert before - {item.key for item in missing_before_leaving(kit, case.number)} == {
        "recording",
        "address",
    }
    tick_evidence(kit, case.number, "address", "")
    assert "address" in {item.key for item in missing_before_leaving(kit, case.number)}


def test_the_file_shows_clocks_evidence_amounts_and_earlier_cases(house: House) -> None:
    kit = house.kit
    case = a_stand(kit, 5)
    other = a_stand(kit, 6)
    case, _ = add_exhibit(kit, case.number, "玩具")
    record_fact(kit, case.number, "party.uscc", "91330100MA2AX1A02E")
    record_fact(kit, other.number, "party.uscc", "91330100MA2AX1A02E")

    found = case_procedure(kit, record_fact(kit, case.number, "cause", "olympic"))

    assert [c.key for c in found.causes] == ["olympic"]
    assert {"licence", "stand"} <= {h.item.key for h in found.held}
    assert [(r.line.number, r.why[0]) for r in found.recalled][:1] == [(other.number, "uscc")]


def test_a_record_elsewhere_at_the_same_time_stands_against_another_and_may_be_overridden(
    house: House,
) -> None:
    kit = house.kit
    first, second = a_stand(kit, 7), a_stand(kit, 8)
    now = kit.now()
    values = {"began": write_moment(now - timedelta(minutes=30))}
    values |= {"ended": write_moment(now + timedelta(minutes=5))}
    form = kit.forms["record_of_inspection", "zh"]

    found = [o for o in stands_against(kit, second, form, values) if o.rule == "overlap"]

    assert any(first.number in o.zh for o in found)
    with pytest.raises(NotAllowed):
        permit(found, {}, "x")
    events = permit(found, {"overlap": "两案同展位相邻，同时进行"}, "x")
    assert [(e.rule, e.about) for e in events] == [("overlap", "x")]
    stopping = [o for o in stands_against(kit, second, form, {}) if o.stops]
    with pytest.raises(NotAllowed):
        permit(stopping, {o.rule: "y" for o in stopping}, "x")


def test_nobody_off_duty_says_anything_of_a_clock(house: House) -> None:
    kit = house.kit
    case = registered(kit, a_stand(kit, 9))
    end_duty(kit)

    with pytest.raises(NotAllowed):
        settle_clock(kit, case.number, "evidence.decide", case.documents[0].number, "x")
    with pytest.raises(NotAllowed):
        start_clock(kit, case.number, "hearing.request", write_moment(kit.now()))
    with pytest.raises(NotAllowed):
        tick_evidence(kit, case.number, "recording", "yes")
    start_duty(kit, ["i1", "i2"], "inspector")


def test_a_bureau_s_own_holiday_table_is_read_with_its_data_folder(house: House) -> None:
    assert house.kit.law.calendar.covers(date(YEAR, 1, 1), date(YEAR, 12, 31))
    assert not house.kit.law.calendar.works(date(YEAR, 1, 1))
