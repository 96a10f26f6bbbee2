"""What the complaint track of a fair goes by, as data: kinds of right, papers, grounds, results.

Much of it is only known from practice and differs between bureaus, so it is a file with the source of each
line, never code. A bureau's own file of the same name takes the place of the shipped one key by key.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from app.errors import BadInput, StorageFault
from app.resources import resource

SCHEMA = 1
LONGEST = 1_000_000  # characters of the file
FILE = "track.toml"
REPORT = ("off", "remind", "refuse")
WHEN = ("", "agent", "interested", "report")


@dataclass(frozen=True, slots=True)
class Line:
    """A paper, a ground or a result: a code, and its words."""

    key: str
    zh: str
    en: str
    source: str
    verified: bool
    kinds: tuple[str, ...] = ()
    when: str = ""  # of a paper: on what it depends
    asked: bool = False  # of a ground: the complainant is asked for it at the desk

    def word(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class RightKind:
    key: str
    zh: str
    en: str
    matter: str  # what a case about it is called
    matter_en: str
    bases: tuple[str, ...]  # keys of provisions
    department: str
    department_en: str
    own: bool  # whether this bureau is the competent department

    def word(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    def about(self, language: str) -> str:
        return self.matter_en if language == "en" else self.matter

    def competent(self, language: str) -> str:
        return self.department_en if language == "en" else self.department


@dataclass(frozen=True, slots=True)
class Rules:
    """The data of the track, in the order of the file."""

    kinds: tuple[RightKind, ...]
    papers: tuple[Line, ...]
    grounds: tuple[Line, ...]
    opinions: tuple[Line, ...]
    report: str  # what an absent evaluation report does, one of REPORT
    most_hours: int  # to answer, whatever they say

    def kind(self, key: str) -> RightKind:
        """Return a kind of right.

        Raises:
            BadInput: no such kind in the file.
        """
        found = next((kind for kind in self.kinds if kind.key == key), None)
        if found is None:
            raise BadInput(
                f"投诉规则中没有权利类型 {key}；请重新选择权利类型。",
                f"The complaint rules know no right of the kind {key}; choose the kind again.",
            )
        return found

    def word(self, key: str, language: str) -> str:
        """Return what a code of any list is called, the code itself where it is unknown here."""
        lines: Iterable[Line | RightKind] = (*self.kinds, *self.papers, *self.grounds, *self.opinions)
        return next((line.word(language) for line in lines if line.key == key), key)

    def words(self, keys: Iterable[str], language: str) -> str:
        """Return several codes in words, one after the other."""
        return (", " if language == "en" else "、").join(self.word(key, language) for key in keys)

    def grounds_of(self, kind: str, *, asked: bool = False) -> tuple[Line, ...]:
        """Return the grounds against taking up a complaint of a kind; `asked`: those to ask about."""
        return tuple(g for g in self.grounds if kind in g.kinds and (g.asked or not asked))


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    zh: str
    en: str
    source: str
    verified: bool
    kinds: tuple[str, ...] = ()
    when: str = ""
    asked: bool = False


class _Kind(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    zh: str
    en: str
    matter: str
    matter_en: str
    bases: tuple[str, ...]
    department: str
    department_en: str
    own: bool


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    report: str = ""
    most_hours: int = 0


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    settings: _Settings = _Settings()
    kind: tuple[_Kind, ...] = ()
    paper: tuple[_Line, ...] = ()
    ground: tuple[_Line, ...] = ()
    opinion: tuple[_Line, ...] = ()


def load_rules(own: Path | None = None) -> Rules:
    """Read the rules that ship with the program, then a bureau's own `complaints/track.toml` in `own`.

    Raises:
        BadInput: a file is malformed; says what is wrong.
        StorageFault: a file cannot be read.
    """
    paths = [resource("procedure", "complaints", FILE)]
    if own is not None and (own / "complaints" / FILE).is_file():
        paths.append(own / "complaints" / FILE)
    try:
        texts = [path.read_text("utf-8") for path in paths]
    except (OSError, UnicodeDecodeError) as error:
        raise StorageFault(
            f"投诉规则文件 {FILE} 无法读取；请重新安装程序或检查本局自定义文件，已有记录不受影响。",
            f"The complaint rules ({FILE}) cannot be read; install the program again or check yours.",
        ) from error
    return read_rules(*texts)


def read_rules(*texts: str) -> Rules:
    """Read the rules given as TOML texts; a later one replaces what has the same key, and settings it states.

    Raises:
        BadInput: malformed TOML, unknown, missing or impossible values.
    """
    try:
        files = [_file(text) for text in texts]
        settings: dict[str, Any] = {}
        for file in files:
            settings |= {k: v for k, v in msgspec.structs.asdict(file.settings).items() if v}
        rules = Rules(
            kinds=tuple(RightKind(**msgspec.structs.asdict(k)) for k in _merged(f.kind for f in files)),
            papers=_lines(f.paper for f in files),
            grounds=_lines(f.ground for f in files),
            opinions=_lines(f.opinion for f in files),
            **{"report": "", "most_hours": 0, **settings},
        )
        for problem in _problems(rules):
            raise ValueError(problem)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        raise BadInput(
            f"投诉规则文件 {FILE} 有误（{error}）；请改正或恢复原文件。",
            f"The complaint rules ({FILE}) are malformed ({error}); correct or restore the file.",
        ) from error
    return rules


def _file(text: str) -> _File:
    if len(text) > LONGEST:
        raise ValueError("too long")
    file = msgspec.convert(tomllib.loads(text), _File)
    if file.schema != SCHEMA:
        raise ValueError(f"schema {file.schema}")
    return file


def _merged(lists: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    found: dict[str, Any] = {}
    for lines in lists:
        found |= {line.key: line for line in lines}
    return tuple(found.values())


def _lines(lists: Iterable[tuple[_Line, ...]]) -> tuple[Line, ...]:
    return tuple(Line(**msgspec.structs.asdict(line)) for line in _merged(lists))


def _problems(rules: Rules) -> Iterator[str]:
    """Yield what types cannot tell is wrong."""
    kinds = {kind.key for kind in rules.kinds}
    lists: Mapping[str, tuple[Any, ...]] = {
        "kind": rules.kinds,
        "paper": rules.papers,
        "ground": rules.grounds,
        "opinion": rules.opinions,
    }
    yield from (f"no {name}" for name, lines in lists.items() if not lines)
    if rules.report not in REPORT:
        yield f"report {rules.report!r}"
    if not 0 < rules.most_hours <= 1000:
        yield f"most_hours {rules.most_hours}"
    for line in (*rules.papers, *rules.grounds):
        if unknown := set(line.kinds) - kinds:
            yield f"{line.key}: kind {min(unknown)!r}"
        if line.when not in WHEN:
            yield f"{line.key}: when {line.when!r}"
    needed = {"remove", "no_action", "agreed", "withdrawn"} - {line.key for line in rules.opinions}
    yield from (f"no opinion {key}" for key in sorted(needed))
