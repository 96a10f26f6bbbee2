"""`register list`: every right of a pack."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.front.register_reading import told
from offline_db.pack.pack import Pack
from offline_db.pack.standing import all_rights


def list_all(args: argparse.Namespace) -> Iterator[str]:
    """List every right."""
    for right in all_rights(Pack.open(Path(args.pack))):
        yield told(right, args.json)
