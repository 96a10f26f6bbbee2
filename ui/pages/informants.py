"""Who reported, in a case's papers: who holds it sealed, and what can be done about it here."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from app.actions.documents.informants import (
    PRINT,
    InformantView,
    ask_informant,
    hand_informant,
    show_informant,
)
from app.bureau import Device
from app.documents import Rendered
from ui.page import Page
from ui.pages.case_papers import clock
from ui.pages.documents.dialogs import Asking, PrintDialog
from ui.pages.documents.preview import Preview
from ui.printing import Printer, print_stored, printers
from ui.widgets import button, card, clear, label, row


class WhyDialog(Asking):
    """Asks for what purpose; with devices, also to which one."""

    def __init__(
        self, parent: QWidget, title: str, explained: str, whys: Sequence[str], devices: Sequence[Device] = ()
    ) -> None:
        super().__init__(parent)
        self.device, self.why = QComboBox(), QComboBox()
        for device in devices:
            self.device.addItem(device.name, device.key)
        self.why.setEditable(True)
        self.why.addItems(["", *whys])
        self._down.addWidget(label(explained))
        if devices:
            self.place(self.tr("转交给"), self.device)
        self.place(self.tr("事由 *"), self.why)
        self.finish(title, title)


class InformantPanel(QWidget):
    """One card for each paper that withholds who gave it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._views: tuple[InformantView, ...] = ()
        self.dialog: QDialog | None = None  # the one that is open, or was last
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_view(self, views: tuple[InformantView, ...]) -> None:
        """Show what is sealed of a case."""
        if views == self._views:
            return
        self._views = views
        clear(self._down)
        for view in views:
            self._down.addWidget(self._card(view))
        self.setVisible(bool(views))

    def see(self, view: InformantView) -> None:
        """Ask for a purpose, put it on record, and only then show the whole paper."""
        case, number = self._page.case_number, view.number

        def show(why: str) -> None:
            self._page.act(lambda kit: show_informant(kit, case, number, why), self._show)

        self._ask(self.tr("记录并查看"), self._consequence(), self._uses(), show)

    def print(self, view: InformantView) -> None:
        """Ask for a printer and a purpose; the print is a showing like any other."""
        self._page.desk.office.run(
            lambda kit: printers(), lambda found: self._choose(view, found), self._page.fail, writes=False
        )

    def ask(self, view: InformantView) -> None:
        """Ask the devices that hold it."""
        case, number, page = self._page.case_number, view.number, self._page
        explained = self.tr("申请随案卷同步到密存的设备，由那里的值班人员决定是否转交。")
        said = self.tr("已申请；密存的设备同步后可以转交。")
        self._ask(
            self.tr("申请查看举报人"),
            explained,
            self._uses(),
            lambda why: page.act(lambda kit: ask_informant(kit, case, number, why), said=said),
        )

    def hand(self, view: InformantView) -> None:
        """Seal it to one more device."""
        case, number, page = self._page.case_number, view.number, self._page
        explained = self.tr(
            "原件的密钥将为所选设备加密；同步后该设备可以查看和打印，此后不能收回。"
            "只列出审核人员的设备和分派到本案的设备。"
        )
        said = self.tr("已转交；同步后该设备可以查看。")
        whys = (self.tr("审核需要"), self.tr("本案已分派给该设备办理"), self.tr("依申请转交"))

        def give(why: str) -> None:
            device = dialog.device.currentData()
            page.act(lambda kit: hand_informant(kit, case, number, device, why), said=said)

        dialog = self._ask(self.tr("转交举报人身份"), explained, whys, give, view.readers)

    def print_on(self, view: InformantView, why: str, printer: str, copies: int, duplex: bool) -> None:
        """Put the print on record, then print the whole paper."""
        page, case, number = self._page, self._page.case_number, view.number
        said = self.tr("已记录，并送往打印机 {0}：{1} 份。").format(printer, copies)

        def printed(pdf: bytes) -> None:
            page.desk.office.run(
                lambda kit: print_stored(kit.decoder, pdf, printer, copies, duplex, number),
                lambda _: page.flash.tell(said),
                page.fail,
                writes=False,
            )

        page.act(lambda kit: show_informant(kit, case, number, why, PRINT), printed)

    def _choose(self, view: InformantView, found: tuple[Printer, ...]) -> None:
        if not found:
            self._page.flash.tell(
                self.tr("没有可用的打印机；请连接并在系统设置中添加，未打开密存的原件。"), "bad"
            )
            return

        def chosen(why: str) -> None:
            dialog = PrintDialog(self._page, found, 1, duplex=True)
            dialog.accepted.connect(
                lambda: self.print_on(
                    view, why, dialog.printer.currentData(), dialog.copies.value(), dialog.duplex.isChecked()
                )
            )
            self._open(dialog)

        self._ask(self.tr("记录并打印"), self._consequence(), self._uses(), chosen)

    def _show(self, pdf: bytes) -> None:
        dialog = QDialog(self._page)
        dialog.setWindowTitle(self.tr("举报登记原件（保密）"))
        dialog.resize(820, 900)
        preview = Preview(self._page.desk.worker, self._page.desk.language)
        down = QVBoxLayout(dialog)
        down.addWidget(label(self.tr("本次查看已记录。请勿让无关人员看到，看完即关闭。"), "flash-doubt"))
        down.addWidget(preview, 1)
        dialog.finished.connect(preview.forget)
        self._open(dialog)
        preview.ask(lambda kit: Rendered(pdf, 0))

    def _card(self, view: InformantView) -> QWidget:
        frame, inside = card(margin=12)
        inside.addWidget(label(view.title, "h2"))
        inside.addWidget(label("\n".join(self._said(view))))
        acts: list[tuple[bool, str, Callable[[InformantView], None]]] = [
            (view.opens, self.tr("查看举报人…"), self.see),
            (view.opens, self.tr("打印原件…"), self.print),
            (bool(view.readers), self.tr("转交…"), self.hand),
            (view.may_ask, self.tr("申请查看…"), self.ask),
        ]
        buttons = [button(word, partial(act, view)) for can, word, act in acts if can]
        if buttons:
            inside.addLayout(row(*buttons, stretch=True))
        return frame

    def _said(self, view: InformantView) -> list[str]:
        lines = [self.tr("举报人身份保密；由 {0} 密存。").format("、".join(view.holders))]
        if view.shown:
            lines[0] += self.tr("已查看或打印 {0} 次，见“保管与导出”。").format(view.shown)
        if not view.opens:
            lines.append(self.tr("本机只有密文，不能打开。"))
        for name, asked in view.asked:
            text = self.tr("{0} 于 {1} 申请查看：{2}")
            lines.append(text.format(name, clock(asked.source.at_ms), asked.purpose))
        return lines

    def _consequence(self) -> str:
        return self.tr(
            "举报人身份依法保密，只供办理本案确需知道的人员。何人、何时、为何查看或打印，先记入日志，再打开原件。"
        )

    def _uses(self) -> tuple[str, ...]:
        return (
            self.tr("核实举报线索"),
            self.tr("告知举报人处理结果"),
            self.tr("依法移送"),
            self.tr("有权机关依法调取"),
        )

    def _ask(
        self,
        title: str,
        explained: str,
        whys: Sequence[str],
        go_on: Callable[[str], None],
        devices: Sequence[Device] = (),
    ) -> WhyDialog:
        dialog = WhyDialog(self._page, title, explained, whys, devices)
        dialog.accepted.connect(lambda: go_on(dialog.why.currentText().strip()))
        self._open(dialog)
        return dialog

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
