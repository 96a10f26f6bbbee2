"""Scan and photograph: live camera, dropped pictures, hand scanners, typed labels; findings at once."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from app.actions.scan import check_exhibit
from app.actions.stands import record_fact
from app.case import Case
from app.goods_codes import TYPED
from app.kit import Kit
from ui.page import Desk, Page
from ui.pages.case import heading
from ui.pages.findings_panel import FindingsPanel
from ui.pages.reading.batch_dialog import BatchDialog
from ui.pages.reading.live_panel import LivePanel
from ui.pages.reading.recording import Recorder
from ui.pages.reading.scanner_dialog import ScannerDialog
from ui.pages.reading.shooting import Shooter
from ui.pages.register.record import open_record
from ui.sources import PICTURE_SUFFIXES, pictures_in
from ui.widgets import button, card, label, row

PICTURES = " ".join(f"*{suffix}" for suffix in PICTURE_SUFFIXES)


class ScanPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._case: Case | None = None
        self.dialog: ScannerDialog | None = None
        self.batch: BatchDialog | None = None
        self.setAcceptDrops(True)
        self._recorder = Recorder(self, desk, lambda: str(self._exhibit.currentData() or ""), self.show_view)
        self._shooter = Shooter(self, desk, self._recorder, self.show_view, self._offer_text)
        self._shooter.errands.crashed.connect(self._crashed)
        self.reads = self._recorder.panel
        self._title = label("", "h1")
        self._exhibit = QComboBox()
        self._exhibit.setAccessibleName(self.tr("展品"))
        self._exhibit.setMinimumWidth(340)
        self._exhibit.currentIndexChanged.connect(self._show_findings)
        head = row(self._title, self._exhibit, button(self.tr("返回案卷 Esc"), self._back))
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.live = LivePanel(desk)
        self.live.found.connect(lambda s: self._recorder.see(s.symbology, s.text, "camera"))
        self.live.held.connect(lambda frame: self._shooter.read_frame(frame, self.live.show_held))
        self.live.shot.connect(self.take_picture)
        self.live.said.connect(self.flash.tell)
        self._findings = FindingsPanel(desk, self._answered, lambda number: open_record(self, number))
        told = QVBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.reads, 2)
        told.addWidget(self._findings, 3)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._reading(), 5)
        columns.addLayout(told, 4)
        self.body.addLayout(columns, 1)
        for keys, work in (
            ("F2", self._shoot), ("F3", self._record_text), ("F6", self.reads.confirm_first),
            ("F7", self.reads.refuse_first), ("Esc", self._back),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, work)

    def _reading(self) -> QFrame:
        """Return the card where pictures and texts come in."""
        left, inside = card()
        inside.addWidget(self.live, 1)
        inside.addLayout(
            row(
                button(self.tr("拍照并识别 F2"), self._shoot, primary=True),
                button(self.tr("照片…"), self._choose),
                button(self.tr("文件夹…"), self._choose_folder),
                button(self.tr("扫码枪…"), self.set_scanner),
            )
        )
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(
            self.tr("照标签原样输入文字，例如：中国发明专利 ZL201310699744.2　云朵猫®")
        )
        self._text.setAccessibleName(self.tr("标签文字"))
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(76)
        inside.addWidget(self._text)
        inside.addWidget(button(self.tr("记录标签并比对 F3"), self._record_text))
        return left

    def enter(self, case_number: str) -> None:
        super().enter(case_number)
        self._recorder.show_case()
        self.live.refresh()
        self._shooter.warm()

    def remember(self) -> dict[str, Any]:
        batch = self.batch.batch if self.batch is not None and self.batch.isVisible() else None
        paths = [str(line.path) for line in batch.lines if not line.kept] if batch else []
        return {"waiting": self._recorder.remember(), "photos": paths}

    def recall(self, known: Mapping[str, Any]) -> None:
        self._recorder.recall(known["waiting"])
        if known["photos"]:
            self._read_files([Path(path) for path in known["photos"]])

    def halt(self) -> None:
        if self.batch is not None:
            self.batch.batch.stop()
        self.desk.labels.stop()  # a photo is kept whether its text was read or not

    def is_still(self) -> bool:
        return not self._shooter.errands.waiting

    def refresh(self) -> None:
        number = self.case_number
        if number:
            self.ask(lambda kit: kit.casebook.case(number), self.show_view)

    def show_view(self, case: Case) -> None:
        if case == self._case:
            return
        self._case = case
        self._title.setText(heading(case))
        chosen = self._exhibit.currentData()
        self._exhibit.blockSignals(True)
        self._exhibit.clear()
        for exhibit in case.exhibits:
            self._exhibit.addItem(f"{exhibit.id}　{exhibit.name}", exhibit.id)
        index = self._exhibit.findData(chosen)
        self._exhibit.setCurrentIndex(index if index >= 0 else self._exhibit.count() - 1)
        self._exhibit.blockSignals(False)
        self._show_findings()

    def scanned(self, text: str) -> bool:
        self._recorder.scan(text)
        return True

    def take_picture(self, data: bytes) -> None:
        """Keep a picture as evidence and read what is on it."""
        self._shooter.take(data)

    def set_scanner(self) -> None:
        """Show the settings of hand scanners; until they are closed, scans go there."""
        self.dialog = ScannerDialog(self, self.desk)
        self.dialog.open()

    def leave(self) -> None:
        """Let the camera go when the page is left."""
        self.live.close_camera()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in [Path(url.toLocalFile()) for url in event.mimeData().urls()]:
            if path.is_dir():
                self.read_folder(path)
            else:
                self._take_file(path)

    def read_folder(self, folder: Path) -> None:
        """Read all pictures of a folder in the background."""
        paths = pictures_in(folder)
        if not paths:
            self.flash.tell(self.tr("这个文件夹里没有照片（JPEG、PNG、WebP）。"), "doubt")
            return
        self._read_files(paths)

    def _read_files(self, paths: Sequence[Path]) -> None:
        if self.batch is not None:
            self.batch.close()
        self.batch = BatchDialog(self, self.desk, self._shooter.errands, self._recorder, paths)
        self.batch.show()

    def _offer_text(self, text: str) -> bool:
        """Put a label's text into the box, where that is empty."""
        if self._text.toPlainText():
            return False
        self._text.setPlainText(text)
        return True

    def _record_text(self) -> None:
        text = self._text.toPlainText().strip()
        if text:
            self._text.clear()
            self._recorder.see(TYPED, text, "typed")

    def _show_findings(self) -> None:
        exhibit = self._case.exhibit(str(self._exhibit.currentData())) if self._case else None
        self._findings.show_exhibit(exhibit)

    def _answered(self, field: str, value: str) -> None:
        number, exhibit = self.case_number, self._exhibit.currentData()
        if exhibit and value:
            self.act(lambda kit: _fact_and_check(kit, number, exhibit, field, value), self.show_view)

    def _shoot(self) -> None:
        if not self.live.shoot():
            self._choose()

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("选择照片"), "", PICTURES)
        for name in names:
            self._take_file(Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("文件夹…"))
        if name:
            self.read_folder(Path(name))

    def _take_file(self, path: Path) -> None:
        try:
            self.take_picture(path.read_bytes())
        except OSError:
            self.flash.tell(self.tr("无法读取 {0}。").format(path.name), "bad")

    def _crashed(self, trace: str) -> None:
        last = trace.strip().splitlines()[-1]
        self.flash.tell(self.tr("读照片时出现意外错误，已保存的记录不受影响：{0}").format(last), "bad")

    def _back(self) -> None:
        self.leave()
        self.desk.go("case", self.case_number)


def _fact_and_check(kit: Kit, number: str, exhibit: str, field: str, value: str) -> Case:
    record_fact(kit, number, field, value, about=exhibit)
    return check_exhibit(kit, number, exhibit)
