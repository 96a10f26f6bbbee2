"""The ledger of document numbers: what became of each, leasing blocks, final numbers for provisional ones."""

from datetime import datetime

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from app.actions.bureau import MOST_LEASED, Bound, BureauView, bind_numbers, lease_numbers
from app.actions.documents import NumberLine
from app.errors import InspectionError
from app.law import CHINA
from ui.models import Column, TableModel
from ui.page import Page
from ui.pages.documents.dialogs import Asking
from ui.widgets import button, card, label, number_box, row, table
from ui.words import Chip
from ui.worker import Task


class NumberPanel(QWidget):
    """Every number leased so far; at the bureau, blocks are leased and provisional numbers bound."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._view: BureauView | None = None
        self._task: Task | None = None
        self.dialog: QDialog | None = None  # the one that is open
        self.model = TableModel(
            (
                Column(self.tr("文号"), _written, bold=True),
                Column(self.tr("设备"), lambda line: str(line.device)),
                Column(self.tr("状态"), lambda line: "", chip=self._chip),
                Column(self.tr("案卷"), lambda line: line.case),
                Column(self.tr("文书或理由"), lambda line: line.note),
            )
        )
        frame, inside = card()
        inside.addWidget(label(self.tr("文号台账"), "h1"))
        self._told = label("", "soft")
        inside.addWidget(self._told)
        self.view = table(self.model, page.desk.tokens, self.tr("文号台账"), stretched=4)
        for column, width in enumerate((290, 70, 130, 170)):
            self.view.setColumnWidth(column, width)
        inside.addWidget(self.view, 1)
        self._progress = QProgressBar()
        self._progress.setAccessibleName(self.tr("进度"))
        self.lease_button = button(self.tr("发放号段…"), self._ask_lease)
        self.bind_button = button(self.tr("绑定临时文号"), self.bind, primary=True)
        self.stop_button = button(self.tr("取消"), self._stop)
        inside.addWidget(self._progress)
        inside.addLayout(row(self.bind_button, self.lease_button, self.stop_button, stretch=True))
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 12, 0, 0)
        around.addWidget(frame, 1)
        self._busy(False)

    def show_view(self, view: BureauView) -> None:
        """Show the ledger, documents that wait for their final number first."""
        self._view = view
        waiting = [NumberLine("", 0, 0, 0, 0, "provisional", *found) for found in view.waiting]
        lines = [*waiting, *view.numbers]
        if self.model.rows != lines:
            self.model.show(lines)
        free = sum(line.last - line.first + 1 for line in view.numbers if line.state == "unused")
        told = self.tr("临时文号 {0} 个待绑定，空闲文号 {1} 个。其他设备尚未交换的文书在此仍显示为空闲。")
        self._told.setText(told.format(len(view.waiting), free))
        self._allow()

    def bind(self) -> None:
        """Give provisional numbers their final ones; it can be stopped and gone on with."""
        self._busy(True)
        self._task = self._page.desk.worker.run_long(bind_numbers, self._bound, self._failed, self._tell)

    def lease(self, device: int, series: str, prefix: str, year: int, count: int) -> None:
        """Lease a block to a device."""
        self._page.act(lambda kit: lease_numbers(kit, device, series, prefix, year, count), self._leased)

    def _leased(self, numbers: tuple[str, str]) -> None:
        self._page.flash.tell(self.tr("已发放 {0} 至 {1}；随下一个展会包到达设备。").format(*numbers))

    def _bound(self, bound: tuple[Bound, ...]) -> None:
        self._busy(False)
        told = self.tr("已绑定 {0} 个文号。").format(len(bound))
        self._page.flash.tell(told if bound else self.tr("没有待绑定的临时文号。"))

    def _failed(self, error: InspectionError) -> None:
        self._busy(False)
        self._page.fail(error)

    def _tell(self, done: int, total: int) -> None:
        self._progress.setMaximum(total)
        self._progress.setValue(done)

    def _stop(self) -> None:
        if self._task:
            self._task.stop()

    def _ask_lease(self) -> None:
        if self._view is None:
            return
        dialog = LeaseDialog(self, self._view)
        dialog.accepted.connect(lambda: self.lease(*dialog.answer()))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)
        self.stop_button.setVisible(busy)
        self._allow()

    def _allow(self) -> None:
        view = self._view
        leads, busy = view is not None and view.leads, self._progress.isVisibleTo(self)
        for found in (self.bind_button, self.lease_button):
            found.setVisible(leads)
            found.setEnabled(not busy)
        self.bind_button.setEnabled(not busy and view is not None and bool(view.waiting))

    def _chip(self, line: NumberLine) -> Chip:
        return {
            "provisional": Chip(self.tr("待绑定"), "warn", "doubt"),
            "void": Chip(self.tr("已作废"), "stop", "bad"),
            "withdrawn": Chip(self.tr("已撤回"), "stop", "bad"),
            "twice": Chip(self.tr("重号"), "stop", "bad"),
            "unused": Chip(self.tr("空闲"), "ask", "none"),
        }.get(line.state, Chip(self.tr("已出具"), "document", "ok"))


class LeaseDialog(Asking):
    """Asks which device gets how many numbers of which series."""

    def __init__(self, parent: QWidget, view: BureauView) -> None:
        super().__init__(parent)
        self._prefixes = dict(view.series)
        self.device, self.series, self.prefix = QComboBox(), QComboBox(), QLineEdit()
        for number, name in view.devices:
            self.device.addItem(f"{number} {name}", number)
        self.series.addItems(list(self._prefixes))
        self.series.currentTextChanged.connect(lambda text: self.prefix.setText(self._prefixes.get(text, "")))
        self.prefix.setText(self._prefixes.get(self.series.currentText(), ""))
        self.year = number_box(2000, 2999, datetime.now(CHINA).year)
        self.count = number_box(1, MOST_LEASED, 20)
        self.place(self.tr("设备"), self.device)
        self.place(self.tr("字号"), self.series)
        self.place(self.tr("年份之前的文字，如“杭市监责改”"), self.prefix)
        self.place(self.tr("年份"), self.year)
        self.place(self.tr("数量"), self.count)
        self.finish(self.tr("发放号段"), self.tr("发放"))

    def answer(self) -> tuple[int, str, str, int, int]:
        """Return device, series, prefix, year and count."""
        return (
            int(self.device.currentData()),
            self.series.currentText(),
            self.prefix.text(),
            self.year.value(),
            self.count.value(),
        )


def _written(line: NumberLine) -> str:
    if line.state != "unused":
        return line.number
    many = f"{line.first}" if line.first == line.last else f"{line.first}–{line.last}"
    return f"{line.series}〔{line.year}〕{many}"
