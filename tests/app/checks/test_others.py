"""Copyright, indications of origin, special signs and Olympic symbols as labels state them."""

import pytest

from app.checks import check
from app.findings import Finding, Severity
from app.markings import read_markings
from app.rights import Kind, Right, Status
from tests.app.checks.registers import OTHERS, TODAY, US, SmallRegister, a_context

NUMBER = "国作登字-2020-F-00012345"


def findings(label: str, *rights: Right, **facts: object) -> tuple[Finding, ...]:
    return check(read_markings(label, TODAY), SmallRegister(rights), a_context(**facts))


def a_work(holder: str) -> Right:
    return Right("CN", Kind.COPYRIGHT, "云朵猫", "", NUMBER, holders=(holder,), status=Status.IN_FORCE)


@pytest.mark.parametrize(
    ("label", "rights", "severity"),
    [
        (NUMBER, [], Severity.OTHER_AGENCY),
        (NUMBER, [a_work(OTHERS)], Severity.OTHER_AGENCY),
        (NUMBER, [a_work(US)], Severity.OK_NO_ISSUE_SEEN),
        (f"© 2020 {OTHERS}", [], Severity.OTHER_AGENCY),
        ("地理标志", [], Severity.NEEDS_VERIFICATION),
        ("特殊标志", [], Severity.NEEDS_VERIFICATION),
        ("奥林匹克", [], Severity.NEEDS_VERIFICATION),
    ],
)
def test_other_rights_go_to_whom_they_belong(label: str, rights: list[Right], severity: Severity) -> None:
    (finding,) = findings(label, *rights)

    assert finding.severity is severity
    assert bool(finding.bases) == (severity is not Severity.OK_NO_ISSUE_SEEN)


@pytest.mark.parametrize("label", ["©", "© 2020", f"© 2020 {US}", f"版权所有：{US}"])
def test_a_notice_that_names_nobody_else_says_nothing(label: str) -> None:
    assert findings(label) == ()


def test_a_copyright_number_that_is_none_says_why() -> None:
    (finding,) = findings("国作登字-20-F-00012345")

    assert "number.copyright.shape" in finding.reasons


def test_the_holder_of_an_olympic_symbol_may_use_it() -> None:
    right = Right("CN", Kind.OLYMPIC_SYMBOL, "云朵圣火", holders=(US,), status=Status.IN_FORCE)

    found = findings("奥林匹克", right, sign="云朵圣火")

    assert [f.code for f in found] == ["other.olympic.own", "mark.no_conflict"]
