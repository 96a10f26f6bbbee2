"""The register on this device: what it covers, looking rights up, importing another extract."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar

from app.actions.register import import_register, look_up
from app.errors import InspectionError
from app.kit import CHINA
from app.rights import Extract, ImportReport, Right
from ui.models import Column, TableModel
from ui.page import Desk, Page
from ui.widgets import button, card, label, row, table
from ui.worker import Task


class RegisterPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._task: Task | None = None
        values = desk.wording.words["value"]
        self._model = TableModel(
            (
                Column(self.tr("号码"), lambda r: r.registration_number or r.application_number, bold=True),
                Column(self.tr("名称"), lambda r: r.name),
                Column(self.tr("类别"), lambda r: f"{values.get(r.kind, r.kind)} {' '.join(r.classes)}"),
                Column(self.tr("状态"), lambda r: values.get(r.status, r.status)),
                Column(self.tr("权利人"), lambda r: r.holder),
            )
        )
        frame, inside = card()
        self._extract = label("", "soft")
        inside.addWidget(label(self.tr("登记库"), "h1"))
        inside.addWidget(self._extract)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("输入号码（任何写法）或名称"))
        self._search.setAccessibleName(self.tr("查询登记"))
        self._search.returnPressed.connect(self._look_up)
        inside.addLayout(row(self._search, button(self.tr("查询"), self._look_up)))
        self._table = table(self._model, desk.tokens, self.tr("查询结果"))
        for column, width in enumerate((180, 260, 140, 120)):
            self._table.setColumnWidth(column, width)
        inside.addWidget(self._table, 1)
        self._progress = QProgressBar()
        self._progress.setAccessibleName(self.tr("进度"))
        self._progress.hide()
        inside.addWidget(self._progress)
        self._report = label("")
        inside.addWidget(self._report)
        inside.addLayout(row(button(self.tr("导入登记文件…"), self._choose), stretch=True))
        self.body.addWidget(frame, 1)

    def refresh(self) -> None:
        self.ask(lambda kit: kit.register.extract, self._show_extract)

    def scanned(self, text: str) -> bool:
        self._search.setText(text)
        self._look_up()
        return True

    def _show_extract(self, extract: Extract) -> None:
        text = self.tr("{0}　数据日期 {1}　共 {2} 条。未收录不等于不存在。")
        self._extract.setText(text.format(extract.name, extract.as_of, extract.rights))

    def _look_up(self) -> None:
        text = self._search.text()

        def show(rights: tuple[Right, ...]) -> None:
            self._model.show(rights)
            if not rights:
                self.flash.tell(self.tr("本摘录中没有找到；可能不在摘录范围内。"), "doubt")

        self.ask(lambda kit: look_up(kit, text), show)

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("导入登记文件"), "", "*.csv *.xlsx *.xml")
        if names:
            self._import([Path(name) for name in names])

    def _import(self, paths: list[Path]) -> None:
        today = datetime.now(CHINA).date()
        self._progress.show()
        self._task = self.desk.worker.run_long(
            lambda kit, go: import_register(kit, paths, paths[0].stem, today, go),
            self._imported,
            self._failed,
            self._tell,
        )

    def _imported(self, report: ImportReport) -> None:
        self._progress.hide()
        text = self.tr("已导入 {0} 条，未采用 {1} 条，用时 {2} 秒。")
        self.flash.tell(text.format(report.rights, report.rejections, f"{report.seconds:.1f}"))
        self._report.setText("\n".join(f"{r.line}: {r.reason}" for r in report.rejected[:12]))

    def _failed(self, error: InspectionError) -> None:
        self._progress.hide()
        self.fail(error)

    def _tell(self, done: int, total: int) -> None:
        self._progress.setMaximum(max(total, 1))
        self._progress.setValue(done)
