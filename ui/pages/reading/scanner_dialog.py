"""Settings of hand scanners, tried out at once: what is scanned here is judged and not recorded."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QFormLayout, QVBoxLayout

from app.goods_codes import read_scan, safe_text, say
from app.scanner_sheet import judge, scanner_sheet
from ui.page import Desk, Page
from ui.pages.reading.words import fact_words, fault_words, kind_word
from ui.pages.register.pictures import settings
from ui.scanner import PREFIXES
from ui.serial_scanner import list_ports
from ui.widgets import Flash, button, label, row

BAUDS = ("9600", "19200", "38400", "57600", "115200")


class ScannerDialog(QDialog):
    """While it is open, scans come here."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self.setWindowTitle(self.tr("扫码枪"))
        self.setMinimumWidth(620)
        layout = self._layout = QVBoxLayout(self)
        layout.setSpacing(12)
        words = self.tr("扫码枪插上就能用。若漏字、错字或分不清码制，请打印设置单，按单核对，再在这里试扫。")
        layout.addWidget(label(words))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        layout.addLayout(form)
        suffixes = (
            ("any", self.tr("自动（回车、Tab 或停顿）")), ("enter", self.tr("回车")),
            ("tab", "Tab"), ("none", self.tr("没有后缀")),
        )  # fmt: skip
        self._field(form, self.tr("后缀"), "scanner/suffix", suffixes)
        prefixes = [(name, name or self.tr("没有前缀")) for name in PREFIXES]
        self._field(form, self.tr("前缀键"), "scanner/prefix", prefixes)
        ports = [(device, f"{device}　{what}") for device, what in list_ports()]
        kept = str(settings().value("scanner/port", ""))
        if kept and kept not in dict(ports):
            ports.append((kept, self.tr("{0}（未接上）").format(kept)))
        self._field(form, self.tr("串口"), "scanner/port", [("", self.tr("不用串口")), *ports])
        self._field(form, self.tr("波特率"), "scanner/baud", [(baud, baud) for baud in BAUDS])
        self.flash = Flash()
        layout.addWidget(self.flash)
        self._told = label(self.tr("请扫一个条码。"), "soft")
        layout.addWidget(self._told)
        layout.addStretch(1)
        layout.addLayout(
            row(button(self.tr("设置单（PDF）…"), self._save_sheet), button(self.tr("关闭"), self.accept))
        )
        desk.scanner.lend(self.take)
        desk.scanner.refused.connect(self._refused)
        self.finished.connect(self._give_back)

    def take(self, sent: str) -> None:
        """Show what came and what it tells of the settings."""
        scan, judged = read_scan(sent), judge(sent)
        faults = [fault_words(fault) for fault in judged.faults]
        if not judged.check:
            self.flash.tell(self.tr("收到。用设置单上的试码可以检查设置。"))
        elif faults:
            self.flash.tell("；".join(faults), "doubt")
        else:
            self.flash.tell(self.tr("这一项设置正确。"))
        said = say(scan.symbology, scan.text)
        facts = "；".join(map(fact_words, said.facts))
        self._told.setText(f"{safe_text(sent)}\n{kind_word(scan.symbology)}　{facts}")
        self._make_room()

    def _field(
        self,
        form: QFormLayout,
        name: str,
        key: str,
        choices: list[tuple[str, str]] | tuple[tuple[str, str], ...],
    ) -> None:
        box = QComboBox()
        box.setAccessibleName(name)
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(str(settings().value(key, choices[0][0])))))
        box.activated.connect(self._keeper(key, box))
        form.addRow(name, box)

    def _keeper(self, key: str, box: QComboBox) -> Callable[[int], None]:
        def keep(index: int) -> None:
            kept = settings()
            kept.setValue(key, str(box.itemData(index)))
            kept.sync()
            self._desk.scanner.configure()

        return keep

    def _refused(self, sentence: str) -> None:
        self.flash.tell(sentence, "doubt")
        self._make_room()

    def _make_room(self) -> None:
        """Grow to what is told: a dialog that keeps its height would lay its fields over each other."""
        self.resize(self.width(), max(self.height(), self._layout.totalHeightForWidth(self.width())))

    def _give_back(self) -> None:
        self._desk.scanner.refused.disconnect(self._refused)
        self._desk.scanner.lend(None)

    def _save_sheet(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("设置单（PDF）…"), "scanner.pdf", "*.pdf")
        if name:
            self.write_sheet(Path(name))

    def write_sheet(self, path: Path) -> None:
        """Write the sheet as PDF."""
        language = self._desk.language

        def write(data: bytes) -> None:
            try:
                path.write_bytes(data)
            except OSError:
                self.flash.tell(self.tr("无法写入 {0}。").format(path.name), "bad")
            else:
                self.flash.tell(self.tr("设置单已保存：{0}").format(str(path)))
            self._make_room()

        self._page.ask(lambda kit: scanner_sheet(kit.fonts, language), write)
