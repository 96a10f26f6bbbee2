"""The tables of a form file as they stand in it: read strictly, so that no key is silently ignored."""

import re
import tomllib
from typing import TypeVar

import msgspec

from app.errors import BadInput

LONGEST_FILE = 200_000  # characters; the longest form has a twentieth of it
DEEPEST = 6  # tables and arrays inside each other
TYPES = {"str": "文本", "int": "整数", "bool": "true 或 false", "array": "列表", "object": "表"}
TABLES = {"block": "第 {0} 块", "field": "第 {0} 个字段", "signer": "第 {0} 个签名人"}
MESSAGES = (
    (r"Object contains unknown field `([^`]*)`", "不认识“{0}”这一项", "it has no key {0!r}"),
    (r"Object missing required field `([^`]*)`", "缺少“{0}”", "{0!r} is missing"),
    (r"Expected `(\w+)", "应为{1}", "expected {0}"),
)
PROBLEM = tuple[str, str]  # the same sentence in Chinese and English


class Table(msgspec.Struct, forbid_unknown_fields=True):
    """A table of a form file; a key that it does not know is a mistake."""


class RawSigner(Table):
    role: str
    label: str
    label_en: str
    confidential: bool = False


class RawBlock(Table):
    kind: str
    text: str = ""
    en: str = ""
    field: str = ""
    when: str = ""
    roles: tuple[str, ...] = ()
    part: str = ""


class RawField(Table):
    name: str
    label: str
    label_en: str
    kind: str = "text"
    required: bool = True
    preset: str = ""
    preset_en: str = ""
    choices: tuple[str, ...] = ()
    choices_en: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    columns_en: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    snippets: tuple[str, ...] = ()
    snippets_en: tuple[str, ...] = ()
    hint: str = ""
    hint_en: str = ""
    confidential: bool = False


class RawPart(Table):
    block: tuple[RawBlock, ...] = ()
    field: tuple[RawField, ...] = ()


class RawShared(Table):
    schema: int
    part: dict[str, RawPart] = {}


class RawForm(Table):
    schema: int
    form: str
    group: str
    title: str
    title_en: str
    official: str
    source: str
    to_be_compared: bool
    block: tuple[RawBlock, ...]
    field: tuple[RawField, ...] = ()
    signer: tuple[RawSigner, ...] = ()
    series: str = ""
    signed_pages: bool = False
    copies: int = 1
    duplex: bool = True
    until: str = ""
    about: str = ""
    days: str = ""


Kind = TypeVar("Kind", RawForm, RawShared)


def read_toml(text: str, name: str, kind: type[Kind], schema: int) -> Kind:
    """Read a form file or the shared parts.

    Raises:
        BadInput: no TOML, too long or too deep, another schema, an unknown or missing key, a wrong type.
    """
    if len(text) > LONGEST_FILE:
        raise refusal(name, f"超过 {LONGEST_FILE} 字", f"it has more than {LONGEST_FILE} characters")
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise refusal(name, "嵌套太深", "it is nested too deeply") from error
    except ValueError as error:
        raise refusal(name, f"不是 TOML：{error}", f"it is no TOML: {error}") from error
    if _deeper(data, DEEPEST):
        raise refusal(name, "嵌套太深", "it is nested too deeply")
    if data.get("schema") != schema:
        found = data.get("schema", "?")
        raise refusal(name, f"schema 应为 {schema}，却是 {found}", f"schema is {found}, not {schema}")
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise refusal(name, *_explained(str(error))) from error


def refusal(name: str, zh: str, en: str) -> BadInput:
    """Return the error that refuses a file."""
    return BadInput(
        f"文书格式文件 {name} 有误：{zh}；请改正或恢复原文件。",
        f"The form file {name} is wrong: {en}. Correct it or restore the original.",
    )


def at(table: str, index: int, zh: str, en: str) -> PROBLEM:
    """Name the table where a problem is; `table` is "block", "field" or "signer", `index` counts from 0."""
    return f"{TABLES[table].format(index + 1)}：{zh}", f"{table} {index + 1}: {en}"


def _deeper(value: object, depth: int) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    return isinstance(value, list) and (depth == 0 or any(_deeper(v, depth - 1) for v in value))


def _explained(message: str) -> PROBLEM:
    """Say in both languages what msgspec found."""
    found = re.search(r" - at `\$\.?(.*)`$", message)
    path = found.group(1) if found else ""
    zh, en = message, message
    for pattern, words_zh, words_en in MESSAGES:
        if match := re.match(pattern, message):
            key = match.group(1)
            zh, en = (w.format(key, TYPES.get(key, key)) for w in (words_zh, words_en))
            break
    table = re.match(r"(block|field|signer)\[(\d+)\]\.?(.*)", path)
    if table:
        key = f"{table.group(3)} " if table.group(3) else ""
        return at(table.group(1), int(table.group(2)), key + zh, key + en)
    return (f"{path}：{zh}", f"{path}: {en}") if path else (zh, en)
