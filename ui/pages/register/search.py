"""One box for everything: numbers in any spelling, marks, holders; results while one types."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.actions.register import Answer, RecordFile, ask_holder, ask_holders, ask_register, read_record
from app.names.answers import HolderLine
from app.rights import Extract
from ui.page import Page
from ui.pages.register.filters import Filters
from ui.pages.register.hits import HitModel, Line, hit_list, present
from ui.pages.register.record import RecordDialog
from ui.pages.register.words import extract_word
from ui.widgets import button, card, clear, label, scrolled
from ui.worker import Latest

PAUSE_MS, REST_MS = 120, 400  # after the last key; after an answer
LONGEST_NAME = 18  # characters of a holder's name on a button
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class HolderStrip(QWidget):
    """Holders whom the text may name, under the box; `chosen` is called with a name, or "" to go back."""

    def __init__(self, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self.setFixedHeight(46)
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)
        self.show_holders(())

    def show_holders(self, holders: tuple[HolderLine, ...]) -> None:
        """Offer holders; without any, say which keys there are."""
        clear(self._inside)
        hint = self.tr("权利人") if holders else self.tr("↑↓ 选择　回车打开　Esc 清空")
        self._inside.addWidget(label(hint, "soft", wrap=False))
        for line in holders[:3]:
            self._inside.addWidget(self._button(line.name, line.rights))
        self._inside.addStretch(1)

    def show_chosen(self, name: str, records: int) -> None:
        """Say whose rights are listed."""
        clear(self._inside)
        text = self.tr("权利人：{0}　共 {1} 件").format(_short(name), records)
        self._inside.addWidget(label(text, "pill", wrap=False))
        self._inside.addWidget(button(self.tr("返回查询结果"), lambda: self._chosen("")))
        self._inside.addStretch(1)

    def _button(self, name: str, rights: int) -> QWidget:
        found = button(f"{_short(name)}　{rights}", lambda: self._chosen(name), name="filter")
        found.setToolTip(name)
        return found


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


class SearchPanel(QWidget):
    """The search, on the register's page; `page` shows refusals and knows the case."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._words = page.desk.wording.words["value"]
        self._holder = ""
        self.answered: Answer | None = None
        self._searches, self._holders = Latest(page.desk.worker), Latest(page.desk.worker)
        self.dialog: RecordDialog | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self._rest = QTimer(self)  # holders are asked for when the typing rests
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask_holders)
        self.box = self._search_box()
        self.model = HitModel()
        self.list = hit_list(self.model, page.desk.tokens, self.tr("查询结果"))
        self.list.clicked.connect(self._open_index)
        self.list.installEventFilter(self)
        self.filters = Filters(page.desk, self._filtered)
        self._state = label("", "soft", wrap=False)
        self.holders = HolderStrip(self._choose_holder)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(self._side())
        across.addWidget(self._results(), 1)

    def _search_box(self) -> QLineEdit:
        box = QLineEdit()
        box.setObjectName("search")
        box.setPlaceholderText(self.tr("号码（任何写法）、商标文字、拼音或权利人；也可以直接扫码"))
        box.setAccessibleName(self.tr("查询登记"))
        box.setClearButtonEnabled(True)
        box.setMaxLength(200)
        box.textChanged.connect(self._typed)
        box.installEventFilter(self)
        return box

    def _side(self) -> QWidget:
        frame, inside = card(margin=12)
        frame.setFixedWidth(252)
        inside.addWidget(scrolled(self.filters))
        return frame

    def _results(self) -> QWidget:
        frame, inside = card(margin=12)
        inside.setSpacing(8)
        inside.addWidget(self.box)
        inside.addWidget(self.holders)
        inside.addWidget(self.list, 1)
        inside.addWidget(self._state)
        self.model.show(present(Answer("", Extract("", date.min, "", 0)), self._words))
        return frame

    def show_extract(self, extract: Extract) -> None:
        """Say what is searched, where nothing is asked yet."""
        if not self.box.text().strip():
            self._state.setText(extract_word(extract) + "　" + self._page.desk.wording.closing)

    def look_for(self, text: str) -> None:
        """Search for a text at once: a scanner's, or of another page."""
        self._holder = ""
        self.box.setText(text)
        self.box.selectAll()
        self.search()

    def search(self) -> None:
        """Ask for what stands in the box."""
        self._pause.stop()
        text, narrow, holder = self.box.text(), self.filters.chosen(), self._holder
        if holder:
            self._searches.run(lambda kit: ask_holder(kit, holder, narrow), self.show_answer, self._page.fail)
            return
        self._searches.run(lambda kit: ask_register(kit, text, narrow), self.show_answer, self._page.fail)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; the choice stays on the first row."""
        if answer == self.answered:
            return
        self.answered = answer
        self._page.flash.hide()
        self.model.show(present(answer, self._words))
        if answer.names:
            self.filters.show_counts(answer.names.counts)
        first = next((i for i, line in enumerate(self.model.lines) if line.rights), -1)
        self.list.setCurrentIndex(self.model.index(first) if first >= 0 else QModelIndex())
        self.list.scrollToTop()
        self._state.setText(extract_word(answer.extract) + "　" + self._page.desk.wording.closing)
        if self._holder:
            self.holders.show_chosen(self._holder, answer.records)
        elif answer.text and answer.names:
            self._rest.start()
        else:
            self._holders.forget()
            self.holders.show_holders(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._clear()
                return True
            if watched is self.box and event.key() in MOVES:
                self._move(event)
                return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> None:
        """Move the choice while the box keeps the keyboard."""
        step = 1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
        far = 4 if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) else 1
        rows = [i for i, line in enumerate(self.model.lines) if line.rights]
        if rows:
            at = rows.index(self.list.currentIndex().row()) if self.list.currentIndex().row() in rows else -1
            self.list.setCurrentIndex(self.model.index(rows[max(0, min(len(rows) - 1, at + step * far))]))

    def _ask_holders(self) -> None:
        text = self.box.text()
        self._holders.run(lambda kit: ask_holders(kit, text), self.holders.show_holders, self._page.fail)

    def _typed(self) -> None:
        self._holder = ""
        self._rest.stop()
        self._pause.start()

    def _filtered(self) -> None:
        self._pause.start()

    def _clear(self) -> None:
        self._holder = ""
        self.box.clear()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        """Open the chosen row, unless it still belongs to what stood in the box before."""
        current = self._holder or self.box.text().strip()
        if self.answered is None or self.answered.text != current:
            self.search()
        else:
            self._open_index(self.list.currentIndex())

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid() and self.model.lines[index.row()].rights:
            self.open_line(self.model.lines[index.row()])

    def open_line(self, line: Line) -> None:
        """Open the record of a row: of its first right, the others are beside it."""
        right, others = line.rights[0], line.rights[1:]
        sign = self.box.text().strip() if line.likeness else ""

        def show(file: RecordFile) -> None:
            self.dialog = RecordDialog(self._page, file, others, sign)
            self.dialog.open()

        self._page.ask(lambda kit: read_record(kit, right), show)

    def _choose_holder(self, name: str) -> None:
        self._holders.forget()
        self._holder = name
        self.search()
