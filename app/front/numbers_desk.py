"""Numbers at the bureau's desk: lease blocks, bind provisional numbers, account for every number.

A document that was issued when no block was left bears a provisional number. Once its case has reached the
bureau, `bind-numbers` gives it the next number of the bureau's own blocks; what was printed stays as it is.
"""

import argparse
from collections.abc import Iterator
from datetime import datetime

from app.actions.documents import free_serial, number_lines, waiting_numbers, written_number
from app.case import Case
from app.errors import NotAllowed
from app.events import NumberBound, NumbersLeased
from app.front.bureau_desk import BUREAU, lease
from app.front.wiring import House
from app.law import CHINA
from offline_db.data_folder import DataFolder

BLOCK = 20  # numbers that the bureau takes for itself when it has none left


def lease_numbers(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Lease a block of numbers to a device."""
    _at_the_bureau(house.folder)
    leased = lease(house.folder, args.device, args.series, args.prefix, args.year, args.count)
    numbers = (written_number(house.kit.letterhead, leased, n) for n in (leased.first, leased.last))
    yield f"leased to device {leased.device}: {' … '.join(numbers)}"


def bind_numbers(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Give every admitted document that waits for it its final number."""
    folder, letterhead = house.folder, house.kit.letterhead
    _at_the_bureau(folder)
    for case, document in waiting_numbers(_cases(house)):
        series = letterhead.forms[document.form, "zh"].series
        year = datetime.fromtimestamp(document.source.at_ms / 1000, CHINA).year
        block, serial = _free(folder, series, year)
        number = written_number(letterhead, block, serial)
        folder.casebook.append(case.number, NumberBound(document.number, number, series, year, serial))
        yield f"{document.number} -> {number}  {case.number}  {document.title}"


def account_numbers(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Say what became of every number leased so far; unused ones as runs."""
    for line in number_lines(_cases(house), house.folder.bureau.leases):
        if line.state == "unused":
            yield f"{line.series}〔{line.year}〕{line.first}-{line.last}  device {line.device}  unused"
        else:
            yield f"{line.number}  device {line.device}  {line.state}  {line.case}  {line.note}"
    for case, document in waiting_numbers(_cases(house)):
        yield f"{document.number}  provisional  {case.number}  {document.title}"


def _cases(house: House) -> tuple[Case, ...]:
    return tuple(house.kit.casebook.case(line.number) for line in reversed(house.kit.casebook.cases()))


def _free(folder: DataFolder, series: str, year: int) -> tuple[NumbersLeased, int]:
    """Return a number of the bureau's own blocks that nobody bears, from a new block where all are used."""
    blocks = [block for block in folder.bureau.leases if block.series == series]
    used = folder.casebook.issued(series, year)
    for block in blocks:
        if (block.device, block.year) == (BUREAU, year) and (serial := free_serial(block, used)):
            return block, serial
    if not blocks:
        raise NotAllowed(
            f"“{series}”从未发放过号段，不知道字头；请先用 lease 发放该字号的号段。",
            "No block of this series was ever leased, so its prefix is unknown; lease one first.",
        )
    own = lease(folder, BUREAU, series, blocks[-1].prefix, year, BLOCK)
    return own, own.first


def _at_the_bureau(folder: DataFolder) -> None:
    if folder.own != folder.logbook.root:
        raise NotAllowed(
            "只有局机关的数据文件夹可以发放和绑定文号；请用 --data 指定。",
            "Numbers are leased and bound in the bureau's own data folder; name it with --data.",
        )
