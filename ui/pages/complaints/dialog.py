"""Asks the questions of one step."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.pages.complaints.parts import Checklist
from ui.pages.complaints.steps import CHOICE, FILE, FILES, HOURS, TEXT, TICKS, Answers, Question
from ui.widgets import button, grow, label, number_box, row, scrolled


class StepDialog(QDialog):
    """Asks the questions of a step; `answers` says what was answered."""

    def __init__(self, parent: QWidget, title: str, asked: tuple[Question, ...]) -> None:
        super().__init__(parent)
        self.checklists: dict[str, Checklist] = {}
        self._reads: dict[str, Callable[[], object]] = {}
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        down = QVBoxLayout(self)
        down.setSpacing(8)
        for question in asked:
            down.addWidget(label(question.words, "soft"))
            widget = self._widget(question)
            widget.setAccessibleName(question.words)
            down.addWidget(widget)
        down.addStretch(1)
        down.addLayout(row(button(self.tr("取消"), self.reject), button(title, self.accept, primary=True)))

    def showEvent(self, event: QShowEvent) -> None:
        grow(self)
        super().showEvent(event)

    def answers(self) -> Answers:
        """Return what was answered, by name: text, codes that were ticked, a number or a path."""
        return {name: read() for name, read in self._reads.items()}

    def _widget(self, question: Question) -> QWidget:
        make = {
            TEXT: self._text,
            TICKS: self._ticks,
            CHOICE: self._choice,
            HOURS: self._hours,
            FILE: self._file,
            FILES: self._files,
        }.get(question.kind, self._line)
        return make(question)

    def _line(self, question: Question) -> QWidget:
        line = QLineEdit(question.preset)
        line.setMaxLength(300)
        self._reads[question.name] = line.text
        return line

    def _text(self, question: Question) -> QWidget:
        text = QPlainTextEdit(question.preset)
        text.setTabChangesFocus(True)
        text.setFixedHeight(110)
        self._reads[question.name] = text.toPlainText
        return text

    def _ticks(self, question: Question) -> QWidget:
        ticks = Checklist(1)
        self.checklists[question.name] = ticks
        ticks.show_lines(question.options, question.preset.split(","))
        self._reads[question.name] = ticks.ticked
        area = scrolled(ticks)
        area.setMinimumHeight(min(40 * len(question.options) + 8, 300))
        return area

    def _choice(self, question: Question) -> QWidget:
        box = QComboBox()
        for key, words in question.options:
            box.addItem(words, key)
        box.setPlaceholderText(self.tr("请选择"))
        box.setCurrentIndex(-1)  # a result is chosen, never left as it stood
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._reads[question.name] = lambda: box.currentData() or ""
        return box

    def _hours(self, question: Question) -> QWidget:
        box = number_box(1, 999, int(question.preset))
        self._reads[question.name] = box.value
        return box

    def _file(self, question: Question) -> QWidget:
        chosen: list[Path] = []
        picker = button(self.tr("选择照片…"), lambda: pick())

        def pick() -> None:
            name, _ = QFileDialog.getOpenFileName(
                self, question.words, "", self.tr("图片 (*.jpg *.jpeg *.png *.webp)")
            )
            if name:
                chosen[:] = [Path(name)]
                picker.setText(Path(name).name)

        self._reads[question.name] = lambda: chosen[0] if chosen else None
        return picker

    def _files(self, question: Question) -> QWidget:
        chosen: list[Path] = []
        picker = button(self.tr("选择文件…"), lambda: pick())

        def pick() -> None:
            names, _ = QFileDialog.getOpenFileNames(
                self, question.words, "", self.tr("图片和 PDF (*.jpg *.jpeg *.png *.webp *.pdf)")
            )
            if names:
                chosen[:] = map(Path, names)
                picker.setText(self.tr("已选 {0} 个文件").format(len(chosen)))

        self._reads[question.name] = lambda: tuple(chosen)
        return picker
