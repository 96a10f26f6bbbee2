"""The same firm, person, right or sign in earlier cases."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.case import CaseLine
from app.events import ComplaintFiled, ExhibitAdded, ExhibitChecked, FactRecorded
from app.fold import summarise
from app.law import CHINA
from app.procedure import load_procedure
from app.procedure.recall import one_apart, punished_within_two_years, recall
from tests.app.procedure.cases import OPENED, a_case, a_finding, at, issued

TODAY = date(2026, 9, 30)
MINE = CaseLine("F-1-0001", "F", "A01", "3", "杭州云朵文化有限公司", "open", "", 0, 0, 0, 0, 0, 0)


def earlier(day: str = "2025-05-01", number: str = "E-1-0001", **changed: object) -> CaseLine:
    opened = int(datetime.fromisoformat(day).replace(tzinfo=CHINA).timestamp() * 1000)
    told = {"number": number, "fair": "E", "stand": "B02", "opened_ms": opened, **changed}
    return replace(MINE, **told)  # type: ignore[arg-type]  # fields chosen by each test


@pytest.mark.parametrize(
    ("mine", "other", "why"),
    [
        ({"uscc": "91330100MA2AX1A02E"}, {"uscc": "91330100MA2AX1A02E", "exhibitor": "别的"}, ("uscc",)),
        ({"uscc": "91330100MA2AX1A02E"}, {"uscc": "91330100MA2AX1A037"}, ()),
        ({"uscc": "91330100MA2AX1A02E"}, {}, ("name",)),
        ({}, {"exhibitor": "杭州雲朵文化股份有限公司"}, ("name",)),
        ({}, {"exhibitor": "杭州 云朵文化 公司"}, ("name",)),
        ({}, {"exhibitor": "杭州云朵文创有限公司"}, ("similar",)),
        ({}, {"exhibitor": "云朵文化集团有限公司"}, ("core",)),
        ({}, {"exhibitor": "宁波雪山贸易有限公司"}, ()),
        ({"exhibitor": ""}, {"exhibitor": ""}, ()),
        (
            {"exhibitor": "甲", "people": ("33010119900101001X", "王芳")},
            {"exhibitor": "乙", "people": ("33010119900101001X",)},
            ("identity",),
        ),
        ({"exhibitor": "甲", "people": ("王芳",)}, {"exhibitor": "乙", "people": ("王芳",)}, ("person",)),
        (
            {"exhibitor": "甲", "rights": ("ZL 201710601862.3",)},
            {"exhibitor": "乙", "rights": ("zl201710601862.3",)},
            ("right",),
        ),
    ],
)
def test_an_earlier_case_comes_to_mind_by_what_is_the_same(
    mine: dict[str, object], other: dict[str, object], why: tuple[str, ...]
) -> None:
    found = recall(replace(MINE, **mine), [MINE, earlier(**other)], TODAY)  # type: ignore[arg-type]  # as above

    assert [r.why for r in found] == ([why] if why else [])


def test_the_surest_comes_first_then_the_latest() -> None:
    mine = replace(MINE, uscc="91330100MA2AX1A02E", rights=("12345678",))
    lines = [
        earlier("2025-01-01", "E-1-0001", exhibitor="杭州云朵文创有限公司"),
        earlier("2025-02-01", "E-1-0002", uscc="91330100MA2AX1A02E"),
        earlier("2025-03-01", "E-1-0003", exhibitor="宁波雪山", rights=("12345678",)),
        earlier("2025-04-01", "E-1-0004", uscc="91330100MA2AX1A02E"),
    ]

    found = recall(mine, lines, TODAY)

    assert [r.line.number[-1] for r in found] == ["4", "2", "3", "1"]


@pytest.mark.parametrize(
    ("opened", "punished", "acts", "windows"),
    [
        ("2021-09-30", "", ("TM1",), ("five_years",)),
        ("2021-09-29", "", ("TM1",), ()),
        ("2025-05-01", "", ("P1",), ()),
        ("2020-05-01", "2024-09-30", ("TM2",), ("five_years", "two_years")),
        ("2020-05-01", "2024-09-29", ("P1",), ()),
        ("2024-05-01", "2025-09-29", ("P1",), ("two_years",)),
    ],
)
def test_windows_of_five_and_two_years(
    opened: str, punished: str, acts: tuple[str, ...], windows: tuple[str, ...]
) -> None:
    mine = replace(MINE, acts=("TM1", "P1"))
    ms = int(at(f"{punished} 10:00").timestamp() * 1000) if punished else 0

    found = recall(mine, [earlier(opened, acts=acts, punished_ms=ms)], TODAY)

    assert found[0].windows == windows
    assert punished_within_two_years(found) == ("two_years" in windows)


def test_suspicions_at_two_fairs_are_told() -> None:
    mine = replace(MINE, worst="suspected")

    assert recall(mine, [earlier(worst="suspected")], TODAY)[0].windows == ("two_fairs",)
    assert recall(mine, [earlier(worst="suspected", fair="F")], TODAY)[0].windows == ()
    assert recall(MINE, [earlier(worst="suspected")], TODAY)[0].windows == ()


def test_a_likeness_of_names_alone_says_nothing_of_a_punishment() -> None:
    ms = int(at("2026-01-01 10:00").timestamp() * 1000)

    found = recall(MINE, [earlier(exhibitor="杭州云朵文创有限公司", punished_ms=ms)], TODAY)

    assert found[0].windows == ("two_years",)
    assert not punished_within_two_years(found)


def test_a_case_s_line_tells_party_rights_acts_and_penalty() -> None:
    finding = a_finding("mark.conflict", "TM1", subject="云朵")
    case = a_case(
        ("2026-09-30 10:00", OPENED),
        ("2026-09-30 10:01", ExhibitAdded("1.1", "玩具")),
        ("2026-09-30 10:02", ExhibitChecked("1.1", "e", TODAY, TODAY, (finding,))),
        ("2026-09-30 10:03", FactRecorded("", "party.representative", "王芳")),
        ("2026-09-30 10:04", ComplaintFiled("1.1", "trademark", "12345678", "云朵", "权利人")),
        ("2026-09-30 10:05", issued("summary_penalty")),
    )

    line = summarise(case)

    assert (line.uscc, line.people, line.rights) == (OPENED.uscc, ("王芳",), ("12345678", "云朵"))
    assert (line.acts, line.opened_ms) == (("TM1",), int(at("2026-09-30 10:00").timestamp() * 1000))
    assert line.punished_ms == int(at("2026-09-30 10:05").timestamp() * 1000)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("abcd", "abxd", True), ("abcd", "abcde", True), ("abcd", "bcd", True), ("abcd", "abcd", False),
     ("abcd", "axxd", False), ("abcd", "abcdef", False), ("", "a", True)],
)  # fmt: skip
def test_one_character_apart(one: str, other: str, apart: bool) -> None:
    assert one_apart(one, other) is apart
    assert one_apart(other, one) is apart


def test_every_reason_has_its_words() -> None:
    ways = {"uscc", "name", "core", "similar", "identity", "person", "right", "five_years", "two_years"}
    ways |= {"two_fairs"}

    assert set(load_procedure().recall) == ways
