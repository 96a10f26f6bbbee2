"""Where on its pages a document shows each field: what stands there is the field's value."""

from collections import defaultdict

import pytest

from app.documents import FieldPlace, Rendered, render
from app.typeset.fonts import FontSet, load_fonts
from tests.app.papers import FORMS, LIST, MM, ORDER, PLAIN, Letter, filled, letters

A4_HEIGHT = 297


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


def within(letter: Letter, place: FieldPlace) -> bool:
    x, y = letter.x * MM, (A4_HEIGHT - letter.y) * MM
    return -0.1 <= x - place.x <= place.width - 0.1 and 0 <= y - place.y <= place.height


def standing(done: Rendered) -> dict[tuple[str, int], str]:
    """Return what stands at the places of each field's rows, without spaces."""
    found: defaultdict[tuple[str, int], str] = defaultdict(str)
    for page in range(done.pages):
        known = list(letters(done.pdf, page))
        for place in done.fields:
            if place.page == page + 1:
                found[place.field, place.row] += "".join(one.text for one in known if within(one, place))
    return {key: "".join(text.split()) for key, text in found.items()}


@pytest.mark.parametrize(
    "name", ["record_of_inspection", "correction_order", "goods_list", "interview_record", "fair_opinion"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_field_s_place_holds_its_value_and_nothing_else(fonts: FontSet, name: str, language: str) -> None:
    form = FORMS[name, language]
    values = {**filled(form), "party.name": "云朵玩具公司"}

    found = standing(render(form, values, PLAIN, fonts))

    assert len(found) > 2
    for (field, row), text in found.items():
        value = values[field]
        if isinstance(value, str):
            chosen = form.field(field)
            assert chosen is not None
            whole = "".join(value.split())
            assert whole in text if chosen.choices else text.replace("☑", "") in whole * 9, field
        else:
            assert text == "".join(value[row]), field


def test_blanks_to_be_written_on_have_their_places(fonts: FontSet) -> None:
    done = render(ORDER, {}, PLAIN, fonts)

    assert {place.field for place in done.fields} >= {"party.name", "act"}
    assert all(place.width > 20 for place in done.fields if place.field == "act")


def test_rows_that_go_over_pages_stay_told_apart(fonts: FontSet) -> None:
    rows = tuple((str(n), f"货{n}", "", "件", "1", "") for n in range(60))

    done = render(LIST, {"items": rows}, PLAIN, fonts)

    places = [place for place in done.fields if place.field == "items"]
    assert [place.row for place in places] == list(range(60))
    assert {place.page for place in places} == set(range(1, done.pages + 1))
