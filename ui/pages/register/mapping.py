"""Which column of a table says what: suggested, corrected by hand, remembered for tables of that header."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.sharing import FilePreview
from ui.models import Column, TableModel
from ui.page import Desk
from ui.pages.register.pictures import settings
from ui.pages.register.words import translate
from ui.widgets import card, clear, label, scrolled, table

FIELDS = (
    "number", "registration_number", "application_number", "publication_numbers", "kind", "name", "classes",
    "groups", "goods", "holders", "agents", "filed", "published", "registered", "expires", "status",
    "status_date", "image", "office",
)  # fmt: skip
NUMBERS = frozenset({"number", "registration_number", "application_number"})
LONGEST = 60  # characters of a cell that are shown
WIDEST = 24  # columns that are shown


def field_word(field: str) -> str:
    """Return what a field of a right is called."""
    return {
        "number": translate("register", "号码（申请号或注册号）"),
        "registration_number": translate("register", "注册号"),
        "application_number": translate("register", "申请号"),
        "publication_numbers": translate("register", "公开（公告）号"),
        "kind": translate("register", "权利种类"),
        "name": translate("register", "名称或商标文字"),
        "classes": translate("register", "类别"),
        "groups": translate("register", "类似群"),
        "goods": translate("register", "商品或服务"),
        "holders": translate("register", "权利人"),
        "agents": translate("register", "代理机构"),
        "filed": translate("register", "申请日"),
        "published": translate("register", "公布或初审公告日"),
        "registered": translate("register", "注册或授权公告日"),
        "expires": translate("register", "期限届满日"),
        "status": translate("register", "法律状态"),
        "status_date": translate("register", "状态日期"),
        "image": translate("register", "图样文件名"),
        "office": translate("register", "受理局"),
    }[field]


def signature(header: Sequence[str]) -> str:
    """Return what tells tables of one header from those of another."""
    return hashlib.sha256("\x1f".join(header).encode("utf-8", "replace")).hexdigest()[:24]


def remember(header: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Keep a mapping for the next table of this header."""
    settings().setValue(f"mapping/{signature(header)}", json.dumps(dict(mapping), ensure_ascii=False))


def recalled(header: Sequence[str]) -> dict[str, str] | None:
    """Return the mapping that was used for a table of this header, None for a new one."""
    try:
        kept = json.loads(str(settings().value(f"mapping/{signature(header)}", "")))
    except ValueError:
        return None
    return {str(f): str(c) for f, c in kept.items() if f in FIELDS} if isinstance(kept, dict) else None


def proposed(preview: FilePreview) -> dict[str, str]:
    """Return the column of each field: as it was used before, else as its name suggests."""
    return recalled(preview.header) or {f: c for f, c in preview.suggestion.items() if f in FIELDS}


def complete(mapping: Mapping[str, str]) -> bool:
    """Tell whether a mapping names a column of numbers, without which nothing can be imported."""
    return any(mapping.get(field) for field in NUMBERS)


class MappingPanel(QWidget):
    """Shows one table's columns; `changed` is called with the new mapping."""

    def __init__(self, desk: Desk, changed: Callable[[dict[str, str]], None]) -> None:
        super().__init__()
        self._desk, self._changed = desk, changed
        self._preview = FilePreview("")
        self.boxes: dict[str, QComboBox] = {}
        self._samples: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self._head = label("", "h2")
        self._rows = QVBoxLayout()
        frame, inside = card(margin=12)
        inside.addWidget(self._head)
        holder = QWidget()
        holder.setLayout(self._grid)
        inside.addWidget(scrolled(holder), 3)
        inside.addWidget(label(self.tr("前几行"), "soft"))
        inside.addLayout(self._rows, 2)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)

    def show_preview(self, name: str, preview: FilePreview, mapping: Mapping[str, str]) -> None:
        """Show a table's columns and first rows."""
        self._preview = preview
        self._head.setText(self.tr("{0}：各列是什么").format(name))
        clear(self._grid)
        self.boxes.clear()
        self._samples.clear()
        for place, field in enumerate(FIELDS):
            self._grid.addWidget(label(field_word(field), wrap=False), place, 0)
            self._grid.addWidget(self._box(field, mapping.get(field, "")), place, 1)
            self._samples[field] = label("", "soft", wrap=False)
            self._grid.addWidget(self._samples[field], place, 2)
        self._grid.setRowStretch(len(FIELDS), 1)
        clear(self._rows)
        self._rows.addWidget(self._first_rows(preview))
        self._show_samples()

    def mapping(self) -> dict[str, str]:
        """Return the column of each field; a field without one is ""."""
        return {field: str(box.currentData() or "") for field, box in self.boxes.items()}

    def _box(self, field: str, chosen: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(field_word(field))
        box.setMinimumWidth(190)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.addItem(self.tr("（没有）"), "")
        for name in dict.fromkeys(self._preview.header):
            box.addItem(name[:LONGEST], name)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(lambda _: self._choose())
        self.boxes[field] = box
        return box

    def _first_rows(self, preview: FilePreview) -> QWidget:
        columns = [Column(name[:LONGEST], _cell(at)) for at, name in enumerate(preview.header[:WIDEST])]
        model = TableModel(columns)
        model.show(preview.rows)
        view = table(model, self._desk.tokens, self.tr("前几行"), stretched=None)
        model.setParent(view)
        view.verticalHeader().setDefaultSectionSize(34)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        return view

    def _choose(self) -> None:
        self._show_samples()
        self._changed(self.mapping())

    def _show_samples(self) -> None:
        for field, column in self.mapping().items():
            at = self._preview.header.index(column) if column in self._preview.header else -1
            cells = [row[at] for row in self._preview.rows if 0 <= at < len(row) and row[at].strip()]
            self._samples[field].setText(cells[0][:28] if cells else "")


def _cell(at: int) -> Callable[[Sequence[str]], str]:
    """Return what shows one cell of a row."""
    return lambda cells: cells[at][:LONGEST] if at < len(cells) else ""
