"""A hand scanner on a serial port (USB CDC): no keyboard, no input method, no focus in its way.

A thread waits for bytes; a scan ends with CR, LF, ETX or a short silence. The port may vanish and come
back at any time.
"""

import threading
import time

import serial
from PySide6.QtCore import QObject, Signal
from serial.tools.list_ports import comports

RETRY_S = 1.0
SILENCE_S = 0.1  # ends a scan without a suffix
LONGEST = 8192  # bytes
ENDS = b"\r\n\x03"
STARTS = b"\x02"
KEPT_CONTROLS = "\t\x1c\x1d\x1e\x1f\x04"
BROKEN = (serial.SerialException, OSError, TypeError, ValueError)  # pyserial's own, and what it lets through


class Assembler:
    """Bytes -> scans. What is no text, or never ends, is told as None."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._overflowed = False

    def feed(self, data: bytes) -> list[str | None]:
        """Take bytes; return the scans that they complete."""
        found: list[str | None] = []
        for byte in data:
            if byte in ENDS:
                found += self.end()
            elif byte not in STARTS and not self._overflowed:
                self._bytes.append(byte)
                if len(self._bytes) > LONGEST:
                    self._bytes.clear()
                    self._overflowed = True
                    found.append(None)
        return found

    def end(self) -> list[str | None]:
        """Take what has come as a scan: after an end mark or a silence."""
        data, self._overflowed = bytes(self._bytes), False
        self._bytes.clear()
        return [as_text(data)] if data else []


def as_text(data: bytes) -> str | None:
    """Return a scan's text: UTF-8, else GB 18030, as Chinese scanners send; None where it is no text."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(c.isprintable() or c in KEPT_CONTROLS for c in text):
            return text
    return None


def list_ports() -> tuple[tuple[str, str], ...]:
    """Return the serial ports at hand, (device, what the system says of it), USB ones only."""
    try:
        found = [(str(p.device), str(p.description or "")) for p in comports() if p.vid is not None]
    except OSError:
        return ()
    return tuple(sorted(found))


class SerialScanner(QObject):
    """One port at a time; its signals reach the thread that made it."""

    scanned = Signal(str)
    refused = Signal(str)
    connected = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.port = ""

    def listen_to(self, port: str, baud: int) -> None:
        """Listen to a port, and to it alone; "" to none."""
        self._stopped.set()
        self._stopped = threading.Event()
        self.port = port
        if port:
            self._thread = threading.Thread(
                target=self._listen, args=(port, baud, self._stopped), name="huhang-serial", daemon=True
            )
            self._thread.start()

    def _listen(self, port: str, baud: int, stopped: threading.Event) -> None:
        told = False
        while not stopped.is_set():
            try:
                with serial.Serial(port, baud, timeout=SILENCE_S) as line:
                    told = False
                    self.connected.emit(True)
                    self._read(line, stopped)
            except BROKEN:
                if not told and not stopped.is_set():
                    self.connected.emit(False)
                    words = self.tr("扫码枪的串口 {0} 没有接上；接好后会自动恢复。").format(port)
                    self.refused.emit(words)
                told = True
                stopped.wait(RETRY_S)

    def _read(self, line: serial.Serial, stopped: threading.Event) -> None:
        """Hand on scans until the port breaks or is no longer wanted."""
        assembler = Assembler()
        refused_s = 0.0
        while not stopped.is_set():
            data = line.read(max(1, line.in_waiting))
            for text in assembler.feed(data) if data else assembler.end():
                if stopped.is_set():
                    return
                if text is not None:
                    self.scanned.emit(text)
                elif time.monotonic() - refused_s > RETRY_S:  # rubbish may come without end
                    refused_s = time.monotonic()
                    words = self.tr("串口 {0} 发来的内容不是文字，没有采用；请检查波特率。")
                    self.refused.emit(words.format(line.port))
