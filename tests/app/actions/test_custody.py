"""Who looked at evidence stands in the log, once for a session, and copies stand there each time."""

from collections.abc import Iterator

import pytest

from app.actions.custody import copy_document, view_case, view_document, view_photo
from app.actions.duty import end_duty, start_duty
from app.actions.photos import take_photo
from app.case import Case
from app.errors import NotFound
from app.front.wiring import open_house
from app.kit import Kit
from tests.app.papers import picture
from tests.e2e.desk import a_case, a_place, order


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """Two inspectors at work on a device."""
    house = open_house(a_place(tmp_path_factory.mktemp("place")).device)
    start_duty(house.kit, ("i1", "i2"), "inspector")
    yield house.kit
    house.close()


def moments(case: Case, kind: str) -> list[str]:
    return [moment.text for moment in case.timeline if moment.kind == kind]


def test_a_view_is_on_record_once_for_the_same_officers_and_session(kit: Kit) -> None:
    number = a_case(kit)
    photo = take_photo(kit, number, picture(size=(400, 300)), purpose="wide").photos[-1].sha256

    for _ in range(3):
        assert max(view_photo(kit, number, photo, 200).shape) <= 200
        view_case(kit, number)
    once = moments(view_case(kit, number), "Viewed")
    start_duty(kit, kit.casebook.duty.officers, "inspector")
    view_photo(kit, number, photo, 200)

    assert once == [photo, number]
    assert moments(kit.casebook.case(number), "Viewed") == [photo, number, photo]


def test_a_view_names_the_officers_who_had_it(kit: Kit) -> None:
    number = a_case(kit)

    last = view_case(kit, number).timeline[-1]

    assert (last.kind, last.source.officers) == ("Viewed", kit.casebook.duty.officers)


def test_a_document_that_is_read_or_copied_is_on_record(kit: Kit) -> None:
    number = a_case(kit)
    document = order(kit, number)

    pdfs = {view_document(kit, number, document) for _ in range(2)}
    pdfs |= {copy_document(kit, number, document, "移交") for _ in range(2)}

    case = kit.casebook.case(number)
    assert len(pdfs) == 1
    assert moments(case, "Viewed").count(document) == 1
    assert moments(case, "Copied") == [document] * 2


def test_nothing_is_on_record_of_what_is_not_there(kit: Kit) -> None:
    number = a_case(kit)
    before = len(kit.casebook.case(number).timeline)

    with pytest.raises(NotFound):
        view_photo(kit, number, "ab" * 32, 200)
    with pytest.raises(NotFound):
        copy_document(kit, number, "none")

    assert len(kit.casebook.case(number).timeline) == before


def test_without_an_officer_on_duty_nothing_says_who_viewed(kit: Kit) -> None:
    number = a_case(kit)
    end_duty(kit)

    before = moments(kit.casebook.case(number), "Viewed")
    assert moments(view_case(kit, number), "Viewed") == before
