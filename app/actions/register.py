"""The register: one question for numbers, names and holders, what a record holds, importing an extract."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from app.errors import InspectionError, StorageFault
from app.kit import Kit
from app.markings import read_markings
from app.names.answers import HolderLine, Likeness, NameAnswer, NameFilter, NameHit, Note, Standing, passes
from app.names.goods import Asked, annotate, note
from app.names.groups import Groups, load_groups
from app.names.lexicon import Lexicon, load_lexicon
from app.names.likeness import explain
from app.numbers.spellings import number_key
from app.rights import Extract, ImportReport, NumberKnown, Rejected, Right, Status
from app.sharing import FilePreview, Progress

LONGEST = 200  # characters of a question that are looked at
MOST_NAMES, MOST_HOLDING, MOST_HOLDERS, MOST_OF_HOLDER = 30, 40, 5, 200
_NUMBER = re.compile(r"[A-Z]{0,3}\d{5,}[A-Z]{0,2}\d?X?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says to one text; the parts that do not apply are empty."""

    text: str
    extract: Extract
    rights: tuple[Right, ...] = ()  # that carry the number, or belong to the holder asked for
    known: NumberKnown | None = None  # where the text is a number that no right of the extract carries
    names: NameAnswer | None = None
    holding: tuple[NameHit, ...] = ()  # further marks whose text holds the one asked for
    notes: tuple[Note, ...] = ()  # one for each of `rights`
    records: int = 0  # how many rights a holder has who was asked for


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A right as it is shown in full."""

    right: Right
    family: tuple[Right, ...]  # others that share a number with it
    extract: Extract
    today: date
    standing: Standing  # what the extract's status means today


@dataclass(frozen=True, slots=True)
class ShownSign:
    """A sign on an exhibit of a case, as its labels state it."""

    sign: str
    exhibit: str
    name: str = ""
    goods: str = ""
    nice: str = ""
    group: str = ""
    photo: str = ""  # digest of the exhibit's latest photo, "" without one


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sign beside a right: how the texts stand to each other, and the goods."""

    shown: ShownSign
    likeness: Likeness
    note: Note  # goods and status


def ask_register(kit: Kit, text: str, narrow: NameFilter) -> Answer:
    """Return what the register knows of a number or a mark; which of them the text is, is found out.

    Raises:
        StorageFault: the register is damaged.
    """
    asked = text.strip()[:LONGEST]
    extract = kit.register.extract
    if not asked:
        return Answer(asked, extract)
    key = number_key(asked)
    rights = kit.register.find(asked) if key else ()
    if _NUMBER.fullmatch(key):
        known = None if rights else kit.register.known_number(asked)
        return Answer(asked, extract, rights, known, notes=_notes(kit, rights, narrow))
    names = kit.register.resembling(asked, narrow, MOST_NAMES)
    more = replace(names, hits=_holding(kit, asked, narrow, names))
    goods = Asked(narrow.nice, narrow.groups)
    names, more = (
        annotate(answer, goods, _groups(), kit.today(), kit.law.grace_ends) for answer in (names, more)
    )
    return Answer(asked, extract, rights, None, names, more.hits, _notes(kit, rights, narrow))


def ask_holders(kit: Kit, text: str) -> tuple[HolderLine, ...]:
    """Return the holders that a text may name, the surest first; () for numbers and single characters."""
    asked = text.strip()[:LONGEST]
    if len(asked) < 2 or _NUMBER.fullmatch(number_key(asked)):
        return ()
    return kit.register.by_holder(asked, NameFilter(), MOST_HOLDERS).holders


def look_up(kit: Kit, text: str, limit: int = 50) -> tuple[Right, ...]:
    """Return rights by number in any spelling, else by name."""
    by_number = kit.register.find(text) if any(c.isdigit() for c in text) else ()
    return (by_number or kit.register.search(text, limit=limit))[:limit]


def ask_holder(kit: Kit, name: str, narrow: NameFilter) -> Answer:
    """Return the rights of one holder, live ones first."""
    found = kit.register.by_holder(name, narrow, MOST_OF_HOLDER)
    notes = _notes(kit, found.rights, narrow)
    return Answer(name, kit.register.extract, found.rights, notes=notes, records=found.records)


def read_record(kit: Kit, right: Right) -> RecordFile:
    """Return a right with the others that share a number with it."""
    others = tuple(other for other in kit.register.family(right) if other != right)
    meant = note(right, Asked(), _groups(), kit.today(), kit.law.grace_ends)
    return RecordFile(right, others, kit.register.extract, kit.today(), meant.standing)


def read_numbered(kit: Kit, number: str) -> RecordFile | None:
    """Return the first right that carries a number, None if the extract holds none."""
    rights = kit.register.find(number)
    return read_record(kit, rights[0]) if rights else None


def shown_signs(kit: Kit, case_number: str) -> tuple[ShownSign, ...]:
    """Return the signs on the exhibits of a case, the latest exhibit first; () for no case."""
    if not case_number:
        return ()
    case = kit.casebook.case(case_number)
    found: list[ShownSign] = []
    for exhibit in reversed(case.exhibits):
        texts = [label.text for label in exhibit.labels]
        signs = [m.sign for text in texts for m in read_markings(text, kit.today()) if m.sign]
        photo = next((p.sha256 for p in reversed(case.photos) if p.exhibit == exhibit.id), "")
        stated = case.fact("sign", exhibit.id)
        found += [
            ShownSign(sign, exhibit.id, exhibit.name, exhibit.goods, exhibit.nice, exhibit.group, photo)
            for sign in dict.fromkeys(filter(None, (stated, *signs)))
        ]
    return tuple(found)


def compare_sign(kit: Kit, shown: ShownSign, right: Right) -> Comparison:
    """Set a sign beside a right."""
    goods = Asked(shown.nice, frozenset({shown.group} - {""}))
    meant = note(right, goods, _groups(), kit.today(), kit.law.grace_ends)
    return Comparison(shown, explain(shown.sign, right.name, _lexicon()), meant)


def preview_files(kit: Kit, paths: Sequence[Path]) -> tuple[FilePreview | InspectionError, ...]:
    """Return what each file is, in their order, or why it cannot be imported."""
    return tuple(_preview(kit, path) for path in paths)


def import_register(
    kit: Kit,
    paths: Sequence[Path],
    name: str,
    as_of: date,
    progress: Progress,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
) -> ImportReport:
    """Import register files into a new extract. Raises BadInput, StorageFault; the old one serves on then.

    `mapping` names by file name the column of each field.
    """
    return kit.register.import_files(
        paths, name=name, as_of=as_of, digest="", progress=progress, mapping=mapping
    )


def take_pack(kit: Kit, path: Path, progress: Progress) -> Extract:
    """Take over a signed pack or delta. Raises BadInput, StorageFault; the old register serves on then."""
    return kit.register.take_pack(path, progress)


def save_rejects(path: Path, rejected: Sequence[Rejected]) -> None:
    """Write rejected records as CSV that opens in a spreadsheet, no cell of it a formula.

    Raises:
        StorageFault: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow(["record", "reason", "text"])
            out.writerows([bad.line, _harmless(bad.reason), _harmless(bad.text)] for bad in rejected)
    except OSError as error:
        raise StorageFault(
            f"无法写入 {path.name}；请检查磁盘空间或另选位置。",
            f"{path.name} cannot be written; check the disk or choose another place.",
        ) from error


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _preview(kit: Kit, path: Path) -> FilePreview | InspectionError:
    try:
        return kit.register.preview_file(path)
    except InspectionError as error:
        return error


def _notes(kit: Kit, rights: Sequence[Right], narrow: NameFilter) -> tuple[Note, ...]:
    goods = Asked(narrow.nice, narrow.groups)
    return tuple(note(right, goods, _groups(), kit.today(), kit.law.grace_ends) for right in rights)


def _holding(kit: Kit, asked: str, narrow: NameFilter, names: NameAnswer) -> tuple[NameHit, ...]:
    """Return marks that hold the text and are not among those that resemble it, each with its rights."""
    rights = kit.register.search(asked, kinds=narrow.kinds, nice=narrow.nice, limit=MOST_HOLDING)
    within = replace(narrow, groups=_groups().linked(narrow.groups))
    seen = {hit.name for hit in names.hits}
    by_name: dict[str, list[Right]] = {}
    for right in rights:
        if right.name not in seen and passes(right, within):
            by_name.setdefault(right.name, []).append(right)
    return tuple(
        NameHit(
            name,
            explain(asked, name, _lexicon()),
            tuple(sorted(own, key=lambda r: r.status is not Status.IN_FORCE)),
            len(own),
        )
        for name, own in by_name.items()
    )


@cache
def _lexicon() -> Lexicon:
    """Read what comparing two texts needs, once."""
    return load_lexicon()


@cache
def _groups() -> Groups:
    """Read which similar groups the table links, once."""
    return load_groups()
