"""The cells of a table as columns of the register, by the rules of `cells.row_maker`.

What a text means is asked of `row_maker` once for each distinct text, with a line that holds it and else
next to nothing; what kind and numbers mean, once for each distinct shape. A line that holds anything unusual
goes through `row_maker` itself, so that there is one set of rules.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.rights import BETWEEN, DAYS, LISTS, Rejected, Row
from offline_db.batches import COLUMNS, Batch, flags, lengths_of, map_distinct, texts
from offline_db.importers.cells import UNREAD, row_maker

Mask = NDArray[np.bool_]

NUMBERS = ("number", "application_number", "registration_number")
SHAPED = ("kind", "status", "operation")  # what, besides the shapes of numbers, tells how numbers are taken
SIMPLE = ("name", "goods", "image")  # taken as they are, but for blanks around them
NAMES = ("holders", "agents")  # several in a cell, or one taken as it is
LIST_SIGN = ";"
SEVERAL = "[;；|、\n]"
LONGEST_PLAIN = 11  # digits
LETTERED = "^(G[1-9][0-9]{4,6}|[1-9][0-9]{3,9}A)$"  # Madrid registrations, divided applications
FIRST_PATENT, FIRST_LETTERED, OTHER_SHAPE, SHAPES = 20, 40, 99, 100
PATENT = r"^(19|20)[0-9]{2}[1-9][0-9]{7}\.[0-9X]$"
CONTROL = "[\x00-\x1f\x7f]"
MOST_KNOWN = 200_000  # texts whose meaning is remembered, of each field


class CellColumns:
    """Makes rows of the columns of one table."""

    def __init__(self, header: Sequence[str], places: Mapping[str, int], file: str) -> None:
        self.make = row_maker(header, places, file)
        self.width = len(header)
        self._places, self._file = places, file
        self._plain = [""] * self.width
        number = next((places[field] for field in NUMBERS if field in places), None)
        if number is not None:
            self._plain[number] = "1"
        self._row = self.make(self._plain, 0)
        self._known: dict[str, dict[str, str | None]] = {field: {} for field in COLUMNS}
        self._shapes: dict[tuple[object, ...], tuple[str, str, int, int] | None] = {}

    @property
    def ready(self) -> bool:
        """Tell whether the table can be read by columns."""
        return not isinstance(self._row, Rejected)

    def read(
        self, cells: Sequence[pa.StringArray], lines: NDArray[np.int64], *, control: bool
    ) -> tuple[Batch, list[Rejected]]:
        """Return the rows and rejections of lines; `control` where a cell may hold control characters."""
        odd = np.zeros(len(lines), bool)
        if control:
            for column in cells:
                odd |= flags(pc.match_substring_regex(column, CONTROL))
        columns = [self._column(field, cells, odd) for field in COLUMNS]
        for field, column in self._shaped(cells, odd).items():
            columns[COLUMNS[field]] = column
        batch = Batch(tuple(columns), pa.repeat(pa.scalar(self._file), len(lines)).cast(pa.string()), lines)
        return self._with_odd(batch, cells, odd) if odd.any() else (batch, [])

    def _with_odd(
        self, batch: Batch, cells: Sequence[pa.StringArray], odd: Mask
    ) -> tuple[Batch, list[Rejected]]:
        places = np.flatnonzero(odd)
        chosen = zip(*(column.take(pa.array(places)).to_pylist() for column in cells), strict=True)
        made = [self.make(c, line) for c, line in zip(chosen, batch.records[places].tolist(), strict=True)]
        fine = [not isinstance(each, Rejected) for each in made]
        rows: list[Row] = [each for each in made if not isinstance(each, Rejected)]
        plain = np.flatnonzero(~odd)
        order = np.argsort(np.append(plain, places[fine]), kind="stable")
        whole = Batch.joined([batch.take(plain), Batch.of(rows)]).take(order) if rows else batch.take(plain)
        return whole, [each for each in made if isinstance(each, Rejected)]

    def _column(self, field: str, cells: Sequence[pa.StringArray], odd: Mask) -> pa.StringArray:
        assert not isinstance(self._row, Rejected)
        if field not in self._places or field in NUMBERS or field in SHAPED:
            return pa.repeat(pa.scalar(self._row[COLUMNS[field]]), len(odd)).cast(pa.string())
        column = cells[self._places[field]]
        if field in SIMPLE:
            taken = pc.utf8_trim_whitespace(column)
            odd |= flags(pc.equal(taken, UNREAD))
            return taken
        distinct = column.dictionary_encode()
        if field in NAMES:
            taken = pc.utf8_trim_whitespace(distinct.dictionary)
            several = flags(pc.match_substring_regex(distinct.dictionary, SEVERAL))
            several |= flags(pc.equal(taken, UNREAD))
            if several.any():
                taken = texts(
                    (self._meaning(field, text) or UNREAD) if differs else text
                    for text, differs in zip(taken.to_pylist(), several.tolist(), strict=True)
                )
                odd |= flags(pc.equal(taken, UNREAD).take(distinct.indices))
            return map_distinct(distinct, taken)
        meanings = (self._lists if field in LISTS else self._meanings)(field, distinct.dictionary)
        if meanings.null_count:
            odd |= flags(pc.is_null(meanings))[distinct.indices.to_numpy()]
            meanings = meanings.fill_null("")
        return map_distinct(distinct, meanings)

    def _meanings(self, field: str, distinct: pa.StringArray) -> pa.StringArray:
        return texts(self._meaning(field, text) for text in distinct.to_pylist())

    def _lists(self, field: str, distinct: pa.StringArray) -> pa.StringArray:
        """Return what lists mean whose entries mean one thing each, and of which each counts once."""
        lists = pc.split_pattern(distinct, LIST_SIGN)
        parts = lists.values.dictionary_encode()
        meanings = self._meanings(field, parts.dictionary).fill_null("").dictionary_encode()
        several = pc.or_(pc.equal(meanings.dictionary, ""), pc.match_substring(meanings.dictionary, BETWEEN))
        owners = np.repeat(np.arange(len(lists)), np.diff(lists.offsets.to_numpy()))
        codes = meanings.indices.take(parts.indices).to_numpy()
        special = np.unique(owners[flags(several)[codes]])
        _, first = np.unique(owners * len(meanings.dictionary) + codes, return_index=True)
        first.sort()
        ends = np.cumsum(np.bincount(owners[first], minlength=len(lists)))
        entries = meanings.dictionary.take(pa.array(codes[first]))
        offsets = pa.array(np.append(0, ends).astype(np.int32))
        joined = pc.binary_join(pa.ListArray.from_arrays(offsets, entries), BETWEEN)
        if not len(special):
            return joined
        mask = np.zeros(len(lists), bool)
        mask[special] = True
        worked_out = self._meanings(field, distinct.take(pa.array(special)))
        return pc.replace_with_mask(joined, pa.array(mask), worked_out)

    def _meaning(self, field: str, text: str) -> str | None:
        """Return what a text says in the column of a field, None where no line is read that holds it."""
        known = self._known[field]
        if text not in known:
            if len(known) >= MOST_KNOWN:
                known.clear()
            known[text] = self._work_out(field, text)
        return known[text]

    def _work_out(self, field: str, text: str) -> str | None:
        if field in DAYS and _is_iso(text):
            return text
        if field in LISTS and LIST_SIGN in text:
            parts = [self._meaning(field, part) for part in text.split(LIST_SIGN)]
            whole = BETWEEN.join(part for part in parts if part)
            return None if None in parts else BETWEEN.join(dict.fromkeys(whole.split(BETWEEN)))
        cells = self._plain.copy()
        cells[self._places[field]] = text
        row = self.make(cells, 0)
        return None if isinstance(row, Rejected) else row[COLUMNS[field]]

    def _shaped(self, cells: Sequence[pa.StringArray], odd: Mask) -> dict[str, pa.StringArray]:
        """Return kind, status and numbers, which hang together."""
        absent = pa.repeat(pa.scalar(""), len(odd)).cast(pa.string())
        numbers = [
            pc.utf8_trim_whitespace(cells[self._places[f]]) if f in self._places else absent for f in NUMBERS
        ]
        told = [(cells[self._places[f]] if f in self._places else absent).dictionary_encode() for f in SHAPED]
        shapes = [_shapes(column, odd) for column in numbers]
        alike = [flags(pc.equal(numbers[a], numbers[b])) for a, b in ((0, 1), (0, 2), (1, 2))]
        odd |= (shapes[0] == 0) & (shapes[1] == 0) & (shapes[2] == 0)
        first, group = _groups(
            [(c.indices.to_numpy(), len(c.dictionary)) for c in told]
            + [(shape, SHAPES) for shape in shapes]
            + [(same, 2) for same in alike]
        )
        sample = [[column.take(pa.array(first)).to_pylist() for column in part] for part in (told, numbers)]
        marks = [[each[first].tolist() for each in part] for part in (shapes, alike)]
        taken = [
            self._taken(*line)
            for line in zip(*(zip(*part, strict=True) for part in (*sample, *marks)), strict=True)
        ]
        unread = np.array([each is None for each in taken])
        odd |= unread[group]
        kinds, states, filed, own = zip(*(each or ("", "", 0, 0) for each in taken), strict=True)
        choice = (absent, *numbers)
        return {
            "kind": texts(kinds).take(pa.array(group)),
            "status": texts(states).take(pa.array(group)),
            "application_number": pc.choose(pa.array(np.array(filed)[group]), *choice),
            "registration_number": pc.choose(pa.array(np.array(own)[group]), *choice),
        }

    def _taken(
        self,
        told: tuple[str, ...],
        numbers: tuple[str, ...],
        shapes: tuple[int, ...],
        alike: tuple[bool, ...],
    ) -> tuple[str, str, int, int] | None:
        """Return kind and status of lines of one shape, and which of their numbers are those of the right.

        The numbers are counted from 1; 0 is none. None where `row_maker` has to see each line.
        """
        key = (told, shapes, alike)
        if key not in self._shapes:
            cells = [""] * self.width
            for field, text in zip((*SHAPED, *NUMBERS), (*told, *numbers), strict=True):
                if field in self._places:
                    cells[self._places[field]] = text
            row = self.make(cells, 0)
            choice = ["", *numbers]
            self._shapes[key] = None
            if not isinstance(row, Rejected):
                filed, own = row[COLUMNS["application_number"]], row[COLUMNS["registration_number"]]
                if filed in choice and own in choice:
                    kind, status = row[COLUMNS["kind"]], row[COLUMNS["status"]]
                    self._shapes[key] = (kind, status, choice.index(filed), choice.index(own))
        return self._shapes[key]


def _is_iso(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _shapes(numbers: pa.StringArray, odd: Mask) -> NDArray[np.int64]:
    """Return the shape of each number: of digits their count, of patents' numbers the digit of their type.

    Numbers of one shape are treated alike; lines with numbers of other shapes are marked as odd.
    """
    shapes = lengths_of(numbers)
    plain = flags(pc.ascii_is_decimal(numbers)) & (shapes <= LONGEST_PLAIN)
    plain &= ~flags(pc.starts_with(numbers, "0"))
    plain |= shapes == 0
    shapes[~plain] = OTHER_SHAPE
    others = numbers.take(pa.array(np.flatnonzero(~plain)))
    patents = flags(pc.match_substring_regex(others, PATENT))
    types = pc.utf8_slice_codeunits(others.filter(pa.array(patents)), 4, 5).cast(pa.int64()).to_numpy()
    shapes[np.flatnonzero(~plain)[patents]] = FIRST_PATENT + types
    lettered = flags(pc.match_substring_regex(others, LETTERED))
    shapes[np.flatnonzero(~plain)[lettered]] = FIRST_LETTERED + lengths_of(others.filter(pa.array(lettered)))
    odd |= shapes == OTHER_SHAPE
    return shapes


def _groups(keys: Sequence[tuple[NDArray[np.integer], int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first row of each group of rows alike in all keys, and the group of each row."""
    total = np.zeros(len(keys[0][0]), np.int64)
    most = 1
    for key, count in keys:
        if most * count >= 1 << 62:
            total, most = np.unique(total, return_inverse=True)[1], len(total)
        total = total * count + key
        most *= count
    _, first, group = np.unique(total, return_index=True, return_inverse=True)
    return first, group
