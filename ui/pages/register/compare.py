"""A sign as it stands on an exhibit beside a right of the register: text, goods, pictures."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.actions.photos import show_photo
from app.actions.register import Comparison, ShownSign, compare_sign, shown_signs
from app.photos import Picture
from app.rights import Right
from ui.page import Page
from ui.pages.register.alignment import AlignmentView
from ui.pages.register.pictures import find_picture, picture_folders, show_picture
from ui.pages.register.words import (
    band_chip,
    class_word,
    difference_words,
    exception_word,
    goods_word,
    number_word,
    rule_word,
    standing_word,
    translate,
)
from ui.pixels import picture_of
from ui.widgets import button, card, chip_label, clear, label, row, scrolled
from ui.worker import Latest

PICTURE = 240
PAUSE_MS = 200


def reasons(comparison: Comparison) -> tuple[str, ...]:
    """Return what the comparison found, sentence by sentence: text, rules with exceptions, goods, status."""
    likeness, note = comparison.likeness, comparison.note
    rules = []
    for rule in likeness.rules:
        exception = exception_word(rule)
        rules.append(rule_word(rule) + (f"；{exception}" if exception else ""))
    goods = goods_word(note.goods) or translate("register", "展品尚未归类，无法比较商品")
    found = (difference_words(likeness), *rules, goods, standing_word(note.standing))
    return tuple(text for text in found if text)


class CompareDialog(QDialog):
    """Compares with the signs on the exhibits of the page's case, or any text that is typed."""

    def __init__(self, page: Page, right: Right, sign: str) -> None:
        super().__init__(page)
        self._page, self._right = page, right
        self._signs: tuple[ShownSign, ...] = ()
        self._latest = Latest(page.desk.worker)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.compare)
        self.setWindowTitle(self.tr("比对"))
        self.resize(1000, 700)
        self.sign = QComboBox()
        self.sign.setEditable(True)
        self.sign.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.sign.setAccessibleName(self.tr("展品上的标志"))
        self.sign.setEditText(sign)
        self.sign.editTextChanged.connect(lambda _: self._pause.start())
        self._photo, self._picture = self._place(), self._place()
        self._goods = label("", "soft")
        self._drawing = AlignmentView(page.desk.tokens, 30)
        self._found = QVBoxLayout()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        outside.addLayout(self._sides())
        outside.addWidget(self._result(), 1)
        outside.addWidget(label(page.desk.wording.closing, "soft"))
        outside.addLayout(row(button(self.tr("关闭 Esc"), self.reject), stretch=True))
        number = page.case_number
        page.ask(lambda kit: shown_signs(kit, number), self._take)
        self.compare()

    def compare(self) -> None:
        """Compare what is chosen or typed."""
        shown, right = self.chosen(), self._right
        if shown.sign:
            self._latest.run(lambda kit: compare_sign(kit, shown, right), self._show, self._page.fail)

    def chosen(self) -> ShownSign:
        """Return the sign of the exhibit, or the typed text alone."""
        text = self.sign.currentText().strip()
        place = self.sign.currentIndex()
        if 0 <= place < len(self._signs) and text == self.sign.itemText(place):
            return self._signs[place]
        known = next((s for s in self._signs if s.sign == text), None)
        return known or ShownSign(text, "")

    def _sides(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(16)
        frame, inside = card()
        inside.addWidget(label(self.tr("展品"), "h2"))
        inside.addWidget(self.sign)
        inside.addWidget(self._goods)
        inside.addWidget(self._photo)
        inside.addStretch(1)
        across.addWidget(frame, 1)
        frame, inside = card()
        inside.addWidget(label(self.tr("登记"), "h2"))
        inside.addWidget(label(self._right.name or self.tr("（无文字，图形标志）"), "h1"))
        facts = (number_word(self._right), class_word(self._right), self._right.holder)
        inside.addWidget(label("　".join(filter(None, facts)), "soft"))
        inside.addWidget(self._picture)
        inside.addStretch(1)
        across.addWidget(frame, 1)
        found = find_picture(self._right.image, picture_folders())
        if found is not None:
            show_picture(self._page, self._picture, found, PICTURE)
        else:
            named = self._right.image or self.tr("登记摘录没有图样")
            self._picture.setText(self.tr("图样：{0}").format(named) if self._right.image else named)
        return across

    def _place(self) -> QLabel:
        place = label("", "soft")
        place.setMinimumHeight(60)
        place.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return place

    def _result(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(self._drawing)
        holder = QWidget()
        holder.setLayout(self._found)
        inside.addWidget(scrolled(holder), 1)
        return frame

    def _take(self, signs: tuple[ShownSign, ...]) -> None:
        self._signs = signs
        typed = self.sign.currentText()
        self.sign.blockSignals(True)
        for shown in signs:
            self.sign.addItem(f"{shown.sign}　（{shown.name or shown.exhibit}）", shown.sign)
        self.sign.setEditText(typed)
        if signs and not typed:
            self.sign.setCurrentIndex(0)
        self.sign.blockSignals(False)
        self.compare()

    def _show(self, comparison: Comparison) -> None:
        shown = comparison.shown
        self._drawing.show_likeness(shown.sign, comparison.likeness)
        clear(self._found)
        chip = chip_label(band_chip(comparison.likeness.band))
        self._found.addLayout(row(chip, stretch=True))
        for text in reasons(comparison):
            self._found.addWidget(label(f"· {text}"))
        self._found.addStretch(1)
        nice = self.tr("第 {0} 类").format(shown.nice) if shown.nice else ""
        goods = "　".join(filter(None, (shown.name, shown.goods, nice, shown.group)))
        self._goods.setText(goods or self.tr("只比较文字，未指明商品"))
        self._load(shown.photo)

    def _load(self, photo: str) -> None:
        if not photo:
            self._photo.setText(self.tr("这件展品还没有照片"))
            return

        def show(seen: Picture) -> None:
            self._photo.setPixmap(QPixmap.fromImage(picture_of(seen)))

        self._page.ask(lambda kit: show_photo(kit, photo, PICTURE), show)
