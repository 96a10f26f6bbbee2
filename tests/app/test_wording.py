"""Every code has words in both languages, and none of them is a verdict."""

import re

import pytest

from app.checks.nearness import resemblance
from app.checks.outcomes import MARK_TABLE, OPEN, PATENT_TABLE
from app.errors import BadInput
from app.findings import Finding, Severity
from app.markings import Claim
from app.numbers.reasons import REASONS
from app.rights import Kind, Status
from app.wording import load_wording, read_wording

LANGUAGES = ("zh", "en")
VERDICTS = re.compile(r"构成侵权|侵权成立|已构成|属于假冒|认定为|infringes|is counterfeit|is guilty|illegal")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_tables_is_worded(language: str) -> None:
    words = load_wording(language).words
    outcomes = [
        outcome
        for table in (PATENT_TABLE, MARK_TABLE)
        for cells in table.values()
        for cell in (*cells.values(), OPEN)
        for outcome in cell
    ]

    for prefix, table in (("patent", PATENT_TABLE), ("mark", MARK_TABLE)):
        for row, when in table:
            assert f"{prefix}.{row}" in words["title"]
            assert f"{prefix}.row.{row}" in words["reason"]
            assert not when or f"{prefix}.when.{when}" in words["reason"]
    assert {m for o in outcomes for m in o.missing} <= set(words["missing"])
    assert {a for o in outcomes for a in o.acts} <= set(words["act"])
    assert set(Severity) == set(words["severity"])
    assert {*Kind, *Status} <= set(words["value"])
    claims = {f"{'patent' if len(c) == 1 else 'mark'}.claim.{c}" for c in Claim if c != Claim.STATED}
    assert claims <= set(words["reason"])


def test_both_languages_word_the_same_codes() -> None:
    zh, en = (load_wording(language).words for language in LANGUAGES)

    assert {s: set(w) for s, w in zh.items()} == {s: set(w) for s, w in en.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_a_verdict(language: str) -> None:
    wording = load_wording(language)
    texts = [t for section in wording.words.values() for t in section.values()]

    assert not [t for t in (*texts, *wording.numbers.values()) if VERDICTS.search(t)]
    assert wording.closing


def test_reasons_of_numbers_show_their_arithmetic() -> None:
    finding = Finding(
        "patent.malformed",
        Severity.IRREGULAR,
        "ZL…",
        ("number.patent.check",),
        (("expected", "3"), ("arithmetic", "157 mod 11 = 3")),
    )

    (reason,) = load_wording("zh").reasons(finding)

    assert "应为 3" in reason
    assert "157 mod 11 = 3" in reason


def test_every_rule_of_nearness_is_worded() -> None:
    pairs = [("甲乙", "甲乙"), ("乙甲", "甲乙"), ("甲甲", "甲"), ("新甲乙", "甲乙"), ("甲乙丙", "甲乙丁")]
    pairs += [("ABCDE", "ABCD"), ("丙甲乙丁", "甲乙")]

    rules = {resemblance(a, b) for a, b in pairs}

    assert len(rules) == 7
    assert {f"mark.near.{rule}" for rule in rules} <= set(load_wording("zh").words["reason"])


def test_reasons_cover_all_number_codes() -> None:
    assert set(load_wording("en").numbers) == set(REASONS)


@pytest.mark.parametrize("text", ["", "[severity", "closing = 1", "severity = 3"])
def test_malformed_words_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="用语"):
        read_wording("zh", text, "")
