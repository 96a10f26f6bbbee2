"""What stands beside table 2.9: forms, dates, licences, extracts, and the law of the day."""

from dataclasses import replace
from datetime import date

import pytest

from app.checks import check
from app.findings import Finding, Severity
from app.markings import read_markings
from app.names.firms import company_key, same_company
from app.rights import Kind, Right, Status
from tests.app.checks.registers import NUMBER, OTHERS, TODAY, US, SmallRegister, a_context, a_patent

LABEL = f"中国发明专利 ZL{NUMBER}"


def findings(right: Right | None, label: str, **facts: object) -> tuple[Finding, ...]:
    register = SmallRegister([right] if right else [])
    return check(read_markings(label, TODAY), register, a_context(**facts))


def test_a_publication_number_is_irregular_and_the_application_behind_it_is_checked_too() -> None:
    right = a_patent(Status.PENDING, publication_numbers=("CN101234567A",))

    first, second = findings(right, "中国发明专利 ZL CN101234567A")

    assert first.severity is Severity.IRREGULAR
    assert "patent.letter_a" in first.reasons
    assert (second.severity, second.code) == (Severity.SUSPECTED, "patent.pending")


def test_an_application_without_the_prescribed_words_is_irregular() -> None:
    found = findings(a_patent(Status.PENDING), f"发明专利申请号 {NUMBER} 专利申请中")

    assert [f.severity for f in found] == [Severity.OK_NO_ISSUE_SEEN, Severity.IRREGULAR]
    assert found[1].bases[0].law == "专利标识标注办法"


def test_a_number_without_its_check_character_is_irregular_though_the_right_is_in_force() -> None:
    found = findings(a_patent(Status.IN_FORCE), "中国发明专利 ZL201310699744")

    assert [f.code for f in found] == ["patent.in_force", "patent.check_missing"]
    assert found[1].severity is Severity.IRREGULAR


def test_a_wrong_class_is_said_beside_a_graver_row() -> None:
    right = a_patent(Status.REFUSED, kind=Kind.UTILITY_MODEL)

    found = findings(right, LABEL)

    assert [f.code for f in found] == ["patent.refused", "patent.wrong_type"]


def test_a_term_that_is_over_counts_though_the_extract_says_in_force() -> None:
    right = a_patent(Status.IN_FORCE, kind=Kind.UTILITY_MODEL, filed=date(2016, 1, 1), status_date=None)

    first = findings(right, f"实用新型专利 ZL{NUMBER}", produced=date(2026, 4, 1))[0]

    assert (first.code, first.severity) == ("patent.expired.after", Severity.SUSPECTED)


@pytest.mark.parametrize(
    ("on", "code"), [(date(2033, 12, 17), "patent.in_force"), (date(2033, 12, 18), "patent.expired.unknown")]
)
def test_the_last_day_in_force_is_the_day_before_the_anniversary(on: date, code: str) -> None:
    first = findings(a_patent(Status.IN_FORCE), LABEL, acting_on=on)[0]

    assert first.code == code


def test_a_term_that_the_register_extended_is_honoured() -> None:
    right = a_patent(Status.IN_FORCE, expires=date(2035, 1, 1))

    (finding,) = findings(right, LABEL, acting_on=date(2034, 6, 1))

    assert finding.code == "patent.in_force"


def test_a_misread_number_is_shown_with_its_proposal_and_never_replaced() -> None:
    (finding,) = findings(a_patent(Status.IN_FORCE), "发明专利 ZL2O1310699744.2")

    assert finding.code == "patent.malformed"
    assert any(name == "proposal" and NUMBER in value for name, value in finding.facts)


@pytest.mark.parametrize(
    ("label", "code", "severity"),
    [
        ("发明专利 ZL201410699744.3", "patent.malformed.reread", Severity.SUSPECTED),
        ("发明专利 ZL201310699744.3", "patent.malformed", Severity.IRREGULAR),
        ("发明专利 ZL2O1310699744.2", "patent.malformed", Severity.IRREGULAR),
    ],
)
def test_a_malformed_number_that_stays_so_is_made_up_unless_a_right_stands_behind_a_misprint(
    label: str, code: str, severity: Severity
) -> None:
    (finding,) = findings(a_patent(Status.IN_FORCE), label, reread="yes")

    assert (finding.code, finding.severity, finding.verify_online) == (code, severity, True)
    assert ("patent.misprint" in finding.reasons) == (severity is Severity.IRREGULAR)


def test_class_words_that_contradict_number_and_register_are_irregular() -> None:
    (finding,) = findings(a_patent(Status.IN_FORCE), f"外观设计专利 ZL{NUMBER}")

    assert (finding.code, finding.severity) == ("patent.wrong_type", Severity.IRREGULAR)


def test_an_extract_that_is_silent_on_the_status_is_said_to_be() -> None:
    (finding,) = findings(a_patent(Status.UNKNOWN), LABEL)

    assert (finding.code, finding.verify_online) == ("patent.not_found.no_status", True)
    assert "patent.row.not_found" not in finding.reasons


def test_words_without_a_number_are_judged_by_the_right_that_was_declared() -> None:
    (finding,) = findings(a_patent(Status.LAPSED), "专利产品", declared=("ZL 2013 1 0699744.2",))

    assert (finding.code, finding.acts) == ("patent.lapsed.unknown", ("P5",))


@pytest.mark.parametrize("on", [date(2027, 1, 1), date(2027, 1, 2)])
def test_an_old_extract_is_named_as_a_reason_and_verified_online(on: date) -> None:
    (finding,) = findings(a_patent(Status.IN_FORCE), LABEL, acting_on=on)

    assert ("extract.stale" in finding.reasons) == (on > date(2027, 1, 1))
    assert finding.verify_online == (on > date(2027, 1, 1))


def test_a_right_in_force_is_never_said_to_be_certain() -> None:
    (finding,) = findings(a_patent(Status.IN_FORCE), LABEL)

    assert "extract.lag" in finding.reasons
    assert finding.missing == ("plausible",)


def test_who_only_sells_is_asked_for_the_source() -> None:
    label = f"{LABEL}\n制造商：{OTHERS}"

    (finding,) = findings(a_patent(Status.PENDING), label)

    assert finding.acts == ("P1", "P3", "P2")
    assert "lawful_source" in finding.missing


def test_whether_a_patent_is_used_without_a_licence_is_left_to_a_complaint() -> None:
    found = findings(a_patent(Status.IN_FORCE, OTHERS), LABEL, licence="no")

    assert [(f.code, f.severity) for f in found] == [
        ("patent.other_holder.none", Severity.SUSPECTED),
        ("patent.infringement", Severity.COMPLAINT_ONLY),
    ]


def test_a_licence_of_the_named_holder_is_enough() -> None:
    (finding,) = findings(a_patent(Status.IN_FORCE, OTHERS), LABEL, licensors=(OTHERS,))

    assert finding.code == "patent.in_force"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"circulated_before": "yes"}, "patent.lapsed.before"),
        ({"circulated_before": "no"}, "patent.lapsed.after"),
        ({"produced": date(2025, 6, 1)}, "patent.lapsed.before"),
        ({"produced": date(2025, 6, 2)}, "patent.lapsed.after"),
    ],
)
def test_the_officers_word_on_the_date_comes_first(facts: dict[str, object], code: str) -> None:
    (finding,) = findings(a_patent(Status.LAPSED), LABEL, **facts)

    assert finding.code == code
    assert ("patent.retroactive" in finding.reasons) == code.endswith("before")


def test_a_granted_right_comes_before_the_application_of_the_same_number() -> None:
    pending, granted = a_patent(Status.PENDING), a_patent(Status.IN_FORCE)
    register = SmallRegister([pending, replace(granted, name="发光玩具（授权）")])

    (finding,) = check(read_markings(LABEL, TODAY), register, a_context())

    assert finding.code == "patent.in_force"


def test_the_old_rules_are_cited_for_an_act_before_they_changed() -> None:
    found = findings(a_patent(Status.PENDING), LABEL, acting_on=date(2024, 1, 19))

    assert found[0].bases[0].article == "第八十四条"


def test_the_same_words_twice_make_one_finding() -> None:
    assert len(findings(a_patent(Status.IN_FORCE), f"{LABEL}\n{LABEL}")) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (US, "杭州云朵玩具有限责任公司", True),
        ("杭州云朵（中国）玩具有限公司", "杭州云朵(中国) 玩具有限公司", True),
        ("Cloud Toys Co., Ltd.", "CLOUD TOYS CO.,LTD", True),
        ("Ｃｌｏｕｄ Toys Limited", "Cloud Toys Ltd", True),
        ("云朵集团有限公司", "云朵有限公司", False),
        (US, OTHERS, False),
        ("", "", False),
        ("有限公司", "股份有限公司", False),
        ("CLOUD S.A.", "Cloud Inc.", True),
        ("株式会社クラウド", "クラウド", True),
        ("ZINC Co Ltd", "Zinc", True),
        ("Z", "ZINC", False),
        ("臺北雲朵股份有限公司", "臺北雲朵有限責任公司", True),
    ],
)
def test_names_of_one_company_agree_in_any_spelling(one: str, other: str, same: bool) -> None:
    assert same_company(one, other) is same


def test_one_of_several_holders_is_enough() -> None:
    (finding,) = findings(replace(a_patent(Status.IN_FORCE), holders=(OTHERS, US)), LABEL)

    assert finding.code == "patent.in_force"
    assert company_key(US) == "杭州云朵玩具"
