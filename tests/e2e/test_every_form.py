"""Every form that ships is filled from a case at a stand and previewed, in both languages."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from app.actions.documents import draft_document, preview_document
from app.actions.duty import start_duty
from app.actions.stands import add_exhibit, open_case
from app.forms import Field, Value, load_forms
from app.front.wiring import House, open_house
from app.law import CHINA
from tests.practice import a_practice_fair

TODAY = datetime.now(CHINA).date()


def given(field: Field) -> Value:
    """Give what an officer would still type."""
    match field.kind:
        case "list":
            return (tuple("一" for _ in field.columns),)
        case "questions":
            asked = [row[0] for row in field.initial()] or ["问题"]
            return tuple((question, "答复") for question in asked)
        case "choice" | "choices":
            return field.choices[0]
        case "date":
            return "2026年5月1日"
        case "datetime":
            return "2026年5月1日10时05分"
        case "number" | "money":
            return "1"
        case _:
            return "内容"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = a_practice_fair(tmp_path_factory).parent
    opened = open_house(home / "inspector-1")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def case(house: House) -> str:
    start_duty(house.kit, ["i1", "i2"], "inspector")
    number = open_case(house.kit, "1A01").number
    add_exhibit(house.kit, number, "发光玩具")
    return number


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", sorted({form for form, _ in load_forms()}))
def test_a_form_is_filled_from_a_case_and_previewed(
    house: House, case: str, form: str, language: str
) -> None:
    changes: dict[str, Value] = {}
    while more := draft_document(house.kit, case, form, changes, language).missing:
        asked = {field.name: given(field) for field in more}
        assert not set(changes) & set(asked)
        changes |= asked

    assert preview_document(house.kit, case, form, changes, language).pages > 0
