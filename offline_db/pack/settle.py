"""What the rows of a delta do to the rows that are there already.

A row takes the place of an older one of the same office, kind and number where all classes of the one are
among those of the other, as they are where one names none. What the row is silent about, the older one still
says; classes are those of the fuller one, and publication numbers add up. A row with the status REMOVED
strikes out what is in no other class. The last word on a right wins, also where
one delta speaks of it several times; so to import a file twice changes nothing but the sources.

Rows come in batches. Inside a batch later rows swallow earlier ones; a row that speaks of a right of an
earlier batch waits (`waiting`) until that batch can be read, for the next segment.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.rights import BETWEEN, FIELDS
from offline_db.batches import COLUMNS, Batch, flags
from offline_db.importers.columns import REMOVED
from offline_db.pack.blocks import Places
from offline_db.pack.gather import RowReader
from offline_db.pack.numbers import key_of
from offline_db.pack.pack import Pack
from offline_db.pack.seen import Seen, distinct, keys_of_rows

Flags = NDArray[np.bool_]
Cells = dict[str, pa.StringArray]  # the columns of some rows
Identity = dict[str, list[str]]  # the fields that tell rights apart

IDENTITY = (
    "office", "kind", "application_number", "registration_number", "publication_numbers", "classes", "status",
)  # fmt: skip
NUMBERS = ("application_number", "registration_number")
UNKNOWN = "unknown"


class Settling:
    """Settles the rows of one segment against the segments of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._readers = {name: RowReader(segment.rows) for name, segment in pack.segments.items()}
        self._struck: dict[str, Places] = {}
        self._seen = Seen()
        self.struck_of: Counter[str] = Counter()  # rows struck out, by office
        self._waiting: list[Batch] = []

    @property
    def waiting(self) -> Batch:
        """The rows that speak of a right of an earlier batch."""
        return Batch.joined(self._waiting) if self._waiting else Batch.of([])

    def dictionary(self) -> bytes:
        """Return what the rows of the pack's base are compressed with."""
        return (self._pack.path / self._pack.manifest.segments[0].name / "rows.dictionary").read_bytes()

    def struck(self) -> Iterator[tuple[str, NDArray[np.uint32]]]:
        """Yield the segments of which rows no longer stand, with those rows in rising order."""
        for name, rows in self._struck.items():
            yield name, rows.astype(np.uint32)

    def settle(self, batch: Batch) -> Batch:
        """Return the rows to store of a batch; remember what they strike out.

        Raises:
            StorageFault: a block of the pack cannot be read.
        """
        batch = collapsed(batch)
        keys = keys_of_rows(batch)
        late = self._seen.late(keys, batch)
        if late.any():
            self._waiting.append(batch.take(np.flatnonzero(late)))
            batch = batch.take(np.flatnonzero(~late))
            keys = keys_of_rows(batch)
        self._seen.add(keys, batch)
        for name in reversed(self._pack.segments):  # the newest says what holds
            batch = self._settled_against(name, batch, *keys)
        stays = flags(pc.not_equal(batch.column("status"), REMOVED))
        return batch if stays.all() else batch.take(np.flatnonzero(stays))

    def _settled_against(self, name: str, batch: Batch, places: Places, hashes: NDArray[np.uint64]) -> Batch:
        ids, answered = self._pack.segments[name].numbers.look_up(hashes)
        standing = self._pack.standing(name, ids)
        rows, news = ids[standing].astype(np.int64), places[answered[standing]]
        if not len(rows):
            return batch
        wanted, at = np.unique(rows, return_inverse=True)
        older = self._readers[name].columns(wanted, tuple(COLUMNS))
        fits = same_pairs(older, at, batch, news)
        news, at = news[fits], at[fits]
        gone = distinct(at)
        self._strike(name, older["office"].take(pa.array(gone)), wanted[gone])
        stays = flags(pc.not_equal(batch.column("status").take(pa.array(news)), REMOVED))
        news, at = news[stays], at[stays]
        return _filled_in(batch, older, news, at) if len(news) else batch

    def _strike(self, name: str, offices: pa.StringArray, rows: Places) -> None:
        """Strike rows out, named in rising order, with the office of each."""
        before = self._struck.get(name, np.zeros(0, np.int64))
        more = ~_among(rows, before)
        for counted in pc.value_counts(offices.filter(pa.array(more))).to_pylist():
            self.struck_of[counted["values"]] += counted["counts"]
        self._struck[name] = np.sort(np.concatenate([before, rows[more]]))


def _among(values: Places, known: Places) -> Flags:
    """Tell which values are among known ones, which are in rising order."""
    if not len(known):
        return np.zeros(len(values), bool)
    return np.asarray(known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values)


def same_pairs(older: Cells, at: Places, batch: Batch, news: Places) -> Flags:
    """Tell of pairs of an older and a new row, each named by its place, what `same` tells of one pair."""
    old = {field: older[field].take(pa.array(at)) for field in IDENTITY}
    new = {field: batch.column(field).take(pa.array(news)) for field in IDENTITY}
    fits = _equal(old["office"], new["office"]) & _equal(old["kind"], new["kind"])
    clashing = np.flatnonzero(fits & ~_equal(old["classes"], new["classes"]))
    told = (_texts(column, clashing) for column in (old["classes"], new["classes"], new["status"]))
    fits[clashing] = [_overlap(*line) for line in zip(*told, strict=True)]
    known = np.zeros(len(at), bool)
    for field in NUMBERS:
        for other in NUMBERS:
            known |= _equal(old[other], new[field]) & ~_equal(new[field], "")
    for field in NUMBERS:
        known &= _equal(old[field], new[field]) | _equal(old[field], "") | _equal(new[field], "")
    doubtful = np.flatnonzero(fits & ~known)  # one number may be spelled in several ways
    before, after = ({f: _texts(column, doubtful) for f, column in part.items()} for part in (old, new))
    fits[doubtful] = [same(before, i, after, i) for i in range(len(doubtful))]
    return fits


def _equal(some: pa.StringArray, others: pa.StringArray | str) -> Flags:
    return flags(pc.equal(some, others))


def _texts(column: pa.StringArray, rows: Places) -> list[str]:
    texts: list[str] = column.take(pa.array(rows)).to_pylist()
    return texts


def _filled_in(batch: Batch, older: Cells, news: Places, at: Places) -> Batch:
    """Return a batch whose rows say what older ones said where they are silent."""
    which = np.full(len(batch), -1, np.int64)
    which[news] = at  # where a row follows several, the last of them
    among = pa.array(which, mask=which < 0)
    columns = []
    for field in COLUMNS:
        column = batch.column(field)
        silent = pc.equal(column, UNKNOWN if field == "status" else "")
        if field in LISTS or pc.any(silent).as_py():
            before = pc.coalesce(older[field].take(among), "")
            if field == "status":
                before = pc.if_else(pc.equal(before, ""), UNKNOWN, before)
            column = pc.if_else(silent, before, column)
            column = _merged(field, column, before) if field in LISTS else column
        columns.append(column)
    return Batch(tuple(columns), batch.files, batch.records)


def _merged(field: str, after: pa.StringArray, before: pa.StringArray) -> pa.StringArray:
    differs = flags(pc.and_(pc.not_equal(before, ""), pc.not_equal(before, after)))
    if not differs.any():
        return after
    merged = after.to_pylist()
    for i in np.flatnonzero(differs).tolist():
        merged[i] = LISTS[field](before[i].as_py(), merged[i])
    return pa.array(merged, pa.string())


def _added(before: str, after: str) -> str:
    """Return the numbers of both lists."""
    parts = (*before.split(BETWEEN), *after.split(BETWEEN))
    return BETWEEN.join(dict.fromkeys(part for part in parts if part))


def _fuller(before: str, after: str) -> str:
    """Return the older classes where they hold all newer ones, else the newer."""
    return before if set(after.split(BETWEEN)) <= set(before.split(BETWEEN)) else after


LISTS = {"publication_numbers": _added, "classes": _fuller}


def same(old: Identity, j: int, new: Identity, i: int) -> bool:
    """Tell whether row `i` of `new` speaks of the right of row `j` of `old`."""
    if old["office"][j] != new["office"][i] or old["kind"][j] != new["kind"][i]:
        return False
    if not _overlap(old["classes"][j], new["classes"][i], new["status"][i]):
        return False
    filed_before, own_before = _key(old["application_number"][j]), _key(old["registration_number"][j])
    filed_after, own_after = _key(new["application_number"][i]), _key(new["registration_number"][i])
    if not filed_after and not own_after:
        published = {_key(n) for n in new["publication_numbers"][i].split(BETWEEN)} - {""}
        return not published.isdisjoint(map(_key, old["publication_numbers"][j].split(BETWEEN)))
    if filed_before and filed_after and filed_before != filed_after:
        return False
    if own_before and own_after and own_before != own_after:
        return False
    return not ({filed_before, own_before} - {""}).isdisjoint({filed_after, own_after})


def _overlap(old: str, new: str, status: str) -> bool:
    """Tell whether rows with these classes may be of one right; `status` is that of the newer one."""
    before, after = (set(classes.split(BETWEEN)) - {""} for classes in (old, new))
    return before <= after or not after or (after < before and status != REMOVED)


def _key(number: str) -> str:
    return key_of(number) if number else ""


def collapsed(batch: Batch) -> Batch:
    """Return a batch where each right is spoken of once: later rows swallow earlier ones."""
    places, hashes = keys_of_rows(batch)
    order = np.argsort(hashes, kind="stable")
    again = np.append(False, hashes[order][1:] == hashes[order][:-1])
    if not again.any():
        return batch
    several = order[again | np.append(again[1:], False)]
    rows = distinct(places[several])
    cells = dict(zip(FIELDS, _lists(batch, rows), strict=True))
    groups: dict[int, list[int]] = {}
    for place, number in sorted(zip(places[several].tolist(), hashes[several].tolist(), strict=True)):
        groups.setdefault(number, []).append(int(np.searchsorted(rows, place)))
    gone = _swallowed(cells, sorted(groups.values(), key=lambda group: group[0]))
    stays = np.array([i not in gone for i in range(len(rows))])
    rest = np.setdiff1d(np.arange(len(batch)), rows)
    kept = Batch.of([row for row, stay in zip(zip(*cells.values(), strict=True), stays, strict=True) if stay])
    back = np.argsort(np.concatenate([rest, rows[stays]]), kind="stable")
    return Batch.joined([batch.take(rest), kept]).take(back)


def _lists(batch: Batch, rows: Places) -> Sequence[list[str]]:
    return [list(column) for column in zip(*batch.take(rows).rows(), strict=True)]


def _swallowed(cells: Identity, groups: Sequence[Sequence[int]]) -> set[int]:
    """Let later rows of each group say what earlier ones of the same right said; return the earlier ones."""
    gone: set[int] = set()
    for group in groups:
        for place, i in enumerate(group):
            for j in group[:place]:
                if i != j and i not in gone and j not in gone and same(cells, j, cells, i):
                    gone.add(j)
                    if REMOVED not in (cells["status"][i], cells["status"][j]):
                        _take_over(cells, i, j)
    return gone


def _take_over(cells: Identity, i: int, j: int) -> None:
    for field, column in cells.items():
        if field in LISTS and column[i] and column[j]:
            column[i] = LISTS[field](column[j], column[i])
        elif column[i] == (UNKNOWN if field == "status" else ""):
            column[i] = column[j]
