"""Asks for the passphrase: when a data folder is opened or was locked, and when windows were only covered.

Each wrong one makes the next wait longer; that stops a passer-by, while Argon2id stops whoever took the disk.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.errors import BadInput, InspectionError
from ui.errands import Errands
from ui.guard import Lock
from ui.widgets import button, card, label

MOST_TRIES = 10  # on opening; a locked window goes on asking, for the sake of the work behind it
LONGEST_PAUSE_S = 300


def pause_s(wrong: int) -> int:
    """Return how long to wait after so many wrong passphrases: nothing, 1, 2, 4 … 300 seconds."""
    return min(2 ** (wrong - 1), LONGEST_PAUSE_S) if wrong else 0


class PassphraseCard(QWidget):
    """A field for the passphrase; `opened` carries what `opens` returned, which runs on another thread."""

    opened = Signal(object)
    gave_up = Signal()

    def __init__(
        self, opens: Callable[[str], Any], heading: str, said: str, language: str, tries: int
    ) -> None:
        super().__init__()
        self._opens, self._language, self._tries = opens, language, tries
        self._errands = Errands()
        self._wrong = self._wait_s = 0
        self._field = secret_field(self.tr("口令"))
        self._field.returnPressed.connect(self.submit)
        self._told = label("", "rule-bad")
        self._told.hide()
        self._go = button(self.tr("打开"), self.submit, primary=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        frame, inside = card(margin=32)
        inside.addWidget(label(heading, "h1"))
        inside.addWidget(_whole(said, 376))
        for widget in (self._field, self._told, self._go):
            inside.addWidget(widget)
        frame.setMinimumWidth(440)
        frame.setMaximumWidth(560)
        around = QVBoxLayout(self)
        around.addWidget(frame)
        self.setFocusProxy(self._field)

    def submit(self) -> None:
        """Try what was typed."""
        if self._go.isEnabled() and self._field.text():
            self._busy(True)
            self._go.setText(self.tr("正在核对…"))
            text = self._field.text()
            self._errands.run(lambda: self._opens(text), self._right, self._refused)

    def stop(self) -> None:
        """Hear no answer any more."""
        self._timer.stop()
        self._errands.stop()

    def _right(self, value: object) -> None:
        self._wrong = 0
        self._busy(False)
        self._go.setText(self.tr("打开"))
        self._field.clear()
        self._told.hide()
        self.opened.emit(value)

    def _refused(self, error: InspectionError) -> None:
        self._wrong += 1
        self._field.clear()
        self._told.setText(error.sentence(self._language))
        self._told.show()
        if self._tries and self._wrong >= self._tries:
            self.gave_up.emit()
            return
        self._wait_s = pause_s(self._wrong)
        self._timer.start(1000)
        self._count()

    def _tick(self) -> None:
        self._wait_s -= 1
        self._count()

    def _count(self) -> None:
        self._busy(self._wait_s > 0)
        if self._wait_s > 0:
            self._go.setText(self.tr("请等 {0} 秒再试").format(self._wait_s))
            return
        self._timer.stop()
        self._go.setText(self.tr("打开"))
        self._field.setFocus()

    def _busy(self, busy: bool) -> None:
        self._go.setEnabled(not busy)
        self._field.setEnabled(not busy)


class OpeningDialog(QDialog):
    """Stands before the window; `found` is what `opens` returned, None where the officer gave up."""

    def __init__(self, opens: Callable[[str], Any], language: str, locked: bool = False) -> None:
        """With `locked` it stands in the place of a window, which the passphrase brings back as it was."""
        super().__init__()
        self.found: Any = None
        self.setWindowTitle(self.tr("护航 · 已锁定") if locked else self.tr("护航 · 展会知识产权执法"))
        heading = self.tr("已锁定") if locked else self.tr("打开数据")
        said = self.tr("本机数据已加密。请输入口令；忘记口令时，可由两名审核人员恢复，数据不会丢失。")
        if locked:
            said = self.tr(
                "数据已关闭，密钥已随原程序离开内存。输入口令后回到原来的页面，已输入的内容都在；已开始的长任务停在两项之间。"
            )
        self.card = PassphraseCard(opens, heading, said, language, 0 if locked else MOST_TRIES)
        self.card.opened.connect(self._take)
        self.card.gave_up.connect(self.reject)
        down = QVBoxLayout(self)
        down.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        down.addWidget(self.card)
        if locked:
            down.addWidget(button(self.tr("关闭程序"), self.reject, name="filter"))
        self.card.setFocus()

    def done(self, result: int) -> None:
        self.card.stop()
        super().done(result)

    def _take(self, found: object) -> None:
        self.found = found
        self.accept()


class LockPage(QWidget):
    """Stands over the covered windows until the passphrase is right; `left` ends the program."""

    opened = Signal()
    left = Signal()

    def __init__(self, lock: Lock, language: str, over: QRect) -> None:
        super().__init__()
        self.setProperty("lock", True)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(self.tr("护航 · 已锁定"))
        self.setGeometry(over)
        said = self.tr(
            "窗口已锁定，正在进行的工作继续，已输入的内容保留。密钥仍在内存中：本机正为其他设备提供中心或局域网共享，或锁定时磁盘不可写。"
        )
        self.card = PassphraseCard(lock.try_passphrase, self.tr("已锁定"), said, language, 0)
        self.card.opened.connect(lambda _: self.opened.emit())
        leave = button(self.tr("关闭程序"), self.left.emit, name="filter")
        down = QVBoxLayout(self)
        down.addStretch(1)
        for widget in (self.card, leave):
            across = QHBoxLayout()
            across.addStretch(1)
            across.addWidget(widget)
            across.addStretch(1)
            down.addLayout(across)
        down.addStretch(1)
        self.setFocusProxy(self.card)


class NewPassphraseDialog(QDialog):
    """Sets or changes the passphrase of the data folder."""

    def __init__(self, lock: Lock, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lock, self._language = lock, language
        self._errands = Errands()
        known = "passphrase" in lock.needs
        self._old, self._new, self._again = (
            secret_field(name) for name in (self.tr("原口令"), self.tr("新口令"), self.tr("再输入一次新口令"))
        )
        self._told = label("", "rule-bad")
        self._told.hide()
        self._go = button(self.tr("保存新口令"), self.submit, primary=True)
        self.setWindowTitle(self.tr("更改口令") if known else self.tr("设置口令"))
        self._new.setMinimumWidth(456)
        down = QVBoxLayout(self)
        down.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        said = self.tr("口令至少8个字符，其中至少5个不同；丢失口令且没有托管密钥时，本机数据无法恢复。")
        down.addWidget(_whole(said, 440))
        for field in (self._old, self._new, self._again):
            if known or field is not self._old:
                down.addWidget(label(field.accessibleName(), "soft"))
                down.addWidget(field)
        down.addWidget(self._told)
        down.addWidget(self._go)
        down.addWidget(button(self.tr("取消"), self.reject))
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # the layout asks for sizes before the style sheet has told them

    def submit(self) -> None:
        """Change the passphrase if the new one was typed twice alike."""
        old, new = self._old.text(), self._new.text()
        if new != self._again.text():
            self._refused(
                BadInput(
                    "两次输入的新口令不同；请重新输入。", "The new passphrases differ; enter them again."
                )
            )
            return
        self._go.setEnabled(False)
        self._errands.run(lambda: self._lock.change(old, new), lambda _: self.accept(), self._refused)

    def done(self, result: int) -> None:
        self._errands.stop()
        super().done(result)

    def _refused(self, error: InspectionError) -> None:
        self._go.setEnabled(True)
        self._told.setText(error.sentence(self._language))
        self._told.show()


def secret_field(name: str) -> QLineEdit:
    """Return a field that does not show what is typed."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    return field


def _whole(text: str, width: int) -> QLabel:
    """Return a text with room for all its lines at that width, which a dialog alone does not leave it."""
    found = label(text, "soft")
    found.ensurePolished()
    found.setMinimumHeight(found.heightForWidth(width))
    return found
