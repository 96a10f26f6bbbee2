"""Form files: one TOML file a form, both languages beside each other; what several forms share, in one more.

Schema 2. A form file has `schema`, `form`, `group`, `title`, `title_en`, `official`, `source` and
`to_be_compared`, then blocks in reading order and the fields that only this form has. `shared.toml` holds
parts: `[[part.NAME.block]]` are set where a form says `kind = "part"`, `part = "NAME"`; `[[part.NAME.field]]`
are known to every form. A form's own field of the same name takes the place of the shared one. What a file
says is checked when it is loaded, and refused with file and block (`app.forms.rules`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.forms.form import SCHEMA, Block, Field, Form, shown_fields
from app.forms.raw import RawBlock, RawField, RawForm, RawShared, at, read_toml, refusal
from app.forms.rules import block_problems, field_problems, form_problems
from app.resources import resource

SHARED = "shared.toml"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Parts:
    """What forms share."""

    blocks: Mapping[str, tuple[RawBlock, ...]]  # by part
    fields: Mapping[str, RawField]


def load_forms(folder: Path | None = None) -> Mapping[tuple[str, str], Form]:
    """Read every form file of a folder; the key is (form, "zh" | "en").

    Raises:
        BadInput: a file is malformed; names file and block.
    """
    return read_forms(form_texts(folder or resource("forms")))


def form_texts(folder: Path) -> dict[str, str]:
    """Return the form files of a folder by name, `shared.toml` among them. Raises BadInput."""
    return {path.name: _text(path) for path in sorted(folder.glob("*.toml"))}


def read_forms(texts: Mapping[str, str]) -> Mapping[tuple[str, str], Form]:
    """Read form files given as texts by name, as `load_forms` does.

    Raises:
        BadInput: a file is malformed; names file and block.
    """
    parts = read_parts(texts[SHARED], SHARED) if SHARED in texts else Parts({}, {})
    forms: dict[tuple[str, str], Form] = {}
    for name in sorted(set(texts) - {SHARED}):
        read = read_form(texts[name], name, parts)
        if (read["zh"].form, "zh") in forms:
            raise refusal(name, f"格式“{read['zh'].form}”已有", f"{read['zh'].form!r} is there already")
        forms |= {(form.form, language): form for language, form in read.items()}
    return forms


def shipped_parts() -> Parts:
    """Return the parts that ship with the program, for reading a bureau's own form."""
    return read_parts(_text(resource("forms", SHARED)), SHARED)


def read_parts(text: str, name: str) -> Parts:
    """Read what forms share.

    Raises:
        BadInput: malformed, or a name stands twice.
    """
    raw = read_toml(text, name, RawShared, SCHEMA)
    fields: dict[str, RawField] = {}
    for part, content in raw.part.items():
        for index, field in enumerate(content.field):
            found = list(field_problems(field))
            if field.name in fields:
                found.append(("重复", "it stands twice"))
            for zh, en in found:
                raise refusal(
                    name, *at("field", index, f"{part} {field.name} {zh}", f"{part} {field.name} {en}")
                )
            fields[field.name] = field
    for part, content in raw.part.items():
        for index, block in enumerate(content.block):
            for zh, en in block_problems(block, fields, set(block.roles)):
                raise refusal(name, *at("block", index, f"{part} {zh}", f"{part} {en}"))
            if block.kind == "part":
                raise refusal(name, *at("block", index, f"{part} 不能再套 part", f"{part} holds a part"))
    return Parts({part: content.block for part, content in raw.part.items()}, fields)


def read_form(text: str, name: str, parts: Parts) -> dict[str, Form]:
    """Read one form; returns it by language, "zh" and "en".

    Raises:
        BadInput: malformed TOML, another schema, an unknown block, field, part, choice or kind, a block
            without English, a field never shown, unmatched marks.
    """
    raw = read_toml(text, name, RawForm, SCHEMA)
    blocks = _with_parts(raw.block, parts, name)
    fields = {**parts.fields, **{field.name: field for field in raw.field}}
    for zh, en in form_problems(raw, blocks, fields):
        raise refusal(name, zh, en)
    return {language: _form(raw, blocks, fields, language) for language in LANGUAGES}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise refusal(path.name, "不是 UTF-8 文本", "it is no UTF-8 text") from error


def _with_parts(blocks: Sequence[RawBlock], parts: Parts, name: str) -> list[RawBlock]:
    """Put each part's blocks in its place; a condition on the part is one on each of its blocks."""
    found: list[RawBlock] = []
    for index, block in enumerate(blocks):
        if block.kind != "part":
            found.append(block)
            continue
        if block.part not in parts.blocks:
            raise refusal(
                name, *at("block", index, f"未知部分“{block.part}”", f"unknown part {block.part!r}")
            )
        for inner in parts.blocks[block.part]:
            if block.when and inner.when:
                raise refusal(
                    name, *at("block", index, "部分内已有条件", "the part has conditions of its own")
                )
            found.append(msgspec.structs.replace(inner, when=block.when or inner.when))
    return found


def _form(raw: RawForm, blocks: Sequence[RawBlock], fields: Mapping[str, RawField], language: str) -> Form:
    zh = language == "zh"
    ours = tuple(_block(block, fields, zh) for block in blocks)
    order = dict.fromkeys(n for b in ours for n in (*shown_fields(b), b.when.partition("=")[0]) if n)
    return Form(
        form=raw.form,
        language=language,
        title=raw.title if zh else raw.title_en,
        official=raw.official,
        source=raw.source,
        to_be_compared=raw.to_be_compared,
        series=raw.series,
        signed_pages=raw.signed_pages,
        signers=tuple((s.role, s.label if zh else s.label_en) for s in raw.signer),
        blocks=ours,
        fields=tuple(_field(fields[name], zh) for name in order),
        group=raw.group,
        copies=raw.copies,
        duplex=raw.duplex,
        until=raw.until,
        about=raw.about,
        days=raw.days,
        confidential_signers=tuple(s.role for s in raw.signer if s.confidential),
    )


def _block(raw: RawBlock, fields: Mapping[str, RawField], zh: bool) -> Block:
    name, equals, value = raw.when.partition("=")
    if equals and not zh:
        field = fields[name]
        value = field.choices_en[field.choices.index(value)]
    return Block(raw.kind, raw.text if zh else raw.en, raw.field, name + equals + value, raw.roles)


def _field(raw: RawField, zh: bool) -> Field:
    mine, others = (raw.choices, raw.choices_en) if zh else (raw.choices_en, raw.choices)
    return Field(
        raw.name,
        raw.label,
        raw.label_en,
        raw.kind,
        raw.required,
        raw.preset if zh else raw.preset_en or raw.preset,
        mine,
        raw.columns if zh else raw.columns_en,
        raw.widths,
        raw.snippets if zh else raw.snippets_en or raw.snippets,
        raw.hint,
        raw.hint_en,
        others,
        raw.confidential,
    )
