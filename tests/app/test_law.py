"""The law of the day, on both sides of every switch."""

from datetime import date

import pytest

from app.errors import BadInput
from app.law import load_law, read_law
from app.law.calendar import WorkCalendar, Year
from app.rights import Kind

LAW = load_law()


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


def test_a_rule_that_was_not_in_force_is_not_cited() -> None:
    assert LAW.bases(["trademark.misleading"], date(2026, 12, 31)) == ()
    assert len(LAW.bases(["trademark.misleading"], date(2027, 1, 1))) == 1
    assert LAW.bases(["no.such.key"], date(2026, 1, 1)) == ()


@pytest.mark.parametrize(
    ("kind", "start", "last"),
    [
        (Kind.INVENTION, date(2010, 3, 5), date(2030, 3, 4)),
        (Kind.UTILITY_MODEL, date(2016, 2, 29), date(2026, 2, 27)),
        (Kind.DESIGN, date(2021, 5, 31), date(2031, 5, 30)),
        (Kind.DESIGN, date(2021, 6, 1), date(2036, 5, 31)),
        (Kind.TRADEMARK, date(2016, 7, 14), date(2026, 7, 13)),
        (Kind.SPECIAL_SIGN, date(2023, 1, 1), date(2026, 12, 31)),
        (Kind.COPYRIGHT, date(2023, 1, 1), None),
    ],
)
def test_terms_end_the_day_before_the_anniversary(kind: Kind, start: date, last: date | None) -> None:
    assert LAW.last_day(kind, start) == last


def test_the_grace_of_a_trademark_is_six_months() -> None:
    assert LAW.grace_ends(date(2026, 3, 14)) == date(2026, 9, 14)
    assert LAW.grace_ends(date(2026, 8, 31)) == date(2027, 2, 28)


def test_working_days_follow_the_holiday_table() -> None:
    off = tuple(date(2026, 10, day) for day in range(1, 8))
    calendar = WorkCalendar((Year(2026, "assumed", False, off, (date(2026, 10, 10),)),))

    assert calendar.after(date(2026, 9, 30), 7) == date(2026, 10, 15)
    assert WorkCalendar().after(date(2026, 9, 30), 7) == date(2026, 10, 9)
    assert not WorkCalendar().covers(date(2026, 1, 1), date(2026, 2, 1))
    assert calendar.moved(date(2026, 10, 3)) == date(2026, 10, 8)


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
