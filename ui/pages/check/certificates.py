"""Officers' certificates: who can sign on this device, asking for certificates, issuing and revoking them."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from app.actions.bureau import (
    BureauView,
    OfficerLine,
    certify_officers,
    publish_root,
    request_certificates,
    revoke_officer,
)
from ui.models import Column, TableModel
from ui.page import Page
from ui.pages.check.authority import AuthorityDialog
from ui.pages.documents.dialogs import ReasonDialog
from ui.widgets import button, card, label, row, table
from ui.words import Chip


class CertificatePanel(QWidget):
    """The officers; below, what may be done on this device or at the bureau."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.dialog: QDialog | None = None  # the one that is open
        self.model = TableModel(
            (
                Column(self.tr("姓名"), lambda line: line.officer.name, bold=True),
                Column(self.tr("单位"), lambda line: line.officer.unit),
                Column(self.tr("执法证号"), lambda line: line.officer.certificate),
                Column(self.tr("文书签名"), lambda line: "", chip=self._chip),
            )
        )
        frame, inside = card()
        inside.addWidget(label(self.tr("人员证书"), "h1"))
        told = self.tr(
            "文书由两名执法人员各用本机上的密钥签名。没有证书的人员也可以出具文书，但文件上就没有其电子签名，他人核验时只能与原件核对。"
        )
        inside.addWidget(label(told, "soft"))
        self._root = label("", "soft")
        inside.addWidget(self._root)
        self.view = table(self.model, page.desk.tokens, self.tr("人员证书"))
        for column, width in ((0, 160), (2, 180), (3, 220)):
            self.view.setColumnWidth(column, width)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        inside.addWidget(self.view, 1)
        self.ask_button = button(self.tr("申请证书…"), self._choose_request, primary=True)
        self.root_button = button(self.tr("建立根证书"), self._make_root)
        self.certify_button = button(self.tr("签发证书…"), self._choose_asked)
        self.revoke_button = button(self.tr("撤销人员…"), self._ask_revoke)
        self.authority_button = button(self.tr("时间戳机构…"), self._ask_authority)
        buttons = (self.ask_button, self.root_button, self.certify_button, self.revoke_button)
        inside.addLayout(row(*buttons, self.authority_button, stretch=True))
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 12, 0, 0)
        around.addWidget(frame, 1)
        self._view: BureauView | None = None
        self._allow()

    def show_view(self, view: BureauView) -> None:
        """Show who is certified, and what may be done here."""
        self._view = view
        if self.model.rows != list(view.officers):
            self.model.show(view.officers)
        root = (
            self.tr("根证书 SHA-256：{0}").format(view.root)
            if view.root
            else self.tr("局机关尚未建立根证书。")
        )
        stamps = view.authority or self.tr("未设置")
        self._root.setText(f"{root}　{self.tr('时间戳机构：{0}').format(stamps)}")
        self._allow()

    def request(self, path: Path) -> None:
        """Write the file that goes to the bureau."""
        said = self.tr("已写出申请：{0}。请交局机关签发；证书随下一个展会包返回。").format(path.name)
        self._page.act(lambda kit: request_certificates(kit, path), said=said)

    def certify(self, path: Path) -> None:
        """Issue what a device's file asks for."""
        self._page.act(lambda kit: certify_officers(kit, path), self._certified)

    def _certified(self, names: tuple[str, ...]) -> None:
        said = self.tr("已签发：{0}。请把新的展会包带给设备。").format("、".join(names))
        nobody = self.tr("申请中没有需要证书的人员。")
        self._page.flash.tell(said if names else nobody, "ok" if names else "doubt")

    def _make_root(self) -> None:
        self._page.act(publish_root, said=self.tr("已建立根证书；请公布其 SHA-256。"))

    def _choose_request(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("申请证书"), "certificates.json", "*.json")
        if name:
            self.request(Path(name))

    def _choose_asked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("签发证书"), "", "*.json")
        if name:
            self.certify(Path(name))

    def _ask_revoke(self) -> None:
        line = self._chosen()
        if line is None:
            return
        told = self.tr("{0} 将不能再上岗，其证书同时撤销；此前有时间戳的签名仍然有效。")
        dialog = ReasonDialog(self, self.tr("撤销人员"), told.format(line.officer.name))
        said = self.tr("已撤销 {0}。").format(line.officer.name)
        dialog.accepted.connect(
            lambda: self._page.act(lambda kit: revoke_officer(kit, line.officer.id, dialog.text()), said=said)
        )
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _ask_authority(self) -> None:
        dialog = AuthorityDialog(self._page, self._view.authority if self._view else "")
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _chosen(self) -> OfficerLine | None:
        rows = self.view.selectionModel().selectedRows()
        return self.model.rows[rows[0].row()] if rows else None

    def _allow(self) -> None:
        view, line = self._view, self._chosen()
        leads = view is not None and view.leads
        self.ask_button.setVisible(not leads)
        for found in (self.root_button, self.certify_button, self.revoke_button, self.authority_button):
            found.setVisible(leads)
        rooted = view is not None and bool(view.root)
        self.root_button.setEnabled(not rooted)
        self.certify_button.setEnabled(rooted)
        self.authority_button.setEnabled(rooted)
        self.revoke_button.setEnabled(rooted and line is not None and not line.officer.revoked)

    def _chip(self, line: OfficerLine) -> Chip:
        if line.officer.revoked:
            return Chip(self.tr("已撤销"), "stop", "bad")
        if line.signs_here:
            return Chip(self.tr("本机可签"), "ok", "ok")
        if line.certified:
            return Chip(self.tr("证书在别的设备"), "ask", "doubt")
        return Chip(self.tr("没有证书"), "warn", "doubt")
