"""Status words of WIPO ST.66, ST.86 and ST.96 as offices write them, and the status codes of the USPTO.

ST.66 names some twenty states; offices add their own, so words are looked for inside a text. The codes are
those of the USPTO's trademark daily XML and TSDR ("status-code", three digits).
"""

from app.rights import Status
from offline_db.importers.common import read_status

WORDS: tuple[tuple[str, Status], ...] = (  # first match wins
    ("partially invalid", Status.PARTLY_INVALIDATED),
    ("partly invalid", Status.PARTLY_INVALIDATED),
    ("inactive", Status.EXPIRED),
    ("proceeding pending", Status.IN_FORCE),  # revocation or invalidity asked for, not granted
    ("cancellation pending", Status.IN_FORCE),
    ("renew", Status.IN_FORCE),
    ("registration published", Status.IN_FORCE),
    ("published for opposition", Status.PUBLISHED),
    ("opposition period", Status.PUBLISHED),
    ("oppos", Status.OPPOSED),
    ("appeal", Status.UNDER_REVIEW),
    ("court of justice", Status.UNDER_REVIEW),
    ("refus", Status.REFUSED),
    ("reject", Status.REFUSED),
    ("withdraw", Status.WITHDRAWN),
    ("abandon", Status.ABANDONED),
    ("renounc", Status.ABANDONED),
    ("surrender", Status.CANCELLED),
    ("invalid", Status.INVALIDATED),
    ("null", Status.INVALIDATED),
    ("annul", Status.INVALIDATED),
    ("revo", Status.REVOKED),
    ("cancel", Status.CANCELLED),
    ("removed", Status.CANCELLED),
    ("deleted", Status.CANCELLED),
    ("laps", Status.LAPSED),
    ("expir", Status.EXPIRED),
    ("ended", Status.EXPIRED),
    ("dead", Status.EXPIRED),
    ("pending", Status.PENDING),
    ("registered", Status.IN_FORCE),
    ("registration", Status.IN_FORCE),
    ("granted", Status.IN_FORCE),
    ("protected", Status.IN_FORCE),
    ("in force", Status.IN_FORCE),
    ("active", Status.IN_FORCE),
    ("live", Status.IN_FORCE),
    ("publi", Status.PUBLISHED),
    ("accept", Status.PUBLISHED),
    ("advertis", Status.PUBLISHED),
    ("fil", Status.PENDING),
    ("exam", Status.PENDING),
    ("classif", Status.PENDING),
    ("receiv", Status.PENDING),
    ("conver", Status.PENDING),
    ("interrupt", Status.PENDING),
    ("applic", Status.PENDING),
)

_CODES = {  # status -> USPTO codes, single or first-last
    Status.PENDING: "400 612 616 630-673 680-682 689-694 715 762 764-772 794",
    Status.PUBLISHED: "686 688 718-734 744-753 773 775-777 802-803 806-825",
    Status.OPPOSED: "774 801",
    Status.UNDER_REVIEW: "756-760 804 973",
    Status.REFUSED: "763 779",
    Status.ABANDONED: "600-609 614 618",
    Status.IN_FORCE: "624 700-705 717 740 778 780 790 800",
    Status.CANCELLED: "401-403 626 710-714 716",
    Status.EXPIRED: "900",
}


def _spread(codes: str) -> range:
    first, _, last = codes.partition("-")
    return range(int(first), int(last or first) + 1)


USPTO = {str(code): s for s, codes in _CODES.items() for span in codes.split() for code in _spread(span)}


def read_status_of(text: str, office: str) -> Status:
    """Read the status that an office states in a code or in words; UNKNOWN for what is in no table."""
    word = text.strip()
    if word.isascii() and word.isdigit():
        return USPTO.get(word, Status.UNKNOWN) if office == "US" else Status.UNKNOWN
    low = word.lower()
    found = next((status for part, status in WORDS if part in low), Status.UNKNOWN)
    return read_status(word) if found is Status.UNKNOWN else found
