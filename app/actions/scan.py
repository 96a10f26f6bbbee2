"""Putting codes, labels and what the register says of them on record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app import photos, symbols
from app.actions.duty import require_inspectors
from app.case import Case, Exhibit
from app.checks import Context, check
from app.errors import NotFound
from app.events import ExhibitChecked, LabelScanned, PhotoTaken
from app.kit import Kit
from app.markings import Marking, read_markings, read_production_date


@dataclass(frozen=True, slots=True)
class Seen:
    """A code that was recorded at another stand of this fair."""

    case: str
    stand: str
    exhibit: str


def record_scan(
    kit: Kit, case_number: str, exhibit: str, *, symbology: str, text: str, source: str, sure: bool = True
) -> Case:
    """Put a code or a label's text on record together with what the register says of the exhibit.

    The check is recorded, not recomputed later: it says what the officer could know that day. A code that
    is on this exhibit already is not recorded twice.

    Raises:
        NotAllowed: nobody fit is on duty.
        NotFound: no such exhibit.
    """
    require_inspectors(kit)
    case = kit.casebook.case(case_number)
    known = _exhibit(case, exhibit)
    if any((label.symbology, label.text) == (symbology, text) for label in known.labels):
        return case
    scanned = LabelScanned(exhibit, symbology, text, source, "", sure)
    texts = (*(label.text for label in known.labels), text)
    return kit.casebook.append(case_number, scanned, _checked(kit, case, known, texts))


def scan_photo(
    kit: Kit, case_number: str, exhibit: str, data: bytes, *, purpose: str = "number", note: str = ""
) -> tuple[Case, tuple[symbols.Symbol, ...]]:
    """Keep a photo as evidence, read its codes and check them; returns the case and what was read.

    Raises:
        BadInput: no usable photo. NotAllowed, NotFound: as `record_scan`.
    """
    require_inspectors(kit)
    case = kit.casebook.case(case_number)
    known = _exhibit(case, exhibit)
    facts = photos.read_facts(data)
    found = symbols.read_bytes(data)
    ref = kit.blobs.put(data, "photo")
    taken = PhotoTaken(ref.sha256, purpose, exhibit, note, facts.camera_time, facts.width, facts.height)
    old = {(label.symbology, label.text) for label in known.labels}
    new = [s for s in found if (s.symbology, s.text) not in old]
    scans = [LabelScanned(exhibit, s.symbology, s.text, "photo", ref.sha256, s.sure) for s in new]
    texts = (*(label.text for label in known.labels), *(s.text for s in new))
    checks = [_checked(kit, case, known, texts)] if scans else []
    return kit.casebook.append(case_number, taken, *scans, *checks, blobs=(ref,)), found


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


def seen_elsewhere(kit: Kit, case_number: str, text: str) -> tuple[Seen, ...]:
    """Return where else at the fair the same code was recorded."""
    return tuple(_others(kit, case_number, text))


def _others(kit: Kit, case_number: str, text: str) -> Iterator[Seen]:
    for line in kit.casebook.cases():
        if line.number == case_number:
            continue
        case = kit.casebook.case(line.number)
        for exhibit in case.exhibits:
            if any(label.text == text for label in exhibit.labels):
                yield Seen(case.number, case.stand, exhibit.name)


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
