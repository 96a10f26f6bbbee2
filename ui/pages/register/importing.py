"""Importing an extract: files and what they are, columns of tables, progress, what was rejected."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QWidget,
)

from app.actions.register import import_register, preview_files, take_pack
from app.errors import InspectionError
from app.kit import Kit
from app.rights import Extract, ImportReport
from app.sharing import FilePreview, Progress
from ui.models import Column, TableModel
from ui.page import Page
from ui.pages.register.filters import read_day
from ui.pages.register.intake import (
    Chosen,
    RejectsPanel,
    day_of,
    hint_card,
    progress_word,
    report_word,
    state_word,
)
from ui.pages.register.mapping import MappingPanel, proposed, remember
from ui.pages.register.pictures import remember_folder
from ui.pages.register.words import extract_word, translate
from ui.widgets import button, card, label, row, table
from ui.worker import Task

SUFFIXES = "*.csv *.tsv *.txt *.xlsx *.xml *.zip *.gz *.tar *.json *.sgm *.sgml"
MANIFEST = "manifest"  # the file by which the folder of a signed pack is known


class ImportPanel(QWidget):
    """The import, on the register's page; the old register answers until a new one is whole."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.files: list[Chosen] = []
        self.task: Task | None = None
        self._began = 0.0
        self.setAcceptDrops(True)
        self._model, self._table = files_table(page)
        self._table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.rejects = RejectsPanel(page)
        self.name, self.day = QLineEdit(), QLineEdit()
        self.progress = QProgressBar()
        self._said, self._now = label("", "soft"), label("", "soft")
        self.mapping = MappingPanel(page.desk, self._mapped)
        self._right = QStackedWidget()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(self._files_card(), 4)
        across.addWidget(self._right, 5)
        for widget in (hint_card(), self.mapping, self.rejects):
            self._right.addWidget(widget)
        self._busy(False)

    def _files_card(self) -> QWidget:
        frame, inside = card(margin=12)
        inside.addWidget(self._now)
        choose = button(self.tr("选择文件…"), self._choose)
        inside.addLayout(row(choose, button(self.tr("选择登记包…"), self._choose_pack)))
        inside.addWidget(self._table, 1)
        for line, name, hint in (
            (self.name, self.tr("摘录名称"), self.tr("摘录名称，例如：商标摘录（第 28 类）")),
            (self.day, self.tr("数据日期"), self.tr("数据日期，例如 2026-05-01")),
        ):
            line.setAccessibleName(name)
            line.setPlaceholderText(hint)
            inside.addLayout(row(label(name, "soft", wrap=False), line))
        self.progress.setAccessibleName(self.tr("进度"))
        self.progress.setTextVisible(False)
        inside.addWidget(self.progress)
        inside.addWidget(self._said)
        self._start = button(self.tr("导入并启用"), self.start, primary=True)
        self._stop = button(self.tr("取消导入"), self.cancel)
        inside.addLayout(row(self._start, self._stop))
        return frame

    def show_extract(self, extract: Extract) -> None:
        """Say which register is in use."""
        self._now.setText(self.tr("现用：{0}").format(extract_word(extract)))

    def take(self, paths: Sequence[Path]) -> None:
        """Take files, or the folder of one pack, and find out what they are."""
        if self.task is not None or not paths:
            return
        folders = [p if p.is_dir() else p.parent for p in paths if p.is_dir() or p.name == MANIFEST]
        self.files = [Chosen(folders[0])] if folders else [Chosen(path) for path in paths]
        first = self.files[0].path
        self.name.setText(first.stem)
        self.day.setText(day_of(first).isoformat())
        self._show_files()
        if not folders:
            found = tuple(paths)
            self._page.desk.office.run(
                lambda kit: preview_files(kit, found), self._previewed, self._page.fail, writes=False
            )

    def start(self) -> None:
        """Import what was chosen."""
        day = read_day(self.day.text())
        if day is None and not self.files[0].is_pack:
            self._page.flash.tell(self.tr("数据日期请写作 2026-05-01。"), "doubt")
            return
        self._busy(True)
        self._began = time.monotonic()
        self._said.setText(progress_word(0, 0, 0))
        pack = self.files[0].path if self.files[0].is_pack else None
        job: Callable[[Kit, Progress], ImportReport | Extract] = (
            (lambda kit, go: take_pack(kit, pack, go)) if pack else self._job(day or date.today())
        )
        self.task = self._page.desk.office.run_long(job, self._imported, self._failed, self._tell)

    def cancel(self) -> None:
        """Ask the import under way to stop; the old register stays."""
        if self.task is not None:
            self.task.stop()
            self._said.setText(self.tr("正在取消…"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _job(self, day: date) -> Callable[[Kit, Progress], ImportReport]:
        paths, name = [c.path for c in self.files], self.name.text().strip() or self.files[0].path.stem
        mapping: Mapping[str, Mapping[str, str]] = {c.path.name: c.mapping for c in self.files if c.mapping}
        for chosen in self.files:
            if chosen.preview and chosen.preview.header:
                remember(chosen.preview.header, chosen.mapping)
        remember_folder(paths[0].parent)
        return lambda kit, go: import_register(kit, paths, name, day, go, mapping)

    def _previewed(self, previews: Sequence[FilePreview | InspectionError]) -> None:
        for chosen, preview in zip(self.files, previews, strict=True):
            if isinstance(preview, InspectionError):
                chosen.problem = preview.sentence(self._page.desk.language)
            else:
                chosen.preview, chosen.mapping = preview, proposed(preview) if preview.header else {}
        self._show_files()

    def _show_files(self) -> None:
        at = self._table.currentIndex().row()
        self._model.show(self.files)
        self._table.selectRow(max(0, at) if at < len(self.files) else 0)
        self._show_chosen()
        self._start.setEnabled(bool(self.files) and all(c.ready for c in self.files))

    def _show_chosen(self, *_: object) -> None:
        at = self._table.currentIndex().row()
        chosen = self.files[at] if 0 <= at < len(self.files) else None
        if chosen is not None and chosen.preview is not None and chosen.preview.header:
            self.mapping.show_preview(chosen.path.name, chosen.preview, chosen.mapping)
            self._right.setCurrentIndex(1)
        else:
            self._right.setCurrentIndex(0)

    def _mapped(self, mapping: dict[str, str]) -> None:
        at = self._table.currentIndex().row()
        if 0 <= at < len(self.files):
            self.files[at].mapping = mapping
            self._model.layoutChanged.emit()
            self._start.setEnabled(all(c.ready for c in self.files))

    def _imported(self, came: ImportReport | Extract) -> None:
        self._busy(False)
        if isinstance(came, Extract):
            self._said.setText("")
            self._page.flash.tell(self.tr("登记包已核验并启用。"))
            self.show_extract(came)
            return
        self._said.setText(report_word(came))
        self._page.flash.tell(report_word(came), "doubt" if came.rejections else "ok")
        self.show_extract(came.extract)
        if came.rejected:
            self.rejects.show_report(came)
            self._right.setCurrentIndex(2)

    def _failed(self, error: InspectionError) -> None:
        self._busy(False)
        self._said.setText("")
        self._page.fail(error)

    def _tell(self, done: int, total: int) -> None:
        self.progress.setMaximum(1000)
        self.progress.setValue(done * 1000 // total if total else 0)
        if self.task is not None:
            self._said.setText(progress_word(done, total, time.monotonic() - self._began))

    def _busy(self, busy: bool) -> None:
        if not busy:
            self.task = None
        self.progress.setValue(0)
        self.progress.setVisible(busy)
        self._stop.setVisible(busy)
        self._start.setEnabled(not busy and bool(self.files) and all(c.ready for c in self.files))

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("导入登记文件"),
            "",
            f"{self.tr('登记文件')} ({SUFFIXES});;{self.tr('所有文件')} (*)",
        )
        self.take([Path(name) for name in names])

    def _choose_pack(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("登记包所在的文件夹"))
        if name:
            self.take([Path(name)])


def files_table(page: Page) -> tuple[TableModel, QTableView]:
    """Return the table of the files that are to be imported."""
    model = TableModel(
        (
            Column(translate("register", "文件"), lambda c: c.path.name, bold=True),
            Column(translate("register", "格式"), state_word),
        )
    )
    view = table(model, page.desk.tokens, translate("register", "要导入的文件"))
    view.setColumnWidth(0, 190)
    return model, view
