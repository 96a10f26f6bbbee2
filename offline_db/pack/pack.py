"""An opened pack: its segments as one register.

Files are checked against the signed manifest before the first answer, unless they were and have not been
touched since (`verified.json` keeps their sizes and times). Not for several threads at once.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from itertools import repeat
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.errors import StorageFault
from app.names.folding import Codes, Letters
from app.names.hashing import Hashes, distinct
from app.numbers.spellings import Wanted, meanings
from app.rights import BETWEEN, PATENTS, Extract, Known, NumberKnown, Right
from offline_db.pack import manifest as m
from offline_db.pack.existence import KnownNumbers
from offline_db.pack.numbers import hash_keys, key_of
from offline_db.pack.search import Sign, nearest
from offline_db.pack.segment import APPLICATION, NAME, PUBLICATIONS, REGISTRATION, Segment

VERIFIED = "verified.json"
LARGEST_FAMILY = 200  # rights
MOST_BEARERS = 2000  # rows of one name that an answer names
NUMBERS = (APPLICATION, REGISTRATION, PUBLICATIONS)


class Pack:
    """The rights of all segments but those that a later segment struck out."""

    def __init__(self, path: Path, manifest: m.Manifest, sealed: bytes) -> None:
        self.path, self.manifest, self.sealed = path, manifest, sealed
        self.digest = m.digest(sealed)
        self.segments = {entry.name: Segment(path / entry.name) for entry in manifest.segments}
        self._struck = {name: self._read_struck(path, name) for name in self.segments}

    @classmethod
    def open(cls, path: Path, publisher: str = "") -> "Pack":
        """Open a pack and make sure that every byte is the publisher's.

        Raises:
            BadInput: the manifest is not whole, another publisher's, or of a newer version.
            StorageFault: the pack is missing, or a file of it is damaged.
        """
        sealed = read_sealed(path)
        while True:
            manifest = m.unseal(sealed, publisher)
            try:
                verify(path, manifest)
                return cls(path, manifest, sealed)
            except (StorageFault, OSError, ValueError, IndexError) as error:
                before, sealed = sealed, read_sealed(path)
                if sealed == before:  # else a writer came between
                    raise error if isinstance(error, StorageFault) else _damaged(path.name) from error

    @property
    def extract(self) -> Extract:
        made = self.manifest
        return Extract(made.scope(), made.as_of, made.source or self.digest, made.rights)

    def close(self) -> None:
        """Let go of the mapped files."""
        self.segments.clear()
        self._struck.clear()

    def find(self, number: str) -> tuple[Right, ...]:
        """Return the rights that carry `number` in any spelling, in the order of the segments; () if none.

        A class beside the number ("12345678-25", 第25类 12345678) narrows it to records in that class.
        """
        for wanted in meanings(number):
            hashes = hash_keys([key for key, _ in wanted.keys])
            found = tuple(right for name in self.segments for _, right in self._find(name, wanted, hashes))
            if found:
                return found
        return ()

    def find_in(self, segment: str, wanted: Wanted) -> Iterator[tuple[int, Right]]:
        """Yield the standing rows of one segment that a number may mean, and their rights."""
        return self._find(segment, wanted, hash_keys([key for key, _ in wanted.keys]))

    def _find(self, name: str, wanted: Wanted, hashes: Hashes) -> Iterator[tuple[int, Right]]:
        segment = self.segments[name]
        for row in sorted(set(segment.numbers.look_up(hashes)[0].tolist())):
            cells = [segment.rows.cell(row, field) for field in NUMBERS]
            own = {key_of(n) for cell in cells if cell for n in cell.split(BETWEEN)}
            if self.stands(name, row) and any(key in own for key, _ in wanted.keys):
                right = segment.rows.right(row)
                if any(key in own and office in ("", right.office) for key, office in wanted.keys) and (
                    not wanted.nice or wanted.nice in right.classes
                ):
                    yield row, right

    def family(self, right: Right) -> tuple[Right, ...]:
        """Return the rights that share a number with this one, those that share one with them, and so on.

        Application, publication and grant of one invention are a family; so are the classes of one mark. The
        right itself comes first; there are at most `LARGEST_FAMILY`.
        """
        found = {right: None}
        asked: set[str] = set()
        waiting = [right]
        while waiting and len(found) < LARGEST_FAMILY:
            for number in set(numbers_of(waiting.pop())) - asked:
                asked.add(number)
                for other in self.find(number):
                    if other not in found and _related(right, other) and len(found) < LARGEST_FAMILY:
                        found[other] = None
                        waiting.append(other)
        return tuple(found)

    def known_number(self, number: str) -> NumberKnown:
        """Say whether a number is in the extract, else whether the office is known to have given it out."""
        held = self.manifest.numbers
        if self.find(number):
            return NumberKnown(Known.IN_EXTRACT)
        scope = held.scope if held else ""
        keys = [key for wanted in meanings(number) for key, office in wanted.keys if office in scope]
        if held is None or not any(self._known.covers(key) for key in keys):
            return NumberKnown(Known.NO_FILTER)
        known = Known.EXISTS if any(self._known.holds(key) for key in keys) else Known.NOT_KNOWN
        return NumberKnown(known, scope, held.as_of)

    @cached_property
    def _known(self) -> KnownNumbers:
        assert self.manifest.numbers is not None
        return KnownNumbers(self.path / self.manifest.numbers.entry.name)

    def nearest(
        self, sign: Sign, count: int, nice: int = 0
    ) -> list[tuple[str, float, tuple[tuple[str, int], ...]]]:
        """Return distinct mark texts near a sign, nearest first: text, cost, and the rows that bear it."""
        best: dict[str, tuple[float, list[tuple[str, int]]]] = {}
        for name, segment in self.segments.items():
            for cost, rows in self._nearest_in(name, sign, count, nice):
                text = segment.rows.cell(rows[0], NAME)
                known = best.setdefault(text, (cost, []))
                known[1].extend(zip(repeat(name), rows))
                best[text] = (min(known[0], cost), known[1])
        ordered = sorted(best.items(), key=lambda item: item[1][0])[:count]
        return [(text, cost, tuple(rows)) for text, (cost, rows) in ordered]

    def _nearest_in(self, segment: str, sign: Sign, count: int, nice: int) -> list[tuple[float, list[int]]]:
        """Return what names near a sign cost, nearest first, and the rows that still bear them."""
        names, asked = self.segments[segment].names, count
        while True:
            ids, costs = nearest(sign, names, asked, nice)
            bearers = [self._bearers(segment, at)[:MOST_BEARERS].tolist() for at in ids.tolist()]
            borne = [(cost, rows) for cost, rows in zip(costs.tolist(), bearers, strict=True) if rows]
            if len(borne) >= count or len(ids) < asked:
                return borne[:count]
            asked *= 4

    def _bearers(self, segment: str, name: int) -> NDArray[np.uint32]:
        """Return the standing rows that bear a name."""
        rows: NDArray[np.uint32] = self.segments[segment].names.rows(name)
        return rows[self.standing(segment, rows)] if len(self._struck[segment]) else rows

    def right_of(self, segment: str, row: int) -> Right:
        """Return the right of one row."""
        return self.segments[segment].rows.right(row)

    def number_of(self, segment: str, row: int) -> str:
        """Return the number by which a row's right is known: of its registration, else its application."""
        rows = self.segments[segment].rows
        return rows.cell(row, REGISTRATION) or rows.cell(row, APPLICATION)

    def holding(self, han: Codes, latin: Letters) -> Iterator[Right]:
        """Yield the rights whose name holds these characters and letters in a row, shorter names first."""
        if not len(han) and not len(latin):
            return
        for name, segment in self.segments.items():
            ids = segment.names.finding(han, latin)
            lengths = np.add(*segment.names.lengths(ids))
            for at in ids[np.argsort(lengths, kind="stable")].tolist():
                for row in segment.names.rows(at).tolist():
                    if self.stands(name, row):
                        yield segment.rows.right(row)

    def stands(self, segment: str, row: int) -> bool:
        """Tell whether no later segment struck the row out."""
        struck = self._struck[segment]
        if not len(struck):
            return True
        at = int(np.searchsorted(struck, row))
        return at == len(struck) or int(struck[at]) != row

    def standing(self, segment: str, rows: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Tell of each row whether no later segment struck it out."""
        struck = self._struck[segment]
        if not len(struck):
            return np.ones(len(rows), bool)
        at = np.minimum(np.searchsorted(struck, rows), len(struck) - 1)
        return np.asarray(struck[at] != rows)

    def struck(self, segment: str) -> NDArray[np.uint32]:
        """Return the rows that later segments struck out, in rising order."""
        return self._struck[segment]

    def _read_struck(self, path: Path, name: str) -> NDArray[np.uint32]:
        parts = [path / other / f"struck.{name}" for other in self.segments]
        rows = [np.fromfile(part, np.uint32) for part in parts if part.exists()]
        return distinct(np.zeros(0, np.uint32), *rows)


def numbers_of(right: Right) -> tuple[str, ...]:
    """Return all numbers of a right."""
    numbers = (right.application_number, right.registration_number, *right.publication_numbers)
    return tuple(number for number in numbers if number)


def _related(right: Right, other: Right) -> bool:
    alike = right.kind == other.kind or (right.kind in PATENTS and other.kind in PATENTS)
    return alike and right.office == other.office


def read_sealed(path: Path) -> bytes:
    """Return the manifest file of a pack as it lies there. Raises StorageFault."""
    try:
        with (path / m.FILE).open("rb") as file:
            return file.read(m.LARGEST + 1)
    except OSError as error:
        raise StorageFault(
            f"打不开登记包 {path.name}；请检查路径，或重新导入登记摘录。",
            f"The pack {path.name} cannot be opened; check the path or import the extract again.",
        ) from error


def verify(path: Path, manifest: m.Manifest, *, all_of_it: bool = False) -> None:
    """Check the files of a pack against its manifest; those that were checked and not touched only by sight.

    Raises:
        StorageFault: a file is missing, longer, shorter or altered.
    """
    known: dict[str, list[int]] = {}
    if not all_of_it:
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            known = msgspec.json.decode((path / VERIFIED).read_bytes(), type=dict[str, list[int]])
    wanted = {f"{entry.name}/{file.name}": file for entry in manifest.folders() for file in entry.files}
    doubtful = [
        name for name in wanted if _stamp(path / name) is None or known.get(name) != _stamp(path / name)
    ]
    with ThreadPoolExecutor(2) as pool:
        whole = list(pool.map(lambda name: m.holds(path / name, wanted[name]), doubtful))
    for name, fine in zip(doubtful, whole, strict=True):
        if not fine:
            raise _damaged(name)
    if doubtful:
        note_verified(path, manifest)


def note_verified(path: Path, manifest: m.Manifest) -> None:
    """Remember that the files are as the manifest says; where that cannot be kept, they are checked again."""
    stamps = {
        f"{s.name}/{f.name}": _stamp(path / s.name / f.name) for s in manifest.folders() for f in s.files
    }
    with suppress(OSError):
        (path / VERIFIED).write_bytes(msgspec.json.encode(stamps))


def _stamp(path: Path) -> list[int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return [facts.st_size, facts.st_mtime_ns, facts.st_ino]


def _damaged(name: str) -> StorageFault:
    return StorageFault(
        f"登记库文件 {name} 已损坏；请重新导入登记摘录，案卷和证据不受影响。",
        f"The register file {name} is damaged; import the extract again. Cases are not affected.",
    )
