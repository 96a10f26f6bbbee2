"""A form: title, signers, and blocks whose text names fields; one language of one form file.

Text is plain but for `{name}` (a field's value), `{_name}` (the value underlined, a blank where it is empty)
and `{name:A|B}` (a box before each choice, ticked before those that the value holds).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SCHEMA = 2
CHARACTERS = 28  # of a line by GB/T 9704; the widths of a list's columns sum up to it
GROUPS = ("record", "measure", "decision", "transfer", "service", "intake", "fair", "draw")
KINDS = (
    "text", "long_text", "date", "datetime", "choice", "choices", "list", "questions", "number", "money",
)  # fmt: skip
BLOCKS = (
    "title", "number", "to", "para", "field", "head", "list", "photos", "end", "closing", "copies",
    "questions", "signs", "page", "cut", "banner",
)  # fmt: skip
PLACE = re.compile(r"\{(_?)([a-z][a-z0-9_.]*)(?::([^{}]*))?\}")
BETWEEN = "；"  # between the ticked choices of a value
LAW = "law."  # begins a place that is no field: `{law.<key>}` cites the provision of the day

Value = str | tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """What is asked for. Labels and hints stand in both languages, the rest in the form's."""

    name: str
    label: str
    label_en: str
    kind: str = "text"
    required: bool = True
    preset: str = ""  # of questions: one a line
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()  # of a list
    widths: tuple[int, ...] = ()  # of the columns, in characters; they sum up to the line
    snippets: tuple[str, ...] = ()  # phrases to pick from
    hint: str = ""
    hint_en: str = ""
    choices_elsewhere: tuple[str, ...] = ()  # the same choices in the other language, in the same order
    confidential: bool = False  # who is told of it must need to know: it never goes into the case

    def initial(self) -> Value:
        """Return the value before anybody has typed: of questions, rows without answers."""
        match self.kind:
            case "list":
                return ()
            case "questions":
                return tuple((line.strip(), "") for line in self.preset.splitlines() if line.strip())
            case _:
                return self.preset

    def choice(self, text: str) -> str:
        """Return the choice of this form that `text` names in either language; `text` itself if none."""
        if text not in self.choices and text in self.choices_elsewhere:
            return self.choices[self.choices_elsewhere.index(text)]
        return text


@dataclass(frozen=True, slots=True)
class Block:
    kind: str
    text: str = ""
    field: str = ""
    when: str = ""  # set only where this field has a value; "field=value" where it has that one
    roles: tuple[str, ...] = ()  # of signature lines


@dataclass(frozen=True, slots=True)
class Form:
    form: str  # stable id: "record_of_inspection"
    language: str  # "zh", "en"
    title: str
    official: str  # number of the official form, "" for one of no official set
    source: str  # edition the wording follows
    to_be_compared: bool  # wording still to be compared by a domain officer
    series: str  # word of its document number, "" for a form without one
    signed_pages: bool  # signature lines on every page
    signers: tuple[tuple[str, str], ...]  # (role, label)
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...]  # in reading order
    group: str = "record"
    copies: int = 1  # to print
    duplex: bool = True
    until: str = ""  # the field with the day or moment by which a party has to act
    about: str = ""  # the field with the number of the document that it carries on, ends or lists things for
    days: str = ""  # the field with how many days it gives
    confidential_signers: tuple[str, ...] = ()  # roles whose signatures never go into the case

    @property
    def order(self) -> tuple[int, str]:
        """Where the form stands in a list: by its official number, those without one behind."""
        return (int(self.official) if self.official.isdecimal() else 1000, self.form)

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)


def places(text: str) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Yield (field, underlined, choices) for each place in a text."""
    for line, name, choices in PLACE.findall(text):
        yield name, bool(line), tuple(choices.split("|")) if choices else ()


def shown_fields(block: Block) -> tuple[str, ...]:
    """Return the fields whose values stand in a block, in reading order."""
    named = (name for name, _, _ in places(block.text) if not name.startswith(LAW))
    return (*((block.field,) if block.field else ()), *named)


def ticked(value: Value) -> tuple[str, ...]:
    """Return the choices that a value holds."""
    return tuple(filter(None, value.split(BETWEEN))) if isinstance(value, str) else ()


def holds(form: Form, when: str, values: Mapping[str, Value]) -> bool:
    """Tell whether a block's condition is met; "" always is."""
    name, equals, wanted = when.partition("=")
    value = values.get(name, "")
    if not equals:
        return not name or bool(value)
    field = form.field(name)
    return wanted in ((field.choice(t) if field else t) for t in ticked(value))


def missing(form: Form, values: Mapping[str, Value]) -> tuple[Field, ...]:
    """Return the required fields that are still empty, in the order of the form.

    A field that stands only in blocks whose condition is not met is not asked for; one that stands nowhere
    but decides which blocks are set is. Of questions, one without an answer is missing; of a list, all rows
    being blank.
    """
    deciding = {block.when.partition("=")[0] for block in form.blocks}
    asked = deciding - {name for block in form.blocks for name in shown_fields(block)}
    asked |= {
        name for block in form.blocks if holds(form, block.when, values) for name in shown_fields(block)
    }
    return tuple(
        f for f in form.fields if f.required and f.name in asked and _empty(f, values.get(f.name, ""))
    )


def _empty(field: Field, value: Value) -> bool:
    if isinstance(value, str):
        return not value.strip()
    rows = [row for row in value if any(cell.strip() for cell in row)]
    unanswered = field.kind == "questions" and any(not row[-1].strip() for row in rows)
    return not rows or unanswered
