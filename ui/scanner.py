"""Hand scanners, whatever has the focus: those that type, by an event filter; those on a serial port beside.

The filter stands before the window, so that popups and dialogs do not matter. An input method swallows
letters before Qt sees a key: when its composition grows in a scanner's rhythm, it is switched off for that
field until the scan ends, and what it swallowed is taken from the composition. Digits that it chose
characters with are lost; a prefix key switches it off in time, and a serial port avoids it altogether.
"""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from ui.keystrokes import GAP_MS, KEPT_CONTROLS, LONGEST, Key, Stroke, Verdict, Wedge, composed
from ui.serial_scanner import SerialScanner

PREFIXES = ("", "F8", "F9", "F10", "F11", "F12")
NEUTRAL = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
           Qt.Key.Key_AltGr)  # fmt: skip
SWALLOWED = 3  # quick steps of a composition that show a scanner


class Scanner(QObject):
    """Install on the application; `scanned` tells the text of each scan, `refused` why there was none."""

    scanned = Signal(str)
    refused = Signal(str)

    def __init__(self, kept: QSettings | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._kept, self._clock = kept, clock
        self._wedge = Wedge()
        self._prefix: Qt.Key | None = None
        self._taker: Callable[[str], None] | None = None
        self._replaying = self._hushed = False
        self._alt = self._composed = self._preedit = ""
        self._quick, self._heard_s = 0, 0.0
        self._muted: QWidget | None = None  # the field whose input method is off
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._listen)
        self.serial = SerialScanner()
        self.serial.scanned.connect(self._deliver)
        self.serial.refused.connect(self.refused)
        self.configure()

    def configure(self) -> None:
        """Follow the settings: suffix, prefix, serial port and its speed."""
        value = self._kept.value if self._kept is not None else lambda name, default: default
        self._wedge = Wedge(str(value("scanner/suffix", "any")))
        prefix = str(value("scanner/prefix", ""))
        self._prefix = Qt.Key[f"Key_{prefix}"] if prefix in PREFIXES[1:] else None
        self.serial.listen_to(str(value("scanner/port", "")), int(str(value("scanner/baud", 9600))))

    @property
    def waiting(self) -> bool:
        """Tell whether keys are held back until it is clear who typed them."""
        return self._wedge.waiting

    def lend(self, taker: Callable[[str], None] | None) -> None:
        """Hand scans to one listener alone, such as a page of settings; None gives them back to all."""
        self._taker = taker

    def hush(self, hushed: bool) -> None:
        """Let every key through and every scan go nowhere, while the windows are locked."""
        self._hushed = hushed

    def stop(self) -> None:
        """Let the serial port go."""
        self.serial.listen_to("", 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._hushed or not isinstance(event, QKeyEvent | QInputMethodEvent):
            return False  # most events by far: their kind is not even asked for
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return not self._replaying and isinstance(watched, QWidget) and self._compose(watched, event)
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(event, QKeyEvent):
            return False
        if self._replaying or not isinstance(watched, QWindow):
            return False  # the same key passes the window and then the widget: look at it once
        if kind == QEvent.Type.KeyRelease:
            return self._released(watched, event)
        return self._pressed(watched, event)

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        at_ms = event.timestamp() or round(self._clock() * 1000)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.text().isdigit():
            self._alt += event.text()
            return self._feed(Stroke(Key.NEUTRAL, at_ms)).held
        if self._composed and event.text() == self._composed:
            self._composed = ""  # Windows types the character that was composed here already
            return True
        self._composed = ""
        key, text = self._kind(event)
        again = partial(QApplication.sendEvent, window, event.clone())
        verdict = self._feed(Stroke(key, at_ms, text, again, event.isAutoRepeat()))
        if self._wedge.prefixed:
            self._mute(QApplication.focusWidget())
        if verdict.held:
            event.accept()
        return verdict.held

    def _released(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Alt and self._alt:
            character, self._alt = composed(self._alt), ""
            if character:
                key = Key.ENTER if character == "\r" else Key.TEXT
                none = Qt.KeyboardModifier.NoModifier
                typed = QKeyEvent(QEvent.Type.KeyPress, 0, none, character)
                at_ms = event.timestamp() or round(self._clock() * 1000)
                self._feed(Stroke(key, at_ms, character, partial(QApplication.sendEvent, window, typed)))
                self._composed = character
        return False

    def _kind(self, event: QKeyEvent) -> tuple[Key, str]:
        code, text = event.key(), event.text()
        if self._prefix is not None and code == self._prefix:
            return Key.PREFIX, ""
        if code in NEUTRAL:
            return Key.NEUTRAL, ""
        if code in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or text in ("\r", "\n"):
            return Key.ENTER, ""
        if code == Qt.Key.Key_Tab:
            return Key.TAB, ""
        plain = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if code == Qt.Key.Key_BracketRight and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return Key.TEXT, "\x1d"
        if len(text) == 1 and (text in KEPT_CONTROLS or (text.isprintable() and not plain)):
            return Key.TEXT, text
        return Key.OTHER, ""

    def _compose(self, field: QWidget, event: QInputMethodEvent) -> bool:
        """Take single characters of an input method as keys, and a composition that grows too fast."""
        now_ms = round(self._clock() * 1000)
        quick = now_ms - round(self._heard_s * 1000) <= GAP_MS
        self._heard_s = self._clock()
        committed, preedit = event.commitString(), event.preeditString()
        grown = bool(preedit) and len(_letters(preedit)) == len(_letters(self._preedit)) + 1
        self._preedit = preedit
        self._quick = self._quick + 1 if grown and (quick or self._quick == 0) else int(grown)
        if self._quick >= SWALLOWED:
            self._mute(field)
            letters = _letters(preedit)
            self._wedge.take_over(letters, now_ms, partial(self._commit, field, letters))
            self._wait()
            return True
        if len(committed) == 1 and not preedit and committed.isascii() and committed.isprintable():
            again = partial(self._commit, field, committed)
            return self._feed(Stroke(Key.TEXT, now_ms, committed, again)).held
        return False

    def _feed(self, stroke: Stroke) -> Verdict:
        self._heard_s = self._clock()
        verdict = self._wedge.feed(stroke)
        self._follow(verdict)
        return verdict

    def _listen(self) -> None:
        """The time for another key is over; keys that came while the window was busy still go first."""
        quiet_ms = round((self._clock() - self._heard_s) * 1000)
        if quiet_ms > 3 * self._wedge.patience_ms and self._timer.interval() > 0:
            self._timer.start(0)
            return
        self._follow(self._wedge.silence(quiet_ms))

    def _follow(self, verdict: Verdict) -> None:
        """Give typed keys back and hand on a scan; wait for more where keys are held."""
        self._replaying = True
        for stroke in verdict.replay:
            if stroke.again is not None:
                stroke.again()
        self._replaying = False
        if verdict.scan is not None:
            self._deliver(verdict.scan)
        if verdict.too_long:
            words = self.tr("扫码枪一次发来的内容超过 {0} 个字符，没有采用；请检查扫码枪的设置。")
            self.refused.emit(words.format(LONGEST))
        if self._wedge.waiting:
            self._wait()
        elif self._muted is not None:
            self._unmute()

    def _wait(self) -> None:
        self._timer.start(self._wedge.patience_ms + 5)

    def _deliver(self, text: str) -> None:
        if self._hushed:
            return
        if self._taker is not None:
            self._taker(text)
        else:
            self.scanned.emit(text)

    def _commit(self, field: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)

    def _mute(self, field: QWidget | None) -> None:
        """Switch the input method off for a field until the scan ends, and drop its composition."""
        if field is None or self._muted is not None:
            return
        if field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            QGuiApplication.inputMethod().reset()
            self._replaying = True
            QApplication.sendEvent(field, QInputMethodEvent())
            self._replaying = False
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            self._muted = field
            field.destroyed.connect(self._forget_field)

    def _unmute(self) -> None:
        field, self._muted = self._muted, None
        self._preedit, self._quick = "", 0
        if field is not None:
            field.destroyed.disconnect(self._forget_field)
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)

    def _forget_field(self) -> None:
        self._muted = None


def _letters(composition: str) -> str:
    """Return a composition without what input methods put between syllables."""
    return "".join(c for c in composition if c not in "' ’")
