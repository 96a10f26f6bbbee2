"""Screening a list against the register: ordered, resumable after a kill, begun anew with another extract."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from app.actions.screen import BATCH, run_screening
from app.errors import StorageFault
from app.law import load_law
from app.screening import ExhibitLine, ExhibitList, Risk
from app.sharing import go_on
from offline_db.driver import DatabaseError, connect
from offline_db.register import RegisterFile
from offline_db.screenings import Screenings

AS_OF = date(2026, 5, 1)
OTHERS, US = "宁波小熊文创有限公司", "杭州云朵玩具有限公司"
HEADER = "office,kind,name,registration_number,classes,groups,holders,expires,status\n"
ROWS = (
    f"CN,trademark,云朵猫,1,28,2802,{US},2030-01-01,in_force\n"
    f"CN,trademark,星星狗,2,28,2802,{OTHERS},2030-01-01,in_force\n"
    f"CN,trademark,星星狗,3,9,0901,{OTHERS},2030-01-01,in_force\n"
    f"CN,trademark,月亮熊,4,28,2802,{OTHERS},2020-01-01,in_force\n"
    f"CN,trademark,月亮兔,5,28,2802,{OTHERS},,pending\n"
)


def a_register(path: Path, rows: str = ROWS) -> RegisterFile:
    source = path.with_suffix(".csv")
    source.write_text(HEADER + rows, "utf-8")
    register = RegisterFile(path)
    register.import_files([source], name="摘录", as_of=AS_OF, progress=go_on)
    return register


def a_list(*lines: tuple[str, str, str]) -> ExhibitList:
    made = (ExhibitLine(n, "1A", firm, name, "", nice) for n, (firm, name, nice) in enumerate(lines, 1))
    return ExhibitList("清单", "ab", tuple(made))


LIST = a_list(
    (US, "小熊", "25"),
    (US, "星星狗", "28"),
    (US, "云朵猫", "28"),
    (US, "月亮熊", "28"),
    (US, "月亮兔", "28"),
    (US, "星星狗", ""),
    (OTHERS, "云朵猫", "28"),
    (US, "", "28"),
)


@pytest.fixture
def store(tmp_path: Path) -> Screenings:
    return Screenings(connect(tmp_path / "screenings.db", b"k" * 32))


def test_a_list_is_ordered_by_what_to_look_at_first(tmp_path: Path, store: Screenings) -> None:
    state = run_screening(a_register(tmp_path / "register"), store, load_law(), AS_OF, LIST, go_on)

    judged = {s.line.number: s.verdict.risk for s in store.lines("ab")}
    assert judged == {
        1: Risk.NOTHING_NEAR, 2: Risk.LOOK_FIRST, 3: Risk.OWN, 4: Risk.NOTHING_NEAR, 5: Risk.LOOK,
        6: Risk.LOOK, 7: Risk.LOOK_FIRST, 8: Risk.NOT_SEARCHED,
    }  # fmt: skip
    assert list(judged)[:2] == [2, 7]
    assert (state.done, state.lines, state.signs, sum(state.risks.values())) == (True, 8, 6, 8)
    assert "screen.standing.over_by_now" not in store.lines("ab", risk="look_first")[0].verdict.reasons


def test_lines_come_in_pages_and_by_risk_and_text(tmp_path: Path, store: Screenings) -> None:
    run_screening(a_register(tmp_path / "register"), store, load_law(), AS_OF, LIST, go_on)

    pages = [s.line.number for start in (0, 3, 6) for s in store.lines("ab", start=start, most=3)]

    assert pages == [s.line.number for s in store.lines("ab")]
    assert {s.line.number for s in store.lines("ab", risk="look")} == {5, 6}
    assert {s.line.number for s in store.lines("ab", text="小熊")} == {1, 7}
    assert store.lines("ab", text="没有") == ()
    assert [hit.name for hit in store.hits("ab", 2)][:1] == ["星星狗"]
    assert store.hits("ab", 8) == ()


def test_a_stopped_screening_goes_on_where_it_was(tmp_path: Path, store: Screenings) -> None:
    register = a_register(tmp_path / "register")
    many = a_list(*((US, f"星星{chr(0x4E00 + n)}", "28") for n in range(3 * BATCH)))
    seen: list[int] = []

    def note(done: int, total: int) -> bool:
        seen.append(done)
        return True

    stopped = run_screening(
        register, store, load_law(), AS_OF, many, lambda done, total: note(done, total) and done < BATCH
    )
    ended = run_screening(register, store, load_law(), AS_OF, many, note)

    assert (stopped.searched, stopped.done, ended.done) == (BATCH, False, True)
    assert seen == [0, BATCH, BATCH, BATCH, 2 * BATCH, 3 * BATCH]


def test_another_extract_is_asked_anew(tmp_path: Path, store: Screenings) -> None:
    law = load_law()
    run_screening(a_register(tmp_path / "one"), store, law, AS_OF, LIST, go_on)

    run_screening(
        a_register(tmp_path / "two", ROWS.replace("星星狗", "猴子")), store, law, AS_OF, LIST, go_on
    )

    assert {s.line.number for s in store.lines("ab", risk="look_first")} == {7}
    assert len(store.screenings()) == 1


def test_a_forgotten_list_leaves_nothing(tmp_path: Path, store: Screenings) -> None:
    run_screening(a_register(tmp_path / "register"), store, load_law(), AS_OF, LIST, go_on)

    store.forget("ab")

    assert (store.screenings(), store.lines("ab"), store.hits("ab", 2)) == ((), (), ())


def test_rubbish_lines_do_no_harm(tmp_path: Path, store: Screenings) -> None:
    rubbish = a_list(
        ("", "", ""),
        ("x", "长" * 10_000, "28"),
        ("=1", "\0\x1b", "99"),
        ("y", "猫" * 100, "0"),
        ("z", "😀", ""),
    )

    state = run_screening(a_register(tmp_path / "register"), store, load_law(), AS_OF, rubbish, go_on)

    assert (state.done, len(store.lines("ab"))) == (True, 5)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_a_killed_screening_goes_on_where_it_was(tmp_path: Path) -> None:
    a_register(tmp_path / "register").close()
    names = "\n".join(f"1A,{US},星星{chr(0x4E00 + n)}{chr(0x5E00 + n)},28" for n in range(12 * BATCH))
    (tmp_path / "list.csv").write_text(f"展位,参展商,展品名称,类别\n{names}\n", "utf-8")
    results = tmp_path / "out.csv"
    command = [sys.executable, "-m", "app", "register", "screen", str(tmp_path / "register")]
    command += [str(tmp_path / "list.csv"), "--results", str(results), "--json"]

    process = subprocess.Popen(command)
    state = tmp_path / "out.csv.screening"
    while process.poll() is None and _searched(state) < BATCH:
        time.sleep(0.05)
    assert process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = _searched(state)
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    assert before >= BATCH
    assert _searched(state) == 12 * BATCH
    assert len(results.read_text("utf-8-sig").splitlines()) == 12 * BATCH + 1


def _searched(path: Path) -> int:
    """Return how many signs were searched, as another program sees it."""
    try:
        found = connect(path, read_only=True).execute("SELECT count(hits) FROM signs").fetchone()
    except (StorageFault, DatabaseError):  # not made yet
        return 0
    return int(found[0])


def test_another_program_at_the_same_screening_is_a_sentence(tmp_path: Path, store: Screenings) -> None:
    other = connect(tmp_path / "screenings.db", b"k" * 32)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageFault) as error:
        run_screening(a_register(tmp_path / "register"), store, load_law(), AS_OF, LIST, go_on)

    other.execute("ROLLBACK")
    assert "Start it again" in error.value.sentence("en")
    assert run_screening(a_register(tmp_path / "again"), store, load_law(), AS_OF, LIST, go_on).done
