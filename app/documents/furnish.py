"""What stands on every page: signature lines, page number, practice mark, code, slices of the seal."""

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.documents.content import COLONS, HEAD_WORDS
from app.documents.extras import Extras, Ink, Place, unsigned_words
from app.documents.layout import BOTTOM, LEFT, PITCH, WIDTH
from app.documents.marks import Code, Seal
from app.documents.pen import put_line, put_picture, put_rules, read_png, text_width
from app.documents.tags import FIGURE, Element, Tags
from app.errors import BadInput
from app.typeset.breaking import break_lines
from app.typeset.fonts import BODY, FontSet

SIGNATURE_HEIGHT = PITCH * 1.35
INK_HEIGHT = SIGNATURE_HEIGHT * 0.86
LABEL, SMALL, DATE = 12.0, 10.5, 9.0
REFUSAL, REFUSAL_LINES = 7.5, 3  # size of the reason why nobody signed, and how many lines there are for it
PRACTICE = "练习文书，不具法律效力  PRACTICE, NO LEGAL EFFECT"
CODE_WORDS = "核验码 verification code"
UNPRINTED = 5 * mm  # what printers leave free at the edge of the paper

Signers = Sequence[tuple[str, str]]  # (role, label)


class Sheet:
    """Draws on every page of one document."""

    def __init__(self, fonts: FontSet, extras: Extras, language: str, foot: Signers) -> None:
        """`foot` sign every page up to page `last`, which carries the code; what follows is a gloss."""
        self._fonts, self._extras, self._language = fonts, extras, language
        self._foot = foot
        self.last = 0
        self._inks = {(ink.role, ink.page): ink for ink in extras.inks}
        self._images = {
            (ink.role, ink.page): read_png(ink.png, "签名", "signature") for ink in extras.inks if ink.png
        }
        picture = read_png(extras.seal_png, "印章", "seal") if extras.seal_png else None
        self.seal = Seal(fonts, extras.agency, picture)
        self.code = Code(extras.code) if extras.code else None
        self.places: list[Place] = []

    @property
    def code_in_margin(self) -> bool:
        """Whether the code fits under the type area, beyond the edge that printers leave free."""
        return self.code is not None and UNPRINTED + self.code.side <= BOTTOM

    def furnish(self, canvas: Canvas, page: int, pages: int, tags: Tags) -> None:
        """Draw what belongs to the page besides its text; page numbers and seal slices are not read out."""
        if page <= self.last and self._foot:
            tags.open(Element())
            rows = (len(self._foot) + 1) // 2
            self.sign(canvas, self._foot, LEFT, BOTTOM + SIGNATURE_HEIGHT * rows)
            tags.close()
        if self._extras.practice:
            tags.open(Element())
            canvas.setFillGray(0.45)
            self._middle(canvas, A4[1] - 22 * mm, PRACTICE)
            canvas.setFillGray(0)
            tags.close()
        if self.code is not None and page == self.last and self.code_in_margin:
            tags.open(Element(FIGURE, CODE_WORDS))
            self.code.draw(canvas, LEFT, UNPRINTED)
            tags.close()
        if self._extras.head and page == self.last:
            tags.open(Element())
            words = HEAD_WORDS[self._language] + COLONS[self._language] + self._extras.head
            right = LEFT + WIDTH - text_width(self._fonts, words, REFUSAL)
            put_line(canvas, self._fonts, right, UNPRINTED, words, REFUSAL)
            tags.close()
        tags.open(None)
        self._number(canvas, page, pages)
        if page <= self.last and self._extras.seal and self._extras.seam:
            self.seal.draw_slice(canvas, page, self.last)
        tags.close()

    def sign(self, canvas: Canvas, signers: Signers, left: float, top: float) -> None:
        """Draw rows of two signature lines each, downwards from `top`, with what was signed or refused."""
        page = canvas.getPageNumber()
        for index, (role, label) in enumerate(signers):
            row, column = divmod(index, 2)
            x = left + column * WIDTH / 2
            y = top - SIGNATURE_HEIGHT * (row + 1) + 6
            x += put_line(canvas, self._fonts, x, y, label + COLONS[self._language], LABEL)
            end = left + (column + 1) * WIDTH / 2 - 8
            put_rules(canvas, [(x, y - 3, end, y - 3)], 0.6)
            self.places.append(Place(role, page, x, y - 3, end - x, SIGNATURE_HEIGHT * 0.9))
            ink = self._inks.get((role, page)) or self._inks.get((role, 0))
            if ink is not None and page <= self.last:
                self._ink(canvas, ink, x + 2, y, end)

    def _ink(self, canvas: Canvas, ink: Ink, x: float, y: float, end: float) -> None:
        if ink.refused:
            self._explain(canvas, x, y, end - x, unsigned_words(ink, self._language))
            return
        date = self._extras.issued
        width, room = text_width(self._fonts, date, DATE), end - x - 4
        if ink.png:
            put_picture(canvas, self._images[ink.role, ink.page], (x, y - 5, room - width, INK_HEIGHT), 0.0)
        put_line(canvas, self._fonts, x, y, ink.words, LABEL)
        put_line(canvas, self._fonts, end - width, y, date, DATE)

    def _explain(self, canvas: Canvas, x: float, y: float, room: float, reason: str) -> None:
        """Write whole why nobody signed on the signature's line; it must never be cut to fit."""
        text = reason.replace("\n", " ")
        table = self._fonts.glyphs(BODY)
        lines = break_lines(text, [table[c][1] * REFUSAL for c in text], room)
        if len(lines) > REFUSAL_LINES:
            raise BadInput(
                "未签名的理由过长，签名栏写不下；请写简要理由，详情记入现场情况。",
                "The reason why nobody signed is too long for its line; give it in brief.",
            )
        for number, line in enumerate(lines):
            top = y + (len(lines) - 1 - number) * REFUSAL * 1.25
            put_line(canvas, self._fonts, x, top, text[line.start : line.end], REFUSAL)

    def _number(self, canvas: Canvas, page: int, pages: int) -> None:
        text = f"第 {page} 页 共 {self.last} 页"
        if page > self.last:
            text = f"译文 Translation, page {page - self.last} of {pages - self.last}"
        elif self._language != "zh":
            text += f"  Page {page} of {self.last}"
        self._middle(canvas, BOTTOM - 7 * mm - SMALL, text)

    def _middle(self, canvas: Canvas, y: float, text: str) -> None:
        x = LEFT + (WIDTH - text_width(self._fonts, text, SMALL)) / 2
        put_line(canvas, self._fonts, x, y, text, SMALL)
