"""What is refused in a form file, as sentences that name the block: an unknown word, a field never shown …"""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.forms.form import BETWEEN, BLOCKS, CHARACTERS, GROUPS, KINDS, LAW, PLACE, places
from app.forms.raw import PROBLEM, RawBlock, RawField, RawForm, RawSigner, at

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
WITH_TEXT = ("to", "para", "field", "head", "banner", "copies")  # the rest but `cut` has none
OF_FIELD = {"list": "list", "questions": "questions"}  # block -> kind of its field
PARTY = "party."  # fields whose values the case learns
MOST_COPIES = 20
MOST_SIGNERS, WIDEST_LABEL = 8, 24  # of a signature line, a Chinese character counting twice


def form_problems(
    raw: RawForm, blocks: Sequence[RawBlock], fields: Mapping[str, RawField]
) -> Iterator[PROBLEM]:
    """Yield what is wrong with a form; `blocks` and `fields` hold those of the shared parts too."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", raw.form):
        yield f"“{raw.form}”不能作格式名", f"{raw.form!r} is no name for a form"
    if raw.group not in GROUPS:
        yield f"未知类别“{raw.group}”", f"unknown group {raw.group!r}"
    if not raw.title.strip() or not raw.title_en.strip():
        yield "标题为空", "the title is empty"
    if not 1 <= raw.copies <= MOST_COPIES:
        yield f"份数应为 1 至 {MOST_COPIES}", f"copies must be 1 to {MOST_COPIES}"
    for index, field in enumerate(raw.field):
        for zh, en in field_problems(field):
            yield at("field", index, f"{field.name}：{zh}", f"{field.name}: {en}")
        if field.name in (other.name for other in raw.field[:index]):
            yield at("field", index, f"字段“{field.name}”重复", f"the field {field.name!r} stands twice")
    for index, block in enumerate(raw.block):
        for zh, en in block_problems(block, fields, {s.role for s in raw.signer}):
            yield at("block", index, zh, en)
    for key, named in (("until", raw.until), ("about", raw.about), ("days", raw.days)):
        if named and named not in fields:
            yield f"{key} 所指的字段“{named}”不存在", f"there is no field {named!r} for {key}"
        elif named and fields[named].confidential:
            yield f"{key} 所指的字段“{named}”保密", f"the field {named!r} for {key} is confidential"
    yield from _unshown(raw.field, blocks)
    yield from _signers(raw.signer, blocks, raw.signed_pages)


def field_problems(field: RawField) -> Iterator[PROBLEM]:
    """Yield what is wrong with a field by itself."""
    if not NAME.fullmatch(field.name):
        yield "不能作字段名", "it is no name for a field"
    if field.kind not in KINDS:
        yield f"未知种类“{field.kind}”", f"unknown kind {field.kind!r}"
    if not field.label.strip() or not field.label_en.strip():
        yield "标签为空", "the label is empty"
    for name, ours, theirs in (
        ("choices", field.choices, field.choices_en),
        ("columns", field.columns, field.columns_en),
        ("snippets", field.snippets, field.snippets_en or field.snippets),
    ):
        if len(ours) != len(theirs):
            yield f"{name} 与 {name}_en 个数不同", f"{name} and {name}_en differ in number"
        if len(set(ours)) != len(ours) or len(set(theirs)) != len(theirs):
            yield f"{name} 有重复", f"{name} has one twice"
    if (field.kind in ("choice", "choices")) != bool(field.choices):
        yield (
            "choices 只属于 choice、choices 两种字段，且必不可少",
            "choices belong to kinds choice and choices",
        )
    for choice in (*field.choices, *field.choices_en):
        if not choice.strip() or re.search(rf"[{{}}|={BETWEEN}\n]", choice):
            yield f"选项“{choice}”有不许用的符号", f"the choice {choice!r} has a sign that it must not have"
    if field.confidential and (field.kind not in ("text", "long_text") or field.name.startswith(PARTY)):
        yield (
            f"confidential 只属于 text、long_text 两种字段，且字段名不得以 {PARTY} 开头",
            f"confidential belongs to kinds text and long_text, and to no field named {PARTY}…",
        )
    if (field.kind == "list") != bool(field.columns):
        yield "columns 只属于 list，且必不可少", "columns belong to the kind list"
    if field.columns and (len(field.widths) != len(field.columns) or min(field.widths, default=0) < 1):
        yield "每个栏目要有一个宽度", "every column needs a width"
    elif field.columns and sum(field.widths) != CHARACTERS:
        total = sum(field.widths)
        yield f"栏宽合计 {total}，应为 {CHARACTERS}", f"the widths sum up to {total}, not {CHARACTERS}"
    presets = (field.preset, field.choices), (field.preset_en, field.choices_en)
    for preset, choices in presets:
        if choices and preset and not set(preset.split(BETWEEN)) <= set(choices):
            yield f"预填“{preset}”不是选项", f"the preset {preset!r} is no choice"


def block_problems(block: RawBlock, fields: Mapping[str, RawField], roles: set[str]) -> Iterator[PROBLEM]:
    """Yield what is wrong with a block of a form or of a part."""
    if block.kind != "part" and block.kind not in BLOCKS:
        yield f"未知块“{block.kind}”", f"unknown block {block.kind!r}"
    elif block.kind in WITH_TEXT and not block.text.strip():
        yield "没有文字", "it has no text"
    elif block.text and block.kind not in (*WITH_TEXT, "cut"):
        yield f"{block.kind} 块不带文字", f"a block {block.kind} has no text"
    if bool(block.text.strip()) != bool(block.en.strip()):
        yield "text 与 en 须同时有", "text needs en, and en needs text"
    if (block.kind == "signs") != bool(block.roles):
        yield "roles 只属于 signs，且必不可少", "roles belong to blocks of the kind signs"
    if (block.kind == "part") != bool(block.part):
        yield "part 只属于 part 块，且必不可少", "part belongs to blocks of the kind part"
    for role in sorted(set(block.roles) - roles):
        yield f"没有签名人“{role}”", f"there is no signer {role!r}"
    yield from _field_of(block, fields)
    yield from _condition(block.when, fields)
    yield from _text(block, fields)


def _field_of(block: RawBlock, fields: Mapping[str, RawField]) -> Iterator[PROBLEM]:
    wanted = OF_FIELD.get(block.kind)
    if wanted is None:
        if block.field:
            yield f"{block.kind} 块不指名字段", f"a block {block.kind} names no field"
    elif block.field not in fields:
        yield f"未知字段“{block.field}”", f"unknown field {block.field!r}"
    elif fields[block.field].kind != wanted:
        yield f"字段“{block.field}”不是 {wanted}", f"the field {block.field!r} is no {wanted}"


def _condition(when: str, fields: Mapping[str, RawField]) -> Iterator[PROBLEM]:
    name, equals, value = when.partition("=")
    if name and name not in fields:
        yield f"未知字段“{name}”", f"unknown field {name!r}"
    elif equals and value not in fields[name].choices:
        yield f"“{value}”不是“{name}”的选项", f"{value!r} is no choice of {name!r}"


def _text(block: RawBlock, fields: Mapping[str, RawField]) -> Iterator[PROBLEM]:
    for language, text in (("zh", block.text), ("en", block.en)):
        if re.search(r"[{}]", PLACE.sub("", text)):
            yield "花括号嵌套或不成对", "braces are nested or unmatched"
            return
        for name, _, choices in places(text):
            if name.startswith(LAW):
                continue
            field = fields.get(name)
            if field is None:
                yield f"未知字段“{name}”", f"unknown field {name!r}"
                continue
            known = field.choices if language == "zh" else field.choices_en
            for choice in choices:
                if choice not in known:
                    yield f"“{choice}”不是“{name}”的选项", f"{choice!r} is no choice of {name!r}"
            if field.kind in OF_FIELD.values():
                yield f"字段“{name}”须用 {field.kind} 块", f"the field {name!r} needs a block {field.kind}"
    ours, theirs = ({name for name, _, _ in places(text)} for text in (block.text, block.en))
    for name in sorted(ours ^ theirs):
        yield f"字段“{name}”只在一种语言中", f"the field {name!r} stands in one language only"


def _signers(
    signers: Sequence[RawSigner], blocks: Sequence[RawBlock], signed_pages: bool
) -> Iterator[PROBLEM]:
    placed = {role for block in blocks for role in block.roles}
    if len(signers) > MOST_SIGNERS:
        yield f"签名人超过 {MOST_SIGNERS} 个", f"it has more than {MOST_SIGNERS} signers"
    for index, signer in enumerate(signers):
        if signer.role in (other.role for other in signers[:index]):
            yield at("signer", index, f"“{signer.role}”重复", f"{signer.role!r} stands twice")
        elif not signed_pages and signer.role not in placed:
            yield at("signer", index, f"“{signer.role}”没有签名处", f"{signer.role!r} has no place to sign")
        elif any(
            sum(1 + (c > "\u2e7f") for c in text) > WIDEST_LABEL for text in (signer.label, signer.label_en)
        ):
            yield at("signer", index, "签名栏名称过长", "the label is too long for a signature line")
    if signed_pages and not signers:
        yield "逐页签名却没有签名人", "every page is to be signed, but by nobody"


def _unshown(fields: Sequence[RawField], blocks: Sequence[RawBlock]) -> Iterator[PROBLEM]:
    """A field must stand somewhere; a choice may just decide which blocks are set."""
    shown = {name for block in blocks for name, _, _ in places(block.text)} | {b.field for b in blocks}
    deciding = {block.when.partition("=")[0] for block in blocks}
    for index, field in enumerate(fields):
        decides = field.kind in ("choice", "choices") and field.name in deciding
        if field.name not in shown and not decides:
            yield at("field", index, f"“{field.name}”没有印在任何地方", f"{field.name!r} is never shown")
