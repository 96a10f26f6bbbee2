"""New versions of the program from the command line: named and withdrawn at the bureau, taken elsewhere."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.actions import programs
from app.front.wiring import House
from app.sharing import go_on


def publish_program(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Name a file as a version of the program in the bureau's log."""
    event = programs.publish_program(house.kit, Path(args.file), args.version, go_on)
    yield f"published: {event.version}  {event.file}  sha256: {event.sha256}"


def withdraw_program(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Say that a file is not to be installed any more."""
    event = programs.withdraw_program(house.kit, args.sha256, args.reason)
    yield f"withdrawn: {event.version}  {event.file}"


def take_program(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Copy a file that the bureau published; anything else is refused."""
    event = programs.take_program(house.kit, Path(args.file), Path(args.target), go_on)
    yield f"genuine: {event.version}  {args.target}"
