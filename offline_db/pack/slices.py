"""Slices: packs that hold what one fair needs of a larger one, and say of themselves what that is.

A right is in a slice when it satisfies every part of the rule. The slice is a pack of its own, signed by
whoever cut it; its manifest names the whole and the rule, and it keeps the whole's filter of numbers.
"""

import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from numpy.typing import NDArray

from app.errors import BadInput
from app.names.tables import Tables
from app.numbers.spellings import meanings
from app.rights import BETWEEN, Kind, Status
from app.sharing import Progress
from offline_db.batches import Batch, flags
from offline_db.pack import manifest as m
from offline_db.pack.ahead import ahead
from offline_db.pack.blocks import Places
from offline_db.pack.builder import segment_name
from offline_db.pack.facets import Facet
from offline_db.pack.folder import commit, writing
from offline_db.pack.gather import RowReader
from offline_db.pack.offices import OfficeCount
from offline_db.pack.pack import Pack, note_verified
from offline_db.pack.segment_writer import SegmentWriter

Flags = NDArray[np.bool_]

AT_ONCE = 50_000  # rows


@dataclass(frozen=True, slots=True)
class Rule:
    """What a right must satisfy; empty parts leave all through."""

    nice: frozenset[int] = frozenset()  # a mark in one of these classes
    offices: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    filed_from: date | None = None
    filed_to: date | None = None
    holder: str = ""  # a part of a holder's name
    numbers: tuple[str, ...] = ()  # one of these, in any spelling

    def admits(self, facet: Facet) -> bool:
        """Tell whether rights with this status, kind, office and year of filing may satisfy the rule."""
        years = range((self.filed_from or date.min).year, (self.filed_to or date.max).year + 1)
        return (
            (not self.offices or facet.office in self.offices)
            and (not self.kinds or facet.kind in self.kinds)
            and (not self.statuses or facet.status in self.statuses)
            and (not self.nice or facet.kind == Kind.TRADEMARK)
            and (not (self.filed_from or self.filed_to) or facet.year in years)
        )

    def words(self, language: str) -> str:
        """Return the rule as a phrase in "zh" or "en"."""
        zh = language == "zh"
        parts = [
            _list("尼斯类", "Nice classes", map(str, sorted(self.nice)), zh),
            _list("受理局", "offices", sorted(self.offices), zh),
            _list("权利种类", "kinds", sorted(self.kinds), zh),
            _list("状态", "statuses", sorted(self.statuses), zh),
            _list("申请日自", "filed from", [str(self.filed_from)] if self.filed_from else [], zh),
            _list("申请日至", "filed to", [str(self.filed_to)] if self.filed_to else [], zh),
            _list("权利人含", "holder with", [self.holder] if self.holder else [], zh),
            _list("列出的号码数", "numbers listed:", [str(len(self.numbers))] if self.numbers else [], zh),
        ]
        return ("；" if zh else "; ").join(part for part in parts if part) or ("全部" if zh else "all")


def cut_slice(
    path: Path,
    out: Path,
    rule: Rule,
    *,
    name: str,
    now: datetime,
    key: Ed25519PrivateKey,
    tables: Tables,
    progress: Progress,
) -> m.Manifest:
    """Make a pack of the rights of another that satisfy a rule, in the place of whatever stood at `out`.

    Raises:
        BadInput: no right satisfies the rule, or it was cancelled; what stood at `out` serves on.
        StorageFault: the pack is damaged or the disk refuses.
    """
    pack = Pack.open(path)
    old, base = pack.manifest, secrets.token_hex(16)
    segment = segment_name(base, 0)
    with writing(out):
        try:
            count, offices = _fill(out / segment, pack, rule, tables, progress)
        finally:
            pack.close()
        cut = m.Cut(old.base, pack.digest, old.scope(), rule.words("zh"), rule.words("en"))
        made = replace(
            old, base=base, sequence=0, previous="", publisher=m.public_hex(key), name=name, created=now,
            rights=count, offices=offices, source="", cut=cut,
            segments=(m.SegmentEntry(segment, count, m.describe_folder(out / segment)),),
            numbers=_copied(path, out, old.numbers),
        )  # fmt: skip
        commit(out, m.seal(made, key))
        note_verified(out, made)
    return made


def _fill(
    folder: Path, pack: Pack, rule: Rule, tables: Tables, progress: Progress
) -> tuple[int, tuple[m.OfficeData, ...]]:
    """Fill a segment with what satisfies a rule; return how many rights, and what there is of each office."""
    writer = SegmentWriter(folder, tables)
    offices = OfficeCount()
    try:
        for batch in ahead(_chosen(pack, rule, progress)):
            writer.add(batch)
            offices.add(batch)
        writer.finish()
    except BaseException:
        writer.close()
        raise
    if not writer.count:
        raise BadInput(
            "没有符合条件的权利，未制作切片；请放宽条件。",
            "No right satisfies the rule and no slice was made; ask for less.",
        )
    return writer.count, offices.told()


def _copied(path: Path, out: Path, numbers: m.NumberFilter | None) -> m.NumberFilter | None:
    if numbers is not None:
        shutil.rmtree(out / numbers.entry.name, ignore_errors=True)
        shutil.copytree(path / numbers.entry.name, out / numbers.entry.name)
    return numbers


def _chosen(pack: Pack, rule: Rule, progress: Progress) -> Iterator[Batch]:
    done, total = 0, sum(segment.rows for segment in pack.manifest.segments)
    for segment in pack.manifest.segments:
        opened = pack.segments[segment.name]
        reader = RowReader(opened.rows)
        rows = _numbered(pack, segment.name, rule) if rule.numbers else np.arange(segment.rows)
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE].astype(np.uint32)
            some = some[pack.standing(segment.name, some)]
            admitted = some[opened.facets.fitting(some, rule.admits)].astype(np.int64)
            fitting = admitted[_fits(reader, admitted, rule)]
            if len(fitting):
                yield reader.batch(fitting)
            if not progress(done + start, total):
                raise BadInput("已取消，未制作切片。", "Cancelled; no slice was made.")
        done += segment.rows


def _numbered(pack: Pack, segment: str, rule: Rule) -> Places:
    """Return the rows of a segment that carry one of the numbers."""
    rows: set[int] = set()
    for number in rule.numbers:
        for wanted in meanings(number):
            rows.update(row for row, _ in pack.find_in(segment, wanted))
    return np.array(sorted(rows), np.int64)


def _fits(reader: RowReader, rows: Places, rule: Rule) -> Flags:
    """Tell which rows satisfy a rule, of those whose facets do."""
    dated = bool(rule.filed_from or rule.filed_to)
    asked = {"classes": bool(rule.nice), "filed": dated, "holders": bool(rule.holder)}
    columns = reader.columns(rows, [field for field, is_asked in asked.items() if is_asked])
    fits = np.ones(len(rows), bool)
    if rule.nice:
        wanted = {str(nice) for nice in rule.nice}
        told = columns["classes"].dictionary_encode()
        some = np.array([not wanted.isdisjoint(c.split(BETWEEN)) for c in told.dictionary.to_pylist()], bool)
        fits &= some[told.indices.to_numpy()]
    if dated:
        first, last = str(rule.filed_from or date.min), str(rule.filed_to or date.max)
        filed = columns["filed"]
        fits &= flags(pc.and_(pc.greater_equal(filed, first), pc.less_equal(filed, last)))
    if rule.holder:
        fits &= flags(pc.match_substring(columns["holders"], rule.holder, ignore_case=True))
    return fits


def _list(zh: str, en: str, values: Iterable[str], chinese: bool) -> str:
    shown = list(values)
    if not shown:
        return ""
    return f"{zh} {'、'.join(shown)}" if chinese else f"{en} {', '.join(shown)}"
