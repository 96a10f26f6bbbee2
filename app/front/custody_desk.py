"""Commands that hand out evidence and the chain of custody of a case."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.actions.evidence import record_export, save_report, write_export
from app.events import Exported
from app.front.wiring import House
from app.sharing import go_on


def add_custody_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `export-evidence` and `custody-report`."""
    export = commands.add_parser("export-evidence", help="write a case's evidence for others to check")
    export.add_argument("case")
    export.add_argument("folder", help="a new, empty folder")
    export.add_argument("--recipient", required=True)
    export.add_argument("--purpose", required=True)
    export.add_argument("--basis", required=True, help="the legal basis")
    export.add_argument("--photo", action="append", default=[], help="only this photo (SHA-256)")
    export.add_argument("--masked", action="store_true", help="without payloads, report, and files not named")
    export.set_defaults(run=run_export)
    report = commands.add_parser("custody-report", help="write a case's chain of custody as a PDF")
    report.add_argument("case")
    report.add_argument("path")
    report.add_argument("--photo", action="append", default=[], help="only this photo (SHA-256)")
    report.set_defaults(run=run_report)


def run_export(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Export evidence and say what was written."""
    thing = "photos" if args.photo else "case"
    event = Exported(
        thing, args.case, args.recipient, args.purpose, args.basis, args.masked, tuple(args.photo)
    )
    folder = Path(args.folder)
    begun = record_export(house.kit, args.case, folder, event)
    done = write_export(house.kit, args.case, folder, event, begun, go_on)
    yield f"evidence: {done.files} files in {args.folder}; bureau's log: {done.bureau}"
    yield f"SHA256SUMS: {done.sums}"


def run_report(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Write a custody report."""
    save_report(house.kit, args.case, Path(args.path), args.photo)
    yield f"report: {args.path}"
