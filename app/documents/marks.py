"""The bureau's seal, drawn, and the verification code as a QR symbol: both as vectors."""

import math

import segno
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.typeset.fonts import BODY, FontSet

SEAL_DIAMETER = 42 * mm  # county and city organs
RED = Color(0.85, 0.05, 0.05, alpha=0.85)
MODULE = 0.42 * mm
QUIET = 4  # modules
MASK = 3  # fixed, so that no time goes into scoring masks


def draw_seal(canvas: Canvas, fonts: FontSet, x: float, y: float, name: str) -> None:
    """Draw a round seal centred on (x, y): ring, star, the name along the upper arc."""
    radius = SEAL_DIAMETER / 2
    canvas.saveState()
    canvas.setStrokeColor(RED)
    canvas.setFillColor(RED)
    canvas.setLineWidth(1.2 * mm)
    canvas.circle(x, y, radius - 0.6 * mm)
    star = canvas.beginPath()
    for point in range(10):
        reach = radius * (0.3 if point % 2 == 0 else 0.115)
        angle = math.pi / 2 + point * math.pi / 5
        step = star.moveTo if point == 0 else star.lineTo
        step(x + reach * math.cos(angle), y + reach * math.sin(angle))
    star.close()
    canvas.drawPath(star, stroke=0, fill=1)
    size = min(14.0, 4.2 * radius / max(len(name), 8))
    span = math.radians(min(260, 21 * len(name)))
    for index, character in enumerate(name):
        angle = span / 2 - span * index / max(len(name) - 1, 1)
        canvas.saveState()
        canvas.translate(x + radius * 0.74 * math.sin(-angle), y + radius * 0.74 * math.cos(angle))
        canvas.rotate(math.degrees(angle))
        canvas.setFont(fonts.face(character, BODY).name, size)
        canvas.drawCentredString(0, -size * 0.35, character)
        canvas.restoreState()
    canvas.restoreState()


def code_size(text: str) -> float:
    """Return the side of the code in points, quiet zone included."""
    return (len(_matrix(text)) + 2 * QUIET) * MODULE


def draw_code(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Draw the code with its lower left corner at (x, y), each row's dark modules as joined bars."""
    matrix = _matrix(text)
    side = len(matrix)
    canvas.saveState()
    canvas.setFillGray(0)
    for row, modules in enumerate(matrix):
        start = None
        for column in range(side + 1):
            dark = column < side and modules[column]
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                bottom = y + (side - 1 - row + QUIET) * MODULE
                canvas.rect(
                    x + (start + QUIET) * MODULE, bottom, (column - start) * MODULE, MODULE, stroke=0, fill=1
                )
                start = None
    canvas.restoreState()


def _matrix(text: str) -> list[list[bool]]:
    code = segno.make_qr(text, error="m", mask=MASK, boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix]
