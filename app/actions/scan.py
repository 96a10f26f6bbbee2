"""Putting codes, labels and what the register says of them on record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from app import symbols
from app.actions.duty import require_inspectors
from app.actions.photos import take_photo
from app.case import Case, Exhibit
from app.checks import Context, check
from app.errors import NotFound
from app.events import ExhibitChecked, LabelScanned
from app.goods_codes import SCANNER, Said, same_code, say, storable
from app.kit import Kit
from app.markings import Marking, read_markings, read_production_date
from app.numbers.families import RETAIL


@dataclass(frozen=True, slots=True)
class Seen:
    """A code that was recorded at another stand of this fair."""

    case: str
    stand: str
    exhibit: str
    exhibitor: str


@dataclass(frozen=True, slots=True)
class Read:
    """A code or a label's text that an officer puts on record."""

    symbology: str
    text: str
    source: str  # "camera", "photo", "scanner", "typed"
    photo: str = ""  # digest of the picture it was read from


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of recording: the case, and what was new to the exhibit."""

    case: Case
    new: tuple[Read, ...]


def record_reads(kit: Kit, case_number: str, exhibit: str, reads: Sequence[Read]) -> Recorded:
    """Put codes and labels on record together with what the register says of the exhibit.

    The check is recorded, not recomputed later: it says what the officer could know that day. A code that
    is on this exhibit already is not recorded twice. What a reader was not sure of comes here when an
    officer has confirmed it, and never before.

    Raises:
        NotAllowed: nobody fit is on duty.
        NotFound: no such exhibit.
    """
    require_inspectors(kit)
    case = kit.casebook.case(case_number)
    known = _exhibit(case, exhibit)
    new: list[Read] = []
    for read in (replace(read, text=storable(read.text)) for read in reads):
        on_record = [(label.symbology, label.text) for label in known.labels if label.sure]
        on_record += [(other.symbology, other.text) for other in new]
        if read.text and not any(_same(read, *other) for other in on_record):
            new.append(read)
    if not new:
        return Recorded(case, ())
    scans = [LabelScanned(exhibit, r.symbology, r.text, r.source, r.photo) for r in new]
    texts = (*(label.text for label in known.labels), *(r.text for r in new))
    case = kit.casebook.append(case_number, *scans, _checked(kit, case, known, texts))
    return Recorded(case, tuple(new))


def record_scan(kit: Kit, case_number: str, exhibit: str, *, symbology: str, text: str, source: str) -> Case:
    """Put one code or label on record. Raises NotAllowed, NotFound, as `record_reads`."""
    return record_reads(kit, case_number, exhibit, (Read(symbology, text, source),)).case


def scan_photo(
    kit: Kit, case_number: str, exhibit: str, data: bytes, *, purpose: str = "number", note: str = ""
) -> tuple[Case, tuple[symbols.Symbol, ...]]:
    """Keep a photo as evidence, read its codes and check them; returns the case and what was read.

    Codes that the reader is sure of are recorded; the others are returned, for an officer to confirm.

    Raises:
        BadInput: no usable photo. NotAllowed, NotFound: as `record_reads`.
    """
    _exhibit(kit.casebook.case(case_number), exhibit)
    take_photo(kit, case_number, data, purpose=purpose, exhibit=exhibit, note=note)
    found = symbols.read(kit.decoder.decode(data))
    photo = sha256(data).hexdigest()
    reads = [Read(s.symbology, s.printed, "photo", photo) for s in found if s.sure]
    return record_reads(kit, case_number, exhibit, reads).case, found


def check_exhibit(kit: Kit, case_number: str, exhibit: str) -> Case:
    """Check an exhibit again with the facts that the officers have recorded since.

    Raises:
        NotAllowed: nobody fit is on duty.
        NotFound: no such exhibit.
    """
    require_inspectors(kit)
    case = kit.casebook.case(case_number)
    known = _exhibit(case, exhibit)
    texts = tuple(label.text for label in known.labels)
    return kit.casebook.append(case_number, _checked(kit, case, known, texts))


def markings_of(kit: Kit, exhibit: Exhibit) -> tuple[Marking, ...]:
    """Return what the exhibit's labels state."""
    return tuple(m for label in exhibit.labels for m in read_markings(label.text, kit.today()))


def seen_elsewhere(kit: Kit, case_number: str, symbology: str, text: str) -> tuple[Seen, ...]:
    """Return where else at this fair the same code was recorded, or a carton or a piece of the article."""
    return tuple(_others(kit, case_number, say(symbology, text)))


def _others(kit: Kit, case_number: str, said: Said) -> Iterator[Seen]:
    here = kit.casebook.case(case_number)
    for line in kit.casebook.cases(fair=here.fair):
        if line.stand == here.stand or not line.exhibits:
            continue
        case = kit.casebook.case(line.number)
        for exhibit in case.exhibits:
            if any(same_code(said, say(label.symbology, label.text)) for label in exhibit.labels):
                yield Seen(case.number, case.stand, exhibit.name, case.exhibitor)


def _same(read: Read, symbology: str, text: str) -> bool:
    """Tell whether a read is already on record, also where a scanner did not name the symbology."""
    if read.text == text:
        return read.symbology == symbology or SCANNER in (read.symbology, symbology)
    retail = {read.symbology, symbology} <= RETAIL
    return retail and say(read.symbology, read.text).gtin == say(symbology, text).gtin != ""


def _exhibit(case: Case, exhibit: str) -> Exhibit:
    known = case.exhibit(exhibit)
    if known is None:
        raise NotFound(
            f"案卷 {case.number} 中没有展品 {exhibit}；请先登记展品。",
            f"There is no exhibit {exhibit} in case {case.number}; add it first.",
        )
    return known


def _checked(kit: Kit, case: Case, exhibit: Exhibit, texts: tuple[str, ...]) -> ExhibitChecked:
    today = kit.today()
    markings = tuple(marking for text in texts for marking in read_markings(text, today))
    produced = case.fact("produced", exhibit.id)
    printed = next((day for text in texts if (day := read_production_date(text))), None)
    context = Context(
        acting_on=today,
        law=kit.law,
        exhibitor=case.fact("party.name") or case.exhibitor,
        goods=exhibit.goods or exhibit.name,
        nice=exhibit.nice,
        group=exhibit.group,
        produced=_day(produced) or printed,
        licence=case.fact("licence", exhibit.id),
        plausible=case.fact("plausible", exhibit.id),
        same_form=case.fact("same_form", exhibit.id),
        circulated_before=case.fact("circulated_before", exhibit.id),
        sign=case.fact("sign", exhibit.id),
    )
    extract = kit.register.extract
    return ExhibitChecked(
        exhibit.id, extract.digest, extract.as_of, today, check(markings, kit.register, context)
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
