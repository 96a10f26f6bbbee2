"""The law of the day, on both sides of every switch."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput, NotFound, StorageFault
from app.law import load_law, read_law
from app.law.statutes import chinese_number, english_articles

LAW = load_law()
LAST_2019, FIRST_2026 = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("key", "on", "article", "edition"),
    [
        ("trademark.false_registered", date(2026, 12, 31), "第五十二条", "2019修正"),
        ("trademark.false_registered", date(2027, 1, 1), "第六十二条", "2026修订"),
        ("trademark.infringing_acts", date(2026, 12, 31), "第五十七条", "2019修正"),
        ("trademark.infringing_acts", date(2027, 1, 1), "第七十二条", "2026修订"),
        ("trademark.handling", date(2027, 1, 1), "第七十四条", "2026修订"),
        ("trademark.powers", date(2027, 1, 1), "第七十六条", "2026修订"),
        ("trademark.famous", date(2026, 12, 31), "第十四条第五款、第五十三条", "2019修正"),
        ("trademark.famous", date(2027, 1, 1), "第六十四条", "2026修订"),
        ("patent.counterfeit_acts", date(2024, 1, 19), "第八十四条", "2010修订"),
        ("patent.counterfeit_acts", date(2024, 1, 20), "第一百零一条", "2023修订"),
        ("patent.marking_irregular", date(2026, 5, 1), "第九十九条", "2023修订"),
        ("patent.counterfeit", date(2026, 5, 1), "第六十八条", "2020修正"),
    ],
)
def test_a_citation_follows_the_day_of_the_act(key: str, on: date, article: str, edition: str) -> None:
    (basis,) = LAW.bases([key], on)

    assert (basis.article, basis.edition) == (article, edition)


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("forbidden", "art. 10(1)", "art. 15"),
        ("place_names", "art. 10(2)", "art. 16"),
        ("licence", "art. 43", "art. 55"),
        ("altered", "art. 49", "art. 57"),
        ("must_register", "art. 6, art. 51", "art. 61"),
        ("false_registered", "art. 52", "art. 62"),
        ("famous", "art. 14(5), art. 53", "art. 64"),
        ("reports", "art. 77", "art. 70"),
        ("scope", "art. 56", "art. 71"),
        ("infringing_acts", "art. 57", "art. 72"),
        ("fair_use", "art. 59", "art. 73"),
        ("handling", "art. 60", "art. 74"),
        ("ex_officio", "art. 61", "art. 75"),
        ("powers", "art. 62", "art. 76"),
        ("malicious", "art. 68", "art. 54"),
        ("term", "art. 39, art. 40", "(article to be checked)"),
    ],
)
def test_the_trademark_law_moves_its_articles_on_new_year_2027(key: str, old: str, new: str) -> None:
    before, after = (LAW.provision(f"trademark.{key}", day) for day in (LAST_2019, FIRST_2026))

    assert before is not None
    assert after is not None
    assert (before.article("en"), after.article("en")) == (old, new)
    assert after.statute.edition == "2026修订"


def test_every_switch_in_the_data_is_sharp_to_the_day() -> None:
    switches = [(old, new) for key in LAW.keys() for old, new in pairwise(LAW.editions(key))]  # noqa: SIM118 -- a Law is no dict

    assert len(switches) >= 20
    for old, new in switches:
        eve = new.effective_from - timedelta(days=1)
        assert LAW.provision(old.key, eve) is old
        assert LAW.provision(old.key, new.effective_from) is new


def test_a_text_that_waits_for_newer_rules_is_not_sure_any_more() -> None:
    sign = LAW.provision("trademark.registration_sign", FIRST_2026)

    assert sign is not None
    assert sign.sure(LAST_2019)
    assert not sign.sure(FIRST_2026)


def test_one_basis_is_given_or_its_lack_is_said() -> None:
    assert LAW.basis("patent.counterfeit", date(2026, 5, 1)).article == "第六十八条"
    assert LAW.basis("patent.counterfeit", date(2021, 5, 31)).article == "第六十三条"
    for key, on in (("no.such.key", FIRST_2026), ("trademark.misleading", LAST_2019)):
        with pytest.raises(NotFound, match="没有有效条文"):
            LAW.basis(key, on)


def test_a_rule_that_was_not_in_force_is_not_cited() -> None:
    assert LAW.bases(["trademark.misleading"], date(2026, 12, 31)) == ()
    assert len(LAW.bases(["trademark.misleading"], date(2027, 1, 1))) == 1
    assert LAW.bases(["no.such.key"], date(2026, 1, 1)) == ()


GOOD = """
[[statute]]
id = "a"
title = "甲"
title_en = "A"
short = "甲"
short_en = "A"
edition = "1"
effective_from = 2020-01-01
source = "x"
verified = true
[[statute.provision]]
key = "k"
articles = ["1"]
zh = "z"
en = "e"
"""
YEAR = """
[[year]]
year = 2026
source = "x"
verified = true
off = [2026-10-01]
"""
CLOCK = """
[[deadline]]
key = "k"
amount = 7
unit = "hours"
zh = "z"
en = "e"
source = "x"
verified = true
"""


@pytest.mark.parametrize(
    "text",
    [
        "[[statute",
        "statute = 3",
        "[[statute]]\nid = 1",
        GOOD.replace("2020-01-01", '"2020"'),
        GOOD.replace("key =", "kee ="),
        GOOD + GOOD.replace('id = "a"', 'id = "b"'),
        "year = [{year = 'x'}]",
        "a = " + "[" * 5000,
        GOOD.replace('articles = ["1"]', 'articles = ["第一条"]'),
        GOOD.replace('articles = ["1"]', 'articles = ["٣"]'),
        GOOD.replace('zh = "z"', 'zh = "z"\nnote = "unknown field"'),
        GOOD.replace("verified", "effective_to = 2019-01-01\nverified"),
        GOOD.replace("[[statute]]", "schema = 2\n[[statute]]"),
        YEAR.replace("year = 2026", "year = 2025"),
        CLOCK.replace("amount = 7", "amount = 0"),
        CLOCK.replace('"hours"', '"weeks"'),
        CLOCK.replace("verified", 'provision = "nowhere"\nverified'),
        "#" * 1_000_001,
    ],
)
def test_malformed_law_files_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match="法律依据"):
        read_law({"x.toml": text})


def test_every_provision_is_worded_in_both_languages() -> None:
    for key in LAW.keys():  # noqa: SIM118 -- a Law is no dict
        provision = LAW.provision(key, date(2026, 12, 31)) or LAW.provision(key, date(2027, 1, 1))
        assert provision is not None
        assert provision.gloss("zh")
        assert provision.gloss("en")
        assert provision.citation("zh").startswith("《")
        assert provision.citation("en")


def test_a_gap_between_two_editions_is_refused() -> None:
    old = GOOD.replace("verified", "effective_to = 2020-12-30\nverified")
    new = GOOD.replace("2020-01-01", "2021-01-01")

    with pytest.raises(BadInput, match="没有有效版本"):
        read_law({"x.toml": old + new})


def test_law_files_that_are_no_text_are_a_fault_of_the_installation(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(StorageFault, match="无法读取"):
        load_law(tmp_path)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (68, "六十八"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
    ],
)
def test_articles_are_numbered_as_statutes_number_them(number: int, written: str) -> None:
    assert chinese_number(number) == written


@pytest.mark.parametrize("key", sorted(LAW.keys()))
def test_what_a_finding_records_reads_in_english_too(key: str) -> None:
    for provision in LAW.editions(key):
        assert english_articles(provision.basis().article) == provision.article("en")


@pytest.mark.parametrize("number", range(1, 1000, 7))
def test_every_article_number_reads_back(number: int) -> None:
    assert english_articles(f"第{chinese_number(number)}条") == f"art. {number}"


@given(st.text(alphabet="第条款一二九十百零、1x（）", max_size=12))
def test_any_recorded_article_can_be_shown(text: str) -> None:
    assert isinstance(english_articles(text), str)
