"""The page where documents are checked, officers certified and numbers accounted for, in real windows."""

from pathlib import Path

import pytest

from app.actions.documents import document_pdf, issue_document
from app.actions.duty import start_duty
from app.actions.stands import add_exhibit, end_visit, open_case
from app.front.wiring import open_house
from app.typeset.fonts import ui_font_files
from tests.e2e.desk import NOW, ORDER, WHY, a_place, order
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.check.numbers import LeaseDialog
from ui.pages.check.page import CheckPage
from ui.pages.documents.dialogs import ReasonDialog

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


@pytest.fixture
def page(program: Program) -> CheckPage:
    assert program.window is not None
    program.window.show()
    found = program.window.pages["check"]
    assert isinstance(found, CheckPage)
    program.window.go("check", "")
    return found


def issued(program: Program) -> bytes:
    """Issue an order at a stand that no other test uses; returns its file."""
    kit = program.worker._kit
    start_duty(kit, ["i1", "i2"], "inspector")
    taken = {line.stand for line in kit.casebook.cases()}
    stand = next(s.code for s in kit.stands().stands if s.code not in taken)
    case = open_case(kit, stand).number
    add_exhibit(kit, case, "毛绒玩具")
    pdf = document_pdf(kit, case, order(kit, case))
    end_visit(kit, case)  # officers inspect one stand at a time, in other tests too
    return pdf


def test_a_document_is_judged_point_by_point_and_a_changed_one_fails(
    program: Program, page: CheckPage, tmp_path: Path
) -> None:
    whole, changed = tmp_path / "whole.pdf", tmp_path / "changed.pdf"
    data = issued(program)
    whole.write_bytes(data)
    changed.write_bytes(data + b"\n% more")

    page.checking.check(whole)
    until(lambda: len(page.checking.texts()) > 3)
    good = page.checking.texts()
    page.checking.check(changed)
    until(lambda: "changed.pdf　" in page.checking.name.text())
    bad = page.checking.texts()

    assert any("逐字节一致" in text for text in good)
    assert not any(text.startswith("✗") for text in good)
    assert bad[0].startswith("✗")
    assert any("所记的文件不同" in text for text in bad)


def test_what_is_no_document_is_refused_with_a_sentence(page: CheckPage, tmp_path: Path) -> None:
    (tmp_path / "no.pdf").write_bytes(b"no document")

    page.checking.check(tmp_path / "no.pdf")

    until(lambda: page.flash.isVisible())
    assert page.flash.text().startswith("✗")
    assert not page.checking.stop_button.isVisible()


def test_who_gives_up_is_shown_no_late_answer(program: Program, page: CheckPage, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(issued(program))
    done: list[bool] = []

    page.checking.check(tmp_path / "a.pdf")
    page.checking.stop_button.click()
    program.office.run(lambda kit: True, done.append, writes=False)
    until(lambda: bool(done))

    assert page.checking.texts() == []
    assert page.checking.name.text() == ""


def test_the_page_for_verifying_is_exported_from_the_window(page: CheckPage, tmp_path: Path) -> None:
    page.checking.export(tmp_path / "verify.html")

    until(lambda: "verify.html　" in page.checking.name.text())
    assert (tmp_path / "verify.html").read_bytes().startswith(b"<!doctype html>")


def test_a_device_asks_for_certificates_and_cannot_issue_them(page: CheckPage, tmp_path: Path) -> None:
    page.tabs.setCurrentIndex(1)
    until(lambda: bool(page.certificates.model.rows))

    page.certificates.request(tmp_path / "request.json")

    until(lambda: (tmp_path / "request.json").exists())
    assert page.certificates.ask_button.isVisible()
    assert not page.certificates.certify_button.isVisible()
    assert not page.numbers.lease_button.isVisibleTo(page.numbers)


def a_bureau_with_orders(folder: Path) -> Path:
    """Return the bureau's data folder after a device issued more orders than it had numbers, and asks."""
    place = a_place(folder)
    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    case = open_case(house.kit, "1A01").number
    for _ in range(4):
        issue_document(house.kit, case, "correction_order", ORDER, overrides=WHY)
    (folder / "request.json").write_bytes(house.kit.signing.request())
    house.close()
    place.exchange()
    return place.bureau


def test_the_bureau_certifies_revokes_leases_and_binds_in_its_window(
    own_settings: None, tmp_path: Path
) -> None:
    house = open_house(a_bureau_with_orders(tmp_path))
    start_duty(house.kit, ["s1"], "supervisor")
    program = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    assert program.window is not None
    program.window.show()
    program.window.go("check", "")
    page = program.window.pages["check"]
    assert isinstance(page, CheckPage)
    people, numbers = page.certificates, page.numbers

    until(lambda: bool(people.model.rows))
    people.root_button.click()
    until(lambda: people.certify_button.isEnabled())
    people.certify(tmp_path / "request.json")
    until(lambda: all(line.certified for line in people.model.rows if line.officer.id.startswith("i")))
    people.view.selectRow(2)
    people.revoke_button.click()
    assert isinstance(people.dialog, ReasonDialog)
    people.dialog.reason.setPlainText("调离")
    people.dialog.accept()
    until(lambda: bool(people.model.rows[2].officer.revoked))

    numbers.bind_button.click()
    until(lambda: any(line.number.endswith("4号") for line in numbers.model.rows))
    numbers.lease_button.click()
    assert isinstance(numbers.dialog, LeaseDialog)
    numbers.dialog.series.setCurrentText("责改")
    numbers.dialog.count.setValue(7)
    numbers.dialog.accept()
    until(lambda: any((x.state, x.first, x.last) == ("unused", 24, 30) for x in numbers.model.rows))

    assert all(line.state != "provisional" for line in numbers.model.rows)
    assert house.kit.casebook.bureau.leases[-1].prefix == "测市监责改"
    assert house.kit.casebook.bureau.leases[-1].year == NOW.year
    program.stop()
    program.window.close()
    house.close()
