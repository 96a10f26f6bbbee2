"""What a file should hold as evidence: what is missing, ticked off by officers, told before they leave."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.actions.procedure import missing_before_leaving, tick_evidence
from app.procedure.evidence import NONE, TICKED, USES, Held, Item
from ui.page import Page
from ui.widgets import button, card, chip_label, clear, label, row, scrolled
from ui.words import Chip

ANY = ""


def use_word(use: str) -> str:
    """Return what a use of evidence is called, "" for any use."""
    return {
        "administrative": QCoreApplication.translate("evidence", "行政"),
        "civil": QCoreApplication.translate("evidence", "民事"),
        "criminal": QCoreApplication.translate("evidence", "刑事"),
    }.get(use, QCoreApplication.translate("evidence", "全部"))


def still(chip: QWidget) -> QWidget:
    """Keep a chip from growing with the buttons beside it."""
    chip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return chip


class EvidenceCard(QWidget):
    """A card in the tab of the procedure."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._use = ANY
        self._held: tuple[Held, ...] = ()
        frame, inside = card()
        inside.addWidget(label(self.tr("证据清单"), "h2"))
        self._uses = {use: self._filter(use) for use in (ANY, *USES)}
        inside.addLayout(row(*self._uses.values(), stretch=True))
        self._list = QVBoxLayout()
        inside.addLayout(self._list)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)

    def show_view(self, held: tuple[Held, ...]) -> None:
        """Show the list of one use, what is missing first."""
        self._held = held
        self._show()

    def choose(self, use: str) -> None:
        """Show the evidence of one use, "" for all."""
        self._use = use
        self._show()

    def _show(self) -> None:
        clear(self._list)
        language = self._page.desk.language
        wanted = [h for h in self._held if not self._use or self._use in h.item.uses]
        for use, found in self._uses.items():
            missing = sum(h.missing for h in self._held if not use or use in h.item.uses)
            found.setText(self.tr("{0}　缺 {1}").format(use_word(use), missing))
            found.setChecked(use == self._use)
        for held in wanted:
            if held.state != "there":
                self._list.addLayout(self._line(held))
        there = [held.item.word(language) for held in wanted if held.state == "there"]
        if there:
            self._list.addWidget(label(self.tr("案卷中已有：{0}").format(self.tr("；").join(there)), "soft"))

    def _line(self, held: Held) -> QHBoxLayout:
        """Return the line of an item that is missing, or of which officers said something."""
        urgent = held.item.before_leaving
        chip = {
            "missing": Chip(
                self.tr("离场前") if urgent else self.tr("尚缺"), "", "bad" if urgent else "doubt"
            ),
            "ticked": Chip(self.tr("已取得"), "", "ok"),
            "none": Chip(self.tr("不存在"), "", "none"),
        }[held.state]
        text = label(held.item.word(self._page.desk.language))
        acts = (
            ((TICKED, self.tr("已取得")), (NONE, self.tr("不存在")))
            if held.missing
            else (("", self.tr("撤销")),)
        )
        buttons = [button(word, partial(self._say, held.item.key, state)) for state, word in acts]
        for found in buttons:
            found.setAccessibleName(f"{found.text()} {text.text()}")
        line = row(still(chip_label(chip)), text, *buttons)
        line.setStretch(1, 1)
        return line

    def _say(self, item: str, state: str) -> None:
        number = self._page.case_number
        self._page.act(lambda kit: tick_evidence(kit, number, item, state))

    def _filter(self, use: str) -> QPushButton:
        found = button(use_word(use), lambda: self.choose(use), name="filter")
        found.setCheckable(True)
        return found


class LeavingDialog(QDialog):
    """Says what the file still lacks before officers leave; `go` is done if they leave all the same."""

    def __init__(self, page: Page, items: Sequence[Item], go: Callable[[], None]) -> None:
        super().__init__(page)
        self._go = go
        self.setWindowTitle(self.tr("离场前核对"))
        self.setMinimumWidth(560)
        body = QVBoxLayout(self)
        body.addWidget(label(self.tr("案卷还缺 {0} 项，离开展位后难以补取：").format(len(items)), "h2"))
        holder = QWidget()
        listed = QVBoxLayout(holder)
        for item in items:
            listed.addWidget(label(f"·　{item.word(page.desk.language)}"))
        listed.addStretch(1)
        area = scrolled(holder)
        area.setMinimumHeight(240)
        body.addWidget(area, 1)
        back = button(self.tr("返回补充"), self.reject, primary=True)
        body.addLayout(row(button(self.tr("仍要离开"), self.leave), back))
        back.setFocus()

    def leave(self) -> None:
        """Go all the same."""
        self.accept()
        self._go()


class Leaving:
    """Asks a page's officers before they leave a stand; `dialog` is what was shown last."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.dialog: LeavingDialog | None = None

    def ask_before(self, go: Callable[[], None]) -> None:
        """Say what the file still lacks, then do `go` if they wish; at once where it lacks nothing."""
        number = self._page.case_number
        self.dialog = None

        def told(items: tuple[Item, ...]) -> None:
            if not items:
                go()
                return
            self.dialog = LeavingDialog(self._page, items, go)
            self.dialog.open()

        self._page.ask(lambda kit: missing_before_leaving(kit, number), told)
