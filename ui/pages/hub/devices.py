"""The bureau's devices: when each was last heard of, and revoking one."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.actions.hub import DeviceLine, HubOverview, revoke_device
from ui.models import Column, TableModel
from ui.page import Page
from ui.pages.case_papers import clock
from ui.widgets import button, card, label, row, table

HEIGHT_PX = 260


class DevicesCard(QWidget):
    """A table, and the chosen device's revocation with its reason."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._model = TableModel(
            (
                Column(self.tr("号"), lambda d: str(d.number)),
                Column(self.tr("名称"), self._named, bold=True),
                Column(self.tr("最近记录"), lambda d: clock(d.heard_ms) or self.tr("尚无")),
                Column(self.tr("状态"), self._state),
            )
        )
        self._table = table(self._model, page.desk.tokens, self.tr("设备"))
        self._table.setMinimumHeight(HEIGHT_PX)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(self.tr("吊销理由，例如：设备遗失"))
        self._reason.setAccessibleName(self.tr("吊销理由"))
        self._revoke = button(self.tr("吊销所选设备"), self.revoke)
        frame, inside = card()
        inside.addWidget(label(self.tr("设备"), "h1"))
        for column, width in ((0, 64), (2, 180), (3, 320)):
            self._table.setColumnWidth(column, width)
        inside.addWidget(self._table)
        text = self.tr("吊销后该设备不能再同步，其后写入的记录暂存待核；已收的记录仍然有效。吊销不能撤回。")
        inside.addWidget(label(text, "soft"))
        line = row(self._reason, self._revoke)
        line.setStretch(0, 1)
        inside.addLayout(line)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(frame)
        self._table.selectionModel().selectionChanged.connect(self._allow)
        self._model.modelReset.connect(self._allow)
        self._allow()

    def show_view(self, view: HubOverview) -> None:
        """Show the devices; the chosen one stays chosen."""
        if self._model.rows == list(view.devices):
            return
        chosen = self.chosen()
        self._model.show(view.devices)
        for at, device in enumerate(view.devices):
            if chosen and device.number == chosen.number:
                self._table.selectRow(at)

    def choose(self, number: int) -> None:
        """Choose a device by its number."""
        self._table.selectRow([device.number for device in self._model.rows].index(number))

    def chosen(self) -> DeviceLine | None:
        """Return the device that is chosen."""
        rows = self._table.selectionModel().selectedRows()
        found: DeviceLine | None = self._model.rows[rows[0].row()] if rows else None
        return found

    def revoke(self) -> None:
        """Revoke the chosen device for the reason that was typed."""
        device, reason = self.chosen(), self._reason.text()
        if device is not None:
            said = self.tr("已吊销 {0} 号设备。").format(device.number)
            self._page.act(lambda kit: revoke_device(kit, device.number, reason), self._revoked, said)

    def _revoked(self, _: None) -> None:
        self._reason.clear()
        self._page.refresh()

    def _allow(self) -> None:
        device = self.chosen()
        self._revoke.setEnabled(device is not None and not device.revoked)

    def _named(self, device: DeviceLine) -> str:
        return f"{device.name}（{self.tr('审核设备')}）" if device.supervises else device.name

    def _state(self, device: DeviceLine) -> str:
        return self.tr("已吊销：{0}").format(device.revoked) if device.revoked else self.tr("使用中")
