"""Hand scanners that type: told from people by rhythm, whatever has the focus, input methods included."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.conftest import until
from ui.application import Program
from ui.keystrokes import LONGEST, Key, Stroke, Wedge, composed
from ui.scanner import Scanner

CONTROL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A window with a text field and a button, and a scanner before it."""

    def __init__(self, application: QApplication) -> None:
        self.clock = Clock()
        self.scanner = Scanner(clock=self.clock)
        self.scans: list[str] = []
        self.refusals: list[str] = []
        self.scanner.scanned.connect(self.scans.append)
        self.scanner.refused.connect(self.refusals.append)
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        self.field, self.button = QLineEdit("旧"), QPushButton("x")
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        application.installEventFilter(self.scanner)
        until(lambda: self.field.hasFocus())

    def press(self, text: str, code: int, modifier: Qt.KeyboardModifier = NONE, gap_ms: int = 8) -> None:
        self.clock.now += gap_ms / 1000
        handle = self.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(handle, QKeyEvent(kind, code, modifier, text))

    def type(self, text: str, gap_ms: int = 8) -> None:
        for character in text:
            code = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}.get(character, Qt.Key.Key_A)
            self.press(character, int(code), gap_ms=gap_ms)

    def compose(self, preedit: str, commit: str = "", gap_ms: int = 8) -> None:
        self.clock.now += gap_ms / 1000
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.field, event)

    def rest(self, seconds: float = 0.4) -> None:
        """Let time pass until nothing is held back."""
        self.clock.now += seconds
        until(lambda: not self.scanner.waiting)


@pytest.fixture
def desk(program: Program) -> Iterator[Desk]:
    program.application.removeEventFilter(program.scanner)
    made = Desk(program.application)
    yield made
    program.application.removeEventFilter(made.scanner)
    program.application.installEventFilter(program.scanner)
    made.window.close()


@pytest.mark.parametrize("end", ["\r", "\t", ""])
def test_a_scan_is_taken_with_any_suffix_and_leaves_the_field_as_it_was(desk: Desk, end: str) -> None:
    pressed: list[bool] = []
    desk.button.clicked.connect(lambda: pressed.append(True))

    desk.type("6901028075763" + end)
    desk.rest()

    assert desk.scans == ["6901028075763"]
    assert desk.field.text() == "旧"
    assert desk.field.hasFocus()
    assert not pressed


def test_what_a_person_types_arrives_whole_and_in_order(desk: Desk) -> None:
    desk.type("ab", gap_ms=20)  # two keys rolled, then slowly on
    desk.type("cde", gap_ms=120)
    desk.press("", int(Qt.Key.Key_Left), gap_ms=150)
    desk.type("f", gap_ms=150)
    desk.rest()

    assert desk.field.text() == "旧abcdfe"
    assert desk.scans == []


def test_a_key_held_down_is_no_scan(desk: Desk) -> None:
    for _ in range(9):
        desk.clock.now += 0.03
        key = QKeyEvent(QEvent.Type.KeyPress, int(Qt.Key.Key_A), NONE, "a", True)
        QApplication.sendEvent(desk.window.windowHandle(), key)
    desk.rest()

    assert desk.field.text() == "旧" + "a" * 9
    assert desk.scans == []


def test_a_scan_is_taken_where_nothing_takes_text(desk: Desk) -> None:
    desk.button.setFocus()
    clicked: list[bool] = []
    desk.button.clicked.connect(lambda: clicked.append(True))

    desk.type("SN 0042 7781\r")  # its spaces and its Enter would press the button
    desk.rest()

    assert desk.scans == ["SN 0042 7781"]
    assert clicked == []


def test_keys_typed_slowly_while_the_window_was_busy_are_no_scan(desk: Desk) -> None:
    for n, character in enumerate("12345"):
        event = QKeyEvent(QEvent.Type.KeyPress, int(Qt.Key.Key_1), NONE, character)
        event.setTimestamp(5000 + 150 * n)  # all arrive at once
        QApplication.sendEvent(desk.window.windowHandle(), event)
    desk.rest()

    assert desk.scans == []
    assert desk.field.text() == "旧12345"


def test_separators_come_as_control_characters_control_keys_and_alt_codes(desk: Desk) -> None:
    desk.type("]d2010690102807576310AB")
    desk.press("\x1d", int(Qt.Key.Key_BracketRight), CONTROL)
    desk.type("21X")
    desk.press("", int(Qt.Key.Key_Alt), ALT)
    for digit in "029":
        desk.press(digit, int(Qt.Key.Key_0), ALT)
    QApplication.sendEvent(
        desk.window.windowHandle(), QKeyEvent(QEvent.Type.KeyRelease, int(Qt.Key.Key_Alt), NONE)
    )
    desk.press("\x1d", 0)  # Windows types the composed character once more
    desk.type("37005\r")
    desk.rest()

    assert desk.scans == ["]d2010690102807576310AB\x1d21X\x1d37005"]


def test_what_an_input_method_swallows_in_a_scanner_s_rhythm_is_a_scan(desk: Desk) -> None:
    for grown in ("h", "hu", "hu'h"):
        desk.compose(grown)
    assert not desk.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    desk.type("ANG-1\r")
    desk.rest()

    assert desk.scans == ["huhANG-1"]
    assert desk.field.text() == "旧"
    assert desk.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_chinese_typed_by_a_person_passes(desk: Desk) -> None:
    for grown in ("y", "yu", "yun"):
        desk.compose(grown, gap_ms=130)
    desk.compose("", "云", gap_ms=200)
    desk.rest()

    assert desk.field.text() == "旧云"
    assert desk.scans == []


def test_digits_that_an_input_method_passes_on_are_keys_like_others(desk: Desk) -> None:
    for digit in "6901028075763":
        desk.compose("", digit)
    desk.type("\r")
    desk.rest()
    desk.compose("", "7", gap_ms=500)
    desk.rest()

    assert desk.scans == ["6901028075763"]
    assert desk.field.text() == "旧7"


def test_a_burst_without_end_is_refused_with_a_sentence_and_the_next_scan_is_taken(desk: Desk) -> None:
    desk.type("9" * (LONGEST + 500))
    desk.rest()
    desk.type("6901028075763\r")
    desk.rest()

    assert len(desk.refusals) == 1
    assert desk.scans == ["6901028075763"]
    assert desk.field.text() == "旧"


def test_scans_can_be_lent_to_one_listener(desk: Desk) -> None:
    lent: list[str] = []
    desk.scanner.lend(lent.append)
    desk.type("ABCD\r")
    desk.scanner.lend(None)
    desk.type("EFGH\r")

    assert (lent, desk.scans) == (["ABCD"], ["EFGH"])


def strokes(text: str, gap_ms: int, begin: int = 0) -> list[Stroke]:
    return [Stroke(Key.TEXT, begin + gap_ms * n, character) for n, character in enumerate(text)]


def test_a_prefix_lets_even_a_slow_scanner_be_heard() -> None:
    wedge = Wedge("enter")
    assert wedge.feed(Stroke(Key.PREFIX, 0)).held

    assert all(wedge.feed(stroke).held for stroke in strokes("12", 150, 100))
    assert wedge.feed(Stroke(Key.ENTER, 400)).scan == "12"
    assert not wedge.waiting


def test_without_its_suffix_a_burst_is_no_scan_where_one_was_agreed() -> None:
    wedge = Wedge("enter")
    for stroke in strokes("123456", 8):
        wedge.feed(stroke)

    verdict = wedge.silence(500)

    assert verdict.scan is None
    assert "".join(stroke.text for stroke in verdict.replay) == "123456"


@pytest.mark.parametrize(
    ("digits", "character"), [("029", "\x1d"), ("065", "A"), ("013", "\r"), ("0300", ""), ("x", ""), ("", "")]
)
def test_alt_codes_stand_for_ascii_characters(digits: str, character: str) -> None:
    assert composed(digits) == character
