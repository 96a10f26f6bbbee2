"""Classes as sources write them, in the forms of the register: Nice "9", Locarno "21-01", IPC "A63H3/36"."""

import re
from collections.abc import Iterable

_IPC = re.compile(r"([A-H]\d{2}[A-Z])\s*0*(\d{1,4})\s*/\s*(\d{2,6})")
_IPC_IN_COLUMNS = re.compile(r"([A-H]\d{2}[A-Z])([ \d]{3})(\d{2,6})\s*")  # WIPO ST.32: group in three columns
_IPC_SHORT = re.compile(r"([A-H]\d{2}[A-Z])\s*(\d{1,3}?)(\d{2,3})")
_LOCARNO = re.compile(r"(?:LOC\s*(?:\(\d+\))?\s*(?:CL)?\.?\s*)?(\d{1,2})\s*[-./]\s*(\d{1,2})", re.IGNORECASE)
_LOCARNO_SOLID = re.compile(r"(\d{2})(\d{2})")
_EDITION = re.compile(r"\s*\([^()]*\)\s*$")


def nice_classes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return Nice classes without leading zeros; blank ones and "000" are none."""
    return tuple(dict.fromkeys(bare for text in texts if (bare := text.strip("　 \t\r\n").lstrip("0"))))


def locarno_classes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return Locarno classes ("21-01" for "2101", "21.01" or "LOC (10) Cl. 21-01"); others as they are."""
    return tuple(dict.fromkeys(_locarno(text.strip()) for text in texts if text.strip()))


def ipc_symbols(texts: Iterable[str]) -> tuple[str, ...]:
    """Return IPC symbols without blanks, padding, edition and indicators ("A61B005/00" is "A61B5/00")."""
    return tuple(dict.fromkeys(symbol for text in texts if (symbol := ipc_symbol(text))))


def ipc_symbol(text: str) -> str:
    """Return one IPC symbol; what is none comes back without blanks and without its edition."""
    shown = text.strip("\r\n")
    match = (
        _IPC.match(shown.strip()) or _IPC_IN_COLUMNS.fullmatch(shown) or _IPC_SHORT.fullmatch(shown.strip())
    )
    if match is None:
        return "".join(_EDITION.sub("", shown).split())
    subclass, group, subgroup = match.groups()
    return f"{subclass}{group.strip().lstrip('0') or '0'}/{subgroup}"


def _locarno(text: str) -> str:
    match = _LOCARNO.fullmatch(text) or _LOCARNO_SOLID.fullmatch(text)
    return f"{int(match.group(1)):02}-{int(match.group(2)):02}" if match else text
