"""Every code has words in both languages, and none of them is a verdict."""

import re
import string
from collections.abc import Iterator
from datetime import date
from itertools import chain, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks import check
from app.checks.conflicts import PROTECTED
from app.checks.nearness import resemblance
from app.checks.others import KEYS
from app.checks.outcomes import BESIDE, MARK_TABLE, OPEN, PATENT_TABLE, Outcome
from app.errors import BadInput
from app.findings import Basis, Finding, Severity
from app.law import load_law
from app.markings import Claim, read_markings
from app.numbers.reasons import REASONS
from app.rights import Kind, Right, Status
from app.wording import CODED, load_wording, read_wording
from tests.app.checks.registers import (
    NUMBER,
    OTHERS,
    TODAY,
    US,
    SmallRegister,
    a_context,
    a_mark,
    a_patent,
)

LANGUAGES = ("zh", "en")
WORDINGS = {language: load_wording(language) for language in LANGUAGES}
LAW = load_law()
VERDICTS = re.compile(
    r"构成侵权|侵权成立|侵权行为|已构成|属于假冒|认定为|违法事实|"
    r"\binfring(?:es|ed|er)\b|is counterfeit|is guilty|illegal|unlawful(?! source)|\bvalid\b|有效专利",
    re.I,
)


def outcomes() -> Iterator[Outcome]:
    for table in (PATENT_TABLE, MARK_TABLE):
        for cells in table.values():
            yield from chain(*cells.values(), OPEN)
    yield from BESIDE.values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_tables_is_worded(language: str) -> None:
    words = WORDINGS[language].words

    for prefix, table in (("patent", PATENT_TABLE), ("mark", MARK_TABLE)):
        for row, when in table:
            assert f"{prefix}.{row}" in words["title"]
            assert f"{prefix}.row.{row}" in words["reason"]
            assert not when or f"{prefix}.when.{when}" in words["reason"]
    for name in BESIDE:
        assert f"patent.{name}" in words["title"]
        assert f"patent.row.{name}" in words["reason"]
    for subject in KEYS:
        assert {f"other.{subject}", f"other.{subject}.own"} <= set(words["reason"])
        assert f"other.{subject}" in words["title"]
    for kind, (act, _) in PROTECTED.items():
        assert f"sign.{kind}" in words["title"]
        assert f"sign.{kind}" in words["reason"]
        assert act in words["act"]
    assert {m for o in outcomes() for m in o.missing} <= set(words["missing"])
    assert {a for o in outcomes() for a in o.acts} <= set(words["act"])
    assert set(Severity) == set(words["severity"])
    assert {*Kind, *Status} <= set(words["value"])
    claims = {f"{'patent' if len(c) == 1 else 'mark'}.claim.{c}" for c in Claim if c != Claim.STATED}
    assert claims <= set(words["reason"])


LABELS = (
    f"中国发明专利 ZL{NUMBER}",
    f"外观设计专利 ZL{NUMBER} 制造商：{OTHERS} 专利权人：{OTHERS}",
    "专利产品",
    f"专利申请号 {NUMBER}",
    f"发明专利 {NUMBER}",
    "ZL201310699744",
    "ZL201410699744.3",
    "ZL CN101234567A",
    "US 9,123,456",
    "云朵猫® 注册号1234567",
    "云朵猫™ 驰名商标",
    "注册商标",
    "云朵猫® 注册号12345678901",
    f"© {OTHERS} 国作登字-2020-F-00012345 国作登字-20-F-00012345 地理标志 特殊标志 奥林匹克",
)
ANSWERS: tuple[dict[str, object], ...] = (
    {"sign": "云朵狗"},
    {"licence": "yes", "same_form": "no", "online": "yes", "plausible": "yes", "nice": "", "group": ""},
    {"licence": "no", "online": "no", "reread": "yes", "circulated_before": "yes", "group": ""},
    {"plausible": "no", "circulated_before": "no", "produced": date(2025, 1, 1), "group": "2801"},
    {"exhibitor": "", "declared": (NUMBER,), "acting_on": date(2027, 2, 1), "sign": "小云朵猫"},
    {"nice": "25", "group": "2501", "goods_approved": "no", "sign": "云朵猫"},
)


def every_finding() -> Iterator[Finding]:
    """Yield what the checks say of many labels, states of the register and answers of the officer."""
    named = [Right("CN", kind, "云朵猫", holders=(OTHERS,), status=Status.IN_FORCE) for kind in PROTECTED]
    for label, status, holder, facts in product(LABELS, Status, (US, OTHERS), ANSWERS):
        number = ("CN101234567A",) if status is Status.PENDING else ()
        patent = a_patent(status, holder, publication_numbers=number)
        register = SmallRegister([patent, a_mark(status, holder), *named])
        yield from check(read_markings(label, TODAY), register, a_context(**facts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_checks_say_is_worded(language: str) -> None:
    wording = WORDINGS[language]
    words = wording.words
    said = list(dict.fromkeys(every_finding()))
    reasons = {reason for finding in said for reason in finding.reasons}

    assert len({finding.code for finding in said}) > 50
    assert {f.code for f in said if wording.title(f) == f.code} == set()
    assert {r for r in reasons if not r.startswith("number.")} <= set(words["reason"])
    assert {r.removeprefix("number.") for r in reasons if r.startswith("number.")} <= set(wording.numbers)
    assert {missing for finding in said for missing in finding.missing} <= set(words["missing"])
    assert {act for finding in said for act in finding.acts} <= set(words["act"])
    assert {name for finding in said for name, _ in finding.facts} <= set(words["fact"])
    assert {v for f in said for name, v in f.facts if name in CODED} <= set(words["value"])


def test_every_legal_basis_of_the_tables_stands_in_the_law() -> None:
    keys = {key for outcome in outcomes() for key in outcome.keys}
    keys |= {key for keys_ in KEYS.values() for key in keys_}
    keys |= {key for _, keys_ in PROTECTED.values() for key in keys_}

    assert keys <= LAW.keys()


def test_both_languages_word_the_same_codes() -> None:
    zh, en = (WORDINGS[language].words for language in LANGUAGES)

    assert {s: set(w) for s, w in zh.items()} == {s: set(w) for s, w in en.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_a_verdict(language: str) -> None:
    wording = WORDINGS[language]
    texts = [wording.closing, *(t for section in wording.words.values() for t in section.values())]

    assert [t for t in (*texts, *wording.numbers.values()) if VERDICTS.search(t)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_hold_no_placeholder_that_nobody_fills(language: str) -> None:
    wording = WORDINGS[language]
    texts = [t for section in wording.words.values() for t in section.values()]
    fields = {f for t in wording.numbers.values() for _, f, _, _ in string.Formatter().parse(t) if f}

    assert [t for t in texts if "{" in t or "}" in t] == []
    assert fields <= {"expected", "arithmetic"}


A_FINDING = Finding(
    "patent.malformed",
    Severity.IRREGULAR,
    "ZL…",
    ("number.patent.check",),
    (("expected", "3"), ("arithmetic", "157 mod 11 = 3"), ("status", "lapsed"), ("name", "yes")),
    ("reread",),
    (Basis("商标法", "2019修正", "第十四条第五款、第五十三条", date(2019, 11, 1), "trademark.famous"),),
    ("P1",),
)


def test_reasons_of_numbers_show_their_arithmetic() -> None:
    (reason,) = WORDINGS["zh"].reasons(A_FINDING)

    assert "应为 3" in reason
    assert "157 mod 11 = 3" in reason


def test_a_finding_reads_in_one_line_and_is_closed_as_an_indication() -> None:
    zh, en = (WORDINGS[language].statement(A_FINDING) for language in LANGUAGES)

    assert zh.startswith("【不规范】号码格式或校验位不符（ZL…）：")
    assert zh.endswith("仅为线索提示，不构成执法结论。")
    assert en.startswith("[Irregular] Number malformed (ZL…): ")
    assert en.endswith("An indication for the officer only; no finding of law.")


def test_facts_are_worded_only_where_they_are_codes() -> None:
    assert WORDINGS["zh"].facts(A_FINDING)[2:] == (("登记状态", "未缴年费终止"), ("名称", "yes"))


def test_bases_are_cited_in_both_languages() -> None:
    zh, en = (WORDINGS[language].bases(A_FINDING) for language in LANGUAGES)

    assert zh == ("《商标法》（2019修正）第十四条第五款、第五十三条",)
    assert en == ("Trademark Law (2019), art. 14(5), art. 53",)


def test_every_law_that_a_finding_may_cite_has_an_english_name() -> None:
    keys = {key for outcome in outcomes() for key in outcome.keys}
    keys |= {key for keys_ in (*KEYS.values(), *(k for _, k in PROTECTED.values())) for key in keys_}
    shorts = {edition.statute.short for key in keys for edition in LAW.editions(key)}

    assert shorts <= set(WORDINGS["en"].laws)


def test_a_code_of_a_later_program_is_shown_as_it_is() -> None:
    later = Finding(
        "future.rule", Severity.SUSPECTED, "x", ("future.reason",), missing=("future",), acts=("Z9",)
    )
    wording = WORDINGS["zh"]

    assert wording.title(later) == "future.rule"
    assert (wording.reasons(later), wording.missing(later), wording.acts(later)) == (
        ("future.reason",),
        ("future",),
        ("Z9",),
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_recorded_finding_can_be_shown(code: str, text: str) -> None:
    basis = Basis(text, text, text, date(2026, 1, 1))
    finding = Finding(code, Severity.SUSPECTED, text, (code,), ((code, text),), (code,), (basis,), (code,))

    for wording in WORDINGS.values():
        assert wording.statement(finding)
        assert wording.facts(finding)
        assert wording.bases(finding)


def test_every_rule_of_nearness_is_worded() -> None:
    pairs = [("甲乙", "甲乙"), ("乙甲", "甲乙"), ("甲甲", "甲"), ("新甲乙", "甲乙"), ("甲乙丙", "甲乙丁")]
    pairs += [("ABCDE", "ABCD"), ("丙甲乙丁", "甲乙")]

    rules = {resemblance(a, b) for a, b in pairs}

    assert len(rules) == 7
    assert {f"mark.near.{rule}" for rule in rules} <= set(WORDINGS["zh"].words["reason"])


def test_reasons_cover_all_number_codes() -> None:
    assert set(WORDINGS["en"].numbers) == set(REASONS)


@pytest.mark.parametrize("text", ["", "[severity", "closing = 1", "severity = 3", "#" * 1_000_001])
def test_malformed_words_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="用语"):
        read_wording("zh", text, "")
