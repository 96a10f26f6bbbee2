"""A segment of a pack: rows of rights, with the indexes that find them by number and by name."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from app.names.hashing import distinct
from app.rights import FIELDS, Right
from offline_db.pack.facets import Facets
from offline_db.pack.holders import Holders
from offline_db.pack.names import NameStore
from offline_db.pack.numbers import hash_keys, key_of
from offline_db.pack.postings import Postings
from offline_db.pack.rows import RowStore

NAME, APPLICATION, REGISTRATION, PUBLICATIONS = (
    FIELDS.index(n) for n in ("name", "application_number", "registration_number", "publication_numbers")
)


class Segment:
    """An opened segment. Reading rows is not for several threads at once."""

    def __init__(self, folder: Path) -> None:
        self.holders = Holders(folder)
        self.facets = Facets(folder)
        self.rows = RowStore(folder, self.holders)
        self.names = NameStore(folder)
        self.numbers = Postings.open(folder, "numbers")

    def find(self, keys: Sequence[str]) -> Iterator[tuple[int, Right]]:
        """Yield the rows, and their rights, that carry a number with one of these keys."""
        wanted = set(keys)
        ids, _ = self.numbers.look_up(distinct(hash_keys(list(wanted))))
        for row in sorted(set(ids.tolist())):
            right = self.rows.right(row)
            numbers = chain((right.registration_number, right.application_number), right.publication_numbers)
            if any(key_of(number) in wanted for number in numbers if number):
                yield row, right

    def name_of(self, name: int) -> str:
        """Return the text of a name, as the first of its rows has it."""
        return self.rows.cell(int(self.names.rows(name)[0]), NAME)
