"""One complaint: its clocks, what to know before the next step, the steps, its papers and what was done."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.actions.complaints import ComplaintFile
from app.case import Moment
from app.complaints import Kept, Step
from app.events import ComplaintAnswered
from app.findings import Severity
from app.procedure.clocks import Running
from ui.page import Desk
from ui.pages.case_papers import clock
from ui.pages.complaints.parts import RightBox
from ui.pages.complaints.words import (
    clock_fill,
    clock_word,
    left_word,
    moment_text,
    right_word,
    stage_chip,
    step_word,
)
from ui.widgets import button, chip_label, clear, label, rename, row, scrolled

ACROSS = 3  # buttons side by side


class ComplaintDetail(QFrame):
    """Shows a complaint; `step` is called with what the officer wants to do, `form` with a form's id.

    `papers` makes what shows the papers as they were handed in.
    """

    def __init__(
        self,
        desk: Desk,
        step: Callable[[Step], None],
        form: Callable[[str], None],
        opened: Callable[[Kept], None],
        papers: Callable[[ComplaintFile], QWidget],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk, self._step, self._form, self._opened = desk, step, form, opened
        self._papers = papers
        self._running: list[tuple[Running, QLabel]] = []
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 16, 16, 16)
        self._head = QVBoxLayout()
        self._head.setSpacing(6)
        down.addLayout(self._head)
        holder = QWidget()
        self._inside = QVBoxLayout(holder)
        self._inside.setContentsMargins(0, 0, 6, 0)
        self._inside.setSpacing(10)
        down.addWidget(scrolled(holder), 1)
        self._steps = QGridLayout()
        self._steps.setSpacing(8)
        down.addLayout(self._steps)
        self.show_file(None)

    def show_file(self, file: ComplaintFile | None) -> None:
        """Show a complaint, or that none is chosen."""
        for layout in (self._head, self._inside, self._steps):
            clear(layout)
        self._running = []
        if file is None:
            self._inside.addWidget(label(self.tr("还没有投诉。点击“登记投诉”开始。"), "soft"))
            self._inside.addStretch(1)
            return
        self._show_head(file)
        self._show_warnings(file)
        self._show_filing(file)
        self._inside.addWidget(self._papers(file))
        self._show_documents(file)
        self._show_moments(file)
        self._inside.addStretch(1)
        for at, step in enumerate(file.steps):
            found = button(step_word(step), partial(self._step, step), primary=at == 0)
            self._steps.addWidget(found, at // ACROSS, at % ACROSS)

    def tick(self, now: datetime) -> None:
        """Let the clocks run on."""
        for running, shown in self._running:
            text = f"{clock_word(running, self._desk.language)}　{left_word(running, now)}"
            if shown.text() != text:
                shown.setText(text)
                rename(shown, f"band-{clock_fill(running, now)}")

    def _show_head(self, file: ComplaintFile) -> None:
        complaint, case = file.kept.complaint, file.case
        title = label(f"{case.stand}　{case.exhibitor}", "h2")
        chip = chip_label(stage_chip(complaint.stage))
        head = row(title, chip)
        head.setStretch(0, 1)
        head.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(head)
        right = right_word(complaint, file.rules, self._desk.language)
        self._head.addWidget(label(f"{file.kept.key}　{right}", "soft"))
        clocks = QGridLayout()
        clocks.setSpacing(8)
        for at, running in enumerate(c for c in file.clocks if c.open):
            shown = label("", wrap=False)
            self._running.append((running, shown))
            clocks.addWidget(shown, at // 2, at % 2)
        if self._running:
            clocks.setColumnStretch(2, 1)
            self._head.addLayout(clocks)
        self.tick(file.now)

    def _show_warnings(self, file: ComplaintFile) -> None:
        rules, language = file.rules, self._desk.language
        if file.disputes:
            for one, other in file.disputes:
                words = (self._who(one, file), self._who(other, file))
                self._warn(
                    self.tr("两台设备作出了不同处理：{0}；{1}。两者都已保留，请核对后再次作出决定。").format(
                        *words
                    ),
                    "bad",
                )
        for twin in file.twins:
            text = self.tr("疑似同一投诉已另行登记：{0}。两份都已保留。").format(twin.key)
            self._warn(text, "doubt", partial(self._opened, twin))
        for kept in file.before:
            text = self.tr("该参展商在上一届展会（{0}）已有撤展处理：{1}。连续两届的，请告知主办方。")
            self._warn(text.format(file.fair_before, kept.key), "doubt")
        if file.lacking and file.kept.complaint.stage in ("filed", "to_supplement"):
            self._warn(self.tr("尚缺材料：{0}").format(rules.words(file.lacking, language)), "doubt")
        elif file.report_missing:
            self._warn(self.tr("提醒：尚未提交专利权评价报告。"), "doubt")
        if any(f.severity is Severity.SUSPECTED for f in file.case.findings):
            self._warn(self.tr("案卷中有依职权检查的存疑线索；调解不能代替对它们的处理。"), "doubt")

    def _warn(self, text: str, fill: str, opened: Callable[[], None] | None = None) -> None:
        shown = label(text)
        rename(shown, f"band-{fill}")
        line = row(shown, button(self.tr("查看"), opened)) if opened else row(shown)
        line.setStretch(0, 1)
        self._inside.addLayout(line)

    def _who(self, moment: Moment, file: ComplaintFile) -> str:
        text = moment_text(moment, file.rules, self._desk.language)
        return f"{text}（{_names(moment, file)} {clock(moment.source.at_ms)}）"

    def _show_filing(self, file: ComplaintFile) -> None:
        complaint, language = file.kept.complaint, self._desk.language
        filed = complaint.filed
        for finding in filed.findings:
            box = RightBox(self._desk)
            box.show_finding(finding)
            self._inside.addWidget(box)
        contact = "　".join(filter(None, (filed.phone, filed.address)))
        facts = (
            (self.tr("投诉人"), "　".join(filter(None, (filed.complainant, contact)))),
            (self.tr("代理人"), filed.agent),
            (self.tr("展品"), filed.goods),
            (self.tr("理由"), filed.reasons[:600] + ("…" if len(filed.reasons) > 600 else "")),
            (self.tr("请求"), filed.request),
            (self.tr("已交材料"), file.rules.words(complaint.proofs, language)),
            (self.tr("投诉人陈述"), file.rules.words(filed.stated, language)),
            (self.tr("不予受理"), _refusal(file, language)),
            (self.tr("答辩"), "\n".join(map(self._answer, complaint.answers))[:600]),
            (self.tr("调解"), "\n".join(m.terms for m in complaint.mediations)[:600]),
            (self.tr("意见理由"), complaint.concluded.reason[:600] if complaint.concluded else ""),
        )
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(6)
        for at, (name, value) in enumerate(fact for fact in facts if fact[1]):
            grid.addWidget(label(name, "soft", wrap=False), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value), at, 1)
        self._inside.addLayout(grid)

    def _answer(self, answer: ComplaintAnswered) -> str:
        photo = self.tr("（附材料照片，SHA-256 {0}）").format(answer.paper[:16]) if answer.paper else ""
        return answer.answer + photo

    def _show_documents(self, file: ComplaintFile) -> None:
        self._inside.addWidget(label(self.tr("文书"), "h2"))
        grid = QGridLayout()
        grid.setSpacing(8)
        across = 2 if self._desk.language == "zh" else 1  # English titles are long
        for at, form in enumerate(file.forms):
            grid.addWidget(button(form.title, partial(self._form, form.form)), at // across, at % across)
        self._inside.addLayout(grid)
        shown = {form.form for form in file.forms}
        for document in file.documents:
            if document.form in shown or document.form.startswith("fair_"):
                served = self.tr("已送达") if document.served else self.tr("未送达")
                state = served if document.stands else self.tr("已作废或撤销")
                self._inside.addWidget(label(f"· {document.title}　{document.number}　{state}", "soft"))

    def _show_moments(self, file: ComplaintFile) -> None:
        self._inside.addWidget(label(self.tr("办理经过"), "h2"))
        for moment in file.kept.complaint.moments:
            text = moment_text(moment, file.rules, self._desk.language)
            line = f"{clock(moment.source.at_ms)}　{text}　{_names(moment, file)}"
            self._inside.addWidget(label(line))


def _refusal(file: ComplaintFile, language: str) -> str:
    """Return on which grounds, and with which words, a complaint was refused; "" if it was not."""
    last = file.kept.complaint.decided[-1] if file.kept.complaint.decided else None
    if last is None or last.outcome != "refused":
        return ""
    return "\n".join(filter(None, (file.rules.words(last.grounds, language), last.reason)))


def _names(moment: Moment, file: ComplaintFile) -> str:
    return "、".join(file.names.get(officer, officer) for officer in moment.source.officers)
