"""A stand's file: exhibits with findings, photos, documents, facts, conflicts, timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from app.actions.conflicts import Conflict, conflicts_of
from app.actions.custody import view_case
from app.actions.documents.informants import InformantView, informants_of
from app.actions.review import submit_case
from app.actions.stands import add_exhibit, end_visit, start_visit
from app.case import Case
from app.goods_codes import safe_text
from app.kit import Kit
from app.safety import Safety
from ui.lamps import lamp_label, show_lamps
from ui.page import Desk, Page
from ui.pages.case_conflicts import ConflictCards
from ui.pages.case_papers import clock, show_papers
from ui.pages.case_photos import PhotoWall
from ui.pages.custody import CustodyPanel
from ui.pages.finding_card import finding_card
from ui.pages.informants import InformantPanel
from ui.pages.procedure.evidence import Leaving
from ui.pages.procedure.panel import ProcedurePanel
from ui.pages.reading.words import kind_word
from ui.pages.register.record import open_record
from ui.widgets import button, card, clear, label, row, scrolled
from ui.words import moment_words, stage_word


def heading(case: Case) -> str:
    """Return the title of a case."""
    return f"{case.stand}　{case.exhibitor}"


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case, on what devices disagree, and how safe it and its files are."""

    case: Case
    conflicts: tuple[Conflict, ...]
    safety: Safety
    blobs: Mapping[str, Safety]
    informants: tuple[InformantView, ...] = ()


def _read(number: str, kit: Kit) -> CaseView:
    case = view_case(kit, number)
    files = [*(photo.sha256 for photo in case.photos), *(paper.pdf for paper in case.documents)]
    return CaseView(
        case,
        conflicts_of(kit, case),
        kit.safety.cases([number])[number],
        kit.safety.blobs(files),
        informants_of(kit, number),
    )


class CasePage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._case: Case | None = None
        self._safety: Safety | None = None
        self._paper_lamps: Mapping[str, QHBoxLayout] = {}
        self._paper_safety: Mapping[str, Safety] = {}
        self.leaving = Leaving(self)
        self._title = label("", "h1")
        self._state = label("", "pill", wrap=False)
        self._complaints = button(self.tr("投诉"), lambda: desk.go("complaints", self.case_number))
        head = row(self._title, self._complaints, self._state)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self._lamp = row(stretch=True)
        self.body.addLayout(self._lamp)
        self.conflicts = ConflictCards(self)
        self.body.addWidget(self.conflicts)
        self._tabs = QTabWidget()
        self._add_tabs()
        self.body.addWidget(self._tabs, 1)
        self._new = QLineEdit()
        self._new.setPlaceholderText(self.tr("新展品名称"))
        self._new.setAccessibleName(self.tr("新展品名称"))
        self._new.returnPressed.connect(self._add)
        self.body.addLayout(row(self._new, button(self.tr("登记展品"), self._add)))
        self.body.addLayout(
            row(
                button(self.tr("扫描与拍照 F2"), lambda: desk.go("scan", self.case_number)),
                button(self.tr("出具文书 F4"), lambda: desk.go("document", self.case_number)),
                button(self.tr("开始/结束检查"), self._visit),
                button(self.tr("提交审核"), self._submit),
            )
        )

    def _add_tabs(self) -> None:
        self._exhibits, self._papers, self._times = (QVBoxLayout() for _ in range(3))
        self.photos, self.informants = PhotoWall(self), InformantPanel(self)
        for layout, name in (
            (self._exhibits, self.tr("展品与线索")),
            (self._papers, self.tr("文书与审核")),
            (self._times, self.tr("时间线")),
        ):
            holder = QWidget()
            down = QVBoxLayout(holder)
            down.addLayout(layout)
            self._tabs.addTab(scrolled(holder), name)
            if layout is self._papers:
                down.insertWidget(0, self.informants)
        self._tabs.insertTab(1, scrolled(self.photos), self.tr("照片"))
        self.custody = CustodyPanel(self)
        self._tabs.addTab(scrolled(self.custody), self.tr("保管与导出"))
        self.procedure = ProcedurePanel(self, self._mark_late)
        self._tabs.insertTab(1, scrolled(self.procedure), self.tr("期限与证据"))

    def refresh(self) -> None:
        number = self.case_number
        if number:
            self.ask(partial(_read, number), self._take)
            self.procedure.refresh()

    def _take(self, view: CaseView) -> None:
        self.show_view(view.case)
        self.conflicts.show_view(view.conflicts)
        self.informants.show_view(view.informants)
        if view.safety != self._safety:
            self._safety = view.safety
            clear(self._lamp)
            self._lamp.addWidget(lamp_label(view.safety))
            self._lamp.addStretch(1)
        self.photos.show_lamps(view.blobs)
        show_lamps(self._paper_lamps, view.blobs, self._paper_safety)
        self._paper_safety = view.blobs

    def show_view(self, case: Case) -> None:
        if case == self._case:
            return
        self._case = case
        self._title.setText(heading(case))
        open_visit = any(visit.ended is None for visit in case.visits)
        visiting = self.tr("检查进行中") if open_visit else self.tr("未在检查")
        self._state.setText(f"{case.number} · {stage_word(case.stage)} · {visiting}")
        words = self.tr("投诉 {0} 件").format(len(case.complaints))
        self._complaints.setText(words)
        self._complaints.setAccessibleName(words)
        self._complaints.setVisible(bool(case.complaints))
        self._show_exhibits(case)
        self.photos.show_view(case)
        self.custody.show_view(case)
        self._paper_lamps, self._paper_safety = show_papers(self._papers, case), {}
        clear(self._times)
        for moment in reversed(case.timeline):
            officers = "、".join(moment.source.officers)
            what = safe_text(moment.text) if moment.kind == "LabelScanned" else moment.text
            text = f"{clock(moment.source.at_ms)}　{moment_words(moment)}　{what}　{officers}"
            self._times.addWidget(label(text))
        self._times.addStretch(1)

    def _show_exhibits(self, case: Case) -> None:
        clear(self._exhibits)
        if not case.exhibits:
            self._exhibits.addWidget(label(self.tr("还没有展品。输入名称并登记，或直接扫描。"), "soft"))
        for exhibit in case.exhibits:
            frame, inside = card()
            head = QHBoxLayout()
            head.addWidget(label(f"{exhibit.id}　{exhibit.name}", "h2"), 1)
            inside.addLayout(head)
            for scanned in exhibit.labels:
                text = safe_text(scanned.text)
                doubt = "" if scanned.sure else self.tr("（待确认）")
                inside.addWidget(label(f"{kind_word(scanned.symbology)}　{text}{doubt}", "soft"))
            for finding in exhibit.findings:
                opened = partial(open_record, self)
                inside.addWidget(finding_card(finding, self.desk.wording, opened))
            self._exhibits.addWidget(frame)
        if case.findings:
            self._exhibits.addWidget(label(self.desk.wording.closing, "soft"))
        self._exhibits.addStretch(1)

    def _add(self) -> None:
        name, number = self._new.text(), self.case_number
        self._new.clear()
        self.act(lambda kit: add_exhibit(kit, number, name))

    def _visit(self) -> None:
        number = self.case_number
        if self._case is not None and any(v.ended is None for v in self._case.visits):
            self.leaving.ask_before(lambda: self.act(lambda kit: end_visit(kit, number)))
        else:
            self.act(lambda kit: start_visit(kit, number))

    def _submit(self) -> None:
        number, said = self.case_number, self.tr("已提交审核。")
        self.leaving.ask_before(lambda: self.act(lambda kit: submit_case(kit, number), said=said))

    def _mark_late(self, late: int) -> None:
        """Say on the tab how many clocks are late."""
        name = self.tr("期限与证据")
        self._tabs.setTabText(1, self.tr("{0}（逾期 {1}）").format(name, late) if late else name)
