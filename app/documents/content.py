"""(form, values) -> what a document says, piece by piece in reading order; set on pages, or told as text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.documents.extras import Extras, Photo
from app.documents.lines import Span
from app.forms import PLACE, Block, Field, Form, Value, holds, ticked
from app.numbers.amounts import capitals, read_amount, write_amount
from app.typeset.fonts import HEADING, TITLE

BLANKS = {  # what is left to be written by hand
    "text": "　" * 8,
    "long_text": "　" * 40,
    "date": "　　　年　　月　　日",
    "datetime": "　　年　月　日　时　分",
    "number": "　" * 4,
    "money": "　　　　　元",
    "choice": "　" * 5,
    "choices": "　" * 8,
}
MOMENT = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:(\d{1,2})时(\d{1,2})分)?")
PARAGRAPH_BLANK = "　" * (4 * 28 - 2)  # a paragraph to be written by hand
BLANK_ROWS, BLANK_QUESTIONS = 5, 4
WORDS = {
    "zh": {
        "blank": "（以下空白）",
        "question": "问：",
        "answer": "答：",
        "photos": "附：现场照片",
        "seal": "（印章）",
        "no number": "〔　　　〕　　号",
    },
    "en": {
        "blank": "(blank below)",
        "question": "Question: ",
        "answer": "Answer: ",
        "photos": "Photographs",
        "seal": "(seal)",
        "no number": "〔　　　〕　　号",
    },
}
COLONS = {"zh": "：", "en": ": "}
BOXED = ("to", "field", "para", "copies", "head")  # blocks whose own text takes a box before it
HEAD_WORDS = {"zh": "记录链", "en": "Log head"}  # before the words of the log's last entry
PREVAILS = "Translation for reference; the Chinese text prevails. 译文仅供参考，以中文文书为准。"


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: tuple[Span, ...]
    style: str  # a kind of block, or "title", "note"

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    field: str  # whose rows they are


@dataclass(frozen=True, slots=True)
class Photos:
    head: str
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    agency: str
    place: str  # words at the place of the seal
    issued: str


@dataclass(frozen=True, slots=True)
class Signs:
    signers: tuple[tuple[str, str], ...]  # (role, label)


@dataclass(frozen=True, slots=True)
class Cut:
    caption: str


@dataclass(frozen=True, slots=True)
class NewPage:
    pass


Piece = Paragraph | Table | Photos | Closing | Signs | Cut | NewPage


def pieces(form: Form, values: Mapping[str, Value], extras: Extras) -> Iterator[Piece]:
    """Yield what a document says; `values` are clean. Without any it is a blank to be filled in by hand."""
    teller = _Teller(form, values, extras)
    if not any(values.get(field.name) for field in form.fields):
        yield from teller.blank()
        return
    for block in form.blocks:
        if holds(form, block.when, values):
            yield from teller.block(block)


class _Teller:
    """Turns blocks into pieces."""

    def __init__(self, form: Form, values: Mapping[str, Value], extras: Extras) -> None:
        self._form, self._values, self._extras = form, values, extras
        self._words = WORDS[form.language]

    def block(self, block: Block) -> Iterator[Piece]:
        extras, words = self._extras, self._words
        match block.kind:
            case "title":
                yield from self._title()
            case "number":
                yield Paragraph((Span(extras.number or words["no number"]),), "number")
            case "to":
                colon = Span(COLONS[self._form.language].strip())
                yield Paragraph((*self._spans(block.text, line_end=True), colon), "to")
            case "field":
                yield from self._paragraphs(self._spans(block.text, line_end=True), "field")
            case "para" | "copies":
                yield from self._paragraphs(self._spans(block.text), block.kind)
            case "head" | "banner":
                role = HEADING if block.kind == "head" else TITLE
                yield Paragraph(tuple(replace(s, role=role) for s in self._spans(block.text)), block.kind)
            case "list":
                yield from self._list(block.field)
            case "questions":
                yield from self._questions(block.field)
            case "photos":
                if extras.photos:
                    yield Photos(words["photos"], extras.photos)
            case "closing":
                issued = _moment(extras.issued, self._form.language)
                yield Closing(extras.agency, "" if extras.seal else words["seal"], issued)
            case "signs":
                yield Signs(tuple(s for s in self._form.signers if s[0] in block.roles))
            case "cut":
                yield Cut("".join(span.text for span in self._spans(block.text)))
            case "page":
                yield NewPage()
            case "end":
                yield Paragraph((Span(words["blank"]),), "end")

    def blank(self) -> Iterator[Piece]:
        """Yield every block, those that depend on a choice with a box for it before the first of a run."""
        before = ""
        for block in self._form.blocks:
            if block.when in ("", before):
                yield from self.block(block)
            elif block.kind in BOXED:
                yield from self.block(replace(block, text=self._box(block.when) + block.text))
            else:
                yield Paragraph((Span(self._box(block.when)),), "field")
                yield from self.block(block)
            before = block.when

    def _box(self, when: str) -> str:
        choice = when.partition("=")[2]
        return f"☐{choice}{COLONS[self._form.language]}" if choice else "☐"

    def _title(self) -> Iterator[Piece]:
        yield Paragraph((Span(self._extras.agency, role=TITLE),), "title")
        yield Paragraph((Span(self._form.title, role=TITLE),), "title")
        if self._form.language != "zh":
            yield Paragraph((Span(PREVAILS),), "note")

    def _spans(self, text: str, *, line_end: bool = False) -> list[Span]:
        """Return a text with its places filled; `line_end` lets blanks take what their line has left."""
        spans: list[Span] = []
        at = 0
        for match in PLACE.finditer(text):
            spans.append(Span(text[at : match.start()]))
            line, name, choices = match.groups()
            whole = match.group() == text
            span = self._place(name, bool(line), choices, whole=whole, line_end=line_end)
            shown = _without_stop(span.text, text[match.end() : match.end() + 1])
            spans.append(replace(span, text=shown, field=name if self._form.field(name) else ""))
            at = match.end()
        return [span for span in (*spans, Span(text[at:])) if span.text]

    def _place(self, name: str, line: bool, choices: str | None, *, whole: bool, line_end: bool) -> Span:
        value, field = self._values.get(name, ""), self._form.field(name)
        if choices:
            held = {field.choice(text) for text in ticked(value)} if field else set()
            boxes = (f"{'☑' if choice in held else '☐'}{choice}" for choice in choices.split("|"))
            return Span("　".join(boxes))
        if not isinstance(value, str):
            return Span("；".join(" ".join(row) for row in value), line)
        if value.strip():
            return Span(self._worded(value, field.kind if field else "text"), line)
        return _blank(field, line, whole=whole, line_end=line_end)

    def _worded(self, value: str, kind: str) -> str:
        """Return a value as it is printed: choices joined, amounts in capitals, times by language."""
        if kind in ("date", "datetime"):
            return _moment(value, self._form.language)
        amount = read_amount(value) if kind == "money" else None
        if amount is not None:
            figures = write_amount(amount)
            return f"{capitals(amount)}（¥{figures}）" if self._form.language == "zh" else f"RMB {figures}"
        return "、".join(ticked(value)) if kind == "choices" else value

    def _paragraphs(self, spans: Sequence[Span], style: str) -> Iterator[Paragraph]:
        """Cut spans where a value has a line feed, so that each of its paragraphs is indented."""
        found: list[list[Span]] = [[]]
        for span in spans:
            for number, text in enumerate(span.text.split("\n")):
                if number:
                    found.append([])
                found[-1].append(span if text == span.text else replace(span, text=text))
        kept = [p for p in found if any(span.text for span in p)]
        for paragraph in kept or [[Span("")]]:
            yield Paragraph(tuple(paragraph), style)

    def _list(self, name: str) -> Iterator[Piece]:
        field, rows = self._form.field(name), self._values.get(name, ())
        if field is None:
            return
        count = len(field.columns)
        if isinstance(rows, str):
            rows = tuple((line,) for line in rows.splitlines() if line.strip())
        whole = tuple((*row, *[""] * (count - len(row)))[:count] for row in rows)
        yield Table(field.columns, field.widths, whole or (("",) * count,) * BLANK_ROWS, name)

    def _questions(self, name: str) -> Iterator[Piece]:
        rows = self._values.get(name, ())
        if isinstance(rows, str):
            rows = tuple((line, "") for line in rows.splitlines() if line.strip())
        for at, row in enumerate(rows or (("", ""),) * BLANK_QUESTIONS):
            question, answer = (*row, "", "")[:2]
            blank = BLANKS["text"] * 3
            asked = Span(
                (question.strip() and question) or blank, line=not question.strip(), field=name, row=at
            )
            said = Span(answer if answer.strip() else blank, line=True, field=name, row=at)
            yield from self._paragraphs([Span(self._words["question"]), asked], "question")
            yield from self._paragraphs([Span(self._words["answer"]), said], "para")


def _moment(text: str, language: str) -> str:
    """Return a day or minute as the language writes it: 2026-05-01 09:05 in English."""
    if language == "zh":
        return text

    def iso(found: re.Match[str]) -> str:
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())
        return f"{year}-{month:02}-{day:02}" + (f" {hour:02}:{minute:02}" if found[4] else "")

    return MOMENT.sub(iso, text)


def _without_stop(value: str, following: str) -> str:
    """Return a value without its full stop where the form's own sentence goes on or ends right behind it."""
    if following in ("", "{") or following.isspace():
        return value
    return (value.removesuffix(".") if following == "." else value).removesuffix("。")


def _blank(field: Field | None, line: bool, *, whole: bool, line_end: bool) -> Span:
    """Return what stands where nothing was filled in: a line to write on, or nothing for an insertion."""
    if whole and field is not None and field.kind == "long_text":
        return Span(PARAGRAPH_BLANK, line=True)
    if not line and field is not None and not field.required:
        return Span("")
    kind = field.kind if field else "text"
    fill = line_end and kind not in ("date", "datetime")
    return Span(BLANKS["text"][:4] if fill else BLANKS[kind], line=True, fill=fill)
