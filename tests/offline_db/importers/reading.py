"""What the tests of importers share: the samples, and what a file gives."""

from pathlib import Path

from app.rights import FIELDS, Rejected, Right, Row, from_row
from offline_db.importers import read_rows
from offline_db.importers.columns import REMOVED

DATA = Path(__file__).parents[2] / "data" / "registers"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "register"
STATUS = FIELDS.index("status")


def rows_of(path: Path) -> tuple[list[Row], list[Rejected]]:
    """Return the rows and the rejections of a file."""
    records = list(read_rows(path))
    return [r for r in records if not isinstance(r, Rejected)], [
        r for r in records if isinstance(r, Rejected)
    ]


def rights_of(path: Path) -> tuple[list[Right], list[Rejected]]:
    """Return the rights that a file puts into the register, and the rejections."""
    rows, rejected = rows_of(path)
    return [from_row(row) for row in rows if row[STATUS] != REMOVED], rejected
