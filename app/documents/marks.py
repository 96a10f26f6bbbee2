"""The bureau's seal, drawn or from its picture, whole or in slices; the verification code as a QR symbol."""

import math

import numpy as np
import zxingcpp
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.documents.pen import Picture, put_picture
from app.typeset.fonts import BODY, FontSet

SEAL_DIAMETER = 42 * mm  # county and city organs
RING = 1.0 * mm
RED = Color(0.85, 0.05, 0.05, alpha=0.85)
MOST_SLICES = 10  # pages under one seal; more pages take several
MODULE = 0.42 * mm
QUIET = 4  # modules


class Seal:
    """The seal of an agency."""

    def __init__(self, fonts: FontSet, agency: str, picture: Picture | None) -> None:
        self._fonts, self._agency, self._picture = fonts, agency, picture

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the seal centred on (x, y)."""
        if self._picture is not None:
            half = SEAL_DIAMETER / 2
            put_picture(canvas, self._picture, (x - half, y - half, SEAL_DIAMETER, SEAL_DIAMETER))
            return
        canvas.saveState()
        canvas.setStrokeColor(RED)
        canvas.setFillColor(RED)
        canvas.setLineWidth(RING)
        canvas.circle(x, y, (SEAL_DIAMETER - RING) / 2)
        self._star(canvas, x, y)
        self._name(canvas, x, y)
        canvas.restoreState()

    def draw_slice(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw this page's slice on the right edge of the paper: pages fanned out show the whole seal."""
        if pages < 2:
            return
        groups = math.ceil(pages / MOST_SLICES)
        first = (page - 1) * groups // pages
        members = [p for p in range(1, pages + 1) if (p - 1) * groups // pages == first]
        width = SEAL_DIAMETER / len(members)
        left, middle = A4[0] - width, A4[1] / 2
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, middle - SEAL_DIAMETER / 2, width, SEAL_DIAMETER)
        canvas.clipPath(path, stroke=0, fill=0)
        self.draw(canvas, left - members.index(page) * width + SEAL_DIAMETER / 2, middle)
        canvas.restoreState()

    def _star(self, canvas: Canvas, x: float, y: float) -> None:
        star = canvas.beginPath()
        for point in range(10):
            reach = SEAL_DIAMETER / 2 * (0.3 if point % 2 == 0 else 0.115)
            angle = math.pi / 2 + point * math.pi / 5
            step = star.moveTo if point == 0 else star.lineTo
            step(x + reach * math.cos(angle), y + reach * math.sin(angle))
        star.close()
        canvas.drawPath(star, stroke=0, fill=1)

    def _name(self, canvas: Canvas, x: float, y: float) -> None:
        """Write the name along the upper arc, from left to right."""
        name, radius = self._agency, SEAL_DIAMETER / 2
        size = min(14.0, 4.2 * radius / max(len(name), 8))
        span = math.radians(min(260, 21 * len(name)))
        for index, character in enumerate(name):
            angle = span / 2 - span * index / max(len(name) - 1, 1)
            canvas.saveState()
            canvas.translate(x - radius * 0.74 * math.sin(angle), y + radius * 0.74 * math.cos(angle))
            canvas.rotate(math.degrees(angle))
            canvas.setFont(self._fonts.face(character, BODY).name, size)
            canvas.drawCentredString(0, -size * 0.35, character)
            canvas.restoreState()


class Code:
    """A verification code, level M."""

    def __init__(self, text: str) -> None:
        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        self._dark = np.asarray(made.to_image(scale=1, add_quiet_zones=False)) == 0

    @property
    def side(self) -> float:
        """The side of the symbol in points, without its quiet zone."""
        return len(self._dark) * MODULE

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the symbol with its lower left corner at (x, y), each row's dark modules as joined bars."""
        edges = np.diff(np.pad(self._dark[::-1], ((0, 0), (1, 1))).astype(np.int8), axis=1)
        rows, starts = (found.tolist() for found in np.nonzero(edges == 1))
        ends = np.nonzero(edges == -1)[1].tolist()
        bars = [f"{a} {row} {b - a} 1 re" for row, a, b in zip(rows, starts, ends, strict=True)]
        canvas.addLiteral(f"q {MODULE:.5f} 0 0 {MODULE:.5f} {x:.3f} {y:.3f} cm 0 g {' '.join(bars)} f Q")
