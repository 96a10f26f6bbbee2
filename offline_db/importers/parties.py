"""Names of holders and agents as WIPO ST.66, ST.86 and ST.96 and their dialects write them."""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from offline_db.importers.common import distinct, tidy
from offline_db.importers.markup import attribute, child_text, elements, plain, text_of

WHOLE = ("EntityName", "OrganizationStandardName", "OrganizationName", "PersonFullName", "FullName")
IN_PARTS = (
    ("FirstName", "MiddleName", "LastName", "SecondLastName"),
    ("GivenName", "MiddleName", "FamilyName"),
)


def name_of(party: etree._Element) -> str:
    """Return the name of a party, "" where only an identifier is given."""
    whole = next((name for tag in WHOLE if (name := text_of(party, tag))), "")
    if whole:
        return whole
    lines = next(elements(party, "FreeFormatNameDetails"), None)
    if lines is not None:
        return tidy(" ".join(plain(line) for line in elements(lines, "FreeFormatNameLine")))
    names = (tidy(" ".join(text_of(party, part) for part in parts)) for parts in IN_PARTS)
    return next((name for name in names if name), "")


def holders_of(applicants: Iterable[etree._Element], office: str) -> tuple[str, ...]:
    """Return the names of the applicants that hold a right."""
    return last_holders([(turn_of(party), name_of(party)) for party in applicants], office)


def last_holders(parties: Sequence[tuple[int, str]], office: str) -> tuple[str, ...]:
    """Return the holders among (turn, name). The USPTO lists all owners a mark has had: the last hold it."""
    last = max((turn for turn, _ in parties), default=0)
    return distinct(*(name for turn, name in parties if office != "US" or turn == last))


def turn_of(applicant: etree._Element) -> int:
    """Return the party type, 10 for the first applicant and higher for every later owner; 0 if not told."""
    told = text_of(applicant, "PartyTypeCode") or attribute(applicant, "sequenceNumber")
    return int(told) if told.isascii() and told.isdigit() and int(told) >= 10 else 0


def agents_of(record: etree._Element) -> tuple[str, ...]:
    """Return the representatives; who only receives the letters is none."""
    attorneys = distinct(*(name_of(party) for party in elements(record, "RecordAttorney")))
    return attorneys or distinct(*(name_of(party) for party in _representatives(record)))


def _representatives(record: etree._Element) -> Iterator[etree._Element]:
    for tag in ("Representative", "NationalRepresentative"):
        for party in elements(record, tag):
            told = child_text(party, "Comment", "CommentText", "RepresentativeKind")
            if "correspond" not in told.lower():
                yield party
