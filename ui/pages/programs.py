"""New versions of the program: which files the bureau vouches for, and whether a file is one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.actions.programs import publish_program, take_program, withdraw_program
from app.events import ProgramPublished
from app.kit import Kit
from app.resources import PROGRAM
from ui.long_job import LongJob
from ui.page import Page
from ui.pages.complaints.dialog import StepDialog
from ui.pages.complaints.steps import LINE, Question
from ui.widgets import button, chip_label, clear, label, row
from ui.words import Chip

SHOWN = 5  # files, the newest


@dataclass(frozen=True, slots=True)
class ProgramsView:
    leads: bool  # this is the bureau's own installation
    files: tuple[ProgramPublished, ...]  # the newest first


def present(kit: Kit) -> ProgramsView:
    """Return what the bureau has published, as far as it is known here."""
    return ProgramsView(kit.casebook.leads, kit.casebook.bureau.programs[::-1][:SHOWN])


class ProgramsPanel(QWidget):
    """Checks installation files; at the bureau it publishes and withdraws them too."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.dialog: StepDialog | None = None
        self._here = label(self.tr("本机程序版本 {0}").format(PROGRAM))
        self._lines = QVBoxLayout()
        self._check = button(self.tr("核验安装包…"), self._choose)
        self._publish = button(self.tr("发布安装包…"), self._ask_version)
        self.job = LongJob(page, self._busy, self.tr("进度"), self.tr("取消"))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._here)
        down.addLayout(self._lines)
        down.addLayout(row(self._check, self._publish, stretch=True))
        down.addWidget(self.job)
        self._publish.hide()

    def show_view(self, view: ProgramsView) -> None:
        """Show the files, each with what became of it."""
        clear(self._lines)
        if not view.files:
            self._lines.addWidget(label(self.tr("局机关尚未发布新版本。"), "soft"))
        for file in view.files:
            self._lines.addLayout(self._line(file, leads=view.leads))
        self._publish.setVisible(view.leads)

    def take(self, path: Path, target: Path) -> None:
        """Copy a file if it is one of the bureau's."""

        def taken(published: ProgramPublished) -> None:
            words = self.tr("与局机关发布的 {0} 一致，可以安装：{1}")
            self._page.flash.tell(words.format(published.version, target))

        self.job.run(lambda kit, progress: take_program(kit, path, target, progress), taken)

    def publish(self, path: Path, version: str) -> None:
        """Name a file as a version."""

        def published(event: ProgramPublished) -> None:
            self._page.flash.tell(self.tr("已发布：{0}，{1}。").format(event.version, event.file))

        self.job.run(lambda kit, progress: publish_program(kit, path, version, progress), published)

    def withdraw(self, sha256: str, reason: str) -> None:
        """Say that a file is not to be installed any more."""
        self._page.act(lambda kit: withdraw_program(kit, sha256, reason), said=self.tr("已撤回。"))

    def _line(self, file: ProgramPublished, *, leads: bool) -> QHBoxLayout:
        words = f"{file.version}　{file.file}　SHA-256 {file.sha256[:16]}"
        beside: list[QWidget] = []
        if file.withdrawn:
            words = self.tr("{0}　撤回原因：{1}").format(words, file.withdrawn)
            beside = [chip_label(Chip(self.tr("已撤回"), "stop", "bad"))]
        elif leads:
            beside = [button(self.tr("撤回…"), partial(self._ask_reason, file))]
        line: QHBoxLayout = row(label(words, "soft"), *beside)
        line.setStretch(0, 1)
        return line

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("核验安装包…"))
        if not path:
            return
        there = str(Path.home() / Path(path).name)
        target, _ = QFileDialog.getSaveFileName(self, self.tr("核验后另存"), there)
        if target:
            self.take(Path(path), Path(target))

    def _ask_version(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("发布安装包…"))
        if path:
            asked = Question("version", LINE, self.tr("版本号，例如 0.2.0"))
            self._ask(self.tr("发布"), asked, partial(self.publish, Path(path)))

    def _ask_reason(self, file: ProgramPublished) -> None:
        asked = Question("reason", LINE, self.tr("为什么不再安装"))
        self._ask(self.tr("撤回"), asked, partial(self.withdraw, file.sha256))

    def _ask(self, title: str, asked: Question, then: Callable[[str], None]) -> None:
        dialog = self.dialog = StepDialog(self._page, title, (asked,))
        dialog.accepted.connect(lambda: then(str(dialog.answers()[asked.name])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _busy(self) -> None:
        for widget in (self._check, self._publish):
            widget.setEnabled(self.job.task is None)
