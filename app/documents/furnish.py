"""What stands on every page: signature lines, page numbers, the practice mark, the code on the last page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.documents.layout import HEIGHT, LEFT, PITCH, TOP, WIDTH, put_line, text_width
from app.documents.marks import code_size, draw_code
from app.errors import BadInput
from app.forms import Form
from app.typeset.breaking import break_lines
from app.typeset.fonts import BODY, FontSet

SIGNATURE_HEIGHT = PITCH * 1.35
SMALL = 10.5
REFUSAL, REFUSAL_LINES = 7.5, 3  # size of a refusal's reason, and how many lines there are for it
BOTTOM = A4[1] - TOP - HEIGHT  # of the type area


@dataclass(frozen=True, slots=True)
class Ink:
    """A hand-written signature (transparent PNG), or the refusal to give one."""

    role: str
    name: str
    png: bytes = b""
    refused: str = ""
    page: int = 0  # 0 where it stands on every page that is signed


class Sheet:
    """Draws on every page of one document."""

    def __init__(
        self, fonts: FontSet, form: Form, inks: Sequence[Ink], code: str, practice: bool, issued: str
    ) -> None:
        self._fonts, self._form, self._code = fonts, form, code
        self._practice, self._issued = practice, issued
        self._inks = {(ink.role, ink.page): ink for ink in inks}
        self._images = {(ink.role, ink.page): _ink_image(ink.png) for ink in inks if ink.png}

    def furnish(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw what belongs to the page besides its text."""
        if self._form.signed_pages:
            self._sign(canvas, page)
        self._number(canvas, page, pages)
        if self._practice:
            mark = "练习文书，不具法律效力  PRACTICE, NO LEGAL EFFECT"
            width = text_width(self._fonts, mark, SMALL)
            canvas.setFillGray(0.45)
            put_line(canvas, self._fonts, LEFT + (WIDTH - width) / 2, A4[1] - 22 * mm, mark, SMALL)
            canvas.setFillGray(0)
        if self._code and page == pages:
            self._verify(canvas)

    def _sign(self, canvas: Canvas, page: int) -> None:
        rows = (len(self._form.signers) + 1) // 2
        for index, (role, label) in enumerate(self._form.signers):
            row, column = divmod(index, 2)
            x = LEFT + column * WIDTH / 2
            y = BOTTOM + SIGNATURE_HEIGHT * (rows - 1 - row) + 6
            width = put_line(canvas, self._fonts, x, y, f"{label}：", 12)
            canvas.setLineWidth(0.6)
            end = x + WIDTH / 2 - 8
            canvas.line(x + width, y - 3, end, y - 3)
            ink = self._inks.get((role, page)) or self._inks.get((role, 0))
            date_width = text_width(self._fonts, self._issued, 9)
            if ink is not None and ink.refused:
                self._refuse(canvas, x + width + 2, y, end - x - width - 2, ink.refused)
            elif ink is not None and ink.png:
                image = self._images[ink.role, ink.page]
                w, h = image.getSize()
                scale = min((end - x - width - date_width - 6) / w, SIGNATURE_HEIGHT * 0.86 / h)
                canvas.drawImage(image, x + width + 2, y - 5, w * scale, h * scale, mask="auto")
                put_line(canvas, self._fonts, end - date_width, y, self._issued, 9)

    def _refuse(self, canvas: Canvas, x: float, y: float, room: float, reason: str) -> None:
        """Write the whole reason of a refusal on the signature's line, which it must never be cut to fit."""
        text = f"拒签：{reason}".replace("\n", " ")
        lines = break_lines(text, lambda c: self._fonts.width(c, BODY) * REFUSAL, room)
        if len(lines) > REFUSAL_LINES:
            raise BadInput(
                "拒签理由过长，签名栏写不下；请写简要理由，详情记入现场情况。",
                "The reason of the refusal is too long for its line; give it in brief.",
            )
        top = y + (len(lines) - 1) * REFUSAL * 1.25
        for number, line in enumerate(lines):
            piece = text[line.start : line.end]
            put_line(canvas, self._fonts, x, top - number * REFUSAL * 1.25, piece, REFUSAL)

    def _number(self, canvas: Canvas, page: int, pages: int) -> None:
        text = f"第 {page} 页 共 {pages} 页"
        width = text_width(self._fonts, text, SMALL)
        put_line(canvas, self._fonts, LEFT + (WIDTH - width) / 2, BOTTOM - 7 * mm - SMALL, text, SMALL)

    def _verify(self, canvas: Canvas) -> None:
        """Draw the code under the type area, left; its caption beside it."""
        side = code_size(self._code)
        scale = min(1.0, (BOTTOM - 4 * mm) / side)
        canvas.saveState()
        canvas.translate(LEFT - 10 * mm, (BOTTOM - side * scale) / 2)
        canvas.scale(scale, scale)
        draw_code(canvas, 0, 0, self._code)
        canvas.restoreState()


def _ink_image(png: bytes) -> ImageReader:
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            picture.load()
            if picture.width * picture.height > 20_000_000:
                raise ValueError("too large")
        return ImageReader(io.BytesIO(png))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput(
            "签名图像无法读取；请重新签名。", "The signature cannot be read; sign again."
        ) from error
