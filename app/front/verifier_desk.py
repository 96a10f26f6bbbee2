"""`export-verifier`: writes the page with which anyone checks this bureau's documents, offline."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.actions import bureau
from app.front.wiring import House


def export_verifier(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Write verify.html; say what people compare it by. Raises StorageFault: it cannot be written."""
    done = bureau.export_verifier(house.kit, Path(args.path))
    facts = done.facts
    yield f"verifier: {args.path}  sha256 {done.sha256}"
    yield f"bureau: {facts.bureau}  fingerprint {facts.root}"
    yield f"devices: {len(facts.devices)}  roots: {len(facts.roots)}  documents: {len(facts.documents)}"
