"""Live reading: glances, agreement, a camera that vanishes, what the viewfinder shows."""

import threading
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent

from app.errors import BadInput
from app.symbols import Symbol
from tests.ui.conftest import until
from ui.application import Program
from ui.camera import Camera, Mailbox, Sighting, look, preview
from ui.errands import LATER, Errands
from ui.glances import TILE, Gaze, Glance
from ui.sound import Sounds, write_tone
from ui.sources import Frame
from ui.theme import LIGHT
from ui.viewfinder import Viewfinder


def a_frame(text: str = "6901028075763", left: int = 420, top: int = 260, turned: bool = False) -> Frame:
    """A light 720p frame in which an EAN-13 of 379 by 205 px lies."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.EAN13)
    bars = np.pad(np.array(code.to_image(scale=3)), 20, constant_values=255)
    bars = np.rot90(bars) if turned else bars
    frame = np.full((720, 1280), 200, np.uint8)
    frame[top : top + bars.shape[0], left : left + bars.shape[1]] = bars
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


class Played:
    """A source that gives what a list says, then nothing for ever: frames, None, or an error."""

    def __init__(self, *items: Frame | Exception | None, pace_s: float = 0.01) -> None:
        self.items, self.pace_s, self.closed = list(items), pace_s, 0

    def read(self) -> Frame | None:
        time.sleep(self.pace_s)
        item = self.items.pop(0) if self.items else None
        if isinstance(item, Exception):
            raise item
        return item

    def expose(self, step: int) -> bool:
        return step == 0

    def close(self) -> None:
        self.closed += 1


class Hanging(Played):
    """A source whose first frame comes when the test says so."""

    def __init__(self) -> None:
        super().__init__(a_frame())
        self.asked, self.free = threading.Event(), threading.Event()

    def read(self) -> Frame | None:
        self.asked.set()
        self.free.wait()
        return super().read()


@pytest.mark.parametrize(
    ("left", "top", "turned"),
    [(420, 260, False), (5, 5, False), (890, 500, False), (450, 510, False), (540, 170, True)],
)
def test_a_code_anywhere_in_a_frame_is_found_where_it_lies(left: int, top: int, turned: bool) -> None:
    frame, gaze = a_frame(left=left, top=top, turned=turned), Gaze()

    found = [symbol for _ in range(20) for symbol in look(frame, gaze)]

    assert {symbol.text for symbol in found} == {"6901028075763"}
    for symbol in found:
        x, y = np.mean(symbol.quad, axis=0)
        assert abs(x - left - (102 if turned else 190)) < 60
        assert abs(y - top - (190 if turned else 102)) < 60


def test_where_a_code_was_seen_the_next_glance_looks_again() -> None:
    gaze = Gaze()
    first = gaze.next(720, 1280)
    gaze.saw([((500, 300), (700, 300), (700, 400), (500, 400))], False)

    again = gaze.next(720, 1280)

    assert (again.left, again.top, again.right, again.bottom) == (440, 240, 760, 460)
    gaze.saw([((500, 300), (700, 300), (700, 400), (500, 400))], False)
    assert gaze.next(720, 1280) != again
    assert first == Gaze().next(720, 1280)


@pytest.mark.parametrize("size", [(720, 1280), (1080, 1920), (2160, 3840), (120, 160), (1280, 720), (2, 2)])
def test_glances_cost_a_part_of_the_frame_and_see_all_of_it(size: tuple[int, int]) -> None:
    gaze, seen = Gaze(), np.zeros(size, bool)
    picture = np.zeros(size, np.uint8)
    for _ in range(200):
        glance = gaze.next(*size)
        part = glance.cut(picture)
        assert 0 < part.size <= TILE[0] * TILE[1] * 1.05
        if glance.scale == 1.0 and not glance.turned:
            seen[glance.top : glance.bottom, glance.left : glance.right] = True

    assert seen.all()


def test_corners_found_in_a_turned_part_come_back_to_their_place() -> None:
    frame = np.zeros((100, 200), np.uint8)
    frame[30, 60] = 255
    glance = Glance(40, 20, 90, 80, turned=True)
    (y, x), *_ = np.argwhere(glance.cut(frame) == 255).tolist()

    assert glance.back([(x, y)]) == ((60, 30),)


def test_the_newest_frame_takes_the_place_of_those_nobody_took() -> None:
    mail = Mailbox()
    for n in range(3):
        mail.put(np.full((2, 2, 3), n, np.uint8))

    newest = mail.take(0.1)

    assert newest is not None
    assert newest[0, 0, 0] == 2
    assert mail.take(0.01) is None


def test_a_code_held_before_the_camera_is_one_scan(program: Program) -> None:
    source = Played(*[a_frame()] * 60)
    camera = Camera(lambda: source)
    found: list[Symbol] = []
    camera.found.connect(found.append)
    camera.start()
    until(lambda: not source.items)
    camera.stop()

    assert [s.text for s in found] == ["6901028075763"]
    assert source.closed == 1


def test_a_source_that_breaks_or_vanishes_is_told_once_and_comes_back(program: Program) -> None:
    broken = [cv2.error("no"), OSError("gone"), BadInput("坏", "bad"), None]
    source = Played(a_frame(), *broken, *[a_frame()] * 5)
    camera = Camera(lambda: source)
    told: list[str] = []
    camera.lost.connect(lambda: told.append("lost"))
    camera.came.connect(lambda: told.append("came"))
    camera.start()
    until(lambda: told.count("came") == 2)
    camera.stop()

    assert told[:3] == ["came", "lost", "came"]


def test_a_source_that_hangs_does_not_hold_the_window_and_tells_nothing_later(program: Program) -> None:
    source = Hanging()
    camera = Camera(lambda: source)
    told: list[str] = []
    camera.came.connect(lambda: told.append("came"))
    camera.shown.connect(lambda image: told.append("shown"))
    camera.start()
    assert source.asked.wait(30)

    camera.stop()
    source.free.set()
    until(lambda: not any(t.name == "huhang-frames" for t in threading.enumerate()))

    assert (told, source.closed) == ([], 1)


def test_pictures_are_shown_at_the_pace_of_painting_and_a_held_one_stays(program: Program) -> None:
    source = Played(*[a_frame()] * 400, pace_s=0.002)
    camera = Camera(lambda: source)
    shown: list[QImage] = []
    camera.shown.connect(shown.append)
    camera.show_at(320, 200)
    camera.start()
    until(lambda: len(source.items) < 350)
    assert len(shown) == 1
    assert (shown[0].width(), shown[0].height()) == (320, 180)
    camera.hold(True)
    until(lambda: len(source.items) < 300)  # the frame that was under way is through
    held = camera.frame()
    camera.painted()
    until(lambda: len(source.items) < 250)
    assert camera.frame() is held
    assert camera.still().startswith(b"\xff\xd8")
    camera.hold(False)
    until(lambda: camera.frame() is not held)
    camera.stop()


def test_a_source_without_exposure_says_so(program: Program) -> None:
    camera = Camera(lambda: Played(*[a_frame()] * 300))
    answers: list[bool] = []
    camera.exposed.connect(answers.append)
    camera.start()
    camera.expose(1)
    camera.expose(0)
    until(lambda: len(answers) == 2)
    camera.stop()

    assert answers == [False, True]


def test_the_viewfinder_outlines_codes_in_two_ways_and_hides_nothing(program: Program) -> None:
    finder = Viewfinder(LIGHT, "没有画面")
    finder.resize(640, 360)
    finder.show()
    finder.show_picture(preview(a_frame(), 640, 360))
    symbol = Symbol(
        "QRCode", "\u202e" + "9" * 5000, b"", ((400, 200), (800, 200), (800, 500), (400, 500)), (), True
    )
    plain = finder.grab().toImage()
    finder.show_sighting(Sighting(1280, 720, (symbol,)))
    seen = finder.grab().toImage()
    finder.show_sighting(Sighting(1280, 720, (symbol,), frozenset({symbol.text})))
    agreed = finder.grab().toImage()

    assert plain != seen
    assert seen != agreed
    taps: list[bool] = []
    finder.tapped.connect(lambda: taps.append(True))
    middle = QPointF(300, 200)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    finder.mousePressEvent(
        QMouseEvent(QMouseEvent.Type.MouseButtonPress, middle, middle, button, button, none)
    )
    assert taps == [True]
    finder.clear("画面中断")
    assert finder.accessibleName() == "画面中断"
    finder.close()


def test_errands_are_done_in_order_of_urgency_and_not_after_the_end(program: Program) -> None:
    errands, told, gate = Errands(), list[object](), threading.Event()
    crashes: list[str] = []
    errands.crashed.connect(crashes.append)

    def refuse() -> None:
        raise BadInput("坏", "bad")

    others = set(threading.enumerate())
    errands.run(gate.wait, lambda answer: told.append("first"), told.append)
    (thread,) = set(threading.enumerate()) - others
    errands.run(lambda: "later", told.append, told.append, LATER)
    errands.run(refuse, told.append, lambda error: told.append(error.en))
    errands.run(lambda: 1 // 0, told.append, told.append)
    gate.set()
    until(lambda: len(told) == 3)
    errands.stop()
    errands.run(lambda: "never", told.append, told.append)
    thread.join(timeout=20)
    program.application.processEvents()

    assert not thread.is_alive()
    assert told == ["first", "bad", "later"]
    assert "ZeroDivisionError" in crashes[0]


def test_each_outcome_has_a_tone_of_its_own(tmp_path: Path) -> None:
    played: list[bytes] = []
    sounds = Sounds(lambda path: played.append(path.read_bytes()))
    for kind in ("ok", "doubt", "bad"):
        sounds.play(kind)
    sounds.muted = True
    sounds.play("ok")

    assert len(set(played)) == 3
    assert all(tone.startswith(b"RIFF") for tone in played)
    write_tone(tmp_path / "silence.wav", ((0, 0.01),))
    assert (tmp_path / "silence.wav").stat().st_size > 44
