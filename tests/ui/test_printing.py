"""Paper: the stored bytes reach the printer as they are, and what goes wrong there is a sentence."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from app.decoding import Decoder
from app.errors import BadInput, StorageFault
from ui.application import Program
from ui.printing import forget_opened, open_pdf, page_images, paint_pages, print_stored, printers, uses_cups

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for lp and lpstat")

LPSTAT = """#!/bin/sh
case "$1" in
  -e) printf 'hall-a\\nhall-b\\n' ;;
  -d) echo 'system default destination: hall-b' ;;
  -l) printf 'printer hall-a disabled since Fri -\\n\\tout of paper\\n'
      printf 'printer hall-b is idle.\\n\\tAlerts: none\\n' ;;
  -a) echo 'hall-b accepting requests since Fri'; echo 'hall-a not accepting requests since Fri -' ;;
esac
"""


needs_a_full_disk = pytest.mark.skipif(
    not Path("/dev/full").exists(),
    reason="a device that is always full is Linux's; no other way needs no root",
)


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an lp that keeps what it is given and an lpstat with two printers."""
    put(tmp_path, "lpstat", LPSTAT)
    put(tmp_path, "lp", f'#!/bin/sh\necho "$@" > {tmp_path}/words\ncat > {tmp_path}/paper\n')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")
    (folder / name).chmod(0o755)


def a_pdf(folder: Path) -> bytes:
    sheet = Canvas(str(folder / "stored.pdf"))
    sheet.drawString(100, 700, "issued")
    sheet.save()
    return (folder / "stored.pdf").read_bytes()


def test_what_was_opened_in_another_reader_does_not_stay_on_the_disk(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert program.window is not None
    shown = Shown()
    QDesktopServices.setUrlHandler("file", shown, "take")  # type: ignore[arg-type]  # its stub says bytes, which do not work

    open_pdf(b"%PDF-1.7 issued")

    QDesktopServices.unsetUrlHandler("file")
    (path,) = shown.paths
    assert path.read_bytes() == b"%PDF-1.7 issued"
    forget_opened()
    assert list(tmp_path.iterdir()) == []


class Shown(QObject):
    """Stands for the system's reader."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


def test_cups_is_handed_the_stored_bytes_with_copies_and_sides(decoder: Decoder, cups: Path) -> None:
    pdf = a_pdf(cups)

    print_stored(decoder, pdf, "hall-b", 2, True, "现场笔录 -n 99; rm")

    assert uses_cups()
    assert (cups / "paper").read_bytes() == pdf
    words = (cups / "words").read_text("utf-8").split()
    assert words[:6] == ["-d", "hall-b", "-n", "2", "-o", "sides=two-sided-long-edge"]
    assert words[-1] == "-"


def test_printers_are_listed_with_the_default_first_and_what_is_wrong_with_each(cups: Path) -> None:
    first, second = printers()

    assert (first.name, first.default, first.problem, first.accepts) == ("hall-b", True, "", True)
    assert (second.name, second.problem, second.accepts) == ("hall-a", "disabled out of paper", False)


@pytest.mark.parametrize(
    ("said", "zh"),
    [
        ("lp: The printer or class does not exist.", "打印机不存在"),
        ("lp: Error - scheduler not responding.", "打印服务没有运行"),
        ("lp: Unable to connect: Connection refused", "打印服务没有运行"),
        ("lp: Destination hall-b is not accepting jobs.", "不接收任务"),
        ("lp: Error - no default destination available.", "没有安装打印机"),
        ("lp: No space left on device", "磁盘已满"),
        ("lp: something new", "something new"),
    ],
)
def test_what_the_printer_says_becomes_a_sentence_that_says_what_to_do(
    decoder: Decoder, cups: Path, said: str, zh: str
) -> None:
    put(cups, "lp", f"#!/bin/sh\ncat > /dev/null\necho '{said}' >&2\nexit 1\n")

    with pytest.raises(StorageFault) as refused:
        print_stored(decoder, a_pdf(cups), "hall-b", 1, False, "x")

    assert zh in refused.value.zh
    assert refused.value.en.isascii()


def test_a_printer_that_never_answers_is_not_waited_for_for_ever(cups: Path) -> None:
    put(cups, "lpstat", "#!/bin/sh\nsleep 30\n")

    with pytest.raises(StorageFault, match="没有应答"):
        printers(wait_s=0.3)


def test_bytes_that_are_no_pdf_are_refused(decoder: Decoder) -> None:
    with pytest.raises(BadInput, match="PDF"):
        page_images(decoder, b"no pdf", 72)


@pytest.mark.filterwarnings("ignore:This plugin does not support")
def test_stored_pages_reach_paper_dark_on_white(decoder: Decoder, program: Program, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    paint_pages(decoder, a_pdf(tmp_path), printer)

    (page,) = page_images(decoder, (tmp_path / "printed.pdf").read_bytes(), 50)
    shades = [
        page.pixelColor(x, y).lightness()
        for x in range(0, page.width(), 3)
        for y in range(0, page.height(), 3)
    ]
    assert sum(shade > 250 for shade in shades) / len(shades) > 0.97
    assert min(shades) < 200


@needs_a_full_disk
def test_a_full_disk_of_the_print_service_is_a_sentence(decoder: Decoder, cups: Path) -> None:
    put(cups, "lp", "#!/bin/sh\nexec cat > /dev/full\n")

    with pytest.raises(StorageFault, match="磁盘已满；文书已保存"):
        print_stored(decoder, a_pdf(cups) + bytes(200_000), "hall-b", 1, False, "x")


@needs_a_full_disk
@pytest.mark.filterwarnings("ignore:This plugin does not support")
def test_pages_that_a_printer_does_not_take_are_told(
    decoder: Decoder, program: Program, tmp_path: Path
) -> None:
    sheet = Canvas(str(tmp_path / "two.pdf"))
    for page in ("first", "second"):
        sheet.drawString(100, 700, page)
        sheet.showPage()
    sheet.save()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName("/dev/full")

    with pytest.raises(StorageFault, match="打印中断"):
        paint_pages(decoder, (tmp_path / "two.pdf").read_bytes(), printer)


def test_a_full_temporary_folder_is_a_sentence_and_keeps_no_torn_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with room_for(4_000), pytest.raises(StorageFault, match="磁盘空间不足"):
        open_pdf(bytes(200_000))

    assert list(tmp_path.iterdir()) == []


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes, as on a disk without room."""
    resource = import_module("resource")  # not on Windows
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
