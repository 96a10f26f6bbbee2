"""Documents for tests: values that can be told apart, pictures, and what a PDF says when it is read back."""

import io
from collections.abc import Iterator, Mapping
from ctypes import c_double
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from app.documents import Extras, Rendered, Value
from app.forms import Form, holds, load_forms, shown_fields

FORMS = load_forms()
ALL = [*FORMS.values()]
IDS = ["-".join(key) for key in FORMS]
RECORD, ORDER, LIST = (
    FORMS[name, "zh"] for name in ("record_of_inspection", "correction_order", "goods_list")
)
AGENCY = "杭州市滨江区市场监督管理局"
PLAIN = Extras(AGENCY, "杭滨市监责改〔2026〕12号", "2026年11月24日")
NAMES = "浙江𬭸光㛃䶮喆\U0002cb38有限公司"
MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Letter:
    """A character as it stands on a page: its origin in mm from the page's left and top edges."""

    text: str
    x: float
    y: float


def filled(form: Form, text: str = "第{0}项内容") -> dict[str, Value]:
    """Give every field of a form a value of its own; `text` has a place for a number."""
    values: dict[str, Value] = {}
    for number, field in enumerate(form.fields):
        if field.kind == "list":
            rows = [[f"{r}行{c}列" for c in range(len(field.columns))] for r in range(3)]
            values[field.name] = tuple(map(tuple, rows))
        elif field.kind == "questions":
            values[field.name] = tuple((f"{number}问{n}？", f"{number}答{n}。") for n in range(3))
        elif field.choices:
            values[field.name] = field.choices[-1]
        else:
            values[field.name] = NAMES if field.name == "party.name" else text.format(number)
    return values


def told(form: Form, values: Mapping[str, Value]) -> list[str]:
    """Return every text that must stand in a document, without spaces."""
    shown = {n for b in form.blocks if holds(form, b.when, values) for n in shown_fields(b)}
    found = []
    for value in (values[name] for name in shown):
        found += [value] if isinstance(value, str) else [cell for row in value for cell in row]
    return ["".join(text.split()) for text in found]


def picture(kind: str = "JPEG", size: tuple[int, int] = (72, 54)) -> bytes:
    """Make a grey picture file."""
    target = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, (90, 90, 90)).save(target, kind)
    return target.getvalue()


def pages_of(pdf: bytes) -> list[str]:
    """Extract the text of every page, without what layout adds between characters."""
    document = pdfium.PdfDocument(pdf)
    texts = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    return ["".join(text.split()) for text in texts]


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def foot_of(form: Form, done: Rendered) -> float:
    """Return how far up the signatures of every page reach, in points; the page number at least."""
    placed = {role for block in form.blocks for role in block.roles}
    return max((p.y + p.height - 12 for p in done.places if p.role not in placed), default=34 * MM)


def body_of(form: Form, done: Rendered) -> str:
    """Extract what stands above the signatures and page numbers of all pages, without spaces."""
    document = pdfium.PdfDocument(done.pdf)
    bottom = foot_of(form, done)
    texts = [document[i].get_textpage().get_text_bounded(bottom=bottom) for i in range(len(document))]
    return "".join("".join(texts).split())


def letters(pdf: bytes, page: int = 0) -> Iterator[Letter]:
    """Yield the characters of a page with their origins, in the order of the file."""
    document = pdfium.PdfDocument(pdf)
    height, text = document[page].get_height(), document[page].get_textpage()
    x, y = c_double(), c_double()
    for index in range(text.count_chars()):
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        yield Letter(chr(raw.FPDFText_GetUnicode(text, index)), x.value / MM, (height - y.value) / MM)


def lines_of(pdf: bytes, page: int = 0) -> list[str]:
    """Return the lines of a page from top to bottom, without those in small type under the text."""
    found: dict[float, str] = {}
    for letter in letters(pdf, page):
        if letter.text.isprintable() and letter.y < 262:
            found[round(letter.y, 1)] = found.get(round(letter.y, 1), "") + letter.text
    return [found[y].rstrip() for y in sorted(found)]
