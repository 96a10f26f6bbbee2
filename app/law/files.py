"""Law files: TOML texts to a Law, refused as a whole with a sentence if anything in them is amiss."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from app.errors import BadInput, StorageFault
from app.law.book import Law
from app.law.calendar import SATURDAY, WorkCalendar, Year
from app.law.clocks import Deadline, Term, Unit
from app.law.statutes import ARTICLE, Provision, Statute
from app.resources import resource
from app.rights import Kind

SCHEMA = 1
LONGEST = 1_000_000  # characters of one file


class _Provision(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    articles: list[str]
    zh: str
    en: str
    source: str = ""
    verified: bool | None = None
    effective_to: date | None = None  # where it ends before its statute


class _Statute(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    title: str
    title_en: str
    short: str
    short_en: str
    edition: str
    effective_from: date
    source: str
    verified: bool
    effective_to: date | None = None
    verified_until: date | None = None
    provision: list[_Provision] = []


class _Term(msgspec.Struct, forbid_unknown_fields=True):
    kind: Kind
    years: int
    counted_from: str
    provision: str
    filed_from: date
    filed_to: date | None = None
    renewable: bool = False
    grace_months: int = 0


class _Deadline(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    amount: int
    unit: Unit
    zh: str
    en: str
    source: str
    verified: bool
    provision: str = ""
    moves: bool = False


class _Year(msgspec.Struct, forbid_unknown_fields=True):
    year: int
    source: str
    verified: bool
    off: list[date] = []
    worked: list[date] = []


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema: int = SCHEMA
    statute: list[_Statute] = []
    term: list[_Term] = []
    deadline: list[_Deadline] = []
    year: list[_Year] = []


def load_law(folder: Path | None = None, own: Path | None = None) -> Law:
    """Read the law files that ship with the program, or all `*.toml` in `folder`; then a bureau's in `own`.

    Raises:
        BadInput: a file is malformed; names it.
        StorageFault: a file cannot be read.
    """
    folder = folder or resource("law")
    try:
        texts = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))}
        local = {path.name: path.read_text("utf-8") for path in sorted(own.glob("*.toml"))} if own else {}
    except (OSError, UnicodeDecodeError) as error:
        raise StorageFault(
            f"法律依据文件无法读取（{folder.name}）；请重新安装程序，已有记录不受影响。",
            f"The law files cannot be read ({folder.name}); install the program again, records are safe.",
        ) from error
    return read_law(texts, local)


def read_law(texts: Mapping[str, str], own: Mapping[str, str] | None = None) -> Law:
    """Read law files given as texts by name. A bureau's own add to them; its years and deadlines win.

    Raises:
        BadInput: malformed TOML, unknown, missing or impossible values, two editions of one key in force
            at once, a gap between them.
    """
    files = [_file(name, text) for given in (texts, own or {}) for name, text in given.items()]
    deadlines = {deadline.key: deadline for file in files for deadline in file.deadline}
    years = {year.year: year for file in files for year in file.year}
    return Law(
        (provision for file in files for statute in file.statute for provision in _provisions(statute)),
        (Term(**msgspec.structs.asdict(term)) for file in files for term in file.term),
        (Deadline(**msgspec.structs.asdict(deadline)) for deadline in deadlines.values()),
        WorkCalendar(
            tuple(
                Year(year.year, year.source, year.verified, tuple(year.off), tuple(year.worked))
                for year in years.values()
            )
        ),
    )


def _file(name: str, text: str) -> _File:
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        file = msgspec.convert(tomllib.loads(text), _File)
        for problem in _problems(file):
            raise ValueError(problem)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        raise BadInput(
            f"法律依据文件 {name} 有误（{error}）；请改正或恢复原文件。",
            f"The law file {name} is malformed ({error}); correct it or restore the original.",
        ) from error
    return file


def _problems(file: _File) -> Iterator[str]:
    """Yield what types cannot tell is wrong with a file."""
    if file.schema != SCHEMA:
        yield f"schema {file.schema}"
    for statute in file.statute:
        if statute.effective_to is not None and statute.effective_to < statute.effective_from:
            yield f"{statute.id}: effective_to {statute.effective_to}"
        for provision in statute.provision:
            if bad := [a for a in provision.articles if not ARTICLE.fullmatch(a)]:
                yield f"{provision.key}: articles {bad[0]}"
    for term in file.term:
        if term.counted_from not in ("filed", "registered") or not 0 < term.years < 100:
            yield f"term {term.kind}"
    for deadline in file.deadline:
        if not 0 < deadline.amount < 1000:
            yield f"deadline {deadline.key}: amount {deadline.amount}"
    for year in file.year:
        if any(day.year != year.year for day in (*year.off, *year.worked)):
            yield f"year {year.year}: a day of another year"
        if twice := set(year.off) & set(year.worked):
            yield f"year {year.year}: {min(twice)} is off and worked"
        if odd := [day for day in year.worked if day.weekday() < SATURDAY]:
            yield f"year {year.year}: {odd[0]} in worked is no Saturday or Sunday"
    if len({year.year for year in file.year}) < len(file.year):
        yield "two tables of one year"


def _provisions(raw: _Statute) -> Iterator[Provision]:
    statute = Statute(
        raw.id,
        raw.title,
        raw.title_en,
        raw.short,
        raw.short_en,
        raw.edition,
        raw.effective_from,
        raw.source,
        raw.verified,
        raw.effective_to,
        raw.verified_until,
    )
    for p in raw.provision:
        yield Provision(
            p.key,
            statute,
            tuple(p.articles),
            p.zh,
            p.en,
            p.source or raw.source,
            raw.verified if p.verified is None else p.verified,
            raw.effective_from,
            p.effective_to or raw.effective_to,
        )
