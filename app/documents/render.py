"""(form, values) -> PDF bytes. Pure: preview is just a call, and a reprint is the stored bytes."""

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, UnidentifiedImageError
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.documents.furnish import SIGNATURE_HEIGHT, Ink, Sheet
from app.documents.layout import ADVANCE, HEIGHT, PITCH, WIDTH, Draw, Flow, Span, put_line
from app.documents.marks import draw_seal
from app.documents.table import add_table
from app.errors import BadInput
from app.forms import PLACE, Block, Form, Value, holds, ticked
from app.typeset.fonts import HEADING, TITLE, FontSet

LONGEST_VALUE = 20_000  # characters
MOST_ROWS = 2000
BLANK = "　　　　"
COLUMNS = 3
PHOTO = (48 * mm, 36 * mm)
CAPTION = 7.5


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo on the appendix: a JPEG small enough for print, and its caption's lines."""

    jpeg: bytes
    caption: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extras:
    """What stands on a document besides its fields."""

    agency: str
    number: str = ""
    issued: str = ""  # the date as printed: "2026年5月1日"
    photos: tuple[Photo, ...] = ()
    inks: tuple[Ink, ...] = ()
    seal: bool = False  # draw the bureau's seal; otherwise its place stays free
    code: str = ""  # text of the verification code
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    pdf: bytes
    pages: int


def render(form: Form, values: Mapping[str, Value], extras: Extras, fonts: FontSet) -> Rendered:
    """Set a document. The same arguments give the same bytes.

    Raises:
        BadInput: a character that no font has, a value beyond its limit, or a broken photo.
    """
    values = {name: _checked(name, value) for name, value in values.items()}
    room = HEIGHT - (SIGNATURE_HEIGHT * ((len(form.signers) + 1) // 2) if form.signed_pages else 0)
    flow = Flow(fonts, room)
    setter = _Setter(form, values, extras, flow)
    for block in form.blocks:
        setter.block(block)
    sheet = Sheet(fonts, form, extras.inks, extras.code, extras.practice, extras.issued)
    pdf, pages = flow.write(sheet.furnish, f"{form.title} {extras.number}".strip())
    return Rendered(pdf, pages)


class _Setter:
    """Sets blocks one after the other."""

    def __init__(self, form: Form, values: Mapping[str, Value], extras: Extras, flow: Flow) -> None:
        self.form, self.values, self.extras, self.flow = form, values, extras, flow

    def block(self, block: Block) -> None:
        if not holds(self.form, block.when, self.values):
            return
        match block.kind:
            case "title":
                self._title()
            case "number":
                number = self.extras.number or "〔    〕  号"
                self.flow.paragraph([Span(number)], indent=0, align="center")
            case "to":
                self.flow.paragraph([*self._spans(block.text), Span("：")], indent=0, align="left")
            case "para":
                for spans in _paragraphs(self._spans(block.text)):
                    self.flow.paragraph(spans)
            case "field":
                self.flow.paragraph(self._spans(block.text), indent=0, align="left")
            case "head":
                self.flow.paragraph([Span(block.text, role=HEADING)], indent=2, align="left", keep=PITCH)
            case "list":
                self._list(block)
            case "photos":
                self._photos()
            case "questions":
                self._questions(block)
            case "page":
                self.flow.new_page()
            case "cut" | "signs":
                self.flow.paragraph(self._spans(block.text), indent=0, size=12, align="center")
            case "closing":
                self._closing()
            case "copies":
                self.flow.paragraph(
                    self._spans(block.text), indent=0, size=12, pitch=PITCH * 0.75, align="left"
                )
            case _:
                self.flow.paragraph([Span("（以下空白）" if self.form.language == "zh" else "(blank below)")])

    def _title(self) -> None:
        self.flow.paragraph(
            [Span(self.extras.agency, role=TITLE)], indent=0, size=22, pitch=PITCH * 1.25, align="center"
        )
        self.flow.paragraph(
            [Span(self.form.title, role=TITLE)], indent=0, size=22, pitch=PITCH * 1.25, align="center"
        )
        if self.form.language != "zh":
            note = "Translation for reference; the Chinese text prevails. 译文仅供参考，以中文文书为准。"
            self.flow.paragraph([Span(note)], indent=0, size=10.5, pitch=PITCH * 0.7, align="center")
        self.flow.gap(PITCH * 0.5)

    def _spans(self, text: str) -> list[Span]:
        spans: list[Span] = []
        at = 0
        for match in PLACE.finditer(text):
            if match.start() > at:
                spans.append(Span(text[at : match.start()]))
            spans += self._place(*match.groups())
            at = match.end()
        if at < len(text):
            spans.append(Span(text[at:]))
        return spans

    def _place(self, line: str, name: str, choices: str | None) -> list[Span]:
        value = self.values.get(name, "")
        text = value if isinstance(value, str) else "；".join(" ".join(row) for row in value)
        if choices:
            field = self.form.field(name)
            held = {field.choice(text) for text in ticked(value)} if field else set()
            boxes = (f"{'■' if choice in held else '□'}{choice}" for choice in choices.split("|"))
            return [Span("　".join(boxes))]
        return [Span(text or BLANK, line=bool(line))]

    def _list(self, block: Block) -> None:
        field = self.form.field(block.field)
        rows = self.values.get(block.field, ())
        if field is not None and not isinstance(rows, str):
            add_table(self.flow, field.columns, field.widths, rows)

    def _questions(self, block: Block) -> None:
        rows = self.values.get(block.field, ())
        words = ("问：", "答：") if self.form.language == "zh" else ("Question: ", "Answer: ")
        for row in rows if not isinstance(rows, str) else ():
            for word, text in zip(words, row, strict=False):
                self.flow.paragraph([Span(word), Span(text or BLANK, line=word == words[1])])

    def _photos(self) -> None:
        if not self.extras.photos:
            return
        self.flow.new_page()
        head = "附：现场照片" if self.form.language == "zh" else "Photographs"
        self.flow.paragraph([Span(head, role=HEADING)], indent=0, align="left", keep=PHOTO[1])
        photos = [(_image(p.jpeg), p.caption) for p in self.extras.photos]
        lines = max(len(p.caption) for p in self.extras.photos)
        height = PHOTO[1] + lines * CAPTION * 1.35 + 2 * mm
        for first in range(0, len(photos), COLUMNS):
            self.flow.add(height, _photo_row(photos[first : first + COLUMNS], self.flow.fonts))

    def _closing(self) -> None:
        """Set agency and date over the place of the seal; at least they stay together with a line of text."""
        height = PITCH * 4.4
        extras, fonts = self.extras, self.flow.fonts

        def draw(canvas: Canvas, left: float, top: float) -> None:
            right = left + WIDTH - 4 * ADVANCE
            place = "（印章）" if not extras.seal else ""
            for number, text in enumerate((extras.agency, place, extras.issued)):
                if text:
                    size = 16.0
                    width = sum(fonts.width(c, "body") for c in text) * size
                    put_line(canvas, fonts, right - width, top - PITCH * (1.4 + number), text, size)
            if extras.seal:
                width = sum(fonts.width(c, "body") for c in extras.agency) * 16.0
                draw_seal(canvas, fonts, right - width / 2, top - PITCH * 2.2, extras.agency)

        self.flow.add_with_text(height, draw)


def _paragraphs(spans: Sequence[Span]) -> list[list[Span]]:
    """Cut spans where a value has a line feed, so that each of its paragraphs is indented."""
    paragraphs: list[list[Span]] = [[]]
    for span in spans:
        for number, text in enumerate(span.text.split("\n")):
            if number:
                paragraphs.append([])
            paragraphs[-1].append(Span(text, span.line, span.role))
    return [p for p in paragraphs if any(span.text for span in p)] or [[Span("")]]


def _checked(name: str, value: Value) -> Value:
    if isinstance(value, str):
        return _clean(name, value)
    if len(value) > MOST_ROWS:
        raise BadInput(
            f"清单超过 {MOST_ROWS} 行；请分成几份清单。", f"More than {MOST_ROWS} rows; make several lists."
        )
    return tuple(tuple(_clean(name, cell) for cell in row) for row in value)


def _clean(name: str, text: str) -> str:
    """Return text that can be set: composed, tabs as spaces, without control characters."""
    if len(text) > LONGEST_VALUE:
        raise BadInput(
            f"“{name}”超过 {LONGEST_VALUE} 字；请精简或另附材料。",
            f"“{name}” has more than {LONGEST_VALUE} characters; shorten it or attach a paper.",
        )
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", "  "))
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", composed)


@lru_cache(maxsize=64)
def _image(jpeg: bytes) -> ImageReader:
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
            picture.load()
        return ImageReader(io.BytesIO(jpeg))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput(
            "文书所附照片无法读取；请重新选择照片。",
            "A photo of the document cannot be read; choose it again.",
        ) from error


def _photo_row(photos: Sequence[tuple[ImageReader, tuple[str, ...]]], fonts: FontSet) -> Draw:
    def draw(canvas: Canvas, left: float, top: float) -> None:
        for column, (image, caption) in enumerate(photos):
            x = left + column * (WIDTH - PHOTO[0]) / (COLUMNS - 1)
            width, height = image.getSize()
            scale = min(PHOTO[0] / width, PHOTO[1] / height)
            w, h = width * scale, height * scale
            canvas.drawImage(image, x + (PHOTO[0] - w) / 2, top - (PHOTO[1] + h) / 2, w, h)
            canvas.setLineWidth(0.4)
            canvas.rect(x, top - PHOTO[1], *PHOTO)
            for line, text in enumerate(caption):
                put_line(canvas, fonts, x, top - PHOTO[1] - CAPTION * 1.35 * (line + 1), text, CAPTION)

    return draw
