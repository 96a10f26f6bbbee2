"""One right in full: what it is, whose, for what goods, since when and until when, and where that stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.actions.register import RecordFile, read_numbered, read_record
from app.kit import Kit
from app.rights import Right
from ui.page import Page
from ui.pages.register.compare import CompareDialog
from ui.pages.register.pictures import find_picture, picture_folders, show_picture
from ui.pages.register.timeline import Timeline
from ui.pages.register.timeline import present as moments_of
from ui.pages.register.words import (
    class_word,
    extract_word,
    number_word,
    standing_word,
    status_chip,
    translate,
)
from ui.widgets import button, card, chip_label, label, row, scrolled

PICTURE = 220
MOST_FAMILY = 8

Rows = tuple[tuple[str, str], ...]


def present(file: RecordFile, words: dict[str, str]) -> tuple[tuple[str, Rows], ...]:
    """Return the fields of a record in groups, (heading, rows); what the register does not state is "—"."""
    right = file.right
    nice = class_word(right) if len(right.classes) <= 3 else "、".join(right.classes)
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
        (
            translate("register", "号码"),
            (
                (translate("register", "注册号"), right.registration_number),
                (translate("register", "申请号"), right.application_number),
                (translate("register", "公开（公告）号"), "、".join(right.publication_numbers)),
                (translate("register", "受理局"), right.office),
            ),
        ),
        (
            translate("register", "商品或分类"),
            (
                (translate("register", "类别"), nice),
                (translate("register", "类似群"), "、".join(right.groups)),
                (translate("register", "商品或服务"), right.goods),
            ),
        ),
        (
            translate("register", "权利人与代理"),
            (
                (translate("register", "权利人"), "\n".join(right.holders)),
                (translate("register", "代理机构"), "\n".join(right.agents)),
            ),
        ),
        (
            translate("register", "来源"),
            (
                (translate("register", "来源文件"), right.source),
                (translate("register", "登记摘录"), extract_word(file.extract)),
                (translate("register", "图样名称"), right.image),
            ),
        ),
    )
    return tuple((heading, tuple((n, v or "—") for n, v in rows)) for heading, rows in groups)


class RecordDialog(QDialog):
    """`others` are further rights that bear the same mark; `sign` is what was searched for."""

    def __init__(self, page: Page, file: RecordFile, others: Sequence[Right] = (), sign: str = "") -> None:
        super().__init__(page)
        self._page, self._file, self._sign = page, file, sign
        self._words = page.desk.wording.words["value"]
        self.compared: CompareDialog | None = None
        self.next: RecordDialog | None = None
        self.setWindowTitle(self.tr("登记记录"))
        self.resize(1080, 700)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        outside.addLayout(self._head())
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(scrolled(self._fields()), 3)
        across.addWidget(scrolled(self._side(others)), 2)
        outside.addLayout(across, 1)
        outside.addWidget(label(page.desk.wording.closing, "soft"))
        outside.addLayout(
            row(
                button(self.tr("与展品标志比对…"), self.compare, primary=True),
                button(self.tr("复制号码"), self._copy),
                button(self.tr("关闭 Esc"), self.reject),
            )
        )

    def compare(self) -> None:
        """Set the record beside a sign of the exhibit or the text that was searched for."""
        self.compared = CompareDialog(self._page, self._file.right, self._sign)
        self.compared.open()

    def _head(self) -> QHBoxLayout:
        right = self._file.right
        line = QHBoxLayout()
        line.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(2)
        title = label(right.name or self.tr("（无文字，图形标志）"), "big")
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        names.addWidget(title)
        kind = self._words.get(right.kind, right.kind)
        names.addWidget(label(f"{kind}　{number_word(right)}　{class_word(right)}", "soft"))
        line.addLayout(names, 1)
        chip = status_chip(right, self._file.standing, self._words)
        line.addWidget(chip_label(chip), 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _fields(self) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(12)
        for heading, rows in present(self._file, self._words):
            frame, inside = card(margin=12)
            inside.setSpacing(6)
            inside.addWidget(label(heading, "h2"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(6)
            grid.setColumnMinimumWidth(0, 120)
            grid.setColumnStretch(1, 1)
            for place, (name, value) in enumerate(rows):
                grid.addWidget(label(name, "soft"), place, 0, Qt.AlignmentFlag.AlignTop)
                shown = label(value)
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(shown, place, 1)
            inside.addLayout(grid)
            layout.addWidget(frame)
        layout.addStretch(1)
        return holder

    def _side(self, others: Sequence[Right]) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(12)
        frame, inside = card(margin=12)
        inside.addWidget(label(self.tr("时间"), "h2"))
        days = moments_of(self._file.right, self._file.today, self._words)
        inside.addWidget(Timeline(self._page.desk.tokens, days))
        inside.addWidget(label(standing_word(self._file.standing)))
        layout.addWidget(frame)
        picture = find_picture(self._file.right.image, picture_folders())
        if picture is not None:
            frame, inside = card(margin=12)
            inside.addWidget(label(self.tr("图样"), "h2"))
            shown = label("", wrap=False)
            show_picture(self._page, shown, picture, PICTURE)
            shown.setAccessibleName(self.tr("图样 {0}").format(picture.name))
            inside.addWidget(shown)
            layout.addWidget(frame)
        for heading, rights in (
            (self.tr("同族（号码相连）"), self._file.family),
            (self.tr("同一文字的其他权利"), others),
        ):
            if rights:
                layout.addWidget(self._links(heading, rights))
        layout.addStretch(1)
        return holder

    def _links(self, heading: str, rights: Sequence[Right]) -> QWidget:
        frame, inside = card(margin=12)
        inside.setSpacing(6)
        inside.addWidget(label(heading, "h2"))
        for right in rights[:MOST_FAMILY]:
            kind, status = (self._words.get(code, code) for code in (right.kind, right.status))
            text = "　".join(filter(None, (number_word(right), kind, class_word(right), status)))
            inside.addWidget(button(text, lambda r=right: self._open(r)))  # type: ignore[misc]  # bound now
        if len(rights) > MOST_FAMILY:
            inside.addWidget(label(self.tr("还有 {0} 件").format(len(rights) - MOST_FAMILY), "soft"))
        return frame

    def _open(self, right: Right) -> None:
        def show(file: RecordFile) -> None:
            self.next = RecordDialog(self._page, file, (), self._sign)
            self.next.open()
            self.accept()

        self._page.ask(lambda kit: read_record(kit, right), show)

    def _copy(self) -> None:
        QApplication.clipboard().setText(number_word(self._file.right))


def open_record(page: Page, number: str) -> None:
    """Show the record of a number over a page, or say that the extract holds none."""

    def read(kit: Kit) -> RecordFile | None:
        return read_numbered(kit, number)

    def show(file: RecordFile | None) -> None:
        if file is None:
            page.flash.tell(translate("register", "本机摘录没有收录 {0}").format(number), "doubt")
        else:
            RecordDialog(page, file).open()

    page.ask(read, show)
