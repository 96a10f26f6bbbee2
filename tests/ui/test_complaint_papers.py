"""Papers of a complaint: handed in with the form, or added later at the desk, and looked at."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox

from tests.app.papers import picture
from tests.ui.conftest import until
from tests.ui.test_complaints import begin, filled_in, shown
from ui.application import Program
from ui.pages.complaints.dialog import StepDialog
from ui.pages.complaints.papers import PapersBox

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


@pytest.fixture(autouse=True)
def in_chinese(program: Program) -> None:
    """Words are compared in Chinese, whatever the test before has left."""
    program.remake("zh", dark=False)


def test_a_photo_of_a_paper_is_added_at_the_desk_and_looked_at(program: Program, tmp_path: Path) -> None:
    page = begin(program, 101)
    filled_in(page)
    (tmp_path / "report.jpg").write_bytes(picture(size=(640, 480)))

    box = page.detail.findChildren(PapersBox)[-1]  # what was shown before is deleted by and by
    box.add.click()
    assert isinstance(box.dialog, StepDialog)
    kinds = box.dialog.findChildren(QComboBox)[0]
    assert kinds.findData("report") >= 0
    box.dialog.close()
    box.keep("report", (tmp_path / "report.jpg",), "")
    until(lambda: page._file is not None and bool(shown(page).papers))

    box = page.detail.findChildren(PapersBox)[-1]
    box.look(shown(page).papers[0])
    until(lambda: box.dialog is not None and box.dialog.isVisible())
    assert box.dialog is not None
    assert "专利权评价报告" in box.dialog.windowTitle()
    box.dialog.close()
    box.keep("report", (tmp_path / "gone.jpg",), "")
    until(lambda: "gone.jpg" in page.flash.text())


def test_papers_are_handed_in_with_the_form_and_a_bad_file_is_a_sentence(
    program: Program, tmp_path: Path
) -> None:
    page = begin(program, 102)
    form = page.intake
    good, bad = tmp_path / "certificate.jpg", tmp_path / "broken.pdf"
    good.write_bytes(picture(size=(640, 480)))
    bad.write_bytes(b"%PDF-1.7 no more")
    form.complainant.setText("练习云朵文化有限公司")
    form.kind.setCurrentIndex(form.kind.findData("design"))
    form.number.setText("ZL202130123456.7")
    form.goods.setPlainText("云朵猫挂件")

    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in (good, bad)])
    boxes = form.papers.boxes
    until(lambda: boxes["report"].y() > boxes["patent_certificate"].y())  # they are laid out
    place = QPointF(form.papers.boxes["report"].geometry().center())
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    form.papers.dropEvent(QDropEvent(place, actions, dropped, buttons, Qt.KeyboardModifier.NoModifier))
    busy = form.submit.isEnabled()
    until(lambda: form.papers.files() != () and form.submit.isEnabled())
    told = page.flash.text()
    form.submit.click()  # no reasons are given yet
    until(lambda: "理由" in page.flash.text())
    kept = form.papers.files()
    form.reasons.setPlainText("外观与公告图片相近")
    form.submit.click()
    until(lambda: page._file is not None and shown(page).filed.goods == "云朵猫挂件")

    assert not busy
    assert "broken.pdf" in told
    assert kept == (("report", good),)
    assert "report" in shown(page).filed.proofs
    assert [paper.paper for paper in shown(page).papers] == ["report"]
    assert form.papers.files() == ()
