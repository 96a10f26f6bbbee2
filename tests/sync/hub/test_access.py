"""Who may see what at a hub, over random histories: the access matrix, and a cursor that misses nothing."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import NotAllowed, NotFound
from app.events import CaseAssigned, CommentMade, DeviceEnrolled, DeviceRevoked, PhotoTaken
from app.log import Entry, digest, read_header
from sync.frames import read_frames, write_frame
from sync.hub import access as under_test
from sync.hub.access import Access, Rank, SeenBy
from sync.hub.examine import REVOKED
from tests.builders import ALog, a_key
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log

DEVICES, SUPERVISOR = (1, 2, 3), 4
CASES = [f"F-X-{device}-000{n}" for device in DEVICES for n in (1, 2)]
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(DEVICES), st.sampled_from([*CASES, ""])),
    st.tuples(st.just("assign"), st.sampled_from(DEVICES), st.sampled_from(CASES)),
    st.tuples(st.just("claim"), st.sampled_from(DEVICES), st.sampled_from(CASES)),
    st.tuples(st.just("ask"), st.sampled_from(DEVICES), st.just("")),
)


class AnOffice:
    """A hub on a database in memory, the bureau's log, and logs of three devices and a supervisor's."""

    def __init__(self, folder: Path) -> None:
        self.bureau = a_bureau_log(DEVICES)
        self.bureau.add(DeviceEnrolled(SUPERVISOR, "主管机", a_key(SUPERVISOR).key.hex(), "00" * 32, True))
        self.logs = {seed: ALog(seed) for seed in (*DEVICES, SUPERVISOR)}
        self.hub = AHub(folder, self.bureau)
        self.access = Access(self.hub.database)
        self.written: list[Entry] = []
        for log in (self.bureau, *self.logs.values()):
            self.bring(*log.entries)

    def bring(self, *entries: Entry) -> None:
        assert not self.hub.book.append(b"".join(write_frame(entry) for entry in entries)).refused
        self.written += entries

    def seen_by(self, key: bytes) -> SeenBy:
        return SeenBy(self.hub.book, self.access, self.access.standing(key))

    def close(self) -> None:
        self.hub.book.close()


@dataclass
class Asker:
    """A device that goes on from its cursor."""

    seed: int
    cursor: int = 0
    held: frozenset[str] = frozenset()

    def ask(self, office: AnOffice, most: int = 3) -> None:
        peer = office.seen_by(a_key(self.seed).key)
        end = read_size(office)
        while self.cursor < end:
            page = peer.feed(self.cursor, most)
            assert page.next > self.cursor
            self.held |= {entry.id for entry in read_frames(page.frames)}
            self.cursor = page.next


def read_size(office: AnOffice) -> int:
    return int(office.hub.book.checkpoint("").split("\n")[1])


def allowed(office: AnOffice, seed: int, assigned: set[tuple[int, str]]) -> set[str]:
    """The matrix itself, told as plainly as can be."""
    may: set[str] = set()
    for entry in office.written:
        header = read_header(entry.header)
        own = header.log == office.logs[seed].id
        common = header.log == office.bureau.id or header.seq == 0
        mine = header.case.startswith(f"F-X-{seed}-") or (seed, header.case) in assigned
        if own or common or mine or seed == SUPERVISOR:
            may.add(entry.id)
    return may


@settings(max_examples=int(os.environ.get("HUHANG_HISTORIES", "40")), deadline=None)
@given(st.lists(STEPS, max_size=25), st.integers(1, 4))
def test_each_device_gets_its_own_cases_and_no_other_s_whenever_it_asks(
    steps: list[tuple[str, int, str]], most: int
) -> None:
    office = AnOffice(Path("unused"))
    askers = [Asker(seed) for seed in (*DEVICES, SUPERVISOR)]
    assigned: set[tuple[int, str]] = set()
    for number, (what, device, case) in enumerate(steps):
        if what == "write":
            office.bring(office.logs[device].add(CommentMade(f"第{number}条"), case))
        elif what == "assign":
            office.bring(office.bureau.add(CaseAssigned(device, case)))
            assigned.add((device, case))
        elif what == "claim":  # a device's own word gives nothing
            office.bring(office.logs[device].add(CaseAssigned(device, case), case))
        else:
            askers[device - 1].ask(office, most)
    for asker in askers:
        asker.ask(office, most)

    for asker in askers:
        assert asker.held == allowed(office, asker.seed, assigned)
        assert asker.cursor == read_size(office)
    office.close()


def test_a_photo_is_given_to_those_who_may_see_its_case(tmp_path: Path) -> None:
    office = AnOffice(tmp_path / "objects")
    laptop = ALaptop(1, office.bureau)
    data = os.urandom(2000)
    laptop.record(PhotoTaken(digest(data), "wide"), data, case="F-X-1-0001")
    assert laptop.sync(office.hub.book, office.hub.key.key).safe

    for seed in (1, SUPERVISOR):
        assert office.seen_by(a_key(seed).key).get_blob(digest(data), 0, 4000) == data
    with pytest.raises(NotFound):
        office.seen_by(a_key(2).key).get_blob(digest(data), 0, 4000)
    office.bring(office.bureau.add(CaseAssigned(2, "F-X-1-0001")))
    assert office.seen_by(a_key(2).key).get_blob(digest(data), 0, 4000) == data


def test_what_a_device_holds_is_proved_to_it_whoever_s_case_it_is(tmp_path: Path) -> None:
    office = AnOffice(tmp_path / "objects")
    foreign = office.logs[1].add(CommentMade("一"), "F-X-1-0001")
    office.bring(foreign)

    assert f"entry:{foreign.id}" in office.seen_by(a_key(2).key).receipts(
        [f"entry:{foreign.id}"], read_size(office)
    )


def test_a_revoked_device_brings_what_it_has_and_is_shown_nothing(tmp_path: Path) -> None:
    office = AnOffice(tmp_path / "objects")
    office.bring(office.bureau.add(DeviceRevoked(1, "遗失")))
    late = office.logs[1].add(CommentMade("撤销之后"), "F-X-1-0001")
    peer = office.seen_by(a_key(1).key)
    outcome = peer.append(write_frame(late))

    assert outcome.aside == ((late.id, REVOKED),)
    assert office.hub.database.transact(lambda db: db.rows("SELECT id FROM quarantine")) == [(late.id,)]
    with pytest.raises(NotAllowed, match="撤销"):
        peer.feed(0, 10)
    with pytest.raises(NotAllowed, match="撤销"):
        peer.get_blob("0" * 64, 0, 10)


def test_the_names_of_all_leaves_are_for_those_who_see_all(tmp_path: Path) -> None:
    office = AnOffice(tmp_path / "objects")
    office.bring(office.bureau.add(DeviceRevoked(3, "遗失")))
    names = list(office.hub.book.leaves(0, 1000))

    assert len(names) == len(office.written)
    for key in (a_key(SUPERVISOR).key, office.bureau.key.key):
        assert list(office.seen_by(key).leaves(2, 5)) == names[2:7]
    for key in (a_key(1).key, a_key(3).key, a_key(77).key):
        with pytest.raises(NotAllowed, match="清单"):
            office.seen_by(key).leaves(0, 1000)


def test_keys_are_known_for_what_they_are(tmp_path: Path) -> None:
    office = AnOffice(tmp_path / "objects")
    office.bring(office.bureau.add(DeviceRevoked(3, "遗失")))

    ranks = {seed: office.access.standing(a_key(seed).key).rank for seed in (1, 3, SUPERVISOR, 77)}

    assert ranks == {1: Rank.DEVICE, 3: Rank.REVOKED, SUPERVISOR: Rank.SUPERVISOR, 77: Rank.STRANGER}
    assert office.access.standing(office.bureau.key.key).rank is Rank.BUREAU


def test_a_hub_from_before_there_was_access_says_the_same(tmp_path: Path) -> None:
    office = AnOffice(tmp_path / "objects")
    office.bring(*(office.logs[1].add(CommentMade(f"第{n}条"), "F-X-1-0001") for n in range(20)))
    before = office.seen_by(a_key(1).key).feed(0, 100)
    office.hub.connection.execute("DROP TABLE about")
    office.hub.connection.execute("DROP TABLE named")
    again = Access(office.hub.database)

    assert SeenBy(office.hub.book, again, again.standing(a_key(1).key)).feed(0, 100) == before


def test_entries_are_counted_to_a_device_by_the_number_in_their_case(tmp_path: Path) -> None:
    bureau, log = a_bureau_log([1]), ALog(1)
    cases = {"F-1-0001": 1, "A-B-12-0001": 12, "": -1, "1-0001": -1, "F-x-0001": -1, "F-9999999999-1": -1}

    found = {
        case: under_test.concerned(read_header(log.add(CommentMade("x"), case).header), bureau.id)
        for case in cases
    }

    assert found == cases
