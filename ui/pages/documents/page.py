"""Documents: choose a form, fill what is missing, see what will print, issue; then print, serve, correct."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from app.actions.documents import (
    Draft,
    draft_document,
    keep_draft,
    kept_draft,
    list_forms,
    preview_document,
)
from app.case import Case, Document
from app.forms import Form, Value
from app.kit import Kit, Typed
from ui.page import Desk, Page, PageLeft
from ui.pages.documents.aftercare import Aftercare
from ui.pages.documents.blank import BlankDialog
from ui.pages.documents.chooser import FormChooser
from ui.pages.documents.editor import Editor
from ui.pages.documents.filling import Filling
from ui.pages.documents.issuing import Issuing, Work
from ui.pages.documents.papers import Papers
from ui.pages.documents.preview import Preview
from ui.widgets import button, card, label, row

WAIT_MS = 350  # after the last key before the preview is made anew and the draft is kept


class DocumentPage(Page):
    """Two faces: the forms beside the case's documents, and one form being filled in beside its preview."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.work = Work()  # what is being filled in
        self.blank: BlankDialog | None = None  # the one that is open, or was last
        self.issued = ""  # number of the last one issued here
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._settle)
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("文书语言"))
        self.language.addItem("中文", "zh")
        self.language.addItem("English", "en")
        self.language.activated.connect(lambda _: self._reopen())
        self.chooser, self.papers = FormChooser(desk.language), Papers(desk.tokens)
        self.editor, self.preview = Editor(desk.language), Preview(desk.worker, desk.language)
        self.aftercare = Aftercare(self, self._correct)
        self.issuing = Issuing(self, self.editor, self._show_issued)
        self.chooser.chosen.connect(self.open_form)
        self.papers.asked.connect(self.aftercare.act)
        self.editor.changed.connect(lambda: self._timer.start())
        self.editor.reasoned.connect(self._show_readiness)
        self.editor.entered.connect(self.preview.show_field)
        self.preview.picked.connect(self.editor.go_to)
        self.issue_button = button(self.tr("签名并出具"), self.sign, primary=True)
        self._title = label("", "h2")
        self._faces = QStackedWidget()
        self._faces.addWidget(_choosing(self.chooser, self.papers, self.aftercare.stamping))
        self._faces.addWidget(self._filling())
        self.body.addWidget(self._faces, 1)
        for keys, work in (
            ("F6", self.editor.go_to_missing),
            ("F9", self.editor.undo),
            ("Ctrl+Return", self.sign),
        ):
            QShortcut(QKeySequence(keys), self, work)

    def remember(self) -> dict[str, Any]:
        self._keep()
        work = self.work
        return {"form": work.form, "replaces": work.replaces, "reason": work.reason, "about": work.about}

    def take_up(self, left: PageLeft, done: Callable[[], None] | None = None) -> None:
        super().take_up(left, done)
        if left.known["form"]:
            self.open_form(**left.known)  # now that it is known in which language

    def enter(self, case_number: str) -> None:
        if self.work.form and case_number and case_number != self.work.case:
            self.close_form()
        super().enter(case_number)
        if self.chosen:
            form, _, complaint = self.chosen.partition(" ")
            self.chosen = ""
            self.open_form(form, about=complaint)

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep()
        super().hideEvent(event)

    def refresh(self) -> None:
        if self.chooser.tree.topLevelItemCount() == 0:
            self.ask(_titled_forms(self.desk.language), self._list)
        number = self.case_number
        if number:
            self.ask(lambda kit: kit.casebook.case(number), self._show_case)

    def open_form(self, form: str, replaces: str = "", reason: str = "", about: str = "") -> None:
        """Begin to fill a form in, or go on where its draft was left."""
        self._keep()
        work = Work(self.case_number, form, self.language.currentData(), replaces, reason, about)
        if not work.case:
            self.flash.tell(self.tr("请先在“展位”页打开一个案卷。"), "doubt")
            return

        def job(kit: Kit) -> tuple[Draft, Mapping[str, Typed]]:
            typed = kept_draft(kit, work.case, form, work.language)
            return _drafted(kit, work, {name: one.value for name, one in typed.items()}), typed

        def show(answer: tuple[Draft, Mapping[str, Typed]]) -> None:
            draft, typed = answer
            if work.form != self.work.form:
                self.preview.forget()
            self.work = work
            self._faces.setCurrentIndex(1)
            mark = self.tr("更正 {0}　").format(replaces) if replaces else ""
            self._title.setText(mark + draft.form.title)
            self.editor.show_filling(Filling(draft, typed))
            self._show_rules(draft)
            self._preview()
            self.editor.go_to_missing()

        self.ask(job, show)

    def close_form(self) -> None:
        """Go back to the forms; what was typed is kept."""
        self._keep()
        self._put_away()

    def show_blank(self) -> None:
        """Show the form without any value, to be printed and filled in by hand."""
        if self.editor.filling is not None:
            self.blank = BlankDialog(self, self.editor.filling.form)
            self.blank.finished.connect(self.blank.deleteLater)
            self.blank.open()

    def sign(self) -> None:
        """Let the document be signed as it will be issued, and issue it; F6 where something is missing."""
        self._timer.stop()
        self.issuing.sign(self.work)

    def _show_issued(self, answer: tuple[Case, str]) -> None:
        case, number = answer
        self.issued = number
        self._put_away()
        self._show_case(case, number)
        said = self.tr("已出具：{0}").format(number)
        document = case.document(number)
        if document is not None and document.sealed is not None:
            said += self.tr("。举报人身份密存于本机，案卷和同步中只有隐去身份的文本；在案卷页查看或转交")
        self.flash.tell(said)

    def _correct(self, document: Document, reason: str) -> None:
        if not reason:
            self.flash.tell(self.tr("更正须写明理由。"), "doubt")
            return
        self.close_form()
        self.language.setCurrentIndex(self.language.findData(document.language))
        self.open_form(document.form, document.number, reason)

    def _reopen(self) -> None:
        if self.work.form:
            work = self.work
            self.open_form(work.form, work.replaces, work.reason, work.about)

    def _put_away(self) -> None:
        self._timer.stop()
        self.work = Work()
        self.editor.filling = None
        self.preview.forget()
        self._faces.setCurrentIndex(0)

    def _settle(self) -> None:
        """Keep the draft, look at the rules again and set the preview anew."""
        filling = self.editor.filling
        if filling is None:
            return
        self._keep()
        work, changes = self.work, dict(filling.changes)
        self.ask(lambda kit: _drafted(kit, work, changes), self._show_rules)
        self._preview()

    def _show_rules(self, draft: Draft) -> None:
        if draft.form.form == self.work.form:
            self.editor.show_rules(draft.obstacles, draft.warnings)
            self._show_readiness()

    def _show_readiness(self) -> None:
        self.issue_button.setEnabled(self.editor.is_ready())

    def _preview(self) -> None:
        filling = self.editor.filling
        if filling is not None:
            work, values = self.work, filling.values()
            self.preview.ask(lambda kit: preview_document(kit, work.case, work.form, values, work.language))
            self._show_readiness()

    def _keep(self) -> None:
        filling = self.editor.filling
        if filling is not None and self.work.form:
            work, changes, known = self.work, dict(filling.changes), filling.known
            self.ask(
                lambda kit: keep_draft(kit, work.case, work.form, work.language, changes, known), _nothing
            )

    def _show_case(self, case: Case, chosen: str = "") -> None:
        self.aftercare.show_case(case)
        self.papers.show_case(case, chosen)

    def _list(self, forms: Sequence[tuple[Form, str]]) -> None:
        self.chooser.show_forms(forms)
        self.aftercare.presets = {form.form: (form.copies, form.duplex) for form, _ in forms}

    def _filling(self) -> QWidget:
        left, inside = card()
        blank, other = (
            button(self.tr("空白表"), self.show_blank),
            button(self.tr("换一种文书"), self.close_form),
        )
        head = row(self._title, self.language, blank, other)
        head.setStretch(0, 1)
        inside.addLayout(head)
        inside.addWidget(self.editor, 1)
        inside.addWidget(self.issue_button)
        right, detail = card()
        detail.addWidget(self.preview, 1)
        return _columns(left, right)


def _drafted(kit: Kit, work: Work, changes: Mapping[str, Value]) -> Draft:
    return draft_document(
        kit, work.case, work.form, changes, work.language, replaces=work.replaces, about=work.about
    )


def _titled_forms(language: str) -> Callable[[Kit], list[tuple[Form, str]]]:
    def job(kit: Kit) -> list[tuple[Form, str]]:
        own = kit.forms
        return [(form, own[form.form, language].title) for form in list_forms(kit)]

    return job


def _choosing(chooser: QWidget, papers: QWidget, stamping: QWidget) -> QWidget:
    left, inside = card()
    inside.addWidget(chooser, 1)
    right, below = card()
    below.addWidget(papers, 1)
    below.addWidget(stamping)
    return _columns(left, right)


def _columns(left: QWidget, right: QWidget) -> QWidget:
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(16)
    across.addWidget(left, 5)
    across.addWidget(right, 6)
    return holder


def _nothing(value: object) -> None:
    return None
