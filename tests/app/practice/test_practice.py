"""The practice fair: the same from the same seed, whole, and its key agrees with the program's own checks."""

import csv
import io
from datetime import date

import pytest

from app.checks import Context, check
from app.checks.outcomes import MARK_TABLE, PATENT_TABLE
from app.law import load_law
from app.markings import read_markings, read_production_date
from app.numbers.companies import read_uscc
from app.numbers.reading import Form
from app.photos import decode
from app.practice import PracticeFair, make_practice, score
from app.practice.pictures import label_picture
from app.practice.situations import PLANS, Situation
from app.symbols import read
from tests.app.checks.registers import SmallRegister

TODAY = date(2026, 11, 24)
LAW = load_law()


@pytest.fixture(scope="module")
def fair() -> PracticeFair:
    return make_practice(7, TODAY)


def test_the_same_seed_and_day_make_the_same_fair(fair: PracticeFair) -> None:
    assert make_practice(7, TODAY) == fair
    assert make_practice(8, TODAY).register_csv != fair.register_csv


def test_the_fair_is_as_large_as_promised(fair: PracticeFair) -> None:
    rows = list(csv.DictReader(io.StringIO(fair.register_csv.decode())))

    assert len(fair.stands.stands) == 120
    assert len(fair.stands.halls) == 3
    assert len(rows) == 20_000
    assert len(fair.situations) >= 25
    assert sum(o.role == "inspector" for o in fair.officers) >= 5


def test_codes_of_companies_pass_their_checks_and_belong_to_no_region(fair: PracticeFair) -> None:
    codes = [s.uscc for s in fair.stands.stands if s.uscc]

    assert all(read_uscc(code).form is Form.VALID for code in codes)
    assert all(code[2:8] == "999999" for code in codes)


def test_every_row_of_both_tables_is_planted() -> None:
    rows = {plan[0] for plan in PLANS}
    patents = {row for row, _ in PATENT_TABLE} - {"no_number", "other_product"}
    marks = {row for row, _ in MARK_TABLE} - {"altered"}

    assert patents <= rows
    assert marks <= rows


def findings_on(situation: Situation) -> set[str]:
    holder = situation.label.split("\n")[-1]
    context = Context(
        TODAY,
        LAW,
        holder,
        situation.goods,
        situation.nice,
        situation.group,
        produced=read_production_date(situation.label),
    )
    register = SmallRegister([situation.right] if situation.right else [])
    found = check(read_markings(situation.label, TODAY), register, context)
    return {f.code for f in found if f.severity == situation.expected}


def test_the_programs_own_checks_find_every_planted_situation(fair: PracticeFair) -> None:
    missed = [
        (s.row, s.claim, s.finding, s.label) for s in fair.situations if s.finding not in findings_on(s)
    ]

    assert missed == []


def test_the_key_scores_what_was_noticed(fair: PracticeFair) -> None:
    assert len(score(fair, {}).missed) == len(fair.situations)
    assert "0 of" in score(fair, {}).sentence("en")


def test_pictures_can_be_read_and_are_small(fair: PracticeFair) -> None:
    for situation in fair.situations[::9]:
        picture = label_picture(situation, TODAY)

        assert situation.code in {s.text for s in read(decode(picture))}
        assert len(picture) < 400_000
        assert label_picture(situation, TODAY) == picture
