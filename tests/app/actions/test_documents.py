"""The pure parts of filling and numbering: the law of the day in a form, and what became of numbers."""

from dataclasses import replace
from datetime import date

import pytest

from app.actions.documents import number_lines, written_number
from app.actions.documents.laws import with_law
from app.case import Case, Document, Source
from app.errors import NotFound
from app.events import NumbersLeased
from app.forms import Block, Field, Form
from app.history import Place
from app.law import load_law
from app.letterhead import Letterhead

LAW = load_law()
LEASE = NumbersLeased(1, "责改", "测市监责改", 2026, 1, 6)
SOURCE = Source("e", "l", (), 0, Place(0, "l", 0, {}))
FORM = Form(
    "f",
    "zh",
    "表",
    "",
    "",
    False,
    "",
    False,
    (),
    (Block("para", "依据{law.trademark.false_registered}，责令改正。"),),
    (Field("basis", "依据", "Basis", snippets=("{law.trademark.misleading}", "其他依据")),),
)


def a_document(serial: int, **told: str) -> Document:
    """An order to correct with that serial."""
    number = f"测市监责改〔2026〕{serial}号"
    document = Document(
        number, "correction_order", "zh", "责令改正通知书", "", "", "责改", 2026, serial, "", "", (), SOURCE
    )
    return replace(document, **told)  # type: ignore[arg-type]  # texts only


@pytest.mark.parametrize(
    ("on", "article", "phrases"),
    [(date(2026, 12, 31), "第五十二条", 1), (date(2027, 1, 1), "第六十二条", 2)],
)
def test_a_form_cites_what_is_in_force_on_the_day(on: date, article: str, phrases: int) -> None:
    form = with_law(FORM, LAW, on)

    assert article in form.blocks[0].text
    assert "{" not in form.blocks[0].text
    assert len(form.fields[0].snippets) == phrases


def test_a_form_whose_own_text_cites_nothing_in_force_is_refused() -> None:
    form = replace(FORM, blocks=(Block("para", "{law.trademark.misleading}"),))

    with pytest.raises(NotFound, match=r"trademark\.misleading"):
        with_law(form, LAW, date(2026, 12, 31))


def test_numbers_are_written_as_the_bureau_writes_them() -> None:
    own = Letterhead(number="{prefix}[{year}]第{serial:04d}号", words={"责改": "杭滨市监责改"})

    assert written_number(Letterhead(), LEASE, 12) == "测市监责改〔2026〕12号"
    assert written_number(own, LEASE, 12) == "杭滨市监责改[2026]第0012号"


def test_every_leased_number_is_accounted_for_and_one_used_twice_stands_out() -> None:
    documents = (a_document(2), a_document(3, void="写错"), a_document(5, withdrawn="撤回"), a_document(2))

    lines = number_lines([Case("F-1-0001", documents=documents)], [LEASE])

    assert [(line.first, line.last, line.state) for line in lines] == [
        (1, 1, "unused"),
        (2, 2, "twice"),
        (2, 2, "twice"),
        (3, 3, "void"),
        (4, 4, "unused"),
        (5, 5, "withdrawn"),
        (6, 6, "unused"),
    ]
    assert lines[3].note == "写错"


def test_a_bound_number_counts_as_used() -> None:
    provisional = replace(
        a_document(0), number="临-1-1", series="临", year=0, serial=1, bound="x", final=("责改", 2026, 4)
    )

    lines = number_lines([Case("F-1-0001", documents=(provisional,))], [LEASE])

    assert [(line.first, line.last, line.state) for line in lines] == [
        (1, 3, "unused"),
        (4, 4, "issued"),
        (5, 6, "unused"),
    ]
