"""A practice fair for tests that need one: made once in a run, since that takes long, and copied for each."""

import shutil
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from app.front.practice_setup import set_up_practice
from app.law import CHINA


@cache
def _made(base: Path) -> Path:
    return set_up_practice(base / "made" / "practice", lambda zh, en: None, datetime.now(CHINA).date())


def a_practice_fair(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the first device of a fair of one's own; the other devices lie beside it."""
    made = _made(factory.getbasetemp())
    home = factory.mktemp("fair") / "practice"
    shutil.copytree(made.parent, home)
    return home / made.name
