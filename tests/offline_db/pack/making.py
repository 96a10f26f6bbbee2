"""Small packs for tests, made of tables."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.law import CHINA
from app.names.tables import Tables
from app.rights import Right
from app.sharing import go_on
from offline_db.pack.builder import build_pack, extend_pack
from offline_db.pack.filling import FileReport
from offline_db.pack.pack import Pack
from offline_db.pack.standing import all_rights
from tests.builders import a_key

HEADER = "op,kind,number,publication_numbers,name,classes,holders,filed,status\n"
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=CHINA)


def a_table(path: Path, *lines: str) -> Path:
    """Write lines under HEADER."""
    path.write_text(HEADER + "".join(line + "\n" for line in lines), "utf-8")
    return path


def build(
    out: Path,
    files: Sequence[Path],
    tables: Tables,
    key: Ed25519PrivateKey | None = None,
    now: datetime = NOW,
) -> tuple[FileReport, ...]:
    return build_pack(
        out, files, name="摘录", as_of=date(2026, 5, 1), now=now, key=key or a_key().private, tables=tables,
        progress=go_on,
    )  # fmt: skip


def extend(
    path: Path, files: Sequence[Path], tables: Tables, key: Ed25519PrivateKey | None = None
) -> tuple[FileReport, ...]:
    return extend_pack(
        path, files, now=NOW, key=key or a_key().private, tables=tables, progress=go_on
    )  # fmt: skip


def rights(path: Path) -> dict[str, Right]:
    """Return what a pack holds, by number, with the classes where there are several of one number."""
    pack = Pack.open(path)
    try:
        held = list(all_rights(pack))
        assert len(held) == pack.manifest.rights == sum(o.rights for o in pack.manifest.offices)
    finally:
        pack.close()
    numbers = [right.registration_number or right.application_number for right in held]
    keys = [
        f"{number}-{'.'.join(right.classes)}" if numbers.count(number) > 1 else number
        for number, right in zip(numbers, held, strict=True)
    ]
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, held, strict=True))
