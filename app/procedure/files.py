"""Procedure files: TOML texts to a Procedure, refused as a whole with a sentence if anything is amiss.

A bureau's own folder may hold files of the same names: what they state under a key takes the place of the
shipped one, key by key.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import TypeVar

import msgspec

from app.errors import BadInput, StorageFault
from app.findings import Severity
from app.procedure.book import Procedure
from app.procedure.conduct import LOOKS
from app.procedure.rules import Cause, Rule
from app.resources import resource

SCHEMA = 1
LONGEST = 1_000_000  # characters of one file
SEIZURE = ("given", "none", "unsure")


class _Rule(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    stops: bool
    forms: list[str]
    bases: list[str]
    zh: str
    en: str
    source: str
    verified: bool
    fields: list[str] = []
    words: list[str] = []
    unless: list[str] = []
    limit: int = 0


class _Cause(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    zh: str
    en: str
    codes: list[str]
    acts: list[str]
    rights: list[str]
    seizure: str
    competent: bool
    bases: list[str]
    source: str
    verified: bool
    severities: list[Severity] = []


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema: int = SCHEMA
    groups: dict[str, list[str]] = {}
    rule: list[_Rule] = []
    cause: list[_Cause] = []


T = TypeVar("T")


def load_procedure(folder: Path | None = None, own: Path | None = None) -> Procedure:
    """Read the files that ship with the program (or all `*.toml` in `folder`), then a bureau's own in `own`.

    Raises:
        BadInput: a file is malformed; names it.
        StorageFault: a file cannot be read.
    """
    folders = [folder or resource("procedure"), *([own] if own and own.is_dir() else [])]
    try:
        texts = [{p.name: p.read_text("utf-8") for p in sorted(f.glob("*.toml"))} for f in folders]
    except (OSError, UnicodeDecodeError) as error:
        raise StorageFault(
            "办案程序数据文件无法读取；请重新安装程序或检查本局自定义文件，已有记录不受影响。",
            "The files of the procedure cannot be read; install the program again or check the bureau's own.",
        ) from error
    return read_procedure(*texts)


def read_procedure(*texts: Mapping[str, str]) -> Procedure:
    """Read files given as texts by name; of several sets a later one replaces what has the same key.

    Raises:
        BadInput: malformed TOML, unknown, missing or impossible values.
    """
    files = [_file(name, text) for given in texts for name, text in given.items()]
    groups = {name: tuple(forms) for file in files for name, forms in file.groups.items()}
    rules = {rule.key: rule for file in files for rule in file.rule}
    causes = {cause.key: cause for file in files for cause in file.cause}
    if lacking := set(LOOKS) - set(rules):
        raise bad("rules", f"no rule {min(lacking)}")
    return Procedure(
        rules={key: _rule(rule, groups) for key, rule in rules.items()},
        causes=tuple(_plain(Cause, cause) for cause in causes.values()),
    )


def _file(name: str, text: str) -> _File:
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        file = msgspec.convert(tomllib.loads(text), _File)
        for problem in _problems(file):
            raise ValueError(problem)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        raise bad(name, str(error)) from error
    return file


def bad(name: str, problem: str) -> BadInput:
    """Return the error that names a file and what is wrong with it."""
    return BadInput(
        f"办案程序数据文件 {name} 有误（{problem}）；请改正或恢复原文件。",
        f"The procedure file {name} is malformed ({problem}); correct it or restore the original.",
    )


def _problems(file: _File) -> Iterator[str]:
    """Yield what types cannot tell is wrong with a file."""
    if file.schema != SCHEMA:
        yield f"schema {file.schema}"
    for rule in file.rule:
        if rule.key not in LOOKS:
            yield f"rule {rule.key}"
        elif extra := (_places(rule.zh) | _places(rule.en)) - LOOKS[rule.key][1]:
            yield f"rule {rule.key}: {{{min(extra)}}}"
    for cause in file.cause:
        if cause.seizure not in SEIZURE:
            yield f"cause {cause.key}: seizure {cause.seizure}"


def _places(text: str) -> set[str]:
    """Return the places {so} of a text. Raises ValueError for braces that do not match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _rule(raw: _Rule, groups: Mapping[str, tuple[str, ...]]) -> Rule:
    unknown = [name for name in raw.forms if name.startswith("@") and name[1:] not in groups]
    if unknown:
        raise bad("rules", f"rule {raw.key}: {unknown[0]}")
    forms = [f for name in raw.forms for f in (groups[name[1:]] if name.startswith("@") else (name,))]
    return _plain(Rule, msgspec.structs.replace(raw, forms=forms))


def _plain(kind: type[T], raw: msgspec.Struct) -> T:
    """Return the domain value that a raw one states: the same fields, lists as tuples."""
    values = msgspec.structs.asdict(raw)
    frozen = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return kind(**frozen)
