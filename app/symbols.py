"""Picture -> printed codes, by zxing-cpp, and by ZBar where its library is on this machine.

zxing-cpp reads first and cheaply; what it misses is tried harder, then by ZBar, then on resampled pictures,
within a time budget. One-dimensional codes carry a check digit that we verify ourselves, and they are sure
only when two readings agree; error-corrected symbols are sure at once. A misread is worse than no read.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from app.numbers.products import check_digit
from app.photos import decode

try:
    from pyzbar import pyzbar as _zbar
except (ImportError, OSError):  # the wheel is here, the system's libzbar is not
    _zbar = None

Picture = NDArray[np.uint8]
Quad = tuple[tuple[int, int], ...]

CORRECTED = frozenset(
    {"QRCode", "MicroQRCode", "RMQRCode", "DataMatrix", "Aztec", "PDF417", "MicroPDF417", "MaxiCode"}
)
RETAIL = {"EAN-13": 13, "EAN-8": 8, "UPC-A": 12}
WEAK = frozenset({"UPC-E", "EAN-8", "ITF"})  # often invented from other bars
SHORTEST_ITF = 6
ZBAR_NAMES = {
    "EAN13": "EAN-13", "EAN8": "EAN-8", "UPCA": "UPC-A", "UPCE": "UPC-E", "CODE128": "Code128",
    "CODE39": "Code39", "CODE93": "Code93", "I25": "ITF", "QRCODE": "QRCode",
    "CODABAR": "Codabar", "DATABAR": "DataBar", "DATABAR_EXP": "DataBarExpanded", "PDF417": "PDF417",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    symbology: str  # zxing-cpp's names: "EAN-13", "QRCode", "Code128" …
    text: str
    data: bytes
    quad: Quad  # four corners in pixels of the given picture, clockwise from the top left of the symbol
    readers: tuple[str, ...]  # readings that agree: "zxing", "zxing 2x", "zbar" …
    sure: bool


def readers() -> tuple[str, ...]:
    """Return the readers on this machine; ZBar is absent where its system library is."""
    return ("zxing-cpp", "zbar") if _zbar is not None else ("zxing-cpp",)


def read(picture: Picture, budget_s: float = 1.5) -> tuple[Symbol, ...]:
    """Return the codes in a picture, (H, W) or (H, W, 3) uint8 BGR; () if none.

    Cheap readings come first; costlier ones follow while nothing sure was found and time is left.
    """
    gray = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    deadline = time.monotonic() + budget_s
    found: dict[tuple[str, str], Symbol] = {}
    for name, attempt in _attempts(np.ascontiguousarray(gray, dtype=np.uint8)):
        for symbol in attempt():
            _note(found, symbol, name)
        sure = [symbol for symbol in found.values() if symbol.sure]
        if sure or time.monotonic() > deadline:
            break
    return tuple(sorted(_settled(found), key=lambda s: s.quad))


def read_bytes(data: bytes, budget_s: float = 1.5) -> tuple[Symbol, ...]:
    """Return the codes in a photo's bytes. Raises BadInput where it is no usable photo."""
    return read(decode(data), budget_s)


def read_frame(frame: Picture) -> tuple[Symbol, ...]:
    """Return the codes in a live frame by the cheapest reading; `Agreement` decides what to accept."""
    gray = frame if frame.ndim == 2 else cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    found: dict[tuple[str, str], Symbol] = {}
    for symbol in _zxing(_bytes(cv2.blur(gray, (3, 3))), 1.0, hard=False):
        _note(found, symbol, "zxing")
    return tuple(found.values())


class Agreement:
    """Accepts codes over live frames: error-corrected ones at once, others after two of the last five."""

    def __init__(self, frames: int = 5, needed: int = 2, again_s: float = 3.0) -> None:
        self._frames, self._needed, self._again_s = frames, needed, again_s
        self._recent: list[set[tuple[str, str]]] = []
        self._accepted: dict[tuple[str, str], float] = {}

    def accept(self, symbols: Sequence[Symbol], now_s: float) -> tuple[Symbol, ...]:
        """Take one frame's symbols; return those accepted now, each once while it stays in sight."""
        self._recent = [*self._recent, {(s.symbology, s.text) for s in symbols}][-self._frames :]
        new = []
        for symbol in symbols:
            key = (symbol.symbology, symbol.text)
            seen = sum(key in frame for frame in self._recent)
            if symbol.symbology in CORRECTED or seen >= self._needed:
                if now_s - self._accepted.get(key, -1e9) > self._again_s:
                    new.append(replace(symbol, sure=True))
                self._accepted[key] = now_s
        return tuple(new)


def _attempts(gray: Picture) -> Iterator[tuple[str, Callable[[], list[Symbol]]]]:
    """Yield (name, reading), cheapest first."""
    yield "zxing", lambda: _zxing(gray, 1.0, hard=False)
    yield "zxing hard", lambda: _zxing(gray, 1.0, hard=True)
    if _zbar is not None:
        yield "zbar", lambda: _zbar_read(gray)
    small = max(gray.shape) < 1600
    if min(gray.shape) > 120:
        half = _resized(gray, 0.5)
        yield "zxing 0.5x", lambda: _zxing(half, 0.5, hard=True)
    soft = _bytes(cv2.GaussianBlur(gray, (5, 5), 0))
    yield "zxing soft", lambda: _zxing(soft, 1.0, hard=True)
    sharp = _bytes(cv2.addWeighted(gray, 2.0, cv2.GaussianBlur(gray, (0, 0), 3), -1.0, 0))
    yield "zxing sharp", lambda: _zxing(sharp, 1.0, hard=True)
    if small:
        double = _resized(gray, 2.0)
        yield "zxing 2x", lambda: _zxing(double, 2.0, hard=True)
        if _zbar is not None:
            yield "zbar 2x", lambda: [replace(s, quad=_scaled(s.quad, 2.0)) for s in _zbar_read(double)]
    flat = _bytes(cv2.createCLAHE(3.0, (8, 8)).apply(gray))
    yield "zxing flat", lambda: _zxing(flat, 1.0, hard=True)


def _resized(gray: Picture, scale: float) -> Picture:
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return _bytes(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=way))


def _bytes(picture: NDArray[Any]) -> Picture:
    """Give OpenCV's answer back the type it has at run time."""
    return np.asarray(picture, dtype=np.uint8)


def _zxing(gray: Picture, scale: float, *, hard: bool) -> list[Symbol]:
    results = zxingcpp.read_barcodes(
        gray, try_rotate=hard, try_downscale=hard, try_invert=hard, text_mode=zxingcpp.TextMode.Plain
    )
    found = []
    for result in results:
        p = result.position
        corners = (p.top_left, p.top_right, p.bottom_right, p.bottom_left)
        quad = _scaled(tuple((c.x, c.y) for c in corners), scale)
        name = result.format.name if hasattr(result.format, "name") else str(result.format)
        found.append(Symbol(_NAMES.get(name, name), result.text, bytes(result.bytes), quad, (), False))
    return [s for s in found if _plausible(s)]


def _zbar_read(gray: Picture) -> list[Symbol]:
    with _silent():
        results = _zbar.decode(gray)
    found = []
    for result in results:
        quad = tuple((int(p.x), int(p.y)) for p in result.polygon)[:4]
        name = ZBAR_NAMES.get(result.type, result.type)
        text = result.data.decode("utf-8", "replace")
        found.append(Symbol(name, text, bytes(result.data), quad, (), False))
    return [s for s in found if _plausible(s)]


_NAMES = {
    "EAN13": "EAN-13", "EAN8": "EAN-8", "UPCA": "UPC-A", "UPCE": "UPC-E", "QR Code": "QRCode",
    "Code 128": "Code128", "Code 39": "Code39", "Data Matrix": "DataMatrix",
}  # fmt: skip


def _plausible(symbol: Symbol) -> bool:
    """Drop what cannot be: a retail code with a wrong check digit, a fragment of an ITF code."""
    digits = symbol.text
    if symbol.symbology in RETAIL:
        if symbol.symbology == "UPC-A":
            digits = digits[-12:]
        digits = digits.split(" ")[0]
        return digits.isdigit() and len(digits) in (8, 12, 13) and check_digit(digits[:-1])[0] == digits[-1]
    return not (symbol.symbology == "ITF" and len(digits) < SHORTEST_ITF)


def _note(found: dict[tuple[str, str], Symbol], symbol: Symbol, reader: str) -> None:
    """Add one reading; two readings of different kinds, or error correction, make a symbol sure."""
    text = symbol.text
    name = symbol.symbology
    if name == "UPC-A" and len(text) == 13:
        text = text[1:]
    if name == "EAN-13" and text.startswith("0"):
        name, text = "UPC-A", text[1:]
    if name == "QRCode" and not text.isascii():
        text = _chinese(symbol.data, text)
    known = found.get((name, text))
    agreeing = (*(known.readers if known else ()), reader)
    families = {r.split(" ")[0] for r in agreeing}
    clear = agreeing[0] == "zxing" and name not in WEAK  # read at once, without trying harder
    agreed = len(families) >= 2 if name in WEAK else len(agreeing) >= 2 and "zxing" in families
    sure = name in CORRECTED or clear or agreed
    quad = known.quad if known else symbol.quad
    found[name, text] = Symbol(name, text, symbol.data, quad, agreeing, sure)


def _settled(found: dict[tuple[str, str], Symbol]) -> list[Symbol]:
    """Take sureness from rivals: two different texts read at one place make both unsure."""
    symbols = list(found.values())
    settled = []
    for symbol in symbols:
        rivals = [
            s for s in symbols if s is not symbol and s.symbology not in CORRECTED and _overlap(s, symbol)
        ]
        doubtful = symbol.symbology not in CORRECTED and any(
            len(r.readers) >= len(symbol.readers) for r in rivals
        )
        settled.append(replace(symbol, sure=symbol.sure and not doubtful))
    return settled


def _overlap(one: Symbol, other: Symbol) -> bool:
    if not one.quad or not other.quad:
        return False
    x = sum(p[0] for p in other.quad) / len(other.quad)
    y = sum(p[1] for p in other.quad) / len(other.quad)
    xs, ys = [p[0] for p in one.quad], [p[1] for p in one.quad]
    return min(xs) - 4 <= x <= max(xs) + 4 and min(ys) - 4 <= y <= max(ys) + 4


def _chinese(data: bytes, text: str) -> str:
    """Return the text of a QR code that names no encoding: UTF-8 if it fits, then GB 18030, else as read."""
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            decoded = data.decode(encoding)
            if any("\u4e00" <= c <= "\u9fff" for c in decoded):
                return decoded
    return text


def _scaled(quad: Sequence[tuple[float, float]], scale: float) -> Quad:
    return tuple((int(x / scale), int(y / scale)) for x, y in quad)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep ZBar's assertions off standard error, where it prints them from C."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
