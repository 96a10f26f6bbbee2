"""Scan and photograph: live camera, dropped pictures, a hand scanner, typed labels; findings at once."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QPlainTextEdit

from app.actions.photos import take_photo
from app.actions.scan import check_exhibit, record_scan, scan_photo, seen_elsewhere
from app.actions.stands import add_exhibit, record_fact
from app.case import Case
from app.findings import Severity, gravest
from app.kit import Kit
from app.symbols import Symbol
from ui.camera import Camera, CameraSource
from ui.page import Desk, Page
from ui.pages.case import heading
from ui.pages.findings_panel import FindingsPanel
from ui.pages.register.record import open_record
from ui.widgets import button, card, label, row
from ui.words import severity_chip

KINDS = {Severity.SUSPECTED: "bad", Severity.IRREGULAR: "doubt", Severity.NEEDS_VERIFICATION: "doubt"}
PICTURES = "*.jpg *.jpeg *.png *.webp"


class ScanPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._case: Case | None = None
        self._camera: Camera | None = None
        self.setAcceptDrops(True)
        self._title = label("", "h1")
        self._exhibit = QComboBox()
        self._exhibit.setAccessibleName(self.tr("展品"))
        self._exhibit.setMinimumWidth(340)
        self._exhibit.currentIndexChanged.connect(self._show_findings)
        head = row(self._title, self._exhibit, button(self.tr("返回案卷 Esc"), self._back))
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self._findings = FindingsPanel(desk, self._answered, lambda number: open_record(self, number))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._reading(), 5)
        columns.addWidget(self._findings, 4)
        self.body.addLayout(columns, 1)
        for keys, work in (("F2", self._shoot), ("F3", self._record_text), ("Esc", self._back)):
            QShortcut(QKeySequence(keys), self, work)

    def _reading(self) -> QFrame:
        """Return the card where pictures and texts come in."""
        left, inside = card()
        self._live = label(self.tr("打开摄像头，或把照片拖到这里，或直接用扫码枪扫描"), "soft")
        self._live.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._live.setMinimumHeight(260)
        inside.addWidget(self._live, 1)
        inside.addLayout(
            row(
                button(self.tr("打开摄像头"), self._toggle_camera),
                button(self.tr("拍照并识别 F2"), self._shoot, primary=True),
                button(self.tr("选择照片…"), self._choose),
            )
        )
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(
            self.tr("照标签原样输入文字，例如：中国发明专利 ZL201310699744.2　云朵猫®")
        )
        self._text.setAccessibleName(self.tr("标签文字"))
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(110)
        inside.addWidget(self._text)
        inside.addWidget(button(self.tr("记录标签并比对 F3"), self._record_text, primary=True))
        return left

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
        self._record("scanner", "typed", text)
        return True

    def take_picture(self, data: bytes) -> None:
        """Keep a picture as evidence, read its codes and check them."""
        number, exhibit = self.case_number, self._exhibit.currentData()
        if exhibit:
            self.act(lambda kit: scan_photo(kit, number, exhibit, data), self._scanned_photo)
        else:
            self.act(
                lambda kit: take_photo(kit, number, data, purpose="wide"), said=self.tr("照片已保存为证据。")
            )

    def leave(self) -> None:
        """Let the camera go when the page is left."""
        if self._camera:
            self._camera.stop()
            self._camera = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            self._take_file(Path(url.toLocalFile()))

    def _record(self, source: str, symbology: str, text: str, sure: bool = True) -> None:
        number, exhibit = self.case_number, self._exhibit.currentData()
        new = self.tr("展品")

        def job(kit: Kit) -> tuple[Case, str, bool]:
            target = exhibit or add_exhibit(kit, number, new)[1]
            case = record_scan(kit, number, target, symbology=symbology, text=text, source=source, sure=sure)
            return case, target, bool(seen_elsewhere(kit, number, text)) if symbology != "typed" else False

        def done(answer: tuple[Case, str, bool]) -> None:
            case, target, elsewhere = answer
            self.show_view(case)
            self._tell(case, target)
            if elsewhere:
                self.flash.tell(self.tr("同一条码在其他展位也出现过。"), "doubt")

        self.act(job, done)

    def _tell(self, case: Case, exhibit: str) -> None:
        found = case.exhibit(exhibit)
        worst = gravest(found.findings) if found else ""
        if worst:
            self.flash.tell(
                f"{severity_chip(worst).word}　{self.desk.wording.closing}", KINDS.get(Severity(worst), "ok")
            )
        else:
            self.flash.tell(self.tr("已记录。标签中没有可比对的权利标注。"))

    def _record_text(self) -> None:
        text = self._text.toPlainText().strip()
        if text:
            self._text.clear()
            self._record("typed", "typed", text)

    def _scanned_photo(self, answer: tuple[Case, tuple[Symbol, ...]]) -> None:
        case, symbols = answer
        self.show_view(case)
        if symbols:
            codes = "、".join(f"{s.text}" + ("" if s.sure else self.tr("（待确认）")) for s in symbols)
            self.flash.tell(
                self.tr("照片已保存为证据；识别到：{0}").format(codes), "ok" if symbols[0].sure else "doubt"
            )
        else:
            self.flash.tell(self.tr("照片已保存为证据；未识别到条码，请靠近重拍或输入标签文字。"), "doubt")

    def _show_findings(self) -> None:
        exhibit = self._case.exhibit(str(self._exhibit.currentData())) if self._case else None
        self._findings.show_exhibit(exhibit)

    def _answered(self, field: str, value: str) -> None:
        number, exhibit = self.case_number, self._exhibit.currentData()
        if exhibit and value:
            self.act(lambda kit: _fact_and_check(kit, number, exhibit, field, value), self.show_view)

    def _toggle_camera(self) -> None:
        if self._camera:
            self.leave()
            return
        self._camera = Camera(lambda: CameraSource(0), self)
        self._camera.frame_ready.connect(self._show_frame)
        self._camera.symbol_found.connect(self._found)
        self._camera.lost.connect(self._camera_lost)
        self._camera.start()

    def _show_frame(self, image: QImage) -> None:
        size = self._live.size()
        way = Qt.TransformationMode.FastTransformation
        self._live.setPixmap(QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, way)))

    def _found(self, symbol: Symbol) -> None:
        self._record("camera", symbol.symbology, symbol.text, symbol.sure)

    def _camera_lost(self) -> None:
        self.flash.tell(self.tr("没有可用的摄像头；接好后会自动恢复，也可以拖入照片。"), "doubt")

    def _shoot(self) -> None:
        data = self._camera.still() if self._camera else b""
        if data:
            self.take_picture(data)
        else:
            self._choose()

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("选择照片"), "", PICTURES)
        for name in names:
            self._take_file(Path(name))

    def _take_file(self, path: Path) -> None:
        try:
            self.take_picture(path.read_bytes())
        except OSError:
            self.flash.tell(self.tr("无法读取 {0}。").format(path.name), "bad")

    def _back(self) -> None:
        self.leave()
        self.desk.go("case", self.case_number)


def _fact_and_check(kit: Kit, number: str, exhibit: str, field: str, value: str) -> Case:
    record_fact(kit, number, field, value, about=exhibit)
    return check_exhibit(kit, number, exhibit)
