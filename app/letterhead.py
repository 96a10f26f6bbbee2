"""What a bureau writes on its documents in place of what ships with the program: its own forms pack.

A folder of plain files that people edit, one blob when it is published: `bureau.toml` (name and edition of
the pack, the bureau's name, number words, agency per item, contacts, remedies, the seal), `seal.png`, and
`forms/*.toml`, each taking the place of the shipped file of that name or standing beside it. The blob's
digest stands in the bureau's signed log (`FormsPublished`), so nobody else can change a form.
"""

import base64
import binascii
import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import msgspec

from app.errors import BadInput
from app.forms import Form, form_texts, read_forms
from app.resources import resource

SCHEMA = 1
BUREAU, SEAL, FORMS = "bureau.toml", "seal.png", "forms/"
NAME = re.compile(r"bureau\.toml|seal\.png|forms/[a-z][a-z0-9_]{0,60}\.toml")
LARGEST, LARGEST_FILE, MOST_FILES = 16 * 1024 * 1024, 4 * 1024 * 1024, 200  # bytes, bytes, files
PNG = b"\x89PNG\r\n\x1a\n"
NUMBER = "{prefix}〔{year}〕{serial}号"
NUMBER_PARTS = ("prefix", "year", "serial")
SEALS = ("none", "drawn", "picture")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A bureau's pack, read over what ships with the program."""

    name: str = ""
    edition: str = ""
    agency: str = ""  # the bureau's name on documents, "" = as the fair names it
    number: str = NUMBER  # how a number is written
    seal: str = "none"  # "none" leaves its place free, "drawn", "picture"
    seal_png: bytes = b""
    stamp_url: str = ""  # of the bureau's time-stamp authority (RFC 3161)
    agencies: Mapping[str, str] = field(default_factory=dict)  # by item: "patent", "copyright" …
    words: Mapping[str, str] = field(default_factory=dict)  # what stands before the year, by series
    presets: Mapping[str, str] = field(default_factory=dict)  # contacts, remedies …, by field
    presets_en: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[tuple[str, str], Form] = field(default_factory=dict)  # all, by (form, "zh" | "en")
    own: tuple[str, ...] = ()  # the form files that are the bureau's

    def preset(self, name: str, language: str) -> str:
        """Return what this bureau always writes in a field, "" if nothing."""
        mine = self.presets_en if language != "zh" else self.presets
        return mine.get(name) or self.presets.get(name, "")

    def write_number(self, prefix: str, year: int, serial: int) -> str:
        """Return a document's number by the bureau's pattern."""
        return self.number.format(prefix=prefix, year=year, serial=serial)


class _Bureau(msgspec.Struct, forbid_unknown_fields=True):
    """bureau.toml."""

    schema: int
    name: str
    edition: str
    agency: str = ""
    number: str = NUMBER
    seal: str = "none"
    stamp_url: str = ""
    agencies: dict[str, str] = {}
    words: dict[str, str] = {}
    presets: dict[str, str] = {}
    presets_en: dict[str, str] = {}


class _Pack(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    files: dict[str, str]  # base 64


def gather(folder: Path) -> dict[str, bytes]:
    """Return the files of a pack's folder; others there are passed over.

    Raises:
        BadInput: no bureau.toml, a file that cannot be read, or too much.
    """
    try:
        paths = [folder / BUREAU, folder / SEAL, *sorted((folder / FORMS).glob("*.toml"))]
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}
    except OSError as error:
        raise _bad(str(folder), "无法读取", "cannot be read") from error
    if BUREAU not in files:
        raise _bad(BUREAU, "文件夹里没有这个文件", "the folder does not hold it")
    return files


def write_letterhead(files: Mapping[str, bytes]) -> bytes:
    """Return a pack as one blob; the same files give the same bytes.

    Raises:
        BadInput: something in it is amiss; see `read_letterhead`.
    """
    letterhead_of(files)
    packed = {name: base64.b64encode(data).decode() for name, data in files.items()}
    return msgspec.json.encode(_Pack(SCHEMA, packed), order="sorted")


@cache
def shipped_letterhead() -> Letterhead:
    """Return the forms that ship with the program, of no bureau. Raises BadInput if one is malformed."""
    return Letterhead(forms=read_forms(form_texts(resource("forms"))))


def read_letterhead(data: bytes) -> Letterhead:
    """Read a pack.

    Raises:
        BadInput: no pack, of another schema, unknown or oversized files, a bad number pattern or seal, a
            malformed form (names file and block).
    """
    if len(data) > LARGEST:
        raise _bad("", "文件过大", "it is too large")
    try:
        pack = msgspec.json.decode(data, type=_Pack)
        files = {name: base64.b64decode(text, validate=True) for name, text in pack.files.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, binascii.Error, ValueError, RecursionError) as error:
        raise _bad("", "不是文书格式包", "it is no forms pack") from error
    if pack.schema != SCHEMA:
        raise _bad("", f"版本 {pack.schema} 需要更新程序", f"version {pack.schema} needs a newer program")
    return letterhead_of(files)


def letterhead_of(files: Mapping[str, bytes]) -> Letterhead:
    """Read a pack from its files by name.

    Raises:
        BadInput: as `read_letterhead`.
    """
    for name, content in files.items():
        if not NAME.fullmatch(name):
            raise _bad(name[:80], "不该在格式包里", "it does not belong into a pack")
        if len(content) > LARGEST_FILE:
            raise _bad(name, "文件过大", "it is too large")
    if BUREAU not in files or len(files) > MOST_FILES:
        raise _bad(BUREAU, "缺少，或文件过多", "it is missing, or there are too many files")
    bureau = _read_bureau(_text(files, BUREAU))
    picture = files.get(SEAL, b"") if bureau.seal == "picture" else b""
    if bureau.seal == "picture" and not picture.startswith(PNG):
        raise _bad(SEAL, "印章图片缺失或不是 PNG", "the seal's picture is missing or no PNG")
    own = {name.removeprefix(FORMS): _text(files, name) for name in files if name.startswith(FORMS)}
    return Letterhead(
        bureau.name,
        bureau.edition,
        bureau.agency,
        bureau.number,
        bureau.seal,
        picture,
        bureau.stamp_url,
        bureau.agencies,
        bureau.words,
        bureau.presets,
        bureau.presets_en,
        _still_confidential(read_forms({**form_texts(resource("forms")), **own})),
        tuple(sorted(own)),
    )


def _still_confidential(forms: Mapping[tuple[str, str], Form]) -> dict[tuple[str, str], Form]:
    """Return forms in which the names of what ships as confidential stay so: packs may be older than it."""
    shipped = [form for form in shipped_letterhead().forms.values() if form.confidential_signers]
    names = {f.name for form in shipped for f in form.fields if f.confidential}
    secret_roles = {role for form in shipped for role in form.confidential_signers}
    found = dict(forms)
    for key, form in forms.items():
        if any(f.name in names for f in form.fields):
            fields = (replace(f, confidential=f.confidential or f.name in names) for f in form.fields)
            roles = {*form.confidential_signers, *(role for role, _ in form.signers if role in secret_roles)}
            found[key] = replace(form, fields=tuple(fields), confidential_signers=tuple(sorted(roles)))
    return found


def _read_bureau(text: str) -> _Bureau:
    try:
        bureau = msgspec.convert(tomllib.loads(text), _Bureau)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        raise _bad(BUREAU, str(error), str(error)) from error
    if bureau.schema != SCHEMA:
        raise _bad(BUREAU, f"schema 应为 {SCHEMA}", f"schema should be {SCHEMA}")
    if bureau.seal not in SEALS:
        raise _bad(BUREAU, f"seal 应为 {'、'.join(SEALS)} 之一", f"seal should be one of {', '.join(SEALS)}")
    if not bureau.name.strip() or not bureau.edition.strip():
        raise _bad(BUREAU, "须写明 name 和 edition", "name and edition are needed")
    if not _is_pattern(bureau.number):
        problem = f"number 须含 {{{'}、{'.join(NUMBER_PARTS)}}}", f"number needs {', '.join(NUMBER_PARTS)}"
        raise _bad(BUREAU, *problem)
    return bureau


def _is_pattern(pattern: str) -> bool:
    """Tell whether a number's pattern names each part once, in forms that `str.format` can write."""
    try:
        parts = [(name, spec) for _, name, spec, _ in string.Formatter().parse(pattern) if name is not None]
        pattern.format(prefix="", year=2026, serial=1)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return False
    plain = all(re.fullmatch(r"|0[1-9]d", spec or "") for _, spec in parts)
    return plain and sorted(name for name, _ in parts) == sorted(NUMBER_PARTS) and "\n" not in pattern


def _text(files: Mapping[str, bytes], name: str) -> str:
    try:
        return files[name].decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad(name, "不是 UTF-8 文本", "it is no UTF-8 text") from error


def _bad(name: str, zh: str, en: str) -> BadInput:
    where, there = (f" {name} ", f" {name}") if name else ("", "")
    return BadInput(
        f"本局文书格式包{where}有误：{zh}；请改正后再发布，原有格式不受影响。",
        f"The bureau's forms pack{there} is not right: {en}; correct it and publish again.",
    )
