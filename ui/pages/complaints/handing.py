"""The papers that a complainant hands in: ticked as handed in, with their photos and PDFs."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.actions.complaints import Handed, read_paper
from app.decoding import Decoder
from app.errors import BadInput
from app.kit import Kit
from ui.page import Page
from ui.pages.complaints.parts import Checklist
from ui.widgets import button, clear, label, row

OTHER = ""  # a paper that is not on the checklist

Looked = tuple[tuple[Path, BadInput | None], ...]


class HandedPapers(Checklist):
    """A line for each paper, to be ticked, with a button for its files; below, the files that were chosen.

    A file may be dropped on the line of its paper too. Each is looked at at once; who files the complaint
    reads them with `reading`.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(1)
        self._page = page
        self._chosen: dict[tuple[str, Path], None] = {}
        self._waiting = 0  # files that are still looked at
        self._buttons: dict[str, QPushButton] = {}
        self._grid.setContentsMargins(0, 0, 14, 0)  # clear of the scroll bar
        self._grid.setVerticalSpacing(4)
        self._below = QWidget()
        self._list = QVBoxLayout(self._below)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.setAcceptDrops(True)

    def show_lines(self, lines: Sequence[tuple[str, str]], ticked: Collection[str] = ()) -> None:
        """Offer papers (code, words), and another one that is on no list."""
        self._grid.removeWidget(self._below)
        for old in self._buttons.values():
            old.hide()  # at once, as the boxes are
        super().show_lines(lines, ticked)
        self._buttons = {}
        other = self.tr("其他材料")
        for at, (key, words) in enumerate([*lines, (OTHER, other)]):
            found = button(self.tr("附文件…"), partial(self._choose, key))
            found.setAccessibleName(self.tr("{0}：附照片或 PDF").format(words))
            self._buttons[key] = found
            self._grid.addWidget(found, at, 1)
        self._grid.addWidget(label(other), len(lines), 0)
        self._grid.setRowStretch(len(lines), 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._below, len(lines) + 1, 0, 1, 2)
        self._grid.setRowStretch(len(lines) + 2, 1)
        self._show_files()

    def add(self, paper: str, paths: Sequence[Path]) -> None:
        """Take files for a paper once each was looked at; one that cannot be kept is a sentence."""
        self._waiting += 1
        self.changed.emit()
        self._page.desk.worker.run(
            lambda kit: _looked(kit.decoder, paths), lambda looked: self._take(paper, looked), writes=False
        )

    def busy(self) -> bool:
        """Tell whether files are still looked at."""
        return self._waiting > 0

    def files(self) -> tuple[tuple[str, Path], ...]:
        """Return what was chosen, each with the code of its paper."""
        return tuple(self._chosen)

    def reading(self) -> Callable[[Kit], tuple[Handed, ...]]:
        """Return what reads, on a worker, the files chosen now; it raises BadInput where one is gone."""
        chosen = self.files()
        return lambda kit: tuple(Handed(paper, read_paper(kit.decoder, path)) for paper, path in chosen)

    def remember(self) -> list[tuple[str, str]]:
        """Return what was chosen as texts, for `recall`."""
        return [(paper, str(path)) for paper, path in self._chosen]

    def recall(self, chosen: Sequence[tuple[str, str]]) -> None:
        """Choose files again that were chosen before."""
        for paper, path in chosen:
            self.add(paper, [Path(path)])

    def forget(self) -> None:
        """Forget what was chosen."""
        self._chosen.clear()
        self._show_files()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add(self.paper_at(event.position().toPoint()), files)
        event.acceptProposedAction()

    def paper_at(self, place: QPoint) -> str:
        """Return the paper whose line is at a place, the other one below all of them."""
        beside = [key for key, found in self._buttons.items() if found.geometry().bottom() >= place.y()]
        return beside[0] if beside else OTHER

    def _take(self, paper: str, looked: Looked) -> None:
        self._waiting -= 1
        good = [path for path, error in looked if error is None]
        bad = [error.sentence(self._page.desk.language) for _, error in looked if error is not None]
        self._chosen |= {(paper, path): None for path in good}
        if bad:
            self._page.flash.tell("\n".join(bad), "bad")
        if good and paper in self.boxes:
            self.boxes[paper].setChecked(True)
        self._show_files()
        self.changed.emit()

    def _remove(self, one: tuple[str, Path]) -> None:
        self._chosen.pop(one, None)
        self._show_files()

    def _show_files(self) -> None:
        clear(self._list)
        for key, found in self._buttons.items():
            count = sum(paper == key for paper, _ in self._chosen)
            found.setText(self.tr("已附 {0} 个…").format(count) if count else self.tr("附文件…"))
        for one in self._chosen:
            paper, path = one
            word = self.boxes[paper].text() if paper in self.boxes else self.tr("其他材料")
            away = button(self.tr("移除"), partial(self._remove, one))
            away.setAccessibleName(self.tr("移除 {0}").format(path.name))
            line: QHBoxLayout = row(label(f"{word}：{path.name}", "soft"), away)
            line.setStretch(0, 1)
            self._list.addLayout(line)
        self._below.setVisible(bool(self._chosen))

    def _choose(self, paper: str) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self._buttons[paper].accessibleName(),
            "",
            self.tr("图片和 PDF (*.jpg *.jpeg *.png *.webp *.pdf)"),
        )
        if names:
            self.add(paper, list(map(Path, names)))


def _looked(decoder: Decoder, paths: Sequence[Path]) -> Looked:
    """Look at each file; beside it stands why it cannot be kept."""
    looked: list[tuple[Path, BadInput | None]] = []
    for path in paths:
        try:
            read_paper(decoder, path)
            looked.append((path, None))
        except BadInput as error:
            looked.append((path, error))
    return tuple(looked)
