"""An officer's PIN: asked for where somebody signs in, set and changed by the officer."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout

from app.actions.duty import forget_pin, set_pin
from app.errors import BadInput, InspectionError
from ui.page import Page
from ui.pages.lock import secret_field
from ui.widgets import button, grow, label, row


class PinDialog(QDialog):
    """Sets, changes or removes the PIN of an officer's key on this device; `changed` is called after that."""

    def __init__(
        self, page: Page, officer: str, name: str, *, known: bool, changed: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self._page, self._officer, self._changed = page, officer, changed
        self.setWindowTitle(self.tr("签名 PIN：{0}").format(name))
        self.setMinimumWidth(480)
        self.old, self.new, self.again = (
            secret_field(words)
            for words in (self.tr("原 PIN"), self.tr("新 PIN"), self.tr("再输入一次新 PIN"))
        )
        self.told = label("", "rule-bad")
        self.told.hide()
        down = QVBoxLayout(self)
        said = self.tr("有 PIN 时，只有本人上岗才能在本机以本人密钥签名。至少 6 个字符；留空则不设。")
        down.addWidget(label(said, "soft"))
        for field in (self.old, self.new, self.again):
            if known or field is not self.old:
                down.addWidget(label(field.accessibleName(), "soft"))
                down.addWidget(field)
        down.addWidget(self.told)
        buttons = row(button(self.tr("取消"), self.reject), button(self.tr("保存"), self.save, primary=True))
        if known:
            buttons.insertWidget(0, button(self.tr("忘记 PIN，换新密钥"), self.forget))
        down.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        grow(self)
        super().showEvent(event)

    def save(self) -> None:
        """Put the key under the new PIN, if it was typed twice alike."""
        officer, old, new = self._officer, self.old.text(), self.new.text()
        if new != self.again.text():
            self.refused(
                BadInput("两次输入的新 PIN 不同；请重新输入。", "The new PINs differ; type them again.")
            )
            return
        self._page.desk.worker.run(lambda kit: set_pin(kit, officer, old, new), self._kept, self.refused)

    def forget(self) -> None:
        """Give the key up; the officer asks for a new certificate."""
        officer = self._officer
        self._page.desk.worker.run(lambda kit: forget_pin(kit, officer), self._given_up, self.refused)

    def refused(self, error: InspectionError) -> None:
        """Say why nothing was changed."""
        self.told.setText(error.sentence(self._page.desk.language))
        self.told.show()

    def _kept(self, _: object) -> None:
        self._page.flash.tell(self.tr("PIN 已更新。"))
        self._end()

    def _given_up(self, _: object) -> None:
        self._page.flash.tell(self.tr("原密钥已停用；请在核验页重新申请证书。已签署的文书仍然有效。"))
        self._end()

    def _end(self) -> None:
        self._changed()
        self.accept()
