"""`register build|import|delta|apply|merge|slice|numbers|verify`: making packs and handing them on."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import BadInput
from app.law import CHINA
from app.names.tables import load_tables
from app.rights import Kind, Status
from offline_db.pack.builder import build_pack, extend_pack
from offline_db.pack.delivery import take, write_delta
from offline_db.pack.existence import read_number_file
from offline_db.pack.filling import FileReport
from offline_db.pack.manifest import Manifest, publisher_key
from offline_db.pack.merge import merge_pack, wants_merging
from offline_db.pack.number_filter import add_number_filter
from offline_db.pack.pack import Pack, verify
from offline_db.pack.slices import Rule, cut_slice

T = TypeVar("T", bound=StrEnum)
Lines = Iterator[str]


def build(args: argparse.Namespace) -> Lines:
    """Make a pack of files."""
    files = _files(args.files)
    out = Path(args.pack)
    reports = build_pack(
        out, files, name=args.name or out.name, as_of=_as_of(args.as_of, files), now=_now(),
        key=_key(args), tables=load_tables(), progress=_progress,
    )  # fmt: skip
    yield from _reports(reports, args.json)


def import_files(args: argparse.Namespace) -> Lines:
    """Add files to a pack, then merge its small segments where there are many."""
    path, key, tables = Path(args.pack), _key(args), load_tables()
    reports = extend_pack(path, _files(args.files), now=_now(), key=key, tables=tables, progress=_progress)
    yield from _reports(reports, args.json)
    pack = Pack.open(path)
    pack.close()
    if wants_merging(pack.manifest):
        merge_pack(path, now=_now(), key=key, tables=tables, progress=_progress)


def make_delta(args: argparse.Namespace) -> Lines:
    """Write a delta."""
    made = write_delta(Path(args.pack), args.since, Path(args.out))
    yield f"{args.out}: states {args.since + 1} to {made.sequence}, {Path(args.out).stat().st_size} bytes"


def apply(args: argparse.Namespace) -> Lines:
    """Take over a delta or a whole pack."""
    yield _state(take(Path(args.pack), Path(args.delta), progress=_progress, older=args.older))


def merge(args: argparse.Namespace) -> Lines:
    """Merge segments."""
    done = merge_pack(
        Path(args.pack), now=_now(), key=_key(args), tables=load_tables(), progress=_progress, whole=args.all
    )
    pack = Pack.open(Path(args.pack))
    told = "merged" if done else "nothing to merge"
    yield f"{told}: {len(pack.segments)} segments, {_state(pack.manifest)}"


def slice_pack(args: argparse.Namespace) -> Lines:
    """Cut a slice."""
    rule = Rule(
        nice=frozenset(_nice(text) for text in _split(args.nice)),
        offices=frozenset(text.upper() for text in _split(args.office)),
        kinds=frozenset(_one_of(Kind, text) for text in _split(args.kind)),
        statuses=frozenset(_one_of(Status, text) for text in _split(args.status)),
        filed_from=_day(args.filed_from) if args.filed_from else None,
        filed_to=_day(args.filed_to) if args.filed_to else None,
        holder=args.holder,
        numbers=_numbers(args.numbers) if args.numbers else (),
    )
    made = cut_slice(
        Path(args.pack), Path(args.out), rule, name=args.name or Path(args.out).name, now=_now(),
        key=_key(args), tables=load_tables(), progress=_progress,
    )  # fmt: skip
    assert made.cut is not None
    yield f"{args.out}: {made.rights} rights of {made.cut.name}: {made.cut.en}"


def numbers(args: argparse.Namespace) -> Lines:
    """Give a pack a filter of numbers."""
    files = _files(args.files)
    as_of = _as_of(args.as_of, files or [Path(args.pack) / "manifest"])
    made = add_number_filter(
        Path(args.pack), files, scope=args.scope, as_of=as_of, now=_now(), key=_key(args), progress=_progress
    )
    assert made.numbers is not None
    size = sum(file.bytes for file in made.numbers.entry.files)
    yield f"numbers: {made.numbers.entry.rows} ({made.numbers.scope}, {as_of}), {size} bytes"


def verify_pack(args: argparse.Namespace) -> Lines:
    """Check every byte."""
    pack = Pack.open(Path(args.pack))
    verify(Path(args.pack), pack.manifest, all_of_it=True)
    made = pack.manifest
    yield f"whole: {_state(made)}"
    yield f"base {made.base}, publisher {made.publisher}"
    if made.cut is not None:
        yield f"cut from {made.cut.name} (base {made.cut.base}): {made.cut.en}"


def _state(made: Manifest) -> str:
    return f"{made.rights} rights, sequence {made.sequence}, data of {made.as_of}"


def _reports(reports: Sequence[FileReport], as_line: bool) -> Lines:
    for r in reports:
        if as_line:
            rejected = [{"record": bad.line, "reason": bad.reason} for bad in r.rejected]
            stated = {
                "path": r.path,
                "format": r.format,
                "records": r.records,
                "rejected": rejected,
                "seconds": round(r.seconds, 3),
            }
            yield json.dumps(stated, ensure_ascii=False)
        else:
            yield f"{r.path}: {r.format}, {r.records} records, {r.rejections} rejected, {r.seconds:.1f} s"
            yield from (f"  record {bad.line}: {bad.reason}" for bad in r.rejected[:20])


def _key(args: argparse.Namespace) -> Ed25519PrivateKey:
    return publisher_key(Path(args.key) if args.key else None)


def _now() -> datetime:
    return datetime.now(CHINA)


def _files(names: Sequence[str]) -> list[Path]:
    files = [Path(name) for name in names]
    for path in files:
        if not path.is_file():
            raise BadInput(
                f"找不到文件 {path.name}；请检查路径。", f"There is no file {path.name}; check the path."
            )
    return files


def _as_of(given: str, files: Sequence[Path]) -> date:
    if given:
        return _day(given)
    return datetime.fromtimestamp(max(f.stat().st_mtime for f in files), CHINA).date()


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadInput(
            f"日期 {given[:20]} 应写作 2026-05-01。", f"Write the day {given[:20]} as 2026-05-01."
        ) from error


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]


def _nice(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 46):
        raise BadInput(f"没有尼斯类 {text[:20]}。", f"There is no Nice class {text[:20]}.")
    return int(text)


def _one_of(values: type[T], text: str) -> T:
    try:
        return values(text)
    except ValueError as error:
        known = ", ".join(values)
        raise BadInput(f"{text[:20]} 不在其中：{known}。", f"{text[:20]} is none of: {known}.") from error


def _numbers(name: str) -> tuple[str, ...]:
    (path,) = _files([name])
    return tuple(number for some in read_number_file(path) for number in some)


def _progress(done: int, total: int) -> bool:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done * 100 // max(total, 1):>3} %")
    return True
