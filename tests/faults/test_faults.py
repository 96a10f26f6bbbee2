"""Each kind of fault at the size that a change has to pass; HUHANG_FAULTS multiplies it (0.1, 10 …)."""

import os
import subprocess
import sys

import pytest

from tests.faults.__main__ import KINDS
from tests.faults.recording import HERE, lacking

FACTOR = float(os.environ.get("HUHANG_FAULTS", "1"))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fault runs fork, which Windows cannot")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_and_nothing_false_is_said(kind: str) -> None:
    if kind in ("powercut", "full") and lacking():
        pytest.skip(lacking())
    size = max(1, int(KINDS[kind][0] * FACTOR))

    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", kind, str(size)],
        cwd=HERE.parent.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )

    print(done.stdout)
    assert done.returncode == 0, done.stdout[-3000:]
