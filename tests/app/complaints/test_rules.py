"""Papers, the register beside the complaint, complaints beside each other, the rule file, values."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.case import Case
from app.complaints import (
    Kept,
    compare_right,
    doubtful,
    earlier_fair,
    lacking,
    load_rules,
    papers_for,
    read_rules,
    removals_before,
    twins,
)
from app.errors import BadInput, StorageFault
from app.events import (
    ComplaintConcluded,
    ComplaintFiled,
)
from app.findings import Severity
from app.resources import resource
from app.rights import Extract, Kind, Right, Status
from app.wording import load_wording
from tests.app.complaints.cases import (
    FAIR,
    FILED,
    LAW,
    RULES,
    TOLD,
    WAYS,
    a_case,
)


@pytest.mark.parametrize(
    ("kind", "agent", "standing", "expected"),
    [
        (
            "invention",
            "",
            "holder",
            ("patent_certificate", "gazette", "legal_status", "identity", "evidence"),
        ),
        (
            "design",
            "",
            "holder",
            ("patent_certificate", "gazette", "legal_status", "report", "identity", "evidence"),
        ),
        ("trademark", "李代理", "holder", ("mark_registration", "identity", "evidence", "attorney")),
        ("copyright", "", "interested", ("copyright_proof", "identity", "evidence", "licence")),
    ],
)
def test_papers_follow_the_kind_of_right_and_who_complains(
    kind: str, agent: str, standing: str, expected: tuple[str, ...]
) -> None:
    filed = ComplaintFiled("1.1", kind, "1", "", "甲公司", agent=agent, standing=standing)

    assert lacking(filed, (), RULES) == expected
    assert lacking(filed, expected, RULES) == ()
    papers = papers_for(kind, RULES, agent=bool(agent), interested=standing == "interested")
    assert tuple(paper.key for paper in papers) == expected


def test_the_same_complaint_taken_down_twice_is_found_in_any_spelling() -> None:
    def kept(case: Case, number: str) -> Kept:
        return Kept(replace(case, number=number), case.complaints[0])

    one = kept(a_case(), "F-1-0001")
    again = kept(
        a_case(filed=replace(FILED, number="201710601862.3", complainant="甲公司有限公司")), "F-2-0001"
    )
    others = (
        kept(a_case(stand="1A02"), "F-1-0002"),
        kept(a_case(filed=replace(FILED, number="201710601863.8")), "F-1-0003"),
        kept(a_case(filed=replace(FILED, complainant="丙公司")), "F-1-0004"),
        kept(a_case(filed=replace(FILED, right="design")), "F-1-0005"),
    )

    assert twins(one, (one, again, *others)) == (again,)


def test_a_removal_at_the_fair_before_is_remembered() -> None:
    before = replace(FAIR, fair="E", begins=FAIR.begins - timedelta(days=365))
    oldest = replace(FAIR, fair="D", begins=FAIR.begins - timedelta(days=730))
    removed = a_case(*WAYS["concluded"], exhibitor="乙有限公司")
    let = a_case(*TOLD, ComplaintConcluded("1.1", "no_action", ""), exhibitor="乙有限公司")
    case = a_case(exhibitor="乙有限公司")

    assert earlier_fair((oldest, FAIR, before), "F") == before
    assert earlier_fair((FAIR,), "F") is None
    assert earlier_fair((FAIR,), "X") is None
    assert removals_before(case, (removed, let, a_case(*WAYS["concluded"], exhibitor="丁公司"))) == (
        Kept(removed, removed.complaints[0]),
    )
    codes = (replace(removed, uscc="A1", exhibitor="别名"), replace(removed, uscc="B2"))
    assert [k.case.uscc for k in removals_before(replace(case, uscc="a1"), codes)] == ["A1"]


EXTRACT = Extract("摘录", date(2026, 5, 1), "ab", 1)
RIGHT = Right(
    "CN",
    Kind.INVENTION,
    "一种玩具",
    "201710601862.3",
    holders=("甲有限公司",),
    filed=date(2017, 7, 1),
    status=Status.IN_FORCE,
)


@pytest.mark.parametrize(
    ("kind", "number", "complainant", "rights", "expected"),
    [
        ("invention", "ZL1", "甲公司", (RIGHT,), ("complaint.in_force", "complaint.holder_same")),
        ("invention", "ZL1", "丙公司", (RIGHT,), ("complaint.in_force", "complaint.holder_differs")),
        ("invention", "ZL1", "", (RIGHT,), ("complaint.in_force",)),
        (
            "design",
            "ZL1",
            "甲公司",
            (RIGHT,),
            ("complaint.other_kind", "complaint.in_force", "complaint.holder_same"),
        ),
        ("invention", "ZL1", "甲公司", (), ("complaint.not_in_extract",)),
        ("copyright", " ", "甲公司", (), ("complaint.no_number",)),
        (
            "invention",
            "ZL1",
            "甲公司",
            (replace(RIGHT, status=Status.LAPSED),),
            ("complaint.ended", "complaint.holder_same"),
        ),
        (
            "invention",
            "ZL1",
            "甲公司",
            (replace(RIGHT, status=Status.PENDING, holders=()),),
            ("complaint.not_granted", "complaint.holder_unknown"),
        ),
        (
            "invention",
            "ZL1",
            "甲公司",
            (replace(RIGHT, filed=date(2000, 1, 1)),),
            ("complaint.term_over", "complaint.holder_same"),
        ),
        (
            "invention",
            "ZL1",
            "甲公司",
            (replace(RIGHT, status=Status.UNKNOWN),),
            ("complaint.status_unknown", "complaint.holder_same"),
        ),
    ],
)
def test_the_register_is_set_beside_the_complaint_as_an_indication(
    kind: str, number: str, complainant: str, rights: tuple[Right, ...], expected: tuple[str, ...]
) -> None:
    finding = compare_right(
        kind, number, complainant, rights, EXTRACT, LAW, date(2026, 5, 2), ("patent.infringement",)
    )

    assert finding.reasons == expected
    assert finding.severity is Severity.COMPLAINT_ONLY
    assert finding.verify_online
    assert (finding.extract, finding.extract_as_of) == ("ab", date(2026, 5, 1))
    assert finding.bases
    agreeing = {"complaint.in_force", "complaint.holder_same", "complaint.no_number"}
    assert doubtful(finding) is bool(set(expected) - agreeing)
    for language in ("zh", "en"):
        wording = load_wording(language)
        assert wording.title(finding) != finding.code
        assert all(reason not in expected for reason in wording.reasons(finding))
        assert all(name not in wording.words["fact"] for name, _ in wording.facts(finding))


def test_a_bureau_replaces_single_lines_and_settings(tmp_path: Path) -> None:
    own = tmp_path / "complaints"
    own.mkdir()
    (own / "track.toml").write_text(
        "schema = 1\n[settings]\nmost_hours = 48\n[[paper]]\n"
        'key = "identity"\nzh = "身份证件"\nen = "ID"\nkinds = ["design"]\nsource = "x"\nverified = true\n',
        "utf-8",
    )

    rules = load_rules(tmp_path)

    assert (rules.most_hours, rules.report) == (48, RULES.report)
    assert rules.word("identity", "zh") == "身份证件"
    assert len(rules.papers) == len(RULES.papers)


@pytest.mark.parametrize(
    "text",
    [
        "schema = 2",
        "schema = 1\nnonsense = 1",
        "schema = 1\n[settings]\nreport = 'perhaps'",
        "schema = 1\n[settings]\nusual_hours = 10",
        "schema = 1\n[settings]\nmost_hours = 99999",
        "schema = 1\n[[paper]]\nkey='x'\nzh='x'\nen='x'\nkinds=['moon']\nsource=''\nverified=true",
        "schema = 1\n[[paper]]\nkey='x'\nzh='x'\nen='x'\nkinds=[]\nwhen='moon'\nsource=''\nverified=true",
        "schema = [",
        "\u202e",
        "x" * 1_000_001,
    ],
)
def test_a_malformed_rule_file_is_refused_with_a_sentence(text: str) -> None:
    shipped = resource("procedure", "complaints", "track.toml").read_text("utf-8")

    with pytest.raises(BadInput, match="投诉规则文件"):
        read_rules(shipped, text)


def test_rules_that_cannot_be_read_say_so(tmp_path: Path) -> None:
    (tmp_path / "complaints").mkdir()
    (tmp_path / "complaints" / "track.toml").write_bytes(b"\xff\xfe\xff")

    with pytest.raises(StorageFault, match="无法读取"):
        load_rules(tmp_path)


def test_every_line_of_the_rules_is_worded_and_names_its_source() -> None:
    lines = (*RULES.papers, *RULES.grounds, *RULES.opinions)

    assert all(line.zh and line.en and line.source for line in lines)
    assert all(LAW.editions(key) for kind in RULES.kinds for key in kind.bases)
    keys = [*(line.key for line in lines), *(kind.key for kind in RULES.kinds)]
    words = [RULES.word(key, language) for key in keys for language in ("zh", "en")]
    assert not any("侵权成立" in word or "认定" in word for word in words)
