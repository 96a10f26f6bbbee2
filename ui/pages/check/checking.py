"""A file that somebody brings: whose signatures hold, what was changed, what is on record of it here."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.actions.bureau import Exported, export_verifier
from app.actions.documents.sealing import Checked, check_file
from app.errors import InspectionError
from app.signing import Point
from ui.page import Page
from ui.widgets import button, card, clear, label, row, scrolled

TONES = {True: "ok", None: "doubt", False: "bad"}


class CheckPanel(QWidget):
    """Opens or takes a dropped PDF and shows each thing that holds, fails or stays open."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._asked = 0  # a later file, or giving up, lets the answer on an earlier one go
        self.setAcceptDrops(True)
        frame, inside = card()
        inside.addWidget(label(self.tr("核验一份文书"), "h1"))
        told = self.tr(
            "打开或拖入 PDF 文件，逐项说明签名、时间戳、所附数据、核验码和本机记录。不联网，不改动文件。"
        )
        inside.addWidget(label(told, "soft"))
        self.open_button = button(self.tr("打开文书…"), self._choose, primary=True)
        self.export_button = button(self.tr("导出核验网页…"), self._choose_target)
        self.stop_button = button(self.tr("取消"), self.give_up)
        inside.addLayout(row(self.open_button, self.export_button, self.stop_button, stretch=True))
        self.name = label("", "h2")
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(self.name)
        holder = QWidget()
        self._points = QVBoxLayout(holder)
        self._points.setContentsMargins(0, 0, 0, 0)
        self._points.setSpacing(8)
        inside.addWidget(scrolled(holder), 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 12, 0, 0)
        around.addWidget(frame, 1)
        self._busy(False)

    def check(self, path: Path) -> None:
        """Check a file; what officers do meanwhile is not held up."""
        asked = self._begin(self.tr("正在核验 {0}…").format(path.name))
        self._page.desk.office.run(
            lambda kit: check_file(kit, path),
            lambda answer: self._show(asked, path, answer),
            lambda error: self._fail(asked, error),
            writes=False,
        )

    def export(self, path: Path) -> None:
        """Write the page with which anybody checks this bureau's documents."""
        asked = self._begin(self.tr("正在导出…"))
        self._page.desk.office.run(
            lambda kit: export_verifier(kit, path),
            lambda done: self._exported(asked, path, done),
            lambda error: self._fail(asked, error),
            writes=False,
        )

    def give_up(self) -> None:
        """Wait for no answer any more."""
        self._asked += 1
        self.name.setText("")
        self._busy(False)

    def texts(self) -> list[str]:
        """Return the sentences that are shown."""
        items = [self._points.itemAt(n) for n in range(self._points.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget.accessibleName() for widget in widgets if widget is not None]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.check(Path(files[0]))

    def _begin(self, text: str) -> int:
        self._asked += 1
        clear(self._points)
        self.name.setText(text)
        self._busy(True)
        return self._asked

    def _show(self, asked: int, path: Path, answer: tuple[Checked, str]) -> None:
        if asked != self._asked:
            return
        checked, digest = answer
        self._busy(False)
        self.name.setText(f"{path.name}　SHA-256 {digest}")
        for point in (checked.summary, *checked.verdict.points(), *checked.on_record):
            self._add(point)
        self._points.addStretch(1)

    def _add(self, point: Point) -> None:
        sentence = point.sentence(self._page.desk.language)
        found = label(sentence, f"flash-{TONES[point.holds]}")
        found.setAccessibleName(sentence)
        self._points.addWidget(found)

    def _exported(self, asked: int, path: Path, done: Exported) -> None:
        if asked != self._asked:
            return
        self._busy(False)
        facts = done.facts
        self.name.setText(f"{path.name}　SHA-256 {done.sha256}")
        told = self.tr(
            "已写出：设备 {0}、根证书 {1}、有变动的文书 {2}。请公布 SHA-256 和本局指纹 {3}；变动后重新导出。"
        )
        text = told.format(len(facts.devices), len(facts.roots), len(facts.documents), facts.root)
        self._page.flash.tell(text)

    def _fail(self, asked: int, error: InspectionError) -> None:
        if asked == self._asked:
            self.give_up()
            self._page.fail(error)

    def _busy(self, busy: bool) -> None:
        self.stop_button.setVisible(busy)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("打开文书"), "", "PDF (*.pdf)")
        if name:
            self.check(Path(name))

    def _choose_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("导出核验网页"), "verify.html", "*.html")
        if name:
            self.export(Path(name))
