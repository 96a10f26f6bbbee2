"""A stored PDF -> pictures for the screen, and paper. What was issued is printed, never rendered anew.

Where CUPS is, it is handed the very bytes (`lp` reads them from its standard input, so a full disk here is no
matter). Elsewhere the pages are painted on a QPrinter, on white, for a picture without ground prints black.
PDFium draws both ways; it is the engine of QtPdf too.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSizeF, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.decoding import Decoder
from app.errors import InspectionError, StorageFault
from ui.pixels import picture_of

A4_MM = QSizeF(210, 297)
PRINT_DPI = 300
WAIT_S = 20  # for lp and lpstat to answer
MOST_COPIES = 20
OPENED = "huhang-view-"  # folders for the system's reader
BROKEN_OFF = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)
SENTENCES = (  # what CUPS says, in words that say what to do
    (
        r"does not exist|unknown destination",
        "打印机不存在或已删除；请重新选择打印机。",
        "The printer does not exist any more; choose another.",
    ),
    (
        r"not accepting|rejecting",
        "打印机不接收任务；请在系统打印设置中恢复，或改用其他打印机。",
        "The printer accepts no jobs; let it accept them in the system's settings, or choose another.",
    ),
    (
        r"scheduler|refused|unable to connect|not responding|bad file descriptor",
        "打印服务没有运行；请启动系统打印服务（CUPS）后重试。",
        "The print service does not run; start CUPS and try again.",
    ),
    (
        r"no default destination|no destinations",
        "没有安装打印机；请连接打印机并在系统打印设置中添加。",
        "No printer is installed; connect one and add it in the system's settings.",
    ),
    (
        r"no space|too large",
        "打印服务的磁盘已满；文书已保存，请释放空间后重印。",
        "The print service's disk is full; the document is safe. Free space and print again.",
    ),
)


@dataclass(frozen=True, slots=True)
class Printer:
    name: str
    default: bool = False
    problem: str = ""  # what the system says of it, "" when it is ready
    accepts: bool = True


def page_images(decoder: Decoder, pdf: bytes, dpi: float) -> list[QImage]:
    """Return a PDF's pages as pictures on white; safe on any thread.

    Raises:
        BadInput: the bytes are no PDF.
    """
    first, pages = page_image(decoder, pdf, 0, dpi)
    return [first, *(page_image(decoder, pdf, at, dpi)[0] for at in range(1, pages))]


def page_image(decoder: Decoder, pdf: bytes, at: int, dpi: float) -> tuple[QImage, int]:
    """Return one page of a PDF (0 is the first; beyond the last is the last) and how many there are.

    Raises:
        BadInput: the bytes are no PDF.
    """
    picture, pages = decoder.draw_page(pdf, at, dpi)
    return picture_of(picture), pages


def uses_cups() -> bool:
    """Tell whether this machine prints by CUPS."""
    return shutil.which("lp") is not None and shutil.which("lpstat") is not None


def printers(wait_s: float = WAIT_S) -> tuple[Printer, ...]:
    """Return the printers of this machine, the default first; () where there are none.

    Raises:
        StorageFault: the print service does not answer.
    """
    if not uses_cups():
        own = QPrinterInfo.defaultPrinterName()
        names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != own, name))
        return tuple(Printer(name, name == own) for name in names)
    said = _asked(["lpstat", "-e"], wait_s=wait_s)
    default = _asked(["lpstat", "-d"], wait_s=wait_s).rpartition(":")[2].strip()
    states = _asked(["lpstat", "-l", "-p"], wait_s=wait_s)
    accepting = _asked(["lpstat", "-a"], wait_s=wait_s)
    names = [line.strip() for line in said.splitlines() if line.strip()]
    found = [
        Printer(name, name == default, _state(states, name), f"{name} not accepting" not in accepting)
        for name in names
    ]
    return tuple(sorted(found, key=lambda p: (not p.default, p.name)))


def print_stored(decoder: Decoder, pdf: bytes, printer: str, copies: int, duplex: bool, title: str) -> None:
    """Hand the stored bytes to a printer; returns when the system took them. Call it on a worker.

    Raises:
        StorageFault: the print service or the printer refuses; says what to do.
        BadInput: the bytes are no PDF.
    """
    copies = min(max(copies, 1), MOST_COPIES)
    if uses_cups():
        sides = "two-sided-long-edge" if duplex else "one-sided"
        words = ["-n", str(copies), "-o", f"sides={sides}", "-o", "media=A4", "-t", _plain(title)]
        _asked(["lp", "-d", printer, *words, "-"], pdf)
        return
    device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
    device.setDocName(_plain(title))
    device.setCopyCount(copies)
    device.setDuplex(QPrinter.DuplexMode.DuplexLongSide if duplex else QPrinter.DuplexMode.DuplexNone)
    paint_pages(decoder, pdf, device)


def paint_pages(decoder: Decoder, pdf: bytes, printer: QPrinter) -> None:
    """Paint every page onto a printer, at its whole sheet of A4.

    Raises:
        StorageFault: the printer cannot be opened, or does not take all pages.
    """
    images = page_images(decoder, pdf, PRINT_DPI)
    printer.setPageSize(QPageSize(A4_MM, QPageSize.Unit.Millimeter))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise StorageFault(
            "打印机无法打开；请检查打印机是否接通，文书已保存，可随时重印。",
            "The printer cannot be opened; see that it is on. The document is safe and can be printed later.",
        )
    taken = True
    for number, image in enumerate(images):
        taken = taken and (number == 0 or printer.newPage())
        painter.drawImage(painter.viewport(), image)
    if not (painter.end() and taken) or printer.printerState() in BROKEN_OFF:
        raise StorageFault(
            "打印中断：打印机、打印服务或其磁盘没有收下全部页面；文书已保存，请检查打印机和磁盘空间后重印。",
            "Printing broke off: the printer, its service or its disk did not take all pages."
            " The document is safe; see to the printer and to free space, and print again.",
        )


def open_pdf(pdf: bytes) -> None:
    """Show a stored PDF in the system's reader, from a plain file that `forget_opened` removes.

    Raises:
        StorageFault: the disk is full.
    """
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix=OPENED))
        path = folder / "document.pdf"
        path.write_bytes(pdf)
    except OSError as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise StorageFault(
            "磁盘空间不足，无法打开文书；请释放空间后重试，文书已保存。",
            "Not enough disk space to open the document; free space and try again. It is safe.",
        ) from error
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def forget_opened() -> None:
    """Remove the files made by `open_pdf`, of a killed program too; one that a reader holds stays for now."""
    for folder in Path(tempfile.gettempdir()).glob(f"{OPENED}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _asked(words: Sequence[str], given: bytes = b"", wait_s: float = WAIT_S) -> str:
    """Run a command of CUPS and return what it says."""
    plain = {**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}
    try:
        done = subprocess.run(words, input=given, capture_output=True, timeout=wait_s, env=plain, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        raise StorageFault(
            "打印服务没有应答；请检查打印机和系统打印服务后重试，文书已保存。",
            "The print service does not answer; see to the printer and the service. The document is safe.",
        ) from error
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        raise _refused(done.stderr.decode("utf-8", "replace") or said)
    return said


def _refused(said: str) -> InspectionError:
    for pattern, zh, en in SENTENCES:
        if re.search(pattern, said, re.IGNORECASE):
            return StorageFault(zh, en)
    told = " ".join(said.split())[:200]
    return StorageFault(
        f"打印失败（{told}）；文书已保存，请检查打印机后重印。",
        f"Printing failed ({told.encode('ascii', 'replace').decode()}); see to the printer and print again.",
    )


def _state(states: str, name: str) -> str:
    """Return what `lpstat -l -p` says is wrong with a printer: disabled, out of paper … "" if nothing."""
    for block in re.split(r"(?m)^(?=printer )", states):
        if block.startswith(f"printer {name} "):
            head, *details = block.splitlines()
            alerts = [d.split(":", 1)[1].strip() for d in details if d.strip().startswith("Alerts:")]
            reasons = [a for a in alerts if a and a != "none"]
            if "disabled" in head:
                why = details[0].strip() if details and ":" not in details[0] else ""
                reasons.insert(0, f"disabled {why}".strip())
            return "; ".join(reasons)
    return ""


def _plain(title: str) -> str:
    """Return a job's title without what a command line might take for a word of its own."""
    return re.sub(r"[^\w（）〔〕 .-]", "", title).lstrip("-")[:80] or "document"
