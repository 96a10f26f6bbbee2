"""From the stand to the court: a document is issued, the page exported, and both carried elsewhere."""

from pathlib import Path

import pytest

from app.__main__ import main
from app.actions.documents import document_pdf, issue_document, void_document
from app.actions.duty import start_duty
from app.front.officers_desk import certify, publish_root, request_certificates
from app.front.wiring import open_house
from offline_db.data_folder import open_data_folder
from tests.e2e.chromium import Browser
from tests.e2e.desk import NOW, ORDER, WHY, Place, a_case, a_place
from tests.e2e.verifying import Page, needs_browser


def a_place_that_signs(path: Path) -> Place:
    """A bureau with a root, and a device whose officers have keys under it."""
    place = a_place(path)
    bureau, device = open_data_folder(place.bureau), open_data_folder(place.device)
    publish_root(bureau, "测试市市场监督管理局", NOW)
    certify(bureau, request_certificates(device, ["i1", "i2"]))
    bureau.close()
    device.close()
    place.exchange()
    return place


def export(place: Place, capture: pytest.CaptureFixture[str]) -> tuple[bytes, str]:
    """Return the page that a device's command writes, and what the command says."""
    target = place.folder / "exported.html"
    assert main(["--data", str(place.device), "export-verifier", str(target)]) == 0
    return target.read_bytes(), capture.readouterr().out


@needs_browser
def test_a_document_is_checked_with_the_exported_page(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = a_place_that_signs(tmp_path)
    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    case, number = issue_document(house.kit, a_case(house.kit), "correction_order", ORDER, overrides=WHY)
    pdf = document_pdf(house.kit, case.number, number)
    house.close()
    first, told = export(place, capsys)
    house = open_house(place.device)
    void_document(house.kit, case.number, number, "写错")
    house.close()
    second, _ = export(place, capsys)

    before = Page(browser, tmp_path, first).give(pdf)
    after = Page(browser, tmp_path, second).give(pdf)

    assert "fingerprint" in told
    assert (before["headline"], before["no"], before["care"]) == ("genuine", [], [])
    assert number in before["text"]
    assert "标注已终止的专利" in before["text"]
    assert (after["headline"], len(after["no"])) == ("void", 1)
