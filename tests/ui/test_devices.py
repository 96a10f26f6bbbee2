"""Signatures, paper, the worker: what stands between a person and the pages."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from app.errors import NotAllowed
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.document import SignDialog
from ui.printing import page_images, paint_pages
from ui.signature import SignaturePad
from ui.worker import Worker


def test_a_signature_keeps_its_strokes_and_ink(program: Program) -> None:
    pad = SignaturePad()
    pad.resize(300, 140)
    assert pad.is_empty()
    assert pad.png() == b""
    for kind, x in (
        (QEvent.Type.MouseButtonPress, 20),
        (QEvent.Type.MouseMove, 90),
        (QEvent.Type.MouseMove, 200),
    ):
        event = QMouseEvent(
            kind, QPointF(x, 60), QPointF(x, 60), Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        (pad.mousePressEvent if kind == QEvent.Type.MouseButtonPress else pad.mouseMoveEvent)(event)

    assert pad.png().startswith(b"\x89PNG")
    assert b'"strokes"' in pad.strokes()
    pad.undo()
    assert pad.is_empty()


def test_the_worker_answers_in_order_and_tells_refusals_from_bugs(program: Program) -> None:
    worker = Worker(program.worker._kit)
    order: list[object] = []
    crashes: list[str] = []
    worker.crashed.connect(crashes.append)

    def refuse(kit: object) -> None:
        raise NotAllowed("不行", "no")

    worker.run(lambda kit: 1, order.append)
    worker.run(refuse, order.append, lambda error: order.append(error.en))
    worker.run(lambda kit: 1 // 0, order.append)
    task = worker.run_long(
        lambda kit, go: go(1, 2), order.append, lambda e: None, lambda at, total: order.append((at, total))
    )
    until(lambda: len(order) == 4 and len(crashes) == 1)
    task.stop()
    worker.stop()

    assert order == [1, "no", (1, 2), True]
    assert "ZeroDivisionError" in crashes[0]


def test_stored_pages_reach_paper_dark_on_white(program: Program, tmp_path: Path) -> None:
    sheet = Canvas(str(tmp_path / "stored.pdf"))
    sheet.drawString(100, 700, "issued")
    sheet.save()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)

    paint_pages((tmp_path / "stored.pdf").read_bytes(), printer)

    (page,) = page_images((tmp_path / "printed.pdf").read_bytes(), 50)
    shades = [
        page.pixelColor(x, y).lightness()
        for x in range(0, page.width(), 3)
        for y in range(0, page.height(), 3)
    ]
    assert sum(shade > 250 for shade in shades) / len(shades) > 0.97
    assert min(shades) < 200


def test_signers_sign_or_say_why_not(program: Program) -> None:
    parent = QWidget()
    dialog = SignDialog(parent, (("party", "当事人"), ("witness", "见证人"), ("officer_1", "检查人员")))
    role, pad, refusal = dialog._pads[1]
    refusal.setText("不在场")

    (signature,) = dialog.signatures()

    assert (signature.role, signature.refused, signature.png) == (role, "不在场", b"")
    assert pad.is_empty()
