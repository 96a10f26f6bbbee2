"""The register: importing an extract, looking rights up."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.kit import Kit
from app.rights import ImportReport, Right
from app.sharing import Progress


def import_register(
    kit: Kit, paths: Sequence[Path], name: str, as_of: date, progress: Progress
) -> ImportReport:
    """Import register files into a new extract. Raises BadInput, StorageFault; the old one serves on then."""
    return kit.register.import_files(paths, name=name, as_of=as_of, digest="", progress=progress)


def look_up(kit: Kit, text: str, limit: int = 50) -> tuple[Right, ...]:
    """Return rights by number in any spelling, else by name."""
    by_number = kit.register.find(text) if any(c.isdigit() for c in text) else ()
    return (by_number or kit.register.search(text, limit=limit))[:limit]
