"""The bureau's own forms: a folder of plain files, each edited beside the document that it makes.

What is wrong is a sentence under the text while it is typed; nothing reaches a party before it is
published, and nothing is published before every form was set with short, long and empty values.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from app.actions.forms import (
    FormLine,
    list_files,
    open_pack,
    save_file,
    source_of,
    take_back,
    try_form,
)
from app.forms import SHARED
from app.letterhead import BUREAU, FORMS
from ui.page import Desk, Page, PageLeft
from ui.pages.documents.preview import Preview
from ui.pages.form_check import FormCheck
from ui.pages.form_source import FormSource
from ui.widgets import button, card, label, row

WAIT_MS = 500  # after the last key before the document is set anew


@dataclass(slots=True)
class Pack:
    """The folder that is edited: its files as they lie there, and what was typed and is not saved yet."""

    folder: Path | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    typed: dict[str, bytes] = field(default_factory=dict)

    def edited(self) -> dict[str, bytes]:
        return {**self.files, **self.typed}

    def saved(self, name: str, data: bytes) -> None:
        """Take note that a file was written; what was typed meanwhile stays."""
        self.files[name] = data
        if self.typed.get(name) == data:
            del self.typed[name]

    def taken_back(self, name: str) -> None:
        """Take note that a file is gone."""
        self.files.pop(name, None)
        self.typed.pop(name, None)

    def told(self) -> tuple[str, list[dict[str, str]]]:
        """Return all of it as texts; `told_pack` makes a pack of them."""
        texts = [{name: data.hex() for name, data in some.items()} for some in (self.files, self.typed)]
        return str(self.folder or ""), texts


def told_pack(told: tuple[str, list[dict[str, str]]]) -> Pack:
    """Return a pack as it was told."""
    folder, texts = told
    files, typed = ({name: bytes.fromhex(data) for name, data in some.items()} for some in texts)
    return Pack(Path(folder) if folder else None, files, typed)


class FormEditorPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pack = Pack()
        self._name, self._wanted = "", ""  # the file that is shown; the field to go to in the next one
        self._title = label(self.tr("文书格式"), "h1", wrap=False)
        self._where = label(self.tr("请选择本局文书格式的文件夹；空文件夹会建立一份新的。"), "soft")
        self._publish = button(self.tr("检查并发布"), self._publish_all, primary=True)
        self._check = button(self.tr("检查全部"), lambda: self._checking.check(self._pack.edited()))
        open_ = button(self.tr("打开文件夹…"), self._choose)
        head = row(self._title, open_, self._check, self._publish)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._where)
        self._checking = FormCheck(self, self._allow)
        self.body.addWidget(self._checking)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for widget, share in ((self._forms(), 3), (self._text(), 5), (self._preview(), 5)):
            columns.addWidget(widget, share)
        self.body.addLayout(columns, 1)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._try)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._allow()

    def remember(self) -> dict[str, Any]:
        return {"pack": self._pack.told(), "name": self._name}

    def recall(self, known: Mapping[str, Any]) -> None:
        self._name = known["name"]
        self._show_pack(told_pack(known["pack"]))

    def take_up(self, left: PageLeft, done: Callable[[], None] | None = None) -> None:
        with QSignalBlocker(self.editor):  # nobody types it: it stays saved where it was
            super().take_up(left, done)

    def open(self, folder: Path) -> None:
        """Show the pack in a folder."""
        self.ask(lambda kit: open_pack(kit, folder), lambda files: self._show_pack(Pack(folder, files)))

    def _show_pack(self, pack: Pack) -> None:
        self._pack = pack
        if pack.folder is not None:
            self._where.setText(str(pack.folder))
            self._list_again()

    def _forms(self) -> QWidget:
        left, inside = card()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("文书格式"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _: self._show(item))
        inside.addWidget(self.list, 1)
        return left

    def _text(self) -> QWidget:
        middle, inside = card()
        self.editor = FormSource(self.desk.tokens)
        self.editor.textChanged.connect(self._changed)
        self._keep = button(self.tr("保存 Ctrl+S"), self.save, primary=True)
        self._back = button(self.tr("恢复系统格式"), self._take_back)
        inside.addWidget(self.editor, 1)
        inside.addLayout(row(self._keep, self._back, stretch=True))
        return middle

    def _preview(self) -> QWidget:
        right, inside = card()
        self._language, self._sample = QComboBox(), QComboBox()
        for box, name, choices in (
            (self._language, self.tr("语言"), (("中文", "zh"), ("English", "en"))),
            (
                self._sample,
                self.tr("试填内容"),
                ((self.tr("短内容"), "short"), (self.tr("长内容"), "long"), (self.tr("空白"), "empty")),
            ),
        ):
            box.setAccessibleName(name)
            for text, value in choices:
                box.addItem(text, value)
            box.activated.connect(lambda _: self._try())
        self.preview = Preview(self.desk.worker, self.desk.language)
        self.preview.picked.connect(lambda field, _: self.go_to_field(field))
        self.editor.entered.connect(lambda field: self.preview.show_field(field, 0))
        inside.addLayout(row(self._language, self._sample, stretch=True))
        inside.addWidget(self.preview, 1)
        return right

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("本局文书格式的文件夹"))
        if folder:
            self.open(Path(folder))

    def _list_again(self) -> None:
        files = dict(self._pack.files)
        self.ask(lambda kit: (list_files(files), kit.casebook.leads), self._fill)

    def _fill(self, found: tuple[tuple[FormLine, ...], bool]) -> None:
        lines, leads = found
        wanted = self._name or BUREAU
        self.list.blockSignals(True)
        self.list.clear()
        bureau = QListWidgetItem(self.tr("本局名称、文号、联系方式"))
        bureau.setData(Qt.ItemDataRole.UserRole, BUREAU)
        self.list.addItem(bureau)
        for line in lines:
            title = line.title_en if self.desk.language == "en" else line.title
            title = self.tr("各文书共用部分") if line.name == SHARED else title
            item = QListWidgetItem(self.tr("{0}（本局）").format(title) if line.own else title)
            item.setData(Qt.ItemDataRole.UserRole, FORMS + line.name)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.choose(wanted)
        self._publish.setVisible(leads)
        self._allow()

    def choose(self, name: str) -> None:
        """Show one file of the pack: "bureau.toml", "forms/correction_order.toml" …"""
        for place in range(self.list.count()):
            if self.list.item(place).data(Qt.ItemDataRole.UserRole) == name:
                self.list.setCurrentRow(place)

    def go_to_field(self, name: str) -> None:
        """Put the cursor where the form's text shows a field, else in the file of shared parts."""
        if not self.editor.go_to_field(name) and self._name != FORMS + SHARED:
            self._wanted = name
            self.choose(FORMS + SHARED)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self._name = str(item.data(Qt.ItemDataRole.UserRole))
        files, name = self._pack.edited(), self._name

        def show(text: str) -> None:
            if name == self._name:
                if text != self.editor.toPlainText():  # listed anew: the cursor stays
                    self.editor.show_text(text)
                self.editor.go_to_field(self._wanted)
                self._wanted = ""
                self._allow()
                self._try()

        self.ask(lambda kit: source_of(files, name), show)

    def _changed(self) -> None:
        self._pack.typed[self._name] = self.editor.toPlainText().encode()
        self._allow()
        self._timer.start()

    def _allow(self) -> None:
        opened = self._pack.folder is not None
        own = self._name in self._pack.files
        for widget in (self.editor, self._keep):
            widget.setEnabled(opened)
        for widget in (self._check, self._publish):
            widget.setEnabled(opened and self._checking.task is None)
        self._back.setEnabled(opened and own and self._name != BUREAU)

    def _try(self) -> None:
        files, form = self._pack.edited(), _stem(self._name)
        language, sample = self._language.currentData(), self._sample.currentData()
        if self._name == BUREAU or form == "shared":
            form = "correction_order"
        if self._pack.folder is not None:
            self.preview.ask(lambda kit: try_form(kit, files, form, language, sample))

    def save(self) -> None:
        """Keep what was typed."""
        folder, name, text = self._pack.folder, self._name, self.editor.toPlainText()
        if folder is None:
            return

        def done(_: None) -> None:
            self._pack.saved(name, text.encode())
            self.flash.tell(self.tr("已保存：{0}").format(name))
            self._list_again()

        self.ask(lambda kit: save_file(folder, name, text), done)

    def _take_back(self) -> None:
        folder, name = self._pack.folder, self._name
        if folder is None:
            return

        def done(_: None) -> None:
            self._pack.taken_back(name)
            self._list_again()

        self.ask(lambda kit: take_back(folder, name.removeprefix(FORMS)), done)

    def _publish_all(self) -> None:
        if self._pack.typed:
            self.flash.tell(
                self.tr("还有未保存的修改：{0}；请先保存。").format("、".join(self._pack.typed)), "doubt"
            )
            return
        self._checking.publish(dict(self._pack.files))


def _stem(name: str) -> str:
    return name.removeprefix(FORMS).removesuffix(".toml")
