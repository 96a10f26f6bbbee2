"""Signing with mouse, finger and pen; refusing; and what is kept of it."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.application import Program
from ui.pages.documents.signing import Place, RefusalDialog, SignDialog
from ui.signature import SignaturePad

SIGNERS = (("party", "当事人"), ("witness", "见证人"), ("officer_1", "检查人员"))


@pytest.fixture
def pad(program: Program) -> SignaturePad:
    found = SignaturePad()
    found.resize(300, 140)
    return found


@pytest.fixture
def parent(program: Program) -> Iterator[QWidget]:
    found = QWidget()
    yield found
    found.deleteLater()


def draw(pad: SignaturePad, *across: int) -> None:
    """Draw a stroke with the mouse."""
    steps = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(across) - 1)]
    for kind, x in zip(steps, across, strict=True):
        event = QMouseEvent(
            kind, QPointF(x, 60), QPointF(x, 60), Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        (pad.mousePressEvent if kind == QEvent.Type.MouseButtonPress else pad.mouseMoveEvent)(event)


def pen(pad: SignaturePad, kind: QEvent.Type, x: float, pressure: float) -> None:
    """Let a pen that tells its pressure touch the pad."""
    device = QPointingDevice(
        "pen", 1, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1,
    )  # fmt: skip
    at = QPointF(x, 70)
    event = QTabletEvent(
        kind, device, at, at, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
    )  # fmt: skip
    pad.tabletEvent(event)


def strokes(pad: SignaturePad) -> list[list[list[float]]]:
    found: list[list[list[float]]] = json.loads(pad.strokes())["strokes"]
    return found


def test_a_signature_keeps_its_strokes_and_ink(pad: SignaturePad) -> None:
    assert pad.is_empty()
    assert pad.png() == b""

    draw(pad, 20, 90, 200)

    assert pad.png().startswith(b"\x89PNG")
    assert [point[0] for point in strokes(pad)[0]] == [20, 90, 200]
    pad.undo()
    assert pad.is_empty()


def test_a_pen_s_pressure_is_kept_and_a_palm_beside_it_leaves_no_mark(pad: SignaturePad) -> None:
    pen(pad, QEvent.Type.TabletPress, 20, 0.2)
    draw(pad, 150, 160)
    pen(pad, QEvent.Type.TabletMove, 60, 0.9)
    pen(pad, QEvent.Type.TabletRelease, 60, 0.0)

    (stroke,) = strokes(pad)
    assert [(point[0], point[3]) for point in stroke] == [(20, 0.2), (60, 0.9)]


def test_one_finger_writes_and_a_second_one_does_not(pad: SignaturePad) -> None:
    screen = QTest.createTouchDevice()
    pad.show()

    QTest.touchEvent(pad, screen).press(0, QPoint(20, 40), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(80, 50), pad).press(1, QPoint(200, 100), pad).commit()
    QTest.touchEvent(pad, screen).release(0, QPoint(120, 60), pad).release(1, QPoint(210, 100), pad).commit()

    (stroke,) = strokes(pad)
    assert [point[0] for point in stroke] == [20, 80, 120]
    pad.close()


def test_every_page_is_signed_by_itself_and_a_refusal_holds_for_the_pages_left(parent: QWidget) -> None:
    pages = [QImage(100, 140, QImage.Format.Format_RGB32)] * 3
    dialog = SignDialog(parent, SIGNERS, pages, {"party": "王练习"}, every_page=True)
    first, *_ = (place for place in dialog.places if place.role == "party")
    draw(first.pad, 10, 50, 90)
    witness = next(place for place in dialog.places if place.role == "witness" and place.page == 2)

    dialog.refuse(witness, "中途离开", ("李见证", "王见证"), "执法记录仪 7 号", why="absent")

    given = {(s.role, s.page): s for s in dialog.signatures()}
    assert sorted(given) == [("party", 1), ("witness", 1), ("witness", 2), ("witness", 3)]
    assert given["party", 1].name == "王练习"
    assert given["party", 1].png.startswith(b"\x89PNG")
    assert (given["witness", 3].refused, given["witness", 3].recording) == ("中途离开", "执法记录仪 7 号")
    assert (given["witness", 3].witness, given["witness", 3].witness_2) == ("李见证", "王见证")
    assert (given["witness", 3].why, given["party", 1].refused) == ("absent", "")


def test_a_fingerprint_takes_the_place_of_ink_until_it_is_signed_again(parent: QWidget) -> None:
    dialog = SignDialog(parent, SIGNERS)
    place: Place = dialog.places[0]

    dialog.take_fingerprint(place, b"photo")
    assert [s.fingerprint for s in dialog.signatures()] == [b"photo"]

    dialog.again(place)
    assert dialog.signatures() == ()


def test_each_kind_of_not_signing_offers_its_own_reasons(parent: QWidget) -> None:
    dialog = RefusalDialog(parent, "当事人", "zh")

    offered = []
    for at in range(dialog.why.count()):
        dialog.why.setCurrentIndex(at)
        offered.append((dialog.why.currentData(), dialog.reason.itemText(0)))

    assert offered == [
        ("refused", "本人未说明理由"),
        ("absent", "经通知未到场"),
        ("unable", "本人不会写字，已宣读"),
    ]


def test_a_longer_explanation_pushes_no_button_out_of_its_dialog(parent: QWidget) -> None:
    dialog = RefusalDialog(parent, "当事人", "zh")
    dialog.show()
    before = dialog.height()

    dialog.why.setCurrentIndex(dialog.why.findData("absent"))

    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() >= layout.totalHeightForWidth(dialog.width()) > before
    dialog.close()
