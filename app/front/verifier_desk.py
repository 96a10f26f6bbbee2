"""`export-verifier`: writes the page with which anyone checks this bureau's documents, offline."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.errors import StorageFault
from app.front.wiring import House
from app.log import digest
from app.verifier import gather_facts, make_verifier


def export_verifier(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Write verify.html; say what people compare it by.

    Raises:
        StorageFault: the file cannot be written.
    """
    folder = house.folder
    logbook = folder.logbook
    cases = (record for case in logbook.case_sizes() for record in logbook.records(case=case))
    facts = gather_facts(
        (*logbook.records(log=logbook.root), *cases),
        folder.bureau,
        house.kit.forms,
        root=logbook.root,
        on=house.kit.today(),
    )
    page = make_verifier(facts)
    try:
        Path(args.path).write_bytes(page)
    except OSError as error:
        raise StorageFault(
            f"无法写入 {args.path}；请检查位置、权限和剩余空间。",
            f"{args.path} cannot be written; check its place, permissions and free space.",
        ) from error
    yield f"verifier: {args.path}  sha256 {digest(page)}"
    yield f"bureau: {facts.bureau}  fingerprint {facts.root}"
    yield f"devices: {len(facts.devices)}  roots: {len(facts.roots)}  documents: {len(facts.documents)}"
