"""Numbers without a server: from blocks leased to this device, else provisional until the bureau binds them.

The log is the only counter. A number is taken from what the log says was issued, and is used by the very
entry that states it; so a crash between the two leaves nothing half issued, and the number is free again.
A device restored from an older image takes nothing from blocks leased before (`app.bureau`), and what
it counts by itself bears its fresh log's mark.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.case import Case, Document
from app.errors import NotAllowed
from app.events import NumbersLeased
from app.forms import Form
from app.kit import Kit
from app.letterhead import Letterhead

PROVISIONAL = "临"  # the series of provisional numbers; their year is 0, for no clock is asked

Used = dict[tuple[str, int, int], list[tuple[Case, Document]]]  # by series, year and serial


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is free now."""

    text: str
    series: str = ""
    year: int = 0
    serial: int = 0


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What became of one number, or of a run of numbers that nobody used."""

    series: str
    year: int
    first: int
    last: int
    device: int
    state: str  # "issued", "void", "withdrawn", "unused", "twice"
    number: str = ""  # as written; "" of a run
    case: str = ""
    note: str = ""  # title of the document, or why it was voided


def next_number(kit: Kit, case: Case, form: Form, now: datetime) -> Number:
    """Return the number that a document issued now would bear.

    Raises:
        NotAllowed: the bureau has not enrolled this device.
    """
    if not form.series:
        count = 1 + sum(d.form == form.form for d in case.documents)
        return Number(f"{case.number}-{form.official or form.form}-{count}{kit.casebook.mark}")
    device = kit.casebook.device
    if device is None:
        raise NotAllowed(
            "本机尚未由局机关登记，不能编号；请先载入展会包。",
            "The bureau has not enrolled this device; load the fair pack first.",
        )
    used = kit.casebook.issued(form.series, now.year)
    for lease in kit.casebook.blocks():
        if (lease.series, lease.year) == (form.series, now.year):
            free = free_serial(lease, used)
            if free:
                text = written_number(kit.letterhead, lease, free)
                return Number(text, lease.series, lease.year, free)
    count = 1 + max(kit.casebook.issued(PROVISIONAL, 0), default=0)
    return Number(f"{PROVISIONAL}-{device.number}-{count}{kit.casebook.mark}", PROVISIONAL, 0, count)


def is_provisional(document: Document) -> bool:
    """Tell whether a document still waits for the bureau's final number."""
    return document.series == PROVISIONAL and not document.bound


def written_number(letterhead: Letterhead, lease: NumbersLeased, serial: int) -> str:
    """Return a number of a block as the bureau writes it: "杭市监责改〔2026〕12号"."""
    prefix = letterhead.words.get(lease.series) or lease.prefix
    return letterhead.write_number(prefix, lease.year, serial)


def waiting_numbers(cases: Iterable[Case]) -> Iterator[tuple[Case, Document]]:
    """Yield the documents that wait for their final number; a void one needs none."""
    return ((case, document) for case in cases for document in case.documents if _waits(document))


def free_serial(lease: NumbersLeased, used: Container[int]) -> int:
    """Return the first number of a block that nobody has used, 0 if there is none."""
    return next((n for n in range(lease.first, lease.last + 1) if n not in used), 0)


def number_lines(cases: Iterable[Case], leases: Iterable[NumbersLeased]) -> tuple[NumberLine, ...]:
    """Return what became of every number leased so far: no gap is left unexplained.

    Numbers that nobody used stand as one line for each run of them. `cases` are all that this device knows;
    what another device has not shared yet counts as unused here.
    """
    used: Used = {}
    for case in cases:
        for document in case.documents:
            own = document.series, document.year, document.serial
            for serial in (own, document.final):
                used.setdefault(serial, []).append((case, document))
    return tuple(line for lease in leases for line in _lines(lease, used))


def _waits(document: Document) -> bool:
    return is_provisional(document) and not document.void


def _lines(lease: NumbersLeased, used: Used) -> Iterator[NumberLine]:
    begin = lease.first
    for serial in range(lease.first, lease.last + 2):  # one beyond, to end a run
        found = used.get((lease.series, lease.year, serial), ()) if serial <= lease.last else ()
        if found or serial > lease.last:
            if begin < serial:
                yield NumberLine(lease.series, lease.year, begin, serial - 1, lease.device, "unused")
            begin = serial + 1
        for case, document in found:
            state = "twice" if len(found) > 1 else _state(document)
            note = document.void or document.withdrawn or document.title
            number = document.bound or document.number
            yield NumberLine(
                lease.series, lease.year, serial, serial, lease.device, state, number, case.number, note
            )


def _state(document: Document) -> str:
    return "void" if document.void else "withdrawn" if document.withdrawn else "issued"
