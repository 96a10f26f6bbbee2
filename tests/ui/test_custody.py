"""The chain of custody in the window: its report, evidence for others, a photo saved outside."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.actions.duty import start_duty
from app.actions.photos import take_photo
from app.case import Moment
from app.events import CommentMade, Unknown
from app.fold import fold
from app.front.wiring import House, open_house
from app.typeset.fonts import ui_font_files
from tests.app.papers import picture
from tests.builders import ALog, recorded
from tests.e2e.desk import a_case, a_place, order
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.case import CasePage
from ui.pages.custody_erasure import ErasureDialog
from ui.pages.custody_export import ExportDialog
from ui.words import moment_words

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


def shown(house: House, number: str) -> tuple[Program, CasePage]:
    """Show a case and its chain of custody."""
    program = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    assert program.window is not None
    program.window.show()
    program.window.go("case", number)
    page = program.window.pages["case"]
    assert isinstance(page, CasePage)
    until(lambda: bool(page.custody.model.rows))
    return program, page


class Office:
    """A program over a device with one case of two photos."""

    def __init__(self, folder: Path) -> None:
        self.house: House = open_house(a_place(folder).device)
        kit = self.house.kit
        start_duty(kit, ("i1", "i2"), "inspector")
        self.number = a_case(kit)
        take_photo(kit, self.number, picture(size=(640, 480)), purpose="wide")
        case = take_photo(kit, self.number, picture(size=(480, 640)), purpose="wide")
        self.photos = [photo.sha256 for photo in case.photos]
        self.program, self.page = shown(self.house, self.number)

    def moments(self, kind: str) -> list[Moment]:
        return [m for m in self.house.kit.casebook.case(self.number).timeline if m.kind == kind]

    def export(self, place: Path) -> ExportDialog:
        """Open the dialog and fill it in."""
        panel, before = self.page.custody, self.page.custody.dialog
        panel.begin_export()
        until(lambda: panel.dialog is not before)
        dialog = panel.dialog
        assert dialog is not None
        dialog.recipient.setText("某区人民法院")
        dialog.purpose.setCurrentText("诉讼")
        dialog.basis.setCurrentIndex(1)
        dialog.choose(place)
        return dialog

    def close(self) -> None:
        self.program.stop()
        assert self.program.window is not None
        self.program.window.close()
        self.house.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, own_settings: None) -> Iterator[Office]:
    found = Office(tmp_path_factory.mktemp("office"))
    yield found
    found.close()


def press(widget: QWidget, text: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text().startswith(text)).click()


def test_the_chain_shows_who_had_what_on_which_device(office: Office) -> None:
    lines = office.page.custody.model.rows

    assert {"PhotoTaken", "Viewed"} <= {line.kind for line in lines}
    assert all("人员i1" in line.officers and line.device == "1号机" for line in lines)


def test_the_report_is_saved_and_on_record(office: Office, tmp_path: Path) -> None:
    office.page.custody.report(tmp_path / "custody.pdf")
    until(lambda: "已保存" in office.page.flash.text())

    assert (tmp_path / "custody.pdf").read_bytes().startswith(b"%PDF")
    assert office.moments("Copied")[-1].text == office.number
    until(lambda: office.page.custody.model.rows[0].kind == "Copied")


def test_masked_evidence_of_one_photo_is_exported_and_the_dialog_says_what_comes_next(
    office: Office, tmp_path: Path
) -> None:
    tick(office, 1)
    dialog = office.export(tmp_path)
    dialog.masked.setChecked(True)
    assert "不附保管链报告" in dialog._explained.text()
    dialog.start()
    until(lambda: dialog.written is not None)

    folder = next(tmp_path.iterdir())
    assert [path.stem for path in (folder / "originals").iterdir()] == [office.photos[1]]
    assert not (folder / "report.pdf").exists()
    told = " ".join(text.text() for text in dialog._next.findChildren(type(dialog._told)))
    assert f"--bureau {office.house.folder.logbook.root}" in told
    assert dialog.written is not None
    assert dialog.written.sums in told
    tick(office, 1, off=True)
    dialog.accept()


def test_an_export_can_be_stopped_and_leaves_no_file(office: Office, tmp_path: Path) -> None:
    dialog = office.export(tmp_path)
    before = len(office.moments("Exported"))
    dialog.start()
    dialog.reject()
    until(lambda: "已取消" in dialog.flash.text())

    assert list(tmp_path.iterdir()) == []
    assert len(office.moments("Exported")) == before + 1
    dialog.reject()


def test_an_export_without_a_recipient_is_refused_in_the_dialog(office: Office, tmp_path: Path) -> None:
    dialog = office.export(tmp_path)
    dialog.recipient.clear()
    dialog.start()
    until(lambda: "交给谁" in dialog.flash.text())

    assert list(tmp_path.iterdir()) == []
    dialog.reject()


def test_a_photo_saved_outside_is_on_record_with_its_purpose(office: Office, tmp_path: Path) -> None:
    wall = office.page.photos
    press(wall, "查看与处理")
    until(lambda: wall.dialog is not None)
    assert wall.dialog is not None
    before = len(office.moments("Copied"))

    wall.dialog._save(tmp_path / "a.jpg", "")
    until(lambda: "用途" in office.page.flash.text())
    assert (len(office.moments("Copied")), (tmp_path / "a.jpg").exists()) == (before, False)

    wall.dialog._save(tmp_path / "a.jpg", "供鉴定")
    until(lambda: "已另存" in office.page.flash.text())
    assert (tmp_path / "a.jpg").read_bytes() == office.house.kit.blobs.get(office.photos[0])
    assert office.moments("Copied")[-1].text == office.photos[0]
    wall.dialog.reject()


def test_a_supervisor_s_device_erases_by_law_and_the_case_says_so(tmp_path: Path, own_settings: None) -> None:
    place = a_place(tmp_path)
    bureau = open_house(place.bureau)
    laptop = open_house(place.device)
    start_duty(laptop.kit, ("i1", "i2"), "inspector")
    number = a_case(laptop.kit)
    photo = take_photo(laptop.kit, number, picture(size=(64, 48)), purpose="wide").photos[0].sha256
    bureau.folder.admit(laptop.folder.logbook.entries())
    bureau.folder.put_blob(laptop.folder.get_blob(photo), "photo")
    start_duty(bureau.kit, ["s1"], "supervisor")
    program, page = shown(bureau, number)

    page.custody.begin_erasure()
    until(lambda: page.custody.erasure is not None)
    dialog = page.custody.erasure
    assert dialog is not None
    target = next(m.source.entry for m in dialog._view.lines if m.kind == "PhotoTaken")
    dialog.boxes[target].setChecked(True)
    refused(dialog, "法律依据")
    dialog.basis.setCurrentIndex(1)
    refused(dialog, "由谁提出")
    dialog.note.setText("当事人申请，局长批准")
    refused(dialog, "确认词不符")
    dialog.word.setText(f"依法删除 {number}")
    assert bureau.folder.has_blob(photo)
    dialog.erase()
    until(lambda: "已依法删除" in page.flash.text())

    until(lambda: page._case is not None and not page._case.photos)
    assert not bureau.folder.has_blob(photo)
    laptop.folder.admit(bureau.folder.logbook.entries())
    assert not laptop.folder.has_blob(photo)
    order = bureau.kit.casebook.case(number).timeline[-1]
    assert "《中华人民共和国个人信息保护法》第四十七条第一款" in order.text
    assert "局长批准" in order.text
    program.stop()
    page.window().close()
    bureau.close()
    laptop.close()


def refused(dialog: ErasureDialog, why: str) -> None:
    dialog.erase()
    until(lambda: why in dialog.flash.text())


def test_an_inspector_sees_why_nothing_can_be_erased_here(office: Office) -> None:
    panel = office.page.custody
    panel.begin_erasure()
    until(lambda: panel.erasure is not None)

    assert panel.erasure is not None
    assert "只有审核人员" in panel.erasure.flash.text()
    panel.erasure.erase()
    until(lambda: "须在局机关" in panel.erasure.flash.text())  # type: ignore[union-attr]  # it is open
    panel.erasure.reject()


def test_an_entry_of_a_newer_program_is_told_as_such_and_not_raw() -> None:
    known = recorded([ALog().add(CommentMade("甲"), case="F-1")])[0]
    header = replace(known.header, kind="HologramScanned")
    newer = replace(known, header=header, event=Unknown("HologramScanned", '{"raw":1}'))

    (moment,) = fold("F-1", [newer]).timeline

    assert moment_words(moment) == (
        "由较新版本的程序记录（HologramScanned）：已保存并照常同步，升级程序后可读"
    )
    assert (moment.text, moment.source.officers) == ("", ("o1", "o2"))


def test_every_paper_has_its_own_lamp(office: Office) -> None:
    order(office.house.kit, office.number)
    pdf = office.house.kit.casebook.case(office.number).documents[-1].pdf
    office.page.refresh()
    until(lambda: pdf in office.page._paper_lamps and office.page._paper_lamps[pdf].count() > 0)

    lamp = office.page._paper_lamps[pdf].itemAt(0)
    assert lamp is not None
    assert "仅本机" in lamp.widget().accessibleName()  # type: ignore[union-attr]  # a lamp is a widget


def tick(office: Office, at: int, *, off: bool = False) -> None:
    office.page.custody.tick(office.photos[at], not off)


def test_a_document_s_copy_is_saved_from_the_tab_with_its_purpose(office: Office, tmp_path: Path) -> None:
    order(office.house.kit, office.number)
    number = office.house.kit.casebook.case(office.number).documents[-1].number
    panel = office.page.custody
    office.page.refresh()
    until(lambda: panel.document.findText(number) >= 0)
    panel.document.setCurrentText(number)

    panel.copy_document(tmp_path / "a.pdf")
    until(lambda: "作何用途" in office.page.flash.text())
    assert not (tmp_path / "a.pdf").exists()
    panel.purpose.setText("送档案室")
    panel.copy_document(tmp_path / "a.pdf")
    until(lambda: "文书副本已另存" in office.page.flash.text())

    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert office.moments("Copied")[-1].text == number
    assert panel.purpose.text() == ""
