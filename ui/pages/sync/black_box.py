"""The black box: marking a stick or card once, and how it stands."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from app.actions.share import box_media, box_state, mark_box
from app.sharing import BoxState
from ui.page import Page
from ui.pages.sync.corner import sentence
from ui.widgets import button, card, label, row

LOOK_MS = 2000


class BlackBoxPanel(QWidget):
    """One medium that holds every record and photo again, sealed to the bureau."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        frame, inside = card()
        inside.addWidget(label(self.tr("黑匣子"), "h1"))
        self._lamp, self._problem = label("", "h2"), label("", "rule-doubt")
        inside.addWidget(self._lamp)
        inside.addWidget(self._problem)
        text = self.tr(
            "插着的U盘或存储卡会自动再存一份全部记录和照片，加密后只有局机关和本机能读。"
            "电脑丢失或损坏时，把它交给局机关即可恢复。随时拔出不会损坏已存的内容。"
        )
        inside.addWidget(label(text, "soft"))
        self._media = QComboBox()
        self._media.setAccessibleName(self.tr("介质"))
        self._mark = button(self.tr("用作本机黑匣子"), self._mark_chosen, primary=True)
        line = row(self._media, self._mark, button(self.tr("选择文件夹…"), self._choose))
        line.setStretch(0, 1)
        inside.addLayout(line)
        where = self.tr(
            "也可以选择另一块磁盘或网络共享上的文件夹；与数据在同一块磁盘上的，电脑丢失时会一起丢失。"
        )
        inside.addWidget(label(where, "soft"))
        body = QVBoxLayout(self)
        body.addWidget(frame)
        body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.refresh)
        self._timer.start(LOOK_MS)
        self.show_media(())
        self.show_state(BoxState())

    def refresh(self) -> None:
        """Ask again how it stands and which media are in."""
        if self.isVisible():
            self._page.ask(box_state, self.show_state)
            self._page.ask(box_media, self.show_media)

    def show_state(self, state: BoxState) -> None:
        """Show how the black box stands."""
        self._lamp.setText(self._said(state))
        self._problem.setText(sentence(state.problem, self._page.desk.language))
        self._problem.setVisible(bool(state.problem))

    def show_media(self, media: Sequence[Path]) -> None:
        """Offer media to be marked, keeping the one that was chosen."""
        shown = [self._media.itemText(at) for at in range(self._media.count())]
        texts = [str(path) for path in media] or [self.tr("没有插入U盘或存储卡")]
        if texts != shown:
            chosen = self._media.currentText()
            self._media.clear()
            self._media.addItems(texts)
            self._media.setCurrentIndex(max(self._media.findText(chosen), 0))
        self._media.setEnabled(bool(media))
        self._mark.setEnabled(bool(media))

    def _said(self, state: BoxState) -> str:
        behind = self.tr("黑匣子：还差 {0} 条记录、{1} 个文件")
        behind = behind.format(state.entries_behind, state.blobs_behind)
        return {
            "none": self.tr("黑匣子：尚未启用"),
            "missing": self.tr("黑匣子：未插入"),
            "checking": self.tr("黑匣子：正在核对 {0}").format(state.place),
            "on": self.tr("黑匣子：已存全部内容（{0}）").format(state.place) if state.whole else behind,
            "full": self.tr("黑匣子：已满，请换一个介质"),
            "faulty": self.tr("黑匣子：介质有问题，请换一个"),
        }[state.mode]

    def _mark_chosen(self) -> None:
        self.mark(Path(self._media.currentText()))

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("用作黑匣子的文件夹"))
        if name:
            self.mark(Path(name))

    def mark(self, place: Path) -> None:
        """Make the medium or folder at a place this device's black box."""
        self._page.desk.worker.run(
            lambda kit: mark_box(kit, place), self.show_state, self._page.fail, writes=False
        )
