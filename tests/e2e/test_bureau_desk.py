"""The bureau's own desk by the actions behind its page: certificates, numbers, the page for verifying."""

from pathlib import Path

import pytest

from app.actions.bureau import (
    bind_numbers,
    certify_officers,
    export_verifier,
    lease_numbers,
    publish_root,
    request_certificates,
    revoke_officer,
    view_bureau,
)
from app.actions.documents import issue_document
from app.actions.documents.sealing import check_document
from app.actions.duty import start_duty
from app.errors import BadInput, NotAllowed, StorageFault
from app.front.wiring import open_house
from app.sharing import go_on
from tests.e2e.desk import NOW, ORDER, WHY, Place, a_case, a_place, order


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


def test_officers_are_certified_by_files_and_then_sign(place: Place, tmp_path: Path) -> None:
    asked = tmp_path / "request.json"
    house = open_house(place.device)
    request_certificates(house.kit, asked)
    with pytest.raises(NotAllowed, match="局机关"):
        certify_officers(house.kit, asked)
    house.close()

    house = open_house(place.bureau)
    publish_root(house.kit)
    named = certify_officers(house.kit, asked)
    with pytest.raises(BadInput, match="理由"):
        revoke_officer(house.kit, "i3", " ")
    revoke_officer(house.kit, "i3", "调离")
    house.close()
    place.exchange()

    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    view = view_bureau(house.kit)
    case, number = issue_document(house.kit, a_case(house.kit), "correction_order", ORDER, overrides=WHY)
    document = case.document(number)
    checked = check_document(house.kit, house.kit.blobs.get(document.pdf if document else ""))
    house.close()
    assert named == ("人员i1", "人员i2", "人员i3")
    assert {line.officer.id: line.signs_here for line in view.officers} == {
        "i1": True,
        "i2": True,
        "i3": False,
        "s1": False,
    }
    assert (len(checked.verdict.signed), checked.holds) == (2, True)


def test_binding_stops_where_it_is_told_and_goes_on_later(place: Place) -> None:
    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    case = a_case(house.kit)
    for _ in range(5):
        order(house.kit, case)
    house.close()
    place.exchange()

    house = open_house(place.bureau)
    first = bind_numbers(house.kit, lambda done, total: done < 1)
    rest = bind_numbers(house.kit, go_on)
    left = view_bureau(house.kit).waiting
    house.close()

    assert [(b.provisional, b.number) for b in (*first, *rest)] == [
        ("临-1-1", f"测市监责改〔{NOW.year}〕4号"),
        ("临-1-2", f"测市监责改〔{NOW.year}〕5号"),
    ]
    assert (len(first), left) == (1, ())


def test_a_block_without_a_word_or_prefix_is_refused(place: Place) -> None:
    house = open_house(place.bureau)
    for series, prefix in ((" ", "测"), ("责改", "")):
        with pytest.raises(BadInput, match="字头"):
            lease_numbers(house.kit, 1, series, prefix, NOW.year, 5)
    house.close()


def test_a_place_that_cannot_be_written_is_named(place: Place, tmp_path: Path) -> None:
    house = open_house(place.device)
    with pytest.raises(StorageFault, match="无法写入"):
        export_verifier(house.kit, tmp_path / "missing" / "verify.html")
    house.close()
