"""A form file, read and validated: the blank of an official document as data.

Schema 1. `form`, `title`, `source`, `official` (number in the SAMR 2021 set) and `blocks` in reading
order. Text is plain but for `{name}` (a field's value), `{_name}` (the value underlined, a blank where it
is empty) and `{name:A|B}` (boxes □/■ before each choice). Unknown blocks and fields fail on loading.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import BadInput
from app.resources import resource

SCHEMA = 1
KINDS = ("text", "long_text", "date", "datetime", "choice", "list")
BLOCKS = ("title", "number", "to", "para", "field", "head", "list", "photos", "end", "closing", "copies")
PLACE = re.compile(r"\{(_?)([a-z][a-z0-9_.]*)(?::([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    label_en: str
    kind: str = "text"
    required: bool = True
    preset: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()  # of a list
    widths: tuple[int, ...] = ()  # of the columns, in characters; they sum up to the line
    snippets: tuple[str, ...] = ()  # phrases to pick from


@dataclass(frozen=True, slots=True)
class Block:
    kind: str
    text: str = ""
    field: str = ""
    when: str = ""  # set only where this field has a value


@dataclass(frozen=True, slots=True)
class Form:
    form: str  # stable id: "record_of_inspection"
    language: str  # "zh", "en"
    title: str
    official: str  # number of the official form
    source: str  # edition the wording follows
    to_be_compared: bool  # wording still to be compared by a domain officer
    series: str  # word of its document number, "" for a form without one
    signed_pages: bool  # signature lines on every page
    signers: tuple[tuple[str, str], ...]  # (role, label)
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)


def load_forms(folder: Path | None = None) -> Mapping[tuple[str, str], Form]:
    """Read every form file; the key is (form, language).

    Raises:
        BadInput: a file is malformed; names file and block.
    """
    folder = folder or resource("forms")
    forms = (read_form(path.read_text("utf-8"), path.name) for path in sorted(folder.glob("*.toml")))
    return {(form.form, form.language): form for form in forms}


def read_form(text: str, name: str) -> Form:
    """Read one form.

    Raises:
        BadInput: malformed TOML, another schema, an unknown block or field, a choice that is none.
    """
    try:
        data = tomllib.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']}")
        form = _form(data)
    except (
        tomllib.TOMLDecodeError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:
        raise _bad(name, str(error)) from error
    for number, problem in _problems(form):
        raise _bad(name, f"第 {number} 块 | block {number}: {problem}")
    return form


def places(text: str) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Yield (field, underlined, choices) for each place in a text."""
    for line, name, choices in PLACE.findall(text):
        yield name, bool(line), tuple(choices.split("|")) if choices else ()


def _form(data: dict[str, Any]) -> Form:
    return Form(
        form=data["form"],
        language=data["language"],
        title=data["title"],
        official=str(data["official"]),
        source=data["source"],
        to_be_compared=bool(data["to_be_compared"]),
        series=data.get("series", ""),
        signed_pages=bool(data.get("signed_pages", False)),
        signers=tuple((str(s["role"]), str(s["label"])) for s in data.get("signer", [])),
        blocks=tuple(
            Block(b["kind"], b.get("text", ""), b.get("field", ""), b.get("when", "")) for b in data["block"]
        ),
        fields=tuple(_field(f) for f in data["field"]),
    )


def _field(raw: dict[str, Any]) -> Field:
    field = Field(
        raw["name"],
        raw["label"],
        raw["label_en"],
        raw.get("kind", "text"),
        bool(raw.get("required", True)),
        raw.get("preset", ""),
        tuple(raw.get("choices", ())),
        tuple(raw.get("columns", ())),
        tuple(raw.get("widths", ())),
        tuple(raw.get("snippets", ())),
    )
    if field.kind not in KINDS:
        raise ValueError(f"{field.name}: {field.kind}")
    if field.kind == "list" and (not field.columns or len(field.columns) != len(field.widths)):
        raise ValueError(f"{field.name}: columns and widths")
    return field


def _problems(form: Form) -> Iterator[tuple[int, str]]:
    known = {field.name: field for field in form.fields}
    for number, block in enumerate(form.blocks, 1):
        if block.kind not in BLOCKS:
            yield number, f"未知块 | unknown block {block.kind!r}"
        names = [*filter(None, (block.field, block.when)), *(name for name, _, _ in places(block.text))]
        for name in names:
            if name not in known:
                yield number, f"未知字段 | unknown field {name!r}"
        for name, _, choices in places(block.text):
            if choices and name in known and not set(choices) <= set(known[name].choices):
                yield number, f"未知选项 | unknown choice of {name!r}"
        if re.search(r"[{}]", PLACE.sub("", block.text)):
            yield number, "花括号不成对 | unmatched braces"


def _bad(name: str, problem: str) -> BadInput:
    return BadInput(
        f"文书格式文件 {name} 有误（{problem}）；请改正或恢复原文件。",
        f"The form file {name} is malformed ({problem}); correct it or restore the original.",
    )
