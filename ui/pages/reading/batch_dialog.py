"""A folder of photos, read in the background while work goes on; the officer says which of them to keep."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QDialog, QProgressBar, QVBoxLayout

from app.case import Case
from app.errors import InspectionError
from app.photo_reading import PhotoRead, TextRead
from ui.errands import Errands
from ui.models import Column, TableModel
from ui.page import Desk, Page
from ui.pages.reading.batch import Batch, BatchLine, keep_file
from ui.pages.reading.recording import Recorder
from ui.pages.reading.words import advice_words, batch_chip
from ui.widgets import Flash, button, label, row, table


class BatchDialog(QDialog):
    """Not modal: the page behind it stays alive. Closing it, which rejects it, ends the reading."""

    def __init__(
        self, page: Page, desk: Desk, errands: Errands, recorder: Recorder, paths: Sequence[Path]
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._recorder = page, desk, recorder
        self._place = recorder.place()
        self.setWindowTitle(self.tr("成批识别照片"))
        self.resize(900, 560)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        where = self.tr("识别在后台进行，可以继续其他工作。选定的照片存入案卷 {0}，展品 {1}。")
        layout.addWidget(label(where.format(self._place[0], self._place[1] or self.tr("（未选展品）"))))
        self.flash = Flash()
        layout.addWidget(self.flash)
        self._model = TableModel(
            (
                Column(self.tr("照片"), lambda line: line.path.name),
                Column(self.tr("结果"), lambda line: batch_chip(line).word, chip=batch_chip),
                Column(self.tr("内容"), self._content),
            )
        )
        self._table = table(self._model, desk.tokens, self.tr("照片"), stretched=2)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.setColumnWidth(0, 220)
        self._table.setColumnWidth(1, 160)
        layout.addWidget(self._table, 1)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("进度"))
        self._counted = label("", "soft")
        layout.addWidget(self._bar)
        layout.addWidget(self._counted)
        self._pause = button(self.tr("取消"), self._stop_or_go)
        self._keep = button(self.tr("存入选中的照片"), self.keep_chosen, primary=True)
        layout.addLayout(row(self._pause, self._keep, button(self.tr("关闭"), self.reject)))
        self.batch = Batch(errands, paths, desk.decoder, desk.labels, self._show_line)
        self._model.show(self.batch.lines)
        self._bar.setRange(0, len(paths))
        self.batch.go()
        self._show_progress()

    def reject(self) -> None:
        self.batch.stop()
        super().reject()

    def keep_chosen(self) -> None:
        """Keep the photos that are chosen, all that were read where none is; and record what is in them."""
        rows = sorted({index.row() for index in self._table.selectionModel().selectedRows()})
        lines = self.batch.lines
        chosen = [i for i in rows or range(len(lines)) if lines[i].read is not None and not lines[i].kept]
        if not chosen:
            self.flash.tell(self.tr("没有可存入的照片；请先选中识别过的照片。"), "doubt")
        for index in chosen:
            self._keep_line(index, lines[index])

    def _keep_line(self, index: int, line: BatchLine) -> None:
        read, (number, exhibit) = line.read, self._place
        if read is None:
            return

        def kept(case: Case) -> None:
            self.batch.keep(index)
            self._record(read, line.text)

        self._desk.worker.run(
            lambda kit: keep_file(kit, number, exhibit, line.path, read.digest), kept, self._refused
        )

    def _record(self, read: PhotoRead, text: TextRead | None) -> None:
        self._recorder.offer(read, "photo", self._place)
        if text is not None:
            self._recorder.offer_text(text, self._place)
        words = self.tr("已存入 {0} 张照片；待确认的内容在扫描页上。")
        self.flash.tell(words.format(sum(line.kept for line in self.batch.lines)))

    def _refused(self, error: InspectionError) -> None:
        self.flash.tell(error.sentence(self._desk.language), "bad")

    def _content(self, line: BatchLine) -> str:
        if line.refused:
            return line.refused.sentence(self._desk.language)
        codes = bool(line.read and line.read.codes)
        advice = line.text.advice if line.text and (line.text.text or not codes) else ()
        return "　".join(filter(None, (line.texts, *advice_words(advice[:2], self._desk.language))))

    def _stop_or_go(self) -> None:
        if self.batch.running:
            self.batch.stop()
        else:
            self.batch.go()
        self._show_progress()

    def _show_line(self, index: int) -> None:
        self._model.change(index, self.batch.lines[index])
        self._show_progress()

    def _show_progress(self) -> None:
        done, total = self.batch.done, len(self.batch.lines)
        self._bar.setValue(done)
        found = sum(line.state in ("read", "confirm") for line in self.batch.lines)
        self._counted.setText(self.tr("已识别 {0} / {1} 张，{2} 张读到条码或标注").format(done, total, found))
        self._pause.setEnabled(done < total)
        words = self.tr("取消") if self.batch.running or done == total else self.tr("继续")
        self._pause.setText(words)
        self._pause.setAccessibleName(words)
