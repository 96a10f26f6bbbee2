"""One line of a screened list: why it stands where it does, and the marks it was judged by."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.register import RecordFile, read_record
from app.actions.screen import LineFile
from app.rights import Right
from app.screening import Reading, Screened, Screening, sign_of
from ui.page import Page
from ui.pages.register.alignment import AlignmentView
from ui.pages.register.record import RecordDialog
from ui.pages.register.words import (
    band_chip,
    class_word,
    difference_words,
    number_word,
    risk_chip,
    status_chip,
    translate,
)
from ui.widgets import button, card, chip_label, clear, label, row, scrolled


def title_word(state: Screening) -> str:
    """Return what a screened list is called, and how far it is."""
    if state.done:
        return translate("register", "{0}　{1} 行").format(state.name, f"{state.lines:,}")
    text = translate("register", "{0}　{1} 行（已完成 {2} %）")
    return text.format(state.name, f"{state.lines:,}", state.searched * 100 // max(state.signs, 1))


class LineDetail(QWidget):
    """Shows one line; the record of each mark can be opened."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._words = page.desk.wording.words
        self.dialog: RecordDialog | None = None
        self._inside = QVBoxLayout()
        frame, inside = card(margin=12)
        holder = QWidget()
        holder.setLayout(self._inside)
        inside.addWidget(scrolled(holder), 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)

    def show_hint(self) -> None:
        """Say what a screening is for, where no line is chosen."""
        clear(self._inside)
        self._inside.addWidget(label(self.tr("开展前先看一遍"), "h1"))
        for text in (
            self.tr("把申报的展品逐一与登记库比对，按先后列出值得先看的展位，并逐条说明理由。"),
            self.tr("可随时暂停，之后从原处继续；期间其他页面照常使用。"),
            self.tr("先后次序只看文字、类别和登记状态；是否许可、是否混淆由执法人员判断。"),
        ):
            self._inside.addWidget(label(f"· {text}"))
        self._inside.addStretch(1)

    def show_line(self, screened: Screened, file: LineFile) -> None:
        """Show a line with the reasons of its place and the marks it was judged by."""
        clear(self._inside)
        line, reasons = screened.line, self._words["reason"]
        self._inside.addWidget(label(sign_of(line) or line.product, "h1"))
        nice = translate("register", "第 {0} 类").format(line.nice) if line.nice else ""
        facts = (line.stand, line.exhibitor, line.product if line.brand else "", nice, line.group)
        self._inside.addWidget(label("　".join(filter(None, facts)), "soft"))
        chip = chip_label(risk_chip(screened.verdict.risk, self._words["title"]))
        self._inside.addLayout(row(chip, stretch=True))
        for code in screened.verdict.reasons:
            self._inside.addWidget(label(f"· {reasons.get(code, code)}"))
        for reading in file.readings:
            self._inside.addWidget(self._mark(sign_of(line), reading))
        self._inside.addWidget(label(self._page.desk.wording.closing, "soft"))
        self._inside.addStretch(1)

    def _mark(self, sign: str, reading: Reading) -> QWidget:
        frame, inside = card(margin=12)
        inside.setSpacing(6)
        chips = [
            chip_label(band_chip(reading.hit.likeness.band)),
            chip_label(status_chip(reading.right, reading.note.standing, self._words["value"])),
        ]
        inside.addWidget(label(reading.hit.name, "h2"))
        inside.addLayout(row(*chips, stretch=True))
        drawing = AlignmentView(self._page.desk.tokens, 18)
        drawing.show_likeness(sign, reading.hit.likeness)
        inside.addWidget(drawing)
        inside.addWidget(label(difference_words(reading.hit.likeness)))
        own = self.tr("参展商自己的") if reading.own else ""
        facts = (number_word(reading.right), class_word(reading.right), own, reading.right.holder)
        inside.addWidget(label("　".join(filter(None, facts)), "soft"))
        right = reading.right
        inside.addWidget(button(self.tr("查看登记记录"), lambda: self._open(right, sign)))
        return frame

    def _open(self, right: Right, sign: str) -> None:
        def show(file: RecordFile) -> None:
            self.dialog = RecordDialog(self._page, file, (), sign)
            self.dialog.open()

        self._page.ask(lambda kit: read_record(kit, right), show)
