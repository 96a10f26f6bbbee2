"""Choosing a form: all of them in groups, found by a few letters of their title or number."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.forms import GROUPS, Form

FORM = Qt.ItemDataRole.UserRole


class FormChooser(QWidget):
    """Groups of forms; `chosen(form id)`. Enter in the search takes the first form that is shown."""

    chosen = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("查找文书：名称或编号"))
        self.search.setAccessibleName(self.tr("查找文书"))
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._take_first)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(14)
        self.tree.setStyleSheet("QTreeWidget { border: 0; } QTreeWidget::item { min-height: 36px; }")
        self.tree.setAccessibleName(self.tr("文书"))
        self.tree.itemActivated.connect(self._take)
        self.tree.itemClicked.connect(self._take)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.search)
        down.addWidget(self.tree, 1)

    def show_forms(self, forms: Sequence[tuple[Form, str]]) -> None:
        """Show forms, each with its title in the language of the window, in groups."""
        self.tree.clear()
        for group in GROUPS:
            members = [(form, title) for form, title in forms if form.group == group]
            if members:
                top = QTreeWidgetItem(self.tree, [self._group_word(group)])
                top.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = top.font(0)
                font.setBold(True)
                top.setFont(0, font)
                for form, title in members:
                    number = f"{form.official}　" if form.official else "　　"
                    item = QTreeWidgetItem(top, [number + title])
                    item.setData(0, FORM, form.form)
                    item.setToolTip(0, f"{form.title}　{form.source}")
                top.setExpanded(True)

    def count(self) -> int:
        """Return how many forms are shown."""
        return len(self._shown())

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        for top in _items([self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]):
            members = _items([top.child(n) for n in range(top.childCount())])
            for item in members:
                held = f"{item.text(0)} {item.toolTip(0)} {item.data(0, FORM)}".casefold()
                item.setHidden(not all(word in held for word in words))
            top.setHidden(all(item.isHidden() for item in members))

    def _shown(self) -> list[QTreeWidgetItem]:
        tops = _items([self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())])
        members = [item for top in tops for item in _items([top.child(n) for n in range(top.childCount())])]
        return [item for item in members if not item.isHidden()]

    def _take_first(self) -> None:
        if shown := self._shown():
            self._take(shown[0])

    def _take(self, item: QTreeWidgetItem) -> None:
        form = item.data(0, FORM)
        if form:
            self.chosen.emit(form)

    def _group_word(self, group: str) -> str:
        return {
            "record": self.tr("笔录与证据"),
            "measure": self.tr("先行登记与强制措施"),
            "decision": self.tr("责令改正与处罚"),
            "transfer": self.tr("移送与协查"),
            "service": self.tr("送达与通知"),
            "intake": self.tr("投诉举报登记"),
            "fair": self.tr("展会投诉"),
            "draw": self.tr("随机抽查"),
        }.get(group, group)


def _items(found: Sequence[QTreeWidgetItem | None]) -> list[QTreeWidgetItem]:
    return [item for item in found if item is not None]
