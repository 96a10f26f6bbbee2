"""The documents of a case, and what is done with one: looked at, printed, served, corrected, ended."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.documents import is_provisional
from app.case import Case, Document
from app.procedure.moments import clock
from ui.models import Column, TableModel
from ui.theme import Tokens
from ui.widgets import button, label, row, table
from ui.words import Chip


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A document as a list shows it."""

    number: str
    title: str
    state: str  # "provisional", "issued", "served", "void", "withdrawn"
    issued: str
    document: Document


def present(case: Case) -> tuple[PaperLine, ...]:
    """Return a case's documents, the latest first."""
    return tuple(
        PaperLine(d.bound or d.number, d.title, _state(d), f"{clock(d.source.at_ms):%m-%d %H:%M}", d)
        for d in reversed(case.documents)
    )


def _state(document: Document) -> str:
    if document.void:
        return "void"
    if document.withdrawn:
        return "withdrawn"
    if document.served:
        return "served"
    return "provisional" if is_provisional(document) else "issued"


class Papers(QWidget):
    """The list, with a button for each act on the chosen document; each act is a signal with its number."""

    asked = Signal(str, str)  # act, number

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.model = TableModel(
            [
                Column(self.tr("文书"), lambda line: line.title, bold=True),
                Column(self.tr("文号"), lambda line: line.number),
                Column(self.tr("状态"), lambda line: "", chip=self._chip),
                Column(self.tr("时间"), lambda line: line.issued),
            ]
        )
        self.view = table(self.model, tokens, self.tr("本案文书"), stretched=0)
        self.view.setColumnWidth(1, 190)
        self.view.setColumnWidth(2, 128)
        self.view.setColumnWidth(3, 116)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self._details = label("", "soft")
        self._buttons = {act: button(word, self._asks(act)) for act, word in self._acts().items()}
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(label(self.tr("本案文书"), "h2"))
        down.addWidget(self.view, 1)
        down.addWidget(self._details)
        names = list(self._buttons)
        for some in (names[:4], names[4:]):
            down.addLayout(row(*(self._buttons[name] for name in some), stretch=True))
        self._show_chosen()

    def show_case(self, case: Case, chosen: str = "") -> None:
        """Show a case's documents; `chosen`, the one chosen before or else the latest is chosen."""
        wanted = chosen or (line.document.number if (line := self.chosen()) else "")
        lines = present(case)
        if [line.document for line in lines] != [line.document for line in self.model.rows]:
            self.model.show(lines)
        if lines:
            at = next((n for n, line in enumerate(lines) if line.document.number == wanted), 0)
            self.view.selectRow(at)
        self._show_chosen()

    def chosen(self) -> PaperLine | None:
        rows = self.view.selectionModel().selectedRows()
        return self.model.rows[rows[0].row()] if rows else None

    def _asks(self, act: str) -> Callable[[], None]:
        def ask() -> None:
            if line := self.chosen():
                self.asked.emit(act, line.document.number)

        return ask

    def _show_chosen(self) -> None:
        line = self.chosen()
        document = line.document if line else None
        self._details.setText(self._said(document) if document else "")
        stands = document is not None and document.stands
        served = document is not None and bool(document.served)
        for act, found in self._buttons.items():
            enabled = {
                "serve": stands,
                "copy": document is not None,
                "correct": stands,
                "void": stands and not served,
                "withdraw": stands and served,
            }.get(act, document is not None)
            found.setEnabled(enabled)
        again = document is not None and bool(document.stamped)
        self._buttons["stamp"].setText(self.tr("续盖时间戳") if again else self._acts()["stamp"])

    def _said(self, document: Document) -> str:
        parts = [f"SHA-256 {document.pdf[:16]}"]
        if document.bound:
            parts.append(self.tr("原临时文号 {0}").format(document.number))
        if document.replaces:
            parts.append(self.tr("更正 {0}：{1}").format(document.replaces, document.reason))
        if document.void:
            parts.append(self.tr("作废：{0}").format(document.void))
        if document.withdrawn:
            parts.append(self.tr("撤回：{0}").format(document.withdrawn))
        parts += [
            self._unsigned(s.why).format(s.name or s.role, s.refused)
            for s in document.signatures
            if s.refused
        ]
        parts += [
            self.tr("{0} 送达 {1} {2}").format(self._manner(s.manner), s.recipient, s.note).strip()
            for s in document.served
        ]
        parts += [self.tr("副本交 {0}").format(c.recipient) for c in document.copies]
        if document.stamped:
            parts.append(self.tr("已加盖时间戳"))
        if document.prints:
            parts.append(self.tr("已打印 {0} 份").format(document.prints))
        return "；".join(dict.fromkeys(parts))

    def _unsigned(self, why: str) -> str:
        return {
            "absent": self.tr("{0} 不在场：{1}"),
            "unable": self.tr("{0} 不能签名：{1}"),
        }.get(why, self.tr("{0} 拒签：{1}"))

    def _manner(self, manner: str) -> str:
        return {
            "direct": self.tr("直接送达"),
            "left": self.tr("留置送达"),
            "refused": self.tr("拒绝签收"),
            "mail": self.tr("邮寄送达"),
            "electronic": self.tr("电子送达"),
        }.get(manner, manner)

    def _chip(self, line: PaperLine) -> Chip:
        return {
            "void": Chip(self.tr("已作废"), "stop", "bad"),
            "withdrawn": Chip(self.tr("已撤回"), "stop", "bad"),
            "served": Chip(self.tr("已送达"), "ok", "ok"),
            "provisional": Chip(self.tr("临时文号"), "warn", "doubt"),
        }.get(line.state, Chip(self.tr("已出具"), "document", "none"))

    def _acts(self) -> dict[str, str]:
        return {
            "view": self.tr("查看"),
            "print": self.tr("打印"),
            "copy": self.tr("交付副本"),
            "serve": self.tr("送达"),
            "correct": self.tr("更正"),
            "void": self.tr("作废"),
            "withdraw": self.tr("撤回"),
            "stamp": self.tr("加盖时间戳"),
        }
