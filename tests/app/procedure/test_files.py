"""Procedure files and holiday tables: refused as a whole with a sentence, or laid over the shipped ones."""

from datetime import timedelta

import pytest

from app.errors import BadInput
from app.law import read_law
from app.procedure import load_procedure, read_procedure
from app.resources import resource

BOOK = load_procedure()


@pytest.mark.parametrize(
    "table",
    [
        "off = [2027-01-01]\nworked = [2027-01-01]",
        "worked = [2027-01-01]",
        "off = [2026-01-01]",
        'off = ["soon"]',
        "off = [2027-01-01]\nyear = 2028",
    ],
)
def test_a_holiday_table_that_cannot_be_is_refused_as_a_whole(table: str) -> None:
    own = f'schema = 1\n[[year]]\nyear = 2027\nsource = "s"\nverified = true\n{table}\n'

    with pytest.raises(BadInput) as refused:
        read_law({}, {"calendar.toml": own})

    assert "calendar.toml" in refused.value.zh


@pytest.mark.parametrize(
    "text",
    [
        '[[clock]]\nkey="x"\nper="fair"\nruns_for="us"\nstarted_by=[]\nsettled_by=[]\nsoon_hours=1',
        '[[clock]]\nkey="x"\nper="case"\nruns_for="us"\nstarted_by=["moon"]\nsettled_by=[]\nsoon_hours=1',
        '[[clock]]\nkey="x"\nper="case"\nruns_for="us"\nstarted_by=["document:"]\nsettled_by=[]\nsoon_hours=1',
        '[[clock]]\nkey="x"\nper="case"\nruns_for="us"\nstarted_by=[]\nsettled_by=[]\nsoon_hours=-1',
        "[[answer]]\ndays=0\nhours=1\nsource=''\nverified=true",
        '[[rule]]\nkey="moon"\nstops=true\nforms=[]\nbases=[]\nzh=""\nen=""\nsource=""\nverified=true',
        '[[rule]]\nkey="overlap"\nstops=true\nforms=[]\nbases=[]\nzh="{x}"\nen=""\nsource=""\nverified=true',
        '[[rule]]\nkey="overlap"\nstops=true\nforms=[]\nbases=[]\nzh="{"\nen=""\nsource=""\nverified=true',
        "[measures]\nmoon = []",
        "[inputs]\nx = ['a']",
        "schema = 2",
        "[[clock]]\nkey = 3",
        "not toml",
    ],
)
def test_a_malformed_file_is_named_and_refused(text: str) -> None:
    shipped = {p.name: p.read_text("utf-8") for p in resource("procedure").glob("*.toml")}

    with pytest.raises(BadInput) as refused:
        read_procedure(shipped, {"own.toml": text})

    assert "own.toml" in refused.value.en


def test_a_bureau_s_own_file_replaces_a_clock_by_its_key() -> None:
    shipped = {p.name: p.read_text("utf-8") for p in resource("procedure").glob("*.toml")}
    own = '[[clock]]\nkey="evidence.decide"\nper="document"\nruns_for="us"\n'
    own += "started_by=[]\nsettled_by=[]\nsoon_hours=9"

    book = read_procedure(shipped, {"own.toml": own})

    assert [c.soon for c in book.clocks if c.key == "evidence.decide"] == [timedelta(hours=9)]
    assert len(book.clocks) == len(BOOK.clocks)


def test_every_fact_that_clocks_wait_for_is_a_step_that_officers_may_record() -> None:
    waited = {
        what.removeprefix("fact:")
        for clock in BOOK.clocks
        for what in (*clock.started_by, *clock.settled_by)
        if what.startswith("fact:")
    }

    assert waited <= set(BOOK.steps)
