"""Documents: pick a form, fill what is missing, see exactly what will print, sign, issue, print."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.actions.documents import (
    Draft,
    Signature,
    document_pdf,
    draft_document,
    issue_document,
    preview_document,
)
from app.case import Case
from app.documents import Value
from app.forms import Field
from app.kit import Kit
from ui.page import Desk, Page
from ui.printing import page_images, print_pdf
from ui.signature import SignaturePad
from ui.widgets import button, card, clear, label, row, scrolled

PREVIEW_DPI = 72
WAIT_MS = 400  # after the last key before the preview is made anew


class SignDialog(QDialog):
    """Asks each signer for a signature or the reason of a refusal."""

    def __init__(self, parent: QWidget, signers: tuple[tuple[str, str], ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("签名"))
        self._pads: list[tuple[str, SignaturePad, QLineEdit]] = []
        layout = QVBoxLayout(self)
        for role, title in signers:
            pad, refusal = SignaturePad(), QLineEdit()
            refusal.setPlaceholderText(self.tr("拒签或不在场的原因（可空，纸上签名）"))
            refusal.setAccessibleName(title)
            layout.addWidget(label(title, "h2"))
            layout.addLayout(row(pad, button(self.tr("重签"), pad.clear)))
            layout.addWidget(refusal)
            self._pads.append((role, pad, refusal))
        layout.addWidget(button(self.tr("出具文书"), self.accept, primary=True))
        layout.addWidget(button(self.tr("返回修改"), self.reject))

    def signatures(self) -> tuple[Signature, ...]:
        """Return what was signed or refused; who did neither signs on paper."""
        found = []
        for role, pad, refusal in self._pads:
            png = pad.png()
            if png or refusal.text().strip():
                strokes = pad.strokes() if png else b""
                found.append(Signature(role, "", png, strokes, refusal.text().strip()))
        return tuple(found)


class DocumentPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._draft: Draft | None = None
        self._changes: dict[str, Value] = {}
        self._issued = ""
        self._form, self._language = QComboBox(), QComboBox()
        self._form.setAccessibleName(self.tr("文书"))
        self._language.setAccessibleName(self.tr("文书语言"))
        self._language.addItem("中文", "zh")
        self._language.addItem("English", "en")
        for box in (self._form, self._language):
            box.activated.connect(lambda _: self._choose())
        self._issue = button(self.tr("签名并出具 F4"), self._sign, primary=True)
        self._print_button = button(self.tr("打印"), self._print_issued)
        head = row(self._form, self._language, button(self.tr("返回案卷"), self._back))
        head.setStretch(0, 1)
        self.body.addLayout(head)
        left, inside = card()
        self._missing = label("", "h2")
        inside.addWidget(self._missing)
        holder = QWidget()
        self._fields = QVBoxLayout(holder)
        inside.addWidget(scrolled(holder), 1)
        inside.addLayout(row(self._issue, self._print_button))
        right, detail = card()
        pages = QWidget()
        self._pages = QVBoxLayout(pages)
        detail.addWidget(scrolled(pages), 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(left, 4)
        columns.addWidget(right, 5)
        self.body.addLayout(columns, 1)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._preview)

    def enter(self, case_number: str) -> None:
        changed = case_number and case_number != self.case_number
        if changed:
            self._changes, self._draft, self._issued = {}, None, ""
        super().enter(case_number)

    def refresh(self) -> None:
        if self._form.count() == 0:
            self.ask(
                lambda kit: sorted(
                    (f for k, f in kit.forms.items() if k[1] == "zh"), key=lambda f: f.order
                ),
                self._list,
            )
        elif self.case_number and self._draft is None:
            self._choose()

    def _list(self, forms: list[object]) -> None:
        for form in forms:
            self._form.addItem(f"{form.official}　{form.title}", form.form)  # type: ignore[attr-defined]  # Form
        self.refresh()

    def _choose(self) -> None:
        self._changes, self._issued = {}, ""
        self._load(self._fill)

    def _load(self, show: object) -> None:
        number, form, language = self.case_number, self._form.currentData(), self._language.currentData()
        changes = dict(self._changes)
        if number and form:
            self.ask(lambda kit: draft_document(kit, number, form, changes, language), show)  # type: ignore[arg-type]  # a slot
            self._timer.start()

    def _fill(self, draft: Draft) -> None:
        self._draft = draft
        clear(self._fields)
        for field in draft.form.fields:
            value = draft.values.get(field.name, "")
            name = field.label_en if self.desk.language == "en" else field.label
            self._fields.addWidget(label(name + (" *" if field.required else ""), "soft"))
            self._fields.addWidget(self._editor(field, value))
        self._fields.addStretch(1)
        self._show_missing(draft)

    def _editor(self, field: Field, value: Value) -> QWidget:
        name = field.label_en if self.desk.language == "en" else field.label
        if field.kind in ("long_text", "list"):
            text = QPlainTextEdit(_as_text(value))
            text.setTabChangesFocus(True)
            text.setFixedHeight(150)
            text.setAccessibleName(name)
            text.textChanged.connect(lambda: self._change(field, text.toPlainText()))
            return text
        if field.choices or field.snippets:
            box = QComboBox()
            box.setEditable(not field.choices)
            box.addItems(field.choices or field.snippets)
            box.setCurrentText(_as_text(value))
            box.setAccessibleName(name)
            box.currentTextChanged.connect(lambda text: self._change(field, text))
            return box
        line = QLineEdit(_as_text(value))
        line.setAccessibleName(name)
        line.textChanged.connect(lambda text: self._change(field, text))
        return line

    def _change(self, field: Field, text: str) -> None:
        self._changes[field.name] = _as_rows(text, len(field.columns)) if field.kind == "list" else text
        self._load(self._show_missing)

    def _show_missing(self, draft: Draft) -> None:
        names = [f.label_en if self.desk.language == "en" else f.label for f in draft.missing]
        self._missing.setText(
            self.tr("尚缺：{0}").format("、".join(names)) if names else self.tr("内容齐全，可以出具。")
        )
        self._issue.setEnabled(not names)
        self._print_button.setEnabled(bool(self._issued))

    def _preview(self) -> None:
        number, form, language = self.case_number, self._form.currentData(), self._language.currentData()
        changes = dict(self._changes)

        def job(kit: Kit) -> list[QImage]:
            return page_images(preview_document(kit, number, form, changes, language).pdf, PREVIEW_DPI)

        if number and form and not self._issued:
            self.ask(job, self._show_pages)

    def _show_pages(self, images: list[QImage]) -> None:
        clear(self._pages)
        for number, image in enumerate(images, 1):
            page = label("")
            page.setPixmap(QPixmap.fromImage(image))
            page.setAccessibleName(self.tr("第 {0} 页").format(number))
            page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._pages.addWidget(page)
        self._pages.addStretch(1)

    def _sign(self) -> None:
        if self._draft is None:
            return
        signatures: tuple[Signature, ...] = ()
        if self._draft.form.signers:
            dialog = SignDialog(self, self._draft.form.signers)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            signatures = dialog.signatures()
        self.issue(signatures)

    def issue(self, signatures: tuple[Signature, ...]) -> None:
        """Issue the document with these signatures and show what was issued."""
        number, form, language = self.case_number, self._form.currentData(), self._language.currentData()
        changes: Mapping[str, Value] = dict(self._changes)

        def job(kit: Kit) -> tuple[Case, str, list[QImage]]:
            case, name = issue_document(kit, number, form, changes, signatures, language=language)
            return case, name, page_images(document_pdf(kit, number, name), PREVIEW_DPI)

        def done(answer: tuple[Case, str, list[QImage]]) -> None:
            self._issued = answer[1]
            self._show_pages(answer[2])
            self._print_button.setEnabled(True)
            self.flash.tell(self.tr("已出具：{0}").format(answer[1]))

        self.act(job, done)

    def _print_issued(self) -> None:
        number, name = self.case_number, self._issued
        if name:
            self.ask(lambda kit: document_pdf(kit, number, name), self._print)

    def _print(self, pdf: bytes) -> None:
        if print_pdf(pdf, self):
            self.flash.tell(self.tr("已送往打印机。"))

    def _back(self) -> None:
        self.desk.go("case", self.case_number)


def _as_text(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(" | ".join(row) for row in value)


def _as_rows(text: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """Return lines of cells parted by "|" as rows of the right width."""
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")][:columns]
        if any(cells):
            rows.append((*cells, *[""] * (columns - len(cells))))
    return tuple(rows)
