"""The bureau's own forms from the command line: a folder is checked, and published into the bureau's log."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.actions import forms
from app.errors import BadInput
from app.front.wiring import House
from app.letterhead import gather


def check_forms(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Set every form of a pack's folder with short, long and empty values and say what does not fit."""
    problems = forms.check_pack(house.kit, gather(Path(args.folder)), lambda done, total: True)
    for problem in problems:
        yield f"{problem.form}: {problem.zh} | {problem.en}"
    if problems:
        raise BadInput(
            f"共 {len(problems)} 处问题；请改正后再发布。", f"{len(problems)} problems; correct them first."
        )
    yield "forms: ok"


def publish_forms(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Sign a pack's folder into the bureau's log."""
    event = forms.publish_forms(house.kit, gather(Path(args.folder)), lambda done, total: True)
    yield f"published: {event.name}  edition: {event.edition}  sha256: {event.pack}"
