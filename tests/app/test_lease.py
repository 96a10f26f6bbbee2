"""The lease: a laptop out of touch takes up no new work, whatever its clock says, and loses nothing."""

from dataclasses import replace

import pytest

from app.bureau import Device
from app.errors import NotAllowed
from app.lease import DAY_MS, Lease, lease_at, refuse_shut
from app.log import Clock, Header

NS, START = 1_000_000, 1_780_000_000_000
WORD = Header(1, "root", 4, "", (), "LeaseGranted", "", (), "", START, 0, "", ())
OWN = Header(1, "own", 7, "", (), "CaseOpened", "", (), "", START, 0, "", ())


def at(days: float, monotonic_days: float = 0.0) -> Clock:
    return Clock(round(START + days * DAY_MS), round(monotonic_days * DAY_MS * NS))


def entry(days: float, seq: int, *saw: str) -> Header:
    return replace(OWN, t=round(START + days * DAY_MS), seq=seq, saw=saw)


@pytest.mark.parametrize(
    ("own", "clock", "gone"),
    [
        ([], at(0.5), 0),
        ([], at(29.9), 29),
        ([], at(30), 30),
        ([], at(-365), 0),  # put back by a year, and nothing else is known
        ([entry(0, 1, "word"), entry(31, 2)], at(-365), 31),  # its own work tells
        ([entry(0, 1, "word")], at(-365, 40), 40),  # and so does the clock that nobody can set
        ([entry(0, 1, "word")], at(365), 365),  # ran ahead: shut until it is right
        ([entry(400, 1)], at(1), 1),  # ran ahead before the bureau's word: forgiven by it
        ([entry(400, 1), entry(1, 2, "word")], at(2), 2),
    ],
)
def test_days_are_counted_from_the_bureaus_last_word_by_the_most_that_any_clock_knows(
    own: list[Header], clock: Clock, gone: int
) -> None:
    headers = {"word": WORD, "before": replace(WORD, seq=3, t=START - 90 * DAY_MS)}
    headers |= {f"own{header.seq}": header for header in own}

    assert lease_at(headers, "own", "root", 30, clock) == Lease(30, gone)


@pytest.mark.parametrize(
    ("own", "clock", "gone"),
    [
        ([], at(45), 5),  # synced on day 40
        ([], at(39.9), 0),
        ([], at(70), 30),
        ([], at(-365), 0),
        ([entry(0, 1, "word"), entry(75, 2)], at(-365), 35),  # its own work since the sync tells
        ([entry(0, 1, "word"), entry(41, 2)], at(-365, 30), 31),  # and the clock that nobody can set
    ],
)
def test_a_sync_with_a_hub_of_the_bureaus_counts_as_its_word(
    own: list[Header], clock: Clock, gone: int
) -> None:
    headers = {"word": WORD, **{f"own{header.seq}": header for header in own}}

    assert lease_at(headers, "own", "root", 30, clock, START + 40 * DAY_MS) == Lease(30, gone)


def test_an_older_sync_than_the_bureaus_word_takes_nothing_away() -> None:
    assert lease_at({"word": WORD}, "own", "root", 30, at(7), START - 40 * DAY_MS) == Lease(30, 7)


def test_the_bureau_itself_and_devices_without_a_limit_are_never_shut() -> None:
    assert lease_at({"word": WORD}, "root", "root", 30, at(99)) == Lease()
    assert lease_at({"word": WORD}, "own", "root", 0, at(99)) == Lease()
    assert lease_at({}, "own", "root", 30, at(99)) == Lease()


@pytest.mark.parametrize(("gone", "shut"), [(29, False), (30, True), (400, True)])
def test_work_stops_when_the_days_are_over(gone: int, shut: bool) -> None:
    assert Lease(30, gone).over is shut
    if shut:
        with pytest.raises(NotAllowed, match="不会删除"):
            refuse_shut(None, Lease(30, gone))


def test_a_revoked_device_takes_up_no_new_work() -> None:
    refuse_shut(Device(1, "一号机", "", ""), Lease())

    with pytest.raises(NotAllowed, match="遗失"):
        refuse_shut(Device(1, "一号机", "", "", "遗失"), Lease())
