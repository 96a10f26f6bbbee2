"""One module for each format of a register's files.

A module has NAME, `recognises(head) -> bool` and `read(path) -> Iterator[Right | Rejected]`; it streams,
and a bad record is a rejection, never an exception and never silence.
"""

from types import ModuleType

from offline_db.importers import cnipa, kipris, own_csv, spreadsheet, tipo

IMPORTERS: tuple[ModuleType, ...] = (own_csv, spreadsheet, tipo, kipris, cnipa)
