"""The lists of words.toml, of which marks are made and by which they are disguised."""

import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))

GOODS: dict[int, list[str]] = {int(nice): names.split() for nice, names in _LISTS["goods"].items()}


def words(name: str) -> list[str]:
    """Return one of the lists."""
    found: str = _LISTS[name]
    return found.split()
