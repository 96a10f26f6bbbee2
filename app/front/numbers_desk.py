"""Numbers at the bureau's desk: lease blocks, bind provisional numbers, account for every number."""

import argparse
from collections.abc import Iterator

from app.actions import bureau
from app.front.wiring import House


def lease_numbers(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Lease a block of numbers to a device."""
    numbers = bureau.lease_numbers(house.kit, args.device, args.series, args.prefix, args.year, args.count)
    yield f"leased to device {args.device}: {' … '.join(numbers)}"


def bind_numbers(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Give every admitted document that waits for it its final number."""
    for one in bureau.bind_numbers(house.kit, lambda done, total: True):
        yield f"{one.provisional} -> {one.number}  {one.case}  {one.title}"


def account_numbers(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Say what became of every number leased so far; unused ones as runs."""
    for line in bureau.account_numbers(house.kit):
        if line.state == "unused":
            yield f"{line.series}〔{line.year}〕{line.first}-{line.last}  device {line.device}  unused"
        else:
            yield f"{line.number}  device {line.device}  {line.state}  {line.case}  {line.note}"
    for number, case, title in bureau.provisional_numbers(house.kit):
        yield f"{number}  provisional  {case}  {title}"
